// Written by Benchmarks/mapping/networks.py attention_h12_l1024 --element=f32
module @attention_h12_l1024 {
  func.func public @main(%arg0: tensor<12x1024x64xf32>, %arg1: tensor<12x1024x64xf32>, %arg2: tensor<12x1024x64xf32>) -> tensor<12x1024x64xf32> {
    %0 = stablehlo.dot_general %arg0, %arg1, batching_dims = [0] x [0], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<12x1024x64xf32>, tensor<12x1024x64xf32>) -> tensor<12x1024x1024xf32>
    %1 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [] : (tensor<f32>) -> tensor<12x1024x1024xf32>
    %3 = stablehlo.multiply %0, %2 : tensor<12x1024x1024xf32>
    %4 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %5 = stablehlo.reduce(%3 init: %4) applies stablehlo.maximum across dimensions = [2] : (tensor<12x1024x1024xf32>, tensor<f32>) -> tensor<12x1024xf32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<12x1024xf32>) -> tensor<12x1024x1024xf32>
    %7 = stablehlo.subtract %3, %6 : tensor<12x1024x1024xf32>
    %8 = stablehlo.exponential %7 : tensor<12x1024x1024xf32>
    %9 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %10 = stablehlo.reduce(%8 init: %9) applies stablehlo.add across dimensions = [2] : (tensor<12x1024x1024xf32>, tensor<f32>) -> tensor<12x1024xf32>
    %11 = stablehlo.broadcast_in_dim %10, dims = [0, 1] : (tensor<12x1024xf32>) -> tensor<12x1024x1024xf32>
    %12 = stablehlo.divide %8, %11 : tensor<12x1024x1024xf32>
    %13 = stablehlo.dot_general %12, %arg2, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<12x1024x1024xf32>, tensor<12x1024x64xf32>) -> tensor<12x1024x64xf32>
    return %13 : tensor<12x1024x64xf32>
  }
}
