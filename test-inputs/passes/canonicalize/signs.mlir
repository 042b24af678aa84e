// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s
// RUN: fusec %s -pretty -passes='canonicalize{fast-math}' | FileCheck %s --check-prefix=FAST
// RUN: fusec %s -pretty -passes='canonicalize{disable-patterns=SignSimplification,ReassociateConstants}' | FileCheck %s --check-prefix=NONE
// RUN: not fusec %s -passes='canonicalize{disable-patterns=SignSimplificatoin}' 2>&1 | FileCheck %s --check-prefix=NAME

// NAME: error: there is no pattern 'SignSimplificatoin' (disable-patterns); did you mean 'SignSimplification'?

// CHECK-LABEL: func.func @exact
// NONE-LABEL: func.func @exact
func.func @exact(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  // CHECK-DAG: %[[C:.*]] = stablehlo.constant dense<-3.000000e+00>
  // CHECK-DAG: %[[A:.*]] = stablehlo.subtract %arg0, %arg1
  // CHECK-DAG: %[[B:.*]] = stablehlo.multiply %arg0, %arg1
  // CHECK-DAG: %[[N:.*]] = stablehlo.negate %arg0
  // CHECK-DAG: %[[M:.*]] = stablehlo.multiply %arg0, %[[C]]
  // CHECK: return %[[A]], %[[B]], %[[N]], %[[N]], %[[M]]
  // NONE: stablehlo.add
  %nx = stablehlo.negate %x : tensor<4xf32>
  %ny = stablehlo.negate %y : tensor<4xf32>
  %minus = stablehlo.constant dense<-1.0> : tensor<4xf32>
  %three = stablehlo.constant dense<3.0> : tensor<4xf32>
  %nought = stablehlo.constant dense<-0.0> : tensor<4xf32>
  %0 = stablehlo.add %x, %ny : tensor<4xf32>
  %1 = stablehlo.multiply %nx, %ny : tensor<4xf32>
  %2 = stablehlo.multiply %x, %minus : tensor<4xf32>
  %3 = stablehlo.subtract %nought, %x : tensor<4xf32>
  %4 = stablehlo.multiply %x, %three : tensor<4xf32>
  %5 = stablehlo.negate %4 : tensor<4xf32>
  %cse = stablehlo.maximum %2, %3 : tensor<4xf32>
  return %0, %1, %2, %2, %5 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// What would lose -0.0, NaN or a rounding waits for fast-math.
// CHECK-LABEL: func.func @inexact
// FAST-LABEL: func.func @inexact
func.func @inexact(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  // CHECK: stablehlo.add %arg0,
  // CHECK: stablehlo.multiply %arg0,
  // CHECK: stablehlo.subtract %arg0, %arg0
  // CHECK: stablehlo.divide %arg0, %{{.*}}
  // CHECK: stablehlo.power
  // CHECK: stablehlo.sqrt
  // CHECK: stablehlo.divide
  // CHECK: stablehlo.exponential
  // FAST-DAG: %[[ZERO:.*]] = stablehlo.constant dense<0.000000e+00>
  // FAST-DAG: %[[THIRD:.*]] = stablehlo.constant dense<0.333333343>
  // FAST-DAG: %[[A:.*]] = stablehlo.multiply %arg0, %[[THIRD]]
  // FAST-DAG: %[[B:.*]] = stablehlo.multiply %arg0, %arg0
  // FAST-DAG: %[[R:.*]] = stablehlo.rsqrt %arg1
  // FAST-DAG: %[[C:.*]] = stablehlo.multiply %arg0, %[[R]]
  // FAST: return %arg0, %[[ZERO]], %[[ZERO]], %[[A]], %[[B]], %[[C]], %arg1
  %zero = stablehlo.constant dense<0.0> : tensor<4xf32>
  %two = stablehlo.constant dense<2.0> : tensor<4xf32>
  %three = stablehlo.constant dense<3.0> : tensor<4xf32>
  %0 = stablehlo.add %x, %zero : tensor<4xf32>
  %1 = stablehlo.multiply %x, %zero : tensor<4xf32>
  %2 = stablehlo.subtract %x, %x : tensor<4xf32>
  %3 = stablehlo.divide %x, %three : tensor<4xf32>
  %4 = stablehlo.power %x, %two : tensor<4xf32>
  %5 = stablehlo.sqrt %y : tensor<4xf32>
  %6 = stablehlo.divide %x, %5 : tensor<4xf32>
  %7 = stablehlo.log %y : tensor<4xf32>
  %8 = stablehlo.exponential %7 : tensor<4xf32>
  return %0, %1, %2, %3, %4, %6, %8 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: func.func @integers
func.func @integers(%x: tensor<4xi32>) -> (tensor<4xi32>, tensor<4xi32>, tensor<4xi32>) {
  // CHECK-DAG: %[[FOUR:.*]] = stablehlo.constant dense<4>
  // CHECK-DAG: %[[NINE:.*]] = stablehlo.constant dense<9>
  // CHECK-DAG: %[[A:.*]] = stablehlo.add %arg0, %[[FOUR]]
  // CHECK-DAG: %[[B:.*]] = stablehlo.maximum %arg0, %[[NINE]]
  // CHECK-DAG: %[[C:.*]] = stablehlo.negate %arg0
  // CHECK: return %[[A]], %[[B]], %[[C]]
  %five = stablehlo.constant dense<5> : tensor<4xi32>
  %nine = stablehlo.constant dense<9> : tensor<4xi32>
  %zero = stablehlo.constant dense<0> : tensor<4xi32>
  %0 = stablehlo.subtract %x, %five : tensor<4xi32>
  %1 = stablehlo.add %nine, %0 : tensor<4xi32>
  %2 = stablehlo.maximum %x, %five : tensor<4xi32>
  %3 = stablehlo.maximum %2, %nine : tensor<4xi32>
  %4 = stablehlo.subtract %zero, %x : tensor<4xi32>
  return %1, %3, %4 : tensor<4xi32>, tensor<4xi32>, tensor<4xi32>
}
