// Kernels of the same shape that share nothing are one launch; one that needs another is in the next.
// RUN: fusec %s -check-semantics -passes=import,plan-kernels -remarks=plan-kernels 2>&1 | FileCheck %s
// RUN: fusec %s -check-semantics -passes=import,plan-kernels{horizontal=false} | FileCheck %s --check-prefix=ALONE
// RUN: fusec %s -check-semantics -passes=import,plan-kernels{packing=2} | FileCheck %s --check-prefix=TWO
// RUN: fusec %s -check-semantics -passes=kernels | FileCheck %s --check-prefix=ROWS
// RUN: fusec %s -passes=kernels -run=main -seed=7 | FileCheck %s --check-prefix=AGREES

// CHECK: remark: plan-kernels: one launch of 3 kernels of 1 op
// CHECK: fuse.kernel_plan = {gap = 0.000000e+00 : f64, kernels = 3 : i64, launches = 1 : i64, {{.*}}pack_gap = 0.000000e+00 : f64
// CHECK: "fuse.group"
// CHECK-COUNT-3: "fuse.group"
// CHECK: parameters = {offchip_bytes = 24576 : i64, parts = 3 : i64
// ALONE: fuse.kernel_plan = {gap = 0.000000e+00 : f64, kernels = 3 : i64, lower_bound_bytes = 24576 : i64
// TWO: launches = 2 : i64
// ROWS: "kernel.launch"(%arg0, %arg1, %arg2)
// ROWS-COUNT-3: kernel.rows
// ROWS-NOT: kernel.launch
// AGREES: all 3 outputs agree with the reference run
func.func @main(%a: tensor<32x32xf32>, %b: tensor<32x32xf32>, %c: tensor<32x32xf32>)
    -> (tensor<32x32xf32>, tensor<32x32xf32>, tensor<32x32xf32>) {
  %x = stablehlo.tanh %a : tensor<32x32xf32>
  %y = stablehlo.tanh %b : tensor<32x32xf32>
  %z = stablehlo.tanh %c : tensor<32x32xf32>
  return %x, %y, %z : tensor<32x32xf32>, tensor<32x32xf32>, tensor<32x32xf32>
}
