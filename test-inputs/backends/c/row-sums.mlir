// Sums over rows: a block of 16 rows is added up in memory of the thread, blocks to a total in f64, and that to the result.

// REQUIRES: clang
// RUN: fusec %s -target=cpu -passes=kernels -emit=c:%t.c
// RUN: clang -std=c11 -Wall -Wextra -Werror -fsyntax-only %t.c
// RUN: FileCheck %s --input-file=%t.c
// RUN: fusec %s -target=cpu -passes=kernels -run=columns -on=native -seed=1 | FileCheck %s --check-prefix=RUN-C

// CHECK: fusec_f32 *[[SUM:sum_[0-9]+]] = (fusec_f32 *)(scratch + 0);
// CHECK-NEXT: double *[[TOTAL:total_[0-9]+]] = (double *)(scratch + 192);
// CHECK-NEXT: for (long long i = 0; i < 37; i++) [[SUM]][i] = 0.0f
// CHECK-NEXT: for (long long i = 0; i < 37; i++) [[TOTAL]][i] = 0.0f
// CHECK-NEXT: for (long long row = begin; row < end; row++) {
// CHECK-NOT: = 0.0f
// CHECK: __builtin_memcpy(&[[SUM]][(v)], &{{.*}}, sizeof
// CHECK: if ((row - begin) % 16 == 15 || row + 1 == end) {
// CHECK-NEXT: for (long long i = 0; i < 37; i++) {
// CHECK-NEXT: [[TOTAL]][i] = [[TOTAL]][i] + [[SUM]][i];
// CHECK-NEXT: [[SUM]][i] = 0.0f;
// CHECK: out0[i] = (float)(out0[i] + [[TOTAL]][i]);
// RUN-C: output0 37 f32 {{.*}} ok
// What a function does not read is no warning either.
func.func @columns(%x: tensor<75x37xf32>, %unread: tensor<37xf32>) -> tensor<37xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.multiply %x, %x : tensor<75x37xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<75x37xf32>, tensor<f32>) -> tensor<37xf32>
  return %1 : tensor<37xf32>
}
