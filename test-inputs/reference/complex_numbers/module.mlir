module @jit_complex_numbers attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<12xcomplex<f32>>, %arg1: tensor<12xcomplex<f32>>, %arg2: tensor<12xf32>) -> (tensor<12xcomplex<f32>> {jax.result_info = "result[0]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[1]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[2]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[3]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[4]"}, tensor<12xf32> {jax.result_info = "result[5]"}, tensor<12xf32> {jax.result_info = "result[6]"}, tensor<12xf32> {jax.result_info = "result[7]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[8]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[9]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[10]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[11]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[12]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[13]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[14]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[15]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[16]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[17]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[18]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[19]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[20]"}, tensor<12xi1> {jax.result_info = "result[21]"}, tensor<12xi1> {jax.result_info = "result[22]"}, tensor<complex<f32>> {jax.result_info = "result[23]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[24]"}, tensor<12xcomplex<f32>> {jax.result_info = "result[25]"}, tensor<12xcomplex<f64>> {jax.result_info = "result[26]"}) {
    %0 = stablehlo.add %arg0, %arg1 : tensor<12xcomplex<f32>>
    %1 = stablehlo.subtract %arg0, %arg1 : tensor<12xcomplex<f32>>
    %2 = stablehlo.multiply %arg0, %arg1 : tensor<12xcomplex<f32>>
    %3 = stablehlo.divide %arg0, %arg1 : tensor<12xcomplex<f32>>
    %4 = stablehlo.negate %arg0 : tensor<12xcomplex<f32>>
    %5 = stablehlo.abs %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %6 = stablehlo.real %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %7 = stablehlo.imag %arg1 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %8 = stablehlo.real %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %9 = stablehlo.imag %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %10 = stablehlo.negate %9 : tensor<12xf32>
    %11 = stablehlo.complex %8, %10 : tensor<12xcomplex<f32>>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %13 = stablehlo.multiply %arg2, %12 : tensor<12xf32>
    %14 = stablehlo.complex %arg2, %13 : tensor<12xcomplex<f32>>
    %15 = stablehlo.exponential %arg0 : tensor<12xcomplex<f32>>
    %16 = stablehlo.log %arg0 : tensor<12xcomplex<f32>>
    %17 = stablehlo.sqrt %arg0 : tensor<12xcomplex<f32>>
    %18 = stablehlo.rsqrt %arg0 : tensor<12xcomplex<f32>>
    %19 = stablehlo.tanh %arg0 : tensor<12xcomplex<f32>>
    %20 = stablehlo.real %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %21 = stablehlo.imag %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %22 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %23 = stablehlo.compare EQ, %20, %22, FLOAT : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %24 = stablehlo.sine %20 : tensor<12xf32>
    %25 = stablehlo.cosine %20 : tensor<12xf32>
    %26 = stablehlo.exponential_minus_one %21 : tensor<12xf32>
    %27 = stablehlo.negate %21 : tensor<12xf32>
    %28 = stablehlo.exponential_minus_one %27 : tensor<12xf32>
    %29 = stablehlo.subtract %26, %28 : tensor<12xf32>
    %cst_1 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %30 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %31 = stablehlo.divide %29, %30 : tensor<12xf32>
    %32 = stablehlo.add %26, %28 : tensor<12xf32>
    %cst_2 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %33 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %34 = stablehlo.add %32, %33 : tensor<12xf32>
    %cst_3 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %35 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %36 = stablehlo.divide %34, %35 : tensor<12xf32>
    %37 = stablehlo.multiply %24, %36 : tensor<12xf32>
    %38 = stablehlo.multiply %25, %31 : tensor<12xf32>
    %cst_4 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %39 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %40 = stablehlo.complex %39, %38 : tensor<12xcomplex<f32>>
    %41 = stablehlo.complex %37, %38 : tensor<12xcomplex<f32>>
    %42 = stablehlo.select %23, %40, %41 : tensor<12xi1>, tensor<12xcomplex<f32>>
    %43 = stablehlo.real %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %44 = stablehlo.imag %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xf32>
    %cst_5 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %45 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %46 = stablehlo.compare EQ, %43, %45, FLOAT : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %47 = stablehlo.sine %43 : tensor<12xf32>
    %48 = stablehlo.cosine %43 : tensor<12xf32>
    %49 = stablehlo.exponential_minus_one %44 : tensor<12xf32>
    %50 = stablehlo.negate %44 : tensor<12xf32>
    %51 = stablehlo.exponential_minus_one %50 : tensor<12xf32>
    %52 = stablehlo.subtract %49, %51 : tensor<12xf32>
    %cst_6 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %53 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %54 = stablehlo.divide %52, %53 : tensor<12xf32>
    %55 = stablehlo.add %49, %51 : tensor<12xf32>
    %cst_7 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %56 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %57 = stablehlo.add %55, %56 : tensor<12xf32>
    %cst_8 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %58 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %59 = stablehlo.divide %57, %58 : tensor<12xf32>
    %60 = stablehlo.multiply %48, %59 : tensor<12xf32>
    %61 = stablehlo.negate %47 : tensor<12xf32>
    %62 = stablehlo.multiply %61, %54 : tensor<12xf32>
    %cst_9 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %63 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %64 = stablehlo.complex %60, %63 : tensor<12xcomplex<f32>>
    %65 = stablehlo.complex %60, %62 : tensor<12xcomplex<f32>>
    %66 = stablehlo.select %46, %64, %65 : tensor<12xi1>, tensor<12xcomplex<f32>>
    %67 = stablehlo.sign %arg0 : tensor<12xcomplex<f32>>
    %68 = stablehlo.power %arg0, %arg1 : tensor<12xcomplex<f32>>
    %69 = stablehlo.exponential_minus_one %arg0 : tensor<12xcomplex<f32>>
    %70 = stablehlo.log_plus_one %arg0 : tensor<12xcomplex<f32>>
    %71 = stablehlo.compare EQ, %arg0, %arg1, FLOAT : (tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>) -> tensor<12xi1>
    %72 = stablehlo.compare NE, %arg0, %arg0, FLOAT : (tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>) -> tensor<12xi1>
    %cst_10 = stablehlo.constant dense<(0.000000e+00,0.000000e+00)> : tensor<complex<f32>>
    %73 = stablehlo.reduce(%arg0 init: %cst_10) applies stablehlo.add across dimensions = [0] : (tensor<12xcomplex<f32>>, tensor<complex<f32>>) -> tensor<complex<f32>>
    %cst_11 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %74 = stablehlo.broadcast_in_dim %cst_11, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %75 = stablehlo.compare GT, %arg2, %74, FLOAT : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %76 = call @_where(%75, %arg0, %arg1) : (tensor<12xi1>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>) -> tensor<12xcomplex<f32>>
    %77 = stablehlo.tan %arg0 : tensor<12xcomplex<f32>>
    %78 = stablehlo.convert %arg0 : (tensor<12xcomplex<f32>>) -> tensor<12xcomplex<f64>>
    %cst_12 = stablehlo.constant dense<(2.000000e+00,0.000000e+00)> : tensor<complex<f64>>
    %79 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<complex<f64>>) -> tensor<12xcomplex<f64>>
    %80 = stablehlo.multiply %78, %79 : tensor<12xcomplex<f64>>
    return %0, %1, %2, %3, %4, %5, %6, %7, %11, %14, %15, %16, %17, %18, %19, %42, %66, %67, %68, %69, %70, %71, %72, %73, %76, %77, %80 : tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xi1>, tensor<12xi1>, tensor<complex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f32>>, tensor<12xcomplex<f64>>
  }
  func.func private @_where(%arg0: tensor<12xi1>, %arg1: tensor<12xcomplex<f32>>, %arg2: tensor<12xcomplex<f32>>) -> tensor<12xcomplex<f32>> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<12xi1>, tensor<12xcomplex<f32>>
    return %0 : tensor<12xcomplex<f32>>
  }
}
