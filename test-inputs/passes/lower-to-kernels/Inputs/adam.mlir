module {
  func.func public @main(%arg0: tensor<4099xf32>, %arg1: tensor<4099xf32>, %arg2: tensor<4099xf32>, %arg3: tensor<4099xf32>) -> (tensor<4099xf32>, tensor<4099xf32>, tensor<4099xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<9.99999993E-9> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<1.000000e-03> : tensor<f32>}> : () -> tensor<f32>
    %cst_1 = "stablehlo.constant"() <{value = dense<9.990000e-01> : tensor<f32>}> : () -> tensor<f32>
    %cst_2 = "stablehlo.constant"() <{value = dense<1.000000e-01> : tensor<f32>}> : () -> tensor<f32>
    %cst_3 = "stablehlo.constant"() <{value = dense<0.899999976> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.broadcast_in_dim"(%cst_3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4099xf32>
    %1 = "stablehlo.multiply"(%0, %arg2) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %2 = "stablehlo.broadcast_in_dim"(%cst_2) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4099xf32>
    %3 = "stablehlo.multiply"(%2, %arg1) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %4 = "stablehlo.add"(%1, %3) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %5 = "stablehlo.broadcast_in_dim"(%cst_1) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4099xf32>
    %6 = "stablehlo.multiply"(%5, %arg3) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %7 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4099xf32>
    %8 = "stablehlo.multiply"(%7, %arg1) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %9 = "stablehlo.multiply"(%8, %arg1) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %10 = "stablehlo.add"(%6, %9) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %11 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4099xf32>
    %12 = "stablehlo.multiply"(%11, %4) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %13 = "stablehlo.sqrt"(%10) : (tensor<4099xf32>) -> tensor<4099xf32>
    %14 = "stablehlo.broadcast_in_dim"(%cst) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4099xf32>
    %15 = "stablehlo.add"(%13, %14) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %16 = "stablehlo.divide"(%12, %15) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    %17 = "stablehlo.subtract"(%arg0, %16) : (tensor<4099xf32>, tensor<4099xf32>) -> tensor<4099xf32>
    return %17, %4, %10 : tensor<4099xf32>, tensor<4099xf32>, tensor<4099xf32>
  }
}
