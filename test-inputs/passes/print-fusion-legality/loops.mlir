// How loops correspond, through views, windows, splits and joins.
// RUN: fusec %s -split-input-file -passes=print-fusion-legality -o %t 2>&1 | FileCheck %s

// A convolution over a padded ReLU over a convolution: a window of 3 by 2 with dilation 2 reaches 5 wide.
// CHECK: conv_2d_nhwc_hwcf.1 -> maximum.1 #0: conditional, d0=d0, d1=d1, d2=d2, d3=d3: reduction boundary: the producer's d4, d5, d6 finish before the consumer reads
// CHECK: maximum.1 -> pad.1 #0: legal, d0=d0, d1=d1 - 2, d2=d2 - 2, d3=d3
// CHECK: maximum.1 -> pad.1 -> conv_2d_nhwc_hwcf.2 #0: conditional, d0=d0, d1=d1*2 - 2 + 0..4, d2=d2*2 - 2 + 0..4, d3=d6: halo of 3 along the producer's loop d1: the consumer's d1 moves a window of 5 by 2, dilation 2; halo of 3 along the producer's loop d2: the consumer's d2 moves a window of 5 by 2, dilation 2
func.func @chain(%x: tensor<2x10x10x4xf32>, %v: tensor<3x3x4x8xf32>, %w: tensor<3x3x8x8xf32>) -> tensor<2x4x4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %zeros = arith.constant dense<0.0> : tensor<2x8x8x8xf32>
  %e = tensor.empty() : tensor<2x8x8x8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<2x8x8x8xf32>) -> tensor<2x8x8x8xf32>
  %1 = linalg.conv_2d_nhwc_hwcf ins(%x, %v : tensor<2x10x10x4xf32>, tensor<3x3x4x8xf32>) outs(%0 : tensor<2x8x8x8xf32>) -> tensor<2x8x8x8xf32>
  %2 = stablehlo.maximum %1, %zeros : tensor<2x8x8x8xf32>
  %3 = tensor.pad %2 low[0, 2, 2, 0] high[0, 1, 1, 0] {
  ^bb0(%a: index, %b: index, %c: index, %d: index):
    tensor.yield %zero : f32
  } : tensor<2x8x8x8xf32> to tensor<2x11x11x8xf32>
  %f = tensor.empty() : tensor<2x4x4x8xf32>
  %4 = linalg.fill ins(%zero : f32) outs(%f : tensor<2x4x4x8xf32>) -> tensor<2x4x4x8xf32>
  %5 = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>, dilations = dense<2> : tensor<2xi64>} ins(%3, %w : tensor<2x11x11x8xf32>, tensor<3x3x8x8xf32>) outs(%4 : tensor<2x4x4x8xf32>) -> tensor<2x4x4x8xf32>
  return %5 : tensor<2x4x4x8xf32>
}

// -----

// Heads of an attention: a loop is cut in two and put together again, and nothing of that is a barrier.
// CHECK: tanh.1 -> expand_shape.1 #0: legal, d0=d0, d1=d1*4 + 0..3
// CHECK: tanh.1 -> expand_shape.1 -> transpose.1 #0: legal, d0=d1, d1=d0*4 + 0..3
// CHECK: tanh.1 -> expand_shape.1 -> transpose.1 -> exponential.1 #0: legal, d0=d1, d1=d0*4 + 0..3
// CHECK: exponential.1 -> collapse_shape.1 -> negate.1 #0: legal, d0=d0 floordiv 8, d1=d0 mod 8, d2=d1
func.func @heads(%x: tensor<8x12xf32>) -> tensor<24x4xf32> {
  %0 = stablehlo.tanh %x : tensor<8x12xf32>
  %1 = tensor.expand_shape %0 [[0], [1, 2]] output_shape [8, 3, 4] : tensor<8x12xf32> into tensor<8x3x4xf32>
  %2 = stablehlo.transpose %1, dims = [1, 0, 2] : (tensor<8x3x4xf32>) -> tensor<3x8x4xf32>
  %3 = stablehlo.exponential %2 : tensor<3x8x4xf32>
  %4 = tensor.collapse_shape %3 [[0, 1], [2]] : tensor<3x8x4xf32> into tensor<24x4xf32>
  %5 = stablehlo.negate %4 : tensor<24x4xf32>
  return %5 : tensor<24x4xf32>
}

// -----

// Slices and reversals shift and turn a loop; a 1x1 window with a stride has no halo; StableHLO's own convolution and
// pooling have loops as well.
// CHECK: tanh.1 -> slice.1 -> reverse.1 -> negate.1 #0: conditional, d0=d0*-2 + 7, d1=d1, d2=d2: 2 users: slice.1, convolution.1
// CHECK: tanh.1 -> convolution.1 #0: conditional, d0=d0, d1=d1*2, d2=d4: 2 users: slice.1, convolution.1
// CHECK: convolution.1 -> reduce_window.1 #0: conditional, d0=d0, d1=d1 + 0..1, d2=d2: halo of 1 along the producer's loop d1: the consumer's d1 moves a window of 2 by 1; reduction boundary: the producer's d4 finishes
func.func @shapes(%x: tensor<9x5x4xf32>, %w: tensor<1x4x6xf32>) -> (tensor<4x5x4xf32>, tensor<9x2x6xf32>) {
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.tanh %x : tensor<9x5x4xf32>
  %1 = stablehlo.slice %0 [1:8:2, 0:5, 0:4] : (tensor<9x5x4xf32>) -> tensor<4x5x4xf32>
  %2 = stablehlo.reverse %1, dims = [0] : tensor<4x5x4xf32>
  %3 = stablehlo.negate %2 : tensor<4x5x4xf32>
  %4 = "stablehlo.convolution"(%0, %w) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>, feature_group_count = 1 : i64, window_strides = array<i64: 2>}> : (tensor<9x5x4xf32>, tensor<1x4x6xf32>) -> tensor<9x3x6xf32>
  %5 = "stablehlo.reduce_window"(%4, %z) <{window_dimensions = array<i64: 1, 2, 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<9x3x6xf32>, tensor<f32>) -> tensor<9x2x6xf32>
  return %3, %5 : tensor<4x5x4xf32>, tensor<9x2x6xf32>
}

// -----

// A mean is a sum divided: the row barrier is where the row is read again. Groups are looked into.
// CHECK: reduce.1 -> divide.1 #0: conditional, d0=d0: reduction boundary: the producer's d1 finishes before the consumer reads
// CHECK: divide.1 -> broadcast_in_dim.1 #0
// CHECK: divide.1 -> broadcast_in_dim.1 -> group.1 #1: conditional, d0=d0: row barrier: the consumer's d1 runs again along the row that d1 of reduce.1 reduces
// CHECK: group.1 -> tanh.1 #0: legal, d0=d0, d1=d1
func.func @mean(%x: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %n = stablehlo.constant dense<16.0> : tensor<8xf32>
  %s = stablehlo.reduce(%x init: %z) applies stablehlo.add across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  %m = stablehlo.divide %s, %n : tensor<8xf32>
  %b = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %g = "fuse.group"(%x, %b) ({
  ^bb0(%p: tensor<8x16xf32>, %q: tensor<8x16xf32>):
    %d = stablehlo.subtract %p, %q : tensor<8x16xf32>
    "fuse_end.yield"(%d) : (tensor<8x16xf32>) -> ()
  }) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
  %t = stablehlo.tanh %g : tensor<8x16xf32>
  return %t : tensor<8x16xf32>
}
