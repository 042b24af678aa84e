// A small attention head is cut along its rows, shared out over the four arrays, and fused; what comes out passes the checker and runs.
// RUN: fusec %s -passes='inline-groups,import,schedule-multicore{budget=5}' -target=q4 -remarks=schedule-multicore 2> %t | fusec - -passes=check-schedule | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t
// RUN: fusec %s -passes='inline-groups,import,schedule-multicore{budget=12},check-schedule' -target=q4 -run=main -on=multicore -seed=2 | FileCheck %s --check-prefix=RAN
// RUN: fusec %s -passes='inline-groups,import,schedule-multicore{objective=peak-memory budget=2 softmax=free},check-schedule' -target=ck64 -run=main -on=multicore -seed=2 | FileCheck %s --check-prefix=RAN
// RUN: fusec %s -passes='inline-groups,import,schedule-multicore{search=layer-by-layer objective=energy budget=20},check-schedule' -target=q4 -run=main -on=multicore -seed=2 | FileCheck %s --check-prefix=RAN
// RUN: fusec %s -passes='inline-groups,import,schedule-multicore{granularity=rows size=4 budget=3},check-schedule' -target=q4 -run=main -on=multicore -seed=2 | FileCheck %s --check-prefix=RAN
// RUN: fusec %s -passes='inline-groups,import,schedule-multicore{search=enumerate budget=10}' -target=ck64 -remarks=schedule-multicore 2>&1 >/dev/null | FileCheck %s --check-prefix=TABLE
// RUN: fusec %s -passes='inline-groups,import,schedule-multicore{objective=pareto budget=6}' -target=ck64 -remarks=schedule-multicore 2>&1 >/dev/null | FileCheck %s --check-prefix=PARETO

// CHECK: "sched.program"
// CHECK: sched.group = 0 : i64
// CHECK: "sched.node"
// CHECK: bound_cycles = {{[0-9]+}} : i64
// CHECK-SAME: machine = "q4"

// REMARK: remark: schedule-multicore: matmul.1: cut along loop 0
// REMARK: remark: schedule-multicore: group 0 fuses matmul.1, matmul.2, matmul.3, matmul.4, max.1, exp.1, sum.1, div.1, matmul.5
// REMARK: remark: schedule-multicore: {{[0-9]+}} cycles, {{[0-9]+}} pJ, {{[0-9]+}} bytes of features on chip at the most; no schedule takes fewer than
// REMARK: layer by layer it is

// RAN: output0  16x8 f32 {{.*}} ok
// RAN: cycles

// TABLE: {"choice":"KKKKK","cycles":{{[0-9]+}},"energy_pj":{{[0-9.]+}},"peak_feature_bytes":{{[0-9]+}}}
// TABLE: {"choice":"KKKKC",

// PARETO: {"cycles":{{[0-9]+}},"energy_pj":{{[0-9.]+}},"peak_feature_bytes":{{[0-9]+}},"plan":{"layers":[{"cuts":
module @head {
  func.func public @main(%arg0: tensor<16x8xf32>, %arg1: tensor<8x8xf32>, %arg2: tensor<8x8xf32>, %arg3: tensor<8x8xf32>) -> tensor<16x8xf32> {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0] : (tensor<16x8xf32>, tensor<8x8xf32>) -> tensor<16x8xf32>
    %1 = stablehlo.dot_general %arg0, %arg2, contracting_dims = [1] x [0] : (tensor<16x8xf32>, tensor<8x8xf32>) -> tensor<16x8xf32>
    %2 = stablehlo.dot_general %arg0, %arg3, contracting_dims = [1] x [0] : (tensor<16x8xf32>, tensor<8x8xf32>) -> tensor<16x8xf32>
    %3 = stablehlo.dot_general %0, %1, contracting_dims = [1] x [1] : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x16xf32>
    %4 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %5 = stablehlo.reduce(%3 init: %4) applies stablehlo.maximum across dimensions = [1] : (tensor<16x16xf32>, tensor<f32>) -> tensor<16xf32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0] : (tensor<16xf32>) -> tensor<16x16xf32>
    %7 = stablehlo.subtract %3, %6 : tensor<16x16xf32>
    %8 = stablehlo.exponential %7 : tensor<16x16xf32>
    %9 = stablehlo.constant dense<0.0> : tensor<f32>
    %10 = stablehlo.reduce(%8 init: %9) applies stablehlo.add across dimensions = [1] : (tensor<16x16xf32>, tensor<f32>) -> tensor<16xf32>
    %11 = stablehlo.broadcast_in_dim %10, dims = [0] : (tensor<16xf32>) -> tensor<16x16xf32>
    %12 = stablehlo.divide %8, %11 : tensor<16x16xf32>
    %13 = stablehlo.dot_general %12, %2, contracting_dims = [1] x [0] : (tensor<16x16xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    return %13 : tensor<16x8xf32>
  }
}
