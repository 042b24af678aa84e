// RUN: fusec %s -run=tuples | FileCheck %s
// RUN: fusec %s -run=bits | FileCheck %s
// RUN: fusec %s -run=complex | FileCheck %s
// RUN: fusec %s -run=random | FileCheck %s
// RUN: fusec %s -run=choice | FileCheck %s
// CHECK: on reference:

func.func private @swap(%t: tuple<tensor<2xi32>, tuple<tensor<f32>>>) -> tuple<tuple<tensor<f32>>, tensor<2xi32>> {
  %a = stablehlo.get_tuple_element %t[0] : (tuple<tensor<2xi32>, tuple<tensor<f32>>>) -> tensor<2xi32>
  %b = stablehlo.get_tuple_element %t[1] : (tuple<tensor<2xi32>, tuple<tensor<f32>>>) -> tuple<tensor<f32>>
  %r = stablehlo.tuple %b, %a : tuple<tuple<tensor<f32>>, tensor<2xi32>>
  return %r : tuple<tuple<tensor<f32>>, tensor<2xi32>>
}

func.func @tuples() {
  %x = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %y = stablehlo.constant dense<3.0> : tensor<f32>
  %i = stablehlo.tuple %y : tuple<tensor<f32>>
  %t = stablehlo.tuple %x, %i : tuple<tensor<2xi32>, tuple<tensor<f32>>>
  %s = call @swap(%t) : (tuple<tensor<2xi32>, tuple<tensor<f32>>>) -> tuple<tuple<tensor<f32>>, tensor<2xi32>>
  %a = stablehlo.get_tuple_element %s[1] : (tuple<tuple<tensor<f32>>, tensor<2xi32>>) -> tensor<2xi32>
  check.expect_eq %a, %x : tensor<2xi32>
  %k = stablehlo.create_token : !stablehlo.token
  %l = stablehlo.after_all %k, %k : !stablehlo.token
  return
}

func.func @bits() {
  %x = stablehlo.constant dense<[0x12345678, -1]> : tensor<2xi32>
  %0 = stablehlo.bitcast_convert %x : (tensor<2xi32>) -> tensor<2x8xi4>
  check.expect_eq_const %0, dense<[[-8, 7, 6, 5, 4, 3, 2, 1], [-1, -1, -1, -1, -1, -1, -1, -1]]> : tensor<2x8xi4>
  %1 = stablehlo.bitcast_convert %0 : (tensor<2x8xi4>) -> tensor<2xi32>
  check.expect_eq %1, %x : tensor<2xi32>
  %2 = stablehlo.constant dense<[true, false, true, false, false, false, false, true]> : tensor<8xi1>
  %3 = stablehlo.bitcast_convert %2 : (tensor<8xi1>) -> tensor<ui8>
  check.expect_eq_const %3, dense<133> : tensor<ui8>
  return
}

func.func @complex() {
  %i = stablehlo.constant dense<[3, -2]> : tensor<2xi32>
  %c = stablehlo.convert %i : (tensor<2xi32>) -> tensor<2xcomplex<f32>>
  check.expect_eq_const %c, dense<[(3.0, 0.0), (-2.0, 0.0)]> : tensor<2xcomplex<f32>>
  %d = stablehlo.constant dense<[(1.5, 2.0), (-2.5, 1.0)]> : tensor<2xcomplex<f32>>
  %0 = stablehlo.dot_general %c, %d, contracting_dims = [0] x [0] : (tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>) -> tensor<complex<f32>>
  check.expect_eq_const %0, dense<(9.5, 4.0)> : tensor<complex<f32>>
  %m = stablehlo.maximum %c, %d : tensor<2xcomplex<f32>>
  check.expect_eq_const %m, dense<[(3.0, 0.0), (-2.0, 0.0)]> : tensor<2xcomplex<f32>>
  // Each inverse undoes its function, here and beyond the cuts.
  %z = stablehlo.constant dense<[(0.5, -0.25), (2.0, 1.0e-3), (-3.0, 4.0), (1.0e-8, 1.0e-8)]> : tensor<4xcomplex<f64>>
  %1 = chlo.asin %z : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  %2 = stablehlo.sine %1 : tensor<4xcomplex<f64>>
  check.expect_almost_eq %2, %z, tolerance = 1.0e-13 : tensor<4xcomplex<f64>>
  %3 = chlo.acos %z : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  %4 = stablehlo.cosine %3 : tensor<4xcomplex<f64>>
  check.expect_almost_eq %4, %z, tolerance = 1.0e-13 : tensor<4xcomplex<f64>>
  %5 = chlo.atan %z : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  %6 = stablehlo.tan %5 : tensor<4xcomplex<f64>>
  check.expect_almost_eq %6, %z, tolerance = 1.0e-12 : tensor<4xcomplex<f64>>
  %7 = chlo.asinh %z : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  %8 = chlo.sinh %7 : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  check.expect_almost_eq %8, %z, tolerance = 1.0e-13 : tensor<4xcomplex<f64>>
  %9 = chlo.acosh %z : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  %10 = chlo.cosh %9 : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  check.expect_almost_eq %10, %z, tolerance = 1.0e-13 : tensor<4xcomplex<f64>>
  %11 = chlo.atanh %z : tensor<4xcomplex<f64>> -> tensor<4xcomplex<f64>>
  %12 = stablehlo.tanh %11 : tensor<4xcomplex<f64>>
  check.expect_almost_eq %12, %z, tolerance = 1.0e-12 : tensor<4xcomplex<f64>>
  return
}

// The state counts blocks of 64 bits; the zero key and counter are Threefry's published test vector.
func.func @random() {
  %s = stablehlo.constant dense<0> : tensor<2xui64>
  %t, %b = stablehlo.rng_bit_generator %s, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<1xui64>)
  check.expect_eq_const %t, dense<[0, 1]> : tensor<2xui64>
  check.expect_eq_const %b, dense<11077253088097075545> : tensor<1xui64>
  return
}

func.func @choice() {
  %f = arith.constant 7 : i32
  %a = stablehlo.constant dense<1> : tensor<i32>
  %b = stablehlo.constant dense<2> : tensor<i32>
  cf.switch %f : i32, [
    default: ^bb1(%a : tensor<i32>),
    5: ^bb1(%a : tensor<i32>),
    7: ^bb1(%b : tensor<i32>)
  ]
^bb1(%r: tensor<i32>):
  check.expect_eq %r, %b : tensor<i32>
  return
}
