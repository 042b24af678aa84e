// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

func.func @math(%f: f32, %t: tensor<4xbf16>, %n: i32, %m: i64) {
  %u0 = math.absf %f : f32
  %u1 = math.acos %f : f32
  %u2 = math.acosh %f : f32
  %u3 = math.asin %f : f32
  %u4 = math.asinh %f : f32
  %u5 = math.atan %f : f32
  %u6 = math.atanh %f : f32
  %u7 = math.cbrt %f : f32
  %u8 = math.ceil %f : f32
  %u9 = math.cos %f : f32
  %u10 = math.cosh %f : f32
  %u11 = math.erf %f : f32
  %u12 = math.erfc %f : f32
  %u13 = math.exp %f : f32
  %u14 = math.exp2 %f : f32
  %u15 = math.expm1 %f : f32
  %u16 = math.floor %f : f32
  %u17 = math.log %f : f32
  %u18 = math.log10 %f : f32
  %u19 = math.log1p %f : f32
  %u20 = math.log2 %f : f32
  %u21 = math.round %f : f32
  %u22 = math.roundeven %f : f32
  %u23 = math.rsqrt %f : f32
  %u24 = math.sin %f : f32
  %u25 = math.sinh %f : f32
  %u26 = math.sqrt %f : f32
  %u27 = math.tan %f : f32
  %u28 = math.tanh %f : f32
  %u29 = math.trunc %f : f32
  %u30 = math.isfinite %f : f32
  %u31 = math.isinf %f : f32
  %u32 = math.isnan %f : f32
  %u33 = math.isnormal %f : f32
  %b0 = math.atan2 %f, %f : f32
  %b1 = math.copysign %f, %f : f32
  %b2 = math.powf %f, %f : f32
  %i0 = math.absi %n : i32
  %i1 = math.ctlz %n : i32
  %i2 = math.cttz %n : i32
  %i3 = math.ctpop %n : i32
  %x0 = math.fma %f, %f, %f : f32
  %x1 = math.ipowi %n, %n : i32
  %x2 = math.fpowi %f, %m : f32, i64
  %x3 = math.exp %t fastmath<afn> {k = 1} : tensor<4xbf16>
  %x4 = math.isnan %t {fastmath = #arith.fastmath<nnan>} : tensor<4xbf16>
  %x5 = math.powf %f, %f fastmath<fast> : f32
  return
}

// CHECK: module {
// CHECK-NEXT:   func.func @math(%arg0: f32, %arg1: tensor<4xbf16>, %arg2: i32, %arg3: i64) {
// CHECK-NEXT:     %0 = math.absf %arg0 : f32
// CHECK-NEXT:     %1 = math.acos %arg0 : f32
// CHECK-NEXT:     %2 = math.acosh %arg0 : f32
// CHECK-NEXT:     %3 = math.asin %arg0 : f32
// CHECK-NEXT:     %4 = math.asinh %arg0 : f32
// CHECK-NEXT:     %5 = math.atan %arg0 : f32
// CHECK-NEXT:     %6 = math.atanh %arg0 : f32
// CHECK-NEXT:     %7 = math.cbrt %arg0 : f32
// CHECK-NEXT:     %8 = math.ceil %arg0 : f32
// CHECK-NEXT:     %9 = math.cos %arg0 : f32
// CHECK-NEXT:     %10 = math.cosh %arg0 : f32
// CHECK-NEXT:     %11 = math.erf %arg0 : f32
// CHECK-NEXT:     %12 = math.erfc %arg0 : f32
// CHECK-NEXT:     %13 = math.exp %arg0 : f32
// CHECK-NEXT:     %14 = math.exp2 %arg0 : f32
// CHECK-NEXT:     %15 = math.expm1 %arg0 : f32
// CHECK-NEXT:     %16 = math.floor %arg0 : f32
// CHECK-NEXT:     %17 = math.log %arg0 : f32
// CHECK-NEXT:     %18 = math.log10 %arg0 : f32
// CHECK-NEXT:     %19 = math.log1p %arg0 : f32
// CHECK-NEXT:     %20 = math.log2 %arg0 : f32
// CHECK-NEXT:     %21 = math.round %arg0 : f32
// CHECK-NEXT:     %22 = math.roundeven %arg0 : f32
// CHECK-NEXT:     %23 = math.rsqrt %arg0 : f32
// CHECK-NEXT:     %24 = math.sin %arg0 : f32
// CHECK-NEXT:     %25 = math.sinh %arg0 : f32
// CHECK-NEXT:     %26 = math.sqrt %arg0 : f32
// CHECK-NEXT:     %27 = math.tan %arg0 : f32
// CHECK-NEXT:     %28 = math.tanh %arg0 : f32
// CHECK-NEXT:     %29 = math.trunc %arg0 : f32
// CHECK-NEXT:     %30 = math.isfinite %arg0 : f32
// CHECK-NEXT:     %31 = math.isinf %arg0 : f32
// CHECK-NEXT:     %32 = math.isnan %arg0 : f32
// CHECK-NEXT:     %33 = math.isnormal %arg0 : f32
// CHECK-NEXT:     %34 = math.atan2 %arg0, %arg0 : f32
// CHECK-NEXT:     %35 = math.copysign %arg0, %arg0 : f32
// CHECK-NEXT:     %36 = math.powf %arg0, %arg0 : f32
// CHECK-NEXT:     %37 = math.absi %arg2 : i32
// CHECK-NEXT:     %38 = math.ctlz %arg2 : i32
// CHECK-NEXT:     %39 = math.cttz %arg2 : i32
// CHECK-NEXT:     %40 = math.ctpop %arg2 : i32
// CHECK-NEXT:     %41 = math.fma %arg0, %arg0, %arg0 : f32
// CHECK-NEXT:     %42 = math.ipowi %arg2, %arg2 : i32
// CHECK-NEXT:     %43 = math.fpowi %arg0, %arg3 : f32, i64
// CHECK-NEXT:     %44 = math.exp %arg1 fastmath<afn> {k = 1 : i64} : tensor<4xbf16>
// CHECK-NEXT:     %45 = math.isnan %arg1 {fastmath = #arith.fastmath<nnan>} : tensor<4xbf16>
// CHECK-NEXT:     %46 = math.powf %arg0, %arg0 fastmath<fast> : f32
// CHECK-NEXT:     return
// CHECK-NEXT:   }
// CHECK-NEXT: }
// GENERIC: "builtin.module"() ({
// GENERIC-NEXT:   "func.func"() <{function_type = (f32, tensor<4xbf16>, i32, i64) -> (), sym_name = "math"}> ({
// GENERIC-NEXT:   ^bb0(%arg0: f32, %arg1: tensor<4xbf16>, %arg2: i32, %arg3: i64):
// GENERIC-NEXT:     %0 = "math.absf"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %1 = "math.acos"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %2 = "math.acosh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %3 = "math.asin"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %4 = "math.asinh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %5 = "math.atan"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %6 = "math.atanh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %7 = "math.cbrt"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %8 = "math.ceil"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %9 = "math.cos"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %10 = "math.cosh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %11 = "math.erf"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %12 = "math.erfc"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %13 = "math.exp"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %14 = "math.exp2"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %15 = "math.expm1"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %16 = "math.floor"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %17 = "math.log"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %18 = "math.log10"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %19 = "math.log1p"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %20 = "math.log2"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %21 = "math.round"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %22 = "math.roundeven"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %23 = "math.rsqrt"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %24 = "math.sin"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %25 = "math.sinh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %26 = "math.sqrt"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %27 = "math.tan"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %28 = "math.tanh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %29 = "math.trunc"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:     %30 = "math.isfinite"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> i1
// GENERIC-NEXT:     %31 = "math.isinf"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> i1
// GENERIC-NEXT:     %32 = "math.isnan"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> i1
// GENERIC-NEXT:     %33 = "math.isnormal"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> i1
// GENERIC-NEXT:     %34 = "math.atan2"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %35 = "math.copysign"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %36 = "math.powf"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:     %37 = "math.absi"(%arg2) : (i32) -> i32
// GENERIC-NEXT:     %38 = "math.ctlz"(%arg2) : (i32) -> i32
// GENERIC-NEXT:     %39 = "math.cttz"(%arg2) : (i32) -> i32
// GENERIC-NEXT:     %40 = "math.ctpop"(%arg2) : (i32) -> i32
// GENERIC-NEXT:     %41 = "math.fma"(%arg0, %arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32, f32) -> f32
// GENERIC-NEXT:     %42 = "math.ipowi"(%arg2, %arg2) : (i32, i32) -> i32
// GENERIC-NEXT:     %43 = "math.fpowi"(%arg0, %arg3) <{fastmath = #arith.fastmath<none>}> : (f32, i64) -> f32
// GENERIC-NEXT:     %44 = "math.exp"(%arg1) <{fastmath = #arith.fastmath<afn>}> {k = 1 : i64} : (tensor<4xbf16>) -> tensor<4xbf16>
// GENERIC-NEXT:     %45 = "math.isnan"(%arg1) <{fastmath = #arith.fastmath<nnan>}> : (tensor<4xbf16>) -> tensor<4xi1>
// GENERIC-NEXT:     %46 = "math.powf"(%arg0, %arg0) <{fastmath = #arith.fastmath<fast>}> : (f32, f32) -> f32
// GENERIC-NEXT:     "func.return"() : () -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT: }) : () -> ()
