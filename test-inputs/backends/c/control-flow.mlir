// Loops and branches as C: the numbers are those of the reference interpreter.
// REQUIRES: clang
// RUN: fusec %s -run=main -on=native -seed=1 | FileCheck %s
// CHECK: all 4 outputs agree
// RUN: fusec %s -emit=c | FileCheck %s --check-prefix=TEXT
// TEXT: void fusec_main(const fusec_s32 *in0, const fusec_f32 *in1, fusec_s32 *out0, fusec_f32 *out1, fusec_f32 *out2, fusec_f32 *out3) {
// TEXT: for (;;) {

func.func @main(%n: tensor<i32>, %x: tensor<4xf32>) -> (tensor<i32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %one = stablehlo.constant dense<1> : tensor<i32>
  %seven = stablehlo.constant dense<7> : tensor<i32>
  %ones = stablehlo.constant dense<1.0> : tensor<4xf32>
  // The two carried tensors are exchanged in every iteration.
  %r:3 = "stablehlo.while"(%zero, %x, %ones) ({
  ^bb0(%i: tensor<i32>, %a: tensor<4xf32>, %b: tensor<4xf32>):
    %go = "stablehlo.compare"(%i, %seven) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "stablehlo.return"(%go) : (tensor<i1>) -> ()
  }, {
  ^bb0(%i: tensor<i32>, %a: tensor<4xf32>, %b: tensor<4xf32>):
    %next = "stablehlo.add"(%i, %one) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %sum = "stablehlo.add"(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    "stablehlo.return"(%next, %b, %sum) : (tensor<i32>, tensor<4xf32>, tensor<4xf32>) -> ()
  }) : (tensor<i32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<i32>, tensor<4xf32>, tensor<4xf32>)
  %c = "stablehlo.case"(%n) ({
    %s = "stablehlo.sine"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    "stablehlo.return"(%s) : (tensor<4xf32>) -> ()
  }, {
    "stablehlo.return"(%x) : (tensor<4xf32>) -> ()
  }, {
    %s = "stablehlo.negate"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    "stablehlo.return"(%s) : (tensor<4xf32>) -> ()
  }) : (tensor<i32>) -> tensor<4xf32>
  return %r#0, %r#1, %r#2, %c : tensor<i32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
