module @jit_int8_matmul_wide attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<8x1300xi8>, %arg1: tensor<1300x20xi8>, %arg2: tensor<20xi32>) -> (tensor<8x20xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<8x1300xi8>, tensor<1300x20xi8>) -> tensor<8x20xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<20xi32>) -> tensor<1x20xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<1x20xi32>) -> tensor<8x20xi32>
    %3 = stablehlo.add %0, %2 : tensor<8x20xi32>
    %4 = stablehlo.convert %3 : (tensor<8x20xi32>) -> tensor<8x20xf32>
    %cst = stablehlo.constant dense<6.283190e-06> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<8x20xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<8x20xf32>
    %7 = call @round(%6) : (tensor<8x20xf32>) -> tensor<8x20xf32>
    %c = stablehlo.constant dense<-128> : tensor<i32>
    %c_0 = stablehlo.constant dense<127> : tensor<i32>
    %8 = call @clip(%7, %c, %c_0) : (tensor<8x20xf32>, tensor<i32>, tensor<i32>) -> tensor<8x20xf32>
    %9 = stablehlo.convert %8 : (tensor<8x20xf32>) -> tensor<8x20xi8>
    return %9 : tensor<8x20xi8>
  }
  func.func private @round(%arg0: tensor<8x20xf32>) -> tensor<8x20xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<8x20xf32>
    return %0 : tensor<8x20xf32>
  }
  func.func private @clip(%arg0: tensor<8x20xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<8x20xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<8x20xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<8x20xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<8x20xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<8x20xf32>
    return %5 : tensor<8x20xf32>
  }
}
