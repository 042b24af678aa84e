// The example of docs/fusion-legality.md.
// RUN: fusec %s -passes=print-fusion-legality -o %t 2>&1 | FileCheck %s
// RUN: fusec %s -pretty -check-semantics -passes='form-groups{groups="convolution.1+maximum.1;convolution.2+add.1"}' | FileCheck %s --check-prefix=GROUPS
// RUN: fusec %s -seed=1 -run=main -on=reference -passes='form-groups{groups="convolution.1+maximum.1+convolution.2+add.1"}' | FileCheck %s --check-prefix=RESULT
// RUN: not fusec %s -passes='form-groups{groups="maximum.1+add.1"}' 2>&1 | FileCheck %s --check-prefix=PAIR

// CHECK: convolution.1 -> maximum.1 #0: conditional, d0=0, d1=d1, d2=d2, d3=d3: reduction boundary: the producer's d4, d5, d6 finish before the consumer reads
// CHECK: maximum.1 -> convolution.2 #0: conditional, d0=0, d1=d1 - 1 + 0..2, d2=d2 - 1 + 0..2, d3=d6: halo of 2 along the producer's loop d1: the consumer's d1 moves a window of 3 by 1; halo of 2 along the producer's loop d2: the consumer's d2 moves a window of 3 by 1; 2 users: convolution.2, add.1
// CHECK: convolution.2 -> add.1 #0: conditional, {{.*}}reduction boundary
// CHECK: maximum.1 -> add.1 #1: illegal, {{.*}}cycle through convolution.2

// GROUPS: %[[A:.*]] = "fuse.group"(%arg0, %arg1) ({
// GROUPS: stablehlo.convolution
// GROUPS: stablehlo.maximum
// GROUPS: %[[B:.*]] = "fuse.group"(%[[A]], %arg2) ({
// GROUPS: stablehlo.convolution
// GROUPS: stablehlo.add
// GROUPS: return %[[B]]
// RESULT: output
// PAIR: error: form-groups: maximum.1+add.1 is no group: convolution.2, which is not in the group, needs it and computes what add.1 in the group needs
func.func @main(%x: tensor<1x8x8x4xf32>, %v: tensor<3x3x4x8xf32>, %w: tensor<3x3x8x8xf32>) -> tensor<1x8x8x8xf32> {
  %zeros = stablehlo.constant dense<0.0> : tensor<1x8x8x8xf32>
  %a = stablehlo.convolution(%x, %v) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {pad = [[1, 1], [1, 1]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x8x8x4xf32>, tensor<3x3x4x8xf32>) -> tensor<1x8x8x8xf32>
  %r = stablehlo.maximum %a, %zeros : tensor<1x8x8x8xf32>
  %b = stablehlo.convolution(%r, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {pad = [[1, 1], [1, 1]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x8x8x8xf32>, tensor<3x3x8x8xf32>) -> tensor<1x8x8x8xf32>
  %s = stablehlo.add %b, %r : tensor<1x8x8x8xf32>
  return %s : tensor<1x8x8x8xf32>
}
