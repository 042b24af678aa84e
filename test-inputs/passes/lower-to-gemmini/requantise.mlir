// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini | FileCheck %s
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini -run=main -on=gemmini -seed=1 | FileCheck %s --check-prefix=NUMBERS

// Scale, rounding and saturation are what a store to int8 does; an int8 residual is widened on its way in. A second product
// without requantisation leaves at full width.

// CHECK-NOT: gemmini.host
// CHECK: "gemmini.config_ld"() {block_stride = 16 : i64, id = 2 : i64, shrunk = true, stride = 20 : i64}
// CHECK: "gemmini.config_st"() {activation = "relu", scale = 3.125000e-02 : f32, stride = 20 : i64}
// CHECK: "gemmini.mvout"(%{{[^)]*}}) {buffer = @result0, columns = #{{.*}}, local
// CHECK: "gemmini.fence"
// CHECK: "gemmini.config_st"() {stride = 32 : i64}
// CHECK: "gemmini.mvout"(%{{[^)]*}}) {buffer = @result1, columns = #{{.*}}, full = true

// NUMBERS: output0 24x20 i8 {{.*}} ok
// NUMBERS: output1 24x8 i32 {{.*}} ok
// NUMBERS: 0 violations
// NUMBERS: host {{ *}}0 ops

#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @main(%a: tensor<24x40xi8>, %b: tensor<40x20xi8>, %r: tensor<24x20xi8>, %c: tensor<20x8xi8>) -> (tensor<24x20xi8>, tensor<24x8xi32>) {
  %zero = arith.constant 0 : i32
  %scale = arith.constant 0.03125 : f32
  %low = arith.constant 0.0 : f32
  %high = arith.constant 127.0 : f32
  %e = tensor.empty() : tensor<24x20xi32>
  %z = linalg.fill ins(%zero : i32) outs(%e : tensor<24x20xi32>) -> tensor<24x20xi32>
  %p = linalg.matmul ins(%a, %b : tensor<24x40xi8>, tensor<40x20xi8>) outs(%z : tensor<24x20xi32>) -> tensor<24x20xi32>
  %n = tensor.empty() : tensor<24x20xi8>
  %q = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%p, %r : tensor<24x20xi32>, tensor<24x20xi8>) outs(%n : tensor<24x20xi8>) {
  ^bb0(%x: i32, %y: i8, %o: i8):
    %w = arith.extsi %y : i8 to i32
    %s = arith.addi %x, %w : i32
    %f = arith.sitofp %s : i32 to f32
    %m = arith.mulf %f, %scale : f32
    %rounded = math.roundeven %m : f32
    %u = arith.maximumf %rounded, %low : f32
    %v = arith.minimumf %u, %high : f32
    %t = arith.fptosi %v : f32 to i8
    linalg.yield %t : i8
  } -> tensor<24x20xi8>
  %e2 = tensor.empty() : tensor<24x8xi32>
  %z2 = linalg.fill ins(%zero : i32) outs(%e2 : tensor<24x8xi32>) -> tensor<24x8xi32>
  %p2 = linalg.matmul ins(%q, %c : tensor<24x20xi8>, tensor<20x8xi8>) outs(%z2 : tensor<24x8xi32>) -> tensor<24x8xi32>
  return %q, %p2 : tensor<24x20xi8>, tensor<24x8xi32>
}
