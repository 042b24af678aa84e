// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s

// CHECK-LABEL: func.func @extensions
func.func @extensions(%a: i8, %b: i8) -> (i16, i8, i32, i1, index) {
  // CHECK-DAG: %[[E:.*]] = arith.extsi %arg0 : i8 to i16
  // CHECK-DAG: %[[N:.*]] = arith.andi %arg0, %arg1 : i8
  // CHECK-DAG: %[[U:.*]] = arith.extui %[[N]] : i8 to i32
  // CHECK-DAG: %[[C:.*]] = arith.cmpi ult, %arg0, %arg1 : i8
  // CHECK-DAG: %[[I:.*]] = arith.index_cast %arg0 : i8 to index
  // CHECK: return %[[E]], %arg0, %[[U]], %[[C]], %[[I]]
  %0 = arith.extsi %a : i8 to i32
  %1 = arith.trunci %0 : i32 to i16
  %2 = arith.trunci %0 : i32 to i8
  %x = arith.extui %a : i8 to i32
  %y = arith.extui %b : i8 to i32
  %3 = arith.andi %x, %y : i32
  %4 = arith.cmpi slt, %x, %y : i32
  %5 = arith.index_cast %0 : i32 to index
  return %1, %2, %3, %4, %5 : i16, i8, i32, i1, index
}

// CHECK-LABEL: func.func @comparisons
func.func @comparisons(%a: i32, %b: i32, %p: i1) -> (i1, i1, i1, i32, i32) {
  // CHECK-DAG: %[[A:.*]] = arith.cmpi sgt, %arg0, %{{.*}} : i32
  // CHECK-DAG: %[[B:.*]] = arith.cmpi sge, %arg0, %arg1 : i32
  // CHECK-DAG: %[[S:.*]] = arith.select %arg2, %arg1, %arg0 : i32
  // CHECK-DAG: %[[E:.*]] = arith.extui %arg2 : i1 to i32
  // CHECK: return %[[A]], %[[B]], %arg2, %[[S]], %[[E]]
  %true = arith.constant true
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c3 = arith.constant 3 : i32
  %0 = arith.cmpi slt, %c3, %a : i32
  %1 = arith.cmpi slt, %a, %b : i32
  %2 = arith.xori %1, %true : i1
  %3 = arith.extui %p : i1 to i32
  %4 = arith.cmpi ne, %3, %c0 : i32
  %5 = arith.xori %p, %true : i1
  %6 = arith.select %5, %a, %b : i32
  %7 = arith.select %p, %c1, %c0 : i32
  return %0, %2, %4, %6, %7 : i1, i1, i1, i32, i32
}

// CHECK-LABEL: func.func @settled
func.func @settled(%a: i8, %b: i8, %f: f32) -> (i8, i8, i8, i8, i8, i8, f32, f32) {
  // CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : i8
  // CHECK-DAG: %[[MAX:.*]] = arith.constant 127 : i8
  // CHECK-DAG: %[[INF:.*]] = arith.constant 0xFF800000 : f32
  // CHECK-DAG: %[[D:.*]] = arith.subi %arg0, %arg1 : i8
  // CHECK-DAG: %[[N:.*]] = arith.subi %[[ZERO]], %arg1 : i8
  // CHECK-DAG: %[[M:.*]] = arith.maxnumf %arg2, %[[INF]] : f32
  // CHECK: return %[[ZERO]], %[[MAX]], %arg0, %[[ZERO]], %[[D]], %[[N]], %arg2, %[[M]]
  %c1 = arith.constant 1 : i8
  %m1 = arith.constant -1 : i8
  %max = arith.constant 127 : i8
  %min = arith.constant -128 : i8
  %inf = arith.constant 0xFF800000 : f32
  %0 = arith.remsi %a, %c1 : i8
  %1 = arith.maxsi %a, %max : i8
  %2 = arith.maxsi %a, %min : i8
  %n = arith.xori %a, %m1 : i8
  %3 = arith.andi %a, %n : i8
  %y = arith.muli %b, %m1 : i8
  %4 = arith.addi %a, %y : i8
  %d = arith.subi %a, %b : i8
  %5 = arith.subi %d, %a : i8
  %6 = arith.maximumf %f, %inf : f32
  // NaN gives way in maxnumf: the result would be -inf.
  %7 = arith.maxnumf %f, %inf : f32
  return %0, %1, %2, %3, %4, %5, %6, %7 : i8, i8, i8, i8, i8, i8, f32, f32
}

// CHECK-LABEL: func.func @nan
func.func @nan(%f: f32) -> (i1, i1) {
  // CHECK-DAG: %[[T:.*]] = arith.constant true
  // CHECK-DAG: %[[F:.*]] = arith.constant false
  // CHECK: return %[[T]], %[[F]]
  %nan = arith.constant 0x7FC00000 : f32
  %0 = arith.cmpf ult, %f, %nan : f32
  %1 = arith.cmpf oge, %f, %nan : f32
  return %0, %1 : i1, i1
}

// CHECK-LABEL: func.func @quotients
func.func @quotients() -> (i8, i8, i8) {
  // What divides by zero, or the least number by -1, has no result and stays.
  // CHECK-DAG: %[[A:.*]] = arith.constant -3 : i8
  // CHECK: %[[B:.*]] = arith.divsi
  // CHECK: %[[C:.*]] = arith.divui
  // CHECK: return %[[A]], %[[B]], %[[C]]
  %c0 = arith.constant 0 : i8
  %c3 = arith.constant 3 : i8
  %m1 = arith.constant -1 : i8
  %min = arith.constant -128 : i8
  %0 = arith.divsi %c3, %m1 : i8
  %1 = arith.divsi %min, %m1 : i8
  %2 = arith.divui %c3, %c0 : i8
  return %0, %1, %2 : i8, i8, i8
}

// CHECK-LABEL: func.func @switch
func.func @switch(%a: i32) -> i32 {
  // CHECK-NEXT: %[[R:.*]] = arith.addi %arg0, %arg0 : i32
  // CHECK-NEXT: return %[[R]]
  %c5 = arith.constant 5 : i32
  cf.switch %c5 : i32, [
    default: ^bb1(%a : i32),
    4: ^bb1(%a : i32),
    5: ^bb2
  ]
^bb1(%x: i32):
  return %x : i32
^bb2:
  %0 = arith.addi %a, %a : i32
  return %0 : i32
}

// Bitwise constants come together unless the inner op is needed anyway; a difference of constants stays one.
// CHECK-LABEL: func.func @bitwise_constants
// CHECK-DAG: %[[C14:.*]] = arith.constant 14 : i32
// CHECK-DAG: %[[C5:.*]] = arith.constant 5 : i32
// CHECK-DAG: %[[C12:.*]] = arith.constant 12 : i32
// CHECK: %[[A:.*]] = arith.andi %arg0, %[[C12]] : i32
// CHECK: %[[B:.*]] = arith.andi %arg1, %[[C14]] : i32
// CHECK: %[[C:.*]] = arith.andi %[[B]], %{{.*}} : i32
// CHECK: %[[D:.*]] = arith.subi %arg0, %[[C5]] : i32
// CHECK: %[[E:.*]] = arith.ori %arg0, %arg1 : i32
// CHECK: return %[[A]], %[[B]], %[[C]], %[[D]], %[[E]]
func.func @bitwise_constants(%a: i32, %b: i32) -> (i32, i32, i32, i32, i32) {
  %c14 = arith.constant 14 : i32
  %c13 = arith.constant 13 : i32
  %c2 = arith.constant 2 : i32
  %c3 = arith.constant 3 : i32
  %0 = arith.andi %a, %c14 : i32
  %1 = arith.andi %0, %c13 : i32
  %2 = arith.andi %b, %c14 : i32
  %3 = arith.andi %2, %c13 : i32
  %4 = arith.subi %a, %c2 : i32
  %5 = arith.subi %4, %c3 : i32
  %6 = arith.ori %a, %b : i32
  %7 = arith.ori %b, %6 : i32
  return %1, %2, %3, %5, %7 : i32, i32, i32, i32, i32
}
