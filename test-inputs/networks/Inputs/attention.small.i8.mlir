// Written by Benchmarks/mapping/networks.py attention_h1_l512 --element=i8 --small
module @attention_h1_l512 {
  func.func public @main(%arg0: tensor<2x16x8xi8>, %arg1: tensor<2x16x8xi8>, %arg2: tensor<2x16x8xi8>) -> tensor<2x16x8xi8> {
    %0 = stablehlo.dot_general %arg0, %arg1, batching_dims = [0] x [0], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<2x16x8xi8>, tensor<2x16x8xi8>) -> tensor<2x16x16xi32>
    %1 = stablehlo.convert %0 : (tensor<2x16x16xi32>) -> tensor<2x16x16xf32>
    %2 = stablehlo.constant dense<3.906250000e-03> : tensor<f32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<f32>) -> tensor<2x16x16xf32>
    %4 = stablehlo.multiply %1, %3 : tensor<2x16x16xf32>
    %5 = stablehlo.constant dense<3.535533906e-01> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [] : (tensor<f32>) -> tensor<2x16x16xf32>
    %7 = stablehlo.multiply %4, %6 : tensor<2x16x16xf32>
    %8 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %9 = stablehlo.reduce(%7 init: %8) applies stablehlo.maximum across dimensions = [2] : (tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16xf32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [0, 1] : (tensor<2x16xf32>) -> tensor<2x16x16xf32>
    %11 = stablehlo.subtract %7, %10 : tensor<2x16x16xf32>
    %12 = stablehlo.exponential %11 : tensor<2x16x16xf32>
    %13 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %14 = stablehlo.reduce(%12 init: %13) applies stablehlo.add across dimensions = [2] : (tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16xf32>
    %15 = stablehlo.broadcast_in_dim %14, dims = [0, 1] : (tensor<2x16xf32>) -> tensor<2x16x16xf32>
    %16 = stablehlo.divide %12, %15 : tensor<2x16x16xf32>
    %17 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %18 = stablehlo.broadcast_in_dim %17, dims = [] : (tensor<f32>) -> tensor<2x16x16xf32>
    %19 = stablehlo.multiply %16, %18 : tensor<2x16x16xf32>
    %20 = stablehlo.round_nearest_even %19 : tensor<2x16x16xf32>
    %21 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %22 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %23 = stablehlo.clamp %21, %20, %22 : (tensor<f32>, tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16x16xf32>
    %24 = stablehlo.convert %23 : (tensor<2x16x16xf32>) -> tensor<2x16x16xi8>
    %25 = stablehlo.dot_general %24, %arg2, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<2x16x16xi8>, tensor<2x16x8xi8>) -> tensor<2x16x8xi32>
    %26 = stablehlo.convert %25 : (tensor<2x16x8xi32>) -> tensor<2x16x8xf32>
    %27 = stablehlo.constant dense<7.812500000e-03> : tensor<f32>
    %28 = stablehlo.broadcast_in_dim %27, dims = [] : (tensor<f32>) -> tensor<2x16x8xf32>
    %29 = stablehlo.multiply %26, %28 : tensor<2x16x8xf32>
    %30 = stablehlo.round_nearest_even %29 : tensor<2x16x8xf32>
    %31 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %32 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %33 = stablehlo.clamp %31, %30, %32 : (tensor<f32>, tensor<2x16x8xf32>, tensor<f32>) -> tensor<2x16x8xf32>
    %34 = stablehlo.convert %33 : (tensor<2x16x8xf32>) -> tensor<2x16x8xi8>
    return %34 : tensor<2x16x8xi8>
  }
}
