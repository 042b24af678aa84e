// RUN: fusec %s -pretty -passes=outline-repeats{min-ops=3} -stats 2>%t.stats | FileCheck %s
// RUN: FileCheck %s --check-prefix=STATS --input-file=%t.stats
// RUN: fusec %s -passes=outline-repeats{min-ops=3} -remarks=outline-repeats 2>&1 >/dev/null | FileCheck %s --check-prefix=REMARK
// RUN: fusec %s -pretty -passes=outline-repeats{min-ops=3},inline,symbol-dce,canonicalize | FileCheck %s --check-prefix=INLINED
// RUN: fusec %s -check-semantics -passes=outline-repeats{min-ops=3},inline
// RUN: fusec %s -pretty -passes=outline-repeats{min-ops=20} | FileCheck %s --check-prefix=NONE

// STATS-DAG: 1 functions made
// STATS-DAG: 3 stretches outlined
// REMARK: layers.mlir:38:8: remark: outline-repeats: @repeat_0 stands for 3 stretches of 6 ops, the first of which starts here
// NONE-NOT: call

// The bound of the clamp is the same in all layers and goes into the function, the factor differs and is an argument. The mask is
// computed in the first layer and used in all.
// CHECK-LABEL: func.func @layers
// CHECK: [[MASK:%.+]] = stablehlo.broadcast_in_dim %arg4
// CHECK-NEXT: [[A:%.+]] = call @repeat_0(%arg0, %arg1, [[MASK]], %cst
// CHECK-NEXT: [[B:%.+]] = call @repeat_0([[A]], %arg2, [[MASK]], %cst
// CHECK-NEXT: [[C:%.+]] = call @repeat_0([[B]], %arg3, [[MASK]], %cst
// CHECK-NEXT: return [[C]]

// CHECK-LABEL: func.func private @repeat_0
// CHECK-SAME: (%arg0: tensor<4x4xf32>, %arg1: tensor<4x4xf32>, %arg2: tensor<4x4xf32>, %arg3: tensor<4x4xf32>) -> tensor<4x4xf32>
// CHECK-DAG: stablehlo.constant dense<0.000000e+00>
// CHECK: stablehlo.dot_general %arg0, %arg1
// CHECK: return

// INLINED-NOT: call
// INLINED-COUNT-3: stablehlo.dot_general
// INLINED-NOT: stablehlo.dot_general
func.func @layers(%x: tensor<4x4xf32>, %w0: tensor<4x4xf32>, %w1: tensor<4x4xf32>, %w2: tensor<4x4xf32>, %m: tensor<4xf32>) -> tensor<4x4xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<4x4xf32>
  %zero_again = stablehlo.constant dense<0.0> : tensor<4x4xf32>
  %f0 = stablehlo.constant dense<1.0> : tensor<4x4xf32>
  %f1 = stablehlo.constant dense<2.0> : tensor<4x4xf32>
  %f2 = stablehlo.constant dense<3.0> : tensor<4x4xf32>

  %0 = stablehlo.dot_general %x, %w0, contracting_dims = [1] x [0] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %mask = stablehlo.broadcast_in_dim %m, dims = [1] : (tensor<4xf32>) -> tensor<4x4xf32>
  %1 = stablehlo.add %0, %mask : tensor<4x4xf32>
  %2 = stablehlo.multiply %1, %f0 : tensor<4x4xf32>
  %3 = stablehlo.maximum %2, %zero : tensor<4x4xf32>
  %4 = stablehlo.tanh %3 : tensor<4x4xf32>
  %5 = stablehlo.add %4, %1 : tensor<4x4xf32>

  %10 = stablehlo.dot_general %5, %w1, contracting_dims = [1] x [0] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %11 = stablehlo.add %10, %mask : tensor<4x4xf32>
  %12 = stablehlo.multiply %11, %f1 : tensor<4x4xf32>
  %13 = stablehlo.maximum %12, %zero_again : tensor<4x4xf32>
  %14 = stablehlo.tanh %13 : tensor<4x4xf32>
  %15 = stablehlo.add %14, %11 : tensor<4x4xf32>

  %20 = stablehlo.dot_general %15, %w2, contracting_dims = [1] x [0] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %21 = stablehlo.add %20, %mask : tensor<4x4xf32>
  %22 = stablehlo.multiply %21, %f2 : tensor<4x4xf32>
  %23 = stablehlo.maximum %22, %zero : tensor<4x4xf32>
  %24 = stablehlo.tanh %23 : tensor<4x4xf32>
  %25 = stablehlo.add %24, %21 : tensor<4x4xf32>
  return %25 : tensor<4x4xf32>
}
