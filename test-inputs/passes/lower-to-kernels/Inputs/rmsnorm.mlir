module {
  func.func public @main(%arg0: tensor<12x37xf32>, %arg1: tensor<37xf32>) -> (tensor<12x37xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<9.99999997E-7> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<3.700000e+01> : tensor<f32>}> : () -> tensor<f32>
    %cst_1 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.multiply"(%arg0, %arg0) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %1 = "stablehlo.reduce"(%0, %cst_1) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg2: tensor<f32>, %arg3: tensor<f32>):
      %13 = "stablehlo.add"(%arg2, %arg3) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%13) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %2 = "stablehlo.broadcast_in_dim"(%1) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %3 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %4 = "stablehlo.divide"(%2, %3) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %5 = "stablehlo.broadcast_in_dim"(%cst) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %6 = "stablehlo.add"(%4, %5) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %7 = "stablehlo.rsqrt"(%6) : (tensor<12x1xf32>) -> tensor<12x1xf32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %9 = "stablehlo.multiply"(%arg0, %8) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %10 = "stablehlo.broadcast_in_dim"(%arg1) <{broadcast_dimensions = array<i64: 1>}> : (tensor<37xf32>) -> tensor<1x37xf32>
    %11 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xf32>) -> tensor<12x37xf32>
    %12 = "stablehlo.multiply"(%9, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %12 : tensor<12x37xf32>
  }
}
