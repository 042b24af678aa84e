// RUN: fusec %s -pretty -passes=split-nodes{size=4} -remarks=split-nodes -o %t 2>&1 | FileCheck %s --check-prefix=SAY
// RUN: FileCheck %s --input-file=%t
// RUN: fusec %S/../../models/bert_base_block_s128.mlir -passes=import,split-nodes -remarks=split-nodes -o /dev/null 2>&1 | FileCheck %s --check-prefix=BERT
// RUN: fusec %S/../../models/resnet18_224_nchw.mlir -passes=import,split-nodes -remarks=split-nodes -o /dev/null 2>&1 | FileCheck %s --check-prefix=RESNET

// Rows of queries go through an attention; of keys and values every row is needed, whatever views are in between.
// BERT: add.1 (1 x 128 x 768): 128 nodes, d1 by 1; needs of matmul.1 1 of 128 along axis 1 by steps of 1
// BERT: batched.1 (1 x 12 x 128 x 128 x 64 summed): 128 nodes, d2 by 1; needs of add.1 1 of 128 along axis 1 by steps of 1; needs of add.2 all 128 along axis 1 before it starts
// BERT: max.1 (1 x 12 x 128 x 128 summed): 128 nodes, d2 by 1
// BERT: batched.2 (1 x 128 x 12 x 64 x 128 summed): 128 nodes, d1 by 1; needs of div.2 1 of 128 along axis 2 by steps of 1; needs of add.3 all 128 along axis 1 before it starts, for it sums over them

// A pooling and a convolution with a stride: windows with halos; zeros around an image are no part of it.
// RESNET: max.2 (1 x 56 x 56 x 64 x 3 summed x 3 summed): 56 nodes, d1 by 1; needs of max.1 3 of 112 along axis 1 by steps of 2 with a halo of 1
// RESNET: conv.2 (1 x 56 x 56 x 64 x 3 summed x 3 summed x 64 summed): 56 nodes, d1 by 1; needs of max.2 3 of 56 along axis 1 by steps of 1 with a halo of 2

// Two products, the second one of rows that a transpose has made columns.
// SAY: matmul.1 (64 x 32 x 16 summed): 16 nodes, d0 by 4
// SAY: matmul.2 (8 x 64 x 32 summed): 16 nodes, d1 by 4; needs of matmul.1 4 of 64 along axis 0 by steps of 4
// CHECK-LABEL: func.func @chain
// CHECK: linalg.matmul {sched.cuts = "d0 by 4"}
// CHECK: linalg.matmul {sched.cuts = "d1 by 4"}
func.func @chain(%x: tensor<64x16xf32>, %w: tensor<16x32xf32>, %v: tensor<8x32xf32>) -> tensor<8x64xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<64x32xf32>
  %f0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<64x32xf32>) -> tensor<64x32xf32>
  %a = linalg.matmul ins(%x, %w : tensor<64x16xf32>, tensor<16x32xf32>) outs(%f0 : tensor<64x32xf32>) -> tensor<64x32xf32>
  %e1 = tensor.empty() : tensor<32x64xf32>
  %t = linalg.transpose ins(%a : tensor<64x32xf32>) outs(%e1 : tensor<32x64xf32>) permutation = [1, 0]
  %e2 = tensor.empty() : tensor<8x64xf32>
  %f2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<8x64xf32>) -> tensor<8x64xf32>
  %b = linalg.matmul ins(%v, %t : tensor<8x32xf32>, tensor<32x64xf32>) outs(%f2 : tensor<8x64xf32>) -> tensor<8x64xf32>
  return %b : tensor<8x64xf32>
}
