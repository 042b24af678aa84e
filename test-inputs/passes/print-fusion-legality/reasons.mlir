// Every reason that the analysis knows, each provoked; loops.mlir and softmax.mlir have halo, reduction-boundary,
// row-barrier, multiple-users and cycle.
// RUN: fusec %s -split-input-file -passes=print-fusion-legality -o %t 2>&1 | FileCheck %s
// RUN: fusec %s -split-input-file -passes=fusion-legality -stats -o %t 2>&1 | FileCheck %s --check-prefix=STATS
// STATS-DAG: edges with escapes
// STATS-DAG: edges with element-type-change
// STATS-DAG: edges with incompatible-maps
// STATS-DAG: edges with dynamic-extent
// STATS-DAG: edges with side-effects
// STATS-DAG: edges with cycle
// STATS-DAG: edges with unsupported-kind

// CHECK: reasons.mlir:[[#@LINE+4]]:8: remark: abs.1 -> negate.1 #0: conditional, d0=d0: 2 users: negate.1, convert.1; the function returns the value
// CHECK: abs.1 -> convert.1 #0: conditional, d0=d0: 2 users: negate.1, convert.1; the function returns the value; elements change from f32 to bf16
func.func @escapes(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xbf16>) {
  %a = stablehlo.abs %x : tensor<4xf32>
  %b = stablehlo.negate %a : tensor<4xf32>
  %c = stablehlo.convert %a : (tensor<4xf32>) -> tensor<4xbf16>
  return %a, %b, %c : tensor<4xf32>, tensor<4xf32>, tensor<4xbf16>
}

// -----

// CHECK: abs.1 -> negate.1 #0: conditional, d0=d0: the value is captured by if.1
// CHECK: negate.2 -> atan2.1 #0: illegal, d0=d0: cycle through if.1, which needs the one and which the other needs; the value is captured by if.1
// CHECK: if.1 -> atan2.1 #1: illegal: if.1 is control flow
func.func @captured(%x: tensor<4xf32>, %p: tensor<i1>) -> (tensor<4xf32>, tensor<4xf32>) {
  %a = stablehlo.abs %x : tensor<4xf32>
  %b = stablehlo.negate %a : tensor<4xf32>
  %n = stablehlo.negate %x : tensor<4xf32>
  %c = "stablehlo.if"(%p) ({
    %s = stablehlo.add %n, %a : tensor<4xf32>
    stablehlo.return %s : tensor<4xf32>
  }, {
    stablehlo.return %n : tensor<4xf32>
  }) : (tensor<i1>) -> tensor<4xf32>
  %d = "stablehlo.atan2"(%n, %c) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %b, %d : tensor<4xf32>, tensor<4xf32>
}

// -----

// CHECK: abs.1 -> negate.1 #0: conditional, d0=d0: br.1 passes the value on
func.func @passed(%x: tensor<4xf32>) -> tensor<4xf32> {
  %a = stablehlo.abs %x : tensor<4xf32>
  %b = stablehlo.negate %a : tensor<4xf32>
  cf.br ^end(%a, %b : tensor<4xf32>, tensor<4xf32>)
^end(%c: tensor<4xf32>, %d: tensor<4xf32>):
  %e = stablehlo.add %c, %d : tensor<4xf32>
  return %e : tensor<4xf32>
}

// -----

// The rows of 4 are cut into rows of 3: no loop of the one is a loop of the other.
// CHECK: abs.1 -> reshape.1 #0: illegal: the loops do not align: index 0 of the tensor is (d0 * 3 + d1) floordiv 4
func.func @maps(%x: tensor<6x4xf32>) -> tensor<8x3xf32> {
  %a = stablehlo.abs %x : tensor<6x4xf32>
  %r = stablehlo.reshape %a : (tensor<6x4xf32>) -> tensor<8x3xf32>
  %b = stablehlo.negate %r : tensor<8x3xf32>
  return %b : tensor<8x3xf32>
}

// -----

// Plain loops need no extents; windows do.
// CHECK: tanh.1 -> exp.1 #0: legal, d0=d0, d1=d1
// CHECK: exp.1 -> conv_2d.1 #0: illegal: the extent of d2 of conv_2d.1 is not known
func.func @dynamic(%x: tensor<?x?xf32>, %k: tensor<?x?xf32>, %o: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %a = math.tanh %x : tensor<?x?xf32>
  %b = math.exp %a : tensor<?x?xf32>
  %c = linalg.conv_2d ins(%b, %k : tensor<?x?xf32>, tensor<?x?xf32>) outs(%o : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %c : tensor<?x?xf32>
}

// -----

// CHECK: abs.1 -> custom_call.1 #0: illegal: custom_call.1 has side effects; custom_call.1 is an op without a known loop nest
// CHECK: abs.1 -> call.1 #0: illegal: call.1 is a call: inline it first
// CHECK: abs.1 -> gather.1 #0: illegal: gather.1 is unsupported: its indices depend on data
// CHECK: gather.1 -> op.1 #0: illegal: gather.1 is unsupported: its indices depend on data; op.1 is an op of an unknown dialect
// CHECK: abs.1 -> cholesky.1 #0: illegal: cholesky.1 is an op without a known loop nest
func.func private @g(tensor<4x4xf32>) -> tensor<4x4xf32>
func.func @kinds(%x: tensor<4x4xf32>, %i: tensor<2x1xi32>) -> (tensor<2xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>) {
  %a = stablehlo.abs %x : tensor<4x4xf32>
  %b = stablehlo.custom_call @effect(%a) {has_side_effect = true} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = call @g(%a) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %d = "stablehlo.gather"(%a, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 4>}> : (tensor<4x4xf32>, tensor<2x1xi32>) -> tensor<2x4xf32>
  %e = "my.op"(%d) : (tensor<2x4xf32>) -> tensor<2xf32>
  %f = "stablehlo.cholesky"(%a) <{lower = true}> : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %e, %b, %c, %f : tensor<2xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
}
