// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s

// CHECK-LABEL: func.func @branches
func.func @branches(%p: i1, %x: i32, %y: i32) -> (i32, i32, i32) {
  // CHECK-NEXT: %[[S:.*]] = arith.select %arg0, %arg1, %arg2 : i32
  // CHECK-NEXT: %[[A:.*]] = arith.addi %arg1, %arg2 : i32
  // CHECK-NEXT: return %[[S]], %[[A]], %arg2
  %true = arith.constant true
  %c4 = arith.constant 4 : index
  %0 = scf.if %p -> (i32) {
    scf.yield %x : i32
  } else {
    scf.yield %y : i32
  }
  %1 = scf.if %true -> (i32) {
    %3 = arith.addi %x, %y : i32
    scf.yield %3 : i32
  } else {
    scf.yield %y : i32
  }
  %2 = scf.index_switch %c4 -> i32
  case 2 {
    scf.yield %x : i32
  }
  default {
    scf.yield %y : i32
  }
  return %0, %1, %2 : i32, i32, i32
}

// CHECK-LABEL: func.func @trips
func.func @trips(%x: i32) -> (i32, i32) {
  // CHECK-NEXT: %[[A:.*]] = arith.addi %arg0, %arg0
  // CHECK-NEXT: return %arg0, %[[A]]
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = scf.for %i = %c1 to %c1 step %c1 iter_args(%s = %x) -> (i32) {
    %2 = arith.addi %s, %s : i32
    scf.yield %2 : i32
  }
  %1 = scf.for %i = %c0 to %c1 step %c1 iter_args(%s = %x) -> (i32) {
    %2 = arith.addi %s, %s : i32
    scf.yield %2 : i32
  }
  return %0, %1 : i32, i32
}

// CHECK-LABEL: func.func @carried
func.func @carried(%n: index, %x: i32, %k: i32) -> (i32, i32) {
  // CHECK: %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %arg0 step %{{.*}} iter_args(%[[S:.*]] = %arg1) -> (i32)
  // CHECK-NEXT: %[[M:.*]] = arith.muli %[[S]], %arg2
  // CHECK-NEXT: scf.yield %[[M]]
  // CHECK: return %[[R]], %arg2
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0:3 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %x, %c = %k, %d = %x) -> (i32, i32, i32) {
    %2 = arith.muli %s, %c : i32
    %3 = arith.addi %d, %s : i32
    scf.yield %2, %c, %3 : i32, i32, i32
  }
  return %0#0, %0#1 : i32, i32
}

// CHECK-LABEL: func.func @while
func.func @while(%x: i32, %k: i32) -> (i32, i32) {
  // CHECK: %[[R:.*]] = scf.while (%[[S:.*]] = %arg0) : (i32) -> i32
  // CHECK: arith.cmpi sgt, %[[S]], %arg1
  // CHECK: return %[[R]], %arg1
  %0:2 = scf.while (%s = %x, %c = %k) : (i32, i32) -> (i32, i32) {
    %m = arith.cmpi sgt, %s, %c : i32
    scf.condition(%m) %s, %c : i32, i32
  } do {
  ^bb0(%t: i32, %d: i32):
    %1 = arith.subi %t, %d : i32
    scf.yield %1, %d : i32, i32
  }
  return %0#0, %0#1 : i32, i32
}
