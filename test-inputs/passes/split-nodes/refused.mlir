// RUN: not fusec %s -passes=split-nodes -split-input-file 2>&1 | FileCheck %s
// RUN: not fusec %S/../../models/dien_b128_t50.mlir -passes=import,split-nodes 2>&1 | FileCheck %s --check-prefix=LOOP

// LOOP: error: split-nodes: 'scf.while' is no layer: control flow

// CHECK: refused.mlir:[[@LINE+2]]:{{.*}} error: split-nodes: 'stablehlo.add' is no structured op of linalg; run 'import' first
func.func @stablehlo(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = stablehlo.add %x, %x : tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// CHECK: error: split-nodes: a tensor has an extent that is not known; layers need static shapes
func.func @dynamic(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}

// -----

// What a layer computes says where to read.
// CHECK: error: split-nodes: it reads where the results of 'linalg.generic' say, which can't be scheduled in parts; only look-ups by operands may be
#id = affine_map<(d0) -> (d0)>
#sum = affine_map<(d0, d1) -> (d0, d1)>
#kept = affine_map<(d0, d1) -> (d0)>
func.func @lookup(%table: tensor<16xf32>, %x: tensor<4x8xi32>) -> tensor<4xf32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<4xi32>
  %f = linalg.fill ins(%zero : i32) outs(%e : tensor<4xi32>) -> tensor<4xi32>
  %s = linalg.generic {indexing_maps = [#sum, #kept], iterator_types = ["parallel", "reduction"]}
    ins(%x : tensor<4x8xi32>) outs(%f : tensor<4xi32>) {
  ^bb0(%a: i32, %b: i32):
    %c = arith.addi %a, %b : i32
    linalg.yield %c : i32
  } -> tensor<4xi32>
  %o = tensor.empty() : tensor<4xf32>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
    ins(%s : tensor<4xi32>) outs(%o : tensor<4xf32>) {
  ^bb0(%a: i32, %b: f32):
    %i = arith.index_cast %a : i32 to index
    %v = tensor.extract %table[%i] : tensor<16xf32>
    linalg.yield %v : f32
  } -> tensor<4xf32>
  return %r : tensor<4xf32>
}
