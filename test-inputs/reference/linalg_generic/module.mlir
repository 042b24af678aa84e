#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1) -> (d1)>
#map2 = affine_map<(d0, d1) -> ()>
#map3 = affine_map<(d0, d1) -> (d1, d0)>
#map4 = affine_map<(d0, d1) -> (d0)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
#map6 = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3)>
#map7 = affine_map<(d0, d1, d2, d3) -> (d0, d2, d1)>
#map8 = affine_map<(d0, d1) -> (d0 + d1)>
#map9 = affine_map<(d0, d1) -> (d0 floordiv 2, (d0 + d1) mod 6)>
module {
  func.func @main(%arg0: tensor<4x6xf32>, %arg1: tensor<6xf32>, %arg2: tensor<f32>, %arg3: tensor<4x6xf32>, %arg4: tensor<6x4xf32>, %arg5: tensor<4xf32>, %arg6: tensor<4xi32>, %arg7: tensor<9x5xf32>, %arg8: tensor<7xi64>, %arg9: tensor<7x5xf32>, %arg10: tensor<2x3x4xf32>, %arg11: tensor<2x5x4xf32>, %arg12: tensor<2x5x3xf32>, %arg13: tensor<10xf32>, %arg14: tensor<3xf32>, %arg15: tensor<8xf32>, %arg16: tensor<8x7xf32>) -> (tensor<4x6xf32>, tensor<6x4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<7x5xf32>, tensor<2x5x3xf32>, tensor<8xf32>, tensor<8x7xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<6x4xf32>, tensor<4x6xf32>) {
    %cst = arith.constant 0.000000e+00 : f32
    %0 = linalg.generic {indexing_maps = [#map, #map1, #map2, #map], iterator_types = ["parallel", "parallel"]} ins(%arg0, %arg1, %arg2 : tensor<4x6xf32>, tensor<6xf32>, tensor<f32>) outs(%arg3 : tensor<4x6xf32>) {
    ^bb0(%in: f32, %in_0: f32, %in_1: f32, %out: f32):
      %8 = arith.mulf %in, %in_1 : f32
      %9 = arith.addf %8, %in_0 : f32
      %10 = arith.cmpf ugt, %9, %cst : f32
      %11 = arith.select %10, %9, %cst : f32
      linalg.yield %11 : f32
    } -> tensor<4x6xf32>
    %1 = linalg.generic {indexing_maps = [#map, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg0 : tensor<4x6xf32>) outs(%arg4 : tensor<6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %8 = linalg.index 0 : index
      %9 = linalg.index 1 : index
      %c4 = arith.constant 4 : index
      %10 = arith.muli %9, %c4 : index
      %11 = arith.addi %10, %8 : index
      %12 = arith.index_cast %11 : index to i64
      %13 = arith.sitofp %12 : i64 to f32
      %14 = arith.addf %in, %13 : f32
      linalg.yield %14 : f32
    } -> tensor<6x4xf32>
    %2:2 = linalg.generic {indexing_maps = [#map, #map4, #map4], iterator_types = ["parallel", "reduction"]} ins(%arg0 : tensor<4x6xf32>) outs(%arg5, %arg6 : tensor<4xf32>, tensor<4xi32>) {
    ^bb0(%in: f32, %out: f32, %out_0: i32):
      %8 = linalg.index 1 : index
      %9 = arith.index_cast %8 : index to i32
      %10 = arith.cmpf ogt, %in, %out : f32
      %11 = arith.select %10, %in, %out : f32
      %12 = arith.select %10, %9, %out_0 : i32
      linalg.yield %11, %12 : f32, i32
    } -> (tensor<4xf32>, tensor<4xi32>)
    %3 = linalg.generic {indexing_maps = [#map4, #map], iterator_types = ["parallel", "parallel"]} ins(%arg8 : tensor<7xi64>) outs(%arg9 : tensor<7x5xf32>) {
    ^bb0(%in: i64, %out: f32):
      %8 = arith.index_cast %in : i64 to index
      %9 = linalg.index 1 : index
      %c9_i64 = arith.constant 9 : i64
      %10 = arith.cmpi slt, %in, %c9_i64 : i64
      cf.assert %10, "index is too large"
      %extracted = tensor.extract %arg7[%8, %9] : tensor<9x5xf32>
      linalg.yield %extracted : f32
    } -> tensor<7x5xf32>
    %4 = linalg.generic {indexing_maps = [#map5, #map6, #map7], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%arg10, %arg11 : tensor<2x3x4xf32>, tensor<2x5x4xf32>) outs(%arg12 : tensor<2x5x3xf32>) {
    ^bb0(%in: f32, %in_0: f32, %out: f32):
      %8 = arith.mulf %in, %in_0 : f32
      %9 = arith.addf %out, %8 : f32
      linalg.yield %9 : f32
    } -> tensor<2x5x3xf32>
    %5 = linalg.generic {indexing_maps = [#map8, #map1, #map4], iterator_types = ["parallel", "reduction"]} ins(%arg13, %arg14 : tensor<10xf32>, tensor<3xf32>) outs(%arg15 : tensor<8xf32>) {
    ^bb0(%in: f32, %in_0: f32, %out: f32):
      %8 = arith.mulf %in, %in_0 : f32
      %9 = arith.addf %out, %8 : f32
      linalg.yield %9 : f32
    } -> tensor<8xf32>
    %6 = linalg.generic {indexing_maps = [#map9, #map], iterator_types = ["parallel", "parallel"]} ins(%arg0 : tensor<4x6xf32>) outs(%arg16 : tensor<8x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<8x7xf32>
    %reduced = linalg.reduce ins(%arg0 : tensor<4x6xf32>) outs(%arg5 : tensor<4xf32>) dimensions = [1] 
      (%in: f32, %init: f32) {
        %8 = arith.addf %in, %init : f32
        linalg.yield %8 : f32
      }
    %7 = linalg.fill ins(%cst : f32) outs(%arg3 : tensor<4x6xf32>) -> tensor<4x6xf32>
    %mapped = linalg.map { arith.mulf } ins(%arg0, %arg0 : tensor<4x6xf32>, tensor<4x6xf32>) outs(%7 : tensor<4x6xf32>)
    %transposed = linalg.transpose ins(%arg0 : tensor<4x6xf32>) outs(%arg4 : tensor<6x4xf32>) permutation = [1, 0] 
    %broadcasted = linalg.broadcast ins(%arg1 : tensor<6xf32>) outs(%arg3 : tensor<4x6xf32>) dimensions = [0] 
    return %0, %1, %2#0, %2#1, %3, %4, %5, %6, %reduced, %mapped, %transposed, %broadcasted : tensor<4x6xf32>, tensor<6x4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<7x5xf32>, tensor<2x5x3xf32>, tensor<8xf32>, tensor<8x7xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<6x4xf32>, tensor<4x6xf32>
  }
}

