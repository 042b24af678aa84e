module @jit_dots attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<3x4x5xf32>, %arg1: tensor<3x5x6xf32>, %arg2: tensor<5xf32>, %arg3: tensor<6x7xi8>, %arg4: tensor<7x5xi8>, %arg5: tensor<7x5xui8>, %arg6: tensor<9x300xf32>, %arg7: tensor<300x7xf32>) -> (tensor<3x4x6xf32> {jax.result_info = "result[0]"}, tensor<3x4x3x6xf32> {jax.result_info = "result[1]"}, tensor<4x4xf32> {jax.result_info = "result[2]"}, tensor<3x4xf32> {jax.result_info = "result[3]"}, tensor<f32> {jax.result_info = "result[4]"}, tensor<6x5xi32> {jax.result_info = "result[5]"}, tensor<5x5xui32> {jax.result_info = "result[6]"}, tensor<9x7xf32> {jax.result_info = "result[7]"}, tensor<9x7xf32> {jax.result_info = "result[8]"}, tensor<6x4x3xf32> {jax.result_info = "result[9]"}, tensor<5x5xf32> {jax.result_info = "result[10]"}, tensor<9x7xf64> {jax.result_info = "result[11]"}, tensor<6x7x7xi32> {jax.result_info = "result[12]"}) {
    %0 = stablehlo.dot_general %arg0, %arg1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x5xf32>, tensor<3x5x6xf32>) -> tensor<3x4x6xf32>
    %1 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<3x4x5xf32>, tensor<3x5x6xf32>) -> tensor<3x4x3x6xf32>
    %2 = stablehlo.dot_general %arg0, %arg0, contracting_dims = [0, 2] x [0, 2], precision = [DEFAULT, DEFAULT] : (tensor<3x4x5xf32>, tensor<3x4x5xf32>) -> tensor<4x4xf32>
    %3 = stablehlo.dot_general %arg0, %arg2, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<3x4x5xf32>, tensor<5xf32>) -> tensor<3x4xf32>
    %4 = stablehlo.dot_general %arg2, %arg2, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<5xf32>, tensor<5xf32>) -> tensor<f32>
    %5 = stablehlo.dot_general %arg3, %arg4, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x7xi8>, tensor<7x5xi8>) -> tensor<6x5xi32>
    %6 = stablehlo.dot_general %arg5, %arg5, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<7x5xui8>, tensor<7x5xui8>) -> tensor<5x5xui32>
    %7 = stablehlo.dot_general %arg6, %arg7, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<9x300xf32>, tensor<300x7xf32>) -> tensor<9x7xf32>
    %8 = stablehlo.convert %arg6 : (tensor<9x300xf32>) -> tensor<9x300xbf16>
    %9 = stablehlo.convert %arg7 : (tensor<300x7xf32>) -> tensor<300x7xbf16>
    %10 = stablehlo.dot_general %8, %9, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<9x300xbf16>, tensor<300x7xbf16>) -> tensor<9x7xf32>
    %11 = stablehlo.dot_general %arg1, %arg0, batching_dims = [0] x [0], contracting_dims = [1] x [2], precision = [DEFAULT, DEFAULT] : (tensor<3x5x6xf32>, tensor<3x4x5xf32>) -> tensor<3x6x4xf32>
    %12 = stablehlo.transpose %11, dims = [1, 2, 0] : (tensor<3x6x4xf32>) -> tensor<6x4x3xf32>
    %13 = stablehlo.broadcast_in_dim %arg2, dims = [0] : (tensor<5xf32>) -> tensor<5x1xf32>
    %14 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<5xf32>) -> tensor<1x5xf32>
    %15 = stablehlo.broadcast_in_dim %13, dims = [0, 1] : (tensor<5x1xf32>) -> tensor<5x5xf32>
    %16 = stablehlo.broadcast_in_dim %14, dims = [0, 1] : (tensor<1x5xf32>) -> tensor<5x5xf32>
    %17 = stablehlo.multiply %15, %16 : tensor<5x5xf32>
    %18 = stablehlo.convert %arg6 : (tensor<9x300xf32>) -> tensor<9x300xf64>
    %19 = stablehlo.convert %arg7 : (tensor<300x7xf32>) -> tensor<300x7xf64>
    %20 = stablehlo.dot_general %18, %19, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<9x300xf64>, tensor<300x7xf64>) -> tensor<9x7xf64>
    %21 = stablehlo.dot_general %arg3, %arg3, batching_dims = [0] x [0], contracting_dims = [] x [], precision = [DEFAULT, DEFAULT] : (tensor<6x7xi8>, tensor<6x7xi8>) -> tensor<6x7x7xi32>
    return %0, %1, %2, %3, %4, %5, %6, %7, %10, %12, %17, %20, %21 : tensor<3x4x6xf32>, tensor<3x4x3x6xf32>, tensor<4x4xf32>, tensor<3x4xf32>, tensor<f32>, tensor<6x5xi32>, tensor<5x5xui32>, tensor<9x7xf32>, tensor<9x7xf32>, tensor<6x4x3xf32>, tensor<5x5xf32>, tensor<9x7xf64>, tensor<6x7x7xi32>
  }
}
