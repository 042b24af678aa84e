// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg,canonicalize,cse -check-semantics

// CHECK-NOT: stablehlo

// CHECK-LABEL: func.func @gather
// CHECK-SAME: (%[[X:.*]]: tensor<10x4xf32>, %[[I:.*]]: tensor<3x1xi32>)
// CHECK: linalg.generic
// CHECK: %[[START:.*]] = tensor.extract %[[I]]
// CHECK: arith.index_cast %[[START]]
// CHECK: arith.maxsi
// CHECK: %[[ROW:.*]] = arith.minsi
// CHECK: tensor.extract %[[X]][%[[ROW]], %{{.*}}] : tensor<10x4xf32>
func.func @gather(%x: tensor<10x4xf32>, %i: tensor<3x1xi32>) -> tensor<3x4xf32> {
  %1 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 4>}> : (tensor<10x4xf32>, tensor<3x1xi32>) -> tensor<3x4xf32>
  return %1 : tensor<3x4xf32>
}

// Batching dimensions, and an index vector in front.
func.func @gather_batched(%x: tensor<2x5x6xf32>, %i: tensor<2x3x2xi64>) -> tensor<3x2x2x3xf32> {
  %1 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [2, 3], operand_batching_dims = [0], start_indices_batching_dims = [2], start_index_map = [2, 1], index_vector_dim = 0>, slice_sizes = array<i64: 1, 2, 3>}> : (tensor<2x5x6xf32>, tensor<2x3x2xi64>) -> tensor<3x2x2x3xf32>
  return %1 : tensor<3x2x2x3xf32>
}

func.func @index_select(%x: tensor<2x5x3xf32>) -> tensor<2x4x3xf32> {
  %i = stablehlo.constant dense<[[0, 4, 2, 1], [3, 3, 1, 0]]> : tensor<2x4xi32>
  %0 = "stablehlo.torch_index_select"(%x, %i) <{dim = 1 : i64, batch_dims = 1 : i64}> : (tensor<2x5x3xf32>, tensor<2x4xi32>) -> tensor<2x4x3xf32>
  return %0 : tensor<2x4x3xf32>
}

// CHECK-LABEL: func.func @slices
// CHECK: arith.maxsi
// CHECK: arith.minsi
// CHECK: tensor.extract_slice %{{.*}}[%{{.*}}, %{{.*}}] [2, 3] [1, 1]
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[%{{.*}}, %{{.*}}] [2, 3] [1, 1]
func.func @slices(%x: tensor<5x6xf32>, %i: tensor<i32>, %j: tensor<i32>) -> tensor<5x6xf32> {
  %0 = stablehlo.dynamic_slice %x, %i, %j, sizes = [2, 3] : (tensor<5x6xf32>, tensor<i32>, tensor<i32>) -> tensor<2x3xf32>
  %1 = stablehlo.negate %0 : tensor<2x3xf32>
  %2 = stablehlo.dynamic_update_slice %x, %1, %j, %i : (tensor<5x6xf32>, tensor<2x3xf32>, tensor<i32>, tensor<i32>) -> tensor<5x6xf32>
  return %2 : tensor<5x6xf32>
}

// CHECK-LABEL: func.func @scatter
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %{{.*}} iter_args(%[[T:.*]] = %{{.*}}) -> (tensor<5x3xf32>)
// CHECK: arith.cmpi ult
// CHECK: %[[OLD:.*]] = tensor.extract %[[T]]
// CHECK: %[[SUM:.*]] = arith.addf %[[OLD]]
// CHECK: %[[NEW:.*]] = arith.select %{{.*}}, %[[SUM]], %[[OLD]]
// CHECK: tensor.insert %[[NEW]] into %[[T]]
func.func @scatter(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %0 = "stablehlo.scatter"(%x, %i, %u) <{scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}

// Two tensors at once; the region uses a number from outside.
func.func @scatter_two(%x: tensor<5xf32>, %y: tensor<5xi32>, %i: tensor<4xi32>, %u: tensor<4xf32>, %v: tensor<4xi32>, %k: tensor<f32>) -> (tensor<5xf32>, tensor<5xi32>) {
  %0:2 = "stablehlo.scatter"(%x, %y, %i, %u, %v) <{scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
  ^bb0(%a: tensor<f32>, %c: tensor<i32>, %b: tensor<f32>, %d: tensor<i32>):
    %s = stablehlo.multiply %b, %k : tensor<f32>
    %t = stablehlo.maximum %c, %d : tensor<i32>
    stablehlo.return %s, %t : tensor<f32>, tensor<i32>
  }) : (tensor<5xf32>, tensor<5xi32>, tensor<4xi32>, tensor<4xf32>, tensor<4xi32>) -> (tensor<5xf32>, tensor<5xi32>)
  return %0#0, %0#1 : tensor<5xf32>, tensor<5xi32>
}

// CHECK-LABEL: func.func @select_and_scatter
// CHECK: scf.for
// CHECK: scf.for
// CHECK: arith.cmpf oge
func.func @select_and_scatter(%x: tensor<4x5xf32>, %s: tensor<2x2xf32>, %i: tensor<f32>) -> tensor<4x5xf32> {
  %0 = "stablehlo.select_and_scatter"(%x, %s, %i) <{window_dimensions = array<i64: 3, 3>, window_strides = array<i64: 2, 3>, padding = dense<[[0, 1], [1, 0]]> : tensor<2x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %c = stablehlo.compare GE, %a, %b, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %c : tensor<i1>
  }, {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %c = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %c : tensor<f32>
  }) : (tensor<4x5xf32>, tensor<2x2xf32>, tensor<f32>) -> tensor<4x5xf32>
  return %0 : tensor<4x5xf32>
}

// CHECK-LABEL: func.func @sort
// CHECK: scf.for
// CHECK: tensor.extract_slice
// CHECK: scf.for
// CHECK: arith.shli
// CHECK: scf.for
// CHECK: arith.cmpf ogt
func.func @sort(%x: tensor<3x7xf32>, %y: tensor<3x7xi32>) -> (tensor<3x7xf32>, tensor<3x7xi32>) {
  %0:2 = "stablehlo.sort"(%x, %y) <{dimension = 1 : i64, is_stable = true}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<i32>, %d: tensor<i32>):
    %e = stablehlo.compare GT, %a, %b, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %e : tensor<i1>
  }) : (tensor<3x7xf32>, tensor<3x7xi32>) -> (tensor<3x7xf32>, tensor<3x7xi32>)
  return %0#0, %0#1 : tensor<3x7xf32>, tensor<3x7xi32>
}
func.func @sort_vector(%x: tensor<9xi32>) -> tensor<9xi32> {
  %0 = "stablehlo.sort"(%x) ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %e = stablehlo.compare LT, %a, %b, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %e : tensor<i1>
  }) : (tensor<9xi32>) -> tensor<9xi32>
  return %0 : tensor<9xi32>
}
