// RUN: fusec %s -split-input-file -verify-diagnostics > %t

func.func @good(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @scan_depth(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #0 must be !sam.crd<2>, one deeper than its references of depth 1, but is !sam.crd<1>}}
    %a, %c = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @scan_kind(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #1 must be !sam.ref<d>, but is !sam.crd<1>}}
    %a, %c = "sam.scan"(%B, %i) {level = 1 : i64} : (tensor<8x12xf32>, !sam.crd<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @scan_level(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'level' must be from 0 to 1, the levels of the tensor, but is 2}}
    %a, %c = "sam.scan"(%B, %ri) {level = 2 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @scan_skip(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #2 must be !sam.crd<2>, coordinates to skip to, as deep as those that it gives, but is !sam.crd<1>}}
    %a, %c = "sam.scan"(%B, %ri, %i) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>, !sam.crd<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @scan_of_a_result(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #0 must be a tensor that is an argument of the graph, but is tensor<f32>}}
    %a, %c = "sam.scan"(%x, %r) {level = 0 : i64} : (tensor<f32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @array_depth(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #0 must be !sam.val<2, T>, as deep as its references, but is !sam.val<1, f32>}}
    %a = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<1, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @array_element(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #0 must hold values of type f32, but holds i32}}
    %a = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, i32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @array_block(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #0 holds blocks of 4 by 4 elements, but the tensor's last 2 levels are not dense levels of these sizes}}
    %a = "sam.array"(%B, %r) : (tensor<8x12xf32>, !sam.ref<0>) -> !sam.val<0, vector<4x4xf32>>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @root_depth(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #0 must be !sam.ref<0>, one reference in no fiber, but is !sam.ref<1>}}
    %a = "sam.root"() : () -> !sam.ref<1>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @intersect_pairs(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{expects pairs of coordinates and references or values, but has 3 operands}}
    %a:3 = "sam.intersect"(%i, %ri, %i) : (!sam.crd<1>, !sam.ref<1>, !sam.crd<1>) -> (!sam.crd<1>, !sam.ref<1>, !sam.ref<1>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @intersect_depths(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #2 must be !sam.crd<1>, as operand #0, but is !sam.crd<2>}}
    %a:3 = "sam.intersect"(%i, %ri, %j, %ri) : (!sam.crd<1>, !sam.ref<1>, !sam.crd<2>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<1>, !sam.ref<1>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @intersect_payload(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #1 must be !sam.ref<1> or !sam.val<1, T>, as deep as operand #0, but is !sam.ref<2>}}
    %a:3 = "sam.intersect"(%i, %rj, %i, %ri) : (!sam.crd<1>, !sam.ref<2>, !sam.crd<1>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<1>, !sam.ref<1>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @intersect_results(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{expects 5 results, the coordinate, a payload for each of the 2 pairs, and coordinates to skip to for each, but has 3}}
    %a:3 = "sam.intersect"(%i, %ri, %i, %ri) {skip} : (!sam.crd<1>, !sam.ref<1>, !sam.crd<1>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<1>, !sam.ref<1>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @union_result(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #2 must be !sam.ref<1>, as operand #3, but is !sam.val<1, f32>}}
    %a:3 = "sam.union"(%i, %ri, %i, %ri) : (!sam.crd<1>, !sam.ref<1>, !sam.crd<1>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<1>, !sam.val<1, f32>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @concat_sizes(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'sizes' must hold a size of at least 0 for each of the 2 pairs}}
    %a:3 = "sam.concat"(%i, %ri, %i, %ri) {sizes = array<i64: 8>} : (!sam.crd<1>, !sam.ref<1>, !sam.crd<1>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<1>, !sam.ref<1>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @concat_sum(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'sizes' add up to more than coordinates can count, 2147483647}}
    %a:3 = "sam.concat"(%i, %ri, %i, %ri) {sizes = array<i64: 9223372036854775807, 9223372036854775807>} : (!sam.crd<1>, !sam.ref<1>, !sam.crd<1>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<1>, !sam.ref<1>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @repeat_depth(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %g = "sam.repeat_signal"(%i) : (!sam.crd<1>) -> !sam.rep
    // expected-error @+1 {{result #0 must be !sam.ref<1>, one deeper than operand #0, but is !sam.ref<0>}}
    %a = "sam.repeat"(%r, %g) : (!sam.ref<0>, !sam.rep) -> !sam.ref<0>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @repeat_driver(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %g = "sam.repeat_signal"(%j) : (!sam.crd<2>) -> !sam.rep
    // expected-error @+1 {{repeats a stream of depth 0 along one of depth 2, but needs one of depth 1}}
    %a = "sam.repeat"(%r, %g) : (!sam.ref<0>, !sam.rep) -> !sam.ref<1>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @fork_signal(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %g = "sam.repeat_signal"(%j) : (!sam.crd<2>) -> !sam.rep
    // expected-error @+1 {{operand #0 must be !sam.crd<d> or !sam.ref<d> or !sam.val<d, T> or !sam.bv<d>, but is !sam.rep}}
    %a = "sam.fork"(%g) : (!sam.rep) -> !sam.rep
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @join_types(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #1 must be !sam.ref<1>, as operand #0, but is !sam.ref<2>}}
    %a = "sam.join"(%ri, %rj) : (!sam.ref<1>, !sam.ref<2>) -> !sam.ref<1>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @locate_parent(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #2 must be !sam.ref<2>, as deep as its coordinates, but is !sam.ref<1>}}
    %a:2 = "sam.locate"(%B, %j, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.crd<2>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @locate_results(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{expects 3 results, a coordinate, a reference, and the others, but has 2}}
    %a:2 = "sam.locate"(%B, %j, %rj, %rj) {level = 1 : i64} : (tensor<8x12xf32>, !sam.crd<2>, !sam.ref<2>, !sam.ref<2>) -> (!sam.crd<2>, !sam.ref<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @alu_function(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'function' must be one of "add", "sub", "mul", "div", "max", "min", "matmul", "transpose", "neg", "abs", "exp", "log", "relu", "rsqrt", "sqrt", "sin", "cos", "tanh", "sigmoid", "reciprocal", but is "mull"; did you mean 'mul'?}}
    %a = "sam.alu"(%v, %v) {function = "mull"} : (!sam.val<2, f32>, !sam.val<2, f32>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @alu_operands(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{expects 1 operands, those of 'exp', but has 2}}
    %a = "sam.alu"(%v, %v) {function = "exp"} : (!sam.val<2, f32>, !sam.val<2, f32>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @alu_scalar(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'scalar' has no meaning for 'exp'}}
    %a = "sam.alu"(%v) {function = "exp", scalar = 1.0 : f64} : (!sam.val<2, f32>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @alu_depths(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #1 must be !sam.val<2, f32>, as operand #0, but is !sam.val<1, f32>}}
    %a = "sam.alu"(%v, %s0) {function = "mul"} : (!sam.val<2, f32>, !sam.val<1, f32>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @alu_matmul(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{expects blocks of M by K and K by N elements, but multiplies f32 by f32}}
    %a = "sam.alu"(%v, %v) {function = "matmul"} : (!sam.val<2, f32>, !sam.val<2, f32>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @reduce_depth(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #0 must be !sam.val<1, f32>, one less deep than operand #0, but is !sam.val<2, f32>}}
    %a = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @reduce_nothing(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{reduces fibers, but operand #0 has none: !sam.val<0, f32>}}
    %a = "sam.reduce"(%s) {function = "max"} : (!sam.val<0, f32>) -> !sam.val<0, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @reduce_word(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'function' must be one of "add", "max", but is "mean"}}
    %a = "sam.reduce"(%v) {function = "mean"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @accumulate_order(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{of order 2 expects 4 operands and 3 results: 2 coordinates, those of the loop, and values, but has 3 and 2}}
    %a:2 = "sam.accumulate"(%j, %i, %v) {order = 2 : i64, function = "add"} : (!sam.crd<2>, !sam.crd<1>, !sam.val<2, f32>) -> (!sam.crd<1>, !sam.val<1, f32>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @accumulate_loop(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #1 must be !sam.crd<1>, the loop that is summed over, 1 less deep than operand #0, but is !sam.crd<2>}}
    %a:2 = "sam.accumulate"(%j, %j, %v) {order = 1 : i64, function = "add"} : (!sam.crd<2>, !sam.crd<2>, !sam.val<2, f32>) -> (!sam.crd<1>, !sam.val<1, f32>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @accumulate_result(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #0 must be !sam.crd<1>, 1 less deep than operand #0, as its loop is gone, but is !sam.crd<2>}}
    %a:2 = "sam.accumulate"(%j, %i, %v) {order = 1 : i64, function = "add"} : (!sam.crd<2>, !sam.crd<1>, !sam.val<2, f32>) -> (!sam.crd<2>, !sam.val<1, f32>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @accumulate_outermost(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{sums over a loop outside of 1: expects coordinates of depth 2 or more, but operand #0 has depth 1}}
    %a:2 = "sam.accumulate"(%i, %i, %s0) {order = 1 : i64, function = "add"} : (!sam.crd<1>, !sam.crd<1>, !sam.val<1, f32>) -> (!sam.crd<1>, !sam.val<1, f32>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @drop_depth(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #1 must be !sam.crd<2> or !sam.ref<2> or !sam.val<2, T> or !sam.bv<2>, one deeper than operand #0, but is !sam.crd<1>}}
    %a:2 = "sam.drop"(%i, %i) : (!sam.crd<1>, !sam.crd<1>) -> (!sam.crd<1>, !sam.crd<1>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @hold_result(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{result #0 must be !sam.crd<2>, as deep as operand #1, but is !sam.crd<1>}}
    %a:2 = "sam.hold"(%i, %j) : (!sam.crd<1>, !sam.crd<2>) -> (!sam.crd<1>, !sam.crd<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @mask_predicate(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'predicate' must be one of "eq", "ne", "lt", "le", "gt", "ge", but is "less"}}
    %a:3 = "sam.mask"(%i, %j, %rj) {predicate = "less"} : (!sam.crd<1>, !sam.crd<2>, !sam.ref<2>) -> (!sam.crd<1>, !sam.crd<2>, !sam.ref<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @split_size(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'size' must be from 1 to 2147483647, but is 0}}
    %a:2 = "sam.split"(%i) {size = 0 : i64} : (!sam.crd<1>) -> (!sam.crd<1>, !sam.crd<2>)
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @width(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'width' must be from 1 to 64, but is 65}}
    %a = "sam.coordinates_to_bit_vector"(%i) {width = 65 : i64} : (!sam.crd<1>) -> !sam.bv<1>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @drop_stops(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{removes stops, but operand #0 has none: !sam.ref<0>}}
    %a = "sam.drop_stops"(%r) : (!sam.ref<0>) -> !sam.ref<0>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @write_format(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{'format' must be one of "compressed", "dense", but is "csr"}}
    %a = "sam.write_level"(%i) {format = "csr"} : (!sam.crd<1>) -> !sam.mem
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @tensor_level(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{operand #0 must be what a sam.write_level left, as all but the last}}
    %a = "sam.tensor"(%w, %w) : (!sam.mem, !sam.mem) -> tensor<8xf32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @tensor_scalar(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{has no levels, as a scalar has: expects a result without dimensions, not tensor<8xf32>}}
    %a = "sam.tensor"(%w) : (!sam.mem) -> tensor<8xf32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @tensor_depth(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %w1 = "sam.write_level"(%j) {format = "compressed"} : (!sam.crd<2>) -> !sam.mem
    %w2 = "sam.write_values"(%s0) : (!sam.val<1, f32>) -> !sam.mem
    // expected-error @+1 {{expects coordinates of level 0 of depth 1, but operand #0 was written from !sam.crd<2>}}
    %a = "sam.tensor"(%w1, %w2) : (!sam.mem, !sam.mem) -> tensor<8xf32, #sparse_tensor.encoding<{ map = (d0) -> (d0 : compressed) }>>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @tensor_format(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %w1 = "sam.write_level"(%i) {format = "compressed"} : (!sam.crd<1>) -> !sam.mem
    %w2 = "sam.write_values"(%s0) : (!sam.val<1, f32>) -> !sam.mem
    // expected-error @+1 {{expects level 0 to be written as dense, but operand #0 is compressed}}
    %a = "sam.tensor"(%w1, %w2) : (!sam.mem, !sam.mem) -> tensor<8xf32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @tensor_element(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{is a tensor of f64, but its values are f32}}
    %a = "sam.tensor"(%w) : (!sam.mem) -> tensor<f64>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @tensor_levels(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %w1 = "sam.write_level"(%i) {format = "compressed"} : (!sam.crd<1>) -> !sam.mem
    %w2 = "sam.write_values"(%s0) : (!sam.val<1, f32>) -> !sam.mem
    // expected-error @+1 {{has 2 levels, but is written with 1}}
    %a = "sam.tensor"(%w1, %w2) : (!sam.mem, !sam.mem) -> tensor<8x12xf32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @other_op(%b: tensor<8x12xf32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    // expected-error @+1 {{cannot stand in a sam.graph, which holds blocks of the sam dialect}}
    %a = "arith.constant"() <{value = 1.0 : f32}> : () -> f32
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @names(%b: tensor<8x12xf32>) -> tensor<f32> {
  // expected-error @+1 {{'operand_names' must have a name for each of the 1 operands, but has 2}}
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B", "C"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @name_letters(%b: tensor<8x12xf32>) -> tensor<f32> {
  // expected-error @+1 {{'operand_names' must hold names of letters, digits, '_', '.' and '-', but holds "a/b"}}
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["a/b"], result_names = ["x"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @name_twice(%b: tensor<8x12xf32>) -> tensor<f32> {
  // expected-error @+1 {{gives the name 'B' to two tensors}}
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8x12xf32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    %i, %ri = "sam.scan"(%B, %r) {level = 0 : i64} : (tensor<8x12xf32>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %rj = "sam.scan"(%B, %ri) {level = 1 : i64} : (tensor<8x12xf32>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %v = "sam.array"(%B, %rj) : (tensor<8x12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %s0 = "sam.reduce"(%v) {function = "add"} : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%s0) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["B"]} : (tensor<8x12xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @outside(%r: i32) {
  // expected-error @+1 {{must stand in a sam.graph}}
  %0 = "sam.root"() : () -> !sam.ref<0>
  return
}

// -----

func.func @yields_an_argument(%b: tensor<8xf32>) -> tensor<8xf32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<8xf32>):
    // expected-error @+1 {{operand #0 must be made by a sam.tensor in a sam.graph}}
    "fuse_end.yield"(%B) : (tensor<8xf32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @queues(%b: tensor<f32>) -> tensor<f32> {
  %0 = "sam.graph"(%b) ({
  ^bb0(%B: tensor<f32>):
    %r = "sam.root"() : () -> !sam.ref<0>
    // expected-error @+1 {{must have 1 'queue_depths' from 1 to 16777216, as array<i64: ...>, one for each stream that it reads}}
    %v = "sam.array"(%B, %r) {queue_depths = array<i64: 9223372036854775807>} : (tensor<f32>, !sam.ref<0>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%v) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["B"], result_names = ["x"]} : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
