// RUN: fusec %s -split-input-file -verify-diagnostics > %t

func.func @f(%x: f32, %y: f64) {
  // expected-error @+1 {{present region must have exactly 1 arguments}}
  %0 = sparse_tensor.unary %x : f32 to f32 present = {
    sparse_tensor.yield %x : f32
  } absent = {}
  // expected-error @+1 {{present region argument 1 type mismatch}}
  %1 = sparse_tensor.unary %x : f32 to f32 present = {
  ^bb0(%a: f64):
    sparse_tensor.yield %x : f32
  } absent = {}
  // expected-error @+1 {{absent region yield type mismatch}}
  %2 = sparse_tensor.unary %x : f32 to f32 present = {} absent = {
    sparse_tensor.yield %y : f64
  }
  // expected-error @+1 {{absent region cannot yield linalg argument}}
  %3 = sparse_tensor.unary %x : f32 to f32 present = {} absent = {
    sparse_tensor.yield %x : f32
  }
  // expected-error @+1 {{absent region cannot yield locally computed value}}
  %4 = sparse_tensor.unary %x : f32 to f32 present = {} absent = {
    %s = arith.addf %x, %x : f32
    sparse_tensor.yield %s : f32
  }
  // expected-error @+1 {{overlap region must have exactly 2 arguments}}
  %5 = sparse_tensor.binary %x, %y : f32, f64 to f32 overlap = {
  ^bb0(%a: f32):
    sparse_tensor.yield %a : f32
  } left = identity right = {}
  // expected-error @+1 {{right=identity requires second argument to have the same type as the output}}
  %6 = sparse_tensor.binary %x, %y : f32, f64 to f32 overlap = {} left = {} right = identity
  // expected-error @+1 {{select region yield type mismatch}}
  %7 = sparse_tensor.select %x : f32 {
  ^bb0(%a: f32):
    sparse_tensor.yield %a : f32
  }
  // expected-error @+1 {{reduce region must have exactly 2 arguments}}
  %8 = sparse_tensor.reduce %x, %x, %x : f32 {
  ^bb0(%a: f32):
    sparse_tensor.yield %a : f32
  }
  return
}

// -----

func.func @g(%x: f32) {
  // expected-error @+1 {{must stand directly in a sparse_tensor.binary, sparse_tensor.reduce, sparse_tensor.select or sparse_tensor.unary}}
  sparse_tensor.yield %x : f32
}

// -----

#csr = #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : compressed) }>
#slice = #sparse_tensor.encoding<{ map = (i : #sparse_tensor<slice(1, 4, 1)>, j : #sparse_tensor<slice(1, 4, 1)>) -> (i : dense, j : compressed) }>
func.func @h(%x: tensor<8x4xf32, #csr>, %y: tensor<?x4xf32, #csr>, %z: tensor<4xf32>) {
  // expected-error @+1 {{unexpected conversion mismatch in dimension 1}}
  %0 = sparse_tensor.convert %x : tensor<8x4xf32, #csr> to tensor<8x5xf32>
  // expected-error @+1 {{unexpected conversion mismatch in dimension 0}}
  %1 = sparse_tensor.convert %y : tensor<?x4xf32, #csr> to tensor<8x4xf32>
  // expected-error @+1 {{unexpected conversion mismatch in rank}}
  %2 = sparse_tensor.convert %x : tensor<8x4xf32, #csr> to tensor<8xf32>
  // expected-error @+1 {{cannot convert to a sparse tensor slice}}
  %3 = sparse_tensor.convert %x : tensor<8x4xf32, #csr> to tensor<8x4xf32, #slice>
  // expected-error @+1 {{Need at least two tensors to concatenate.}}
  %4 = sparse_tensor.concatenate %x {dimension = 0 : index} : tensor<8x4xf32, #csr> to tensor<8x4xf32, #csr>
  // expected-error @+1 {{Concat-dimension is out of bounds for dimension-rank (2 >= 2)}}
  %5 = sparse_tensor.concatenate %x, %x {dimension = 2 : index} : tensor<8x4xf32, #csr>, tensor<8x4xf32, #csr> to tensor<16x4xf32, #csr>
  // expected-error @+1 {{Input tensor $1 has dynamic shape}}
  %6 = sparse_tensor.concatenate %x, %y {dimension = 0 : index} : tensor<8x4xf32, #csr>, tensor<?x4xf32, #csr> to tensor<16x4xf32, #csr>
  // expected-error @+1 {{Input tensor $1 has a different rank (rank=1) from the output tensor (rank=2).}}
  %7 = sparse_tensor.concatenate %x, %z {dimension = 0 : index} : tensor<8x4xf32, #csr>, tensor<4xf32> to tensor<16x4xf32, #csr>
  // expected-error @+1 {{The concatenation dimension of the output tensor should be the sum of all the concatenation dimensions of the input tensors.}}
  %8 = sparse_tensor.concatenate %x, %x {dimension = 0 : index} : tensor<8x4xf32, #csr>, tensor<8x4xf32, #csr> to tensor<15x4xf32, #csr>
  return
}
