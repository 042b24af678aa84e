// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -run=dots -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-DAG: #[[L:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d2, d1, d4)>
// CHECK-DAG: #[[R:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d1, d0, d4, d3)>
// CHECK-DAG: #[[O:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
// CHECK-LABEL: func.func @dots
// CHECK: linalg.fill
// CHECK: linalg.generic {indexing_maps = [#[[L]], #[[R]], #[[O]]], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]}
// CHECK: arith.mulf
// CHECK-NEXT: arith.addf
// Integers are extended before they are multiplied.
// CHECK: arith.extsi %{{.*}} : i8 to i32
// CHECK-NEXT: arith.extsi %{{.*}} : i8 to i32
// CHECK-NEXT: arith.muli
// CHECK-NEXT: arith.addi
// Sums of bf16 are kept in f32.
// CHECK: outs(%{{.*}} : tensor<3x3xf32>)
// CHECK: arith.truncf %{{.*}} : f32 to bf16
func.func @dots(%a: tensor<2x3x4x5xf32>, %b: tensor<4x2x5x6xf32>, %v: tensor<5xf32>, %m: tensor<5x6xf32>, %q: tensor<2x5xi8>, %h: tensor<3x64xbf16>) -> (tensor<2x4x3x6xf32>, tensor<6xf32>, tensor<2x2xi32>, tensor<3x3xbf16>, tensor<2x3x4x6xf32>, tensor<f32>) {
  %0 = stablehlo.dot_general %a, %b, batching_dims = [0, 2] x [1, 0], contracting_dims = [3] x [2] : (tensor<2x3x4x5xf32>, tensor<4x2x5x6xf32>) -> tensor<2x4x3x6xf32>
  %1 = stablehlo.dot %v, %m : (tensor<5xf32>, tensor<5x6xf32>) -> tensor<6xf32>
  %2 = stablehlo.dot_general %q, %q, contracting_dims = [1] x [1] : (tensor<2x5xi8>, tensor<2x5xi8>) -> tensor<2x2xi32>
  %3 = stablehlo.dot_general %h, %h, contracting_dims = [1] x [1] : (tensor<3x64xbf16>, tensor<3x64xbf16>) -> tensor<3x3xbf16>
  %4 = stablehlo.dot_general %a, %m, contracting_dims = [3] x [0] : (tensor<2x3x4x5xf32>, tensor<5x6xf32>) -> tensor<2x3x4x6xf32>
  %5 = stablehlo.dot %v, %v : (tensor<5xf32>, tensor<5xf32>) -> tensor<f32>
  return %0, %1, %2, %3, %4, %5 : tensor<2x4x3x6xf32>, tensor<6xf32>, tensor<2x2xi32>, tensor<3x3xbf16>, tensor<2x3x4x6xf32>, tensor<f32>
}
