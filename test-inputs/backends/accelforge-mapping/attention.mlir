// Three layers that share a loop over keys: what they keep before it, then the loop, then a branch each. The evaluator of
// AccelForge 1.0.467 gives this file 33.7194 uJ, 40960 cycles and 1048576 bits of DRAM, as `cost-json` does: its own optimum.
// RUN: fusec %s -target=e32-256k -emit=accelforge-mapping:%t.yaml -emit=cost-json:%t.json
// RUN: FileCheck %s --input-file=%t.yaml --match-full-lines --strict-whitespace
// RUN: FileCheck %s --input-file=%t.json --check-prefix=COST

// COST: "cycles": 40960,
// COST-NEXT: "energy_pj": 33719399.2192

//      CHECK:mapping:
// CHECK-NEXT:  nodes:
// CHECK-NEXT:  - !Storage {tensors: [Q, K, V, O], component: MainMemory}
// CHECK-NEXT:  - !Storage {tensors: [Q, O], component: GLB}
// CHECK-NEXT:  - !Temporal {rank_variable: p, tile_shape: 32}
// CHECK-NEXT:  - !Sequential
// CHECK-NEXT:    nodes:
// CHECK-NEXT:    - !Nested
// CHECK-NEXT:      nodes:
// CHECK-NEXT:      - !Storage {tensors: [S], component: GLB}
// CHECK-NEXT:      - !Temporal {rank_variable: e, tile_shape: 32}
// CHECK-NEXT:      - !Spatial {rank_variable: e, tile_shape: 1, component: PE, name: reuse_output}
// CHECK-NEXT:      - !Spatial {rank_variable: p, tile_shape: 1, component: PE, name: reuse_input}
// CHECK-NEXT:      - !Storage {tensors: [K], component: Reg}
// CHECK-NEXT:      - !Temporal {rank_variable: m, tile_shape: 1}
// CHECK-NEXT:      - !Compute {einsum: QK, component: MAC}
// CHECK-NEXT:    - !Nested
// CHECK-NEXT:      nodes:
// CHECK-NEXT:      - !Storage {tensors: [S, A], component: GLB}
// CHECK-NEXT:      - !Temporal {rank_variable: m, tile_shape: 1}
// CHECK-NEXT:      - !Temporal {rank_variable: p, tile_shape: 1}
// CHECK-NEXT:      - !Compute {einsum: SM, component: VEC}
// CHECK-NEXT:    - !Nested
// CHECK-NEXT:      nodes:
// CHECK-NEXT:      - !Storage {tensors: [A], component: GLB}
// CHECK-NEXT:      - !Temporal {rank_variable: f, tile_shape: 32}
// CHECK-NEXT:      - !Spatial {rank_variable: p, tile_shape: 1, component: PE, name: reuse_output}
// CHECK-NEXT:      - !Spatial {rank_variable: f, tile_shape: 1, component: PE, name: reuse_input}
// CHECK-NEXT:      - !Storage {tensors: [V], component: Reg}
// CHECK-NEXT:      - !Temporal {rank_variable: m, tile_shape: 1}
// CHECK-NEXT:      - !Compute {einsum: AV, component: MAC}
//  CHECK-NOT:{{.}}
#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map4 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
module @attention_h1_l512 {
  func.func public @main(%arg0: tensor<1x512x64xf8E4M3FN>, %arg1: tensor<1x512x64xf8E4M3FN>, %arg2: tensor<1x512x64xf8E4M3FN>) -> tensor<1x512x64xf8E4M3FN> attributes {fuse.plan = {model = "m1", options = "partial-sums=8"}} {
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant -4.480000e+02 : f8E4M3FN
    %cst_1 = arith.constant 0.000000e+00 : f8E4M3FN
    %0 = tensor.empty() : tensor<1x512x512xf32>
    %1 = linalg.fill ins(%cst : f32) outs(%0 : tensor<1x512x512xf32>) -> tensor<1x512x512xf32>
    %2 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%arg0, %arg1 : tensor<1x512x64xf8E4M3FN>, tensor<1x512x64xf8E4M3FN>) outs(%1 : tensor<1x512x512xf32>) attrs =  {fuse.group_id = 0 : i64, fuse.halo = "retained", fuse.mapping = #fuse.mapping<["dram I W", "buffer I", "for K 16", "buffer O", "for C 2", "columns K 32", "rows C 32", "registers W", "for N 512"]>, fuse.shared_loops = 1 : i64} {
    ^bb0(%in: f8E4M3FN, %in_2: f8E4M3FN, %out: f32):
      %17 = arith.extf %in : f8E4M3FN to f32
      %18 = arith.extf %in_2 : f8E4M3FN to f32
      %19 = arith.mulf %17, %18 : f32
      %20 = arith.addf %out, %19 : f32
      linalg.yield %20 : f32
    } -> tensor<1x512x512xf32>
    %3 = tensor.empty() : tensor<1x512x512xf8E4M3FN>
    %4 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%2 : tensor<1x512x512xf32>) outs(%3 : tensor<1x512x512xf8E4M3FN>) attrs =  {fuse.group_id = 0 : i64} {
    ^bb0(%in: f32, %out: f8E4M3FN):
      %17 = arith.truncf %in : f32 to f8E4M3FN
      linalg.yield %17 : f8E4M3FN
    } -> tensor<1x512x512xf8E4M3FN>
    %5 = tensor.empty() : tensor<1x512xf8E4M3FN>
    %6 = linalg.fill ins(%cst_0 : f8E4M3FN) outs(%5 : tensor<1x512xf8E4M3FN>) -> tensor<1x512xf8E4M3FN>
    %7 = linalg.generic {indexing_maps = [#map3, #map4], iterator_types = ["parallel", "parallel", "reduction"]} ins(%4 : tensor<1x512x512xf8E4M3FN>) outs(%6 : tensor<1x512xf8E4M3FN>) attrs =  {fuse.group_id = 0 : i64} {
    ^bb0(%in: f8E4M3FN, %out: f8E4M3FN):
      %17 = arith.maximumf %out, %in : f8E4M3FN
      linalg.yield %17 : f8E4M3FN
    } -> tensor<1x512xf8E4M3FN>
    %8 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%4, %7 : tensor<1x512x512xf8E4M3FN>, tensor<1x512xf8E4M3FN>) outs(%3 : tensor<1x512x512xf8E4M3FN>) attrs =  {fuse.group_id = 0 : i64} {
    ^bb0(%in: f8E4M3FN, %in_2: f8E4M3FN, %out: f8E4M3FN):
      %17 = arith.subf %in, %in_2 : f8E4M3FN
      %18 = math.exp %17 : f8E4M3FN
      linalg.yield %18 : f8E4M3FN
    } -> tensor<1x512x512xf8E4M3FN>
    %9 = linalg.fill ins(%cst_1 : f8E4M3FN) outs(%5 : tensor<1x512xf8E4M3FN>) -> tensor<1x512xf8E4M3FN>
    %10 = linalg.generic {indexing_maps = [#map3, #map4], iterator_types = ["parallel", "parallel", "reduction"]} ins(%8 : tensor<1x512x512xf8E4M3FN>) outs(%9 : tensor<1x512xf8E4M3FN>) attrs =  {fuse.group_id = 0 : i64} {
    ^bb0(%in: f8E4M3FN, %out: f8E4M3FN):
      %17 = arith.addf %out, %in : f8E4M3FN
      linalg.yield %17 : f8E4M3FN
    } -> tensor<1x512xf8E4M3FN>
    %11 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%8, %10 : tensor<1x512x512xf8E4M3FN>, tensor<1x512xf8E4M3FN>) outs(%3 : tensor<1x512x512xf8E4M3FN>) attrs =  {fuse.group_id = 0 : i64, fuse.halo = "retained", fuse.mapping = #fuse.mapping<["for K 16", "buffer I", "buffer O", "for N 512", "lanes K 32"]>, fuse.shared_loops = 1 : i64, fuse.sigma = array<i64: 1>} {
    ^bb0(%in: f8E4M3FN, %in_2: f8E4M3FN, %out: f8E4M3FN):
      %17 = arith.divf %in, %in_2 : f8E4M3FN
      linalg.yield %17 : f8E4M3FN
    } -> tensor<1x512x512xf8E4M3FN>
    %12 = tensor.empty() : tensor<1x512x64xf32>
    %13 = linalg.fill ins(%cst : f32) outs(%12 : tensor<1x512x64xf32>) -> tensor<1x512x64xf32>
    %14 = linalg.generic {indexing_maps = [#map, #map5, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%11, %arg2 : tensor<1x512x512xf8E4M3FN>, tensor<1x512x64xf8E4M3FN>) outs(%13 : tensor<1x512x64xf32>) attrs =  {fuse.group_id = 0 : i64, fuse.halo = "retained", fuse.mapping = #fuse.mapping<["dram W O", "buffer O", "for C 16", "buffer I", "for K 2", "columns K 32", "rows C 32", "registers W", "for N 512"]>, fuse.shared_loops = 1 : i64, fuse.sigma = array<i64: 1>} {
    ^bb0(%in: f8E4M3FN, %in_2: f8E4M3FN, %out: f32):
      %17 = arith.extf %in : f8E4M3FN to f32
      %18 = arith.extf %in_2 : f8E4M3FN to f32
      %19 = arith.mulf %17, %18 : f32
      %20 = arith.addf %out, %19 : f32
      linalg.yield %20 : f32
    } -> tensor<1x512x64xf32>
    %15 = tensor.empty() : tensor<1x512x64xf8E4M3FN>
    %16 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%14 : tensor<1x512x64xf32>) outs(%15 : tensor<1x512x64xf8E4M3FN>) attrs =  {fuse.group_id = 0 : i64} {
    ^bb0(%in: f32, %out: f8E4M3FN):
      %17 = arith.truncf %in : f32 to f8E4M3FN
      linalg.yield %17 : f8E4M3FN
    } -> tensor<1x512x64xf8E4M3FN>
    return %16 : tensor<1x512x64xf8E4M3FN>
  }
}
