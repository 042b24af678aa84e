func.func private @closed_call_2(%arg0: tensor<5xf32>, %arg1: tensor<f32>, %arg2: tensor<5xf32>) -> (tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) {
    %0 = stablehlo.dot_general %arg2, %arg0, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<5xf32>, tensor<5xf32>) -> tensor<f32>
    %1 = stablehlo.cosine %0 : tensor<f32>
    %2 = stablehlo.sine %0 : tensor<f32>
    %3 = stablehlo.multiply %arg1, %1 : tensor<f32>
    return %3, %arg1, %2, %1, %arg1 : tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
