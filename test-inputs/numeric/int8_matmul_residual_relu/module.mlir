module @jit_int8_matmul_residual_relu attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<19x48xi8>, %arg1: tensor<48x37xi8>, %arg2: tensor<37xi32>, %arg3: tensor<19x37xi8>) -> (tensor<19x37xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<19x48xi8>, tensor<48x37xi8>) -> tensor<19x37xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<37xi32>) -> tensor<1x37xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<1x37xi32>) -> tensor<19x37xi32>
    %3 = stablehlo.add %0, %2 : tensor<19x37xi32>
    %4 = stablehlo.convert %arg3 : (tensor<19x37xi8>) -> tensor<19x37xf32>
    %cst = stablehlo.constant dense<2.507500e+02> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<19x37xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<19x37xf32>
    %7 = call @round(%6) : (tensor<19x37xf32>) -> tensor<19x37xf32>
    %8 = stablehlo.convert %7 : (tensor<19x37xf32>) -> tensor<19x37xi32>
    %9 = stablehlo.add %3, %8 : tensor<19x37xi32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %10 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<19x37xi32>
    %11 = stablehlo.maximum %9, %10 : tensor<19x37xi32>
    %12 = stablehlo.convert %11 : (tensor<19x37xi32>) -> tensor<19x37xf32>
    %cst_0 = stablehlo.constant dense<1.512340e-03> : tensor<f32>
    %13 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<19x37xf32>
    %14 = stablehlo.multiply %12, %13 : tensor<19x37xf32>
    %15 = call @round(%14) : (tensor<19x37xf32>) -> tensor<19x37xf32>
    %c_1 = stablehlo.constant dense<-128> : tensor<i32>
    %c_2 = stablehlo.constant dense<127> : tensor<i32>
    %16 = call @clip(%15, %c_1, %c_2) : (tensor<19x37xf32>, tensor<i32>, tensor<i32>) -> tensor<19x37xf32>
    %17 = stablehlo.convert %16 : (tensor<19x37xf32>) -> tensor<19x37xi8>
    return %17 : tensor<19x37xi8>
  }
  func.func private @round(%arg0: tensor<19x37xf32>) -> tensor<19x37xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<19x37xf32>
    return %0 : tensor<19x37xf32>
  }
  func.func private @clip(%arg0: tensor<19x37xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<19x37xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<19x37xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<19x37xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<19x37xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<19x37xf32>
    return %5 : tensor<19x37xf32>
  }
}
