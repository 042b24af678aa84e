// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 -rtol=1e-4 | FileCheck %s --check-prefix=NUMBERS

// Slices, reshapes and transpositions of operands become strides and offsets: no host work. Attention's heads are read
// from one tensor with three parts; QK^T reads K transposed; the product of both heads goes where the next matmul wants it.

// CHECK-NOT: gemmini.host
// CHECK: "gemmini.config_ex"() {transpose_b = true}
// CHECK: "gemmini.config_st"(){{.*}}scale = 2.500000e-01 : f32
// CHECK: "gemmini.fence"
// CHECK: "gemmini.config_ex"() : () -> ()
// CHECK: "gemmini.fence"
// CHECK-NEXT: "fuse_end.yield"
// CHECK-NEXT: }) {{.*}}reads = [@arg0], sym_name = "segment0", writes = [@t0, @result0]}

// NUMBERS: output0 6x2x8 f32 {{.*}} ok
// NUMBERS: 0 violations
// NUMBERS: host {{ *}}0 ops

#q = affine_map<(h, s, t, d) -> (s, h, d)>
#k = affine_map<(h, s, t, d) -> (t, h, d)>
#p = affine_map<(h, s, t, d) -> (h, s, t)>
#id = affine_map<(h, s, t) -> (h, s, t)>
#p2 = affine_map<(s, h, d, t) -> (h, s, t)>
#v2 = affine_map<(s, h, d, t) -> (t, h, d)>
#o2 = affine_map<(s, h, d, t) -> (s, h, d)>
func.func @main(%qkv: tensor<6x48xf32>) -> tensor<6x2x8xf32> {
  %zero = arith.constant 0.0 : f32
  %scale = arith.constant 0.25 : f32
  %q0 = tensor.extract_slice %qkv[0, 0] [6, 16] [1, 1] : tensor<6x48xf32> to tensor<6x16xf32>
  %k0 = tensor.extract_slice %qkv[0, 16] [6, 16] [1, 1] : tensor<6x48xf32> to tensor<6x16xf32>
  %v0 = tensor.extract_slice %qkv[0, 32] [6, 16] [1, 1] : tensor<6x48xf32> to tensor<6x16xf32>
  %q = tensor.expand_shape %q0 [[0], [1, 2]] output_shape [6, 2, 8] : tensor<6x16xf32> into tensor<6x2x8xf32>
  %k = tensor.expand_shape %k0 [[0], [1, 2]] output_shape [6, 2, 8] : tensor<6x16xf32> into tensor<6x2x8xf32>
  %v = tensor.expand_shape %v0 [[0], [1, 2]] output_shape [6, 2, 8] : tensor<6x16xf32> into tensor<6x2x8xf32>
  %pe = tensor.empty() : tensor<2x6x6xf32>
  %pz = linalg.fill ins(%zero : f32) outs(%pe : tensor<2x6x6xf32>) -> tensor<2x6x6xf32>
  %scores = linalg.generic {indexing_maps = [#q, #k, #p], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%q, %k : tensor<6x2x8xf32>, tensor<6x2x8xf32>) outs(%pz : tensor<2x6x6xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %m = arith.mulf %x, %y : f32
    %s = arith.addf %o, %m : f32
    linalg.yield %s : f32
  } -> tensor<2x6x6xf32>
  %scaled = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%scores : tensor<2x6x6xf32>) outs(%pe : tensor<2x6x6xf32>) {
  ^bb0(%x: f32, %o: f32):
    %m = arith.mulf %x, %scale : f32
    linalg.yield %m : f32
  } -> tensor<2x6x6xf32>
  %oe = tensor.empty() : tensor<6x2x8xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<6x2x8xf32>) -> tensor<6x2x8xf32>
  %result = linalg.generic {indexing_maps = [#p2, #v2, #o2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%scaled, %v : tensor<2x6x6xf32>, tensor<6x2x8xf32>) outs(%oz : tensor<6x2x8xf32>) {
  ^bb0(%x: f32, %y: f32, %o: f32):
    %m = arith.mulf %x, %y : f32
    %s = arith.addf %o, %m : f32
    linalg.yield %s : f32
  } -> tensor<6x2x8xf32>
  return %result : tensor<6x2x8xf32>
}
