// RUN: fusec %s -pretty -passes=symbol-dce | FileCheck %s

// What only an unused function uses is unused too, and so is a recursion that nothing leads into.
// CHECK-NOT: @unused
// CHECK-NOT: @only_by_unused
// CHECK-NOT: @ping
// CHECK-NOT: @declared
func.func private @unused(%a: i32) -> i32 {
  %0 = call @only_by_unused(%a) : (i32) -> i32
  return %0 : i32
}
func.func private @only_by_unused(%a: i32) -> i32 {
  return %a : i32
}
func.func private @ping(%a: i32) -> i32 {
  %0 = call @pong(%a) : (i32) -> i32
  return %0 : i32
}
func.func private @pong(%a: i32) -> i32 {
  %0 = call @ping(%a) : (i32) -> i32
  return %0 : i32
}
func.func private @declared(i32)

// CHECK: func.func private @used
func.func private @used(%a: i32) -> i32 {
  return %a : i32
}

// A symbol may also be named in an attribute of any op, nested as deep as it likes.
// CHECK: func.func private @in_array
func.func private @in_array() {
  return
}
// CHECK: func.func private @in_text
func.func private @in_text() {
  return
}

// CHECK: func.func @main
func.func @main(%a: i32) -> i32 {
  %0 = call @used(%a) : (i32) -> i32
  "some.op"() {fns = [{x = @in_array}], text = #other.attr<@in_text, 3>} : () -> ()
  return %0 : i32
}
