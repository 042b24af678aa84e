"builtin.module"() <{sym_name = "jit_int8_matmul_residual_relu"}> ({
  "func.func"() <{function_type = (tensor<19x48xi8>, tensor<48x37xi8>, tensor<37xi32>, tensor<19x37xi8>) -> tensor<19x37xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg4: tensor<19x48xi8>, %arg5: tensor<48x37xi8>, %arg6: tensor<37xi32>, %arg7: tensor<19x37xi8>):
    %7 = "stablehlo.dot_general"(%arg4, %arg5) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<19x48xi8>, tensor<48x37xi8>) -> tensor<19x37xi32>
    %8 = "stablehlo.broadcast_in_dim"(%arg6) <{broadcast_dimensions = array<i64: 1>}> : (tensor<37xi32>) -> tensor<1x37xi32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x37xi32>) -> tensor<19x37xi32>
    %10 = "stablehlo.add"(%7, %9) : (tensor<19x37xi32>, tensor<19x37xi32>) -> tensor<19x37xi32>
    %11 = "stablehlo.convert"(%arg7) : (tensor<19x37xi8>) -> tensor<19x37xf32>
    %12 = "stablehlo.constant"() <{value = dense<2.507500e+02> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<19x37xf32>
    %14 = "stablehlo.multiply"(%11, %13) : (tensor<19x37xf32>, tensor<19x37xf32>) -> tensor<19x37xf32>
    %15 = "func.call"(%14) <{callee = @round}> : (tensor<19x37xf32>) -> tensor<19x37xf32>
    %16 = "stablehlo.convert"(%15) : (tensor<19x37xf32>) -> tensor<19x37xi32>
    %17 = "stablehlo.add"(%10, %16) : (tensor<19x37xi32>, tensor<19x37xi32>) -> tensor<19x37xi32>
    %18 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %19 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<19x37xi32>
    %20 = "stablehlo.maximum"(%17, %19) : (tensor<19x37xi32>, tensor<19x37xi32>) -> tensor<19x37xi32>
    %21 = "stablehlo.convert"(%20) : (tensor<19x37xi32>) -> tensor<19x37xf32>
    %22 = "stablehlo.constant"() <{value = dense<1.512340e-03> : tensor<f32>}> : () -> tensor<f32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<19x37xf32>
    %24 = "stablehlo.multiply"(%21, %23) : (tensor<19x37xf32>, tensor<19x37xf32>) -> tensor<19x37xf32>
    %25 = "func.call"(%24) <{callee = @round}> : (tensor<19x37xf32>) -> tensor<19x37xf32>
    %26 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %27 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %28 = "func.call"(%25, %26, %27) <{callee = @clip}> : (tensor<19x37xf32>, tensor<i32>, tensor<i32>) -> tensor<19x37xf32>
    %29 = "stablehlo.convert"(%28) : (tensor<19x37xf32>) -> tensor<19x37xi8>
    "func.return"(%29) : (tensor<19x37xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<19x37xf32>) -> tensor<19x37xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg3: tensor<19x37xf32>):
    %6 = "stablehlo.round_nearest_even"(%arg3) : (tensor<19x37xf32>) -> tensor<19x37xf32>
    "func.return"(%6) : (tensor<19x37xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<19x37xf32>, tensor<i32>, tensor<i32>) -> tensor<19x37xf32>, sym_name = "clip", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<19x37xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>):
    %0 = "stablehlo.convert"(%arg1) : (tensor<i32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<19x37xf32>
    %2 = "stablehlo.maximum"(%1, %arg0) : (tensor<19x37xf32>, tensor<19x37xf32>) -> tensor<19x37xf32>
    %3 = "stablehlo.convert"(%arg2) : (tensor<i32>) -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<19x37xf32>
    %5 = "stablehlo.minimum"(%4, %2) : (tensor<19x37xf32>, tensor<19x37xf32>) -> tensor<19x37xf32>
    "func.return"(%5) : (tensor<19x37xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

