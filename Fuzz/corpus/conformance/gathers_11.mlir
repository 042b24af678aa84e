func.func private @_where_3(%arg0: tensor<7x5xi1>, %arg1: tensor<7x5xf32>, %arg2: tensor<i64>) -> tensor<7x5xf32> {
    %0 = stablehlo.convert %arg2 : (tensor<i64>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<7x5xf32>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<7x5xi1>, tensor<7x5xf32>
    return %2 : tensor<7x5xf32>
  }
