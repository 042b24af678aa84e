// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s

// Broadcasts of splats are splats: 42 % of the ops that JAX prints go this way.
// CHECK-LABEL: func.func @splat
func.func @splat(%x: tensor<8x4xf32>) -> tensor<8x4xf32> {
  // CHECK-NEXT: %[[C:.*]] = stablehlo.constant dense<2.000000e+00> : tensor<8x4xf32>
  // CHECK-NEXT: %[[M:.*]] = stablehlo.multiply %arg0, %[[C]]
  // CHECK-NEXT: return %[[M]]
  %c = stablehlo.constant dense<2.0> : tensor<f32>
  %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<f32>) -> tensor<4xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<4xf32>) -> tensor<8x4xf32>
  %2 = stablehlo.multiply %1, %x : tensor<8x4xf32>
  return %2 : tensor<8x4xf32>
}

// Elementwise ops on splats cost one number, whatever the size; other constants are computed while they are small.
// CHECK-LABEL: func.func @constants
func.func @constants() -> (tensor<1000x1000xf32>, tensor<3xi32>, tensor<2x2xi1>) {
  // CHECK-DAG: dense<4.000000e+00> : tensor<1000x1000xf32>
  // CHECK-DAG: dense<[5, 7, 9]> : tensor<3xi32>
  // CHECK-DAG: dense<{{\[}}[true, false], [false, true]]> : tensor<2x2xi1>
  // CHECK-NEXT: return
  %a = stablehlo.constant dense<1.0> : tensor<1000x1000xf32>
  %b = stablehlo.constant dense<3.0> : tensor<1000x1000xf32>
  %0 = stablehlo.add %a, %b : tensor<1000x1000xf32>
  %c = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %d = stablehlo.constant dense<[4, 5, 6]> : tensor<3xi32>
  %1 = stablehlo.add %c, %d : tensor<3xi32>
  %e = stablehlo.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %f = stablehlo.constant dense<[[1, 3], [2, 4]]> : tensor<2x2xi32>
  %2 = stablehlo.compare EQ, %e, %f, SIGNED : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi1>
  return %0, %1, %2 : tensor<1000x1000xf32>, tensor<3xi32>, tensor<2x2xi1>
}

// A small constant is not spread over a large one.
// CHECK-LABEL: func.func @not_spread
func.func @not_spread() -> tensor<64x3xf32> {
  // CHECK: stablehlo.broadcast_in_dim
  %c = stablehlo.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %0 = stablehlo.broadcast_in_dim %c, dims = [1] : (tensor<3xf32>) -> tensor<64x3xf32>
  return %0 : tensor<64x3xf32>
}

// CHECK-LABEL: func.func @broadcasts
func.func @broadcasts(%x: tensor<4xf32>, %s: tensor<f32>) -> (tensor<8x4xf32>, tensor<4x8xf32>, tensor<8x4xf32>, tensor<2x3xf32>) {
  // CHECK-DAG: %[[A:.*]] = stablehlo.broadcast_in_dim %arg0, dims = [1] : (tensor<4xf32>) -> tensor<8x4xf32>
  // CHECK-DAG: %[[B:.*]] = stablehlo.broadcast_in_dim %arg0, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  // CHECK-DAG: %[[C:.*]] = stablehlo.broadcast_in_dim %arg0, dims = [1] : (tensor<4xf32>) -> tensor<8x4xf32>
  // CHECK-DAG: %[[D:.*]] = stablehlo.broadcast_in_dim %arg1, dims = [] : (tensor<f32>) -> tensor<2x3xf32>
  // CHECK: return
  %0 = stablehlo.broadcast_in_dim %x, dims = [1] : (tensor<4xf32>) -> tensor<1x4xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<8x4xf32>
  %2 = stablehlo.transpose %1, dims = [1, 0] : (tensor<8x4xf32>) -> tensor<4x8xf32>
  %3 = stablehlo.reshape %x : (tensor<4xf32>) -> tensor<1x4xf32>
  %4 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<8x4xf32>
  %5 = stablehlo.broadcast_in_dim %s, dims = [] : (tensor<f32>) -> tensor<6xf32>
  %6 = stablehlo.reshape %5 : (tensor<6xf32>) -> tensor<2x3xf32>
  return %1, %2, %4, %6 : tensor<8x4xf32>, tensor<4x8xf32>, tensor<8x4xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: func.func @iota
func.func @iota() -> tensor<2x20xi32> {
  // CHECK-NEXT: stablehlo.iota dim = 1 : tensor<2x20xi32>
  // CHECK-NEXT: return
  %0 = stablehlo.iota dim = 0 : tensor<20xi32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<20xi32>) -> tensor<2x20xi32>
  return %1 : tensor<2x20xi32>
}

// CHECK-LABEL: func.func @chains
func.func @chains(%x: tensor<2x3x4xf32>) -> (tensor<6x4xf32>, tensor<4x3x2xf32>, tensor<1x1x1xf32>) {
  // CHECK-DAG: stablehlo.reshape %arg0 : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  // CHECK-DAG: stablehlo.transpose %arg0, dims = [2, 1, 0]
  // CHECK-DAG: stablehlo.slice %arg0 [1:2, 1:2, 3:4:2]
  // CHECK: return
  %0 = stablehlo.reshape %x : (tensor<2x3x4xf32>) -> tensor<24xf32>
  %1 = stablehlo.reshape %0 : (tensor<24xf32>) -> tensor<6x4xf32>
  %2 = stablehlo.transpose %x, dims = [1, 0, 2] : (tensor<2x3x4xf32>) -> tensor<3x2x4xf32>
  %3 = stablehlo.transpose %2, dims = [2, 0, 1] : (tensor<3x2x4xf32>) -> tensor<4x3x2xf32>
  %4 = stablehlo.slice %x [1:2, 0:3, 1:4:2] : (tensor<2x3x4xf32>) -> tensor<1x3x2xf32>
  %5 = stablehlo.slice %4 [0:1, 1:2, 1:2] : (tensor<1x3x2xf32>) -> tensor<1x1x1xf32>
  return %1, %3, %5 : tensor<6x4xf32>, tensor<4x3x2xf32>, tensor<1x1x1xf32>
}

// A conversion there and back goes where it loses nothing; f32 through bf16 loses.
// CHECK-LABEL: func.func @converts
func.func @converts(%x: tensor<4xbf16>, %y: tensor<4xf32>) -> (tensor<4xbf16>, tensor<4xf64>, tensor<4xf32>) {
  // CHECK-NEXT: %[[A:.*]] = stablehlo.convert %arg0 : (tensor<4xbf16>) -> tensor<4xf64>
  // CHECK-NEXT: %[[B:.*]] = stablehlo.convert %arg1 : (tensor<4xf32>) -> tensor<4xbf16>
  // CHECK-NEXT: %[[C:.*]] = stablehlo.convert %[[B]] : (tensor<4xbf16>) -> tensor<4xf32>
  // CHECK-NEXT: return %arg0, %[[A]], %[[C]]
  %0 = stablehlo.convert %x : (tensor<4xbf16>) -> tensor<4xf32>
  %1 = stablehlo.convert %0 : (tensor<4xf32>) -> tensor<4xbf16>
  %2 = stablehlo.convert %0 : (tensor<4xf32>) -> tensor<4xf64>
  %3 = stablehlo.convert %y : (tensor<4xf32>) -> tensor<4xbf16>
  %4 = stablehlo.convert %3 : (tensor<4xbf16>) -> tensor<4xf32>
  return %1, %2, %4 : tensor<4xbf16>, tensor<4xf64>, tensor<4xf32>
}

// CHECK-LABEL: func.func @pieces
func.func @pieces(%x: tensor<4xf32>, %y: tensor<3xf32>, %e: tensor<0xf32>) -> (tensor<4xf32>, tensor<2xf32>, tensor<11xf32>) {
  // CHECK-DAG: %[[S:.*]] = stablehlo.slice %arg1 [1:3]
  // CHECK-DAG: %[[C:.*]] = stablehlo.concatenate %arg0, %arg1, %arg0, dim = 0
  // CHECK: return %arg0, %[[S]], %[[C]]
  %0 = stablehlo.slice %x [0:2] : (tensor<4xf32>) -> tensor<2xf32>
  %1 = stablehlo.slice %x [2:4] : (tensor<4xf32>) -> tensor<2xf32>
  %2 = stablehlo.concatenate %0, %1, dim = 0 : (tensor<2xf32>, tensor<2xf32>) -> tensor<4xf32>
  %3 = stablehlo.concatenate %x, %y, dim = 0 : (tensor<4xf32>, tensor<3xf32>) -> tensor<7xf32>
  %4 = stablehlo.slice %3 [5:7] : (tensor<7xf32>) -> tensor<2xf32>
  %5 = stablehlo.concatenate %x, %y, dim = 0 : (tensor<4xf32>, tensor<3xf32>) -> tensor<7xf32>
  %6 = stablehlo.concatenate %5, %e, %x, dim = 0 : (tensor<7xf32>, tensor<0xf32>, tensor<4xf32>) -> tensor<11xf32>
  return %2, %4, %6 : tensor<4xf32>, tensor<2xf32>, tensor<11xf32>
}

// A start that is known is clamped into the operand, as the op does.
// CHECK-LABEL: func.func @dynamic_slices
func.func @dynamic_slices(%x: tensor<8xf32>, %y: tensor<8xf32>, %i: tensor<i32>) -> (tensor<4xf32>, tensor<8xf32>) {
  // CHECK: %[[S:.*]] = stablehlo.slice %arg0 [4:8]
  // CHECK-NEXT: return %[[S]], %arg1
  %c = stablehlo.constant dense<6> : tensor<i32>
  %0 = stablehlo.dynamic_slice %x, %c, sizes = [4] : (tensor<8xf32>, tensor<i32>) -> tensor<4xf32>
  %1 = stablehlo.dynamic_update_slice %x, %y, %i : (tensor<8xf32>, tensor<8xf32>, tensor<i32>) -> tensor<8xf32>
  return %0, %1 : tensor<4xf32>, tensor<8xf32>
}

// Identities that hold for every bit pattern. x + 0.0 and x * 0.0 stay.
// CHECK-LABEL: func.func @identities
func.func @identities(%x: tensor<4xf32>, %n: tensor<4xi32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<4xi32>, tensor<4xf32>) {
  // CHECK-DAG: %[[F0:.*]] = stablehlo.constant dense<0.000000e+00>
  // CHECK-DAG: %[[I0:.*]] = stablehlo.constant dense<0> : tensor<4xi32>
  // CHECK-DAG: %[[S:.*]] = stablehlo.add %arg0, %[[F0]]
  // CHECK-DAG: %[[M:.*]] = stablehlo.multiply %arg0, %[[F0]]
  // CHECK: return %arg0, %[[S]], %[[M]], %[[I0]], %[[I0]], %arg0
  %f0 = stablehlo.constant dense<0.0> : tensor<4xf32>
  %f1 = stablehlo.constant dense<1.0> : tensor<4xf32>
  %i0 = stablehlo.constant dense<0> : tensor<4xi32>
  %0 = stablehlo.multiply %f1, %x : tensor<4xf32>
  %1 = stablehlo.add %x, %f0 : tensor<4xf32>
  %2 = stablehlo.multiply %x, %f0 : tensor<4xf32>
  %3 = stablehlo.multiply %n, %i0 : tensor<4xi32>
  %4 = stablehlo.subtract %n, %n : tensor<4xi32>
  %5 = stablehlo.negate %x : tensor<4xf32>
  %6 = stablehlo.negate %5 : tensor<4xf32>
  return %0, %1, %2, %3, %4, %6 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<4xi32>, tensor<4xf32>
}

// CHECK-LABEL: func.func @branch
func.func @branch(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK-NEXT: %[[A:.*]] = stablehlo.abs %arg0
  // CHECK-NEXT: return %[[A]]
  %i = stablehlo.constant dense<9> : tensor<i32>
  %0 = "stablehlo.case"(%i) ({
    %1 = stablehlo.negate %x : tensor<4xf32>
    "stablehlo.return"(%1) : (tensor<4xf32>) -> ()
  }, {
    %1 = stablehlo.abs %x : tensor<4xf32>
    "stablehlo.return"(%1) : (tensor<4xf32>) -> ()
  }) : (tensor<i32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// What a loop only hands from turn to turn is no longer its business; a loop that never runs is none.
// CHECK-LABEL: func.func @loops
func.func @loops(%n: tensor<i32>, %w: tensor<4xf32>, %x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  // CHECK: %[[L:.*]]:2 = stablehlo.while(%[[I:.*]] = %{{.*}}, %[[S:.*]] = %arg2)
  // CHECK: stablehlo.multiply %[[S]], %arg1
  // CHECK-NOT: stablehlo.while
  // CHECK: return %[[L]]#1, %arg1, %arg2
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %0:3 = "stablehlo.while"(%zero, %w, %x) ({
  ^bb0(%i: tensor<i32>, %k: tensor<4xf32>, %s: tensor<4xf32>):
    %c = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "stablehlo.return"(%c) : (tensor<i1>) -> ()
  }, {
  ^bb0(%i: tensor<i32>, %k: tensor<4xf32>, %s: tensor<4xf32>):
    %one = stablehlo.constant dense<1> : tensor<i32>
    %j = stablehlo.add %i, %one : tensor<i32>
    %t = stablehlo.multiply %s, %k : tensor<4xf32>
    "stablehlo.return"(%j, %k, %t) : (tensor<i32>, tensor<4xf32>, tensor<4xf32>) -> ()
  }) : (tensor<i32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<i32>, tensor<4xf32>, tensor<4xf32>)
  %1:2 = "stablehlo.while"(%zero, %x) ({
  ^bb0(%i: tensor<i32>, %s: tensor<4xf32>):
    %c = stablehlo.constant dense<false> : tensor<i1>
    "stablehlo.return"(%c) : (tensor<i1>) -> ()
  }, {
  ^bb0(%i: tensor<i32>, %s: tensor<4xf32>):
    %t = stablehlo.negate %s : tensor<4xf32>
    "stablehlo.return"(%i, %t) : (tensor<i32>, tensor<4xf32>) -> ()
  }) : (tensor<i32>, tensor<4xf32>) -> (tensor<i32>, tensor<4xf32>)
  return %0#2, %0#1, %1#1 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
