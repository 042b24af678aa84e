module @jit_movement attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<4x6x5xf32>, %arg1: tensor<2x3xf32>, %arg2: tensor<3xi32>) -> (tensor<5x4x6xf32> {jax.result_info = "result[0]"}, tensor<4x6x5xf32> {jax.result_info = "result[1]"}, tensor<2x2x4xf32> {jax.result_info = "result[2]"}, tensor<10x7x11xf32> {jax.result_info = "result[3]"}, tensor<6x9xf32> {jax.result_info = "result[4]"}, tensor<1x4xf32> {jax.result_info = "result[5]"}, tensor<4x8x5xf32> {jax.result_info = "result[6]"}, tensor<2x4x3xf32> {jax.result_info = "result[7]"}, tensor<3x4xi32> {jax.result_info = "result[8]"}, tensor<3x4xf32> {jax.result_info = "result[9]"}, tensor<8x15xf32> {jax.result_info = "result[10]"}, tensor<2x3x2xf32> {jax.result_info = "result[11]"}, tensor<4x6x5xf32> {jax.result_info = "result[12]"}, tensor<f32> {jax.result_info = "result[13]"}, tensor<4x6xf32> {jax.result_info = "result[14]"}, tensor<2x3xf32> {jax.result_info = "result[15]"}) {
    %0 = stablehlo.transpose %arg0, dims = [2, 0, 1] : (tensor<4x6x5xf32>) -> tensor<5x4x6xf32>
    %1 = stablehlo.reverse %arg0, dims = [0, 2] : tensor<4x6x5xf32>
    %2 = stablehlo.slice %arg0 [1:4:2, 0:6:3, 1:5] : (tensor<4x6x5xf32>) -> tensor<2x2x4xf32>
    %cst = stablehlo.constant dense<9.000000e+00> : tensor<f32>
    %3 = stablehlo.pad %arg0, %cst, low = [1, -2, -1], high = [2, 3, -1], interior = [1, 0, 2] : (tensor<4x6x5xf32>, tensor<f32>) -> tensor<10x7x11xf32>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %4 = stablehlo.pad %arg1, %cst_0, low = [-1, 0], high = [3, 0], interior = [2, 3] : (tensor<2x3xf32>, tensor<f32>) -> tensor<6x9xf32>
    %cst_1 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %5 = stablehlo.pad %arg1, %cst_1, low = [-3, 2], high = [1, -1], interior = [1, 0] : (tensor<2x3xf32>, tensor<f32>) -> tensor<1x4xf32>
    %6 = stablehlo.slice %arg0 [0:4, 0:2, 0:5] : (tensor<4x6x5xf32>) -> tensor<4x2x5xf32>
    %7 = stablehlo.concatenate %arg0, %6, dim = 1 : (tensor<4x6x5xf32>, tensor<4x2x5xf32>) -> tensor<4x8x5xf32>
    %8 = stablehlo.broadcast_in_dim %arg1, dims = [0, 2] : (tensor<2x3xf32>) -> tensor<2x4x3xf32>
    %9 = stablehlo.iota dim = 1 : tensor<3x4xi32>
    %10 = stablehlo.iota dim = 0 : tensor<3x4xf32>
    %11 = stablehlo.reshape %arg0 : (tensor<4x6x5xf32>) -> tensor<8x15xf32>
    %12 = stablehlo.slice %arg2 [0:1] : (tensor<3xi32>) -> tensor<1xi32>
    %13 = stablehlo.reshape %12 : (tensor<1xi32>) -> tensor<i32>
    %14 = stablehlo.slice %arg2 [1:2] : (tensor<3xi32>) -> tensor<1xi32>
    %15 = stablehlo.reshape %14 : (tensor<1xi32>) -> tensor<i32>
    %16 = stablehlo.slice %arg2 [2:3] : (tensor<3xi32>) -> tensor<1xi32>
    %17 = stablehlo.reshape %16 : (tensor<1xi32>) -> tensor<i32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %18 = stablehlo.compare LT, %13, %c, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_2 = stablehlo.constant dense<4> : tensor<i32>
    %19 = stablehlo.add %13, %c_2 : tensor<i32>
    %20 = stablehlo.select %18, %19, %13 : tensor<i1>, tensor<i32>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %21 = stablehlo.compare LT, %15, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_4 = stablehlo.constant dense<6> : tensor<i32>
    %22 = stablehlo.add %15, %c_4 : tensor<i32>
    %23 = stablehlo.select %21, %22, %15 : tensor<i1>, tensor<i32>
    %c_5 = stablehlo.constant dense<0> : tensor<i32>
    %24 = stablehlo.compare LT, %17, %c_5, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_6 = stablehlo.constant dense<5> : tensor<i32>
    %25 = stablehlo.add %17, %c_6 : tensor<i32>
    %26 = stablehlo.select %24, %25, %17 : tensor<i1>, tensor<i32>
    %27 = stablehlo.dynamic_slice %arg0, %20, %23, %26, sizes = [2, 3, 2] : (tensor<4x6x5xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2x3x2xf32>
    %28 = stablehlo.slice %arg0 [0:2, 0:3, 0:2] : (tensor<4x6x5xf32>) -> tensor<2x3x2xf32>
    %cst_7 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %29 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<2x3x2xf32>
    %30 = stablehlo.multiply %28, %29 : tensor<2x3x2xf32>
    %31 = stablehlo.slice %arg2 [2:3] : (tensor<3xi32>) -> tensor<1xi32>
    %32 = stablehlo.reshape %31 : (tensor<1xi32>) -> tensor<i32>
    %33 = stablehlo.slice %arg2 [1:2] : (tensor<3xi32>) -> tensor<1xi32>
    %34 = stablehlo.reshape %33 : (tensor<1xi32>) -> tensor<i32>
    %35 = stablehlo.slice %arg2 [0:1] : (tensor<3xi32>) -> tensor<1xi32>
    %36 = stablehlo.reshape %35 : (tensor<1xi32>) -> tensor<i32>
    %c_8 = stablehlo.constant dense<0> : tensor<i32>
    %37 = stablehlo.compare LT, %32, %c_8, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_9 = stablehlo.constant dense<4> : tensor<i32>
    %38 = stablehlo.add %32, %c_9 : tensor<i32>
    %39 = stablehlo.select %37, %38, %32 : tensor<i1>, tensor<i32>
    %c_10 = stablehlo.constant dense<0> : tensor<i32>
    %40 = stablehlo.compare LT, %34, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_11 = stablehlo.constant dense<6> : tensor<i32>
    %41 = stablehlo.add %34, %c_11 : tensor<i32>
    %42 = stablehlo.select %40, %41, %34 : tensor<i1>, tensor<i32>
    %c_12 = stablehlo.constant dense<0> : tensor<i32>
    %43 = stablehlo.compare LT, %36, %c_12, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_13 = stablehlo.constant dense<5> : tensor<i32>
    %44 = stablehlo.add %36, %c_13 : tensor<i32>
    %45 = stablehlo.select %43, %44, %36 : tensor<i1>, tensor<i32>
    %46 = stablehlo.dynamic_update_slice %arg0, %30, %39, %42, %45 : (tensor<4x6x5xf32>, tensor<2x3x2xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<4x6x5xf32>
    %47 = stablehlo.slice %arg0 [1:2, 1:2, 1:2] : (tensor<4x6x5xf32>) -> tensor<1x1x1xf32>
    %48 = stablehlo.reshape %47 : (tensor<1x1x1xf32>) -> tensor<f32>
    %49 = stablehlo.reshape %arg1 : (tensor<2x3xf32>) -> tensor<1x2x1x3xf32>
    %50 = stablehlo.broadcast_in_dim %49, dims = [0, 1, 2, 3] : (tensor<1x2x1x3xf32>) -> tensor<2x2x2x3xf32>
    %51 = stablehlo.reshape %50 : (tensor<2x2x2x3xf32>) -> tensor<4x6xf32>
    %52 = call @_flip(%arg1) : (tensor<2x3xf32>) -> tensor<2x3xf32>
    return %0, %1, %2, %3, %4, %5, %7, %8, %9, %10, %11, %27, %46, %48, %51, %52 : tensor<5x4x6xf32>, tensor<4x6x5xf32>, tensor<2x2x4xf32>, tensor<10x7x11xf32>, tensor<6x9xf32>, tensor<1x4xf32>, tensor<4x8x5xf32>, tensor<2x4x3xf32>, tensor<3x4xi32>, tensor<3x4xf32>, tensor<8x15xf32>, tensor<2x3x2xf32>, tensor<4x6x5xf32>, tensor<f32>, tensor<4x6xf32>, tensor<2x3xf32>
  }
  func.func private @_flip(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
    %0 = stablehlo.reverse %arg0, dims = [0, 1] : tensor<2x3xf32>
    return %0 : tensor<2x3xf32>
  }
}
