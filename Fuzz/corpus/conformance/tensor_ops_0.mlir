func.func @main(%arg0: tensor<4x6xf32>, %arg1: tensor<2x3xf32>, %arg2: tensor<i64>) -> (tensor<2xi64>, tensor<2x2x3x2xf32>, tensor<2x12xf32>, tensor<2x2xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<3x6xf32>, tensor<2x3xf32>, tensor<4x12xf32>, tensor<3x2xf32>, tensor<12x2xf32>) {
    %c12_i64 = arith.constant 12 : i64
    %c2_i64 = arith.constant 2 : i64
    %from_elements = tensor.from_elements %c12_i64, %c2_i64 : tensor<2xi64>
    %extracted = tensor.extract %arg2[] : tensor<i64>
    %0 = arith.index_cast %extracted : i64 to index
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c3 = arith.constant 3 : index
    %cst = arith.constant 2.500000e+00 : f32
    %dim = tensor.dim %arg0, %c1 : tensor<4x6xf32>
    %1 = arith.index_cast %dim : index to i64
    %from_elements_0 = tensor.from_elements %1, %extracted : tensor<2xi64>
    %expanded = tensor.expand_shape %arg0 [[0, 1], [2, 3]] output_shape [2, 2, 3, 2] : tensor<4x6xf32> into tensor<2x2x3x2xf32>
    %collapsed = tensor.collapse_shape %expanded [[0], [1, 2, 3]] : tensor<2x2x3x2xf32> into tensor<2x12xf32>
    %extracted_slice = tensor.extract_slice %arg0[1, %0] [2, 2] [2, 1] : tensor<4x6xf32> to tensor<2x2xf32>
    %extracted_slice_1 = tensor.extract_slice %arg0[%0, 1] [1, 4] [1, 1] : tensor<4x6xf32> to tensor<4xf32>
    %inserted_slice = tensor.insert_slice %arg1 into %arg0[%0, 2] [2, 3] [1, 1] : tensor<2x3xf32> into tensor<4x6xf32>
    %inserted = tensor.insert %cst into %arg0[%c1, %c3] : tensor<4x6xf32>
    %padded = tensor.pad %arg1 low[1, %0] high[0, 1] {
    ^bb0(%arg3: index, %arg4: index):
      tensor.yield %cst : f32
    } : tensor<2x3xf32> to tensor<3x?xf32>
    %cast = tensor.cast %padded : tensor<3x?xf32> to tensor<3x6xf32>
    %generated = tensor.generate %0 {
    ^bb0(%arg3: index, %arg4: index):
      %2 = arith.muli %arg3, %c3 : index
      %3 = arith.addi %2, %arg4 : index
      %4 = arith.index_cast %3 : index to i64
      %5 = arith.sitofp %4 : i64 to f32
      tensor.yield %5 : f32
    } : tensor<?x3xf32>
    %cast_2 = tensor.cast %generated : tensor<?x3xf32> to tensor<2x3xf32>
    %concat = tensor.concat dim(1) %arg0, %arg0 : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x12xf32>
    %splat = tensor.splat %cst : tensor<3x2xf32>
    %reshape = tensor.reshape %arg0(%from_elements) : (tensor<4x6xf32>, tensor<2xi64>) -> tensor<12x2xf32>
    return %from_elements_0, %expanded, %collapsed, %extracted_slice, %extracted_slice_1, %inserted_slice, %inserted, %cast, %cast_2, %concat, %splat, %reshape : tensor<2xi64>, tensor<2x2x3x2xf32>, tensor<2x12xf32>, tensor<2x2xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<3x6xf32>, tensor<2x3xf32>, tensor<4x12xf32>, tensor<3x2xf32>, tensor<12x2xf32>
  }
