// RUN: fusec %s -pretty -passes=cse | FileCheck %s
// RUN: fusec %s -passes=cse,cse -print-generic | fusec -pretty - | FileCheck %s

// Equal ops become one, and so do ops that are equal after that.
// CHECK-LABEL: func.func @chain
func.func @chain(%a: i32, %b: i32) -> i32 {
  // CHECK-NEXT: %[[S:.*]] = arith.addi %{{.*}}, %{{.*}} : i32
  // CHECK-NEXT: %[[T:.*]] = arith.muli %[[S]], %[[S]] : i32
  // CHECK-NEXT: return %[[T]] : i32
  %0 = arith.addi %a, %b : i32
  %1 = arith.addi %a, %b : i32
  %2 = arith.muli %0, %1 : i32
  return %2 : i32
}

// The operands of a commutative op may come in either order, those of others may not.
// CHECK-LABEL: func.func @order
func.func @order(%a: i32, %b: i32) -> (i32, i32, i32, i32) {
  // CHECK-NEXT: %[[S:.*]] = arith.addi
  // CHECK-NEXT: %[[D:.*]] = arith.subi
  // CHECK-NEXT: %[[E:.*]] = arith.subi
  // CHECK-NEXT: return %[[S]], %[[S]], %[[D]], %[[E]]
  %0 = arith.addi %a, %b : i32
  %1 = arith.addi %b, %a : i32
  %2 = arith.subi %a, %b : i32
  %3 = arith.subi %b, %a : i32
  return %0, %1, %2, %3 : i32, i32, i32, i32
}

// Other attributes or result types: other ops.
// CHECK-LABEL: func.func @attributes
func.func @attributes(%a: tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>, tensor<16xf32>) {
  // CHECK-COUNT-2: stablehlo.transpose
  // CHECK-NOT: stablehlo.transpose
  // CHECK: stablehlo.reshape
  // CHECK-NEXT: return
  %0 = stablehlo.transpose %a, dims = [1, 0] : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = stablehlo.transpose %a, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %2 = stablehlo.reshape %a : (tensor<4x4xf32>) -> tensor<16xf32>
  return %0, %1, %2 : tensor<4x4xf32>, tensor<4x4xf32>, tensor<16xf32>
}

// Ops with equal regions are equal; the names inside do not count, the ops do.
// CHECK-LABEL: func.func @regions
func.func @regions(%x: tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  // CHECK: %[[SUM:.*]] = stablehlo.reduce({{.*}}) applies stablehlo.add
  // CHECK-NEXT: %[[MAX:.*]] = stablehlo.reduce({{.*}}) applies stablehlo.maximum
  // CHECK-NEXT: return %[[SUM]], %[[SUM]], %[[MAX]]
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %z) applies stablehlo.add across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  %1 = stablehlo.reduce(%x init: %z) applies stablehlo.add across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  %2 = stablehlo.reduce(%x init: %z) applies stablehlo.maximum across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  return %0, %1, %2 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// Ops inside a loop see those before it; ops after it do not see those inside.
// CHECK-LABEL: func.func @nested
func.func @nested(%n: tensor<i32>, %p: tensor<i1>) -> (tensor<i32>, tensor<i32>) {
  // CHECK-NEXT: %[[OUT:.*]] = stablehlo.add %arg0, %arg0
  // CHECK: "stablehlo.if"
  // CHECK-NEXT: %[[IN:.*]] = stablehlo.multiply %[[OUT]], %arg0
  // CHECK: stablehlo.return %[[IN]]
  // CHECK: stablehlo.return %[[OUT]]
  // CHECK: stablehlo.multiply %[[OUT]], %arg0
  %0 = stablehlo.add %n, %n : tensor<i32>
  %1 = "stablehlo.if"(%p) ({
    %2 = stablehlo.add %n, %n : tensor<i32>
    %3 = stablehlo.multiply %2, %n : tensor<i32>
    "stablehlo.return"(%3) : (tensor<i32>) -> ()
  }, {
    %2 = stablehlo.add %n, %n : tensor<i32>
    "stablehlo.return"(%2) : (tensor<i32>) -> ()
  }) : (tensor<i1>) -> tensor<i32>
  %4 = stablehlo.multiply %0, %n : tensor<i32>
  return %1, %4 : tensor<i32>, tensor<i32>
}

// A block sees the blocks that dominate it, and no other.
// CHECK-LABEL: func.func @blocks
func.func @blocks(%a: i32, %p: i1) -> (i32, i32) {
  // CHECK-NEXT: %[[S:.*]] = arith.addi %arg0, %arg0
  // CHECK: ^bb1:
  // CHECK-NEXT: %[[L:.*]] = arith.muli %[[S]], %arg0
  // CHECK: ^bb2:
  // CHECK-NEXT: %[[R:.*]] = arith.muli %[[S]], %arg0
  %0 = arith.addi %a, %a : i32
  cf.cond_br %p, ^left, ^right
^left:
  %1 = arith.addi %a, %a : i32
  %2 = arith.muli %1, %a : i32
  cf.br ^end(%2 : i32)
^right:
  %3 = arith.addi %a, %a : i32
  %4 = arith.muli %3, %a : i32
  cf.br ^end(%4 : i32)
^end(%5: i32):
  return %0, %5 : i32, i32
}

// Calls and ops of unknown dialects may have effects: they stay.
// CHECK-LABEL: func.func @effects
func.func @effects(%a: i32) -> i32 {
  // CHECK-COUNT-2: call @chain
  // CHECK-COUNT-2: "some.op"
  %0 = call @chain(%a, %a) : (i32, i32) -> i32
  %1 = call @chain(%a, %a) : (i32, i32) -> i32
  %2 = "some.op"(%0) : (i32) -> i32
  %3 = "some.op"(%0) : (i32) -> i32
  %4 = arith.addi %1, %2 : i32
  %5 = arith.addi %4, %3 : i32
  return %5 : i32
}
