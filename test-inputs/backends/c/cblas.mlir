// Products by a library: which calls there are, that the first comment says so, and what products stay the file's own.
// RUN: fusec %s -passes=kernels -emit=c{blas=cblas} | FileCheck %s
// RUN: fusec %s -passes=kernels -emit=c | FileCheck %s --check-prefix=OWN
// RUN: fusec %s -passes=import -emit=c{blas=cblas} | FileCheck %s --check-prefix=PLAIN
// CHECK: /* Written by fusec: freestanding C11. Tensors between lie in one arena of {{[0-9]+}} bytes.
// CHECK-NEXT: 4 products by cblas_sgemm: link with -lopenblas, -lcblas or another library that has it; 1 product of other forms by the file's own code. */
// CHECK: #define FUSEC_CBLAS_SGEMM cblas_sgemm
// CHECK: extern void FUSEC_CBLAS_SGEMM(
// CHECK-LABEL: void fusec_mlp(
// CHECK: FUSEC_CBLAS_SGEMM(FUSEC_ROW_MAJOR, FUSEC_AS_IS, FUSEC_AS_IS, 40, 48, 64, 1.0f, ((fusec_f32 *)in0), 64, ((fusec_f32 *)in1), 48, 0.0f, {{.*}}, 48);
// CHECK: FUSEC_CBLAS_SGEMM(FUSEC_ROW_MAJOR, FUSEC_AS_IS, FUSEC_TRANSPOSED, 40, 30, 48, 1.0f, {{.*}}, 48, ((fusec_f32 *)in3), 48, 0.0f, out0, 30);
// CHECK-LABEL: void fusec_weights(
// CHECK: FUSEC_CBLAS_SGEMM(FUSEC_ROW_MAJOR, FUSEC_TRANSPOSED, FUSEC_AS_IS, 24, 20, 40, 1.0f, ((fusec_f32 *)in0), 24, ((fusec_f32 *)in1), 20, 0.0f, out0, 20);
// CHECK-LABEL: void fusec_batch(
// CHECK: for (long long n0 = 0; n0 < 3; n0++)
// CHECK-NEXT: FUSEC_CBLAS_SGEMM(FUSEC_ROW_MAJOR, FUSEC_AS_IS, FUSEC_AS_IS, 32, 40, 36, 1.0f, ((fusec_f32 *)in0) + n0 * 1152, 36, ((fusec_f32 *)in1) + n0 * 1440, 40, 0.0f, out0 + n0 * 1280, 40);
// CHECK-LABEL: void fusec_window(
// CHECK-NOT: CBLAS
// OWN: bytes.
// OWN-NEXT: Matrices are multiplied by the file's own product. */
// OWN-NOT: CBLAS
// PLAIN: 4 products by cblas_sgemm
func.func @mlp(%x: tensor<40x64xf32>, %w: tensor<64x48xf32>, %b: tensor<48xf32>, %v: tensor<30x48xf32>) -> tensor<40x30xf32> {
  %p = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<40x64xf32>, tensor<64x48xf32>) -> tensor<40x48xf32>
  %c = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<48xf32>) -> tensor<40x48xf32>
  %s = stablehlo.add %p, %c : tensor<40x48xf32>
  %t = stablehlo.tanh %s : tensor<40x48xf32>
  %q = stablehlo.dot_general %t, %v, contracting_dims = [1] x [1] : (tensor<40x48xf32>, tensor<30x48xf32>) -> tensor<40x30xf32>
  return %q : tensor<40x30xf32>
}

func.func @weights(%x: tensor<40x24xf32>, %g: tensor<40x20xf32>) -> tensor<24x20xf32> {
  %p = stablehlo.dot_general %x, %g, contracting_dims = [0] x [0] : (tensor<40x24xf32>, tensor<40x20xf32>) -> tensor<24x20xf32>
  return %p : tensor<24x20xf32>
}

func.func @batch(%q: tensor<3x32x36xf32>, %k: tensor<3x36x40xf32>) -> tensor<3x32x40xf32> {
  %p = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<3x32x36xf32>, tensor<3x36x40xf32>) -> tensor<3x32x40xf32>
  return %p : tensor<3x32x40xf32>
}

func.func @window(%x: tensor<1x16x16x16xf32>, %k: tensor<3x3x16x32xf32>) -> tensor<1x14x14x32xf32> {
  %c = stablehlo.convolution(%x, %k) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x16x16x16xf32>, tensor<3x3x16x32xf32>) -> tensor<1x14x14x32xf32>
  return %c : tensor<1x14x14x32xf32>
}
