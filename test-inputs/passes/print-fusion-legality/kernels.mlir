// Why two ops can't be one stitched kernel: each refusal has a code, its values, and a note where the op stands.
// RUN: fusec %s -passes='import,print-fusion-legality{kernels}' 2>&1 >%t | FileCheck %s
// RUN: fusec %s -passes='import,fusion-legality{kernels}' -stats 2>%t | FileCheck %s --check-prefix=EDGES
// RUN: FileCheck %s --check-prefix=COUNTS --input-file=%t
// RUN: fusec %s -passes=import,fusion-legality | FileCheck %s --check-prefix=PLAIN
// RUN: fusec %s -passes=import,plan-kernels -remarks=plan-kernels 2>&1 >%t | FileCheck %s --check-prefix=PLAN
// CHECK: kernels.mlir:[[#@LINE+22]]:8: remark: generic.1 -> generic.2 #0: conditional, {{.*}}; in a kernel: global: shared-operand, all rows of generic.1 read one operand of 512 bytes
// CHECK: kernels.mlir:[[#@LINE+20]]:8: note: generic.1 is here
// CHECK: remark: generic.1 -> generic.2 #1: {{.*}}; in a kernel: row-scalar
// CHECK: remark: conv_2d_nhwc_hwcf.1 -> generic.1 #0: {{.*}}; in a kernel: global: not-stitchable, conv_2d_nhwc_hwcf.1 is no part of stitched kernels: a sum of products that is a kernel by itself
// CHECK: note: conv_2d_nhwc_hwcf.1 is here
// CHECK: remark: generic.1 -> for.1 #3: illegal: for.1 is control flow; in a kernel: global: unsupported-kind, for.1 is control flow
// CHECK: in a kernel: global: cycle, cycle through generic.2
// EDGES: #fuse.edge<0 : i64, "illegal", 0 : i64, affine_map<(d0, d1) -> (d0, d1)>, [{bytes = 512 : i64, code = "shared-operand", op = "generic.1"}, {code = "reduction-boundary", producer_loops = [2]}]>
// EDGES: {code = "not-stitchable", op = "conv_2d_nhwc_hwcf.1", why = "a sum of products that is a kernel by itself"}
// COUNTS-DAG: 1  edges between kernels by shared-operand
// COUNTS-DAG: 1  edges between kernels by not-stitchable
// PLAIN: "conditional", 0 : i64, affine_map<(d0, d1) -> (d0, d1)>, [{code = "reduction-boundary", producer_loops = [2]}]>
// PLAN: remark: plan-kernels: generic.1 and generic.2 are in two kernels: shared-operand, all rows of generic.1 read one operand of 512 bytes
// PLAN: remark: plan-kernels: generic.2 and generic.4 are in two kernels: scratch, a row keeps 1057024 bytes, and 'l2' has 786432 for it
// PLAN: remark: plan-kernels: conv_2d_nhwc_hwcf.1 and generic.1 are in two kernels: not-stitchable
// PLAN: remark: plan-kernels: generic.1 and for.1 are in two kernels: unsupported-kind, for.1 is control flow
// PLAN-NOT: extract.1
// PLAN: remark: plan-kernels: generic.1 and generic.3 are in two kernels: scratch, a row keeps 16000000 bytes, and 'l2' has 786432 for it

// All rows read the weights of a product.
func.func @weights(%x: tensor<8x16xf32>, %w: tensor<16x32xf32>) -> tensor<8x32xf32> {
  %p = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<8x16xf32>, tensor<16x32xf32>) -> tensor<8x32xf32>
  %t = stablehlo.tanh %p : tensor<8x32xf32>
  return %t : tensor<8x32xf32>
}

// Sums over rows are complete at the end, and then all rows would read them: there is one row that keeps all.
func.func @columns(%x: tensor<64x2048xf32>) -> tensor<64x2048xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %s = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<64x2048xf32>, tensor<f32>) -> tensor<64xf32>
  %b = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<64xf32>) -> tensor<64x2048xf32>
  %y = stablehlo.divide %x, %b : tensor<64x2048xf32>
  %c = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<64x2048xf32>, tensor<f32>) -> tensor<2048xf32>
  %d = stablehlo.broadcast_in_dim %c, dims = [1] : (tensor<2048xf32>) -> tensor<64x2048xf32>
  %m = stablehlo.multiply %y, %d : tensor<64x2048xf32>
  %t = stablehlo.reduce(%m init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<64x2048xf32>, tensor<f32>) -> tensor<64xf32>
  %u = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<64xf32>) -> tensor<64x2048xf32>
  %r = stablehlo.multiply %m, %u : tensor<64x2048xf32>
  return %r : tensor<64x2048xf32>
}

// A convolution is a kernel by itself.
func.func @window(%x: tensor<1x8x8x4xf32>, %k: tensor<3x3x4x4xf32>) -> tensor<1x6x6x4xf32> {
  %c = stablehlo.convolution(%x, %k) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x8x8x4xf32>, tensor<3x3x4x4xf32>) -> tensor<1x6x6x4xf32>
  %t = stablehlo.tanh %c : tensor<1x6x6x4xf32>
  return %t : tensor<1x6x6x4xf32>
}

// Sorting has no loops.
func.func @sorted(%x: tensor<64xf32>) -> tensor<64xf32> {
  %t = stablehlo.tanh %x : tensor<64xf32>
  %s = "stablehlo.sort"(%t) <{dimension = 0 : i64}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %c = stablehlo.compare LT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %c : tensor<i1>
  }) : (tensor<64xf32>) -> tensor<64xf32>
  return %s : tensor<64xf32>
}

// A row of four million numbers does not fit.
func.func @long(%x: tensor<2x4000000xf32>) -> tensor<2x4000000xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<2x4000000xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2x4000000xf32>, tensor<f32>) -> tensor<2xf32>
  %b = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<2xf32>) -> tensor<2x4000000xf32>
  %r = stablehlo.divide %e, %b : tensor<2x4000000xf32>
  return %r : tensor<2x4000000xf32>
}
