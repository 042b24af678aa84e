module @jit_int8_conv_stride_relu attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<2x12x12x8xi8>, %arg1: tensor<3x3x8x24xi8>, %arg2: tensor<24xi32>) -> (tensor<2x6x6x24xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x12x12x8xi8>, tensor<3x3x8x24xi8>) -> tensor<2x6x6x24xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<24xi32>) -> tensor<1x1x1x24xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1, 2, 3] : (tensor<1x1x1x24xi32>) -> tensor<2x6x6x24xi32>
    %3 = stablehlo.add %0, %2 : tensor<2x6x6x24xi32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<2x6x6x24xi32>
    %5 = stablehlo.maximum %3, %4 : tensor<2x6x6x24xi32>
    %6 = stablehlo.convert %5 : (tensor<2x6x6x24xi32>) -> tensor<2x6x6x24xf32>
    %cst = stablehlo.constant dense<1.234570e-03> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<2x6x6x24xf32>
    %8 = stablehlo.multiply %6, %7 : tensor<2x6x6x24xf32>
    %9 = call @round(%8) : (tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xf32>
    %c_0 = stablehlo.constant dense<-128> : tensor<i32>
    %c_1 = stablehlo.constant dense<127> : tensor<i32>
    %10 = call @clip(%9, %c_0, %c_1) : (tensor<2x6x6x24xf32>, tensor<i32>, tensor<i32>) -> tensor<2x6x6x24xf32>
    %11 = stablehlo.convert %10 : (tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xi8>
    return %11 : tensor<2x6x6x24xi8>
  }
  func.func private @round(%arg0: tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<2x6x6x24xf32>
    return %0 : tensor<2x6x6x24xf32>
  }
  func.func private @clip(%arg0: tensor<2x6x6x24xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<2x6x6x24xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<2x6x6x24xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<2x6x6x24xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<2x6x6x24xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<2x6x6x24xf32>
    return %5 : tensor<2x6x6x24xf32>
  }
}
