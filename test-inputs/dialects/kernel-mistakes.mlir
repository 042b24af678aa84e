// RUN: fusec %s -split-input-file -verify-diagnostics > %t

func.func @tile_out_of_tensor(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{reaches 1 to 8 along dimension 1 of operand #0, which has 8}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1 + 1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @map_of_wrong_rank(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{needs a map from 1 row indices and 1 tile indices to 2 indices for operand #0}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0) -> (d0, d0)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @no_bounds(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{has an index map for operand #0 whose values have no known bounds}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1 * 4611686018427387904)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @element_types(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{needs static tensors of one element type for operand #0 and its tile}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xi32>):
      %z = tensor.empty() : tensor<8xf32>
      "fuse_end.yield"(%z) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @not_covered(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{writes 40 elements of result #0, which has 48}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 5>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @twice(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{writes elements of result #0 twice}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d0)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @not_linear(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{needs a map of sums and multiples for result #0}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1 mod 8)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @words(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{expects rows of at least 0, a map in 'reads' per operand}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>], combine = ["average"]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @yields(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{expects a region with 1 arguments of type index and 1 tiles that yields 1 values, but it has 2 and yields 2}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t, %t) : (tensor<8xf32>, tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @in_place_unknown(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{'in_place' names operand #3, but there are 1}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>], in_place = array<i64: 3>} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @in_place_elsewhere(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    // expected-error @+1 {{cannot put result #0 in the place of operand #0}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (-d0 + 5, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>], in_place = array<i64: 0>} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @launch_shape(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  // expected-error @+1 {{'lanes' must be from 1 to}}
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 0 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @same_epoch(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      %e = tensor.empty() : tensor<8xf32>
      %p = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%t : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"block", 0, 32>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      // expected-error @+1 {{reads a slot that is written in the same epoch: needs a kernel.barrier between}}
      %q = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%p : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"global", 0, 0>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      "fuse_end.yield"(%q) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @slot_reused(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      %e = tensor.empty() : tensor<8xf32>
      %p = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%t : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"block", 0, 32>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      "kernel.barrier"() : () -> ()
      // expected-error @+1 {{takes bytes 16 to 47 again without a kernel.barrier after the last reader of what was there}}
      %q = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%p : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"block", 16, 32>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      "kernel.barrier"() : () -> ()
      %r = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%q : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"global", 0, 0>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      "fuse_end.yield"(%r) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @beyond_scratch(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      %e = tensor.empty() : tensor<8xf32>
      // expected-error @+1 {{puts result #0 into bytes 48 to 79, but the kernel has 64 bytes of scratch memory}}
      %p = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%t : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"block", 48, 32>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      "kernel.barrier"() : () -> ()
      %q = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%p : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"global", 0, 0>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      "fuse_end.yield"(%q) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @kept_nowhere(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      %e = tensor.empty() : tensor<8xf32>
      // expected-error @+1 {{keeps result #0 nowhere, but a later stage reads it}}
      %p = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%t : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"global", 0, 0>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      %q = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%p : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"global", 0, 0>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      "fuse_end.yield"(%q) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @place(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      %e = tensor.empty() : tensor<8xf32>
      // expected-error @+1 {{attribute 'kernel.places' must hold #kernel.place<scheme, offset, bytes> for each result}}
      %p = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%t : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {kernel.places = [#kernel.place<"cloud", 0, 0>]} {
      ^bb0(%i: f32, %o: f32):
        linalg.yield %i : f32
      } -> tensor<8xf32>
      "fuse_end.yield"(%p) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", threads = 1 : i64, blocks = 6 : i64, lanes = 8 : i64, scratch_bytes = 64 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @rows_alone(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  // expected-error @+1 {{must stand in a kernel.launch}}
  %1 = "kernel.rows"(%x) ({
  ^bb0(%n: index, %t: tensor<8xf32>):
    "fuse_end.yield"(%t) : (tensor<8xf32>) -> ()
  }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %1 : tensor<6x8xf32>
}

// -----

func.func @launch(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  // expected-error @+1 {{must have a region whose arguments are of the types of the operands}}
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<8xf32>):
    // expected-error @+1 {{cannot stand in a kernel.launch: expects kernel.rows, structured ops, reshapes and constants}}
    %e = stablehlo.iota dim = 0 : tensor<6x8xf32>
    "fuse_end.yield"(%e) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", blocks = 1 : i64, threads = 1 : i64, lanes = 1 : i64, scratch_bytes = 0 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @calls(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<8xf32>):
      // expected-error @+1 {{cannot stand in a kernel.rows: expects ops of linalg, tensor, arith and math}}
      %y = stablehlo.tanh %t : tensor<8xf32>
      "fuse_end.yield"(%y) : (tensor<8xf32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, reads = [affine_map<(d0, d1) -> (d0, d1)>], writes = [affine_map<(d0, d1) -> (d0, d1)>]} : (tensor<6x8xf32>) -> tensor<6x8xf32>
    "fuse_end.yield"(%1) : (tensor<6x8xf32>) -> ()
  }) {sym_name = "k", blocks = 1 : i64, threads = 1 : i64, lanes = 1 : i64, scratch_bytes = 0 : i64} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// -----

func.func @barrier_alone() {
  // expected-error @+1 {{must stand in a kernel.rows}}
  "kernel.barrier"() : () -> ()
  return
}

// -----

func.func @partials(%x: tensor<6xf32>) -> tensor<f32> {
  %0 = "kernel.launch"(%x) ({
  ^bb0(%a: tensor<6xf32>):
    // expected-error @+1 {{'partials' must be from 1 to 4096, but is 1125899906842624}}
    %1 = "kernel.rows"(%a) ({
    ^bb0(%n: index, %t: tensor<f32>):
      "fuse_end.yield"(%t) : (tensor<f32>) -> ()
    }) {rows = array<i64: 6>, row_tile = 1 : i64, partials = 1125899906842624 : i64, combine = ["add"], reads = [affine_map<(d0) -> (d0)>], writes = [affine_map<(d0) -> ()>]} : (tensor<6xf32>) -> tensor<f32>
    "fuse_end.yield"(%1) : (tensor<f32>) -> ()
  }) {sym_name = "k", blocks = 1 : i64, threads = 1 : i64, lanes = 1 : i64, scratch_bytes = 0 : i64} : (tensor<6xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}
