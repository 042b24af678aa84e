// Sums of 16-bit floats in C are rounded once, as in the reference: 1000 ones are 1000, and 5000 of f16 are 5000.
// REQUIRES: clang
// RUN: fusec %s -target=cpu -passes=kernels -run=rows -on=native -seed=1 -atol=0 -rtol=0 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=halves -on=native -seed=1 -atol=0 -rtol=0 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=columns -on=native -seed=1 -atol=0 -rtol=0 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=mixed -on=native -seed=3 -atol=0 -rtol=0 | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -run=squares -on=native -seed=3 -atol=0 -rtol=0 | FileCheck %s
// RUN: fusec %s -run=rows -on=native -seed=1 -atol=0 -rtol=0 | FileCheck %s
// RUN: fusec %s -run=windows -on=native -seed=3 -atol=0 -rtol=0 | FileCheck %s
// RUN: fusec %s -passes=import -run=columns -on=native -seed=1 -atol=0 -rtol=0 | FileCheck %s
// RUN: fusec %s -passes=import -run=mixed -on=native -seed=3 -atol=0 -rtol=0 | FileCheck %s
// CHECK-NOT: DIFFERS
// CHECK: agree
// CHECK-NOT: DIFFERS

func.func @rows(%x: tensor<3x1000xbf16>) -> tensor<3xbf16> {
  %zero = stablehlo.constant dense<0.0> : tensor<bf16>
  %ones = stablehlo.constant dense<1.0> : tensor<3x1000xbf16>
  %none = stablehlo.constant dense<0.0> : tensor<3x1000xbf16>
  %a = stablehlo.multiply %x, %none : tensor<3x1000xbf16>
  %y = stablehlo.add %a, %ones : tensor<3x1000xbf16>
  %r = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<3x1000xbf16>, tensor<bf16>) -> tensor<3xbf16>
  return %r : tensor<3xbf16>
}

func.func @halves(%x: tensor<3x5000xf16>) -> tensor<3xf16> {
  %zero = stablehlo.constant dense<0.0> : tensor<f16>
  %ones = stablehlo.constant dense<1.0> : tensor<3x5000xf16>
  %none = stablehlo.constant dense<0.0> : tensor<3x5000xf16>
  %a = stablehlo.multiply %x, %none : tensor<3x5000xf16>
  %y = stablehlo.add %a, %ones : tensor<3x5000xf16>
  %r = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<3x5000xf16>, tensor<f16>) -> tensor<3xf16>
  return %r : tensor<3xf16>
}

func.func @columns(%x: tensor<1000x20xbf16>) -> tensor<20xbf16> {
  %zero = stablehlo.constant dense<0.0> : tensor<bf16>
  %ones = stablehlo.constant dense<1.0> : tensor<1000x20xbf16>
  %none = stablehlo.constant dense<0.0> : tensor<1000x20xbf16>
  %a = stablehlo.multiply %x, %none : tensor<1000x20xbf16>
  %y = stablehlo.add %a, %ones : tensor<1000x20xbf16>
  %r = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<1000x20xbf16>, tensor<bf16>) -> tensor<20xbf16>
  return %r : tensor<20xbf16>
}

// What is summed is stored as well, so that one loop has a result inside of it and one outside.
func.func @mixed(%x: tensor<7x35xbf16>, %b: tensor<35xbf16>) -> (tensor<7x35xbf16>, tensor<7xbf16>) {
  %zero = stablehlo.constant dense<0.0> : tensor<bf16>
  %bb = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<35xbf16>) -> tensor<7x35xbf16>
  %a = stablehlo.add %x, %bb : tensor<7x35xbf16>
  %r = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<7x35xbf16>, tensor<bf16>) -> tensor<7xbf16>
  %rb = stablehlo.broadcast_in_dim %r, dims = [0] : (tensor<7xbf16>) -> tensor<7x35xbf16>
  %o = stablehlo.subtract %a, %rb : tensor<7x35xbf16>
  return %o, %r : tensor<7x35xbf16>, tensor<7xbf16>
}

// What is added keeps its own rounding.
func.func @squares(%x: tensor<7x35xbf16>) -> tensor<7xbf16> {
  %zero = stablehlo.constant dense<0.0> : tensor<bf16>
  %a = stablehlo.multiply %x, %x : tensor<7x35xbf16>
  %r = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<7x35xbf16>, tensor<bf16>) -> tensor<7xbf16>
  return %r : tensor<7xbf16>
}

func.func @windows(%x: tensor<64xbf16>) -> tensor<33xbf16> {
  %zero = stablehlo.constant dense<0.0> : tensor<bf16>
  %r = "stablehlo.reduce_window"(%x, %zero) <{window_dimensions = array<i64: 32>}> ({
  ^bb0(%a: tensor<bf16>, %b: tensor<bf16>):
    %s = stablehlo.add %a, %b : tensor<bf16>
    stablehlo.return %s : tensor<bf16>
  }) : (tensor<64xbf16>, tensor<bf16>) -> tensor<33xbf16>
  return %r : tensor<33xbf16>
}
