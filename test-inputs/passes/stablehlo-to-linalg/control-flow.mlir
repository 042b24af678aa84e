// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -run=control -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-LABEL: func.func @control
// CHECK-SAME: %{{.*}}, %[[B:.*]]: tensor<f32>)
// CHECK: scf.while
// CHECK: arith.cmpi slt
// CHECK: scf.condition(%{{.*}}) %{{.*}}, %{{.*}} : tensor<i32>, tensor<4xf32>
// CHECK: } do {
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[B]] : tensor<4xf32>, tensor<f32>)
// CHECK: scf.yield
// CHECK: scf.if %{{.*}} -> (tensor<4xf32>)
// CHECK: } else {
// CHECK: arith.negf
func.func @control(%x: tensor<4xf32>, %n: tensor<i32>, %b: tensor<f32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %bb = stablehlo.broadcast_in_dim %b, dims = [] : (tensor<f32>) -> tensor<4xf32>
  %r:2 = stablehlo.while(%i = %zero, %acc = %x) : tensor<i32>, tensor<4xf32>
  cond {
    %three = stablehlo.constant dense<3> : tensor<i32>
    %c = stablehlo.compare LT, %i, %three, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %c : tensor<i1>
  } do {
    %one = stablehlo.constant dense<1> : tensor<i32>
    %j = stablehlo.add %i, %one : tensor<i32>
    %s = stablehlo.add %acc, %bb : tensor<4xf32>
    stablehlo.return %j, %s : tensor<i32>, tensor<4xf32>
  }
  %p = stablehlo.compare GT, %n, %zero, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
  %q = "stablehlo.if"(%p) ({
    stablehlo.return %bb : tensor<4xf32>
  }, {
    %t = stablehlo.negate %r#1 : tensor<4xf32>
    stablehlo.return %t : tensor<4xf32>
  }) : (tensor<i1>) -> tensor<4xf32>
  return %r#1, %q : tensor<4xf32>, tensor<4xf32>
}

// The last branch is for indices out of range.
// CHECK-LABEL: func.func @choice
// CHECK: %[[I:.*]] = arith.index_cast
// CHECK: scf.index_switch %[[I]] -> tensor<4xf32>
// CHECK-NEXT: case 0 {
// CHECK: math.absf
// CHECK: case 1 {
// CHECK: math.cos
// CHECK: default {
// CHECK: math.sin
func.func @choice(%i: tensor<i32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "stablehlo.case"(%i) ({
    %1 = stablehlo.abs %x : tensor<4xf32>
    stablehlo.return %1 : tensor<4xf32>
  }, {
    %1 = stablehlo.cosine %x : tensor<4xf32>
    stablehlo.return %1 : tensor<4xf32>
  }, {
    %1 = stablehlo.sine %x : tensor<4xf32>
    stablehlo.return %1 : tensor<4xf32>
  }) : (tensor<i32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
