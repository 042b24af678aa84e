func.func private @_where(%arg0: tensor<12xi1>, %arg1: tensor<12xcomplex<f32>>, %arg2: tensor<12xcomplex<f32>>) -> tensor<12xcomplex<f32>> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<12xi1>, tensor<12xcomplex<f32>>
    return %0 : tensor<12xcomplex<f32>>
  }
