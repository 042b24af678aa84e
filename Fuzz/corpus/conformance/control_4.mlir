func.func private @closed_call_0(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>) -> tensor<f32> {
    %0 = stablehlo.dot_general %arg1, %arg0, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<5xf32>, tensor<5xf32>) -> tensor<f32>
    return %0 : tensor<f32>
  }
