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
// CHECK-LABEL: @seen_otherwise
// CHECK-NOT: in_place
// C: /* out0 may be in0. */
// C-NEXT: void fusec_step
// C-NOT: may be in
// STREAM: streaming = array<i64
// RUN: fusec %s -target=cpu -passes=kernels -run=seen_otherwise -on=native -seed=2 -atol=1e-4
func.func @step(%p: tensor<64x64xf32> {tf.aliasing_output = 0 : i32}, %g: tensor<64x64xf32>) -> tensor<64x64xf32> {
  %0 = stablehlo.subtract %p, %g : tensor<64x64xf32>
  return %0 : tensor<64x64xf32>
}
func.func @turned(%p: tensor<64x64xf32> {tf.aliasing_output = 0 : i32}, %g: tensor<64x64xf32>) -> tensor<64x64xf32> {
  %0 = stablehlo.transpose %p, dims = [1, 0] : (tensor<64x64xf32>) -> tensor<64x64xf32>
  %1 = stablehlo.subtract %0, %g : tensor<64x64xf32>
  return %1 : tensor<64x64xf32>
}
// The product reads a reshape of the argument, which is the same memory, after the sum was written.
func.func @seen_otherwise(%p: tensor<4096xf32> {tf.aliasing_output = 0 : i32}, %g: tensor<4096xf32>, %w: tensor<64x64xf32>) -> (tensor<4096xf32>, tensor<64x64xf32>) {
  %q = stablehlo.reshape %p : (tensor<4096xf32>) -> tensor<64x64xf32>
  %r = stablehlo.add %p, %g : tensor<4096xf32>
  %y = stablehlo.dot %q, %w : (tensor<64x64xf32>, tensor<64x64xf32>) -> tensor<64x64xf32>
  return %r, %y : tensor<4096xf32>, tensor<64x64xf32>
}
