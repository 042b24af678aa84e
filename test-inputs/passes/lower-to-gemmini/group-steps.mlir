// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32-16 -on=gemmini -run=main -seed=1 -o /dev/null | FileCheck %s

// Steps over G that become part of the core store every matrix, though the loops of the core begin with K.
// CHECK: @main on gemmini:
// CHECK-NEXT: output0 {{.*}} ok
// CHECK: instructions {{.*}} 0 violations

func.func @main(%a: tensor<2x16x8xf32>, %b: tensor<2x8x16xf32>) -> tensor<2x16x16xf32> {
  %z = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x16x16xf32>
  %c = linalg.fill ins(%z : f32) outs(%e : tensor<2x16x16xf32>) -> tensor<2x16x16xf32>
  %0 = linalg.batch_matmul {fuse.mapping = #fuse.mapping<["dram I W O", "for G 2", "scratchpad I W", "accumulator O", "for K 2", "columns K 8", "rows C 8", "registers W", "for N 16"]>}
    ins(%a, %b : tensor<2x16x8xf32>, tensor<2x8x16xf32>) outs(%c : tensor<2x16x16xf32>) -> tensor<2x16x16xf32>
  return %0 : tensor<2x16x16xf32>
}
