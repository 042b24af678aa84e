// A matrix product whose weights all rows read stays outside; its bias, activation and what follows is one kernel. A product
// for each head is part of the kernel of its head.
// RUN: fusec %s -check-semantics -passes=import,plan-kernels | FileCheck %s
// RUN: fusec %s -check-semantics -passes='import,plan-kernels{contractions=false}' | FileCheck %s --check-prefix=NONE
// CHECK-LABEL: func.func @mlp
// CHECK: linalg.generic {indexing_maps
// CHECK: "fuse.group"
// CHECK-LABEL: func.func @heads
// CHECK-SAME: kernels = 1 : i64
// NONE-LABEL: func.func @heads
// NONE-SAME: kernels = 1 : i64
// NONE: "fuse.group"
module {
  func.func @mlp(%x: tensor<8x16xf32>, %w: tensor<16x32xf32>, %b: tensor<32xf32>) -> tensor<8x32xf32> {
    %p = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<8x16xf32>, tensor<16x32xf32>) -> tensor<8x32xf32>
    %c = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<32xf32>) -> tensor<8x32xf32>
    %s = stablehlo.add %p, %c : tensor<8x32xf32>
    %t = stablehlo.tanh %s : tensor<8x32xf32>
    return %t : tensor<8x32xf32>
  }
  func.func @heads(%q: tensor<4x8x16xf32>, %k: tensor<4x8x16xf32>) -> tensor<4x8x8xf32> {
    %p = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [2] x [2] : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x8xf32>
    %t = stablehlo.tanh %p : tensor<4x8x8xf32>
    return %t : tensor<4x8x8xf32>
  }
}
