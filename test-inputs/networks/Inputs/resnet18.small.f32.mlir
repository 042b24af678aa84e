// Written by Benchmarks/mapping/networks.py resnet18 --element=f32 --small
module @resnet18 {
  func.func public @main(%arg0: tensor<1x32x32x3xf32>, %arg1: tensor<7x7x3x4xf32>, %arg2: tensor<4xf32>, %arg3: tensor<3x3x4x4xf32>, %arg4: tensor<4xf32>, %arg5: tensor<3x3x4x4xf32>, %arg6: tensor<4xf32>, %arg7: tensor<3x3x4x4xf32>, %arg8: tensor<4xf32>, %arg9: tensor<3x3x4x4xf32>, %arg10: tensor<4xf32>, %arg11: tensor<3x3x4x8xf32>, %arg12: tensor<8xf32>, %arg13: tensor<1x1x4x8xf32>, %arg14: tensor<8xf32>, %arg15: tensor<3x3x8x8xf32>, %arg16: tensor<8xf32>, %arg17: tensor<3x3x8x8xf32>, %arg18: tensor<8xf32>, %arg19: tensor<3x3x8x8xf32>, %arg20: tensor<8xf32>, %arg21: tensor<3x3x8x16xf32>, %arg22: tensor<16xf32>, %arg23: tensor<1x1x8x16xf32>, %arg24: tensor<16xf32>, %arg25: tensor<3x3x16x16xf32>, %arg26: tensor<16xf32>, %arg27: tensor<3x3x16x16xf32>, %arg28: tensor<16xf32>, %arg29: tensor<3x3x16x16xf32>, %arg30: tensor<16xf32>, %arg31: tensor<3x3x16x32xf32>, %arg32: tensor<32xf32>, %arg33: tensor<1x1x16x32xf32>, %arg34: tensor<32xf32>, %arg35: tensor<3x3x32x32xf32>, %arg36: tensor<32xf32>, %arg37: tensor<3x3x32x32xf32>, %arg38: tensor<32xf32>, %arg39: tensor<3x3x32x32xf32>, %arg40: tensor<32xf32>, %arg41: tensor<32x10xf32>, %arg42: tensor<10xf32>) -> tensor<1x10xf32> {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[3, 3], [3, 3]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x32x32x3xf32>, tensor<7x7x3x4xf32>) -> tensor<1x16x16x4xf32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<4xf32>) -> tensor<1x16x16x4xf32>
    %2 = stablehlo.add %0, %1 : tensor<1x16x16x4xf32>
    %3 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<1x16x16x4xf32>
    %5 = stablehlo.maximum %2, %4 : tensor<1x16x16x4xf32>
    %6 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %7 = "stablehlo.reduce_window"(%5, %6) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 3, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x16x16x4xf32>, tensor<f32>) -> tensor<1x8x8x4xf32>
    %8 = stablehlo.convolution(%7, %arg3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xf32>, tensor<3x3x4x4xf32>) -> tensor<1x8x8x4xf32>
    %9 = stablehlo.broadcast_in_dim %arg4, dims = [3] : (tensor<4xf32>) -> tensor<1x8x8x4xf32>
    %10 = stablehlo.add %8, %9 : tensor<1x8x8x4xf32>
    %11 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %11, dims = [] : (tensor<f32>) -> tensor<1x8x8x4xf32>
    %13 = stablehlo.maximum %10, %12 : tensor<1x8x8x4xf32>
    %14 = stablehlo.convolution(%13, %arg5) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xf32>, tensor<3x3x4x4xf32>) -> tensor<1x8x8x4xf32>
    %15 = stablehlo.broadcast_in_dim %arg6, dims = [3] : (tensor<4xf32>) -> tensor<1x8x8x4xf32>
    %16 = stablehlo.add %14, %15 : tensor<1x8x8x4xf32>
    %17 = stablehlo.add %16, %7 : tensor<1x8x8x4xf32>
    %18 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<f32>) -> tensor<1x8x8x4xf32>
    %20 = stablehlo.maximum %17, %19 : tensor<1x8x8x4xf32>
    %21 = stablehlo.convolution(%20, %arg7) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xf32>, tensor<3x3x4x4xf32>) -> tensor<1x8x8x4xf32>
    %22 = stablehlo.broadcast_in_dim %arg8, dims = [3] : (tensor<4xf32>) -> tensor<1x8x8x4xf32>
    %23 = stablehlo.add %21, %22 : tensor<1x8x8x4xf32>
    %24 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %25 = stablehlo.broadcast_in_dim %24, dims = [] : (tensor<f32>) -> tensor<1x8x8x4xf32>
    %26 = stablehlo.maximum %23, %25 : tensor<1x8x8x4xf32>
    %27 = stablehlo.convolution(%26, %arg9) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xf32>, tensor<3x3x4x4xf32>) -> tensor<1x8x8x4xf32>
    %28 = stablehlo.broadcast_in_dim %arg10, dims = [3] : (tensor<4xf32>) -> tensor<1x8x8x4xf32>
    %29 = stablehlo.add %27, %28 : tensor<1x8x8x4xf32>
    %30 = stablehlo.add %29, %20 : tensor<1x8x8x4xf32>
    %31 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %32 = stablehlo.broadcast_in_dim %31, dims = [] : (tensor<f32>) -> tensor<1x8x8x4xf32>
    %33 = stablehlo.maximum %30, %32 : tensor<1x8x8x4xf32>
    %34 = stablehlo.convolution(%33, %arg11) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xf32>, tensor<3x3x4x8xf32>) -> tensor<1x4x4x8xf32>
    %35 = stablehlo.broadcast_in_dim %arg12, dims = [3] : (tensor<8xf32>) -> tensor<1x4x4x8xf32>
    %36 = stablehlo.add %34, %35 : tensor<1x4x4x8xf32>
    %37 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %38 = stablehlo.broadcast_in_dim %37, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %39 = stablehlo.maximum %36, %38 : tensor<1x4x4x8xf32>
    %40 = stablehlo.convolution(%33, %arg13) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xf32>, tensor<1x1x4x8xf32>) -> tensor<1x4x4x8xf32>
    %41 = stablehlo.broadcast_in_dim %arg14, dims = [3] : (tensor<8xf32>) -> tensor<1x4x4x8xf32>
    %42 = stablehlo.add %40, %41 : tensor<1x4x4x8xf32>
    %43 = stablehlo.convolution(%39, %arg15) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xf32>, tensor<3x3x8x8xf32>) -> tensor<1x4x4x8xf32>
    %44 = stablehlo.broadcast_in_dim %arg16, dims = [3] : (tensor<8xf32>) -> tensor<1x4x4x8xf32>
    %45 = stablehlo.add %43, %44 : tensor<1x4x4x8xf32>
    %46 = stablehlo.add %45, %42 : tensor<1x4x4x8xf32>
    %47 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %48 = stablehlo.broadcast_in_dim %47, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %49 = stablehlo.maximum %46, %48 : tensor<1x4x4x8xf32>
    %50 = stablehlo.convolution(%49, %arg17) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xf32>, tensor<3x3x8x8xf32>) -> tensor<1x4x4x8xf32>
    %51 = stablehlo.broadcast_in_dim %arg18, dims = [3] : (tensor<8xf32>) -> tensor<1x4x4x8xf32>
    %52 = stablehlo.add %50, %51 : tensor<1x4x4x8xf32>
    %53 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %54 = stablehlo.broadcast_in_dim %53, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %55 = stablehlo.maximum %52, %54 : tensor<1x4x4x8xf32>
    %56 = stablehlo.convolution(%55, %arg19) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xf32>, tensor<3x3x8x8xf32>) -> tensor<1x4x4x8xf32>
    %57 = stablehlo.broadcast_in_dim %arg20, dims = [3] : (tensor<8xf32>) -> tensor<1x4x4x8xf32>
    %58 = stablehlo.add %56, %57 : tensor<1x4x4x8xf32>
    %59 = stablehlo.add %58, %49 : tensor<1x4x4x8xf32>
    %60 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %61 = stablehlo.broadcast_in_dim %60, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %62 = stablehlo.maximum %59, %61 : tensor<1x4x4x8xf32>
    %63 = stablehlo.convolution(%62, %arg21) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xf32>, tensor<3x3x8x16xf32>) -> tensor<1x2x2x16xf32>
    %64 = stablehlo.broadcast_in_dim %arg22, dims = [3] : (tensor<16xf32>) -> tensor<1x2x2x16xf32>
    %65 = stablehlo.add %63, %64 : tensor<1x2x2x16xf32>
    %66 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %67 = stablehlo.broadcast_in_dim %66, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %68 = stablehlo.maximum %65, %67 : tensor<1x2x2x16xf32>
    %69 = stablehlo.convolution(%62, %arg23) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xf32>, tensor<1x1x8x16xf32>) -> tensor<1x2x2x16xf32>
    %70 = stablehlo.broadcast_in_dim %arg24, dims = [3] : (tensor<16xf32>) -> tensor<1x2x2x16xf32>
    %71 = stablehlo.add %69, %70 : tensor<1x2x2x16xf32>
    %72 = stablehlo.convolution(%68, %arg25) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xf32>, tensor<3x3x16x16xf32>) -> tensor<1x2x2x16xf32>
    %73 = stablehlo.broadcast_in_dim %arg26, dims = [3] : (tensor<16xf32>) -> tensor<1x2x2x16xf32>
    %74 = stablehlo.add %72, %73 : tensor<1x2x2x16xf32>
    %75 = stablehlo.add %74, %71 : tensor<1x2x2x16xf32>
    %76 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %77 = stablehlo.broadcast_in_dim %76, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %78 = stablehlo.maximum %75, %77 : tensor<1x2x2x16xf32>
    %79 = stablehlo.convolution(%78, %arg27) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xf32>, tensor<3x3x16x16xf32>) -> tensor<1x2x2x16xf32>
    %80 = stablehlo.broadcast_in_dim %arg28, dims = [3] : (tensor<16xf32>) -> tensor<1x2x2x16xf32>
    %81 = stablehlo.add %79, %80 : tensor<1x2x2x16xf32>
    %82 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %83 = stablehlo.broadcast_in_dim %82, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %84 = stablehlo.maximum %81, %83 : tensor<1x2x2x16xf32>
    %85 = stablehlo.convolution(%84, %arg29) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xf32>, tensor<3x3x16x16xf32>) -> tensor<1x2x2x16xf32>
    %86 = stablehlo.broadcast_in_dim %arg30, dims = [3] : (tensor<16xf32>) -> tensor<1x2x2x16xf32>
    %87 = stablehlo.add %85, %86 : tensor<1x2x2x16xf32>
    %88 = stablehlo.add %87, %78 : tensor<1x2x2x16xf32>
    %89 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %90 = stablehlo.broadcast_in_dim %89, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %91 = stablehlo.maximum %88, %90 : tensor<1x2x2x16xf32>
    %92 = stablehlo.convolution(%91, %arg31) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xf32>, tensor<3x3x16x32xf32>) -> tensor<1x1x1x32xf32>
    %93 = stablehlo.broadcast_in_dim %arg32, dims = [3] : (tensor<32xf32>) -> tensor<1x1x1x32xf32>
    %94 = stablehlo.add %92, %93 : tensor<1x1x1x32xf32>
    %95 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %96 = stablehlo.broadcast_in_dim %95, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %97 = stablehlo.maximum %94, %96 : tensor<1x1x1x32xf32>
    %98 = stablehlo.convolution(%91, %arg33) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xf32>, tensor<1x1x16x32xf32>) -> tensor<1x1x1x32xf32>
    %99 = stablehlo.broadcast_in_dim %arg34, dims = [3] : (tensor<32xf32>) -> tensor<1x1x1x32xf32>
    %100 = stablehlo.add %98, %99 : tensor<1x1x1x32xf32>
    %101 = stablehlo.convolution(%97, %arg35) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x32xf32>, tensor<3x3x32x32xf32>) -> tensor<1x1x1x32xf32>
    %102 = stablehlo.broadcast_in_dim %arg36, dims = [3] : (tensor<32xf32>) -> tensor<1x1x1x32xf32>
    %103 = stablehlo.add %101, %102 : tensor<1x1x1x32xf32>
    %104 = stablehlo.add %103, %100 : tensor<1x1x1x32xf32>
    %105 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %106 = stablehlo.broadcast_in_dim %105, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %107 = stablehlo.maximum %104, %106 : tensor<1x1x1x32xf32>
    %108 = stablehlo.convolution(%107, %arg37) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x32xf32>, tensor<3x3x32x32xf32>) -> tensor<1x1x1x32xf32>
    %109 = stablehlo.broadcast_in_dim %arg38, dims = [3] : (tensor<32xf32>) -> tensor<1x1x1x32xf32>
    %110 = stablehlo.add %108, %109 : tensor<1x1x1x32xf32>
    %111 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %112 = stablehlo.broadcast_in_dim %111, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %113 = stablehlo.maximum %110, %112 : tensor<1x1x1x32xf32>
    %114 = stablehlo.convolution(%113, %arg39) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x32xf32>, tensor<3x3x32x32xf32>) -> tensor<1x1x1x32xf32>
    %115 = stablehlo.broadcast_in_dim %arg40, dims = [3] : (tensor<32xf32>) -> tensor<1x1x1x32xf32>
    %116 = stablehlo.add %114, %115 : tensor<1x1x1x32xf32>
    %117 = stablehlo.add %116, %107 : tensor<1x1x1x32xf32>
    %118 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %119 = stablehlo.broadcast_in_dim %118, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %120 = stablehlo.maximum %117, %119 : tensor<1x1x1x32xf32>
    %121 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %122 = stablehlo.reduce(%120 init: %121) applies stablehlo.add across dimensions = [1, 2] : (tensor<1x1x1x32xf32>, tensor<f32>) -> tensor<1x32xf32>
    %123 = stablehlo.constant dense<1.000000000e+00> : tensor<f32>
    %124 = stablehlo.broadcast_in_dim %123, dims = [] : (tensor<f32>) -> tensor<1x32xf32>
    %125 = stablehlo.multiply %122, %124 : tensor<1x32xf32>
    %126 = stablehlo.dot_general %125, %arg41, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x32xf32>, tensor<32x10xf32>) -> tensor<1x10xf32>
    %127 = stablehlo.broadcast_in_dim %arg42, dims = [1] : (tensor<10xf32>) -> tensor<1x10xf32>
    %128 = stablehlo.add %126, %127 : tensor<1x10xf32>
    return %128 : tensor<1x10xf32>
  }
}
