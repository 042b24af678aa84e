#map = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d4, d2 + d5, d3 + d6)>
#map1 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d1, d4, d5, d6)>
#map2 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3)>
#map3 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 + d4, d2 + d5, d6)>
#map4 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d4, d5, d6, d3)>
#map5 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d3, d4, d5, d6)>
#map6 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 + d4, d2 + d5, d3)>
#map7 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d3)>
#map8 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3)>
#map9 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 + d5, d2 + d6, d3)>
#map10 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d5, d6, d3, d4)>
#map11 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4)>
#map12 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1 + d4, d2 + d5)>
#map13 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d3, d4, d5)>
#map14 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1, d2)>
#map15 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d4, d2 * 2 + d5, d3 + d6 * 2)>
#map16 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 * 2 + d4, d2 + d5 * 2, d6)>
#map17 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 2 + d4, d2 + d5 * 2, d3)>
#map18 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1 * 2 + d5, d2 + d6 * 2, d3)>
#map19 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1 * 2 + d4, d2 + d5 * 2)>
#map20 = affine_map<(d0, d1, d2, d3) -> (d0 + d2, d1 + d3)>
#map21 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map22 = affine_map<(d0, d1, d2, d3) -> (d0, d1)>
#map23 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d5, d3 + d6, d4 + d7)>
#map24 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d1, d2, d5, d6, d7)>
#map25 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d3, d4)>
#map26 = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d2, d1, d5, d6, d7)>
#map27 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 + d3, d4)>
#map28 = affine_map<(d0, d1, d2, d3, d4) -> (d3, d4, d2)>
#map29 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2)>
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<2x3x9x8xf32>, tensor<4x3x3x2xf32>, tensor<2x4x7x7xf32>, tensor<2x9x8x3xf32>, tensor<3x2x3x5xf32>, tensor<2x7x7x5xf32>, tensor<2x9x8x3xf32>, tensor<5x3x2x3xf32>, tensor<2x7x7x5xf32>, tensor<2x9x8x3xf32>, tensor<3x2x3xf32>, tensor<2x7x7x3xf32>, tensor<2x9x8x3xf32>, tensor<3x2x3x2xf32>, tensor<2x7x7x3x2xf32>, tensor<2x3x9x8xf32>, tensor<3x3x2xf32>, tensor<2x3x7x7xf32>, tensor<2x3x9x8xf32>, tensor<4x3x3x2xf32>, tensor<2x4x4x6xf32>, tensor<2x9x8x3xf32>, tensor<3x2x3x5xf32>, tensor<2x4x6x5xf32>, tensor<2x9x8x3xf32>, tensor<5x3x2x3xf32>, tensor<2x4x6x5xf32>, tensor<2x9x8x3xf32>, tensor<3x2x3xf32>, tensor<2x4x6x3xf32>, tensor<2x9x8x3xf32>, tensor<3x2x3x2xf32>, tensor<2x4x6x3x2xf32>, tensor<2x3x9x8xf32>, tensor<3x3x2xf32>, tensor<2x3x4x6xf32>, tensor<9x8xf32>, tensor<3x2xf32>, tensor<7x7xf32>, tensor<2x2x3x5x6xf32>, tensor<2x4x3x2x3xf32>, tensor<2x2x4x4x4xf32>, tensor<2x2x3x5x6xf32>, tensor<4x2x3x2x3xf32>, tensor<2x2x4x4x4xf32>, tensor<2x10x3xf32>, tensor<4x3x5xf32>, tensor<2x7x5xf32>) -> (tensor<2x4x7x7xf32>, tensor<2x7x7x5xf32>, tensor<2x7x7x5xf32>, tensor<2x7x7x3xf32>, tensor<2x7x7x3x2xf32>, tensor<2x3x7x7xf32>, tensor<2x4x4x6xf32>, tensor<2x4x6x5xf32>, tensor<2x4x6x5xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3x2xf32>, tensor<2x3x4x6xf32>, tensor<7x7xf32>, tensor<2x2x4x4x4xf32>, tensor<2x2x4x4x4xf32>, tensor<2x7x5xf32>), sym_name = "main"}> ({
  ^bb0(%arg0: tensor<2x3x9x8xf32>, %arg1: tensor<4x3x3x2xf32>, %arg2: tensor<2x4x7x7xf32>, %arg3: tensor<2x9x8x3xf32>, %arg4: tensor<3x2x3x5xf32>, %arg5: tensor<2x7x7x5xf32>, %arg6: tensor<2x9x8x3xf32>, %arg7: tensor<5x3x2x3xf32>, %arg8: tensor<2x7x7x5xf32>, %arg9: tensor<2x9x8x3xf32>, %arg10: tensor<3x2x3xf32>, %arg11: tensor<2x7x7x3xf32>, %arg12: tensor<2x9x8x3xf32>, %arg13: tensor<3x2x3x2xf32>, %arg14: tensor<2x7x7x3x2xf32>, %arg15: tensor<2x3x9x8xf32>, %arg16: tensor<3x3x2xf32>, %arg17: tensor<2x3x7x7xf32>, %arg18: tensor<2x3x9x8xf32>, %arg19: tensor<4x3x3x2xf32>, %arg20: tensor<2x4x4x6xf32>, %arg21: tensor<2x9x8x3xf32>, %arg22: tensor<3x2x3x5xf32>, %arg23: tensor<2x4x6x5xf32>, %arg24: tensor<2x9x8x3xf32>, %arg25: tensor<5x3x2x3xf32>, %arg26: tensor<2x4x6x5xf32>, %arg27: tensor<2x9x8x3xf32>, %arg28: tensor<3x2x3xf32>, %arg29: tensor<2x4x6x3xf32>, %arg30: tensor<2x9x8x3xf32>, %arg31: tensor<3x2x3x2xf32>, %arg32: tensor<2x4x6x3x2xf32>, %arg33: tensor<2x3x9x8xf32>, %arg34: tensor<3x3x2xf32>, %arg35: tensor<2x3x4x6xf32>, %arg36: tensor<9x8xf32>, %arg37: tensor<3x2xf32>, %arg38: tensor<7x7xf32>, %arg39: tensor<2x2x3x5x6xf32>, %arg40: tensor<2x4x3x2x3xf32>, %arg41: tensor<2x2x4x4x4xf32>, %arg42: tensor<2x2x3x5x6xf32>, %arg43: tensor<4x2x3x2x3xf32>, %arg44: tensor<2x2x4x4x4xf32>, %arg45: tensor<2x10x3xf32>, %arg46: tensor<4x3x5xf32>, %arg47: tensor<2x7x5xf32>):
    %0 = "linalg.conv_2d_nchw_fchw"(%arg0, %arg1, %arg2) <{dilations = dense<1> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<1> : tensor<2xi64>}> ({
    ^bb0(%arg93: f32, %arg94: f32, %arg95: f32):
      %46 = "arith.mulf"(%arg93, %arg94) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %47 = "arith.addf"(%arg95, %46) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%47) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map, #map1, #map2]} : (tensor<2x3x9x8xf32>, tensor<4x3x3x2xf32>, tensor<2x4x7x7xf32>) -> tensor<2x4x7x7xf32>
    %1 = "linalg.conv_2d_nhwc_hwcf"(%arg3, %arg4, %arg5) <{dilations = dense<1> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<1> : tensor<2xi64>}> ({
    ^bb0(%arg90: f32, %arg91: f32, %arg92: f32):
      %44 = "arith.mulf"(%arg90, %arg91) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %45 = "arith.addf"(%arg92, %44) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%45) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map3, #map4, #map2]} : (tensor<2x9x8x3xf32>, tensor<3x2x3x5xf32>, tensor<2x7x7x5xf32>) -> tensor<2x7x7x5xf32>
    %2 = "linalg.conv_2d_nhwc_fhwc"(%arg6, %arg7, %arg8) <{dilations = dense<1> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<1> : tensor<2xi64>}> ({
    ^bb0(%arg87: f32, %arg88: f32, %arg89: f32):
      %42 = "arith.mulf"(%arg87, %arg88) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %43 = "arith.addf"(%arg89, %42) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%43) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map3, #map5, #map2]} : (tensor<2x9x8x3xf32>, tensor<5x3x2x3xf32>, tensor<2x7x7x5xf32>) -> tensor<2x7x7x5xf32>
    %3 = "linalg.depthwise_conv_2d_nhwc_hwc"(%arg9, %arg10, %arg11) <{dilations = dense<1> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<1> : tensor<2xi64>}> ({
    ^bb0(%arg84: f32, %arg85: f32, %arg86: f32):
      %40 = "arith.mulf"(%arg84, %arg85) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %41 = "arith.addf"(%arg86, %40) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%41) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map6, #map7, #map8]} : (tensor<2x9x8x3xf32>, tensor<3x2x3xf32>, tensor<2x7x7x3xf32>) -> tensor<2x7x7x3xf32>
    %4 = "linalg.depthwise_conv_2d_nhwc_hwcm"(%arg12, %arg13, %arg14) <{dilations = dense<1> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<1> : tensor<2xi64>}> ({
    ^bb0(%arg81: f32, %arg82: f32, %arg83: f32):
      %38 = "arith.mulf"(%arg81, %arg82) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %39 = "arith.addf"(%arg83, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%39) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map9, #map10, #map11]} : (tensor<2x9x8x3xf32>, tensor<3x2x3x2xf32>, tensor<2x7x7x3x2xf32>) -> tensor<2x7x7x3x2xf32>
    %5 = "linalg.depthwise_conv_2d_nchw_chw"(%arg15, %arg16, %arg17) <{dilations = dense<1> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<1> : tensor<2xi64>}> ({
    ^bb0(%arg78: f32, %arg79: f32, %arg80: f32):
      %36 = "arith.mulf"(%arg78, %arg79) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %37 = "arith.addf"(%arg80, %36) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%37) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map12, #map13, #map14]} : (tensor<2x3x9x8xf32>, tensor<3x3x2xf32>, tensor<2x3x7x7xf32>) -> tensor<2x3x7x7xf32>
    %6 = "linalg.conv_2d_nchw_fchw"(%arg18, %arg19, %arg20) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg75: f32, %arg76: f32, %arg77: f32):
      %34 = "arith.mulf"(%arg75, %arg76) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %35 = "arith.addf"(%arg77, %34) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%35) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map15, #map1, #map2]} : (tensor<2x3x9x8xf32>, tensor<4x3x3x2xf32>, tensor<2x4x4x6xf32>) -> tensor<2x4x4x6xf32>
    %7 = "linalg.conv_2d_nhwc_hwcf"(%arg21, %arg22, %arg23) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg72: f32, %arg73: f32, %arg74: f32):
      %32 = "arith.mulf"(%arg72, %arg73) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %33 = "arith.addf"(%arg74, %32) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%33) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map16, #map4, #map2]} : (tensor<2x9x8x3xf32>, tensor<3x2x3x5xf32>, tensor<2x4x6x5xf32>) -> tensor<2x4x6x5xf32>
    %8 = "linalg.conv_2d_nhwc_fhwc"(%arg24, %arg25, %arg26) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg69: f32, %arg70: f32, %arg71: f32):
      %30 = "arith.mulf"(%arg69, %arg70) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %31 = "arith.addf"(%arg71, %30) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%31) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map16, #map5, #map2]} : (tensor<2x9x8x3xf32>, tensor<5x3x2x3xf32>, tensor<2x4x6x5xf32>) -> tensor<2x4x6x5xf32>
    %9 = "linalg.depthwise_conv_2d_nhwc_hwc"(%arg27, %arg28, %arg29) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg66: f32, %arg67: f32, %arg68: f32):
      %28 = "arith.mulf"(%arg66, %arg67) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %29 = "arith.addf"(%arg68, %28) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%29) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map17, #map7, #map8]} : (tensor<2x9x8x3xf32>, tensor<3x2x3xf32>, tensor<2x4x6x3xf32>) -> tensor<2x4x6x3xf32>
    %10 = "linalg.depthwise_conv_2d_nhwc_hwcm"(%arg30, %arg31, %arg32) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg63: f32, %arg64: f32, %arg65: f32):
      %26 = "arith.mulf"(%arg63, %arg64) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %27 = "arith.addf"(%arg65, %26) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%27) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map18, #map10, #map11]} : (tensor<2x9x8x3xf32>, tensor<3x2x3x2xf32>, tensor<2x4x6x3x2xf32>) -> tensor<2x4x6x3x2xf32>
    %11 = "linalg.depthwise_conv_2d_nchw_chw"(%arg33, %arg34, %arg35) <{dilations = dense<[1, 2]> : tensor<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : tensor<2xi64>}> ({
    ^bb0(%arg60: f32, %arg61: f32, %arg62: f32):
      %24 = "arith.mulf"(%arg60, %arg61) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %25 = "arith.addf"(%arg62, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%25) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map19, #map13, #map14]} : (tensor<2x3x9x8xf32>, tensor<3x3x2xf32>, tensor<2x3x4x6xf32>) -> tensor<2x3x4x6xf32>
    %12 = "linalg.conv_2d"(%arg36, %arg37, %arg38) <{operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg57: f32, %arg58: f32, %arg59: f32):
      %22 = "arith.mulf"(%arg57, %arg58) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %23 = "arith.addf"(%arg59, %22) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%23) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map20, #map21, #map22]} : (tensor<9x8xf32>, tensor<3x2xf32>, tensor<7x7xf32>) -> tensor<7x7xf32>
    %13 = "linalg.conv_2d_ngchw_gfchw"(%arg39, %arg40, %arg41) <{operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg54: f32, %arg55: f32, %arg56: f32):
      %20 = "arith.mulf"(%arg54, %arg55) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %21 = "arith.addf"(%arg56, %20) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%21) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map23, #map24, #map25]} : (tensor<2x2x3x5x6xf32>, tensor<2x4x3x2x3xf32>, tensor<2x2x4x4x4xf32>) -> tensor<2x2x4x4x4xf32>
    %14 = "linalg.conv_2d_ngchw_fgchw"(%arg42, %arg43, %arg44) <{operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg51: f32, %arg52: f32, %arg53: f32):
      %18 = "arith.mulf"(%arg51, %arg52) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %19 = "arith.addf"(%arg53, %18) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%19) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map23, #map26, #map25]} : (tensor<2x2x3x5x6xf32>, tensor<4x2x3x2x3xf32>, tensor<2x2x4x4x4xf32>) -> tensor<2x2x4x4x4xf32>
    %15 = "linalg.conv_1d_nwc_wcf"(%arg45, %arg46, %arg47) <{operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg48: f32, %arg49: f32, %arg50: f32):
      %16 = "arith.mulf"(%arg48, %arg49) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %17 = "arith.addf"(%arg50, %16) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%17) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map27, #map28, #map29]} : (tensor<2x10x3xf32>, tensor<4x3x5xf32>, tensor<2x7x5xf32>) -> tensor<2x7x5xf32>
    "func.return"(%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15) : (tensor<2x4x7x7xf32>, tensor<2x7x7x5xf32>, tensor<2x7x7x5xf32>, tensor<2x7x7x3xf32>, tensor<2x7x7x3x2xf32>, tensor<2x3x7x7xf32>, tensor<2x4x4x6xf32>, tensor<2x4x6x5xf32>, tensor<2x4x6x5xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3x2xf32>, tensor<2x3x4x6xf32>, tensor<7x7xf32>, tensor<2x2x4x4x4xf32>, tensor<2x2x4x4x4xf32>, tensor<2x7x5xf32>) -> ()
  }) : () -> ()
}) : () -> ()

