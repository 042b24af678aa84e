// In C as in the reference: unsigned starts of 2^63 and more are beyond the end, gathers of nothing compile, and a
// tensor that nobody filled is read as zeros.
// REQUIRES: clang
// RUN: fusec %s -target=cpu -passes=kernels -run=gathered -on=native -seed=1 | FileCheck %s
// RUN: fusec %s -run=gathered -on=native -seed=1 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=sliced -on=native -seed=1 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=nothing -on=native -seed=1 | FileCheck %s
// RUN: fusec %s -run=unfilled -on=native -seed=1 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=unfilled -on=native -seed=1 | FileCheck %s
// CHECK-NOT: DIFFERS
// CHECK: agrees
// CHECK-NOT: DIFFERS

#map = affine_map<(d0, d1) -> (d0, d1)>

func.func @gathered(%t: tensor<300x40xf32>, %i: tensor<4x1xui64>) -> tensor<4x40xf32> {
  %k = stablehlo.constant dense<9223372036854775808> : tensor<4x1xui64>
  %j = stablehlo.or %i, %k : tensor<4x1xui64>
  %g = "stablehlo.gather"(%t, %j) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 40>, indices_are_sorted = false}> : (tensor<300x40xf32>, tensor<4x1xui64>) -> tensor<4x40xf32>
  return %g : tensor<4x40xf32>
}

func.func @sliced(%t: tensor<40xf32>, %i: tensor<ui64>) -> tensor<33xf32> {
  %k = stablehlo.constant dense<9223372036854775808> : tensor<ui64>
  %j = stablehlo.or %i, %k : tensor<ui64>
  %s = stablehlo.dynamic_slice %t, %j, sizes = [33] : (tensor<40xf32>, tensor<ui64>) -> tensor<33xf32>
  return %s : tensor<33xf32>
}

func.func @nothing(%t: tensor<9x0xf32>, %i: tensor<4x1xi64>) -> tensor<4x0xf32> {
  %g = "stablehlo.gather"(%t, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 0>, indices_are_sorted = false}> : (tensor<9x0xf32>, tensor<4x1xi64>) -> tensor<4x0xf32>
  %y = stablehlo.exponential %g : tensor<4x0xf32>
  return %y : tensor<4x0xf32>
}

func.func @unfilled(%a: tensor<3x5xf32>) -> tensor<3x5xf32> {
  %e = tensor.empty() : tensor<3x5xf32>
  %r = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%e, %a : tensor<3x5xf32>, tensor<3x5xf32>) outs(%e : tensor<3x5xf32>) {
  ^bb0(%in: f32, %x: f32, %out: f32):
    %s = arith.addf %in, %x : f32
    linalg.yield %s : f32
  } -> tensor<3x5xf32>
  return %r : tensor<3x5xf32>
}
