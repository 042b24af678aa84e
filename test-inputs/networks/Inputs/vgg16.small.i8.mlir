// Written by Benchmarks/mapping/networks.py vgg16 --element=i8 --small
module @vgg16 {
  func.func public @main(%arg0: tensor<1x32x32x3xi8>, %arg1: tensor<3x3x3x4xi8>, %arg2: tensor<4xi32>, %arg3: tensor<3x3x4x4xi8>, %arg4: tensor<4xi32>, %arg5: tensor<3x3x4x8xi8>, %arg6: tensor<8xi32>, %arg7: tensor<3x3x8x8xi8>, %arg8: tensor<8xi32>, %arg9: tensor<3x3x8x16xi8>, %arg10: tensor<16xi32>, %arg11: tensor<3x3x16x16xi8>, %arg12: tensor<16xi32>, %arg13: tensor<3x3x16x16xi8>, %arg14: tensor<16xi32>, %arg15: tensor<3x3x16x32xi8>, %arg16: tensor<32xi32>, %arg17: tensor<3x3x32x32xi8>, %arg18: tensor<32xi32>, %arg19: tensor<3x3x32x32xi8>, %arg20: tensor<32xi32>, %arg21: tensor<3x3x32x32xi8>, %arg22: tensor<32xi32>, %arg23: tensor<3x3x32x32xi8>, %arg24: tensor<32xi32>, %arg25: tensor<3x3x32x32xi8>, %arg26: tensor<32xi32>, %arg27: tensor<32x256xi8>, %arg28: tensor<256xi32>, %arg29: tensor<256x256xi8>, %arg30: tensor<256xi32>, %arg31: tensor<256x10xi8>, %arg32: tensor<10xi32>) -> tensor<1x10xi8> {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x32x32x3xi8>, tensor<3x3x3x4xi8>) -> tensor<1x32x32x4xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<4xi32>) -> tensor<1x32x32x4xi32>
    %2 = stablehlo.add %0, %1 : tensor<1x32x32x4xi32>
    %3 = stablehlo.constant dense<0> : tensor<i32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<i32>) -> tensor<1x32x32x4xi32>
    %5 = stablehlo.maximum %2, %4 : tensor<1x32x32x4xi32>
    %6 = stablehlo.convert %5 : (tensor<1x32x32x4xi32>) -> tensor<1x32x32x4xf32>
    %7 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %7, dims = [] : (tensor<f32>) -> tensor<1x32x32x4xf32>
    %9 = stablehlo.multiply %6, %8 : tensor<1x32x32x4xf32>
    %10 = stablehlo.round_nearest_even %9 : tensor<1x32x32x4xf32>
    %11 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %12 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %13 = stablehlo.clamp %11, %10, %12 : (tensor<f32>, tensor<1x32x32x4xf32>, tensor<f32>) -> tensor<1x32x32x4xf32>
    %14 = stablehlo.convert %13 : (tensor<1x32x32x4xf32>) -> tensor<1x32x32x4xi8>
    %15 = stablehlo.convolution(%14, %arg3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x32x32x4xi8>, tensor<3x3x4x4xi8>) -> tensor<1x32x32x4xi32>
    %16 = stablehlo.broadcast_in_dim %arg4, dims = [3] : (tensor<4xi32>) -> tensor<1x32x32x4xi32>
    %17 = stablehlo.add %15, %16 : tensor<1x32x32x4xi32>
    %18 = stablehlo.constant dense<0> : tensor<i32>
    %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<i32>) -> tensor<1x32x32x4xi32>
    %20 = stablehlo.maximum %17, %19 : tensor<1x32x32x4xi32>
    %21 = stablehlo.convert %20 : (tensor<1x32x32x4xi32>) -> tensor<1x32x32x4xf32>
    %22 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %23 = stablehlo.broadcast_in_dim %22, dims = [] : (tensor<f32>) -> tensor<1x32x32x4xf32>
    %24 = stablehlo.multiply %21, %23 : tensor<1x32x32x4xf32>
    %25 = stablehlo.round_nearest_even %24 : tensor<1x32x32x4xf32>
    %26 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %27 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %28 = stablehlo.clamp %26, %25, %27 : (tensor<f32>, tensor<1x32x32x4xf32>, tensor<f32>) -> tensor<1x32x32x4xf32>
    %29 = stablehlo.convert %28 : (tensor<1x32x32x4xf32>) -> tensor<1x32x32x4xi8>
    %30 = stablehlo.constant dense<-128> : tensor<i8>
    %31 = "stablehlo.reduce_window"(%29, %30) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<i8>, %b: tensor<i8>):
      %m = stablehlo.maximum %a, %b : tensor<i8>
      stablehlo.return %m : tensor<i8>
    }) : (tensor<1x32x32x4xi8>, tensor<i8>) -> tensor<1x16x16x4xi8>
    %32 = stablehlo.convolution(%31, %arg5) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x16x16x4xi8>, tensor<3x3x4x8xi8>) -> tensor<1x16x16x8xi32>
    %33 = stablehlo.broadcast_in_dim %arg6, dims = [3] : (tensor<8xi32>) -> tensor<1x16x16x8xi32>
    %34 = stablehlo.add %32, %33 : tensor<1x16x16x8xi32>
    %35 = stablehlo.constant dense<0> : tensor<i32>
    %36 = stablehlo.broadcast_in_dim %35, dims = [] : (tensor<i32>) -> tensor<1x16x16x8xi32>
    %37 = stablehlo.maximum %34, %36 : tensor<1x16x16x8xi32>
    %38 = stablehlo.convert %37 : (tensor<1x16x16x8xi32>) -> tensor<1x16x16x8xf32>
    %39 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [] : (tensor<f32>) -> tensor<1x16x16x8xf32>
    %41 = stablehlo.multiply %38, %40 : tensor<1x16x16x8xf32>
    %42 = stablehlo.round_nearest_even %41 : tensor<1x16x16x8xf32>
    %43 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %44 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %45 = stablehlo.clamp %43, %42, %44 : (tensor<f32>, tensor<1x16x16x8xf32>, tensor<f32>) -> tensor<1x16x16x8xf32>
    %46 = stablehlo.convert %45 : (tensor<1x16x16x8xf32>) -> tensor<1x16x16x8xi8>
    %47 = stablehlo.convolution(%46, %arg7) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x16x16x8xi8>, tensor<3x3x8x8xi8>) -> tensor<1x16x16x8xi32>
    %48 = stablehlo.broadcast_in_dim %arg8, dims = [3] : (tensor<8xi32>) -> tensor<1x16x16x8xi32>
    %49 = stablehlo.add %47, %48 : tensor<1x16x16x8xi32>
    %50 = stablehlo.constant dense<0> : tensor<i32>
    %51 = stablehlo.broadcast_in_dim %50, dims = [] : (tensor<i32>) -> tensor<1x16x16x8xi32>
    %52 = stablehlo.maximum %49, %51 : tensor<1x16x16x8xi32>
    %53 = stablehlo.convert %52 : (tensor<1x16x16x8xi32>) -> tensor<1x16x16x8xf32>
    %54 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %55 = stablehlo.broadcast_in_dim %54, dims = [] : (tensor<f32>) -> tensor<1x16x16x8xf32>
    %56 = stablehlo.multiply %53, %55 : tensor<1x16x16x8xf32>
    %57 = stablehlo.round_nearest_even %56 : tensor<1x16x16x8xf32>
    %58 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %59 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %60 = stablehlo.clamp %58, %57, %59 : (tensor<f32>, tensor<1x16x16x8xf32>, tensor<f32>) -> tensor<1x16x16x8xf32>
    %61 = stablehlo.convert %60 : (tensor<1x16x16x8xf32>) -> tensor<1x16x16x8xi8>
    %62 = stablehlo.constant dense<-128> : tensor<i8>
    %63 = "stablehlo.reduce_window"(%61, %62) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<i8>, %b: tensor<i8>):
      %m = stablehlo.maximum %a, %b : tensor<i8>
      stablehlo.return %m : tensor<i8>
    }) : (tensor<1x16x16x8xi8>, tensor<i8>) -> tensor<1x8x8x8xi8>
    %64 = stablehlo.convolution(%63, %arg9) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x8xi8>, tensor<3x3x8x16xi8>) -> tensor<1x8x8x16xi32>
    %65 = stablehlo.broadcast_in_dim %arg10, dims = [3] : (tensor<16xi32>) -> tensor<1x8x8x16xi32>
    %66 = stablehlo.add %64, %65 : tensor<1x8x8x16xi32>
    %67 = stablehlo.constant dense<0> : tensor<i32>
    %68 = stablehlo.broadcast_in_dim %67, dims = [] : (tensor<i32>) -> tensor<1x8x8x16xi32>
    %69 = stablehlo.maximum %66, %68 : tensor<1x8x8x16xi32>
    %70 = stablehlo.convert %69 : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %71 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %72 = stablehlo.broadcast_in_dim %71, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %73 = stablehlo.multiply %70, %72 : tensor<1x8x8x16xf32>
    %74 = stablehlo.round_nearest_even %73 : tensor<1x8x8x16xf32>
    %75 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %76 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %77 = stablehlo.clamp %75, %74, %76 : (tensor<f32>, tensor<1x8x8x16xf32>, tensor<f32>) -> tensor<1x8x8x16xf32>
    %78 = stablehlo.convert %77 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    %79 = stablehlo.convolution(%78, %arg11) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x8x8x16xi32>
    %80 = stablehlo.broadcast_in_dim %arg12, dims = [3] : (tensor<16xi32>) -> tensor<1x8x8x16xi32>
    %81 = stablehlo.add %79, %80 : tensor<1x8x8x16xi32>
    %82 = stablehlo.constant dense<0> : tensor<i32>
    %83 = stablehlo.broadcast_in_dim %82, dims = [] : (tensor<i32>) -> tensor<1x8x8x16xi32>
    %84 = stablehlo.maximum %81, %83 : tensor<1x8x8x16xi32>
    %85 = stablehlo.convert %84 : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %86 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %87 = stablehlo.broadcast_in_dim %86, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %88 = stablehlo.multiply %85, %87 : tensor<1x8x8x16xf32>
    %89 = stablehlo.round_nearest_even %88 : tensor<1x8x8x16xf32>
    %90 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %91 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %92 = stablehlo.clamp %90, %89, %91 : (tensor<f32>, tensor<1x8x8x16xf32>, tensor<f32>) -> tensor<1x8x8x16xf32>
    %93 = stablehlo.convert %92 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    %94 = stablehlo.convolution(%93, %arg13) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x8x8x16xi32>
    %95 = stablehlo.broadcast_in_dim %arg14, dims = [3] : (tensor<16xi32>) -> tensor<1x8x8x16xi32>
    %96 = stablehlo.add %94, %95 : tensor<1x8x8x16xi32>
    %97 = stablehlo.constant dense<0> : tensor<i32>
    %98 = stablehlo.broadcast_in_dim %97, dims = [] : (tensor<i32>) -> tensor<1x8x8x16xi32>
    %99 = stablehlo.maximum %96, %98 : tensor<1x8x8x16xi32>
    %100 = stablehlo.convert %99 : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %101 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %102 = stablehlo.broadcast_in_dim %101, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %103 = stablehlo.multiply %100, %102 : tensor<1x8x8x16xf32>
    %104 = stablehlo.round_nearest_even %103 : tensor<1x8x8x16xf32>
    %105 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %106 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %107 = stablehlo.clamp %105, %104, %106 : (tensor<f32>, tensor<1x8x8x16xf32>, tensor<f32>) -> tensor<1x8x8x16xf32>
    %108 = stablehlo.convert %107 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    %109 = stablehlo.constant dense<-128> : tensor<i8>
    %110 = "stablehlo.reduce_window"(%108, %109) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<i8>, %b: tensor<i8>):
      %m = stablehlo.maximum %a, %b : tensor<i8>
      stablehlo.return %m : tensor<i8>
    }) : (tensor<1x8x8x16xi8>, tensor<i8>) -> tensor<1x4x4x16xi8>
    %111 = stablehlo.convolution(%110, %arg15) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x16xi8>, tensor<3x3x16x32xi8>) -> tensor<1x4x4x32xi32>
    %112 = stablehlo.broadcast_in_dim %arg16, dims = [3] : (tensor<32xi32>) -> tensor<1x4x4x32xi32>
    %113 = stablehlo.add %111, %112 : tensor<1x4x4x32xi32>
    %114 = stablehlo.constant dense<0> : tensor<i32>
    %115 = stablehlo.broadcast_in_dim %114, dims = [] : (tensor<i32>) -> tensor<1x4x4x32xi32>
    %116 = stablehlo.maximum %113, %115 : tensor<1x4x4x32xi32>
    %117 = stablehlo.convert %116 : (tensor<1x4x4x32xi32>) -> tensor<1x4x4x32xf32>
    %118 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %119 = stablehlo.broadcast_in_dim %118, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %120 = stablehlo.multiply %117, %119 : tensor<1x4x4x32xf32>
    %121 = stablehlo.round_nearest_even %120 : tensor<1x4x4x32xf32>
    %122 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %123 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %124 = stablehlo.clamp %122, %121, %123 : (tensor<f32>, tensor<1x4x4x32xf32>, tensor<f32>) -> tensor<1x4x4x32xf32>
    %125 = stablehlo.convert %124 : (tensor<1x4x4x32xf32>) -> tensor<1x4x4x32xi8>
    %126 = stablehlo.convolution(%125, %arg17) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x32xi8>, tensor<3x3x32x32xi8>) -> tensor<1x4x4x32xi32>
    %127 = stablehlo.broadcast_in_dim %arg18, dims = [3] : (tensor<32xi32>) -> tensor<1x4x4x32xi32>
    %128 = stablehlo.add %126, %127 : tensor<1x4x4x32xi32>
    %129 = stablehlo.constant dense<0> : tensor<i32>
    %130 = stablehlo.broadcast_in_dim %129, dims = [] : (tensor<i32>) -> tensor<1x4x4x32xi32>
    %131 = stablehlo.maximum %128, %130 : tensor<1x4x4x32xi32>
    %132 = stablehlo.convert %131 : (tensor<1x4x4x32xi32>) -> tensor<1x4x4x32xf32>
    %133 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %134 = stablehlo.broadcast_in_dim %133, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %135 = stablehlo.multiply %132, %134 : tensor<1x4x4x32xf32>
    %136 = stablehlo.round_nearest_even %135 : tensor<1x4x4x32xf32>
    %137 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %138 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %139 = stablehlo.clamp %137, %136, %138 : (tensor<f32>, tensor<1x4x4x32xf32>, tensor<f32>) -> tensor<1x4x4x32xf32>
    %140 = stablehlo.convert %139 : (tensor<1x4x4x32xf32>) -> tensor<1x4x4x32xi8>
    %141 = stablehlo.convolution(%140, %arg19) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x32xi8>, tensor<3x3x32x32xi8>) -> tensor<1x4x4x32xi32>
    %142 = stablehlo.broadcast_in_dim %arg20, dims = [3] : (tensor<32xi32>) -> tensor<1x4x4x32xi32>
    %143 = stablehlo.add %141, %142 : tensor<1x4x4x32xi32>
    %144 = stablehlo.constant dense<0> : tensor<i32>
    %145 = stablehlo.broadcast_in_dim %144, dims = [] : (tensor<i32>) -> tensor<1x4x4x32xi32>
    %146 = stablehlo.maximum %143, %145 : tensor<1x4x4x32xi32>
    %147 = stablehlo.convert %146 : (tensor<1x4x4x32xi32>) -> tensor<1x4x4x32xf32>
    %148 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %149 = stablehlo.broadcast_in_dim %148, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %150 = stablehlo.multiply %147, %149 : tensor<1x4x4x32xf32>
    %151 = stablehlo.round_nearest_even %150 : tensor<1x4x4x32xf32>
    %152 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %153 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %154 = stablehlo.clamp %152, %151, %153 : (tensor<f32>, tensor<1x4x4x32xf32>, tensor<f32>) -> tensor<1x4x4x32xf32>
    %155 = stablehlo.convert %154 : (tensor<1x4x4x32xf32>) -> tensor<1x4x4x32xi8>
    %156 = stablehlo.constant dense<-128> : tensor<i8>
    %157 = "stablehlo.reduce_window"(%155, %156) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<i8>, %b: tensor<i8>):
      %m = stablehlo.maximum %a, %b : tensor<i8>
      stablehlo.return %m : tensor<i8>
    }) : (tensor<1x4x4x32xi8>, tensor<i8>) -> tensor<1x2x2x32xi8>
    %158 = stablehlo.convolution(%157, %arg21) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x32xi8>, tensor<3x3x32x32xi8>) -> tensor<1x2x2x32xi32>
    %159 = stablehlo.broadcast_in_dim %arg22, dims = [3] : (tensor<32xi32>) -> tensor<1x2x2x32xi32>
    %160 = stablehlo.add %158, %159 : tensor<1x2x2x32xi32>
    %161 = stablehlo.constant dense<0> : tensor<i32>
    %162 = stablehlo.broadcast_in_dim %161, dims = [] : (tensor<i32>) -> tensor<1x2x2x32xi32>
    %163 = stablehlo.maximum %160, %162 : tensor<1x2x2x32xi32>
    %164 = stablehlo.convert %163 : (tensor<1x2x2x32xi32>) -> tensor<1x2x2x32xf32>
    %165 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %166 = stablehlo.broadcast_in_dim %165, dims = [] : (tensor<f32>) -> tensor<1x2x2x32xf32>
    %167 = stablehlo.multiply %164, %166 : tensor<1x2x2x32xf32>
    %168 = stablehlo.round_nearest_even %167 : tensor<1x2x2x32xf32>
    %169 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %170 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %171 = stablehlo.clamp %169, %168, %170 : (tensor<f32>, tensor<1x2x2x32xf32>, tensor<f32>) -> tensor<1x2x2x32xf32>
    %172 = stablehlo.convert %171 : (tensor<1x2x2x32xf32>) -> tensor<1x2x2x32xi8>
    %173 = stablehlo.convolution(%172, %arg23) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x32xi8>, tensor<3x3x32x32xi8>) -> tensor<1x2x2x32xi32>
    %174 = stablehlo.broadcast_in_dim %arg24, dims = [3] : (tensor<32xi32>) -> tensor<1x2x2x32xi32>
    %175 = stablehlo.add %173, %174 : tensor<1x2x2x32xi32>
    %176 = stablehlo.constant dense<0> : tensor<i32>
    %177 = stablehlo.broadcast_in_dim %176, dims = [] : (tensor<i32>) -> tensor<1x2x2x32xi32>
    %178 = stablehlo.maximum %175, %177 : tensor<1x2x2x32xi32>
    %179 = stablehlo.convert %178 : (tensor<1x2x2x32xi32>) -> tensor<1x2x2x32xf32>
    %180 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %181 = stablehlo.broadcast_in_dim %180, dims = [] : (tensor<f32>) -> tensor<1x2x2x32xf32>
    %182 = stablehlo.multiply %179, %181 : tensor<1x2x2x32xf32>
    %183 = stablehlo.round_nearest_even %182 : tensor<1x2x2x32xf32>
    %184 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %185 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %186 = stablehlo.clamp %184, %183, %185 : (tensor<f32>, tensor<1x2x2x32xf32>, tensor<f32>) -> tensor<1x2x2x32xf32>
    %187 = stablehlo.convert %186 : (tensor<1x2x2x32xf32>) -> tensor<1x2x2x32xi8>
    %188 = stablehlo.convolution(%187, %arg25) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x32xi8>, tensor<3x3x32x32xi8>) -> tensor<1x2x2x32xi32>
    %189 = stablehlo.broadcast_in_dim %arg26, dims = [3] : (tensor<32xi32>) -> tensor<1x2x2x32xi32>
    %190 = stablehlo.add %188, %189 : tensor<1x2x2x32xi32>
    %191 = stablehlo.constant dense<0> : tensor<i32>
    %192 = stablehlo.broadcast_in_dim %191, dims = [] : (tensor<i32>) -> tensor<1x2x2x32xi32>
    %193 = stablehlo.maximum %190, %192 : tensor<1x2x2x32xi32>
    %194 = stablehlo.convert %193 : (tensor<1x2x2x32xi32>) -> tensor<1x2x2x32xf32>
    %195 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %196 = stablehlo.broadcast_in_dim %195, dims = [] : (tensor<f32>) -> tensor<1x2x2x32xf32>
    %197 = stablehlo.multiply %194, %196 : tensor<1x2x2x32xf32>
    %198 = stablehlo.round_nearest_even %197 : tensor<1x2x2x32xf32>
    %199 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %200 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %201 = stablehlo.clamp %199, %198, %200 : (tensor<f32>, tensor<1x2x2x32xf32>, tensor<f32>) -> tensor<1x2x2x32xf32>
    %202 = stablehlo.convert %201 : (tensor<1x2x2x32xf32>) -> tensor<1x2x2x32xi8>
    %203 = stablehlo.constant dense<-128> : tensor<i8>
    %204 = "stablehlo.reduce_window"(%202, %203) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<i8>, %b: tensor<i8>):
      %m = stablehlo.maximum %a, %b : tensor<i8>
      stablehlo.return %m : tensor<i8>
    }) : (tensor<1x2x2x32xi8>, tensor<i8>) -> tensor<1x1x1x32xi8>
    %205 = stablehlo.reshape %204 : (tensor<1x1x1x32xi8>) -> tensor<1x32xi8>
    %206 = stablehlo.dot_general %205, %arg27, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x32xi8>, tensor<32x256xi8>) -> tensor<1x256xi32>
    %207 = stablehlo.broadcast_in_dim %arg28, dims = [1] : (tensor<256xi32>) -> tensor<1x256xi32>
    %208 = stablehlo.add %206, %207 : tensor<1x256xi32>
    %209 = stablehlo.constant dense<0> : tensor<i32>
    %210 = stablehlo.broadcast_in_dim %209, dims = [] : (tensor<i32>) -> tensor<1x256xi32>
    %211 = stablehlo.maximum %208, %210 : tensor<1x256xi32>
    %212 = stablehlo.convert %211 : (tensor<1x256xi32>) -> tensor<1x256xf32>
    %213 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %214 = stablehlo.broadcast_in_dim %213, dims = [] : (tensor<f32>) -> tensor<1x256xf32>
    %215 = stablehlo.multiply %212, %214 : tensor<1x256xf32>
    %216 = stablehlo.round_nearest_even %215 : tensor<1x256xf32>
    %217 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %218 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %219 = stablehlo.clamp %217, %216, %218 : (tensor<f32>, tensor<1x256xf32>, tensor<f32>) -> tensor<1x256xf32>
    %220 = stablehlo.convert %219 : (tensor<1x256xf32>) -> tensor<1x256xi8>
    %221 = stablehlo.dot_general %220, %arg29, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x256xi8>, tensor<256x256xi8>) -> tensor<1x256xi32>
    %222 = stablehlo.broadcast_in_dim %arg30, dims = [1] : (tensor<256xi32>) -> tensor<1x256xi32>
    %223 = stablehlo.add %221, %222 : tensor<1x256xi32>
    %224 = stablehlo.constant dense<0> : tensor<i32>
    %225 = stablehlo.broadcast_in_dim %224, dims = [] : (tensor<i32>) -> tensor<1x256xi32>
    %226 = stablehlo.maximum %223, %225 : tensor<1x256xi32>
    %227 = stablehlo.convert %226 : (tensor<1x256xi32>) -> tensor<1x256xf32>
    %228 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %229 = stablehlo.broadcast_in_dim %228, dims = [] : (tensor<f32>) -> tensor<1x256xf32>
    %230 = stablehlo.multiply %227, %229 : tensor<1x256xf32>
    %231 = stablehlo.round_nearest_even %230 : tensor<1x256xf32>
    %232 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %233 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %234 = stablehlo.clamp %232, %231, %233 : (tensor<f32>, tensor<1x256xf32>, tensor<f32>) -> tensor<1x256xf32>
    %235 = stablehlo.convert %234 : (tensor<1x256xf32>) -> tensor<1x256xi8>
    %236 = stablehlo.dot_general %235, %arg31, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x256xi8>, tensor<256x10xi8>) -> tensor<1x10xi32>
    %237 = stablehlo.broadcast_in_dim %arg32, dims = [1] : (tensor<10xi32>) -> tensor<1x10xi32>
    %238 = stablehlo.add %236, %237 : tensor<1x10xi32>
    %239 = stablehlo.convert %238 : (tensor<1x10xi32>) -> tensor<1x10xf32>
    %240 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %241 = stablehlo.broadcast_in_dim %240, dims = [] : (tensor<f32>) -> tensor<1x10xf32>
    %242 = stablehlo.multiply %239, %241 : tensor<1x10xf32>
    %243 = stablehlo.round_nearest_even %242 : tensor<1x10xf32>
    %244 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %245 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %246 = stablehlo.clamp %244, %243, %245 : (tensor<f32>, tensor<1x10xf32>, tensor<f32>) -> tensor<1x10xf32>
    %247 = stablehlo.convert %246 : (tensor<1x10xf32>) -> tensor<1x10xi8>
    return %247 : tensor<1x10xi8>
  }
}
