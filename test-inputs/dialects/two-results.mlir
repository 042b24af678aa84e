// RUN: fusec %s | FileCheck %s
// RUN: fusec %s -print-generic | fusec - | FileCheck %s

// Results in two parts, scaled floats, functions as values.

// CHECK: module {
// CHECK-NEXT: func.func @f(%arg0: i32, %arg1: i32, %arg2: vector<4xi32>, %arg3: f32, %arg4: tensor<4xf32>) -> i32 {
// CHECK-NEXT: %sum, %overflow = arith.addui_extended %arg0, %arg1 : i32, i1
// CHECK-NEXT: %sum_0, %overflow_1 = arith.addui_extended %arg2, %arg2 {x.y} : vector<4xi32>, vector<4xi1>
// CHECK-NEXT: %low, %high = arith.mulsi_extended %arg0, %arg1 : i32
// CHECK-NEXT: %low_2, %high_3 = arith.mului_extended %low, %high {x.y} : i32
// CHECK-NEXT: %sin, %cos = math.sincos %arg3 : f32
// CHECK-NEXT: %sin_4, %cos_5 = math.sincos %arg4 fastmath<fast> {x.y} : tensor<4xf32>
// CHECK-NEXT: %0 = math.clampf %cos to [%arg3, %sin] : f32
// CHECK-NEXT: %1 = math.clampf %arg3 to [%arg3, %arg3] fastmath<fast> {x.y} : f32
// CHECK-NEXT: %f = constant @f : (i32, i32, vector<4xi32>, f32, tensor<4xf32>) -> i32
// CHECK-NEXT: %f_6 = constant {x.y} @f : (i32, i32, vector<4xi32>, f32, tensor<4xf32>) -> i32
// CHECK-NEXT: %2 = call_indirect %f(%arg0, %arg1, %arg2, %arg3, %arg4) : (i32, i32, vector<4xi32>, f32, tensor<4xf32>) -> i32
// CHECK-NEXT: %3 = call_indirect %f_6(%arg0, %high_3, %arg2, %arg3, %arg4) {x.y} : (i32, i32, vector<4xi32>, f32, tensor<4xf32>) -> i32
// CHECK-NEXT: return %2 : i32
// CHECK-NEXT: }
// CHECK-NEXT: func.func @g(%arg0: f8E5M2, %arg1: f8E8M0FNU, %arg2: f32) {
// CHECK-NEXT: %f = constant @"two words" : () -> ()
// CHECK-NEXT: %0 = arith.scaling_extf %arg0, %arg1 : f8E5M2, f8E8M0FNU to f32
// CHECK-NEXT: %1 = arith.scaling_extf %arg0, %arg1 fastmath<nnan> {x.y} : f8E5M2, f8E8M0FNU to f32
// CHECK-NEXT: %2 = arith.scaling_truncf %arg2, %arg1 : f32, f8E8M0FNU to f8E5M2
// CHECK-NEXT: %3 = arith.scaling_truncf %arg2, %arg1 to_nearest_even fastmath<nnan> {x.y} : f32, f8E8M0FNU to f8E5M2
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func private @"two words"()
// CHECK-NEXT: }

func.func @f(%a: i32, %b: i32, %v: vector<4xi32>, %x: f32, %t: tensor<4xf32>) -> i32 {
%s, %o = arith.addui_extended %a, %b : i32, i1
%s1, %o1 = arith.addui_extended %v, %v {x.y} : vector<4xi32>, vector<4xi1>
%l, %h = arith.mulsi_extended %a, %b : i32
%l1, %h1 = arith.mului_extended %l, %h {x.y}: i32
%si, %co = math.sincos %x : f32
%si1, %co1 = math.sincos %t fastmath<fast> {x.y} : tensor<4xf32>
%c = math.clampf %co to [%x, %si] : f32
%c1 = math.clampf %x to [%x, %x] fastmath<fast> {x.y} : f32
%k = func.constant @f : (i32, i32, vector<4xi32>, f32, tensor<4xf32>) -> i32
%k2 = constant {x.y} @f : (i32, i32, vector<4xi32>, f32, tensor<4xf32>) -> i32
%r = func.call_indirect %k(%a, %b, %v, %x, %t) : (i32, i32, vector<4xi32>, f32, tensor<4xf32>) -> i32
%r2 = call_indirect %k2(%a, %h1, %v, %x, %t) {x.y} : (i32, i32, vector<4xi32>, f32, tensor<4xf32>) -> i32
return %r : i32}
func.func @g(%a: f8E5M2, %s: f8E8M0FNU, %x: f32) {
%k = func.constant @"two words" : () -> ()
%0 = arith.scaling_extf %a, %s : f8E5M2, f8E8M0FNU to f32
%1 = arith.scaling_extf %a, %s fastmath<nnan> {x.y} : f8E5M2, f8E8M0FNU to f32
%2 = arith.scaling_truncf %x, %s : f32, f8E8M0FNU to f8E5M2
%3 = arith.scaling_truncf %x, %s to_nearest_even fastmath<nnan> {x.y} : f32, f8E8M0FNU to f8E5M2
return
}
func.func private @"two words"()
