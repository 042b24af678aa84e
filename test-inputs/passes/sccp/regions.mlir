// RUN: fusec %s -pretty -passes=sccp | FileCheck %s
// RUN: fusec %s -passes=sccp -check-semantics -seed=1 -run=while

// CHECK-LABEL: func.func @while(
// CHECK: %[[K:.*]] = stablehlo.constant dense<2.000000e+00> : tensor<f32>
// CHECK: return %{{.*}}, %[[K]]
func.func @while(%x: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %two = stablehlo.constant dense<2.0> : tensor<f32>
  %one = stablehlo.constant dense<1.0> : tensor<f32>
  %r:3 = stablehlo.while(%i = %zero, %s = %x, %k = %two) : tensor<i32>, tensor<f32>, tensor<f32>
  cond {
    %n = stablehlo.constant dense<3> : tensor<i32>
    %c = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %c : tensor<i1>
  } do {
    %step = stablehlo.constant dense<1> : tensor<i32>
    %next = stablehlo.add %i, %step : tensor<i32>
    %t = stablehlo.multiply %s, %k : tensor<f32>
    %l = stablehlo.multiply %k, %one : tensor<f32>
    stablehlo.return %next, %t, %l : tensor<i32>, tensor<f32>, tensor<f32>
  }
  return %r#1, %r#2 : tensor<f32>, tensor<f32>
}

// A loop whose condition is false from the start.
// CHECK-LABEL: func.func @never(
// CHECK: return %{{.*}} : tensor<i32>
func.func @never(%x: tensor<i32>) -> tensor<i32> {
  %five = stablehlo.constant dense<5> : tensor<i32>
  %r = stablehlo.while(%i = %five) : tensor<i32>
  cond {
    %n = stablehlo.constant dense<3> : tensor<i32>
    %c = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %c : tensor<i1>
  } do {
    stablehlo.return %x : tensor<i32>
  }
  return %r : tensor<i32>
}

// CHECK-LABEL: func.func @choices(
// CHECK: %[[SEVEN:.*]] = arith.constant 7 : i32
// CHECK: return %[[SEVEN]], %[[SEVEN]]
func.func @choices(%x: i32, %p: i1) -> (i32, i32) {
  %true = arith.constant true
  %c7 = arith.constant 7 : i32
  %0 = scf.if %true -> (i32) {
    scf.yield %c7 : i32
  } else {
    scf.yield %x : i32
  }
  %1 = scf.if %p -> (i32) {
    scf.yield %0 : i32
  } else {
    scf.yield %c7 : i32
  }
  return %0, %1 : i32, i32
}

// CHECK-LABEL: func.func @ranges(
// CHECK: %[[SEVEN:.*]] = arith.constant 7 : i32
// CHECK: return %[[SEVEN]], %[[SEVEN]]
func.func @ranges(%x: i32, %n: index) -> (i32, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : i32
  %0 = scf.for %i = %c1 to %c0 step %c1 iter_args(%s = %c7) -> (i32) {
    %2 = arith.addi %s, %x : i32
    scf.yield %2 : i32
  }
  %1 = scf.while (%s = %c7) : (i32) -> i32 {
    %m = arith.cmpi sgt, %x, %s : i32
    scf.condition(%m) %s : i32
  } do {
  ^bb0(%t: i32):
    scf.yield %t : i32
  }
  return %0, %1 : i32, i32
}
