// RUN: fusec %s -pretty -passes=fusion-legality | FileCheck %s
// RUN: fusec %s -passes=fusion-legality,fusion-legality -stats -o %t 2>&1 | FileCheck %s --check-prefix=STATS
// RUN: fusec %s -passes=fusion-legality | fusec - -print-generic | FileCheck %s --check-prefix=GENERIC

// The attributes stand at the op that reads, one for each operand that an op computed.
// CHECK: stablehlo.negate
// CHECK-NOT: fuse.edges
// CHECK: stablehlo.transpose {{.*}}fuse.edges = [#fuse.edge<0 : i64, "conditional", 0 : i64, affine_map<(d0, d1) -> (d1, d0)>, [{code = "multiple-users", count = 2 : i64, users = ["transpose.1", "add.1"]}]>]
// CHECK: stablehlo.add {{.*}}#fuse.edge<0 : i64, "conditional", 1 : i64, affine_map<(d0, d1) -> (d1, d0)>, [{code = "multiple-users", count = 2 : i64, users = ["transpose.1", "add.1"]}]>, #fuse.edge<1 : i64, "conditional", 0 : i64
// The second run changes nothing.
// STATS: 6 edges conditional
// STATS: 2 runs
// STATS: 1 runs that changed something
// GENERIC: "stablehlo.add"{{.*}}#fuse.edge<
func.func @main(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = stablehlo.negate %x : tensor<4x4xf32>
  %1 = stablehlo.transpose %0, dims = [1, 0] : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %2 = stablehlo.add %1, %0 : tensor<4x4xf32>
  return %2 : tensor<4x4xf32>
}
