// A softmax is one kernel of 8 rows: the maximum and the sum are scalars of a row, and the row is gone through three times.
// RUN: fusec %s -check-semantics -passes=import,plan-kernels -target=cpu | FileCheck %s
// RUN: fusec %s -passes=import,plan-kernels -remarks=plan-kernels 2>&1 >%t | FileCheck %s --check-prefix=REMARK
// RUN: fusec %s -passes='import,print-fusion-legality{kernels}' 2>&1 >%t | FileCheck %s --check-prefix=KINDS
// CHECK: func.func @main
// CHECK-SAME: fuse.kernel_plan = {gap = 0.000000e+00 : f64, kernels = 1 : i64, lower_bound_bytes = 1024 : i64
// CHECK-SAME: objective = "time", offchip_bytes = 1024 : i64
// CHECK-NOT: linalg.generic
// CHECK: "fuse.group"(%arg0)
// CHECK: }) {kind = "kernel", parameters = {offchip_bytes = 1024 : i64, picoseconds = {{[0-9]+}} : i64, rows = 8 : i64, scratch_bytes = 64 : i64, sweeps = 3 : i64}}
// CHECK-NOT: linalg.generic
// CHECK: return
// REMARK: remark: plan-kernels: one kernel of 4 ops, {{.*}}: 8 rows, each gone through 3 times, 64 bytes of it kept, 1024 bytes from and to memory
// KINDS: generic.1 -> generic.2 #1: {{.*}}; in a kernel: row-scalar
// KINDS: generic.2 -> generic.3 #0: {{.*}}; in a kernel: register
module {
  func.func @main(%x: tensor<8x16xf32>) -> tensor<8x16xf32> {
    %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %max = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
    %m = stablehlo.broadcast_in_dim %max, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
    %d = stablehlo.subtract %x, %m : tensor<8x16xf32>
    %e = stablehlo.exponential %d : tensor<8x16xf32>
    %sum = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
    %s = stablehlo.broadcast_in_dim %sum, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
    %r = stablehlo.divide %e, %s : tensor<8x16xf32>
    return %r : tensor<8x16xf32>
  }
}
