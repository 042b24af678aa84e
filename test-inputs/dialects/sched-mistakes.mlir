// RUN: fusec %s -split-input-file -verify-diagnostics > %t

func.func @arguments(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{must have a first region whose arguments are of the types of the operands, (tensor<8xf32>), but they are (tensor<9xf32>)}}
  %0 = "sched.program"(%x) ({
  ^bb0(%a: tensor<9xf32>):
    %c = arith.constant dense<0.0> : tensor<8xf32>
    "fuse_end.yield"(%c) : (tensor<8xf32>) -> ()
  }, {
    "fuse_end.yield"() : () -> ()
  }) {machine = "m", cycles = 0 : i64} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @results(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{must yield values of the types of its results, (tensor<8xf32>), but yields ()}}
  %0 = "sched.program"(%x) ({
  ^bb0(%a: tensor<8xf32>):
    "fuse_end.yield"() : () -> ()
  }, {
    "fuse_end.yield"() : () -> ()
  }) {machine = "m", cycles = 0 : i64} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @regions(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{has an empty region: expects the layers, and when they are computed}}
  %0 = "sched.program"(%x) ({
  ^bb0(%a: tensor<8xf32>):
    "fuse_end.yield"(%a) : (tensor<8xf32>) -> ()
  }, {
  }) {machine = "m", cycles = 0 : i64} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @strangers(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = "sched.program"(%x) ({
  ^bb0(%a: tensor<8xf32>):
    "fuse_end.yield"(%a) : (tensor<8xf32>) -> ()
  }, {
    // expected-error @+1 {{cannot stand in a timeline: expects sched.node, sched.move and sched.hold ops}}
    %c = arith.constant 1.0 : f32
    // expected-error @+1 {{must yield nothing: a timeline has no values}}
    "fuse_end.yield"(%c) : (f32) -> ()
  }) {machine = "m", cycles = 0 : i64} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @nodes(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{'cycles' is -1, and must not be negative}}
  %0 = "sched.program"(%x) ({
  ^bb0(%a: tensor<8xf32>):
    %e = tensor.empty() : tensor<8xf32>
    %b = linalg.exp ins(%a : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    "fuse_end.yield"(%b) : (tensor<8xf32>) -> ()
  }, {
    // expected-error @+2 {{'layer' is 2, and the first region has the ops 0 to 1}}
    // expected-error @+1 {{ends at cycle 4, and the program takes 'cycles' = -1}}
    "sched.node"() {layer = 2 : i64, lower = array<i64: 0>, upper = array<i64: 8>, core = "c", unit = "v", start = 0 : i64, end = 4 : i64} : () -> ()
    // expected-error @+3 {{'layer' 0 is 'tensor.empty', which has no loops of known extents to compute a part of}}
    // expected-error @+2 {{starts at cycle -2, before the first one, 0}}
    // expected-error @+1 {{ends at cycle -3, before it starts, at -2}}
    "sched.node"() {layer = 0 : i64, lower = array<i64: 0>, upper = array<i64: 8>, core = "c", unit = "v", start = -2 : i64, end = -3 : i64} : () -> ()
    // expected-error @+2 {{'upper' has 2 bounds, and needs 1}}
    // expected-error @+1 {{ends at cycle 0, and the program takes 'cycles' = -1}}
    "sched.node"() {layer = 1 : i64, lower = array<i64: 0>, upper = array<i64: 8, 8>, core = "c", unit = "v", start = 0 : i64, end = 0 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "m", cycles = -1 : i64} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @parts(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = "sched.program"(%x) ({
  ^bb0(%a: tensor<8xf32>):
    %c = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<8xf32>
    %b = linalg.exp ins(%a : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    "fuse_end.yield"(%b) : (tensor<8xf32>) -> ()
  }, {
    // expected-error @+1 {{goes from 4 to 9 along the layer's loop 0, which has the steps 0 to 7: expects 0 <= lower < upper <= 8}}
    "sched.node"() {layer = 2 : i64, lower = array<i64: 4>, upper = array<i64: 9>, core = "c", unit = "v", start = 0 : i64, end = 4 : i64} : () -> ()
    // expected-error @+2 {{moves from 'l1' to itself}}
    // expected-error @+1 {{goes from 3 to 3 along the tensor's dimension 0, which has the steps 0 to 7: expects 0 <= lower < upper <= 8}}
    "sched.move"() {tensor = 0 : i64, lower = array<i64: 3>, upper = array<i64: 3>, source = "l1", destination = "l1", start = 0 : i64, end = 4 : i64} : () -> ()
    // expected-error @+1 {{'tensor' is 4, and the operands and the results of the first region are the values 0 to 3}}
    "sched.move"() {tensor = 4 : i64, lower = array<i64: 0>, upper = array<i64: 8>, source = "l1", destination = "dram", start = 0 : i64, end = 4 : i64} : () -> ()
    // expected-error @+2 {{'bytes' is -1, and must not be negative}}
    // expected-error @+1 {{'tensor' 1 is no tensor of known shape}}
    "sched.hold"() {tensor = 1 : i64, lower = array<i64>, upper = array<i64>, memory = "l1", bytes = -1 : i64, start = 0 : i64, end = 4 : i64} : () -> ()
    "fuse_end.yield"() : () -> ()
  }) {machine = "m", cycles = 4 : i64} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @outside() {
  // expected-error @+1 {{must stand in the second region of a sched.program}}
  "sched.hold"() {tensor = 0 : i64, lower = array<i64: 0>, upper = array<i64: 8>, memory = "l1", bytes = 32 : i64, start = 0 : i64, end = 4 : i64} : () -> ()
  return
}
