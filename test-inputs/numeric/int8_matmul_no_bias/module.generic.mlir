"builtin.module"() <{sym_name = "jit_int8_matmul_no_bias"}> ({
  "func.func"() <{function_type = (tensor<5x70xi8>, tensor<70x3xi8>) -> tensor<5x3xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg1: tensor<5x70xi8>, %arg2: tensor<70x3xi8>):
    %1 = "stablehlo.dot_general"(%arg1, %arg2) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<5x70xi8>, tensor<70x3xi8>) -> tensor<5x3xi32>
    %2 = "stablehlo.convert"(%1) : (tensor<5x3xi32>) -> tensor<5x3xf32>
    %3 = "stablehlo.constant"() <{value = dense<1.234560e-03> : tensor<f32>}> : () -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<5x3xf32>
    %5 = "stablehlo.multiply"(%2, %4) : (tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
    %6 = "func.call"(%5) <{callee = @round}> : (tensor<5x3xf32>) -> tensor<5x3xf32>
    %7 = "stablehlo.constant"() <{value = dense<-1.280000e+02> : tensor<f32>}> : () -> tensor<f32>
    %8 = "stablehlo.constant"() <{value = dense<1.270000e+02> : tensor<f32>}> : () -> tensor<f32>
    %9 = "stablehlo.clamp"(%7, %6, %8) : (tensor<f32>, tensor<5x3xf32>, tensor<f32>) -> tensor<5x3xf32>
    %10 = "stablehlo.convert"(%9) : (tensor<5x3xf32>) -> tensor<5x3xi8>
    "func.return"(%10) : (tensor<5x3xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<5x3xf32>) -> tensor<5x3xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<5x3xf32>):
    %0 = "stablehlo.round_nearest_even"(%arg0) : (tensor<5x3xf32>) -> tensor<5x3xf32>
    "func.return"(%0) : (tensor<5x3xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

