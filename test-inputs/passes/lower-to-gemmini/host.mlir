// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -remarks=all 2> %t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.remarks
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 -rtol=1e-4 | FileCheck %s --check-prefix=NUMBERS

// What the array can't do becomes host regions around segments; neighbours share one. Operands in an order that the array
// can't read are copied. Arguments and constants that are returned are copied to their result buffers.

// REMARK: remark: lower-to-gemmini: 2 kernels run on the array and 4 ops on the host

// CHECK: "gemmini.buffer"() {{.*}}role = "constant", sym_name = "constant0", {{.*}}value = dense<
// CHECK: "gemmini.buffer"() {{.*}}role = "temporary"
// CHECK: "gemmini.host"
// CHECK: math.exp
// CHECK: }) {sym_name = "host0"}
// CHECK-NEXT: "gemmini.segment"
// CHECK: }) {{.*}}reads = [{{.*}}], sym_name = "segment0"
// CHECK-NEXT: "gemmini.host"
// CHECK: math.exp
// CHECK: }) {sym_name = "host1"}
// CHECK-NEXT: "gemmini.host"
// CHECK: %[[A:.*]] = "gemmini.load"() {buffer = @arg0}
// CHECK-NEXT: "gemmini.store"(%[[A]]) {buffer = @result1}
// CHECK: }) {sym_name = "host2"}

// NUMBERS: output0 4x4 f32 {{.*}} ok
// NUMBERS: output1 4x8 f32 {{.*}} ok
// NUMBERS: 0 violations

#id = affine_map<(d0, d1) -> (d0, d1)>
#a = affine_map<(m, n, k) -> (k, m)>
#b = affine_map<(m, n, k) -> (n, k)>
#c = affine_map<(m, n, k) -> (m, n)>
func.func @main(%x: tensor<4x8xf32>, %u: tensor<8x4xf32>) -> (tensor<4x4xf32>, tensor<4x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 10.0], [11.0, 12.0], [13.0, 14.0], [15.0, 16.0]]> : tensor<8x2xf32>
  %e = tensor.empty() : tensor<4x8xf32>
  %exp = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %n = arith.negf %in : f32
    %r = math.exp %n : f32
    linalg.yield %r : f32
  } -> tensor<4x8xf32>
  %pe = tensor.empty() : tensor<4x2xf32>
  %pz = linalg.fill ins(%zero : f32) outs(%pe : tensor<4x2xf32>) -> tensor<4x2xf32>
  %p = linalg.matmul ins(%exp, %w : tensor<4x8xf32>, tensor<8x2xf32>) outs(%pz : tensor<4x2xf32>) -> tensor<4x2xf32>
  %ge = tensor.empty() : tensor<4x4xf32>
  %gz = linalg.fill ins(%zero : f32) outs(%ge : tensor<4x4xf32>) -> tensor<4x4xf32>
  %g = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%u, %exp : tensor<8x4xf32>, tensor<4x8xf32>) outs(%gz : tensor<4x4xf32>) {
  ^bb0(%s: f32, %t: f32, %o: f32):
    %m = arith.mulf %s, %t : f32
    %r = arith.addf %o, %m : f32
    linalg.yield %r : f32
  } -> tensor<4x4xf32>
  %slice = tensor.extract_slice %p[0, 0] [4, 1] [1, 1] : tensor<4x2xf32> to tensor<4x1xf32>
  %h = linalg.generic {indexing_maps = [#id, affine_map<(d0, d1) -> (d0, 0)>, #id], iterator_types = ["parallel", "parallel"]}
      ins(%g, %slice : tensor<4x4xf32>, tensor<4x1xf32>) outs(%ge : tensor<4x4xf32>) {
  ^bb0(%in: f32, %i: f32, %out: f32):
    %n = arith.negf %in : f32
    %r = math.exp %n : f32
    %q = arith.mulf %r, %i : f32
    linalg.yield %q : f32
  } -> tensor<4x4xf32>
  return %h, %x : tensor<4x4xf32>, tensor<4x8xf32>
}
