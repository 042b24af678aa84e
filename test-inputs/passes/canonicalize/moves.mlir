// RUN: fusec %s -pretty -passes=canonicalize | FileCheck %s

// CHECK-LABEL: func.func @pads
func.func @pads(%x: tensor<6xf32>, %z: tensor<f32>) -> (tensor<4xf32>, tensor<12xf32>, tensor<3xf32>) {
  // CHECK-NEXT: %[[A:.*]] = stablehlo.slice %arg0 [1:5]
  // CHECK-NEXT: %[[B:.*]] = stablehlo.pad %arg0, %arg1, low = [3], high = [3], interior = [0]
  // CHECK-NEXT: %[[C:.*]] = stablehlo.slice %arg0 [1:4]
  // CHECK-NEXT: return %[[A]], %[[B]], %[[C]]
  %0 = stablehlo.pad %x, %z, low = [-1], high = [-1], interior = [0] : (tensor<6xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = stablehlo.pad %x, %z, low = [1], high = [2], interior = [0] : (tensor<6xf32>, tensor<f32>) -> tensor<9xf32>
  %2 = stablehlo.pad %1, %z, low = [2], high = [1], interior = [0] : (tensor<9xf32>, tensor<f32>) -> tensor<12xf32>
  %3 = stablehlo.slice %1 [2:5] : (tensor<9xf32>) -> tensor<3xf32>
  return %0, %2, %3 : tensor<4xf32>, tensor<12xf32>, tensor<3xf32>
}

// CHECK-LABEL: func.func @turns
func.func @turns(%x: tensor<2x3xf32>, %y: tensor<1x3xf32>) -> (tensor<2x3xf32>, tensor<4x3xf32>, tensor<3x1xf32>) {
  // CHECK-NEXT: %[[A:.*]] = stablehlo.reverse %arg0, dims = [1]
  // CHECK-NEXT: %[[B:.*]] = stablehlo.broadcast_in_dim %arg1, dims = [0, 1] : (tensor<1x3xf32>) -> tensor<4x3xf32>
  // CHECK-NEXT: %[[C:.*]] = stablehlo.reshape %arg1 : (tensor<1x3xf32>) -> tensor<3x1xf32>
  // CHECK-NEXT: return %[[A]], %[[B]], %[[C]]
  %0 = stablehlo.reverse %x, dims = [0, 1] : tensor<2x3xf32>
  %1 = stablehlo.reverse %0, dims = [0] : tensor<2x3xf32>
  %2 = stablehlo.broadcast_in_dim %y, dims = [0, 1] : (tensor<1x3xf32>) -> tensor<8x3xf32>
  %3 = stablehlo.reverse %2, dims = [0] : tensor<8x3xf32>
  %4 = stablehlo.slice %3 [2:6, 0:3] : (tensor<8x3xf32>) -> tensor<4x3xf32>
  %5 = stablehlo.transpose %y, dims = [1, 0] : (tensor<1x3xf32>) -> tensor<3x1xf32>
  return %1, %4, %5 : tensor<2x3xf32>, tensor<4x3xf32>, tensor<3x1xf32>
}

// A sum over one element from -0.0 is the element; from 0.0 it is not where that is -0.0.
// CHECK-LABEL: func.func @reductions
func.func @reductions(%x: tensor<1x3xf32>, %e: tensor<0x3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) {
  // CHECK-DAG: %[[A:.*]] = stablehlo.reshape %arg0
  // CHECK-DAG: %[[B:.*]] = stablehlo.reduce(%arg0 init: %{{.*}}) applies stablehlo.add
  // CHECK-DAG: %[[C:.*]] = stablehlo.constant dense<0.000000e+00> : tensor<3xf32>
  // CHECK: return %[[A]], %[[B]], %[[C]]
  %nought = stablehlo.constant dense<-0.0> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %nought) applies stablehlo.add across dimensions = [0] : (tensor<1x3xf32>, tensor<f32>) -> tensor<3xf32>
  %1 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<1x3xf32>, tensor<f32>) -> tensor<3xf32>
  %2 = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<0x3xf32>, tensor<f32>) -> tensor<3xf32>
  return %0, %1, %2 : tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: func.func @complex
func.func @complex(%a: tensor<3xf32>, %b: tensor<3xf32>, %z: tensor<3xcomplex<f32>>) -> (tensor<3xf32>, tensor<3xf32>, tensor<3xcomplex<f32>>) {
  // CHECK-NEXT: return %arg0, %arg1, %arg2
  %0 = stablehlo.complex %a, %b : tensor<3xcomplex<f32>>
  %1 = stablehlo.real %0 : (tensor<3xcomplex<f32>>) -> tensor<3xf32>
  %2 = stablehlo.imag %0 : (tensor<3xcomplex<f32>>) -> tensor<3xf32>
  %3 = stablehlo.real %z : (tensor<3xcomplex<f32>>) -> tensor<3xf32>
  %4 = stablehlo.imag %z : (tensor<3xcomplex<f32>>) -> tensor<3xf32>
  %5 = stablehlo.complex %3, %4 : tensor<3xcomplex<f32>>
  return %1, %2, %5 : tensor<3xf32>, tensor<3xf32>, tensor<3xcomplex<f32>>
}

// A loop keeps what somebody reads: not a value that is as it was, nor one that only makes itself.
// CHECK-LABEL: func.func @loop
func.func @loop(%x: tensor<f32>, %k: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  // CHECK: %[[R:.*]]:2 = stablehlo.while(%{{.*}} = %{{.*}}, %{{.*}} = %arg0) : tensor<i32>, tensor<f32>
  // CHECK: return %[[R]]#1, %arg1
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %r:4 = stablehlo.while(%i = %zero, %s = %x, %c = %k, %d = %x) : tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>
  cond {
    %n = stablehlo.constant dense<3> : tensor<i32>
    %t = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %t : tensor<i1>
  } do {
    %one = stablehlo.constant dense<1> : tensor<i32>
    %next = stablehlo.add %i, %one : tensor<i32>
    %u = stablehlo.multiply %s, %c : tensor<f32>
    %v = stablehlo.add %d, %s : tensor<f32>
    stablehlo.return %next, %u, %c, %v : tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
  return %r#1, %r#2 : tensor<f32>, tensor<f32>
}

// An empty slice stays inside the operand.
// CHECK-LABEL: func.func @empty
func.func @empty(%x: tensor<2x2xf32>) -> tensor<2x0xf32> {
  // CHECK-NEXT: %[[S:.*]] = stablehlo.slice %arg0 [0:2, 1:1:2]
  // CHECK-NEXT: return %[[S]]
  %0 = stablehlo.slice %x [0:2, 1:2:2] : (tensor<2x2xf32>) -> tensor<2x1xf32>
  %1 = stablehlo.slice %0 [0:2, 1:1] : (tensor<2x1xf32>) -> tensor<2x0xf32>
  return %1 : tensor<2x0xf32>
}
