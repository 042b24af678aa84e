// What is stored, op by op; each result is followed by the count of its stored elements.
// RUN: fusec %s -run=f -inputs=%S/Inputs/stored -expect=%S/Inputs/stored | FileCheck %s
// CHECK: all 16 outputs agree

#dcsr = #sparse_tensor.encoding<{ map = (i, j) -> (i : compressed, j : compressed) }>
#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>

func.func private @count(%a: tensor<1x7xf32, #dcsr>) -> tensor<1xf32> {
  %zero = arith.constant dense<0.0> : tensor<1xf32>
  %one = arith.constant 1.0 : f32
  %0 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%a : tensor<1x7xf32, #dcsr>) outs(%zero : tensor<1xf32>) {
  ^bb0(%x: f32, %n: f32):
    %u = sparse_tensor.unary %x : f32 to f32
     present = {
    ^bb0(%p: f32):
      sparse_tensor.yield %one : f32
    }
     absent = {}
    %s = arith.addf %n, %u : f32
    linalg.yield %s : f32
  } -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

func.func @f(%a: tensor<1x7xf32, #dcsr>, %b: tensor<1x7xf32, #dcsr>) -> (tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>) {
  %zero = arith.constant 0.0 : f32
  %half = arith.constant 0.5 : f32
  %one = arith.constant 1.0 : f32
  %seven = arith.constant 7.0 : f32
  %empty = tensor.empty() : tensor<1x7xf32, #dcsr>
  %unary = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%a, %b : tensor<1x7xf32, #dcsr>, tensor<1x7xf32, #dcsr>) outs(%empty : tensor<1x7xf32, #dcsr>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %r = sparse_tensor.unary %x : f32 to f32
     present = {
    ^bb0(%p: f32):
      %s = arith.addf %p, %one : f32
      sparse_tensor.yield %s : f32
    }
     absent = {}
    linalg.yield %r : f32
  } -> tensor<1x7xf32, #dcsr>
  %n0 = call @count(%unary) : (tensor<1x7xf32, #dcsr>) -> tensor<1xf32>
  %absent = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%a, %b : tensor<1x7xf32, #dcsr>, tensor<1x7xf32, #dcsr>) outs(%empty : tensor<1x7xf32, #dcsr>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %r = sparse_tensor.unary %x : f32 to f32
     present = {
    ^bb0(%p: f32):
      sparse_tensor.yield %p : f32
    }
     absent = {
      sparse_tensor.yield %seven : f32
    }
    linalg.yield %r : f32
  } -> tensor<1x7xf32, #dcsr>
  %n1 = call @count(%absent) : (tensor<1x7xf32, #dcsr>) -> tensor<1xf32>
  %left = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%a, %b : tensor<1x7xf32, #dcsr>, tensor<1x7xf32, #dcsr>) outs(%empty : tensor<1x7xf32, #dcsr>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %r = sparse_tensor.binary %x, %y : f32, f32 to f32
     overlap = {
    ^bb0(%p: f32, %q: f32):
      %s = arith.addf %p, %q : f32
      sparse_tensor.yield %s : f32
    }
     left = identity
     right = {}
    linalg.yield %r : f32
  } -> tensor<1x7xf32, #dcsr>
  %n2 = call @count(%left) : (tensor<1x7xf32, #dcsr>) -> tensor<1xf32>
  %right = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%a, %b : tensor<1x7xf32, #dcsr>, tensor<1x7xf32, #dcsr>) outs(%empty : tensor<1x7xf32, #dcsr>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %r = sparse_tensor.binary %x, %y : f32, f32 to f32
     overlap = {}
     left = {}
     right = {
    ^bb0(%q: f32):
      sparse_tensor.yield %q : f32
    }
    linalg.yield %r : f32
  } -> tensor<1x7xf32, #dcsr>
  %n3 = call @count(%right) : (tensor<1x7xf32, #dcsr>) -> tensor<1xf32>
  %select = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%a, %b : tensor<1x7xf32, #dcsr>, tensor<1x7xf32, #dcsr>) outs(%empty : tensor<1x7xf32, #dcsr>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %r = sparse_tensor.select %x : f32 {
    ^bb0(%p: f32):
      %s = arith.cmpf ogt, %p, %half : f32
      sparse_tensor.yield %s : i1
    }
    linalg.yield %r : f32
  } -> tensor<1x7xf32, #dcsr>
  %n4 = call @count(%select) : (tensor<1x7xf32, #dcsr>) -> tensor<1xf32>
  %product = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%a, %b : tensor<1x7xf32, #dcsr>, tensor<1x7xf32, #dcsr>) outs(%empty : tensor<1x7xf32, #dcsr>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %r = arith.mulf %x, %y : f32
    linalg.yield %r : f32
  } -> tensor<1x7xf32, #dcsr>
  %n5 = call @count(%product) : (tensor<1x7xf32, #dcsr>) -> tensor<1xf32>
  %sum = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%a, %b : tensor<1x7xf32, #dcsr>, tensor<1x7xf32, #dcsr>) outs(%empty : tensor<1x7xf32, #dcsr>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %r = arith.addf %x, %y : f32
    linalg.yield %r : f32
  } -> tensor<1x7xf32, #dcsr>
  %n6 = call @count(%sum) : (tensor<1x7xf32, #dcsr>) -> tensor<1xf32>
  %relu = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%a, %b : tensor<1x7xf32, #dcsr>, tensor<1x7xf32, #dcsr>) outs(%empty : tensor<1x7xf32, #dcsr>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %r = arith.maximumf %x, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x7xf32, #dcsr>
  %n7 = call @count(%relu) : (tensor<1x7xf32, #dcsr>) -> tensor<1xf32>
  return %unary, %n0, %absent, %n1, %left, %n2, %right, %n3, %select, %n4, %product, %n5, %sum, %n6, %relu, %n7 : tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>, tensor<1x7xf32, #dcsr>, tensor<1xf32>
}
