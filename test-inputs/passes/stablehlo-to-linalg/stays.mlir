// RUN: fusec %s -pretty -passes=stablehlo-to-linalg -remarks=stablehlo -o %t 2> %t.remarks
// RUN: FileCheck %s --input-file=%t
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.remarks

// What has no form in linalg stays, each op with its reason, and reads tensors that exist.

// REMARK: stays.mlir:[[#@LINE+6]]:{{.*}}: remark: stablehlo-to-linalg: stablehlo.fft stays: it is no loop nest with affine indices
// CHECK-LABEL: func.func @fft
func.func @fft(%x: tensor<3x4xf32>) -> tensor<3x1x3xcomplex<f32>> {
  // CHECK: %[[X:.*]] = tensor.expand_shape
  // CHECK-NEXT: stablehlo.fft %[[X]]
  %0 = stablehlo.reshape %x : (tensor<3x4xf32>) -> tensor<3x1x4xf32>
  %1 = stablehlo.fft %0, type = RFFT, length = [4] : (tensor<3x1x4xf32>) -> tensor<3x1x3xcomplex<f32>>
  return %1 : tensor<3x1x3xcomplex<f32>>
}

// REMARK: stablehlo.add stays: arith has no ops on unsigned integers (ui32)
// CHECK-LABEL: func.func @unsigned
func.func @unsigned(%x: tensor<4xui32>) -> tensor<4xui32> {
  // CHECK: stablehlo.add
  %0 = stablehlo.add %x, %x : tensor<4xui32>
  return %0 : tensor<4xui32>
}

// REMARK: stablehlo.sort stays: its shape is not static
func.func @dynamic(%x: tensor<?xf32>) -> tensor<?xf32> {
  %0 = "stablehlo.sort"(%x) <{dimension = 0 : i64, is_stable = true}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.compare LT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  }) : (tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// REMARK: stablehlo.multiply stays: arith has no ops on elements of type complex<f32>
func.func @complex(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %0 = stablehlo.multiply %x, %x : tensor<4xcomplex<f32>>
  return %0 : tensor<4xcomplex<f32>>
}

// REMARK: stablehlo.reduce stays: its region uses a tensor from outside
func.func @captured(%x: tensor<4xf32>, %s: tensor<f32>, %t: tensor<2xf32>) -> tensor<f32> {
  %0 = stablehlo.reduce(%x init: %s) across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
   reducer(%a: tensor<f32>, %b: tensor<f32>)  {
    %c = stablehlo.reshape %t : (tensor<2xf32>) -> tensor<2x1xf32>
    %d = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %d : tensor<f32>
  }
  return %0 : tensor<f32>
}

// REMARK: chlo.lgamma stays: the math dialect lacks it; chlo-to-stablehlo expands it
func.func @chlo(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = chlo.lgamma %x : tensor<4xf32> -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
