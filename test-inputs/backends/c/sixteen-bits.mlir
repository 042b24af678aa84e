// bf16 and f16 are stored in 16 bits and rounded after every op, but sums of products are rounded once, at the end.
// REQUIRES: clang
// RUN: fusec %s -run=main -on=native -seed=1 | FileCheck %s
// CHECK: all 3 outputs agree
// RUN: fusec %s -emit=c | FileCheck %s --check-prefix=TEXT
// TEXT: = fusec_store_bf16(o
// TEXT: fusec_load_f16(fusec_store_f16(

func.func @main(%a: tensor<4x16xbf16>, %b: tensor<16x8xbf16>, %h: tensor<4x8xf16>) -> (tensor<4x8xbf16>, tensor<4x8xf16>, tensor<4x8xi32>) {
  %0 = tensor.empty() : tensor<4x8xbf16>
  %z = arith.constant 0.0 : bf16
  %1 = linalg.fill ins(%z : bf16) outs(%0 : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %2 = linalg.matmul ins(%a, %b : tensor<4x16xbf16>, tensor<16x8xbf16>) outs(%1 : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %3 = arith.mulf %h, %h : tensor<4x8xf16>
  %4 = arith.addf %3, %h : tensor<4x8xf16>
  %5 = arith.fptosi %2 : tensor<4x8xbf16> to tensor<4x8xi32>
  return %2, %4, %5 : tensor<4x8xbf16>, tensor<4x8xf16>, tensor<4x8xi32>
}
