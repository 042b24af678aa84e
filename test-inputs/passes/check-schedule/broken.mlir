// What breaks the schedule of test-inputs/multicore/halves.mlir, each with a counter-example.
// RUN: fusec %s -split-input-file -verify-diagnostics -passes=check-schedule > %t

// A half is read before it is there.
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
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "sram", bytes = 64 : i64, start = 60 : i64, end = 80 : i64} : () -> ()
    "sched.hold"() {tensor = 0 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 16>, memory = "sram", bytes = 256 : i64, start = 64 : i64, end = 108 : i64} : () -> ()
    "sched.move"() {tensor = 0 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 16>, source = "dram", destination = "sram", start = 64 : i64, end = 96 : i64} : () -> ()
    // expected-error @+1 {{rows 0 to 3 of arg0 are read at cycle 60 and moved to 'sram' at cycle 64}}
    "sched.node"() {layer = 3 : i64, lower = array<i64: 0, 0, 0>, upper = array<i64: 4, 4, 16>, core = "core", unit = "array", start = 60 : i64, end = 72 : i64} : () -> ()
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

// -----

// The product is used before it is computed.
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
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 104 : i64, end = 120 : i64} : () -> ()
    // expected-error @+1 {{rows 4 to 7 of matmul.1 are read at cycle 104 and written at cycle 108}}
    "sched.node"() {layer = 4 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, core = "core", unit = "vector", start = 104 : i64, end = 108 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, source = "sram", destination = "dram", start = 112 : i64, end = 120 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "ck64", cycles = 120 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// -----

// The place of the product ends too early.
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
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "sram", bytes = 64 : i64, start = 64 : i64, end = 78 : i64} : () -> ()
    "sched.hold"() {tensor = 0 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 16>, memory = "sram", bytes = 256 : i64, start = 64 : i64, end = 108 : i64} : () -> ()
    "sched.move"() {tensor = 0 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 16>, source = "dram", destination = "sram", start = 64 : i64, end = 96 : i64} : () -> ()
    "sched.node"() {layer = 3 : i64, lower = array<i64: 0, 0, 0>, upper = array<i64: 4, 4, 16>, core = "core", unit = "array", start = 64 : i64, end = 76 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "sram", bytes = 64 : i64, start = 76 : i64, end = 104 : i64} : () -> ()
    // expected-error @+1 {{rows 0 to 3 of matmul.1 are read until cycle 80, and the place in 'sram' ends at cycle 78}}
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

// -----

// A half is never loaded.
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
    "sched.node"() {layer = 3 : i64, lower = array<i64: 0, 0, 0>, upper = array<i64: 4, 4, 16>, core = "core", unit = "array", start = 64 : i64, end = 76 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "sram", bytes = 64 : i64, start = 76 : i64, end = 104 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, core = "core", unit = "vector", start = 76 : i64, end = 80 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, source = "sram", destination = "dram", start = 96 : i64, end = 104 : i64} : () -> ()
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 96 : i64, end = 112 : i64} : () -> ()
    // expected-error @+1 {{rows 4 to 7 of arg0 are read at cycle 96, and are not in 'sram'}}
    "sched.node"() {layer = 3 : i64, lower = array<i64: 4, 0, 0>, upper = array<i64: 8, 4, 16>, core = "core", unit = "array", start = 96 : i64, end = 108 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 108 : i64, end = 120 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, core = "core", unit = "vector", start = 108 : i64, end = 112 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, source = "sram", destination = "dram", start = 112 : i64, end = 120 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "ck64", cycles = 120 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// -----

// Too many bytes.
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
    "sched.hold"() {tensor = 1 : i64, lower = array<i64: 0, 0>, upper = array<i64: 16, 4>, memory = "sram", bytes = 4194304 : i64, start = 0 : i64, end = 108 : i64} : () -> ()
    "sched.move"() {tensor = 1 : i64, lower = array<i64: 0, 0>, upper = array<i64: 16, 4>, source = "dram", destination = "sram", start = 0 : i64, end = 32 : i64} : () -> ()
    // expected-error @+1 {{does not fit: 'sram' holds 4194560 bytes from cycle 32 on, 256 more than its 4194304}}
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

// -----

// Two moves on the bus at once.
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
    // expected-error @+1 {{takes 'dram port' from cycle 88 to 96, which carries rows 4 to 7 of arg0 to 'sram' from cycle 64 to 96}}
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, source = "sram", destination = "dram", start = 88 : i64, end = 96 : i64} : () -> ()
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 96 : i64, end = 112 : i64} : () -> ()
    "sched.node"() {layer = 3 : i64, lower = array<i64: 4, 0, 0>, upper = array<i64: 8, 4, 16>, core = "core", unit = "array", start = 96 : i64, end = 108 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 108 : i64, end = 120 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, core = "core", unit = "vector", start = 108 : i64, end = 112 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, source = "sram", destination = "dram", start = 112 : i64, end = 120 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "ck64", cycles = 120 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// -----

// A result that gets lost.
func.func @main(%x: tensor<8x16xf32>, %w: tensor<16x4xf32>) -> tensor<8x4xf32> {
  // expected-error @+1 {{rows 4 to 7 of max.1 must be in 'dram' at the end, and never are moved there}}
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
    "fuse_end.yield"() : () -> ()
  }) {machine = "ck64", cycles = 120 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// -----

// Half of the product twice, and half of it never.
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
    // expected-error @+1 {{computes iteration (0, 0, 0) of matmul.1, which the node from cycle 64 computes as well}}
    "sched.node"() {layer = 3 : i64, lower = array<i64: 0, 0, 0>, upper = array<i64: 4, 4, 16>, core = "core", unit = "array", start = 96 : i64, end = 108 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 108 : i64, end = 120 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, core = "core", unit = "vector", start = 108 : i64, end = 112 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, source = "sram", destination = "dram", start = 112 : i64, end = 120 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "ck64", cycles = 120 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// -----

// An iteration is left out.
func.func @main(%x: tensor<8x16xf32>, %w: tensor<16x4xf32>) -> tensor<8x4xf32> {
  // expected-error @+1 {{has no node that computes iteration (4, 0, 15) of matmul.1}}
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
    "sched.node"() {layer = 3 : i64, lower = array<i64: 4, 0, 0>, upper = array<i64: 8, 4, 15>, core = "core", unit = "array", start = 96 : i64, end = 108 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 108 : i64, end = 120 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, core = "core", unit = "vector", start = 108 : i64, end = 112 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, source = "sram", destination = "dram", start = 112 : i64, end = 120 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "ck64", cycles = 120 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// -----

// One array computes two nodes at once.
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
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 75 : i64, end = 112 : i64} : () -> ()
    // expected-error @+2 {{runs on 'array' of 'core' from cycle 75 to 108, which computes a node of matmul.1 from cycle 64 to 76}}
    // expected-error @+1 {{rows 4 to 7 of arg0 are read at cycle 75 and moved to 'sram' at cycle 96}}
    "sched.node"() {layer = 3 : i64, lower = array<i64: 4, 0, 0>, upper = array<i64: 8, 4, 16>, core = "core", unit = "array", start = 75 : i64, end = 108 : i64} : () -> ()
    "sched.hold"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, memory = "sram", bytes = 64 : i64, start = 108 : i64, end = 120 : i64} : () -> ()
    "sched.node"() {layer = 4 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, core = "core", unit = "vector", start = 108 : i64, end = 112 : i64} : () -> ()
    "sched.move"() {tensor = 6 : i64, lower = array<i64: 4, 0>, upper = array<i64: 8, 4>, source = "sram", destination = "dram", start = 112 : i64, end = 120 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "ck64", cycles = 120 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// -----

// A move faster than its link.
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
    // expected-error @+1 {{takes 31 cycles, and 256 bytes from 'dram' to 'sram' need 32}}
    "sched.move"() {tensor = 1 : i64, lower = array<i64: 0, 0>, upper = array<i64: 16, 4>, source = "dram", destination = "sram", start = 0 : i64, end = 31 : i64} : () -> ()
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

// -----

// A place that is too small.
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
    // expected-error @+1 {{has 63 bytes for rows 0 to 3 of matmul.1, which takes 64}}
    "sched.hold"() {tensor = 5 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, memory = "sram", bytes = 63 : i64, start = 64 : i64, end = 80 : i64} : () -> ()
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

// -----

// No place to compute to.
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
    // expected-error @+1 {{rows 0 to 3 of max.1 are computed from cycle 76 to 80, and has no place in 'sram' then}}
    "sched.node"() {layer = 4 : i64, lower = array<i64: 0, 0>, upper = array<i64: 4, 4>, core = "core", unit = "vector", start = 76 : i64, end = 80 : i64} : () -> ()
    // expected-error @+1 {{rows 0 to 3 of max.1 are moved at cycle 96, and are not in 'sram'}}
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

// -----

// Another number of cycles.
func.func @main(%x: tensor<8x16xf32>, %w: tensor<16x4xf32>) -> tensor<8x4xf32> {
  // expected-error @+1 {{takes 'cycles' = 200, and the last op ends at cycle 120}}
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
  }) {machine = "ck64", cycles = 200 : i64} : (tensor<8x16xf32>, tensor<16x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}
