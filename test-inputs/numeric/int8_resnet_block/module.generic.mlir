"builtin.module"() <{sym_name = "jit_int8_resnet_block"}> ({
  "func.func"() <{function_type = (tensor<1x8x8x16xi8>, tensor<3x3x16x16xi8>, tensor<16xi32>, tensor<3x3x16x16xi8>, tensor<16xi32>) -> tensor<1x8x8x16xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg4: tensor<1x8x8x16xi8>, %arg5: tensor<3x3x16x16xi8>, %arg6: tensor<16xi32>, %arg7: tensor<3x3x16x16xi8>, %arg8: tensor<16xi32>):
    %7 = "stablehlo.convolution"(%arg4, %arg5) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1, 1>, padding = dense<1> : tensor<2x2xi64>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>], rhs_dilation = array<i64: 1, 1>, window_reversal = array<i1: false, false>, window_strides = array<i64: 1, 1>}> : (tensor<1x8x8x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x8x8x16xi32>
    %8 = "stablehlo.broadcast_in_dim"(%arg6) <{broadcast_dimensions = array<i64: 3>}> : (tensor<16xi32>) -> tensor<1x1x1x16xi32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64: 0, 1, 2, 3>}> : (tensor<1x1x1x16xi32>) -> tensor<1x8x8x16xi32>
    %10 = "stablehlo.add"(%7, %9) : (tensor<1x8x8x16xi32>, tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xi32>
    %11 = "stablehlo.convert"(%10) : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %12 = "stablehlo.constant"() <{value = dense<8.123450e-04> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %14 = "stablehlo.multiply"(%11, %13) : (tensor<1x8x8x16xf32>, tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %15 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %17 = "stablehlo.maximum"(%14, %16) : (tensor<1x8x8x16xf32>, tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %18 = "func.call"(%17) <{callee = @round}> : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %19 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %20 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %21 = "func.call"(%18, %19, %20) <{callee = @clip}> : (tensor<1x8x8x16xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8x8x16xf32>
    %22 = "stablehlo.convert"(%21) : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    %23 = "stablehlo.convolution"(%22, %arg7) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1, 1>, padding = dense<1> : tensor<2x2xi64>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>], rhs_dilation = array<i64: 1, 1>, window_reversal = array<i1: false, false>, window_strides = array<i64: 1, 1>}> : (tensor<1x8x8x16xi8>, tensor<3x3x16x16xi8>) -> tensor<1x8x8x16xi32>
    %24 = "stablehlo.broadcast_in_dim"(%arg8) <{broadcast_dimensions = array<i64: 3>}> : (tensor<16xi32>) -> tensor<1x1x1x16xi32>
    %25 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64: 0, 1, 2, 3>}> : (tensor<1x1x1x16xi32>) -> tensor<1x8x8x16xi32>
    %26 = "stablehlo.add"(%23, %25) : (tensor<1x8x8x16xi32>, tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xi32>
    %27 = "stablehlo.convert"(%arg4) : (tensor<1x8x8x16xi8>) -> tensor<1x8x8x16xf32>
    %28 = "stablehlo.constant"() <{value = dense<3.105000e+02> : tensor<f32>}> : () -> tensor<f32>
    %29 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %30 = "stablehlo.multiply"(%27, %29) : (tensor<1x8x8x16xf32>, tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %31 = "func.call"(%30) <{callee = @round}> : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %32 = "stablehlo.convert"(%31) : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi32>
    %33 = "stablehlo.add"(%26, %32) : (tensor<1x8x8x16xi32>, tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xi32>
    %34 = "stablehlo.convert"(%33) : (tensor<1x8x8x16xi32>) -> tensor<1x8x8x16xf32>
    %35 = "stablehlo.constant"() <{value = dense<9.123450e-04> : tensor<f32>}> : () -> tensor<f32>
    %36 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %37 = "stablehlo.multiply"(%34, %36) : (tensor<1x8x8x16xf32>, tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %38 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %39 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %40 = "stablehlo.maximum"(%37, %39) : (tensor<1x8x8x16xf32>, tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %41 = "func.call"(%40) <{callee = @round}> : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %42 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %43 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %44 = "func.call"(%41, %42, %43) <{callee = @clip}> : (tensor<1x8x8x16xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8x8x16xf32>
    %45 = "stablehlo.convert"(%44) : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xi8>
    "func.return"(%45) : (tensor<1x8x8x16xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg3: tensor<1x8x8x16xf32>):
    %6 = "stablehlo.round_nearest_even"(%arg3) : (tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    "func.return"(%6) : (tensor<1x8x8x16xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<1x8x8x16xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8x8x16xf32>, sym_name = "clip", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<1x8x8x16xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>):
    %0 = "stablehlo.convert"(%arg1) : (tensor<i32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %2 = "stablehlo.maximum"(%1, %arg0) : (tensor<1x8x8x16xf32>, tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    %3 = "stablehlo.convert"(%arg2) : (tensor<i32>) -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x8x8x16xf32>
    %5 = "stablehlo.minimum"(%4, %2) : (tensor<1x8x8x16xf32>, tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
    "func.return"(%5) : (tensor<1x8x8x16xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

