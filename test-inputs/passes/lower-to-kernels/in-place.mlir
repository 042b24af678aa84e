// An argument that the caller gave away, and that is read where the result is written, is the result's place.
// RUN: fusec %s -target=cpu -passes=kernels | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -emit=c | FileCheck %s --check-prefix=C
// RUN: fusec %s -target=cpu -passes="import,plan-kernels,lower-to-kernels{streaming=1}" | FileCheck %s --check-prefix=STREAM
// RUN: fusec %s -target=cpu -passes=kernels -run=step -on=reference -seed=1

// CHECK-LABEL: @step
// CHECK: "kernel.rows"
// CHECK: in_place = array<i64: 0>
// CHECK-LABEL: @turned
// CHECK-NOT: in_place
// C: /* out0 may be in0. */
// C-NEXT: void fusec_step
// STREAM: streaming = array<i64
func.func @step(%p: tensor<64x64xf32> {tf.aliasing_output = 0 : i32}, %g: tensor<64x64xf32>) -> tensor<64x64xf32> {
  %0 = stablehlo.subtract %p, %g : tensor<64x64xf32>
  return %0 : tensor<64x64xf32>
}
func.func @turned(%p: tensor<64x64xf32> {tf.aliasing_output = 0 : i32}, %g: tensor<64x64xf32>) -> tensor<64x64xf32> {
  %0 = stablehlo.transpose %p, dims = [1, 0] : (tensor<64x64xf32>) -> tensor<64x64xf32>
  %1 = stablehlo.subtract %0, %g : tensor<64x64xf32>
  return %1 : tensor<64x64xf32>
}
