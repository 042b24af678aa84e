// The named pipeline, on a product that is small enough for every plan to be judged.
// RUN: fusec %s -passes=multicore -target=q4 -run=main -on=multicore -seed=1 | FileCheck %s
// CHECK: output0  4x4 f32 {{.*}} ok
// CHECK: the output agrees with
func.func @main(%a: tensor<4x4xf32>, %b: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}
