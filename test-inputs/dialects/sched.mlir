// Schedules read back as they were printed; each op is there once.
// RUN: fusec %s > %t.once && fusec %t.once | diff %t.once -
// RUN: fusec %s -print-generic | fusec - | diff %t.once -
// RUN: fusec %s -pretty | fusec - | diff %t.once -
// RUN: fusec %s | FileCheck %s

// max(x w, 0), each of the two halves of the rows as two nodes: the weights come first, then a half while the other is computed.
// CHECK-LABEL: func.func @halves
func.func @halves(%x: tensor<8x16xf32>, %w: tensor<16x4xf32>) -> tensor<8x4xf32> {
  // CHECK: "sched.program"(%arg0, %arg1) ({
  %0 = "sched.program"(%x, %w) ({
  ^bb0(%a: tensor<8x16xf32>, %b: tensor<16x4xf32>):
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<8x4xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
    %p = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x4xf32>) outs(%f : tensor<8x4xf32>) -> tensor<8x4xf32>
    %m = linalg.max ins(%p, %f : tensor<8x4xf32>, tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
    "fuse_end.yield"(%m) : (tensor<8x4xf32>) -> ()
  }, {
    // Tensors: 0 is x, 1 is w, 2 to 6 are the results above: 5 is the product, 6 its maximum with zero.
    // CHECK: "sched.hold"() {bytes = 256 : i64, end = 60 : i64, lower = array<i64: 0, 0>, memory = "l1", start = 0 : i64, tensor = 1 : i64, upper = array<i64: 16, 4>} : () -> ()
    "sched.hold"() {tensor = 1 : i64, lower = array<i64: 0, 0>, upper = array<i64: 16, 4>, memory = "l1", bytes = 256 : i64, start = 0 : i64, end = 60 : i64} : () -> ()
    // CHECK: "sched.move"() {destination = "l1", end = 16 : i64, lower = array<i64: 0, 0>, source = "dram", start = 0 : i64, tensor = 1 : i64, upper = array<i64: 16, 4>} : () -> ()
    "sched.move"() {tensor = 1 : i64, lower = array<i64: 0, 0>, upper = array<i64: 16, 4>, source = "dram", destination = "l1", start = 0 : i64, end = 16 : i64} : () -> ()
    "sched.hold"() {tensor = 0 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 16>, memory = "l1", bytes = 256 : i64, start = 16 : i64, end = 44 : i64} : () -> ()
    "sched.move"() {tensor = 0 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 16>, source = "dram", destination = "l1", start = 16 : i64, end = 32 : i64} : () -> ()
    "sched.hold"() {tensor = 0 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 16>, memory = "l1", bytes = 256 : i64, start = 32 : i64, end = 60 : i64} : () -> ()
    "sched.move"() {tensor = 0 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 16>, source = "dram", destination = "l1", start = 32 : i64, end = 48 : i64} : () -> ()
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "l1", bytes = 64 : i64, start = 32 : i64, end = 48 : i64} : () -> ()
    // CHECK: "sched.node"() {core = "core", end = 44 : i64, layer = 3 : i64, lower = array<i64: 0, 0, 0>, start = 32 : i64, unit = "array", upper = array<i64: 4, 4, 16>} : () -> ()
    "sched.node"() {layer = 3 : i64, lower = array<i64: 0, 0, 0>, upper = array<i64: 4, 4, 16>, core = "core", unit = "array", start = 32 : i64, end = 44 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "l1", bytes = 64 : i64, start = 44 : i64, end = 52 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, core = "core", unit = "vector", start = 44 : i64, end = 48 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, source = "l1", destination = "dram", start = 48 : i64, end = 52 : i64} : () -> ()
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "l1", bytes = 64 : i64, start = 48 : i64, end = 64 : i64} : () -> ()
    "sched.node"() {layer = 3 : i64, lower = array<i64: 4, 0, 0>, upper = array<i64: 8, 4, 16>, core = "core", unit = "array", start = 48 : i64, end = 60 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "l1", bytes = 64 : i64, start = 60 : i64, end = 68 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, core = "core", unit = "vector", start = 60 : i64, end = 64 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, source = "l1", destination = "dram", start = 64 : i64, end = 68 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  // CHECK: }) {bound_cycles = 56 : i64, cycles = 68 : i64, machine = "small", picojoules = {{.*}} : f64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  }) {machine = "small", cycles = 68 : i64, picojoules = 1.0e3 : f64, bound_cycles = 56 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}
