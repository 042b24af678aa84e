// RUN: fusec %s | FileCheck %s
// RUN: fusec %s -print-generic | fusec - | FileCheck %s

// Named ops that apply a function to each element, tiled and free products, and rarer windows.

// CHECK: #map = affine_map<(d0, d1) -> (d1)>
// CHECK-NEXT: #map1 = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-NEXT: #map2 = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-NEXT: #map3 = affine_map<(d0, d1, d2) -> (d2, d1)>
// CHECK-NEXT: #map4 = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-NEXT: module {
// CHECK-NEXT: func.func @f(%arg0: tensor<4x?xf32>, %arg1: tensor<4x?xf32>, %arg2: tensor<4x?xf32>, %arg3: tensor<4xi32>, %arg4: tensor<4xi32>, %arg5: tensor<4xi1>) {
// CHECK-NEXT: %0 = linalg.exp ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %1 = linalg.log ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %2 = linalg.abs ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %3 = linalg.ceil ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %4 = linalg.floor ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %5 = linalg.negf ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %6 = linalg.reciprocal ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %7 = linalg.round ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %8 = linalg.sqrt ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %9 = linalg.rsqrt ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %10 = linalg.square ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %11 = linalg.tanh ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %12 = linalg.erf ins(%arg0 : tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %13 = linalg.add ins(%arg0, %arg1 : tensor<4x?xf32>, tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %14 = linalg.sub ins(%arg0, %arg1 : tensor<4x?xf32>, tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %15 = linalg.mul ins(%arg0, %arg1 : tensor<4x?xf32>, tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %16 = linalg.div ins(%arg0, %arg1 : tensor<4x?xf32>, tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %17 = linalg.max ins(%arg0, %arg1 : tensor<4x?xf32>, tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %18 = linalg.min ins(%arg0, %arg1 : tensor<4x?xf32>, tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %19 = linalg.powf ins(%arg0, %arg1 : tensor<4x?xf32>, tensor<4x?xf32>) outs(%arg2 : tensor<4x?xf32>) -> tensor<4x?xf32>
// CHECK-NEXT: %20 = linalg.add ins(%arg3, %arg4 : tensor<4xi32>, tensor<4xi32>) outs(%arg3 : tensor<4xi32>) -> tensor<4xi32>
// CHECK-NEXT: %21 = linalg.sub ins(%arg3, %arg4 : tensor<4xi32>, tensor<4xi32>) outs(%arg3 : tensor<4xi32>) -> tensor<4xi32>
// CHECK-NEXT: %22 = linalg.mul ins(%arg3, %arg4 : tensor<4xi32>, tensor<4xi32>) outs(%arg3 : tensor<4xi32>) -> tensor<4xi32>
// CHECK-NEXT: %23 = linalg.div ins(%arg3, %arg4 : tensor<4xi32>, tensor<4xi32>) outs(%arg3 : tensor<4xi32>) -> tensor<4xi32>
// CHECK-NEXT: %24 = linalg.div_unsigned ins(%arg3, %arg4 : tensor<4xi32>, tensor<4xi32>) outs(%arg3 : tensor<4xi32>) -> tensor<4xi32>
// CHECK-NEXT: %25 = linalg.max ins(%arg3, %arg4 : tensor<4xi32>, tensor<4xi32>) outs(%arg3 : tensor<4xi32>) -> tensor<4xi32>
// CHECK-NEXT: %26 = linalg.min ins(%arg3, %arg4 : tensor<4xi32>, tensor<4xi32>) outs(%arg3 : tensor<4xi32>) -> tensor<4xi32>
// CHECK-NEXT: %27 = linalg.add ins(%arg5, %arg5 : tensor<4xi1>, tensor<4xi1>) outs(%arg5 : tensor<4xi1>) -> tensor<4xi1>
// CHECK-NEXT: %28 = linalg.mul ins(%arg5, %arg5 : tensor<4xi1>, tensor<4xi1>) outs(%arg5 : tensor<4xi1>) -> tensor<4xi1>
// CHECK-NEXT: %29 = linalg.max ins(%arg5, %arg5 : tensor<4xi1>, tensor<4xi1>) outs(%arg5 : tensor<4xi1>) -> tensor<4xi1>
// CHECK-NEXT: %30 = linalg.min ins(%arg5, %arg5 : tensor<4xi1>, tensor<4xi1>) outs(%arg5 : tensor<4xi1>) -> tensor<4xi1>
// CHECK-NEXT: %31 = linalg.select ins(%arg5, %arg3, %arg4 : tensor<4xi1>, tensor<4xi32>, tensor<4xi32>) outs(%arg3 : tensor<4xi32>) -> tensor<4xi32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @f2(%arg0: tensor<4x8xf32>, %arg1: tensor<4x8xf32>, %arg2: tensor<8xf32>, %arg3: tensor<4x8xi32>) {
// CHECK-NEXT: %0 = linalg.elementwise kind=#linalg.elementwise_kind<add> ins(%arg0, %arg1 : tensor<4x8xf32>, tensor<4x8xf32>) outs(%arg0 : tensor<4x8xf32>) -> tensor<4x8xf32>
// CHECK-NEXT: %1 = linalg.elementwise kind=#linalg.elementwise_kind<exp> indexing_maps = [#map, #map1] ins(%arg2 : tensor<8xf32>) outs(%arg0 : tensor<4x8xf32>) -> tensor<4x8xf32>
// CHECK-NEXT: %2 = linalg.elementwise kind=#linalg.elementwise_kind<add> {x.y = 1 : i64} ins(%arg3, %arg3 : tensor<4x8xi32>, tensor<4x8xi32>) outs(%arg3 : tensor<4x8xi32>) -> tensor<4x8xi32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @g(%arg0: tensor<4x8x2x3xf32>, %arg1: tensor<5x8x6x3xf32>, %arg2: tensor<4x5x2x6xf32>, %arg3: tensor<7x4x8x2x3xi8>, %arg4: tensor<7x5x8x6x3xi8>, %arg5: tensor<7x4x5x2x6xi32>) {
// CHECK-NEXT: %0 = linalg.mmt4d ins(%arg0, %arg1 : tensor<4x8x2x3xf32>, tensor<5x8x6x3xf32>) outs(%arg2 : tensor<4x5x2x6xf32>) -> tensor<4x5x2x6xf32>
// CHECK-NEXT: %1 = linalg.batch_mmt4d ins(%arg3, %arg4 : tensor<7x4x8x2x3xi8>, tensor<7x5x8x6x3xi8>) outs(%arg5 : tensor<7x4x5x2x6xi32>) -> tensor<7x4x5x2x6xi32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @h(%arg0: tensor<4x8xf32>, %arg1: tensor<8x5xf32>, %arg2: tensor<4x5xf32>) -> tensor<4x5xf32> {
// CHECK-NEXT: %0 = linalg.contract indexing_maps = [#map2, #map3, #map4] ins(%arg0, %arg1 : tensor<4x8xf32>, tensor<8x5xf32>) outs(%arg2 : tensor<4x5xf32>) -> tensor<4x5xf32>
// CHECK-NEXT: return %0 : tensor<4x5xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func @f3(%arg0: tensor<2x3x9xf32>, %arg1: tensor<3x2xf32>, %arg2: tensor<2x3x8xf32>, %arg3: tensor<2x9x3xf32>, %arg4: tensor<2x3x4xf32>, %arg5: tensor<2x8x3x4xf32>) {
// CHECK-NEXT: %0 = linalg.depthwise_conv_1d_ncw_cw ins(%arg0, %arg1 : tensor<2x3x9xf32>, tensor<3x2xf32>) outs(%arg2 : tensor<2x3x8xf32>) -> tensor<2x3x8xf32>
// CHECK-NEXT: %1 = linalg.depthwise_conv_1d_nwc_wcm ins(%arg3, %arg4 : tensor<2x9x3xf32>, tensor<2x3x4xf32>) outs(%arg5 : tensor<2x8x3x4xf32>) -> tensor<2x8x3x4xf32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @g2(%arg0: tensor<2x3x9x9x9xf32>, %arg1: tensor<3x2x2x2xf32>, %arg2: tensor<2x3x8x8x8xf32>, %arg3: tensor<2x9x9x9x3xf32>, %arg4: tensor<2x2x2x3xf32>, %arg5: tensor<2x8x8x8x3xf32>, %arg6: tensor<2x2x2x3x4xf32>, %arg7: tensor<2x8x8x8x3x4xf32>, %arg8: tensor<2x2x2xf32>) {
// CHECK-NEXT: %0 = linalg.depthwise_conv_3d_ncdhw_cdhw ins(%arg0, %arg1 : tensor<2x3x9x9x9xf32>, tensor<3x2x2x2xf32>) outs(%arg2 : tensor<2x3x8x8x8xf32>) -> tensor<2x3x8x8x8xf32>
// CHECK-NEXT: %1 = linalg.depthwise_conv_3d_ndhwc_dhwc ins(%arg3, %arg4 : tensor<2x9x9x9x3xf32>, tensor<2x2x2x3xf32>) outs(%arg5 : tensor<2x8x8x8x3xf32>) -> tensor<2x8x8x8x3xf32>
// CHECK-NEXT: %2 = linalg.depthwise_conv_3d_ndhwc_dhwcm ins(%arg3, %arg6 : tensor<2x9x9x9x3xf32>, tensor<2x2x2x3x4xf32>) outs(%arg7 : tensor<2x8x8x8x3x4xf32>) -> tensor<2x8x8x8x3x4xf32>
// CHECK-NEXT: %3 = linalg.pooling_ndhwc_sum ins(%arg3, %arg8 : tensor<2x9x9x9x3xf32>, tensor<2x2x2xf32>) outs(%arg5 : tensor<2x8x8x8x3xf32>) -> tensor<2x8x8x8x3xf32>
// CHECK-NEXT: %4 = linalg.pooling_ndhwc_max ins(%arg3, %arg8 : tensor<2x9x9x9x3xf32>, tensor<2x2x2xf32>) outs(%arg5 : tensor<2x8x8x8x3xf32>) -> tensor<2x8x8x8x3xf32>
// CHECK-NEXT: %5 = linalg.pooling_ndhwc_min ins(%arg3, %arg8 : tensor<2x9x9x9x3xf32>, tensor<2x2x2xf32>) outs(%arg5 : tensor<2x8x8x8x3xf32>) -> tensor<2x8x8x8x3xf32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @h2(%arg0: tensor<2x9x9x5x3xf32>, %arg1: tensor<5x4x2x2x3xf32>, %arg2: tensor<2x8x8x5x4xf32>) {
// CHECK-NEXT: %0 = linalg.conv_2d_nhwgc_gfhwc ins(%arg0, %arg1 : tensor<2x9x9x5x3xf32>, tensor<5x4x2x2x3xf32>) outs(%arg2 : tensor<2x8x8x5x4xf32>) -> tensor<2x8x8x5x4xf32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @p(%arg0: tensor<2x3x9xf32>, %arg1: tensor<2xf32>, %arg2: tensor<2x3x8xf32>, %arg3: tensor<2x9x3xf32>, %arg4: tensor<2x8x3xf32>) {
// CHECK-NEXT: %0 = linalg.pooling_ncw_max ins(%arg0, %arg1 : tensor<2x3x9xf32>, tensor<2xf32>) outs(%arg2 : tensor<2x3x8xf32>) -> tensor<2x3x8xf32>
// CHECK-NEXT: %1 = linalg.pooling_ncw_sum ins(%arg0, %arg1 : tensor<2x3x9xf32>, tensor<2xf32>) outs(%arg2 : tensor<2x3x8xf32>) -> tensor<2x3x8xf32>
// CHECK-NEXT: %2 = linalg.pooling_nwc_max ins(%arg3, %arg1 : tensor<2x9x3xf32>, tensor<2xf32>) outs(%arg4 : tensor<2x8x3xf32>) -> tensor<2x8x3xf32>
// CHECK-NEXT: %3 = linalg.pooling_nwc_sum ins(%arg3, %arg1 : tensor<2x9x3xf32>, tensor<2xf32>) outs(%arg4 : tensor<2x8x3xf32>) -> tensor<2x8x3xf32>
// CHECK-NEXT: %4 = linalg.pooling_nwc_min ins(%arg3, %arg1 : tensor<2x9x3xf32>, tensor<2xf32>) outs(%arg4 : tensor<2x8x3xf32>) -> tensor<2x8x3xf32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @u(%arg0: tensor<2x9x3xi8>, %arg1: tensor<2xi8>, %arg2: tensor<2x8x3xi32>, %arg3: tensor<2x9x9x3xi8>, %arg4: tensor<2x2xi8>, %arg5: tensor<2x8x8x3xi32>) {
// CHECK-NEXT: %0 = linalg.pooling_nwc_max_unsigned ins(%arg0, %arg1 : tensor<2x9x3xi8>, tensor<2xi8>) outs(%arg2 : tensor<2x8x3xi32>) -> tensor<2x8x3xi32>
// CHECK-NEXT: %1 = linalg.pooling_nwc_min_unsigned ins(%arg0, %arg1 : tensor<2x9x3xi8>, tensor<2xi8>) outs(%arg2 : tensor<2x8x3xi32>) -> tensor<2x8x3xi32>
// CHECK-NEXT: %2 = linalg.pooling_nhwc_max_unsigned ins(%arg3, %arg4 : tensor<2x9x9x3xi8>, tensor<2x2xi8>) outs(%arg5 : tensor<2x8x8x3xi32>) -> tensor<2x8x8x3xi32>
// CHECK-NEXT: %3 = linalg.pooling_nhwc_min_unsigned ins(%arg3, %arg4 : tensor<2x9x9x3xi8>, tensor<2x2xi8>) outs(%arg5 : tensor<2x8x8x3xi32>) -> tensor<2x8x8x3xi32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @kept(%arg0: tensor<4xf32>, %arg1: tensor<2xf32>, %arg2: tensor<3xf32>) {
// CHECK-NEXT: %0 = linalg.exp {indexing_maps = 3 : i64, kind = 1 : i64} ins(%arg0 : tensor<4xf32>) outs(%arg0 : tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: %1 = linalg.conv_1d {indexing_maps = [#map]} ins(%arg0, %arg1 : tensor<4xf32>, tensor<2xf32>) outs(%arg2 : tensor<3xf32>) -> tensor<3xf32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: }

func.func @f(%a: tensor<4x?xf32>, %b: tensor<4x?xf32>, %c: tensor<4x?xf32>, %i: tensor<4xi32>, %j: tensor<4xi32>, %k: tensor<4xi1>) {
%exp = linalg.exp ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%log = linalg.log ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%abs = linalg.abs ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%ceil = linalg.ceil ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%floor = linalg.floor ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%negf = linalg.negf ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%reciprocal = linalg.reciprocal ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%round = linalg.round ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%sqrt = linalg.sqrt ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%rsqrt = linalg.rsqrt ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%square = linalg.square ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%tanh = linalg.tanh ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%erf = linalg.erf ins(%a : tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%add = linalg.add ins(%a, %b : tensor<4x?xf32>, tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%sub = linalg.sub ins(%a, %b : tensor<4x?xf32>, tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%mul = linalg.mul ins(%a, %b : tensor<4x?xf32>, tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%div = linalg.div ins(%a, %b : tensor<4x?xf32>, tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%max = linalg.max ins(%a, %b : tensor<4x?xf32>, tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%min = linalg.min ins(%a, %b : tensor<4x?xf32>, tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%powf = linalg.powf ins(%a, %b : tensor<4x?xf32>, tensor<4x?xf32>) outs(%c : tensor<4x?xf32>) -> tensor<4x?xf32>
%iadd = linalg.add ins(%i, %j : tensor<4xi32>, tensor<4xi32>) outs(%i : tensor<4xi32>) -> tensor<4xi32>
%isub = linalg.sub ins(%i, %j : tensor<4xi32>, tensor<4xi32>) outs(%i : tensor<4xi32>) -> tensor<4xi32>
%imul = linalg.mul ins(%i, %j : tensor<4xi32>, tensor<4xi32>) outs(%i : tensor<4xi32>) -> tensor<4xi32>
%idiv = linalg.div ins(%i, %j : tensor<4xi32>, tensor<4xi32>) outs(%i : tensor<4xi32>) -> tensor<4xi32>
%idiv_unsigned = linalg.div_unsigned ins(%i, %j : tensor<4xi32>, tensor<4xi32>) outs(%i : tensor<4xi32>) -> tensor<4xi32>
%imax = linalg.max ins(%i, %j : tensor<4xi32>, tensor<4xi32>) outs(%i : tensor<4xi32>) -> tensor<4xi32>
%imin = linalg.min ins(%i, %j : tensor<4xi32>, tensor<4xi32>) outs(%i : tensor<4xi32>) -> tensor<4xi32>
%kadd = linalg.add ins(%k, %k : tensor<4xi1>, tensor<4xi1>) outs(%k : tensor<4xi1>) -> tensor<4xi1>
%kmul = linalg.mul ins(%k, %k : tensor<4xi1>, tensor<4xi1>) outs(%k : tensor<4xi1>) -> tensor<4xi1>
%kmax = linalg.max ins(%k, %k : tensor<4xi1>, tensor<4xi1>) outs(%k : tensor<4xi1>) -> tensor<4xi1>
%kmin = linalg.min ins(%k, %k : tensor<4xi1>, tensor<4xi1>) outs(%k : tensor<4xi1>) -> tensor<4xi1>
%s = linalg.select ins(%k, %i, %j: tensor<4xi1>, tensor<4xi32>, tensor<4xi32>) outs(%i: tensor<4xi32>) -> tensor<4xi32>
return }
func.func @f2(%a: tensor<4x8xf32>, %b: tensor<4x8xf32>, %r: tensor<8xf32>, %i: tensor<4x8xi32>) {
%0 = linalg.elementwise kind=#linalg.elementwise_kind<add> ins(%a, %b : tensor<4x8xf32>, tensor<4x8xf32>) outs(%a: tensor<4x8xf32>) -> tensor<4x8xf32>
%1 = linalg.elementwise kind=#linalg.elementwise_kind<exp> indexing_maps = [affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0, d1)>] ins(%r : tensor<8xf32>) outs(%a: tensor<4x8xf32>) -> tensor<4x8xf32>
%2 = linalg.elementwise kind=#linalg.elementwise_kind<add> {x.y = 1} ins(%i, %i : tensor<4x8xi32>, tensor<4x8xi32>) outs(%i: tensor<4x8xi32>) -> tensor<4x8xi32>
return }
func.func @g(%a: tensor<4x8x2x3xf32>, %b: tensor<5x8x6x3xf32>, %c: tensor<4x5x2x6xf32>, %d: tensor<7x4x8x2x3xi8>, %e: tensor<7x5x8x6x3xi8>, %f: tensor<7x4x5x2x6xi32>) {
%0 = linalg.mmt4d ins(%a, %b : tensor<4x8x2x3xf32>, tensor<5x8x6x3xf32>) outs(%c: tensor<4x5x2x6xf32>) -> tensor<4x5x2x6xf32>
%1 = linalg.batch_mmt4d ins(%d, %e : tensor<7x4x8x2x3xi8>, tensor<7x5x8x6x3xi8>) outs(%f: tensor<7x4x5x2x6xi32>) -> tensor<7x4x5x2x6xi32>
return }
func.func @h(%a: tensor<4x8xf32>, %b: tensor<8x5xf32>, %c: tensor<4x5xf32>) -> tensor<4x5xf32> {
%0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%a, %b : tensor<4x8xf32>, tensor<8x5xf32>) outs(%c: tensor<4x5xf32>) -> tensor<4x5xf32>
return %0 : tensor<4x5xf32>}
func.func @f3(%a: tensor<2x3x9xf32>, %k: tensor<3x2xf32>, %o: tensor<2x3x8xf32>, %a1: tensor<2x9x3xf32>, %k1: tensor<2x3x4xf32>, %o1: tensor<2x8x3x4xf32>) {
%0 = linalg.depthwise_conv_1d_ncw_cw ins(%a, %k: tensor<2x3x9xf32>, tensor<3x2xf32>) outs(%o: tensor<2x3x8xf32>) -> tensor<2x3x8xf32>
%1 = linalg.depthwise_conv_1d_nwc_wcm ins(%a1, %k1: tensor<2x9x3xf32>, tensor<2x3x4xf32>) outs(%o1: tensor<2x8x3x4xf32>) -> tensor<2x8x3x4xf32>
return }
func.func @g2(%a: tensor<2x3x9x9x9xf32>, %k: tensor<3x2x2x2xf32>, %o: tensor<2x3x8x8x8xf32>, %a1: tensor<2x9x9x9x3xf32>, %k1: tensor<2x2x2x3xf32>, %o1: tensor<2x8x8x8x3xf32>, %k2: tensor<2x2x2x3x4xf32>, %o2: tensor<2x8x8x8x3x4xf32>, %w: tensor<2x2x2xf32>) {
%0 = linalg.depthwise_conv_3d_ncdhw_cdhw ins(%a, %k: tensor<2x3x9x9x9xf32>, tensor<3x2x2x2xf32>) outs(%o: tensor<2x3x8x8x8xf32>) -> tensor<2x3x8x8x8xf32>
%1 = linalg.depthwise_conv_3d_ndhwc_dhwc ins(%a1, %k1: tensor<2x9x9x9x3xf32>, tensor<2x2x2x3xf32>) outs(%o1: tensor<2x8x8x8x3xf32>) -> tensor<2x8x8x8x3xf32>
%2 = linalg.depthwise_conv_3d_ndhwc_dhwcm ins(%a1, %k2: tensor<2x9x9x9x3xf32>, tensor<2x2x2x3x4xf32>) outs(%o2: tensor<2x8x8x8x3x4xf32>) -> tensor<2x8x8x8x3x4xf32>
%3 = linalg.pooling_ndhwc_sum ins(%a1, %w: tensor<2x9x9x9x3xf32>, tensor<2x2x2xf32>) outs(%o1: tensor<2x8x8x8x3xf32>) -> tensor<2x8x8x8x3xf32>
%4 = linalg.pooling_ndhwc_max ins(%a1, %w: tensor<2x9x9x9x3xf32>, tensor<2x2x2xf32>) outs(%o1: tensor<2x8x8x8x3xf32>) -> tensor<2x8x8x8x3xf32>
%5 = linalg.pooling_ndhwc_min ins(%a1, %w: tensor<2x9x9x9x3xf32>, tensor<2x2x2xf32>) outs(%o1: tensor<2x8x8x8x3xf32>) -> tensor<2x8x8x8x3xf32>
return }
func.func @h2(%a: tensor<2x9x9x5x3xf32>, %k: tensor<5x4x2x2x3xf32>, %o: tensor<2x8x8x5x4xf32>) {
%0 = linalg.conv_2d_nhwgc_gfhwc ins(%a, %k: tensor<2x9x9x5x3xf32>, tensor<5x4x2x2x3xf32>) outs(%o: tensor<2x8x8x5x4xf32>) -> tensor<2x8x8x5x4xf32>
return }
func.func @p(%a: tensor<2x3x9xf32>, %k: tensor<2xf32>, %o: tensor<2x3x8xf32>, %a1: tensor<2x9x3xf32>, %o1: tensor<2x8x3xf32>) {
%0 = linalg.pooling_ncw_max ins(%a, %k: tensor<2x3x9xf32>, tensor<2xf32>) outs(%o: tensor<2x3x8xf32>) -> tensor<2x3x8xf32>
%1 = linalg.pooling_ncw_sum ins(%a, %k: tensor<2x3x9xf32>, tensor<2xf32>) outs(%o: tensor<2x3x8xf32>) -> tensor<2x3x8xf32>
%2 = linalg.pooling_nwc_max ins(%a1, %k: tensor<2x9x3xf32>, tensor<2xf32>) outs(%o1: tensor<2x8x3xf32>) -> tensor<2x8x3xf32>
%3 = linalg.pooling_nwc_sum ins(%a1, %k: tensor<2x9x3xf32>, tensor<2xf32>) outs(%o1: tensor<2x8x3xf32>) -> tensor<2x8x3xf32>
%4 = linalg.pooling_nwc_min ins(%a1, %k: tensor<2x9x3xf32>, tensor<2xf32>) outs(%o1: tensor<2x8x3xf32>) -> tensor<2x8x3xf32>
return }
func.func @u(%a: tensor<2x9x3xi8>, %k: tensor<2xi8>, %o1: tensor<2x8x3xi32>, %a2: tensor<2x9x9x3xi8>, %k2: tensor<2x2xi8>, %o2: tensor<2x8x8x3xi32>) {
%2 = linalg.pooling_nwc_max_unsigned ins(%a, %k: tensor<2x9x3xi8>, tensor<2xi8>) outs(%o1: tensor<2x8x3xi32>) -> tensor<2x8x3xi32>
%3 = linalg.pooling_nwc_min_unsigned ins(%a, %k: tensor<2x9x3xi8>, tensor<2xi8>) outs(%o1: tensor<2x8x3xi32>) -> tensor<2x8x3xi32>
%4 = linalg.pooling_nhwc_max_unsigned ins(%a2, %k2: tensor<2x9x9x3xi8>, tensor<2x2xi8>) outs(%o2: tensor<2x8x8x3xi32>) -> tensor<2x8x8x3xi32>
%5 = linalg.pooling_nhwc_min_unsigned ins(%a2, %k2: tensor<2x9x9x3xi8>, tensor<2x2xi8>) outs(%o2: tensor<2x8x8x3xi32>) -> tensor<2x8x8x3xi32>
return }
func.func @kept(%a: tensor<4xf32>, %k: tensor<2xf32>, %o: tensor<3xf32>) {
%0 = linalg.exp {kind = 1, indexing_maps = 3} ins(%a : tensor<4xf32>) outs(%a : tensor<4xf32>) -> tensor<4xf32>
%1 = linalg.conv_1d {indexing_maps = [affine_map<(d0, d1) -> (d1)>]} ins(%a, %k : tensor<4xf32>, tensor<2xf32>) outs(%o : tensor<3xf32>) -> tensor<3xf32>
return }
