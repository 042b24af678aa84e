// RUN: fusec %s | FileCheck %s
// RUN: fusec %s | fusec - | FileCheck %s

// Every form is printed as mlir-opt prints it.

#COO = #sparse_tensor.encoding<{
  map = (i, j) -> (i : compressed(nonordered, nonunique), j : singleton(soa))  // two arrays
}>
#BSR = #sparse_tensor.encoding<{ map = {l0, l1, l2, l3} (i = l0 * 16 + l2, j = l1 * 16 + l3) -> (l0 = i floordiv 16 : dense, l1 = j floordiv 16 : compressed, l2 = i mod 16 : dense, l3 = j mod 16 : dense), crdWidth = 32 }>

// CHECK-DAG: #[[COO:.*]] = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : compressed(nonunique, nonordered), d1 : singleton(soa)) }>
// CHECK-DAG: #[[BSR:.*]] = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 floordiv 16 : dense, d1 floordiv 16 : compressed, d0 mod 16 : dense, d1 mod 16 : dense), crdWidth = 32 }>
// CHECK-DAG: #[[CSC:.*]] = #sparse_tensor.encoding<{ map = (d0, d1) -> (d1 : dense, d0 : compressed), posWidth = 32, explicitVal = 1.000000e+00 : f32, implicitVal = 0.000000e+00 : f32 }>
// CHECK-DAG: #[[NM:.*]] = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : dense, d1 floordiv 4 : dense, d1 mod 4 : structured[2, 4]) }>
// CHECK-DAG: #[[ELL:.*]] = #sparse_tensor.encoding<{ map = [s0](d0, d1) -> (d0 * (s0 * 4) : dense, d0 : dense, d1 : compressed) }>
// CHECK-DAG: #[[SLICE:.*]] = #sparse_tensor.encoding<{ map = (d0 : #sparse_tensor<slice(?, 4, 1)>, d1 : #sparse_tensor<slice(0, ?, 1)>) -> (d0 : batch, d1 : loose_compressed) }>
// CHECK: func.func private @forms(tensor<4x5xf32, #[[COO]]>, tensor<32x32xf32, #[[BSR]]>, tensor<4x5xf32, #[[CSC]]>, tensor<4x8xf32, #[[NM]]>, tensor<4x5xf32, #[[ELL]]>, tensor<?x?xf32, #[[SLICE]]>)
func.func private @forms(
  tensor<4x5xf32, #COO>,
  tensor<32x32xf32, #BSR>,
  tensor<4x5xf32, #sparse_tensor.encoding<{map=(i,j)->(j:dense,i:compressed()),posWidth=32,crdWidth=0,explicitVal=1.0:f32,implicitVal=0.0:f32,}>>,
  tensor<4x8xf32, #sparse_tensor.encoding<{map = (i, j) -> (i : dense, j floordiv 4 : dense, j mod 4 : structured[2,4]) }>>,
  tensor<4x5xf32, #sparse_tensor.encoding<{map = [c](i, j) -> (c * 4 * i : dense, i + 0 : dense, (j) : compressed) }>>,
  tensor<?x?xf32, #sparse_tensor.encoding<{map = (i : #sparse_tensor<slice(?, 4, 1)>, j) -> (i : batch, j : loose_compressed) }>>)
