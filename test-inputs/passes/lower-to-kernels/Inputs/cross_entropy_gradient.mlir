module {
  func.func public @main(%arg0: tensor<12x37xf32>, %arg1: tensor<12xi32>) -> (tensor<12x37xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<1.200000e+01> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<1.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %0:2 = call @log_softmax(%arg0) : (tensor<12x37xf32>) -> (tensor<12x37xf32>, tensor<12x1xf32>)
    %1 = call @_one_hot(%arg1) : (tensor<12xi32>) -> tensor<12x37xf32>
    %2 = "stablehlo.negate"(%cst_0) : (tensor<f32>) -> tensor<f32>
    %3 = "stablehlo.divide"(%2, %cst) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x37xf32>
    %6 = "stablehlo.multiply"(%1, %5) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %7 = call @log_softmax_0(%0#0, %0#1, %6) : (tensor<12x37xf32>, tensor<12x1xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %7 : tensor<12x37xf32>
  }
  func.func private @log_softmax(%arg0: tensor<12x37xf32>) -> (tensor<12x37xf32>, tensor<12x1xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.reduce"(%arg0, %cst_0) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %9 = "stablehlo.maximum"(%arg1, %arg2) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%9) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %1 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %2 = "stablehlo.maximum"(%1, %0) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %3 = "stablehlo.broadcast_in_dim"(%2) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %5 = "stablehlo.subtract"(%arg0, %4) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %6 = "stablehlo.exponential"(%5) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %7 = "stablehlo.reduce"(%6, %cst) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %9 = "stablehlo.add"(%arg1, %arg2) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%9) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    return %6, %8 : tensor<12x37xf32>, tensor<12x1xf32>
  }
  func.func private @_one_hot(%arg0: tensor<12xi32>) -> tensor<12x37xf32> {
    %0 = "stablehlo.broadcast_in_dim"(%arg0) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xi32>) -> tensor<12x1xi32>
    %1 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<1x37xi32>
    %2 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xi32>) -> tensor<12x37xi32>
    %3 = "stablehlo.broadcast_in_dim"(%1) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xi32>) -> tensor<12x37xi32>
    %4 = "stablehlo.compare"(%2, %3) <{compare_type = #stablehlo<comparison_type SIGNED>, comparison_direction = #stablehlo<comparison_direction EQ>}> : (tensor<12x37xi32>, tensor<12x37xi32>) -> tensor<12x37xi1>
    %5 = "stablehlo.convert"(%4) : (tensor<12x37xi1>) -> tensor<12x37xf32>
    return %5 : tensor<12x37xf32>
  }
  func.func private @log_softmax_0(%arg0: tensor<12x37xf32>, %arg1: tensor<12x1xf32>, %arg2: tensor<12x37xf32>) -> tensor<12x37xf32> {
    %cst = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.negate"(%arg2) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %1 = "stablehlo.reduce"(%0, %cst) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %8 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%8) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %2 = "stablehlo.reshape"(%1) : (tensor<12xf32>) -> tensor<12x1xf32>
    %3 = "stablehlo.divide"(%2, %arg1) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %4 = "stablehlo.reduce"(%3, %cst) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %8 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%8) : (tensor<f32>) -> ()
    }) : (tensor<12x1xf32>, tensor<f32>) -> tensor<12xf32>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x37xf32>
    %6 = "stablehlo.multiply"(%5, %arg0) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %7 = "stablehlo.add"(%arg2, %6) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %7 : tensor<12x37xf32>
  }
}
