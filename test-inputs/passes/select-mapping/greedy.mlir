// RUN: fusec %s -passes='select-mapping{search=greedy groups=none}' -target=fadiff-small -o %t
// RUN: FileCheck %s < %t
// What is written reads back as the same text, and other passes leave it alone.
// RUN: fusec %t | diff %t -
// RUN: fusec %t -print-generic | fusec - | diff %t -
// RUN: fusec %t -passes=cse,dce | diff %t -
// The values stay what they are.
// RUN: fusec %s -passes='select-mapping{search=greedy groups=none}' -target=fadiff-small -run=chain -seed=3 | FileCheck %s --check-prefix=RESULT
// RESULT: output0{{.*}}32x16{{.*}}
// The costs of a program with mappings are those that the pass told.
// RUN: fusec %t -target=fadiff-small -emit=cost-json | FileCheck %s --check-prefix=COST
// COST: "target": "fadiff-small"
// COST: "model": "m1"
// COST: "name": "matmul1"
// COST: "mapping": "dram I W O
// RUN: fusec %s -passes='select-mapping{search=greedy groups=none}' -target=fadiff-small -remarks=select-mapping -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// REMARK: remark: select-mapping: matmul1: {{.*}} cycles, {{.*}} pJ, limited by {{.*}}; dram I W O
// REMARK: remark: select-mapping: the network takes

// CHECK: func.func @chain{{.*}}attributes {fuse.plan = {bound_cycles = {{.*}}, gap = {{.*}}, model = "m1", objective = "edp", {{.*}}search = "greedy", seed = 0 : i64}}
// CHECK: linalg.matmul {fuse.mapping = #fuse.mapping<["dram I W O",{{.*}}"scratchpad I W",{{.*}}"columns K {{.*}}"accumulator O",{{.*}}"rows C 16",{{.*}}"registers W"{{.*}}]>}
// CHECK: linalg.matmul {fuse.mapping = #fuse.mapping<["dram I W O",{{.*}}]>, fuse.sigma = array<i64: 0>}
func.func @chain(%x: tensor<32x64xi8>, %w1: tensor<64x48xi8>, %w2: tensor<48x16xi8>, %c1: tensor<32x48xi32>, %c2: tensor<32x16xi32>) -> tensor<32x16xi32> {
  %zero = arith.constant 0 : i32
  %i1 = linalg.fill ins(%zero : i32) outs(%c1 : tensor<32x48xi32>) -> tensor<32x48xi32>
  %0 = linalg.matmul ins(%x, %w1 : tensor<32x64xi8>, tensor<64x48xi8>) outs(%i1 : tensor<32x48xi32>) -> tensor<32x48xi32>
  %e = tensor.empty() : tensor<32x48xi8>
  %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<32x48xi32>) outs(%e : tensor<32x48xi8>) {
  ^bb0(%in: i32, %out: i8):
    %t = arith.trunci %in : i32 to i8
    linalg.yield %t : i8
  } -> tensor<32x48xi8>
  %i2 = linalg.fill ins(%zero : i32) outs(%c2 : tensor<32x16xi32>) -> tensor<32x16xi32>
  %2 = linalg.matmul ins(%1, %w2 : tensor<32x48xi8>, tensor<48x16xi8>) outs(%i2 : tensor<32x16xi32>) -> tensor<32x16xi32>
  return %2 : tensor<32x16xi32>
}
