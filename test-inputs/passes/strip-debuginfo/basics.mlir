// RUN: fusec %s -passes=strip-debuginfo -print-debuginfo | FileCheck %s
// RUN: fusec %s -passes=strip-debuginfo,strip-debuginfo -stats 2>&1 | FileCheck %s --check-prefix=STATS

// CHECK-NOT: model.py
// CHECK: func.func @main(%arg0: i32 loc(unknown)) -> i32
// CHECK: arith.addi %arg0, %arg0 : i32 loc(
// CHECK-NOT: model.py
// STATS: locations forgotten
func.func @main(%a: i32 loc("model.py":1:1)) -> i32 {
  %0 = arith.addi %a, %a : i32 loc("model.py":3:1)
  return %0 : i32 loc(callsite("f" at "model.py":4:1))
}
