func.func private @_normal_real(%arg0: tensor<2xui32>) -> tensor<2x3xf64> {
    %cst = stablehlo.constant dense<-0.99999999999999988> : tensor<f64>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<f64>
    %0 = call @_uniform_6(%arg0, %cst, %cst_0) : (tensor<2xui32>, tensor<f64>, tensor<f64>) -> tensor<2x3xf64>
    %1 = chlo.erf_inv %0 : tensor<2x3xf64> -> tensor<2x3xf64>
    %cst_1 = stablehlo.constant dense<1.4142135623730951> : tensor<f64>
    %2 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f64>) -> tensor<2x3xf64>
    %3 = stablehlo.multiply %2, %1 : tensor<2x3xf64>
    return %3 : tensor<2x3xf64>
  }
