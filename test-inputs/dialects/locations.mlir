// Locations that say the same are one, however deep they nest and whether they stand behind an op or in an attribute.
// RUN: fusec %s -print-generic -print-debuginfo | FileCheck %s
// RUN: fusec %s -print-generic -print-debuginfo -o %t
// RUN: fusec %t -print-generic -print-debuginfo | diff %t -

// CHECK: [[F:#loc[0-9]+]] = loc("f":1:2)
// CHECK: [[B:#loc[0-9]+]] = loc("b"([[F]]))
// CHECK: "t.attribute"() {l = [[B]]} : () -> () loc([[B]])
"t.attribute"() {l = loc("b"("f":1:2))} : () -> () loc("b"("f":1:2))
// CHECK: "t.once"() : () -> () loc([[A:#loc[0-9]+]])
"t.once"() : () -> () loc(fused["a"("f":1:2), "a"("f":1:2)])
// CHECK: "t.nested"() : () -> () loc([[N:#loc[0-9]+]])
"t.nested"() : () -> () loc(fused["n", callsite("b"("f":1:2) at unknown)])
// CHECK: "t.again"() : () -> () loc([[N]])
"t.again"() : () -> () loc(fused["n", callsite("b"("f":1:2) at unknown), callsite("b"("f":1:2) at unknown)])
// CHECK: [[A]] = loc("a"([[F]]))
