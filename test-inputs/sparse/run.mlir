// Runs on files of entries; what is expected was computed by NumPy and SciPy (Inputs/make.py).
// RUN: fusec %s -run=spmm -inputs=%S/Inputs/spmm -expect=%S/Inputs/spmm | FileCheck %s
// RUN: fusec %s -run=softmax -inputs=%S/Inputs/softmax -expect=%S/Inputs/softmax | FileCheck %s
// RUN: fusec %s -run=mttkrp -inputs=%S/Inputs/mttkrp -expect=%S/Inputs/mttkrp | FileCheck %s
// RUN: fusec %s -run=symmetric -inputs=%S/Inputs/symmetric -expect=%S/Inputs/symmetric | FileCheck %s
// RUN: fusec %s -run=nonfinite -inputs=%S/Inputs/nonfinite -expect=%S/Inputs/nonfinite | FileCheck %s
// CHECK: the output agrees with

#dcsr = #sparse_tensor.encoding<{ map = (i, j) -> (i : compressed, j : compressed) }>
#csr = #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : compressed) }>
#coo = #sparse_tensor.encoding<{ map = (i, j) -> (i : compressed(nonunique), j : singleton) }>
#csf = #sparse_tensor.encoding<{ map = (i, j, k) -> (i : compressed, j : compressed, k : compressed) }>
#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>

func.func @spmm(%a: tensor<9x12xf32, #dcsr>, %b: tensor<12x5xf32>) -> tensor<9x5xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<9x5xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<9x5xf32>) -> tensor<9x5xf32>
  %0 = linalg.matmul ins(%a, %b : tensor<9x12xf32, #dcsr>, tensor<12x5xf32>) outs(%init : tensor<9x5xf32>) -> tensor<9x5xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<9x5xf32>) outs(%empty : tensor<9x5xf32>) {
  ^bb0(%x: f32, %o: f32):
    %r = arith.maximumf %x, %zero : f32
    linalg.yield %r : f32
  } -> tensor<9x5xf32>
  return %1 : tensor<9x5xf32>
}

func.func @softmax(%s: tensor<6x8xf32, #csr>) -> tensor<6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %least = arith.constant 0xFF800000 : f32
  %column = tensor.empty() : tensor<6xf32>
  %empty = tensor.empty() : tensor<6x8xf32, #csr>
  %low = linalg.fill ins(%least : f32) outs(%column : tensor<6xf32>) -> tensor<6xf32>
  %none = linalg.fill ins(%zero : f32) outs(%column : tensor<6xf32>) -> tensor<6xf32>
  %max = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%s : tensor<6x8xf32, #csr>) outs(%low : tensor<6xf32>) {
  ^bb0(%x: f32, %m: f32):
    %r = sparse_tensor.reduce %x, %m, %least : f32 {
    ^bb0(%p: f32, %q: f32):
      %larger = arith.maximumf %p, %q : f32
      sparse_tensor.yield %larger : f32
    }
    linalg.yield %r : f32
  } -> tensor<6xf32>
  %exp = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%s, %max : tensor<6x8xf32, #csr>, tensor<6xf32>) outs(%empty : tensor<6x8xf32, #csr>) {
  ^bb0(%x: f32, %m: f32, %o: f32):
    %r = sparse_tensor.binary %x, %m : f32, f32 to f32
     overlap = {
    ^bb0(%p: f32, %q: f32):
      %d = arith.subf %p, %q : f32
      %e = math.exp %d : f32
      sparse_tensor.yield %e : f32
    }
     left = {}
     right = {}
    linalg.yield %r : f32
  } -> tensor<6x8xf32, #csr>
  %sum = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%exp : tensor<6x8xf32, #csr>) outs(%none : tensor<6xf32>) {
  ^bb0(%x: f32, %m: f32):
    %r = arith.addf %m, %x : f32
    linalg.yield %r : f32
  } -> tensor<6xf32>
  // A row without entries has the sum 0, and nothing to divide.
  %quotient = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%exp, %sum : tensor<6x8xf32, #csr>, tensor<6xf32>) outs(%empty : tensor<6x8xf32, #csr>) {
  ^bb0(%x: f32, %m: f32, %o: f32):
    %r = arith.divf %x, %m : f32
    linalg.yield %r : f32
  } -> tensor<6x8xf32, #csr>
  %dense = sparse_tensor.convert %quotient : tensor<6x8xf32, #csr> to tensor<6x8xf32>
  return %dense : tensor<6x8xf32>
}

func.func @mttkrp(%t: tensor<5x6x7xf32, #csf>, %c: tensor<6x4xf32>, %d: tensor<7x4xf32>) -> tensor<5x4xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<5x4xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<5x4xf32>) -> tensor<5x4xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(i, j, k, r) -> (i, j, k)>, affine_map<(i, j, k, r) -> (j, r)>, affine_map<(i, j, k, r) -> (k, r)>, affine_map<(i, j, k, r) -> (i, r)>], iterator_types = ["parallel", "reduction", "reduction", "parallel"]} ins(%t, %c, %d : tensor<5x6x7xf32, #csf>, tensor<6x4xf32>, tensor<7x4xf32>) outs(%init : tensor<5x4xf32>) {
  ^bb0(%x: f32, %y: f32, %z: f32, %o: f32):
    %p = arith.mulf %x, %y : f32
    %q = arith.mulf %p, %z : f32
    %s = arith.addf %o, %q : f32
    linalg.yield %s : f32
  } -> tensor<5x4xf32>
  return %0 : tensor<5x4xf32>
}

func.func @symmetric(%a: tensor<6x6xf32, #coo>, %b: tensor<?x?xf32, #csr>) -> tensor<6x6xf32> {
  %b6 = tensor.cast %b : tensor<?x?xf32, #csr> to tensor<6x6xf32, #csr>
  %empty = tensor.empty() : tensor<6x6xf32>
  %0 = linalg.add ins(%a, %b6 : tensor<6x6xf32, #coo>, tensor<6x6xf32, #csr>) outs(%empty : tensor<6x6xf32>) -> tensor<6x6xf32>
  return %0 : tensor<6x6xf32>
}

// What is absent meets nothing: no product of zero and infinity comes out.
func.func @nonfinite(%a: tensor<3x4xf32, #dcsr>, %b: tensor<4x2xf32>) -> tensor<3x2xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<3x2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<3x2xf32>) -> tensor<3x2xf32>
  %0 = linalg.matmul ins(%a, %b : tensor<3x4xf32, #dcsr>, tensor<4x2xf32>) outs(%init : tensor<3x2xf32>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}
