"builtin.module"() ({
  "func.func"() <{function_type = (!stablehlo.token, !stablehlo.token) -> (), sym_name = "stablehlo_after_all"}> ({
  ^bb0(%arg137: !stablehlo.token, %arg138: !stablehlo.token):
    %79 = "stablehlo.after_all"(%arg137, %arg138) : (!stablehlo.token, !stablehlo.token) -> !stablehlo.token
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = () -> (), sym_name = "stablehlo_create_token"}> ({
    %78 = "stablehlo.create_token"() : () -> !stablehlo.token
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2x8xf32>) -> (), sym_name = "stablehlo_all_gather"}> ({
  ^bb0(%arg136: tensor<2x8xf32>):
    %77 = "stablehlo.all_gather"(%arg136) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 1, type = 0>, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, use_global_device_ids}> : (tensor<2x8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2x8xf32>) -> (), sym_name = "stablehlo_all_reduce"}> ({
  ^bb0(%arg133: tensor<2x8xf32>):
    %75 = "stablehlo.all_reduce"(%arg133) <{channel_handle = #stablehlo.channel_handle<handle = 1, type = 0>, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%arg134: tensor<f32>, %arg135: tensor<f32>):
      %76 = "stablehlo.add"(%arg134, %arg135) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%76) : (tensor<f32>) -> ()
    }) : (tensor<2x8xf32>) -> tensor<2x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> (), sym_name = "stablehlo_all_to_all"}> ({
  ^bb0(%arg132: tensor<4x8xf32>):
    %74 = "stablehlo.all_to_all"(%arg132) <{channel_handle = #stablehlo.channel_handle<handle = 1, type = 0>, concat_dimension = 1 : i64, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, split_count = 2 : i64, split_dimension = 0 : i64}> : (tensor<4x8xf32>) -> tensor<2x16xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> (), sym_name = "stablehlo_reduce_scatter"}> ({
  ^bb0(%arg129: tensor<4x8xf32>):
    %72 = "stablehlo.reduce_scatter"(%arg129) <{channel_handle = #stablehlo.channel_handle<handle = 1, type = 0>, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, scatter_dimension = 0 : i64}> ({
    ^bb0(%arg130: tensor<f32>, %arg131: tensor<f32>):
      %73 = "stablehlo.add"(%arg130, %arg131) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%73) : (tensor<f32>) -> ()
    }) : (tensor<4x8xf32>) -> tensor<2x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2x8xf32>) -> (), sym_name = "stablehlo_collective_broadcast"}> ({
  ^bb0(%arg128: tensor<2x8xf32>):
    %71 = "stablehlo.collective_broadcast"(%arg128) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> : (tensor<2x8xf32>) -> tensor<2x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2x8xf32>) -> (), sym_name = "stablehlo_collective_permute"}> ({
  ^bb0(%arg127: tensor<2x8xf32>):
    %70 = "stablehlo.collective_permute"(%arg127) <{channel_handle = #stablehlo.channel_handle<handle = 1, type = 0>, source_target_pairs = dense<[[0, 1], [1, 0]]> : tensor<2x2xi64>}> : (tensor<2x8xf32>) -> tensor<2x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<4x8xf32>) -> (), sym_name = "stablehlo_batch_norm_grad"}> ({
  ^bb0(%arg122: tensor<4x8xf32>, %arg123: tensor<8xf32>, %arg124: tensor<8xf32>, %arg125: tensor<8xf32>, %arg126: tensor<4x8xf32>):
    %69:3 = "stablehlo.batch_norm_grad"(%arg122, %arg123, %arg124, %arg125, %arg126) <{epsilon = 1.000000e-03 : f32, feature_index = 1 : i64}> : (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>)
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> (), sym_name = "stablehlo_batch_norm_inference"}> ({
  ^bb0(%arg117: tensor<4x8xf32>, %arg118: tensor<8xf32>, %arg119: tensor<8xf32>, %arg120: tensor<8xf32>, %arg121: tensor<8xf32>):
    %68 = "stablehlo.batch_norm_inference"(%arg117, %arg118, %arg119, %arg120, %arg121) <{epsilon = 1.000000e-03 : f32, feature_index = 1 : i64}> : (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> (), sym_name = "stablehlo_batch_norm_training"}> ({
  ^bb0(%arg114: tensor<4x8xf32>, %arg115: tensor<8xf32>, %arg116: tensor<8xf32>):
    %67:3 = "stablehlo.batch_norm_training"(%arg114, %arg115, %arg116) <{epsilon = 1.000000e-03 : f32, feature_index = 1 : i64}> : (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> (tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>)
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<8xf32>) -> (), sym_name = "stablehlo_broadcast"}> ({
  ^bb0(%arg113: tensor<8xf32>):
    %66 = "stablehlo.broadcast"(%arg113) <{broadcast_sizes = array<i64: 2>}> : (tensor<8xf32>) -> tensor<2x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<3x3xf32>) -> (), sym_name = "stablehlo_cholesky"}> ({
  ^bb0(%arg112: tensor<3x3xf32>):
    %65 = "stablehlo.cholesky"(%arg112) <{lower = true}> : (tensor<3x3xf32>) -> tensor<3x3xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<3x3xf32>, tensor<3x2xf32>) -> (), sym_name = "stablehlo_triangular_solve"}> ({
  ^bb0(%arg110: tensor<3x3xf32>, %arg111: tensor<3x2xf32>):
    %64 = "stablehlo.triangular_solve"(%arg110, %arg111) <{left_side = true, lower = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>, unit_diagonal = false}> : (tensor<3x3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> (), sym_name = "stablehlo_custom_call"}> ({
  ^bb0(%arg109: tensor<4x8xf32>):
    %63 = "stablehlo.custom_call"(%arg109) <{api_version = 2 : i32, backend_config = "c", call_target_name = "f", has_side_effect = true}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8x2xf32>) -> (), sym_name = "stablehlo_dot"}> ({
  ^bb0(%arg107: tensor<4x8xf32>, %arg108: tensor<8x2xf32>):
    %62 = "stablehlo.dot"(%arg107, %arg108) <{precision_config = [#stablehlo<precision HIGH>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8xf32>, tensor<8x2xf32>) -> tensor<4x2xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<?xf32>, tensor<2xindex>) -> (), sym_name = "stablehlo_dynamic_broadcast_in_dim"}> ({
  ^bb0(%arg105: tensor<?xf32>, %arg106: tensor<2xindex>):
    %61 = "stablehlo.dynamic_broadcast_in_dim"(%arg105, %arg106) <{broadcast_dimensions = array<i64: 1>, known_expanding_dimensions = array<i64: 0>}> : (tensor<?xf32>, tensor<2xindex>) -> tensor<?x?xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>, tensor<2x2xi32>) -> (), sym_name = "stablehlo_dynamic_conv"}> ({
  ^bb0(%arg102: tensor<1x8x8x3xf32>, %arg103: tensor<3x3x3x4xf32>, %arg104: tensor<2x2xi32>):
    %60 = "stablehlo.dynamic_conv"(%arg102, %arg103, %arg104) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 1 : i64, window_strides = array<i64: 1, 1>}> : (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>, tensor<2x2xi32>) -> tensor<1x?x?x4xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<3x1xi32>, tensor<2xi32>) -> (), sym_name = "stablehlo_dynamic_gather"}> ({
  ^bb0(%arg99: tensor<4x8xf32>, %arg100: tensor<3x1xi32>, %arg101: tensor<2xi32>):
    %59 = "stablehlo.dynamic_gather"(%arg99, %arg100, %arg101) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false}> : (tensor<4x8xf32>, tensor<3x1xi32>, tensor<2xi32>) -> tensor<3x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<1xi32>) -> (), sym_name = "stablehlo_dynamic_iota"}> ({
  ^bb0(%arg98: tensor<1xi32>):
    %58 = "stablehlo.dynamic_iota"(%arg98) <{iota_dimension = 0 : i64}> : (tensor<1xi32>) -> tensor<?xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<?xf32>, tensor<f32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> (), sym_name = "stablehlo_dynamic_pad"}> ({
  ^bb0(%arg93: tensor<?xf32>, %arg94: tensor<f32>, %arg95: tensor<1xi32>, %arg96: tensor<1xi32>, %arg97: tensor<1xi32>):
    %57 = "stablehlo.dynamic_pad"(%arg93, %arg94, %arg95, %arg96, %arg97) : (tensor<?xf32>, tensor<f32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<?xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<?xf32>, tensor<2xi32>) -> (), sym_name = "stablehlo_dynamic_reshape"}> ({
  ^bb0(%arg91: tensor<?xf32>, %arg92: tensor<2xi32>):
    %56 = "stablehlo.dynamic_reshape"(%arg91, %arg92) : (tensor<?xf32>, tensor<2xi32>) -> tensor<?x?xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<?xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> (), sym_name = "stablehlo_real_dynamic_slice"}> ({
  ^bb0(%arg87: tensor<?xf32>, %arg88: tensor<1xi32>, %arg89: tensor<1xi32>, %arg90: tensor<1xi32>):
    %55 = "stablehlo.real_dynamic_slice"(%arg87, %arg88, %arg89, %arg90) : (tensor<?xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<?xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8x2xf32>) -> (), sym_name = "stablehlo_einsum"}> ({
  ^bb0(%arg85: tensor<4x8xf32>, %arg86: tensor<8x2xf32>):
    %54 = "stablehlo.einsum"(%arg85, %arg86) <{einsum_config = "ij,jk->ik"}> : (tensor<4x8xf32>, tensor<8x2xf32>) -> tensor<4x2xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> (), sym_name = "stablehlo_unary_einsum"}> ({
  ^bb0(%arg84: tensor<4x8xf32>):
    %53 = "stablehlo.unary_einsum"(%arg84) <{einsum_config = "ij->ji"}> : (tensor<4x8xf32>) -> tensor<8x4xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<8xf32>) -> (), sym_name = "stablehlo_fft"}> ({
  ^bb0(%arg83: tensor<8xf32>):
    %52 = "stablehlo.fft"(%arg83) <{fft_length = array<i64: 8>, fft_type = #stablehlo<fft_type RFFT>}> : (tensor<8xf32>) -> tensor<5xcomplex<f32>>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<?x4xf32>) -> (), sym_name = "stablehlo_get_dimension_size"}> ({
  ^bb0(%arg82: tensor<?x4xf32>):
    %51 = "stablehlo.get_dimension_size"(%arg82) <{dimension = 0 : i64}> : (tensor<?x4xf32>) -> tensor<i32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4xf32>, tensor<i32>) -> (), sym_name = "stablehlo_set_dimension_size"}> ({
  ^bb0(%arg80: tensor<4xf32>, %arg81: tensor<i32>):
    %50 = "stablehlo.set_dimension_size"(%arg80, %arg81) <{dimension = 0 : i64}> : (tensor<4xf32>, tensor<i32>) -> tensor<?xf32, #stablehlo.bounds<4>>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tuple<tensor<f32>, tensor<i32>>) -> (), sym_name = "stablehlo_get_tuple_element"}> ({
  ^bb0(%arg79: tuple<tensor<f32>, tensor<i32>>):
    %49 = "stablehlo.get_tuple_element"(%arg79) <{index = 1 : i32}> : (tuple<tensor<f32>, tensor<i32>>) -> tensor<i32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<f32>, tensor<i32>) -> (), sym_name = "stablehlo_tuple"}> ({
  ^bb0(%arg77: tensor<f32>, %arg78: tensor<i32>):
    %48 = "stablehlo.tuple"(%arg77, %arg78) : (tensor<f32>, tensor<i32>) -> tuple<tensor<f32>, tensor<i32>>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (!stablehlo.token) -> (), sym_name = "stablehlo_infeed"}> ({
  ^bb0(%arg76: !stablehlo.token):
    %47:2 = "stablehlo.infeed"(%arg76) <{infeed_config = "c", layout = [[0]]}> : (!stablehlo.token) -> (tensor<3xi32>, !stablehlo.token)
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<3xi32>, !stablehlo.token) -> (), sym_name = "stablehlo_outfeed"}> ({
  ^bb0(%arg74: tensor<3xi32>, %arg75: !stablehlo.token):
    %46 = "stablehlo.outfeed"(%arg74, %arg75) <{outfeed_config = "c"}> : (tensor<3xi32>, !stablehlo.token) -> !stablehlo.token
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<3xi32>, !stablehlo.token) -> (), sym_name = "stablehlo_send"}> ({
  ^bb0(%arg72: tensor<3xi32>, %arg73: !stablehlo.token):
    %45 = "stablehlo.send"(%arg72, %arg73) <{channel_handle = #stablehlo.channel_handle<handle = 5, type = 2>, is_host_transfer = true}> : (tensor<3xi32>, !stablehlo.token) -> !stablehlo.token
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (!stablehlo.token) -> (), sym_name = "stablehlo_recv"}> ({
  ^bb0(%arg71: !stablehlo.token):
    %44:2 = "stablehlo.recv"(%arg71) <{channel_handle = #stablehlo.channel_handle<handle = 5, type = 3>, is_host_transfer = true}> : (!stablehlo.token) -> (tensor<3xi32>, !stablehlo.token)
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> (), sym_name = "stablehlo_logistic"}> ({
  ^bb0(%arg70: tensor<4x8xf32>):
    %43 = "stablehlo.logistic"(%arg70) : (tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<4x8xf32>) -> (), sym_name = "stablehlo_map"}> ({
  ^bb0(%arg66: tensor<4x8xf32>, %arg67: tensor<4x8xf32>):
    %41 = "stablehlo.map"(%arg66, %arg67) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg68: tensor<f32>, %arg69: tensor<f32>):
      %42 = "stablehlo.add"(%arg68, %arg69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%42) : (tensor<f32>) -> ()
    }) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<i32>) -> (), sym_name = "stablehlo_optimization_barrier"}> ({
  ^bb0(%arg64: tensor<4x8xf32>, %arg65: tensor<i32>):
    %40:2 = "stablehlo.optimization_barrier"(%arg64, %arg65) : (tensor<4x8xf32>, tensor<i32>) -> (tensor<4x8xf32>, tensor<i32>)
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = () -> (), sym_name = "stablehlo_partition_id"}> ({
    %39 = "stablehlo.partition_id"() : () -> tensor<ui32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = () -> (), sym_name = "stablehlo_replica_id"}> ({
    %38 = "stablehlo.replica_id"() : () -> tensor<ui32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<f32>, tensor<f32>, tensor<2xi64>) -> (), sym_name = "stablehlo_rng"}> ({
  ^bb0(%arg61: tensor<f32>, %arg62: tensor<f32>, %arg63: tensor<2xi64>):
    %37 = "stablehlo.rng"(%arg61, %arg62, %arg63) <{rng_distribution = #stablehlo<rng_distribution UNIFORM>}> : (tensor<f32>, tensor<f32>, tensor<2xi64>) -> tensor<2x3xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2xui64>) -> (), sym_name = "stablehlo_rng_bit_generator"}> ({
  ^bb0(%arg60: tensor<2xui64>):
    %36:2 = "stablehlo.rng_bit_generator"(%arg60) <{rng_algorithm = #stablehlo<rng_algorithm PHILOX>}> : (tensor<2xui64>) -> (tensor<2xui64>, tensor<4xui32>)
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<5x1x5xi32>, tensor<2xi32>) -> (), sym_name = "stablehlo_torch_index_select"}> ({
  ^bb0(%arg58: tensor<5x1x5xi32>, %arg59: tensor<2xi32>):
    %35 = "stablehlo.torch_index_select"(%arg58, %arg59) <{batch_dims = 0 : i64, dim = 0 : i64}> : (tensor<5x1x5xi32>, tensor<2xi32>) -> tensor<2x1x5xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> (), sym_name = "sdy_sharding_constraint"}> ({
  ^bb0(%arg57: tensor<4x8xf32>):
    %34 = "sdy.sharding_constraint"(%arg57) <{sharding = #sdy.sharding<@mesh, [{"a"}, {}]>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "sdy.mesh"() <{mesh = #sdy.mesh<["a"=2, "b"=4]>, sym_name = "mesh"}> : () -> ()
  "func.func"() <{function_type = (i32) -> (), sym_name = "builtin_unrealized_conversion_cast"}> ({
  ^bb0(%arg56: i32):
    %33 = "builtin.unrealized_conversion_cast"(%arg56) : (i32) -> index
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> (), sym_name = "stablehlo_cross_replica_sum"}> ({
  ^bb0(%arg55: tensor<4x8xf32>):
    %32 = "stablehlo.cross-replica-sum"(%arg55) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> (), sym_name = "stablehlo_composite"}> ({
  ^bb0(%arg54: tensor<4x8xf32>):
    %31 = "stablehlo.composite"(%arg54) <{composite_attributes = {n = 1 : i32}, decomposition = @impl, name = "my.op", version = 1 : i32}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>) -> tensor<4x8xf32>, sym_name = "impl", sym_visibility = "private"}> ({
  ^bb0(%arg53: tensor<4x8xf32>):
    "func.return"(%arg53) : (tensor<4x8xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_add"}> ({
  ^bb0(%arg51: tensor<4x8xf32>, %arg52: tensor<8xf32>):
    %30 = "chlo.broadcast_add"(%arg51, %arg52) <{broadcast_dimensions = array<i64: 1>}> : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_atan2"}> ({
  ^bb0(%arg49: tensor<4x8xf32>, %arg50: tensor<8xf32>):
    %29 = "chlo.broadcast_atan2"(%arg49, %arg50) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_divide"}> ({
  ^bb0(%arg47: tensor<4x8xf32>, %arg48: tensor<8xf32>):
    %28 = "chlo.broadcast_divide"(%arg47, %arg48) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_maximum"}> ({
  ^bb0(%arg45: tensor<4x8xf32>, %arg46: tensor<8xf32>):
    %27 = "chlo.broadcast_maximum"(%arg45, %arg46) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_minimum"}> ({
  ^bb0(%arg43: tensor<4x8xf32>, %arg44: tensor<8xf32>):
    %26 = "chlo.broadcast_minimum"(%arg43, %arg44) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_multiply"}> ({
  ^bb0(%arg41: tensor<4x8xf32>, %arg42: tensor<8xf32>):
    %25 = "chlo.broadcast_multiply"(%arg41, %arg42) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_next_after"}> ({
  ^bb0(%arg39: tensor<4x8xf32>, %arg40: tensor<8xf32>):
    %24 = "chlo.broadcast_next_after"(%arg39, %arg40) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_polygamma"}> ({
  ^bb0(%arg37: tensor<4x8xf32>, %arg38: tensor<8xf32>):
    %23 = "chlo.broadcast_polygamma"(%arg37, %arg38) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_power"}> ({
  ^bb0(%arg35: tensor<4x8xf32>, %arg36: tensor<8xf32>):
    %22 = "chlo.broadcast_power"(%arg35, %arg36) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_remainder"}> ({
  ^bb0(%arg33: tensor<4x8xf32>, %arg34: tensor<8xf32>):
    %21 = "chlo.broadcast_remainder"(%arg33, %arg34) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_subtract"}> ({
  ^bb0(%arg31: tensor<4x8xf32>, %arg32: tensor<8xf32>):
    %20 = "chlo.broadcast_subtract"(%arg31, %arg32) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_zeta"}> ({
  ^bb0(%arg29: tensor<4x8xf32>, %arg30: tensor<8xf32>):
    %19 = "chlo.broadcast_zeta"(%arg29, %arg30) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xi32>, tensor<8xi32>) -> (), sym_name = "chlo_broadcast_and"}> ({
  ^bb0(%arg27: tensor<4x8xi32>, %arg28: tensor<8xi32>):
    %18 = "chlo.broadcast_and"(%arg27, %arg28) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xi32>, tensor<8xi32>) -> (), sym_name = "chlo_broadcast_or"}> ({
  ^bb0(%arg25: tensor<4x8xi32>, %arg26: tensor<8xi32>):
    %17 = "chlo.broadcast_or"(%arg25, %arg26) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xi32>, tensor<8xi32>) -> (), sym_name = "chlo_broadcast_xor"}> ({
  ^bb0(%arg23: tensor<4x8xi32>, %arg24: tensor<8xi32>):
    %16 = "chlo.broadcast_xor"(%arg23, %arg24) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xi32>, tensor<8xi32>) -> (), sym_name = "chlo_broadcast_shift_left"}> ({
  ^bb0(%arg21: tensor<4x8xi32>, %arg22: tensor<8xi32>):
    %15 = "chlo.broadcast_shift_left"(%arg21, %arg22) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xi32>, tensor<8xi32>) -> (), sym_name = "chlo_broadcast_shift_right_arithmetic"}> ({
  ^bb0(%arg19: tensor<4x8xi32>, %arg20: tensor<8xi32>):
    %14 = "chlo.broadcast_shift_right_arithmetic"(%arg19, %arg20) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xi32>, tensor<8xi32>) -> (), sym_name = "chlo_broadcast_shift_right_logical"}> ({
  ^bb0(%arg17: tensor<4x8xi32>, %arg18: tensor<8xi32>):
    %13 = "chlo.broadcast_shift_right_logical"(%arg17, %arg18) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_compare"}> ({
  ^bb0(%arg15: tensor<4x8xf32>, %arg16: tensor<8xf32>):
    %12 = "chlo.broadcast_compare"(%arg15, %arg16) <{compare_type = #chlo<comparison_type FLOAT>, comparison_direction = #chlo<comparison_direction LT>}> : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xi1>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x8xf32>, tensor<8xf32>) -> (), sym_name = "chlo_broadcast_complex"}> ({
  ^bb0(%arg13: tensor<4x8xf32>, %arg14: tensor<8xf32>):
    %11 = "chlo.broadcast_complex"(%arg13, %arg14) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xcomplex<f32>>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<i1>, tensor<4x8xf32>, tensor<4x8xf32>) -> (), sym_name = "chlo_broadcast_select"}> ({
  ^bb0(%arg10: tensor<i1>, %arg11: tensor<4x8xf32>, %arg12: tensor<4x8xf32>):
    %10 = "chlo.broadcast_select"(%arg10, %arg11, %arg12) : (tensor<i1>, tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4xcomplex<f32>>) -> (), sym_name = "chlo_conj"}> ({
  ^bb0(%arg9: tensor<4xcomplex<f32>>):
    %9 = "chlo.conj"(%arg9) : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = () -> (), sym_name = "chlo_constant"}> ({
    %8 = "chlo.constant"() <{value = dense<[1, 2, 3, 4]> : tensor<4xi32>}> : () -> tensor<4xi32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<?xf32>) -> (), sym_name = "chlo_constant_like"}> ({
  ^bb0(%arg8: tensor<?xf32>):
    %7 = "chlo.constant_like"(%arg8) <{value = 3.200000e+00 : f32}> : (tensor<?xf32>) -> tensor<?xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<8xf32>) -> (), sym_name = "chlo_is_inf"}> ({
  ^bb0(%arg7: tensor<8xf32>):
    %6 = "chlo.is_inf"(%arg7) : (tensor<8xf32>) -> tensor<8xi1>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<8xf32>) -> (), sym_name = "chlo_is_neg_inf"}> ({
  ^bb0(%arg6: tensor<8xf32>):
    %5 = "chlo.is_neg_inf"(%arg6) : (tensor<8xf32>) -> tensor<8xi1>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<8xf32>) -> (), sym_name = "chlo_is_pos_inf"}> ({
  ^bb0(%arg5: tensor<8xf32>):
    %4 = "chlo.is_pos_inf"(%arg5) : (tensor<8xf32>) -> tensor<8xi1>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<8xf32>) -> (), sym_name = "chlo_tan"}> ({
  ^bb0(%arg4: tensor<8xf32>):
    %3 = "chlo.tan"(%arg4) : (tensor<8xf32>) -> tensor<8xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2x11x5xf32>, tensor<3x2x5x7xf32>, tensor<3xi64>) -> (), sym_name = "chlo_ragged_dot"}> ({
  ^bb0(%arg1: tensor<2x11x5xf32>, %arg2: tensor<3x2x5x7xf32>, %arg3: tensor<3xi64>):
    %2 = "chlo.ragged_dot"(%arg1, %arg2, %arg3) <{precision_config = [#chlo<precision DEFAULT>, #chlo<precision DEFAULT>], ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [1], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [2], lhs_ragged_dimensions = [1], rhs_group_dimensions = [0]>}> : (tensor<2x11x5xf32>, tensor<3x2x5x7xf32>, tensor<3xi64>) -> tensor<2x11x7xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4xf32>) -> (), sym_name = "stablehlo_uniform_quantize"}> ({
  ^bb0(%arg0: tensor<4xf32>):
    %0 = "stablehlo.uniform_quantize"(%arg0) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01:3>>
    %1 = "stablehlo.uniform_dequantize"(%0) : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01:3>>) -> tensor<4xf32>
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
