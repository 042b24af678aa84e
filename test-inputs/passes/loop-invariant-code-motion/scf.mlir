// RUN: fusec %s -passes=loop-invariant-code-motion -pretty | FileCheck %s

// A division by what may be zero stays in the loop, which may make no turn; by a known number it moves.
// CHECK-LABEL: func.func @division
// CHECK: %[[THREE:.*]] = arith.constant 3
// CHECK: %[[SAFE:.*]] = arith.divsi %{{.*}}, %[[THREE]]
// CHECK: scf.for
// CHECK: %[[UNSAFE:.*]] = arith.divsi
// CHECK: arith.addi %[[SAFE]], %[[UNSAFE]]
func.func @division(%a: i32, %b: i32, %n: index) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %a) -> (i32) {
    %three = arith.constant 3 : i32
    %0 = arith.divsi %a, %three : i32
    %1 = arith.divsi %a, %b : i32
    %2 = arith.addi %0, %1 : i32
    %3 = arith.addi %s, %2 : i32
    scf.yield %3 : i32
  }
  return %r : i32
}

// Calls stay: they may have effects.
// CHECK-LABEL: func.func @calls
// CHECK: scf.while
// CHECK: func.call @effect
func.func @calls(%a: i32) -> i32 {
  %r = scf.while (%s = %a) : (i32) -> i32 {
    %z = arith.constant 0 : i32
    %c = arith.cmpi sgt, %s, %z : i32
    scf.condition(%c) %s : i32
  } do {
  ^bb0(%t: i32):
    %u = func.call @effect(%a) : (i32) -> i32
    %v = arith.subi %t, %u : i32
    scf.yield %v : i32
  }
  return %r : i32
}
func.func private @effect(i32) -> i32
