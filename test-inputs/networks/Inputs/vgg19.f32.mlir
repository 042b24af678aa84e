// Written by Benchmarks/mapping/networks.py vgg19 --element=f32
module @vgg19 {
  func.func public @main(%arg0: tensor<1x224x224x3xf32>, %arg1: tensor<3x3x3x64xf32>, %arg2: tensor<64xf32>, %arg3: tensor<3x3x64x64xf32>, %arg4: tensor<64xf32>, %arg5: tensor<3x3x64x128xf32>, %arg6: tensor<128xf32>, %arg7: tensor<3x3x128x128xf32>, %arg8: tensor<128xf32>, %arg9: tensor<3x3x128x256xf32>, %arg10: tensor<256xf32>, %arg11: tensor<3x3x256x256xf32>, %arg12: tensor<256xf32>, %arg13: tensor<3x3x256x256xf32>, %arg14: tensor<256xf32>, %arg15: tensor<3x3x256x256xf32>, %arg16: tensor<256xf32>, %arg17: tensor<3x3x256x512xf32>, %arg18: tensor<512xf32>, %arg19: tensor<3x3x512x512xf32>, %arg20: tensor<512xf32>, %arg21: tensor<3x3x512x512xf32>, %arg22: tensor<512xf32>, %arg23: tensor<3x3x512x512xf32>, %arg24: tensor<512xf32>, %arg25: tensor<3x3x512x512xf32>, %arg26: tensor<512xf32>, %arg27: tensor<3x3x512x512xf32>, %arg28: tensor<512xf32>, %arg29: tensor<3x3x512x512xf32>, %arg30: tensor<512xf32>, %arg31: tensor<3x3x512x512xf32>, %arg32: tensor<512xf32>, %arg33: tensor<25088x4096xf32>, %arg34: tensor<4096xf32>, %arg35: tensor<4096x4096xf32>, %arg36: tensor<4096xf32>, %arg37: tensor<4096x1000xf32>, %arg38: tensor<1000xf32>) -> tensor<1x1000xf32> {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x224x224x3xf32>, tensor<3x3x3x64xf32>) -> tensor<1x224x224x64xf32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<64xf32>) -> tensor<1x224x224x64xf32>
    %2 = stablehlo.add %0, %1 : tensor<1x224x224x64xf32>
    %3 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<1x224x224x64xf32>
    %5 = stablehlo.maximum %2, %4 : tensor<1x224x224x64xf32>
    %6 = stablehlo.convolution(%5, %arg3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x224x224x64xf32>, tensor<3x3x64x64xf32>) -> tensor<1x224x224x64xf32>
    %7 = stablehlo.broadcast_in_dim %arg4, dims = [3] : (tensor<64xf32>) -> tensor<1x224x224x64xf32>
    %8 = stablehlo.add %6, %7 : tensor<1x224x224x64xf32>
    %9 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [] : (tensor<f32>) -> tensor<1x224x224x64xf32>
    %11 = stablehlo.maximum %8, %10 : tensor<1x224x224x64xf32>
    %12 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %13 = "stablehlo.reduce_window"(%11, %12) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x224x224x64xf32>, tensor<f32>) -> tensor<1x112x112x64xf32>
    %14 = stablehlo.convolution(%13, %arg5) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x112x112x64xf32>, tensor<3x3x64x128xf32>) -> tensor<1x112x112x128xf32>
    %15 = stablehlo.broadcast_in_dim %arg6, dims = [3] : (tensor<128xf32>) -> tensor<1x112x112x128xf32>
    %16 = stablehlo.add %14, %15 : tensor<1x112x112x128xf32>
    %17 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %18 = stablehlo.broadcast_in_dim %17, dims = [] : (tensor<f32>) -> tensor<1x112x112x128xf32>
    %19 = stablehlo.maximum %16, %18 : tensor<1x112x112x128xf32>
    %20 = stablehlo.convolution(%19, %arg7) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x112x112x128xf32>, tensor<3x3x128x128xf32>) -> tensor<1x112x112x128xf32>
    %21 = stablehlo.broadcast_in_dim %arg8, dims = [3] : (tensor<128xf32>) -> tensor<1x112x112x128xf32>
    %22 = stablehlo.add %20, %21 : tensor<1x112x112x128xf32>
    %23 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %24 = stablehlo.broadcast_in_dim %23, dims = [] : (tensor<f32>) -> tensor<1x112x112x128xf32>
    %25 = stablehlo.maximum %22, %24 : tensor<1x112x112x128xf32>
    %26 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %27 = "stablehlo.reduce_window"(%25, %26) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x112x112x128xf32>, tensor<f32>) -> tensor<1x56x56x128xf32>
    %28 = stablehlo.convolution(%27, %arg9) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x56x56x128xf32>, tensor<3x3x128x256xf32>) -> tensor<1x56x56x256xf32>
    %29 = stablehlo.broadcast_in_dim %arg10, dims = [3] : (tensor<256xf32>) -> tensor<1x56x56x256xf32>
    %30 = stablehlo.add %28, %29 : tensor<1x56x56x256xf32>
    %31 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %32 = stablehlo.broadcast_in_dim %31, dims = [] : (tensor<f32>) -> tensor<1x56x56x256xf32>
    %33 = stablehlo.maximum %30, %32 : tensor<1x56x56x256xf32>
    %34 = stablehlo.convolution(%33, %arg11) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x56x56x256xf32>, tensor<3x3x256x256xf32>) -> tensor<1x56x56x256xf32>
    %35 = stablehlo.broadcast_in_dim %arg12, dims = [3] : (tensor<256xf32>) -> tensor<1x56x56x256xf32>
    %36 = stablehlo.add %34, %35 : tensor<1x56x56x256xf32>
    %37 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %38 = stablehlo.broadcast_in_dim %37, dims = [] : (tensor<f32>) -> tensor<1x56x56x256xf32>
    %39 = stablehlo.maximum %36, %38 : tensor<1x56x56x256xf32>
    %40 = stablehlo.convolution(%39, %arg13) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x56x56x256xf32>, tensor<3x3x256x256xf32>) -> tensor<1x56x56x256xf32>
    %41 = stablehlo.broadcast_in_dim %arg14, dims = [3] : (tensor<256xf32>) -> tensor<1x56x56x256xf32>
    %42 = stablehlo.add %40, %41 : tensor<1x56x56x256xf32>
    %43 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %44 = stablehlo.broadcast_in_dim %43, dims = [] : (tensor<f32>) -> tensor<1x56x56x256xf32>
    %45 = stablehlo.maximum %42, %44 : tensor<1x56x56x256xf32>
    %46 = stablehlo.convolution(%45, %arg15) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x56x56x256xf32>, tensor<3x3x256x256xf32>) -> tensor<1x56x56x256xf32>
    %47 = stablehlo.broadcast_in_dim %arg16, dims = [3] : (tensor<256xf32>) -> tensor<1x56x56x256xf32>
    %48 = stablehlo.add %46, %47 : tensor<1x56x56x256xf32>
    %49 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %50 = stablehlo.broadcast_in_dim %49, dims = [] : (tensor<f32>) -> tensor<1x56x56x256xf32>
    %51 = stablehlo.maximum %48, %50 : tensor<1x56x56x256xf32>
    %52 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %53 = "stablehlo.reduce_window"(%51, %52) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x56x56x256xf32>, tensor<f32>) -> tensor<1x28x28x256xf32>
    %54 = stablehlo.convolution(%53, %arg17) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x28x28x256xf32>, tensor<3x3x256x512xf32>) -> tensor<1x28x28x512xf32>
    %55 = stablehlo.broadcast_in_dim %arg18, dims = [3] : (tensor<512xf32>) -> tensor<1x28x28x512xf32>
    %56 = stablehlo.add %54, %55 : tensor<1x28x28x512xf32>
    %57 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %58 = stablehlo.broadcast_in_dim %57, dims = [] : (tensor<f32>) -> tensor<1x28x28x512xf32>
    %59 = stablehlo.maximum %56, %58 : tensor<1x28x28x512xf32>
    %60 = stablehlo.convolution(%59, %arg19) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x28x28x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x28x28x512xf32>
    %61 = stablehlo.broadcast_in_dim %arg20, dims = [3] : (tensor<512xf32>) -> tensor<1x28x28x512xf32>
    %62 = stablehlo.add %60, %61 : tensor<1x28x28x512xf32>
    %63 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %64 = stablehlo.broadcast_in_dim %63, dims = [] : (tensor<f32>) -> tensor<1x28x28x512xf32>
    %65 = stablehlo.maximum %62, %64 : tensor<1x28x28x512xf32>
    %66 = stablehlo.convolution(%65, %arg21) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x28x28x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x28x28x512xf32>
    %67 = stablehlo.broadcast_in_dim %arg22, dims = [3] : (tensor<512xf32>) -> tensor<1x28x28x512xf32>
    %68 = stablehlo.add %66, %67 : tensor<1x28x28x512xf32>
    %69 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %70 = stablehlo.broadcast_in_dim %69, dims = [] : (tensor<f32>) -> tensor<1x28x28x512xf32>
    %71 = stablehlo.maximum %68, %70 : tensor<1x28x28x512xf32>
    %72 = stablehlo.convolution(%71, %arg23) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x28x28x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x28x28x512xf32>
    %73 = stablehlo.broadcast_in_dim %arg24, dims = [3] : (tensor<512xf32>) -> tensor<1x28x28x512xf32>
    %74 = stablehlo.add %72, %73 : tensor<1x28x28x512xf32>
    %75 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %76 = stablehlo.broadcast_in_dim %75, dims = [] : (tensor<f32>) -> tensor<1x28x28x512xf32>
    %77 = stablehlo.maximum %74, %76 : tensor<1x28x28x512xf32>
    %78 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %79 = "stablehlo.reduce_window"(%77, %78) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x28x28x512xf32>, tensor<f32>) -> tensor<1x14x14x512xf32>
    %80 = stablehlo.convolution(%79, %arg25) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x14x14x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x14x14x512xf32>
    %81 = stablehlo.broadcast_in_dim %arg26, dims = [3] : (tensor<512xf32>) -> tensor<1x14x14x512xf32>
    %82 = stablehlo.add %80, %81 : tensor<1x14x14x512xf32>
    %83 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %84 = stablehlo.broadcast_in_dim %83, dims = [] : (tensor<f32>) -> tensor<1x14x14x512xf32>
    %85 = stablehlo.maximum %82, %84 : tensor<1x14x14x512xf32>
    %86 = stablehlo.convolution(%85, %arg27) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x14x14x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x14x14x512xf32>
    %87 = stablehlo.broadcast_in_dim %arg28, dims = [3] : (tensor<512xf32>) -> tensor<1x14x14x512xf32>
    %88 = stablehlo.add %86, %87 : tensor<1x14x14x512xf32>
    %89 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %90 = stablehlo.broadcast_in_dim %89, dims = [] : (tensor<f32>) -> tensor<1x14x14x512xf32>
    %91 = stablehlo.maximum %88, %90 : tensor<1x14x14x512xf32>
    %92 = stablehlo.convolution(%91, %arg29) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x14x14x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x14x14x512xf32>
    %93 = stablehlo.broadcast_in_dim %arg30, dims = [3] : (tensor<512xf32>) -> tensor<1x14x14x512xf32>
    %94 = stablehlo.add %92, %93 : tensor<1x14x14x512xf32>
    %95 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %96 = stablehlo.broadcast_in_dim %95, dims = [] : (tensor<f32>) -> tensor<1x14x14x512xf32>
    %97 = stablehlo.maximum %94, %96 : tensor<1x14x14x512xf32>
    %98 = stablehlo.convolution(%97, %arg31) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x14x14x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x14x14x512xf32>
    %99 = stablehlo.broadcast_in_dim %arg32, dims = [3] : (tensor<512xf32>) -> tensor<1x14x14x512xf32>
    %100 = stablehlo.add %98, %99 : tensor<1x14x14x512xf32>
    %101 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %102 = stablehlo.broadcast_in_dim %101, dims = [] : (tensor<f32>) -> tensor<1x14x14x512xf32>
    %103 = stablehlo.maximum %100, %102 : tensor<1x14x14x512xf32>
    %104 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %105 = "stablehlo.reduce_window"(%103, %104) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x14x14x512xf32>, tensor<f32>) -> tensor<1x7x7x512xf32>
    %106 = stablehlo.reshape %105 : (tensor<1x7x7x512xf32>) -> tensor<1x25088xf32>
    %107 = stablehlo.dot_general %106, %arg33, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x25088xf32>, tensor<25088x4096xf32>) -> tensor<1x4096xf32>
    %108 = stablehlo.broadcast_in_dim %arg34, dims = [1] : (tensor<4096xf32>) -> tensor<1x4096xf32>
    %109 = stablehlo.add %107, %108 : tensor<1x4096xf32>
    %110 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %111 = stablehlo.broadcast_in_dim %110, dims = [] : (tensor<f32>) -> tensor<1x4096xf32>
    %112 = stablehlo.maximum %109, %111 : tensor<1x4096xf32>
    %113 = stablehlo.dot_general %112, %arg35, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x4096xf32>, tensor<4096x4096xf32>) -> tensor<1x4096xf32>
    %114 = stablehlo.broadcast_in_dim %arg36, dims = [1] : (tensor<4096xf32>) -> tensor<1x4096xf32>
    %115 = stablehlo.add %113, %114 : tensor<1x4096xf32>
    %116 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %117 = stablehlo.broadcast_in_dim %116, dims = [] : (tensor<f32>) -> tensor<1x4096xf32>
    %118 = stablehlo.maximum %115, %117 : tensor<1x4096xf32>
    %119 = stablehlo.dot_general %118, %arg37, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x4096xf32>, tensor<4096x1000xf32>) -> tensor<1x1000xf32>
    %120 = stablehlo.broadcast_in_dim %arg38, dims = [1] : (tensor<1000xf32>) -> tensor<1x1000xf32>
    %121 = stablehlo.add %119, %120 : tensor<1x1000xf32>
    return %121 : tensor<1x1000xf32>
  }
}
