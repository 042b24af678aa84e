// RUN: fusec %s -split-input-file -verify-diagnostics > %t

// Encodings that no tensor can have, in the order of mlir-opt's checks: first the text, then the levels, then the type.

// expected-error @+1 {{unexpected position bitwidth: 33}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (j : dense, i : compressed), posWidth = 33 }>>)

// -----

// expected-error @+1 {{unexpected coordinate bitwidth: 7}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (j : dense, i : compressed), crdWidth = 7 }>>)

// -----

// expected-error @+1 {{expected an integral index bitwidth}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (j : dense, i : compressed), crdWidth = "a" }>>)

// -----

// expected-error @+1 {{explicit value type mismatch between encoding and tensor element type: 'f64' != 'f32'}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (j : dense, i : compressed), explicitVal = 1.0 }>>)

// -----

// expected-error @+1 {{implicit value must be zero}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (j : dense, i : compressed), implicitVal = 1.0 : f32}>>)

// -----

// expected-error @+1 {{expected a numeric value for explicitVal}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (j : dense, i : compressed), explicitVal = "x"}>>)

// -----

// expected-error @+1 {{dimension-rank mismatch between encoding and tensor shape: 1 != 2}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i) -> (i : dense) }>>)

// -----

// expected-error @+1 {{expected compressed or loose_compressed level before singleton level}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : singleton) }>>)

// -----

// expected-error @+1 {{expected compressed or loose_compressed level before singleton level}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : singleton, j : dense) }>>)

// -----

// expected-error @+1 {{Batch lvlType can only be leading levels.}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : compressed, j : batch) }>>)

// -----

// expected-error @+1 {{invalid level type: level format doesn't support the properties}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense(nonunique), j : compressed) }>>)

// -----

// expected-error @+1 {{invalid level type: level format doesn't support the properties}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense(soa), j : compressed) }>>)

// -----

// expected-error @+1 {{SoA is only applicable to singleton lvlTypes.}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : compressed(soa), j : compressed) }>>)

// -----

// expected-error @+1 {{unknown level format: foo}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : foo, j : compressed) }>>)

// -----

// expected-error @+1 {{unknown level property: bar}}
func.func private @a(tensor<4x5xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : compressed(bar), j : compressed) }>>)

// -----

// expected-error @+1 {{expected coeffiencts of Affine expressions to be equal to m of n_out_of_m level}}
func.func private @a(tensor<4x8xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j floordiv 4 : dense, j mod 4 : structured[2,8]) }>>)

// -----

// expected-error @+1 {{expected n <= m in n_out_of_m}}
func.func private @a(tensor<4x8xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j floordiv 4 : dense, j mod 4 : structured[5,4]) }>>)

// -----

// expected-error @+1 {{expected exactly 2 structured sizes}}
func.func private @a(tensor<4x8xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j floordiv 4 : dense, j mod 4 : structured[2]) }>>)

// -----

// expected-error @+1 {{expected all dense lvlTypes before a n_out_of_m level}}
func.func private @a(tensor<4x8xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j floordiv 4 : compressed, j mod 4 : structured[2, 4]) }>>)

// -----

// expected-error @+1 {{expected n_out_of_m to be the last level type}}
func.func private @a(tensor<4x8xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : structured[2,4], j : dense) }>>)

// -----

// expected-error @+1 {{expected exactly 2 structured sizes}}
func.func private @a(tensor<4x8xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : structured, j : dense) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i floordiv 16 : dense, j floordiv 16 : compressed, i mod 8 : dense, j mod 16 : dense) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i mod 16 : dense, i floordiv 16 : compressed, j : dense) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i + j : dense, j : compressed) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, i : compressed) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense) }>>)

// -----

// expected-error @+1 {{expected a non-empty array for lvlTypes}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> () }>>)

// -----

// expected-error @+1 {{expected a non-empty array for lvlTypes}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = () -> () }>>)

// -----

// expected-error @+1 {{expected a non-empty array for lvlTypes}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ }>>)

// -----

// expected-error @+1 {{expected a non-empty array for lvlTypes}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ posWidth = 32 }>>)

// -----

// expected-error @+1 {{unexpected key: foo}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ foo = 32 }>>)

// -----

// expected-error @+1 {{expected '}'}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : compressed) posWidth = 32 }>>)

// -----

// expected-error @+1 {{the key 'map' stands twice}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : compressed), map = (i, j) -> (j : dense, i : compressed) }>>)

// -----

// expected-error @+1 {{redefinition of identifier 'i'}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, i) -> (i : dense, j : compressed) }>>)

// -----

// expected-error @+1 {{use of undeclared identifier}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, k : compressed) }>>)

// -----

// expected-error @+1 {{expected lvlToDim to be an inverse of dimToLvl}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = {l0, l1}(i = l1, j = l0) -> (l0 = i : dense, l1 = j : compressed) }>>)

// -----

// expected-error @+1 {{Level-rank mismatch between forward-declarations and specifiers. Declared 2 level-variables; but got 1 level-specifiers.}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = {l0, l1}(i = l0, j = l1) -> (l0 = i : dense) }>>)

// -----

// expected-error @+1 {{use of undeclared identifier 'i'}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = {l0, l1}(i = l0, j = l1) -> (i : dense, j : dense) }>>)

// -----

// expected-error @+1 {{use of undeclared identifier}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i, j) -> (l0 = i : dense, l1 = j : dense) }>>)

// -----

// expected-error @+1 {{expected SparseTensorDimSliceAttr}}
func.func private @a(tensor<32x32xf32, #sparse_tensor.encoding<{ map = (i : 4, j) -> (i : dense, j : compressed) }>>)

// -----

// expected-error @+1 {{expected all singleton lvlTypes stored in the same memory layout (SoA vs AoS).}}
func.func private @a(tensor<8x8x8xf32, #sparse_tensor.encoding<{ map = (i, j, k) -> (i : compressed(nonunique), j : singleton(nonunique,soa), k : singleton) }>>)

// -----

// expected-error @+1 {{expected non-scalar sparse tensor}}
func.func private @a(tensor<f32, #sparse_tensor.encoding<{ map = (i, j, k) -> (i : compressed(nonunique), j : compressed, k : singleton(soa)) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i -1 : compressed, j : compressed) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> ((i) : compressed, j floordiv 1 : compressed, j mod 1 : dense) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i floordiv 0 : compressed, i mod 0 : compressed, j : dense) }>>)

// -----

// expected-error @+1 {{failed to infer lvlToDim from dimToLvl}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i floordiv -2 : compressed, i mod 2 : compressed, j : dense) }>>)

// -----

// expected-error @+1 {{invalid level type: level format doesn't support the properties}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : structured[2,4](nonunique), j : dense) }>>)

// -----

// expected-error @+1 {{expected structured size to be >= 0}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : structured[-1,4]) }>>)

// -----

// expected-error @+1 {{expected valid integer for structured size}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : structured[a,4]) }>>)

// -----

// expected-error @+1 {{expected ':'}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j) }>>)

// -----

// expected-error @+1 {{expected valid level format (e.g. dense, compressed or singleton)}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : ) }>>)

// -----

// expected-error @+1 {{expected '->'}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j)  (i : dense, j : dense) }>>)

// -----

// expected-error @+1 {{expected '(' in dimension-specifier list}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = i, j -> (i : dense, j : dense) }>>)

// -----

// expected-error @+1 {{expected '{'}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<map = (i, j) -> (i : dense, j : dense)>>)

// -----

// expected-error @+1 {{expected bare identifier}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (1, j) -> (i : dense, j : dense)}>>)

// -----

// expected-error @+1 {{unexpected position bitwidth: -32}}
func.func private @a(tensor<?x?xf32, #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : dense), posWidth = -32}>>)

// -----

// expected-error @+1 {{Batch lvlType can only be leading levels.}}
func.func private @a(tensor<8x8x8xf32, #sparse_tensor.encoding<{ map = (d0, d1, d2) -> (d0 : dense, d1 : batch, d2 : compressed) }>>)

// -----

// expected-error @+1 {{invalid level type: level format doesn't support the properties}}
func.func private @a(tensor<8x8x8xf32, #sparse_tensor.encoding<{ map = (d0, d1, d2) -> (d0 : batch(nonunique), d1 : compressed, d2 : singleton(soa)) }>>)
