// RUN: fusec %s -pretty '-passes=import,reassociate-attention{offline=true}' -remarks=reassociate-attention -o %t 2>&1 | FileCheck %s --check-prefix=SAY
// RUN: FileCheck %s --input-file=%t
// RUN: fusec %s '-passes=import,reassociate-attention{offline=true}' -check-semantics -seed=4 -run=head
// RUN: fusec %s '-passes=import,reassociate-attention' -check-semantics -seed=4 -run=long
// RUN: fusec %s '-passes=import,reassociate-attention{integers=true}' -check-semantics -seed=4 -run=integers
// RUN: fusec %s '-passes=import,reassociate-attention{offline=true},split-nodes' -remarks=split-nodes -o /dev/null 2>&1 | FileCheck %s --check-prefix=NODES

// SAY: heads.mlir:[[@LINE+9]]:{{.*}} reassociate-attention: weights of queries and keys are multiplied first: 10240 multiply-adds instead of 12288
// SAY: reassociate-attention: the weights of values are multiplied last: 10240 multiply-adds instead of 10240
// CHECK-LABEL: @head(
// CHECK: linalg.generic {{.*}}attrs = {{.*}}sched.offline
func.func public @head(%x: tensor<32x8xf32>, %wq: tensor<8x8xf32>, %wk: tensor<8x8xf32>, %wv: tensor<8x8xf32>) -> tensor<32x8xf32> {
  %q = stablehlo.dot_general %x, %wq, contracting_dims = [1] x [0] : (tensor<32x8xf32>, tensor<8x8xf32>) -> tensor<32x8xf32>
  %k = stablehlo.dot_general %x, %wk, contracting_dims = [1] x [0] : (tensor<32x8xf32>, tensor<8x8xf32>) -> tensor<32x8xf32>
  %v = stablehlo.dot_general %x, %wv, contracting_dims = [1] x [0] : (tensor<32x8xf32>, tensor<8x8xf32>) -> tensor<32x8xf32>
  %kt = stablehlo.transpose %k, dims = [1, 0] : (tensor<32x8xf32>) -> tensor<8x32xf32>
  %s = stablehlo.dot_general %q, %kt, contracting_dims = [1] x [0] : (tensor<32x8xf32>, tensor<8x32xf32>) -> tensor<32x32xf32>
  %p = stablehlo.tanh %s : tensor<32x32xf32>
  %y = stablehlo.dot_general %p, %v, contracting_dims = [1] x [0] : (tensor<32x32xf32>, tensor<32x8xf32>) -> tensor<32x8xf32>
  return %y : tensor<32x8xf32>
}

// Of weights that are operands the product counts, which is worth it for many rows.
// CHECK-LABEL: func.func @long
func.func @long(%x: tensor<64x4xf32>, %wq: tensor<4x4xf32>, %wk: tensor<4x4xf32>) -> tensor<64x64xf32> {
  %q = stablehlo.dot_general %x, %wq, contracting_dims = [1] x [0] : (tensor<64x4xf32>, tensor<4x4xf32>) -> tensor<64x4xf32>
  %k = stablehlo.dot_general %x, %wk, contracting_dims = [1] x [0] : (tensor<64x4xf32>, tensor<4x4xf32>) -> tensor<64x4xf32>
  %s = stablehlo.dot_general %q, %k, contracting_dims = [1] x [1] : (tensor<64x4xf32>, tensor<64x4xf32>) -> tensor<64x64xf32>
  return %s : tensor<64x64xf32>
}

// Narrow heads of a wide model cost more that way.
// SAY: left as it is: {{[0-9]+}} multiply-adds would take the place of
func.func @narrow(%x: tensor<16x64xf32>, %wq: tensor<64x4xf32>, %wk: tensor<64x4xf32>) -> tensor<16x16xf32> {
  %q = stablehlo.dot_general %x, %wq, contracting_dims = [1] x [0] : (tensor<16x64xf32>, tensor<64x4xf32>) -> tensor<16x4xf32>
  %k = stablehlo.dot_general %x, %wk, contracting_dims = [1] x [0] : (tensor<16x64xf32>, tensor<64x4xf32>) -> tensor<16x4xf32>
  %s = stablehlo.dot_general %q, %k, contracting_dims = [1] x [1] : (tensor<16x4xf32>, tensor<16x4xf32>) -> tensor<16x16xf32>
  return %s : tensor<16x16xf32>
}

// A bias stands between.
// CHECK-LABEL: func.func @bias
// CHECK: arith.addf
// CHECK-NOT: sched.offline
func.func @bias(%x: tensor<32x8xf32>, %wq: tensor<8x8xf32>, %wk: tensor<8x8xf32>, %b: tensor<32x8xf32>) -> tensor<32x32xf32> {
  %q0 = stablehlo.dot_general %x, %wq, contracting_dims = [1] x [0] : (tensor<32x8xf32>, tensor<8x8xf32>) -> tensor<32x8xf32>
  %q = stablehlo.add %q0, %b : tensor<32x8xf32>
  %k = stablehlo.dot_general %x, %wk, contracting_dims = [1] x [0] : (tensor<32x8xf32>, tensor<8x8xf32>) -> tensor<32x8xf32>
  %s = stablehlo.dot_general %q, %k, contracting_dims = [1] x [1] : (tensor<32x8xf32>, tensor<32x8xf32>) -> tensor<32x32xf32>
  return %s : tensor<32x32xf32>
}

// Integers are left alone unless asked for.
// CHECK-LABEL: func.func @integers
// CHECK: tensor<64x4xi32>
func.func @integers(%x: tensor<64x4xi32>, %wq: tensor<4x4xi32>, %wk: tensor<4x4xi32>) -> tensor<64x64xi32> {
  %q = stablehlo.dot_general %x, %wq, contracting_dims = [1] x [0] : (tensor<64x4xi32>, tensor<4x4xi32>) -> tensor<64x4xi32>
  %k = stablehlo.dot_general %x, %wk, contracting_dims = [1] x [0] : (tensor<64x4xi32>, tensor<4x4xi32>) -> tensor<64x4xi32>
  %s = stablehlo.dot_general %q, %k, contracting_dims = [1] x [1] : (tensor<64x4xi32>, tensor<64x4xi32>) -> tensor<64x64xi32>
  return %s : tensor<64x64xi32>
}

// What is known before is no layer.
// NODES: matmul.1 (32 x 8 x 8 summed): 32 nodes, d0 by 1{{$}}
// NODES: matmul.2 (32 x 32 x 8 summed): 32 nodes, d0 by 1; needs of matmul.1 1 of 32 along axis 0 by steps of 1
