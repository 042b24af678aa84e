// RUN: fusec %s -pretty -passes=generalize-linalg | FileCheck %s
// RUN: fusec %s -passes=generalize-linalg -run=product -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=generalize-linalg -run=convolution -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=generalize-linalg -run=depthwise -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=generalize-linalg -run=pooling -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-DAG: #[[A:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[B:.*]] = affine_map<(d0, d1, d2) -> (d2, d1)>
// CHECK-DAG: #[[C:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>

// CHECK-LABEL: func.func @product
func.func @product(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  // CHECK: linalg.generic {indexing_maps = [#[[A]], #[[B]], #[[C]]], iterator_types = ["parallel", "parallel", "reduction"]}
  // CHECK: arith.mulf
  // CHECK-NEXT: arith.addf
  %0 = linalg.matmul ins(%a, %b : tensor<2x3xf32>, tensor<3x4xf32>) outs(%f : tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// The output is filled anew in the other layout.
// CHECK-LABEL: func.func @convolution
func.func @convolution(%x: tensor<1x2x6x5xf32>, %w: tensor<3x2x3x3xf32>) -> tensor<1x3x2x3xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x3x2x3xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x3x2x3xf32>) -> tensor<1x3x2x3xf32>
  // CHECK: linalg.transpose {{.*}} permutation = [0, 2, 3, 1]
  // CHECK: linalg.transpose {{.*}} permutation = [2, 3, 1, 0]
  // CHECK: linalg.fill {{.*}} -> tensor<1x2x3x3xf32>
  // CHECK-NEXT: linalg.conv_2d_nhwc_hwcf {{.*}}strides = dense<[2, 1]> : vector<2xi64>
  // CHECK: linalg.transpose {{.*}} permutation = [0, 3, 1, 2]
  %0 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<[2, 1]> : vector<2xi64>} ins(%x, %w : tensor<1x2x6x5xf32>, tensor<3x2x3x3xf32>) outs(%f : tensor<1x3x2x3xf32>) -> tensor<1x3x2x3xf32>
  return %0 : tensor<1x3x2x3xf32>
}

// CHECK-LABEL: func.func @depthwise
func.func @depthwise(%x: tensor<1x2x4x4xf32>, %w: tensor<2x3x3xf32>, %start: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  // CHECK: linalg.depthwise_conv_2d_nhwc_hwc
  %0 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%x, %w : tensor<1x2x4x4xf32>, tensor<2x3x3xf32>) outs(%start : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %0 : tensor<1x2x2x2xf32>
}

// CHECK-LABEL: func.func @pooling
func.func @pooling(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32> {
  %least = arith.constant 0xFF800000 : f32
  %e = tensor.empty() : tensor<1x2x2x2xf32>
  %f = linalg.fill ins(%least : f32) outs(%e : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %w = tensor.empty() : tensor<2x2xf32>
  // CHECK: linalg.generic
  // CHECK: arith.maximumf
  %0 = linalg.pooling_nhwc_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%x, %w : tensor<1x4x4x2xf32>, tensor<2x2xf32>) outs(%f : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %0 : tensor<1x2x2x2xf32>
}
