module @jit_int8_matmul_relu attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<33x17xi8>, %arg1: tensor<17x31xi8>, %arg2: tensor<31xi32>) -> (tensor<33x31xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<33x17xi8>, tensor<17x31xi8>) -> tensor<33x31xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<31xi32>) -> tensor<1x31xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<1x31xi32>) -> tensor<33x31xi32>
    %3 = stablehlo.add %0, %2 : tensor<33x31xi32>
    %4 = stablehlo.convert %3 : (tensor<33x31xi32>) -> tensor<33x31xf32>
    %cst = stablehlo.constant dense<3.456780e-03> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<33x31xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<33x31xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<33x31xf32>
    %8 = stablehlo.maximum %6, %7 : tensor<33x31xf32>
    %9 = call @round(%8) : (tensor<33x31xf32>) -> tensor<33x31xf32>
    %c = stablehlo.constant dense<-128> : tensor<i32>
    %c_1 = stablehlo.constant dense<127> : tensor<i32>
    %10 = call @clip(%9, %c, %c_1) : (tensor<33x31xf32>, tensor<i32>, tensor<i32>) -> tensor<33x31xf32>
    %11 = stablehlo.convert %10 : (tensor<33x31xf32>) -> tensor<33x31xi8>
    return %11 : tensor<33x31xi8>
  }
  func.func private @round(%arg0: tensor<33x31xf32>) -> tensor<33x31xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<33x31xf32>
    return %0 : tensor<33x31xf32>
  }
  func.func private @clip(%arg0: tensor<33x31xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<33x31xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<33x31xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<33x31xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<33x31xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<33x31xf32>
    return %5 : tensor<33x31xf32>
  }
}
