// RUN: fusec %s -passes=gemmini-split-epilogues -target=gemmini-fp32 | FileCheck %s
// RUN: fusec %s -passes=gemmini-split-epilogues -check-semantics -target=gemmini-fp32 -run=main -seed=1 | FileCheck %s --check-prefix=NUMBERS

// NUMBERS: output0 4x4 f32 {{.*}} ok

// The addition of the bias stays with the product; what is computed from the other tensor alone comes in as a tensor; the
// hyperbolic tangent is left.

// CHECK: %[[P:.*]] = linalg.matmul
// CHECK: %[[SQUARED:.*]] = linalg.generic {{.*}} ins(%arg1 : tensor<4xf32>)
// CHECK: arith.mulf
// CHECK: %[[SUM:.*]] = linalg.generic {{.*}} ins(%[[P]], %[[SQUARED]] : tensor<4x4xf32>, tensor<4x4xf32>)
// CHECK-NEXT: ^bb0
// CHECK-NEXT: arith.addf
// CHECK-NEXT: linalg.yield
// CHECK: linalg.generic {{.*}} ins(%[[SUM]] : tensor<4x4xf32>)
// CHECK-NEXT: ^bb0
// CHECK-NEXT: math.tanh
// CHECK-NEXT: arith.addf
// CHECK-NEXT: linalg.yield

#id = affine_map<(d0, d1) -> (d0, d1)>
#column = affine_map<(d0, d1) -> (d1)>
func.func @main(%a: tensor<4x4xf32>, %b: tensor<4xf32>) -> tensor<4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x4xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.matmul ins(%a, %a : tensor<4x4xf32>, tensor<4x4xf32>) outs(%z : tensor<4x4xf32>) -> tensor<4x4xf32>
  %r = linalg.generic {indexing_maps = [#id, #column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%p, %b : tensor<4x4xf32>, tensor<4xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%x: f32, %y: f32, %out: f32):
    %squared = arith.mulf %y, %y : f32
    %sum = arith.addf %x, %squared : f32
    %t = math.tanh %sum : f32
    %u = arith.addf %t, %sum : f32
    linalg.yield %u : f32
  } -> tensor<4x4xf32>
  return %r : tensor<4x4xf32>
}
