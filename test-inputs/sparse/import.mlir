// StableHLO on types with encodings: its ops take and give them, and linalg's have the same ones.
// RUN: fusec %s | fusec - -o %t.mlir
// RUN: fusec %s -passes=import | FileCheck %s
// RUN: fusec %s -passes=import -run=main -seed=3 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=import -check-semantics > %t.imported

// SAME: all 6 outputs agree

#CSR = #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : compressed) }>
#CSC = #sparse_tensor.encoding<{ map = (i, j) -> (j : dense, i : compressed) }>

// CHECK-DAG: #[[CSR:.*]] = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : dense, d1 : compressed) }>
// CHECK-DAG: #[[CSC:.*]] = #sparse_tensor.encoding<{ map = (d0, d1) -> (d1 : dense, d0 : compressed) }>
// CHECK: func.func @main(%[[A:.*]]: tensor<4x5xf32, #[[CSR]]>, %{{.*}}: tensor<5x3xf32>, %[[C:.*]]: tensor<4x5xf32, #[[CSR]]>
func.func @main(%a: tensor<4x5xf32, #CSR>, %b: tensor<5x3xf32>, %c: tensor<4x5xf32, #CSR>) -> (tensor<4x3xf32>, tensor<4x5xf32, #CSR>, tensor<5x4xf32, #CSC>, tensor<4x4xf32, #CSR>, tensor<4xf32>, tensor<4x5xf32, #CSR>) {
  // CHECK: ins(%[[A]], %{{.*}} : tensor<4x5xf32, #[[CSR]]>, tensor<5x3xf32>) outs(%{{.*}} : tensor<4x3xf32>)
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0] : (tensor<4x5xf32, #CSR>, tensor<5x3xf32>) -> tensor<4x3xf32>
  // CHECK: ins(%[[A]], %[[C]] : tensor<4x5xf32, #[[CSR]]>, tensor<4x5xf32, #[[CSR]]>) outs(%{{.*}} : tensor<4x5xf32, #[[CSR]]>)
  %1 = stablehlo.add %a, %c : tensor<4x5xf32, #CSR>
  // CHECK: linalg.transpose ins(%[[A]] : tensor<4x5xf32, #[[CSR]]>) outs(%{{.*}} : tensor<5x4xf32, #[[CSC]]>)
  %2 = stablehlo.transpose %a, dims = [1, 0] : (tensor<4x5xf32, #CSR>) -> tensor<5x4xf32, #CSC>
  // The product begins with an empty tensor, which stores nothing.
  // CHECK: %[[EMPTY:.*]] = tensor.empty() : tensor<4x4xf32, #[[CSR]]>
  // CHECK: outs(%[[EMPTY]] : tensor<4x4xf32, #[[CSR]]>)
  %3 = stablehlo.dot_general %1, %2, contracting_dims = [1] x [0] : (tensor<4x5xf32, #CSR>, tensor<5x4xf32, #CSC>) -> tensor<4x4xf32, #CSR>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %4 = stablehlo.reduce(%c init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x5xf32, #CSR>, tensor<f32>) -> tensor<4xf32>
  %zeros = stablehlo.constant dense<0.0> : tensor<4x5xf32>
  // CHECK: arith.maximumf
  %5 = stablehlo.maximum %a, %zeros : (tensor<4x5xf32, #CSR>, tensor<4x5xf32>) -> tensor<4x5xf32, #CSR>
  return %0, %1, %2, %3, %4, %5 : tensor<4x3xf32>, tensor<4x5xf32, #CSR>, tensor<5x4xf32, #CSC>, tensor<4x4xf32, #CSR>, tensor<4xf32>, tensor<4x5xf32, #CSR>
}
