// Formats take options in braces, as passes and targets do; a wrong one is a mistake of the command line.
// RUN: fusec %s -emit=c{blas=cblas}:%t.c -emit=mlir:%t.mlir
// RUN: FileCheck %s --check-prefix=FILE --input-file=%t.c
// RUN: fusec %s '-emit=c{blas=own},mlir:%t.mlir' | FileCheck %s --check-prefix=FILE
// RUN: fusec -help=c | FileCheck %s --check-prefix=HELP
// RUN: not fusec %s -emit=c{blsa=cblas} 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: not fusec %s -emit=c{blas=mkl} 2>&1 | FileCheck %s --check-prefix=VALUE
// RUN: not fusec %s -emit=c{blas} 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not fusec %s '-emit=c{blas=own blas=own}' 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not fusec %s -emit=c{blas=own 2>&1 | FileCheck %s --check-prefix=OPEN
// RUN: not fusec %s -emit=cuda{blas=own} 2>&1 | FileCheck %s --check-prefix=OTHER
// RUN: not fusec %s -run=main -on=reference{blas=own} 2>&1 | FileCheck %s --check-prefix=EXECUTOR
// RUN: not fusec %s -run=main -on=native{blsa=own} 2>&1 | FileCheck %s --check-prefix=NATIVE
// FILE: Written by fusec
// HELP: blas=own  What multiplies matrices of f32: the file's own product, or cblas_sgemm. Takes one of 'own', 'cblas'.
// NAME: error: format 'c' has no option 'blsa'; did you mean 'blas'?
// VALUE: error: option 'blas' of format 'c' must be one of 'own', 'cblas', not 'mkl'
// NONE: error: option 'blas' of format 'c' needs a value, one of 'own', 'cblas': blas=...
// TWICE: error: option 'blas' of format 'c' is given twice
// OPEN: error: format 'c{blas=own' lacks the closing '}'
// OTHER: error: format 'cuda' has no option 'blas'; it takes none
// EXECUTOR: error: executor 'reference' takes no options
// NATIVE: error: executor 'native' has no option 'blsa'; did you mean 'blas'?
func.func @main() { return }
