// Structured ops and tensor ops as C: maps with offsets, several results, indices, slices, bodies of padding.
// REQUIRES: clang
// RUN: fusec %s -run=main -on=native -seed=2 | FileCheck %s
// CHECK: all 9 outputs agree
// RUN: fusec %s -emit=c | FileCheck %s --check-prefix=TEXT

// The reduction runs around the loop along which the output lies in memory.
// TEXT: /* linalg.matmul */
// TEXT: for (long long d0 = 0; d0 < 6; d0++) {
// TEXT: for (long long d2 = 0; d2 < 10; d2++) {
// TEXT: for (long long d1 = 0; d1 < 12; d1++) {

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#last = affine_map<(d0, d1) -> (0, d1)>
#window = affine_map<(d0, d1) -> (d0 * 2 + d1)>
func.func @main(%x: tensor<6x10xf32>, %w: tensor<10x12xf32>, %c: tensor<6x12xf32>, %v: tensor<13xf32>, %i: tensor<6x10xi8>, %r: tensor<1x10xf32>)
    -> (tensor<6x12xf32>, tensor<6xf32>, tensor<6xi64>, tensor<6xf32>, tensor<6x10xf32>, tensor<3x4xf32>, tensor<6x10xf32>, tensor<9x13xf32>, tensor<6x10xi32>) {
  %zero = arith.constant 0.0 : f32
  %izero = arith.constant 0 : i64
  %product = linalg.matmul ins(%x, %w : tensor<6x10xf32>, tensor<10x12xf32>) outs(%c : tensor<6x12xf32>) -> tensor<6x12xf32>
  %e = tensor.empty() : tensor<6xf32>
  %ei = tensor.empty() : tensor<6xi64>
  %low = arith.constant 0xFF800000 : f32
  %f = linalg.fill ins(%low : f32) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  %fi = linalg.fill ins(%izero : i64) outs(%ei : tensor<6xi64>) -> tensor<6xi64>
  // The largest element of each row and where it is.
  %most:2 = linalg.generic {indexing_maps = [#id, #row, #row], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<6x10xf32>) outs(%f, %fi : tensor<6xf32>, tensor<6xi64>) {
  ^bb0(%a: f32, %m: f32, %at: i64):
    %j = linalg.index 1 : index
    %jj = arith.index_cast %j : index to i64
    %g = arith.cmpf ogt, %a, %m : f32
    %0 = arith.select %g, %a, %m : f32
    %1 = arith.select %g, %jj, %at : i64
    linalg.yield %0, %1 : f32, i64
  } -> (tensor<6xf32>, tensor<6xi64>)
  %window = tensor.empty() : tensor<3xf32>
  %f0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  %sums = linalg.generic {indexing_maps = [#window, affine_map<(d0, d1) -> (d1)>, #row], iterator_types = ["parallel", "reduction"]} ins(%v, %window : tensor<13xf32>, tensor<3xf32>) outs(%f0 : tensor<6xf32>) {
  ^bb0(%a: f32, %u: f32, %s: f32):
    %0 = arith.addf %s, %a : f32
    linalg.yield %0 : f32
  } -> tensor<6xf32>
  %ex = tensor.empty() : tensor<6x10xf32>
  %shifted = linalg.generic {indexing_maps = [#id, #last, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %r : tensor<6x10xf32>, tensor<1x10xf32>) outs(%ex : tensor<6x10xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.addf %a, %b : f32
    %1 = math.tanh %0 : f32
    linalg.yield %1 : f32
  } -> tensor<6x10xf32>
  %slice = tensor.extract_slice %x[1, 2] [3, 4] [2, 2] : tensor<6x10xf32> to tensor<3x4xf32>
  %inserted = tensor.insert_slice %slice into %x[0, 5] [3, 4] [1, 1] : tensor<3x4xf32> into tensor<6x10xf32>
  %padded = tensor.pad %x low[1, 2] high[2, 1] {
  ^bb0(%p: index, %q: index):
    %0 = arith.addi %p, %q : index
    %1 = arith.index_cast %0 : index to i32
    %2 = arith.sitofp %1 : i32 to f32
    tensor.yield %2 : f32
  } : tensor<6x10xf32> to tensor<9x13xf32>
  %ei32 = tensor.empty() : tensor<6x10xi32>
  %whole = linalg.map ins(%i : tensor<6x10xi8>) outs(%ei32 : tensor<6x10xi32>)
    (%a: i8, %o: i32) {
      %0 = arith.extui %a : i8 to i32
      %1 = arith.extsi %a : i8 to i32
      %2 = arith.muli %0, %1 : i32
      linalg.yield %2 : i32
    }
  return %product, %most#0, %most#1, %sums, %shifted, %slice, %inserted, %padded, %whole : tensor<6x12xf32>, tensor<6xf32>, tensor<6xi64>, tensor<6xf32>, tensor<6x10xf32>, tensor<3x4xf32>, tensor<6x10xf32>, tensor<9x13xf32>, tensor<6x10xi32>
}
