// RUN: fusec %s -pretty '-passes=split-nodes{granularity=cols size=8}' | FileCheck %s --check-prefix=COLS
// RUN: fusec %s -pretty '-passes=split-nodes{granularity=tiles size=8}' | FileCheck %s --check-prefix=TILES
// RUN: fusec %s -pretty -target=g16 '-passes=split-nodes{granularity=auto}' | FileCheck %s --check-prefix=AUTO
// RUN: not fusec %s '-passes=split-nodes{granularity=auto}' 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not fusec %s '-passes=split-nodes{size=-1}' 2>&1 | FileCheck %s --check-prefix=SIZE

// COLS: sched.cuts = "d1 by 8"
// TILES: sched.cuts = "d0 by 8, d1 by 8"
// AUTO: sched.cuts = "d0 by 16"
// NONE: error: split-nodes: 'auto' cuts by the side of an array: name a machine that has one with -target=<machine>, or give a size
// SIZE: error: split-nodes: size is -1, but pieces have 1 iteration or more
func.func @f(%x: tensor<64x16xf32>, %w: tensor<16x32xf32>) -> tensor<64x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<64x32xf32>
  %f0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<64x32xf32>) -> tensor<64x32xf32>
  %a = linalg.matmul ins(%x, %w : tensor<64x16xf32>, tensor<16x32xf32>) outs(%f0 : tensor<64x32xf32>) -> tensor<64x32xf32>
  return %a : tensor<64x32xf32>
}
