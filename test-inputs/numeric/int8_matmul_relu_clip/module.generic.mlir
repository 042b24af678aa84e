"builtin.module"() <{sym_name = "jit_int8_matmul_relu_clip"}> ({
  "func.func"() <{function_type = (tensor<16x32xi8>, tensor<32x16xi8>, tensor<16xi32>) -> tensor<16x16xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg1: tensor<16x32xi8>, %arg2: tensor<32x16xi8>, %arg3: tensor<16xi32>):
    %1 = "stablehlo.dot_general"(%arg1, %arg2) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<16x32xi8>, tensor<32x16xi8>) -> tensor<16x16xi32>
    %2 = "stablehlo.broadcast_in_dim"(%arg3) <{broadcast_dimensions = array<i64: 1>}> : (tensor<16xi32>) -> tensor<1x16xi32>
    %3 = "stablehlo.broadcast_in_dim"(%2) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x16xi32>) -> tensor<16x16xi32>
    %4 = "stablehlo.add"(%1, %3) : (tensor<16x16xi32>, tensor<16x16xi32>) -> tensor<16x16xi32>
    %5 = "stablehlo.convert"(%4) : (tensor<16x16xi32>) -> tensor<16x16xf32>
    %6 = "stablehlo.constant"() <{value = dense<2.123450e-03> : tensor<f32>}> : () -> tensor<f32>
    %7 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x16xf32>
    %8 = "stablehlo.multiply"(%5, %7) : (tensor<16x16xf32>, tensor<16x16xf32>) -> tensor<16x16xf32>
    %9 = "func.call"(%8) <{callee = @round}> : (tensor<16x16xf32>) -> tensor<16x16xf32>
    %10 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.constant"() <{value = dense<1.270000e+02> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.clamp"(%10, %9, %11) : (tensor<f32>, tensor<16x16xf32>, tensor<f32>) -> tensor<16x16xf32>
    %13 = "stablehlo.convert"(%12) : (tensor<16x16xf32>) -> tensor<16x16xi8>
    "func.return"(%13) : (tensor<16x16xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<16x16xf32>) -> tensor<16x16xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<16x16xf32>):
    %0 = "stablehlo.round_nearest_even"(%arg0) : (tensor<16x16xf32>) -> tensor<16x16xf32>
    "func.return"(%0) : (tensor<16x16xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

