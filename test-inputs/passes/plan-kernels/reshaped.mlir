// Rows go through reshapes: [32, 8] is [256], digit by digit. Inside of a loop, ops are planned as well.
// RUN: fusec %s -check-semantics -passes=import,plan-kernels | FileCheck %s
// CHECK-LABEL: func.func @main
// CHECK-SAME: kernels = 1 : i64
module {
  func.func @main(%x: tensor<32x8x64xf32>, %y: tensor<256x64xf32>) -> (tensor<256xf32>, tensor<256x64xf32>) {
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %a = stablehlo.exponential %x : tensor<32x8x64xf32>
    %b = stablehlo.reshape %a : (tensor<32x8x64xf32>) -> tensor<256x64xf32>
    %c = stablehlo.add %b, %y : tensor<256x64xf32>
    %r = stablehlo.reduce(%c init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<256x64xf32>, tensor<f32>) -> tensor<256xf32>
    return %r, %c : tensor<256xf32>, tensor<256x64xf32>
  }
}
