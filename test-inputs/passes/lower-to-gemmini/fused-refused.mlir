// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini -remarks=lower-to-gemmini 2>&1 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=NUMBERS

// The tensor between the layers is returned as well, so that it must be in DRAM.

// CHECK: remark: lower-to-gemmini: what the plan keeps on chip for it goes through DRAM: the host reads it as well, or the function returns it
// CHECK-NOT: hardware_only
// NUMBERS: output0 {{.*}} ok
// NUMBERS: output1 {{.*}} ok

#id = affine_map<(i, j) -> (i, j)>
func.func @main(%x: tensor<16x16xi8>, %w1: tensor<16x16xi8>, %w2: tensor<16x16xi8>) -> (tensor<16x16xi32>, tensor<16x16xi8>) {
  %zero = arith.constant 0 : i32
  %e1 = tensor.empty() : tensor<16x16xi32>
  %f1 = linalg.fill ins(%zero : i32) outs(%e1 : tensor<16x16xi32>) -> tensor<16x16xi32>
  %m1 = linalg.matmul {
      fuse.group_id = 0 : i64, fuse.shared_loops = 0 : i64,
      fuse.mapping = #fuse.mapping<["dram I W", "accumulator O", "scratchpad I W", "columns K 16", "rows C 16", "registers W", "for N 16"]>
    } ins(%x, %w1 : tensor<16x16xi8>, tensor<16x16xi8>) outs(%f1 : tensor<16x16xi32>) -> tensor<16x16xi32>
  %e2 = tensor.empty() : tensor<16x16xi8>
  %q = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%m1 : tensor<16x16xi32>) outs(%e2 : tensor<16x16xi8>) attrs = {fuse.group_id = 0 : i64} {
  ^bb0(%s: i32, %o: i8):
    %f = arith.sitofp %s : i32 to f32
    %r = math.roundeven %f : f32
    %low = arith.constant 0.0 : f32
    %high = arith.constant 127.0 : f32
    %a = arith.maximumf %r, %low : f32
    %b = arith.minimumf %a, %high : f32
    %i = arith.fptosi %b : f32 to i8
    linalg.yield %i : i8
  } -> tensor<16x16xi8>
  %m2 = linalg.matmul {
      fuse.group_id = 0 : i64, fuse.shared_loops = 0 : i64, fuse.sigma = array<i64: 1>,
      fuse.mapping = #fuse.mapping<["dram W O", "scratchpad I W", "accumulator O", "columns K 16", "rows C 16", "registers W", "for N 16"]>
    } ins(%q, %w2 : tensor<16x16xi8>, tensor<16x16xi8>) outs(%f1 : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %m2, %q : tensor<16x16xi32>, tensor<16x16xi8>
}
