// RUN: fusec %s -passes=stablehlo-to-linalg | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -check-semantics -seed=5 -run=bias
// RUN: fusec %s -passes=stablehlo-to-linalg -check-semantics -seed=5 -run=dot
// RUN: fusec %s -passes=stablehlo-to-linalg -check-semantics -seed=5 -run=sum
// RUN: fusec %s -passes=stablehlo-to-linalg -check-semantics -seed=5 -run=convolution

// CHECK-DAG: #[[ID:map[0-9]*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[COLUMN:map[0-9]*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-DAG: #[[LEFT:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[RIGHT:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[OUT:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[ROW:map[0-9]*]] = affine_map<(d0, d1) -> (d0)>

// A broadcast is an index map of its reader.
// CHECK-LABEL: func.func @bias(
// CHECK:         linalg.generic {indexing_maps = [#[[ID]], #[[COLUMN]], #[[ID]]], iterator_types = ["parallel", "parallel"]} ins(%arg0, %arg1 :
// CHECK:           arith.addf
// CHECK-NOT:     linalg.generic
func.func @bias(%a: tensor<4x8xf32>, %b: tensor<8xf32>) -> tensor<4x8xf32> {
  %0 = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<8xf32>) -> tensor<4x8xf32>
  %1 = stablehlo.add %a, %0 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// The contracted dimensions may stand anywhere.
// CHECK-LABEL: func.func @dot(
// CHECK:         [[ZERO:%.*]] = linalg.fill
// CHECK:         linalg.generic {indexing_maps = [#[[LEFT]], #[[RIGHT]], #[[OUT]]], iterator_types = ["parallel", "parallel", "reduction"]} ins(%arg0, %arg1 : {{.*}}) outs([[ZERO]] :
// CHECK:           arith.mulf
// CHECK-NEXT:      arith.addf
func.func @dot(%a: tensor<4x8xf32>, %b: tensor<3x8xf32>) -> tensor<4x3xf32> {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [1] : (tensor<4x8xf32>, tensor<3x8xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// Integers are widened to the accumulator's type.
// CHECK-LABEL: func.func @integers(
// CHECK:           arith.extsi {{.*}} : i8 to i32
// CHECK:           arith.muli
// CHECK-NEXT:      arith.addi
func.func @integers(%a: tensor<4x8xi8>, %b: tensor<8x3xi8>) -> tensor<4x3xi32> {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0] : (tensor<4x8xi8>, tensor<8x3xi8>) -> tensor<4x3xi32>
  return %0 : tensor<4x3xi32>
}

// CHECK-LABEL: func.func @sum(
// CHECK:         linalg.generic {indexing_maps = [#[[ID]], #[[ROW]]], iterator_types = ["parallel", "reduction"]}
func.func @sum(%a: tensor<4x8xf32>) -> tensor<4xf32> {
  %c = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.reduce(%a init: %c) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: func.func @reshape(
// CHECK-NEXT:    tensor.collapse_shape %arg0 {{\[\[}}0, 1]]
func.func @reshape(%a: tensor<4x8xf32>) -> tensor<32xf32> {
  %0 = stablehlo.reshape %a : (tensor<4x8xf32>) -> tensor<32xf32>
  return %0 : tensor<32xf32>
}

// CHECK-LABEL: func.func @convolution(
// CHECK:         linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : {{.*}}, strides = dense<2> : {{.*}}} ins(%arg0, %arg1 :
func.func @convolution(%a: tensor<1x7x7x3xf32>, %b: tensor<3x3x3x4xf32>) -> tensor<1x3x3x4xf32> {
  %0 = stablehlo.convolution(%a, %b) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x7x7x3xf32>, tensor<3x3x3x4xf32>) -> tensor<1x3x3x4xf32>
  return %0 : tensor<1x3x3x4xf32>
}

// What has no structured form stays, and a remark says why.
