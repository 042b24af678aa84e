// What must be held on chip at once, against what a machine has.
// RUN: fusec %s -split-input-file -target=fadiff-small -passes=print-fusion-legality -o %t 2>&1 | FileCheck %s
// RUN: fusec %s -split-input-file -passes=print-fusion-legality -o %t 2>&1 | FileCheck %s --check-prefix=FREE

// The second product adds over the columns of the first: a row of 4096 f32 is held, or 4096 partial sums. Both are 16 KB, and
// the machine has 8 KB for either. One output, or one column, needs 4 bytes.
// CHECK: dot.1 -> tanh.1 #0: conditional, d0=d0, d1=d1: reduction boundary
// CHECK: tanh.1 -> dot.2 #0: illegal, d0=d0, d1=d2: the least tile needs 16384 bytes of 'scratchpad', which has 8192
// CHECK: dot.2 -> dot.3 #0: conditional
// FREE-NOT: illegal
func.func @products(%x: tensor<4x8xf32>, %v: tensor<8x4096xf32>, %w: tensor<4096x4096xf32>, %u: tensor<4096x1xf32>) -> tensor<4x1xf32> {
  %0 = stablehlo.dot %x, %v : (tensor<4x8xf32>, tensor<8x4096xf32>) -> tensor<4x4096xf32>
  %1 = stablehlo.tanh %0 : tensor<4x4096xf32>
  %2 = stablehlo.dot %1, %w : (tensor<4x4096xf32>, tensor<4096x4096xf32>) -> tensor<4x4096xf32>
  %3 = stablehlo.dot %2, %u : (tensor<4x4096xf32>, tensor<4096x1xf32>) -> tensor<4x1xf32>
  return %3 : tensor<4x1xf32>
}

// -----

// A dimension beyond all memories.
// CHECK: tanh.1 -> dot.1 #0: illegal, d0=d0, d1=d2: the least tile needs 4398046511104 bytes of 'scratchpad', which has 8192
func.func @enormous(%x: tensor<4x1099511627776xf32>, %w: tensor<1099511627776x1099511627776xf32>) -> tensor<4x1099511627776xf32> {
  %0 = stablehlo.tanh %x : tensor<4x1099511627776xf32>
  %1 = stablehlo.dot %0, %w : (tensor<4x1099511627776xf32>, tensor<1099511627776x1099511627776xf32>) -> tensor<4x1099511627776xf32>
  return %1 : tensor<4x1099511627776xf32>
}

// -----

// CHECK: tanh.1 -> matmul.1 #0: illegal, d0=d0, d1=d2: the extent of d1 of matmul.1 is not known
func.func @dynamic(%x: tensor<4x?xf32>, %w: tensor<?x?xf32>, %o: tensor<4x?xf32>) -> tensor<4x?xf32> {
  %0 = math.tanh %x : tensor<4x?xf32>
  %1 = linalg.matmul ins(%0, %w : tensor<4x?xf32>, tensor<?x?xf32>) outs(%o : tensor<4x?xf32>) -> tensor<4x?xf32>
  return %1 : tensor<4x?xf32>
}
