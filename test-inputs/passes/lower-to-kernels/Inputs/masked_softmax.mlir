module {
  func.func public @main(%arg0: tensor<2x3x4x21xf32>, %arg1: tensor<2x1x4x21xi1>) -> (tensor<2x3x4x21xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %cst_1 = "stablehlo.constant"() <{value = dense<-1.000000e+09> : tensor<f32>}> : () -> tensor<f32>
    %cst_2 = "stablehlo.constant"() <{value = dense<1.250000e-01> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.broadcast_in_dim"(%cst_2) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x3x4x21xf32>
    %1 = "stablehlo.multiply"(%arg0, %0) : (tensor<2x3x4x21xf32>, tensor<2x3x4x21xf32>) -> tensor<2x3x4x21xf32>
    %2 = call @_where(%arg1, %1, %cst_1) : (tensor<2x1x4x21xi1>, tensor<2x3x4x21xf32>, tensor<f32>) -> tensor<2x3x4x21xf32>
    %3 = "stablehlo.reduce"(%2, %cst_0) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg2: tensor<f32>, %arg3: tensor<f32>):
      %14 = "stablehlo.maximum"(%arg2, %arg3) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%14) : (tensor<f32>) -> ()
    }) : (tensor<2x3x4x21xf32>, tensor<f32>) -> tensor<2x3x4xf32>
    %4 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x3x4xf32>
    %5 = "stablehlo.maximum"(%4, %3) : (tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
    %6 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x3x4xf32>) -> tensor<2x3x4x1xf32>
    %7 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64: 0, 1, 2, 3>}> : (tensor<2x3x4x1xf32>) -> tensor<2x3x4x21xf32>
    %8 = "stablehlo.subtract"(%2, %7) : (tensor<2x3x4x21xf32>, tensor<2x3x4x21xf32>) -> tensor<2x3x4x21xf32>
    %9 = "stablehlo.exponential"(%8) : (tensor<2x3x4x21xf32>) -> tensor<2x3x4x21xf32>
    %10 = "stablehlo.reduce"(%9, %cst) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg2: tensor<f32>, %arg3: tensor<f32>):
      %14 = "stablehlo.add"(%arg2, %arg3) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%14) : (tensor<f32>) -> ()
    }) : (tensor<2x3x4x21xf32>, tensor<f32>) -> tensor<2x3x4xf32>
    %11 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x3x4xf32>) -> tensor<2x3x4x1xf32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64: 0, 1, 2, 3>}> : (tensor<2x3x4x1xf32>) -> tensor<2x3x4x21xf32>
    %13 = "stablehlo.divide"(%9, %12) : (tensor<2x3x4x21xf32>, tensor<2x3x4x21xf32>) -> tensor<2x3x4x21xf32>
    return %13 : tensor<2x3x4x21xf32>
  }
  func.func private @_where(%arg0: tensor<2x1x4x21xi1>, %arg1: tensor<2x3x4x21xf32>, %arg2: tensor<f32>) -> tensor<2x3x4x21xf32> {
    %0 = "stablehlo.convert"(%arg2) : (tensor<f32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%arg0) <{broadcast_dimensions = array<i64: 0, 1, 2, 3>}> : (tensor<2x1x4x21xi1>) -> tensor<2x3x4x21xi1>
    %2 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x3x4x21xf32>
    %3 = "stablehlo.select"(%1, %arg1, %2) : (tensor<2x3x4x21xi1>, tensor<2x3x4x21xf32>, tensor<2x3x4x21xf32>) -> tensor<2x3x4x21xf32>
    return %3 : tensor<2x3x4x21xf32>
  }
}
