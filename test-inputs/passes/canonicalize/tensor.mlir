// RUN: fusec %s -passes=canonicalize -print-generic | FileCheck %s

// CHECK: sym_name = "reshapes"
// CHECK-NEXT: ^bb0(%[[X:arg[0-9]+]]: tensor<{{[^>]*}}>, %[[Y:arg[0-9]+]]: tensor<
// CHECK: %[[A:.*]] = "tensor.collapse_shape"(%[[X]]) <{reassociation = {{\[\[}}0, 1, 2]]}> : (tensor<2x3x4xf32>) -> tensor<24xf32>
// CHECK-NEXT: %[[B:.*]] = "tensor.expand_shape"(%[[Y]]) <{reassociation = {{\[\[}}0, 1, 2]], static_output_shape = array<i64: 2, 3, 4>}> : (tensor<24xf32>) -> tensor<2x3x4xf32>
// CHECK-NEXT: "func.return"(%[[A]], %[[B]], %[[X]])
"func.func"() <{function_type = (tensor<2x3x4xf32>, tensor<24xf32>) -> (tensor<24xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>), sym_name = "reshapes"}> ({
^bb0(%x: tensor<2x3x4xf32>, %y: tensor<24xf32>):
  %0 = "tensor.collapse_shape"(%x) <{reassociation = [[0, 1], [2]]}> : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %1 = "tensor.collapse_shape"(%0) <{reassociation = [[0, 1]]}> : (tensor<6x4xf32>) -> tensor<24xf32>
  %2 = "tensor.expand_shape"(%y) <{reassociation = [[0, 1]], static_output_shape = array<i64: 2, 12>}> : (tensor<24xf32>) -> tensor<2x12xf32>
  %3 = "tensor.expand_shape"(%2) <{reassociation = [[0], [1, 2]], static_output_shape = array<i64: 2, 3, 4>}> : (tensor<2x12xf32>) -> tensor<2x3x4xf32>
  %4 = "tensor.expand_shape"(%0) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: 2, 3, 4>}> : (tensor<6x4xf32>) -> tensor<2x3x4xf32>
  "func.return"(%1, %3, %4) : (tensor<24xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> ()
}) : () -> ()

// CHECK: sym_name = "slices"
// CHECK-NEXT: ^bb0(%[[X:arg[0-9]+]]: tensor<
// CHECK: %[[S:.*]] = "tensor.extract_slice"(%[[X]]) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 3>, static_sizes = array<i64: 2>, static_strides = array<i64: 4>}> : (tensor<16xf32>) -> tensor<2xf32>
// CHECK-NEXT: "func.return"(%[[S]])
"func.func"() <{function_type = (tensor<16xf32>) -> tensor<2xf32>, sym_name = "slices"}> ({
^bb0(%x: tensor<16xf32>):
  %0 = "tensor.extract_slice"(%x) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 1>, static_sizes = array<i64: 7>, static_strides = array<i64: 2>}> : (tensor<16xf32>) -> tensor<7xf32>
  %1 = "tensor.extract_slice"(%0) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 1>, static_sizes = array<i64: 2>, static_strides = array<i64: 2>}> : (tensor<7xf32>) -> tensor<2xf32>
  "func.return"(%1) : (tensor<2xf32>) -> ()
}) : () -> ()

// CHECK: sym_name = "constants"
// CHECK: %[[C:.*]] = "arith.constant"() <{value = dense<1.500000e+00> : tensor<2x2xf32>}>
// CHECK-NEXT: %[[D:.*]] = "arith.constant"() <{value = 3 : i32}>
// CHECK-NEXT: "func.return"(%[[C]], %[[D]])
"func.func"() <{function_type = () -> (tensor<2x2xf32>, i32), sym_name = "constants"}> ({
  %c = "arith.constant"() <{value = dense<1.5> : tensor<4xf32>}> : () -> tensor<4xf32>
  %0 = "tensor.expand_shape"(%c) <{reassociation = [[0, 1]], static_output_shape = array<i64: 2, 2>}> : (tensor<4xf32>) -> tensor<2x2xf32>
  %d = "arith.constant"() <{value = dense<[1, 2, 3, 4]> : tensor<4xi32>}> : () -> tensor<4xi32>
  %i = "arith.constant"() <{value = 2 : index}> : () -> index
  %1 = "tensor.extract"(%d, %i) : (tensor<4xi32>, index) -> i32
  "func.return"(%0, %1) : (tensor<2x2xf32>, i32) -> ()
}) : () -> ()
