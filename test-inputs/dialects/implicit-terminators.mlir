// A terminator that the custom form leaves out has no location in the text, and no alias for one.
// RUN: fusec %s -print-debuginfo > %t
// RUN: fusec %t -print-debuginfo | diff %t -
// RUN: FileCheck %s --input-file=%t
// CHECK: scf.for
// CHECK-NEXT: "t.use"
// CHECK-NEXT: } {foo = 1 : i32} loc(#loc3)
// CHECK-NEXT: return loc(#loc5)
// CHECK: #loc5 = loc(
// CHECK-NOT: #loc6
func.func @f(%n: index) {
  scf.for %i = %n to %n step %n {
    "t.use"(%i) : (index) -> ()
  } {foo = 1 : i32}
  return
}
