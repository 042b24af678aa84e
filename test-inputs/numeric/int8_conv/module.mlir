module @jit_int8_conv attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<1x10x9x5xi8>, %arg1: tensor<3x3x5x18xi8>, %arg2: tensor<18xi32>) -> (tensor<1x10x9x18xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x10x9x5xi8>, tensor<3x3x5x18xi8>) -> tensor<1x10x9x18xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<18xi32>) -> tensor<1x1x1x18xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1, 2, 3] : (tensor<1x1x1x18xi32>) -> tensor<1x10x9x18xi32>
    %3 = stablehlo.add %0, %2 : tensor<1x10x9x18xi32>
    %4 = stablehlo.convert %3 : (tensor<1x10x9x18xi32>) -> tensor<1x10x9x18xf32>
    %cst = stablehlo.constant dense<1.012340e-03> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<1x10x9x18xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<1x10x9x18xf32>
    %7 = call @round(%6) : (tensor<1x10x9x18xf32>) -> tensor<1x10x9x18xf32>
    %c = stablehlo.constant dense<-128> : tensor<i32>
    %c_0 = stablehlo.constant dense<127> : tensor<i32>
    %8 = call @clip(%7, %c, %c_0) : (tensor<1x10x9x18xf32>, tensor<i32>, tensor<i32>) -> tensor<1x10x9x18xf32>
    %9 = stablehlo.convert %8 : (tensor<1x10x9x18xf32>) -> tensor<1x10x9x18xi8>
    return %9 : tensor<1x10x9x18xi8>
  }
  func.func private @round(%arg0: tensor<1x10x9x18xf32>) -> tensor<1x10x9x18xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<1x10x9x18xf32>
    return %0 : tensor<1x10x9x18xf32>
  }
  func.func private @clip(%arg0: tensor<1x10x9x18xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<1x10x9x18xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<1x10x9x18xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<1x10x9x18xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<1x10x9x18xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<1x10x9x18xf32>
    return %5 : tensor<1x10x9x18xf32>
  }
}
