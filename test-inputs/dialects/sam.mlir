// Stream graphs read back as they were printed; each block is there once.
// RUN: fusec %s > %t.once && fusec %t.once | diff %t.once -
// RUN: fusec %s -print-generic | fusec - | diff %t.once -
// RUN: fusec %s -pretty | fusec - | diff %t.once -
// RUN: fusec %s | FileCheck %s

#csr = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : dense, d1 : compressed) }>
#dcsr = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : compressed, d1 : compressed) }>
#vector = #sparse_tensor.encoding<{ map = (d0) -> (d0 : compressed) }>
#blocks = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 floordiv 4 : compressed, d1 floordiv 4 : compressed, d0 mod 4 : dense, d1 mod 4 : dense) }>

// A product of two matrices by rows, then max(x, 0): X(i,j) = B(i,k) * C(k,j), loops i, k, j.
// CHECK-LABEL: func.func @spmm_relu
func.func @spmm_relu(%b: tensor<20x30xf32, #dcsr>, %c: tensor<30x25xf32, #dcsr>) -> tensor<20x25xf32, #dcsr> {
  // CHECK: "sam.graph"(%arg0, %arg1)
  %0 = "sam.graph"(%b, %c) ({
  ^bb0(%B: tensor<20x30xf32, #dcsr>, %C: tensor<30x25xf32, #dcsr>):
    %rb = "sam.root"() : () -> !sam.ref<0>
    // CHECK: "sam.scan"(%{{.*}}, %{{.*}}) {index = "i", level = 0 : i64} : (tensor<20x30xf32, #{{.*}}>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %i, %bi = "sam.scan"(%B, %rb) {level = 0 : i64, index = "i"} : (tensor<20x30xf32, #dcsr>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %rc = "sam.root"() : () -> !sam.ref<0>
    %is = "sam.repeat_signal"(%i) {index = "i"} : (!sam.crd<1>) -> !sam.rep
    %rci = "sam.repeat"(%rc, %is) {index = "i"} : (!sam.ref<0>, !sam.rep) -> !sam.ref<1>
    %bk, %bkr = "sam.scan"(%B, %bi) {level = 1 : i64, index = "k"} : (tensor<20x30xf32, #dcsr>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %ck, %ckr = "sam.scan"(%C, %rci) {level = 0 : i64, index = "k"} : (tensor<30x25xf32, #dcsr>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %k, %kb, %kc = "sam.intersect"(%bk, %bkr, %ck, %ckr) {index = "k"} : (!sam.crd<2>, !sam.ref<2>, !sam.crd<2>, !sam.ref<2>) -> (!sam.crd<2>, !sam.ref<2>, !sam.ref<2>)
    %j, %cj = "sam.scan"(%C, %kc) {level = 1 : i64, index = "j"} : (tensor<30x25xf32, #dcsr>, !sam.ref<2>) -> (!sam.crd<3>, !sam.ref<3>)
    %js = "sam.repeat_signal"(%j) {index = "j"} : (!sam.crd<3>) -> !sam.rep
    %kbj = "sam.repeat"(%kb, %js) {index = "j"} : (!sam.ref<2>, !sam.rep) -> !sam.ref<3>
    %vb = "sam.array"(%B, %kbj) : (tensor<20x30xf32, #dcsr>, !sam.ref<3>) -> !sam.val<3, f32>
    %vc = "sam.array"(%C, %cj) : (tensor<30x25xf32, #dcsr>, !sam.ref<3>) -> !sam.val<3, f32>
    %p = "sam.alu"(%vb, %vc) {function = "mul"} : (!sam.val<3, f32>, !sam.val<3, f32>) -> !sam.val<3, f32>
    // CHECK: "sam.accumulate"{{.*}} -> (!sam.crd<2>, !sam.val<2, f32>)
    %xj, %s = "sam.accumulate"(%j, %k, %p) {order = 1 : i64, function = "add"} : (!sam.crd<3>, !sam.crd<2>, !sam.val<3, f32>) -> (!sam.crd<2>, !sam.val<2, f32>)
    %r = "sam.alu"(%s) {function = "relu"} : (!sam.val<2, f32>) -> !sam.val<2, f32>
    %xi, %xjd = "sam.drop"(%i, %xj) : (!sam.crd<1>, !sam.crd<2>) -> (!sam.crd<1>, !sam.crd<2>)
    %w0 = "sam.write_level"(%xi) {format = "compressed", index = "i"} : (!sam.crd<1>) -> !sam.mem
    %w1 = "sam.write_level"(%xjd) {format = "compressed", index = "j"} : (!sam.crd<2>) -> !sam.mem
    %wv = "sam.write_values"(%r) : (!sam.val<2, f32>) -> !sam.mem
    %x = "sam.tensor"(%w0, %w1, %wv) : (!sam.mem, !sam.mem, !sam.mem) -> tensor<20x25xf32, #dcsr>
    "fuse_end.yield"(%x) : (tensor<20x25xf32, #dcsr>) -> ()
  }) {operand_names = ["B", "C"], result_names = ["X"], sym_name = "spmm_relu"} : (tensor<20x30xf32, #dcsr>, tensor<30x25xf32, #dcsr>) -> tensor<20x25xf32, #dcsr>
  return %0 : tensor<20x25xf32, #dcsr>
}

// An intersection that lets scanners skip is a circle; copies, lanes, and a scalar result.
// CHECK-LABEL: func.func @dot_with_skips
func.func @dot_with_skips(%b: tensor<?xf32, #vector>, %c: tensor<?xf32, #vector>) -> tensor<f32> {
  %0 = "sam.graph"(%b, %c) ({
  ^bb0(%B: tensor<?xf32, #vector>, %C: tensor<?xf32, #vector>):
    %root = "sam.root"() : () -> !sam.ref<0>
    %r:2 = "sam.broadcast"(%root) : (!sam.ref<0>) -> (!sam.ref<0>, !sam.ref<0>)
    %ib, %rb = "sam.scan"(%B, %r#0, %sb) {level = 0 : i64, index = "i"} : (tensor<?xf32, #vector>, !sam.ref<0>, !sam.crd<1>) -> (!sam.crd<1>, !sam.ref<1>)
    %ic, %rc = "sam.scan"(%C, %r#1, %sc) {level = 0 : i64, index = "i"} : (tensor<?xf32, #vector>, !sam.ref<0>, !sam.crd<1>) -> (!sam.crd<1>, !sam.ref<1>)
    %i, %b1, %c1, %sb, %sc = "sam.intersect"(%ib, %rb, %ic, %rc) {skip, index = "i"} : (!sam.crd<1>, !sam.ref<1>, !sam.crd<1>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<1>, !sam.ref<1>, !sam.crd<1>, !sam.crd<1>)
    %bl:2 = "sam.fork"(%b1) : (!sam.ref<1>) -> (!sam.ref<1>, !sam.ref<1>)
    %cl:2 = "sam.fork"(%c1) : (!sam.ref<1>) -> (!sam.ref<1>, !sam.ref<1>)
    %v0 = "sam.array"(%B, %bl#0) : (tensor<?xf32, #vector>, !sam.ref<1>) -> !sam.val<1, f32>
    %v1 = "sam.array"(%B, %bl#1) : (tensor<?xf32, #vector>, !sam.ref<1>) -> !sam.val<1, f32>
    %u0 = "sam.array"(%C, %cl#0) : (tensor<?xf32, #vector>, !sam.ref<1>) -> !sam.val<1, f32>
    %u1 = "sam.array"(%C, %cl#1) : (tensor<?xf32, #vector>, !sam.ref<1>) -> !sam.val<1, f32>
    %p0 = "sam.alu"(%v0, %u0) {function = "mul"} : (!sam.val<1, f32>, !sam.val<1, f32>) -> !sam.val<1, f32>
    %p1 = "sam.alu"(%v1, %u1) {function = "mul"} : (!sam.val<1, f32>, !sam.val<1, f32>) -> !sam.val<1, f32>
    %p = "sam.join"(%p0, %p1) : (!sam.val<1, f32>, !sam.val<1, f32>) -> !sam.val<1, f32>
    %h = "sam.alu"(%p) {function = "mul", scalar = 5.0e-01 : f64} : (!sam.val<1, f32>) -> !sam.val<1, f32>
    %s = "sam.reduce"(%h) {function = "add"} : (!sam.val<1, f32>) -> !sam.val<0, f32>
    %w = "sam.write_values"(%s) : (!sam.val<0, f32>) -> !sam.mem
    %x = "sam.tensor"(%w) : (!sam.mem) -> tensor<f32>
    "fuse_end.yield"(%x) : (tensor<f32>) -> ()
  }) {operand_names = ["b", "c"], result_names = ["x"]} : (tensor<?xf32, #vector>, tensor<?xf32, #vector>) -> tensor<f32>
  return %0 : tensor<f32>
}

// Coordinates: held, masked, located, moved together, cut and joined, as bits.
// CHECK-LABEL: func.func @coordinates
func.func @coordinates(%b: tensor<8x12xf32, #csr>, %c: tensor<12xf32>) -> (tensor<8x24xf32, #csr>, tensor<?xf32, #vector>) {
  %0:2 = "sam.graph"(%b, %c) ({
  ^bb0(%B: tensor<8x12xf32, #csr>, %C: tensor<12xf32>):
    %root = "sam.root"() : () -> !sam.ref<0>
    %i, %bi = "sam.scan"(%B, %root) {level = 0 : i64, index = "i"} : (tensor<8x12xf32, #csr>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %j, %bj = "sam.scan"(%B, %bi) {level = 1 : i64, index = "j"} : (tensor<8x12xf32, #csr>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %is, %js = "sam.hold"(%i, %j) : (!sam.crd<1>, !sam.crd<2>) -> (!sam.crd<2>, !sam.crd<2>)
    %mi, %mj, %mr = "sam.mask"(%i, %j, %bj) {predicate = "le"} : (!sam.crd<1>, !sam.crd<2>, !sam.ref<2>) -> (!sam.crd<1>, !sam.crd<2>, !sam.ref<2>)
    %jsig = "sam.repeat_signal"(%mj) : (!sam.crd<2>) -> !sam.rep
    %isig = "sam.repeat_signal"(%mi) : (!sam.crd<1>) -> !sam.rep
    %r1 = "sam.repeat"(%root, %isig) : (!sam.ref<0>, !sam.rep) -> !sam.ref<1>
    %r2 = "sam.repeat"(%r1, %jsig) : (!sam.ref<1>, !sam.rep) -> !sam.ref<2>
    %lj, %lc, %lb = "sam.locate"(%C, %mj, %r2, %mr) {level = 0 : i64, index = "j"} : (tensor<12xf32>, !sam.crd<2>, !sam.ref<2>, !sam.ref<2>) -> (!sam.crd<2>, !sam.ref<2>, !sam.ref<2>)
    %vc = "sam.array"(%C, %lc) : (tensor<12xf32>, !sam.ref<2>) -> !sam.val<2, f32>
    %vb = "sam.array"(%B, %lb) : (tensor<8x12xf32, #csr>, !sam.ref<2>) -> !sam.val<2, f32>
    %p = "sam.alu"(%vb, %vc) {function = "add"} : (!sam.val<2, f32>, !sam.val<2, f32>) -> !sam.val<2, f32>
    %g = "sam.generate_references"(%lj) : (!sam.crd<2>) -> !sam.ref<2>
    %u, %ub, %uc = "sam.union"(%lj, %p, %mj, %vc) {index = "j"} : (!sam.crd<2>, !sam.val<2, f32>, !sam.crd<2>, !sam.val<2, f32>) -> (!sam.crd<2>, !sam.val<2, f32>, !sam.val<2, f32>)
    %cc, %c0, %c1 = "sam.concat"(%lj, %p, %mj, %vc) {sizes = array<i64: 12, 12>} : (!sam.crd<2>, !sam.val<2, f32>, !sam.crd<2>, !sam.val<2, f32>) -> (!sam.crd<2>, !sam.val<2, f32>, !sam.val<2, f32>)
    %v = "sam.alu"(%c0, %c1) {function = "add"} : (!sam.val<2, f32>, !sam.val<2, f32>) -> !sam.val<2, f32>
    %zc, %z = "sam.drop"(%cc, %v) : (!sam.crd<2>, !sam.val<2, f32>) -> (!sam.crd<2>, !sam.val<2, f32>)
    %f = "sam.flatten"(%mi, %mj) {size = 12 : i64} : (!sam.crd<1>, !sam.crd<2>) -> !sam.crd<1>
    %q, %rest = "sam.split"(%f) {size = 4 : i64} : (!sam.crd<1>) -> (!sam.crd<1>, !sam.crd<2>)
    %bits = "sam.coordinates_to_bit_vector"(%q) {width = 8 : i64} : (!sam.crd<1>) -> !sam.bv<1>
    %bs, %br = "sam.bit_vector_scan"(%B, %root) {level = 0 : i64} : (tensor<8x12xf32, #csr>, !sam.ref<0>) -> (!sam.bv<1>, !sam.ref<1>)
    %bi2, %bx, %by = "sam.intersect"(%bits, %br, %bs, %br) : (!sam.bv<1>, !sam.ref<1>, !sam.bv<1>, !sam.ref<1>) -> (!sam.bv<1>, !sam.ref<1>, !sam.ref<1>)
    %bd, %bdj = "sam.bit_vector_drop"(%bi2, %mj) : (!sam.bv<1>, !sam.crd<2>) -> (!sam.bv<1>, !sam.crd<2>)
    %fc, %fr = "sam.bit_vector_to_coordinates"(%bd, %bx) {width = 8 : i64} : (!sam.bv<1>, !sam.ref<1>) -> (!sam.crd<1>, !sam.ref<1>)
    %e = "sam.drop_empty_fibers"(%p) : (!sam.val<2, f32>) -> !sam.val<2, f32>
    %ds = "sam.drop_stops"(%e) : (!sam.val<2, f32>) -> !sam.val<1, f32>
    %ej = "sam.drop_stops"(%lj) : (!sam.crd<2>) -> !sam.crd<1>
    %w0 = "sam.write_level"(%mi) {format = "dense", index = "i"} : (!sam.crd<1>) -> !sam.mem
    %w1 = "sam.write_level"(%zc) {format = "compressed", index = "j"} : (!sam.crd<2>) -> !sam.mem
    %wv = "sam.write_values"(%z) : (!sam.val<2, f32>) -> !sam.mem
    %x = "sam.tensor"(%w0, %w1, %wv) : (!sam.mem, !sam.mem, !sam.mem) -> tensor<8x24xf32, #csr>
    %y0 = "sam.write_level"(%ej) {format = "compressed", index = "j"} : (!sam.crd<1>) -> !sam.mem
    %yv = "sam.write_values"(%ds) : (!sam.val<1, f32>) -> !sam.mem
    %y = "sam.tensor"(%y0, %yv) : (!sam.mem, !sam.mem) -> tensor<?xf32, #vector>
    "fuse_end.yield"(%x, %y) : (tensor<8x24xf32, #csr>, tensor<?xf32, #vector>) -> ()
  }) {operand_names = ["B", "c"], result_names = ["X", "y"]} : (tensor<8x12xf32, #csr>, tensor<12xf32>) -> (tensor<8x24xf32, #csr>, tensor<?xf32, #vector>)
  return %0#0, %0#1 : tensor<8x24xf32, #csr>, tensor<?xf32, #vector>
}

// Blocks ride on the streams of values; the accumulator takes points, as SAM's own does.
// CHECK-LABEL: func.func @blocks
func.func @blocks(%b: tensor<16x8xf32, #blocks>, %c: tensor<8x16xf32, #blocks>) -> tensor<16x16xf32, #blocks> {
  %0 = "sam.graph"(%b, %c) ({
  ^bb0(%B: tensor<16x8xf32, #blocks>, %C: tensor<8x16xf32, #blocks>):
    %root = "sam.root"() : () -> !sam.ref<0>
    %i, %bi = "sam.scan"(%B, %root) {level = 0 : i64, index = "i"} : (tensor<16x8xf32, #blocks>, !sam.ref<0>) -> (!sam.crd<1>, !sam.ref<1>)
    %is = "sam.repeat_signal"(%i) : (!sam.crd<1>) -> !sam.rep
    %ci = "sam.repeat"(%root, %is) : (!sam.ref<0>, !sam.rep) -> !sam.ref<1>
    %k0, %bk = "sam.scan"(%B, %bi) {level = 1 : i64, index = "k"} : (tensor<16x8xf32, #blocks>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %k1, %ck = "sam.scan"(%C, %ci) {level = 0 : i64, index = "k"} : (tensor<8x16xf32, #blocks>, !sam.ref<1>) -> (!sam.crd<2>, !sam.ref<2>)
    %k, %kb, %kc = "sam.intersect"(%k0, %bk, %k1, %ck) : (!sam.crd<2>, !sam.ref<2>, !sam.crd<2>, !sam.ref<2>) -> (!sam.crd<2>, !sam.ref<2>, !sam.ref<2>)
    %j, %cj = "sam.scan"(%C, %kc) {level = 1 : i64, index = "j"} : (tensor<8x16xf32, #blocks>, !sam.ref<2>) -> (!sam.crd<3>, !sam.ref<3>)
    %js = "sam.repeat_signal"(%j) : (!sam.crd<3>) -> !sam.rep
    %kbj = "sam.repeat"(%kb, %js) : (!sam.ref<2>, !sam.rep) -> !sam.ref<3>
    %vb = "sam.array"(%B, %kbj) : (tensor<16x8xf32, #blocks>, !sam.ref<3>) -> !sam.val<3, vector<4x4xf32>>
    %vc = "sam.array"(%C, %cj) : (tensor<8x16xf32, #blocks>, !sam.ref<3>) -> !sam.val<3, vector<4x4xf32>>
    %vt = "sam.alu"(%vc) {function = "transpose"} : (!sam.val<3, vector<4x4xf32>>) -> !sam.val<3, vector<4x4xf32>>
    %p = "sam.alu"(%vb, %vt) {function = "matmul"} : (!sam.val<3, vector<4x4xf32>>, !sam.val<3, vector<4x4xf32>>) -> !sam.val<3, vector<4x4xf32>>
    %ik, %ki = "sam.hold"(%i, %k) : (!sam.crd<1>, !sam.crd<2>) -> (!sam.crd<2>, !sam.crd<2>)
    %ij, %ji = "sam.hold"(%ik, %j) : (!sam.crd<2>, !sam.crd<3>) -> (!sam.crd<3>, !sam.crd<3>)
    %xj, %xi, %s = "sam.accumulate"(%ji, %ij, %ki, %p) {order = 1 : i64, function = "add", point} : (!sam.crd<3>, !sam.crd<3>, !sam.crd<2>, !sam.val<3, vector<4x4xf32>>) -> (!sam.crd<2>, !sam.crd<1>, !sam.val<2, vector<4x4xf32>>)
    %w0 = "sam.write_level"(%xi) {format = "compressed", index = "i"} : (!sam.crd<1>) -> !sam.mem
    %w1 = "sam.write_level"(%xj) {format = "compressed", index = "j"} : (!sam.crd<2>) -> !sam.mem
    %wv = "sam.write_values"(%s) : (!sam.val<2, vector<4x4xf32>>) -> !sam.mem
    %x = "sam.tensor"(%w0, %w1, %wv) : (!sam.mem, !sam.mem, !sam.mem) -> tensor<16x16xf32, #blocks>
    "fuse_end.yield"(%x) : (tensor<16x16xf32, #blocks>) -> ()
  }) {operand_names = ["B", "C"], result_names = ["X"]} : (tensor<16x8xf32, #blocks>, tensor<8x16xf32, #blocks>) -> tensor<16x16xf32, #blocks>
  return %0 : tensor<16x16xf32, #blocks>
}
