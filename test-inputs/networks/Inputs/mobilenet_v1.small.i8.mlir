// Written by Benchmarks/mapping/networks.py mobilenet_v1 --element=i8 --small
module @mobilenet_v1 {
  func.func public @main(%arg0: tensor<1x32x32x3xi8>, %arg1: tensor<3x3x3x4xi8>, %arg2: tensor<4xi32>, %arg3: tensor<3x3x1x4xi8>, %arg4: tensor<4xi32>, %arg5: tensor<1x1x4x8xi8>, %arg6: tensor<8xi32>, %arg7: tensor<3x3x1x8xi8>, %arg8: tensor<8xi32>, %arg9: tensor<1x1x8x16xi8>, %arg10: tensor<16xi32>, %arg11: tensor<3x3x1x16xi8>, %arg12: tensor<16xi32>, %arg13: tensor<1x1x16x16xi8>, %arg14: tensor<16xi32>, %arg15: tensor<3x3x1x16xi8>, %arg16: tensor<16xi32>, %arg17: tensor<1x1x16x32xi8>, %arg18: tensor<32xi32>, %arg19: tensor<3x3x1x32xi8>, %arg20: tensor<32xi32>, %arg21: tensor<1x1x32x32xi8>, %arg22: tensor<32xi32>, %arg23: tensor<3x3x1x32xi8>, %arg24: tensor<32xi32>, %arg25: tensor<1x1x32x64xi8>, %arg26: tensor<64xi32>, %arg27: tensor<3x3x1x64xi8>, %arg28: tensor<64xi32>, %arg29: tensor<1x1x64x64xi8>, %arg30: tensor<64xi32>, %arg31: tensor<3x3x1x64xi8>, %arg32: tensor<64xi32>, %arg33: tensor<1x1x64x64xi8>, %arg34: tensor<64xi32>, %arg35: tensor<3x3x1x64xi8>, %arg36: tensor<64xi32>, %arg37: tensor<1x1x64x64xi8>, %arg38: tensor<64xi32>, %arg39: tensor<3x3x1x64xi8>, %arg40: tensor<64xi32>, %arg41: tensor<1x1x64x64xi8>, %arg42: tensor<64xi32>, %arg43: tensor<3x3x1x64xi8>, %arg44: tensor<64xi32>, %arg45: tensor<1x1x64x64xi8>, %arg46: tensor<64xi32>, %arg47: tensor<3x3x1x64xi8>, %arg48: tensor<64xi32>, %arg49: tensor<1x1x64x128xi8>, %arg50: tensor<128xi32>, %arg51: tensor<3x3x1x128xi8>, %arg52: tensor<128xi32>, %arg53: tensor<1x1x128x128xi8>, %arg54: tensor<128xi32>, %arg55: tensor<128x10xi8>, %arg56: tensor<10xi32>) -> tensor<1x10xi8> {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x32x32x3xi8>, tensor<3x3x3x4xi8>) -> tensor<1x16x16x4xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<4xi32>) -> tensor<1x16x16x4xi32>
    %2 = stablehlo.add %0, %1 : tensor<1x16x16x4xi32>
    %3 = stablehlo.constant dense<0> : tensor<i32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<i32>) -> tensor<1x16x16x4xi32>
    %5 = stablehlo.maximum %2, %4 : tensor<1x16x16x4xi32>
    %6 = stablehlo.convert %5 : (tensor<1x16x16x4xi32>) -> tensor<1x16x16x4xf32>
    %7 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %7, dims = [] : (tensor<f32>) -> tensor<1x16x16x4xf32>
    %9 = stablehlo.multiply %6, %8 : tensor<1x16x16x4xf32>
    %10 = stablehlo.round_nearest_even %9 : tensor<1x16x16x4xf32>
    %11 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %12 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %13 = stablehlo.clamp %11, %10, %12 : (tensor<f32>, tensor<1x16x16x4xf32>, tensor<f32>) -> tensor<1x16x16x4xf32>
    %14 = stablehlo.convert %13 : (tensor<1x16x16x4xf32>) -> tensor<1x16x16x4xi8>
    %15 = stablehlo.convolution(%14, %arg3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x16x16x4xi8>, tensor<3x3x1x4xi8>) -> tensor<1x16x16x4xi32>
    %16 = stablehlo.broadcast_in_dim %arg4, dims = [3] : (tensor<4xi32>) -> tensor<1x16x16x4xi32>
    %17 = stablehlo.add %15, %16 : tensor<1x16x16x4xi32>
    %18 = stablehlo.constant dense<0> : tensor<i32>
    %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<i32>) -> tensor<1x16x16x4xi32>
    %20 = stablehlo.maximum %17, %19 : tensor<1x16x16x4xi32>
    %21 = stablehlo.convert %20 : (tensor<1x16x16x4xi32>) -> tensor<1x16x16x4xf32>
    %22 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %23 = stablehlo.broadcast_in_dim %22, dims = [] : (tensor<f32>) -> tensor<1x16x16x4xf32>
    %24 = stablehlo.multiply %21, %23 : tensor<1x16x16x4xf32>
    %25 = stablehlo.round_nearest_even %24 : tensor<1x16x16x4xf32>
    %26 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %27 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %28 = stablehlo.clamp %26, %25, %27 : (tensor<f32>, tensor<1x16x16x4xf32>, tensor<f32>) -> tensor<1x16x16x4xf32>
    %29 = stablehlo.convert %28 : (tensor<1x16x16x4xf32>) -> tensor<1x16x16x4xi8>
    %30 = stablehlo.convolution(%29, %arg5) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x16x16x4xi8>, tensor<1x1x4x8xi8>) -> tensor<1x16x16x8xi32>
    %31 = stablehlo.broadcast_in_dim %arg6, dims = [3] : (tensor<8xi32>) -> tensor<1x16x16x8xi32>
    %32 = stablehlo.add %30, %31 : tensor<1x16x16x8xi32>
    %33 = stablehlo.constant dense<0> : tensor<i32>
    %34 = stablehlo.broadcast_in_dim %33, dims = [] : (tensor<i32>) -> tensor<1x16x16x8xi32>
    %35 = stablehlo.maximum %32, %34 : tensor<1x16x16x8xi32>
    %36 = stablehlo.convert %35 : (tensor<1x16x16x8xi32>) -> tensor<1x16x16x8xf32>
    %37 = stablehlo.constant dense<5.000000000e-01> : tensor<f32>
    %38 = stablehlo.broadcast_in_dim %37, dims = [] : (tensor<f32>) -> tensor<1x16x16x8xf32>
    %39 = stablehlo.multiply %36, %38 : tensor<1x16x16x8xf32>
    %40 = stablehlo.round_nearest_even %39 : tensor<1x16x16x8xf32>
    %41 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %42 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %43 = stablehlo.clamp %41, %40, %42 : (tensor<f32>, tensor<1x16x16x8xf32>, tensor<f32>) -> tensor<1x16x16x8xf32>
    %44 = stablehlo.convert %43 : (tensor<1x16x16x8xf32>) -> tensor<1x16x16x8xi8>
    %45 = stablehlo.convolution(%44, %arg7) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 8 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x16x16x8xi8>, tensor<3x3x1x8xi8>) -> tensor<1x8x8x8xi32>
    %46 = stablehlo.broadcast_in_dim %arg8, dims = [3] : (tensor<8xi32>) -> tensor<1x8x8x8xi32>
    %47 = stablehlo.add %45, %46 : tensor<1x8x8x8xi32>
    %48 = stablehlo.constant dense<0> : tensor<i32>
    %49 = stablehlo.broadcast_in_dim %48, dims = [] : (tensor<i32>) -> tensor<1x8x8x8xi32>
    %50 = stablehlo.maximum %47, %49 : tensor<1x8x8x8xi32>
    %51 = stablehlo.convert %50 : (tensor<1x8x8x8xi32>) -> tensor<1x8x8x8xf32>
    %52 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %53 = stablehlo.broadcast_in_dim %52, dims = [] : (tensor<f32>) -> tensor<1x8x8x8xf32>
    %54 = stablehlo.multiply %51, %53 : tensor<1x8x8x8xf32>
    %55 = stablehlo.round_nearest_even %54 : tensor<1x8x8x8xf32>
    %56 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %57 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %58 = stablehlo.clamp %56, %55, %57 : (tensor<f32>, tensor<1x8x8x8xf32>, tensor<f32>) -> tensor<1x8x8x8xf32>
    %59 = stablehlo.convert %58 : (tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xi8>
    %60 = stablehlo.convolution(%59, %arg9) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x8xi8>, tensor<1x1x8x16xi8>) -> tensor<1x8x8x16xi32>
    %61 = stablehlo.broadcast_in_dim %arg10, dims = [3] : (tensor<16xi32>) -> tensor<1x8x8x16xi32>
    %62 = stablehlo.add %60, %61 : tensor<1x8x8x16xi32>
    %63 = stablehlo.constant dense<0> : tensor<i32>
    %64 = stablehlo.broadcast_in_dim %63, dims = [] : (tensor<i32>) -> tensor<1x8x8x16xi32>
    %65 = stablehlo.maximum %62, %64 : tensor<1x8x8x16xi32>
    %66 = stablehlo.convert %65 : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %67 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %68 = stablehlo.broadcast_in_dim %67, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %69 = stablehlo.multiply %66, %68 : tensor<1x8x8x16xf32>
    %70 = stablehlo.round_nearest_even %69 : tensor<1x8x8x16xf32>
    %71 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %72 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %73 = stablehlo.clamp %71, %70, %72 : (tensor<f32>, tensor<1x8x8x16xf32>, tensor<f32>) -> tensor<1x8x8x16xf32>
    %74 = stablehlo.convert %73 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    %75 = stablehlo.convolution(%74, %arg11) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 16 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xi8>, tensor<3x3x1x16xi8>) -> tensor<1x8x8x16xi32>
    %76 = stablehlo.broadcast_in_dim %arg12, dims = [3] : (tensor<16xi32>) -> tensor<1x8x8x16xi32>
    %77 = stablehlo.add %75, %76 : tensor<1x8x8x16xi32>
    %78 = stablehlo.constant dense<0> : tensor<i32>
    %79 = stablehlo.broadcast_in_dim %78, dims = [] : (tensor<i32>) -> tensor<1x8x8x16xi32>
    %80 = stablehlo.maximum %77, %79 : tensor<1x8x8x16xi32>
    %81 = stablehlo.convert %80 : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %82 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %83 = stablehlo.broadcast_in_dim %82, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %84 = stablehlo.multiply %81, %83 : tensor<1x8x8x16xf32>
    %85 = stablehlo.round_nearest_even %84 : tensor<1x8x8x16xf32>
    %86 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %87 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %88 = stablehlo.clamp %86, %85, %87 : (tensor<f32>, tensor<1x8x8x16xf32>, tensor<f32>) -> tensor<1x8x8x16xf32>
    %89 = stablehlo.convert %88 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    %90 = stablehlo.convolution(%89, %arg13) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xi8>, tensor<1x1x16x16xi8>) -> tensor<1x8x8x16xi32>
    %91 = stablehlo.broadcast_in_dim %arg14, dims = [3] : (tensor<16xi32>) -> tensor<1x8x8x16xi32>
    %92 = stablehlo.add %90, %91 : tensor<1x8x8x16xi32>
    %93 = stablehlo.constant dense<0> : tensor<i32>
    %94 = stablehlo.broadcast_in_dim %93, dims = [] : (tensor<i32>) -> tensor<1x8x8x16xi32>
    %95 = stablehlo.maximum %92, %94 : tensor<1x8x8x16xi32>
    %96 = stablehlo.convert %95 : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %97 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %98 = stablehlo.broadcast_in_dim %97, dims = [] : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %99 = stablehlo.multiply %96, %98 : tensor<1x8x8x16xf32>
    %100 = stablehlo.round_nearest_even %99 : tensor<1x8x8x16xf32>
    %101 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %102 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %103 = stablehlo.clamp %101, %100, %102 : (tensor<f32>, tensor<1x8x8x16xf32>, tensor<f32>) -> tensor<1x8x8x16xf32>
    %104 = stablehlo.convert %103 : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    %105 = stablehlo.convolution(%104, %arg15) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 16 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x8x8x16xi8>, tensor<3x3x1x16xi8>) -> tensor<1x4x4x16xi32>
    %106 = stablehlo.broadcast_in_dim %arg16, dims = [3] : (tensor<16xi32>) -> tensor<1x4x4x16xi32>
    %107 = stablehlo.add %105, %106 : tensor<1x4x4x16xi32>
    %108 = stablehlo.constant dense<0> : tensor<i32>
    %109 = stablehlo.broadcast_in_dim %108, dims = [] : (tensor<i32>) -> tensor<1x4x4x16xi32>
    %110 = stablehlo.maximum %107, %109 : tensor<1x4x4x16xi32>
    %111 = stablehlo.convert %110 : (tensor<1x4x4x16xi32>) -> tensor<1x4x4x16xf32>
    %112 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %113 = stablehlo.broadcast_in_dim %112, dims = [] : (tensor<f32>) -> tensor<1x4x4x16xf32>
    %114 = stablehlo.multiply %111, %113 : tensor<1x4x4x16xf32>
    %115 = stablehlo.round_nearest_even %114 : tensor<1x4x4x16xf32>
    %116 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %117 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %118 = stablehlo.clamp %116, %115, %117 : (tensor<f32>, tensor<1x4x4x16xf32>, tensor<f32>) -> tensor<1x4x4x16xf32>
    %119 = stablehlo.convert %118 : (tensor<1x4x4x16xf32>) -> tensor<1x4x4x16xi8>
    %120 = stablehlo.convolution(%119, %arg17) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x16xi8>, tensor<1x1x16x32xi8>) -> tensor<1x4x4x32xi32>
    %121 = stablehlo.broadcast_in_dim %arg18, dims = [3] : (tensor<32xi32>) -> tensor<1x4x4x32xi32>
    %122 = stablehlo.add %120, %121 : tensor<1x4x4x32xi32>
    %123 = stablehlo.constant dense<0> : tensor<i32>
    %124 = stablehlo.broadcast_in_dim %123, dims = [] : (tensor<i32>) -> tensor<1x4x4x32xi32>
    %125 = stablehlo.maximum %122, %124 : tensor<1x4x4x32xi32>
    %126 = stablehlo.convert %125 : (tensor<1x4x4x32xi32>) -> tensor<1x4x4x32xf32>
    %127 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %128 = stablehlo.broadcast_in_dim %127, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %129 = stablehlo.multiply %126, %128 : tensor<1x4x4x32xf32>
    %130 = stablehlo.round_nearest_even %129 : tensor<1x4x4x32xf32>
    %131 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %132 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %133 = stablehlo.clamp %131, %130, %132 : (tensor<f32>, tensor<1x4x4x32xf32>, tensor<f32>) -> tensor<1x4x4x32xf32>
    %134 = stablehlo.convert %133 : (tensor<1x4x4x32xf32>) -> tensor<1x4x4x32xi8>
    %135 = stablehlo.convolution(%134, %arg19) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 32 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x32xi8>, tensor<3x3x1x32xi8>) -> tensor<1x4x4x32xi32>
    %136 = stablehlo.broadcast_in_dim %arg20, dims = [3] : (tensor<32xi32>) -> tensor<1x4x4x32xi32>
    %137 = stablehlo.add %135, %136 : tensor<1x4x4x32xi32>
    %138 = stablehlo.constant dense<0> : tensor<i32>
    %139 = stablehlo.broadcast_in_dim %138, dims = [] : (tensor<i32>) -> tensor<1x4x4x32xi32>
    %140 = stablehlo.maximum %137, %139 : tensor<1x4x4x32xi32>
    %141 = stablehlo.convert %140 : (tensor<1x4x4x32xi32>) -> tensor<1x4x4x32xf32>
    %142 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %143 = stablehlo.broadcast_in_dim %142, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %144 = stablehlo.multiply %141, %143 : tensor<1x4x4x32xf32>
    %145 = stablehlo.round_nearest_even %144 : tensor<1x4x4x32xf32>
    %146 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %147 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %148 = stablehlo.clamp %146, %145, %147 : (tensor<f32>, tensor<1x4x4x32xf32>, tensor<f32>) -> tensor<1x4x4x32xf32>
    %149 = stablehlo.convert %148 : (tensor<1x4x4x32xf32>) -> tensor<1x4x4x32xi8>
    %150 = stablehlo.convolution(%149, %arg21) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x32xi8>, tensor<1x1x32x32xi8>) -> tensor<1x4x4x32xi32>
    %151 = stablehlo.broadcast_in_dim %arg22, dims = [3] : (tensor<32xi32>) -> tensor<1x4x4x32xi32>
    %152 = stablehlo.add %150, %151 : tensor<1x4x4x32xi32>
    %153 = stablehlo.constant dense<0> : tensor<i32>
    %154 = stablehlo.broadcast_in_dim %153, dims = [] : (tensor<i32>) -> tensor<1x4x4x32xi32>
    %155 = stablehlo.maximum %152, %154 : tensor<1x4x4x32xi32>
    %156 = stablehlo.convert %155 : (tensor<1x4x4x32xi32>) -> tensor<1x4x4x32xf32>
    %157 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %158 = stablehlo.broadcast_in_dim %157, dims = [] : (tensor<f32>) -> tensor<1x4x4x32xf32>
    %159 = stablehlo.multiply %156, %158 : tensor<1x4x4x32xf32>
    %160 = stablehlo.round_nearest_even %159 : tensor<1x4x4x32xf32>
    %161 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %162 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %163 = stablehlo.clamp %161, %160, %162 : (tensor<f32>, tensor<1x4x4x32xf32>, tensor<f32>) -> tensor<1x4x4x32xf32>
    %164 = stablehlo.convert %163 : (tensor<1x4x4x32xf32>) -> tensor<1x4x4x32xi8>
    %165 = stablehlo.convolution(%164, %arg23) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 32 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x4x4x32xi8>, tensor<3x3x1x32xi8>) -> tensor<1x2x2x32xi32>
    %166 = stablehlo.broadcast_in_dim %arg24, dims = [3] : (tensor<32xi32>) -> tensor<1x2x2x32xi32>
    %167 = stablehlo.add %165, %166 : tensor<1x2x2x32xi32>
    %168 = stablehlo.constant dense<0> : tensor<i32>
    %169 = stablehlo.broadcast_in_dim %168, dims = [] : (tensor<i32>) -> tensor<1x2x2x32xi32>
    %170 = stablehlo.maximum %167, %169 : tensor<1x2x2x32xi32>
    %171 = stablehlo.convert %170 : (tensor<1x2x2x32xi32>) -> tensor<1x2x2x32xf32>
    %172 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %173 = stablehlo.broadcast_in_dim %172, dims = [] : (tensor<f32>) -> tensor<1x2x2x32xf32>
    %174 = stablehlo.multiply %171, %173 : tensor<1x2x2x32xf32>
    %175 = stablehlo.round_nearest_even %174 : tensor<1x2x2x32xf32>
    %176 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %177 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %178 = stablehlo.clamp %176, %175, %177 : (tensor<f32>, tensor<1x2x2x32xf32>, tensor<f32>) -> tensor<1x2x2x32xf32>
    %179 = stablehlo.convert %178 : (tensor<1x2x2x32xf32>) -> tensor<1x2x2x32xi8>
    %180 = stablehlo.convolution(%179, %arg25) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x32xi8>, tensor<1x1x32x64xi8>) -> tensor<1x2x2x64xi32>
    %181 = stablehlo.broadcast_in_dim %arg26, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %182 = stablehlo.add %180, %181 : tensor<1x2x2x64xi32>
    %183 = stablehlo.constant dense<0> : tensor<i32>
    %184 = stablehlo.broadcast_in_dim %183, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %185 = stablehlo.maximum %182, %184 : tensor<1x2x2x64xi32>
    %186 = stablehlo.convert %185 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %187 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %188 = stablehlo.broadcast_in_dim %187, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %189 = stablehlo.multiply %186, %188 : tensor<1x2x2x64xf32>
    %190 = stablehlo.round_nearest_even %189 : tensor<1x2x2x64xf32>
    %191 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %192 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %193 = stablehlo.clamp %191, %190, %192 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %194 = stablehlo.convert %193 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %195 = stablehlo.convolution(%194, %arg27) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<3x3x1x64xi8>) -> tensor<1x2x2x64xi32>
    %196 = stablehlo.broadcast_in_dim %arg28, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %197 = stablehlo.add %195, %196 : tensor<1x2x2x64xi32>
    %198 = stablehlo.constant dense<0> : tensor<i32>
    %199 = stablehlo.broadcast_in_dim %198, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %200 = stablehlo.maximum %197, %199 : tensor<1x2x2x64xi32>
    %201 = stablehlo.convert %200 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %202 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %203 = stablehlo.broadcast_in_dim %202, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %204 = stablehlo.multiply %201, %203 : tensor<1x2x2x64xf32>
    %205 = stablehlo.round_nearest_even %204 : tensor<1x2x2x64xf32>
    %206 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %207 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %208 = stablehlo.clamp %206, %205, %207 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %209 = stablehlo.convert %208 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %210 = stablehlo.convolution(%209, %arg29) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<1x1x64x64xi8>) -> tensor<1x2x2x64xi32>
    %211 = stablehlo.broadcast_in_dim %arg30, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %212 = stablehlo.add %210, %211 : tensor<1x2x2x64xi32>
    %213 = stablehlo.constant dense<0> : tensor<i32>
    %214 = stablehlo.broadcast_in_dim %213, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %215 = stablehlo.maximum %212, %214 : tensor<1x2x2x64xi32>
    %216 = stablehlo.convert %215 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %217 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %218 = stablehlo.broadcast_in_dim %217, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %219 = stablehlo.multiply %216, %218 : tensor<1x2x2x64xf32>
    %220 = stablehlo.round_nearest_even %219 : tensor<1x2x2x64xf32>
    %221 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %222 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %223 = stablehlo.clamp %221, %220, %222 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %224 = stablehlo.convert %223 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %225 = stablehlo.convolution(%224, %arg31) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<3x3x1x64xi8>) -> tensor<1x2x2x64xi32>
    %226 = stablehlo.broadcast_in_dim %arg32, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %227 = stablehlo.add %225, %226 : tensor<1x2x2x64xi32>
    %228 = stablehlo.constant dense<0> : tensor<i32>
    %229 = stablehlo.broadcast_in_dim %228, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %230 = stablehlo.maximum %227, %229 : tensor<1x2x2x64xi32>
    %231 = stablehlo.convert %230 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %232 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %233 = stablehlo.broadcast_in_dim %232, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %234 = stablehlo.multiply %231, %233 : tensor<1x2x2x64xf32>
    %235 = stablehlo.round_nearest_even %234 : tensor<1x2x2x64xf32>
    %236 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %237 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %238 = stablehlo.clamp %236, %235, %237 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %239 = stablehlo.convert %238 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %240 = stablehlo.convolution(%239, %arg33) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<1x1x64x64xi8>) -> tensor<1x2x2x64xi32>
    %241 = stablehlo.broadcast_in_dim %arg34, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %242 = stablehlo.add %240, %241 : tensor<1x2x2x64xi32>
    %243 = stablehlo.constant dense<0> : tensor<i32>
    %244 = stablehlo.broadcast_in_dim %243, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %245 = stablehlo.maximum %242, %244 : tensor<1x2x2x64xi32>
    %246 = stablehlo.convert %245 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %247 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %248 = stablehlo.broadcast_in_dim %247, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %249 = stablehlo.multiply %246, %248 : tensor<1x2x2x64xf32>
    %250 = stablehlo.round_nearest_even %249 : tensor<1x2x2x64xf32>
    %251 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %252 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %253 = stablehlo.clamp %251, %250, %252 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %254 = stablehlo.convert %253 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %255 = stablehlo.convolution(%254, %arg35) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<3x3x1x64xi8>) -> tensor<1x2x2x64xi32>
    %256 = stablehlo.broadcast_in_dim %arg36, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %257 = stablehlo.add %255, %256 : tensor<1x2x2x64xi32>
    %258 = stablehlo.constant dense<0> : tensor<i32>
    %259 = stablehlo.broadcast_in_dim %258, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %260 = stablehlo.maximum %257, %259 : tensor<1x2x2x64xi32>
    %261 = stablehlo.convert %260 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %262 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %263 = stablehlo.broadcast_in_dim %262, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %264 = stablehlo.multiply %261, %263 : tensor<1x2x2x64xf32>
    %265 = stablehlo.round_nearest_even %264 : tensor<1x2x2x64xf32>
    %266 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %267 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %268 = stablehlo.clamp %266, %265, %267 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %269 = stablehlo.convert %268 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %270 = stablehlo.convolution(%269, %arg37) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<1x1x64x64xi8>) -> tensor<1x2x2x64xi32>
    %271 = stablehlo.broadcast_in_dim %arg38, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %272 = stablehlo.add %270, %271 : tensor<1x2x2x64xi32>
    %273 = stablehlo.constant dense<0> : tensor<i32>
    %274 = stablehlo.broadcast_in_dim %273, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %275 = stablehlo.maximum %272, %274 : tensor<1x2x2x64xi32>
    %276 = stablehlo.convert %275 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %277 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %278 = stablehlo.broadcast_in_dim %277, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %279 = stablehlo.multiply %276, %278 : tensor<1x2x2x64xf32>
    %280 = stablehlo.round_nearest_even %279 : tensor<1x2x2x64xf32>
    %281 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %282 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %283 = stablehlo.clamp %281, %280, %282 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %284 = stablehlo.convert %283 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %285 = stablehlo.convolution(%284, %arg39) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<3x3x1x64xi8>) -> tensor<1x2x2x64xi32>
    %286 = stablehlo.broadcast_in_dim %arg40, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %287 = stablehlo.add %285, %286 : tensor<1x2x2x64xi32>
    %288 = stablehlo.constant dense<0> : tensor<i32>
    %289 = stablehlo.broadcast_in_dim %288, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %290 = stablehlo.maximum %287, %289 : tensor<1x2x2x64xi32>
    %291 = stablehlo.convert %290 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %292 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %293 = stablehlo.broadcast_in_dim %292, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %294 = stablehlo.multiply %291, %293 : tensor<1x2x2x64xf32>
    %295 = stablehlo.round_nearest_even %294 : tensor<1x2x2x64xf32>
    %296 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %297 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %298 = stablehlo.clamp %296, %295, %297 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %299 = stablehlo.convert %298 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %300 = stablehlo.convolution(%299, %arg41) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<1x1x64x64xi8>) -> tensor<1x2x2x64xi32>
    %301 = stablehlo.broadcast_in_dim %arg42, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %302 = stablehlo.add %300, %301 : tensor<1x2x2x64xi32>
    %303 = stablehlo.constant dense<0> : tensor<i32>
    %304 = stablehlo.broadcast_in_dim %303, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %305 = stablehlo.maximum %302, %304 : tensor<1x2x2x64xi32>
    %306 = stablehlo.convert %305 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %307 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %308 = stablehlo.broadcast_in_dim %307, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %309 = stablehlo.multiply %306, %308 : tensor<1x2x2x64xf32>
    %310 = stablehlo.round_nearest_even %309 : tensor<1x2x2x64xf32>
    %311 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %312 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %313 = stablehlo.clamp %311, %310, %312 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %314 = stablehlo.convert %313 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %315 = stablehlo.convolution(%314, %arg43) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<3x3x1x64xi8>) -> tensor<1x2x2x64xi32>
    %316 = stablehlo.broadcast_in_dim %arg44, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %317 = stablehlo.add %315, %316 : tensor<1x2x2x64xi32>
    %318 = stablehlo.constant dense<0> : tensor<i32>
    %319 = stablehlo.broadcast_in_dim %318, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %320 = stablehlo.maximum %317, %319 : tensor<1x2x2x64xi32>
    %321 = stablehlo.convert %320 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %322 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %323 = stablehlo.broadcast_in_dim %322, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %324 = stablehlo.multiply %321, %323 : tensor<1x2x2x64xf32>
    %325 = stablehlo.round_nearest_even %324 : tensor<1x2x2x64xf32>
    %326 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %327 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %328 = stablehlo.clamp %326, %325, %327 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %329 = stablehlo.convert %328 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %330 = stablehlo.convolution(%329, %arg45) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<1x1x64x64xi8>) -> tensor<1x2x2x64xi32>
    %331 = stablehlo.broadcast_in_dim %arg46, dims = [3] : (tensor<64xi32>) -> tensor<1x2x2x64xi32>
    %332 = stablehlo.add %330, %331 : tensor<1x2x2x64xi32>
    %333 = stablehlo.constant dense<0> : tensor<i32>
    %334 = stablehlo.broadcast_in_dim %333, dims = [] : (tensor<i32>) -> tensor<1x2x2x64xi32>
    %335 = stablehlo.maximum %332, %334 : tensor<1x2x2x64xi32>
    %336 = stablehlo.convert %335 : (tensor<1x2x2x64xi32>) -> tensor<1x2x2x64xf32>
    %337 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %338 = stablehlo.broadcast_in_dim %337, dims = [] : (tensor<f32>) -> tensor<1x2x2x64xf32>
    %339 = stablehlo.multiply %336, %338 : tensor<1x2x2x64xf32>
    %340 = stablehlo.round_nearest_even %339 : tensor<1x2x2x64xf32>
    %341 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %342 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %343 = stablehlo.clamp %341, %340, %342 : (tensor<f32>, tensor<1x2x2x64xf32>, tensor<f32>) -> tensor<1x2x2x64xf32>
    %344 = stablehlo.convert %343 : (tensor<1x2x2x64xf32>) -> tensor<1x2x2x64xi8>
    %345 = stablehlo.convolution(%344, %arg47) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 64 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x64xi8>, tensor<3x3x1x64xi8>) -> tensor<1x1x1x64xi32>
    %346 = stablehlo.broadcast_in_dim %arg48, dims = [3] : (tensor<64xi32>) -> tensor<1x1x1x64xi32>
    %347 = stablehlo.add %345, %346 : tensor<1x1x1x64xi32>
    %348 = stablehlo.constant dense<0> : tensor<i32>
    %349 = stablehlo.broadcast_in_dim %348, dims = [] : (tensor<i32>) -> tensor<1x1x1x64xi32>
    %350 = stablehlo.maximum %347, %349 : tensor<1x1x1x64xi32>
    %351 = stablehlo.convert %350 : (tensor<1x1x1x64xi32>) -> tensor<1x1x1x64xf32>
    %352 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %353 = stablehlo.broadcast_in_dim %352, dims = [] : (tensor<f32>) -> tensor<1x1x1x64xf32>
    %354 = stablehlo.multiply %351, %353 : tensor<1x1x1x64xf32>
    %355 = stablehlo.round_nearest_even %354 : tensor<1x1x1x64xf32>
    %356 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %357 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %358 = stablehlo.clamp %356, %355, %357 : (tensor<f32>, tensor<1x1x1x64xf32>, tensor<f32>) -> tensor<1x1x1x64xf32>
    %359 = stablehlo.convert %358 : (tensor<1x1x1x64xf32>) -> tensor<1x1x1x64xi8>
    %360 = stablehlo.convolution(%359, %arg49) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x64xi8>, tensor<1x1x64x128xi8>) -> tensor<1x1x1x128xi32>
    %361 = stablehlo.broadcast_in_dim %arg50, dims = [3] : (tensor<128xi32>) -> tensor<1x1x1x128xi32>
    %362 = stablehlo.add %360, %361 : tensor<1x1x1x128xi32>
    %363 = stablehlo.constant dense<0> : tensor<i32>
    %364 = stablehlo.broadcast_in_dim %363, dims = [] : (tensor<i32>) -> tensor<1x1x1x128xi32>
    %365 = stablehlo.maximum %362, %364 : tensor<1x1x1x128xi32>
    %366 = stablehlo.convert %365 : (tensor<1x1x1x128xi32>) -> tensor<1x1x1x128xf32>
    %367 = stablehlo.constant dense<1.250000000e-01> : tensor<f32>
    %368 = stablehlo.broadcast_in_dim %367, dims = [] : (tensor<f32>) -> tensor<1x1x1x128xf32>
    %369 = stablehlo.multiply %366, %368 : tensor<1x1x1x128xf32>
    %370 = stablehlo.round_nearest_even %369 : tensor<1x1x1x128xf32>
    %371 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %372 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %373 = stablehlo.clamp %371, %370, %372 : (tensor<f32>, tensor<1x1x1x128xf32>, tensor<f32>) -> tensor<1x1x1x128xf32>
    %374 = stablehlo.convert %373 : (tensor<1x1x1x128xf32>) -> tensor<1x1x1x128xi8>
    %375 = stablehlo.convolution(%374, %arg51) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 128 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x128xi8>, tensor<3x3x1x128xi8>) -> tensor<1x1x1x128xi32>
    %376 = stablehlo.broadcast_in_dim %arg52, dims = [3] : (tensor<128xi32>) -> tensor<1x1x1x128xi32>
    %377 = stablehlo.add %375, %376 : tensor<1x1x1x128xi32>
    %378 = stablehlo.constant dense<0> : tensor<i32>
    %379 = stablehlo.broadcast_in_dim %378, dims = [] : (tensor<i32>) -> tensor<1x1x1x128xi32>
    %380 = stablehlo.maximum %377, %379 : tensor<1x1x1x128xi32>
    %381 = stablehlo.convert %380 : (tensor<1x1x1x128xi32>) -> tensor<1x1x1x128xf32>
    %382 = stablehlo.constant dense<2.500000000e-01> : tensor<f32>
    %383 = stablehlo.broadcast_in_dim %382, dims = [] : (tensor<f32>) -> tensor<1x1x1x128xf32>
    %384 = stablehlo.multiply %381, %383 : tensor<1x1x1x128xf32>
    %385 = stablehlo.round_nearest_even %384 : tensor<1x1x1x128xf32>
    %386 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %387 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %388 = stablehlo.clamp %386, %385, %387 : (tensor<f32>, tensor<1x1x1x128xf32>, tensor<f32>) -> tensor<1x1x1x128xf32>
    %389 = stablehlo.convert %388 : (tensor<1x1x1x128xf32>) -> tensor<1x1x1x128xi8>
    %390 = stablehlo.convolution(%389, %arg53) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x1x1x128xi8>, tensor<1x1x128x128xi8>) -> tensor<1x1x1x128xi32>
    %391 = stablehlo.broadcast_in_dim %arg54, dims = [3] : (tensor<128xi32>) -> tensor<1x1x1x128xi32>
    %392 = stablehlo.add %390, %391 : tensor<1x1x1x128xi32>
    %393 = stablehlo.constant dense<0> : tensor<i32>
    %394 = stablehlo.broadcast_in_dim %393, dims = [] : (tensor<i32>) -> tensor<1x1x1x128xi32>
    %395 = stablehlo.maximum %392, %394 : tensor<1x1x1x128xi32>
    %396 = stablehlo.convert %395 : (tensor<1x1x1x128xi32>) -> tensor<1x1x1x128xf32>
    %397 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %398 = stablehlo.broadcast_in_dim %397, dims = [] : (tensor<f32>) -> tensor<1x1x1x128xf32>
    %399 = stablehlo.multiply %396, %398 : tensor<1x1x1x128xf32>
    %400 = stablehlo.round_nearest_even %399 : tensor<1x1x1x128xf32>
    %401 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %402 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %403 = stablehlo.clamp %401, %400, %402 : (tensor<f32>, tensor<1x1x1x128xf32>, tensor<f32>) -> tensor<1x1x1x128xf32>
    %404 = stablehlo.convert %403 : (tensor<1x1x1x128xf32>) -> tensor<1x1x1x128xi8>
    %405 = stablehlo.convert %404 : (tensor<1x1x1x128xi8>) -> tensor<1x1x1x128xi32>
    %406 = stablehlo.constant dense<0> : tensor<i32>
    %407 = stablehlo.reduce(%405 init: %406) applies stablehlo.add across dimensions = [1, 2] : (tensor<1x1x1x128xi32>, tensor<i32>) -> tensor<1x128xi32>
    %408 = stablehlo.convert %407 : (tensor<1x128xi32>) -> tensor<1x128xf32>
    %409 = stablehlo.constant dense<1.000000000e+00> : tensor<f32>
    %410 = stablehlo.broadcast_in_dim %409, dims = [] : (tensor<f32>) -> tensor<1x128xf32>
    %411 = stablehlo.multiply %408, %410 : tensor<1x128xf32>
    %412 = stablehlo.round_nearest_even %411 : tensor<1x128xf32>
    %413 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %414 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %415 = stablehlo.clamp %413, %412, %414 : (tensor<f32>, tensor<1x128xf32>, tensor<f32>) -> tensor<1x128xf32>
    %416 = stablehlo.convert %415 : (tensor<1x128xf32>) -> tensor<1x128xi8>
    %417 = stablehlo.dot_general %416, %arg55, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x128xi8>, tensor<128x10xi8>) -> tensor<1x10xi32>
    %418 = stablehlo.broadcast_in_dim %arg56, dims = [1] : (tensor<10xi32>) -> tensor<1x10xi32>
    %419 = stablehlo.add %417, %418 : tensor<1x10xi32>
    %420 = stablehlo.convert %419 : (tensor<1x10xi32>) -> tensor<1x10xf32>
    %421 = stablehlo.constant dense<6.250000000e-02> : tensor<f32>
    %422 = stablehlo.broadcast_in_dim %421, dims = [] : (tensor<f32>) -> tensor<1x10xf32>
    %423 = stablehlo.multiply %420, %422 : tensor<1x10xf32>
    %424 = stablehlo.round_nearest_even %423 : tensor<1x10xf32>
    %425 = stablehlo.constant dense<-1.280000000e+02> : tensor<f32>
    %426 = stablehlo.constant dense<1.270000000e+02> : tensor<f32>
    %427 = stablehlo.clamp %425, %424, %426 : (tensor<f32>, tensor<1x10xf32>, tensor<f32>) -> tensor<1x10xf32>
    %428 = stablehlo.convert %427 : (tensor<1x10xf32>) -> tensor<1x10xi8>
    return %428 : tensor<1x10xi8>
  }
}
