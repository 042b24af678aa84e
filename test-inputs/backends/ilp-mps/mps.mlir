// RUN: fusec %S/../../passes/plan-kernels/columns.mlir -passes=import,plan-kernels -emit=ilp-mps | FileCheck %s
// RUN: not fusec %S/../../passes/plan-kernels/columns.mlir -emit=ilp-mps 2>&1 | FileCheck %s --check-prefix=NONE
// CHECK: NAME kernels
// CHECK-NEXT: ROWS
// CHECK-NEXT:  N cost
// CHECK-NEXT:  L item0
// CHECK: COLUMNS
// CHECK: x0 cost -{{[0-9]+}}
// CHECK: RHS
// CHECK: BOUNDS
// CHECK: BV bound x0
// CHECK: ENDATA
// NONE: error: '-emit=ilp-mps' needs a choice of kernels
