// The page shows the program, each pass with what it changed, costs, roofline, and the same bytes every time.
// RUN: fusec %s -passes=canonicalize,cse -target=gemmini-fp32 -emit=html:%t.1
// RUN: fusec %s -passes=canonicalize,cse -target=gemmini-fp32 -emit=html:%t.2
// RUN: diff %t.1 %t.2
// RUN: FileCheck %s --input-file=%t.1

// CHECK: <h1>net</h1>
// CHECK: <dt>Functions</dt><dd>1
// CHECK: <dt>Arithmetic</dt><dd>1.28 kop
// CHECK: <h2 id="program">
// CHECK: <td>stablehlo.add</td><td>elementwise</td><td class="n">2</td>
// CHECK: <h2 id="passes">
// CHECK: <label for="p0">input</label><label for="p1">1 canonicalize<small>+0 −2 ~1</small></label>
// CHECK-SAME: <label for="p2">2 cse<small>+0 −1 ~1</small></label>
// CHECK: id="panel1"
// CHECK: <path class="e gone"
// CHECK-DAG: <g class="node c-elementwise removed"
// CHECK-DAG: <g class="node c-elementwise changed"
// CHECK: <span class="r">−   %5 = stablehlo.add %3, %2 : tensor&lt;4x16xf32&gt;</span>
// CHECK: id="panel2"
// CHECK: <h2 id="cost">
// CHECK: <td>stablehlo.dot_general</td>
// CHECK: <h2 id="roofline">
// CHECK: ridge 2.0
// CHECK: <h2 id="timeline">
// CHECK: The program was not run
// CHECK: <h2 id="memory">
// CHECK: </html>
module @net {
  func.func @main(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>) -> tensor<4x16xf32> {
    %zero = stablehlo.constant dense<-0.0> : tensor<4x16xf32>
    %0 = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<4x8xf32>, tensor<8x16xf32>) -> tensor<4x16xf32>
    %1 = stablehlo.exponential %0 : tensor<4x16xf32>
    %2 = stablehlo.add %0, %zero : tensor<4x16xf32>
    %3 = stablehlo.exponential %2 : tensor<4x16xf32>
    %4 = stablehlo.add %1, %3 : tensor<4x16xf32>
    return %4 : tensor<4x16xf32>
  }
}
