// RUN: fusec %s -pretty -passes=stablehlo-to-linalg,fuse-elementwise | FileCheck %s
// RUN: fusec %s -pretty -passes='stablehlo-to-linalg,fuse-elementwise{max-inputs=1}' | FileCheck %s --check-prefix=ONE
// RUN: fusec %s -passes=stablehlo-to-linalg,fuse-elementwise -run=bias_relu -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fuse-elementwise -run=broadcast -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fuse-elementwise -run=iota -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-DAG: #[[ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[ROW:.*]] = affine_map<(d0, d1) -> (d1)>

// A chain is one op, and a tensor that both read is one input.
// CHECK-LABEL: func.func @bias_relu
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<3xf32>
// ONE-LABEL: func.func @bias_relu
// ONE-COUNT-3: linalg.generic
func.func @bias_relu(%x: tensor<2x3xf32>, %b: tensor<3xf32>) -> tensor<2x3xf32> {
  // CHECK: linalg.generic {indexing_maps = [#[[ID]], #[[ROW]], #[[ID]]]{{.*}} ins(%[[X]], %[[B]] :
  // CHECK-NEXT: ^bb0(%[[E:.*]]: f32, %[[F:.*]]: f32, %{{.*}}: f32):
  // CHECK-NEXT: %[[S:.*]] = arith.addf %[[E]], %[[F]] : f32
  // CHECK: %[[R:.*]] = arith.maximumf %[[S]], %{{.*}} : f32
  // CHECK: arith.mulf %[[R]], %[[E]] : f32
  // CHECK-NOT: linalg.generic
  // CHECK: return
  %0 = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<3xf32>) -> tensor<2x3xf32>
  %1 = stablehlo.add %x, %0 : tensor<2x3xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<2x3xf32>
  %2 = stablehlo.maximum %1, %zero : tensor<2x3xf32>
  %3 = stablehlo.multiply %2, %x : tensor<2x3xf32>
  return %3 : tensor<2x3xf32>
}

// Nothing is computed twice: not for a second reader, and not for a reader that repeats it.
// CHECK-LABEL: func.func @broadcast
// CHECK-COUNT-4: linalg.generic
func.func @broadcast(%x: tensor<2x3xf32>, %b: tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %0 = stablehlo.exponential %b : tensor<3xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<3xf32>) -> tensor<2x3xf32>
  %2 = stablehlo.exponential %x : tensor<2x3xf32>
  %3 = stablehlo.add %2, %1 : tensor<2x3xf32>
  %4 = stablehlo.multiply %2, %2 : tensor<2x3xf32>
  return %3, %4 : tensor<2x3xf32>, tensor<2x3xf32>
}

// Contractions and reductions stay ops of their own.
// CHECK-LABEL: func.func @contraction
// CHECK-COUNT-4: linalg.generic
func.func @contraction(%x: tensor<2x3xf32>, %w: tensor<3x3xf32>) -> tensor<2xf32> {
  %0 = stablehlo.negate %x : tensor<2x3xf32>
  %1 = stablehlo.dot %0, %w : (tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<2x3xf32>
  %2 = stablehlo.negate %1 : tensor<2x3xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %3 = stablehlo.reduce(%2 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  return %3 : tensor<2xf32>
}

// Loop numbers are renumbered.
// CHECK-LABEL: func.func @iota
// CHECK: linalg.generic
// CHECK: linalg.index 1
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @iota(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = stablehlo.iota dim = 0 : tensor<3xf32>
  %1 = stablehlo.iota dim = 1 : tensor<2x3xf32>
  %2 = stablehlo.add %x, %1 : tensor<2x3xf32>
  return %2 : tensor<2x3xf32>
}
