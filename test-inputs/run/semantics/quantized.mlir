// RUN: fusec %s -run=conversions | FileCheck %s
// RUN: fusec %s -run=arithmetic | FileCheck %s
// RUN: fusec %s -run=products | FileCheck %s
// RUN: fusec %s -run=regions | FileCheck %s
// CHECK: on reference:

!q = !quant.uniform<i8:f32, 0.5:10>
!u4 = !quant.uniform<u4:f32, 2.0:3>
!narrow = !quant.uniform<i8<-100:100>:f32, 0.5:10>
!axis = !quant.uniform<i8:f32:1, {0.5:1, 2.0}>

func.func @conversions() {
  // 2.25 / 0.5 + 10 is 14.5, which is rounded to even; beyond the range numbers are clamped.
  %x = stablehlo.constant dense<[1.0, 2.25, -3.0, 1.0e9, -1.0e9, 0x7FC00000]> : tensor<6xf32>
  %q = stablehlo.uniform_quantize %x : (tensor<6xf32>) -> tensor<6x!q>
  %i = stablehlo.bitcast_convert %q : (tensor<6x!q>) -> tensor<6xi8>
  check.expect_eq_const %i, dense<[12, 14, 4, 127, -128, 0]> : tensor<6xi8>
  %f = stablehlo.uniform_dequantize %q : (tensor<6x!q>) -> tensor<6xf32>
  check.expect_eq_const %f, dense<[1.0, 2.0, -3.0, 58.5, -69.0, -5.0]> : tensor<6xf32>
  %n = stablehlo.uniform_quantize %q : (tensor<6x!q>) -> tensor<6x!narrow>
  %j = stablehlo.bitcast_convert %n : (tensor<6x!narrow>) -> tensor<6xi8>
  check.expect_eq_const %j, dense<[12, 14, 4, 100, -100, 0]> : tensor<6xi8>
  %u = stablehlo.uniform_quantize %x : (tensor<6xf32>) -> tensor<6x!u4>
  %k = stablehlo.bitcast_convert %u : (tensor<6x!u4>) -> tensor<6xui4>
  check.expect_eq_const %k, dense<[4, 4, 2, 15, 0, 0]> : tensor<6xui4>
  %y = stablehlo.constant dense<[[1.0, 8.0], [-1.0, 3.0]]> : tensor<2x2xf32>
  %a = stablehlo.uniform_quantize %y : (tensor<2x2xf32>) -> tensor<2x2x!axis>
  %l = stablehlo.bitcast_convert %a : (tensor<2x2x!axis>) -> tensor<2x2xi8>
  check.expect_eq_const %l, dense<[[3, 4], [-1, 2]]> : tensor<2x2xi8>
  return
}

func.func @arithmetic() {
  %x = stablehlo.constant dense<[1.0, 2.0, -3.0]> : tensor<3xf32>
  %q = stablehlo.uniform_quantize %x : (tensor<3xf32>) -> tensor<3x!q>
  %s = stablehlo.add %q, %q : (tensor<3x!q>, tensor<3x!q>) -> tensor<3x!u4>
  %i = stablehlo.bitcast_convert %s : (tensor<3x!u4>) -> tensor<3xui4>
  check.expect_eq_const %i, dense<[4, 5, 0]> : tensor<3xui4>
  %a = stablehlo.abs %q : tensor<3x!q>
  %j = stablehlo.bitcast_convert %a : (tensor<3x!q>) -> tensor<3xi8>
  check.expect_eq_const %j, dense<[12, 14, 16]> : tensor<3xi8>
  %c = stablehlo.compare LT, %q, %a : (tensor<3x!q>, tensor<3x!q>) -> tensor<3xi1>
  check.expect_eq_const %c, dense<[false, false, true]> : tensor<3xi1>
  return
}

func.func @products() {
  %x = stablehlo.constant dense<[[1.0, 2.0], [3.0, -1.0]]> : tensor<2x2xf32>
  %q = stablehlo.uniform_quantize %x : (tensor<2x2xf32>) -> tensor<2x2x!q>
  %d = stablehlo.dot_general %q, %q, contracting_dims = [1] x [0] : (tensor<2x2x!q>, tensor<2x2x!q>) -> tensor<2x2x!q>
  %f = stablehlo.uniform_dequantize %d : (tensor<2x2x!q>) -> tensor<2x2xf32>
  check.expect_eq_const %f, dense<[[7.0, 0.0], [0.0, 7.0]]> : tensor<2x2xf32>
  %h = stablehlo.dot_general %x, %q, contracting_dims = [1] x [0] : (tensor<2x2xf32>, tensor<2x2x!q>) -> tensor<2x2xf32>
  check.expect_eq_const %h, dense<[[7.0, 0.0], [0.0, 7.0]]> : tensor<2x2xf32>
  return
}

// Ops that move values move the stored integers; a region computes on quantized scalars.
func.func @regions() {
  %x = stablehlo.constant dense<[[1.0, 2.0], [3.0, -1.0]]> : tensor<2x2xf32>
  %q = stablehlo.uniform_quantize %x : (tensor<2x2xf32>) -> tensor<2x2x!q>
  %t = stablehlo.transpose %q, dims = [1, 0] : (tensor<2x2x!q>) -> tensor<2x2x!q>
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %p = stablehlo.uniform_quantize %z : (tensor<f32>) -> tensor<!q>
  %r = "stablehlo.reduce"(%t, %p) <{dimensions = array<i64: 1>}> ({
  ^bb0(%a: tensor<!q>, %b: tensor<!q>):
    %s = stablehlo.add %a, %b : tensor<!q>
    stablehlo.return %s : tensor<!q>
  }) : (tensor<2x2x!q>, tensor<!q>) -> tensor<2x!q>
  %i = stablehlo.bitcast_convert %r : (tensor<2x!q>) -> tensor<2xi8>
  check.expect_eq_const %i, dense<[18, 12]> : tensor<2xi8>
  return
}
