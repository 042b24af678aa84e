// Convolutions and windows as C, in the forms that have no named linalg op.
// REQUIRES: clang
// RUN: fusec %s -run=main -on=native -seed=5 | FileCheck %s
// CHECK: all 5 outputs agree

func.func @main(%x: tensor<2x6x7x4xf32>, %k: tensor<3x2x2x6xf32>, %t: tensor<3x3x4x5xf32>, %s: tensor<2x3x3x4xf32>, %xi: tensor<2x6x7x4xi8>, %ki: tensor<3x2x4x6xi8>)
    -> (tensor<2x4x6x6xf32>, tensor<2x13x15x5xf32>, tensor<2x3x3x4xf32>, tensor<2x6x7x4xf32>, tensor<2x4x6x6xi32>) {
  %grouped = "stablehlo.convolution"(%x, %k) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 2 : i64}> : (tensor<2x6x7x4xf32>, tensor<3x2x2x6xf32>) -> tensor<2x4x6x6xf32>
  %transposed = "stablehlo.convolution"(%x, %t) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 1 : i64, lhs_dilation = array<i64: 2, 2>, padding = dense<2> : tensor<2x2xi64>, window_reversal = array<i1: true, true>}> : (tensor<2x6x7x4xf32>, tensor<3x3x4x5xf32>) -> tensor<2x13x15x5xf32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %pooled = "stablehlo.reduce_window"(%x, %low) <{window_dimensions = array<i64: 1, 3, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>, padding = dense<[[0, 0], [1, 0], [0, 0], [0, 0]]> : tensor<4x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %m = "stablehlo.maximum"(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "stablehlo.return"(%m) : (tensor<f32>) -> ()
  }) : (tensor<2x6x7x4xf32>, tensor<f32>) -> tensor<2x3x3x4xf32>
  %scattered = "stablehlo.select_and_scatter"(%x, %s, %zero) <{window_dimensions = array<i64: 1, 3, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>, padding = dense<[[0, 0], [1, 0], [0, 0], [0, 0]]> : tensor<4x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %g = "stablehlo.compare"(%a, %b) <{comparison_direction = #stablehlo<comparison_direction GE>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    "stablehlo.return"(%g) : (tensor<i1>) -> ()
  }, {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %m = "stablehlo.add"(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "stablehlo.return"(%m) : (tensor<f32>) -> ()
  }) : (tensor<2x6x7x4xf32>, tensor<2x3x3x4xf32>, tensor<f32>) -> tensor<2x6x7x4xf32>
  %whole = "stablehlo.convolution"(%xi, %ki) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 1 : i64}> : (tensor<2x6x7x4xi8>, tensor<3x2x4x6xi8>) -> tensor<2x4x6x6xi32>
  return %grouped, %transposed, %pooled, %scattered, %whole : tensor<2x4x6x6xf32>, tensor<2x13x15x5xf32>, tensor<2x3x3x4xf32>, tensor<2x6x7x4xf32>, tensor<2x4x6x6xi32>
}
