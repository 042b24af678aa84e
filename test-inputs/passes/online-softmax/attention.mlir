// RUN: fusec %s -pretty '-passes=import,online-softmax{block=6}' -remarks=online-softmax -o %t 2>&1 | FileCheck %s --check-prefix=SAY
// RUN: FileCheck %s --input-file=%t
// RUN: fusec %s '-passes=import,online-softmax{block=6}' -check-semantics -seed=4 -run=head
// RUN: fusec %s '-passes=import,online-softmax{block=1}' -check-semantics -seed=5 -run=heads
// RUN: fusec %s '-passes=import,online-softmax{block=6},split-nodes' -remarks=split-nodes -o /dev/null 2>&1 | FileCheck %s --check-prefix=NODES
// RUN: not fusec %s '-passes=online-softmax{block=0}' 2>&1 | FileCheck %s --check-prefix=ZERO

// ZERO: error: online-softmax: block is 0, but a block has 1 key or more

// Three blocks, of which the last one is shorter.
// SAY: online-softmax: 16 keys in 3 blocks
// CHECK-LABEL: @head(
// CHECK: tensor.extract_slice {{.*}}[0, 0] [8, 6] [1, 1]
// CHECK: arith.maximumf
// CHECK: math.exp
// CHECK: tensor.extract_slice {{.*}}[0, 6] [8, 6] [1, 1]
// CHECK: tensor.extract_slice {{.*}}[0, 12] [8, 4] [1, 1]
// CHECK: arith.divf
// CHECK-NOT: arith.divf
// CHECK: return
// A block of exponentials needs a block of scores, and the sums so far.
// NODES: matmul.1 (8 x 16 x 4 summed)
// NODES: max.1 (8 x 6 summed): 8 nodes, d0 by 1; needs of matmul.1 1 of 8 along axis 0 by steps of 1
// NODES: matmul.3 (8 x 4 x 6 summed): 8 nodes, d0 by 1; needs of exp.2 1 of 8 along axis 0 by steps of 1; needs of mul.2 1 of 8 along axis 0 by steps of 1
func.func public @head(%q: tensor<8x4xf32>, %k: tensor<16x4xf32>, %v: tensor<16x4xf32>) -> tensor<8x4xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %s = stablehlo.dot_general %q, %k, contracting_dims = [1] x [1] : (tensor<8x4xf32>, tensor<16x4xf32>) -> tensor<8x16xf32>
  %m = stablehlo.reduce(%s init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %d = stablehlo.subtract %s, %mb : tensor<8x16xf32>
  %p = stablehlo.exponential %d : tensor<8x16xf32>
  %l = stablehlo.reduce(%p init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  %lb = stablehlo.broadcast_in_dim %l, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %a = stablehlo.divide %p, %lb : tensor<8x16xf32>
  %y = stablehlo.dot_general %a, %v, contracting_dims = [1] x [0] : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %y : tensor<8x4xf32>
}

// Heads side by side.
// SAY: online-softmax: 8 keys in 2 blocks
func.func @heads(%q: tensor<2x5x4xf32>, %k: tensor<2x8x4xf32>, %v: tensor<2x8x3xf32>) -> tensor<2x5x3xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %s = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [2] x [2] : (tensor<2x5x4xf32>, tensor<2x8x4xf32>) -> tensor<2x5x8xf32>
  %m = stablehlo.reduce(%s init: %low) applies stablehlo.maximum across dimensions = [2] : (tensor<2x5x8xf32>, tensor<f32>) -> tensor<2x5xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0, 1] : (tensor<2x5xf32>) -> tensor<2x5x8xf32>
  %d = stablehlo.subtract %s, %mb : tensor<2x5x8xf32>
  %p = stablehlo.exponential %d : tensor<2x5x8xf32>
  %l = stablehlo.reduce(%p init: %zero) applies stablehlo.add across dimensions = [2] : (tensor<2x5x8xf32>, tensor<f32>) -> tensor<2x5xf32>
  %lb = stablehlo.broadcast_in_dim %l, dims = [0, 1] : (tensor<2x5xf32>) -> tensor<2x5x8xf32>
  %a = stablehlo.divide %p, %lb : tensor<2x5x8xf32>
  %y = stablehlo.dot_general %a, %v, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<2x5x8xf32>, tensor<2x8x3xf32>) -> tensor<2x5x3xf32>
  return %y : tensor<2x5x3xf32>
}
