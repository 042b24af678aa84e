// RUN: fusec -passes=canonicalize %s | FileCheck %s

// What the stock dialects' ops fold to by themselves.

// CHECK-LABEL: @integers
// CHECK-DAG: %[[FALSE:.*]] = arith.constant false
// CHECK-DAG: %[[TRUE:.*]] = arith.constant true
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : i32
// CHECK: return %arg0, %arg0, %[[ZERO]], %[[ZERO]], %arg0, %[[ZERO]], %[[ZERO]], %[[TRUE]], %[[FALSE]], %arg0
func.func @integers(%x: i32, %b: i1) -> (i32, i32, i32, i32, i32, i32, i32, i1, i1, i32) {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %ones = arith.constant -1 : i32
  %0 = arith.addi %x, %zero : i32
  %1 = arith.muli %x, %one : i32
  %2 = arith.muli %x, %zero : i32
  %3 = arith.subi %x, %x : i32
  %4 = arith.andi %x, %ones : i32
  %5 = arith.xori %x, %x : i32
  %6 = arith.minui %x, %zero : i32
  %7 = arith.cmpi sge, %x, %x : i32
  %8 = arith.cmpi ult, %x, %x : i32
  %9 = arith.maxsi %x, %x : i32
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9 : i32, i32, i32, i32, i32, i32, i32, i1, i1, i32
}

// Only what keeps every number: x + 0.0 turns -0.0 to 0.0, x * 0.0 keeps NaN.
// CHECK-LABEL: @floats
// CHECK: %[[SUM:.*]] = arith.addf %arg0, %
// CHECK: %[[PRODUCT:.*]] = arith.mulf %arg0, %
// CHECK: return %arg0, %[[SUM]], %arg0, %arg0, %arg0, %[[PRODUCT]], %arg0
func.func @floats(%x: f32) -> (f32, f32, f32, f32, f32, f32, f32) {
  %zero = arith.constant 0.0 : f32
  %minus_zero = arith.constant -0.0 : f32
  %one = arith.constant 1.0 : f32
  %0 = arith.addf %x, %minus_zero : f32
  %1 = arith.addf %x, %zero : f32
  %2 = arith.subf %x, %zero : f32
  %3 = arith.mulf %x, %one : f32
  %4 = arith.divf %x, %one : f32
  %5 = arith.mulf %x, %zero : f32
  %6 = arith.negf %x : f32
  %7 = arith.negf %6 : f32
  return %0, %1, %2, %3, %4, %5, %7 : f32, f32, f32, f32, f32, f32, f32
}

// CHECK-LABEL: @choices
// CHECK-NEXT: return %arg0, %arg0, %arg2, %arg1, %arg2
func.func @choices(%x: i32, %y: i32, %b: i1) -> (i32, i32, i1, i32, i1) {
  %true = arith.constant true
  %false = arith.constant false
  %0 = arith.select %b, %x, %x : i32
  %1 = arith.select %true, %x, %y : i32
  %2 = arith.select %b, %true, %false : i1
  %equal = arith.cmpi eq, %x, %y : i32
  %3 = arith.select %equal, %x, %y : i32
  return %0, %1, %2, %3, %b : i32, i32, i1, i32, i1
}

// CHECK-LABEL: @casts
// CHECK: %[[CUT:.*]] = arith.index_cast %arg1 : i64 to index
// CHECK: return %arg0, %arg0, %arg2, %{{.*}}
func.func @casts(%x: i32, %l: i64, %f: f32) -> (i32, i32, f32, i64) {
  %0 = arith.extsi %x : i32 to i64
  %1 = arith.trunci %0 : i64 to i32
  %2 = arith.index_cast %x : i32 to index
  %3 = arith.index_cast %2 : index to i32
  %4 = arith.extf %f : f32 to f64
  %5 = arith.truncf %4 : f64 to f32
  %6 = arith.index_cast %l : i64 to index
  %7 = arith.index_cast %6 : index to i32
  %8 = arith.extsi %7 : i32 to i64
  return %1, %3, %5, %8 : i32, i32, f32, i64
}

// CHECK-LABEL: @tensors
// CHECK-DAG: %[[FOUR:.*]] = arith.constant 4 : index
// CHECK-DAG: %[[TWO:.*]] = arith.constant 2 : index
// CHECK-DAG: %[[HALF:.*]] = arith.constant 5.000000e-01 : f32
// CHECK: return %arg0, %arg0, %arg0, %arg0, %arg0, %arg0, %[[FOUR]], %[[TWO]], %[[HALF]], %arg1, %arg1
func.func @tensors(%t: tensor<4x8xf32>, %f: f32, %i: index) -> (tensor<4x8xf32>, tensor<4x8xf32>,
    tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, index, index, f32, f32, f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = tensor.collapse_shape %t [[0, 1]] : tensor<4x8xf32> into tensor<32xf32>
  %1 = tensor.expand_shape %0 [[0, 1]] output_shape [4, 8] : tensor<32xf32> into tensor<4x8xf32>
  %2 = tensor.extract_slice %t[0, 0] [4, 8] [1, 1] : tensor<4x8xf32> to tensor<4x8xf32>
  %3 = tensor.pad %t low[0, 0] high[0, 0] {
  ^bb0(%a: index, %b: index):
    tensor.yield %f : f32
  } : tensor<4x8xf32> to tensor<4x8xf32>
  %4 = tensor.concat dim(0) %t : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %5 = linalg.transpose ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) permutation = [0, 1]
  %6 = tensor.cast %t : tensor<4x8xf32> to tensor<?x8xf32>
  %7 = tensor.cast %6 : tensor<?x8xf32> to tensor<4x8xf32>
  %8 = tensor.dim %t, %c0 : tensor<4x8xf32>
  %9 = tensor.rank %t : tensor<4x8xf32>
  %half = arith.constant dense<0.5> : tensor<4xf32>
  %10 = tensor.extract %half[%i] : tensor<4xf32>
  %11 = tensor.splat %f : tensor<4xf32>
  %12 = tensor.extract %11[%i] : tensor<4xf32>
  %13 = tensor.from_elements %f, %f : tensor<2xf32>
  %14 = tensor.extract %13[%c1] : tensor<2xf32>
  return %1, %2, %3, %4, %5, %7, %8, %9, %10, %12, %14 : tensor<4x8xf32>, tensor<4x8xf32>,
    tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, index, index, f32, f32, f32
}
