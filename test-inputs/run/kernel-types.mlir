// Kernels on elements of all kinds, with odd extents, other orders and indices, give as C what the reference gives.
// REQUIRES: clang
// RUN: fusec %s -passes=kernels -run=doubles -on=native -seed=1 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=halves -on=native -seed=2 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=integers -on=native -seed=3 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=truths -on=native -seed=4 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=orders -on=native -seed=5 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=indices -on=native -seed=6 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=columns -on=native -seed=7 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=limits -on=native -seed=8 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=empty -on=native -seed=9 | FileCheck %s
// RUN: fusec %s -passes=kernels -emit=c:%t.c
// RUN: clang -std=c11 -Wall -Wextra -Werror -O1 -fsanitize=undefined -fsyntax-only %t.c
// CHECK: C program
// CHECK-NOT: DIFFERS

func.func @doubles(%x: tensor<5x19xf64>) -> tensor<5x19xf64> {
  %low = stablehlo.constant dense<0xFFF0000000000000> : tensor<f64>
  %zero = stablehlo.constant dense<0.0> : tensor<f64>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<5x19xf64>, tensor<f64>) -> tensor<5xf64>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<5xf64>) -> tensor<5x19xf64>
  %d = stablehlo.subtract %x, %mb : tensor<5x19xf64>
  %e = stablehlo.exponential %d : tensor<5x19xf64>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<5x19xf64>, tensor<f64>) -> tensor<5xf64>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<5xf64>) -> tensor<5x19xf64>
  %r = stablehlo.divide %e, %sb : tensor<5x19xf64>
  return %r : tensor<5x19xf64>
}

func.func @halves(%x: tensor<3x35xbf16>, %y: tensor<3x35xf16>) -> (tensor<3x35xbf16>, tensor<3x35xf16>, tensor<3xf32>) {
  %a = stablehlo.multiply %x, %x : tensor<3x35xbf16>
  %b = stablehlo.tanh %a : tensor<3x35xbf16>
  %c = stablehlo.add %y, %y : tensor<3x35xf16>
  %f = stablehlo.convert %c : (tensor<3x35xf16>) -> tensor<3x35xf32>
  %g = stablehlo.convert %b : (tensor<3x35xbf16>) -> tensor<3x35xf32>
  %h = stablehlo.multiply %f, %g : tensor<3x35xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %s = stablehlo.reduce(%h init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<3x35xf32>, tensor<f32>) -> tensor<3xf32>
  return %b, %c, %s : tensor<3x35xbf16>, tensor<3x35xf16>, tensor<3xf32>
}

func.func @integers(%x: tensor<4x33xi8>, %y: tensor<4x33xi32>, %z: tensor<4x33xi64>, %u: tensor<4x33xui16>)
    -> (tensor<4x33xi8>, tensor<4xi32>, tensor<4x33xi64>, tensor<4x33xui16>, tensor<33xi64>) {
  %a = stablehlo.multiply %x, %x : tensor<4x33xi8>
  %w = stablehlo.convert %a : (tensor<4x33xi8>) -> tensor<4x33xi32>
  %b = stablehlo.add %w, %y : tensor<4x33xi32>
  %low = stablehlo.constant dense<-2147483648> : tensor<i32>
  %m = stablehlo.reduce(%b init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<4x33xi32>, tensor<i32>) -> tensor<4xi32>
  %p = stablehlo.compare GT, %b, %y : (tensor<4x33xi32>, tensor<4x33xi32>) -> tensor<4x33xi1>
  %n = stablehlo.negate %z : tensor<4x33xi64>
  %c = stablehlo.select %p, %z, %n : tensor<4x33xi1>, tensor<4x33xi64>
  %v = stablehlo.divide %u, %u : tensor<4x33xui16>
  %zero = stablehlo.constant dense<0> : tensor<i64>
  %s = stablehlo.reduce(%c init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<4x33xi64>, tensor<i64>) -> tensor<33xi64>
  return %a, %m, %c, %v, %s : tensor<4x33xi8>, tensor<4xi32>, tensor<4x33xi64>, tensor<4x33xui16>, tensor<33xi64>
}

func.func @truths(%x: tensor<6x21xf32>, %y: tensor<6x21xi1>) -> (tensor<6x21xi1>, tensor<6xi1>, tensor<6x21xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<6x21xf32>
  %p = stablehlo.compare LT, %x, %zero : (tensor<6x21xf32>, tensor<6x21xf32>) -> tensor<6x21xi1>
  %q = stablehlo.xor %p, %y : tensor<6x21xi1>
  %no = stablehlo.constant dense<false> : tensor<i1>
  %any = stablehlo.reduce(%q init: %no) applies stablehlo.or across dimensions = [1] : (tensor<6x21xi1>, tensor<i1>) -> tensor<6xi1>
  %n = stablehlo.not %q : tensor<6x21xi1>
  %s = stablehlo.select %n, %x, %zero : tensor<6x21xi1>, tensor<6x21xf32>
  return %n, %any, %s : tensor<6x21xi1>, tensor<6xi1>, tensor<6x21xf32>
}

func.func @orders(%x: tensor<7x18x5xf32>, %y: tensor<5x18x7xf32>) -> (tensor<5x18x7xf32>, tensor<18x35xf32>) {
  %t = stablehlo.transpose %x, dims = [2, 1, 0] : (tensor<7x18x5xf32>) -> tensor<5x18x7xf32>
  %a = stablehlo.add %t, %y : tensor<5x18x7xf32>
  %r = stablehlo.reverse %a, dims = [1] : tensor<5x18x7xf32>
  %s = stablehlo.transpose %r, dims = [1, 0, 2] : (tensor<5x18x7xf32>) -> tensor<18x5x7xf32>
  %e = stablehlo.exponential %s : tensor<18x5x7xf32>
  %f = stablehlo.reshape %e : (tensor<18x5x7xf32>) -> tensor<18x35xf32>
  return %a, %f : tensor<5x18x7xf32>, tensor<18x35xf32>
}

func.func @indices(%x: tensor<9x17xf32>) -> (tensor<9x17xf32>, tensor<9xf32>) {
  %i = stablehlo.iota dim = 1 : tensor<9x17xi32>
  %j = stablehlo.iota dim = 0 : tensor<9x17xi32>
  %p = stablehlo.compare LE, %i, %j : (tensor<9x17xi32>, tensor<9x17xi32>) -> tensor<9x17xi1>
  %zero = stablehlo.constant dense<0.0> : tensor<9x17xf32>
  %m = stablehlo.select %p, %x, %zero : tensor<9x17xi1>, tensor<9x17xf32>
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %s = stablehlo.reduce(%m init: %z) applies stablehlo.add across dimensions = [1] : (tensor<9x17xf32>, tensor<f32>) -> tensor<9xf32>
  return %m, %s : tensor<9x17xf32>, tensor<9xf32>
}

func.func @columns(%x: tensor<40x19xf32>) -> (tensor<19xf32>, tensor<19xf32>, tensor<f32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %a = stablehlo.multiply %x, %x : tensor<40x19xf32>
  %s = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<40x19xf32>, tensor<f32>) -> tensor<19xf32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [0] : (tensor<40x19xf32>, tensor<f32>) -> tensor<19xf32>
  %t = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<40x19xf32>, tensor<f32>) -> tensor<f32>
  %r = stablehlo.sqrt %t : tensor<f32>
  return %s, %m, %r : tensor<19xf32>, tensor<19xf32>, tensor<f32>
}

// Division by zero, logarithms of negative numbers and exponentials of large ones: infinities and what is no number.
func.func @limits(%x: tensor<3x20xf32>) -> (tensor<3x20xf32>, tensor<3x20xf32>, tensor<3x20xf32>, tensor<3xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<3x20xf32>
  %big = stablehlo.constant dense<1.0e+30> : tensor<3x20xf32>
  %a = stablehlo.divide %x, %zero : tensor<3x20xf32>
  %b = stablehlo.log %x : tensor<3x20xf32>
  %c = stablehlo.multiply %x, %big : tensor<3x20xf32>
  %d = stablehlo.exponential %c : tensor<3x20xf32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %m = stablehlo.reduce(%b init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<3x20xf32>, tensor<f32>) -> tensor<3xf32>
  return %a, %b, %d, %m : tensor<3x20xf32>, tensor<3x20xf32>, tensor<3x20xf32>, tensor<3xf32>
}

// Tensors without elements.
func.func @empty(%x: tensor<6x0xf32>, %y: tensor<0x7xf32>) -> (tensor<6x0xf32>, tensor<6xf32>, tensor<0xf32>, tensor<7xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %s = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<6x0xf32>, tensor<f32>) -> tensor<6xf32>
  %b = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<6xf32>) -> tensor<6x0xf32>
  %d = stablehlo.add %x, %b : tensor<6x0xf32>
  %t = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<0x7xf32>, tensor<f32>) -> tensor<0xf32>
  %u = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<0x7xf32>, tensor<f32>) -> tensor<7xf32>
  return %d, %s, %t, %u : tensor<6x0xf32>, tensor<6xf32>, tensor<0xf32>, tensor<7xf32>
}
