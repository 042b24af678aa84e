func.func private @lexsort(%arg0: tensor<1x32xi32>) -> tensor<32xi64> {
    %0 = stablehlo.slice %arg0 [0:1, 0:32] : (tensor<1x32xi32>) -> tensor<1x32xi32>
    %1 = stablehlo.reshape %0 : (tensor<1x32xi32>) -> tensor<32xi32>
    %2 = stablehlo.iota dim = 0 : tensor<32xi64>
    %3:2 = "stablehlo.sort"(%1, %2) <{dimension = 0 : i64, is_stable = true}> ({
    ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>, %arg3: tensor<i64>, %arg4: tensor<i64>):
      %4 = stablehlo.compare LT, %arg1, %arg2, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %4 : tensor<i1>
    }) : (tensor<32xi32>, tensor<32xi64>) -> (tensor<32xi32>, tensor<32xi64>)
    return %3#1 : tensor<32xi64>
  }
