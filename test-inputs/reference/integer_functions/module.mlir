module @jit_integer_functions attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<256xi32>, %arg1: tensor<256xi32>, %arg2: tensor<64xui8>, %arg3: tensor<64xui8>, %arg4: tensor<32xi64>, %arg5: tensor<32xi64>) -> (tensor<256xi32> {jax.result_info = "result[0]"}, tensor<256xi32> {jax.result_info = "result[1]"}, tensor<256xi32> {jax.result_info = "result[2]"}, tensor<256xi32> {jax.result_info = "result[3]"}, tensor<256xi32> {jax.result_info = "result[4]"}, tensor<256xi32> {jax.result_info = "result[5]"}, tensor<256xi32> {jax.result_info = "result[6]"}, tensor<256xi32> {jax.result_info = "result[7]"}, tensor<256xi32> {jax.result_info = "result[8]"}, tensor<256xi32> {jax.result_info = "result[9]"}, tensor<256xi32> {jax.result_info = "result[10]"}, tensor<256xi32> {jax.result_info = "result[11]"}, tensor<256xi32> {jax.result_info = "result[12]"}, tensor<256xi32> {jax.result_info = "result[13]"}, tensor<256xi32> {jax.result_info = "result[14]"}, tensor<256xi32> {jax.result_info = "result[15]"}, tensor<256xi32> {jax.result_info = "result[16]"}, tensor<256xi32> {jax.result_info = "result[17]"}, tensor<256xi32> {jax.result_info = "result[18]"}, tensor<256xi1> {jax.result_info = "result[19]"}, tensor<256xi1> {jax.result_info = "result[20]"}, tensor<256xi1> {jax.result_info = "result[21]"}, tensor<64xui8> {jax.result_info = "result[22]"}, tensor<64xui8> {jax.result_info = "result[23]"}, tensor<64xui8> {jax.result_info = "result[24]"}, tensor<64xui8> {jax.result_info = "result[25]"}, tensor<64xui8> {jax.result_info = "result[26]"}, tensor<64xui8> {jax.result_info = "result[27]"}, tensor<64xui8> {jax.result_info = "result[28]"}, tensor<64xi1> {jax.result_info = "result[29]"}, tensor<64xui8> {jax.result_info = "result[30]"}, tensor<64xui8> {jax.result_info = "result[31]"}, tensor<64xui8> {jax.result_info = "result[32]"}, tensor<64xui8> {jax.result_info = "result[33]"}, tensor<32xi64> {jax.result_info = "result[34]"}, tensor<32xi64> {jax.result_info = "result[35]"}, tensor<32xi64> {jax.result_info = "result[36]"}, tensor<256xi32> {jax.result_info = "result[37]"}) {
    %0 = stablehlo.add %arg0, %arg1 : tensor<256xi32>
    %1 = stablehlo.subtract %arg0, %arg1 : tensor<256xi32>
    %2 = stablehlo.multiply %arg0, %arg1 : tensor<256xi32>
    %3 = stablehlo.divide %arg0, %arg1 : tensor<256xi32>
    %4 = stablehlo.remainder %arg0, %arg1 : tensor<256xi32>
    %5 = stablehlo.maximum %arg0, %arg1 : tensor<256xi32>
    %6 = stablehlo.minimum %arg0, %arg1 : tensor<256xi32>
    %7 = stablehlo.and %arg0, %arg1 : tensor<256xi32>
    %8 = stablehlo.or %arg0, %arg1 : tensor<256xi32>
    %9 = stablehlo.xor %arg0, %arg1 : tensor<256xi32>
    %10 = stablehlo.not %arg0 : tensor<256xi32>
    %11 = stablehlo.negate %arg0 : tensor<256xi32>
    %12 = stablehlo.abs %arg0 : tensor<256xi32>
    %13 = stablehlo.sign %arg0 : tensor<256xi32>
    %14 = stablehlo.shift_left %arg0, %arg1 : tensor<256xi32>
    %15 = stablehlo.shift_right_logical %arg0, %arg1 : tensor<256xi32>
    %16 = stablehlo.shift_right_arithmetic %arg0, %arg1 : tensor<256xi32>
    %17 = stablehlo.popcnt %arg0 : tensor<256xi32>
    %18 = stablehlo.count_leading_zeros %arg0 : tensor<256xi32>
    %19 = stablehlo.compare LT, %arg0, %arg1, SIGNED : (tensor<256xi32>, tensor<256xi32>) -> tensor<256xi1>
    %20 = stablehlo.compare GE, %arg0, %arg1, SIGNED : (tensor<256xi32>, tensor<256xi32>) -> tensor<256xi1>
    %21 = stablehlo.compare EQ, %arg0, %arg1, SIGNED : (tensor<256xi32>, tensor<256xi32>) -> tensor<256xi1>
    %22 = stablehlo.add %arg2, %arg3 : tensor<64xui8>
    %23 = stablehlo.subtract %arg2, %arg3 : tensor<64xui8>
    %24 = stablehlo.multiply %arg2, %arg3 : tensor<64xui8>
    %c = stablehlo.constant dense<1> : tensor<ui8>
    %25 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<ui8>) -> tensor<64xui8>
    %26 = stablehlo.or %arg3, %25 : tensor<64xui8>
    %27 = stablehlo.divide %arg2, %26 : tensor<64xui8>
    %c_0 = stablehlo.constant dense<1> : tensor<ui8>
    %28 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<ui8>) -> tensor<64xui8>
    %29 = stablehlo.or %arg3, %28 : tensor<64xui8>
    %30 = stablehlo.remainder %arg2, %29 : tensor<64xui8>
    %31 = stablehlo.maximum %arg2, %arg3 : tensor<64xui8>
    %32 = stablehlo.minimum %arg2, %arg3 : tensor<64xui8>
    %33 = stablehlo.compare LT, %arg2, %arg3, UNSIGNED : (tensor<64xui8>, tensor<64xui8>) -> tensor<64xi1>
    %34 = stablehlo.shift_left %arg2, %arg3 : tensor<64xui8>
    %35 = stablehlo.shift_right_logical %arg2, %arg3 : tensor<64xui8>
    %36 = stablehlo.count_leading_zeros %arg2 : tensor<64xui8>
    %37 = stablehlo.popcnt %arg2 : tensor<64xui8>
    %38 = stablehlo.multiply %arg4, %arg5 : tensor<32xi64>
    %39 = stablehlo.divide %arg4, %arg5 : tensor<32xi64>
    %40 = stablehlo.remainder %arg4, %arg5 : tensor<32xi64>
    %41 = stablehlo.multiply %arg0, %arg0 : tensor<256xi32>
    %42 = stablehlo.multiply %41, %arg0 : tensor<256xi32>
    return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %27, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %42 : tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi32>, tensor<256xi1>, tensor<256xi1>, tensor<256xi1>, tensor<64xui8>, tensor<64xui8>, tensor<64xui8>, tensor<64xui8>, tensor<64xui8>, tensor<64xui8>, tensor<64xui8>, tensor<64xi1>, tensor<64xui8>, tensor<64xui8>, tensor<64xui8>, tensor<64xui8>, tensor<32xi64>, tensor<32xi64>, tensor<32xi64>, tensor<256xi32>
  }
}
