module @jit_int8_matmul_relu_clip attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<16x32xi8>, %arg1: tensor<32x16xi8>, %arg2: tensor<16xi32>) -> (tensor<16x16xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<16x32xi8>, tensor<32x16xi8>) -> tensor<16x16xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<16xi32>) -> tensor<1x16xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<1x16xi32>) -> tensor<16x16xi32>
    %3 = stablehlo.add %0, %2 : tensor<16x16xi32>
    %4 = stablehlo.convert %3 : (tensor<16x16xi32>) -> tensor<16x16xf32>
    %cst = stablehlo.constant dense<2.123450e-03> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<16x16xf32>
    %7 = call @round(%6) : (tensor<16x16xf32>) -> tensor<16x16xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %cst_1 = stablehlo.constant dense<1.270000e+02> : tensor<f32>
    %8 = stablehlo.clamp %cst_0, %7, %cst_1 : (tensor<f32>, tensor<16x16xf32>, tensor<f32>) -> tensor<16x16xf32>
    %9 = stablehlo.convert %8 : (tensor<16x16xf32>) -> tensor<16x16xi8>
    return %9 : tensor<16x16xi8>
  }
  func.func private @round(%arg0: tensor<16x16xf32>) -> tensor<16x16xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<16x16xf32>
    return %0 : tensor<16x16xf32>
  }
}
