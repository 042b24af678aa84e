// Sweeps over a row: numbers between two of them keep no others apart. The loss needs the logarithm of the sum, the gradient the
// sum; both are one sweep behind these numbers, and the addition of the rows' losses behind it is none.
// REQUIRES: clang
// RUN: fusec %s -target=cpu -passes=kernels | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=loss_and_gradient -on=reference -seed=3 | FileCheck %s --check-prefix=EXEC
// RUN: fusec %s -target=cpu -passes=kernels -run=loss_and_gradient -on=native -seed=3 | FileCheck %s --check-prefix=EXEC

// CHECK-LABEL: @loss_and_gradient
// CHECK: "kernel.rows"
// CHECK: ["reduction"]
// CHECK: arith.maximumf
// CHECK: "kernel.barrier"
// CHECK: ["reduction"]
// CHECK: math.exp
// CHECK: "kernel.barrier"
// CHECK: math.log
// CHECK: "kernel.barrier"
// CHECK: ["reduction"]
// CHECK: } -> (tensor<f32>, tensor<37xf32>)
// CHECK: "kernel.barrier"
// CHECK: iterator_types = []
// CHECK-NOT: "kernel.barrier"
// CHECK: "fuse_end.yield"
// EXEC: ok
func.func @loss_and_gradient(%x: tensor<20x37xf32>, %t: tensor<20x37xf32>) -> (tensor<f32>, tensor<20x37xf32>) {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<20x37xf32>, tensor<f32>) -> tensor<20xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<20xf32>) -> tensor<20x37xf32>
  %d = stablehlo.subtract %x, %mb : tensor<20x37xf32>
  %e = stablehlo.exponential %d : tensor<20x37xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<20x37xf32>, tensor<f32>) -> tensor<20xf32>
  %l = stablehlo.log %s : tensor<20xf32>
  %lb = stablehlo.broadcast_in_dim %l, dims = [0] : (tensor<20xf32>) -> tensor<20x37xf32>
  %q = stablehlo.subtract %d, %lb : tensor<20x37xf32>
  %w = stablehlo.multiply %t, %q : tensor<20x37xf32>
  %losses = stablehlo.reduce(%w init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<20x37xf32>, tensor<f32>) -> tensor<20xf32>
  %loss = stablehlo.reduce(%losses init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<20xf32>, tensor<f32>) -> tensor<f32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<20xf32>) -> tensor<20x37xf32>
  %p = stablehlo.divide %e, %sb : tensor<20x37xf32>
  %g = stablehlo.subtract %p, %t : tensor<20x37xf32>
  return %loss, %g : tensor<f32>, tensor<20x37xf32>
}
