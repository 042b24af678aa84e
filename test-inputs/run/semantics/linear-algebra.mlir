// RUN: fusec %s -run=fourier | FileCheck %s
// RUN: fusec %s -run=inverses | FileCheck %s
// RUN: fusec %s -run=matrices | FileCheck %s
// RUN: fusec %s -run=einsums | FileCheck %s
// RUN: fusec %s -run=ragged | FileCheck %s
// CHECK: on reference:

func.func @fourier() {
  %x = stablehlo.constant dense<[(1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (4.0, 0.0), (5.0, 0.0), (6.0, 0.0)]> : tensor<6xcomplex<f64>>
  %0 = stablehlo.fft %x, type = FFT, length = [6] : (tensor<6xcomplex<f64>>) -> tensor<6xcomplex<f64>>
  check.expect_almost_eq_const %0, dense<[(21.0, 0.0), (-3.0, 5.196152422706632), (-3.0, 1.7320508075688772), (-3.0, 0.0), (-3.0, -1.7320508075688772), (-3.0, -5.196152422706632)]> : tensor<6xcomplex<f64>>, tolerance = 1.0e-12
  %1 = stablehlo.fft %0, type = IFFT, length = [6] : (tensor<6xcomplex<f64>>) -> tensor<6xcomplex<f64>>
  check.expect_almost_eq %1, %x, tolerance = 1.0e-12 : tensor<6xcomplex<f64>>
  return
}

func.func @inverses() {
  %x = stablehlo.constant dense<[[1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, 2.0]]> : tensor<2x4xf32>
  %0 = stablehlo.fft %x, type = RFFT, length = [4] : (tensor<2x4xf32>) -> tensor<2x3xcomplex<f32>>
  check.expect_almost_eq_const %0, dense<[[(10.0, 0.0), (-2.0, 2.0), (-2.0, 0.0)], [(3.0, 0.0), (0.0, 1.0), (-3.0, 0.0)]]> : tensor<2x3xcomplex<f32>>
  %1 = stablehlo.fft %0, type = IRFFT, length = [4] : (tensor<2x3xcomplex<f32>>) -> tensor<2x4xf32>
  check.expect_almost_eq %1, %x : tensor<2x4xf32>
  %2 = stablehlo.fft %x, type = RFFT, length = [2, 4] : (tensor<2x4xf32>) -> tensor<2x3xcomplex<f32>>
  %3 = stablehlo.fft %2, type = IRFFT, length = [2, 4] : (tensor<2x3xcomplex<f32>>) -> tensor<2x4xf32>
  check.expect_almost_eq %3, %x : tensor<2x4xf32>
  return
}

func.func @matrices() {
  %a = stablehlo.constant dense<[[4.0, 9.0, 9.0], [2.0, 5.0, 9.0], [0.0, 2.0, 5.0]]> : tensor<3x3xf32>
  %l = stablehlo.cholesky %a, lower = true : tensor<3x3xf32>
  check.expect_almost_eq_const %l, dense<[[2.0, 0.0, 0.0], [1.0, 2.0, 0.0], [0.0, 1.0, 2.0]]> : tensor<3x3xf32>
  %h = stablehlo.constant dense<[[(2.0, 0.0), (0.0, 1.0)], [(9.0, 9.0), (2.0, 0.0)]]> : tensor<2x2xcomplex<f64>>
  %u = stablehlo.cholesky %h, lower = false : tensor<2x2xcomplex<f64>>
  check.expect_almost_eq_const %u, dense<[[(1.4142135623730951, 0.0), (0.0, 0.7071067811865475)], [(0.0, 0.0), (1.224744871391589, 0.0)]]> : tensor<2x2xcomplex<f64>>, tolerance = 1.0e-12
  %b = stablehlo.constant dense<[[2.0], [5.0], [4.0]]> : tensor<3x1xf32>
  %x = "stablehlo.triangular_solve"(%l, %b) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<3x3xf32>, tensor<3x1xf32>) -> tensor<3x1xf32>
  check.expect_almost_eq_const %x, dense<[[1.0], [2.0], [1.0]]> : tensor<3x1xf32>
  %t = "stablehlo.triangular_solve"(%l, %b) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose TRANSPOSE>, unit_diagonal = true}> : (tensor<3x3xf32>, tensor<3x1xf32>) -> tensor<3x1xf32>
  check.expect_almost_eq_const %t, dense<[[1.0], [1.0], [4.0]]> : tensor<3x1xf32>
  %c = stablehlo.constant dense<[[2.0, 4.0, 2.0]]> : tensor<1x3xf32>
  %r = "stablehlo.triangular_solve"(%l, %c) <{left_side = false, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<3x3xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  check.expect_almost_eq_const %r, dense<[[0.25, 1.5, 1.0]]> : tensor<1x3xf32>
  return
}

func.func @einsums() {
  %a = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %b = stablehlo.constant dense<[[1, 0], [2, 1], [0, 3]]> : tensor<3x2xi32>
  %0 = stablehlo.einsum %a, %b, config = "ab,bc->ac" : (tensor<2x3xi32>, tensor<3x2xi32>) -> tensor<2x2xi32>
  check.expect_eq_const %0, dense<[[5, 11], [14, 23]]> : tensor<2x2xi32>
  %1 = stablehlo.einsum %a, %b, config = "ab,cd->dac" : (tensor<2x3xi32>, tensor<3x2xi32>) -> tensor<2x2x3xi32>
  check.expect_eq_const %1, dense<[[[6, 12, 0], [15, 30, 0]], [[0, 6, 18], [0, 15, 45]]]> : tensor<2x2x3xi32>
  %2 = "stablehlo.unary_einsum"(%0) <{einsum_config = "aa->"}> : (tensor<2x2xi32>) -> tensor<i32>
  check.expect_eq_const %2, dense<28> : tensor<i32>
  %3 = "stablehlo.unary_einsum"(%a) <{einsum_config = "ab->ba"}> : (tensor<2x3xi32>) -> tensor<3x2xi32>
  check.expect_eq_const %3, dense<[[1, 4], [2, 5], [3, 6]]> : tensor<3x2xi32>
  return
}

// Two groups of one and two rows; the fourth row belongs to none.
func.func @ragged() {
  %a = stablehlo.constant dense<[[1, 2], [3, 4], [5, 6], [7, 8]]> : tensor<4x2xi32>
  %b = stablehlo.constant dense<[[[1], [0]], [[0], [1]]]> : tensor<2x2x1xi32>
  %s = stablehlo.constant dense<[1, 2]> : tensor<2xi64>
  %0 = "chlo.ragged_dot"(%a, %b, %s) <{ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1], lhs_ragged_dimensions = [0], rhs_group_dimensions = [0]>}> : (tensor<4x2xi32>, tensor<2x2x1xi32>, tensor<2xi64>) -> tensor<4x1xi32>
  check.expect_eq_const %0, dense<[[1], [4], [6], [0]]> : tensor<4x1xi32>
  %c = stablehlo.constant dense<[[1], [1], [2], [9]]> : tensor<4x1xi32>
  %1 = "chlo.ragged_dot"(%a, %c, %s) <{ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0], rhs_contracting_dimensions = [0], lhs_ragged_dimensions = [0], rhs_group_dimensions = []>}> : (tensor<4x2xi32>, tensor<4x1xi32>, tensor<2xi64>) -> tensor<2x2x1xi32>
  check.expect_eq_const %1, dense<[[[1], [2]], [[13], [16]]]> : tensor<2x2x1xi32>
  return
}
