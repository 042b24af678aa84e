// max(x w, 0) by halves of the rows on ck64: the weights come first, then a half of x while the other is computed.
// RUN: fusec %s -passes=check-schedule > %t
// RUN: fusec %s -run=main -on=multicore -seed=3 | FileCheck %s
// CHECK: @main on multicore:
// CHECK: output0  8x4 f32  {{.*}} ok
// CHECK: cycles{{ +}}120

func.func @main(%x: tensor<8x16xf32>, %w: tensor<16x4xf32>) -> tensor<8x4xf32> {
  %0 = "sched.program"(%x, %w) ({
  ^bb0(%a: tensor<8x16xf32>, %b: tensor<16x4xf32>):
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<8x4xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
    %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x4xf32>) outs(%f : tensor<8x4xf32>) -> tensor<8x4xf32>
    %m = linalg.max ins(%p, %f : tensor<8x4xf32>, tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
    "fuse_end.yield"(%m) : (tensor<8x4xf32>) -> ()
  }, {
    "sched.hold"() {tensor = 1 : i64, lower = array<i64: 0, 0>, upper = array<i64: 16, 4>, memory = "sram", bytes = 256 : i64, start = 0 : i64, end = 108 : i64} : () -> ()
    "sched.move"() {tensor = 1 : i64, lower = array<i64: 0, 0>, upper = array<i64: 16, 4>, source = "dram", destination = "sram", start = 0 : i64, end = 32 : i64} : () -> ()
    "sched.hold"() {tensor = 0 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 16>, memory = "sram", bytes = 256 : i64, start = 32 : i64, end = 76 : i64} : () -> ()
    "sched.move"() {tensor = 0 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 16>, source = "dram", destination = "sram", start = 32 : i64, end = 64 : i64} : () -> ()
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "sram", bytes = 64 : i64, start = 64 : i64, end = 80 : i64} : () -> ()
    "sched.hold"() {tensor = 0 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 16>, memory = "sram", bytes = 256 : i64, start = 64 : i64, end = 108 : i64} : () -> ()
    "sched.move"() {tensor = 0 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 16>, source = "dram", destination = "sram", start = 64 : i64, end = 96 : i64} : () -> ()
    "sched.node"() {layer = 3 : i64, lower = array<i64: 0, 0, 0>, upper = array<i64: 4, 4, 16>, core = "core", unit = "array", start = 64 : i64, end = 76 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "sram", bytes = 64 : i64, start = 76 : i64, end = 104 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, core = "core", unit = "vector", start = 76 : i64, end = 80 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, source = "sram", destination = "dram", start = 96 : i64, end = 104 : i64} : () -> ()
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 96 : i64, end = 112 : i64} : () -> ()
    "sched.node"() {layer = 3 : i64, lower = array<i64: 4, 0, 0>, upper = array<i64: 8, 4, 16>, core = "core", unit = "array", start = 96 : i64, end = 108 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 108 : i64, end = 120 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, core = "core", unit = "vector", start = 108 : i64, end = 112 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, source = "sram", destination = "dram", start = 112 : i64, end = 120 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "ck64", cycles = 120 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}
