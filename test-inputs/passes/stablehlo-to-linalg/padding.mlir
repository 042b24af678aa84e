// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg,canonicalize,cse -check-semantics

// CHECK-NOT: stablehlo

// CHECK-LABEL: func.func @pads
// CHECK: tensor.pad %{{.*}} low[0, 2] high[0, 0]
// CHECK: tensor.extract_slice %{{.*}}[1, 0] [3, 5] [1, 1] : tensor<5x7xf32> to tensor<3x5xf32>
// CHECK: linalg.fill {{.*}} -> tensor<10x13xf32>
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[1, 0] [5, 5] [2, 3]
func.func @pads(%x: tensor<5x5xf32>, %v: tensor<f32>) -> (tensor<3x5xf32>, tensor<10x12xf32>) {
  %0 = stablehlo.pad %x, %v, low = [-1, 2], high = [-1, -2], interior = [0, 0] : (tensor<5x5xf32>, tensor<f32>) -> tensor<3x5xf32>
  %1 = stablehlo.pad %x, %v, low = [1, -1], high = [0, 0], interior = [1, 2] : (tensor<5x5xf32>, tensor<f32>) -> tensor<10x12xf32>
  return %0, %1 : tensor<3x5xf32>, tensor<10x12xf32>
}

// CHECK-LABEL: func.func @window
func.func @window(%x: tensor<6x5xf32>, %v: tensor<f32>) -> tensor<5x3xf32> {
  %0 = "stablehlo.reduce_window"(%x, %v) <{window_dimensions = array<i64: 2, 3>, window_strides = array<i64: 2, 1>, base_dilations = array<i64: 2, 1>, window_dilations = array<i64: 2, 1>, padding = dense<[[1, 0], [-1, 1]]> : tensor<2x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %c = stablehlo.maximum %a, %b : tensor<f32>
    stablehlo.return %c : tensor<f32>
  }) : (tensor<6x5xf32>, tensor<f32>) -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}

// CHECK-LABEL: func.func @transposed_convolution
func.func @transposed_convolution(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x2x3xf32>) -> tensor<1x8x6x3xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {pad = [[1, 2], [2, -1]], lhs_dilate = [2, 2], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x4x4x2xf32>, tensor<3x3x2x3xf32>) -> tensor<1x8x6x3xf32>
  return %0 : tensor<1x8x6x3xf32>
}

// CHECK-LABEL: func.func @nothing
// CHECK: tensor.empty() : tensor<0x6xf32>
func.func @nothing(%x: tensor<0x3x2xf32>) -> tensor<0x6xf32> {
  %0 = stablehlo.reshape %x : (tensor<0x3x2xf32>) -> tensor<0x6xf32>
  return %0 : tensor<0x6xf32>
}

// CHECK-LABEL: func.func @batch_norms
func.func @batch_norms(%x: tensor<2x3x4xf32>, %s: tensor<3xf32>, %o: tensor<3xf32>, %m: tensor<3xf32>, %g: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>) {
  %v = stablehlo.multiply %m, %m : tensor<3xf32>
  %0 = "stablehlo.batch_norm_inference"(%x, %s, %o, %m, %v) <{epsilon = 1.000000e-03 : f32, feature_index = 1 : i64}> : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x4xf32>
  %1:3 = "stablehlo.batch_norm_training"(%0, %s, %o) <{epsilon = 1.000000e-03 : f32, feature_index = 1 : i64}> : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  %2:3 = "stablehlo.batch_norm_grad"(%1#0, %s, %1#1, %1#2, %g) <{epsilon = 1.000000e-03 : f32, feature_index = 1 : i64}> : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return %1#0, %2#0, %2#1 : tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>
}
