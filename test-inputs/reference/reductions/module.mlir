module @jit_reductions attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<3x4x6x5xf32>, %arg1: tensor<4x6xi32>, %arg2: tensor<7xf32>) -> (tensor<f32> {jax.result_info = "result[0]"}, tensor<4x5xf32> {jax.result_info = "result[1]"}, tensor<3x4x6xf32> {jax.result_info = "result[2]"}, tensor<3xf32> {jax.result_info = "result[3]"}, tensor<3x4x5xf32> {jax.result_info = "result[4]"}, tensor<3x6x5xf32> {jax.result_info = "result[5]"}, tensor<6xi64> {jax.result_info = "result[6]"}, tensor<4xi32> {jax.result_info = "result[7]"}, tensor<6xi1> {jax.result_info = "result[8]"}, tensor<4xi1> {jax.result_info = "result[9]"}, tensor<3x4x5xi64> {jax.result_info = "result[10]"}, tensor<i64> {jax.result_info = "result[11]"}, tensor<3x6xf32> {jax.result_info = "result[12]"}, tensor<3x6xf32> {jax.result_info = "result[13]"}, tensor<6xi32> {jax.result_info = "result[14]"}, tensor<4xi32> {jax.result_info = "result[15]"}, tensor<6xi32> {jax.result_info = "result[16]"}, tensor<f32> {jax.result_info = "result[17]"}, tensor<4x6xf32> {jax.result_info = "result[18]"}, tensor<3x4x6x5xf32> {jax.result_info = "result[19]"}, tensor<7xf32> {jax.result_info = "result[20]"}, tensor<4x6xi32> {jax.result_info = "result[21]"}, tensor<7xf32> {jax.result_info = "result[22]"}, tensor<3x4x6x5xf32> {jax.result_info = "result[23]"}, tensor<3x6x5xf32> {jax.result_info = "result[24]"}) {
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x4x6x5xf32>
    %1 = stablehlo.multiply %arg0, %0 : tensor<3x4x6x5xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %cst_1 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %2:2 = stablehlo.reduce(%arg0 init: %cst_0), (%1 init: %cst_1) across dimensions = [1, 3] : (tensor<3x4x6x5xf32>, tensor<3x4x6x5xf32>, tensor<f32>, tensor<f32>) -> (tensor<3x6xf32>, tensor<3x6xf32>)
     reducer(%arg3: tensor<f32>, %arg5: tensor<f32>) (%arg4: tensor<f32>, %arg6: tensor<f32>)  {
      %48 = stablehlo.add %arg3, %arg5 : tensor<f32>
      %49 = stablehlo.multiply %arg4, %arg6 : tensor<f32>
      %cst_24 = stablehlo.constant dense<0.899999976> : tensor<f32>
      %50 = stablehlo.multiply %49, %cst_24 : tensor<f32>
      stablehlo.return %48, %50 : tensor<f32>, tensor<f32>
    }
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %3 = stablehlo.reduce(%arg0 init: %cst_2) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<f32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %4 = stablehlo.reduce(%arg0 init: %cst_3) applies stablehlo.add across dimensions = [0, 2] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<4x5xf32>
    %cst_4 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %5 = stablehlo.reduce(%arg0 init: %cst_4) applies stablehlo.maximum across dimensions = [3] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<3x4x6xf32>
    %cst_5 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %6 = stablehlo.reduce(%arg0 init: %cst_5) applies stablehlo.minimum across dimensions = [1, 2, 3] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<3xf32>
    %cst_6 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %7 = stablehlo.reduce(%arg0 init: %cst_6) applies stablehlo.multiply across dimensions = [2] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<3x4x5xf32>
    %cst_7 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %8 = stablehlo.reduce(%arg0 init: %cst_7) applies stablehlo.add across dimensions = [1] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<3x6x5xf32>
    %cst_8 = stablehlo.constant dense<4.000000e+00> : tensor<f32>
    %9 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<3x6x5xf32>
    %10 = stablehlo.divide %8, %9 : tensor<3x6x5xf32>
    %11 = stablehlo.convert %arg1 : (tensor<4x6xi32>) -> tensor<4x6xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %12 = stablehlo.reduce(%11 init: %c) applies stablehlo.add across dimensions = [0] : (tensor<4x6xi64>, tensor<i64>) -> tensor<6xi64>
    %c_9 = stablehlo.constant dense<-2147483648> : tensor<i32>
    %13 = stablehlo.reduce(%arg1 init: %c_9) applies stablehlo.maximum across dimensions = [1] : (tensor<4x6xi32>, tensor<i32>) -> tensor<4xi32>
    %c_10 = stablehlo.constant dense<0> : tensor<i32>
    %14 = stablehlo.broadcast_in_dim %c_10, dims = [] : (tensor<i32>) -> tensor<4x6xi32>
    %15 = stablehlo.compare GT, %arg1, %14, SIGNED : (tensor<4x6xi32>, tensor<4x6xi32>) -> tensor<4x6xi1>
    %c_11 = stablehlo.constant dense<false> : tensor<i1>
    %16 = stablehlo.reduce(%15 init: %c_11) applies stablehlo.or across dimensions = [0] : (tensor<4x6xi1>, tensor<i1>) -> tensor<6xi1>
    %c_12 = stablehlo.constant dense<-50> : tensor<i32>
    %17 = stablehlo.broadcast_in_dim %c_12, dims = [] : (tensor<i32>) -> tensor<4x6xi32>
    %18 = stablehlo.compare GT, %arg1, %17, SIGNED : (tensor<4x6xi32>, tensor<4x6xi32>) -> tensor<4x6xi1>
    %c_13 = stablehlo.constant dense<true> : tensor<i1>
    %19 = stablehlo.reduce(%18 init: %c_13) applies stablehlo.and across dimensions = [1] : (tensor<4x6xi1>, tensor<i1>) -> tensor<4xi1>
    %20 = call @argmax(%arg0) : (tensor<3x4x6x5xf32>) -> tensor<3x4x5xi64>
    %21 = stablehlo.reshape %arg1 : (tensor<4x6xi32>) -> tensor<24xi32>
    %22 = call @argmin(%21) : (tensor<24xi32>) -> tensor<i64>
    %c_14 = stablehlo.constant dense<-1> : tensor<i32>
    %23 = stablehlo.reduce(%arg1 init: %c_14) applies stablehlo.and across dimensions = [0] : (tensor<4x6xi32>, tensor<i32>) -> tensor<6xi32>
    %c_15 = stablehlo.constant dense<0> : tensor<i32>
    %24 = stablehlo.reduce(%arg1 init: %c_15) applies stablehlo.or across dimensions = [1] : (tensor<4x6xi32>, tensor<i32>) -> tensor<4xi32>
    %c_16 = stablehlo.constant dense<0> : tensor<i32>
    %25 = stablehlo.reduce(%arg1 init: %c_16) applies stablehlo.xor across dimensions = [0] : (tensor<4x6xi32>, tensor<i32>) -> tensor<6xi32>
    %cst_17 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %26 = stablehlo.reduce(%arg2 init: %cst_17) applies stablehlo.add across dimensions = [0] : (tensor<7xf32>, tensor<f32>) -> tensor<f32>
    %c_18 = stablehlo.constant dense<0> : tensor<i64>
    %27 = call @_var(%arg0, %c_18) : (tensor<3x4x6x5xf32>, tensor<i64>) -> tensor<4x6xf32>
    %28 = call @cumsum(%arg0) : (tensor<3x4x6x5xf32>) -> tensor<3x4x6x5xf32>
    %29 = call @cumprod(%arg2) : (tensor<7xf32>) -> tensor<7xf32>
    %30 = call @cummax(%arg1) : (tensor<4x6xi32>) -> tensor<4x6xi32>
    %31 = call @cumlogsumexp(%arg2) : (tensor<7xf32>) -> tensor<7xf32>
    %cst_19 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %32 = stablehlo.reduce(%arg0 init: %cst_19) applies stablehlo.maximum across dimensions = [3] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<3x4x6xf32>
    %cst_20 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %33 = stablehlo.broadcast_in_dim %cst_20, dims = [] : (tensor<f32>) -> tensor<3x4x6xf32>
    %34 = stablehlo.maximum %33, %32 : tensor<3x4x6xf32>
    %35 = stablehlo.broadcast_in_dim %34, dims = [0, 1, 2] : (tensor<3x4x6xf32>) -> tensor<3x4x6x1xf32>
    %36 = stablehlo.broadcast_in_dim %35, dims = [0, 1, 2, 3] : (tensor<3x4x6x1xf32>) -> tensor<3x4x6x5xf32>
    %37 = stablehlo.subtract %arg0, %36 : tensor<3x4x6x5xf32>
    %38 = stablehlo.exponential %37 : tensor<3x4x6x5xf32>
    %cst_21 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %39 = stablehlo.reduce(%38 init: %cst_21) applies stablehlo.add across dimensions = [3] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<3x4x6xf32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [0, 1, 2] : (tensor<3x4x6xf32>) -> tensor<3x4x6x1xf32>
    %41 = stablehlo.broadcast_in_dim %40, dims = [0, 1, 2, 3] : (tensor<3x4x6x1xf32>) -> tensor<3x4x6x5xf32>
    %42 = stablehlo.divide %38, %41 : tensor<3x4x6x5xf32>
    %43 = stablehlo.convert %arg0 : (tensor<3x4x6x5xf32>) -> tensor<3x4x6x5xbf16>
    %cst_22 = stablehlo.constant dense<0.000000e+00> : tensor<bf16>
    %44 = stablehlo.reduce(%43 init: %cst_22) applies stablehlo.add across dimensions = [1] : (tensor<3x4x6x5xbf16>, tensor<bf16>) -> tensor<3x6x5xbf16>
    %45 = stablehlo.convert %44 : (tensor<3x6x5xbf16>) -> tensor<3x6x5xf32>
    %cst_23 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %46 = stablehlo.broadcast_in_dim %cst_23, dims = [] : (tensor<f32>) -> tensor<3x6x5xf32>
    %47 = stablehlo.multiply %45, %46 : tensor<3x6x5xf32>
    return %3, %4, %5, %6, %7, %10, %12, %13, %16, %19, %20, %22, %2#0, %2#1, %23, %24, %25, %26, %27, %28, %29, %30, %31, %42, %47 : tensor<f32>, tensor<4x5xf32>, tensor<3x4x6xf32>, tensor<3xf32>, tensor<3x4x5xf32>, tensor<3x6x5xf32>, tensor<6xi64>, tensor<4xi32>, tensor<6xi1>, tensor<4xi1>, tensor<3x4x5xi64>, tensor<i64>, tensor<3x6xf32>, tensor<3x6xf32>, tensor<6xi32>, tensor<4xi32>, tensor<6xi32>, tensor<f32>, tensor<4x6xf32>, tensor<3x4x6x5xf32>, tensor<7xf32>, tensor<4x6xi32>, tensor<7xf32>, tensor<3x4x6x5xf32>, tensor<3x6x5xf32>
  }
  func.func private @argmax(%arg0: tensor<3x4x6x5xf32>) -> tensor<3x4x5xi64> {
    %0 = stablehlo.iota dim = 2 : tensor<3x4x6x5xi64>
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %1:2 = stablehlo.reduce(%arg0 init: %cst), (%0 init: %c) across dimensions = [2] : (tensor<3x4x6x5xf32>, tensor<3x4x6x5xi64>, tensor<f32>, tensor<i64>) -> (tensor<3x4x5xf32>, tensor<3x4x5xi64>)
     reducer(%arg1: tensor<f32>, %arg3: tensor<f32>) (%arg2: tensor<i64>, %arg4: tensor<i64>)  {
      %2 = stablehlo.compare GT, %arg1, %arg3, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %3 = stablehlo.compare NE, %arg1, %arg1, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.or %2, %3 : tensor<i1>
      %5 = stablehlo.compare EQ, %arg1, %arg3, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %6 = stablehlo.compare LT, %arg2, %arg4, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %7 = stablehlo.and %5, %6 : tensor<i1>
      %8 = stablehlo.or %4, %7 : tensor<i1>
      %9 = stablehlo.select %4, %arg1, %arg3 : tensor<i1>, tensor<f32>
      %10 = stablehlo.select %8, %arg2, %arg4 : tensor<i1>, tensor<i64>
      stablehlo.return %9, %10 : tensor<f32>, tensor<i64>
    }
    return %1#1 : tensor<3x4x5xi64>
  }
  func.func private @argmin(%arg0: tensor<24xi32>) -> tensor<i64> {
    %0 = stablehlo.iota dim = 0 : tensor<24xi64>
    %c = stablehlo.constant dense<2147483647> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i64>
    %1:2 = stablehlo.reduce(%arg0 init: %c), (%0 init: %c_0) across dimensions = [0] : (tensor<24xi32>, tensor<24xi64>, tensor<i32>, tensor<i64>) -> (tensor<i32>, tensor<i64>)
     reducer(%arg1: tensor<i32>, %arg3: tensor<i32>) (%arg2: tensor<i64>, %arg4: tensor<i64>)  {
      %2 = stablehlo.compare LT, %arg1, %arg3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %3 = stablehlo.compare NE, %arg1, %arg1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %4 = stablehlo.or %2, %3 : tensor<i1>
      %5 = stablehlo.compare EQ, %arg1, %arg3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %6 = stablehlo.compare LT, %arg2, %arg4, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %7 = stablehlo.and %5, %6 : tensor<i1>
      %8 = stablehlo.or %4, %7 : tensor<i1>
      %9 = stablehlo.select %4, %arg1, %arg3 : tensor<i1>, tensor<i32>
      %10 = stablehlo.select %8, %arg2, %arg4 : tensor<i1>, tensor<i64>
      stablehlo.return %9, %10 : tensor<i32>, tensor<i64>
    }
    return %1#1 : tensor<i64>
  }
  func.func private @_var(%arg0: tensor<3x4x6x5xf32>, %arg1: tensor<i64>) -> tensor<4x6xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.reduce(%arg0 init: %cst) applies stablehlo.add across dimensions = [0, 3] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<4x6xf32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [1, 2] : (tensor<4x6xf32>) -> tensor<1x4x6x1xf32>
    %cst_0 = stablehlo.constant dense<1.500000e+01> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<1x4x6x1xf32>
    %3 = stablehlo.divide %1, %2 : tensor<1x4x6x1xf32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [0, 1, 2, 3] : (tensor<1x4x6x1xf32>) -> tensor<3x4x6x5xf32>
    %5 = stablehlo.subtract %arg0, %4 : tensor<3x4x6x5xf32>
    %6 = chlo.square %5 : tensor<3x4x6x5xf32> -> tensor<3x4x6x5xf32>
    %7 = stablehlo.convert %arg1 : (tensor<i64>) -> tensor<f32>
    %cst_1 = stablehlo.constant dense<1.500000e+01> : tensor<f32>
    %8 = stablehlo.subtract %cst_1, %7 : tensor<f32>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %9 = stablehlo.reduce(%6 init: %cst_2) applies stablehlo.add across dimensions = [0, 3] : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<4x6xf32>
    %10 = stablehlo.broadcast_in_dim %8, dims = [] : (tensor<f32>) -> tensor<4x6xf32>
    %11 = stablehlo.divide %9, %10 : tensor<4x6xf32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %12 = stablehlo.compare GT, %8, %cst_3, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %cst_4 = stablehlo.constant dense<0x7FF8000000000000> : tensor<f64>
    %13 = call @_where(%12, %11, %cst_4) : (tensor<i1>, tensor<4x6xf32>, tensor<f64>) -> tensor<4x6xf32>
    return %13 : tensor<4x6xf32>
  }
  func.func private @_where(%arg0: tensor<i1>, %arg1: tensor<4x6xf32>, %arg2: tensor<f64>) -> tensor<4x6xf32> {
    %0 = stablehlo.convert %arg2 : (tensor<f64>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<4x6xf32>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<i1>, tensor<4x6xf32>
    return %2 : tensor<4x6xf32>
  }
  func.func private @cumsum(%arg0: tensor<3x4x6x5xf32>) -> tensor<3x4x6x5xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<f32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<[[0, 0], [0, 0], [5, 0], [0, 0]]> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 1, 6, 1>, window_strides = array<i64: 1, 1, 1, 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %2 = stablehlo.add %arg1, %arg2 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<3x4x6x5xf32>, tensor<f32>) -> tensor<3x4x6x5xf32>
    return %1 : tensor<3x4x6x5xf32>
  }
  func.func private @cumprod(%arg0: tensor<7xf32>) -> tensor<7xf32> {
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %0 = "stablehlo.reduce_window"(%arg0, %cst) <{base_dilations = array<i64: 1>, padding = dense<[[6, 0]]> : tensor<1x2xi64>, window_dilations = array<i64: 1>, window_dimensions = array<i64: 7>, window_strides = array<i64: 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %1 = stablehlo.multiply %arg1, %arg2 : tensor<f32>
      stablehlo.return %1 : tensor<f32>
    }) : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
    return %0 : tensor<7xf32>
  }
  func.func private @cummax(%arg0: tensor<4x6xi32>) -> tensor<4x6xi32> {
    %c = stablehlo.constant dense<-2147483648> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1>, padding = dense<[[0, 0], [5, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 1, 6>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
      %2 = stablehlo.maximum %arg1, %arg2 : tensor<i32>
      stablehlo.return %2 : tensor<i32>
    }) : (tensor<4x6xi32>, tensor<i32>) -> tensor<4x6xi32>
    return %1 : tensor<4x6xi32>
  }
  func.func private @cumlogsumexp(%arg0: tensor<7xf32>) -> tensor<7xf32> {
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = "stablehlo.reduce_window"(%arg0, %cst) <{base_dilations = array<i64: 1>, padding = dense<[[6, 0]]> : tensor<1x2xi64>, window_dilations = array<i64: 1>, window_dimensions = array<i64: 7>, window_strides = array<i64: 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %1 = stablehlo.maximum %arg1, %arg2 : tensor<f32>
      %2 = stablehlo.subtract %arg1, %arg2 : tensor<f32>
      %3 = stablehlo.compare NE, %2, %2, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.add %arg1, %arg2 : tensor<f32>
      %5 = stablehlo.abs %2 : tensor<f32>
      %6 = stablehlo.negate %5 : tensor<f32>
      %7 = stablehlo.exponential %6 : tensor<f32>
      %8 = stablehlo.log_plus_one %7 : tensor<f32>
      %9 = stablehlo.add %1, %8 : tensor<f32>
      %10 = stablehlo.select %3, %4, %9 : tensor<i1>, tensor<f32>
      stablehlo.return %10 : tensor<f32>
    }) : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
    return %0 : tensor<7xf32>
  }
}
