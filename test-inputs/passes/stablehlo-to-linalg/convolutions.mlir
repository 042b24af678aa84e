// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -run=nhwc -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=odd_layout -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=depthwise -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=grouped -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=batch_groups -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=transposed -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=one_dimension -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=three_dimensions -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=integers -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=narrow -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-LABEL: func.func @nhwc
// CHECK: tensor.pad %{{.*}} low[0, 1, 0, 0] high[0, 1, 0, 0]
// CHECK: linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : vector<2xi64>, strides = dense<[2, 1]> : vector<2xi64>}
func.func @nhwc(%x: tensor<2x7x6x3xf32>, %w: tensor<3x2x3x4xf32>) -> tensor<2x4x5x4xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 1], pad = [[1, 1], [0, 0]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x7x6x3xf32>, tensor<3x2x3x4xf32>) -> tensor<2x4x5x4xf32>
  return %0 : tensor<2x4x5x4xf32>
}

// CHECK-LABEL: func.func @odd_layout
// CHECK: linalg.transpose {{.*}} permutation = [3, 1, 2, 0]
// CHECK: linalg.transpose {{.*}} permutation = [1, 2, 0, 3]
// CHECK: linalg.conv_2d_nhwc_hwcf {dilations = dense<[1, 2]>
// CHECK: linalg.transpose {{.*}} permutation = [1, 3, 0, 2]
func.func @odd_layout(%x: tensor<3x7x6x2xf32>, %w: tensor<3x3x2x4xf32>) -> tensor<5x4x2x4xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, f, b, 1], window = {rhs_dilate = [1, 2]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<3x7x6x2xf32>, tensor<3x3x2x4xf32>) -> tensor<5x4x2x4xf32>
  return %0 : tensor<5x4x2x4xf32>
}

// CHECK-LABEL: func.func @depthwise
// CHECK: tensor.collapse_shape {{.*}} tensor<3x3x1x4xf32> into tensor<3x3x4xf32>
// CHECK: linalg.depthwise_conv_2d_nhwc_hwc
func.func @depthwise(%x: tensor<1x5x5x4xf32>, %w: tensor<3x3x1x4xf32>) -> tensor<1x3x3x4xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64} : (tensor<1x5x5x4xf32>, tensor<3x3x1x4xf32>) -> tensor<1x3x3x4xf32>
  return %0 : tensor<1x3x3x4xf32>
}

// CHECK-LABEL: func.func @grouped
// CHECK: tensor.expand_shape {{.*}} into tensor<1x5x5x2x2xf32>
// CHECK: tensor.expand_shape {{.*}} into tensor<3x3x2x2x3xf32>
// CHECK: linalg.generic
// CHECK: tensor.collapse_shape {{.*}} tensor<1x3x3x2x3xf32> into tensor<1x3x3x6xf32>
func.func @grouped(%x: tensor<1x5x5x4xf32>, %w: tensor<3x3x2x6xf32>) -> tensor<1x3x3x6xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 2 : i64} : (tensor<1x5x5x4xf32>, tensor<3x3x2x6xf32>) -> tensor<1x3x3x6xf32>
  return %0 : tensor<1x3x3x6xf32>
}

// CHECK-LABEL: func.func @batch_groups
// CHECK: tensor.expand_shape {{.*}} into tensor<2x2x5x5x3xf32>
// CHECK: linalg.generic
func.func @batch_groups(%x: tensor<4x5x5x3xf32>, %w: tensor<3x3x3x6xf32>) -> tensor<2x3x3x6xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1]} {batch_group_count = 2 : i64, feature_group_count = 1 : i64} : (tensor<4x5x5x3xf32>, tensor<3x3x3x6xf32>) -> tensor<2x3x3x6xf32>
  return %0 : tensor<2x3x3x6xf32>
}

// A filled tensor gives the holes between elements.
// CHECK-LABEL: func.func @transposed
// CHECK: tensor.insert_slice %arg0 into %{{.*}}[0, 2, 1, 0] [1, 4, 4, 2] [1, 2, 2, 1] : tensor<1x4x4x2xf32> into tensor<1x11x10x2xf32>
// CHECK: linalg.conv_2d_nhwc_hwcf
func.func @transposed(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x2x3xf32>) -> tensor<1x9x8x3xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {pad = [[2, 2], [1, 2]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [true, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x4x4x2xf32>, tensor<3x3x2x3xf32>) -> tensor<1x9x8x3xf32>
  return %0 : tensor<1x9x8x3xf32>
}

// CHECK-LABEL: func.func @one_dimension
// CHECK: linalg.generic {{.*}}["parallel", "parallel", "parallel", "reduction", "reduction"]
func.func @one_dimension(%x: tensor<2x3x8xf32>, %w: tensor<4x3x3xf32>) -> tensor<2x4x6xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, f, 0]x[o, i, 0]->[b, f, 0], window = {reverse = [true]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x3x8xf32>, tensor<4x3x3xf32>) -> tensor<2x4x6xf32>
  return %0 : tensor<2x4x6xf32>
}

// CHECK-LABEL: func.func @three_dimensions
// CHECK: linalg.generic {{.*}}["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction", "reduction"]
func.func @three_dimensions(%x: tensor<1x3x4x5x2xf32>, %w: tensor<2x2x2x2x3xf32>) -> tensor<1x2x3x4x3xf32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, 2, f]x[0, 1, 2, i, o]->[b, 0, 1, 2, f], window = {stride = [1, 1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x3x4x5x2xf32>, tensor<2x2x2x2x3xf32>) -> tensor<1x2x3x4x3xf32>
  return %0 : tensor<1x2x3x4x3xf32>
}

// CHECK-LABEL: func.func @integers
// CHECK: linalg.conv_2d_nhwc_hwcf {{.*}} outs(%{{.*}} : tensor<1x3x3x3xi32>)
func.func @integers(%x: tensor<1x5x5x2xi8>, %w: tensor<3x3x2x3xi8>) -> tensor<1x3x3x3xi32> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x5x5x2xi8>, tensor<3x3x2x3xi8>) -> tensor<1x3x3x3xi32>
  return %0 : tensor<1x3x3x3xi32>
}

// CHECK-LABEL: func.func @narrow
// CHECK: linalg.conv_2d_nhwc_hwcf {{.*}} outs(%{{.*}} : tensor<1x3x3x3xf32>)
// CHECK: arith.truncf
func.func @narrow(%x: tensor<1x5x5x2xbf16>, %w: tensor<3x3x2x3xbf16>) -> tensor<1x3x3x3xbf16> {
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x5x5x2xbf16>, tensor<3x3x2x3xbf16>) -> tensor<1x3x3x3xbf16>
  return %0 : tensor<1x3x3x3xbf16>
}
