// RUN: fusec %s -passes=composite-to-call -pretty | FileCheck %s
// RUN: fusec %s -passes=composite-to-call -check-semantics -seed=3 -run=main

// CHECK-LABEL: func.func @main(
// CHECK-NEXT:    %0 = call @twice(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT:    return %0
func.func @main(%a: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.composite "my.twice" %a {decomposition = @twice} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

func.func private @twice(%a: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.add %a, %a : tensor<4xf32>
  return %0 : tensor<4xf32>
}
