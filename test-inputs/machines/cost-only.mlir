// Machines that programs are mapped onto, and not lowered for. Vector units make layers of elementwise ops; the others leave
// those to the host.
// RUN: fusec %s -passes=print-network -target=g16 -o /dev/null 2>&1 | FileCheck %s
// RUN: fusec %s -passes=print-network -target=g16-nobypass -o /dev/null 2>&1 | FileCheck %s
// RUN: fusec %s -passes=print-network -target=e32-128k -o /dev/null 2>&1 | FileCheck %s
// RUN: fusec %s -passes=print-network -target=e32-192k -o /dev/null 2>&1 | FileCheck %s
// RUN: fusec %s -passes=print-network -target=e32-256k -o /dev/null 2>&1 | FileCheck %s
// RUN: fusec %s -passes=print-network -target=e32-448k -o /dev/null 2>&1 | FileCheck %s
// RUN: fusec %s -passes=print-network -target=e32-512k -o /dev/null 2>&1 | FileCheck %s
// RUN: not fusec %s -passes=lower-to-gemmini -target=g16 2>&1 | FileCheck %s --check-prefix=REFUSED

// REFUSED: error: machine 'g16' does not have Gemmini's instruction set
// Sums have the 8 bits that the array adds in; what the product adds to is read.
// CHECK: remark: print-network: matmul1: N 16, K 8, C 32; 8 x 8 + 8 -> 32 bits; plus 32 bits along NK
func.func @main(%a: tensor<16x32xi8>, %b: tensor<32x8xi8>, %c: tensor<16x8xi32>) -> tensor<16x8xi32> {
  %0 = linalg.matmul ins(%a, %b : tensor<16x32xi8>, tensor<32x8xi8>) outs(%c : tensor<16x8xi32>) -> tensor<16x8xi32>
  return %0 : tensor<16x8xi32>
}
