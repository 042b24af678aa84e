// Written by Benchmarks/mapping/networks.py resnet18 --element=i8 --small
module @resnet18 {
  func.func public @main(%arg0: tensor<1x32x32x3xi8>, %arg1: tensor<7x7x3x4xi8>, %arg2: tensor<4xi32>, %arg3: tensor<3x3x4x4xi8>, %arg4: tensor<4xi32>, %arg5: tensor<3x3x4x4xi8>, %arg6: tensor<4xi32>, %arg7: tensor<3x3x4x4xi8>, %arg8: tensor<4xi32>, %arg9: tensor<3x3x4x4xi8>, %arg10: tensor<4xi32>, %arg11: tensor<3x3x4x8xi8>, %arg12: tensor<8xi32>, %arg13: tensor<1x1x4x8xi8>, %arg14: tensor<8xi32>, %arg15: tensor<3x3x8x8xi8>, %arg16: tensor<8xi32>, %arg17: tensor<3x3x8x8xi8>, %arg18: tensor<8xi32>, %arg19: tensor<3x3x8x8xi8>, %arg20: tensor<8xi32>, %arg21: tensor<3x3x8x16xi8>, %arg22: tensor<16xi32>, %arg23: tensor<1x1x8x16xi8>, %arg24: tensor<16xi32>, %arg25: tensor<3x3x16x16xi8>, %arg26: tensor<16xi32>, %arg27: tensor<3x3x16x16xi8>, %arg28: tensor<16xi32>, %arg29: tensor<3x3x16x16xi8>, %arg30: tensor<16xi32>, %arg31: tensor<3x3x16x32xi8>, %arg32: tensor<32xi32>, %arg33: tensor<1x1x16x32xi8>, %arg34: tensor<32xi32>, %arg35: tensor<3x3x32x32xi8>, %arg36: tensor<32xi32>, %arg37: tensor<3x3x32x32xi8>, %arg38: tensor<32xi32>, %arg39: tensor<3x3x32x32xi8>, %arg40: tensor<32xi32>, %arg41: tensor<32x10xi8>, %arg42: tensor<10xi32>) -> tensor<1x10xi8> {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[3, 3], [3, 3]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x32x32x3xi8>, tensor<7x7x3x4xi8>) -> tensor<1x16x16x4xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<4xi32>) -> tensor<1x16x16x4xi32>
    %2 = stablehlo.add %0, %1 : tensor<1x16x16x4xi32>
    %3 = stablehlo.constant dense<0> : tensor<i32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<i32>) -> tensor<1x16x16x4xi32>
    %5 = stablehlo.maximum %2, %4 : tensor<1x16x16x4xi32>
    %6 = stablehlo.convert %5 : (tensor<1x16x16x4xi32>) -> tensor<1x16x16x4xf32>
    %7 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %7, dims = [] : (tensor<f32>) -> tensor<1x16x16x4xf32>
    %9 = stablehlo.multiply %6, %8 : tensor<1x16x16x4xf32>
    %10 = stablehlo.round_nearest_even %9 : tensor<1x16x16x4xf32>
    %11 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %12 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %13 = stablehlo.clamp %11, %10, %12 : (tensor<f32>, tensor<1x16x16x4xf32>, tensor<f32>) -> tensor<1x16x16x4xf32>
    %14 = stablehlo.convert %13 : (tensor<1x16x16x4xf32>) -> tensor<1x16x16x4xi8>
    %15 = stablehlo.constant dense<-128> : tensor<i8>
    %16 = "stablehlo.reduce_window"(%14, %15) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 3, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<i8>, %b: tensor<i8>):
      %m = stablehlo.maximum %a, %b : tensor<i8>
      stablehlo.return %m : tensor<i8>
    }) : (tensor<1x16x16x4xi8>, tensor<i8>) -> tensor<1x8x8x4xi8>
    %17 = stablehlo.convolution(%16, %arg3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xi8>, tensor<3x3x4x4xi8>) -> tensor<1x8x8x4xi32>
    %18 = stablehlo.broadcast_in_dim %arg4, dims = [3] : (tensor<4xi32>) -> tensor<1x8x8x4xi32>
    %19 = stablehlo.add %17, %18 : tensor<1x8x8x4xi32>
    %20 = stablehlo.constant dense<0> : tensor<i32>
    %21 = stablehlo.broadcast_in_dim %20, dims = [] : (tensor<i32>) -> tensor<1x8x8x4xi32>
    %22 = stablehlo.maximum %19, %21 : tensor<1x8x8x4xi32>
    %23 = stablehlo.convert %22 : (tensor<1x8x8x4xi32>) -> tensor<1x8x8x4xf32>
    %24 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %25 = stablehlo.broadcast_in_dim %24, dims = [] : (tensor<f32>) -> tensor<1x8x8x4xf32>
    %26 = stablehlo.multiply %23, %25 : tensor<1x8x8x4xf32>
    %27 = stablehlo.round_nearest_even %26 : tensor<1x8x8x4xf32>
    %28 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %29 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %30 = stablehlo.clamp %28, %27, %29 : (tensor<f32>, tensor<1x8x8x4xf32>, tensor<f32>) -> tensor<1x8x8x4xf32>
    %31 = stablehlo.convert %30 : (tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xi8>
    %32 = stablehlo.convolution(%31, %arg5) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xi8>, tensor<3x3x4x4xi8>) -> tensor<1x8x8x4xi32>
    %33 = stablehlo.broadcast_in_dim %arg6, dims = [3] : (tensor<4xi32>) -> tensor<1x8x8x4xi32>
    %34 = stablehlo.add %32, %33 : tensor<1x8x8x4xi32>
    %35 = stablehlo.convert %16 : (tensor<1x8x8x4xi8>) -> tensor<1x8x8x4xi32>
    %36 = stablehlo.add %34, %35 : tensor<1x8x8x4xi32>
    %37 = stablehlo.constant dense<0> : tensor<i32>
    %38 = stablehlo.broadcast_in_dim %37, dims = [] : (tensor<i32>) -> tensor<1x8x8x4xi32>
    %39 = stablehlo.maximum %36, %38 : tensor<1x8x8x4xi32>
    %40 = stablehlo.convert %39 : (tensor<1x8x8x4xi32>) -> tensor<1x8x8x4xf32>
    %41 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %42 = stablehlo.broadcast_in_dim %41, dims = [] : (tensor<f32>) -> tensor<1x8x8x4xf32>
    %43 = stablehlo.multiply %40, %42 : tensor<1x8x8x4xf32>
    %44 = stablehlo.round_nearest_even %43 : tensor<1x8x8x4xf32>
    %45 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %46 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %47 = stablehlo.clamp %45, %44, %46 : (tensor<f32>, tensor<1x8x8x4xf32>, tensor<f32>) -> tensor<1x8x8x4xf32>
    %48 = stablehlo.convert %47 : (tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xi8>
    %49 = stablehlo.convolution(%48, %arg7) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xi8>, tensor<3x3x4x4xi8>) -> tensor<1x8x8x4xi32>
    %50 = stablehlo.broadcast_in_dim %arg8, dims = [3] : (tensor<4xi32>) -> tensor<1x8x8x4xi32>
    %51 = stablehlo.add %49, %50 : tensor<1x8x8x4xi32>
    %52 = stablehlo.constant dense<0> : tensor<i32>
    %53 = stablehlo.broadcast_in_dim %52, dims = [] : (tensor<i32>) -> tensor<1x8x8x4xi32>
    %54 = stablehlo.maximum %51, %53 : tensor<1x8x8x4xi32>
    %55 = stablehlo.convert %54 : (tensor<1x8x8x4xi32>) -> tensor<1x8x8x4xf32>
    %56 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %57 = stablehlo.broadcast_in_dim %56, dims = [] : (tensor<f32>) -> tensor<1x8x8x4xf32>
    %58 = stablehlo.multiply %55, %57 : tensor<1x8x8x4xf32>
    %59 = stablehlo.round_nearest_even %58 : tensor<1x8x8x4xf32>
    %60 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %61 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %62 = stablehlo.clamp %60, %59, %61 : (tensor<f32>, tensor<1x8x8x4xf32>, tensor<f32>) -> tensor<1x8x8x4xf32>
    %63 = stablehlo.convert %62 : (tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xi8>
    %64 = stablehlo.convolution(%63, %arg9) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xi8>, tensor<3x3x4x4xi8>) -> tensor<1x8x8x4xi32>
    %65 = stablehlo.broadcast_in_dim %arg10, dims = [3] : (tensor<4xi32>) -> tensor<1x8x8x4xi32>
    %66 = stablehlo.add %64, %65 : tensor<1x8x8x4xi32>
    %67 = stablehlo.convert %48 : (tensor<1x8x8x4xi8>) -> tensor<1x8x8x4xi32>
    %68 = stablehlo.add %66, %67 : tensor<1x8x8x4xi32>
    %69 = stablehlo.constant dense<0> : tensor<i32>
    %70 = stablehlo.broadcast_in_dim %69, dims = [] : (tensor<i32>) -> tensor<1x8x8x4xi32>
    %71 = stablehlo.maximum %68, %70 : tensor<1x8x8x4xi32>
    %72 = stablehlo.convert %71 : (tensor<1x8x8x4xi32>) -> tensor<1x8x8x4xf32>
    %73 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %74 = stablehlo.broadcast_in_dim %73, dims = [] : (tensor<f32>) -> tensor<1x8x8x4xf32>
    %75 = stablehlo.multiply %72, %74 : tensor<1x8x8x4xf32>
    %76 = stablehlo.round_nearest_even %75 : tensor<1x8x8x4xf32>
    %77 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %78 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %79 = stablehlo.clamp %77, %76, %78 : (tensor<f32>, tensor<1x8x8x4xf32>, tensor<f32>) -> tensor<1x8x8x4xf32>
    %80 = stablehlo.convert %79 : (tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xi8>
    %81 = stablehlo.convolution(%80, %arg11) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xi8>, tensor<3x3x4x8xi8>) -> tensor<1x4x4x8xi32>
    %82 = stablehlo.broadcast_in_dim %arg12, dims = [3] : (tensor<8xi32>) -> tensor<1x4x4x8xi32>
    %83 = stablehlo.add %81, %82 : tensor<1x4x4x8xi32>
    %84 = stablehlo.constant dense<0> : tensor<i32>
    %85 = stablehlo.broadcast_in_dim %84, dims = [] : (tensor<i32>) -> tensor<1x4x4x8xi32>
    %86 = stablehlo.maximum %83, %85 : tensor<1x4x4x8xi32>
    %87 = stablehlo.convert %86 : (tensor<1x4x4x8xi32>) -> tensor<1x4x4x8xf32>
    %88 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %89 = stablehlo.broadcast_in_dim %88, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %90 = stablehlo.multiply %87, %89 : tensor<1x4x4x8xf32>
    %91 = stablehlo.round_nearest_even %90 : tensor<1x4x4x8xf32>
    %92 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %93 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %94 = stablehlo.clamp %92, %91, %93 : (tensor<f32>, tensor<1x4x4x8xf32>, tensor<f32>) -> tensor<1x4x4x8xf32>
    %95 = stablehlo.convert %94 : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xi8>
    %96 = stablehlo.convolution(%80, %arg13) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x4xi8>, tensor<1x1x4x8xi8>) -> tensor<1x4x4x8xi32>
    %97 = stablehlo.broadcast_in_dim %arg14, dims = [3] : (tensor<8xi32>) -> tensor<1x4x4x8xi32>
    %98 = stablehlo.add %96, %97 : tensor<1x4x4x8xi32>
    %99 = stablehlo.convert %98 : (tensor<1x4x4x8xi32>) -> tensor<1x4x4x8xf32>
    %100 = stablehlo.constant dense<5.000000000e-01> : tensor<f32>
    %101 = stablehlo.broadcast_in_dim %100, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %102 = stablehlo.multiply %99, %101 : tensor<1x4x4x8xf32>
    %103 = stablehlo.round_nearest_even %102 : tensor<1x4x4x8xf32>
    %104 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %105 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %106 = stablehlo.clamp %104, %103, %105 : (tensor<f32>, tensor<1x4x4x8xf32>, tensor<f32>) -> tensor<1x4x4x8xf32>
    %107 = stablehlo.convert %106 : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xi8>
    %108 = stablehlo.convolution(%95, %arg15) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xi8>, tensor<3x3x8x8xi8>) -> tensor<1x4x4x8xi32>
    %109 = stablehlo.broadcast_in_dim %arg16, dims = [3] : (tensor<8xi32>) -> tensor<1x4x4x8xi32>
    %110 = stablehlo.add %108, %109 : tensor<1x4x4x8xi32>
    %111 = stablehlo.convert %107 : (tensor<1x4x4x8xi8>) -> tensor<1x4x4x8xi32>
    %112 = stablehlo.add %110, %111 : tensor<1x4x4x8xi32>
    %113 = stablehlo.constant dense<0> : tensor<i32>
    %114 = stablehlo.broadcast_in_dim %113, dims = [] : (tensor<i32>) -> tensor<1x4x4x8xi32>
    %115 = stablehlo.maximum %112, %114 : tensor<1x4x4x8xi32>
    %116 = stablehlo.convert %115 : (tensor<1x4x4x8xi32>) -> tensor<1x4x4x8xf32>
    %117 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %118 = stablehlo.broadcast_in_dim %117, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %119 = stablehlo.multiply %116, %118 : tensor<1x4x4x8xf32>
    %120 = stablehlo.round_nearest_even %119 : tensor<1x4x4x8xf32>
    %121 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %122 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %123 = stablehlo.clamp %121, %120, %122 : (tensor<f32>, tensor<1x4x4x8xf32>, tensor<f32>) -> tensor<1x4x4x8xf32>
    %124 = stablehlo.convert %123 : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xi8>
    %125 = stablehlo.convolution(%124, %arg17) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xi8>, tensor<3x3x8x8xi8>) -> tensor<1x4x4x8xi32>
    %126 = stablehlo.broadcast_in_dim %arg18, dims = [3] : (tensor<8xi32>) -> tensor<1x4x4x8xi32>
    %127 = stablehlo.add %125, %126 : tensor<1x4x4x8xi32>
    %128 = stablehlo.constant dense<0> : tensor<i32>
    %129 = stablehlo.broadcast_in_dim %128, dims = [] : (tensor<i32>) -> tensor<1x4x4x8xi32>
    %130 = stablehlo.maximum %127, %129 : tensor<1x4x4x8xi32>
    %131 = stablehlo.convert %130 : (tensor<1x4x4x8xi32>) -> tensor<1x4x4x8xf32>
    %132 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %133 = stablehlo.broadcast_in_dim %132, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %134 = stablehlo.multiply %131, %133 : tensor<1x4x4x8xf32>
    %135 = stablehlo.round_nearest_even %134 : tensor<1x4x4x8xf32>
    %136 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %137 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %138 = stablehlo.clamp %136, %135, %137 : (tensor<f32>, tensor<1x4x4x8xf32>, tensor<f32>) -> tensor<1x4x4x8xf32>
    %139 = stablehlo.convert %138 : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xi8>
    %140 = stablehlo.convolution(%139, %arg19) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xi8>, tensor<3x3x8x8xi8>) -> tensor<1x4x4x8xi32>
    %141 = stablehlo.broadcast_in_dim %arg20, dims = [3] : (tensor<8xi32>) -> tensor<1x4x4x8xi32>
    %142 = stablehlo.add %140, %141 : tensor<1x4x4x8xi32>
    %143 = stablehlo.convert %124 : (tensor<1x4x4x8xi8>) -> tensor<1x4x4x8xi32>
    %144 = stablehlo.add %142, %143 : tensor<1x4x4x8xi32>
    %145 = stablehlo.constant dense<0> : tensor<i32>
    %146 = stablehlo.broadcast_in_dim %145, dims = [] : (tensor<i32>) -> tensor<1x4x4x8xi32>
    %147 = stablehlo.maximum %144, %146 : tensor<1x4x4x8xi32>
    %148 = stablehlo.convert %147 : (tensor<1x4x4x8xi32>) -> tensor<1x4x4x8xf32>
    %149 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %150 = stablehlo.broadcast_in_dim %149, dims = [] : (tensor<f32>) -> tensor<1x4x4x8xf32>
    %151 = stablehlo.multiply %148, %150 : tensor<1x4x4x8xf32>
    %152 = stablehlo.round_nearest_even %151 : tensor<1x4x4x8xf32>
    %153 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %154 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %155 = stablehlo.clamp %153, %152, %154 : (tensor<f32>, tensor<1x4x4x8xf32>, tensor<f32>) -> tensor<1x4x4x8xf32>
    %156 = stablehlo.convert %155 : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xi8>
    %157 = stablehlo.convolution(%156, %arg21) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xi8>, tensor<3x3x8x16xi8>) -> tensor<1x2x2x16xi32>
    %158 = stablehlo.broadcast_in_dim %arg22, dims = [3] : (tensor<16xi32>) -> tensor<1x2x2x16xi32>
    %159 = stablehlo.add %157, %158 : tensor<1x2x2x16xi32>
    %160 = stablehlo.constant dense<0> : tensor<i32>
    %161 = stablehlo.broadcast_in_dim %160, dims = [] : (tensor<i32>) -> tensor<1x2x2x16xi32>
    %162 = stablehlo.maximum %159, %161 : tensor<1x2x2x16xi32>
    %163 = stablehlo.convert %162 : (tensor<1x2x2x16xi32>) -> tensor<1x2x2x16xf32>
    %164 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %165 = stablehlo.broadcast_in_dim %164, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %166 = stablehlo.multiply %163, %165 : tensor<1x2x2x16xf32>
    %167 = stablehlo.round_nearest_even %166 : tensor<1x2x2x16xf32>
    %168 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %169 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %170 = stablehlo.clamp %168, %167, %169 : (tensor<f32>, tensor<1x2x2x16xf32>, tensor<f32>) -> tensor<1x2x2x16xf32>
    %171 = stablehlo.convert %170 : (tensor<1x2x2x16xf32>) -> tensor<1x2x2x16xi8>
    %172 = stablehlo.convolution(%156, %arg23) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x8xi8>, tensor<1x1x8x16xi8>) -> tensor<1x2x2x16xi32>
    %173 = stablehlo.broadcast_in_dim %arg24, dims = [3] : (tensor<16xi32>) -> tensor<1x2x2x16xi32>
    %174 = stablehlo.add %172, %173 : tensor<1x2x2x16xi32>
    %175 = stablehlo.convert %174 : (tensor<1x2x2x16xi32>) -> tensor<1x2x2x16xf32>
    %176 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %177 = stablehlo.broadcast_in_dim %176, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %178 = stablehlo.multiply %175, %177 : tensor<1x2x2x16xf32>
    %179 = stablehlo.round_nearest_even %178 : tensor<1x2x2x16xf32>
    %180 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %181 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %182 = stablehlo.clamp %180, %179, %181 : (tensor<f32>, tensor<1x2x2x16xf32>, tensor<f32>) -> tensor<1x2x2x16xf32>
    %183 = stablehlo.convert %182 : (tensor<1x2x2x16xf32>) -> tensor<1x2x2x16xi8>
    %184 = stablehlo.convolution(%171, %arg25) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x2x2x16xi32>
    %185 = stablehlo.broadcast_in_dim %arg26, dims = [3] : (tensor<16xi32>) -> tensor<1x2x2x16xi32>
    %186 = stablehlo.add %184, %185 : tensor<1x2x2x16xi32>
    %187 = stablehlo.convert %183 : (tensor<1x2x2x16xi8>) -> tensor<1x2x2x16xi32>
    %188 = stablehlo.add %186, %187 : tensor<1x2x2x16xi32>
    %189 = stablehlo.constant dense<0> : tensor<i32>
    %190 = stablehlo.broadcast_in_dim %189, dims = [] : (tensor<i32>) -> tensor<1x2x2x16xi32>
    %191 = stablehlo.maximum %188, %190 : tensor<1x2x2x16xi32>
    %192 = stablehlo.convert %191 : (tensor<1x2x2x16xi32>) -> tensor<1x2x2x16xf32>
    %193 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %194 = stablehlo.broadcast_in_dim %193, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %195 = stablehlo.multiply %192, %194 : tensor<1x2x2x16xf32>
    %196 = stablehlo.round_nearest_even %195 : tensor<1x2x2x16xf32>
    %197 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %198 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %199 = stablehlo.clamp %197, %196, %198 : (tensor<f32>, tensor<1x2x2x16xf32>, tensor<f32>) -> tensor<1x2x2x16xf32>
    %200 = stablehlo.convert %199 : (tensor<1x2x2x16xf32>) -> tensor<1x2x2x16xi8>
    %201 = stablehlo.convolution(%200, %arg27) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x2x2x16xi32>
    %202 = stablehlo.broadcast_in_dim %arg28, dims = [3] : (tensor<16xi32>) -> tensor<1x2x2x16xi32>
    %203 = stablehlo.add %201, %202 : tensor<1x2x2x16xi32>
    %204 = stablehlo.constant dense<0> : tensor<i32>
    %205 = stablehlo.broadcast_in_dim %204, dims = [] : (tensor<i32>) -> tensor<1x2x2x16xi32>
    %206 = stablehlo.maximum %203, %205 : tensor<1x2x2x16xi32>
    %207 = stablehlo.convert %206 : (tensor<1x2x2x16xi32>) -> tensor<1x2x2x16xf32>
    %208 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %209 = stablehlo.broadcast_in_dim %208, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %210 = stablehlo.multiply %207, %209 : tensor<1x2x2x16xf32>
    %211 = stablehlo.round_nearest_even %210 : tensor<1x2x2x16xf32>
    %212 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %213 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %214 = stablehlo.clamp %212, %211, %213 : (tensor<f32>, tensor<1x2x2x16xf32>, tensor<f32>) -> tensor<1x2x2x16xf32>
    %215 = stablehlo.convert %214 : (tensor<1x2x2x16xf32>) -> tensor<1x2x2x16xi8>
    %216 = stablehlo.convolution(%215, %arg29) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x2x2x16xi32>
    %217 = stablehlo.broadcast_in_dim %arg30, dims = [3] : (tensor<16xi32>) -> tensor<1x2x2x16xi32>
    %218 = stablehlo.add %216, %217 : tensor<1x2x2x16xi32>
    %219 = stablehlo.convert %200 : (tensor<1x2x2x16xi8>) -> tensor<1x2x2x16xi32>
    %220 = stablehlo.add %218, %219 : tensor<1x2x2x16xi32>
    %221 = stablehlo.constant dense<0> : tensor<i32>
    %222 = stablehlo.broadcast_in_dim %221, dims = [] : (tensor<i32>) -> tensor<1x2x2x16xi32>
    %223 = stablehlo.maximum %220, %222 : tensor<1x2x2x16xi32>
    %224 = stablehlo.convert %223 : (tensor<1x2x2x16xi32>) -> tensor<1x2x2x16xf32>
    %225 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %226 = stablehlo.broadcast_in_dim %225, dims = [] : (tensor<f32>) -> tensor<1x2x2x16xf32>
    %227 = stablehlo.multiply %224, %226 : tensor<1x2x2x16xf32>
    %228 = stablehlo.round_nearest_even %227 : tensor<1x2x2x16xf32>
    %229 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %230 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %231 = stablehlo.clamp %229, %228, %230 : (tensor<f32>, tensor<1x2x2x16xf32>, tensor<f32>) -> tensor<1x2x2x16xf32>
    %232 = stablehlo.convert %231 : (tensor<1x2x2x16xf32>) -> tensor<1x2x2x16xi8>
    %233 = stablehlo.convolution(%232, %arg31) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xi8>, tensor<3x3x16x32xi8>) -> tensor<1x1x1x32xi32>
    %234 = stablehlo.broadcast_in_dim %arg32, dims = [3] : (tensor<32xi32>) -> tensor<1x1x1x32xi32>
    %235 = stablehlo.add %233, %234 : tensor<1x1x1x32xi32>
    %236 = stablehlo.constant dense<0> : tensor<i32>
    %237 = stablehlo.broadcast_in_dim %236, dims = [] : (tensor<i32>) -> tensor<1x1x1x32xi32>
    %238 = stablehlo.maximum %235, %237 : tensor<1x1x1x32xi32>
    %239 = stablehlo.convert %238 : (tensor<1x1x1x32xi32>) -> tensor<1x1x1x32xf32>
    %240 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %241 = stablehlo.broadcast_in_dim %240, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %242 = stablehlo.multiply %239, %241 : tensor<1x1x1x32xf32>
    %243 = stablehlo.round_nearest_even %242 : tensor<1x1x1x32xf32>
    %244 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %245 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %246 = stablehlo.clamp %244, %243, %245 : (tensor<f32>, tensor<1x1x1x32xf32>, tensor<f32>) -> tensor<1x1x1x32xf32>
    %247 = stablehlo.convert %246 : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xi8>
    %248 = stablehlo.convolution(%232, %arg33) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x16xi8>, tensor<1x1x16x32xi8>) -> tensor<1x1x1x32xi32>
    %249 = stablehlo.broadcast_in_dim %arg34, dims = [3] : (tensor<32xi32>) -> tensor<1x1x1x32xi32>
    %250 = stablehlo.add %248, %249 : tensor<1x1x1x32xi32>
    %251 = stablehlo.convert %250 : (tensor<1x1x1x32xi32>) -> tensor<1x1x1x32xf32>
    %252 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %253 = stablehlo.broadcast_in_dim %252, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %254 = stablehlo.multiply %251, %253 : tensor<1x1x1x32xf32>
    %255 = stablehlo.round_nearest_even %254 : tensor<1x1x1x32xf32>
    %256 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %257 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %258 = stablehlo.clamp %256, %255, %257 : (tensor<f32>, tensor<1x1x1x32xf32>, tensor<f32>) -> tensor<1x1x1x32xf32>
    %259 = stablehlo.convert %258 : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xi8>
    %260 = stablehlo.convolution(%247, %arg35) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x32xi8>, tensor<3x3x32x32xi8>) -> tensor<1x1x1x32xi32>
    %261 = stablehlo.broadcast_in_dim %arg36, dims = [3] : (tensor<32xi32>) -> tensor<1x1x1x32xi32>
    %262 = stablehlo.add %260, %261 : tensor<1x1x1x32xi32>
    %263 = stablehlo.convert %259 : (tensor<1x1x1x32xi8>) -> tensor<1x1x1x32xi32>
    %264 = stablehlo.add %262, %263 : tensor<1x1x1x32xi32>
    %265 = stablehlo.constant dense<0> : tensor<i32>
    %266 = stablehlo.broadcast_in_dim %265, dims = [] : (tensor<i32>) -> tensor<1x1x1x32xi32>
    %267 = stablehlo.maximum %264, %266 : tensor<1x1x1x32xi32>
    %268 = stablehlo.convert %267 : (tensor<1x1x1x32xi32>) -> tensor<1x1x1x32xf32>
    %269 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %270 = stablehlo.broadcast_in_dim %269, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %271 = stablehlo.multiply %268, %270 : tensor<1x1x1x32xf32>
    %272 = stablehlo.round_nearest_even %271 : tensor<1x1x1x32xf32>
    %273 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %274 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %275 = stablehlo.clamp %273, %272, %274 : (tensor<f32>, tensor<1x1x1x32xf32>, tensor<f32>) -> tensor<1x1x1x32xf32>
    %276 = stablehlo.convert %275 : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xi8>
    %277 = stablehlo.convolution(%276, %arg37) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x32xi8>, tensor<3x3x32x32xi8>) -> tensor<1x1x1x32xi32>
    %278 = stablehlo.broadcast_in_dim %arg38, dims = [3] : (tensor<32xi32>) -> tensor<1x1x1x32xi32>
    %279 = stablehlo.add %277, %278 : tensor<1x1x1x32xi32>
    %280 = stablehlo.constant dense<0> : tensor<i32>
    %281 = stablehlo.broadcast_in_dim %280, dims = [] : (tensor<i32>) -> tensor<1x1x1x32xi32>
    %282 = stablehlo.maximum %279, %281 : tensor<1x1x1x32xi32>
    %283 = stablehlo.convert %282 : (tensor<1x1x1x32xi32>) -> tensor<1x1x1x32xf32>
    %284 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %285 = stablehlo.broadcast_in_dim %284, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %286 = stablehlo.multiply %283, %285 : tensor<1x1x1x32xf32>
    %287 = stablehlo.round_nearest_even %286 : tensor<1x1x1x32xf32>
    %288 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %289 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %290 = stablehlo.clamp %288, %287, %289 : (tensor<f32>, tensor<1x1x1x32xf32>, tensor<f32>) -> tensor<1x1x1x32xf32>
    %291 = stablehlo.convert %290 : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xi8>
    %292 = stablehlo.convolution(%291, %arg39) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x32xi8>, tensor<3x3x32x32xi8>) -> tensor<1x1x1x32xi32>
    %293 = stablehlo.broadcast_in_dim %arg40, dims = [3] : (tensor<32xi32>) -> tensor<1x1x1x32xi32>
    %294 = stablehlo.add %292, %293 : tensor<1x1x1x32xi32>
    %295 = stablehlo.convert %276 : (tensor<1x1x1x32xi8>) -> tensor<1x1x1x32xi32>
    %296 = stablehlo.add %294, %295 : tensor<1x1x1x32xi32>
    %297 = stablehlo.constant dense<0> : tensor<i32>
    %298 = stablehlo.broadcast_in_dim %297, dims = [] : (tensor<i32>) -> tensor<1x1x1x32xi32>
    %299 = stablehlo.maximum %296, %298 : tensor<1x1x1x32xi32>
    %300 = stablehlo.convert %299 : (tensor<1x1x1x32xi32>) -> tensor<1x1x1x32xf32>
    %301 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %302 = stablehlo.broadcast_in_dim %301, dims = [] : (tensor<f32>) -> tensor<1x1x1x32xf32>
    %303 = stablehlo.multiply %300, %302 : tensor<1x1x1x32xf32>
    %304 = stablehlo.round_nearest_even %303 : tensor<1x1x1x32xf32>
    %305 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %306 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %307 = stablehlo.clamp %305, %304, %306 : (tensor<f32>, tensor<1x1x1x32xf32>, tensor<f32>) -> tensor<1x1x1x32xf32>
    %308 = stablehlo.convert %307 : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xi8>
    %309 = stablehlo.convert %308 : (tensor<1x1x1x32xi8>) -> tensor<1x1x1x32xi32>
    %310 = stablehlo.constant dense<0> : tensor<i32>
    %311 = stablehlo.reduce(%309 init: %310) applies stablehlo.add across dimensions = [1, 2] : (tensor<1x1x1x32xi32>, tensor<i32>) -> tensor<1x32xi32>
    %312 = stablehlo.convert %311 : (tensor<1x32xi32>) -> tensor<1x32xf32>
    %313 = stablehlo.constant dense<1.000000000e+00> : tensor<f32>
    %314 = stablehlo.broadcast_in_dim %313, dims = [] : (tensor<f32>) -> tensor<1x32xf32>
    %315 = stablehlo.multiply %312, %314 : tensor<1x32xf32>
    %316 = stablehlo.round_nearest_even %315 : tensor<1x32xf32>
    %317 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %318 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %319 = stablehlo.clamp %317, %316, %318 : (tensor<f32>, tensor<1x32xf32>, tensor<f32>) -> tensor<1x32xf32>
    %320 = stablehlo.convert %319 : (tensor<1x32xf32>) -> tensor<1x32xi8>
    %321 = stablehlo.dot_general %320, %arg41, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x32xi8>, tensor<32x10xi8>) -> tensor<1x10xi32>
    %322 = stablehlo.broadcast_in_dim %arg42, dims = [1] : (tensor<10xi32>) -> tensor<1x10xi32>
    %323 = stablehlo.add %321, %322 : tensor<1x10xi32>
    %324 = stablehlo.convert %323 : (tensor<1x10xi32>) -> tensor<1x10xf32>
    %325 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %326 = stablehlo.broadcast_in_dim %325, dims = [] : (tensor<f32>) -> tensor<1x10xf32>
    %327 = stablehlo.multiply %324, %326 : tensor<1x10xf32>
    %328 = stablehlo.round_nearest_even %327 : tensor<1x10xf32>
    %329 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %330 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %331 = stablehlo.clamp %329, %328, %330 : (tensor<f32>, tensor<1x10xf32>, tensor<f32>) -> tensor<1x10xf32>
    %332 = stablehlo.convert %331 : (tensor<1x10xf32>) -> tensor<1x10xi8>
    return %332 : tensor<1x10xi8>
  }
}
