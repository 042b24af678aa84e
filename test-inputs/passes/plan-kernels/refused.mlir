// A machine without a processor has no kernels, and options have bounds.
// RUN: not fusec %s -passes=import,plan-kernels -target=gemmini 2>&1 | FileCheck %s
// RUN: not fusec %s -passes='import,plan-kernels{k=0}' 2>&1 | FileCheck %s --check-prefix=K
// CHECK: error: plan-kernels needs a machine with a processor, such as cpu or h200, but 'gemmini' has none
// K: error: plan-kernels: 'k' must be from 1 to 64, and 'budget' above 0
module {
  func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
    %y = stablehlo.negate %x : tensor<4xf32>
    return %y : tensor<4xf32>
  }
}
