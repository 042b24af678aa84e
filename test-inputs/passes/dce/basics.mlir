// RUN: fusec %s -pretty -passes=dce | FileCheck %s
// RUN: fusec %s -pretty -passes=dce -stats 2>&1 >/dev/null | FileCheck %s --check-prefix=STATS

// STATS: dce
// STATS-DAG: 7 ops erased
// STATS-DAG: 2 blocks erased

// CHECK-LABEL: func.func @chain
func.func @chain(%a: i32) -> i32 {
  // CHECK-NEXT: return %arg0
  %0 = arith.addi %a, %a : i32
  %1 = arith.muli %0, %a : i32
  %2 = arith.subi %1, %0 : i32
  return %a : i32
}

// An op with a region is as dead as its results, and what only the region used dies with it.
// CHECK-LABEL: func.func @region
func.func @region(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK-NEXT: return %arg0
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %z) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
  return %x : tensor<4xf32>
}

// What may have an effect stays, with all it needs.
// CHECK-LABEL: func.func @effects
func.func @effects(%a: i32) {
  // CHECK-NEXT: %[[S:.*]] = arith.addi
  // CHECK-NEXT: "some.op"(%[[S]])
  // CHECK-NEXT: return
  %0 = arith.addi %a, %a : i32
  %1 = "some.op"(%0) : (i32) -> i32
  return
}

// Blocks that nothing leads to are erased, even where they use each other's values.
// CHECK-LABEL: func.func @unreachable
func.func @unreachable(%a: i32) -> i32 {
  // CHECK-NEXT: return %arg0 : i32
  // CHECK-NEXT: }
  return %a : i32
^lost:
  %0 = arith.addi %a, %a : i32
  cf.br ^lost2
^lost2:
  %1 = arith.muli %0, %a : i32
  cf.br ^lost
}

// CHECK-LABEL: func.func @inside
func.func @inside(%p: tensor<i1>, %n: tensor<i32>) -> tensor<i32> {
  // CHECK: "stablehlo.if"
  // CHECK-NEXT: stablehlo.return %arg1
  // CHECK-NEXT: }, {
  // CHECK-NEXT: stablehlo.return %arg1
  %1 = "stablehlo.if"(%p) ({
    %2 = stablehlo.add %n, %n : tensor<i32>
    "stablehlo.return"(%n) : (tensor<i32>) -> ()
  }, {
    %2 = stablehlo.negate %n : tensor<i32>
    "stablehlo.return"(%n) : (tensor<i32>) -> ()
  }) : (tensor<i1>) -> tensor<i32>
  return %1 : tensor<i32>
}
