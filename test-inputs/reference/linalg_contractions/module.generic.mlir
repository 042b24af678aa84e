#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d2, d1)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map6 = affine_map<(d0, d1) -> (d0, d1)>
#map7 = affine_map<(d0, d1) -> (d1)>
#map8 = affine_map<(d0, d1) -> (d0)>
#map9 = affine_map<(d0, d1) -> (d1, d0)>
#map10 = affine_map<(d0) -> (d0)>
#map11 = affine_map<(d0) -> ()>
#map12 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map13 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<5x7xf32>, tensor<7x6xf32>, tensor<5x6xf32>, tensor<3x4x5xf32>, tensor<3x5x2xf32>, tensor<3x4x2xf32>, tensor<5x7xf32>, tensor<7xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5x7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<f32>, tensor<4x9xi8>, tensor<9x3xi8>, tensor<4x3xi32>, tensor<5x7xf32>, tensor<6x7xf32>, tensor<5x6xf32>, tensor<3x4x5xf32>, tensor<3x5xf32>, tensor<3x4xf32>) -> (tensor<5x6xf32>, tensor<3x4x2xf32>, tensor<5xf32>, tensor<7xf32>, tensor<f32>, tensor<4x3xi32>, tensor<5x6xf32>, tensor<3x4xf32>), sym_name = "main"}> ({
  ^bb0(%arg0: tensor<5x7xf32>, %arg1: tensor<7x6xf32>, %arg2: tensor<5x6xf32>, %arg3: tensor<3x4x5xf32>, %arg4: tensor<3x5x2xf32>, %arg5: tensor<3x4x2xf32>, %arg6: tensor<5x7xf32>, %arg7: tensor<7xf32>, %arg8: tensor<5xf32>, %arg9: tensor<5xf32>, %arg10: tensor<5x7xf32>, %arg11: tensor<7xf32>, %arg12: tensor<7xf32>, %arg13: tensor<7xf32>, %arg14: tensor<f32>, %arg15: tensor<4x9xi8>, %arg16: tensor<9x3xi8>, %arg17: tensor<4x3xi32>, %arg18: tensor<5x7xf32>, %arg19: tensor<6x7xf32>, %arg20: tensor<5x6xf32>, %arg21: tensor<3x4x5xf32>, %arg22: tensor<3x5xf32>, %arg23: tensor<3x4xf32>):
    %0 = "linalg.matmul"(%arg0, %arg1, %arg2) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg45: f32, %arg46: f32, %arg47: f32):
      %24 = "arith.mulf"(%arg45, %arg46) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %25 = "arith.addf"(%arg47, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%25) : (f32) -> ()
    }) : (tensor<5x7xf32>, tensor<7x6xf32>, tensor<5x6xf32>) -> tensor<5x6xf32>
    %1 = "linalg.batch_matmul"(%arg3, %arg4, %arg5) <{indexing_maps = [#map3, #map4, #map5], operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg42: f32, %arg43: f32, %arg44: f32):
      %22 = "arith.mulf"(%arg42, %arg43) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %23 = "arith.addf"(%arg44, %22) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%23) : (f32) -> ()
    }) : (tensor<3x4x5xf32>, tensor<3x5x2xf32>, tensor<3x4x2xf32>) -> tensor<3x4x2xf32>
    %2 = "linalg.matvec"(%arg6, %arg7, %arg8) <{operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg39: f32, %arg40: f32, %arg41: f32):
      %20 = "arith.mulf"(%arg39, %arg40) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %21 = "arith.addf"(%arg41, %20) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%21) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map6, #map7, #map8]} : (tensor<5x7xf32>, tensor<7xf32>, tensor<5xf32>) -> tensor<5xf32>
    %3 = "linalg.vecmat"(%arg9, %arg10, %arg11) <{operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg36: f32, %arg37: f32, %arg38: f32):
      %18 = "arith.mulf"(%arg36, %arg37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %19 = "arith.addf"(%arg38, %18) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%19) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map7, #map9, #map8]} : (tensor<5xf32>, tensor<5x7xf32>, tensor<7xf32>) -> tensor<7xf32>
    %4 = "linalg.dot"(%arg12, %arg13, %arg14) <{operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg33: f32, %arg34: f32, %arg35: f32):
      %16 = "arith.mulf"(%arg33, %arg34) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %17 = "arith.addf"(%arg35, %16) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%17) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map10, #map10, #map11]} : (tensor<7xf32>, tensor<7xf32>, tensor<f32>) -> tensor<f32>
    %5 = "linalg.matmul"(%arg15, %arg16, %arg17) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg30: i8, %arg31: i8, %arg32: i32):
      %12 = "arith.extsi"(%arg30) : (i8) -> i32
      %13 = "arith.extsi"(%arg31) : (i8) -> i32
      %14 = "arith.muli"(%12, %13) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
      %15 = "arith.addi"(%arg32, %14) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
      "linalg.yield"(%15) : (i32) -> ()
    }) : (tensor<4x9xi8>, tensor<9x3xi8>, tensor<4x3xi32>) -> tensor<4x3xi32>
    %6 = "linalg.matmul"(%arg18, %arg19, %arg20) <{indexing_maps = [#map, #map12, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg27: f32, %arg28: f32, %arg29: f32):
      %10 = "arith.mulf"(%arg27, %arg28) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %11 = "arith.addf"(%arg29, %10) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%11) : (f32) -> ()
    }) : (tensor<5x7xf32>, tensor<6x7xf32>, tensor<5x6xf32>) -> tensor<5x6xf32>
    %7 = "linalg.batch_matvec"(%arg21, %arg22, %arg23) <{operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg24: f32, %arg25: f32, %arg26: f32):
      %8 = "arith.mulf"(%arg24, %arg25) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %9 = "arith.addf"(%arg26, %8) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%9) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map13, #map, #map2]} : (tensor<3x4x5xf32>, tensor<3x5xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
    "func.return"(%0, %1, %2, %3, %4, %5, %6, %7) : (tensor<5x6xf32>, tensor<3x4x2xf32>, tensor<5xf32>, tensor<7xf32>, tensor<f32>, tensor<4x3xi32>, tensor<5x6xf32>, tensor<3x4xf32>) -> ()
  }) : () -> ()
}) : () -> ()

