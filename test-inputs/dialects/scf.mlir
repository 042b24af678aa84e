// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

func.func @f(%n: index, %a: tensor<4xf32>, %x: f32, %m: i32, %c: i1) -> (tensor<4xf32>, f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    "t.use"(%i) : (index) -> ()
  } {foo = 1 : i32}
  scf.for unsigned %i = %m to %m step %m : i32 {
  }
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%t = %a, %y = %x) -> (tensor<4xf32>, f32) {
    %0 = arith.addf %y, %y : f32
    %1 = tensor.insert %0 into %t[%i] : tensor<4xf32>
    scf.yield %1, %0 : tensor<4xf32>, f32
  } {bar}
  %q = scf.for %i = %m to %m step %m iter_args(%y = %x) -> f32 : i32 {
    scf.yield %y : f32
  }
  scf.if %c { }
  scf.if %c { "t.a"() : () -> () } else { "t.b"() : () -> () } {hint}
  %s:2 = scf.if %c -> (f32, index) {
    scf.yield %x, %c0 : f32, index
  } else {
    scf.yield %q, %c1 : f32, index
  } {z = 3}
  %w:2 = scf.while (%u = %x, %v = %n) : (f32, index) -> (f32, index) {
    %k = arith.cmpi slt, %v, %n : index
    scf.condition(%k) {za} %u, %v : f32, index
  } do {
  ^bb0(%u: f32, %v: index):
    %k = arith.addi %v, %c1 : index
    scf.yield %u, %k : f32, index
  } attributes {loop}
  scf.while : () -> () {
    scf.condition(%c)
  } do {
    scf.yield
  }
  %o = scf.execute_region -> f32 {
    cf.cond_br %c, ^bb1, ^bb2
  ^bb1:
    scf.yield %x : f32
  ^bb2:
    scf.yield {q} %q : f32
  } {j}
  scf.execute_region no_inline { "t.a"() : () -> () 
  scf.yield }
  %z = scf.index_switch %n {e} -> f32
  case 2 {
    scf.yield %x : f32
  }
  case -5 {
    scf.yield %q : f32
  }
  default {
    scf.yield %o : f32
  }
  scf.index_switch %n default { }
  return %r#0, %z : tensor<4xf32>, f32
}

// CHECK{LITERAL}: module {
// CHECK-NEXT{LITERAL}:   func.func @f(%arg0: index, %arg1: tensor<4xf32>, %arg2: f32, %arg3: i32, %arg4: i1) -> (tensor<4xf32>, f32) {
// CHECK-NEXT{LITERAL}:     %c0 = arith.constant 0 : index
// CHECK-NEXT{LITERAL}:     %c1 = arith.constant 1 : index
// CHECK-NEXT{LITERAL}:     scf.for %arg5 = %c0 to %arg0 step %c1 {
// CHECK-NEXT{LITERAL}:       "t.use"(%arg5) : (index) -> ()
// CHECK-NEXT{LITERAL}:     } {foo = 1 : i32}
// CHECK-NEXT{LITERAL}:     scf.for unsigned %arg5 = %arg3 to %arg3 step %arg3  : i32 {
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     %0:2 = scf.for %arg5 = %c0 to %arg0 step %c1 iter_args(%arg6 = %arg1, %arg7 = %arg2) -> (tensor<4xf32>, f32) {
// CHECK-NEXT{LITERAL}:       %6 = arith.addf %arg7, %arg7 : f32
// CHECK-NEXT{LITERAL}:       %inserted = tensor.insert %6 into %arg6[%arg5] : tensor<4xf32>
// CHECK-NEXT{LITERAL}:       scf.yield %inserted, %6 : tensor<4xf32>, f32
// CHECK-NEXT{LITERAL}:     } {bar}
// CHECK-NEXT{LITERAL}:     %1 = scf.for %arg5 = %arg3 to %arg3 step %arg3 iter_args(%arg6 = %arg2) -> (f32)  : i32 {
// CHECK-NEXT{LITERAL}:       scf.yield %arg6 : f32
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     scf.if %arg4 {
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     scf.if %arg4 {
// CHECK-NEXT{LITERAL}:       "t.a"() : () -> ()
// CHECK-NEXT{LITERAL}:     } else {
// CHECK-NEXT{LITERAL}:       "t.b"() : () -> ()
// CHECK-NEXT{LITERAL}:     } {hint}
// CHECK-NEXT{LITERAL}:     %2:2 = scf.if %arg4 -> (f32, index) {
// CHECK-NEXT{LITERAL}:       scf.yield %arg2, %c0 : f32, index
// CHECK-NEXT{LITERAL}:     } else {
// CHECK-NEXT{LITERAL}:       scf.yield %1, %c1 : f32, index
// CHECK-NEXT{LITERAL}:     } {z = 3 : i64}
// CHECK-NEXT{LITERAL}:     %3:2 = scf.while (%arg5 = %arg2, %arg6 = %arg0) : (f32, index) -> (f32, index) {
// CHECK-NEXT{LITERAL}:       %6 = arith.cmpi slt, %arg6, %arg0 : index
// CHECK-NEXT{LITERAL}:       scf.condition(%6) {za} %arg5, %arg6 : f32, index
// CHECK-NEXT{LITERAL}:     } do {
// CHECK-NEXT{LITERAL}:     ^bb0(%arg5: f32, %arg6: index):
// CHECK-NEXT{LITERAL}:       %6 = arith.addi %arg6, %c1 : index
// CHECK-NEXT{LITERAL}:       scf.yield %arg5, %6 : f32, index
// CHECK-NEXT{LITERAL}:     } attributes {loop}
// CHECK-NEXT{LITERAL}:     scf.while : () -> () {
// CHECK-NEXT{LITERAL}:       scf.condition(%arg4)
// CHECK-NEXT{LITERAL}:     } do {
// CHECK-NEXT{LITERAL}:       scf.yield
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     %4 = scf.execute_region -> f32 {
// CHECK-NEXT{LITERAL}:       cf.cond_br %arg4, ^bb1, ^bb2
// CHECK-NEXT{LITERAL}:     ^bb1:  // pred: ^bb0
// CHECK-NEXT{LITERAL}:       scf.yield %arg2 : f32
// CHECK-NEXT{LITERAL}:     ^bb2:  // pred: ^bb0
// CHECK-NEXT{LITERAL}:       scf.yield {q} %1 : f32
// CHECK-NEXT{LITERAL}:     } {j}
// CHECK-NEXT{LITERAL}:     scf.execute_region no_inline {
// CHECK-NEXT{LITERAL}:       "t.a"() : () -> ()
// CHECK-NEXT{LITERAL}:       scf.yield
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     %5 = scf.index_switch %arg0 {e} -> f32 
// CHECK-NEXT{LITERAL}:     case 2 {
// CHECK-NEXT{LITERAL}:       scf.yield %arg2 : f32
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     case -5 {
// CHECK-NEXT{LITERAL}:       scf.yield %1 : f32
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     default {
// CHECK-NEXT{LITERAL}:       scf.yield %4 : f32
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     scf.index_switch %arg0 
// CHECK-NEXT{LITERAL}:     default {
// CHECK-NEXT{LITERAL}:     }
// CHECK-NEXT{LITERAL}:     return %0#0, %5 : tensor<4xf32>, f32
// CHECK-NEXT{LITERAL}:   }
// CHECK-NEXT{LITERAL}: }

// GENERIC{LITERAL}: "builtin.module"() ({
// GENERIC-NEXT{LITERAL}:   "func.func"() <{function_type = (index, tensor<4xf32>, f32, i32, i1) -> (tensor<4xf32>, f32), sym_name = "f"}> ({
// GENERIC-NEXT{LITERAL}:   ^bb0(%arg0: index, %arg1: tensor<4xf32>, %arg2: f32, %arg3: i32, %arg4: i1):
// GENERIC-NEXT{LITERAL}:     %0 = "arith.constant"() <{value = 0 : index}> : () -> index
// GENERIC-NEXT{LITERAL}:     %1 = "arith.constant"() <{value = 1 : index}> : () -> index
// GENERIC-NEXT{LITERAL}:     "scf.for"(%0, %arg0, %1) ({
// GENERIC-NEXT{LITERAL}:     ^bb0(%arg15: index):
// GENERIC-NEXT{LITERAL}:       "t.use"(%arg15) : (index) -> ()
// GENERIC-NEXT{LITERAL}:       "scf.yield"() : () -> ()
// GENERIC-NEXT{LITERAL}:     }) {foo = 1 : i32} : (index, index, index) -> ()
// GENERIC-NEXT{LITERAL}:     "scf.for"(%arg3, %arg3, %arg3) <{unsignedCmp}> ({
// GENERIC-NEXT{LITERAL}:     ^bb0(%arg14: i32):
// GENERIC-NEXT{LITERAL}:       "scf.yield"() : () -> ()
// GENERIC-NEXT{LITERAL}:     }) : (i32, i32, i32) -> ()
// GENERIC-NEXT{LITERAL}:     %2:2 = "scf.for"(%0, %arg0, %1, %arg1, %arg2) ({
// GENERIC-NEXT{LITERAL}:     ^bb0(%arg11: index, %arg12: tensor<4xf32>, %arg13: f32):
// GENERIC-NEXT{LITERAL}:       %10 = "arith.addf"(%arg13, %arg13) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
// GENERIC-NEXT{LITERAL}:       %11 = "tensor.insert"(%10, %arg12, %arg11) : (f32, tensor<4xf32>, index) -> tensor<4xf32>
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%11, %10) : (tensor<4xf32>, f32) -> ()
// GENERIC-NEXT{LITERAL}:     }) {bar} : (index, index, index, tensor<4xf32>, f32) -> (tensor<4xf32>, f32)
// GENERIC-NEXT{LITERAL}:     %3 = "scf.for"(%arg3, %arg3, %arg3, %arg2) ({
// GENERIC-NEXT{LITERAL}:     ^bb0(%arg9: i32, %arg10: f32):
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%arg10) : (f32) -> ()
// GENERIC-NEXT{LITERAL}:     }) : (i32, i32, i32, f32) -> f32
// GENERIC-NEXT{LITERAL}:     "scf.if"(%arg4) ({
// GENERIC-NEXT{LITERAL}:       "scf.yield"() : () -> ()
// GENERIC-NEXT{LITERAL}:     }, {
// GENERIC-NEXT{LITERAL}:     }) : (i1) -> ()
// GENERIC-NEXT{LITERAL}:     "scf.if"(%arg4) ({
// GENERIC-NEXT{LITERAL}:       "t.a"() : () -> ()
// GENERIC-NEXT{LITERAL}:       "scf.yield"() : () -> ()
// GENERIC-NEXT{LITERAL}:     }, {
// GENERIC-NEXT{LITERAL}:       "t.b"() : () -> ()
// GENERIC-NEXT{LITERAL}:       "scf.yield"() : () -> ()
// GENERIC-NEXT{LITERAL}:     }) {hint} : (i1) -> ()
// GENERIC-NEXT{LITERAL}:     %4:2 = "scf.if"(%arg4) ({
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%arg2, %0) : (f32, index) -> ()
// GENERIC-NEXT{LITERAL}:     }, {
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%3, %1) : (f32, index) -> ()
// GENERIC-NEXT{LITERAL}:     }) {z = 3 : i64} : (i1) -> (f32, index)
// GENERIC-NEXT{LITERAL}:     %5:2 = "scf.while"(%arg2, %arg0) ({
// GENERIC-NEXT{LITERAL}:     ^bb0(%arg7: f32, %arg8: index):
// GENERIC-NEXT{LITERAL}:       %9 = "arith.cmpi"(%arg8, %arg0) <{predicate = 2 : i64}> : (index, index) -> i1
// GENERIC-NEXT{LITERAL}:       "scf.condition"(%9, %arg7, %arg8) {za} : (i1, f32, index) -> ()
// GENERIC-NEXT{LITERAL}:     }, {
// GENERIC-NEXT{LITERAL}:     ^bb0(%arg5: f32, %arg6: index):
// GENERIC-NEXT{LITERAL}:       %8 = "arith.addi"(%arg6, %1) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%arg5, %8) : (f32, index) -> ()
// GENERIC-NEXT{LITERAL}:     }) {loop} : (f32, index) -> (f32, index)
// GENERIC-NEXT{LITERAL}:     "scf.while"() ({
// GENERIC-NEXT{LITERAL}:       "scf.condition"(%arg4) : (i1) -> ()
// GENERIC-NEXT{LITERAL}:     }, {
// GENERIC-NEXT{LITERAL}:       "scf.yield"() : () -> ()
// GENERIC-NEXT{LITERAL}:     }) : () -> ()
// GENERIC-NEXT{LITERAL}:     %6 = "scf.execute_region"() ({
// GENERIC-NEXT{LITERAL}:       "cf.cond_br"(%arg4)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
// GENERIC-NEXT{LITERAL}:     ^bb1:  // pred: ^bb0
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%arg2) : (f32) -> ()
// GENERIC-NEXT{LITERAL}:     ^bb2:  // pred: ^bb0
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%3) {q} : (f32) -> ()
// GENERIC-NEXT{LITERAL}:     }) {j} : () -> f32
// GENERIC-NEXT{LITERAL}:     "scf.execute_region"() <{no_inline}> ({
// GENERIC-NEXT{LITERAL}:       "t.a"() : () -> ()
// GENERIC-NEXT{LITERAL}:       "scf.yield"() : () -> ()
// GENERIC-NEXT{LITERAL}:     }) : () -> ()
// GENERIC-NEXT{LITERAL}:     %7 = "scf.index_switch"(%arg0) <{cases = array<i64: 2, -5>}> ({
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%6) : (f32) -> ()
// GENERIC-NEXT{LITERAL}:     }, {
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%arg2) : (f32) -> ()
// GENERIC-NEXT{LITERAL}:     }, {
// GENERIC-NEXT{LITERAL}:       "scf.yield"(%3) : (f32) -> ()
// GENERIC-NEXT{LITERAL}:     }) {e} : (index) -> f32
// GENERIC-NEXT{LITERAL}:     "scf.index_switch"(%arg0) <{cases = array<i64>}> ({
// GENERIC-NEXT{LITERAL}:       "scf.yield"() : () -> ()
// GENERIC-NEXT{LITERAL}:     }) : (index) -> ()
// GENERIC-NEXT{LITERAL}:     "func.return"(%2#0, %7) : (tensor<4xf32>, f32) -> ()
// GENERIC-NEXT{LITERAL}:   }) : () -> ()
// GENERIC-NEXT{LITERAL}: }) : () -> ()
