module @jit_convolutions attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<2x6x9x8xf32>, %arg1: tensor<4x3x3x2xf32>, %arg2: tensor<6x1x3x3xf32>, %arg3: tensor<2x7x8x4xf32>, %arg4: tensor<3x3x4x5xf32>, %arg5: tensor<2x10x3xf32>, %arg6: tensor<3x3x4xf32>) -> (tensor<2x4x7x7xf32> {jax.result_info = "result[0]"}, tensor<2x6x9x4xf32> {jax.result_info = "result[1]"}, tensor<2x4x4x5xf32> {jax.result_info = "result[2]"}, tensor<2x4x9x5xf32> {jax.result_info = "result[3]"}, tensor<2x15x24x5xf32> {jax.result_info = "result[4]"}, tensor<2x14x16x5xf32> {jax.result_info = "result[5]"}, tensor<2x10x4xf32> {jax.result_info = "result[6]"}, tensor<2x7x8x4xf32> {jax.result_info = "result[7]"}, tensor<3x3x4x5xf32> {jax.result_info = "result[8]"}, tensor<2x6x9x8xf32> {jax.result_info = "result[9]"}, tensor<4x3x3x2xf32> {jax.result_info = "result[10]"}, tensor<2x5x6x5xf32> {jax.result_info = "result[11]"}, tensor<6x1x3x3xf32> {jax.result_info = "result[12]"}) {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 2 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x6x9x8xf32>, tensor<4x3x3x2xf32>) -> tensor<2x4x7x7xf32>
    %1 = stablehlo.convolution(%arg0, %arg2) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 2], pad = [[1, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 6 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x6x9x8xf32>, tensor<6x1x3x3xf32>) -> tensor<2x6x9x4xf32>
    %2 = stablehlo.convolution(%arg3, %arg4) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x7x8x4xf32>, tensor<3x3x4x5xf32>) -> tensor<2x4x4x5xf32>
    %3 = stablehlo.convolution(%arg3, %arg4) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[2, -1], [0, 3]], lhs_dilate = [1, 1], rhs_dilate = [2, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x7x8x4xf32>, tensor<3x3x4x5xf32>) -> tensor<2x4x9x5xf32>
    %4 = stablehlo.convolution(%arg3, %arg4) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[2, 2], [1, 3]], lhs_dilate = [2, 3], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x7x8x4xf32>, tensor<3x3x4x5xf32>) -> tensor<2x15x24x5xf32>
    %5 = stablehlo.convolution(%arg3, %arg4) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[2, 1], [2, 1]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x7x8x4xf32>, tensor<3x3x4x5xf32>) -> tensor<2x14x16x5xf32>
    %6 = stablehlo.convolution(%arg5, %arg6) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {stride = [1], pad = [[1, 1]], lhs_dilate = [1], rhs_dilate = [1], reverse = [false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x10x3xf32>, tensor<3x3x4xf32>) -> tensor<2x10x4xf32>
    %7 = stablehlo.convolution(%arg3, %arg4) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x7x8x4xf32>, tensor<3x3x4x5xf32>) -> tensor<2x4x8x5xf32>
    %8 = stablehlo.multiply %7, %7 : tensor<2x4x8x5xf32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %9 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<2x4x8x5xf32>
    %10 = stablehlo.multiply %9, %7 : tensor<2x4x8x5xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %11 = stablehlo.reduce(%8 init: %cst_0) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<2x4x8x5xf32>, tensor<f32>) -> tensor<f32>
    %cst_1 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<2x4x8x5xf32>
    %13 = stablehlo.multiply %12, %10 : tensor<2x4x8x5xf32>
    %14 = stablehlo.convolution(%arg3, %13) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [2, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x7x8x4xf32>, tensor<2x4x8x5xf32>) -> tensor<3x3x4x5xf32>
    %15 = stablehlo.reverse %arg4, dims = [0, 1] : tensor<3x3x4x5xf32>
    %16 = stablehlo.convolution(%13, %15) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [2, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x4x8x5xf32>, tensor<3x3x4x5xf32>) -> tensor<2x7x8x4xf32>
    %17 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 2 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x6x9x8xf32>, tensor<4x3x3x2xf32>) -> tensor<2x4x7x7xf32>
    %18 = stablehlo.multiply %17, %17 : tensor<2x4x7x7xf32>
    %cst_2 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<2x4x7x7xf32>
    %20 = stablehlo.multiply %19, %17 : tensor<2x4x7x7xf32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %21 = stablehlo.reduce(%18 init: %cst_3) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<2x4x7x7xf32>, tensor<f32>) -> tensor<f32>
    %cst_4 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %22 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<2x4x7x7xf32>
    %23 = stablehlo.multiply %22, %20 : tensor<2x4x7x7xf32>
    %24 = stablehlo.convolution(%arg0, %23) dim_numbers = [f, b, 0, 1]x[i, o, 0, 1]->[f, b, 0, 1], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 2 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x6x9x8xf32>, tensor<2x4x7x7xf32>) -> tensor<4x3x3x2xf32>
    %25 = stablehlo.reshape %arg1 : (tensor<4x3x3x2xf32>) -> tensor<2x2x3x3x2xf32>
    %26 = stablehlo.transpose %25, dims = [1, 0, 2, 3, 4] : (tensor<2x2x3x3x2xf32>) -> tensor<2x2x3x3x2xf32>
    %27 = stablehlo.reshape %26 : (tensor<2x2x3x3x2xf32>) -> tensor<2x6x3x2xf32>
    %28 = stablehlo.reverse %27, dims = [2, 3] : tensor<2x6x3x2xf32>
    %29 = stablehlo.convolution(%23, %28) dim_numbers = [b, f, 0, 1]x[i, o, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 2 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x4x7x7xf32>, tensor<2x6x3x2xf32>) -> tensor<2x6x9x8xf32>
    %30 = stablehlo.convert %arg3 : (tensor<2x7x8x4xf32>) -> tensor<2x7x8x4xbf16>
    %31 = stablehlo.convert %arg4 : (tensor<3x3x4x5xf32>) -> tensor<3x3x4x5xbf16>
    %32 = stablehlo.convolution(%30, %31) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x7x8x4xbf16>, tensor<3x3x4x5xbf16>) -> tensor<2x5x6x5xf32>
    %33 = stablehlo.convolution(%arg0, %arg2) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 6 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x6x9x8xf32>, tensor<6x1x3x3xf32>) -> tensor<2x6x9x8xf32>
    %34 = stablehlo.multiply %33, %33 : tensor<2x6x9x8xf32>
    %cst_5 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %35 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<2x6x9x8xf32>
    %36 = stablehlo.multiply %35, %33 : tensor<2x6x9x8xf32>
    %cst_6 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %37 = stablehlo.reduce(%34 init: %cst_6) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<2x6x9x8xf32>, tensor<f32>) -> tensor<f32>
    %cst_7 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %38 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<2x6x9x8xf32>
    %39 = stablehlo.multiply %38, %36 : tensor<2x6x9x8xf32>
    %40 = stablehlo.convolution(%arg0, %39) dim_numbers = [f, b, 0, 1]x[i, o, 0, 1]->[f, b, 0, 1], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 6 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x6x9x8xf32>, tensor<2x6x9x8xf32>) -> tensor<6x1x3x3xf32>
    return %0, %1, %2, %3, %4, %5, %6, %16, %14, %29, %24, %32, %40 : tensor<2x4x7x7xf32>, tensor<2x6x9x4xf32>, tensor<2x4x4x5xf32>, tensor<2x4x9x5xf32>, tensor<2x15x24x5xf32>, tensor<2x14x16x5xf32>, tensor<2x10x4xf32>, tensor<2x7x8x4xf32>, tensor<3x3x4x5xf32>, tensor<2x6x9x8xf32>, tensor<4x3x3x2xf32>, tensor<2x5x6x5xf32>, tensor<6x1x3x3xf32>
  }
}
