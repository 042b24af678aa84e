module @jit_int8_matmul_no_bias attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<5x70xi8>, %arg1: tensor<70x3xi8>) -> (tensor<5x3xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<5x70xi8>, tensor<70x3xi8>) -> tensor<5x3xi32>
    %1 = stablehlo.convert %0 : (tensor<5x3xi32>) -> tensor<5x3xf32>
    %cst = stablehlo.constant dense<1.234560e-03> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<5x3xf32>
    %3 = stablehlo.multiply %1, %2 : tensor<5x3xf32>
    %4 = call @round(%3) : (tensor<5x3xf32>) -> tensor<5x3xf32>
    %cst_0 = stablehlo.constant dense<-1.280000e+02> : tensor<f32>
    %cst_1 = stablehlo.constant dense<1.270000e+02> : tensor<f32>
    %5 = stablehlo.clamp %cst_0, %4, %cst_1 : (tensor<f32>, tensor<5x3xf32>, tensor<f32>) -> tensor<5x3xf32>
    %6 = stablehlo.convert %5 : (tensor<5x3xf32>) -> tensor<5x3xi8>
    return %6 : tensor<5x3xi8>
  }
  func.func private @round(%arg0: tensor<5x3xf32>) -> tensor<5x3xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<5x3xf32>
    return %0 : tensor<5x3xf32>
  }
}
