// What the pass refuses, and why.
// RUN: not fusec %s -passes=schedule-multicore 2>&1 | FileCheck %s --check-prefix=TARGET
// RUN: not fusec %s -passes='schedule-multicore{budget=none}' -target=q4 2>&1 | FileCheck %s --check-prefix=BUDGET
// RUN: not fusec %s -passes='schedule-multicore{granularity=rows size=0}' -target=q4 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: sed 's/NAME/core22/' %s | not fusec - -passes=schedule-multicore -target=q4 2>&1 | FileCheck %s --check-prefix=CORE
// RUN: sed 's/NAME/vector-core/' %s | not fusec - -passes=schedule-multicore -target=q4 2>&1 | FileCheck %s --check-prefix=PIN
// RUN: sed 's/NAME/core2/' %s | fusec - -passes=schedule-multicore,check-schedule -target=q4 | FileCheck %s
// RUN: sed 's/"NAME"/"core2", sched.cuts = "d1 by 2"/' %s | fusec - -passes=schedule-multicore,check-schedule -target=q4 | FileCheck %s --check-prefix=CUTS

// TARGET: error: schedule-multicore needs a machine: name one with -target=<machine>
// BUDGET: error: 'budget' takes a number of plans or seconds above 0 (2000, 2.5s), not 'none'
// SIZE: error: 'size' must be at least 1, not 0
// CORE: :[[# @LINE + 11]]:{{[0-9]+}}: error: 'sched.core' names no core of 'q4' with 'core22'
// CORE-SAME: it has core0, core1, core2, core3, pooling-core, vector-core
// PIN: error: layer 'matmul.1' is pinned to core 'vector-core', which has no unit for it (multiply-adds); these have one: 'core0', 'core1', 'core2', 'core3'
// CHECK-NOT: core = "core{{[013]}}"
// CHECK: "sched.node"() {core = "core2"
// CUTS: "sched.node"
// CUTS-SAME: upper = array<i64: 4, 2, 4>
func.func @main(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %z = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x4xf32>
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.matmul {sched.core = "NAME"} ins(%x, %w : tensor<4x4xf32>, tensor<4x4xf32>) outs(%f : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %p : tensor<4x4xf32>
}
