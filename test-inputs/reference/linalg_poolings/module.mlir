module {
  func.func @main(%arg0: tensor<2x3x9x8xf32>, %arg1: tensor<3x2xf32>, %arg2: tensor<2x3x4x6xf32>, %arg3: tensor<2x3x9x8xf32>, %arg4: tensor<3x2xf32>, %arg5: tensor<2x3x4x6xf32>, %arg6: tensor<2x9x8x3xf32>, %arg7: tensor<3x2xf32>, %arg8: tensor<2x4x6x3xf32>, %arg9: tensor<2x9x8x3xf32>, %arg10: tensor<3x2xf32>, %arg11: tensor<2x4x6x3xf32>, %arg12: tensor<2x9x8x3xf32>, %arg13: tensor<3x2xf32>, %arg14: tensor<2x4x6x3xf32>) -> (tensor<2x3x4x6xf32>, tensor<2x3x4x6xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3xf32>) {
    %0 = linalg.pooling_nchw_max {dilations = dense<[1, 2]> : tensor<2xi64>, strides = dense<[2, 1]> : tensor<2xi64>} ins(%arg0, %arg1 : tensor<2x3x9x8xf32>, tensor<3x2xf32>) outs(%arg2 : tensor<2x3x4x6xf32>) -> tensor<2x3x4x6xf32>
    %1 = linalg.pooling_nchw_sum {dilations = dense<[1, 2]> : tensor<2xi64>, strides = dense<[2, 1]> : tensor<2xi64>} ins(%arg3, %arg4 : tensor<2x3x9x8xf32>, tensor<3x2xf32>) outs(%arg5 : tensor<2x3x4x6xf32>) -> tensor<2x3x4x6xf32>
    %2 = linalg.pooling_nhwc_max {dilations = dense<[1, 2]> : tensor<2xi64>, strides = dense<[2, 1]> : tensor<2xi64>} ins(%arg6, %arg7 : tensor<2x9x8x3xf32>, tensor<3x2xf32>) outs(%arg8 : tensor<2x4x6x3xf32>) -> tensor<2x4x6x3xf32>
    %3 = linalg.pooling_nhwc_min {dilations = dense<[1, 2]> : tensor<2xi64>, strides = dense<[2, 1]> : tensor<2xi64>} ins(%arg9, %arg10 : tensor<2x9x8x3xf32>, tensor<3x2xf32>) outs(%arg11 : tensor<2x4x6x3xf32>) -> tensor<2x4x6x3xf32>
    %4 = linalg.pooling_nhwc_sum {dilations = dense<[1, 2]> : tensor<2xi64>, strides = dense<[2, 1]> : tensor<2xi64>} ins(%arg12, %arg13 : tensor<2x9x8x3xf32>, tensor<3x2xf32>) outs(%arg14 : tensor<2x4x6x3xf32>) -> tensor<2x4x6x3xf32>
    return %0, %1, %2, %3, %4 : tensor<2x3x4x6xf32>, tensor<2x3x4x6xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3xf32>, tensor<2x4x6x3xf32>
  }
}

