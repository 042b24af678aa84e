func.func @main(%arg0: tensor<5x7xf32>, %arg1: tensor<7x6xf32>, %arg2: tensor<5x6xf32>, %arg3: tensor<3x4x5xf32>, %arg4: tensor<3x5x2xf32>, %arg5: tensor<3x4x2xf32>, %arg6: tensor<5x7xf32>, %arg7: tensor<7xf32>, %arg8: tensor<5xf32>, %arg9: tensor<5xf32>, %arg10: tensor<5x7xf32>, %arg11: tensor<7xf32>, %arg12: tensor<7xf32>, %arg13: tensor<7xf32>, %arg14: tensor<f32>, %arg15: tensor<4x9xi8>, %arg16: tensor<9x3xi8>, %arg17: tensor<4x3xi32>, %arg18: tensor<5x7xf32>, %arg19: tensor<6x7xf32>, %arg20: tensor<5x6xf32>, %arg21: tensor<3x4x5xf32>, %arg22: tensor<3x5xf32>, %arg23: tensor<3x4xf32>) -> (tensor<5x6xf32>, tensor<3x4x2xf32>, tensor<5xf32>, tensor<7xf32>, tensor<f32>, tensor<4x3xi32>, tensor<5x6xf32>, tensor<3x4xf32>) {
    %0 = linalg.matmul ins(%arg0, %arg1 : tensor<5x7xf32>, tensor<7x6xf32>) outs(%arg2 : tensor<5x6xf32>) -> tensor<5x6xf32>
    %1 = linalg.batch_matmul ins(%arg3, %arg4 : tensor<3x4x5xf32>, tensor<3x5x2xf32>) outs(%arg5 : tensor<3x4x2xf32>) -> tensor<3x4x2xf32>
    %2 = linalg.matvec ins(%arg6, %arg7 : tensor<5x7xf32>, tensor<7xf32>) outs(%arg8 : tensor<5xf32>) -> tensor<5xf32>
    %3 = linalg.vecmat ins(%arg9, %arg10 : tensor<5xf32>, tensor<5x7xf32>) outs(%arg11 : tensor<7xf32>) -> tensor<7xf32>
    %4 = linalg.dot ins(%arg12, %arg13 : tensor<7xf32>, tensor<7xf32>) outs(%arg14 : tensor<f32>) -> tensor<f32>
    %5 = linalg.matmul ins(%arg15, %arg16 : tensor<4x9xi8>, tensor<9x3xi8>) outs(%arg17 : tensor<4x3xi32>) -> tensor<4x3xi32>
    %6 = linalg.matmul indexing_maps = [#map, #map1, #map2] ins(%arg18, %arg19 : tensor<5x7xf32>, tensor<6x7xf32>) outs(%arg20 : tensor<5x6xf32>) -> tensor<5x6xf32>
    %7 = linalg.batch_matvec ins(%arg21, %arg22 : tensor<3x4x5xf32>, tensor<3x5xf32>) outs(%arg23 : tensor<3x4xf32>) -> tensor<3x4xf32>
    return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<5x6xf32>, tensor<3x4x2xf32>, tensor<5xf32>, tensor<7xf32>, tensor<f32>, tensor<4x3xi32>, tensor<5x6xf32>, tensor<3x4xf32>
  }
