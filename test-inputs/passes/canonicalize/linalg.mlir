// RUN: fusec %s -passes=canonicalize -print-generic | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d1)>
#t = affine_map<(d0, d1) -> (d1, d0)>

// CHECK-DAG: #[[ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>

// The same input twice is one input, one that is not read is none, and one whose elements are all the same is a scalar.
// CHECK: sym_name = "inputs"
// CHECK-NEXT: ^bb0(%[[X:arg[0-9]+]]: tensor<
// CHECK: %[[E:.*]] = "tensor.empty"() : () -> tensor<2x3xf32>
// CHECK-NEXT: %[[R:.*]] = "linalg.generic"(%[[X]], %[[E]]) <{indexing_maps = [#[[ID]], #[[ID]]]{{.*}}operandSegmentSizes = array<i32: 1, 1>}> ({
// CHECK-NEXT: ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[K:.*]] = "arith.constant"() <{value = 2.000000e+00 : f32}>
// CHECK-NEXT: %[[S:.*]] = "arith.addf"(%[[A]], %[[A]])
// CHECK-NEXT: %[[P:.*]] = "arith.mulf"(%[[S]], %[[K]])
// CHECK-NEXT: "linalg.yield"(%[[P]])
"func.func"() <{function_type = (tensor<2x3xf32>, tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>, sym_name = "inputs"}> ({
^bb0(%x: tensor<2x3xf32>, %y: tensor<3xf32>, %o: tensor<2x3xf32>):
  %c = "arith.constant"() <{value = dense<2.0> : tensor<3xf32>}> : () -> tensor<3xf32>
  %0 = "linalg.generic"(%x, %x, %y, %c, %o) <{indexing_maps = [#id, #id, #row, #row, #id], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 4, 1>}> ({
  ^bb0(%a: f32, %b: f32, %unused: f32, %k: f32, %out: f32):
    %1 = "arith.addf"(%a, %b) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %2 = "arith.mulf"(%1, %k) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "linalg.yield"(%2) : (f32) -> ()
  }) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  "func.return"(%0) : (tensor<2x3xf32>) -> ()
}) : () -> ()

// A copy is what it copies, a transposition is not.
// CHECK: sym_name = "copies"
// CHECK-NEXT: ^bb0(%[[X:arg[0-9]+]]: tensor<
// CHECK: %[[T:.*]] = "linalg.generic"(%[[X]],
// CHECK: "func.return"(%[[X]], %[[T]])
"func.func"() <{function_type = (tensor<3x3xf32>, tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>), sym_name = "copies"}> ({
^bb0(%x: tensor<3x3xf32>, %o: tensor<3x3xf32>):
  %0 = "linalg.generic"(%x, %o) <{indexing_maps = [#t, #t], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 1>}> ({
  ^bb0(%a: f32, %out: f32):
    "linalg.yield"(%a) : (f32) -> ()
  }) : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  %1 = "linalg.generic"(%x, %o) <{indexing_maps = [#t, #id], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 1>}> ({
  ^bb0(%a: f32, %out: f32):
    "linalg.yield"(%a) : (f32) -> ()
  }) : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  "func.return"(%0, %1) : (tensor<3x3xf32>, tensor<3x3xf32>) -> ()
}) : () -> ()

// A result that nobody uses is not computed.
// CHECK: sym_name = "results"
// CHECK-NEXT: ^bb0(%[[X:arg[0-9]+]]: tensor<
// CHECK: %[[R:.*]] = "linalg.generic"(%[[X]], %{{.*}}) <{{.*}}operandSegmentSizes = array<i32: 1, 1>}> ({
// CHECK: "arith.addf"
// CHECK-NOT: "arith.mulf"
// CHECK: "func.return"(%[[R]])
"func.func"() <{function_type = (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>, sym_name = "results"}> ({
^bb0(%x: tensor<2x3xf32>, %o: tensor<2x3xf32>):
  %0:2 = "linalg.generic"(%x, %o, %o) <{indexing_maps = [#id, #id, #id], iterator_types = [#linalg.iterator_type<parallel>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 2>}> ({
  ^bb0(%a: f32, %out0: f32, %out1: f32):
    %1 = "arith.mulf"(%a, %a) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %2 = "arith.addf"(%a, %a) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "linalg.yield"(%1, %2) : (f32, f32) -> ()
  }) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  "func.return"(%0#1) : (tensor<2x3xf32>) -> ()
}) : () -> ()

// Nor is the index of a greatest element that nobody uses, although the body reads it back; and where the index is used, the
// element stays.
// CHECK: sym_name = "greatest"
// CHECK: %[[R:.*]] = "linalg.generic"(%{{.*}}, %{{.*}}) <{{.*}}operandSegmentSizes = array<i32: 1, 1>}> ({
// CHECK-NOT: "arith.cmpf"
// CHECK: "arith.maximumf"
// CHECK-NOT: "arith.select"
// CHECK: "linalg.generic"({{.*}}operandSegmentSizes = array<i32: 1, 2>}> ({
// CHECK: "func.return"(%[[R]]
"func.func"() <{function_type = (tensor<2x3xf32>, tensor<3xf32>, tensor<3xi64>) -> (tensor<3xf32>, tensor<3xi64>), sym_name = "greatest"}> ({
^bb0(%x: tensor<2x3xf32>, %o: tensor<3xf32>, %i: tensor<3xi64>):
  %0:2 = "linalg.generic"(%x, %o, %i) <{indexing_maps = [#id, #row, #row], iterator_types = [#linalg.iterator_type<reduction>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 2>}> ({
  ^bb0(%a: f32, %out: f32, %at: i64):
    %1 = "linalg.index"() <{dim = 0 : i64}> : () -> index
    %2 = "arith.index_cast"(%1) : (index) -> i64
    %3 = "arith.maximumf"(%a, %out) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %4 = "arith.cmpf"(%a, %out) <{fastmath = #arith.fastmath<none>, predicate = 2 : i64}> : (f32, f32) -> i1
    %5 = "arith.select"(%4, %2, %at) : (i1, i64, i64) -> i64
    "linalg.yield"(%3, %5) : (f32, i64) -> ()
  }) : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xi64>) -> (tensor<3xf32>, tensor<3xi64>)
  %6:2 = "linalg.generic"(%x, %o, %i) <{indexing_maps = [#id, #row, #row], iterator_types = [#linalg.iterator_type<reduction>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 2>}> ({
  ^bb0(%a: f32, %out: f32, %at: i64):
    %1 = "linalg.index"() <{dim = 0 : i64}> : () -> index
    %2 = "arith.index_cast"(%1) : (index) -> i64
    %3 = "arith.maximumf"(%a, %out) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %4 = "arith.cmpf"(%a, %out) <{fastmath = #arith.fastmath<none>, predicate = 2 : i64}> : (f32, f32) -> i1
    %5 = "arith.select"(%4, %2, %at) : (i1, i64, i64) -> i64
    "linalg.yield"(%3, %5) : (f32, i64) -> ()
  }) : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xi64>) -> (tensor<3xf32>, tensor<3xi64>)
  "func.return"(%0#0, %6#1) : (tensor<3xf32>, tensor<3xi64>) -> ()
}) : () -> ()

// A reduction reads what it starts from: its output stays.
// CHECK: sym_name = "reduction"
// CHECK-NEXT: ^bb0(%[[X:arg[0-9]+]]: tensor<{{[^>]*}}>, %[[Y:arg[0-9]+]]: tensor<
// CHECK: "linalg.generic"(%[[X]], %[[Y]])
"func.func"() <{function_type = (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>, sym_name = "reduction"}> ({
^bb0(%x: tensor<2x3xf32>, %o: tensor<3xf32>):
  %0 = "linalg.generic"(%x, %o) <{indexing_maps = [#id, #row], iterator_types = [#linalg.iterator_type<reduction>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 1, 1>}> ({
  ^bb0(%a: f32, %out: f32):
    %1 = "arith.addf"(%a, %out) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "linalg.yield"(%1) : (f32) -> ()
  }) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  "func.return"(%0) : (tensor<3xf32>) -> ()
}) : () -> ()
