"builtin.module"() <{sym_name = "jit_int8_conv_pointwise_residual_relu"}> ({
  "func.func"() <{function_type = (tensor<1x6x7x20xi8>, tensor<1x1x20x17xi8>, tensor<17xi32>, tensor<1x6x7x17xi8>) -> tensor<1x6x7x17xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg4: tensor<1x6x7x20xi8>, %arg5: tensor<1x1x20x17xi8>, %arg6: tensor<17xi32>, %arg7: tensor<1x6x7x17xi8>):
    %7 = "stablehlo.convolution"(%arg4, %arg5) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1, 1>, padding = dense<0> : tensor<2x2xi64>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>], rhs_dilation = array<i64: 1, 1>, window_reversal = array<i1: false, false>, window_strides = array<i64: 1, 1>}> : (tensor<1x6x7x20xi8>, tensor<1x1x20x17xi8>) -> tensor<1x6x7x17xi32>
    %8 = "stablehlo.broadcast_in_dim"(%arg6) <{broadcast_dimensions = array<i64: 3>}> : (tensor<17xi32>) -> tensor<1x1x1x17xi32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64: 0, 1, 2, 3>}> : (tensor<1x1x1x17xi32>) -> tensor<1x6x7x17xi32>
    %10 = "stablehlo.add"(%7, %9) : (tensor<1x6x7x17xi32>, tensor<1x6x7x17xi32>) -> tensor<1x6x7x17xi32>
    %11 = "stablehlo.convert"(%arg7) : (tensor<1x6x7x17xi8>) -> tensor<1x6x7x17xi32>
    %12 = "stablehlo.add"(%10, %11) : (tensor<1x6x7x17xi32>, tensor<1x6x7x17xi32>) -> tensor<1x6x7x17xi32>
    %13 = "stablehlo.convert"(%12) : (tensor<1x6x7x17xi32>) -> tensor<1x6x7x17xf32>
    %14 = "stablehlo.constant"() <{value = dense<2.345680e-03> : tensor<f32>}> : () -> tensor<f32>
    %15 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x6x7x17xf32>
    %16 = "stablehlo.multiply"(%13, %15) : (tensor<1x6x7x17xf32>, tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32>
    %17 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %18 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x6x7x17xf32>
    %19 = "stablehlo.maximum"(%16, %18) : (tensor<1x6x7x17xf32>, tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32>
    %20 = "func.call"(%19) <{callee = @round}> : (tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32>
    %21 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %22 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %23 = "func.call"(%20, %21, %22) <{callee = @clip}> : (tensor<1x6x7x17xf32>, tensor<i32>, tensor<i32>) -> tensor<1x6x7x17xf32>
    %24 = "stablehlo.convert"(%23) : (tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xi8>
    "func.return"(%24) : (tensor<1x6x7x17xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg3: tensor<1x6x7x17xf32>):
    %6 = "stablehlo.round_nearest_even"(%arg3) : (tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32>
    "func.return"(%6) : (tensor<1x6x7x17xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<1x6x7x17xf32>, tensor<i32>, tensor<i32>) -> tensor<1x6x7x17xf32>, sym_name = "clip", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<1x6x7x17xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>):
    %0 = "stablehlo.convert"(%arg1) : (tensor<i32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x6x7x17xf32>
    %2 = "stablehlo.maximum"(%1, %arg0) : (tensor<1x6x7x17xf32>, tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32>
    %3 = "stablehlo.convert"(%arg2) : (tensor<i32>) -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x6x7x17xf32>
    %5 = "stablehlo.minimum"(%4, %2) : (tensor<1x6x7x17xf32>, tensor<1x6x7x17xf32>) -> tensor<1x6x7x17xf32>
    "func.return"(%5) : (tensor<1x6x7x17xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

