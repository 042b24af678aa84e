// RUN: fusec %s -passes="form-groups{groups='tanh.1+negate.1'},fusion-legality" -emit=legality-dot | FileCheck %s
// RUN: not fusec %s -emit=legality-dot 2>&1 | FileCheck %s --check-prefix=MISSING

// CHECK: digraph "fusion legality" {
// CHECK: subgraph cluster0 {
// CHECK-NEXT: label="@main";
// CHECK: [[A:n[0-9]+]] [label="abs.1\n8x16xf32"
// CHECK: [[R:n[0-9]+]] [label="reduce.1\n8xf32"
// CHECK: [[B:n[0-9]+]] [label="broadcast_in_dim.1\n8x16xf32"
// CHECK: [[S:n[0-9]+]] [label="subtract.1\n8x16xf32"
// CHECK: subgraph cluster1 {
// CHECK-NEXT: label="group.1 tile";
// CHECK: [[A]] -> [[R]] [color="#b26a00", fontcolor="#7a4a00", label="2 users"];
// CHECK: [[A]] -> [[S]] [color="#b0413e", fontcolor="#b0413e", style=dashed, label="cycle through reduce.1\n2 users"];
// CHECK: [[B]] -> [[S]] [color="#b26a00", fontcolor="#7a4a00", label="after reduction\nrow barrier d1 of reduce.1"];
// CHECK: [[S]] -> {{n[0-9]+}} [color="#2e7d32", fontcolor="#2e7d32"];
// MISSING: error: '-emit=legality-dot' draws the #fuse.edge attributes of ops, and there are none: add 'fusion-legality' at the end of -passes
func.func @main(%x: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %c = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %a = stablehlo.abs %x : tensor<8x16xf32>
  %m = stablehlo.reduce(%a init: %c) applies stablehlo.maximum across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  %b = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %s = stablehlo.subtract %a, %b : tensor<8x16xf32>
  %t = stablehlo.tanh %s : tensor<8x16xf32>
  %n = stablehlo.negate %t : tensor<8x16xf32>
  return %n : tensor<8x16xf32>
}
