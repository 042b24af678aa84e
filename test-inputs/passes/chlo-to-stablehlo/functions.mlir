// RUN: fusec %s -pretty -passes=chlo-to-stablehlo | FileCheck %s
// RUN: fusec %s -pretty -passes='chlo-to-stablehlo{keep-math=true}' | FileCheck %s --check-prefix=MATH
// RUN: fusec %s -passes=chlo-to-stablehlo -run=single -seed=2 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=chlo-to-stablehlo -run=double -seed=2 -rtol=1e-11 -atol=1e-12 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=chlo-to-stablehlo -run=narrow -seed=2 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=chlo-to-stablehlo -run=special -seed=2 -rtol=2e-5 -atol=2e-5 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=chlo-to-stablehlo -run=neighbours -seed=2 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=chlo-to-stablehlo -run=questions -seed=2 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// Every function becomes ops of StableHLO; those of the math dialect stay with keep-math.
// CHECK-NOT: chlo.
// MATH-LABEL: func.func @single
// MATH: chlo.erf %
// MATH: chlo.erfc %
// MATH-NOT: chlo.erf_inv
// MATH: chlo.sinh
func.func @single(%x: tensor<64xf32>) -> (tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>) {
  %0 = chlo.erf %x : tensor<64xf32> -> tensor<64xf32>
  %1 = chlo.erfc %x : tensor<64xf32> -> tensor<64xf32>
  %2 = chlo.erf_inv %x : tensor<64xf32> -> tensor<64xf32>
  %3 = chlo.sinh %x : tensor<64xf32> -> tensor<64xf32>
  %4 = chlo.cosh %x : tensor<64xf32> -> tensor<64xf32>
  %5 = chlo.asin %x : tensor<64xf32> -> tensor<64xf32>
  %6 = chlo.acos %x : tensor<64xf32> -> tensor<64xf32>
  %7 = chlo.atan %x : tensor<64xf32> -> tensor<64xf32>
  %8 = chlo.acosh %x : tensor<64xf32> -> tensor<64xf32>
  %9 = chlo.asinh %x : tensor<64xf32> -> tensor<64xf32>
  %10 = chlo.atanh %x : tensor<64xf32> -> tensor<64xf32>
  %11 = chlo.square %x : tensor<64xf32> -> tensor<64xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>
}

// CHECK-LABEL: func.func @double
// CHECK-NOT: f32
// CHECK: return
func.func @double(%x: tensor<64xf64>) -> (tensor<64xf64>, tensor<64xf64>, tensor<64xf64>, tensor<64xf64>) {
  %0 = chlo.erf %x : tensor<64xf64> -> tensor<64xf64>
  %1 = chlo.erfc %x : tensor<64xf64> -> tensor<64xf64>
  %2 = chlo.erf_inv %x : tensor<64xf64> -> tensor<64xf64>
  %3 = chlo.sinh %x : tensor<64xf64> -> tensor<64xf64>
  return %0, %1, %2, %3 : tensor<64xf64>, tensor<64xf64>, tensor<64xf64>, tensor<64xf64>
}

// Narrow floats are computed in f32.
// CHECK-LABEL: func.func @narrow
// CHECK-NEXT: stablehlo.convert %{{.*}} : (tensor<64xbf16>) -> tensor<64xf32>
// CHECK: stablehlo.convert %{{.*}} : (tensor<64xf32>) -> tensor<64xbf16>
// CHECK-NEXT: return
func.func @narrow(%x: tensor<64xbf16>) -> tensor<64xbf16> {
  %0 = chlo.erf %x : tensor<64xbf16> -> tensor<64xbf16>
  return %0 : tensor<64xbf16>
}

// CHECK-LABEL: func.func @special
func.func @special(%x: tensor<64xf32>) -> (tensor<64xf32>, tensor<64xf32>) {
  %0 = chlo.lgamma %x : tensor<64xf32> -> tensor<64xf32>
  %1 = chlo.digamma %x : tensor<64xf32> -> tensor<64xf32>
  return %0, %1 : tensor<64xf32>, tensor<64xf32>
}

// Zeros, equal numbers, signs and NaN of next_after.
// CHECK-LABEL: func.func @neighbours
func.func @neighbours(%x: tensor<8xf32>, %y: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf64>) {
  %a = stablehlo.constant dense<[0.0, -0.0, 1.0, -1.0, 0x7FC00000, 2.0, 0x7F7FFFFF, 1.0e-45]> : tensor<8xf32>
  %b = stablehlo.constant dense<[1.0, 0.0, 0.5, 1.0, 1.0, 2.0, 0x7F800000, 0.0]> : tensor<8xf32>
  %0 = chlo.next_after %a, %b : tensor<8xf32>, tensor<8xf32> -> tensor<8xf32>
  %1 = chlo.next_after %x, %y : tensor<8xf32>, tensor<8xf32> -> tensor<8xf32>
  %c = stablehlo.convert %x : (tensor<8xf32>) -> tensor<8xf64>
  %d = stablehlo.convert %y : (tensor<8xf32>) -> tensor<8xf64>
  %2 = chlo.next_after %c, %d : tensor<8xf64>, tensor<8xf64> -> tensor<8xf64>
  return %0, %1, %2 : tensor<8xf32>, tensor<8xf32>, tensor<8xf64>
}

// CHECK-LABEL: func.func @questions
// CHECK: stablehlo.compare EQ
// CHECK: stablehlo.constant dense<5.000000e+00> : tensor<4xf32>
// CHECK: return
func.func @questions() -> (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xf32>, tensor<2xf32>) {
  %a = stablehlo.constant dense<[0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<4xf32>
  %0 = chlo.is_inf %a : tensor<4xf32> -> tensor<4xi1>
  %1 = chlo.is_pos_inf %a : tensor<4xf32> -> tensor<4xi1>
  %2 = chlo.is_neg_inf %a : tensor<4xf32> -> tensor<4xi1>
  %3 = "chlo.constant_like"(%a) <{value = 5.0 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
  %4 = chlo.constant dense<[1.0, 2.0]> : tensor<2xf32>
  return %0, %1, %2, %3, %4 : tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xf32>, tensor<2xf32>
}
