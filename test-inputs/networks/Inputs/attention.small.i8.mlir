// Written by Benchmarks/mapping/networks.py attention_h1_l512 --element=i8 --small
module @attention_h1_l512 {
  func.func public @main(%arg0: tensor<2x16x8xi8>, %arg1: tensor<2x16x8xi8>, %arg2: tensor<2x16x8xi8>) -> tensor<2x16x8xi8> {
    %0 = stablehlo.dot_general %arg0, %arg1, batching_dims = [0] x [0], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<2x16x8xi8>, tensor<2x16x8xi8>) -> tensor<2x16x16xi32>
    %1 = stablehlo.convert %0 : (tensor<2x16x16xi32>) -> tensor<2x16x16xf32>
    %2 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<f32>) -> tensor<2x16x16xf32>
    %4 = stablehlo.multiply %1, %3 : tensor<2x16x16xf32>
    %5 = stablehlo.round_nearest_even %4 : tensor<2x16x16xf32>
    %6 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %7 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %8 = stablehlo.clamp %6, %5, %7 : (tensor<f32>, tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16x16xf32>
    %9 = stablehlo.convert %8 : (tensor<2x16x16xf32>) -> tensor<2x16x16xi8>
    %10 = stablehlo.convert %9 : (tensor<2x16x16xi8>) -> tensor<2x16x16xf32>
    %11 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %11, dims = [] : (tensor<f32>) -> tensor<2x16x16xf32>
    %13 = stablehlo.multiply %10, %12 : tensor<2x16x16xf32>
    %14 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %15 = stablehlo.reduce(%13 init: %14) applies stablehlo.maximum across dimensions = [2] : (tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16xf32>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0, 1] : (tensor<2x16xf32>) -> tensor<2x16x16xf32>
    %17 = stablehlo.subtract %13, %16 : tensor<2x16x16xf32>
    %18 = stablehlo.exponential %17 : tensor<2x16x16xf32>
    %19 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %20 = stablehlo.reduce(%18 init: %19) applies stablehlo.add across dimensions = [2] : (tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16xf32>
    %21 = stablehlo.broadcast_in_dim %20, dims = [0, 1] : (tensor<2x16xf32>) -> tensor<2x16x16xf32>
    %22 = stablehlo.divide %18, %21 : tensor<2x16x16xf32>
    %23 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %24 = stablehlo.broadcast_in_dim %23, dims = [] : (tensor<f32>) -> tensor<2x16x16xf32>
    %25 = stablehlo.multiply %22, %24 : tensor<2x16x16xf32>
    %26 = stablehlo.round_nearest_even %25 : tensor<2x16x16xf32>
    %27 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %28 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %29 = stablehlo.clamp %27, %26, %28 : (tensor<f32>, tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16x16xf32>
    %30 = stablehlo.convert %29 : (tensor<2x16x16xf32>) -> tensor<2x16x16xi8>
    %31 = stablehlo.dot_general %30, %arg2, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<2x16x16xi8>, tensor<2x16x8xi8>) -> tensor<2x16x8xi32>
    %32 = stablehlo.convert %31 : (tensor<2x16x8xi32>) -> tensor<2x16x8xf32>
    %33 = stablehlo.constant dense<7.812500000e-03> : tensor<f32>
    %34 = stablehlo.broadcast_in_dim %33, dims = [] : (tensor<f32>) -> tensor<2x16x8xf32>
    %35 = stablehlo.multiply %32, %34 : tensor<2x16x8xf32>
    %36 = stablehlo.round_nearest_even %35 : tensor<2x16x8xf32>
    %37 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %38 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %39 = stablehlo.clamp %37, %36, %38 : (tensor<f32>, tensor<2x16x8xf32>, tensor<f32>) -> tensor<2x16x8xf32>
    %40 = stablehlo.convert %39 : (tensor<2x16x8xf32>) -> tensor<2x16x8xi8>
    return %40 : tensor<2x16x8xi8>
  }
}
