// Stores past the caches, of rows that don't all begin where a vector may be stored so: vectors are shifted.

// REQUIRES: clang
// RUN: fusec %s -target=cpu -passes="import,plan-kernels,lower-to-kernels{streaming=1}" -o %t.fir
// RUN: fusec %t.fir -emit=c:%t.c
// RUN: clang -std=c11 -Wall -Wextra -Werror -fsyntax-only %t.c
// RUN: clang -std=c11 -Wall -Wextra -Werror -mavx512f -fsyntax-only %t.c
// RUN: FileCheck %s --input-file=%t.c
// RUN: fusec %t.fir -run=odd -on=native -seed=1 | FileCheck %s --check-prefix=RUN-C
// RUN: fusec %t.fir -run=even -on=native -seed=2 | FileCheck %s --check-prefix=RUN-C
// RUN: fusec %t.fir -run=short -on=native -seed=3 | FileCheck %s --check-prefix=RUN-C
// RUN: fusec %t.fir -run=with_sum -on=native -seed=4 | FileCheck %s --check-prefix=RUN-C
// RUN-C: output0{{.*}}ok

// CHECK: static void fusec_rows_{{[0-9]+}}(
// CHECK: fusec_shift [[SHIFT:shift_[0-9]+]] = fusec_shift_begin(&
// CHECK-NEXT: for (long long v = 0; v < 64; v += 16)
// CHECK: fusec_shift_store(&[[SHIFT]], {{.*}});
// CHECK: fusec_shift_end(&[[SHIFT]]);
// CHECK: static void fusec_rows_{{[0-9]+}}(
// CHECK-NOT: fusec_shift
// CHECK: fusec_stream_vf(&
// CHECK: static void fusec_rows_{{[0-9]+}}(
// CHECK-NOT: fusec_shift
// CHECK: static void fusec_rows_{{[0-9]+}}(
// CHECK: fusec_shift_store(&
func.func @odd(%x: tensor<11x69xf32>) -> tensor<11x69xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.multiply %x, %x : tensor<11x69xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<11x69xf32>, tensor<f32>) -> tensor<11xf32>
  %2 = stablehlo.broadcast_in_dim %1, dims = [0] : (tensor<11xf32>) -> tensor<11x69xf32>
  %3 = stablehlo.divide %x, %2 : tensor<11x69xf32>
  return %3 : tensor<11x69xf32>
}
func.func @even(%x: tensor<11x64xf32>) -> tensor<11x64xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.multiply %x, %x : tensor<11x64xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<11x64xf32>, tensor<f32>) -> tensor<11xf32>
  %2 = stablehlo.broadcast_in_dim %1, dims = [0] : (tensor<11xf32>) -> tensor<11x64xf32>
  %3 = stablehlo.divide %x, %2 : tensor<11x64xf32>
  return %3 : tensor<11x64xf32>
}
func.func @short(%x: tensor<11x21xf32>) -> tensor<11x21xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.multiply %x, %x : tensor<11x21xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<11x21xf32>, tensor<f32>) -> tensor<11xf32>
  %2 = stablehlo.broadcast_in_dim %1, dims = [0] : (tensor<11xf32>) -> tensor<11x21xf32>
  %3 = stablehlo.divide %x, %2 : tensor<11x21xf32>
  return %3 : tensor<11x21xf32>
}
func.func @with_sum(%x: tensor<9x139xf32>, %y: tensor<9x139xf32>) -> (tensor<9x139xf32>, tensor<9xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.multiply %x, %y : tensor<9x139xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<9x139xf32>, tensor<f32>) -> tensor<9xf32>
  return %0, %1 : tensor<9x139xf32>, tensor<9xf32>
}
