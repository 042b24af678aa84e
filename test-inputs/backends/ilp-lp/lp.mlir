// RUN: fusec %S/../../passes/plan-kernels/columns.mlir -passes=import,plan-kernels -emit=ilp-lp | FileCheck %s
// RUN: not fusec %S/../../passes/plan-kernels/columns.mlir -emit=ilp-lp 2>&1 | FileCheck %s --check-prefix=NONE
// CHECK: maximize
// CHECK-NEXT:  gain: + {{[0-9]+}} x0
// CHECK: subject to
// CHECK-NEXT:  item0: + x0
// CHECK: binaries
// CHECK-NEXT: x0
// CHECK: end
// NONE: error: '-emit=ilp-lp' needs a choice of kernels
