// RUN: fusec %s -passes=import,print-network -target=e32-64k -o /dev/null 2>&1 | FileCheck %s
// RUN: fusec %S/../../models/torch_bert_base_block_s128.linalg.mlir -passes=import,print-network -target=e32-64k -o /dev/null 2>&1 | FileCheck %s --check-prefix=TORCH

// A block of BERT as torch writes it, whose softmax finds the greatest element with its index.
// TORCH: batched4: G 12, N 128, K 128, C 64;
// TORCH: softmax5: G 12, N 128, K 128; 32 -> 32 bits
// TORCH: batched6: G 12, N 128, K 64, C 128;
// TORCH: softmax5 may take its input from batched4 on chip: G = G, N = N, K = K
// TORCH: batched6 may take its input from softmax5 on chip: G = G, N = N, K = C

// A packed projection: each operand of the attention is a slice of its result, and heads are parts of its columns. Where the
// slice does not begin at the first column, columns are in step with nothing.
// CHECK-LABEL: matmul1: N 16, K 48, C 8;
// CHECK: batched2 may take its input from matmul1 on chip: N = N{{$}}
// CHECK: batched2 may take its weight from matmul1 on chip: N = K{{$}}
// CHECK: batched3 may take its input from batched2 on chip: G = G, N = N, K = C
// CHECK: batched3 may take its weight from matmul1 on chip: N = C{{$}}
// CHECK: matmul4 may take its input from batched3 on chip: G = C of 8, N = N
func.func @packed(%x: tensor<16x8xf32>, %w: tensor<8x48xf32>, %o: tensor<16x8xf32>) -> tensor<16x8xf32> {
  %p = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<16x8xf32>, tensor<8x48xf32>) -> tensor<16x48xf32>
  %q0 = stablehlo.slice %p [0:16, 0:16] : (tensor<16x48xf32>) -> tensor<16x16xf32>
  %k0 = stablehlo.slice %p [0:16, 16:32] : (tensor<16x48xf32>) -> tensor<16x16xf32>
  %v0 = stablehlo.slice %p [0:16, 32:48] : (tensor<16x48xf32>) -> tensor<16x16xf32>
  %q = stablehlo.reshape %q0 : (tensor<16x16xf32>) -> tensor<16x2x8xf32>
  %k = stablehlo.reshape %k0 : (tensor<16x16xf32>) -> tensor<16x2x8xf32>
  %v = stablehlo.reshape %v0 : (tensor<16x16xf32>) -> tensor<16x2x8xf32>
  %s = stablehlo.dot_general %q, %k, batching_dims = [1] x [1], contracting_dims = [2] x [2] : (tensor<16x2x8xf32>, tensor<16x2x8xf32>) -> tensor<2x16x16xf32>
  %a = stablehlo.dot_general %s, %v, batching_dims = [0] x [1], contracting_dims = [2] x [0] : (tensor<2x16x16xf32>, tensor<16x2x8xf32>) -> tensor<2x16x8xf32>
  %t = stablehlo.transpose %a, dims = [1, 0, 2] : (tensor<2x16x8xf32>) -> tensor<16x2x8xf32>
  %m = stablehlo.reshape %t : (tensor<16x2x8xf32>) -> tensor<16x16xf32>
  %r = stablehlo.dot_general %m, %o, contracting_dims = [1] x [0] : (tensor<16x16xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
  return %r : tensor<16x8xf32>
}

// Grouped queries: two heads of queries share a head of keys. The broadcast is a view.
// CHECK: batched3: G 4, N 16, K 16, C 8;
// CHECK: batched3 may take its input from matmul1 on chip: N = N, K = G by 8 with 8
// CHECK: batched3 may take its weight from matmul2 on chip: N = K, K = G of 2 by 8 with 8
func.func @grouped(%x: tensor<16x32xf32>, %wq: tensor<32x32xf32>, %wk: tensor<32x16xf32>) -> tensor<4x16x16xf32> {
  %q0 = stablehlo.dot_general %x, %wq, contracting_dims = [1] x [0] : (tensor<16x32xf32>, tensor<32x32xf32>) -> tensor<16x32xf32>
  %k0 = stablehlo.dot_general %x, %wk, contracting_dims = [1] x [0] : (tensor<16x32xf32>, tensor<32x16xf32>) -> tensor<16x16xf32>
  %q = stablehlo.reshape %q0 : (tensor<16x32xf32>) -> tensor<16x4x8xf32>
  %k1 = stablehlo.reshape %k0 : (tensor<16x16xf32>) -> tensor<16x2x8xf32>
  %k2 = stablehlo.broadcast_in_dim %k1, dims = [0, 1, 3] : (tensor<16x2x8xf32>) -> tensor<16x2x2x8xf32>
  %k = stablehlo.reshape %k2 : (tensor<16x2x2x8xf32>) -> tensor<16x4x8xf32>
  %s = stablehlo.dot_general %q, %k, batching_dims = [1] x [1], contracting_dims = [2] x [2] : (tensor<16x4x8xf32>, tensor<16x4x8xf32>) -> tensor<4x16x16xf32>
  return %s : tensor<4x16x16xf32>
}

// A softmax with a product of the reciprocal; sums in f32 of exponentials in f16, as jax.nn.softmax has them; and one
// without a greatest element.
// CHECK: softmax1: N 4, K 16; 32 -> 32 bits
func.func @reciprocal(%x: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %one = stablehlo.constant dense<1.0> : tensor<4xf32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<4x16xf32>, tensor<f32>) -> tensor<4xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<4xf32>) -> tensor<4x16xf32>
  %d = stablehlo.subtract %x, %mb : tensor<4x16xf32>
  %e = stablehlo.exponential %d : tensor<4x16xf32>
  %t = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x16xf32>, tensor<f32>) -> tensor<4xf32>
  %i = stablehlo.divide %one, %t : tensor<4xf32>
  %ib = stablehlo.broadcast_in_dim %i, dims = [0] : (tensor<4xf32>) -> tensor<4x16xf32>
  %p = stablehlo.multiply %e, %ib : tensor<4x16xf32>
  return %p : tensor<4x16xf32>
}
// CHECK: softmax1: N 4, K 16; 16 -> 16 bits
func.func @narrow(%x: tensor<4x16xf16>) -> tensor<4x16xf16> {
  %low = stablehlo.constant dense<0xFC00> : tensor<f16>
  %lows = stablehlo.constant dense<0xFC00> : tensor<4xf16>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m0 = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<4x16xf16>, tensor<f16>) -> tensor<4xf16>
  %m = stablehlo.maximum %lows, %m0 : tensor<4xf16>
  %m1 = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<4xf16>) -> tensor<4x1xf16>
  %mb = stablehlo.broadcast_in_dim %m1, dims = [0, 1] : (tensor<4x1xf16>) -> tensor<4x16xf16>
  %d = stablehlo.subtract %x, %mb : tensor<4x16xf16>
  %e = stablehlo.exponential %d : tensor<4x16xf16>
  %w = stablehlo.convert %e : (tensor<4x16xf16>) -> tensor<4x16xf32>
  %t = stablehlo.reduce(%w init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x16xf32>, tensor<f32>) -> tensor<4xf32>
  %t1 = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<4xf32>) -> tensor<4x1xf32>
  %t2 = stablehlo.convert %t1 : (tensor<4x1xf32>) -> tensor<4x1xf16>
  %tb = stablehlo.broadcast_in_dim %t2, dims = [0, 1] : (tensor<4x1xf16>) -> tensor<4x16xf16>
  %p = stablehlo.divide %e, %tb : tensor<4x16xf16>
  return %p : tensor<4x16xf16>
}
// CHECK: softmax1: N 4, K 16; 32 -> 32 bits
func.func @unlimited(%x: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<4x16xf32>
  %t = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x16xf32>, tensor<f32>) -> tensor<4xf32>
  %tb = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<4xf32>) -> tensor<4x16xf32>
  %p = stablehlo.divide %e, %tb : tensor<4x16xf32>
  return %p : tensor<4x16xf32>
}

// A mask chooses what is compared, what is summed and what is kept, as in jax.nn.softmax with `where`.
// CHECK: batched1: G 2, N 4, K 16, C 8;
// CHECK: softmax2: G 2, N 4, K 16; 32 -> 32 bits, {{[0-9]+}} operation{{s?}} an element; plus 8 bits along NK
// CHECK: softmax2 may take its input from batched1 on chip: G = G, N = N, K = K
func.func @masked(%q: tensor<2x4x8xf32>, %k: tensor<2x16x8xf32>, %mask: tensor<4x16xi1>) -> tensor<2x4x16xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %lows = stablehlo.constant dense<0xFF800000> : tensor<2x4x16xf32>
  %zeros = stablehlo.constant dense<0.0> : tensor<2x4x16xf32>
  %b = stablehlo.broadcast_in_dim %mask, dims = [1, 2] : (tensor<4x16xi1>) -> tensor<2x4x16xi1>
  %x = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [2] x [2] : (tensor<2x4x8xf32>, tensor<2x16x8xf32>) -> tensor<2x4x16xf32>
  %c = stablehlo.select %b, %x, %lows : tensor<2x4x16xi1>, tensor<2x4x16xf32>
  %m = stablehlo.reduce(%c init: %low) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x16xf32>, tensor<f32>) -> tensor<2x4xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x16xf32>
  %d = stablehlo.subtract %c, %mb : tensor<2x4x16xf32>
  %e = stablehlo.exponential %d : tensor<2x4x16xf32>
  %f = stablehlo.select %b, %e, %zeros : tensor<2x4x16xi1>, tensor<2x4x16xf32>
  %t = stablehlo.reduce(%f init: %zero) applies stablehlo.add across dimensions = [2] : (tensor<2x4x16xf32>, tensor<f32>) -> tensor<2x4xf32>
  %tb = stablehlo.broadcast_in_dim %t, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x16xf32>
  %p = stablehlo.divide %e, %tb : tensor<2x4x16xf32>
  %r = stablehlo.select %b, %p, %zeros : tensor<2x4x16xi1>, tensor<2x4x16xf32>
  return %r : tensor<2x4x16xf32>
}

// What sums other elements than it keeps is none.
// CHECK-NOT: softmax
func.func @masks(%x: tensor<4x16xf32>, %mask: tensor<4x16xi1>, %other: tensor<4x16xi1>) -> tensor<4x16xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %zeros = stablehlo.constant dense<0.0> : tensor<4x16xf32>
  %e = stablehlo.exponential %x : tensor<4x16xf32>
  %f = stablehlo.select %mask, %e, %zeros : tensor<4x16xi1>, tensor<4x16xf32>
  %t = stablehlo.reduce(%f init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x16xf32>, tensor<f32>) -> tensor<4xf32>
  %tb = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<4xf32>) -> tensor<4x16xf32>
  %p = stablehlo.divide %e, %tb : tensor<4x16xf32>
  %r = stablehlo.select %other, %p, %zeros : tensor<4x16xi1>, tensor<4x16xf32>
  return %r : tensor<4x16xf32>
}

// What divides by the sum of something else, or subtracts a logarithm, is none.
// CHECK-NOT: softmax
func.func @others(%x: tensor<4x16xf32>, %y: tensor<4x16xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<4x16xf32>
  %t = stablehlo.reduce(%y init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x16xf32>, tensor<f32>) -> tensor<4xf32>
  %tb = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<4xf32>) -> tensor<4x16xf32>
  %p = stablehlo.divide %e, %tb : tensor<4x16xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x16xf32>, tensor<f32>) -> tensor<4xf32>
  %l = stablehlo.log %s : tensor<4xf32>
  %lb = stablehlo.broadcast_in_dim %l, dims = [0] : (tensor<4xf32>) -> tensor<4x16xf32>
  %g = stablehlo.subtract %x, %lb : tensor<4x16xf32>
  return %p, %g : tensor<4x16xf32>, tensor<4x16xf32>
}
