// RUN: fusec %s -pretty -check-semantics -passes='form-groups{kind=}' -stats 2>&1 | FileCheck %s
// RUN: fusec %s -pretty -passes='fusion-legality,form-groups' | FileCheck %s --check-prefix=CLEAN

// The decision is on the ops. What reads a result of the group from between its ops moves behind it, and calls keep
// their order.
// CHECK: 1 groups formed
// CHECK-LABEL: func.func @main
// CHECK: %[[first:.*]] = call @seen(%arg1)
// CHECK: %[[group:.*]]:2 = "fuse.group"(%arg0) ({
// CHECK: stablehlo.negate
// CHECK: stablehlo.tanh
// CHECK: "fuse_end.yield"
// CHECK-NEXT: }) : (tensor<4xf32>)
// CHECK-NEXT: %[[second:.*]] = call @seen(%[[group]]#1)
// CHECK-NEXT: %[[third:.*]] = call @seen(%arg1)
// CHECK-NEXT: return %[[group]]#0, %[[first]], %[[second]], %[[third]]
// CLEAN-NOT: fuse.edges
// CLEAN-NOT: fuse.group_id
func.func private @seen(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.abs %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %0 = call @seen(%y) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = stablehlo.negate %x {fuse.group_id = 3 : i64} : tensor<4xf32>
  %2 = call @seen(%1) : (tensor<4xf32>) -> tensor<4xf32>
  %3 = call @seen(%y) : (tensor<4xf32>) -> tensor<4xf32>
  %4 = stablehlo.tanh %1 {fuse.group_id = 3 : i64} : tensor<4xf32>
  return %4, %0, %2, %3 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
