// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 | fusec - | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 -rtol=1e-4 | FileCheck %s --check-prefix=NUMBERS

// A matmul with bias and ReLU is one segment: bias rows come in with stride 0, ReLU is applied on the way out.

// CHECK-LABEL: func.func @main
// CHECK: "gemmini.program"(%arg0, %arg1, %arg2)
// CHECK-NEXT: "gemmini.buffer"() {address = 2415919104 : i64, index = 0 : i64, role = "input", sym_name = "arg0", type = tensor<20x40xf32>}
// CHECK: "gemmini.buffer"() {{.*}}role = "output", sym_name = "result0", type = tensor<20x24xf32>
// CHECK-NOT: gemmini.host
// CHECK: "gemmini.segment"
// CHECK-NEXT: "gemmini.config_ex"() : () -> ()
// CHECK-NEXT: "gemmini.config_ld"() {block_stride = 20 : i64, stride = 160 : i64}
// CHECK-NEXT: "gemmini.config_ld"() {block_stride = 16 : i64, id = 1 : i64, stride = 96 : i64}
// CHECK-NEXT: "gemmini.config_ld"() {block_stride = 4 : i64, id = 2 : i64, stride = 0 : i64}
// CHECK-NEXT: "gemmini.config_st"() {activation = "relu", stride = 96 : i64}
// CHECK: "gemmini.mvin"{{.*}} {buffer = @arg2, {{.*}}id = 2 : i64, {{.*}}memory = "accumulator"
// CHECK: "gemmini.mvin"{{.*}} {buffer = @arg0, {{.*}}memory = "scratchpad"
// CHECK: "gemmini.mvin"{{.*}} {buffer = @arg1, {{.*}}id = 1 : i64, {{.*}}memory = "scratchpad"
// CHECK: "gemmini.preload"{{.*}} {accumulate = #{{.*}}, {{.*}}keep = #{{.*}}, memory = "accumulator"
// CHECK-NEXT: "gemmini.compute"{{.*}}keep = #
// CHECK: "gemmini.mvout"{{.*}} {buffer = @result0
// CHECK: "gemmini.fence"
// CHECK-NEXT: "fuse_end.yield"
// CHECK-NEXT: }) {{.*}}reads = [@arg0, @arg1, @arg2], sym_name = "segment0", writes = [@result0]}
// CHECK: }) {base = 2415919104 : i64, bytes = {{.*}} : i64, machine = "gemmini-fp32"}

// NUMBERS: output0 20x24 f32 {{.*}} ok
// NUMBERS: 0 violations
// NUMBERS: host {{ *}}0 ops

#id = affine_map<(d0, d1) -> (d0, d1)>
#column = affine_map<(d0, d1) -> (d1)>
func.func @main(%a: tensor<20x40xf32>, %b: tensor<40x24xf32>, %bias: tensor<24xf32>) -> tensor<20x24xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<20x24xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<20x24xf32>) -> tensor<20x24xf32>
  %product = linalg.matmul ins(%a, %b : tensor<20x40xf32>, tensor<40x24xf32>) outs(%init : tensor<20x24xf32>) -> tensor<20x24xf32>
  %result = linalg.generic {indexing_maps = [#id, #column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%product, %bias : tensor<20x24xf32>, tensor<24xf32>) outs(%empty : tensor<20x24xf32>) {
  ^bb0(%x: f32, %y: f32, %out: f32):
    %sum = arith.addf %x, %y : f32
    %relu = arith.maximumf %sum, %zero : f32
    linalg.yield %relu : f32
  } -> tensor<20x24xf32>
  return %result : tensor<20x24xf32>
}
