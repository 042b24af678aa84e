func.func private @closed_call_4(%arg0: tensor<5xf32>, %arg1: tensor<f32>, %arg2: tensor<5xf32>, %arg3: tensor<f32>, %arg4: tensor<f32>, %arg5: tensor<f32>) -> (tensor<5xf32>, tensor<f32>) {
    %0 = stablehlo.multiply %arg5, %arg1 : tensor<f32>
    %1 = stablehlo.multiply %arg1, %arg4 : tensor<f32>
    %2 = stablehlo.negate %0 : tensor<f32>
    %3 = stablehlo.multiply %2, %arg3 : tensor<f32>
    %4 = stablehlo.dot_general %3, %arg2, contracting_dims = [] x [], precision = [DEFAULT, DEFAULT] : (tensor<f32>, tensor<5xf32>) -> tensor<5xf32>
    %5 = stablehlo.add %arg0, %4 : tensor<5xf32>
    return %5, %1 : tensor<5xf32>, tensor<f32>
  }
