// One product: the tile of the input stays while the loop over columns, on which it does not depend, brings weights. So its
// storage node stands outside of that loop. The evaluator of AccelForge 1.0.467 gives this file 163.88367 uJ and 524288 cycles,
// as `cost-json` does.
// RUN: fusec %s -target=g16 -emit=accelforge-mapping:%t.yaml -emit=cost-json:%t.json
// RUN: FileCheck %s --input-file=%t.yaml --match-full-lines --strict-whitespace
// RUN: FileCheck %s --input-file=%t.json --check-prefix=COST

//      CHECK:mapping:
// CHECK-NEXT:  nodes:
// CHECK-NEXT:  - !Storage {tensors: [X, W, Y], component: MainMemory}
// CHECK-NEXT:  - !Temporal {rank_variable: m, tile_shape: 256}
// CHECK-NEXT:  - !Storage {tensors: [X], component: Spad}
// CHECK-NEXT:  - !Temporal {rank_variable: n, tile_shape: 128}
// CHECK-NEXT:  - !Storage {tensors: [Y], component: Acc}
// CHECK-NEXT:  - !Temporal {rank_variable: n, tile_shape: 16}
// CHECK-NEXT:  - !Temporal {rank_variable: k, tile_shape: 16}
// CHECK-NEXT:  - !Spatial {rank_variable: k, tile_shape: 1, component: PE, name: reuse_output}
// CHECK-NEXT:  - !Spatial {rank_variable: n, tile_shape: 1, component: PE, name: reuse_input}
// CHECK-NEXT:  - !Storage {tensors: [W], component: Reg}
// CHECK-NEXT:  - !Temporal {rank_variable: m, tile_shape: 1}
// CHECK-NEXT:  - !Compute {einsum: Gemm, component: MAC}
//  CHECK-NOT:{{.}}

// COST: "cycles": 524288,
// COST-NEXT: "energy_pj": 163883673.19
func.func @gemm(%a: tensor<512x512xi8>, %b: tensor<512x512xi8>) -> tensor<512x512xi8> {
  %zero = arith.constant 0 : i8
  %e = tensor.empty() : tensor<512x512xi8>
  %c = linalg.fill ins(%zero : i8) outs(%e : tensor<512x512xi8>) -> tensor<512x512xi8>
  %0 = linalg.matmul {fuse.mapping = #fuse.mapping<["dram I W O", "for N 2", "for K 4", "scratchpad I", "accumulator O", "for K 8", "for C 32", "columns K 16", "rows C 16", "registers W", "for N 256"]>} ins(%a, %b : tensor<512x512xi8>, tensor<512x512xi8>) outs(%c : tensor<512x512xi8>) -> tensor<512x512xi8>
  return %0 : tensor<512x512xi8>
}
