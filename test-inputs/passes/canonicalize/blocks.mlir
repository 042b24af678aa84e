// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s

// A branch on a constant is taken, what nothing leads to goes, and the blocks join.
// CHECK-LABEL: func.func @constant_branch
func.func @constant_branch(%a: i32, %b: i32) -> i32 {
  // CHECK-NEXT: %[[S:.*]] = arith.addi %arg0, %arg1
  // CHECK-NEXT: return %[[S]]
  // CHECK-NEXT: }
  %true = arith.constant true
  cf.cond_br %true, ^yes(%b : i32), ^no
^yes(%x: i32):
  %0 = arith.addi %a, %x : i32
  cf.br ^end(%0 : i32)
^no:
  %1 = arith.muli %a, %b : i32
  cf.br ^end(%1 : i32)
^end(%r: i32):
  return %r : i32
}

// An argument that always gets the same value, and one that nobody reads, are dropped.
// CHECK-LABEL: func.func @arguments
func.func @arguments(%p: i1, %a: i32, %b: i32) -> i32 {
  // CHECK: cf.cond_br %arg0, ^bb1, ^bb2
  // CHECK: cf.br ^bb3(%arg1 : i32)
  // CHECK: cf.br ^bb3(%arg2 : i32)
  // CHECK: ^bb3(%[[X:.*]]: i32):
  // CHECK-NEXT: arith.addi %[[X]], %arg1
  cf.cond_br %p, ^left, ^right
^left:
  cf.br ^end(%a, %a, %b : i32, i32, i32)
^right:
  cf.br ^end(%b, %a, %a : i32, i32, i32)
^end(%x: i32, %same: i32, %unused: i32):
  %0 = arith.addi %x, %same : i32
  return %0 : i32
}

// Both ways lead to the same place with the same values.
// CHECK-LABEL: func.func @same
func.func @same(%p: i1, %a: i32) -> i32 {
  // CHECK-NEXT: return %arg1
  cf.cond_br %p, ^end(%a : i32), ^end(%a : i32)
^end(%x: i32):
  return %x : i32
}

// A loop stays a loop.
// CHECK-LABEL: func.func @loop
func.func @loop(%n: i32) -> i32 {
  // CHECK: ^bb1(%{{.*}}: i32):
  // CHECK: cf.cond_br
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  cf.br ^head(%c0 : i32)
^head(%i: i32):
  %next = arith.addi %i, %c1 : i32
  %p = arith.cmpi slt, %next, %n : i32
  cf.cond_br %p, ^head(%next : i32), ^end
^end:
  return %next : i32
}
