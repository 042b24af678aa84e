// A mask that is computed from counters is computed in each kernel that reads it, instead of being written and read.
// RUN: fusec %s -check-semantics -passes=import,plan-kernels -stats 2>&1 | FileCheck %s
// RUN: fusec %s -check-semantics -passes=import,plan-kernels{copies=false} -stats 2>&1 | FileCheck %s --check-prefix=WITHOUT
// RUN: fusec %s -passes=kernels -run=main -seed=7 | FileCheck %s --check-prefix=AGREES

// CHECK: 2  copies of free ops
// CHECK: 2  kernels
// CHECK: 46080  offchip bytes
// WITHOUT: 0  copies of free ops
// WITHOUT: 50688  offchip bytes
// AGREES: all 2 outputs agree with the reference run
func.func @main(%x: tensor<48x48xf32>, %y: tensor<48x48xf32>, %z: tensor<48x48xf32>)
    -> (tensor<48x48xf32>, tensor<48x48xf32>) {
  %i = stablehlo.iota dim = 0 : tensor<48x48xi32>
  %j = stablehlo.iota dim = 1 : tensor<48x48xi32>
  %m = stablehlo.compare GE, %i, %j : (tensor<48x48xi32>, tensor<48x48xi32>) -> tensor<48x48xi1>
  %zero = stablehlo.constant dense<0.0> : tensor<48x48xf32>
  %a = stablehlo.select %m, %x, %zero : tensor<48x48xi1>, tensor<48x48xf32>
  %p = stablehlo.dot_general %a, %y, contracting_dims = [1] x [0] : (tensor<48x48xf32>, tensor<48x48xf32>) -> tensor<48x48xf32>
  %b = stablehlo.select %m, %p, %z : tensor<48x48xi1>, tensor<48x48xf32>
  return %a, %b : tensor<48x48xf32>, tensor<48x48xf32>
}
