// Written by Benchmarks/mapping/networks.py attention_h1_l512 --element=f8
module @attention_h1_l512 {
  func.func public @main(%arg0: tensor<1x512x64xf8E4M3FN>, %arg1: tensor<1x512x64xf8E4M3FN>, %arg2: tensor<1x512x64xf8E4M3FN>) -> tensor<1x512x64xf8E4M3FN> {
    %0 = stablehlo.dot_general %arg0, %arg1, batching_dims = [0] x [0], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<1x512x64xf8E4M3FN>, tensor<1x512x64xf8E4M3FN>) -> tensor<1x512x512xf8E4M3FN>
    %1 = stablehlo.constant dense<-4.480000e+02> : tensor<f8E4M3FN>
    %2 = stablehlo.reduce(%0 init: %1) applies stablehlo.maximum across dimensions = [2] : (tensor<1x512x512xf8E4M3FN>, tensor<f8E4M3FN>) -> tensor<1x512xf8E4M3FN>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0, 1] : (tensor<1x512xf8E4M3FN>) -> tensor<1x512x512xf8E4M3FN>
    %4 = stablehlo.subtract %0, %3 : tensor<1x512x512xf8E4M3FN>
    %5 = stablehlo.exponential %4 : tensor<1x512x512xf8E4M3FN>
    %6 = stablehlo.constant dense<0.000000000e+00> : tensor<f8E4M3FN>
    %7 = stablehlo.reduce(%5 init: %6) applies stablehlo.add across dimensions = [2] : (tensor<1x512x512xf8E4M3FN>, tensor<f8E4M3FN>) -> tensor<1x512xf8E4M3FN>
    %8 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<1x512xf8E4M3FN>) -> tensor<1x512x512xf8E4M3FN>
    %9 = stablehlo.divide %5, %8 : tensor<1x512x512xf8E4M3FN>
    %10 = stablehlo.dot_general %9, %arg2, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<1x512x512xf8E4M3FN>, tensor<1x512x64xf8E4M3FN>) -> tensor<1x512x64xf8E4M3FN>
    return %10 : tensor<1x512x64xf8E4M3FN>
  }
}
