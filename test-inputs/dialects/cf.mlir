// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

func.func @branches(%b: i1, %x: i32, %y: f32) -> i32 {
  cf.cond_br %b weights([1, 2]), ^a(%x, %y : i32, f32), ^b
^a(%q: i32, %r: f32):
  cf.assert %b, "wrong\n" {k}
  cf.br ^c(%q : i32)
^b:
  cf.switch %x : i32, [default: ^c(%x: i32), 1: ^b, 42: ^a(%x, %y : i32, f32)]
^c(%z: i32):
  cf.cond_br %b, ^d, ^e(%z : i32) {k = 1}
^d:
  cf.switch %z : i32, [default: ^e(%z : i32)]
^e(%v: i32):
  return %v : i32
}

// CHECK: module {
// CHECK-NEXT:   func.func @branches(%arg0: i1, %arg1: i32, %arg2: f32) -> i32 {
// CHECK-NEXT:     cf.cond_br %arg0 weights([1, 2]), ^bb1(%arg1, %arg2 : i32, f32), ^bb2
// CHECK-NEXT:   ^bb1(%0: i32, %1: f32):  // 2 preds: ^bb0, ^bb2
// CHECK-NEXT:     cf.assert %arg0, "wrong\0A" {k}
// CHECK-NEXT:     cf.br ^bb3(%0 : i32)
// CHECK-NEXT:   ^bb2:  // 2 preds: ^bb0, ^bb2
// CHECK-NEXT:     cf.switch %arg1 : i32, [
// CHECK-NEXT:       default: ^bb3(%arg1 : i32),
// CHECK-NEXT:       1: ^bb2,
// CHECK-NEXT:       42: ^bb1(%arg1, %arg2 : i32, f32)
// CHECK-NEXT:     ]
// CHECK-NEXT:   ^bb3(%2: i32):  // 2 preds: ^bb1, ^bb2
// CHECK-NEXT:     cf.cond_br %arg0, ^bb4, ^bb5(%2 : i32) {k = 1 : i64}
// CHECK-NEXT:   ^bb4:  // pred: ^bb3
// CHECK-NEXT:     cf.switch %2 : i32, [
// CHECK-NEXT:       default: ^bb5(%2 : i32)]
// CHECK-NEXT:   ^bb5(%3: i32):  // 2 preds: ^bb3, ^bb4
// CHECK-NEXT:     return %3 : i32
// CHECK-NEXT:   }
// CHECK-NEXT: }
// GENERIC: "builtin.module"() ({
// GENERIC-NEXT:   "func.func"() <{function_type = (i1, i32, f32) -> i32, sym_name = "branches"}> ({
// GENERIC-NEXT:   ^bb0(%arg0: i1, %arg1: i32, %arg2: f32):
// GENERIC-NEXT:     "cf.cond_br"(%arg0, %arg1, %arg2)[^bb1, ^bb2] <{branch_weights = array<i32: 1, 2>, operandSegmentSizes = array<i32: 1, 2, 0>}> : (i1, i32, f32) -> ()
// GENERIC-NEXT:   ^bb1(%0: i32, %1: f32):  // 2 preds: ^bb0, ^bb2
// GENERIC-NEXT:     "cf.assert"(%arg0) <{msg = "wrong\0A"}> {k} : (i1) -> ()
// GENERIC-NEXT:     "cf.br"(%0)[^bb3] : (i32) -> ()
// GENERIC-NEXT:   ^bb2:  // 2 preds: ^bb0, ^bb2
// GENERIC-NEXT:     "cf.switch"(%arg1, %arg1, %arg1, %arg2)[^bb3, ^bb2, ^bb1] <{case_operand_segments = array<i32: 0, 2>, case_values = dense<[1, 42]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 1, 2>}> : (i32, i32, i32, f32) -> ()
// GENERIC-NEXT:   ^bb3(%2: i32):  // 2 preds: ^bb1, ^bb2
// GENERIC-NEXT:     "cf.cond_br"(%arg0, %2)[^bb4, ^bb5] <{operandSegmentSizes = array<i32: 1, 0, 1>}> {k = 1 : i64} : (i1, i32) -> ()
// GENERIC-NEXT:   ^bb4:  // pred: ^bb3
// GENERIC-NEXT:     "cf.switch"(%2, %2)[^bb5] <{case_operand_segments = array<i32>, operandSegmentSizes = array<i32: 1, 1, 0>}> : (i32, i32) -> ()
// GENERIC-NEXT:   ^bb5(%3: i32):  // 2 preds: ^bb3, ^bb4
// GENERIC-NEXT:     "func.return"(%3) : (i32) -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT: }) : () -> ()
