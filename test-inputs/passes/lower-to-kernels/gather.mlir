// Rows that look up elements of tables: a table is an operand that each row has all of, and bodies ask it for elements. Vectors read
// what lies one behind the other at once.
// RUN: fusec %s -check-semantics -target=cpu -passes=kernels | FileCheck %s
// RUN: fusec %s -target=cpu -passes=kernels -emit=c | FileCheck %s --check-prefix=C
// RUN: fusec %s -target=cpu -passes=kernels -emit=kernel-plan | FileCheck %s --check-prefix=PLAN
// RUN: fusec %s -target=cpu -passes=kernels -remarks=plan-kernels 2>&1 >%t | FileCheck %s --check-prefix=APART
// RUN: fusec %s -target=h200 -passes=kernels -emit=cuda | FileCheck %s --check-prefix=CUDA
// CHECK-LABEL: func.func @embedding
// CHECK-COUNT-1: "kernel.launch"
// CHECK: "kernel.rows"
// CHECK-NEXT: ^bb0(%[[ROW:.*]]: index, %{{.*}}: tensor<37xf32>, %[[INDICES:.*]]: tensor<8xi32>, %[[TABLE:.*]]: tensor<50x37xf32>):
// CHECK: %[[INDEX:.*]] = tensor.extract %[[INDICES]][%[[ROW]]] : tensor<8xi32>
// CHECK: tensor.extract %[[TABLE]][%{{.*}}, %{{.*}}] : tensor<50x37xf32>
// CHECK-NOT: "kernel.launch"
// CHECK-LABEL: func.func @pick
// CHECK: "kernel.rows"
// CHECK: tensor.extract
// CHECK-NOT: "fuse.group"
// C-LABEL: /* Written by fusec
// The table's row lies one element behind the other, the indices are one for all lanes.
// C: __builtin_memcpy(&[[X:x[0-9]+]], &[[T:t[0-9]+]][(long long)({{.*}})[0] * 37 + (long long)({{.*}})[0] * 1], sizeof [[X]]);
// C: __builtin_memcpy(&{{x[0-9]+}}, &[[T]][(long long)({{.*}})[0] * 37 + (long long)({{.*}})[0] * 1], 20);
// Eight rows of the table are read, of eight other rows, and eight indices.
// PLAN: "name": "kernel_0"
// PLAN: "bytes": {
// PLAN-NEXT: "read": 2400,
// PLAN-NEXT: "written": 1184,
// APART: remark: plan-kernels: generic.1 and generic.2 are in two kernels: read-anywhere, generic.2 reads the tensor at places that its loops don't tell
// APART: note: generic.2 is here
// CUDA: __global__
// CUDA: int [[E:e[0-9]+]] = {{in[0-9]+}}[(r0)];
func.func @embedding(%t: tensor<50x37xf32>, %i: tensor<8xi32>, %s: tensor<8x37xf32>) -> tensor<8x37xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %g = "stablehlo.gather"(%t, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 37>}> : (tensor<50x37xf32>, tensor<8xi32>) -> tensor<8x37xf32>
  %a = stablehlo.add %g, %s : tensor<8x37xf32>
  %sum = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<8x37xf32>, tensor<f32>) -> tensor<8xf32>
  %b = stablehlo.broadcast_in_dim %sum, dims = [0] : (tensor<8xf32>) -> tensor<8x37xf32>
  %h = stablehlo.divide %a, %b : tensor<8x37xf32>
  return %h : tensor<8x37xf32>
}
func.func @pick(%x: tensor<8x50xf32>, %i: tensor<8x1xi32>) -> tensor<8xf32> {
  %g = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<8x50xf32>, tensor<8x1xi32>) -> tensor<8xf32>
  %h = stablehlo.log %g : tensor<8xf32>
  return %h : tensor<8xf32>
}
// What is looked up must be complete before: it is not of the same kernel.
func.func @computed(%x: tensor<8x50xf32>, %i: tensor<8x1xi32>) -> tensor<8xf32> {
  %e = stablehlo.exponential %x : tensor<8x50xf32>
  %g = "stablehlo.gather"(%e, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<8x50xf32>, tensor<8x1xi32>) -> tensor<8xf32>
  %h = stablehlo.log %g : tensor<8xf32>
  return %h : tensor<8xf32>
}
