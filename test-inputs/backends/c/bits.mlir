// Integer functions and tests of floats as C.
// REQUIRES: clang
// RUN: fusec %s -run=main -on=native -seed=4 | FileCheck %s
// CHECK: all 10 outputs agree

func.func @main(%x: tensor<64xi16>, %y: tensor<64xi16>, %f: tensor<64xf32>, %l: tensor<64xi64>) -> (tensor<64xi16>, tensor<64xi16>, tensor<64xi16>, tensor<64xi16>, tensor<64xi1>, tensor<64xi1>, tensor<64xi16>, tensor<64xi16>, tensor<64xi64>, tensor<64xi4>) {
  %0 = math.cttz %x : tensor<64xi16>
  %1 = math.ctlz %x : tensor<64xi16>
  %2 = math.ctpop %x : tensor<64xi16>
  %3 = math.absi %x : tensor<64xi16>
  %4 = math.isnormal %f : tensor<64xf32>
  %5 = math.isfinite %f : tensor<64xf32>
  %6 = arith.floordivsi %x, %y : tensor<64xi16>
  %7 = arith.remui %x, %y : tensor<64xi16>
  %8 = arith.shrsi %l, %l : tensor<64xi64>
  %9 = arith.trunci %l : tensor<64xi64> to tensor<64xi4>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9 : tensor<64xi16>, tensor<64xi16>, tensor<64xi16>, tensor<64xi16>, tensor<64xi1>, tensor<64xi1>, tensor<64xi16>, tensor<64xi16>, tensor<64xi64>, tensor<64xi4>
}
