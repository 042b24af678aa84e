// Sorting, gathering, scattering and slicing as C.
// REQUIRES: clang
// RUN: fusec %s -run=main -on=native -seed=3 | FileCheck %s
// CHECK: all 10 outputs agree

func.func @main(%x: tensor<5x9xf32>, %k: tensor<5x9xi32>, %i: tensor<4x1xi32>, %u: tensor<4x9xf32>, %s: tensor<i32>)
    -> (tensor<5x9xf32>, tensor<5x9xi32>, tensor<4x9xf32>, tensor<5x9xf32>, tensor<5x9xf32>, tensor<2x9xf32>, tensor<5x9xf32>, tensor<9x5xf32>, tensor<8x19xf32>, tensor<5x9xf32>) {
  %0:2 = "stablehlo.sort"(%x, %k) <{dimension = 1 : i64, is_stable = true}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<i32>, %d: tensor<i32>):
    %less = "stablehlo.compare"(%a, %b) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    "stablehlo.return"(%less) : (tensor<i1>) -> ()
  }) : (tensor<5x9xf32>, tensor<5x9xi32>) -> (tensor<5x9xf32>, tensor<5x9xi32>)
  %1 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 9>}> : (tensor<5x9xf32>, tensor<4x1xi32>) -> tensor<4x9xf32>
  %2:2 = "stablehlo.scatter"(%x, %x, %i, %u, %u) <{scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, indices_are_sorted = false, unique_indices = false}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<f32>, %d: tensor<f32>):
    %sum = "stablehlo.add"(%a, %c) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %most = "stablehlo.maximum"(%b, %d) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "stablehlo.return"(%sum, %most) : (tensor<f32>, tensor<f32>) -> ()
  }) : (tensor<5x9xf32>, tensor<5x9xf32>, tensor<4x1xi32>, tensor<4x9xf32>, tensor<4x9xf32>) -> (tensor<5x9xf32>, tensor<5x9xf32>)
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %3 = "stablehlo.dynamic_slice"(%x, %s, %zero) <{slice_sizes = array<i64: 2, 9>}> : (tensor<5x9xf32>, tensor<i32>, tensor<i32>) -> tensor<2x9xf32>
  %4 = "stablehlo.dynamic_update_slice"(%x, %3, %s, %zero) : (tensor<5x9xf32>, tensor<2x9xf32>, tensor<i32>, tensor<i32>) -> tensor<5x9xf32>
  %5 = "stablehlo.transpose"(%x) <{permutation = array<i64: 1, 0>}> : (tensor<5x9xf32>) -> tensor<9x5xf32>
  %filler = stablehlo.constant dense<-1.0> : tensor<f32>
  %6 = "stablehlo.pad"(%x, %filler) <{edge_padding_low = array<i64: -1, 1>, edge_padding_high = array<i64: 0, 1>, interior_padding = array<i64: 1, 1>}> : (tensor<5x9xf32>, tensor<f32>) -> tensor<8x19xf32>
  %7 = "stablehlo.reverse"(%x) <{dimensions = array<i64: 0, 1>}> : (tensor<5x9xf32>) -> tensor<5x9xf32>
  return %0#0, %0#1, %1, %2#0, %2#1, %3, %4, %5, %6, %7 : tensor<5x9xf32>, tensor<5x9xi32>, tensor<4x9xf32>, tensor<5x9xf32>, tensor<5x9xf32>, tensor<2x9xf32>, tensor<5x9xf32>, tensor<9x5xf32>, tensor<8x19xf32>, tensor<5x9xf32>
}
