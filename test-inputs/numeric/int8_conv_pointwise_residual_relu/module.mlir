module @jit_int8_conv_pointwise_residual_relu attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<1x6x7x20xi8>, %arg1: tensor<1x1x20x17xi8>, %arg2: tensor<17xi32>, %arg3: tensor<1x6x7x17xi8>) -> (tensor<1x6x7x17xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x6x7x20xi8>, tensor<1x1x20x17xi8>) -> tensor<1x6x7x17xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<17xi32>) -> tensor<1x1x1x17xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1, 2, 3] : (tensor<1x1x1x17xi32>) -> tensor<1x6x7x17xi32>
    %3 = stablehlo.add %0, %2 : tensor<1x6x7x17xi32>
    %4 = stablehlo.convert %arg3 : (tensor<1x6x7x17xi8>) -> tensor<1x6x7x17xi32>
    %5 = stablehlo.add %3, %4 : tensor<1x6x7x17xi32>
    %6 = stablehlo.convert %5 : (tensor<1x6x7x17xi32>) -> tensor<1x6x7x17xf32>
    %cst = stablehlo.constant dense<2.345680e-03> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<1x6x7x17xf32>
    %8 = stablehlo.multiply %6, %7 : tensor<1x6x7x17xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %9 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<1x6x7x17xf32>
    %10 = stablehlo.maximum %8, %9 : tensor<1x6x7x17xf32>
    %11 = call @round(%10) : (tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32>
    %c = stablehlo.constant dense<-128> : tensor<i32>
    %c_1 = stablehlo.constant dense<127> : tensor<i32>
    %12 = call @clip(%11, %c, %c_1) : (tensor<1x6x7x17xf32>, tensor<i32>, tensor<i32>) -> tensor<1x6x7x17xf32>
    %13 = stablehlo.convert %12 : (tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xi8>
    return %13 : tensor<1x6x7x17xi8>
  }
  func.func private @round(%arg0: tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<1x6x7x17xf32>
    return %0 : tensor<1x6x7x17xf32>
  }
  func.func private @clip(%arg0: tensor<1x6x7x17xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<1x6x7x17xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<1x6x7x17xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<1x6x7x17xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<1x6x7x17xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<1x6x7x17xf32>
    return %5 : tensor<1x6x7x17xf32>
  }
}
