// RUN: fusec %s -run=shapes | FileCheck %s
// RUN: fusec %s -run=slices | FileCheck %s
// RUN: fusec %s -run=products | FileCheck %s
// RUN: fusec %s -run=loop | FileCheck %s
// CHECK: on reference:

func.func @shapes() {
  %s = stablehlo.constant dense<[2, 3]> : tensor<2xi64>
  %i = stablehlo.dynamic_iota %s, dim = 1 : (tensor<2xi64>) -> tensor<?x?xi32>
  %0 = tensor.cast %i : tensor<?x?xi32> to tensor<2x3xi32>
  check.expect_eq_const %0, dense<[[0, 1, 2], [0, 1, 2]]> : tensor<2x3xi32>
  %t = stablehlo.constant dense<[3, 2]> : tensor<2xi32>
  %r = stablehlo.dynamic_reshape %i, %t : (tensor<?x?xi32>, tensor<2xi32>) -> tensor<?x?xi32>
  %a = stablehlo.add %r, %r : tensor<?x?xi32>
  %1 = tensor.cast %a : tensor<?x?xi32> to tensor<3x2xi32>
  check.expect_eq_const %1, dense<[[0, 2], [4, 0], [2, 4]]> : tensor<3x2xi32>
  %n = stablehlo.get_dimension_size %a, dim = 0 : (tensor<?x?xi32>) -> tensor<i32>
  check.expect_eq_const %n, dense<3> : tensor<i32>
  %v = stablehlo.constant dense<[7, 8]> : tensor<2xi32>
  %b = stablehlo.dynamic_broadcast_in_dim %v, %t, dims = [1] : (tensor<2xi32>, tensor<2xi32>) -> tensor<?x2xi32>
  %2 = tensor.cast %b : tensor<?x2xi32> to tensor<3x2xi32>
  check.expect_eq_const %2, dense<[[7, 8], [7, 8], [7, 8]]> : tensor<3x2xi32>
  return
}

func.func @slices() {
  %x = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %low = stablehlo.constant dense<[0, -1]> : tensor<2xi32>
  %high = stablehlo.constant dense<[1, 0]> : tensor<2xi32>
  %inside = stablehlo.constant dense<[1, 0]> : tensor<2xi32>
  %p = stablehlo.dynamic_pad %x, %zero, %low, %high, %inside : (tensor<2x3xi32>, tensor<i32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x?xi32>
  %0 = tensor.cast %p : tensor<?x?xi32> to tensor<4x2xi32>
  check.expect_eq_const %0, dense<[[2, 3], [0, 0], [5, 6], [0, 0]]> : tensor<4x2xi32>
  %from = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
  %to = stablehlo.constant dense<[2, 3]> : tensor<2xi32>
  %step = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %d = stablehlo.real_dynamic_slice %x, %from, %to, %step : (tensor<2x3xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x?xi32>
  %1 = tensor.cast %d : tensor<?x?xi32> to tensor<2x1xi32>
  check.expect_eq_const %1, dense<[[2], [5]]> : tensor<2x1xi32>
  %two = stablehlo.constant dense<2> : tensor<i32>
  %c = stablehlo.set_dimension_size %x, %two, dim = 1 : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x?xi32>
  %2 = tensor.cast %c : tensor<2x?xi32> to tensor<2x2xi32>
  check.expect_eq_const %2, dense<[[1, 2], [4, 5]]> : tensor<2x2xi32>
  %places = stablehlo.constant dense<[1, 0]> : tensor<2xi32>
  %sizes = stablehlo.constant dense<[1, 3]> : tensor<2xi32>
  %g = "stablehlo.dynamic_gather"(%x, %places, %sizes) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>}> : (tensor<2x3xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x?xi32>
  %3 = tensor.cast %g : tensor<?x?xi32> to tensor<2x3xi32>
  check.expect_eq_const %3, dense<[[4, 5, 6], [1, 2, 3]]> : tensor<2x3xi32>
  %s = "stablehlo.torch_index_select"(%x, %places) <{batch_dims = 0 : i64, dim = 1 : i64}> : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  check.expect_eq_const %s, dense<[[2, 1], [5, 4]]> : tensor<2x2xi32>
  return
}

func.func @products() {
  %s = stablehlo.constant dense<[2, 3]> : tensor<2xi64>
  %i = stablehlo.dynamic_iota %s, dim = 1 : (tensor<2xi64>) -> tensor<?x?xf32>
  %w = stablehlo.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32>
  %d = stablehlo.dot_general %i, %w, contracting_dims = [1] x [0] : (tensor<?x?xf32>, tensor<3x1xf32>) -> tensor<?x1xf32>
  %0 = tensor.cast %d : tensor<?x1xf32> to tensor<2x1xf32>
  check.expect_eq_const %0, dense<8.0> : tensor<2x1xf32>
  %x = stablehlo.constant dense<[[[1.0], [2.0], [3.0]]]> : tensor<1x3x1xf32>
  %k = stablehlo.constant dense<[[[1.0]], [[10.0]]]> : tensor<2x1x1xf32>
  %p = stablehlo.constant dense<[[1, 0]]> : tensor<1x2xi32>
  %c = "stablehlo.dynamic_conv"(%x, %k, %p) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>, feature_group_count = 1 : i64}> : (tensor<1x3x1xf32>, tensor<2x1x1xf32>, tensor<1x2xi32>) -> tensor<1x?x1xf32>
  %1 = tensor.cast %c : tensor<1x?x1xf32> to tensor<1x3x1xf32>
  check.expect_eq_const %1, dense<[[[10.0], [21.0], [32.0]]]> : tensor<1x3x1xf32>
  return
}

// A loop whose value grows.
func.func @loop() {
  %x = stablehlo.constant dense<[1]> : tensor<1xi32>
  %start = tensor.cast %x : tensor<1xi32> to tensor<?xi32>
  %limit = stablehlo.constant dense<5> : tensor<i32>
  %r = stablehlo.while(%v = %start) : tensor<?xi32>
    cond {
      %n = stablehlo.get_dimension_size %v, dim = 0 : (tensor<?xi32>) -> tensor<i32>
      %c = stablehlo.compare LT, %n, %limit : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %c : tensor<i1>
    } do {
      %w = stablehlo.concatenate %v, %v, dim = 0 : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xi32>
      stablehlo.return %w : tensor<?xi32>
    }
  %0 = tensor.cast %r : tensor<?xi32> to tensor<8xi32>
  check.expect_eq_const %0, dense<1> : tensor<8xi32>
  return
}
