func.func private @nan_to_num(%arg0: tensor<64xf32>, %arg1: tensor<f64>, %arg2: tensor<f64>) -> tensor<64xf32> {
    %0 = stablehlo.compare NE, %arg0, %arg0, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = call @_where(%0, %cst, %arg0) : (tensor<64xi1>, tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
    %cst_0 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %3 = stablehlo.compare EQ, %1, %2, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %4 = stablehlo.convert %arg2 : (tensor<f64>) -> tensor<f32>
    %5 = call @_where(%3, %4, %1) : (tensor<64xi1>, tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
    %cst_1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %7 = stablehlo.compare EQ, %5, %6, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %8 = stablehlo.convert %arg1 : (tensor<f64>) -> tensor<f32>
    %9 = call @_where(%7, %8, %5) : (tensor<64xi1>, tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
    return %9 : tensor<64xf32>
  }
