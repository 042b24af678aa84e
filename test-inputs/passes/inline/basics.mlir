// RUN: fusec %s -pretty -passes=inline -print-debuginfo | FileCheck %s
// RUN: fusec %s -pretty -passes=inline -remarks=inline 2>&1 >/dev/null | FileCheck %s --check-prefix=REMARK
// RUN: fusec %s -passes='inline{max-ops=1}' -remarks=inline 2>&1 >/dev/null | FileCheck %s --check-prefix=LIMIT

func.func private @relu(%x: tensor<4xf32>) -> tensor<4xf32> {
  %z = stablehlo.constant dense<0.0> : tensor<4xf32> loc("lib.py":1:1)
  %0 = stablehlo.maximum %x, %z : tensor<4xf32> loc("lib.py":2:1)
  return %0 : tensor<4xf32>
}

func.func private @swap(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = call @relu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y, %0 : tensor<4xf32>, tensor<4xf32>
}

// The call of @swap brings the body of @relu along; what it hands through are the caller's own values.
// CHECK-LABEL: func.func @main
// CHECK-NOT: call
// CHECK: %[[M:.*]] = stablehlo.maximum %arg0, %{{.*}} : tensor<4xf32> loc(#[[LOC:.*]])
// CHECK-NEXT: %[[S:.*]] = stablehlo.add %arg1, %[[M]]
// CHECK-NEXT: return %[[S]]
func.func @main(%a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  %0:2 = call @swap(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) loc("main.py":9:1)
  %1 = stablehlo.add %0#0, %0#1 : tensor<4xf32>
  return %1 : tensor<4xf32>
}

// Calls inside regions are inlined as well.
// CHECK-LABEL: func.func @loop
// CHECK: stablehlo.while
// CHECK: stablehlo.maximum
// CHECK-NOT: call
// CHECK: return
func.func @loop(%x: tensor<4xf32>, %n: tensor<i32>) -> tensor<4xf32> {
  %0:2 = "stablehlo.while"(%n, %x) ({
  ^bb0(%i: tensor<i32>, %s: tensor<4xf32>):
    %c = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "stablehlo.return"(%c) : (tensor<i1>) -> ()
  }, {
  ^bb0(%i: tensor<i32>, %s: tensor<4xf32>):
    %1 = func.call @relu(%s) : (tensor<4xf32>) -> tensor<4xf32>
    "stablehlo.return"(%i, %1) : (tensor<i32>, tensor<4xf32>) -> ()
  }) : (tensor<i32>, tensor<4xf32>) -> (tensor<i32>, tensor<4xf32>)
  return %0#1 : tensor<4xf32>
}

// A recursion stays, but a call that leads into it is one more reason to say so.
// CHECK-LABEL: func.func @even
// CHECK: call @odd
// REMARK: inline{{.*}}basics.mlir:[[#@LINE+3]]:{{[0-9]+}}: remark: inline: call of '@odd' is not inlined: the function is part of a recursion
// REMARK: inline{{.*}}basics.mlir:[[#@LINE+6]]:{{[0-9]+}}: remark: inline: call of '@even' is not inlined: the function is part of a recursion
func.func @even(%n: i32) -> i32 {
  %0 = call @odd(%n) : (i32) -> i32
  return %0 : i32
}
func.func @odd(%n: i32) -> i32 {
  %0 = call @even(%n) : (i32) -> i32
  return %0 : i32
}

// CHECK-LABEL: func.func @external
// CHECK: call @elsewhere
// CHECK: call @several
// REMARK: remark: inline: call of '@several' is not inlined: the function has several blocks
// LIMIT: remark: inline: call of '@{{.*}}' is not inlined: the copies have {{[0-9]+}} ops already (max-ops=1)
func.func private @elsewhere(i32) -> i32
func.func private @several(%n: i32) -> i32 {
  cf.br ^next
^next:
  return %n : i32
}
func.func @external(%n: i32) -> i32 {
  %0 = call @elsewhere(%n) : (i32) -> i32
  %1 = call @several(%0) : (i32) -> i32
  return %1 : i32
}

// CHECK-DAG: #[[LOC]] = loc(callsite({{.*}} at {{.*}}))
