func.func private @_roll_static(%arg0: tensor<7x5xf32>) -> tensor<7x5xf32> {
    %0 = stablehlo.slice %arg0 [5:7, 0:5] : (tensor<7x5xf32>) -> tensor<2x5xf32>
    %1 = stablehlo.slice %arg0 [0:5, 0:5] : (tensor<7x5xf32>) -> tensor<5x5xf32>
    %2 = stablehlo.concatenate %0, %1, dim = 0 : (tensor<2x5xf32>, tensor<5x5xf32>) -> tensor<7x5xf32>
    return %2 : tensor<7x5xf32>
  }
