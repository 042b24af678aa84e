module {
  func.func public @main(%arg0: tensor<12x37xf32>, %arg1: tensor<37xf32>, %arg2: tensor<12x37xf32>) -> (tensor<12x37xf32>, tensor<37xf32>, tensor<37xf32>) {
    %cst = "stablehlo.constant"() <{value = dense<1.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %cst_0 = "stablehlo.constant"() <{value = dense<-5.000000e-01> : tensor<f32>}> : () -> tensor<f32>
    %cst_1 = "stablehlo.constant"() <{value = dense<9.99999974E-6> : tensor<f32>}> : () -> tensor<f32>
    %cst_2 = "stablehlo.constant"() <{value = dense<2.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %cst_3 = "stablehlo.constant"() <{value = dense<3.700000e+01> : tensor<f32>}> : () -> tensor<f32>
    %cst_4 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %0 = "stablehlo.reduce"(%arg0, %cst_4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %2 = "stablehlo.broadcast_in_dim"(%cst_3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %3 = "stablehlo.divide"(%1, %2) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %5 = "stablehlo.subtract"(%arg0, %4) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %6 = "stablehlo.multiply"(%5, %5) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %7 = "stablehlo.broadcast_in_dim"(%cst_2) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x37xf32>
    %8 = "stablehlo.multiply"(%7, %5) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %9 = "stablehlo.reduce"(%6, %cst_4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x1xf32>
    %11 = "stablehlo.broadcast_in_dim"(%cst_3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %12 = "stablehlo.divide"(%10, %11) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %13 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %14 = "stablehlo.subtract"(%arg0, %13) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %15 = "stablehlo.broadcast_in_dim"(%cst_1) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %16 = "stablehlo.add"(%12, %15) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %17 = "stablehlo.rsqrt"(%16) : (tensor<12x1xf32>) -> tensor<12x1xf32>
    %18 = "stablehlo.divide"(%17, %16) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %19 = "stablehlo.broadcast_in_dim"(%cst_0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %20 = "stablehlo.multiply"(%19, %18) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %21 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %22 = "stablehlo.multiply"(%14, %21) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %23 = "stablehlo.broadcast_in_dim"(%arg1) <{broadcast_dimensions = array<i64: 1>}> : (tensor<37xf32>) -> tensor<1x37xf32>
    %24 = "stablehlo.broadcast_in_dim"(%cst) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x37xf32>
    %25 = "stablehlo.multiply"(%24, %arg2) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %26 = "stablehlo.reduce"(%25, %cst_4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<37xf32>
    %27 = "stablehlo.reshape"(%26) : (tensor<37xf32>) -> tensor<1x37xf32>
    %28 = "stablehlo.reduce"(%27, %cst_4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<1x37xf32>, tensor<f32>) -> tensor<37xf32>
    %29 = "stablehlo.multiply"(%22, %25) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %30 = "stablehlo.reduce"(%29, %cst_4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<37xf32>
    %31 = "stablehlo.reshape"(%30) : (tensor<37xf32>) -> tensor<1x37xf32>
    %32 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xf32>) -> tensor<12x37xf32>
    %33 = "stablehlo.multiply"(%25, %32) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %34 = "stablehlo.reduce"(%31, %cst_4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<1x37xf32>, tensor<f32>) -> tensor<37xf32>
    %35 = "stablehlo.multiply"(%14, %33) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %36 = "stablehlo.reduce"(%35, %cst_4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %37 = "stablehlo.reshape"(%36) : (tensor<12xf32>) -> tensor<12x1xf32>
    %38 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<12x1xf32>) -> tensor<12x37xf32>
    %39 = "stablehlo.multiply"(%33, %38) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %40 = "stablehlo.multiply"(%37, %20) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %41 = "stablehlo.negate"(%39) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %42 = "stablehlo.reduce"(%41, %cst_4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %43 = "stablehlo.reshape"(%42) : (tensor<12xf32>) -> tensor<12x1xf32>
    %44 = "stablehlo.broadcast_in_dim"(%cst_3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %45 = "stablehlo.divide"(%40, %44) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %46 = "stablehlo.reduce"(%45, %cst_4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x1xf32>, tensor<f32>) -> tensor<12xf32>
    %47 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x37xf32>
    %48 = "stablehlo.multiply"(%47, %8) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %49 = "stablehlo.negate"(%48) : (tensor<12x37xf32>) -> tensor<12x37xf32>
    %50 = "stablehlo.reduce"(%49, %cst_4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x37xf32>, tensor<f32>) -> tensor<12xf32>
    %51 = "stablehlo.reshape"(%50) : (tensor<12xf32>) -> tensor<12x1xf32>
    %52 = "stablehlo.add"(%39, %48) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    %53 = "stablehlo.add"(%43, %51) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %54 = "stablehlo.broadcast_in_dim"(%cst_3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %55 = "stablehlo.divide"(%53, %54) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %56 = "stablehlo.reduce"(%55, %cst_4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %59 = "stablehlo.add"(%arg3, %arg4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%59) : (tensor<f32>) -> ()
    }) : (tensor<12x1xf32>, tensor<f32>) -> tensor<12xf32>
    %57 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x37xf32>
    %58 = "stablehlo.add"(%52, %57) : (tensor<12x37xf32>, tensor<12x37xf32>) -> tensor<12x37xf32>
    return %58, %34, %28 : tensor<12x37xf32>, tensor<37xf32>, tensor<37xf32>
  }
}
