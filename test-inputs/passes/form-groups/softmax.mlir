// RUN: fusec %s -pretty -check-semantics -passes="form-groups{groups='reduce.1+subtract.1+exponential.1; reduce.2+divide.1' kind=row}" | FileCheck %s
// RUN: fusec %s -pretty -check-semantics -passes="form-groups{groups=maximum+shifted},inline-groups" | FileCheck %s --check-prefix=BACK
// RUN: not fusec %s -passes="form-groups{groups='abs.1+subtract.1'}" 2>&1 | FileCheck %s --check-prefix=CYCLE
// RUN: not fusec %s -passes="form-groups{groups='abs.1+reduse.1'}" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not fusec %s -passes="form-groups{groups='abs.1+reduce.1;abs.1'}" 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not fusec %s -passes="form-groups{groups='constant.1'}" 2>&1 | FileCheck %s --check-prefix=CONSTANT
// RUN: not fusec %s -passes="form-groups{groups='abs.1+'}" 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not fusec %s -passes="form-groups{groups='abs.1' function=other}" 2>&1 | FileCheck %s --check-prefix=FUNCTION

// The view between comes along, and the constant is copied.
// CHECK: %0 = stablehlo.abs %arg0
// CHECK-NEXT: %1 = "fuse.group"(%0) ({
// CHECK-NEXT: ^bb0(%arg1: tensor<8x16xf32>):
// CHECK-NEXT: stablehlo.constant
// CHECK-NEXT: stablehlo.reduce(%arg1
// CHECK-NEXT: stablehlo.broadcast_in_dim
// CHECK-NEXT: stablehlo.subtract %arg1
// CHECK-NEXT: stablehlo.exponential
// CHECK-NEXT: "fuse_end.yield"
// CHECK-NEXT: }) {kind = "row"}
// CHECK-NEXT: %2 = "fuse.group"(%1) ({
// CHECK: return %2

// BACK-NOT: fuse.group
// BACK: return

// CYCLE: softmax.mlir:[[#@LINE+11]]:8: error: form-groups: abs.1+subtract.1 is no group: broadcast_in_dim.1, which is not in the group, needs it and computes what subtract.1 in the group needs
// UNKNOWN: error: form-groups: there is no op 'reduse.1'; did you mean 'reduce.1'?
// TWICE: error: form-groups: abs.1 is named in two groups
// CONSTANT: error: form-groups: constant.1 is no group: constant.1 can't stand in a group
// EMPTY: error: form-groups: expected the name of an op in 'abs.1+'
// FUNCTION: error: form-groups: there is no function 'other'
func.func @main(%x: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %c = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %a = stablehlo.abs %x : tensor<8x16xf32>
  %m = stablehlo.reduce(%a init: %c) applies stablehlo.maximum across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32> loc("maximum")
  %b = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %s = stablehlo.subtract %a, %b : tensor<8x16xf32> loc("shifted")
  %e = stablehlo.exponential %s : tensor<8x16xf32>
  %t = stablehlo.reduce(%e init: %z) applies stablehlo.add across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  %u = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %d = stablehlo.divide %e, %u : tensor<8x16xf32>
  return %d : tensor<8x16xf32>
}
