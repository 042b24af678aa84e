#map = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2 * 2 + d4, d3 + d5 * 2)>
#map1 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5)>
#map2 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3)>
#map3 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 2 + d4, d2 + d5 * 2, d3)>
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<2x3x9x8xf32>, tensor<3x2xf32>, tensor<2x3x4x6xf32>, tensor<2x3x9x8xf32>, tensor<3x2xf32>, tensor<2x3x4x6xf32>, tensor<2x9x8x3xf32>, tensor<3x2xf32>, tensor<2x4x6x3xf32>, tensor<2x9x8x3xf32>, tensor<3x2xf32>, tensor<2x4x6x3xf32>, tensor<2x9x8x3xf32>, tensor<3x2xf32>, tensor<2x4x6x3xf32>) -> (tensor<2x3x4x6xf32>, tensor<2x3x4x6xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3xf32>), sym_name = "main"}> ({
  ^bb0(%arg0: tensor<2x3x9x8xf32>, %arg1: tensor<3x2xf32>, %arg2: tensor<2x3x4x6xf32>, %arg3: tensor<2x3x9x8xf32>, %arg4: tensor<3x2xf32>, %arg5: tensor<2x3x4x6xf32>, %arg6: tensor<2x9x8x3xf32>, %arg7: tensor<3x2xf32>, %arg8: tensor<2x4x6x3xf32>, %arg9: tensor<2x9x8x3xf32>, %arg10: tensor<3x2xf32>, %arg11: tensor<2x4x6x3xf32>, %arg12: tensor<2x9x8x3xf32>, %arg13: tensor<3x2xf32>, %arg14: tensor<2x4x6x3xf32>):
    %0 = "linalg.pooling_nchw_max"(%arg0, %arg1, %arg2) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg27: f32, %arg28: f32, %arg29: f32):
      %9 = "arith.maximumf"(%arg29, %arg27) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%9) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map, #map1, #map2]} : (tensor<2x3x9x8xf32>, tensor<3x2xf32>, tensor<2x3x4x6xf32>) -> tensor<2x3x4x6xf32>
    %1 = "linalg.pooling_nchw_sum"(%arg3, %arg4, %arg5) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg24: f32, %arg25: f32, %arg26: f32):
      %8 = "arith.addf"(%arg26, %arg24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%8) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map, #map1, #map2]} : (tensor<2x3x9x8xf32>, tensor<3x2xf32>, tensor<2x3x4x6xf32>) -> tensor<2x3x4x6xf32>
    %2 = "linalg.pooling_nhwc_max"(%arg6, %arg7, %arg8) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg21: f32, %arg22: f32, %arg23: f32):
      %7 = "arith.maximumf"(%arg23, %arg21) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%7) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map3, #map1, #map2]} : (tensor<2x9x8x3xf32>, tensor<3x2xf32>, tensor<2x4x6x3xf32>) -> tensor<2x4x6x3xf32>
    %3 = "linalg.pooling_nhwc_min"(%arg9, %arg10, %arg11) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg18: f32, %arg19: f32, %arg20: f32):
      %6 = "arith.minimumf"(%arg20, %arg18) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%6) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map3, #map1, #map2]} : (tensor<2x9x8x3xf32>, tensor<3x2xf32>, tensor<2x4x6x3xf32>) -> tensor<2x4x6x3xf32>
    %4 = "linalg.pooling_nhwc_sum"(%arg12, %arg13, %arg14) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg15: f32, %arg16: f32, %arg17: f32):
      %5 = "arith.addf"(%arg17, %arg15) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%5) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map3, #map1, #map2]} : (tensor<2x9x8x3xf32>, tensor<3x2xf32>, tensor<2x4x6x3xf32>) -> tensor<2x4x6x3xf32>
    "func.return"(%0, %1, %2, %3, %4) : (tensor<2x3x4x6xf32>, tensor<2x3x4x6xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3xf32>) -> ()
  }) : () -> ()
}) : () -> ()

