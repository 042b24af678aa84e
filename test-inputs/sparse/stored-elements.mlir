// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

#CSR = #sparse_tensor.encoding<{ map = (i, j) -> (i : dense, j : compressed) }>
#V = #sparse_tensor.encoding<{ map = (i) -> (i : compressed) }>
#id = affine_map<(i) -> (i)>

// Encodings are aliases, as mlir-opt writes them, numbered by where they are met.
// CHECK: #map = affine_map<(d0) -> (d0)>
// CHECK-NEXT: #sparse = #sparse_tensor.encoding<{ map = (d0) -> (d0 : compressed) }>
// CHECK-NEXT: #sparse1 = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : dense, d1 : compressed) }>
// CHECK: func.func @u(%arg0: tensor<8xf64, #sparse>
func.func @u(%a: tensor<8xf64, #V>, %b: tensor<8xf64, #V>, %o: tensor<8xf64, #V>, %k: f64) -> tensor<8xf64, #V> {
  %c1 = arith.constant 1.0 : f64
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]} ins(%a, %b : tensor<8xf64, #V>, tensor<8xf64, #V>) outs(%o : tensor<8xf64, #V>) {
  ^bb0(%x: f64, %y: f64, %z: f64):
    // CHECK: %1 = sparse_tensor.unary %in : f64 to f64
    // CHECK-NEXT: {{^       present = \{$}}
    // CHECK-NEXT: ^bb0(%arg4: f64):
    // CHECK-NEXT: %7 = arith.addf %arg4, %arg4 : f64
    // CHECK-NEXT: sparse_tensor.yield %7 : f64
    // CHECK-NEXT: }
    // CHECK-NEXT: {{^       absent = \{$}}
    // CHECK-NEXT: }
    // GENERIC: "sparse_tensor.unary"(%{{.*}}) ({
    // GENERIC: }, {
    // GENERIC-NEXT: }) : (f64) -> f64
    %1 = sparse_tensor.unary %x : f64 to f64
      present={
      ^bb0(%p: f64):
        %r = arith.addf %p, %p : f64
        sparse_tensor.yield %r : f64
      }
      absent={}
    // CHECK: %2 = sparse_tensor.binary %1, %in_0 : f64, f64 to f64
    // CHECK-NEXT: overlap = {
    // CHECK: left = identity
    // CHECK-NEXT: right = {
    // CHECK-NEXT: }
    // GENERIC: "sparse_tensor.binary"(%{{.*}}) <{left_identity}> ({
    %2 = sparse_tensor.binary %1, %y : f64, f64 to f64
      overlap={
      ^bb0(%p: f64, %q: f64):
        %r = arith.addf %p, %q : f64
        sparse_tensor.yield %r : f64
      }
      left=identity
      right={}
    // CHECK: %3 = sparse_tensor.select %2 : f64 {
    // CHECK-NEXT: ^bb0(%arg4: f64):
    // CHECK-NEXT: %7 = arith.cmpf ogt, %arg4, %cst : f64
    // CHECK-NEXT: sparse_tensor.yield %7 : i1
    %3 = sparse_tensor.select %2 : f64 {
      ^bb0(%p: f64):
        %r = arith.cmpf ogt, %p, %c1 : f64
        sparse_tensor.yield %r : i1
    }
    // CHECK: %4 = sparse_tensor.binary %3, %in_0 : {foo = 1 : i64} f64, f64 to f64
    // CHECK: right = identity
    // GENERIC: <{right_identity}>
    // GENERIC: {foo = 1 : i64} : (f64, f64) -> f64
    %4 = sparse_tensor.binary %3, %y : {foo = 1} f64, f64 to f64
      overlap={}
      left={ ^bb0(%q: f64):
        sparse_tensor.yield %q : f64
        }
      right=identity
    // CHECK: %5 = sparse_tensor.reduce %4, %out, %cst : f64 {
    // CHECK-NEXT: ^bb0(%arg4: f64, %arg5: f64):
    // GENERIC: "sparse_tensor.reduce"(%{{.*}}, %{{.*}}, %{{.*}}) ({
    %5 = sparse_tensor.reduce %4, %z, %c1 : f64 {
      ^bb0(%p: f64, %q: f64):
        %r = arith.minimumf %p, %q : f64
        sparse_tensor.yield %r : f64
    }
    // CHECK: absent = {
    // CHECK-NEXT: sparse_tensor.yield %cst : f64
    %6 = sparse_tensor.unary %5 : f64 to f64
      present={}
      absent={
        sparse_tensor.yield %c1 : f64
      }
    linalg.yield %6 : f64
  } -> tensor<8xf64, #V>
  return %0 : tensor<8xf64, #V>
}

// CHECK: func.func @c(%arg0: tensor<8x4xf32, #sparse1>)
// CHECK: sparse_tensor.convert %arg0 : tensor<8x4xf32, #sparse1> to tensor<?x4xf32>
// CHECK: sparse_tensor.concatenate %arg0, %arg0 {dimension = 0 : index} : tensor<8x4xf32, #sparse1>, tensor<8x4xf32, #sparse1> to tensor<16x4xf32, #sparse1>
// GENERIC: "sparse_tensor.concatenate"(%{{.*}}, %{{.*}}) <{dimension = 0 : index}> :
func.func @c(%a: tensor<8x4xf32, #CSR>) -> tensor<16x4xf32, #CSR> {
  %0 = sparse_tensor.convert %a : tensor<8x4xf32, #CSR> to tensor<?x4xf32>
  %1 = sparse_tensor.concatenate %a, %a {dimension = 0 : index} : tensor<8x4xf32, #CSR>, tensor<8x4xf32, #CSR> to tensor<16x4xf32, #CSR>
  return %1: tensor<16x4xf32, #CSR>
}
