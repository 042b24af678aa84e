// Ops of several dialects with the same name are counted together, so that each name is one op's.
// RUN: fusec %s -pretty -check-semantics -passes='form-groups{groups=tanh.2+negate.1}' | FileCheck %s
// CHECK: math.tanh
// CHECK: fuse.group
// CHECK-NEXT: ^bb0
// CHECK-NEXT: stablehlo.tanh
// CHECK-NEXT: stablehlo.negate
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = math.tanh %x : tensor<4xf32>
  %1 = stablehlo.tanh %0 : tensor<4xf32>
  %2 = stablehlo.negate %1 : tensor<4xf32>
  return %2 : tensor<4xf32>
}
