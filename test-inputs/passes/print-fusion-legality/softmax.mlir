// RUN: fusec %s -passes=print-fusion-legality -o %t 2>&1 | FileCheck %s
// RUN: fusec %s -check-semantics -passes=print-fusion-legality

// The maximum and the sum of a row are needed all along it; what they are computed from has a way around through them.
// CHECK: abs.1 -> reduce.1 #0: conditional, d0=d0, d1=d1: 2 users: reduce.1, subtract.1
// CHECK: abs.1 -> subtract.1 #0: illegal, d0=d0, d1=d1: cycle through reduce.1, which needs the one and which the other needs; 2 users: reduce.1, subtract.1
// CHECK: reduce.1 -> broadcast_in_dim.1 -> subtract.1 #1: conditional, d0=d0: reduction boundary: the producer's d1 finishes before the consumer reads; row barrier: the consumer's d1 runs again along the row that d1 of reduce.1 reduces
// CHECK: subtract.1 -> exponential.1 #0: legal, d0=d0, d1=d1
// CHECK: exponential.1 -> reduce.2 #0: conditional, d0=d0, d1=d1: 2 users: reduce.2, divide.1
// CHECK: exponential.1 -> divide.1 #0: illegal, d0=d0, d1=d1: cycle through reduce.2
// CHECK: reduce.2 -> broadcast_in_dim.2 -> divide.1 #1: conditional, d0=d0: reduction boundary{{.*}}row barrier
func.func @main(%x: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %c = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %a = stablehlo.abs %x : tensor<8x16xf32>
  %m = stablehlo.reduce(%a init: %c) applies stablehlo.maximum across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  %b = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %s = stablehlo.subtract %a, %b : tensor<8x16xf32>
  %e = stablehlo.exponential %s : tensor<8x16xf32>
  %t = stablehlo.reduce(%e init: %z) applies stablehlo.add across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  %u = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %d = stablehlo.divide %e, %u : tensor<8x16xf32>
  return %d : tensor<8x16xf32>
}
