func.func private @clip(%arg0: tensor<32xi64>, %arg1: tensor<i64>) -> tensor<32xi64> {
    %0 = stablehlo.convert %arg1 : tensor<i64>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<i64>) -> tensor<32xi64>
    %2 = stablehlo.maximum %1, %arg0 : tensor<32xi64>
    return %2 : tensor<32xi64>
  }
