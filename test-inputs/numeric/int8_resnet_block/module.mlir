module @jit_int8_resnet_block attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<1x8x8x16xi8>, %arg1: tensor<3x3x16x16xi8>, %arg2: tensor<16xi32>, %arg3: tensor<3x3x16x16xi8>, %arg4: tensor<16xi32>) -> (tensor<1x8x8x16xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x8x8x16xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<16xi32>) -> tensor<1x1x1x16xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1, 2, 3] : (tensor<1x1x1x16xi32>) -> tensor<1x8x8x16xi32>
    %3 = stablehlo.add %0, %2 : tensor<1x8x8x16xi32>
    %4 = stablehlo.convert %3 : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %cst = stablehlo.constant dense<8.123450e-04> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<1x8x8x16xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %8 = stablehlo.maximum %6, %7 : tensor<1x8x8x16xf32>
    %9 = call @round(%8) : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %c = stablehlo.constant dense<-128> : tensor<i32>
    %c_1 = stablehlo.constant dense<127> : tensor<i32>
    %10 = call @clip(%9, %c, %c_1) : (tensor<1x8x8x16xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8x8x16xf32>
    %11 = stablehlo.convert %10 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    %12 = stablehlo.convolution(%11, %arg3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x8x8x16xi32>
    %13 = stablehlo.broadcast_in_dim %arg4, dims = [3] : (tensor<16xi32>) -> tensor<1x1x1x16xi32>
    %14 = stablehlo.broadcast_in_dim %13, dims = [0, 1, 2, 3] : (tensor<1x1x1x16xi32>) -> tensor<1x8x8x16xi32>
    %15 = stablehlo.add %12, %14 : tensor<1x8x8x16xi32>
    %16 = stablehlo.convert %arg0 : (tensor<1x8x8x16xi8>) -> tensor<1x8x8x16xf32>
    %cst_2 = stablehlo.constant dense<3.105000e+02> : tensor<f32>
    %17 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %18 = stablehlo.multiply %16, %17 : tensor<1x8x8x16xf32>
    %19 = call @round(%18) : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %20 = stablehlo.convert %19 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi32>
    %21 = stablehlo.add %15, %20 : tensor<1x8x8x16xi32>
    %22 = stablehlo.convert %21 : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %cst_3 = stablehlo.constant dense<9.123450e-04> : tensor<f32>
    %23 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %24 = stablehlo.multiply %22, %23 : tensor<1x8x8x16xf32>
    %cst_4 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %25 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %26 = stablehlo.maximum %24, %25 : tensor<1x8x8x16xf32>
    %27 = call @round(%26) : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %c_5 = stablehlo.constant dense<-128> : tensor<i32>
    %c_6 = stablehlo.constant dense<127> : tensor<i32>
    %28 = call @clip(%27, %c_5, %c_6) : (tensor<1x8x8x16xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8x8x16xf32>
    %29 = stablehlo.convert %28 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    return %29 : tensor<1x8x8x16xi8>
  }
  func.func private @round(%arg0: tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<1x8x8x16xf32>
    return %0 : tensor<1x8x8x16xf32>
  }
  func.func private @clip(%arg0: tensor<1x8x8x16xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<1x8x8x16xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<1x8x8x16xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<1x8x8x16xf32>
    return %5 : tensor<1x8x8x16xf32>
  }
}
