// RUN: fusec %s -passes=raise-patterns | FileCheck %s --check-prefixes=CHECK,PLAIN
// RUN: fusec %s -passes=import,canonicalize,cse,raise-patterns | FileCheck %s --check-prefixes=CHECK,FUSED
// RUN: fusec %s -check-semantics -passes=raise-patterns,inline-groups
// RUN: fusec %s -check-semantics -passes=import,canonicalize,cse,raise-patterns

// The forms in which frameworks export softmax and attention, and the same after fusion.

// The greatest element counts as 0 where it is infinite, and the sum is under an absolute value.
// CHECK-LABEL: func.func @logsumexp
// CHECK: [[G:%.+]] = "fuse.group"(%arg0)
// CHECK: kind = "logsumexp", parameters = {axis = array<i64: 1>, guarded = true, stable = true}
// CHECK: return [[G]]
func.func @logsumexp(%x: tensor<4x8xf32>) -> tensor<4xf32> {
  %least = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %zeros = stablehlo.constant dense<0.0> : tensor<4xf32>
  %0 = stablehlo.reduce(%x init: %least) applies stablehlo.maximum across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = stablehlo.is_finite %0 : (tensor<4xf32>) -> tensor<4xi1>
  %2 = stablehlo.select %1, %0, %zeros : tensor<4xi1>, tensor<4xf32>
  %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %4 = stablehlo.subtract %x, %3 : tensor<4x8xf32>
  %5 = stablehlo.exponential %4 : tensor<4x8xf32>
  %6 = stablehlo.reduce(%5 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %7 = stablehlo.abs %6 : tensor<4xf32>
  %8 = stablehlo.log %7 : tensor<4xf32>
  %9 = stablehlo.add %8, %2 : tensor<4xf32>
  return %9 : tensor<4xf32>
}

// CHECK-LABEL: func.func @log_softmax_by_logsumexp
// CHECK: kind = "log_softmax", parameters = {axis = array<i64: 1>, guarded = true, stable = true}
// CHECK-NOT: kind = "logsumexp"
// CHECK: return
func.func @log_softmax_by_logsumexp(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %least = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %zeros = stablehlo.constant dense<0.0> : tensor<4x1xf32>
  %0 = stablehlo.reduce(%x init: %least) applies stablehlo.maximum across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %m = stablehlo.broadcast_in_dim %0, dims = [0] : (tensor<4xf32>) -> tensor<4x1xf32>
  %1 = stablehlo.is_finite %m : (tensor<4x1xf32>) -> tensor<4x1xi1>
  %2 = stablehlo.select %1, %m, %zeros : tensor<4x1xi1>, tensor<4x1xf32>
  %3 = stablehlo.broadcast_in_dim %2, dims = [0, 1] : (tensor<4x1xf32>) -> tensor<4x8xf32>
  %4 = stablehlo.subtract %x, %3 : tensor<4x8xf32>
  %5 = stablehlo.exponential %4 : tensor<4x8xf32>
  %6 = stablehlo.reduce(%5 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %7 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<4xf32>) -> tensor<4x1xf32>
  %8 = stablehlo.log %7 : tensor<4x1xf32>
  %9 = stablehlo.add %8, %2 : tensor<4x1xf32>
  %10 = stablehlo.broadcast_in_dim %9, dims = [0, 1] : (tensor<4x1xf32>) -> tensor<4x8xf32>
  %11 = stablehlo.subtract %x, %10 : tensor<4x8xf32>
  return %11 : tensor<4x8xf32>
}

// What is masked is left out of the maximum, of the sum and of the result.
// CHECK-LABEL: func.func @masked_softmax
// CHECK: "fuse.group"(%arg0, %arg1)
// CHECK: kind = "softmax", parameters = {axis = array<i64: 1>, masked = true, stable = true}
func.func @masked_softmax(%x: tensor<4x8xf32>, %m: tensor<4x8xi1>) -> tensor<4x8xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<4x8xf32>
  %least = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %zeros = stablehlo.constant dense<0.0> : tensor<4x8xf32>
  %0 = stablehlo.select %m, %x, %low : tensor<4x8xi1>, tensor<4x8xf32>
  %1 = stablehlo.reduce(%0 init: %least) applies stablehlo.maximum across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = stablehlo.broadcast_in_dim %1, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %3 = stablehlo.subtract %0, %2 : tensor<4x8xf32>
  %4 = stablehlo.exponential %3 : tensor<4x8xf32>
  %5 = stablehlo.select %m, %4, %zeros : tensor<4x8xi1>, tensor<4x8xf32>
  %6 = stablehlo.reduce(%5 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %7 = stablehlo.broadcast_in_dim %6, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %8 = stablehlo.divide %4, %7 : tensor<4x8xf32>
  %9 = stablehlo.select %m, %8, %zeros : tensor<4x8xi1>, tensor<4x8xf32>
  return %9 : tensor<4x8xf32>
}

// The scale is half on the queries and half on the keys, and the keys and values of each head serve two heads.
// CHECK-LABEL: func.func @scaled_queries
// PLAIN: "fuse.group"(%arg0, %arg1, %arg2, %arg3)
// PLAIN: kind = "attention", parameters = {groups = array<i64: 2>, mask = "select", scale = 2.500000e-01 : f64}
// FUSED: kind = "attention", parameters = {mask = "select", scale = 2.500000e-01 : f64}
func.func @scaled_queries(%q: tensor<2x4x5x3xf32>, %k: tensor<2x2x6x3xf32>, %v: tensor<2x2x6x3xf32>, %m: tensor<5x6xi1>) -> tensor<2x4x5x3xf32> {
  %half = stablehlo.constant dense<0.5> : tensor<2x4x5x3xf32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<2x4x5x6xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %least = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %0 = stablehlo.multiply %q, %half : tensor<2x4x5x3xf32>
  %2 = stablehlo.broadcast_in_dim %k, dims = [0, 1, 3, 4] : (tensor<2x2x6x3xf32>) -> tensor<2x2x2x6x3xf32>
  %3 = stablehlo.reshape %2 : (tensor<2x2x2x6x3xf32>) -> tensor<2x4x6x3xf32>
  %halves = stablehlo.constant dense<0.5> : tensor<2x4x6x3xf32>
  %scaled = stablehlo.multiply %halves, %3 : tensor<2x4x6x3xf32>
  %4 = stablehlo.broadcast_in_dim %v, dims = [0, 1, 3, 4] : (tensor<2x2x6x3xf32>) -> tensor<2x2x2x6x3xf32>
  %5 = stablehlo.reshape %4 : (tensor<2x2x2x6x3xf32>) -> tensor<2x4x6x3xf32>
  %6 = stablehlo.dot_general %0, %scaled, batching_dims = [0, 1] x [0, 1], contracting_dims = [3] x [3] : (tensor<2x4x5x3xf32>, tensor<2x4x6x3xf32>) -> tensor<2x4x5x6xf32>
  %7 = stablehlo.broadcast_in_dim %m, dims = [2, 3] : (tensor<5x6xi1>) -> tensor<2x4x5x6xi1>
  %8 = stablehlo.select %7, %6, %low : tensor<2x4x5x6xi1>, tensor<2x4x5x6xf32>
  %9 = stablehlo.reduce(%8 init: %least) applies stablehlo.maximum across dimensions = [3] : (tensor<2x4x5x6xf32>, tensor<f32>) -> tensor<2x4x5xf32>
  %10 = stablehlo.broadcast_in_dim %9, dims = [0, 1, 2] : (tensor<2x4x5xf32>) -> tensor<2x4x5x6xf32>
  %11 = stablehlo.subtract %8, %10 : tensor<2x4x5x6xf32>
  %12 = stablehlo.exponential %11 : tensor<2x4x5x6xf32>
  %13 = stablehlo.reduce(%12 init: %zero) applies stablehlo.add across dimensions = [3] : (tensor<2x4x5x6xf32>, tensor<f32>) -> tensor<2x4x5xf32>
  %14 = stablehlo.broadcast_in_dim %13, dims = [0, 1, 2] : (tensor<2x4x5xf32>) -> tensor<2x4x5x6xf32>
  %15 = stablehlo.divide %12, %14 : tensor<2x4x5x6xf32>
  %16 = stablehlo.dot_general %15, %5, batching_dims = [0, 1] x [0, 1], contracting_dims = [3] x [2] : (tensor<2x4x5x6xf32>, tensor<2x4x6x3xf32>) -> tensor<2x4x5x3xf32>
  return %16 : tensor<2x4x5x3xf32>
}

// The group dimension of the queries moves to the front inside the softmax.
// CHECK-LABEL: func.func @transposed_softmax
// PLAIN: kind = "softmax", parameters = {axis = array<i64: 3>, dimensions = array<i64: 1, 2, 0, 3>, stable = true}
// CHECK: kind = "attention", parameters = {mask = "none", scale = 1.000000e+00 : f64}
func.func @transposed_softmax(%q: tensor<3x5x2x4xf32>, %k: tensor<3x6x4xf32>, %v: tensor<3x6x4xf32>) -> tensor<3x4x2x5xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %least = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %0 = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [3] x [2] : (tensor<3x5x2x4xf32>, tensor<3x6x4xf32>) -> tensor<3x5x2x6xf32>
  %1 = stablehlo.reduce(%0 init: %least) applies stablehlo.maximum across dimensions = [3] : (tensor<3x5x2x6xf32>, tensor<f32>) -> tensor<3x5x2xf32>
  %2 = stablehlo.transpose %1, dims = [2, 0, 1] : (tensor<3x5x2xf32>) -> tensor<2x3x5xf32>
  %3 = stablehlo.transpose %0, dims = [2, 0, 1, 3] : (tensor<3x5x2x6xf32>) -> tensor<2x3x5x6xf32>
  %4 = stablehlo.broadcast_in_dim %2, dims = [0, 1, 2] : (tensor<2x3x5xf32>) -> tensor<2x3x5x6xf32>
  %5 = stablehlo.subtract %3, %4 : tensor<2x3x5x6xf32>
  %6 = stablehlo.exponential %5 : tensor<2x3x5x6xf32>
  %7 = stablehlo.reduce(%6 init: %zero) applies stablehlo.add across dimensions = [3] : (tensor<2x3x5x6xf32>, tensor<f32>) -> tensor<2x3x5xf32>
  %8 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2] : (tensor<2x3x5xf32>) -> tensor<2x3x5x6xf32>
  %9 = stablehlo.divide %6, %8 : tensor<2x3x5x6xf32>
  %10 = stablehlo.dot_general %v, %9, batching_dims = [0] x [1], contracting_dims = [1] x [3] : (tensor<3x6x4xf32>, tensor<2x3x5x6xf32>) -> tensor<3x4x2x5xf32>
  return %10 : tensor<3x4x2x5xf32>
}
