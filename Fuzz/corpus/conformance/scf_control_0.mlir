func.func @main(%arg0: tensor<5xf32>, %arg1: tensor<i64>, %arg2: tensor<i32>) -> (tensor<5xf32>, tensor<1xf32>, tensor<5xf32>, tensor<5xf32>, tensor<2xi32>, tensor<1xi32>, tensor<1xi64>, tensor<5xf32>, tensor<1xi64>, tensor<1xf32>) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %cst = arith.constant 0.000000e+00 : f32
    %c1_i32 = arith.constant 1 : i32
    %c-3_i32 = arith.constant -3 : i32
    %extracted = tensor.extract %arg1[] : tensor<i64>
    %0 = arith.index_cast %extracted : i64 to index
    %extracted_0 = tensor.extract %arg2[] : tensor<i32>
    %1:2 = scf.for %arg3 = %c0 to %0 step %c1 iter_args(%arg4 = %arg0, %arg5 = %cst) -> (tensor<5xf32>, f32) {
      %extracted_6 = tensor.extract %arg0[%arg3] : tensor<5xf32>
      %9 = arith.addf %arg5, %extracted_6 : f32
      %inserted = tensor.insert %9 into %arg4[%arg3] : tensor<5xf32>
      scf.yield %inserted, %9 : tensor<5xf32>, f32
    }
    %from_elements = tensor.from_elements %1#1 : tensor<1xf32>
    %2:2 = scf.for %arg3 = %c0 to %0 step %c2 iter_args(%arg4 = %arg0, %arg5 = %1#0) -> (tensor<5xf32>, tensor<5xf32>) {
      scf.yield %arg5, %arg4 : tensor<5xf32>, tensor<5xf32>
    }
    %3 = scf.for %arg3 = %c-3_i32 to %extracted_0 step %c1_i32 iter_args(%arg4 = %c-3_i32) -> (i32)  : i32 {
      %9 = arith.addi %arg4, %arg3 : i32
      scf.yield %9 : i32
    }
    %4 = scf.for unsigned %arg3 = %c-3_i32 to %extracted_0 step %c1_i32 iter_args(%arg4 = %extracted_0) -> (i32)  : i32 {
      scf.yield %arg3 : i32
    }
    %from_elements_1 = tensor.from_elements %3, %4 : tensor<2xi32>
    %5:2 = scf.while (%arg3 = %extracted, %arg4 = %c1_i32) : (i64, i32) -> (i32, i64) {
      %c1000_i64 = arith.constant 1000 : i64
      %9 = arith.cmpi slt, %arg3, %c1000_i64 : i64
      scf.condition(%9) %arg4, %arg3 : i32, i64
    } do {
    ^bb0(%arg3: i32, %arg4: i64):
      %9 = arith.addi %arg4, %arg4 : i64
      %10 = arith.addi %arg3, %c1_i32 : i32
      scf.yield %9, %10 : i64, i32
    }
    %from_elements_2 = tensor.from_elements %5#0 : tensor<1xi32>
    %from_elements_3 = tensor.from_elements %5#1 : tensor<1xi64>
    %6 = arith.cmpi sgt, %extracted_0, %c1_i32 : i32
    %7:2 = scf.if %6 -> (tensor<5xf32>, i64) {
      %9 = arith.addf %arg0, %arg0 : tensor<5xf32>
      %10 = arith.cmpi slt, %extracted_0, %c1_i32 : i32
      %11 = scf.if %10 -> (i64) {
        scf.yield %5#1 : i64
      } else {
        scf.yield %extracted : i64
      }
      scf.yield %9, %11 : tensor<5xf32>, i64
    } else {
      scf.yield %arg0, %5#1 : tensor<5xf32>, i64
    }
    %from_elements_4 = tensor.from_elements %7#1 : tensor<1xi64>
    %8 = scf.index_switch %0 -> f32 
    case 5 {
      %9 = scf.execute_region -> f32 {
        %10 = arith.mulf %1#1, %1#1 : f32
        scf.yield %10 : f32
      }
      scf.yield %9 : f32
    }
    default {
      scf.yield %cst : f32
    }
    %from_elements_5 = tensor.from_elements %8 : tensor<1xf32>
    return %1#0, %from_elements, %2#0, %2#1, %from_elements_1, %from_elements_2, %from_elements_3, %7#0, %from_elements_4, %from_elements_5 : tensor<5xf32>, tensor<1xf32>, tensor<5xf32>, tensor<5xf32>, tensor<2xi32>, tensor<1xi32>, tensor<1xi64>, tensor<5xf32>, tensor<1xi64>, tensor<1xf32>
  }
