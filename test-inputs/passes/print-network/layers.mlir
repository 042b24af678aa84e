// RUN: fusec %s -passes=import,print-network -target=gemmini -o /dev/null 2>&1 | FileCheck %s
// RUN: fusec %s -passes=import,print-network -target=e32-64k -o /dev/null 2>&1 | FileCheck %s --check-prefix=VECTOR
// RUN: not fusec %s -passes=import,print-network 2>&1 | FileCheck %s --check-prefix=TARGET
// TARGET: error: print-network needs a machine: name one with -target=<machine>

// Two products; the first one's bias, ReLU and narrowing are its own.
// CHECK: remark: print-network: matmul1: N 6, K 8, C 4; 8 x 8 + 32 -> 8 bits; plus 32 bits along K
// CHECK: remark: print-network: matmul2: N 6, K 5, C 8; 8 x 8 + 32 -> 32 bits
// CHECK: remark: print-network: matmul2 may take its input from matmul1 on chip: N = N, K = C
func.func @chain(%x: tensor<6x4xi8>, %w1: tensor<4x8xi8>, %b: tensor<8xi32>, %w2: tensor<8x5xi8>) -> tensor<6x5xi32> {
  %0 = stablehlo.dot_general %x, %w1, contracting_dims = [1] x [0] : (tensor<6x4xi8>, tensor<4x8xi8>) -> tensor<6x8xi32>
  %1 = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<8xi32>) -> tensor<6x8xi32>
  %2 = stablehlo.add %0, %1 : tensor<6x8xi32>
  %3 = stablehlo.constant dense<0> : tensor<6x8xi32>
  %4 = stablehlo.maximum %2, %3 : tensor<6x8xi32>
  %5 = stablehlo.convert %4 : (tensor<6x8xi32>) -> tensor<6x8xi8>
  %6 = stablehlo.dot_general %5, %w2, contracting_dims = [1] x [0] : (tensor<6x8xi8>, tensor<8x5xi8>) -> tensor<6x5xi32>
  return %6 : tensor<6x5xi32>
}

// A residual block: the skip tensor is an addend of the last convolution, and escapes nowhere.
// CHECK: conv1: K 4, C 3, P 8, Q 8, R 3, S 3; rows stride 1 dilation 1 padding 1 of 8; columns stride 1 dilation 1 padding 1 of 8; 32 x 32 + 32 -> 32 bits
// CHECK: depthwise2: G 4, P 8, Q 8, R 3, S 3;
// CHECK: conv3: K 4, C 4, P 8, Q 8; 32 x 32 + 32 -> 32 bits; plus 32 bits along KPQ
// CHECK: depthwise2 may take its input from conv1 on chip: K = G, P = P by 1 with 3, Q = Q by 1 with 3
// CHECK: conv3 may take its input from depthwise2 on chip: G = C, P = P, Q = Q
// CHECK: conv3 may take its addend 0 from conv1 on chip: K = K, P = P, Q = Q
func.func @residual(%x: tensor<1x8x8x3xf32>, %k1: tensor<3x3x3x4xf32>, %k2: tensor<3x3x1x4xf32>, %k3: tensor<1x1x4x4xf32>) -> tensor<1x8x8x4xf32> {
  %0 = stablehlo.convolution(%x, %k1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {pad = [[1, 1], [1, 1]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) -> tensor<1x8x8x4xf32>
  %1 = stablehlo.convolution(%0, %k2) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {pad = [[1, 1], [1, 1]]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64} : (tensor<1x8x8x4xf32>, tensor<3x3x1x4xf32>) -> tensor<1x8x8x4xf32>
  %2 = stablehlo.convolution(%1, %k3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x8x8x4xf32>, tensor<1x1x4x4xf32>) -> tensor<1x8x8x4xf32>
  %3 = stablehlo.add %0, %2 : tensor<1x8x8x4xf32>
  return %3 : tensor<1x8x8x4xf32>
}

// Attention: with a vector unit the softmax is a layer, else it is work for the host.
// CHECK: batched1: G 2, N 16, K 16, C 8;
// CHECK: batched2: G 2, N 16, K 8, C 16;
// CHECK: batched2 can't take its input from batched1 on chip: it goes through 'linalg.generic' on the host
// VECTOR: batched1: G 2, N 16, K 16, C 8;
// VECTOR: softmax2: G 2, N 16, K 16; 32 -> 32 bits, 1 operation an element
// VECTOR: batched3: G 2, N 16, K 8, C 16;
// VECTOR: softmax2 may take its input from batched1 on chip: G = G, N = N, K = K
// VECTOR: batched3 may take its input from softmax2 on chip: G = G, N = N, K = C
func.func @attention(%q: tensor<2x16x8xf32>, %k: tensor<2x16x8xf32>, %v: tensor<2x16x8xf32>) -> tensor<2x16x8xf32> {
  %s = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [2] x [2] : (tensor<2x16x8xf32>, tensor<2x16x8xf32>) -> tensor<2x16x16xf32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%s init: %low) applies stablehlo.maximum across dimensions = [2] : (tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0, 1] : (tensor<2x16xf32>) -> tensor<2x16x16xf32>
  %d = stablehlo.subtract %s, %mb : tensor<2x16x16xf32>
  %e = stablehlo.exponential %d : tensor<2x16x16xf32>
  %t = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [2] : (tensor<2x16x16xf32>, tensor<f32>) -> tensor<2x16xf32>
  %tb = stablehlo.broadcast_in_dim %t, dims = [0, 1] : (tensor<2x16xf32>) -> tensor<2x16x16xf32>
  %p = stablehlo.divide %e, %tb : tensor<2x16x16xf32>
  %o = stablehlo.dot_general %p, %v, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<2x16x16xf32>, tensor<2x16x8xf32>) -> tensor<2x16x8xf32>
  return %o : tensor<2x16x8xf32>
}

// What both operands' loops do not tie, what has no size and what returns early is said.
// CHECK: matmul1: N 4, K 4, C 4;
// CHECK: matmul2: N 4, K 4, C 4;
// CHECK: matmul2 can't take its input from matmul1 on chip: the function returns it
func.func @escapes(%a: tensor<4x4xf32>, %b: tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = stablehlo.dot_general %0, %b, contracting_dims = [1] x [0] : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  return %0, %1 : tensor<4x4xf32>, tensor<4x4xf32>
}
