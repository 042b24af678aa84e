// Ops that only read the same tensor share its rows: both sums are one kernel, which reads the tensor once.
// RUN: fusec %s -check-semantics -passes=import,plan-kernels | FileCheck %s
// CHECK: kernels = 1 : i64, lower_bound_bytes = 264192 : i64
// CHECK-SAME: offchip_bytes = 264192 : i64
module {
  func.func @main(%x: tensor<256x256xf32>) -> (tensor<256xf32>, tensor<256xf32>) {
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %one = stablehlo.constant dense<1.0> : tensor<f32>
    %r = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<256x256xf32>, tensor<f32>) -> tensor<256xf32>
    %p = stablehlo.reduce(%x init: %one) applies stablehlo.multiply across dimensions = [1] : (tensor<256x256xf32>, tensor<f32>) -> tensor<256xf32>
    return %r, %p : tensor<256xf32>, tensor<256xf32>
  }
}
