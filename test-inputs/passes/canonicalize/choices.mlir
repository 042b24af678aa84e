// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s

// CHECK-LABEL: func.func @compare
func.func @compare(%x: tensor<4xi32>, %f: tensor<4xf32>, %p: tensor<4xi1>, %u: tensor<4xui8>) -> (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>) {
  // NaN does not equal itself, but it is not less than itself.
  // CHECK-DAG: %[[T:.*]] = stablehlo.constant dense<true>
  // CHECK-DAG: %[[F:.*]] = stablehlo.constant dense<false>
  // CHECK-DAG: %[[E:.*]] = stablehlo.compare EQ, %arg1, %arg1
  // CHECK-DAG: %[[G:.*]] = stablehlo.compare GT, %arg0, %{{.*}}, SIGNED
  // CHECK: return %[[T]], %[[E]], %[[F]], %[[G]], %arg2, %[[F]]
  %true = stablehlo.constant dense<true> : tensor<4xi1>
  %three = stablehlo.constant dense<3> : tensor<4xi32>
  %zero = stablehlo.constant dense<0> : tensor<4xui8>
  %0 = stablehlo.compare LE, %x, %x, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
  %1 = stablehlo.compare EQ, %f, %f, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %2 = stablehlo.compare LT, %f, %f, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %3 = stablehlo.compare LT, %three, %x, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
  %4 = stablehlo.compare EQ, %p, %true, UNSIGNED : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  %5 = stablehlo.compare LT, %u, %zero, UNSIGNED : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xi1>
  return %0, %1, %2, %3, %4, %5 : tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>
}

// Of floats only equality has an opposite.
// CHECK-LABEL: func.func @not
func.func @not(%x: tensor<4xi32>, %y: tensor<4xi32>, %f: tensor<4xf32>, %g: tensor<4xf32>) -> (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>) {
  // CHECK-NEXT: %[[A:.*]] = stablehlo.compare GE, %arg0, %arg1, SIGNED
  // CHECK-NEXT: %[[B:.*]] = stablehlo.compare NE, %arg2, %arg3, FLOAT
  // CHECK-NEXT: %[[C:.*]] = stablehlo.compare LT, %arg2, %arg3, FLOAT
  // CHECK-NEXT: %[[D:.*]] = stablehlo.not %[[C]]
  // CHECK-NEXT: return %[[A]], %[[B]], %[[D]]
  %0 = stablehlo.compare LT, %x, %y, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
  %1 = stablehlo.not %0 : tensor<4xi1>
  %2 = stablehlo.compare EQ, %f, %g, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %3 = stablehlo.not %2 : tensor<4xi1>
  %4 = stablehlo.compare LT, %f, %g, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %5 = stablehlo.not %4 : tensor<4xi1>
  return %1, %3, %5 : tensor<4xi1>, tensor<4xi1>, tensor<4xi1>
}

// CHECK-LABEL: func.func @select
func.func @select(%p: tensor<4xi1>, %x: tensor<4xi32>, %y: tensor<4xi32>) -> (tensor<4xi32>, tensor<4xi32>, tensor<4xi1>, tensor<4xi32>) {
  // CHECK-DAG: %[[A:.*]] = stablehlo.select %arg0, %arg2, %arg1
  // CHECK-DAG: %[[B:.*]] = stablehlo.select %arg0, %arg1, %arg2
  // CHECK: return %[[A]], %[[B]], %arg0, %arg2
  %true = stablehlo.constant dense<true> : tensor<4xi1>
  %false = stablehlo.constant dense<false> : tensor<4xi1>
  %n = stablehlo.not %p : tensor<4xi1>
  %0 = stablehlo.select %n, %x, %y : tensor<4xi1>, tensor<4xi32>
  %1 = stablehlo.select %p, %x, %0 : tensor<4xi1>, tensor<4xi32>
  %2 = stablehlo.select %p, %1, %y : tensor<4xi1>, tensor<4xi32>
  %3 = stablehlo.select %p, %true, %false : tensor<4xi1>, tensor<4xi1>
  %e = stablehlo.compare EQ, %x, %y, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
  %4 = stablehlo.select %e, %x, %y : tensor<4xi1>, tensor<4xi32>
  return %0, %2, %3, %4 : tensor<4xi32>, tensor<4xi32>, tensor<4xi1>, tensor<4xi32>
}

// A branch that computes nothing is a choice; a result that nobody reads goes, one that all branches share is outside.
// CHECK-LABEL: func.func @branches
func.func @branches(%p: tensor<i1>, %x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  // CHECK-NEXT: %[[S:.*]] = stablehlo.select %arg0, %arg1, %arg2
  // CHECK-NEXT: %[[I:.*]] = "stablehlo.if"(%arg0)
  // CHECK: return %[[S]], %arg1, %[[I]]
  %0 = "stablehlo.if"(%p) ({
    stablehlo.return %x : tensor<4xf32>
  }, {
    stablehlo.return %y : tensor<4xf32>
  }) : (tensor<i1>) -> tensor<4xf32>
  %1:3 = "stablehlo.if"(%p) ({
    %2 = stablehlo.negate %x : tensor<4xf32>
    stablehlo.return %x, %2, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  }, {
    %2 = stablehlo.abs %x : tensor<4xf32>
    stablehlo.return %x, %2, %y : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  }) : (tensor<i1>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
  return %0, %1#0, %1#2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
