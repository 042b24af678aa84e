// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=NUMBERS

// The sum of two products belongs to the later one, as a residual does: the first product goes to DRAM as it is, and comes to
// the accumulator before the second.

// CHECK: "gemmini.mvin"{{.*}}buffer = @arg0
// CHECK: "gemmini.mvout"{{.*}}buffer = @t0
// CHECK: "gemmini.fence"
// CHECK: "gemmini.mvin"{{.*}}buffer = @t0{{.*}}memory = "accumulator"
// CHECK: "gemmini.mvin"{{.*}}buffer = @arg2
// CHECK: "gemmini.mvout"{{.*}}buffer = @result0
// NUMBERS: output0 {{.*}} ok

#id = affine_map<(i, j) -> (i, j)>
func.func @main(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>, %y: tensor<4x4xf32>, %v: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %a = linalg.matmul ins(%x, %w : tensor<4x4xf32>, tensor<4x4xf32>) outs(%f : tensor<4x4xf32>) -> tensor<4x4xf32>
  %b = linalg.matmul ins(%y, %v : tensor<4x4xf32>, tensor<4x4xf32>) outs(%f : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%a, %b : tensor<4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%s: f32, %t: f32, %o: f32):
    %u = arith.addf %s, %t : f32
    linalg.yield %u : f32
  } -> tensor<4x4xf32>
  return %c : tensor<4x4xf32>
}
