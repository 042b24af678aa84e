// Written by Benchmarks/mapping/networks.py mobilenet_v1 --element=f32 --small
module @mobilenet_v1 {
  func.func public @main(%arg0: tensor<1x32x32x3xf32>, %arg1: tensor<3x3x3x4xf32>, %arg2: tensor<4xf32>, %arg3: tensor<3x3x1x4xf32>, %arg4: tensor<4xf32>, %arg5: tensor<1x1x4x8xf32>, %arg6: tensor<8xf32>, %arg7: tensor<3x3x1x8xf32>, %arg8: tensor<8xf32>, %arg9: tensor<1x1x8x16xf32>, %arg10: tensor<16xf32>, %arg11: tensor<3x3x1x16xf32>, %arg12: tensor<16xf32>, %arg13: tensor<1x1x16x16xf32>, %arg14: tensor<16xf32>, %arg15: tensor<3x3x1x16xf32>, %arg16: tensor<16xf32>, %arg17: tensor<1x1x16x32xf32>, %arg18: tensor<32xf32>, %arg19: tensor<3x3x1x32xf32>, %arg20: tensor<32xf32>, %arg21: tensor<1x1x32x32xf32>, %arg22: tensor<32xf32>, %arg23: tensor<3x3x1x32xf32>, %arg24: tensor<32xf32>, %arg25: tensor<1x1x32x64xf32>, %arg26: tensor<64xf32>, %arg27: tensor<3x3x1x64xf32>, %arg28: tensor<64xf32>, %arg29: tensor<1x1x64x64xf32>, %arg30: tensor<64xf32>, %arg31: tensor<3x3x1x64xf32>, %arg32: tensor<64xf32>, %arg33: tensor<1x1x64x64xf32>, %arg34: tensor<64xf32>, %arg35: tensor<3x3x1x64xf32>, %arg36: tensor<64xf32>, %arg37: tensor<1x1x64x64xf32>, %arg38: tensor<64xf32>, %arg39: tensor<3x3x1x64xf32>, %arg40: tensor<64xf32>, %arg41: tensor<1x1x64x64xf32>, %arg42: tensor<64xf32>, %arg43: tensor<3x3x1x64xf32>, %arg44: tensor<64xf32>, %arg45: tensor<1x1x64x64xf32>, %arg46: tensor<64xf32>, %arg47: tensor<3x3x1x64xf32>, %arg48: tensor<64xf32>, %arg49: tensor<1x1x64x128xf32>, %arg50: tensor<128xf32>, %arg51: tensor<3x3x1x128xf32>, %arg52: tensor<128xf32>, %arg53: tensor<1x1x128x128xf32>, %arg54: tensor<128xf32>, %arg55: tensor<128x10xf32>, %arg56: tensor<10xf32>) -> tensor<1x10xf32> {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x32x32x3xf32>, tensor<3x3x3x4xf32>) -> tensor<1x16x16x4xf32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<4xf32>) -> tensor<1x16x16x4xf32>
    %2 = stablehlo.add %0, %1 : tensor<1x16x16x4xf32>
    %3 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<1x16x16x4xf32>
    %5 = stablehlo.maximum %2, %4 : tensor<1x16x16x4xf32>
    %6 = stablehlo.convolution(%5, %arg3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x16x16x4xf32>, tensor<3x3x1x4xf32>) -> tensor<1x16x16x4xf32>
    %7 = stablehlo.broadcast_in_dim %arg4, dims = [3] : (tensor<4xf32>) -> tensor<1x16x16x4xf32>
    %8 = stablehlo.add %6, %7 : tensor<1x16x16x4xf32>
    %9 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [] : (tensor<f32>) -> tensor<1x16x16x4xf32>
    %11 = stablehlo.maximum %8, %10 : tensor<1x16x16x4xf32>
    %12 = stablehlo.convolution(%11, %arg5) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x16x16x4xf32>, tensor<1x1x4x8xf32>) -> tensor<1x16x16x8xf32>
    %13 = stablehlo.broadcast_in_dim %arg6, dims = [3] : (tensor<8xf32>) -> tensor<1x16x16x8xf32>
    %14 = stablehlo.add %12, %13 : tensor<1x16x16x8xf32>
    %15 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %15, dims = [] : (tensor<f32>) -> tensor<1x16x16x8xf32>
    %17 = stablehlo.maximum %14, %16 : tensor<1x16x16x8xf32>
    %18 = stablehlo.convolution(%17, %arg7) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 8 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x16x16x8xf32>, tensor<3x3x1x8xf32>) -> tensor<1x8x8x8xf32>
    %19 = stablehlo.broadcast_in_dim %arg8, dims = [3] : (tensor<8xf32>) -> tensor<1x8x8x8xf32>
    %20 = stablehlo.add %18, %19 : tensor<1x8x8x8xf32>
    %21 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %22 = stablehlo.broadcast_in_dim %21, dims = [] : (tensor<f32>) -> tensor<1x8x8x8xf32>
    %23 = stablehlo.maximum %20, %22 : tensor<1x8x8x8xf32>
    %24 = stablehlo.convolution(%23, %arg9) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x8xf32>, tensor<1x1x8x16xf32>) -> tensor<1x8x8x16xf32>
    %25 = stablehlo.broadcast_in_dim %arg10, dims = [3] : (tensor<16xf32>) -> tensor<1x8x8x16xf32>
    %26 = stablehlo.add %24, %25 : tensor<1x8x8x16xf32>
    %27 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %28 = stablehlo.broadcast_in_dim %27, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %29 = stablehlo.maximum %26, %28 : tensor<1x8x8x16xf32>
    %30 = stablehlo.convolution(%29, %arg11) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 16 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xf32>, tensor<3x3x1x16xf32>) -> tensor<1x8x8x16xf32>
    %31 = stablehlo.broadcast_in_dim %arg12, dims = [3] : (tensor<16xf32>) -> tensor<1x8x8x16xf32>
    %32 = stablehlo.add %30, %31 : tensor<1x8x8x16xf32>
    %33 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %34 = stablehlo.broadcast_in_dim %33, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %35 = stablehlo.maximum %32, %34 : tensor<1x8x8x16xf32>
    %36 = stablehlo.convolution(%35, %arg13) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xf32>, tensor<1x1x16x16xf32>) -> tensor<1x8x8x16xf32>
    %37 = stablehlo.broadcast_in_dim %arg14, dims = [3] : (tensor<16xf32>) -> tensor<1x8x8x16xf32>
    %38 = stablehlo.add %36, %37 : tensor<1x8x8x16xf32>
    %39 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %41 = stablehlo.maximum %38, %40 : tensor<1x8x8x16xf32>
    %42 = stablehlo.convolution(%41, %arg15) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 16 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xf32>, tensor<3x3x1x16xf32>) -> tensor<1x4x4x16xf32>
    %43 = stablehlo.broadcast_in_dim %arg16, dims = [3] : (tensor<16xf32>) -> tensor<1x4x4x16xf32>
    %44 = stablehlo.add %42, %43 : tensor<1x4x4x16xf32>
    %45 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %46 = stablehlo.broadcast_in_dim %45, dims = [] : (tensor<f32>) -> tensor<1x4x4x16xf32>
    %47 = stablehlo.maximum %44, %46 : tensor<1x4x4x16xf32>
    %48 = stablehlo.convolution(%47, %arg17) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x16xf32>, tensor<1x1x16x32xf32>) -> tensor<1x4x4x32xf32>
    %49 = stablehlo.broadcast_in_dim %arg18, dims = [3] : (tensor<32xf32>) -> tensor<1x4x4x32xf32>
    %50 = stablehlo.add %48, %49 : tensor<1x4x4x32xf32>
    %51 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %52 = stablehlo.broadcast_in_dim %51, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %53 = stablehlo.maximum %50, %52 : tensor<1x4x4x32xf32>
    %54 = stablehlo.convolution(%53, %arg19) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 32 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x32xf32>, tensor<3x3x1x32xf32>) -> tensor<1x4x4x32xf32>
    %55 = stablehlo.broadcast_in_dim %arg20, dims = [3] : (tensor<32xf32>) -> tensor<1x4x4x32xf32>
    %56 = stablehlo.add %54, %55 : tensor<1x4x4x32xf32>
    %57 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %58 = stablehlo.broadcast_in_dim %57, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %59 = stablehlo.maximum %56, %58 : tensor<1x4x4x32xf32>
    %60 = stablehlo.convolution(%59, %arg21) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x32xf32>, tensor<1x1x32x32xf32>) -> tensor<1x4x4x32xf32>
    %61 = stablehlo.broadcast_in_dim %arg22, dims = [3] : (tensor<32xf32>) -> tensor<1x4x4x32xf32>
    %62 = stablehlo.add %60, %61 : tensor<1x4x4x32xf32>
    %63 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %64 = stablehlo.broadcast_in_dim %63, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %65 = stablehlo.maximum %62, %64 : tensor<1x4x4x32xf32>
    %66 = stablehlo.convolution(%65, %arg23) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 32 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x32xf32>, tensor<3x3x1x32xf32>) -> tensor<1x2x2x32xf32>
    %67 = stablehlo.broadcast_in_dim %arg24, dims = [3] : (tensor<32xf32>) -> tensor<1x2x2x32xf32>
    %68 = stablehlo.add %66, %67 : tensor<1x2x2x32xf32>
    %69 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %70 = stablehlo.broadcast_in_dim %69, dims = [] : (tensor<f32>) -> tensor<1x2x2x32xf32>
    %71 = stablehlo.maximum %68, %70 : tensor<1x2x2x32xf32>
    %72 = stablehlo.convolution(%71, %arg25) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x32xf32>, tensor<1x1x32x64xf32>) -> tensor<1x2x2x64xf32>
    %73 = stablehlo.broadcast_in_dim %arg26, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %74 = stablehlo.add %72, %73 : tensor<1x2x2x64xf32>
    %75 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %76 = stablehlo.broadcast_in_dim %75, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %77 = stablehlo.maximum %74, %76 : tensor<1x2x2x64xf32>
    %78 = stablehlo.convolution(%77, %arg27) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<3x3x1x64xf32>) -> tensor<1x2x2x64xf32>
    %79 = stablehlo.broadcast_in_dim %arg28, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %80 = stablehlo.add %78, %79 : tensor<1x2x2x64xf32>
    %81 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %82 = stablehlo.broadcast_in_dim %81, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %83 = stablehlo.maximum %80, %82 : tensor<1x2x2x64xf32>
    %84 = stablehlo.convolution(%83, %arg29) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<1x1x64x64xf32>) -> tensor<1x2x2x64xf32>
    %85 = stablehlo.broadcast_in_dim %arg30, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %86 = stablehlo.add %84, %85 : tensor<1x2x2x64xf32>
    %87 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %88 = stablehlo.broadcast_in_dim %87, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %89 = stablehlo.maximum %86, %88 : tensor<1x2x2x64xf32>
    %90 = stablehlo.convolution(%89, %arg31) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<3x3x1x64xf32>) -> tensor<1x2x2x64xf32>
    %91 = stablehlo.broadcast_in_dim %arg32, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %92 = stablehlo.add %90, %91 : tensor<1x2x2x64xf32>
    %93 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %94 = stablehlo.broadcast_in_dim %93, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %95 = stablehlo.maximum %92, %94 : tensor<1x2x2x64xf32>
    %96 = stablehlo.convolution(%95, %arg33) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<1x1x64x64xf32>) -> tensor<1x2x2x64xf32>
    %97 = stablehlo.broadcast_in_dim %arg34, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %98 = stablehlo.add %96, %97 : tensor<1x2x2x64xf32>
    %99 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %100 = stablehlo.broadcast_in_dim %99, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %101 = stablehlo.maximum %98, %100 : tensor<1x2x2x64xf32>
    %102 = stablehlo.convolution(%101, %arg35) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<3x3x1x64xf32>) -> tensor<1x2x2x64xf32>
    %103 = stablehlo.broadcast_in_dim %arg36, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %104 = stablehlo.add %102, %103 : tensor<1x2x2x64xf32>
    %105 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %106 = stablehlo.broadcast_in_dim %105, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %107 = stablehlo.maximum %104, %106 : tensor<1x2x2x64xf32>
    %108 = stablehlo.convolution(%107, %arg37) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<1x1x64x64xf32>) -> tensor<1x2x2x64xf32>
    %109 = stablehlo.broadcast_in_dim %arg38, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %110 = stablehlo.add %108, %109 : tensor<1x2x2x64xf32>
    %111 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %112 = stablehlo.broadcast_in_dim %111, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %113 = stablehlo.maximum %110, %112 : tensor<1x2x2x64xf32>
    %114 = stablehlo.convolution(%113, %arg39) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<3x3x1x64xf32>) -> tensor<1x2x2x64xf32>
    %115 = stablehlo.broadcast_in_dim %arg40, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %116 = stablehlo.add %114, %115 : tensor<1x2x2x64xf32>
    %117 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %118 = stablehlo.broadcast_in_dim %117, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %119 = stablehlo.maximum %116, %118 : tensor<1x2x2x64xf32>
    %120 = stablehlo.convolution(%119, %arg41) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<1x1x64x64xf32>) -> tensor<1x2x2x64xf32>
    %121 = stablehlo.broadcast_in_dim %arg42, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %122 = stablehlo.add %120, %121 : tensor<1x2x2x64xf32>
    %123 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %124 = stablehlo.broadcast_in_dim %123, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %125 = stablehlo.maximum %122, %124 : tensor<1x2x2x64xf32>
    %126 = stablehlo.convolution(%125, %arg43) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<3x3x1x64xf32>) -> tensor<1x2x2x64xf32>
    %127 = stablehlo.broadcast_in_dim %arg44, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %128 = stablehlo.add %126, %127 : tensor<1x2x2x64xf32>
    %129 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %130 = stablehlo.broadcast_in_dim %129, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %131 = stablehlo.maximum %128, %130 : tensor<1x2x2x64xf32>
    %132 = stablehlo.convolution(%131, %arg45) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<1x1x64x64xf32>) -> tensor<1x2x2x64xf32>
    %133 = stablehlo.broadcast_in_dim %arg46, dims = [3] : (tensor<64xf32>) -> tensor<1x2x2x64xf32>
    %134 = stablehlo.add %132, %133 : tensor<1x2x2x64xf32>
    %135 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %136 = stablehlo.broadcast_in_dim %135, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %137 = stablehlo.maximum %134, %136 : tensor<1x2x2x64xf32>
    %138 = stablehlo.convolution(%137, %arg47) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xf32>, tensor<3x3x1x64xf32>) -> tensor<1x1x1x64xf32>
    %139 = stablehlo.broadcast_in_dim %arg48, dims = [3] : (tensor<64xf32>) -> tensor<1x1x1x64xf32>
    %140 = stablehlo.add %138, %139 : tensor<1x1x1x64xf32>
    %141 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %142 = stablehlo.broadcast_in_dim %141, dims = [] : (tensor<f32>) -> tensor<1x1x1x64xf32>
    %143 = stablehlo.maximum %140, %142 : tensor<1x1x1x64xf32>
    %144 = stablehlo.convolution(%143, %arg49) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x64xf32>, tensor<1x1x64x128xf32>) -> tensor<1x1x1x128xf32>
    %145 = stablehlo.broadcast_in_dim %arg50, dims = [3] : (tensor<128xf32>) -> tensor<1x1x1x128xf32>
    %146 = stablehlo.add %144, %145 : tensor<1x1x1x128xf32>
    %147 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %148 = stablehlo.broadcast_in_dim %147, dims = [] : (tensor<f32>) -> tensor<1x1x1x128xf32>
    %149 = stablehlo.maximum %146, %148 : tensor<1x1x1x128xf32>
    %150 = stablehlo.convolution(%149, %arg51) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 128 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x128xf32>, tensor<3x3x1x128xf32>) -> tensor<1x1x1x128xf32>
    %151 = stablehlo.broadcast_in_dim %arg52, dims = [3] : (tensor<128xf32>) -> tensor<1x1x1x128xf32>
    %152 = stablehlo.add %150, %151 : tensor<1x1x1x128xf32>
    %153 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %154 = stablehlo.broadcast_in_dim %153, dims = [] : (tensor<f32>) -> tensor<1x1x1x128xf32>
    %155 = stablehlo.maximum %152, %154 : tensor<1x1x1x128xf32>
    %156 = stablehlo.convolution(%155, %arg53) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x128xf32>, tensor<1x1x128x128xf32>) -> tensor<1x1x1x128xf32>
    %157 = stablehlo.broadcast_in_dim %arg54, dims = [3] : (tensor<128xf32>) -> tensor<1x1x1x128xf32>
    %158 = stablehlo.add %156, %157 : tensor<1x1x1x128xf32>
    %159 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %160 = stablehlo.broadcast_in_dim %159, dims = [] : (tensor<f32>) -> tensor<1x1x1x128xf32>
    %161 = stablehlo.maximum %158, %160 : tensor<1x1x1x128xf32>
    %162 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %163 = stablehlo.reduce(%161 init: %162) applies stablehlo.add across dimensions = [1, 2] : (tensor<1x1x1x128xf32>, tensor<f32>) -> tensor<1x128xf32>
    %164 = stablehlo.constant dense<1.000000000e+00> : tensor<f32>
    %165 = stablehlo.broadcast_in_dim %164, dims = [] : (tensor<f32>) -> tensor<1x128xf32>
    %166 = stablehlo.multiply %163, %165 : tensor<1x128xf32>
    %167 = stablehlo.dot_general %166, %arg55, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x128xf32>, tensor<128x10xf32>) -> tensor<1x10xf32>
    %168 = stablehlo.broadcast_in_dim %arg56, dims = [1] : (tensor<10xf32>) -> tensor<1x10xf32>
    %169 = stablehlo.add %167, %168 : tensor<1x10xf32>
    return %169 : tensor<1x10xf32>
  }
}
