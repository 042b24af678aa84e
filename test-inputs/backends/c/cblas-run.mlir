// Products by a library have the model's numbers; operands and results as they lie, transposed, in batches, and added to others.
// REQUIRES: clang, cblas
// RUN: fusec %s -passes=kernels -run=mlp -on=native{blas=cblas} -seed=1 | FileCheck %s
// RUN: fusec %s -passes=import -run=mlp -on=native{blas=cblas} -seed=2 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=layouts -on=native{blas=cblas} -seed=3 | FileCheck %s
// RUN: fusec %s -passes=kernels -run=heads -on=native{blas=cblas} -seed=4 | FileCheck %s
// CHECK: agree{{s?}} with the reference run of the module before the passes
func.func @mlp(%x: tensor<40x64xf32>, %w: tensor<64x48xf32>, %b: tensor<48xf32>, %v: tensor<30x48xf32>) -> tensor<40x30xf32> {
  %p = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<40x64xf32>, tensor<64x48xf32>) -> tensor<40x48xf32>
  %c = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<48xf32>) -> tensor<40x48xf32>
  %s = stablehlo.add %p, %c : tensor<40x48xf32>
  %t = stablehlo.tanh %s : tensor<40x48xf32>
  %q = stablehlo.dot_general %t, %v, contracting_dims = [1] x [1] : (tensor<40x48xf32>, tensor<30x48xf32>) -> tensor<40x30xf32>
  return %q : tensor<40x30xf32>
}

func.func @layouts(%a: tensor<40x24xf32>, %b: tensor<40x20xf32>, %c: tensor<20x40xf32>, %v: tensor<40xf32>)
    -> (tensor<24x20xf32>, tensor<24x20xf32>, tensor<20x24xf32>, tensor<24xf32>) {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [0] x [0] : (tensor<40x24xf32>, tensor<40x20xf32>) -> tensor<24x20xf32>
  %1 = stablehlo.dot_general %a, %c, contracting_dims = [0] x [1] : (tensor<40x24xf32>, tensor<20x40xf32>) -> tensor<24x20xf32>
  %2 = stablehlo.dot_general %b, %a, contracting_dims = [0] x [0] : (tensor<40x20xf32>, tensor<40x24xf32>) -> tensor<20x24xf32>
  %3 = stablehlo.dot_general %a, %v, contracting_dims = [0] x [0] : (tensor<40x24xf32>, tensor<40xf32>) -> tensor<24xf32>
  return %0, %1, %2, %3 : tensor<24x20xf32>, tensor<24x20xf32>, tensor<20x24xf32>, tensor<24xf32>
}

func.func @heads(%q: tensor<32x3x36xf32>, %k: tensor<40x3x36xf32>) -> tensor<32x3x40xf32> {
  %p = stablehlo.dot_general %q, %k, batching_dims = [1] x [1], contracting_dims = [2] x [2] : (tensor<32x3x36xf32>, tensor<40x3x36xf32>) -> tensor<3x32x40xf32>
  %t = stablehlo.transpose %p, dims = [1, 0, 2] : (tensor<3x32x40xf32>) -> tensor<32x3x40xf32>
  return %t : tensor<32x3x40xf32>
}
