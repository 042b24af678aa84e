// RUN: fusec %s -pretty -passes=composite-to-call | FileCheck %s
// RUN: fusec %s -pretty -passes=composite-to-call,inline,symbol-dce | FileCheck %s --check-prefix=INLINED

// CHECK-LABEL: func.func @main
// CHECK-NEXT: call @twice(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
// INLINED-LABEL: func.func @main
// INLINED-NEXT: stablehlo.add
// INLINED-NOT: @twice
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.composite "lib.twice" %x {composite_attributes = {n = 2 : i64}, decomposition = @twice, version = 1 : i32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @twice(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.add %x, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
