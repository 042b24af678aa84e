// RUN: fusec %s | FileCheck %s
// RUN: fusec -print-generic %s | FileCheck %s --check-prefix=GENERIC
// RUN: fusec -print-generic %s | fusec - | FileCheck %s

#m = affine_map<(d0) -> (d0)>
func.func private @declared(tensor<2xf32> {a.b = 1 : i32}, i32) -> (f32 {c.d}, i1) attributes {x.y}
func.func private @nothing()
func.func private @two(f32, index) -> (f32, i32)
func.func private @higher() -> (() -> i32)
func.func nested @nested() attributes {no_inline} {
  return
}
func.func public @main(%x: tensor<4x8xf32> {fuse.map = #m}, %f: f32, %i: index) -> (tensor<4x8xf32>, f32 {r.s = 2}) {
  %u:2 = func.call @two(%f, %i) {k = 1} : (f32, index) -> (f32, i32)
  func.call @nothing() : () -> ()
  %h = call @higher() : () -> (() -> i32)
  return {note = "end"} %x, %u#0 : tensor<4x8xf32>, f32
}
func.func @"odd name"(%x: i32) -> i32 {
  return %x : i32
}

// CHECK: module {
// CHECK-NEXT:   func.func private @declared(tensor<2xf32> {a.b = 1 : i32}, i32) -> (f32 {c.d}, i1) attributes {x.y}
// CHECK-NEXT:   func.func private @nothing()
// CHECK-NEXT:   func.func private @two(f32, index) -> (f32, i32)
// CHECK-NEXT:   func.func private @higher() -> (() -> i32)
// CHECK-NEXT:   func.func nested @nested() attributes {no_inline} {
// CHECK-NEXT:     return
// CHECK-NEXT:   }
// CHECK-NEXT:   func.func public @main(%arg0: tensor<4x8xf32> {fuse.map = affine_map<(d0) -> (d0)>}, %arg1: f32, %arg2: index) -> (tensor<4x8xf32>, f32 {r.s = 2 : i64}) {
// CHECK-NEXT:     %0:2 = call @two(%arg1, %arg2) {k = 1 : i64} : (f32, index) -> (f32, i32)
// CHECK-NEXT:     call @nothing() : () -> ()
// CHECK-NEXT:     %1 = call @higher() : () -> (() -> i32)
// CHECK-NEXT:     return {note = "end"} %arg0, %0#0 : tensor<4x8xf32>, f32
// CHECK-NEXT:   }
// CHECK-NEXT:   func.func @"odd name"(%arg0: i32) -> i32 {
// CHECK-NEXT:     return %arg0 : i32
// CHECK-NEXT:   }
// CHECK-NEXT: }
// GENERIC: #map = affine_map<(d0) -> (d0)>
// GENERIC-NEXT: "builtin.module"() ({
// GENERIC-NEXT:   "func.func"() <{arg_attrs = [{a.b = 1 : i32}, {}], function_type = (tensor<2xf32>, i32) -> (f32, i1), res_attrs = [{c.d}, {}], sym_name = "declared", sym_visibility = "private"}> ({
// GENERIC-NEXT:   }) {x.y} : () -> ()
// GENERIC-NEXT:   "func.func"() <{function_type = () -> (), sym_name = "nothing", sym_visibility = "private"}> ({
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT:   "func.func"() <{function_type = (f32, index) -> (f32, i32), sym_name = "two", sym_visibility = "private"}> ({
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT:   "func.func"() <{function_type = () -> (() -> i32), sym_name = "higher", sym_visibility = "private"}> ({
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT:   "func.func"() <{function_type = () -> (), no_inline, sym_name = "nested", sym_visibility = "nested"}> ({
// GENERIC-NEXT:     "func.return"() : () -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT:   "func.func"() <{arg_attrs = [{fuse.map = #map}, {}, {}], function_type = (tensor<4x8xf32>, f32, index) -> (tensor<4x8xf32>, f32), res_attrs = [{}, {r.s = 2 : i64}], sym_name = "main", sym_visibility = "public"}> ({
// GENERIC-NEXT:   ^bb0(%arg1: tensor<4x8xf32>, %arg2: f32, %arg3: index):
// GENERIC-NEXT:     %0:2 = "func.call"(%arg2, %arg3) <{callee = @two}> {k = 1 : i64} : (f32, index) -> (f32, i32)
// GENERIC-NEXT:     "func.call"() <{callee = @nothing}> : () -> ()
// GENERIC-NEXT:     %1 = "func.call"() <{callee = @higher}> : () -> (() -> i32)
// GENERIC-NEXT:     "func.return"(%arg1, %0#0) {note = "end"} : (tensor<4x8xf32>, f32) -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT:   "func.func"() <{function_type = (i32) -> i32, sym_name = "odd name"}> ({
// GENERIC-NEXT:   ^bb0(%arg0: i32):
// GENERIC-NEXT:     "func.return"(%arg0) : (i32) -> ()
// GENERIC-NEXT:   }) : () -> ()
// GENERIC-NEXT: }) : () -> ()
