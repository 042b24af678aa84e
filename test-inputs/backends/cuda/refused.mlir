// What stays on the host would need elements that it does not know; and a machine without nvcc runs nothing.
// RUN: split-file %s %t
// RUN: not fusec %t/number.mlir -emit=cuda 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not fusec %t/type.mlir -emit=cuda 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not fusec %t/call.mlir -emit=cuda 2>&1 | FileCheck %s --check-prefix=CALL
// RUN: not fusec %t/dynamic.mlir -emit=cuda 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// RUN: not fusec %t/symbolic.mlir -passes=inline,symbolic-rows,kernels -emit=cuda 2>&1 | FileCheck %s --check-prefix=SYMBOLIC
// RUN: not env PATH=/nowhere CUDACXX= fusec %t/fine.mlir -run=main -on=cuda -seed=1 2>&1 | FileCheck %s --check-prefix=NVCC

//--- number.mlir
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = arith.constant 0 : index
  // NUMBER: error: 'cuda' can't express 'tensor.extract': its result is no tensor, and the host knows no elements
  %0 = tensor.extract %x[%c] : tensor<4xf32>
  %1 = tensor.splat %0 : tensor<4xf32>
  return %1 : tensor<4xf32>
}
//--- type.mlir
// TYPE: error: 'cuda' can't express 'func.func': elements of tensor<4xcomplex<f32>> have no C type here
func.func @main(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  return %x : tensor<4xcomplex<f32>>
}
//--- call.mlir
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CALL: error: 'cuda' can't express 'stablehlo.custom_call'
  %0 = stablehlo.custom_call @f(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
//--- dynamic.mlir
// DYNAMIC: error: 'cuda' can't express 'func.func': dimension 0 of tensor<?xf32> is dynamic{{$}}
func.func @main(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}
//--- symbolic.mlir
// SYMBOLIC: error: 'cuda' can't express 'func.func': its number of rows is an argument, which only 'c' can express
func.func @main(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %0 = stablehlo.exponential %x : tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}
//--- fine.mlir
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
// NVCC: error: no CUDA compiler: 'nvcc' is not in PATH, and CUDACXX names none; -emit=cuda writes the text
