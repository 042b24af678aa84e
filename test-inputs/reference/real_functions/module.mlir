module @jit_real_functions attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<64xf32>, %arg1: tensor<64xf32>) -> (tensor<64xf32> {jax.result_info = "result[0]"}, tensor<64xf32> {jax.result_info = "result[1]"}, tensor<64xf32> {jax.result_info = "result[2]"}, tensor<64xf32> {jax.result_info = "result[3]"}, tensor<64xf32> {jax.result_info = "result[4]"}, tensor<64xf32> {jax.result_info = "result[5]"}, tensor<64xf32> {jax.result_info = "result[6]"}, tensor<64xf32> {jax.result_info = "result[7]"}, tensor<64xf32> {jax.result_info = "result[8]"}, tensor<64xf32> {jax.result_info = "result[9]"}, tensor<64xf32> {jax.result_info = "result[10]"}, tensor<64xf32> {jax.result_info = "result[11]"}, tensor<64xf32> {jax.result_info = "result[12]"}, tensor<64xf32> {jax.result_info = "result[13]"}, tensor<64xf32> {jax.result_info = "result[14]"}, tensor<64xf32> {jax.result_info = "result[15]"}, tensor<64xf32> {jax.result_info = "result[16]"}, tensor<64xf32> {jax.result_info = "result[17]"}, tensor<64xf32> {jax.result_info = "result[18]"}, tensor<64xf32> {jax.result_info = "result[19]"}, tensor<64xf32> {jax.result_info = "result[20]"}, tensor<64xf32> {jax.result_info = "result[21]"}, tensor<64xf32> {jax.result_info = "result[22]"}, tensor<64xf32> {jax.result_info = "result[23]"}, tensor<64xf32> {jax.result_info = "result[24]"}, tensor<64xf32> {jax.result_info = "result[25]"}, tensor<64xf32> {jax.result_info = "result[26]"}, tensor<64xf32> {jax.result_info = "result[27]"}, tensor<64xi1> {jax.result_info = "result[28]"}, tensor<64xf32> {jax.result_info = "result[29]"}, tensor<64xf32> {jax.result_info = "result[30]"}, tensor<64xf32> {jax.result_info = "result[31]"}, tensor<64xi1> {jax.result_info = "result[32]"}, tensor<64xi1> {jax.result_info = "result[33]"}, tensor<64xi1> {jax.result_info = "result[34]"}, tensor<64xi1> {jax.result_info = "result[35]"}, tensor<64xi1> {jax.result_info = "result[36]"}, tensor<64xi1> {jax.result_info = "result[37]"}, tensor<64xf32> {jax.result_info = "result[38]"}, tensor<64xf32> {jax.result_info = "result[39]"}, tensor<64xf32> {jax.result_info = "result[40]"}, tensor<64xf32> {jax.result_info = "result[41]"}) {
    %0 = stablehlo.abs %arg0 : tensor<64xf32>
    %1 = stablehlo.negate %arg0 : tensor<64xf32>
    %2 = stablehlo.ceil %arg0 : tensor<64xf32>
    %3 = stablehlo.floor %arg0 : tensor<64xf32>
    %4 = stablehlo.round_nearest_even %arg0 : tensor<64xf32>
    %5 = stablehlo.round_nearest_afz %arg0 : tensor<64xf32>
    %6 = stablehlo.sign %arg0 : tensor<64xf32>
    %7 = stablehlo.sqrt %arg0 : tensor<64xf32>
    %8 = stablehlo.cbrt %arg0 : tensor<64xf32>
    %9 = stablehlo.abs %arg0 : tensor<64xf32>
    %cst = stablehlo.constant dense<2.500000e-01> : tensor<f32>
    %10 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %11 = stablehlo.add %9, %10 : tensor<64xf32>
    %12 = stablehlo.rsqrt %11 : tensor<64xf32>
    %13 = stablehlo.exponential %arg0 : tensor<64xf32>
    %14 = stablehlo.exponential_minus_one %arg0 : tensor<64xf32>
    %15 = stablehlo.log %arg0 : tensor<64xf32>
    %16 = stablehlo.log_plus_one %arg0 : tensor<64xf32>
    %17 = stablehlo.negate %arg0 : tensor<64xf32>
    %18 = stablehlo.exponential %17 : tensor<64xf32>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %20 = stablehlo.add %19, %18 : tensor<64xf32>
    %cst_1 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %21 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %22 = stablehlo.divide %21, %20 : tensor<64xf32>
    %23 = stablehlo.tanh %arg0 : tensor<64xf32>
    %cst_2 = stablehlo.constant dense<1.000000e-03> : tensor<f32>
    %24 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %25 = stablehlo.multiply %arg0, %24 : tensor<64xf32>
    %26 = stablehlo.sine %25 : tensor<64xf32>
    %cst_3 = stablehlo.constant dense<1.000000e-03> : tensor<f32>
    %27 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %28 = stablehlo.multiply %arg0, %27 : tensor<64xf32>
    %29 = stablehlo.cosine %28 : tensor<64xf32>
    %30 = stablehlo.add %arg0, %arg1 : tensor<64xf32>
    %31 = stablehlo.subtract %arg0, %arg1 : tensor<64xf32>
    %32 = stablehlo.multiply %arg0, %arg1 : tensor<64xf32>
    %33 = stablehlo.divide %arg0, %arg1 : tensor<64xf32>
    %34 = stablehlo.remainder %arg0, %arg1 : tensor<64xf32>
    %35 = stablehlo.maximum %arg0, %arg1 : tensor<64xf32>
    %36 = stablehlo.minimum %arg0, %arg1 : tensor<64xf32>
    %37 = stablehlo.abs %arg0 : tensor<64xf32>
    %38 = stablehlo.power %37, %arg1 : tensor<64xf32>
    %39 = stablehlo.atan2 %arg0, %arg1 : tensor<64xf32>
    %40 = chlo.next_after %arg0, %arg1 : tensor<64xf32>, tensor<64xf32> -> tensor<64xf32>
    %41 = stablehlo.is_finite %arg0 : (tensor<64xf32>) -> tensor<64xi1>
    %42 = stablehlo.reduce_precision %arg0, format = e5m10 : tensor<64xf32>
    %43 = stablehlo.reduce_precision %arg0, format = e8m7 : tensor<64xf32>
    %cst_4 = stablehlo.constant dense<-1.000000e+00> : tensor<f32>
    %cst_5 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %44 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %45 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %46 = stablehlo.clamp %44, %arg0, %45 : tensor<64xf32>
    %47 = stablehlo.compare EQ, %arg0, %arg1, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %48 = stablehlo.compare NE, %arg0, %arg1, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %49 = stablehlo.compare LT, %arg0, %arg1, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %50 = stablehlo.compare LE, %arg0, %arg1, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %51 = stablehlo.compare GT, %arg0, %arg1, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %52 = stablehlo.compare GE, %arg0, %arg1, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %53 = stablehlo.compare GT, %arg0, %arg1, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %54 = stablehlo.select %53, %arg0, %arg1 : tensor<64xi1>, tensor<64xf32>
    %55 = stablehlo.multiply %arg0, %arg0 : tensor<64xf32>
    %56 = stablehlo.multiply %55, %arg0 : tensor<64xf32>
    %57 = chlo.square %arg0 : tensor<64xf32> -> tensor<64xf32>
    %cst_6 = stablehlo.constant dense<0.693147182> : tensor<f32>
    %58 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %59 = stablehlo.multiply %58, %arg0 : tensor<64xf32>
    %60 = stablehlo.exponential %59 : tensor<64xf32>
    return %0, %1, %2, %3, %4, %5, %6, %7, %8, %12, %13, %14, %15, %16, %22, %23, %26, %29, %30, %31, %32, %33, %34, %35, %36, %38, %39, %40, %41, %42, %43, %46, %47, %48, %49, %50, %51, %52, %54, %56, %57, %60 : tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xi1>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xi1>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>
  }
}
