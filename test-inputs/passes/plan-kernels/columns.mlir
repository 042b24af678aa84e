// Sums over rows are partial sums, combined at the end: one kernel makes the row sums and the column sums, and reads x once.
// RUN: fusec %s -check-semantics -passes=import,plan-kernels | FileCheck %s
// RUN: fusec %s -check-semantics -passes='import,plan-kernels{solver=beam}' | FileCheck %s --check-prefix=OTHER
// RUN: fusec %s -check-semantics -passes='import,plan-kernels{solver=greedy objective=kernels}' | FileCheck %s --check-prefix=OTHER
// RUN: fusec %s -check-semantics -passes='import,plan-kernels{objective=bytes}' -target=h200 | FileCheck %s --check-prefix=OTHER
// CHECK: kernels = 1 : i64, lower_bound_bytes = 4211712 : i64
// CHECK-SAME: offchip_bytes = 4211712 : i64
// CHECK: parameters = {combines, offchip_bytes = 4211712 : i64, {{.*}}rows = 4096 : i64
// OTHER: kernels = 1 : i64
module {
  func.func @main(%x: tensor<4096x256xf32>) -> (tensor<256xf32>, tensor<4096xf32>) {
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %y = stablehlo.negate %x : tensor<4096x256xf32>
    %c = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<4096x256xf32>, tensor<f32>) -> tensor<256xf32>
    %r = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4096x256xf32>, tensor<f32>) -> tensor<4096xf32>
    return %c, %r : tensor<256xf32>, tensor<4096xf32>
  }
}
