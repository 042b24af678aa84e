// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -run=views -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-DAG: #[[ID:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// CHECK-DAG: #[[LAST:.*]] = affine_map<(d0, d1, d2) -> (d2)>
// CHECK-DAG: #[[NONE:.*]] = affine_map<(d0, d1, d2) -> ()>
// A broadcast is a map of its reader, and becomes an op where a tensor is needed.
// CHECK-LABEL: func.func @views
// CHECK-SAME: %[[B:.*]]: tensor<3xf32>, %[[X:.*]]: tensor<2x4x3xf32>, %[[S:.*]]: tensor<f32>
// CHECK: %[[SUM:.*]] = linalg.generic {indexing_maps = [#[[ID]], #[[LAST]], #[[ID]]]{{.*}} ins(%[[X]], %[[B]]
// CHECK: linalg.generic {indexing_maps = [#[[ID]], #[[NONE]], #[[ID]]]{{.*}} ins(%[[SUM]], %[[S]]
// CHECK: linalg.generic {indexing_maps = [#[[LAST]], #[[ID]]]{{.*}} ins(%[[B]] : tensor<3xf32>) outs(%{{.*}} : tensor<4x2x3xf32>)
// CHECK: tensor.expand_shape %[[B]] {{.*}} : tensor<3xf32> into tensor<3x1xf32>
func.func @views(%b: tensor<3xf32>, %x: tensor<2x4x3xf32>, %s: tensor<f32>) -> (tensor<2x4x3xf32>, tensor<4x2x3xf32>, tensor<3x1xf32>, tensor<6xf32>, tensor<3x2xf32>) {
  %0 = stablehlo.broadcast_in_dim %b, dims = [2] : (tensor<3xf32>) -> tensor<1x1x3xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [0, 1, 2] : (tensor<1x1x3xf32>) -> tensor<2x4x3xf32>
  %2 = stablehlo.add %x, %1 : tensor<2x4x3xf32>
  %3 = stablehlo.broadcast_in_dim %s, dims = [] : (tensor<f32>) -> tensor<2x4x3xf32>
  %4 = stablehlo.multiply %2, %3 : tensor<2x4x3xf32>
  %5 = stablehlo.transpose %1, dims = [1, 0, 2] : (tensor<2x4x3xf32>) -> tensor<4x2x3xf32>
  %6 = stablehlo.reshape %b : (tensor<3xf32>) -> tensor<3x1xf32>
  %7 = stablehlo.broadcast %b, sizes = [2] : (tensor<3xf32>) -> tensor<2x3xf32>
  %8 = stablehlo.reshape %7 : (tensor<2x3xf32>) -> tensor<6xf32>
  %9 = stablehlo.transpose %7, dims = [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %4, %5, %6, %8, %9 : tensor<2x4x3xf32>, tensor<4x2x3xf32>, tensor<3x1xf32>, tensor<6xf32>, tensor<3x2xf32>
}
