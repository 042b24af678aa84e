// RUN: fusec %s -pretty -passes=chlo-to-stablehlo -remarks=chlo 2> %t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.remarks
// RUN: fusec %s -passes=chlo-to-stablehlo -run=broadcasts -seed=2 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=chlo-to-stablehlo -run=top_k -seed=2 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=chlo-to-stablehlo -run=conjugate -seed=2 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-LABEL: func.func @broadcasts
// CHECK-SAME: %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<3xf32>, %[[S:.*]]: tensor<f32>, %[[P:.*]]: tensor<i1>
func.func @broadcasts(%a: tensor<2x3xf32>, %b: tensor<3xf32>, %s: tensor<f32>, %p: tensor<i1>) -> (tensor<2x3xf32>, tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) {
  // CHECK: %[[W:.*]] = stablehlo.broadcast_in_dim %[[B]], dims = [1] : (tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK-NEXT: stablehlo.add %[[A]], %[[W]] : tensor<2x3xf32>
  %0 = chlo.broadcast_add %a, %b : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK: stablehlo.broadcast_in_dim %[[S]], dims = []
  // CHECK-NEXT: stablehlo.compare GT, %[[A]], %{{.*}}, FLOAT
  %1 = chlo.broadcast_compare %a, %s {comparison_direction = #chlo<comparison_direction GT>, compare_type = #chlo<comparison_type FLOAT>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xi1>
  // CHECK: stablehlo.select %[[P]], %[[A]]
  %2 = chlo.broadcast_select %p, %a, %s : (tensor<i1>, tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  // CHECK-NEXT: stablehlo.multiply %[[A]], %[[A]]
  %3 = chlo.broadcast_multiply %a, %a : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK-NOT: chlo
  // CHECK: return
  %4 = chlo.broadcast_next_after %a, %b {broadcast_dimensions = array<i64: 1>} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0, %1, %2, %3, %4 : tensor<2x3xf32>, tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: func.func @top_k
func.func @top_k(%x: tensor<4x9xf32>) -> (tensor<4x3xf32>, tensor<4x3xi32>) {
  // CHECK: %[[I:.*]] = stablehlo.iota dim = 1 : tensor<4x9xi32>
  // CHECK-NEXT: %[[R:.*]]:2 = "stablehlo.sort"(%{{.*}}, %[[I]]) <{dimension = 1 : i64, is_stable = true}>
  // CHECK: stablehlo.compare GT, %{{.*}}, %{{.*}}, TOTALORDER
  // CHECK: stablehlo.slice %[[R]]#0 [0:4, 0:3]
  // CHECK-NEXT: stablehlo.slice %[[R]]#1 [0:4, 0:3]
  %v, %i = chlo.top_k(%x, k = 3) : tensor<4x9xf32> -> (tensor<4x3xf32>, tensor<4x3xi32>)
  return %v, %i : tensor<4x3xf32>, tensor<4x3xi32>
}

// CHECK-LABEL: func.func @conjugate
func.func @conjugate(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  // CHECK: stablehlo.real
  // CHECK-NEXT: stablehlo.imag
  // CHECK-NEXT: stablehlo.negate
  // CHECK-NEXT: stablehlo.complex
  %0 = chlo.conj %x : tensor<4xcomplex<f32>> -> tensor<4xcomplex<f32>>
  return %0 : tensor<4xcomplex<f32>>
}

// REMARK: remark: chlo-to-stablehlo: chlo.zeta stays: there is no formula for it
// CHECK-LABEL: func.func @stays
func.func @stays(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK-NEXT: chlo.zeta
  %0 = chlo.zeta %x, %x : tensor<4xf32>, tensor<4xf32> -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
