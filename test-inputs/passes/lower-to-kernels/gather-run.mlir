// Lookups in kernels have the reference's numbers in C: one for all lanes, one behind the other, and one by one; of floats, 16-bit
// floats and truths; indices behind the end are moved into the table.
// REQUIRES: clang
// RUN: fusec %s -target=cpu -passes=kernels -run=rows -on=native -seed=1 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=lanes -on=native -seed=2 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=narrow -on=native -seed=3 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=truth -on=native -seed=4 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=whole -on=native -seed=5 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=rows -on=reference -seed=6 | FileCheck %s
// CHECK: agree{{s?}} with the reference run of the module before the passes
func.func @rows(%t: tensor<50x37xf32>, %i: tensor<3x8xi32>, %s: tensor<3x8x37xf32>) -> tensor<3x8x37xf32> {
  %g = "stablehlo.gather"(%t, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 37>}> : (tensor<50x37xf32>, tensor<3x8xi32>) -> tensor<3x8x37xf32>
  %a = stablehlo.add %g, %s : tensor<3x8x37xf32>
  %h = stablehlo.tanh %a : tensor<3x8x37xf32>
  return %h : tensor<3x8x37xf32>
}
func.func @lanes(%t: tensor<21xf32>, %i: tensor<6x37xi32>) -> tensor<6xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %j = stablehlo.reshape %i : (tensor<6x37xi32>) -> tensor<6x37x1xi32>
  %g = "stablehlo.gather"(%t, %j) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1>}> : (tensor<21xf32>, tensor<6x37x1xi32>) -> tensor<6x37xf32>
  %sum = stablehlo.reduce(%g init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<6x37xf32>, tensor<f32>) -> tensor<6xf32>
  return %sum : tensor<6xf32>
}
func.func @narrow(%t: tensor<50x37xbf16>, %i: tensor<8xi32>) -> tensor<8x37xf32> {
  %g = "stablehlo.gather"(%t, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 37>}> : (tensor<50x37xbf16>, tensor<8xi32>) -> tensor<8x37xbf16>
  %c = stablehlo.convert %g : (tensor<8x37xbf16>) -> tensor<8x37xf32>
  %h = stablehlo.multiply %c, %c : tensor<8x37xf32>
  return %h : tensor<8x37xf32>
}
func.func @truth(%t: tensor<50x37xi1>, %i: tensor<8xi32>, %x: tensor<8x37xf32>, %y: tensor<8x37xf32>) -> tensor<8x37xf32> {
  %g = "stablehlo.gather"(%t, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 37>}> : (tensor<50x37xi1>, tensor<8xi32>) -> tensor<8x37xi1>
  %h = stablehlo.select %g, %x, %y : tensor<8x37xi1>, tensor<8x37xf32>
  return %h : tensor<8x37xf32>
}
func.func @whole(%t: tensor<50x9000xf32>, %i: tensor<1xi32>, %s: tensor<1x9000xf32>) -> tensor<1x9000xf32> {
  %g = "stablehlo.gather"(%t, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 9000>}> : (tensor<50x9000xf32>, tensor<1xi32>) -> tensor<1x9000xf32>
  %a = stablehlo.add %g, %s : tensor<1x9000xf32>
  return %a : tensor<1x9000xf32>
}
