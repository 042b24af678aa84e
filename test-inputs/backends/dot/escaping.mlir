// Names that would break the text, an empty module, and a declaration.
// RUN: fusec %s -emit=dot | FileCheck %s
// CHECK: label="func.func @a\"] x \\ <b>"
// CHECK: label="declaration"

// RUN: echo "" | fusec - -emit=dot | FileCheck %s --check-prefix=EMPTY
// EMPTY: digraph "module" {
// EMPTY: }

func.func private @"a\22] x \\ <b>"(tensor<f32>)
