// Loops and branches of scf as C: the numbers are those of the reference interpreter.
// REQUIRES: clang
// RUN: fusec %S/../../reference/scf_control/module.mlir -run=main -on=native -seed=1 -inputs=%S/../../reference/scf_control -expect=%S/../../reference/scf_control | FileCheck %s
// CHECK: all 10 outputs agree
// RUN: not fusec %s -emit=c 2>&1 | FileCheck %s --check-prefix=REFUSED
// REFUSED: error: 'c' can't express 'scf.execute_region': it has a region of several blocks

func.func @main(%c: i1) {
  scf.execute_region {
    cf.br ^bb1
  ^bb1:
    scf.yield
  }
  return
}
