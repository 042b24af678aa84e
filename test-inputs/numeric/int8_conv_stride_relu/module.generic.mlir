"builtin.module"() <{sym_name = "jit_int8_conv_stride_relu"}> ({
  "func.func"() <{function_type = (tensor<2x12x12x8xi8>, tensor<3x3x8x24xi8>, tensor<24xi32>) -> tensor<2x6x6x24xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg4: tensor<2x12x12x8xi8>, %arg5: tensor<3x3x8x24xi8>, %arg6: tensor<24xi32>):
    %7 = "stablehlo.convolution"(%arg4, %arg5) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1, 1>, padding = dense<[[0, 1], [0, 1]]> : tensor<2x2xi64>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>], rhs_dilation = array<i64: 1, 1>, window_reversal = array<i1: false, false>, window_strides = array<i64: 2, 2>}> : (tensor<2x12x12x8xi8>, tensor<3x3x8x24xi8>) -> tensor<2x6x6x24xi32>
    %8 = "stablehlo.broadcast_in_dim"(%arg6) <{broadcast_dimensions = array<i64: 3>}> : (tensor<24xi32>) -> tensor<1x1x1x24xi32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64: 0, 1, 2, 3>}> : (tensor<1x1x1x24xi32>) -> tensor<2x6x6x24xi32>
    %10 = "stablehlo.add"(%7, %9) : (tensor<2x6x6x24xi32>, tensor<2x6x6x24xi32>) -> tensor<2x6x6x24xi32>
    %11 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x6x6x24xi32>
    %13 = "stablehlo.maximum"(%10, %12) : (tensor<2x6x6x24xi32>, tensor<2x6x6x24xi32>) -> tensor<2x6x6x24xi32>
    %14 = "stablehlo.convert"(%13) : (tensor<2x6x6x24xi32>) -> tensor<2x6x6x24xf32>
    %15 = "stablehlo.constant"() <{value = dense<1.234570e-03> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6x6x24xf32>
    %17 = "stablehlo.multiply"(%14, %16) : (tensor<2x6x6x24xf32>, tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xf32>
    %18 = "func.call"(%17) <{callee = @round}> : (tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xf32>
    %19 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %20 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %21 = "func.call"(%18, %19, %20) <{callee = @clip}> : (tensor<2x6x6x24xf32>, tensor<i32>, tensor<i32>) -> tensor<2x6x6x24xf32>
    %22 = "stablehlo.convert"(%21) : (tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xi8>
    "func.return"(%22) : (tensor<2x6x6x24xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg3: tensor<2x6x6x24xf32>):
    %6 = "stablehlo.round_nearest_even"(%arg3) : (tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xf32>
    "func.return"(%6) : (tensor<2x6x6x24xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2x6x6x24xf32>, tensor<i32>, tensor<i32>) -> tensor<2x6x6x24xf32>, sym_name = "clip", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<2x6x6x24xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>):
    %0 = "stablehlo.convert"(%arg1) : (tensor<i32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6x6x24xf32>
    %2 = "stablehlo.maximum"(%1, %arg0) : (tensor<2x6x6x24xf32>, tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xf32>
    %3 = "stablehlo.convert"(%arg2) : (tensor<i32>) -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6x6x24xf32>
    %5 = "stablehlo.minimum"(%4, %2) : (tensor<2x6x6x24xf32>, tensor<2x6x6x24xf32>) -> tensor<2x6x6x24xf32>
    "func.return"(%5) : (tensor<2x6x6x24xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

