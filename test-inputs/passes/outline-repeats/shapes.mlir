// RUN: fusec %s -pretty -passes=outline-repeats{min-ops=3} | FileCheck %s
// RUN: fusec %s -check-semantics -passes=outline-repeats{min-ops=3}

// The same ops, connected in another way: the last one reads the first one's result only in the first stretch.
// CHECK-LABEL: func.func @other_dataflow
// CHECK-NOT: call
func.func @other_dataflow(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = stablehlo.tanh %x : tensor<4xf32>
  %1 = stablehlo.cosine %0 : tensor<4xf32>
  %2 = stablehlo.add %1, %0 : tensor<4xf32>
  %3 = stablehlo.negate %2 : tensor<4xf32>
  %4 = stablehlo.tanh %3 : tensor<4xf32>
  %5 = stablehlo.cosine %4 : tensor<4xf32>
  %6 = stablehlo.add %5, %x : tensor<4xf32>
  %7 = stablehlo.abs %6 : tensor<4xf32>
  return %3, %7 : tensor<4xf32>, tensor<4xf32>
}

// Across functions, with regions, and results in the middle that are used outside.
// CHECK-LABEL: func.func @first
// CHECK-NEXT: [[A:%.+]]:2 = call @repeat_0(%arg0, %arg1)
// CHECK-NEXT: return [[A]]#1
// CHECK-LABEL: func.func @second
// CHECK: [[N:%.+]] = stablehlo.negate %arg0
// CHECK-NEXT: [[A:%.+]]:2 = call @repeat_0([[N]], %arg1)
// CHECK-NEXT: return [[A]]#0, [[A]]#1
// CHECK-LABEL: func.func private @repeat_0
func.func @first(%x: tensor<4x8xf32>, %i: tensor<f32>) -> tensor<4xf32> {
  %0 = stablehlo.exponential %x : tensor<4x8xf32>
  %1 = stablehlo.reduce(%0 init: %i) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = stablehlo.cosine %1 : tensor<4xf32>
  return %2 : tensor<4xf32>
}
func.func @second(%x: tensor<4x8xf32>, %i: tensor<f32>) -> (tensor<4x8xf32>, tensor<4xf32>) {
  %n = stablehlo.negate %x : tensor<4x8xf32>
  %0 = stablehlo.exponential %n : tensor<4x8xf32>
  %1 = stablehlo.reduce(%0 init: %i) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = stablehlo.cosine %1 : tensor<4xf32>
  return %0, %2 : tensor<4x8xf32>, tensor<4xf32>
}
