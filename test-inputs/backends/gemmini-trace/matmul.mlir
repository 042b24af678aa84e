// A matrix product on the 4x4 array, tile by tile, as instructions, memory map and manifest.

// RUN: rm -rf %t && fusec %s -passes=gemmini -target=gemmini-fp32 -emit=gemmini-trace:%t 2>&1 | FileCheck %s
// RUN: diff %S/matmul.trace %t/program.trace
// RUN: diff %S/matmul.map %t/program.map
// RUN: diff %S/matmul.json %t/manifest.json
// RUN: fusec %s -passes=gemmini -target=gemmini-fp32 -emit=gemmini-trace:- | diff %S/matmul.stream -

// CHECK: remark: gemmini-trace: checked 19 instructions of 1 segment: 0 violations

func.func @main(%a: tensor<6x7xf32>, %b: tensor<7x4xf32>) -> tensor<6x4xf32> {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0] : (tensor<6x7xf32>, tensor<7x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}
