// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

#m = affine_map<(d0,d1)->(d0,d1)>
#c = affine_map<(d0,d1)->(d0)>
func.func @l(%x: tensor<4x8xf32>, %w: tensor<8x5xf32>, %o: tensor<4x5xf32>, %f: f32, %v: tensor<8xf32>, %u: tensor<4xf32>, %xi: tensor<4x8xi8>, %wi: tensor<8x5xi8>, %oi: tensor<4x5xi32>, %memref: memref<4x8xf32>) {
  %0 = linalg.fill ins(%f : f32) outs(%o : tensor<4x5xf32>) -> tensor<4x5xf32>
  linalg.fill ins(%f : f32) outs(%memref : memref<4x8xf32>)
  %1 = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x5xf32>) outs(%o : tensor<4x5xf32>) -> tensor<4x5xf32>
  %v1a = linalg.matmul {foo = 1} ins(%x, %w : tensor<4x8xf32>, tensor<8x5xf32>) outs(%o : tensor<4x5xf32>) -> tensor<4x5xf32>
  %2 = linalg.matmul ins(%xi, %wi : tensor<4x8xi8>, tensor<8x5xi8>) outs(%oi : tensor<4x5xi32>) -> tensor<4x5xi32>
  %3 = linalg.matmul {cast = #linalg.type_fn<cast_unsigned>} ins(%xi, %wi : tensor<4x8xi8>, tensor<8x5xi8>) outs(%oi : tensor<4x5xi32>) -> tensor<4x5xi32>
  %4 = linalg.matmul indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d1)>] ins(%x, %w : tensor<4x8xf32>, tensor<8x5xf32>) outs(%o : tensor<4x5xf32>) -> tensor<4x5xf32>
  %t0 = tensor.empty() : tensor<8x4xf32>
  %5 = linalg.transpose ins(%x : tensor<4x8xf32>) outs(%t0: tensor<8x4xf32>) permutation = [1, 0]
  %v5b = linalg.transpose ins(%x : tensor<4x8xf32>) outs(%t0: tensor<8x4xf32>) permutation = [1, 0] {foo}
  %6 = linalg.broadcast ins(%v : tensor<8xf32>) outs(%x : tensor<4x8xf32>) dimensions = [0]
  %7 = linalg.reduce { arith.addf } ins(%x : tensor<4x8xf32>) outs(%u : tensor<4xf32>) dimensions = [1]
  %v7b = linalg.reduce ins(%x : tensor<4x8xf32>) outs(%u : tensor<4xf32>) dimensions = [1] (%in: f32, %out: f32) {
     %z = arith.mulf %in, %in : f32
     %zz = arith.addf %z, %out : f32
     linalg.yield %zz : f32
  }
  %8 = linalg.map { arith.addf } ins(%x, %x : tensor<4x8xf32>, tensor<4x8xf32>) outs(%x : tensor<4x8xf32>)
  %v8b = linalg.map ins(%x, %x : tensor<4x8xf32>, tensor<4x8xf32>) outs(%x : tensor<4x8xf32>) (%a: f32, %b: f32, %o1: f32) {
     %z = arith.mulf %a, %b : f32
     %zz = arith.addf %z, %b : f32
     linalg.yield %zz : f32
  }
  %9 = linalg.matvec ins(%x, %v : tensor<4x8xf32>, tensor<8xf32>) outs(%u : tensor<4xf32>) -> tensor<4xf32>
  %10 = linalg.copy ins(%x : tensor<4x8xf32>) outs(%x : tensor<4x8xf32>) -> tensor<4x8xf32>
  %11 = linalg.generic {indexing_maps = [#m, #m], iterator_types = ["parallel", "parallel"], doc = "hi", library_call = "foo"} ins(%x : tensor<4x8xf32>) outs(%x : tensor<4x8xf32>) attrs = {bar = 1} {
  ^bb0(%a: f32, %b: f32):
    %i = linalg.index 1 : index
    linalg.yield %a : f32
  } -> tensor<4x8xf32>
  %12:2 = linalg.generic {indexing_maps = [#m, #m, #c], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<4x8xf32>) outs(%x, %u : tensor<4x8xf32>, tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    linalg.yield %a, %c : f32, f32
  } -> (tensor<4x8xf32>, tensor<4xf32>)
  %13 = linalg.generic {indexing_maps = [#m], iterator_types = ["parallel", "parallel"]} outs(%x : tensor<4x8xf32>) {
  ^bb0(%b: f32):
    linalg.yield %b : f32
  } -> tensor<4x8xf32>
  linalg.generic {indexing_maps = [#m], iterator_types = ["parallel", "parallel"]} outs(%memref : memref<4x8xf32>) {
  ^bb0(%b: f32):
    linalg.yield %b : f32
  }
  return
}
func.func @conv(%i: tensor<1x8x8x3xf32>, %k: tensor<3x3x3x4xf32>, %o: tensor<1x3x3x4xf32>, %ii: tensor<1x8x8x3xi8>, %ki: tensor<3x3x3x4xi8>, %oi: tensor<1x3x3x4xi32>, %z: i32,%in: tensor<1x3x8x8xf32>, %kn: tensor<4x3x3x3xf32>, %on: tensor<1x4x6x6xf32>, %w: tensor<3x3xf32>, %p: tensor<1x6x6x3xf32>) {
  %0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>} ins(%i, %k : tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) outs(%o : tensor<1x3x3x4xf32>) -> tensor<1x3x3x4xf32>
  %v0i = linalg.conv_2d_nhwc_hwcf {strides = dense<[2, 2]> : vector<2xi64>} ins(%ii, %ki : tensor<1x8x8x3xi8>, tensor<3x3x3x4xi8>) outs(%oi : tensor<1x3x3x4xi32>) -> tensor<1x3x3x4xi32>
  %1 = linalg.conv_2d_nchw_fchw ins(%in, %kn : tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) outs(%on : tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32>
  %2 = linalg.pooling_nhwc_max ins(%i, %w : tensor<1x8x8x3xf32>, tensor<3x3xf32>) outs(%p : tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
  %3 = linalg.pooling_nhwc_sum {strides = dense<1> : tensor<2xi64>} ins(%i, %w : tensor<1x8x8x3xf32>, tensor<3x3xf32>) outs(%p : tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
  %dw = tensor.empty() : tensor<3x3x3xf32>
  %4 = linalg.depthwise_conv_2d_nhwc_hwc ins(%i, %dw : tensor<1x8x8x3xf32>, tensor<3x3x3xf32>) outs(%p : tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
  return
}

// CHECK: #map = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-NEXT: #map1 = affine_map<(d0, d1) -> (d0)>
// CHECK-NEXT: module {
// CHECK-NEXT:   func.func @l(%arg0: tensor<4x8xf32>, %arg1: tensor<8x5xf32>, %arg2: tensor<4x5xf32>, %arg3: f32, %arg4: tensor<8xf32>, %arg5: tensor<4xf32>, %arg6: tensor<4x8xi8>, %arg7: tensor<8x5xi8>, %arg8: tensor<4x5xi32>, %arg9: memref<4x8xf32>) {
// CHECK-NEXT:     %0 = linalg.fill ins(%arg3 : f32) outs(%arg2 : tensor<4x5xf32>) -> tensor<4x5xf32>
// CHECK-NEXT:     linalg.fill ins(%arg3 : f32) outs(%arg9 : memref<4x8xf32>)
// CHECK-NEXT:     %1 = linalg.matmul ins(%arg0, %arg1 : tensor<4x8xf32>, tensor<8x5xf32>) outs(%arg2 : tensor<4x5xf32>) -> tensor<4x5xf32>
// CHECK-NEXT:     %2 = linalg.matmul {foo = 1 : i64} ins(%arg0, %arg1 : tensor<4x8xf32>, tensor<8x5xf32>) outs(%arg2 : tensor<4x5xf32>) -> tensor<4x5xf32>
// CHECK-NEXT:     %3 = linalg.matmul ins(%arg6, %arg7 : tensor<4x8xi8>, tensor<8x5xi8>) outs(%arg8 : tensor<4x5xi32>) -> tensor<4x5xi32>
// CHECK-NEXT:     %4 = linalg.matmul {cast = #linalg.type_fn<cast_unsigned>} ins(%arg6, %arg7 : tensor<4x8xi8>, tensor<8x5xi8>) outs(%arg8 : tensor<4x5xi32>) -> tensor<4x5xi32>
// CHECK-NEXT:     %5 = linalg.matmul ins(%arg0, %arg1 : tensor<4x8xf32>, tensor<8x5xf32>) outs(%arg2 : tensor<4x5xf32>) -> tensor<4x5xf32>
// CHECK-NEXT:     %6 = tensor.empty() : tensor<8x4xf32>
// CHECK-NEXT:     %transposed = linalg.transpose ins(%arg0 : tensor<4x8xf32>) outs(%6 : tensor<8x4xf32>) permutation = [1, 0] 
// CHECK-NEXT:     %transposed_0 = linalg.transpose ins(%arg0 : tensor<4x8xf32>) outs(%6 : tensor<8x4xf32>) permutation = [1, 0]  {foo}
// CHECK-NEXT:     %broadcasted = linalg.broadcast ins(%arg4 : tensor<8xf32>) outs(%arg0 : tensor<4x8xf32>) dimensions = [0] 
// CHECK-NEXT:     %reduced = linalg.reduce { arith.addf } ins(%arg0 : tensor<4x8xf32>) outs(%arg5 : tensor<4xf32>) dimensions = [1] 
// CHECK-NEXT:     %reduced_1 = linalg.reduce ins(%arg0 : tensor<4x8xf32>) outs(%arg5 : tensor<4xf32>) dimensions = [1] 
// CHECK-NEXT:       (%in: f32, %init: f32) {
// CHECK-NEXT:         %12 = arith.mulf %in, %in : f32
// CHECK-NEXT:         %13 = arith.addf %12, %init : f32
// CHECK-NEXT:         linalg.yield %13 : f32
// CHECK-NEXT:       }
// CHECK-NEXT:     %mapped = linalg.map { arith.addf } ins(%arg0, %arg0 : tensor<4x8xf32>, tensor<4x8xf32>) outs(%arg0 : tensor<4x8xf32>)
// CHECK-NEXT:     %mapped_2 = linalg.map ins(%arg0, %arg0 : tensor<4x8xf32>, tensor<4x8xf32>) outs(%arg0 : tensor<4x8xf32>)
// CHECK-NEXT:       (%in: f32, %in_3: f32, %init: f32) {
// CHECK-NEXT:         %12 = arith.mulf %in, %in_3 : f32
// CHECK-NEXT:         %13 = arith.addf %12, %in_3 : f32
// CHECK-NEXT:         linalg.yield %13 : f32
// CHECK-NEXT:       }
// CHECK-NEXT:     %7 = linalg.matvec ins(%arg0, %arg4 : tensor<4x8xf32>, tensor<8xf32>) outs(%arg5 : tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT:     %8 = linalg.copy ins(%arg0 : tensor<4x8xf32>) outs(%arg0 : tensor<4x8xf32>) -> tensor<4x8xf32>
// CHECK-NEXT:     %9 = linalg.generic {doc = "hi", indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"], library_call = "foo"} ins(%arg0 : tensor<4x8xf32>) outs(%arg0 : tensor<4x8xf32>) attrs =  {bar = 1 : i64} {
// CHECK-NEXT:     ^bb0(%in: f32, %out: f32):
// CHECK-NEXT:       %12 = linalg.index 1 : index
// CHECK-NEXT:       linalg.yield %in : f32
// CHECK-NEXT:     } -> tensor<4x8xf32>
// CHECK-NEXT:     %10:2 = linalg.generic {indexing_maps = [#map, #map, #map1], iterator_types = ["parallel", "reduction"]} ins(%arg0 : tensor<4x8xf32>) outs(%arg0, %arg5 : tensor<4x8xf32>, tensor<4xf32>) {
// CHECK-NEXT:     ^bb0(%in: f32, %out: f32, %out_3: f32):
// CHECK-NEXT:       linalg.yield %in, %out_3 : f32, f32
// CHECK-NEXT:     } -> (tensor<4x8xf32>, tensor<4xf32>)
// CHECK-NEXT:     %11 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel", "parallel"]} outs(%arg0 : tensor<4x8xf32>) {
// CHECK-NEXT:     ^bb0(%out: f32):
// CHECK-NEXT:       linalg.yield %out : f32
// CHECK-NEXT:     } -> tensor<4x8xf32>
// CHECK-NEXT:     linalg.generic {indexing_maps = [#map], iterator_types = ["parallel", "parallel"]} outs(%arg9 : memref<4x8xf32>) {
// CHECK-NEXT:     ^bb0(%out: f32):
// CHECK-NEXT:       linalg.yield %out : f32
// CHECK-NEXT:     }
// CHECK-NEXT:     return
// CHECK-NEXT:   }
// CHECK-NEXT:   func.func @conv(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<3x3x3x4xf32>, %arg2: tensor<1x3x3x4xf32>, %arg3: tensor<1x8x8x3xi8>, %arg4: tensor<3x3x3x4xi8>, %arg5: tensor<1x3x3x4xi32>, %arg6: i32, %arg7: tensor<1x3x8x8xf32>, %arg8: tensor<4x3x3x3xf32>, %arg9: tensor<1x4x6x6xf32>, %arg10: tensor<3x3xf32>, %arg11: tensor<1x6x6x3xf32>) {
// CHECK-NEXT:     %0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>} ins(%arg0, %arg1 : tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) outs(%arg2 : tensor<1x3x3x4xf32>) -> tensor<1x3x3x4xf32>
// CHECK-NEXT:     %1 = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : vector<2xi64>} ins(%arg3, %arg4 : tensor<1x8x8x3xi8>, tensor<3x3x3x4xi8>) outs(%arg5 : tensor<1x3x3x4xi32>) -> tensor<1x3x3x4xi32>
// CHECK-NEXT:     %2 = linalg.conv_2d_nchw_fchw ins(%arg7, %arg8 : tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) outs(%arg9 : tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32>
// CHECK-NEXT:     %3 = linalg.pooling_nhwc_max ins(%arg0, %arg10 : tensor<1x8x8x3xf32>, tensor<3x3xf32>) outs(%arg11 : tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
// CHECK-NEXT:     %4 = linalg.pooling_nhwc_sum {strides = dense<1> : tensor<2xi64>} ins(%arg0, %arg10 : tensor<1x8x8x3xf32>, tensor<3x3xf32>) outs(%arg11 : tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
// CHECK-NEXT:     %5 = tensor.empty() : tensor<3x3x3xf32>
// CHECK-NEXT:     %6 = linalg.depthwise_conv_2d_nhwc_hwc ins(%arg0, %5 : tensor<1x8x8x3xf32>, tensor<3x3x3xf32>) outs(%arg11 : tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
// CHECK-NEXT:     return
// CHECK-NEXT:   }
// CHECK-NEXT: }
// GENERIC: #map = affine_map<(d0, d1, d2) -> (d0, d2)>
// GENERIC-NEXT: #map1 = affine_map<(d0, d1, d2) -> (d2, d1)>
// GENERIC-NEXT: #map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
// GENERIC-NEXT: #map3 = affine_map<(d0, d1) -> (d0, d1)>
// GENERIC-NEXT: #map4 = affine_map<(d0, d1) -> (d1)>
// GENERIC-NEXT: #map5 = affine_map<(d0, d1) -> (d0)>
// GENERIC-NEXT: #map6 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 * 2 + d4, d2 * 2 + d5, d6)>
// GENERIC-NEXT: #map7 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d4, d5, d6, d3)>
// GENERIC-NEXT: #map8 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3)>
// GENERIC-NEXT: #map9 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d4, d2 + d5, d3 + d6)>
// GENERIC-NEXT: #map10 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d1, d4, d5, d6)>
// GENERIC-NEXT: #map11 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 + d4, d2 + d5, d3)>
// GENERIC-NEXT: #map12 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5)>
// GENERIC-NEXT: #map13 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3)>
// GENERIC-NEXT: #map14 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d3)>
// GENERIC-NEXT: "builtin.module"() ({
// GENERIC-NEXT:   "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8x5xf32>, tensor<4x5xf32>, f32, tensor<8xf32>, tensor<4xf32>, tensor<4x8xi8>, tensor<8x5xi8>, tensor<4x5xi32>, memref<4x8xf32>) -> (), sym_name = "l"}> ({
// GENERIC-NEXT:   ^bb0(%arg30: tensor<4x8xf32>, %arg31: tensor<8x5xf32>, %arg32: tensor<4x5xf32>, %arg33: f32, %arg34: tensor<8xf32>, %arg35: tensor<4xf32>, %arg36: tensor<4x8xi8>, %arg37: tensor<8x5xi8>, %arg38: tensor<4x5xi32>, %arg39: memref<4x8xf32>):
// GENERIC-NEXT:     %19 = "linalg.fill"(%arg33, %arg32) <{operandSegmentSizes = array<i32: 1, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg85: f32, %arg86: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg85) : (f32) -> ()
// GENERIC-NEXT:     }) : (f32, tensor<4x5xf32>) -> tensor<4x5xf32>
// GENERIC-NEXT:     "linalg.fill"(%arg33, %arg39) <{operandSegmentSizes = array<i32: 1, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg83: f32, %arg84: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg83) : (f32) -> ()
// GENERIC-NEXT:     }) : (f32, memref<4x8xf32>) -> ()
// GENERIC-NEXT:     %20 = "linalg.matmul"(%arg30, %arg31, %arg32) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg80: f32, %arg81: f32, %arg82: f32):
// GENERIC-NEXT:       %59 = "arith.mulf"(%arg80, %arg81) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %60 = "arith.addf"(%arg82, %59) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%60) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<8x5xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
// GENERIC-NEXT:     %21 = "linalg.matmul"(%arg30, %arg31, %arg32) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg77: f32, %arg78: f32, %arg79: f32):
// GENERIC-NEXT:       %57 = "arith.mulf"(%arg77, %arg78) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %58 = "arith.addf"(%arg79, %57) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%58) : (f32) -> ()
// GENERIC-NEXT:     }) {foo = 1 : i64} : (tensor<4x8xf32>, tensor<8x5xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
// GENERIC-NEXT:     %22 = "linalg.matmul"(%arg36, %arg37, %arg38) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg74: i8, %arg75: i8, %arg76: i32):
// GENERIC-NEXT:       %53 = "arith.extsi"(%arg74) : (i8) -> i32
// GENERIC-NEXT:       %54 = "arith.extsi"(%arg75) : (i8) -> i32
// GENERIC-NEXT:       %55 = "arith.muli"(%53, %54) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       %56 = "arith.addi"(%arg76, %55) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%56) : (i32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xi8>, tensor<8x5xi8>, tensor<4x5xi32>) -> tensor<4x5xi32>
// GENERIC-NEXT:     %23 = "linalg.matmul"(%arg36, %arg37, %arg38) <{cast = #linalg.type_fn<cast_unsigned>, indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg71: i8, %arg72: i8, %arg73: i32):
// GENERIC-NEXT:       %49 = "arith.extui"(%arg71) : (i8) -> i32
// GENERIC-NEXT:       %50 = "arith.extui"(%arg72) : (i8) -> i32
// GENERIC-NEXT:       %51 = "arith.muli"(%49, %50) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       %52 = "arith.addi"(%arg73, %51) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%52) : (i32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xi8>, tensor<8x5xi8>, tensor<4x5xi32>) -> tensor<4x5xi32>
// GENERIC-NEXT:     %24 = "linalg.matmul"(%arg30, %arg31, %arg32) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg68: f32, %arg69: f32, %arg70: f32):
// GENERIC-NEXT:       %47 = "arith.mulf"(%arg68, %arg69) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %48 = "arith.addf"(%arg70, %47) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%48) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<8x5xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
// GENERIC-NEXT:     %25 = "tensor.empty"() : () -> tensor<8x4xf32>
// GENERIC-NEXT:     %26 = "linalg.transpose"(%arg30, %25) <{permutation = array<i64: 1, 0>}> ({
// GENERIC-NEXT:     ^bb0(%arg66: f32, %arg67: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg66) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
// GENERIC-NEXT:     %27 = "linalg.transpose"(%arg30, %25) <{permutation = array<i64: 1, 0>}> ({
// GENERIC-NEXT:     ^bb0(%arg64: f32, %arg65: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg64) : (f32) -> ()
// GENERIC-NEXT:     }) {foo} : (tensor<4x8xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
// GENERIC-NEXT:     %28 = "linalg.broadcast"(%arg34, %arg30) <{dimensions = array<i64: 0>}> ({
// GENERIC-NEXT:     ^bb0(%arg62: f32, %arg63: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg62) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
// GENERIC-NEXT:     %29 = "linalg.reduce"(%arg30, %arg35) <{dimensions = array<i64: 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg60: f32, %arg61: f32):
// GENERIC-NEXT:       %46 = "arith.addf"(%arg61, %arg60) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%46) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<4xf32>) -> tensor<4xf32>
// GENERIC-NEXT:     %30 = "linalg.reduce"(%arg30, %arg35) <{dimensions = array<i64: 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg58: f32, %arg59: f32):
// GENERIC-NEXT:       %44 = "arith.mulf"(%arg58, %arg58) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %45 = "arith.addf"(%44, %arg59) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%45) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<4xf32>) -> tensor<4xf32>
// GENERIC-NEXT:     %31 = "linalg.map"(%arg30, %arg30, %arg30) ({
// GENERIC-NEXT:     ^bb0(%arg55: f32, %arg56: f32, %arg57: f32):
// GENERIC-NEXT:       %43 = "arith.addf"(%arg55, %arg56) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%43) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
// GENERIC-NEXT:     %32 = "linalg.map"(%arg30, %arg30, %arg30) ({
// GENERIC-NEXT:     ^bb0(%arg52: f32, %arg53: f32, %arg54: f32):
// GENERIC-NEXT:       %41 = "arith.mulf"(%arg52, %arg53) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %42 = "arith.addf"(%41, %arg53) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%42) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
// GENERIC-NEXT:     %33 = "linalg.matvec"(%arg30, %arg34, %arg35) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg49: f32, %arg50: f32, %arg51: f32):
// GENERIC-NEXT:       %39 = "arith.mulf"(%arg49, %arg50) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %40 = "arith.addf"(%arg51, %39) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%40) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map3, #map4, #map5]} : (tensor<4x8xf32>, tensor<8xf32>, tensor<4xf32>) -> tensor<4xf32>
// GENERIC-NEXT:     %34 = "linalg.copy"(%arg30, %arg30) <{operandSegmentSizes = array<i32: 1, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg47: f32, %arg48: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg47) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
// GENERIC-NEXT:     %35 = "linalg.generic"(%arg30, %arg30) <{doc = "hi", indexing_maps = [#map3, #map3], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], library_call = "foo", operandSegmentSizes = array<i32: 1, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg45: f32, %arg46: f32):
// GENERIC-NEXT:       %38 = "linalg.index"() <{dim = 1 : i64}> : () -> index
// GENERIC-NEXT:       "linalg.yield"(%arg45) : (f32) -> ()
// GENERIC-NEXT:     }) {bar = 1 : i64} : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
// GENERIC-NEXT:     %36:2 = "linalg.generic"(%arg30, %arg30, %arg35) <{indexing_maps = [#map3, #map3, #map5], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<reduction>], operandSegmentSizes = array<i32: 1, 2>}> ({
// GENERIC-NEXT:     ^bb0(%arg42: f32, %arg43: f32, %arg44: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg42, %arg44) : (f32, f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> (tensor<4x8xf32>, tensor<4xf32>)
// GENERIC-NEXT:     %37 = "linalg.generic"(%arg30) <{indexing_maps = [#map3], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 0, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg41: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg41) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>) -> tensor<4x8xf32>
// GENERIC-NEXT:     "linalg.generic"(%arg39) <{indexing_maps = [#map3], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 0, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg40: f32):
// GENERIC-NEXT:       "linalg.yield"(%arg40) : (f32) -> ()
// GENERIC-NEXT:     }) : (memref<4x8xf32>) -> ()
// GENERIC-NEXT:     "func.return"() : () -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT:   "func.func"() <{function_type = (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>, tensor<1x3x3x4xf32>, tensor<1x8x8x3xi8>, tensor<3x3x3x4xi8>, tensor<1x3x3x4xi32>, i32, tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, tensor<1x4x6x6xf32>, tensor<3x3xf32>, tensor<1x6x6x3xf32>) -> (), sym_name = "conv"}> ({
// GENERIC-NEXT:   ^bb0(%arg0: tensor<1x8x8x3xf32>, %arg1: tensor<3x3x3x4xf32>, %arg2: tensor<1x3x3x4xf32>, %arg3: tensor<1x8x8x3xi8>, %arg4: tensor<3x3x3x4xi8>, %arg5: tensor<1x3x3x4xi32>, %arg6: i32, %arg7: tensor<1x3x8x8xf32>, %arg8: tensor<4x3x3x3xf32>, %arg9: tensor<1x4x6x6xf32>, %arg10: tensor<3x3xf32>, %arg11: tensor<1x6x6x3xf32>):
// GENERIC-NEXT:     %0 = "linalg.conv_2d_nhwc_hwcf"(%arg0, %arg1, %arg2) <{dilations = dense<1> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<2> : tensor<2xi64>}> ({
// GENERIC-NEXT:     ^bb0(%arg27: f32, %arg28: f32, %arg29: f32):
// GENERIC-NEXT:       %17 = "arith.mulf"(%arg27, %arg28) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %18 = "arith.addf"(%arg29, %17) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%18) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map6, #map7, #map8]} : (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>, tensor<1x3x3x4xf32>) -> tensor<1x3x3x4xf32>
// GENERIC-NEXT:     %1 = "linalg.conv_2d_nhwc_hwcf"(%arg3, %arg4, %arg5) <{operandSegmentSizes = array<i32: 2, 1>, strides = dense<2> : vector<2xi64>}> ({
// GENERIC-NEXT:     ^bb0(%arg24: i8, %arg25: i8, %arg26: i32):
// GENERIC-NEXT:       %13 = "arith.extsi"(%arg24) : (i8) -> i32
// GENERIC-NEXT:       %14 = "arith.extsi"(%arg25) : (i8) -> i32
// GENERIC-NEXT:       %15 = "arith.muli"(%13, %14) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       %16 = "arith.addi"(%arg26, %15) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// GENERIC-NEXT:       "linalg.yield"(%16) : (i32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map6, #map7, #map8]} : (tensor<1x8x8x3xi8>, tensor<3x3x3x4xi8>, tensor<1x3x3x4xi32>) -> tensor<1x3x3x4xi32>
// GENERIC-NEXT:     %2 = "linalg.conv_2d_nchw_fchw"(%arg7, %arg8, %arg9) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg21: f32, %arg22: f32, %arg23: f32):
// GENERIC-NEXT:       %11 = "arith.mulf"(%arg21, %arg22) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %12 = "arith.addf"(%arg23, %11) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%12) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map9, #map10, #map8]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32>
// GENERIC-NEXT:     %3 = "linalg.pooling_nhwc_max"(%arg0, %arg10, %arg11) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg18: f32, %arg19: f32, %arg20: f32):
// GENERIC-NEXT:       %10 = "arith.maximumf"(%arg20, %arg18) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%10) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map11, #map12, #map13]} : (tensor<1x8x8x3xf32>, tensor<3x3xf32>, tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
// GENERIC-NEXT:     %4 = "linalg.pooling_nhwc_sum"(%arg0, %arg10, %arg11) <{operandSegmentSizes = array<i32: 2, 1>, strides = dense<1> : tensor<2xi64>}> ({
// GENERIC-NEXT:     ^bb0(%arg15: f32, %arg16: f32, %arg17: f32):
// GENERIC-NEXT:       %9 = "arith.addf"(%arg17, %arg15) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%9) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map11, #map12, #map13]} : (tensor<1x8x8x3xf32>, tensor<3x3xf32>, tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
// GENERIC-NEXT:     %5 = "tensor.empty"() : () -> tensor<3x3x3xf32>
// GENERIC-NEXT:     %6 = "linalg.depthwise_conv_2d_nhwc_hwc"(%arg0, %5, %arg11) <{operandSegmentSizes = array<i32: 2, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg12: f32, %arg13: f32, %arg14: f32):
// GENERIC-NEXT:       %7 = "arith.mulf"(%arg12, %arg13) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       %8 = "arith.addf"(%arg14, %7) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT:       "linalg.yield"(%8) : (f32) -> ()
// GENERIC-NEXT:     }) {linalg.memoized_indexing_maps = [#map11, #map14, #map13]} : (tensor<1x8x8x3xf32>, tensor<3x3x3xf32>, tensor<1x6x6x3xf32>) -> tensor<1x6x6x3xf32>
// GENERIC-NEXT:     "func.return"() : () -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT: }) : () -> ()
