// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s

// CHECK-LABEL: func.func @fold
func.func @fold() -> (i32, i8, index) {
  // CHECK-DAG: %[[A:.*]] = arith.constant 42 : i32
  // CHECK-DAG: %[[B:.*]] = arith.constant -56 : i8
  // CHECK-DAG: %[[C:.*]] = arith.constant -1 : index
  // CHECK: return %[[A]], %[[B]], %[[C]]
  %c6 = arith.constant 6 : i32
  %c7 = arith.constant 7 : i32
  %0 = arith.muli %c6, %c7 : i32
  %c100 = arith.constant 100 : i8
  %1 = arith.addi %c100, %c100 : i8
  %i0 = arith.constant 0 : index
  %i1 = arith.constant 1 : index
  %2 = arith.subi %i0, %i1 : index
  return %0, %1, %2 : i32, i8, index
}

// Division by zero and shifts past the width have no value: they stay.
// CHECK-LABEL: func.func @undefined
func.func @undefined() -> (i32, i32) {
  // CHECK: arith.divsi
  // CHECK: arith.shli
  %c0 = arith.constant 0 : i32
  %c5 = arith.constant 5 : i32
  %c32 = arith.constant 32 : i32
  %0 = arith.divsi %c5, %c0 : i32
  %1 = arith.shli %c5, %c32 : i32
  return %0, %1 : i32, i32
}

// CHECK-LABEL: func.func @chains
func.func @chains(%x: i32) -> (i32, i32, i32) {
  // CHECK-DAG: %[[C3:.*]] = arith.constant 3 : i32
  // CHECK-DAG: %[[C6:.*]] = arith.constant 6 : i32
  // CHECK-DAG: %[[C8:.*]] = arith.constant 8 : i32
  // CHECK-DAG: %[[A:.*]] = arith.addi %arg0, %[[C3]]
  // CHECK-DAG: %[[B:.*]] = arith.muli %arg0, %[[C6]]
  // CHECK-DAG: %[[C:.*]] = arith.subi %[[C8]], %arg0
  // CHECK: return %[[A]], %[[B]], %[[C]]
  %c1 = arith.constant 1 : i32
  %c2 = arith.constant 2 : i32
  %c3 = arith.constant 3 : i32
  %c10 = arith.constant 10 : i32
  %0 = arith.addi %c1, %x : i32
  %1 = arith.addi %0, %c2 : i32
  %2 = arith.muli %c2, %x : i32
  %3 = arith.muli %2, %c3 : i32
  %4 = arith.subi %c10, %x : i32
  %5 = arith.subi %4, %c2 : i32
  return %1, %3, %5 : i32, i32, i32
}

// CHECK-LABEL: func.func @cancel
func.func @cancel(%a: i32, %b: i32) -> (i32, i32, i32, i32) {
  // CHECK: return %arg0, %arg0, %arg1, %arg0
  %0 = arith.subi %a, %b : i32
  %1 = arith.addi %b, %0 : i32
  %2 = arith.addi %a, %b : i32
  %3 = arith.subi %2, %b : i32
  %4 = arith.subi %2, %a : i32
  %5 = arith.xori %a, %b : i32
  %6 = arith.xori %5, %b : i32
  return %1, %3, %4, %6 : i32, i32, i32, i32
}

// Floats: only what holds for every bit pattern. x + 0.0 turns -0.0 into 0.0, x + (-0.0) does not.
// CHECK-LABEL: func.func @floats
func.func @floats(%x: f32) -> (f32, f32, f32) {
  // CHECK: %[[Z:.*]] = arith.constant 0.000000e+00 : f32
  // CHECK-NEXT: %[[S:.*]] = arith.addf %arg0, %[[Z]]
  // CHECK-NEXT: return %[[S]], %arg0, %arg0
  %z = arith.constant 0.0 : f32
  %n = arith.constant -0.0 : f32
  %o = arith.constant 1.0 : f32
  %0 = arith.addf %x, %z : f32
  %1 = arith.addf %x, %n : f32
  %2 = arith.mulf %o, %x : f32
  return %0, %1, %2 : f32, f32, f32
}

// CHECK-LABEL: func.func @extensions
func.func @extensions(%x: i8) -> (i64, i64, i8) {
  // CHECK-DAG: %[[A:.*]] = arith.extsi %arg0 : i8 to i64
  // CHECK-DAG: %[[B:.*]] = arith.extui %arg0 : i8 to i64
  // CHECK: return %[[A]], %[[B]], %arg0
  %0 = arith.extsi %x : i8 to i32
  %1 = arith.extsi %0 : i32 to i64
  %2 = arith.extui %x : i8 to i32
  %3 = arith.extsi %2 : i32 to i64
  %4 = arith.trunci %0 : i32 to i8
  return %1, %3, %4 : i64, i64, i8
}

// Constants stand once, at the top of their region.
// CHECK-LABEL: func.func @constants
func.func @constants(%a: i32, %p: i1) -> i32 {
  // CHECK-NEXT: %[[C:.*]] = arith.constant 7 : i32
  // CHECK-NEXT: arith.addi %arg0, %[[C]]
  // CHECK-NOT: arith.constant
  // CHECK: return
  %0 = arith.muli %a, %a : i32
  %c = arith.constant 7 : i32
  %1 = arith.addi %a, %c : i32
  %d = arith.constant 7 : i32
  %2 = arith.select %p, %1, %d : i32
  return %2 : i32
}
