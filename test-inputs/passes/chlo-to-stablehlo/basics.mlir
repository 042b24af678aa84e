// RUN: fusec %s -passes=chlo-to-stablehlo -pretty | FileCheck %s
// RUN: fusec %s -passes='chlo-to-stablehlo{keep-math=true}' -pretty | FileCheck %s --check-prefix=MATH
// RUN: fusec %s -passes=chlo-to-stablehlo -check-semantics -seed=3 -run=erf

// CHECK-NOT: chlo.
// CHECK-LABEL: func.func @square(
// CHECK-NEXT:    %0 = stablehlo.multiply %arg0, %arg0 : tensor<4xf32>
func.func @square(%a: tensor<4xf32>) -> tensor<4xf32> {
  %0 = chlo.square %a : tensor<4xf32> -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// The shape of the smaller operand is spelt out.
// CHECK-LABEL: func.func @broadcast(
// CHECK-NEXT:    %0 = stablehlo.broadcast_in_dim %arg0, dims = [1] : (tensor<4xf32>) -> tensor<2x4xf32>
// CHECK-NEXT:    %1 = stablehlo.add %0, %arg1 : tensor<2x4xf32>
func.func @broadcast(%a: tensor<4xf32>, %b: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = chlo.broadcast_add %a, %b : (tensor<4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// A function that stablehlo lacks becomes arithmetic, unless the math dialect may have it.
// CHECK-LABEL: func.func @erf(
// CHECK:         stablehlo.clamp
// CHECK:         stablehlo.divide
// MATH-LABEL:  func.func @erf(
// MATH-NEXT:     %0 = chlo.erf %arg0 : tensor<4xf32> -> tensor<4xf32>
func.func @erf(%a: tensor<4xf32>) -> tensor<4xf32> {
  %0 = chlo.erf %a : tensor<4xf32> -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
