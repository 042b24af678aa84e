// With uneven tiling, inputs and weights have tiles of their own in the scratchpad: less of the one for more of the other.
// RUN: fusec %s -passes='select-mapping{search=exact}' -target=fadiff-small | FileCheck %s --check-prefix=EVEN
// RUN: fusec %s -passes='select-mapping{search=exact tiling=uneven}' -target=fadiff-small | FileCheck %s --check-prefix=UNEVEN
// RUN: fusec %s -passes='select-mapping{tiling=uneven groups=none}' -target=fadiff-small | FileCheck %s --check-prefix=UNEVEN
// RUN: not fusec %s -passes='select-mapping{tiling=uneven model=m0}' -target=fadiff-small 2>&1 | FileCheck %s --check-prefix=MODEL
// RUN: not fusec %s -passes='select-mapping{tiling=uneven search=greedy}' -target=fadiff-small 2>&1 | FileCheck %s --check-prefix=SEARCH

// EVEN: edp_uj_cycles = 273398641.{{[0-9]+}} : f64
// EVEN-SAME: gap = 0.000000e+00
// EVEN: linalg.conv_2d_nhwc_hwcf {fuse.mapping = #fuse.mapping<["dram I W O", "for P 4", "for Q 7", "for K 4", "for C 4", "scratchpad I W", "accumulator O",

// UNEVEN: edp_uj_cycles = 271912656.{{[0-9]+}} : f64
// UNEVEN-SAME: gap = 0.000000e+00
// UNEVEN-SAME: options = "tiling=uneven"
// UNEVEN: linalg.conv_2d_nhwc_hwcf {fuse.mapping = #fuse.mapping<["dram I W O", "for P 7", "for Q 7", "scratchpad I", "for K 4", "accumulator O", "for C 4", "for R 3", "for S 3", "scratchpad W",

// MODEL: error: 'tiling=uneven' is for model=m1: in m0, tiles change no traffic
// SEARCH: error: 'tiling=uneven' is for search=exact and gradient+exact, not greedy
func.func @main(%x: tensor<1x58x58x64xi8>, %w: tensor<3x3x64x64xi8>) -> tensor<1x56x56x64xi32> {
  %z = arith.constant 0 : i32
  %e = tensor.empty() : tensor<1x56x56x64xi32>
  %c = linalg.fill ins(%z : i32) outs(%e : tensor<1x56x56x64xi32>) -> tensor<1x56x56x64xi32>
  %0 = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x58x58x64xi8>, tensor<3x3x64x64xi8>) outs(%c : tensor<1x56x56x64xi32>) -> tensor<1x56x56x64xi32>
  return %0 : tensor<1x56x56x64xi32>
}
