// Written by Benchmarks/mapping/networks.py gpt3_block --element=f32
module @gpt3_block {
  func.func public @main(%arg0: tensor<256x4096xf32>, %arg1: tensor<4096xf32>, %arg2: tensor<4096xf32>, %arg3: tensor<4096x4096xf32>, %arg4: tensor<4096xf32>, %arg5: tensor<4096x4096xf32>, %arg6: tensor<4096xf32>, %arg7: tensor<4096x4096xf32>, %arg8: tensor<4096xf32>, %arg9: tensor<4096x4096xf32>, %arg10: tensor<4096xf32>, %arg11: tensor<4096xf32>, %arg12: tensor<4096xf32>, %arg13: tensor<4096x16384xf32>, %arg14: tensor<16384xf32>, %arg15: tensor<16384x4096xf32>, %arg16: tensor<4096xf32>) -> tensor<256x4096xf32> {
    %0 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %1 = stablehlo.reduce(%arg0 init: %0) applies stablehlo.add across dimensions = [1] : (tensor<256x4096xf32>, tensor<f32>) -> tensor<256xf32>
    %2 = stablehlo.constant dense<2.441406250e-04> : tensor<f32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<f32>) -> tensor<256xf32>
    %4 = stablehlo.multiply %1, %3 : tensor<256xf32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<256xf32>) -> tensor<256x4096xf32>
    %6 = stablehlo.subtract %arg0, %5 : tensor<256x4096xf32>
    %7 = stablehlo.multiply %6, %6 : tensor<256x4096xf32>
    %8 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %9 = stablehlo.reduce(%7 init: %8) applies stablehlo.add across dimensions = [1] : (tensor<256x4096xf32>, tensor<f32>) -> tensor<256xf32>
    %10 = stablehlo.constant dense<2.441406250e-04> : tensor<f32>
    %11 = stablehlo.broadcast_in_dim %10, dims = [] : (tensor<f32>) -> tensor<256xf32>
    %12 = stablehlo.multiply %9, %11 : tensor<256xf32>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0] : (tensor<256xf32>) -> tensor<256x4096xf32>
    %14 = stablehlo.constant dense<1.000000000e-05> : tensor<f32>
    %15 = stablehlo.broadcast_in_dim %14, dims = [] : (tensor<f32>) -> tensor<256x4096xf32>
    %16 = stablehlo.add %13, %15 : tensor<256x4096xf32>
    %17 = stablehlo.rsqrt %16 : tensor<256x4096xf32>
    %18 = stablehlo.multiply %6, %17 : tensor<256x4096xf32>
    %19 = stablehlo.broadcast_in_dim %arg1, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %20 = stablehlo.multiply %18, %19 : tensor<256x4096xf32>
    %21 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %22 = stablehlo.add %20, %21 : tensor<256x4096xf32>
    %23 = stablehlo.dot_general %22, %arg3, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<256x4096xf32>, tensor<4096x4096xf32>) -> tensor<256x4096xf32>
    %24 = stablehlo.broadcast_in_dim %arg4, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %25 = stablehlo.add %23, %24 : tensor<256x4096xf32>
    %26 = stablehlo.reshape %25 : (tensor<256x4096xf32>) -> tensor<256x32x128xf32>
    %27 = stablehlo.transpose %26, dims = [1, 0, 2] : (tensor<256x32x128xf32>) -> tensor<32x256x128xf32>
    %28 = stablehlo.dot_general %22, %arg5, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<256x4096xf32>, tensor<4096x4096xf32>) -> tensor<256x4096xf32>
    %29 = stablehlo.broadcast_in_dim %arg6, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %30 = stablehlo.add %28, %29 : tensor<256x4096xf32>
    %31 = stablehlo.reshape %30 : (tensor<256x4096xf32>) -> tensor<256x32x128xf32>
    %32 = stablehlo.transpose %31, dims = [1, 0, 2] : (tensor<256x32x128xf32>) -> tensor<32x256x128xf32>
    %33 = stablehlo.dot_general %22, %arg7, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<256x4096xf32>, tensor<4096x4096xf32>) -> tensor<256x4096xf32>
    %34 = stablehlo.broadcast_in_dim %arg8, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %35 = stablehlo.add %33, %34 : tensor<256x4096xf32>
    %36 = stablehlo.reshape %35 : (tensor<256x4096xf32>) -> tensor<256x32x128xf32>
    %37 = stablehlo.transpose %36, dims = [1, 0, 2] : (tensor<256x32x128xf32>) -> tensor<32x256x128xf32>
    %38 = stablehlo.dot_general %27, %32, batching_dims = [0] x [0], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<32x256x128xf32>, tensor<32x256x128xf32>) -> tensor<32x256x256xf32>
    %39 = stablehlo.constant dense<8.838834765e-02> : tensor<f32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [] : (tensor<f32>) -> tensor<32x256x256xf32>
    %41 = stablehlo.multiply %38, %40 : tensor<32x256x256xf32>
    %42 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %43 = stablehlo.reduce(%41 init: %42) applies stablehlo.maximum across dimensions = [2] : (tensor<32x256x256xf32>, tensor<f32>) -> tensor<32x256xf32>
    %44 = stablehlo.broadcast_in_dim %43, dims = [0, 1] : (tensor<32x256xf32>) -> tensor<32x256x256xf32>
    %45 = stablehlo.subtract %41, %44 : tensor<32x256x256xf32>
    %46 = stablehlo.exponential %45 : tensor<32x256x256xf32>
    %47 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %48 = stablehlo.reduce(%46 init: %47) applies stablehlo.add across dimensions = [2] : (tensor<32x256x256xf32>, tensor<f32>) -> tensor<32x256xf32>
    %49 = stablehlo.broadcast_in_dim %48, dims = [0, 1] : (tensor<32x256xf32>) -> tensor<32x256x256xf32>
    %50 = stablehlo.divide %46, %49 : tensor<32x256x256xf32>
    %51 = stablehlo.dot_general %50, %37, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<32x256x256xf32>, tensor<32x256x128xf32>) -> tensor<32x256x128xf32>
    %52 = stablehlo.transpose %51, dims = [1, 0, 2] : (tensor<32x256x128xf32>) -> tensor<256x32x128xf32>
    %53 = stablehlo.reshape %52 : (tensor<256x32x128xf32>) -> tensor<256x4096xf32>
    %54 = stablehlo.dot_general %53, %arg9, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<256x4096xf32>, tensor<4096x4096xf32>) -> tensor<256x4096xf32>
    %55 = stablehlo.broadcast_in_dim %arg10, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %56 = stablehlo.add %54, %55 : tensor<256x4096xf32>
    %57 = stablehlo.add %56, %arg0 : tensor<256x4096xf32>
    %58 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %59 = stablehlo.reduce(%57 init: %58) applies stablehlo.add across dimensions = [1] : (tensor<256x4096xf32>, tensor<f32>) -> tensor<256xf32>
    %60 = stablehlo.constant dense<2.441406250e-04> : tensor<f32>
    %61 = stablehlo.broadcast_in_dim %60, dims = [] : (tensor<f32>) -> tensor<256xf32>
    %62 = stablehlo.multiply %59, %61 : tensor<256xf32>
    %63 = stablehlo.broadcast_in_dim %62, dims = [0] : (tensor<256xf32>) -> tensor<256x4096xf32>
    %64 = stablehlo.subtract %57, %63 : tensor<256x4096xf32>
    %65 = stablehlo.multiply %64, %64 : tensor<256x4096xf32>
    %66 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %67 = stablehlo.reduce(%65 init: %66) applies stablehlo.add across dimensions = [1] : (tensor<256x4096xf32>, tensor<f32>) -> tensor<256xf32>
    %68 = stablehlo.constant dense<2.441406250e-04> : tensor<f32>
    %69 = stablehlo.broadcast_in_dim %68, dims = [] : (tensor<f32>) -> tensor<256xf32>
    %70 = stablehlo.multiply %67, %69 : tensor<256xf32>
    %71 = stablehlo.broadcast_in_dim %70, dims = [0] : (tensor<256xf32>) -> tensor<256x4096xf32>
    %72 = stablehlo.constant dense<1.000000000e-05> : tensor<f32>
    %73 = stablehlo.broadcast_in_dim %72, dims = [] : (tensor<f32>) -> tensor<256x4096xf32>
    %74 = stablehlo.add %71, %73 : tensor<256x4096xf32>
    %75 = stablehlo.rsqrt %74 : tensor<256x4096xf32>
    %76 = stablehlo.multiply %64, %75 : tensor<256x4096xf32>
    %77 = stablehlo.broadcast_in_dim %arg11, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %78 = stablehlo.multiply %76, %77 : tensor<256x4096xf32>
    %79 = stablehlo.broadcast_in_dim %arg12, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %80 = stablehlo.add %78, %79 : tensor<256x4096xf32>
    %81 = stablehlo.dot_general %80, %arg13, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<256x4096xf32>, tensor<4096x16384xf32>) -> tensor<256x16384xf32>
    %82 = stablehlo.broadcast_in_dim %arg14, dims = [1] : (tensor<16384xf32>) -> tensor<256x16384xf32>
    %83 = stablehlo.add %81, %82 : tensor<256x16384xf32>
    %84 = stablehlo.multiply %83, %83 : tensor<256x16384xf32>
    %85 = stablehlo.multiply %84, %83 : tensor<256x16384xf32>
    %86 = stablehlo.constant dense<4.471500000e-02> : tensor<f32>
    %87 = stablehlo.broadcast_in_dim %86, dims = [] : (tensor<f32>) -> tensor<256x16384xf32>
    %88 = stablehlo.multiply %85, %87 : tensor<256x16384xf32>
    %89 = stablehlo.add %83, %88 : tensor<256x16384xf32>
    %90 = stablehlo.constant dense<7.978845608e-01> : tensor<f32>
    %91 = stablehlo.broadcast_in_dim %90, dims = [] : (tensor<f32>) -> tensor<256x16384xf32>
    %92 = stablehlo.multiply %89, %91 : tensor<256x16384xf32>
    %93 = stablehlo.tanh %92 : tensor<256x16384xf32>
    %94 = stablehlo.constant dense<5.000000000e-01> : tensor<f32>
    %95 = stablehlo.broadcast_in_dim %94, dims = [] : (tensor<f32>) -> tensor<256x16384xf32>
    %96 = stablehlo.multiply %83, %95 : tensor<256x16384xf32>
    %97 = stablehlo.constant dense<1.000000000e+00> : tensor<f32>
    %98 = stablehlo.broadcast_in_dim %97, dims = [] : (tensor<f32>) -> tensor<256x16384xf32>
    %99 = stablehlo.add %93, %98 : tensor<256x16384xf32>
    %100 = stablehlo.multiply %96, %99 : tensor<256x16384xf32>
    %101 = stablehlo.dot_general %100, %arg15, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<256x16384xf32>, tensor<16384x4096xf32>) -> tensor<256x4096xf32>
    %102 = stablehlo.broadcast_in_dim %arg16, dims = [1] : (tensor<4096xf32>) -> tensor<256x4096xf32>
    %103 = stablehlo.add %101, %102 : tensor<256x4096xf32>
    %104 = stablehlo.add %103, %57 : tensor<256x4096xf32>
    return %104 : tensor<256x4096xf32>
  }
}
