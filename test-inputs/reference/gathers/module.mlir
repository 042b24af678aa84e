module @jit_gathers attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<7x5xf32>, %arg1: tensor<4xi32>, %arg2: tensor<4x2xi32>, %arg3: tensor<4x5xf32>, %arg4: tensor<3x7x5xf32>, %arg5: tensor<3x4xi32>, %arg6: tensor<30xi32>) -> (tensor<4x5xf32> {jax.result_info = "result[0]"}, tensor<4x5xf32> {jax.result_info = "result[1]"}, tensor<7x4x2xf32> {jax.result_info = "result[2]"}, tensor<4xf32> {jax.result_info = "result[3]"}, tensor<7x5xf32> {jax.result_info = "result[4]"}, tensor<7x5xf32> {jax.result_info = "result[5]"}, tensor<7x5xf32> {jax.result_info = "result[6]"}, tensor<7x5xf32> {jax.result_info = "result[7]"}, tensor<7x5xf32> {jax.result_info = "result[8]"}, tensor<7x5xf32> {jax.result_info = "result[9]"}, tensor<7x4xf32> {jax.result_info = "result[10]"}, tensor<5xf32> {jax.result_info = "result[11]"}, tensor<3x4x5xf32> {jax.result_info = "result[12]"}, tensor<3x7x5xf32> {jax.result_info = "result[13]"}, tensor<9xi32> {jax.result_info = "result[14]"}, tensor<4xf32> {jax.result_info = "result[15]"}, tensor<2x2xf32> {jax.result_info = "result[16]"}, tensor<f32> {jax.result_info = "result[17]"}, tensor<7x5xf32> {jax.result_info = "result[18]"}, tensor<9xi64> {jax.result_info = "result[19]"}, tensor<7x5xf32> {jax.result_info = "result[20]"}, tensor<7x5xf32> {jax.result_info = "result[21]"}, tensor<7x5xf32> {jax.result_info = "result[22]"}) {
    %c = stablehlo.constant dense<[0, 3]> : tensor<2xi64>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %1 = stablehlo.compare LT, %arg1, %0, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_1 = stablehlo.constant dense<7> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %3 = stablehlo.add %arg1, %2 : tensor<4xi32>
    %4 = stablehlo.select %1, %3, %arg1 : tensor<4xi1>, tensor<4xi32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %6 = "stablehlo.gather"(%arg0, %5) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 5>}> : (tensor<7x5xf32>, tensor<4x1xi32>) -> tensor<4x5xf32>
    %7 = call @_take(%arg0, %arg1) : (tensor<7x5xf32>, tensor<4xi32>) -> tensor<4x5xf32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %8 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<4x2xi32>
    %9 = stablehlo.compare LT, %arg2, %8, SIGNED : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
    %c_3 = stablehlo.constant dense<5> : tensor<i32>
    %10 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i32>) -> tensor<4x2xi32>
    %11 = stablehlo.add %arg2, %10 : tensor<4x2xi32>
    %12 = stablehlo.select %9, %11, %arg2 : tensor<4x2xi1>, tensor<4x2xi32>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0, 1] : (tensor<4x2xi32>) -> tensor<4x2x1xi32>
    %14 = "stablehlo.gather"(%arg0, %13) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [1], start_index_map = [1], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 7, 1>}> : (tensor<7x5xf32>, tensor<4x2x1xi32>) -> tensor<7x4x2xf32>
    %15 = stablehlo.slice %arg2 [0:4, 0:1] : (tensor<4x2xi32>) -> tensor<4x1xi32>
    %16 = stablehlo.reshape %15 : (tensor<4x1xi32>) -> tensor<4xi32>
    %17 = stablehlo.slice %arg2 [0:4, 1:2] : (tensor<4x2xi32>) -> tensor<4x1xi32>
    %18 = stablehlo.reshape %17 : (tensor<4x1xi32>) -> tensor<4xi32>
    %c_4 = stablehlo.constant dense<0> : tensor<i32>
    %19 = stablehlo.broadcast_in_dim %c_4, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %20 = stablehlo.compare LT, %16, %19, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_5 = stablehlo.constant dense<7> : tensor<i32>
    %21 = stablehlo.broadcast_in_dim %c_5, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %22 = stablehlo.add %16, %21 : tensor<4xi32>
    %23 = stablehlo.select %20, %22, %16 : tensor<4xi1>, tensor<4xi32>
    %c_6 = stablehlo.constant dense<0> : tensor<i32>
    %24 = stablehlo.broadcast_in_dim %c_6, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %25 = stablehlo.compare LT, %18, %24, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_7 = stablehlo.constant dense<5> : tensor<i32>
    %26 = stablehlo.broadcast_in_dim %c_7, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %27 = stablehlo.add %18, %26 : tensor<4xi32>
    %28 = stablehlo.select %25, %27, %18 : tensor<4xi1>, tensor<4xi32>
    %29 = stablehlo.broadcast_in_dim %23, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %30 = stablehlo.broadcast_in_dim %28, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %31 = stablehlo.concatenate %29, %30, dim = 1 : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x2xi32>
    %32 = "stablehlo.gather"(%arg0, %31) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<7x5xf32>, tensor<4x2xi32>) -> tensor<4xf32>
    %c_8 = stablehlo.constant dense<0> : tensor<i32>
    %33 = stablehlo.broadcast_in_dim %c_8, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %34 = stablehlo.compare LT, %arg1, %33, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_9 = stablehlo.constant dense<7> : tensor<i32>
    %35 = stablehlo.broadcast_in_dim %c_9, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %36 = stablehlo.add %arg1, %35 : tensor<4xi32>
    %37 = stablehlo.select %34, %36, %arg1 : tensor<4xi1>, tensor<4xi32>
    %38 = stablehlo.broadcast_in_dim %37, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %39 = "stablehlo.scatter"(%arg0, %38, %arg3) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %177 = stablehlo.add %arg7, %arg8 : tensor<f32>
      stablehlo.return %177 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<4x1xi32>, tensor<4x5xf32>) -> tensor<7x5xf32>
    %40 = stablehlo.slice %arg3 [0:1, 0:5] : (tensor<4x5xf32>) -> tensor<1x5xf32>
    %41 = stablehlo.reshape %40 : (tensor<1x5xf32>) -> tensor<5xf32>
    %c_10 = stablehlo.constant dense<0> : tensor<i32>
    %42 = stablehlo.broadcast_in_dim %c_10, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %43 = stablehlo.compare LT, %arg1, %42, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_11 = stablehlo.constant dense<7> : tensor<i32>
    %44 = stablehlo.broadcast_in_dim %c_11, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %45 = stablehlo.add %arg1, %44 : tensor<4xi32>
    %46 = stablehlo.select %43, %45, %arg1 : tensor<4xi1>, tensor<4xi32>
    %47 = stablehlo.broadcast_in_dim %46, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %48 = stablehlo.broadcast_in_dim %41, dims = [1] : (tensor<5xf32>) -> tensor<4x5xf32>
    %49 = "stablehlo.scatter"(%arg0, %47, %48) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      stablehlo.return %arg8 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<4x1xi32>, tensor<4x5xf32>) -> tensor<7x5xf32>
    %c_12 = stablehlo.constant dense<0> : tensor<i32>
    %50 = stablehlo.broadcast_in_dim %c_12, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %51 = stablehlo.compare LT, %arg1, %50, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_13 = stablehlo.constant dense<7> : tensor<i32>
    %52 = stablehlo.broadcast_in_dim %c_13, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %53 = stablehlo.add %arg1, %52 : tensor<4xi32>
    %54 = stablehlo.select %51, %53, %arg1 : tensor<4xi1>, tensor<4xi32>
    %55 = stablehlo.broadcast_in_dim %54, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %56 = "stablehlo.scatter"(%arg0, %55, %arg3) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %177 = stablehlo.maximum %arg7, %arg8 : tensor<f32>
      stablehlo.return %177 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<4x1xi32>, tensor<4x5xf32>) -> tensor<7x5xf32>
    %c_14 = stablehlo.constant dense<0> : tensor<i32>
    %57 = stablehlo.broadcast_in_dim %c_14, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %58 = stablehlo.compare LT, %arg1, %57, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_15 = stablehlo.constant dense<7> : tensor<i32>
    %59 = stablehlo.broadcast_in_dim %c_15, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %60 = stablehlo.add %arg1, %59 : tensor<4xi32>
    %61 = stablehlo.select %58, %60, %arg1 : tensor<4xi1>, tensor<4xi32>
    %62 = stablehlo.broadcast_in_dim %61, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %63 = "stablehlo.scatter"(%arg0, %62, %arg3) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %177 = stablehlo.minimum %arg7, %arg8 : tensor<f32>
      stablehlo.return %177 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<4x1xi32>, tensor<4x5xf32>) -> tensor<7x5xf32>
    %c_16 = stablehlo.constant dense<0> : tensor<i32>
    %64 = stablehlo.broadcast_in_dim %c_16, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %65 = stablehlo.compare LT, %arg1, %64, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_17 = stablehlo.constant dense<7> : tensor<i32>
    %66 = stablehlo.broadcast_in_dim %c_17, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %67 = stablehlo.add %arg1, %66 : tensor<4xi32>
    %68 = stablehlo.select %65, %67, %arg1 : tensor<4xi1>, tensor<4xi32>
    %c_18 = stablehlo.constant dense<1> : tensor<i64>
    %69 = stablehlo.broadcast_in_dim %c_18, dims = [] : (tensor<i64>) -> tensor<4xi64>
    %70 = stablehlo.convert %69 : (tensor<4xi64>) -> tensor<4xi32>
    %71 = stablehlo.broadcast_in_dim %68, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %72 = stablehlo.broadcast_in_dim %70, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %73 = stablehlo.concatenate %71, %72, dim = 1 : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x2xi32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %74 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %75 = "stablehlo.scatter"(%arg0, %73, %74) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0, 1], scatter_dims_to_operand_dims = [0, 1], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %177 = stablehlo.multiply %arg7, %arg8 : tensor<f32>
      stablehlo.return %177 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<4x2xi32>, tensor<4xf32>) -> tensor<7x5xf32>
    %76 = stablehlo.slice %arg2 [0:4, 0:1] : (tensor<4x2xi32>) -> tensor<4x1xi32>
    %77 = stablehlo.reshape %76 : (tensor<4x1xi32>) -> tensor<4xi32>
    %78 = stablehlo.slice %arg2 [0:4, 1:2] : (tensor<4x2xi32>) -> tensor<4x1xi32>
    %79 = stablehlo.reshape %78 : (tensor<4x1xi32>) -> tensor<4xi32>
    %c_19 = stablehlo.constant dense<0> : tensor<i32>
    %80 = stablehlo.broadcast_in_dim %c_19, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %81 = stablehlo.compare LT, %77, %80, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_20 = stablehlo.constant dense<7> : tensor<i32>
    %82 = stablehlo.broadcast_in_dim %c_20, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %83 = stablehlo.add %77, %82 : tensor<4xi32>
    %84 = stablehlo.select %81, %83, %77 : tensor<4xi1>, tensor<4xi32>
    %c_21 = stablehlo.constant dense<0> : tensor<i32>
    %85 = stablehlo.broadcast_in_dim %c_21, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %86 = stablehlo.compare LT, %79, %85, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_22 = stablehlo.constant dense<5> : tensor<i32>
    %87 = stablehlo.broadcast_in_dim %c_22, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %88 = stablehlo.add %79, %87 : tensor<4xi32>
    %89 = stablehlo.select %86, %88, %79 : tensor<4xi1>, tensor<4xi32>
    %90 = stablehlo.broadcast_in_dim %84, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %91 = stablehlo.broadcast_in_dim %89, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %92 = stablehlo.concatenate %90, %91, dim = 1 : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x2xi32>
    %cst_23 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %93 = stablehlo.broadcast_in_dim %cst_23, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %94 = "stablehlo.scatter"(%arg0, %92, %93) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0, 1], scatter_dims_to_operand_dims = [0, 1], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %177 = stablehlo.add %arg7, %arg8 : tensor<f32>
      stablehlo.return %177 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<4x2xi32>, tensor<4xf32>) -> tensor<7x5xf32>
    %95 = stablehlo.broadcast_in_dim %arg1, dims = [1] : (tensor<4xi32>) -> tensor<1x4xi32>
    %c_24 = stablehlo.constant dense<5> : tensor<i64>
    %96 = call @remainder(%95, %c_24) : (tensor<1x4xi32>, tensor<i64>) -> tensor<1x4xi32>
    %97 = call @take_along_axis(%arg0, %96) : (tensor<7x5xf32>, tensor<1x4xi32>) -> tensor<7x4xf32>
    %c_25 = stablehlo.constant dense<9> : tensor<i64>
    %98 = call @_take_0(%arg0, %c_25) : (tensor<7x5xf32>, tensor<i64>) -> tensor<5xf32>
    %c_26 = stablehlo.constant dense<0> : tensor<i32>
    %99 = stablehlo.broadcast_in_dim %c_26, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %100 = stablehlo.compare LT, %arg5, %99, SIGNED : (tensor<3x4xi32>, tensor<3x4xi32>) -> tensor<3x4xi1>
    %c_27 = stablehlo.constant dense<7> : tensor<i32>
    %101 = stablehlo.broadcast_in_dim %c_27, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %102 = stablehlo.add %arg5, %101 : tensor<3x4xi32>
    %103 = stablehlo.select %100, %102, %arg5 : tensor<3x4xi1>, tensor<3x4xi32>
    %104 = stablehlo.broadcast_in_dim %103, dims = [0, 1] : (tensor<3x4xi32>) -> tensor<3x4x1xi32>
    %105 = "stablehlo.gather"(%arg4, %104) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 5>}> : (tensor<3x7x5xf32>, tensor<3x4x1xi32>) -> tensor<3x4x5xf32>
    %c_28 = stablehlo.constant dense<0> : tensor<i32>
    %106 = stablehlo.broadcast_in_dim %c_28, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %107 = stablehlo.compare LT, %arg5, %106, SIGNED : (tensor<3x4xi32>, tensor<3x4xi32>) -> tensor<3x4xi1>
    %c_29 = stablehlo.constant dense<7> : tensor<i32>
    %108 = stablehlo.broadcast_in_dim %c_29, dims = [] : (tensor<i32>) -> tensor<3x4xi32>
    %109 = stablehlo.add %arg5, %108 : tensor<3x4xi32>
    %110 = stablehlo.select %107, %109, %arg5 : tensor<3x4xi1>, tensor<3x4xi32>
    %111 = stablehlo.broadcast_in_dim %110, dims = [0, 1] : (tensor<3x4xi32>) -> tensor<3x4x1xi32>
    %cst_30 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %112 = stablehlo.broadcast_in_dim %cst_30, dims = [] : (tensor<f32>) -> tensor<4x5xf32>
    %113 = stablehlo.broadcast_in_dim %112, dims = [1, 2] : (tensor<4x5xf32>) -> tensor<3x4x5xf32>
    %114 = "stablehlo.scatter"(%arg4, %111, %113) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %177 = stablehlo.add %arg7, %arg8 : tensor<f32>
      stablehlo.return %177 : tensor<f32>
    }) : (tensor<3x7x5xf32>, tensor<3x4x1xi32>, tensor<3x4x5xf32>) -> tensor<3x7x5xf32>
    %c_31 = stablehlo.constant dense<0> : tensor<i32>
    %115 = stablehlo.broadcast_in_dim %c_31, dims = [] : (tensor<i32>) -> tensor<9xi32>
    %c_32 = stablehlo.constant dense<0> : tensor<i32>
    %116 = stablehlo.broadcast_in_dim %c_32, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %117 = stablehlo.compare LT, %arg6, %116, SIGNED : (tensor<30xi32>, tensor<30xi32>) -> tensor<30xi1>
    %c_33 = stablehlo.constant dense<9> : tensor<i32>
    %118 = stablehlo.broadcast_in_dim %c_33, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %119 = stablehlo.add %arg6, %118 : tensor<30xi32>
    %120 = stablehlo.select %117, %119, %arg6 : tensor<30xi1>, tensor<30xi32>
    %121 = stablehlo.broadcast_in_dim %120, dims = [0] : (tensor<30xi32>) -> tensor<30x1xi32>
    %c_34 = stablehlo.constant dense<1> : tensor<i32>
    %122 = stablehlo.broadcast_in_dim %c_34, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %123 = "stablehlo.scatter"(%115, %121, %122) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<i32>, %arg8: tensor<i32>):
      %177 = stablehlo.add %arg7, %arg8 : tensor<i32>
      stablehlo.return %177 : tensor<i32>
    }) : (tensor<9xi32>, tensor<30x1xi32>, tensor<30xi32>) -> tensor<9xi32>
    %124 = stablehlo.convert %arg6 : (tensor<30xi32>) -> tensor<30xf32>
    %c_35 = stablehlo.constant dense<4> : tensor<i64>
    %125 = call @remainder_2(%arg6, %c_35) : (tensor<30xi32>, tensor<i64>) -> tensor<30xi32>
    %cst_36 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %126 = stablehlo.broadcast_in_dim %cst_36, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %127 = stablehlo.broadcast_in_dim %125, dims = [0] : (tensor<30xi32>) -> tensor<30x1xi32>
    %128 = "stablehlo.scatter"(%126, %127, %124) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %177 = stablehlo.add %arg7, %arg8 : tensor<f32>
      stablehlo.return %177 : tensor<f32>
    }) : (tensor<4xf32>, tensor<30x1xi32>, tensor<30xf32>) -> tensor<4xf32>
    %c_37 = stablehlo.constant dense<0> : tensor<i64>
    %129 = stablehlo.broadcast_in_dim %c_37, dims = [] : (tensor<i64>) -> tensor<2xi64>
    %130 = stablehlo.compare LT, %c, %129, SIGNED : (tensor<2xi64>, tensor<2xi64>) -> tensor<2xi1>
    %c_38 = stablehlo.constant dense<5> : tensor<i64>
    %131 = stablehlo.broadcast_in_dim %c_38, dims = [] : (tensor<i64>) -> tensor<2xi64>
    %132 = stablehlo.add %c, %131 : tensor<2xi64>
    %133 = stablehlo.select %130, %132, %c : tensor<2xi1>, tensor<2xi64>
    %134 = stablehlo.convert %133 : (tensor<2xi64>) -> tensor<2xi32>
    %c_39 = stablehlo.constant dense<2> : tensor<i32>
    %135 = stablehlo.broadcast_in_dim %c_39, dims = [] : (tensor<i32>) -> tensor<2x1xi32>
    %136 = stablehlo.broadcast_in_dim %134, dims = [0] : (tensor<2xi32>) -> tensor<2x1xi32>
    %137 = stablehlo.concatenate %135, %136, dim = 1 : (tensor<2x1xi32>, tensor<2x1xi32>) -> tensor<2x2xi32>
    %138 = "stablehlo.gather"(%arg0, %137) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 2, 1>}> : (tensor<7x5xf32>, tensor<2x2xi32>) -> tensor<2x2xf32>
    %139 = call @norm(%arg0) : (tensor<7x5xf32>) -> tensor<f32>
    %c_40 = stablehlo.constant dense<1> : tensor<i32>
    %140 = stablehlo.broadcast_in_dim %c_40, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %c_41 = stablehlo.constant dense<2> : tensor<i32>
    %141 = stablehlo.broadcast_in_dim %c_41, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %142 = stablehlo.concatenate %140, %141, dim = 0 : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
    %cst_42 = stablehlo.constant dense<7.000000e+00> : tensor<f32>
    %143 = stablehlo.broadcast_in_dim %cst_42, dims = [] : (tensor<f32>) -> tensor<2xf32>
    %144 = "stablehlo.scatter"(%arg0, %142, %143) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [1], scatter_dims_to_operand_dims = [0, 1]>, unique_indices = true}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      stablehlo.return %arg8 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<2xi32>, tensor<2xf32>) -> tensor<7x5xf32>
    %c_43 = stablehlo.constant dense<0> : tensor<i64>
    %145 = stablehlo.broadcast_in_dim %c_43, dims = [] : (tensor<i64>) -> tensor<9xi64>
    %c_44 = stablehlo.constant dense<0> : tensor<i64>
    %146 = call @clip(%arg6, %c_44) : (tensor<30xi32>, tensor<i64>) -> tensor<30xi32>
    %c_45 = stablehlo.constant dense<0> : tensor<i32>
    %147 = stablehlo.broadcast_in_dim %c_45, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %148 = stablehlo.compare LT, %146, %147, SIGNED : (tensor<30xi32>, tensor<30xi32>) -> tensor<30xi1>
    %c_46 = stablehlo.constant dense<9> : tensor<i32>
    %149 = stablehlo.broadcast_in_dim %c_46, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %150 = stablehlo.add %146, %149 : tensor<30xi32>
    %151 = stablehlo.select %148, %150, %146 : tensor<30xi1>, tensor<30xi32>
    %152 = stablehlo.broadcast_in_dim %151, dims = [0] : (tensor<30xi32>) -> tensor<30x1xi32>
    %c_47 = stablehlo.constant dense<1> : tensor<i64>
    %153 = stablehlo.broadcast_in_dim %c_47, dims = [] : (tensor<i64>) -> tensor<30xi64>
    %154 = "stablehlo.scatter"(%145, %152, %153) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<i64>, %arg8: tensor<i64>):
      %177 = stablehlo.add %arg7, %arg8 : tensor<i64>
      stablehlo.return %177 : tensor<i64>
    }) : (tensor<9xi64>, tensor<30x1xi32>, tensor<30xi64>) -> tensor<9xi64>
    %c_48 = stablehlo.constant dense<0> : tensor<i32>
    %155 = stablehlo.broadcast_in_dim %c_48, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %156 = stablehlo.compare LT, %arg1, %155, SIGNED : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %c_49 = stablehlo.constant dense<7> : tensor<i32>
    %157 = stablehlo.broadcast_in_dim %c_49, dims = [] : (tensor<i32>) -> tensor<4xi32>
    %158 = stablehlo.add %arg1, %157 : tensor<4xi32>
    %159 = stablehlo.select %156, %158, %arg1 : tensor<4xi1>, tensor<4xi32>
    %160 = stablehlo.broadcast_in_dim %159, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %161 = "stablehlo.gather"(%arg0, %160) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 5>}> : (tensor<7x5xf32>, tensor<4x1xi32>) -> tensor<4x5xf32>
    %162 = stablehlo.multiply %161, %161 : tensor<4x5xf32>
    %cst_50 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %163 = stablehlo.broadcast_in_dim %cst_50, dims = [] : (tensor<f32>) -> tensor<4x5xf32>
    %164 = stablehlo.multiply %163, %161 : tensor<4x5xf32>
    %cst_51 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %165 = stablehlo.reduce(%162 init: %cst_51) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x5xf32>, tensor<f32>) -> tensor<f32>
    %cst_52 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %166 = stablehlo.broadcast_in_dim %cst_52, dims = [] : (tensor<f32>) -> tensor<4x5xf32>
    %167 = stablehlo.multiply %166, %164 : tensor<4x5xf32>
    %cst_53 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %168 = stablehlo.broadcast_in_dim %cst_53, dims = [] : (tensor<f32>) -> tensor<7x5xf32>
    %169 = "stablehlo.scatter"(%168, %160, %167) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %177 = stablehlo.add %arg7, %arg8 : tensor<f32>
      stablehlo.return %177 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<4x1xi32>, tensor<4x5xf32>) -> tensor<7x5xf32>
    %170 = call @_roll_static(%arg0) : (tensor<7x5xf32>) -> tensor<7x5xf32>
    %cst_54 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %171 = stablehlo.broadcast_in_dim %cst_54, dims = [] : (tensor<f32>) -> tensor<7x5xf32>
    %172 = stablehlo.compare GT, %arg0, %171, FLOAT : (tensor<7x5xf32>, tensor<7x5xf32>) -> tensor<7x5xi1>
    %c_55 = stablehlo.constant dense<0> : tensor<i64>
    %173 = call @_where_3(%172, %arg0, %c_55) : (tensor<7x5xi1>, tensor<7x5xf32>, tensor<i64>) -> tensor<7x5xf32>
    %c_56 = stablehlo.constant dense<6> : tensor<i32>
    %174 = stablehlo.broadcast_in_dim %c_56, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %cst_57 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %175 = stablehlo.broadcast_in_dim %cst_57, dims = [] : (tensor<f32>) -> tensor<5xf32>
    %176 = "stablehlo.scatter"(%173, %174, %175) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      stablehlo.return %arg8 : tensor<f32>
    }) : (tensor<7x5xf32>, tensor<1xi32>, tensor<5xf32>) -> tensor<7x5xf32>
    return %6, %7, %14, %32, %39, %49, %56, %63, %75, %94, %97, %98, %105, %114, %123, %128, %138, %139, %144, %154, %169, %170, %176 : tensor<4x5xf32>, tensor<4x5xf32>, tensor<7x4x2xf32>, tensor<4xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x4xf32>, tensor<5xf32>, tensor<3x4x5xf32>, tensor<3x7x5xf32>, tensor<9xi32>, tensor<4xf32>, tensor<2x2xf32>, tensor<f32>, tensor<7x5xf32>, tensor<9xi64>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x5xf32>
  }
  func.func private @_take(%arg0: tensor<7x5xf32>, %arg1: tensor<4xi32>) -> tensor<4x5xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [0] : (tensor<4xi32>) -> tensor<4x1xi32>
    %1 = "stablehlo.gather"(%arg0, %0) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 5>}> : (tensor<7x5xf32>, tensor<4x1xi32>) -> tensor<4x5xf32>
    return %1 : tensor<4x5xf32>
  }
  func.func private @remainder(%arg0: tensor<1x4xi32>, %arg1: tensor<i64>) -> tensor<1x4xi32> {
    %0 = stablehlo.convert %arg1 : (tensor<i64>) -> tensor<i32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.compare EQ, %0, %c, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %2 = call @_where(%1, %c_0, %0) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i32>) -> tensor<1x4xi32>
    %4 = stablehlo.remainder %arg0, %3 : tensor<1x4xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i32>) -> tensor<1x4xi32>
    %6 = stablehlo.compare NE, %4, %5, SIGNED : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi1>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %7 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<1x4xi32>
    %8 = stablehlo.compare LT, %4, %7, SIGNED : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi1>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %9 = stablehlo.compare LT, %2, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %10 = stablehlo.broadcast_in_dim %9, dims = [] : (tensor<i1>) -> tensor<1x4xi1>
    %11 = stablehlo.compare NE, %8, %10, UNSIGNED : (tensor<1x4xi1>, tensor<1x4xi1>) -> tensor<1x4xi1>
    %12 = stablehlo.and %11, %6 : tensor<1x4xi1>
    %13 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i32>) -> tensor<1x4xi32>
    %14 = stablehlo.add %4, %13 : tensor<1x4xi32>
    %15 = stablehlo.select %12, %14, %4 : tensor<1x4xi1>, tensor<1x4xi32>
    return %15 : tensor<1x4xi32>
  }
  func.func private @_where(%arg0: tensor<i1>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<i32> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<i1>, tensor<i32>
    return %0 : tensor<i32>
  }
  func.func private @take_along_axis(%arg0: tensor<7x5xf32>, %arg1: tensor<1x4xi32>) -> tensor<7x4xf32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<1x4xi32>
    %1 = stablehlo.compare LT, %arg1, %0, SIGNED : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi1>
    %c_0 = stablehlo.constant dense<5> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<1x4xi32>
    %3 = stablehlo.add %arg1, %2 : tensor<1x4xi32>
    %4 = stablehlo.select %1, %3, %arg1 : tensor<1x4xi1>, tensor<1x4xi32>
    %5 = stablehlo.reshape %4 : (tensor<1x4xi32>) -> tensor<4x1xi32>
    %c_1 = stablehlo.constant dense<4> : tensor<1xi32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %6 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<4x1xi32>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi1>
    %8 = stablehlo.broadcast_in_dim %c_1, dims = [1] : (tensor<1xi32>) -> tensor<1x1xi32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0, 1] : (tensor<1x1xi32>) -> tensor<4x1xi32>
    %10 = stablehlo.compare LE, %5, %9, SIGNED : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi1>
    %11 = stablehlo.and %7, %10 : tensor<4x1xi1>
    %c_3 = stablehlo.constant dense<true> : tensor<i1>
    %12 = stablehlo.reduce(%11 init: %c_3) applies stablehlo.and across dimensions = [1] : (tensor<4x1xi1>, tensor<i1>) -> tensor<4xi1>
    %13 = "stablehlo.gather"(%arg0, %5) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [1], start_index_map = [1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 7, 1>}> : (tensor<7x5xf32>, tensor<4x1xi32>) -> tensor<7x4xf32>
    %14 = stablehlo.broadcast_in_dim %12, dims = [1] : (tensor<4xi1>) -> tensor<7x4xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %15 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<7x4xf32>
    %16 = stablehlo.select %14, %13, %15 : tensor<7x4xi1>, tensor<7x4xf32>
    return %16 : tensor<7x4xf32>
  }
  func.func private @_take_0(%arg0: tensor<7x5xf32>, %arg1: tensor<i64>) -> tensor<5xf32> {
    %c = stablehlo.constant dense<0> : tensor<i64>
    %0 = stablehlo.compare LT, %arg1, %c, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
    %c_0 = stablehlo.constant dense<7> : tensor<i64>
    %1 = stablehlo.add %arg1, %c_0 : tensor<i64>
    %2 = call @_where_1(%0, %1, %arg1) : (tensor<i1>, tensor<i64>, tensor<i64>) -> tensor<i64>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i64>) -> tensor<1xi64>
    %c_1 = stablehlo.constant dense<6> : tensor<1xi32>
    %4 = stablehlo.convert %3 : (tensor<1xi64>) -> tensor<1xi32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %6 = stablehlo.compare GE, %4, %5, SIGNED : (tensor<1xi32>, tensor<1xi32>) -> tensor<1xi1>
    %7 = stablehlo.compare LE, %4, %c_1, SIGNED : (tensor<1xi32>, tensor<1xi32>) -> tensor<1xi1>
    %8 = stablehlo.and %6, %7 : tensor<1xi1>
    %c_3 = stablehlo.constant dense<true> : tensor<i1>
    %9 = stablehlo.reduce(%8 init: %c_3) applies stablehlo.and across dimensions = [0] : (tensor<1xi1>, tensor<i1>) -> tensor<i1>
    %10 = "stablehlo.gather"(%arg0, %4) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [0], start_index_map = [0]>, indices_are_sorted = false, slice_sizes = array<i64: 1, 5>}> : (tensor<7x5xf32>, tensor<1xi32>) -> tensor<5xf32>
    %11 = stablehlo.broadcast_in_dim %9, dims = [] : (tensor<i1>) -> tensor<5xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<5xf32>
    %13 = stablehlo.select %11, %10, %12 : tensor<5xi1>, tensor<5xf32>
    return %13 : tensor<5xf32>
  }
  func.func private @_where_1(%arg0: tensor<i1>, %arg1: tensor<i64>, %arg2: tensor<i64>) -> tensor<i64> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<i1>, tensor<i64>
    return %0 : tensor<i64>
  }
  func.func private @remainder_2(%arg0: tensor<30xi32>, %arg1: tensor<i64>) -> tensor<30xi32> {
    %0 = stablehlo.convert %arg1 : (tensor<i64>) -> tensor<i32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.compare EQ, %0, %c, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %2 = call @_where(%1, %c_0, %0) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %4 = stablehlo.remainder %arg0, %3 : tensor<30xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %6 = stablehlo.compare NE, %4, %5, SIGNED : (tensor<30xi32>, tensor<30xi32>) -> tensor<30xi1>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %7 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %8 = stablehlo.compare LT, %4, %7, SIGNED : (tensor<30xi32>, tensor<30xi32>) -> tensor<30xi1>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %9 = stablehlo.compare LT, %2, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %10 = stablehlo.broadcast_in_dim %9, dims = [] : (tensor<i1>) -> tensor<30xi1>
    %11 = stablehlo.compare NE, %8, %10, UNSIGNED : (tensor<30xi1>, tensor<30xi1>) -> tensor<30xi1>
    %12 = stablehlo.and %11, %6 : tensor<30xi1>
    %13 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %14 = stablehlo.add %4, %13 : tensor<30xi32>
    %15 = stablehlo.select %12, %14, %4 : tensor<30xi1>, tensor<30xi32>
    return %15 : tensor<30xi32>
  }
  func.func private @norm(%arg0: tensor<7x5xf32>) -> tensor<f32> {
    %0 = stablehlo.multiply %arg0, %arg0 : tensor<7x5xf32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.add across dimensions = [0, 1] : (tensor<7x5xf32>, tensor<f32>) -> tensor<f32>
    %2 = stablehlo.sqrt %1 : tensor<f32>
    return %2 : tensor<f32>
  }
  func.func private @clip(%arg0: tensor<30xi32>, %arg1: tensor<i64>) -> tensor<30xi32> {
    %0 = stablehlo.convert %arg1 : (tensor<i64>) -> tensor<i32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<i32>) -> tensor<30xi32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<30xi32>
    return %2 : tensor<30xi32>
  }
  func.func private @_roll_static(%arg0: tensor<7x5xf32>) -> tensor<7x5xf32> {
    %0 = stablehlo.slice %arg0 [5:7, 0:5] : (tensor<7x5xf32>) -> tensor<2x5xf32>
    %1 = stablehlo.slice %arg0 [0:5, 0:5] : (tensor<7x5xf32>) -> tensor<5x5xf32>
    %2 = stablehlo.concatenate %0, %1, dim = 0 : (tensor<2x5xf32>, tensor<5x5xf32>) -> tensor<7x5xf32>
    return %2 : tensor<7x5xf32>
  }
  func.func private @_where_3(%arg0: tensor<7x5xi1>, %arg1: tensor<7x5xf32>, %arg2: tensor<i64>) -> tensor<7x5xf32> {
    %0 = stablehlo.convert %arg2 : (tensor<i64>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<7x5xf32>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<7x5xi1>, tensor<7x5xf32>
    return %2 : tensor<7x5xf32>
  }
}
