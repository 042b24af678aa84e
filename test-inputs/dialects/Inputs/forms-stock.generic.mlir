#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d2, d1)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map6 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d4, d2 * 2 + d5, d3 * 2 + d6)>
#map7 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d1, d4, d5, d6)>
#map8 = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3)>
#map9 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1 + d4, d2 + d5)>
#map10 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d3, d4, d5)>
#map11 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1, d2)>
#map12 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2 * 2 + d4, d3 + d5)>
#map13 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5)>
#map14 = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3)>
#map15 = affine_map<(d0, d1) -> (d0, d1)>
#map16 = affine_map<(d0, d1) -> (d0)>
"builtin.module"() ({
  "func.func"() <{function_type = (f32, f32, i32, i32, index) -> index, sym_name = "scalars"}> ({
  ^bb0(%arg36: f32, %arg37: f32, %arg38: i32, %arg39: i32, %arg40: index):
    %43 = "arith.constant"() <{value = 7 : i16}> : () -> i16
    %44 = "arith.constant"() <{value = 2.500000e-01 : bf16}> : () -> bf16
    %45 = "arith.constant"() <{value = true}> : () -> i1
    %46 = "arith.constant"() <{value = 3 : index}> : () -> index
    %47 = "arith.constant"() <{value = dense<[1, -2]> : tensor<2xi8>}> {note.kept} : () -> tensor<2xi8>
    %48 = "arith.addf"(%arg36, %arg37) <{fastmath = #arith.fastmath<reassoc,nnan>}> : (f32, f32) -> f32
    %49 = "arith.addi"(%arg38, %arg39) <{overflowFlags = #arith.overflow<nsw>}> : (i32, i32) -> i32
    %50 = "arith.cmpf"(%48, %arg36) <{fastmath = #arith.fastmath<none>, predicate = 11 : i64}> : (f32, f32) -> i1
    %51 = "arith.cmpi"(%49, %arg38) <{predicate = 1 : i64}> : (i32, i32) -> i1
    %52 = "arith.divf"(%arg36, %arg37) <{fastmath = #arith.fastmath<none>}> {note.kept = 1 : i64} : (f32, f32) -> f32
    %53 = "arith.extf"(%52) : (f32) -> f64
    %54 = "arith.truncf"(%53) <{roundingmode = 0 : i32}> : (f64) -> f16
    %55 = "arith.index_cast"(%arg38) : (i32) -> index
    %56 = "arith.maximumf"(%arg36, %arg37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %57 = "arith.mulf"(%56, %arg36) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %58 = "arith.negf"(%57) <{fastmath = #arith.fastmath<fast>}> : (f32) -> f32
    %59 = "arith.select"(%50, %58, %arg36) : (i1, f32, f32) -> f32
    %60 = "arith.subf"(%59, %arg37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %61 = "arith.sitofp"(%arg38) : (i32) -> f32
    %62 = "arith.bitcast"(%61) : (f32) -> i32
    %63 = "math.erf"(%60) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %64 = "math.exp"(%63) <{fastmath = #arith.fastmath<contract>}> : (f32) -> f32
    %65 = "math.log"(%64) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %66 = "math.rsqrt"(%65) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %67 = "math.sqrt"(%66) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %68 = "math.tanh"(%67) <{fastmath = #arith.fastmath<none>}> {note.kept} : (f32) -> f32
    %69 = "math.fma"(%68, %arg36, %arg37) <{fastmath = #arith.fastmath<none>}> : (f32, f32, f32) -> f32
    %70 = "math.fpowi"(%69, %arg38) <{fastmath = #arith.fastmath<none>}> : (f32, i32) -> f32
    "cf.assert"(%51) <{msg = "the sum must not be \22i\22"}> : (i1) -> ()
    "func.return"(%55) : (index) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x6xf32>, tensor<?x6xf32>, f32, index) -> (), sym_name = "tensors"}> ({
  ^bb0(%arg30: tensor<4x6xf32>, %arg31: tensor<?x6xf32>, %arg32: f32, %arg33: index):
    %34 = "tensor.empty"() : () -> tensor<3x5xi8>
    %35 = "tensor.empty"(%arg33) : (index) -> tensor<?x5xi8>
    %36 = "tensor.collapse_shape"(%arg30) <{reassociation = [[0, 1]]}> : (tensor<4x6xf32>) -> tensor<24xf32>
    %37 = "tensor.expand_shape"(%36) <{reassociation = [[0, 1, 2]], static_output_shape = array<i64: 2, 3, 4>}> : (tensor<24xf32>) -> tensor<2x3x4xf32>
    %38 = "tensor.expand_shape"(%arg31, %arg33) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: -9223372036854775808, 2, 6>}> : (tensor<?x6xf32>, index) -> tensor<?x2x6xf32>
    %39 = "tensor.extract"(%arg30, %arg33, %arg33) : (tensor<4x6xf32>, index, index) -> f32
    %40 = "tensor.extract_slice"(%arg30, %arg33) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: -9223372036854775808, 2>, static_sizes = array<i64: 2, 1>, static_strides = array<i64: 1, 3>}> : (tensor<4x6xf32>, index) -> tensor<2x1xf32>
    %41 = "tensor.extract_slice"(%arg31, %arg33) <{operandSegmentSizes = array<i32: 1, 0, 1, 0>, static_offsets = array<i64: 0, 0>, static_sizes = array<i64: -9223372036854775808, 6>, static_strides = array<i64: 1, 1>}> : (tensor<?x6xf32>, index) -> tensor<?x6xf32>
    %42 = "tensor.pad"(%arg30, %arg33) <{nofold, operandSegmentSizes = array<i32: 1, 1, 0>, static_high = array<i64: 0, 2>, static_low = array<i64: 1, -9223372036854775808>}> ({
    ^bb0(%arg34: index, %arg35: index):
      "tensor.yield"(%39) : (f32) -> ()
    }) : (tensor<4x6xf32>, index) -> tensor<5x?xf32>
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x6xf32>, tensor<6x5xf32>, tensor<4x5xf32>, tensor<4xf32>, f32, tensor<2x2xf32>) -> tensor<4xf32>, sym_name = "structured"}> ({
  ^bb0(%arg1: tensor<4x6xf32>, %arg2: tensor<6x5xf32>, %arg3: tensor<4x5xf32>, %arg4: tensor<4xf32>, %arg5: f32, %arg6: tensor<2x2xf32>):
    %1 = "linalg.fill"(%arg5, %arg3) <{operandSegmentSizes = array<i32: 1, 1>}> ({
    ^bb0(%arg28: f32, %arg29: f32):
      "linalg.yield"(%arg28) : (f32) -> ()
    }) : (f32, tensor<4x5xf32>) -> tensor<4x5xf32>
    %2 = "linalg.matmul"(%arg1, %arg2, %1) <{indexing_maps = [#map, #map1, #map2], operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg25: f32, %arg26: f32, %arg27: f32):
      %32 = "arith.mulf"(%arg25, %arg26) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %33 = "arith.addf"(%arg27, %32) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%33) : (f32) -> ()
    }) : (tensor<4x6xf32>, tensor<6x5xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
    %3 = "tensor.empty"() : () -> tensor<6x4xf32>
    %4 = "linalg.transpose"(%arg1, %3) <{permutation = array<i64: 1, 0>}> ({
    ^bb0(%arg23: f32, %arg24: f32):
      "linalg.yield"(%arg23) : (f32) -> ()
    }) : (tensor<4x6xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
    %5 = "linalg.broadcast"(%arg4, %arg3) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg21: f32, %arg22: f32):
      "linalg.yield"(%arg21) : (f32) -> ()
    }) : (tensor<4xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
    %6 = "tensor.empty"() : () -> tensor<3x4x4xf32>
    %7 = "tensor.empty"() : () -> tensor<3x4x6xf32>
    %8 = "tensor.empty"() : () -> tensor<3x6x4xf32>
    %9 = "linalg.batch_matmul"(%7, %8, %6) <{indexing_maps = [#map3, #map4, #map5], operandSegmentSizes = array<i32: 2, 1>}> ({
    ^bb0(%arg18: f32, %arg19: f32, %arg20: f32):
      %30 = "arith.mulf"(%arg18, %arg19) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %31 = "arith.addf"(%arg20, %30) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%31) : (f32) -> ()
    }) : (tensor<3x4x6xf32>, tensor<3x6x4xf32>, tensor<3x4x4xf32>) -> tensor<3x4x4xf32>
    %10 = "tensor.empty"() : () -> tensor<1x2x9x9xf32>
    %11 = "tensor.empty"() : () -> tensor<4x2x3x3xf32>
    %12 = "tensor.empty"() : () -> tensor<1x4x4x4xf32>
    %13 = "linalg.conv_2d_nchw_fchw"(%10, %11, %12) <{dilations = dense<1> : vector<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<2> : vector<2xi64>}> ({
    ^bb0(%arg15: f32, %arg16: f32, %arg17: f32):
      %28 = "arith.mulf"(%arg15, %arg16) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %29 = "arith.addf"(%arg17, %28) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%29) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map6, #map7, #map8]} : (tensor<1x2x9x9xf32>, tensor<4x2x3x3xf32>, tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32>
    %14 = "tensor.empty"() : () -> tensor<2x3x3xf32>
    %15 = "tensor.empty"() : () -> tensor<1x2x7x7xf32>
    %16 = "linalg.depthwise_conv_2d_nchw_chw"(%10, %14, %15) <{dilations = dense<1> : vector<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<1> : vector<2xi64>}> ({
    ^bb0(%arg12: f32, %arg13: f32, %arg14: f32):
      %26 = "arith.mulf"(%arg12, %arg13) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %27 = "arith.addf"(%arg14, %26) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%27) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map9, #map10, #map11]} : (tensor<1x2x9x9xf32>, tensor<2x3x3xf32>, tensor<1x2x7x7xf32>) -> tensor<1x2x7x7xf32>
    %17 = "tensor.empty"() : () -> tensor<1x2x4x8xf32>
    %18 = "linalg.pooling_nchw_max"(%10, %arg6, %17) <{dilations = dense<1> : vector<2xi64>, operandSegmentSizes = array<i32: 2, 1>, strides = dense<[2, 1]> : vector<2xi64>}> ({
    ^bb0(%arg9: f32, %arg10: f32, %arg11: f32):
      %25 = "arith.maximumf"(%arg11, %arg9) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%25) : (f32) -> ()
    }) {linalg.memoized_indexing_maps = [#map12, #map13, #map14]} : (tensor<1x2x9x9xf32>, tensor<2x2xf32>, tensor<1x2x4x8xf32>) -> tensor<1x2x4x8xf32>
    %19 = "linalg.generic"(%arg1, %arg4) <{indexing_maps = [#map15, #map16], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<reduction>], operandSegmentSizes = array<i32: 1, 1>}> ({
    ^bb0(%arg7: f32, %arg8: f32):
      %20 = "linalg.index"() <{dim = 1 : i64}> : () -> index
      %21 = "arith.index_cast"(%20) : (index) -> i32
      %22 = "arith.sitofp"(%21) : (i32) -> f32
      %23 = "arith.mulf"(%arg7, %22) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %24 = "arith.maximumf"(%23, %arg8) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "linalg.yield"(%24) : (f32) -> ()
    }) {note.kept} : (tensor<4x6xf32>, tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%19) : (tensor<4xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4xf32>) -> tensor<4xf32>, sym_name = "calls"}> ({
  ^bb0(%arg0: tensor<4xf32>):
    %0 = "func.call"(%arg0) <{callee = @structured_row}> {note.kept} : (tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%0) : (tensor<4xf32>) -> ()
  }) : () -> ()
  "func.func"() <{arg_attrs = [{note.name = "row"}], function_type = (tensor<4xf32>) -> tensor<4xf32>, sym_name = "structured_row", sym_visibility = "private"}> ({
  }) {note.kept} : () -> ()
}) : () -> ()
