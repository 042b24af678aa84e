module @jit_conversions attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<64xf32>, %arg1: tensor<16xi32>, %arg2: tensor<16xui8>, %arg3: tensor<8xi1>) -> (tensor<64xi32> {jax.result_info = "result[0]"}, tensor<64xi64> {jax.result_info = "result[1]"}, tensor<64xi8> {jax.result_info = "result[2]"}, tensor<64xui8> {jax.result_info = "result[3]"}, tensor<64xbf16> {jax.result_info = "result[4]"}, tensor<64xf16> {jax.result_info = "result[5]"}, tensor<64xf64> {jax.result_info = "result[6]"}, tensor<64xf8E4M3FN> {jax.result_info = "result[7]"}, tensor<64xf8E5M2> {jax.result_info = "result[8]"}, tensor<64xf8E4M3B11FNUZ> {jax.result_info = "result[9]"}, tensor<64xf8E4M3FNUZ> {jax.result_info = "result[10]"}, tensor<64xf8E5M2FNUZ> {jax.result_info = "result[11]"}, tensor<64xf32> {jax.result_info = "result[12]"}, tensor<64xf32> {jax.result_info = "result[13]"}, tensor<64xf32> {jax.result_info = "result[14]"}, tensor<64xf32> {jax.result_info = "result[15]"}, tensor<64xf32> {jax.result_info = "result[16]"}, tensor<64xf32> {jax.result_info = "result[17]"}, tensor<64xf32> {jax.result_info = "result[18]"}, tensor<64xf32> {jax.result_info = "result[19]"}, tensor<16xi8> {jax.result_info = "result[20]"}, tensor<16xui8> {jax.result_info = "result[21]"}, tensor<16xi64> {jax.result_info = "result[22]"}, tensor<16xui32> {jax.result_info = "result[23]"}, tensor<16xf32> {jax.result_info = "result[24]"}, tensor<16xf64> {jax.result_info = "result[25]"}, tensor<16xbf16> {jax.result_info = "result[26]"}, tensor<16xi1> {jax.result_info = "result[27]"}, tensor<16xi8> {jax.result_info = "result[28]"}, tensor<16xi32> {jax.result_info = "result[29]"}, tensor<16xf32> {jax.result_info = "result[30]"}, tensor<16xbf16> {jax.result_info = "result[31]"}, tensor<8xf32> {jax.result_info = "result[32]"}, tensor<8xi32> {jax.result_info = "result[33]"}, tensor<64xi32> {jax.result_info = "result[34]"}, tensor<16xf32> {jax.result_info = "result[35]"}, tensor<64x4xui8> {jax.result_info = "result[36]"}, tensor<64xi16> {jax.result_info = "result[37]"}) {
    %cst = stablehlo.constant dense<-1.000000e+06> : tensor<f64>
    %cst_0 = stablehlo.constant dense<1.000000e+06> : tensor<f64>
    %0 = call @nan_to_num(%arg0, %cst, %cst_0) : (tensor<64xf32>, tensor<f64>, tensor<f64>) -> tensor<64xf32>
    %cst_1 = stablehlo.constant dense<-1.000000e+06> : tensor<f64>
    %cst_2 = stablehlo.constant dense<1.000000e+06> : tensor<f64>
    %1 = call @clip(%0, %cst_1, %cst_2) : (tensor<64xf32>, tensor<f64>, tensor<f64>) -> tensor<64xf32>
    %c = stablehlo.constant dense<-100> : tensor<i64>
    %c_3 = stablehlo.constant dense<100> : tensor<i64>
    %2 = call @clip_0(%1, %c, %c_3) : (tensor<64xf32>, tensor<i64>, tensor<i64>) -> tensor<64xf32>
    %3 = stablehlo.convert %1 : (tensor<64xf32>) -> tensor<64xi32>
    %4 = stablehlo.convert %1 : (tensor<64xf32>) -> tensor<64xi64>
    %5 = stablehlo.convert %2 : (tensor<64xf32>) -> tensor<64xi8>
    %6 = stablehlo.abs %2 : tensor<64xf32>
    %7 = stablehlo.convert %6 : (tensor<64xf32>) -> tensor<64xui8>
    %8 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xbf16>
    %9 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf16>
    %10 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf64>
    %11 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E4M3FN>
    %12 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E5M2>
    %13 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E4M3B11FNUZ>
    %14 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E4M3FNUZ>
    %15 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E5M2FNUZ>
    %16 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xbf16>
    %17 = stablehlo.convert %16 : (tensor<64xbf16>) -> tensor<64xf32>
    %18 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf16>
    %19 = stablehlo.convert %18 : (tensor<64xf16>) -> tensor<64xf32>
    %20 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf64>
    %21 = stablehlo.convert %20 : (tensor<64xf64>) -> tensor<64xf32>
    %22 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E4M3FN>
    %23 = stablehlo.convert %22 : (tensor<64xf8E4M3FN>) -> tensor<64xf32>
    %24 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E5M2>
    %25 = stablehlo.convert %24 : (tensor<64xf8E5M2>) -> tensor<64xf32>
    %26 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E4M3B11FNUZ>
    %27 = stablehlo.convert %26 : (tensor<64xf8E4M3B11FNUZ>) -> tensor<64xf32>
    %28 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E4M3FNUZ>
    %29 = stablehlo.convert %28 : (tensor<64xf8E4M3FNUZ>) -> tensor<64xf32>
    %30 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xf8E5M2FNUZ>
    %31 = stablehlo.convert %30 : (tensor<64xf8E5M2FNUZ>) -> tensor<64xf32>
    %32 = stablehlo.convert %arg1 : (tensor<16xi32>) -> tensor<16xi8>
    %33 = stablehlo.convert %arg1 : (tensor<16xi32>) -> tensor<16xui8>
    %34 = stablehlo.convert %arg1 : (tensor<16xi32>) -> tensor<16xi64>
    %35 = stablehlo.convert %arg1 : (tensor<16xi32>) -> tensor<16xui32>
    %36 = stablehlo.convert %arg1 : (tensor<16xi32>) -> tensor<16xf32>
    %37 = stablehlo.convert %arg1 : (tensor<16xi32>) -> tensor<16xf64>
    %38 = stablehlo.convert %arg1 : (tensor<16xi32>) -> tensor<16xbf16>
    %c_4 = stablehlo.constant dense<0> : tensor<i32>
    %39 = stablehlo.broadcast_in_dim %c_4, dims = [] : (tensor<i32>) -> tensor<16xi32>
    %40 = stablehlo.compare NE, %arg1, %39, SIGNED : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi1>
    %41 = stablehlo.convert %40 : tensor<16xi1>
    %42 = stablehlo.convert %arg2 : (tensor<16xui8>) -> tensor<16xi8>
    %43 = stablehlo.convert %arg2 : (tensor<16xui8>) -> tensor<16xi32>
    %44 = stablehlo.convert %arg2 : (tensor<16xui8>) -> tensor<16xf32>
    %45 = stablehlo.convert %arg2 : (tensor<16xui8>) -> tensor<16xbf16>
    %46 = stablehlo.convert %arg3 : (tensor<8xi1>) -> tensor<8xf32>
    %47 = stablehlo.convert %arg3 : (tensor<8xi1>) -> tensor<8xi32>
    %48 = stablehlo.bitcast_convert %arg0 : (tensor<64xf32>) -> tensor<64xi32>
    %49 = stablehlo.bitcast_convert %arg1 : (tensor<16xi32>) -> tensor<16xf32>
    %50 = stablehlo.bitcast_convert %arg0 : (tensor<64xf32>) -> tensor<64x4xui8>
    %51 = stablehlo.convert %arg0 : (tensor<64xf32>) -> tensor<64xbf16>
    %52 = stablehlo.bitcast_convert %51 : (tensor<64xbf16>) -> tensor<64xi16>
    return %3, %4, %5, %7, %8, %9, %10, %11, %12, %13, %14, %15, %17, %19, %21, %23, %25, %27, %29, %31, %32, %33, %34, %35, %36, %37, %38, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %52 : tensor<64xi32>, tensor<64xi64>, tensor<64xi8>, tensor<64xui8>, tensor<64xbf16>, tensor<64xf16>, tensor<64xf64>, tensor<64xf8E4M3FN>, tensor<64xf8E5M2>, tensor<64xf8E4M3B11FNUZ>, tensor<64xf8E4M3FNUZ>, tensor<64xf8E5M2FNUZ>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<64xf32>, tensor<16xi8>, tensor<16xui8>, tensor<16xi64>, tensor<16xui32>, tensor<16xf32>, tensor<16xf64>, tensor<16xbf16>, tensor<16xi1>, tensor<16xi8>, tensor<16xi32>, tensor<16xf32>, tensor<16xbf16>, tensor<8xf32>, tensor<8xi32>, tensor<64xi32>, tensor<16xf32>, tensor<64x4xui8>, tensor<64xi16>
  }
  func.func private @nan_to_num(%arg0: tensor<64xf32>, %arg1: tensor<f64>, %arg2: tensor<f64>) -> tensor<64xf32> {
    %0 = stablehlo.compare NE, %arg0, %arg0, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = call @_where(%0, %cst, %arg0) : (tensor<64xi1>, tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
    %cst_0 = stablehlo.constant dense<0x7F800000> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %3 = stablehlo.compare EQ, %1, %2, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %4 = stablehlo.convert %arg2 : (tensor<f64>) -> tensor<f32>
    %5 = call @_where(%3, %4, %1) : (tensor<64xi1>, tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
    %cst_1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %7 = stablehlo.compare EQ, %5, %6, FLOAT : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %8 = stablehlo.convert %arg1 : (tensor<f64>) -> tensor<f32>
    %9 = call @_where(%7, %8, %5) : (tensor<64xi1>, tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
    return %9 : tensor<64xf32>
  }
  func.func private @_where(%arg0: tensor<64xi1>, %arg1: tensor<f32>, %arg2: tensor<64xf32>) -> tensor<64xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %1 = stablehlo.select %arg0, %0, %arg2 : tensor<64xi1>, tensor<64xf32>
    return %1 : tensor<64xf32>
  }
  func.func private @clip(%arg0: tensor<64xf32>, %arg1: tensor<f64>, %arg2: tensor<f64>) -> tensor<64xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<f64>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<64xf32>
    %3 = stablehlo.convert %arg2 : (tensor<f64>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<64xf32>
    return %5 : tensor<64xf32>
  }
  func.func private @clip_0(%arg0: tensor<64xf32>, %arg1: tensor<i64>, %arg2: tensor<i64>) -> tensor<64xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i64>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<64xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i64>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<64xf32>
    return %5 : tensor<64xf32>
  }
}
