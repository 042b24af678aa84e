func.func public @main(%arg0: tensor<64xf32>, %arg1: tensor<64xf32>, %arg2: tensor<64xf32>) -> (tensor<64xf32> {jax.result_info = "result[0]"}, tensor<64xf32> {jax.result_info = "result[1]"}, tensor<64xf32> {jax.result_info = "result[2]"}, tensor<64xf32> {jax.result_info = "result[3]"}, tensor<64xf32> {jax.result_info = "result[4]"}, tensor<64xf32> {jax.result_info = "result[5]"}, tensor<64xf32> {jax.result_info = "result[6]"}, tensor<64xf32> {jax.result_info = "result[7]"}, tensor<64xf32> {jax.result_info = "result[8]"}, tensor<64xf32> {jax.result_info = "result[9]"}, tensor<64xf32> {jax.result_info = "result[10]"}, tensor<64xf32> {jax.result_info = "result[11]"}, tensor<64xf32> {jax.result_info = "result[12]"}, tensor<64xf32> {jax.result_info = "result[13]"}, tensor<64xf32> {jax.result_info = "result[14]"}, tensor<64xf32> {jax.result_info = "result[15]"}, tensor<64xf32> {jax.result_info = "result[16]"}, tensor<64xf32> {jax.result_info = "result[17]"}, tensor<64xf32> {jax.result_info = "result[18]"}) {
    %0 = chlo.erf %arg0 : tensor<64xf32> -> tensor<64xf32>
    %1 = chlo.erfc %arg0 : tensor<64xf32> -> tensor<64xf32>
    %2 = chlo.erf_inv %arg2 : tensor<64xf32> -> tensor<64xf32>
    %3 = chlo.lgamma %arg1 : tensor<64xf32> -> tensor<64xf32>
    %4 = chlo.lgamma %arg0 : tensor<64xf32> -> tensor<64xf32>
    %5 = chlo.digamma %arg1 : tensor<64xf32> -> tensor<64xf32>
    %6 = chlo.digamma %arg0 : tensor<64xf32> -> tensor<64xf32>
    %cst = stablehlo.constant dense<1.000000e+01> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %8 = stablehlo.multiply %arg0, %7 : tensor<64xf32>
    %9 = chlo.bessel_i1e %8 : tensor<64xf32> -> tensor<64xf32>
    %10 = stablehlo.tan %arg0 : tensor<64xf32>
    %11 = chlo.sinh %arg0 : tensor<64xf32> -> tensor<64xf32>
    %12 = chlo.cosh %arg0 : tensor<64xf32> -> tensor<64xf32>
    %13 = chlo.asin %arg2 : tensor<64xf32> -> tensor<64xf32>
    %14 = chlo.acos %arg2 : tensor<64xf32> -> tensor<64xf32>
    %15 = chlo.atan %arg0 : tensor<64xf32> -> tensor<64xf32>
    %16 = chlo.asinh %arg0 : tensor<64xf32> -> tensor<64xf32>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %17 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %18 = stablehlo.add %arg1, %17 : tensor<64xf32>
    %19 = chlo.acosh %18 : tensor<64xf32> -> tensor<64xf32>
    %20 = chlo.atanh %arg2 : tensor<64xf32> -> tensor<64xf32>
    %cst_1 = stablehlo.constant dense<1.100000e+00> : tensor<f32>
    %21 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %22 = stablehlo.add %arg1, %21 : tensor<64xf32>
    %23 = chlo.zeta %22, %arg1 : tensor<64xf32>, tensor<64xf32> -> tensor<64xf32>
    %24 = call @round(%arg1) : (tensor<64xf32>) -> tensor<64xf32>
    %25 = chlo.polygamma %24, %arg1 : tensor<64xf32>, tensor<64xf32> -> tensor<64xf32>
    return %0, %1, %2, %3, %4, %5, %6, %9, %10, %11, %12, %13, %14, %15, %16, %19, %20, %23, %25 : tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>
  }
