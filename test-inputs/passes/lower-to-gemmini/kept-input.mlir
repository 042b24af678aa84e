// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -remarks=lower-to-gemmini 2>&1 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=NUMBERS

// Two convolutions in four steps of two rows. The image is in the scratchpad outside of the steps: it comes with the first one,
// each row once, although the windows of two steps share rows.

// CHECK: remark: lower-to-gemmini: its input stays on chip, {{[0-9]+}} rows of the scratchpad
// CHECK-NOT: goes through DRAM
// CHECK: hardware_only = true

// (8 x 8 x 4 + 2 x 9 x 4 x 4) x 4 bytes.
// NUMBERS: output0 {{.*}} ok
// NUMBERS: dram {{ *}}2176 bytes read, 1024 written

func.func @main(%x: tensor<1x8x8x4xf32>, %w1: tensor<3x3x4x4xf32>, %w2: tensor<3x3x4x4xf32>) -> tensor<1x8x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x8x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32>
  %p1 = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x8x8x4xf32> to tensor<1x10x10x4xf32>
  %c1 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>,
      fuse.group_id = 0 : i64, fuse.shared_loops = 1 : i64,
      fuse.mapping = #fuse.mapping<["dram I W", "scratchpad I W", "for P 4", "accumulator O", "for R 3", "for S 3", "columns K 4", "rows C 4", "registers W", "for P 2", "for Q 8"]>
    } ins(%p1, %w1 : tensor<1x10x10x4xf32>, tensor<3x3x4x4xf32>) outs(%f : tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32>
  %p2 = tensor.pad %c1 low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x8x8x4xf32> to tensor<1x10x10x4xf32>
  %c2 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>,
      fuse.group_id = 0 : i64, fuse.shared_loops = 1 : i64, fuse.sigma = array<i64: 1>,
      fuse.mapping = #fuse.mapping<["dram W O", "scratchpad W", "for P 4", "scratchpad I", "accumulator O", "for R 3", "for S 3", "columns K 4", "rows C 4", "registers W", "for P 2", "for Q 8"]>
    } ins(%p2, %w2 : tensor<1x10x10x4xf32>, tensor<3x3x4x4xf32>) outs(%f : tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32>
  return %c2 : tensor<1x8x8x4xf32>
}
