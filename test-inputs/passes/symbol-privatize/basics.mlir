// RUN: fusec %s -passes='symbol-privatize{exclude=main}' | FileCheck %s
// RUN: fusec %s -passes='symbol-privatize{exclude=main},symbol-dce' | FileCheck %s --check-prefix=DCE
// RUN: fusec %s -passes='symbol-privatize{exclude=nobody}' 2>&1 | FileCheck %s --check-prefix=WARN

// CHECK: func.func private @helper(
// CHECK: func.func @main(
// CHECK: func.func private @unused(
// DCE: @helper
// DCE: @main
// DCE-NOT: @unused
// WARN: warning: there is no function '@nobody' to leave as it is (exclude)
// WARN: func.func private @main(
func.func @helper(%a: i32) -> i32 {
  return %a : i32
}

func.func @main(%a: i32) -> i32 {
  %0 = call @helper(%a) : (i32) -> i32
  return %0 : i32
}

func.func @unused(%a: i32) -> i32 {
  return %a : i32
}
