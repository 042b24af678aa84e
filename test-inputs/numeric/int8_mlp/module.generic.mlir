"builtin.module"() <{sym_name = "jit_int8_mlp"}> ({
  "func.func"() <{function_type = (tensor<12x28xi8>, tensor<28x40xi8>, tensor<40xi32>, tensor<40x24xi8>, tensor<24xi32>, tensor<24x10xi8>, tensor<10xi32>) -> tensor<12x10xi8>, res_attrs = [{jax.result_info = "result"}], sym_name = "main", sym_visibility = "public"}> ({
  ^bb0(%arg12: tensor<12x28xi8>, %arg13: tensor<28x40xi8>, %arg14: tensor<40xi32>, %arg15: tensor<40x24xi8>, %arg16: tensor<24xi32>, %arg17: tensor<24x10xi8>, %arg18: tensor<10xi32>):
    %21 = "stablehlo.dot_general"(%arg12, %arg13) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<12x28xi8>, tensor<28x40xi8>) -> tensor<12x40xi32>
    %22 = "stablehlo.broadcast_in_dim"(%arg14) <{broadcast_dimensions = array<i64: 1>}> : (tensor<40xi32>) -> tensor<1x40xi32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x40xi32>) -> tensor<12x40xi32>
    %24 = "stablehlo.add"(%21, %23) : (tensor<12x40xi32>, tensor<12x40xi32>) -> tensor<12x40xi32>
    %25 = "stablehlo.convert"(%24) : (tensor<12x40xi32>) -> tensor<12x40xf32>
    %26 = "stablehlo.constant"() <{value = dense<2.012340e-03> : tensor<f32>}> : () -> tensor<f32>
    %27 = "stablehlo.broadcast_in_dim"(%26) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x40xf32>
    %28 = "stablehlo.multiply"(%25, %27) : (tensor<12x40xf32>, tensor<12x40xf32>) -> tensor<12x40xf32>
    %29 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %30 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x40xf32>
    %31 = "stablehlo.maximum"(%28, %30) : (tensor<12x40xf32>, tensor<12x40xf32>) -> tensor<12x40xf32>
    %32 = "func.call"(%31) <{callee = @round}> : (tensor<12x40xf32>) -> tensor<12x40xf32>
    %33 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %34 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %35 = "func.call"(%32, %33, %34) <{callee = @clip}> : (tensor<12x40xf32>, tensor<i32>, tensor<i32>) -> tensor<12x40xf32>
    %36 = "stablehlo.convert"(%35) : (tensor<12x40xf32>) -> tensor<12x40xi8>
    %37 = "stablehlo.dot_general"(%36, %arg15) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<12x40xi8>, tensor<40x24xi8>) -> tensor<12x24xi32>
    %38 = "stablehlo.broadcast_in_dim"(%arg16) <{broadcast_dimensions = array<i64: 1>}> : (tensor<24xi32>) -> tensor<1x24xi32>
    %39 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x24xi32>) -> tensor<12x24xi32>
    %40 = "stablehlo.add"(%37, %39) : (tensor<12x24xi32>, tensor<12x24xi32>) -> tensor<12x24xi32>
    %41 = "stablehlo.convert"(%40) : (tensor<12x24xi32>) -> tensor<12x24xf32>
    %42 = "stablehlo.constant"() <{value = dense<1.512340e-03> : tensor<f32>}> : () -> tensor<f32>
    %43 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x24xf32>
    %44 = "stablehlo.multiply"(%41, %43) : (tensor<12x24xf32>, tensor<12x24xf32>) -> tensor<12x24xf32>
    %45 = "stablehlo.constant"() <{value = dense<0.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %46 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x24xf32>
    %47 = "stablehlo.maximum"(%44, %46) : (tensor<12x24xf32>, tensor<12x24xf32>) -> tensor<12x24xf32>
    %48 = "func.call"(%47) <{callee = @round_0}> : (tensor<12x24xf32>) -> tensor<12x24xf32>
    %49 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %50 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %51 = "func.call"(%48, %49, %50) <{callee = @clip_0}> : (tensor<12x24xf32>, tensor<i32>, tensor<i32>) -> tensor<12x24xf32>
    %52 = "stablehlo.convert"(%51) : (tensor<12x24xf32>) -> tensor<12x24xi8>
    %53 = "stablehlo.dot_general"(%52, %arg17) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<12x24xi8>, tensor<24x10xi8>) -> tensor<12x10xi32>
    %54 = "stablehlo.broadcast_in_dim"(%arg18) <{broadcast_dimensions = array<i64: 1>}> : (tensor<10xi32>) -> tensor<1x10xi32>
    %55 = "stablehlo.broadcast_in_dim"(%54) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x10xi32>) -> tensor<12x10xi32>
    %56 = "stablehlo.add"(%53, %55) : (tensor<12x10xi32>, tensor<12x10xi32>) -> tensor<12x10xi32>
    %57 = "stablehlo.convert"(%56) : (tensor<12x10xi32>) -> tensor<12x10xf32>
    %58 = "stablehlo.constant"() <{value = dense<1.712340e-03> : tensor<f32>}> : () -> tensor<f32>
    %59 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x10xf32>
    %60 = "stablehlo.multiply"(%57, %59) : (tensor<12x10xf32>, tensor<12x10xf32>) -> tensor<12x10xf32>
    %61 = "func.call"(%60) <{callee = @round_1}> : (tensor<12x10xf32>) -> tensor<12x10xf32>
    %62 = "stablehlo.constant"() <{value = dense<-128> : tensor<i32>}> : () -> tensor<i32>
    %63 = "stablehlo.constant"() <{value = dense<127> : tensor<i32>}> : () -> tensor<i32>
    %64 = "func.call"(%61, %62, %63) <{callee = @clip_1}> : (tensor<12x10xf32>, tensor<i32>, tensor<i32>) -> tensor<12x10xf32>
    %65 = "stablehlo.convert"(%64) : (tensor<12x10xf32>) -> tensor<12x10xi8>
    "func.return"(%65) : (tensor<12x10xi8>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<12x40xf32>) -> tensor<12x40xf32>, sym_name = "round", sym_visibility = "private"}> ({
  ^bb0(%arg11: tensor<12x40xf32>):
    %20 = "stablehlo.round_nearest_even"(%arg11) : (tensor<12x40xf32>) -> tensor<12x40xf32>
    "func.return"(%20) : (tensor<12x40xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<12x40xf32>, tensor<i32>, tensor<i32>) -> tensor<12x40xf32>, sym_name = "clip", sym_visibility = "private"}> ({
  ^bb0(%arg8: tensor<12x40xf32>, %arg9: tensor<i32>, %arg10: tensor<i32>):
    %14 = "stablehlo.convert"(%arg9) : (tensor<i32>) -> tensor<f32>
    %15 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x40xf32>
    %16 = "stablehlo.maximum"(%15, %arg8) : (tensor<12x40xf32>, tensor<12x40xf32>) -> tensor<12x40xf32>
    %17 = "stablehlo.convert"(%arg10) : (tensor<i32>) -> tensor<f32>
    %18 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x40xf32>
    %19 = "stablehlo.minimum"(%18, %16) : (tensor<12x40xf32>, tensor<12x40xf32>) -> tensor<12x40xf32>
    "func.return"(%19) : (tensor<12x40xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<12x24xf32>) -> tensor<12x24xf32>, sym_name = "round_0", sym_visibility = "private"}> ({
  ^bb0(%arg7: tensor<12x24xf32>):
    %13 = "stablehlo.round_nearest_even"(%arg7) : (tensor<12x24xf32>) -> tensor<12x24xf32>
    "func.return"(%13) : (tensor<12x24xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<12x24xf32>, tensor<i32>, tensor<i32>) -> tensor<12x24xf32>, sym_name = "clip_0", sym_visibility = "private"}> ({
  ^bb0(%arg4: tensor<12x24xf32>, %arg5: tensor<i32>, %arg6: tensor<i32>):
    %7 = "stablehlo.convert"(%arg5) : (tensor<i32>) -> tensor<f32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x24xf32>
    %9 = "stablehlo.maximum"(%8, %arg4) : (tensor<12x24xf32>, tensor<12x24xf32>) -> tensor<12x24xf32>
    %10 = "stablehlo.convert"(%arg6) : (tensor<i32>) -> tensor<f32>
    %11 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x24xf32>
    %12 = "stablehlo.minimum"(%11, %9) : (tensor<12x24xf32>, tensor<12x24xf32>) -> tensor<12x24xf32>
    "func.return"(%12) : (tensor<12x24xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<12x10xf32>) -> tensor<12x10xf32>, sym_name = "round_1", sym_visibility = "private"}> ({
  ^bb0(%arg3: tensor<12x10xf32>):
    %6 = "stablehlo.round_nearest_even"(%arg3) : (tensor<12x10xf32>) -> tensor<12x10xf32>
    "func.return"(%6) : (tensor<12x10xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<12x10xf32>, tensor<i32>, tensor<i32>) -> tensor<12x10xf32>, sym_name = "clip_1", sym_visibility = "private"}> ({
  ^bb0(%arg0: tensor<12x10xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>):
    %0 = "stablehlo.convert"(%arg1) : (tensor<i32>) -> tensor<f32>
    %1 = "stablehlo.broadcast_in_dim"(%0) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x10xf32>
    %2 = "stablehlo.maximum"(%1, %arg0) : (tensor<12x10xf32>, tensor<12x10xf32>) -> tensor<12x10xf32>
    %3 = "stablehlo.convert"(%arg2) : (tensor<i32>) -> tensor<f32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x10xf32>
    %5 = "stablehlo.minimum"(%4, %2) : (tensor<12x10xf32>, tensor<12x10xf32>) -> tensor<12x10xf32>
    "func.return"(%5) : (tensor<12x10xf32>) -> ()
  }) : () -> ()
}) {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} : () -> ()

