func.func private @_where(%arg0: tensor<i1>, %arg1: tensor<4x6xf32>, %arg2: tensor<f64>) -> tensor<4x6xf32> {
    %0 = stablehlo.convert %arg2 : (tensor<f64>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<4x6xf32>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<i1>, tensor<4x6xf32>
    return %2 : tensor<4x6xf32>
  }
