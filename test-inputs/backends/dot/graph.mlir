// Functions, regions and blocks are clusters; values are edges with their shapes; foreign ops are drawn too.
// RUN: fusec %s -emit=dot | FileCheck %s

// CHECK: digraph "net" {
// CHECK: subgraph cluster0 {
// CHECK-NEXT: label="func.func @main"
// CHECK: [[X:n[0-9]+]] [label="arg0\n4x8xf32"
// CHECK: [[N:n[0-9]+]] [label="arg1\ni32"
// CHECK: [[C:n[0-9]+]] [label="stablehlo.constant 0.5\nf32"
// CHECK: [[W:n[0-9]+]] [label="stablehlo.constant 12 elements\n4x3xf32"
// CHECK: [[R:n[0-9]+]] [label="stablehlo.reduce\nadd\n4xf32"
// CHECK: subgraph cluster1 {
// CHECK-NEXT: label="stablehlo.case"
// CHECK: [[CASE:n[0-9]+]] [label="stablehlo.case\n4xf32"
// CHECK: label="region 0"
// CHECK: [[SIN:n[0-9]+]] [label="stablehlo.sine\n4xf32"
// CHECK: label="region 1"
// CHECK: [[OWN:n[0-9]+]] [label="my.op\n4xf32\n4x3xf32"
// CHECK: subgraph {{cluster[0-9]+}} {
// CHECK: label="^bb1"
// CHECK-DAG: [[X]] -> [[R]] [label="4x8xf32"];
// CHECK-DAG: [[C]] -> [[R]] [label="f32"];
// CHECK-DAG: [[N]] -> [[CASE]] [label="i32"];
// CHECK-DAG: [[R]] -> [[SIN]] [label="4xf32"];
// CHECK-DAG: [[CASE]] -> [[OWN]] [label="4xf32"];
// CHECK-DAG: [[W]] -> [[OWN]] [label="4x3xf32"];
// CHECK-DAG: [[OWN]] -> {{n[0-9]+}} [label="#1 4x3xf32"];
// CHECK-DAG: {{n[0-9]+}} -> {{n[0-9]+}} [style=dashed
// CHECK: }
module @net {
  func.func @main(%x: tensor<4x8xf32>, %n: tensor<i32>) -> (tensor<4xf32>, tensor<4x3xf32>) {
    %c = stablehlo.constant dense<0.5> : tensor<f32>
    %w = stablehlo.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [1.0, 2.0, 4.0]]> : tensor<4x3xf32>
    %r = stablehlo.reduce(%x init: %c) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
    %k = "stablehlo.case"(%n) ({
      %s = stablehlo.sine %r : tensor<4xf32>
      stablehlo.return %s : tensor<4xf32>
    }, {
      stablehlo.return %r : tensor<4xf32>
    }) : (tensor<i32>) -> tensor<4xf32>
    %o:2 = "my.op"(%k, %w) {note = "a \22quoted\22 <b>"} : (tensor<4xf32>, tensor<4x3xf32>) -> (tensor<4xf32>, tensor<4x3xf32>)
    return %o#0, %o#1 : tensor<4xf32>, tensor<4x3xf32>
  }
  func.func @loop(%i: i32) {
    cf.br ^next(%i : i32)
  ^next(%j: i32):
    cf.br ^next(%j : i32)
  }
}
