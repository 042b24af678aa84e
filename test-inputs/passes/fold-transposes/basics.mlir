// RUN: fusec %s -passes=fold-transposes | FileCheck %s
// RUN: fusec %s -passes=fold-transposes -check-semantics -seed=5 -run=operand
// RUN: fusec %s -passes=fold-transposes -check-semantics -seed=5 -run=matmul

#id = affine_map<(d0, d1) -> (d0, d1)>

// CHECK-NOT: linalg.transpose

// A transposed operand is read through another map.
// CHECK-LABEL: func.func @operand(
// CHECK:         linalg.generic {{.*}} ins(%arg0, %arg1 : tensor<8x4xf32>, tensor<4x8xf32>)
func.func @operand(%a: tensor<8x4xf32>, %b: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %e = tensor.empty() : tensor<4x8xf32>
  %t = linalg.transpose ins(%a : tensor<8x4xf32>) outs(%e : tensor<4x8xf32>) permutation = [1, 0]
  %0 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%t, %b : tensor<4x8xf32>, tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %s = arith.subf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// So is one of a contraction.
// CHECK-LABEL: func.func @matmul(
// CHECK:         linalg.generic {{.*}}"reduction"{{.*}} ins(%arg0, %arg1 : tensor<4x8xf32>, tensor<3x8xf32>)
func.func @matmul(%a: tensor<4x8xf32>, %b: tensor<3x8xf32>) -> tensor<4x3xf32> {
  %e = tensor.empty() : tensor<8x3xf32>
  %t = linalg.transpose ins(%b : tensor<3x8xf32>) outs(%e : tensor<8x3xf32>) permutation = [1, 0]
  %c = arith.constant 0.0 : f32
  %o = tensor.empty() : tensor<4x3xf32>
  %z = linalg.fill ins(%c : f32) outs(%o : tensor<4x3xf32>) -> tensor<4x3xf32>
  %0 = linalg.generic {
    indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d2, d1)>,
                     affine_map<(d0, d1, d2) -> (d0, d1)>],
    iterator_types = ["parallel", "parallel", "reduction"]
  } ins(%a, %t : tensor<4x8xf32>, tensor<8x3xf32>) outs(%z : tensor<4x3xf32>) {
  ^bb0(%x: f32, %y: f32, %s: f32):
    %m = arith.mulf %x, %y : f32
    %r = arith.addf %s, %m : f32
    linalg.yield %r : f32
  } -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}
