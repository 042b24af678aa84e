module {
  func.func public @main(%arg0: tensor<12x37xf32>, %arg1: tensor<37xf32>, %arg2: tensor<37xf32>) -> (tensor<12x37xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<9.99999974E-6> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<3.700000e+01> : tensor<f32>}> : () -> tensor<f32>
    %cst_1 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.reduce"(%arg0, %cst_1) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %24 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%24) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %2 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %3 = "stablehlo.divide"(%1, %2) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %5 = "stablehlo.subtract"(%arg0, %4) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %6 = "stablehlo.multiply"(%5, %5) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %7 = "stablehlo.reduce"(%6, %cst_1) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %24 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%24) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %9 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %10 = "stablehlo.divide"(%8, %9) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %11 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %12 = "stablehlo.subtract"(%arg0, %11) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %13 = "stablehlo.broadcast_in_dim"(%cst) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %14 = "stablehlo.add"(%10, %13) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %15 = "stablehlo.rsqrt"(%14) : (tensor<12x1xf32>) -> tensor<12x1xf32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %17 = "stablehlo.multiply"(%12, %16) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %18 = "stablehlo.broadcast_in_dim"(%arg1) <{broadcast_dimensions = array<i64: 1>}> : (tensor<37xf32>) -> tensor<1x37xf32>
    %19 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xf32>) -> tensor<12x37xf32>
    %20 = "stablehlo.multiply"(%17, %19) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %21 = "stablehlo.broadcast_in_dim"(%arg2) <{broadcast_dimensions = array<i64: 1>}> : (tensor<37xf32>) -> tensor<1x37xf32>
    %22 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xf32>) -> tensor<12x37xf32>
    %23 = "stablehlo.add"(%20, %22) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %23 : tensor<12x37xf32>
  }
}
