// RUN: fusec %s -passes=raise-patterns -remarks=raise-patterns 2>&1 | FileCheck %s

// Look-alikes: no group is made.
// CHECK-NOT: fuse.group
// CHECK-NOT: remark

// The sum runs along another dimension than the maximum and the division.
func.func @sum_along_another_axis(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<8x8xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<8x8xf32>, tensor<f32>) -> tensor<8xf32>
  %b = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<8xf32>) -> tensor<8x8xf32>
  %y = stablehlo.divide %e, %b : tensor<8x8xf32>
  return %y : tensor<8x8xf32>
}

// The sum starts at 1.
func.func @sum_with_a_start(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %one = stablehlo.constant dense<1.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<4x8xf32>
  %s = stablehlo.reduce(%e init: %one) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %b = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %y = stablehlo.divide %e, %b : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// What is divided is not what is summed.
func.func @other_dividend(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<4x8xf32>
  %f = stablehlo.exponential %z : tensor<4x8xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %b = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %y = stablehlo.divide %f, %b : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// The mean of squares is taken of 4 elements, and 8 are summed.
func.func @no_mean(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %count = stablehlo.constant dense<4.0> : tensor<4xf32>
  %epsilon = stablehlo.constant dense<1.0e-6> : tensor<4xf32>
  %0 = stablehlo.multiply %x, %x : tensor<4x8xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = stablehlo.divide %1, %count : tensor<4xf32>
  %3 = stablehlo.add %2, %epsilon : tensor<4xf32>
  %4 = stablehlo.rsqrt %3 : tensor<4xf32>
  %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %6 = stablehlo.multiply %x, %5 : tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}

// The epsilon differs from row to row.
func.func @epsilon_is_a_tensor(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %count = stablehlo.constant dense<8.0> : tensor<4xf32>
  %epsilon = stablehlo.constant dense<[1.0e-6, 1.0e-5, 1.0e-4, 1.0e-3]> : tensor<4xf32>
  %0 = stablehlo.multiply %x, %x : tensor<4x8xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = stablehlo.divide %1, %count : tensor<4xf32>
  %3 = stablehlo.add %2, %epsilon : tensor<4xf32>
  %4 = stablehlo.rsqrt %3 : tensor<4xf32>
  %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %6 = stablehlo.multiply %x, %5 : tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}

// A coefficient of gelu's polynomial is not the right one.
func.func @almost_gelu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %a = stablehlo.constant dense<0.0457> : tensor<8xf32>
  %b = stablehlo.constant dense<0.797884583> : tensor<8xf32>
  %one = stablehlo.constant dense<1.0> : tensor<8xf32>
  %half = stablehlo.constant dense<0.5> : tensor<8xf32>
  %0 = stablehlo.multiply %x, %x : tensor<8xf32>
  %1 = stablehlo.multiply %0, %x : tensor<8xf32>
  %2 = stablehlo.multiply %1, %a : tensor<8xf32>
  %3 = stablehlo.add %x, %2 : tensor<8xf32>
  %4 = stablehlo.multiply %3, %b : tensor<8xf32>
  %5 = stablehlo.tanh %4 : tensor<8xf32>
  %6 = stablehlo.add %5, %one : tensor<8xf32>
  %7 = stablehlo.multiply %x, %half : tensor<8xf32>
  %8 = stablehlo.multiply %7, %6 : tensor<8xf32>
  return %8 : tensor<8xf32>
}

// The gate is of another tensor.
func.func @gated(%x: tensor<8xf32>, %z: tensor<8xf32>) -> tensor<8xf32> {
  %0 = stablehlo.logistic %z : tensor<8xf32>
  %1 = stablehlo.multiply %x, %0 : tensor<8xf32>
  return %1 : tensor<8xf32>
}

// A vector added to what is no product.
func.func @no_bias(%x: tensor<4x8xf32>, %v: tensor<8xf32>) -> tensor<4x8xf32> {
  %0 = stablehlo.broadcast_in_dim %v, dims = [1] : (tensor<8xf32>) -> tensor<4x8xf32>
  %1 = stablehlo.add %x, %0 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// The softmax's parts and its result are needed in turn: no place for the group is right.
func.func @needs_its_part(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %half = stablehlo.constant dense<0.5> : tensor<4x8xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<4x8xf32>
  %f = stablehlo.multiply %e, %half : tensor<4x8xf32>
  %s = stablehlo.reduce(%f init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %b = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %y = stablehlo.divide %e, %b : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// In a region without an order nothing is moved.
"unknown.region"() ({
  %x = "unknown.source"() : () -> tensor<8xf32>
  %0 = stablehlo.logistic %x : tensor<8xf32>
  %1 = stablehlo.multiply %x, %0 : tensor<8xf32>
  "unknown.sink"(%1) : (tensor<8xf32>) -> ()
}) : () -> ()

// The guard tests another value than it lets through.
func.func @other_guard(%x: tensor<4x8xf32>, %other: tensor<4xf32>) -> tensor<4xf32> {
  %least = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %zeros = stablehlo.constant dense<0.0> : tensor<4xf32>
  %0 = stablehlo.reduce(%x init: %least) applies stablehlo.maximum across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = stablehlo.is_finite %other : (tensor<4xf32>) -> tensor<4xi1>
  %2 = stablehlo.select %1, %0, %zeros : tensor<4xi1>, tensor<4xf32>
  %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %4 = stablehlo.subtract %x, %3 : tensor<4x8xf32>
  %5 = stablehlo.exponential %4 : tensor<4x8xf32>
  %6 = stablehlo.reduce(%5 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %7 = stablehlo.log %6 : tensor<4xf32>
  %8 = stablehlo.add %7, %2 : tensor<4xf32>
  return %8 : tensor<4xf32>
}

// The sum has another mask than the result.
func.func @two_masks(%x: tensor<4x8xf32>, %m: tensor<4x8xi1>, %n: tensor<4x8xi1>) -> tensor<4x8xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<4x8xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %zeros = stablehlo.constant dense<0.0> : tensor<4x8xf32>
  %0 = stablehlo.select %m, %x, %low : tensor<4x8xi1>, tensor<4x8xf32>
  %4 = stablehlo.exponential %0 : tensor<4x8xf32>
  %5 = stablehlo.select %n, %4, %zeros : tensor<4x8xi1>, tensor<4x8xf32>
  %6 = stablehlo.reduce(%5 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %7 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %8 = stablehlo.divide %4, %7 : tensor<4x8xf32>
  %9 = stablehlo.select %m, %8, %zeros : tensor<4x8xi1>, tensor<4x8xf32>
  return %9 : tensor<4x8xf32>
}
