#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1) -> (d1)>
#map2 = affine_map<(d0, d1) -> ()>
#map3 = affine_map<(d0, d1) -> (d1, d0)>
#map4 = affine_map<(d0, d1) -> (d0)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
#map6 = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3)>
#map7 = affine_map<(d0, d1, d2, d3) -> (d0, d2, d1)>
#map8 = affine_map<(d0, d1) -> (d0 + d1)>
#map9 = affine_map<(d0, d1) -> (d0 floordiv 2, (d0 + d1) mod 6)>
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<4x6xf32>, tensor<6xf32>, tensor<f32>, tensor<4x6xf32>, tensor<6x4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<9x5xf32>, tensor<7xi64>, tensor<7x5xf32>, tensor<2x3x4xf32>, tensor<2x5x4xf32>, tensor<2x5x3xf32>, tensor<10xf32>, tensor<3xf32>, tensor<8xf32>, tensor<8x7xf32>) -> (tensor<4x6xf32>, tensor<6x4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<7x5xf32>, tensor<2x5x3xf32>, tensor<8xf32>, tensor<8x7xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<6x4xf32>, tensor<4x6xf32>), sym_name = "main"}> ({
  ^bb0(%arg0: tensor<4x6xf32>, %arg1: tensor<6xf32>, %arg2: tensor<f32>, %arg3: tensor<4x6xf32>, %arg4: tensor<6x4xf32>, %arg5: tensor<4xf32>, %arg6: tensor<4xi32>, %arg7: tensor<9x5xf32>, %arg8: tensor<7xi64>, %arg9: tensor<7x5xf32>, %arg10: tensor<2x3x4xf32>, %arg11: tensor<2x5x4xf32>, %arg12: tensor<2x5x3xf32>, %arg13: tensor<10xf32>, %arg14: tensor<3xf32>, %arg15: tensor<8xf32>, %arg16: tensor<8x7xf32>):
    %0 = "arith.constant"() <{value = 0.000000e+00 : f32}> : () -> f32
    %1 = "linalg.generic"(%arg0, %arg1, %arg2, %arg3) <{indexing_maps = [#map, #map1, #map2, #map], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 3, 1>}> ({
    ^bb0(%arg43: f32, %arg44: f32, %arg45: f32, %arg46: f32):
      %37 = "arith.mulf"(%arg43, %arg45) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %38 = "arith.addf"(%37, %arg44) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %39 = "arith.cmpf"(%38, %0) <{fastmath = #arith.fastmath<none>, predicate = 9 : i64}> : (f32, f32) -> i1
      %40 = "arith.select"(%39, %38, %0) : (i1, f32, f32) -> f32
      "linalg.yield"(%40) : (f32) -> ()
    }) : (tensor<4x6xf32>, tensor<6xf32>, tensor<f32>, tensor<4x6xf32>) -> tensor<4x6xf32>
    %2 = "linalg.generic"(%arg0, %arg4) <{indexing_maps = [#map, #map3], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 1>}> ({
    ^bb0(%arg41: f32, %arg42: f32):
      %29 = "linalg.index"() <{dim = 0 : i64}> : () -> index
      %30 = "linalg.index"() <{dim = 1 : i64}> : () -> index
      %31 = "arith.constant"() <{value = 4 : index}> : () -> index
      %32 = "arith.muli"(%30, %31) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %33 = "arith.addi"(%32, %29) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %34 = "arith.index_cast"(%33) : (index) -> i64
      %35 = "arith.sitofp"(%34) : (i64) -> f32
      %36 = "arith.addf"(%arg41, %35) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%36) : (f32) -> ()
    }) : (tensor<4x6xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
    %3:2 = "linalg.generic"(%arg0, %arg5, %arg6) <{indexing_maps = [#map, #map4, #map4], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<reduction>], operandSegmentSizes = array<i32: 1, 2>}> ({
    ^bb0(%arg38: f32, %arg39: f32, %arg40: i32):
      %24 = "linalg.index"() <{dim = 1 : i64}> : () -> index
      %25 = "arith.index_cast"(%24) : (index) -> i32
      %26 = "arith.cmpf"(%arg38, %arg39) <{fastmath = #arith.fastmath<none>, predicate = 2 : i64}> : (f32, f32) -> i1
      %27 = "arith.select"(%26, %arg38, %arg39) : (i1, f32, f32) -> f32
      %28 = "arith.select"(%26, %25, %arg40) : (i1, i32, i32) -> i32
      "linalg.yield"(%27, %28) : (f32, i32) -> ()
    }) : (tensor<4x6xf32>, tensor<4xf32>, tensor<4xi32>) -> (tensor<4xf32>, tensor<4xi32>)
    %4 = "linalg.generic"(%arg8, %arg9) <{indexing_maps = [#map4, #map], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 1>}> ({
    ^bb0(%arg36: i64, %arg37: f32):
      %19 = "arith.index_cast"(%arg36) : (i64) -> index
      %20 = "linalg.index"() <{dim = 1 : i64}> : () -> index
      %21 = "arith.constant"() <{value = 9 : i64}> : () -> i64
      %22 = "arith.cmpi"(%arg36, %21) <{predicate = 2 : i64}> : (i64, i64) -> i1
      "cf.assert"(%22) <{msg = "index is too large"}> : (i1) -> ()
      %23 = "tensor.extract"(%arg7, %19, %20) : (tensor<9x5xf32>, index, index) -> f32
      "linalg.yield"(%23) : (f32) -> ()
    }) : (tensor<7xi64>, tensor<7x5xf32>) -> tensor<7x5xf32>
    %5 = "linalg.generic"(%arg10, %arg11, %arg12) <{indexing_maps = [#map5, #map6, #map7], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>, #linalg.iterator_type<reduction>], operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg33: f32, %arg34: f32, %arg35: f32):
      %17 = "arith.mulf"(%arg33, %arg34) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %18 = "arith.addf"(%arg35, %17) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%18) : (f32) -> ()
    }) : (tensor<2x3x4xf32>, tensor<2x5x4xf32>, tensor<2x5x3xf32>) -> tensor<2x5x3xf32>
    %6 = "linalg.generic"(%arg13, %arg14, %arg15) <{indexing_maps = [#map8, #map1, #map4], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<reduction>], operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg30: f32, %arg31: f32, %arg32: f32):
      %15 = "arith.mulf"(%arg30, %arg31) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %16 = "arith.addf"(%arg32, %15) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%16) : (f32) -> ()
    }) : (tensor<10xf32>, tensor<3xf32>, tensor<8xf32>) -> tensor<8xf32>
    %7 = "linalg.generic"(%arg0, %arg16) <{indexing_maps = [#map9, #map], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 1>}> ({
    ^bb0(%arg28: f32, %arg29: f32):
      "linalg.yield"(%arg28) : (f32) -> ()
    }) : (tensor<4x6xf32>, tensor<8x7xf32>) -> tensor<8x7xf32>
    %8 = "linalg.reduce"(%arg0, %arg5) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg26: f32, %arg27: f32):
      %14 = "arith.addf"(%arg26, %arg27) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%14) : (f32) -> ()
    }) : (tensor<4x6xf32>, tensor<4xf32>) -> tensor<4xf32>
    %9 = "linalg.fill"(%0, %arg3) <{operandSegmentSizes = array<i32: 1, 1>}> ({
    ^bb0(%arg24: f32, %arg25: f32):
      "linalg.yield"(%arg24) : (f32) -> ()
    }) : (f32, tensor<4x6xf32>) -> tensor<4x6xf32>
    %10 = "linalg.map"(%arg0, %arg0, %9) ({
    ^bb0(%arg21: f32, %arg22: f32, %arg23: f32):
      %13 = "arith.mulf"(%arg21, %arg22) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%13) : (f32) -> ()
    }) : (tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
    %11 = "linalg.transpose"(%arg0, %arg4) <{permutation = array<i64: 1, 0>}> ({
    ^bb0(%arg19: f32, %arg20: f32):
      "linalg.yield"(%arg19) : (f32) -> ()
    }) : (tensor<4x6xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
    %12 = "linalg.broadcast"(%arg1, %arg3) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg17: f32, %arg18: f32):
      "linalg.yield"(%arg17) : (f32) -> ()
    }) : (tensor<6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
    "func.return"(%1, %2, %3#0, %3#1, %4, %5, %6, %7, %8, %10, %11, %12) : (tensor<4x6xf32>, tensor<6x4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<7x5xf32>, tensor<2x5x3xf32>, tensor<8xf32>, tensor<8x7xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<6x4xf32>, tensor<4x6xf32>) -> ()
  }) : () -> ()
}) : () -> ()

