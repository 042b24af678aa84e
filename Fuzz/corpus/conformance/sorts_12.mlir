func.func private @cumsum(%arg0: tensor<32xi1>) -> tensor<32xi64> {
    %0 = stablehlo.convert %arg0 : (tensor<32xi1>) -> tensor<32xi64>
    %1 = call @cumsum_3(%0) : (tensor<32xi64>) -> tensor<32xi64>
    return %1 : tensor<32xi64>
  }
