// RUN: fusec %s -pretty -passes=inline-groups -stats 2>&1 | FileCheck %s
// RUN: fusec %s -check-semantics -passes=inline-groups

// CHECK: 2 groups dissolved
// CHECK-LABEL: func.func @nested
// CHECK-NEXT: %0 = stablehlo.tanh %arg0
// CHECK-NEXT: %1 = stablehlo.negate %0
// CHECK-NEXT: return %1, %0
func.func @nested(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0:2 = "fuse.group"(%x) ({
  ^bb0(%y: tensor<4xf32>):
    %1 = "fuse.group"(%y) ({
    ^bb0(%z: tensor<4xf32>):
      %2 = stablehlo.tanh %z : tensor<4xf32>
      "fuse_end.yield"(%2) : (tensor<4xf32>) -> ()
    }) {kind = "curve"} : (tensor<4xf32>) -> tensor<4xf32>
    %3 = stablehlo.negate %1 : tensor<4xf32>
    "fuse_end.yield"(%3, %1) : (tensor<4xf32>, tensor<4xf32>) -> ()
  }) : (tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
  return %0#0, %0#1 : tensor<4xf32>, tensor<4xf32>
}
