"builtin.module"() ({
  "sdy.mesh"() <{mesh = #sdy.mesh<["rows"=2, "columns"=3]>, sym_name = "grid"}> : () -> ()
  "sdy.mesh"() <{mesh = #sdy.mesh<[], device_ids=[0]>, sym_name = "single"}> : () -> ()
  "func.func"() <{function_type = (tensor<3x5xf32>, tensor<7xi16>, tensor<i1>, tensor<2xcomplex<f64>>) -> tensor<3x5xf32>, sym_name = "unary"}> ({
  ^bb0(%arg50: tensor<3x5xf32>, %arg51: tensor<7xi16>, %arg52: tensor<i1>, %arg53: tensor<2xcomplex<f64>>):
    %92 = "stablehlo.abs"(%arg50) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %93 = "stablehlo.abs"(%arg53) : (tensor<2xcomplex<f64>>) -> tensor<2xf64>
    %94 = "stablehlo.cbrt"(%92) <{result_accuracy = #stablehlo.result_accuracy<atol = 1.000000e-03, ulps = 2, mode = #stablehlo.result_accuracy_mode<TOLERANCE>>}> : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %95 = "stablehlo.ceil"(%94) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %96 = "stablehlo.cosine"(%95) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %97 = "stablehlo.count_leading_zeros"(%arg51) : (tensor<7xi16>) -> tensor<7xi16>
    %98 = "stablehlo.exponential"(%96) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %99 = "stablehlo.exponential_minus_one"(%98) {note.kept = "yes"} : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %100 = "stablehlo.floor"(%99) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %101 = "stablehlo.is_finite"(%100) : (tensor<3x5xf32>) -> tensor<3x5xi1>
    %102 = "stablehlo.log"(%100) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %103 = "stablehlo.log_plus_one"(%102) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %104 = "stablehlo.logistic"(%103) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %105 = "stablehlo.negate"(%104) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %106 = "stablehlo.not"(%arg52) : (tensor<i1>) -> tensor<i1>
    %107 = "stablehlo.popcnt"(%97) : (tensor<7xi16>) -> tensor<7xi16>
    %108 = "stablehlo.real"(%arg53) : (tensor<2xcomplex<f64>>) -> tensor<2xf64>
    %109 = "stablehlo.imag"(%arg53) : (tensor<2xcomplex<f64>>) -> tensor<2xf64>
    %110 = "stablehlo.reduce_precision"(%105) <{exponent_bits = 4 : i32, mantissa_bits = 3 : i32}> : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %111 = "stablehlo.round_nearest_afz"(%110) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %112 = "stablehlo.round_nearest_even"(%111) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %113 = "stablehlo.rsqrt"(%112) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %114 = "stablehlo.sign"(%arg51) : (tensor<7xi16>) -> tensor<7xi16>
    %115 = "stablehlo.sine"(%113) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %116 = "stablehlo.sqrt"(%115) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %117 = "stablehlo.tan"(%116) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %118 = "stablehlo.tanh"(%117) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %119 = "stablehlo.convert"(%arg51) : (tensor<7xi16>) -> tensor<7xbf16>
    %120 = "stablehlo.convert"(%118) : (tensor<3x5xf32>) -> tensor<3x5xf32>
    %121 = "stablehlo.bitcast_convert"(%arg51) : (tensor<7xi16>) -> tensor<7x2xi8>
    "func.return"(%120) : (tensor<3x5xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<?x5xf64>, tensor<?x5xf64>, tensor<4xui8>, tensor<4xui8>, tensor<4xi1>) -> (), sym_name = "binary"}> ({
  ^bb0(%arg45: tensor<?x5xf64>, %arg46: tensor<?x5xf64>, %arg47: tensor<4xui8>, %arg48: tensor<4xui8>, %arg49: tensor<4xi1>):
    %66 = "stablehlo.add"(%arg45, %arg46) : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xf64>
    %67 = "stablehlo.and"(%arg49, %arg49) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %68 = "stablehlo.atan2"(%arg45, %arg46) : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xf64>
    %69 = "stablehlo.complex"(%arg45, %arg46) : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xcomplex<f64>>
    %70 = "stablehlo.divide"(%arg45, %arg46) : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xf64>
    %71 = "stablehlo.maximum"(%arg45, %arg46) : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xf64>
    %72 = "stablehlo.minimum"(%arg47, %arg48) : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %73 = "stablehlo.multiply"(%arg47, %arg48) : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %74 = "stablehlo.or"(%arg47, %arg48) : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %75 = "stablehlo.power"(%arg45, %arg46) : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xf64>
    %76 = "stablehlo.remainder"(%arg47, %arg48) : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %77 = "stablehlo.shift_left"(%arg47, %arg48) : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %78 = "stablehlo.shift_right_arithmetic"(%arg47, %arg48) : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %79 = "stablehlo.shift_right_logical"(%arg47, %arg48) : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %80 = "stablehlo.subtract"(%arg45, %arg46) : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xf64>
    %81 = "stablehlo.xor"(%arg49, %arg49) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %82 = "stablehlo.compare"(%arg47, %arg48) <{compare_type = #stablehlo<comparison_type UNSIGNED>, comparison_direction = #stablehlo<comparison_direction EQ>}> : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xi1>
    %83 = "stablehlo.compare"(%arg45, %arg46) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xi1>
    %84 = "stablehlo.compare"(%arg45, %arg46) <{compare_type = #stablehlo<comparison_type TOTALORDER>, comparison_direction = #stablehlo<comparison_direction NE>}> {note.kept} : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xi1>
    %85 = "stablehlo.clamp"(%arg47, %arg48, %73) : (tensor<4xui8>, tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %86 = "stablehlo.select"(%arg49, %arg47, %arg48) : (tensor<4xi1>, tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
    %87 = "stablehlo.constant"() <{value = dense<[1, 2, 3, 250]> : tensor<4xui8>}> : () -> tensor<4xui8>
    %88 = "stablehlo.constant"() <{value = dense<-0.000000e+00> : tensor<2x2xbf16>}> {note.kept = 1 : i8} : () -> tensor<2x2xbf16>
    %89 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %90 = "stablehlo.constant"() <{value = dense<(1.000000e+00,-2.500000e-01)> : tensor<3xcomplex<f32>>}> : () -> tensor<3xcomplex<f32>>
    %91:3 = "stablehlo.optimization_barrier"(%87, %88, %arg45) : (tensor<4xui8>, tensor<2x2xbf16>, tensor<?x5xf64>) -> (tensor<4xui8>, tensor<2x2xbf16>, tensor<?x5xf64>)
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x6xf32>, tensor<?x6xf32>, tensor<2xi64>, tensor<i32>, tensor<f32>, tensor<1x2xf32>) -> (), sym_name = "shapes"}> ({
  ^bb0(%arg39: tensor<4x6xf32>, %arg40: tensor<?x6xf32>, %arg41: tensor<2xi64>, %arg42: tensor<i32>, %arg43: tensor<f32>, %arg44: tensor<1x2xf32>):
    %51 = "stablehlo.broadcast_in_dim"(%arg43) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<7xf32>
    %52 = "stablehlo.broadcast_in_dim"(%arg39) <{broadcast_dimensions = array<i64: 2, 0>}> {note.kept} : (tensor<4x6xf32>) -> tensor<6x9x4xf32>
    %53 = "stablehlo.dynamic_broadcast_in_dim"(%arg40, %arg41) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<?x6xf32>, tensor<2xi64>) -> tensor<?x6xf32>
    %54 = "stablehlo.concatenate"(%arg39, %arg39, %arg39) <{dimension = 1 : i64}> : (tensor<4x6xf32>, tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x18xf32>
    %55 = "stablehlo.dynamic_slice"(%arg39, %arg42, %arg42) <{slice_sizes = array<i64: 3, 2>}> : (tensor<4x6xf32>, tensor<i32>, tensor<i32>) -> tensor<3x2xf32>
    %56 = "stablehlo.dynamic_update_slice"(%arg39, %arg44, %arg42, %arg42) : (tensor<4x6xf32>, tensor<1x2xf32>, tensor<i32>, tensor<i32>) -> tensor<4x6xf32>
    %57 = "stablehlo.get_dimension_size"(%arg40) <{dimension = 0 : i64}> : (tensor<?x6xf32>) -> tensor<i32>
    %58 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<3x4xui32>
    %59 = "stablehlo.pad"(%arg39, %arg43) <{edge_padding_high = array<i64: 2, 3>, edge_padding_low = array<i64: 0, -1>, interior_padding = array<i64: 1, 0>}> : (tensor<4x6xf32>, tensor<f32>) -> tensor<9x8xf32>
    %60 = "stablehlo.reshape"(%arg39) : (tensor<4x6xf32>) -> tensor<2x3x4xf32>
    %61 = "stablehlo.reverse"(%arg39) <{dimensions = array<i64: 1, 0>}> : (tensor<4x6xf32>) -> tensor<4x6xf32>
    %62 = "stablehlo.slice"(%arg39) <{limit_indices = array<i64: 4, 6>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 2>}> : (tensor<4x6xf32>) -> tensor<3x3xf32>
    %63 = "stablehlo.transpose"(%60) <{permutation = array<i64: 2, 0, 1>}> : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
    %64 = "stablehlo.gather"(%arg39, %arg41) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = true, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xf32>, tensor<2xi64>) -> tensor<2x6xf32>
    %65 = "sdy.sharding_constraint"(%arg39) <{sharding = #sdy.sharding<@grid, [{"rows"}, {"columns", ?}]>}> : (tensor<4x6xf32>) -> tensor<4x6xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<3x4x6xf32>, tensor<3x6x5xf32>, tensor<2x8x8x3xf32>, tensor<3x3x1x6xf32>, tensor<5x16xf32>) -> (), sym_name = "products"}> ({
  ^bb0(%arg34: tensor<3x4x6xf32>, %arg35: tensor<3x6x5xf32>, %arg36: tensor<2x8x8x3xf32>, %arg37: tensor<3x3x1x6xf32>, %arg38: tensor<5x16xf32>):
    %46 = "stablehlo.dot_general"(%arg34, %arg35) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision HIGHEST>]}> : (tensor<3x4x6xf32>, tensor<3x6x5xf32>) -> tensor<3x4x5xf32>
    %47 = "stablehlo.dot_general"(%arg38, %arg38) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1]>}> : (tensor<5x16xf32>, tensor<5x16xf32>) -> tensor<5x5xf32>
    %48 = "stablehlo.dot_general"(%arg38, %arg38) <{algorithm = #stablehlo.dot_algorithm<lhs_precision_type = tf32, rhs_precision_type = tf32, accumulation_type = f32, lhs_component_count = 1, rhs_component_count = 1, num_primitive_operations = 1, allow_imprecise_accumulation = false>, dot_dimension_numbers = #stablehlo.dot<>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<5x16xf32>, tensor<5x16xf32>) -> tensor<5x16x5x16xf32>
    %49 = "stablehlo.convolution"(%arg36, %arg37) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 3 : i64, lhs_dilation = array<i64: 1, 1>, padding = dense<[[1, 1], [0, 2]]> : tensor<2x2xi64>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision HIGH>], rhs_dilation = array<i64: 1, 2>, window_reversal = array<i1: false, true>, window_strides = array<i64: 2, 1>}> : (tensor<2x8x8x3xf32>, tensor<3x3x1x6xf32>) -> tensor<2x4x6x6xf32>
    %50 = "stablehlo.fft"(%arg38) <{fft_length = array<i64: 16>, fft_type = #stablehlo<fft_type RFFT>}> : (tensor<5x16xf32>) -> tensor<5x9xcomplex<f32>>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x6xf32>, tensor<4x6xi32>, tensor<f32>, tensor<i32>, tensor<3x1xi32>, tensor<3x6xf32>) -> (tensor<i32>, tensor<f32>), sym_name = "regions"}> ({
  ^bb0(%arg4: tensor<4x6xf32>, %arg5: tensor<4x6xi32>, %arg6: tensor<f32>, %arg7: tensor<i32>, %arg8: tensor<3x1xi32>, %arg9: tensor<3x6xf32>):
    %23 = "stablehlo.reduce"(%arg4, %arg6) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg32: tensor<f32>, %arg33: tensor<f32>):
      %45 = "stablehlo.maximum"(%arg32, %arg33) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%45) : (tensor<f32>) -> ()
    }) : (tensor<4x6xf32>, tensor<f32>) -> tensor<4xf32>
    %24:2 = "stablehlo.reduce"(%arg4, %arg5, %arg6, %arg7) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg28: tensor<f32>, %arg29: tensor<i32>, %arg30: tensor<f32>, %arg31: tensor<i32>):
      %43 = "stablehlo.add"(%arg28, %arg30) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %44 = "stablehlo.minimum"(%arg29, %arg31) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%43, %44) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<4x6xf32>, tensor<4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
    %25 = "stablehlo.reduce_window"(%arg4, %arg6) <{padding = dense<[[0, 0], [1, 1]]> : tensor<2x2xi64>, window_dimensions = array<i64: 2, 3>, window_strides = array<i64: 2, 1>}> ({
    ^bb0(%arg26: tensor<f32>, %arg27: tensor<f32>):
      %42 = "stablehlo.add"(%arg26, %arg27) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%42) : (tensor<f32>) -> ()
    }) : (tensor<4x6xf32>, tensor<f32>) -> tensor<2x6xf32>
    %26:2 = "stablehlo.sort"(%arg4, %arg5) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg22: tensor<f32>, %arg23: tensor<f32>, %arg24: tensor<i32>, %arg25: tensor<i32>):
      %41 = "stablehlo.compare"(%arg22, %arg23) <{compare_type = #stablehlo<comparison_type FLOAT>, comparison_direction = #stablehlo<comparison_direction GT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      "stablehlo.return"(%41) : (tensor<i1>) -> ()
    }) : (tensor<4x6xf32>, tensor<4x6xi32>) -> (tensor<4x6xf32>, tensor<4x6xi32>)
    %27 = "stablehlo.scatter"(%arg4, %arg8, %arg9) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg20: tensor<f32>, %arg21: tensor<f32>):
      "stablehlo.return"(%arg21) : (tensor<f32>) -> ()
    }) : (tensor<4x6xf32>, tensor<3x1xi32>, tensor<3x6xf32>) -> tensor<4x6xf32>
    %28 = "stablehlo.select_and_scatter"(%arg4, %25, %arg6) <{padding = dense<[[0, 0], [1, 1]]> : tensor<2x2xi64>, window_dimensions = array<i64: 2, 3>, window_strides = array<i64: 2, 1>}> ({
    ^bb0(%arg18: tensor<f32>, %arg19: tensor<f32>):
      %40 = "stablehlo.compare"(%arg18, %arg19) <{comparison_direction = #stablehlo<comparison_direction GE>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      "stablehlo.return"(%40) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg16: tensor<f32>, %arg17: tensor<f32>):
      %39 = "stablehlo.add"(%arg16, %arg17) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%39) : (tensor<f32>) -> ()
    }) : (tensor<4x6xf32>, tensor<2x6xf32>, tensor<f32>) -> tensor<4x6xf32>
    %29 = "stablehlo.case"(%arg7) ({
      "stablehlo.return"(%arg6) : (tensor<f32>) -> ()
    }, {
      %38 = "stablehlo.negate"(%arg6) : (tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%38) : (tensor<f32>) -> ()
    }) : (tensor<i32>) -> tensor<f32>
    %30 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %31 = "stablehlo.if"(%30) ({
      "stablehlo.return"(%arg6) : (tensor<f32>) -> ()
    }, {
      "stablehlo.return"(%29) : (tensor<f32>) -> ()
    }) : (tensor<i1>) -> tensor<f32>
    %32:2 = "stablehlo.while"(%arg7, %arg6) ({
    ^bb0(%arg14: tensor<i32>, %arg15: tensor<f32>):
      %37 = "stablehlo.compare"(%arg14, %arg7) <{compare_type = #stablehlo<comparison_type SIGNED>, comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%37) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg12: tensor<i32>, %arg13: tensor<f32>):
      %35 = "stablehlo.add"(%arg12, %arg12) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %36 = "stablehlo.multiply"(%arg13, %arg6) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%35, %36) : (tensor<i32>, tensor<f32>) -> ()
    }) : (tensor<i32>, tensor<f32>) -> (tensor<i32>, tensor<f32>)
    %33 = "stablehlo.while"(%arg7) ({
    ^bb0(%arg11: tensor<i32>):
      %34 = "func.call"(%arg11) <{callee = @ready}> : (tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%34) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg10: tensor<i32>):
      "stablehlo.return"(%arg10) : (tensor<i32>) -> ()
    }) {note.kept = 2 : i64} : (tensor<i32>) -> tensor<i32>
    "func.return"(%33, %32#1) : (tensor<i32>, tensor<f32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<i32>) -> tensor<i1>, sym_name = "ready", sym_visibility = "private"}> ({
  }) : () -> ()
  "func.func"() <{function_type = (tensor<6xf32>) -> tensor<6xf32>, no_inline, sym_name = "halved", sym_visibility = "private"}> ({
  ^bb0(%arg3: tensor<6xf32>):
    "func.return"(%arg3) : (tensor<6xf32>) -> ()
  }) : () -> ()
  "func.func"() <{arg_attrs = [{note.name = "input"}], function_type = (tensor<6xf32>) -> tensor<6xf32>, res_attrs = [{note.name = "output"}], sym_name = "calls", sym_visibility = "public"}> ({
  ^bb0(%arg2: tensor<6xf32>):
    %19 = "func.call"(%arg2) <{callee = @halved}> : (tensor<6xf32>) -> tensor<6xf32>
    %20 = "stablehlo.composite"(%19) <{composite_attributes = {by = 2.000000e+00 : f32}, decomposition = @halved, name = "own.halved"}> : (tensor<6xf32>) -> tensor<6xf32>
    %21 = "stablehlo.custom_call"(%20) <{call_target_name = "twice"}> : (tensor<6xf32>) -> tensor<6xf32>
    %22:2 = "stablehlo.custom_call"(%21, %arg2) <{api_version = 4 : i32, backend_config = {size = 6 : i32}, call_target_name = "pair", called_computations = [@halved], operand_layouts = [dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>], output_operand_aliases = [#stablehlo.output_operand_alias<output_tuple_indices = [1], operand_index = 0, operand_tuple_indices = []>], result_layouts = [dense<0> : tensor<1xindex>, dense<0> : tensor<1xindex>]}> : (tensor<6xf32>, tensor<6xf32>) -> (tensor<6xf32>, tensor<6xf32>)
    "func.return"(%22#1) : (tensor<6xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<6xf32>, tensor<6xf32>) -> (), sym_name = "chlo"}> ({
  ^bb0(%arg0: tensor<6xf32>, %arg1: tensor<6xf32>):
    %0 = "chlo.acos"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %1 = "chlo.acosh"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %2 = "chlo.asin"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %3 = "chlo.asinh"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %4 = "chlo.atan"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %5 = "chlo.atanh"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %6 = "chlo.bessel_i1e"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %7 = "chlo.cosh"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %8 = "chlo.digamma"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %9 = "chlo.erf"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %10 = "chlo.erf_inv"(%arg0) {note.kept} : (tensor<6xf32>) -> tensor<6xf32>
    %11 = "chlo.erfc"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %12 = "chlo.lgamma"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %13 = "chlo.next_after"(%arg0, %arg1) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %14 = "chlo.polygamma"(%arg0, %arg1) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %15 = "chlo.sinh"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %16 = "chlo.square"(%arg0) : (tensor<6xf32>) -> tensor<6xf32>
    %17 = "chlo.zeta"(%arg0, %arg1) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %18:2 = "chlo.top_k"(%arg0) <{k = 4 : i64}> : (tensor<6xf32>) -> (tensor<4xf32>, tensor<4xi32>)
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
