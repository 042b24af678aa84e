// The optimum of the stated space: AccelForge 1.0.467 finds 163.884 uJ and 524288 cycles on the same machine, inputs in the
// scratchpad and weights passing it by. Nothing can be fused, so the bound of the space is the value itself.
// RUN: fusec %s -passes='select-mapping{search=exact partial-sum-bits=8}' -target=g16 | FileCheck %s
// RUN: fusec %s -passes='select-mapping{search=exact partial-sum-bits=8 objective=latency}' -target=g16 | FileCheck %s --check-prefix=LATENCY
// RUN: fusec %s -passes='select-mapping{search=exact partial-sum-bits=8}' -target=g16-nobypass | FileCheck %s --check-prefix=NOBYPASS

// CHECK: edp_uj_cycles = 85922243.{{[0-9]+}} : f64, energy_pj = 163883673.{{[0-9]+}} : f64{{.*}}search = "exact"{{.*}}space_bound = 85922243.
// CHECK: linalg.matmul {fuse.mapping = #fuse.mapping<["dram I W O", "for N 2", "scratchpad I", {{.*}}"columns K 16", "rows C 16", "registers W", "for N 256"]>}
// LATENCY: cycles = 5.242880e+05 : f64
// NOBYPASS: "scratchpad I W"
func.func @gemm(%a: tensor<512x512xi8>, %b: tensor<512x512xi8>) -> tensor<512x512xi8> {
  %zero = arith.constant 0 : i8
  %e = tensor.empty() : tensor<512x512xi8>
  %c = linalg.fill ins(%zero : i8) outs(%e : tensor<512x512xi8>) -> tensor<512x512xi8>
  %0 = linalg.matmul ins(%a, %b : tensor<512x512xi8>, tensor<512x512xi8>) outs(%c : tensor<512x512xi8>) -> tensor<512x512xi8>
  return %0 : tensor<512x512xi8>
}
