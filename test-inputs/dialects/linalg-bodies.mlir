// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

func.func @c(%h: tensor<4x8xf16>, %g: tensor<8x4xf16>, %o: tensor<4x4xf32>, %i: tensor<4x8xi8>, %j: tensor<8x4xi16>, %b: tensor<4x8xi1>, %b2: tensor<8x4xi1>, %ob: tensor<4x4xi1>, %o8: tensor<4x4xi8>, %s: i32, %oh: tensor<4x4xf16>, %oi: tensor<4x4xi32>, %ix: index, %d: f64) {
 %0 = linalg.matmul ins(%h, %g: tensor<4x8xf16>, tensor<8x4xf16>) outs(%o : tensor<4x4xf32>) -> tensor<4x4xf32>
 %1 = linalg.matmul ins(%i, %j: tensor<4x8xi8>, tensor<8x4xi16>) outs(%o : tensor<4x4xf32>) -> tensor<4x4xf32>
 %2 = linalg.matmul ins(%b, %b2: tensor<4x8xi1>, tensor<8x4xi1>) outs(%ob : tensor<4x4xi1>) -> tensor<4x4xi1>
 %3 = linalg.matmul ins(%i, %j: tensor<4x8xi8>, tensor<8x4xi16>) outs(%o8 : tensor<4x4xi8>) -> tensor<4x4xi8>
 %7 = linalg.fill ins(%s : i32) outs(%oi: tensor<4x4xi32>) -> tensor<4x4xi32>
 %8 = linalg.copy ins(%o8 : tensor<4x4xi8>) outs(%oi: tensor<4x4xi32>) -> tensor<4x4xi32>
 %9 = linalg.matmul ins(%b, %b2: tensor<4x8xi1>, tensor<8x4xi1>) outs(%oi : tensor<4x4xi32>) -> tensor<4x4xi32>
 %k = tensor.empty() : tensor<1x9x9x5xi8>
 %k2 = tensor.empty() : tensor<3x3xi32>
 %k3 = tensor.empty() : tensor<1x7x7x5xi32>
 %p = linalg.pooling_nhwc_max ins(%k, %k2: tensor<1x9x9x5xi8>, tensor<3x3xi32>) outs(%k3: tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
 %p2 = linalg.pooling_nhwc_sum ins(%k, %k2: tensor<1x9x9x5xi8>, tensor<3x3xi32>) outs(%k3: tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
 %p3 = linalg.pooling_nhwc_min ins(%k, %k2: tensor<1x9x9x5xi8>, tensor<3x3xi32>) outs(%k3: tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
 %e = tensor.empty() : tensor<4xf32>
 %e2 = tensor.empty() : tensor<4xi32>
 %r:2 = linalg.reduce ins(%o, %oi : tensor<4x4xf32>, tensor<4x4xi32>) outs(%e, %e2 : tensor<4xf32>, tensor<4xi32>) dimensions = [0] (%a: f32, %q: i32, %c: f32, %dd: i32) { linalg.yield %a, %q : f32, i32 }
 %m = linalg.map {arith.addi {overflowFlags = #arith.overflow<nsw>}} ins(%oi, %oi: tensor<4x4xi32>, tensor<4x4xi32>) outs(%oi : tensor<4x4xi32>)
 %m2 = linalg.map {arith.addi} ins(%oi, %oi: tensor<4x4xi32>, tensor<4x4xi32>) outs(%oi : tensor<4x4xi32>) {foo}
 %m3 = linalg.map {math.exp} ins(%o: tensor<4x4xf32>) outs(%o : tensor<4x4xf32>) {foo}
 %r3 = linalg.reduce {arith.addf} ins(%o: tensor<4x4xf32>) outs(%e : tensor<4xf32>) dimensions = [0] {bar}
 return
}

// CHECK: module {
// CHECK-NEXT:   func.func @c(%arg0: tensor<4x8xf16>, %arg1: tensor<8x4xf16>, %arg2: tensor<4x4xf32>, %arg3: tensor<4x8xi8>, %arg4: tensor<8x4xi16>, %arg5: tensor<4x8xi1>, %arg6: tensor<8x4xi1>, %arg7: tensor<4x4xi1>, %arg8: tensor<4x4xi8>, %arg9: i32, %arg10: tensor<4x4xf16>, %arg11: tensor<4x4xi32>, %arg12: index, %arg13: f64) {
// CHECK-NEXT:     %0 = linalg.matmul ins(%arg0, %arg1 : tensor<4x8xf16>, tensor<8x4xf16>) outs(%arg2 : tensor<4x4xf32>) -> tensor<4x4xf32>
// CHECK-NEXT:     %1 = linalg.matmul ins(%arg3, %arg4 : tensor<4x8xi8>, tensor<8x4xi16>) outs(%arg2 : tensor<4x4xf32>) -> tensor<4x4xf32>
// CHECK-NEXT:     %2 = linalg.matmul ins(%arg5, %arg6 : tensor<4x8xi1>, tensor<8x4xi1>) outs(%arg7 : tensor<4x4xi1>) -> tensor<4x4xi1>
// CHECK-NEXT:     %3 = linalg.matmul ins(%arg3, %arg4 : tensor<4x8xi8>, tensor<8x4xi16>) outs(%arg8 : tensor<4x4xi8>) -> tensor<4x4xi8>
// CHECK-NEXT:     %4 = linalg.fill ins(%arg9 : i32) outs(%arg11 : tensor<4x4xi32>) -> tensor<4x4xi32>
// CHECK-NEXT:     %5 = linalg.copy ins(%arg8 : tensor<4x4xi8>) outs(%arg11 : tensor<4x4xi32>) -> tensor<4x4xi32>
// CHECK-NEXT:     %6 = linalg.matmul ins(%arg5, %arg6 : tensor<4x8xi1>, tensor<8x4xi1>) outs(%arg11 : tensor<4x4xi32>) -> tensor<4x4xi32>
// CHECK-NEXT:     %7 = tensor.empty() : tensor<1x9x9x5xi8>
// CHECK-NEXT:     %8 = tensor.empty() : tensor<3x3xi32>
// CHECK-NEXT:     %9 = tensor.empty() : tensor<1x7x7x5xi32>
// CHECK-NEXT:     %10 = linalg.pooling_nhwc_max ins(%7, %8 : tensor<1x9x9x5xi8>, tensor<3x3xi32>) outs(%9 : tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
// CHECK-NEXT:     %11 = linalg.pooling_nhwc_sum ins(%7, %8 : tensor<1x9x9x5xi8>, tensor<3x3xi32>) outs(%9 : tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
// CHECK-NEXT:     %12 = linalg.pooling_nhwc_min ins(%7, %8 : tensor<1x9x9x5xi8>, tensor<3x3xi32>) outs(%9 : tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
// CHECK-NEXT:     %13 = tensor.empty() : tensor<4xf32>
// CHECK-NEXT:     %14 = tensor.empty() : tensor<4xi32>
// CHECK-NEXT:     %reduced:2 = linalg.reduce ins(%arg2, %arg11 : tensor<4x4xf32>, tensor<4x4xi32>) outs(%13, %14 : tensor<4xf32>, tensor<4xi32>) dimensions = [0] 
// CHECK-NEXT:       (%in: f32, %in_3: i32, %init: f32, %init_4: i32) {
// CHECK-NEXT:         linalg.yield %in, %in_3 : f32, i32
// CHECK-NEXT:       }
// CHECK-NEXT:     %mapped = linalg.map { arith.addi {overflowFlags = #arith.overflow<nsw>} } ins(%arg11, %arg11 : tensor<4x4xi32>, tensor<4x4xi32>) outs(%arg11 : tensor<4x4xi32>)
// CHECK-NEXT:     %mapped_0 = linalg.map { arith.addi {overflowFlags = #arith.overflow<none>} } ins(%arg11, %arg11 : tensor<4x4xi32>, tensor<4x4xi32>) outs(%arg11 : tensor<4x4xi32>) {foo}
// CHECK-NEXT:     %mapped_1 = linalg.map { math.exp } ins(%arg2 : tensor<4x4xf32>) outs(%arg2 : tensor<4x4xf32>) {foo}
// CHECK-NEXT:     %reduced_2 = linalg.reduce { arith.addf } ins(%arg2 : tensor<4x4xf32>) outs(%13 : tensor<4xf32>) dimensions = [0]  {bar}
// CHECK-NEXT:     return
// CHECK-NEXT:   }
// CHECK-NEXT: }
// GENERIC: #map = affine_map<(d0, d1, d2) -> (d0, d2)>
// GENERIC-NEXT: #map1 = affine_map<(d0, d1, d2) -> (d2, d1)>
// GENERIC-NEXT: #map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
// GENERIC-NEXT: #map3 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 + d4, d2 + d5, d3)>
// GENERIC-NEXT: #map4 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5)>
// GENERIC-NEXT: #map5 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3)>
// GENERIC-NEXT: "builtin.module"() ({
// GENERIC-NEXT:   "func.func"() <{function_type = (tensor<4x8xf16>, tensor<8x4xf16>, tensor<4x4xf32>, tensor<4x8xi8>, tensor<8x4xi16>, tensor<4x8xi1>, tensor<8x4xi1>, tensor<4x4xi1>, tensor<4x4xi8>, i32, tensor<4x4xf16>, tensor<4x4xi32>, index, f64) -> (), sym_name = "c"}> ({
// GENERIC-NEXT:   ^bb0(%arg0: tensor<4x8xf16>, %arg1: tensor<8x4xf16>, %arg2: tensor<4x4xf32>, %arg3: tensor<4x8xi8>, %arg4: tensor<8x4xi16>, %arg5: tensor<4x8xi1>, %arg6: tensor<8x4xi1>, %arg7: tensor<4x4xi1>, %arg8: tensor<4x4xi8>, %arg9: i32, %arg10: tensor<4x4xf16>, %arg11: tensor<4x4xi32>, %arg12: index, %arg13: f64):
// GENERIC-NEXT:     %0 = "linalg.matmul"(%arg0, %arg1, %arg2) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg53: f16, %arg54: f16, %arg55: f32):
// GENERIC-NEXT:       %44 = "arith.extf"(%arg53) : (f16) -> f32
// GENERIC-NEXT:       %45 = "arith.extf"(%arg54) : (f16) -> f32
// GENERIC-NEXT:       %46 = "arith.mulf"(%44, %45) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %47 = "arith.addf"(%arg55, %46) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%47) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf16>, tensor<8x4xf16>, tensor<4x4xf32>) -> tensor<4x4xf32>
// GENERIC-NEXT:     %1 = "linalg.matmul"(%arg3, %arg4, %arg2) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg50: i8, %arg51: i16, %arg52: f32):
// GENERIC-NEXT:       %40 = "arith.sitofp"(%arg50) : (i8) -> f32
// GENERIC-NEXT:       %41 = "arith.sitofp"(%arg51) : (i16) -> f32
// GENERIC-NEXT:       %42 = "arith.mulf"(%40, %41) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %43 = "arith.addf"(%arg52, %42) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%43) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xi8>, tensor<8x4xi16>, tensor<4x4xf32>) -> tensor<4x4xf32>
// GENERIC-NEXT:     %2 = "linalg.matmul"(%arg5, %arg6, %arg7) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg47: i1, %arg48: i1, %arg49: i1):
// GENERIC-NEXT:       %38 = "arith.andi"(%arg47, %arg48) : (i1, i1) -> i1
// GENERIC-NEXT:       %39 = "arith.ori"(%arg49, %38) : (i1, i1) -> i1
// GENERIC-NEXT:       "linalg.yield"(%39) : (i1) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xi1>, tensor<8x4xi1>, tensor<4x4xi1>) -> tensor<4x4xi1>
// GENERIC-NEXT:     %3 = "linalg.matmul"(%arg3, %arg4, %arg8) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg44: i8, %arg45: i16, %arg46: i8):
// GENERIC-NEXT:       %35 = "arith.trunci"(%arg45) <{overflowFlags = #arith.overflow<none>}> : (i16) -> i8
// GENERIC-NEXT:       %36 = "arith.muli"(%arg44, %35) <{overflowFlags = #arith.overflow<none>}> : (i8, i8) -> i8
// GENERIC-NEXT:       %37 = "arith.addi"(%arg46, %36) <{overflowFlags = #arith.overflow<none>}> : (i8, i8) -> i8
// GENERIC-NEXT:       "linalg.yield"(%37) : (i8) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xi8>, tensor<8x4xi16>, tensor<4x4xi8>) -> tensor<4x4xi8>
// GENERIC-NEXT:     %4 = "linalg.fill"(%arg9, %arg11) <{operandSegmentSizes = array<i32: 1, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg42: i32, %arg43: i32):
// GENERIC-NEXT:       "linalg.yield"(%arg42) : (i32) -> ()
// GENERIC-NEXT:     }) : (i32, tensor<4x4xi32>) -> tensor<4x4xi32>
// GENERIC-NEXT:     %5 = "linalg.copy"(%arg8, %arg11) <{operandSegmentSizes = array<i32: 1, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg40: i8, %arg41: i32):
// GENERIC-NEXT:       %34 = "arith.extsi"(%arg40) : (i8) -> i32
// GENERIC-NEXT:       "linalg.yield"(%34) : (i32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x4xi8>, tensor<4x4xi32>) -> tensor<4x4xi32>
// GENERIC-NEXT:     %6 = "linalg.matmul"(%arg5, %arg6, %arg11) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg37: i1, %arg38: i1, %arg39: i32):
// GENERIC-NEXT:       %30 = "arith.extsi"(%arg37) : (i1) -> i32
// GENERIC-NEXT:       %31 = "arith.extsi"(%arg38) : (i1) -> i32
// GENERIC-NEXT:       %32 = "arith.muli"(%30, %31) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       %33 = "arith.addi"(%arg39, %32) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%33) : (i32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xi1>, tensor<8x4xi1>, tensor<4x4xi32>) -> tensor<4x4xi32>
// GENERIC-NEXT:     %7 = "tensor.empty"() : () -> tensor<1x9x9x5xi8>
// GENERIC-NEXT:     %8 = "tensor.empty"() : () -> tensor<3x3xi32>
// GENERIC-NEXT:     %9 = "tensor.empty"() : () -> tensor<1x7x7x5xi32>
// GENERIC-NEXT:     %10 = "linalg.pooling_nhwc_max"(%7, %8, %9) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg34: i8, %arg35: i32, %arg36: i32):
// GENERIC-NEXT:       %28 = "arith.extsi"(%arg34) : (i8) -> i32
// GENERIC-NEXT:       %29 = "arith.maxsi"(%arg36, %28) : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%29) : (i32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map3, #map4, #map5]} : (tensor<1x9x9x5xi8>, tensor<3x3xi32>, tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
// GENERIC-NEXT:     %11 = "linalg.pooling_nhwc_sum"(%7, %8, %9) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg31: i8, %arg32: i32, %arg33: i32):
// GENERIC-NEXT:       %26 = "arith.extsi"(%arg31) : (i8) -> i32
// GENERIC-NEXT:       %27 = "arith.addi"(%arg33, %26) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%27) : (i32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map3, #map4, #map5]} : (tensor<1x9x9x5xi8>, tensor<3x3xi32>, tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
// GENERIC-NEXT:     %12 = "linalg.pooling_nhwc_min"(%7, %8, %9) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg28: i8, %arg29: i32, %arg30: i32):
// GENERIC-NEXT:       %24 = "arith.extsi"(%arg28) : (i8) -> i32
// GENERIC-NEXT:       %25 = "arith.minsi"(%arg30, %24) : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%25) : (i32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map3, #map4, #map5]} : (tensor<1x9x9x5xi8>, tensor<3x3xi32>, tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
// GENERIC-NEXT:     %13 = "tensor.empty"() : () -> tensor<4xf32>
// GENERIC-NEXT:     %14 = "tensor.empty"() : () -> tensor<4xi32>
// GENERIC-NEXT:     %15:2 = "linalg.reduce"(%arg2, %arg11, %13, %14) <{dimensions = array<i64: 0>}> ({
// GENERIC-NEXT:     ^bb0(%arg24: f32, %arg25: i32, %arg26: f32, %arg27: i32):
// GENERIC-NEXT:       "linalg.yield"(%arg24, %arg25) : (f32, i32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x4xf32>, tensor<4x4xi32>, tensor<4xf32>, tensor<4xi32>) -> (tensor<4xf32>, tensor<4xi32>)
// GENERIC-NEXT:     %16 = "linalg.map"(%arg11, %arg11, %arg11) ({
// GENERIC-NEXT:     ^bb0(%arg21: i32, %arg22: i32, %arg23: i32):
// GENERIC-NEXT:       %23 = "arith.addi"(%arg21, %arg22) <{overflowFlags = #arith.overflow<nsw>}> : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%23) : (i32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x4xi32>, tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
// GENERIC-NEXT:     %17 = "linalg.map"(%arg11, %arg11, %arg11) ({
// GENERIC-NEXT:     ^bb0(%arg18: i32, %arg19: i32, %arg20: i32):
// GENERIC-NEXT:       %22 = "arith.addi"(%arg18, %arg19) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%22) : (i32) -> ()
// GENERIC-NEXT:     }) {foo} : (tensor<4x4xi32>, tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
// GENERIC-NEXT:     %18 = "linalg.map"(%arg2, %arg2) ({
// GENERIC-NEXT:     ^bb0(%arg16: f32, %arg17: f32):
// GENERIC-NEXT:       %21 = "math.exp"(%arg16) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%21) : (f32) -> ()
// GENERIC-NEXT:     }) {foo} : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
// GENERIC-NEXT:     %19 = "linalg.reduce"(%arg2, %13) <{dimensions = array<i64: 0>}> ({
// GENERIC-NEXT:     ^bb0(%arg14: f32, %arg15: f32):
// GENERIC-NEXT:       %20 = "arith.addf"(%arg15, %arg14) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%20) : (f32) -> ()
// GENERIC-NEXT:     }) {bar} : (tensor<4x4xf32>, tensor<4xf32>) -> tensor<4xf32>
// GENERIC-NEXT:     "func.return"() : () -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT: }) : () -> ()
