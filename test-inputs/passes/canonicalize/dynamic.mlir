// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s

// Shapes that are constants make static ops.
// CHECK-LABEL: func.func @shapes
func.func @shapes(%x: tensor<2x3xf32>, %z: tensor<f32>) -> (tensor<6xf32>, tensor<4x2x3xf32>, tensor<20xi32>, tensor<4x4xf32>, tensor<1x2xf32>) {
  // CHECK-DAG: stablehlo.reshape %arg0 : (tensor<2x3xf32>) -> tensor<6xf32>
  // CHECK-DAG: stablehlo.broadcast_in_dim %arg0, dims = [1, 2] : (tensor<2x3xf32>) -> tensor<4x2x3xf32>
  // CHECK-DAG: stablehlo.iota dim = 0 : tensor<20xi32>
  // CHECK-DAG: stablehlo.pad %arg0, %arg1, low = [1, 0], high = [1, 1], interior = [0, 0]
  // CHECK-DAG: stablehlo.slice %arg0 [1:2, 0:3:2]
  // CHECK-NOT: dynamic
  // CHECK: return
  %s6 = stablehlo.constant dense<6> : tensor<1xi32>
  %s423 = stablehlo.constant dense<[4, 2, 3]> : tensor<3xi32>
  %s20 = stablehlo.constant dense<20> : tensor<1xi32>
  %low = stablehlo.constant dense<[1, 0]> : tensor<2xi32>
  %high = stablehlo.constant dense<[1, 1]> : tensor<2xi32>
  %none = stablehlo.constant dense<0> : tensor<2xi32>
  %limit = stablehlo.constant dense<[2, 3]> : tensor<2xi32>
  %stride = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %0 = stablehlo.dynamic_reshape %x, %s6 : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<6xf32>
  %1 = stablehlo.dynamic_broadcast_in_dim %x, %s423, dims = [1, 2] : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<4x2x3xf32>
  %2 = stablehlo.dynamic_iota %s20, dim = 0 : (tensor<1xi32>) -> tensor<20xi32>
  %3 = stablehlo.dynamic_pad %x, %z, %low, %high, %none : (tensor<2x3xf32>, tensor<f32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<4x4xf32>
  %4 = stablehlo.real_dynamic_slice %x, %low, %limit, %stride : (tensor<2x3xf32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<1x2xf32>
  return %0, %1, %2, %3, %4 : tensor<6xf32>, tensor<4x2x3xf32>, tensor<20xi32>, tensor<4x4xf32>, tensor<1x2xf32>
}

// CHECK-LABEL: func.func @sizes
func.func @sizes(%x: tensor<7x?xf32>) -> (tensor<i32>, tensor<i32>) {
  // CHECK: %[[SEVEN:.*]] = stablehlo.constant dense<7> : tensor<i32>
  // CHECK: %[[OTHER:.*]] = stablehlo.get_dimension_size %arg0, dim = 1
  // CHECK: return %[[SEVEN]], %[[OTHER]]
  %0 = stablehlo.get_dimension_size %x, dim = 0 : (tensor<7x?xf32>) -> tensor<i32>
  %1 = stablehlo.get_dimension_size %x, dim = 1 : (tensor<7x?xf32>) -> tensor<i32>
  return %0, %1 : tensor<i32>, tensor<i32>
}

// One slice at a constant place, which is moved inside.
// CHECK-LABEL: func.func @gather
func.func @gather(%x: tensor<5x3xf32>) -> tensor<3xf32> {
  // CHECK: %[[S:.*]] = stablehlo.slice %arg0 [4:5, 0:3]
  // CHECK: %[[R:.*]] = stablehlo.reshape %[[S]] : (tensor<1x3xf32>) -> tensor<3xf32>
  // CHECK: return %[[R]]
  %i = stablehlo.constant dense<9> : tensor<1xi32>
  %0 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 0>, slice_sizes = array<i64: 1, 3>, indices_are_sorted = false}> : (tensor<5x3xf32>, tensor<1xi32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// CHECK-LABEL: func.func @uniform
func.func @uniform(%i: tensor<i32>) -> tensor<2xf32> {
  // CHECK-NEXT: %[[C:.*]] = stablehlo.constant dense<3.000000e+00> : tensor<2xf32>
  // CHECK-NEXT: return %[[C]]
  %x = stablehlo.constant dense<3.0> : tensor<1000000000xf32>
  %0 = stablehlo.dynamic_slice %x, %i, sizes = [2] : (tensor<1000000000xf32>, tensor<i32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// What no shape allows stays where it runs, where it is an error.
// CHECK-LABEL: func.func @impossible
func.func @impossible(%x: tensor<2x3xf32>, %p: tensor<f32>) -> (tensor<1x3xf32>, tensor<4x3xf32>) {
  // CHECK: stablehlo.real_dynamic_slice
  // CHECK: stablehlo.dynamic_pad
  %start = stablehlo.constant dense<[1, 0]> : tensor<2xi64>
  %limit = stablehlo.constant dense<[-1, 3]> : tensor<2xi64>
  %ones = stablehlo.constant dense<1> : tensor<2xi64>
  %0 = stablehlo.real_dynamic_slice %x, %start, %limit, %ones : (tensor<2x3xf32>, tensor<2xi64>, tensor<2xi64>, tensor<2xi64>) -> tensor<1x3xf32>
  %1 = stablehlo.dynamic_pad %x, %p, %ones, %ones, %ones : (tensor<2x3xf32>, tensor<f32>, tensor<2xi64>, tensor<2xi64>, tensor<2xi64>) -> tensor<4x3xf32>
  return %0, %1 : tensor<1x3xf32>, tensor<4x3xf32>
}
