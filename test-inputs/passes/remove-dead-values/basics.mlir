// RUN: fusec %s -pretty -passes=remove-dead-values | FileCheck %s
// RUN: fusec %s -passes=remove-dead-values -check-semantics -seed=1 -run=main

// An unread result takes the ops that made it along, and these the argument that only they read; also through a call.
// CHECK-LABEL: func.func private @inner(
// CHECK-SAME: %[[X:.*]]: tensor<f32>) -> tensor<f32>
// CHECK-NEXT: stablehlo.negate %[[X]]
// CHECK-NEXT: return
func.func private @inner(%x: tensor<f32>, %y: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %0 = stablehlo.negate %x : tensor<f32>
  %1 = stablehlo.multiply %y, %y : tensor<f32>
  return %0, %1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: func.func private @outer(
// CHECK-SAME: %[[X:.*]]: tensor<f32> {test.name = "x"}) -> (tensor<f32> {test.name = "first"})
// CHECK-NEXT: call @inner(%[[X]]) : (tensor<f32>) -> tensor<f32>
// CHECK-NEXT: return
func.func private @outer(%u: tensor<4xf32>, %x: tensor<f32> {test.name = "x"}, %y: tensor<f32>) -> (tensor<f32> {test.name = "first"}, tensor<f32>) {
  %0:2 = call @inner(%x, %y) : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %0#0, %0#1 : tensor<f32>, tensor<f32>
}

// A public function stays as it is.
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %{{.*}}: tensor<4xf32>, %[[A:.*]]: tensor<f32>, %{{.*}}: tensor<f32>) -> tensor<f32>
// CHECK-NEXT: %[[R:.*]] = call @outer(%[[A]]) : (tensor<f32>) -> tensor<f32>
// CHECK-NEXT: return %[[R]]
func.func @main(%u: tensor<4xf32>, %a: tensor<f32>, %b: tensor<f32>) -> tensor<f32> {
  %0:2 = call @outer(%u, %a, %b) : (tensor<4xf32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %0#0 : tensor<f32>
}
