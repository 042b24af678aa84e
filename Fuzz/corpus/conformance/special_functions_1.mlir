func.func private @round(%arg0: tensor<64xf32>) -> tensor<64xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<64xf32>
    return %0 : tensor<64xf32>
  }
