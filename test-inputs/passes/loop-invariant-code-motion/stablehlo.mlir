// RUN: fusec %s -passes=loop-invariant-code-motion -pretty | FileCheck %s
// RUN: fusec %s -passes=loop-invariant-code-motion -run=main -seed=1 -check-semantics

// What only depends on values from outside leaves both loops; the constant that it needs is copied out, and stays inside
// where the loop still uses it.
// CHECK-LABEL: func.func @main
// CHECK-SAME: (%[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>)
// CHECK: %[[TWO:.*]] = stablehlo.constant dense<2.000000e+00>
// CHECK: %[[PRODUCT:.*]] = stablehlo.multiply %[[Y]], %[[TWO]]
// CHECK: %[[EXP:.*]] = stablehlo.exponential %[[PRODUCT]]
// CHECK: stablehlo.while
// CHECK: stablehlo.while
// CHECK-NOT: stablehlo.exponential
// CHECK: stablehlo.add %{{.*}}, %[[EXP]]
// CHECK: return
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %n = stablehlo.constant dense<3> : tensor<i32>
  %r:2 = stablehlo.while(%i = %zero, %s = %x) : tensor<i32>, tensor<4xf32>
  cond {
    %c = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %c : tensor<i1>
  } do {
    %one = stablehlo.constant dense<1> : tensor<i32>
    %next = stablehlo.add %i, %one : tensor<i32>
    %inner:2 = stablehlo.while(%j = %zero, %t = %s) : tensor<i32>, tensor<4xf32>
    cond {
      %d = stablehlo.compare LT, %j, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %d : tensor<i1>
    } do {
      %step = stablehlo.constant dense<1> : tensor<i32>
      %following = stablehlo.add %j, %step : tensor<i32>
      %two = stablehlo.constant dense<2.0> : tensor<4xf32>
      %0 = stablehlo.multiply %y, %two : tensor<4xf32>
      %1 = stablehlo.exponential %0 : tensor<4xf32>
      %2 = stablehlo.add %t, %1 : tensor<4xf32>
      %3 = stablehlo.divide %2, %two : tensor<4xf32>
      stablehlo.return %following, %3 : tensor<i32>, tensor<4xf32>
    }
    stablehlo.return %next, %inner#1 : tensor<i32>, tensor<4xf32>
  }
  return %r#1 : tensor<4xf32>
}

// A region that reduces moves with its op; what it reads from the turn keeps it.
// CHECK-LABEL: func.func @regions
// CHECK: %[[SUM:.*]] = stablehlo.reduce
// CHECK: stablehlo.while
// CHECK: do {
// CHECK: stablehlo.reduce
// CHECK-NOT: stablehlo.reduce
func.func @regions(%x: tensor<4xf32>, %z: tensor<f32>) -> tensor<f32> {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %r:2 = stablehlo.while(%i = %zero, %s = %z) : tensor<i32>, tensor<f32>
  cond {
    %n = stablehlo.constant dense<3> : tensor<i32>
    %c = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %c : tensor<i1>
  } do {
    %one = stablehlo.constant dense<1> : tensor<i32>
    %next = stablehlo.add %i, %one : tensor<i32>
    %sum = stablehlo.reduce(%x init: %z) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %more = stablehlo.reduce(%x init: %s) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %t = stablehlo.add %sum, %more : tensor<f32>
    stablehlo.return %next, %t : tensor<i32>, tensor<f32>
  }
  return %r#1 : tensor<f32>
}
