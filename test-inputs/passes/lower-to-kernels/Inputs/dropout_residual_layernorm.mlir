module {
  func.func public @main(%arg0: tensor<12x37xf32>, %arg1: tensor<12x37xf32>, %arg2: tensor<12x37xi1>, %arg3: tensor<37xf32>, %arg4: tensor<37xf32>) -> (tensor<12x37xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<9.99999974E-6> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<3.700000e+01> : tensor<f32>}> : () -> tensor<f32>
    %cst_1 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %cst_2 = "stablehlo.constant"() <{value = dense<0.899999976> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.broadcast_in_dim"(%cst_2) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x37xf32>
    %1 = "stablehlo.divide"(%arg0, %0) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %2 = call @_where(%arg2, %1, %cst_1) : (tensor<12x37xi1>, tensor<12x37xf32>, tensor<f32>) -> tensor<12x37xf32>
    %3 = "stablehlo.add"(%arg1, %2) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %4 = "stablehlo.reduce"(%3, %cst_1) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg5: tensor<f32>, %arg6: tensor<f32>):
      %28 = "stablehlo.add"(%arg5, %arg6) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%28) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %6 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %7 = "stablehlo.divide"(%5, %6) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %9 = "stablehlo.subtract"(%3, %8) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %10 = "stablehlo.multiply"(%9, %9) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %11 = "stablehlo.reduce"(%10, %cst_1) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg5: tensor<f32>, %arg6: tensor<f32>):
      %28 = "stablehlo.add"(%arg5, %arg6) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%28) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %13 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %14 = "stablehlo.divide"(%12, %13) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %15 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %16 = "stablehlo.subtract"(%3, %15) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %17 = "stablehlo.broadcast_in_dim"(%cst) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %18 = "stablehlo.add"(%14, %17) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %19 = "stablehlo.rsqrt"(%18) : (tensor<12x1xf32>) -> tensor<12x1xf32>
    %20 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %21 = "stablehlo.multiply"(%16, %20) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %22 = "stablehlo.broadcast_in_dim"(%arg3) <{broadcast_dimensions = array<i64: 1>}> : (tensor<37xf32>) -> tensor<1x37xf32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xf32>) -> tensor<12x37xf32>
    %24 = "stablehlo.multiply"(%21, %23) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %25 = "stablehlo.broadcast_in_dim"(%arg4) <{broadcast_dimensions = array<i64: 1>}> : (tensor<37xf32>) -> tensor<1x37xf32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xf32>) -> tensor<12x37xf32>
    %27 = "stablehlo.add"(%24, %26) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %27 : tensor<12x37xf32>
  }
  func.func private @_where(%arg0: tensor<12x37xi1>, %arg1: tensor<12x37xf32>, %arg2: tensor<f32>) -> tensor<12x37xf32> {
    %0 = "stablehlo.convert"(%arg2) : (tensor<f32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x37xf32>
    %2 = "stablehlo.select"(%arg0, %arg1, %1) : (tensor<12x37xi1>, tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %2 : tensor<12x37xf32>
  }
}
