"builtin.module"() <{sym_name = "jit_int8_matmul_wide"}> ({
  "func.func"() <{function_type = (tensor<8x1300xi8>, tensor<1300x20xi8>, tensor<20xi32>) -> tensor<8x20xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg4: tensor<8x1300xi8>, %arg5: tensor<1300x20xi8>, %arg6: tensor<20xi32>):
    %7 = "stablehlo.dot_general"(%arg4, %arg5) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x1300xi8>, tensor<1300x20xi8>) -> tensor<8x20xi32>
    %8 = "stablehlo.broadcast_in_dim"(%arg6) <{broadcast_dimensions = array<i64: 1>}> : (tensor<20xi32>) -> tensor<1x20xi32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x20xi32>) -> tensor<8x20xi32>
    %10 = "stablehlo.add"(%7, %9) : (tensor<8x20xi32>, tensor<8x20xi32>) -> tensor<8x20xi32>
    %11 = "stablehlo.convert"(%10) : (tensor<8x20xi32>) -> tensor<8x20xf32>
    %12 = "stablehlo.constant"() <{value = dense<6.283190e-06> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x20xf32>
    %14 = "stablehlo.multiply"(%11, %13) : (tensor<8x20xf32>, tensor<8x20xf32>) -> tensor<8x20xf32>
    %15 = "func.call"(%14) <{callee = @round}> : (tensor<8x20xf32>) -> tensor<8x20xf32>
    %16 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %17 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %18 = "func.call"(%15, %16, %17) <{callee = @clip}> : (tensor<8x20xf32>, tensor<i32>, tensor<i32>) -> tensor<8x20xf32>
    %19 = "stablehlo.convert"(%18) : (tensor<8x20xf32>) -> tensor<8x20xi8>
    "func.return"(%19) : (tensor<8x20xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<8x20xf32>) -> tensor<8x20xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg3: tensor<8x20xf32>):
    %6 = "stablehlo.round_nearest_even"(%arg3) : (tensor<8x20xf32>) -> tensor<8x20xf32>
    "func.return"(%6) : (tensor<8x20xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<8x20xf32>, tensor<i32>, tensor<i32>) -> tensor<8x20xf32>, sym_name = "clip", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<8x20xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>):
    %0 = "stablehlo.convert"(%arg1) : (tensor<i32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x20xf32>
    %2 = "stablehlo.maximum"(%1, %arg0) : (tensor<8x20xf32>, tensor<8x20xf32>) -> tensor<8x20xf32>
    %3 = "stablehlo.convert"(%arg2) : (tensor<i32>) -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x20xf32>
    %5 = "stablehlo.minimum"(%4, %2) : (tensor<8x20xf32>, tensor<8x20xf32>) -> tensor<8x20xf32>
    "func.return"(%5) : (tensor<8x20xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

