// What a group becomes: the row that the sum goes over stays in one kernel, which reads it twice.
// RUN: fusec %s -passes=lower-to-kernels | FileCheck %s
// RUN: fusec %s -passes=lower-to-kernels -run=normalise -on=reference -seed=3 | FileCheck %s --check-prefix=EXEC

// CHECK-LABEL: @normalise
// CHECK: "kernel.launch"(%arg0)
// CHECK: "kernel.rows"
// CHECK-NEXT: ^bb0(%{{.*}}: index, [[ROW:%.*]]: tensor<8xf32>):
// CHECK: linalg.generic {{.*}}["reduction"]} ins([[ROW]] : tensor<8xf32>)
// CHECK-SAME: kernel.places = [#kernel.place<"warp", 0 : i64, 0 : i64>]
// CHECK: "kernel.barrier"
// CHECK: linalg.generic {{.*}}["parallel"]} ins([[ROW]], %{{.*}} : tensor<8xf32>, tensor<f32>)
// CHECK-SAME: kernel.places = [#kernel.place<"global", 0 : i64, 0 : i64>]
// CHECK: rows = array<i64: 6>
// CHECK: lanes = 16
// EXEC: ok
func.func @normalise(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %0 = "fuse.group"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<6xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<6xf32>) -> tensor<6xf32>
    %s = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<6x8xf32>) outs(%f : tensor<6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1 = math.absf %in : f32
      %2 = arith.addf %1, %out : f32
      linalg.yield %2 : f32
    } -> tensor<6xf32>
    %o = tensor.empty() : tensor<6x8xf32>
    %n = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
      ins(%a, %s : tensor<6x8xf32>, tensor<6xf32>) outs(%o : tensor<6x8xf32>) {
    ^bb0(%in: f32, %sum: f32, %out: f32):
      %1 = arith.divf %in, %sum : f32
      linalg.yield %1 : f32
    } -> tensor<6x8xf32>
    "fuse_end.yield"(%n) : (tensor<6x8xf32>) -> ()
  }) {kind = "kernel"} : (tensor<6x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}

// Sums over all rows are combined from partial ones, and what follows them runs behind.
// CHECK-LABEL: @mean
// CHECK: "kernel.rows"
// CHECK: combine = ["add"], partials = 6 : i64
// CHECK: "kernel.rows"
// CHECK: rows = array<i64>
func.func @mean(%x: tensor<6x8xf32>) -> tensor<f32> {
  %0 = "fuse.group"(%x) ({
  ^bb0(%a: tensor<6x8xf32>):
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<f32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<f32>) -> tensor<f32>
    %b = tensor.empty() : tensor<6x8xf32>
    %q = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
      ins(%a : tensor<6x8xf32>) outs(%b : tensor<6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1 = arith.mulf %in, %in : f32
      linalg.yield %1 : f32
    } -> tensor<6x8xf32>
    %s = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> ()>], iterator_types = ["reduction", "reduction"]}
      ins(%q : tensor<6x8xf32>) outs(%f : tensor<f32>) {
    ^bb0(%in: f32, %out: f32):
      %1 = arith.addf %in, %out : f32
      linalg.yield %1 : f32
    } -> tensor<f32>
    %n = linalg.generic {indexing_maps = [affine_map<() -> ()>, affine_map<() -> ()>], iterator_types = []}
      ins(%s : tensor<f32>) outs(%e : tensor<f32>) {
    ^bb0(%in: f32, %out: f32):
      %c = arith.constant 48.0 : f32
      %1 = arith.divf %in, %c : f32
      linalg.yield %1 : f32
    } -> tensor<f32>
    "fuse_end.yield"(%n) : (tensor<f32>) -> ()
  }) {kind = "kernel"} : (tensor<6x8xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}
