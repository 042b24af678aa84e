func.func private @_unique_sorted_mask(%arg0: tensor<32xi32>) -> (tensor<32xi32>, tensor<32xi1>, tensor<32xi64>) {
    %0 = stablehlo.reshape %arg0 : (tensor<32xi32>) -> tensor<32x1xi32>
    %1 = stablehlo.transpose %0, dims = [1, 0] : (tensor<32x1xi32>) -> tensor<1x32xi32>
    %2 = stablehlo.reverse %1, dims = [0] : tensor<1x32xi32>
    %3 = call @lexsort(%2) : (tensor<1x32xi32>) -> tensor<32xi64>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %4 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i64>) -> tensor<32xi64>
    %5 = stablehlo.compare LT, %3, %4, SIGNED : (tensor<32xi64>, tensor<32xi64>) -> tensor<32xi1>
    %c_0 = stablehlo.constant dense<32> : tensor<i64>
    %6 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i64>) -> tensor<32xi64>
    %7 = stablehlo.add %3, %6 : tensor<32xi64>
    %8 = stablehlo.select %5, %7, %3 : tensor<32xi1>, tensor<32xi64>
    %9 = stablehlo.convert %8 : (tensor<32xi64>) -> tensor<32xi32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [0] : (tensor<32xi32>) -> tensor<32x1xi32>
    %11 = "stablehlo.gather"(%arg0, %10) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1>}> : (tensor<32xi32>, tensor<32x1xi32>) -> tensor<32xi32>
    %c_1 = stablehlo.constant dense<true> : tensor<i1>
    %12 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i1>) -> tensor<32xi1>
    %13 = stablehlo.slice %11 [1:32] : (tensor<32xi32>) -> tensor<31xi32>
    %14 = stablehlo.slice %11 [0:31] : (tensor<32xi32>) -> tensor<31xi32>
    %15 = stablehlo.compare NE, %13, %14, SIGNED : (tensor<31xi32>, tensor<31xi32>) -> tensor<31xi1>
    %c_2 = stablehlo.constant dense<false> : tensor<i1>
    %16 = stablehlo.reduce(%15 init: %c_2) applies stablehlo.or across dimensions = [] : (tensor<31xi1>, tensor<i1>) -> tensor<31xi1>
    %c_3 = stablehlo.constant dense<1> : tensor<i32>
    %17 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %18 = "stablehlo.scatter"(%12, %17, %16) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
    ^bb0(%arg1: tensor<i1>, %arg2: tensor<i1>):
      stablehlo.return %arg2 : tensor<i1>
    }) : (tensor<32xi1>, tensor<1xi32>, tensor<31xi1>) -> tensor<32xi1>
    return %11, %18, %3 : tensor<32xi32>, tensor<32xi1>, tensor<32xi64>
  }
