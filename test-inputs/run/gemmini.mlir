// A program with host regions runs on the simulator, instruction by instruction checked against the rules, with the
// numbers of the module before the passes.

// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 | FileCheck %s
// CHECK:      @main on gemmini:
// CHECK-NEXT: output0 6x5 f32 {{.*}} ok
// CHECK-NEXT: the output agrees with the reference run of the module before the passes
// CHECK:      instructions {{[0-9]+}} in 2 segments, 0 violations
// CHECK-NEXT: host {{[0-9]+}} ops, {{[0-9.]+}} % of the arithmetic
// CHECK-NEXT: cycles {{[0-9]+}}, {{[0-9.]+}} % of the array used; at least {{[0-9]+}}
// CHECK-NEXT: dram {{[0-9]+}} bytes read, {{[0-9]+}} written, {{[0-9]+}} in use
// CHECK-NEXT: scratchpad
// CHECK-NEXT: accumulator
// CHECK-NEXT: energy not known

// The same figures as JSON; the bound counts multiply-adds and the traffic of inputs, constants and outputs.
// RUN: fusec %s -passes=lower-to-gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 -emit=cost-json:%t.json
// RUN: FileCheck %s --check-prefix=COST --input-file=%t.json
// COST:      "target": "gemmini-fp32"
// COST-NEXT: "model": "gemmini-simulator"
// COST:      "lower_bound"
// COST:      "name": "gemmini.segment @segment0"
// COST-NEXT: "location": "{{.*}}gemmini.mlir:
// COST:      "name": "gemmini.host @
// COST:      "name": "gemmini.segment @
// COST:      "multiply_adds": {{[0-9]+}}
// COST:      "host_share": 0.

// What cannot run is refused.
// RUN: not fusec %s -run=main -on=gemmini -seed=1 -target=gemmini-fp32 2>&1 | FileCheck %s --check-prefix=PROGRAM
// PROGRAM: error: @main has no gemmini.program to run: lower the module with -passes=gemmini
// RUN: not fusec %s -run=main -on=gemmini -seed=1 2>&1 | FileCheck %s --check-prefix=MACHINE
// MACHINE: error: -on=gemmini needs a machine

func.func @main(%a: tensor<6x7xf32>, %b: tensor<7x4xf32>, %c: tensor<4x5xf32>) -> tensor<6x5xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<6x4xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<6x4xf32>) -> tensor<6x4xf32>
  %hidden = linalg.matmul ins(%a, %b : tensor<6x7xf32>, tensor<7x4xf32>) outs(%zeros : tensor<6x4xf32>) -> tensor<6x4xf32>
  %active = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%hidden : tensor<6x4xf32>) outs(%empty : tensor<6x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %t = math.tanh %in : f32
    linalg.yield %t : f32
  } -> tensor<6x4xf32>
  %result = tensor.empty() : tensor<6x5xf32>
  %start = linalg.fill ins(%zero : f32) outs(%result : tensor<6x5xf32>) -> tensor<6x5xf32>
  %output = linalg.matmul ins(%active, %c : tensor<6x4xf32>, tensor<4x5xf32>) outs(%start : tensor<6x5xf32>) -> tensor<6x5xf32>
  return %output : tensor<6x5xf32>
}
