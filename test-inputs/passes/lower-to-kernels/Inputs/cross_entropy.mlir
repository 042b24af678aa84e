module {
  func.func public @main(%arg0: tensor<12x37xf32>, %arg1: tensor<12xi32>) -> (tensor<f32>) {
    %cst = "stablehlo.constant"() <{value = dense<1.200000e+01> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %0 = call @log_softmax(%arg0) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %1 = call @_one_hot(%arg1) : (tensor<12xi32>) -> tensor<12x37xf32>
    %2 = "stablehlo.multiply"(%1, %0) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %3 = "stablehlo.reduce"(%2, %cst_0) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg2: tensor<f32>, %arg3: tensor<f32>):
      %7 = "stablehlo.add"(%arg2, %arg3) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%7) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %4 = "stablehlo.reduce"(%3, %cst_0) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg2: tensor<f32>, %arg3: tensor<f32>):
      %7 = "stablehlo.add"(%arg2, %arg3) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%7) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %5 = "stablehlo.divide"(%4, %cst) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %6 = "stablehlo.negate"(%5) : (tensor<f32>) -> tensor<f32>
    return %6 : tensor<f32>
  }
  func.func private @log_softmax(%arg0: tensor<12x37xf32>) -> tensor<12x37xf32> {
    %cst = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.reduce"(%arg0, %cst_0) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %12 = "stablehlo.maximum"(%arg1, %arg2) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%12) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %1 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %2 = "stablehlo.maximum"(%1, %0) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %3 = "stablehlo.broadcast_in_dim"(%2) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %5 = "stablehlo.subtract"(%arg0, %4) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %6 = "stablehlo.exponential"(%5) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %7 = "stablehlo.reduce"(%6, %cst) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %12 = "stablehlo.add"(%arg1, %arg2) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%12) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %9 = "stablehlo.log"(%8) : (tensor<12x1xf32>) -> tensor<12x1xf32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %11 = "stablehlo.subtract"(%5, %10) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %11 : tensor<12x37xf32>
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
}
