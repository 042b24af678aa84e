// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 -rtol=1e-4 | FileCheck %s --check-prefix=NUMBERS

// The padding of a convolution becomes moves of zeros to local memory; no padded copy and no im2col copy is made. A
// residual comes in before the products.

// CHECK-NOT: gemmini.host
// CHECK: "gemmini.config_ex"() {a_stride = 2 : i64}
// CHECK: "gemmini.mvin"{{.*}} {buffer = @arg2, {{.*}}memory = "accumulator"
// CHECK: "gemmini.mvin"(%{{[^)]*}}) {columns = #{{.*}}, local = #{{.*}}, memory = "scratchpad", rows = #{{.*}}, when = #
// CHECK: "gemmini.mvin"{{.*}} {buffer = @arg0, {{.*}}memory = "scratchpad"
// CHECK: "gemmini.mvin"{{.*}} {buffer = @arg1, {{.*}}id = 1 : i64
// CHECK: "gemmini.preload"
// CHECK: }) {{.*}}reads = [@arg0, @arg1, @arg2], sym_name = "segment0", writes = [@result0]}

// NUMBERS: output0 1x5x4x6 f32 {{.*}} ok
// NUMBERS: 0 violations
// NUMBERS: host {{ *}}0 ops

#id = affine_map<(n, h, w, c) -> (n, h, w, c)>
func.func @main(%a: tensor<1x9x7x5xf32>, %b: tensor<3x3x5x6xf32>, %r: tensor<1x5x4x6xf32>) -> tensor<1x5x4x6xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %a low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x9x7x5xf32> to tensor<1x11x9x5xf32>
  %empty = tensor.empty() : tensor<1x5x4x6xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x5x4x6xf32>) -> tensor<1x5x4x6xf32>
  %conv = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
    ins(%padded, %b : tensor<1x11x9x5xf32>, tensor<3x3x5x6xf32>) outs(%init : tensor<1x5x4x6xf32>) -> tensor<1x5x4x6xf32>
  %result = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%conv, %r : tensor<1x5x4x6xf32>, tensor<1x5x4x6xf32>) outs(%empty : tensor<1x5x4x6xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %s = arith.addf %y, %x : f32
    linalg.yield %s : f32
  } -> tensor<1x5x4x6xf32>
  return %result : tensor<1x5x4x6xf32>
}
