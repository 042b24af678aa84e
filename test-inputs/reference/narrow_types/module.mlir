module @jit_narrow_types attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<4x9xbf16>, %arg1: tensor<4x9xf16>, %arg2: tensor<4x9xf64>, %arg3: tensor<4x9xi4>) -> (tensor<4x9xbf16> {jax.result_info = "result[0]"}, tensor<4x9xbf16> {jax.result_info = "result[1]"}, tensor<4x9xbf16> {jax.result_info = "result[2]"}, tensor<4x9xbf16> {jax.result_info = "result[3]"}, tensor<4x9xf16> {jax.result_info = "result[4]"}, tensor<4x9xf16> {jax.result_info = "result[5]"}, tensor<4x9xf64> {jax.result_info = "result[6]"}, tensor<4x9xf64> {jax.result_info = "result[7]"}, tensor<4x9xf64> {jax.result_info = "result[8]"}, tensor<4x9xf64> {jax.result_info = "result[9]"}, tensor<4x9xi8> {jax.result_info = "result[10]"}, tensor<4x9xf32> {jax.result_info = "result[11]"}, tensor<4x9xi4> {jax.result_info = "result[12]"}, tensor<f32> {jax.result_info = "result[13]"}, tensor<4x9xf32> {jax.result_info = "result[14]"}, tensor<9x9xbf16> {jax.result_info = "result[15]"}, tensor<4x9xbf16> {jax.result_info = "result[16]"}, tensor<4x9xi1> {jax.result_info = "result[17]"}, tensor<4xi64> {jax.result_info = "result[18]"}) {
    %0 = stablehlo.add %arg0, %arg0 : tensor<4x9xbf16>
    %1 = stablehlo.multiply %arg0, %arg0 : tensor<4x9xbf16>
    %2 = stablehlo.exponential %arg0 : tensor<4x9xbf16>
    %3 = stablehlo.negate %arg0 : tensor<4x9xbf16>
    %4 = stablehlo.maximum %arg0, %3 : tensor<4x9xbf16>
    %5 = stablehlo.multiply %arg1, %arg1 : tensor<4x9xf16>
    %6 = stablehlo.tanh %arg1 : tensor<4x9xf16>
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f64>
    %7 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f64>) -> tensor<4x9xf64>
    %8 = stablehlo.add %arg2, %7 : tensor<4x9xf64>
    %9 = stablehlo.exponential %arg2 : tensor<4x9xf64>
    %10 = chlo.erf %arg2 : tensor<4x9xf64> -> tensor<4x9xf64>
    %11 = stablehlo.abs %arg2 : tensor<4x9xf64>
    %12 = stablehlo.sqrt %11 : tensor<4x9xf64>
    %13 = stablehlo.convert %arg3 : (tensor<4x9xi4>) -> tensor<4x9xi8>
    %14 = stablehlo.convert %arg3 : (tensor<4x9xi4>) -> tensor<4x9xf32>
    %15 = stablehlo.convert %arg3 : (tensor<4x9xi4>) -> tensor<4x9xi8>
    %c = stablehlo.constant dense<1> : tensor<i8>
    %16 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i8>) -> tensor<4x9xi8>
    %17 = stablehlo.add %15, %16 : tensor<4x9xi8>
    %18 = stablehlo.convert %17 : (tensor<4x9xi8>) -> tensor<4x9xi4>
    %19 = stablehlo.convert %arg0 : (tensor<4x9xbf16>) -> tensor<4x9xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %20 = stablehlo.reduce(%19 init: %cst_0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x9xf32>, tensor<f32>) -> tensor<f32>
    %21 = stablehlo.convert %arg0 : (tensor<4x9xbf16>) -> tensor<4x9xf32>
    %cst_1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %22 = stablehlo.reduce(%21 init: %cst_1) applies stablehlo.maximum across dimensions = [1] : (tensor<4x9xf32>, tensor<f32>) -> tensor<4xf32>
    %cst_2 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %23 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %24 = stablehlo.maximum %23, %22 : tensor<4xf32>
    %25 = stablehlo.broadcast_in_dim %24, dims = [0] : (tensor<4xf32>) -> tensor<4x1xf32>
    %26 = stablehlo.broadcast_in_dim %25, dims = [0, 1] : (tensor<4x1xf32>) -> tensor<4x9xf32>
    %27 = stablehlo.subtract %21, %26 : tensor<4x9xf32>
    %28 = stablehlo.exponential %27 : tensor<4x9xf32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %29 = stablehlo.reduce(%28 init: %cst_3) applies stablehlo.add across dimensions = [1] : (tensor<4x9xf32>, tensor<f32>) -> tensor<4xf32>
    %30 = stablehlo.broadcast_in_dim %29, dims = [0] : (tensor<4xf32>) -> tensor<4x1xf32>
    %31 = stablehlo.broadcast_in_dim %30, dims = [0, 1] : (tensor<4x1xf32>) -> tensor<4x9xf32>
    %32 = stablehlo.divide %28, %31 : tensor<4x9xf32>
    %33 = stablehlo.transpose %arg0, dims = [1, 0] : (tensor<4x9xbf16>) -> tensor<9x4xbf16>
    %34 = stablehlo.dot_general %33, %arg0, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<9x4xbf16>, tensor<4x9xbf16>) -> tensor<9x9xbf16>
    %35 = call @sort(%arg0) : (tensor<4x9xbf16>) -> tensor<4x9xbf16>
    %cst_4 = stablehlo.constant dense<0.000000e+00> : tensor<bf16>
    %36 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<bf16>) -> tensor<4x9xbf16>
    %37 = stablehlo.compare GT, %arg0, %36, FLOAT : (tensor<4x9xbf16>, tensor<4x9xbf16>) -> tensor<4x9xi1>
    %38 = call @argmax(%arg1) : (tensor<4x9xf16>) -> tensor<4xi64>
    return %0, %1, %2, %4, %5, %6, %8, %9, %10, %12, %13, %14, %18, %20, %32, %34, %35, %37, %38 : tensor<4x9xbf16>, tensor<4x9xbf16>, tensor<4x9xbf16>, tensor<4x9xbf16>, tensor<4x9xf16>, tensor<4x9xf16>, tensor<4x9xf64>, tensor<4x9xf64>, tensor<4x9xf64>, tensor<4x9xf64>, tensor<4x9xi8>, tensor<4x9xf32>, tensor<4x9xi4>, tensor<f32>, tensor<4x9xf32>, tensor<9x9xbf16>, tensor<4x9xbf16>, tensor<4x9xi1>, tensor<4xi64>
  }
  func.func private @sort(%arg0: tensor<4x9xbf16>) -> tensor<4x9xbf16> {
    %0 = "stablehlo.sort"(%arg0) <{dimension = 1 : i64, is_stable = true}> ({
    ^bb0(%arg1: tensor<bf16>, %arg2: tensor<bf16>):
      %cst = stablehlo.constant dense<0.000000e+00> : tensor<bf16>
      %1 = stablehlo.compare EQ, %arg1, %cst, FLOAT : (tensor<bf16>, tensor<bf16>) -> tensor<i1>
      %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<bf16>
      %2 = stablehlo.select %1, %cst_0, %arg1 : tensor<i1>, tensor<bf16>
      %3 = stablehlo.compare NE, %arg1, %arg1, FLOAT : (tensor<bf16>, tensor<bf16>) -> tensor<i1>
      %cst_1 = stablehlo.constant dense<0x7FC0> : tensor<bf16>
      %4 = stablehlo.select %3, %cst_1, %2 : tensor<i1>, tensor<bf16>
      %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<bf16>
      %5 = stablehlo.compare EQ, %arg2, %cst_2, FLOAT : (tensor<bf16>, tensor<bf16>) -> tensor<i1>
      %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<bf16>
      %6 = stablehlo.select %5, %cst_3, %arg2 : tensor<i1>, tensor<bf16>
      %7 = stablehlo.compare NE, %arg2, %arg2, FLOAT : (tensor<bf16>, tensor<bf16>) -> tensor<i1>
      %cst_4 = stablehlo.constant dense<0x7FC0> : tensor<bf16>
      %8 = stablehlo.select %7, %cst_4, %6 : tensor<i1>, tensor<bf16>
      %9 = stablehlo.compare LT, %4, %8, TOTALORDER : (tensor<bf16>, tensor<bf16>) -> tensor<i1>
      stablehlo.return %9 : tensor<i1>
    }) : (tensor<4x9xbf16>) -> tensor<4x9xbf16>
    return %0 : tensor<4x9xbf16>
  }
  func.func private @argmax(%arg0: tensor<4x9xf16>) -> tensor<4xi64> {
    %0 = stablehlo.iota dim = 1 : tensor<4x9xi64>
    %cst = stablehlo.constant dense<0xFC00> : tensor<f16>
    %c = stablehlo.constant dense<0> : tensor<i64>
    %1:2 = stablehlo.reduce(%arg0 init: %cst), (%0 init: %c) across dimensions = [1] : (tensor<4x9xf16>, tensor<4x9xi64>, tensor<f16>, tensor<i64>) -> (tensor<4xf16>, tensor<4xi64>)
     reducer(%arg1: tensor<f16>, %arg3: tensor<f16>) (%arg2: tensor<i64>, %arg4: tensor<i64>)  {
      %2 = stablehlo.compare GT, %arg1, %arg3, FLOAT : (tensor<f16>, tensor<f16>) -> tensor<i1>
      %3 = stablehlo.compare NE, %arg1, %arg1, FLOAT : (tensor<f16>, tensor<f16>) -> tensor<i1>
      %4 = stablehlo.or %2, %3 : tensor<i1>
      %5 = stablehlo.compare EQ, %arg1, %arg3, FLOAT : (tensor<f16>, tensor<f16>) -> tensor<i1>
      %6 = stablehlo.compare LT, %arg2, %arg4, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
      %7 = stablehlo.and %5, %6 : tensor<i1>
      %8 = stablehlo.or %4, %7 : tensor<i1>
      %9 = stablehlo.select %4, %arg1, %arg3 : tensor<i1>, tensor<f16>
      %10 = stablehlo.select %8, %arg2, %arg4 : tensor<i1>, tensor<i64>
      stablehlo.return %9, %10 : tensor<f16>, tensor<i64>
    }
    return %1#1 : tensor<4xi64>
  }
}
