// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 -rtol=1e-4 | FileCheck %s --check-prefix=NUMBERS

// The host writes the weights of a depthwise convolution on diagonals; the array does the rest.

// CHECK: "gemmini.buffer"() {{.*}}sym_name = "t0", type = tensor<3x3x6x4xf32>
// CHECK: "gemmini.host"
// CHECK-NEXT: %[[W:.*]] = "gemmini.load"() {buffer = @arg1} : () -> tensor<3x3x6xf32>
// CHECK: linalg.generic
// CHECK: "gemmini.store"{{.*}} {buffer = @t0}
// CHECK: "gemmini.segment"
// CHECK: }) {{.*}}reads = [@arg0, @t0], sym_name = "segment0", writes = [@result0]}

// NUMBERS: output0 1x5x4x6 f32 {{.*}} ok
// NUMBERS: 0 violations

func.func @main(%a: tensor<1x7x6x6xf32>, %b: tensor<3x3x6xf32>) -> tensor<1x5x4x6xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x5x4x6xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x5x4x6xf32>) -> tensor<1x5x4x6xf32>
  %conv = linalg.depthwise_conv_2d_nhwc_hwc {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
    ins(%a, %b : tensor<1x7x6x6xf32>, tensor<3x3x6xf32>) outs(%init : tensor<1x5x4x6xf32>) -> tensor<1x5x4x6xf32>
  return %conv : tensor<1x5x4x6xf32>
}
