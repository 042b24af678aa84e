// RUN: fusec %s -passes=sccp | FileCheck %s
// RUN: fusec %s -passes=sccp,canonicalize,symbol-dce | FileCheck %s --check-prefix=AFTER

// Through calls of private functions, arguments and results.
// CHECK-LABEL: func.func private @scale(
// CHECK-SAME: %[[X:.*]]: i32, %{{.*}}: i32)
// CHECK: %[[K:.*]] = arith.constant 3 : i32
// CHECK: arith.muli %[[X]], %[[K]]
func.func private @scale(%x: i32, %k: i32) -> (i32, i32) {
  %0 = arith.muli %x, %k : i32
  return %0, %k : i32, i32
}
// CHECK-LABEL: func.func @calls(
// CHECK: %[[NINE:.*]] = arith.constant 9 : i32
// CHECK: return %{{.*}}, %[[NINE]]
func.func @calls(%x: i32) -> (i32, i32) {
  %c3 = arith.constant 3 : i32
  %0:2 = call @scale(%x, %c3) : (i32, i32) -> (i32, i32)
  %1:2 = call @scale(%0#0, %c3) : (i32, i32) -> (i32, i32)
  %2 = arith.muli %1#1, %0#1 : i32
  return %1#0, %2 : i32, i32
}

// Two callers disagree; a public function may be called with anything.
// CHECK-LABEL: func.func private @two(
// CHECK-NOT: arith.constant
// CHECK: return
func.func private @two(%k: i32) -> i32 {
  %0 = arith.addi %k, %k : i32
  return %0 : i32
}
func.func @disagree() -> (i32, i32) {
  %c1 = arith.constant 1 : i32
  %c2 = arith.constant 2 : i32
  %0 = call @two(%c1) : (i32) -> i32
  %1 = call @two(%c2) : (i32) -> i32
  return %0, %1 : i32, i32
}

// A block that is not reached takes no part.
// CHECK-LABEL: func.func @blocks(
// CHECK: %[[ONE:.*]] = arith.constant 1 : i32
// CHECK: ^bb2
// CHECK: return %[[ONE]]
// AFTER-LABEL: func.func @blocks(
// AFTER-NEXT: %[[ONE:.*]] = arith.constant 1 : i32
// AFTER-NEXT: return %[[ONE]]
func.func @blocks(%x: i32) -> i32 {
  %true = arith.constant true
  %c1 = arith.constant 1 : i32
  cf.cond_br %true, ^bb2(%c1 : i32), ^bb1
^bb1:
  cf.br ^bb2(%x : i32)
^bb2(%r: i32):
  return %r : i32
}

// What a loop leaves as it was is found, though the loop reads it.
// CHECK-LABEL: func.func @loop(
// CHECK: return %c1_i32
func.func @loop(%n: i32) -> i32 {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  cf.br ^bb1(%c0, %c1 : i32, i32)
^bb1(%i: i32, %k: i32):
  %more = arith.cmpi slt, %i, %n : i32
  cf.cond_br %more, ^bb2, ^bb3
^bb2:
  %next = arith.addi %i, %k : i32
  %square = arith.muli %k, %k : i32
  cf.br ^bb1(%next, %square : i32, i32)
^bb3:
  return %k : i32
}
