"builtin.module"() <{sym_name = "jit_int8_matmul_residual"}> ({
  "func.func"() <{function_type = (tensor<16x48xi8>, tensor<48x32xi8>, tensor<32xi32>, tensor<16x32xi8>) -> tensor<16x32xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg4: tensor<16x48xi8>, %arg5: tensor<48x32xi8>, %arg6: tensor<32xi32>, %arg7: tensor<16x32xi8>):
    %7 = "stablehlo.dot_general"(%arg4, %arg5) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<16x48xi8>, tensor<48x32xi8>) -> tensor<16x32xi32>
    %8 = "stablehlo.broadcast_in_dim"(%arg6) <{broadcast_dimensions = array<i64: 1>}> : (tensor<32xi32>) -> tensor<1x32xi32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x32xi32>) -> tensor<16x32xi32>
    %10 = "stablehlo.add"(%7, %9) : (tensor<16x32xi32>, tensor<16x32xi32>) -> tensor<16x32xi32>
    %11 = "stablehlo.convert"(%arg7) : (tensor<16x32xi8>) -> tensor<16x32xi32>
    %12 = "stablehlo.add"(%10, %11) : (tensor<16x32xi32>, tensor<16x32xi32>) -> tensor<16x32xi32>
    %13 = "stablehlo.convert"(%12) : (tensor<16x32xi32>) -> tensor<16x32xf32>
    %14 = "stablehlo.constant"() <{value = dense<1.567890e-02> : tensor<f32>}> : () -> tensor<f32>
    %15 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x32xf32>
    %16 = "stablehlo.multiply"(%13, %15) : (tensor<16x32xf32>, tensor<16x32xf32>) -> tensor<16x32xf32>
    %17 = "func.call"(%16) <{callee = @round}> : (tensor<16x32xf32>) -> tensor<16x32xf32>
    %18 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %19 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %20 = "func.call"(%17, %18, %19) <{callee = @clip}> : (tensor<16x32xf32>, tensor<i32>, tensor<i32>) -> tensor<16x32xf32>
    %21 = "stablehlo.convert"(%20) : (tensor<16x32xf32>) -> tensor<16x32xi8>
    "func.return"(%21) : (tensor<16x32xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<16x32xf32>) -> tensor<16x32xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg3: tensor<16x32xf32>):
    %6 = "stablehlo.round_nearest_even"(%arg3) : (tensor<16x32xf32>) -> tensor<16x32xf32>
    "func.return"(%6) : (tensor<16x32xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<16x32xf32>, tensor<i32>, tensor<i32>) -> tensor<16x32xf32>, sym_name = "clip", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<16x32xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>):
    %0 = "stablehlo.convert"(%arg1) : (tensor<i32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x32xf32>
    %2 = "stablehlo.maximum"(%1, %arg0) : (tensor<16x32xf32>, tensor<16x32xf32>) -> tensor<16x32xf32>
    %3 = "stablehlo.convert"(%arg2) : (tensor<i32>) -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x32xf32>
    %5 = "stablehlo.minimum"(%4, %2) : (tensor<16x32xf32>, tensor<16x32xf32>) -> tensor<16x32xf32>
    "func.return"(%5) : (tensor<16x32xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

