// RUN: split-file %s %t
// RUN: not fusec %t/types.mlir -passes=lower-to-gemmini -target=gemmini 2>&1 | FileCheck %s --check-prefix=TYPES
// RUN: not fusec %t/types.mlir -passes=lower-to-gemmini 2>&1 | FileCheck %s --check-prefix=TARGET
// RUN: not fusec %t/types.mlir -passes='lower-to-gemmini{base=100}' -target=gemmini-fp32 2>&1 | FileCheck %s --check-prefix=BASE
// RUN: not fusec %t/dynamic.mlir -passes=lower-to-gemmini -target=gemmini-fp32 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// RUN: not fusec %t/call.mlir -passes=lower-to-gemmini -target=gemmini-fp32 2>&1 | FileCheck %s --check-prefix=CALL
// RUN: not fusec %t/branch.mlir -passes=lower-to-gemmini -target=gemmini-fp32 2>&1 | FileCheck %s --check-prefix=BRANCH

// TYPES: {{.*}}types.mlir:5:8: error: 'gemmini' can do none of this function: it computes with f32 x f32 + f32, the array with i8 x i8 + i32; targets that can: gemmini-fp32, gemmini-fp32-16
// TARGET: error: lower-to-gemmini needs a machine: give -target=gemmini-fp32, or another Gemmini
// BASE: error: option 'base' must be a multiple of 64 below 2^48, not 100
// DYNAMIC: {{.*}}dynamic.mlir:1:1: error: argument #0 must be a tensor of static shape to lie in DRAM
// CALL: {{.*}}call.mlir:2:8: error: calls must be inlined before lower-to-gemmini: run 'inline' first
// BRANCH: {{.*}}branch.mlir:1:1: error: a function for a Gemmini has one block that ends in a return; this one branches

//--- types.mlir
func.func @main(%a: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x4xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.matmul ins(%a, %a : tensor<4x4xf32>, tensor<4x4xf32>) outs(%z : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %p : tensor<4x4xf32>
}
//--- dynamic.mlir
func.func @main(%a: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %a : tensor<?x4xf32>
}
//--- call.mlir
func.func @main(%a: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %r = func.call @f(%a) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %r : tensor<4x4xf32>
}
func.func private @f(%a: tensor<4x4xf32>) -> tensor<4x4xf32> {
  return %a : tensor<4x4xf32>
}
//--- branch.mlir
func.func @main(%a: tensor<4x4xf32>) -> tensor<4x4xf32> {
  cf.br ^end
^end:
  return %a : tensor<4x4xf32>
}
