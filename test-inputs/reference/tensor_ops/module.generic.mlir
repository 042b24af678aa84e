"builtin.module"() ({
  "func.func"() <{function_type = (tensor<4x6xf32>, tensor<2x3xf32>, tensor<i64>) -> (tensor<2xi64>, tensor<2x2x3x2xf32>, tensor<2x12xf32>, tensor<2x2xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<3x6xf32>, tensor<2x3xf32>, tensor<4x12xf32>, tensor<3x2xf32>, tensor<12x2xf32>), sym_name = "main"}> ({
  ^bb0(%arg0: tensor<4x6xf32>, %arg1: tensor<2x3xf32>, %arg2: tensor<i64>):
    %0 = "arith.constant"() <{value = 12 : i64}> : () -> i64
    %1 = "arith.constant"() <{value = 2 : i64}> : () -> i64
    %2 = "tensor.from_elements"(%0, %1) : (i64, i64) -> tensor<2xi64>
    %3 = "tensor.extract"(%arg2) : (tensor<i64>) -> i64
    %4 = "arith.index_cast"(%3) : (i64) -> index
    %5 = "arith.constant"() <{value = 0 : index}> : () -> index
    %6 = "arith.constant"() <{value = 1 : index}> : () -> index
    %7 = "arith.constant"() <{value = 3 : index}> : () -> index
    %8 = "arith.constant"() <{value = 2.500000e+00 : f32}> : () -> f32
    %9 = "tensor.dim"(%arg0, %6) : (tensor<4x6xf32>, index) -> index
    %10 = "arith.index_cast"(%9) : (index) -> i64
    %11 = "tensor.from_elements"(%10, %3) : (i64, i64) -> tensor<2xi64>
    %12 = "tensor.expand_shape"(%arg0) <{reassociation = [[0, 1], [2, 3]], static_output_shape = array<i64: 2, 2, 3, 2>}> : (tensor<4x6xf32>) -> tensor<2x2x3x2xf32>
    %13 = "tensor.collapse_shape"(%12) <{reassociation = [[0], [1, 2, 3]]}> : (tensor<2x2x3x2xf32>) -> tensor<2x12xf32>
    %14 = "tensor.extract_slice"(%arg0, %4) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: 1, -9223372036854775808>, static_sizes = array<i64: 2, 2>, static_strides = array<i64: 2, 1>}> : (tensor<4x6xf32>, index) -> tensor<2x2xf32>
    %15 = "tensor.extract_slice"(%arg0, %4) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: -9223372036854775808, 1>, static_sizes = array<i64: 1, 4>, static_strides = array<i64: 1, 1>}> : (tensor<4x6xf32>, index) -> tensor<4xf32>
    %16 = "tensor.insert_slice"(%arg1, %arg0, %4) <{operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>, static_offsets = array<i64: -9223372036854775808, 2>, static_sizes = array<i64: 2, 3>, static_strides = array<i64: 1, 1>}> : (tensor<2x3xf32>, tensor<4x6xf32>, index) -> tensor<4x6xf32>
    %17 = "tensor.insert"(%8, %arg0, %6, %7) : (f32, tensor<4x6xf32>, index, index) -> tensor<4x6xf32>
    %18 = "tensor.pad"(%arg1, %4) <{operandSegmentSizes = array<i32: 1, 1, 0>, static_high = array<i64: 0, 1>, static_low = array<i64: 1, -9223372036854775808>}> ({
    ^bb0(%arg5: index, %arg6: index):
      "tensor.yield"(%8) : (f32) -> ()
    }) : (tensor<2x3xf32>, index) -> tensor<3x?xf32>
    %19 = "tensor.cast"(%18) : (tensor<3x?xf32>) -> tensor<3x6xf32>
    %20 = "tensor.generate"(%4) ({
    ^bb0(%arg3: index, %arg4: index):
      %25 = "arith.muli"(%arg3, %7) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %26 = "arith.addi"(%25, %arg4) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %27 = "arith.index_cast"(%26) : (index) -> i64
      %28 = "arith.sitofp"(%27) : (i64) -> f32
      "tensor.yield"(%28) : (f32) -> ()
    }) : (index) -> tensor<?x3xf32>
    %21 = "tensor.cast"(%20) : (tensor<?x3xf32>) -> tensor<2x3xf32>
    %22 = "tensor.concat"(%arg0, %arg0) <{dim = 1 : i64}> : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x12xf32>
    %23 = "tensor.splat"(%8) : (f32) -> tensor<3x2xf32>
    %24 = "tensor.reshape"(%arg0, %2) : (tensor<4x6xf32>, tensor<2xi64>) -> tensor<12x2xf32>
    "func.return"(%11, %12, %13, %14, %15, %16, %17, %19, %21, %22, %23, %24) : (tensor<2xi64>, tensor<2x2x3x2xf32>, tensor<2x12xf32>, tensor<2x2xf32>, tensor<4xf32>, tensor<4x6xf32>, tensor<4x6xf32>, tensor<3x6xf32>, tensor<2x3xf32>, tensor<4x12xf32>, tensor<3x2xf32>, tensor<12x2xf32>) -> ()
  }) : () -> ()
}) : () -> ()

