module @jit_int8_matmul_residual attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<16x48xi8>, %arg1: tensor<48x32xi8>, %arg2: tensor<32xi32>, %arg3: tensor<16x32xi8>) -> (tensor<16x32xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<16x48xi8>, tensor<48x32xi8>) -> tensor<16x32xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<32xi32>) -> tensor<1x32xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<1x32xi32>) -> tensor<16x32xi32>
    %3 = stablehlo.add %0, %2 : tensor<16x32xi32>
    %4 = stablehlo.convert %arg3 : (tensor<16x32xi8>) -> tensor<16x32xi32>
    %5 = stablehlo.add %3, %4 : tensor<16x32xi32>
    %6 = stablehlo.convert %5 : (tensor<16x32xi32>) -> tensor<16x32xf32>
    %cst = stablehlo.constant dense<1.567890e-02> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<16x32xf32>
    %8 = stablehlo.multiply %6, %7 : tensor<16x32xf32>
    %9 = call @round(%8) : (tensor<16x32xf32>) -> tensor<16x32xf32>
    %c = stablehlo.constant dense<-128> : tensor<i32>
    %c_0 = stablehlo.constant dense<127> : tensor<i32>
    %10 = call @clip(%9, %c, %c_0) : (tensor<16x32xf32>, tensor<i32>, tensor<i32>) -> tensor<16x32xf32>
    %11 = stablehlo.convert %10 : (tensor<16x32xf32>) -> tensor<16x32xi8>
    return %11 : tensor<16x32xi8>
  }
  func.func private @round(%arg0: tensor<16x32xf32>) -> tensor<16x32xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<16x32xf32>
    return %0 : tensor<16x32xf32>
  }
  func.func private @clip(%arg0: tensor<16x32xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<16x32xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<16x32xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<16x32xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<16x32xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<16x32xf32>
    return %5 : tensor<16x32xf32>
  }
}
