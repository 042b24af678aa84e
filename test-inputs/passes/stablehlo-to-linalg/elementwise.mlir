// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -run=integers -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=types -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=precision -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=clamps -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// Quotients are guarded against 0 and overflow, unless the divisor is known to be neither; shifts against large amounts.
// CHECK-LABEL: func.func @integers
// CHECK: linalg.generic
// CHECK: arith.cmpi eq
// CHECK: arith.divsi
// CHECK-NEXT: arith.select
// CHECK: arith.remsi
// CHECK: linalg.generic
// CHECK-NEXT: ^bb0
// CHECK-NEXT: %[[C:.*]] = arith.constant -5 : i32
// CHECK-NEXT: arith.divsi %{{.*}}, %[[C]] : i32
// CHECK-NEXT: linalg.yield
func.func @integers(%a: tensor<64xi32>, %b: tensor<64xi32>) -> (tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>) {
  %c = stablehlo.constant dense<-5> : tensor<64xi32>
  %z = stablehlo.constant dense<0> : tensor<64xi32>
  %min = stablehlo.constant dense<-2147483648> : tensor<64xi32>
  %m1 = stablehlo.constant dense<-1> : tensor<64xi32>
  %k = stablehlo.constant dense<40> : tensor<64xi32>
  %0 = stablehlo.divide %a, %b : tensor<64xi32>
  %1 = stablehlo.remainder %a, %b : tensor<64xi32>
  %2 = stablehlo.divide %a, %c : tensor<64xi32>
  %3 = stablehlo.divide %a, %z : tensor<64xi32>
  %4 = stablehlo.remainder %a, %z : tensor<64xi32>
  %5 = stablehlo.divide %min, %m1 : tensor<64xi32>
  %6 = stablehlo.shift_left %a, %b : tensor<64xi32>
  %7 = stablehlo.shift_right_arithmetic %a, %k : tensor<64xi32>
  %8 = stablehlo.shift_right_logical %a, %b : tensor<64xi32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>, tensor<64xi32>
}

// CHECK-LABEL: func.func @types
// CHECK: arith.cmpf une
// CHECK: arith.uitofp %{{.*}} : i1 to f32
// CHECK: arith.extsi %{{.*}} : i8 to i32
// CHECK: arith.extf %{{.*}} : bf16 to f32
// CHECK-NEXT: arith.truncf %{{.*}} : f32 to f16
// CHECK: arith.cmpi ne
// CHECK: arith.extui %{{.*}} : i1 to i8
// CHECK: arith.sitofp %{{.*}} : i8 to f64
// CHECK: arith.bitcast %{{.*}} : f32 to i32
func.func @types(%a: tensor<32xf32>, %b: tensor<32xi8>, %p: tensor<32xi1>, %h: tensor<32xbf16>) -> (tensor<32xi1>, tensor<32xf32>, tensor<32xi32>, tensor<32xf16>, tensor<32xi1>, tensor<32xi8>, tensor<32xf64>, tensor<32xi64>, tensor<32xi32>, tensor<32xf32>, tensor<32xi1>) {
  %0 = stablehlo.convert %a : (tensor<32xf32>) -> tensor<32xi1>
  %1 = stablehlo.convert %p : (tensor<32xi1>) -> tensor<32xf32>
  %2 = stablehlo.convert %b : (tensor<32xi8>) -> tensor<32xi32>
  %3 = stablehlo.convert %h : (tensor<32xbf16>) -> tensor<32xf16>
  %4 = stablehlo.convert %b : (tensor<32xi8>) -> tensor<32xi1>
  %5 = stablehlo.convert %p : (tensor<32xi1>) -> tensor<32xi8>
  %6 = stablehlo.convert %b : (tensor<32xi8>) -> tensor<32xf64>
  %7 = stablehlo.convert %b : (tensor<32xi8>) -> tensor<32xi64>
  %8 = stablehlo.bitcast_convert %a : (tensor<32xf32>) -> tensor<32xi32>
  %9 = stablehlo.reduce_precision %a, format = e4m3 : tensor<32xf32>
  %n = stablehlo.negate %a : tensor<32xf32>
  %10 = stablehlo.compare LT, %a, %n, TOTALORDER : (tensor<32xf32>, tensor<32xf32>) -> tensor<32xi1>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10 : tensor<32xi1>, tensor<32xf32>, tensor<32xi32>, tensor<32xf16>, tensor<32xi1>, tensor<32xi8>, tensor<32xf64>, tensor<32xi64>, tensor<32xi32>, tensor<32xf32>, tensor<32xi1>
}

// CHECK-LABEL: func.func @precision
// CHECK: math.isfinite
// CHECK: math.copysign
// CHECK: arith.cmpi slt
func.func @precision() -> (tensor<10xf32>, tensor<10xf32>, tensor<10xi1>) {
  %a = stablehlo.constant dense<[0.0, -0.0, 1.0e-9, 448.0, 464.0, 1.0e10, 0xFF800000, 0x7FC00000, 0.0625, -3.3]> : tensor<10xf32>
  %o = stablehlo.optimization_barrier %a : tensor<10xf32>
  %0 = stablehlo.reduce_precision %o, format = e4m3 : tensor<10xf32>
  %1 = stablehlo.sign %o : tensor<10xf32>
  %n = stablehlo.negate %o : tensor<10xf32>
  %2 = stablehlo.compare LT, %o, %n, TOTALORDER : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xi1>
  return %0, %1, %2 : tensor<10xf32>, tensor<10xf32>, tensor<10xi1>
}

// A scalar is read through a map without results.
// CHECK-LABEL: func.func @clamps
// CHECK: linalg.generic {indexing_maps = [#[[S:[a-z0-9]+]], #[[I:[a-z0-9]+]], #[[I]], #[[I]]]
// CHECK: arith.maximumf
// CHECK-NEXT: arith.minimumf
// CHECK: arith.select
// CHECK: arith.ori
func.func @clamps(%a: tensor<8x4xf32>, %lo: tensor<f32>, %hi: tensor<8x4xf32>, %p: tensor<i1>, %i: tensor<8x4xi1>) -> (tensor<8x4xf32>, tensor<8x4xf32>, tensor<8x4xi1>) {
  %0 = stablehlo.clamp %lo, %a, %hi : (tensor<f32>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = stablehlo.select %p, %a, %hi : (tensor<i1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
  %2 = stablehlo.maximum %i, %i : tensor<8x4xi1>
  return %0, %1, %2 : tensor<8x4xf32>, tensor<8x4xf32>, tensor<8x4xi1>
}
