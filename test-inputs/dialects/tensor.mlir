// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

#m = affine_map<(d0,d1)->(d0,d1)>
#c = affine_map<(d0,d1)->(d0)>
func.func @t(%x: tensor<4x8xf32>, %d: tensor<?x8xf32>, %i: index, %f: f32, %y: tensor<2x3xf32>) {
  %e = tensor.empty() : tensor<4xf32>
  %e2 = tensor.empty(%i, %i) : tensor<?x4x?xf32>
  %e3 = tensor.empty(%i, %i) {foo} : tensor<?x4x?xf32>
  %c = tensor.collapse_shape %x [[0,1]] : tensor<4x8xf32> into tensor<32xf32>
  %c0 = tensor.collapse_shape %y [[0, 1]] {k = 1} : tensor<2x3xf32> into tensor<6xf32>
  %ex = tensor.expand_shape %c [[0,1]] output_shape [4,8] : tensor<32xf32> into tensor<4x8xf32>
  %ex2 = tensor.expand_shape %d [[0,1],[2]] output_shape [%i,2,8] : tensor<?x8xf32> into tensor<?x2x8xf32>
  %s = tensor.extract_slice %x[0, %i] [2, 4] [1, 2] : tensor<4x8xf32> to tensor<2x4xf32>
  %s2 = tensor.extract_slice %x[0, 0] [1, %i] [1, 1] {a} : tensor<4x8xf32> to tensor<?xf32>
  %ins = tensor.insert_slice %s into %x[0, 1] [2, 4] [1, 1] : tensor<2x4xf32> into tensor<4x8xf32>
  %ext = tensor.extract %x[%i, %i] : tensor<4x8xf32>
  %in = tensor.insert %f into %x[%i, %i] : tensor<4x8xf32>
  %fe = tensor.from_elements %f, %f : tensor<2xf32>
  %fe0 = tensor.from_elements %f : tensor<f32>
  %sp = tensor.splat %f : tensor<2x3xf32>
  %sp2 = tensor.splat %f[%i] : tensor<2x?xf32>
  %ca = tensor.cast %x : tensor<4x8xf32> to tensor<?x8xf32>
  %bc = tensor.bitcast %x : tensor<4x8xf32> to tensor<4x8xi32>
  %dm = tensor.dim %d, %i : tensor<?x8xf32>
  %rk = tensor.rank %d : tensor<?x8xf32>
  %co = tensor.concat dim(1) %x, %x : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>
  %pd = tensor.pad %x low[0, %i] high[%i, 2] {
  ^bb0(%a: index, %b: index):
    tensor.yield %f : f32
  } : tensor<4x8xf32> to tensor<?x?xf32>
  %pd2 = tensor.pad %x nofold low[1, 1] high[2, 2] {
  ^bb0(%a: index, %b: index):
    tensor.yield %f : f32
  } {attr = 1} : tensor<4x8xf32> to tensor<7x11xf32>
  %g = tensor.generate %i {
  ^bb0(%a: index, %b: index):
    tensor.yield %f : f32
  } : tensor<?x8xf32>
  %ix = arith.constant dense<0> : tensor<3x1xindex>
  %gg = tensor.gather %x[%ix] gather_dims([0]) : (tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<3x1x8xf32>
  %gg2 = tensor.gather %x[%ix] gather_dims([0]) unique : (tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<3x1x8xf32>
  %sc = tensor.scatter %gg into %x[%ix] scatter_dims([0]) unique : (tensor<3x1x8xf32>, tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<4x8xf32>
  %sh = arith.constant dense<[2,16]> : tensor<2xi64>
  %rs = tensor.reshape %x(%sh) : (tensor<4x8xf32>, tensor<2xi64>) -> tensor<2x16xf32>
  return
}

// CHECK: module {
// CHECK-NEXT:   func.func @t(%arg0: tensor<4x8xf32>, %arg1: tensor<?x8xf32>, %arg2: index, %arg3: f32, %arg4: tensor<2x3xf32>) {
// CHECK-NEXT:     %0 = tensor.empty() : tensor<4xf32>
// CHECK-NEXT:     %1 = tensor.empty(%arg2, %arg2) : tensor<?x4x?xf32>
// CHECK-NEXT:     %2 = tensor.empty(%arg2, %arg2) {foo} : tensor<?x4x?xf32>
// CHECK-NEXT{LITERAL}:     %collapsed = tensor.collapse_shape %arg0 [[0, 1]] : tensor<4x8xf32> into tensor<32xf32>
// CHECK-NEXT{LITERAL}:     %collapsed_0 = tensor.collapse_shape %arg4 [[0, 1]] {k = 1 : i64} : tensor<2x3xf32> into tensor<6xf32>
// CHECK-NEXT{LITERAL}:     %expanded = tensor.expand_shape %collapsed [[0, 1]] output_shape [4, 8] : tensor<32xf32> into tensor<4x8xf32>
// CHECK-NEXT{LITERAL}:     %expanded_1 = tensor.expand_shape %arg1 [[0, 1], [2]] output_shape [%arg2, 2, 8] : tensor<?x8xf32> into tensor<?x2x8xf32>
// CHECK-NEXT:     %extracted_slice = tensor.extract_slice %arg0[0, %arg2] [2, 4] [1, 2] : tensor<4x8xf32> to tensor<2x4xf32>
// CHECK-NEXT:     %extracted_slice_2 = tensor.extract_slice %arg0[0, 0] [1, %arg2] [1, 1] {a} : tensor<4x8xf32> to tensor<?xf32>
// CHECK-NEXT:     %inserted_slice = tensor.insert_slice %extracted_slice into %arg0[0, 1] [2, 4] [1, 1] : tensor<2x4xf32> into tensor<4x8xf32>
// CHECK-NEXT:     %extracted = tensor.extract %arg0[%arg2, %arg2] : tensor<4x8xf32>
// CHECK-NEXT:     %inserted = tensor.insert %arg3 into %arg0[%arg2, %arg2] : tensor<4x8xf32>
// CHECK-NEXT:     %from_elements = tensor.from_elements %arg3, %arg3 : tensor<2xf32>
// CHECK-NEXT:     %from_elements_3 = tensor.from_elements %arg3 : tensor<f32>
// CHECK-NEXT:     %splat = tensor.splat %arg3 : tensor<2x3xf32>
// CHECK-NEXT:     %splat_4 = tensor.splat %arg3[%arg2] : tensor<2x?xf32>
// CHECK-NEXT:     %cast = tensor.cast %arg0 : tensor<4x8xf32> to tensor<?x8xf32>
// CHECK-NEXT:     %3 = tensor.bitcast %arg0 : tensor<4x8xf32> to tensor<4x8xi32>
// CHECK-NEXT:     %dim = tensor.dim %arg1, %arg2 : tensor<?x8xf32>
// CHECK-NEXT:     %rank = tensor.rank %arg1 : tensor<?x8xf32>
// CHECK-NEXT:     %concat = tensor.concat dim(1) %arg0, %arg0 : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>
// CHECK-NEXT:     %padded = tensor.pad %arg0 low[0, %arg2] high[%arg2, 2] {
// CHECK-NEXT:     ^bb0(%arg5: index, %arg6: index):
// CHECK-NEXT:       tensor.yield %arg3 : f32
// CHECK-NEXT:     } : tensor<4x8xf32> to tensor<?x?xf32>
// CHECK-NEXT:     %padded_5 = tensor.pad %arg0 nofold low[1, 1] high[2, 2] {
// CHECK-NEXT:     ^bb0(%arg5: index, %arg6: index):
// CHECK-NEXT:       tensor.yield %arg3 : f32
// CHECK-NEXT:     } {attr = 1 : i64} : tensor<4x8xf32> to tensor<7x11xf32>
// CHECK-NEXT:     %generated = tensor.generate %arg2 {
// CHECK-NEXT:     ^bb0(%arg5: index, %arg6: index):
// CHECK-NEXT:       tensor.yield %arg3 : f32
// CHECK-NEXT:     } : tensor<?x8xf32>
// CHECK-NEXT:     %cst = arith.constant dense<0> : tensor<3x1xindex>
// CHECK-NEXT:     %gather = tensor.gather %arg0[%cst] gather_dims([0]) : (tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<3x1x8xf32>
// CHECK-NEXT:     %gather_6 = tensor.gather %arg0[%cst] gather_dims([0]) unique : (tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<3x1x8xf32>
// CHECK-NEXT:     %scatter = tensor.scatter %gather into %arg0[%cst] scatter_dims([0]) unique : (tensor<3x1x8xf32>, tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<4x8xf32>
// CHECK-NEXT:     %cst_7 = arith.constant dense<[2, 16]> : tensor<2xi64>
// CHECK-NEXT:     %reshape = tensor.reshape %arg0(%cst_7) : (tensor<4x8xf32>, tensor<2xi64>) -> tensor<2x16xf32>
// CHECK-NEXT:     return
// CHECK-NEXT:   }
// CHECK-NEXT: }
// GENERIC: "builtin.module"() ({
// GENERIC-NEXT:   "func.func"() <{function_type = (tensor<4x8xf32>, tensor<?x8xf32>, index, f32, tensor<2x3xf32>) -> (), sym_name = "t"}> ({
// GENERIC-NEXT:   ^bb0(%arg0: tensor<4x8xf32>, %arg1: tensor<?x8xf32>, %arg2: index, %arg3: f32, %arg4: tensor<2x3xf32>):
// GENERIC-NEXT:     %0 = "tensor.empty"() : () -> tensor<4xf32>
// GENERIC-NEXT:     %1 = "tensor.empty"(%arg2, %arg2) : (index, index) -> tensor<?x4x?xf32>
// GENERIC-NEXT:     %2 = "tensor.empty"(%arg2, %arg2) {foo} : (index, index) -> tensor<?x4x?xf32>
// GENERIC-NEXT{LITERAL}:     %3 = "tensor.collapse_shape"(%arg0) <{reassociation = [[0, 1]]}> : (tensor<4x8xf32>) -> tensor<32xf32>
// GENERIC-NEXT{LITERAL}:     %4 = "tensor.collapse_shape"(%arg4) <{reassociation = [[0, 1]]}> {k = 1 : i64} : (tensor<2x3xf32>) -> tensor<6xf32>
// GENERIC-NEXT{LITERAL}:     %5 = "tensor.expand_shape"(%3) <{reassociation = [[0, 1]], static_output_shape = array<i64: 4, 8>}> : (tensor<32xf32>) -> tensor<4x8xf32>
// GENERIC-NEXT{LITERAL}:     %6 = "tensor.expand_shape"(%arg1, %arg2) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: -9223372036854775808, 2, 8>}> : (tensor<?x8xf32>, index) -> tensor<?x2x8xf32>
// GENERIC-NEXT:     %7 = "tensor.extract_slice"(%arg0, %arg2) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: 0, -9223372036854775808>, static_sizes = array<i64: 2, 4>, static_strides = array<i64: 1, 2>}> : (tensor<4x8xf32>, index) -> tensor<2x4xf32>
// GENERIC-NEXT:     %8 = "tensor.extract_slice"(%arg0, %arg2) <{operandSegmentSizes = array<i32: 1, 0, 1, 0>, static_offsets = array<i64: 0, 0>, static_sizes = array<i64: 1, -9223372036854775808>, static_strides = array<i64: 1, 1>}> {a} : (tensor<4x8xf32>, index) -> tensor<?xf32>
// GENERIC-NEXT:     %9 = "tensor.insert_slice"(%7, %arg0) <{operandSegmentSizes = array<i32: 1, 1, 0, 0, 0>, static_offsets = array<i64: 0, 1>, static_sizes = array<i64: 2, 4>, static_strides = array<i64: 1, 1>}> : (tensor<2x4xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
// GENERIC-NEXT:     %10 = "tensor.extract"(%arg0, %arg2, %arg2) : (tensor<4x8xf32>, index, index) -> f32
// GENERIC-NEXT:     %11 = "tensor.insert"(%arg3, %arg0, %arg2, %arg2) : (f32, tensor<4x8xf32>, index, index) -> tensor<4x8xf32>
// GENERIC-NEXT:     %12 = "tensor.from_elements"(%arg3, %arg3) : (f32, f32) -> tensor<2xf32>
// GENERIC-NEXT:     %13 = "tensor.from_elements"(%arg3) : (f32) -> tensor<f32>
// GENERIC-NEXT:     %14 = "tensor.splat"(%arg3) : (f32) -> tensor<2x3xf32>
// GENERIC-NEXT:     %15 = "tensor.splat"(%arg3, %arg2) : (f32, index) -> tensor<2x?xf32>
// GENERIC-NEXT:     %16 = "tensor.cast"(%arg0) : (tensor<4x8xf32>) -> tensor<?x8xf32>
// GENERIC-NEXT:     %17 = "tensor.bitcast"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xi32>
// GENERIC-NEXT:     %18 = "tensor.dim"(%arg1, %arg2) : (tensor<?x8xf32>, index) -> index
// GENERIC-NEXT:     %19 = "tensor.rank"(%arg1) : (tensor<?x8xf32>) -> index
// GENERIC-NEXT:     %20 = "tensor.concat"(%arg0, %arg0) <{dim = 1 : i64}> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>
// GENERIC-NEXT:     %21 = "tensor.pad"(%arg0, %arg2, %arg2) <{operandSegmentSizes = array<i32: 1, 1, 1>, static_high = array<i64: -9223372036854775808, 2>, static_low = array<i64: 0, -9223372036854775808>}> ({
// GENERIC-NEXT:     ^bb0(%arg9: index, %arg10: index):
// GENERIC-NEXT:       "tensor.yield"(%arg3) : (f32) -> ()
// GENERIC-NEXT:     }) : (tensor<4x8xf32>, index, index) -> tensor<?x?xf32>
// GENERIC-NEXT:     %22 = "tensor.pad"(%arg0) <{nofold, operandSegmentSizes = array<i32: 1, 0, 0>, static_high = array<i64: 2, 2>, static_low = array<i64: 1, 1>}> ({
// GENERIC-NEXT:     ^bb0(%arg7: index, %arg8: index):
// GENERIC-NEXT:       "tensor.yield"(%arg3) : (f32) -> ()
// GENERIC-NEXT:     }) {attr = 1 : i64} : (tensor<4x8xf32>) -> tensor<7x11xf32>
// GENERIC-NEXT:     %23 = "tensor.generate"(%arg2) ({
// GENERIC-NEXT:     ^bb0(%arg5: index, %arg6: index):
// GENERIC-NEXT:       "tensor.yield"(%arg3) : (f32) -> ()
// GENERIC-NEXT:     }) : (index) -> tensor<?x8xf32>
// GENERIC-NEXT:     %24 = "arith.constant"() <{value = dense<0> : tensor<3x1xindex>}> : () -> tensor<3x1xindex>
// GENERIC-NEXT:     %25 = "tensor.gather"(%arg0, %24) <{gather_dims = array<i64: 0>}> : (tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<3x1x8xf32>
// GENERIC-NEXT:     %26 = "tensor.gather"(%arg0, %24) <{gather_dims = array<i64: 0>, unique}> : (tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<3x1x8xf32>
// GENERIC-NEXT:     %27 = "tensor.scatter"(%25, %arg0, %24) <{scatter_dims = array<i64: 0>, unique}> : (tensor<3x1x8xf32>, tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<4x8xf32>
// GENERIC-NEXT:     %28 = "arith.constant"() <{value = dense<[2, 16]> : tensor<2xi64>}> : () -> tensor<2xi64>
// GENERIC-NEXT:     %29 = "tensor.reshape"(%arg0, %28) : (tensor<4x8xf32>, tensor<2xi64>) -> tensor<2x16xf32>
// GENERIC-NEXT:     "func.return"() : () -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT: }) : () -> ()
