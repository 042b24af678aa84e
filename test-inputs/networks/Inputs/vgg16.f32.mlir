// Written by Benchmarks/mapping/networks.py vgg16 --element=f32
module @vgg16 {
  func.func public @main(%arg0: tensor<1x224x224x3xf32>, %arg1: tensor<3x3x3x64xf32>, %arg2: tensor<64xf32>, %arg3: tensor<3x3x64x64xf32>, %arg4: tensor<64xf32>, %arg5: tensor<3x3x64x128xf32>, %arg6: tensor<128xf32>, %arg7: tensor<3x3x128x128xf32>, %arg8: tensor<128xf32>, %arg9: tensor<3x3x128x256xf32>, %arg10: tensor<256xf32>, %arg11: tensor<3x3x256x256xf32>, %arg12: tensor<256xf32>, %arg13: tensor<3x3x256x256xf32>, %arg14: tensor<256xf32>, %arg15: tensor<3x3x256x512xf32>, %arg16: tensor<512xf32>, %arg17: tensor<3x3x512x512xf32>, %arg18: tensor<512xf32>, %arg19: tensor<3x3x512x512xf32>, %arg20: tensor<512xf32>, %arg21: tensor<3x3x512x512xf32>, %arg22: tensor<512xf32>, %arg23: tensor<3x3x512x512xf32>, %arg24: tensor<512xf32>, %arg25: tensor<3x3x512x512xf32>, %arg26: tensor<512xf32>, %arg27: tensor<25088x4096xf32>, %arg28: tensor<4096xf32>, %arg29: tensor<4096x4096xf32>, %arg30: tensor<4096xf32>, %arg31: tensor<4096x1000xf32>, %arg32: tensor<1000xf32>) -> tensor<1x1000xf32> {
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
    %46 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %47 = "stablehlo.reduce_window"(%45, %46) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x56x56x256xf32>, tensor<f32>) -> tensor<1x28x28x256xf32>
    %48 = stablehlo.convolution(%47, %arg15) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x28x28x256xf32>, tensor<3x3x256x512xf32>) -> tensor<1x28x28x512xf32>
    %49 = stablehlo.broadcast_in_dim %arg16, dims = [3] : (tensor<512xf32>) -> tensor<1x28x28x512xf32>
    %50 = stablehlo.add %48, %49 : tensor<1x28x28x512xf32>
    %51 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %52 = stablehlo.broadcast_in_dim %51, dims = [] : (tensor<f32>) -> tensor<1x28x28x512xf32>
    %53 = stablehlo.maximum %50, %52 : tensor<1x28x28x512xf32>
    %54 = stablehlo.convolution(%53, %arg17) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x28x28x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x28x28x512xf32>
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
    %66 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %67 = "stablehlo.reduce_window"(%65, %66) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x28x28x512xf32>, tensor<f32>) -> tensor<1x14x14x512xf32>
    %68 = stablehlo.convolution(%67, %arg21) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x14x14x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x14x14x512xf32>
    %69 = stablehlo.broadcast_in_dim %arg22, dims = [3] : (tensor<512xf32>) -> tensor<1x14x14x512xf32>
    %70 = stablehlo.add %68, %69 : tensor<1x14x14x512xf32>
    %71 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %72 = stablehlo.broadcast_in_dim %71, dims = [] : (tensor<f32>) -> tensor<1x14x14x512xf32>
    %73 = stablehlo.maximum %70, %72 : tensor<1x14x14x512xf32>
    %74 = stablehlo.convolution(%73, %arg23) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x14x14x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x14x14x512xf32>
    %75 = stablehlo.broadcast_in_dim %arg24, dims = [3] : (tensor<512xf32>) -> tensor<1x14x14x512xf32>
    %76 = stablehlo.add %74, %75 : tensor<1x14x14x512xf32>
    %77 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %78 = stablehlo.broadcast_in_dim %77, dims = [] : (tensor<f32>) -> tensor<1x14x14x512xf32>
    %79 = stablehlo.maximum %76, %78 : tensor<1x14x14x512xf32>
    %80 = stablehlo.convolution(%79, %arg25) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x14x14x512xf32>, tensor<3x3x512x512xf32>) -> tensor<1x14x14x512xf32>
    %81 = stablehlo.broadcast_in_dim %arg26, dims = [3] : (tensor<512xf32>) -> tensor<1x14x14x512xf32>
    %82 = stablehlo.add %80, %81 : tensor<1x14x14x512xf32>
    %83 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %84 = stablehlo.broadcast_in_dim %83, dims = [] : (tensor<f32>) -> tensor<1x14x14x512xf32>
    %85 = stablehlo.maximum %82, %84 : tensor<1x14x14x512xf32>
    %86 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %87 = "stablehlo.reduce_window"(%85, %86) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<1x14x14x512xf32>, tensor<f32>) -> tensor<1x7x7x512xf32>
    %88 = stablehlo.reshape %87 : (tensor<1x7x7x512xf32>) -> tensor<1x25088xf32>
    %89 = stablehlo.dot_general %88, %arg27, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x25088xf32>, tensor<25088x4096xf32>) -> tensor<1x4096xf32>
    %90 = stablehlo.broadcast_in_dim %arg28, dims = [1] : (tensor<4096xf32>) -> tensor<1x4096xf32>
    %91 = stablehlo.add %89, %90 : tensor<1x4096xf32>
    %92 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %93 = stablehlo.broadcast_in_dim %92, dims = [] : (tensor<f32>) -> tensor<1x4096xf32>
    %94 = stablehlo.maximum %91, %93 : tensor<1x4096xf32>
    %95 = stablehlo.dot_general %94, %arg29, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x4096xf32>, tensor<4096x4096xf32>) -> tensor<1x4096xf32>
    %96 = stablehlo.broadcast_in_dim %arg30, dims = [1] : (tensor<4096xf32>) -> tensor<1x4096xf32>
    %97 = stablehlo.add %95, %96 : tensor<1x4096xf32>
    %98 = stablehlo.constant dense<0.000000000e+00> : tensor<f32>
    %99 = stablehlo.broadcast_in_dim %98, dims = [] : (tensor<f32>) -> tensor<1x4096xf32>
    %100 = stablehlo.maximum %97, %99 : tensor<1x4096xf32>
    %101 = stablehlo.dot_general %100, %arg31, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x4096xf32>, tensor<4096x1000xf32>) -> tensor<1x1000xf32>
    %102 = stablehlo.broadcast_in_dim %arg32, dims = [1] : (tensor<1000xf32>) -> tensor<1x1000xf32>
    %103 = stablehlo.add %101, %102 : tensor<1x1000xf32>
    return %103 : tensor<1x1000xf32>
  }
}
