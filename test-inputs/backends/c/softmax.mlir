// The functions of a module as C without a library.

// REQUIRES: clang
// RUN: fusec %s -passes=import -emit=c:%t.c && clang -std=c11 -Wall -Wextra -Werror -ffreestanding -c %t.c -o %t.o
// RUN: FileCheck %s --input-file=%t.c
// RUN: fusec %s -passes=import -run=softmax -on=native -seed=1 | FileCheck %s --check-prefix=RUN-C

// CHECK-NOT: #include
// CHECK: void fusec_softmax(const fusec_f32 *in0, fusec_f32 *out0)
// RUN-C: @softmax on native:
// RUN-C-NEXT: output0 4x8 f32 {{.*}} ok

func.func @softmax(%a: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.reduce(%a init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %2 = stablehlo.subtract %a, %1 : tensor<4x8xf32>
  %3 = stablehlo.exponential %2 : tensor<4x8xf32>
  %4 = stablehlo.reduce(%3 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %6 = stablehlo.divide %3, %5 : tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}
