// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -remarks=lower-to-gemmini 2>&1 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=NUMBERS
// RUN: fusec %s -passes=lower-to-gemmini -target='gemmini-fp32{fma=fused}' -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=FUSED
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -emit=gemmini-trace:- | FileCheck %s --check-prefix=TRACE
// RUN: fusec %s -passes='lower-to-gemmini{on-chip=false}' -target=gemmini-fp32 -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=DRAM

// Floating-point numbers stay on chip as well. Multiplied by the identity, an infinity would spoil its row: 0 times infinity is
// no zero. So the array reads them from the accumulator as what it adds to a product of zeros, and the residual, which lies in
// the scratchpad, begins the sums that it is added to. The zeros come from no memory.

// CHECK-DAG: remark: lower-to-gemmini: its input stays on chip, 32 rows of the scratchpad
// CHECK-DAG: remark: lower-to-gemmini: what it adds stays on chip, 32 rows of the scratchpad
// CHECK-NOT: role = "temporary"
// CHECK-NOT: sym_name = "identity"
// CHECK: "gemmini.mvin"() {columns = {{.*}}memory = "scratchpad"
// CHECK: "gemmini.config_ex"() {activation = "relu"}
// CHECK: "gemmini.preload"({{.*}}memory = "accumulator"
// CHECK: "gemmini.preload"({{.*}}memory = "scratchpad"
// CHECK-NEXT: "gemmini.compute"({{.*}}d_memory = "accumulator"
// CHECK: hardware_only = true

// (16 x 8 + 3 x 8 x 8) x 4 bytes, and 16 x 8 results.
// NUMBERS: output0 {{.*}} ok
// NUMBERS: 0 violations
// NUMBERS: dram {{ *}}1280 bytes read, 512 written
// FUSED: output0 {{.*}} ok
// TRACE: # needs hardware: reads operands from the accumulator, which Spike cannot
// DRAM: output0 {{.*}} ok
// DRAM: dram {{ *}}2816 bytes read, 1536 written

#id = affine_map<(i, j) -> (i, j)>
func.func @main(%x: tensor<16x8xf32>, %w1: tensor<8x8xf32>, %w2: tensor<8x8xf32>, %w3: tensor<8x8xf32>) -> tensor<16x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<16x8xf32>) -> tensor<16x8xf32>
  %m1 = linalg.matmul {
      fuse.group_id = 0 : i64, fuse.shared_loops = 0 : i64,
      fuse.mapping = #fuse.mapping<["dram I W", "scratchpad I W", "accumulator O", "for K 2", "for C 2", "columns K 4", "rows C 4", "registers W", "for N 16"]>
    } ins(%x, %w1 : tensor<16x8xf32>, tensor<8x8xf32>) outs(%f : tensor<16x8xf32>) -> tensor<16x8xf32>
  %r1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%m1 : tensor<16x8xf32>) outs(%e : tensor<16x8xf32>) attrs = {fuse.group_id = 0 : i64} {
  ^bb0(%s: f32, %o: f32):
    %a = arith.maximumf %s, %zero : f32
    linalg.yield %a : f32
  } -> tensor<16x8xf32>
  %m2 = linalg.matmul {
      fuse.group_id = 0 : i64, fuse.shared_loops = 0 : i64, fuse.sigma = array<i64: 1>,
      fuse.mapping = #fuse.mapping<["dram W", "scratchpad I W", "accumulator O", "for K 2", "for C 2", "columns K 4", "rows C 4", "registers W", "for N 16"]>
    } ins(%r1, %w2 : tensor<16x8xf32>, tensor<8x8xf32>) outs(%f : tensor<16x8xf32>) -> tensor<16x8xf32>
  %m3 = linalg.matmul {
      fuse.group_id = 0 : i64, fuse.shared_loops = 0 : i64, fuse.sigma = array<i64: 1, 1>,
      fuse.mapping = #fuse.mapping<["dram W O", "scratchpad I W", "accumulator O", "for K 2", "for C 2", "columns K 4", "rows C 4", "registers W", "for N 16"]>
    } ins(%m2, %w3 : tensor<16x8xf32>, tensor<8x8xf32>) outs(%f : tensor<16x8xf32>) -> tensor<16x8xf32>
  %r3 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%m3, %r1 : tensor<16x8xf32>, tensor<16x8xf32>) outs(%e : tensor<16x8xf32>) attrs = {fuse.group_id = 0 : i64} {
  ^bb0(%s: f32, %t: f32, %o: f32):
    %a = arith.addf %s, %t : f32
    linalg.yield %a : f32
  } -> tensor<16x8xf32>
  return %r3 : tensor<16x8xf32>
}
