// RUN: fusec %s -pretty -passes=stablehlo-to-linalg | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -remarks=stablehlo 2>&1 >/dev/null | count 0
// RUN: fusec %s -passes=stablehlo-to-linalg -run=main -on=reference -seed=1 -rtol=1e-5
// RUN: fusec %s -passes=import,canonicalize,cse -run=main -on=reference -seed=2 -rtol=1e-5

// Extents that are known only when the program runs: they come from the operands, or from the tensors that hold them.

// CHECK-LABEL: func.func private @elementwise
// CHECK: %[[C:.*]] = arith.constant 0 : index
// CHECK: %[[D:.*]] = tensor.dim %arg0, %[[C]] : tensor<?x4xf32>
// CHECK: %[[E:.*]] = tensor.empty(%[[D]]) : tensor<?x4xf32>
// CHECK: linalg.generic {{.*}} ins(%arg0, %arg1 : tensor<?x4xf32>, tensor<?x4xf32>) outs(%[[E]] : tensor<?x4xf32>)
func.func private @elementwise(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = stablehlo.add %x, %y : tensor<?x4xf32>
  %1 = stablehlo.tanh %0 : tensor<?x4xf32>
  return %1 : tensor<?x4xf32>
}

// CHECK-LABEL: func.func private @softmax
// CHECK-NOT: stablehlo
// CHECK: tensor.dim
// CHECK: iterator_types = ["parallel", "reduction"]
// CHECK: arith.cmpi eq
// CHECK: tensor.extract
func.func private @softmax(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<?x?xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<?x?xf32>, tensor<f32>) -> tensor<?xf32>
  %r = stablehlo.get_dimension_size %x, dim = 0 : (tensor<?x?xf32>) -> tensor<i32>
  %c = stablehlo.get_dimension_size %x, dim = 1 : (tensor<?x?xf32>) -> tensor<i32>
  %r1 = stablehlo.reshape %r : (tensor<i32>) -> tensor<1xi32>
  %c1 = stablehlo.reshape %c : (tensor<i32>) -> tensor<1xi32>
  %shape = stablehlo.concatenate %r1, %c1, dim = 0 : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %b = stablehlo.dynamic_broadcast_in_dim %s, %shape, dims = [0] : (tensor<?xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  %y = stablehlo.divide %e, %b : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// CHECK-LABEL: func.func private @products
// CHECK: iterator_types = ["parallel", "parallel", "parallel", "reduction"]
func.func private @products(%x: tensor<2x?x4xf32>, %y: tensor<2x4x?xf32>) -> tensor<?x2x?xf32> {
  %0 = stablehlo.dot_general %x, %y, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<2x?x4xf32>, tensor<2x4x?xf32>) -> tensor<2x?x?xf32>
  %1 = stablehlo.transpose %0, dims = [2, 0, 1] : (tensor<2x?x?xf32>) -> tensor<?x2x?xf32>
  return %1 : tensor<?x2x?xf32>
}

// CHECK-LABEL: func.func private @shapes
// CHECK: tensor.reshape
// CHECK: tensor.concat dim(0)
// CHECK: tensor.extract_slice {{.*}}[1] [2] [1]
// CHECK: tensor.pad
// CHECK: arith.ceildivsi
// CHECK: tensor.extract_slice
// CHECK: linalg.index
func.func private @shapes(%x: tensor<?x4xf32>, %n: tensor<1xi32>) -> (tensor<?xf32>, tensor<2xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xi32>) {
  %0 = stablehlo.dynamic_reshape %x, %n : (tensor<?x4xf32>, tensor<1xi32>) -> tensor<?xf32>
  %1 = stablehlo.concatenate %0, %0, dim = 0 : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  %2 = stablehlo.slice %1 [1:3] : (tensor<?xf32>) -> tensor<2xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %3 = stablehlo.pad %1, %zero, low = [1], high = [2], interior = [0] : (tensor<?xf32>, tensor<f32>) -> tensor<?xf32>
  %one = stablehlo.constant dense<1> : tensor<1xi32>
  %two = stablehlo.constant dense<2> : tensor<1xi32>
  %4 = stablehlo.real_dynamic_slice %3, %one, %n, %two : (tensor<?xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<?xf32>
  %5 = stablehlo.dynamic_iota %n, dim = 0 : (tensor<1xi32>) -> tensor<?xi32>
  return %1, %2, %3, %4, %5 : tensor<?xf32>, tensor<2xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xi32>
}

// CHECK-LABEL: func.func private @to_static
// CHECK: tensor.from_elements
// CHECK: tensor.reshape
func.func private @to_static(%x: tensor<?x4xf32>) -> tensor<2x6xf32> {
  %0 = stablehlo.reshape %x : (tensor<?x4xf32>) -> tensor<2x6xf32>
  return %0 : tensor<2x6xf32>
}

func.func @main(%a: tensor<3x4xf32>, %b: tensor<1x4xf32>, %p: tensor<2x3x4xf32>, %q: tensor<2x4x5xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<1x4xf32>, tensor<5x2x3xf32>, tensor<24xf32>, tensor<2xf32>, tensor<27xf32>, tensor<6xf32>, tensor<12xi32>, tensor<2x6xf32>) {
  %a0 = tensor.cast %a : tensor<3x4xf32> to tensor<?x4xf32>
  %a1 = tensor.cast %a : tensor<3x4xf32> to tensor<?x?xf32>
  %b1 = tensor.cast %b : tensor<1x4xf32> to tensor<?x?xf32>
  %p0 = tensor.cast %p : tensor<2x3x4xf32> to tensor<2x?x4xf32>
  %q0 = tensor.cast %q : tensor<2x4x5xf32> to tensor<2x4x?xf32>
  %n = stablehlo.constant dense<12> : tensor<1xi32>
  %0 = call @elementwise(%a0, %a0) : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %1 = call @softmax(%a1) : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %2 = call @softmax(%b1) : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %3 = call @products(%p0, %q0) : (tensor<2x?x4xf32>, tensor<2x4x?xf32>) -> tensor<?x2x?xf32>
  %4:5 = call @shapes(%a0, %n) : (tensor<?x4xf32>, tensor<1xi32>) -> (tensor<?xf32>, tensor<2xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xi32>)
  %5 = call @to_static(%a0) : (tensor<?x4xf32>) -> tensor<2x6xf32>
  %c0 = tensor.cast %0 : tensor<?x4xf32> to tensor<3x4xf32>
  %c1 = tensor.cast %1 : tensor<?x?xf32> to tensor<3x4xf32>
  %c2 = tensor.cast %2 : tensor<?x?xf32> to tensor<1x4xf32>
  %c3 = tensor.cast %3 : tensor<?x2x?xf32> to tensor<5x2x3xf32>
  %c4 = tensor.cast %4#0 : tensor<?xf32> to tensor<24xf32>
  %c5 = tensor.cast %4#2 : tensor<?xf32> to tensor<27xf32>
  %c6 = tensor.cast %4#3 : tensor<?xf32> to tensor<6xf32>
  %c7 = tensor.cast %4#4 : tensor<?xi32> to tensor<12xi32>
  return %c0, %c1, %c2, %c3, %c4, %4#1, %c5, %c6, %c7, %5 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<1x4xf32>, tensor<5x2x3xf32>, tensor<24xf32>, tensor<2xf32>, tensor<27xf32>, tensor<6xf32>, tensor<12xi32>, tensor<2x6xf32>
}
