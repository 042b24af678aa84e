// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -run=shapes -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-LABEL: func.func @shapes
// CHECK: tensor.collapse_shape {{.*}} tensor<2x6x4xf32> into tensor<12x4xf32>
// CHECK: tensor.collapse_shape {{.*}} tensor<2x6x4xf32> into tensor<12x4xf32>
// CHECK-NEXT: tensor.expand_shape {{.*}} into tensor<3x4x4xf32>
// CHECK: tensor.extract_slice {{.*}}[0, 1, 0] [2, 2, 2] [1, 3, 2]
// CHECK: tensor.pad {{.*}} low[1, 0, 0] high[0, 2, 0]
// CHECK: tensor.concat dim(1)
// CHECK: linalg.index 1
// CHECK-NEXT: arith.index_cast %{{.*}} : index to i32
// CHECK: arith.sitofp %{{.*}} : i64 to f32
// CHECK: tensor.insert_slice
func.func @shapes(%x: tensor<2x6x4xf32>, %s: tensor<f32>, %e: tensor<1x1xf32>) -> (tensor<12x4xf32>, tensor<3x4x4xf32>, tensor<2x2x2xf32>, tensor<3x8x4xf32>, tensor<2x12x4xf32>, tensor<2x6x4xf32>, tensor<f32>, tensor<1x1x1xf32>, tensor<2x3xi32>, tensor<3xf32>, tensor<4xbf16>, tensor<3x11x4xf32>) {
  %0 = stablehlo.reshape %x : (tensor<2x6x4xf32>) -> tensor<12x4xf32>
  %1 = stablehlo.reshape %x : (tensor<2x6x4xf32>) -> tensor<3x4x4xf32>
  %2 = stablehlo.slice %x [0:2, 1:6:3, 0:4:2] : (tensor<2x6x4xf32>) -> tensor<2x2x2xf32>
  %3 = stablehlo.pad %x, %s, low = [1, 0, 0], high = [0, 2, 0], interior = [0, 0, 0] : (tensor<2x6x4xf32>, tensor<f32>) -> tensor<3x8x4xf32>
  %4 = stablehlo.concatenate %x, %x, dim = 1 : (tensor<2x6x4xf32>, tensor<2x6x4xf32>) -> tensor<2x12x4xf32>
  %5 = stablehlo.reverse %x, dims = [0, 2] : tensor<2x6x4xf32>
  %6 = stablehlo.reshape %e : (tensor<1x1xf32>) -> tensor<f32>
  %7 = stablehlo.reshape %s : (tensor<f32>) -> tensor<1x1x1xf32>
  %8 = stablehlo.iota dim = 1 : tensor<2x3xi32>
  %9 = stablehlo.iota dim = 0 : tensor<3xf32>
  %10 = stablehlo.iota dim = 0 : tensor<4xbf16>
  %11 = stablehlo.pad %x, %s, low = [1, 0, 0], high = [0, 0, 0], interior = [0, 1, 0] : (tensor<2x6x4xf32>, tensor<f32>) -> tensor<3x11x4xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<12x4xf32>, tensor<3x4x4xf32>, tensor<2x2x2xf32>, tensor<3x8x4xf32>, tensor<2x12x4xf32>, tensor<2x6x4xf32>, tensor<f32>, tensor<1x1x1xf32>, tensor<2x3xi32>, tensor<3xf32>, tensor<4xbf16>, tensor<3x11x4xf32>
}

// What only moves elements takes elements of any kind.
// CHECK-LABEL: func.func @any_elements
// CHECK-NOT: stablehlo.{{(transpose|slice|pad|concatenate|reverse|broadcast|reshape|gather|dynamic)}}
// CHECK: return
func.func @any_elements(%x: tensor<2x3xcomplex<f32>>, %u: tensor<4xui32>, %p: tensor<ui32>, %i: tensor<i32>) -> (tensor<3x2xcomplex<f32>>, tensor<2x2xcomplex<f32>>, tensor<6xui32>, tensor<8xui32>, tensor<4xui32>, tensor<2x4xui32>, tensor<2x2xui32>, tensor<3xui32>, tensor<2x3xcomplex<f32>>) {
  %0 = stablehlo.transpose %x, dims = [1, 0] : (tensor<2x3xcomplex<f32>>) -> tensor<3x2xcomplex<f32>>
  %1 = stablehlo.slice %x [0:2, 1:3] : (tensor<2x3xcomplex<f32>>) -> tensor<2x2xcomplex<f32>>
  %2 = stablehlo.pad %u, %p, low = [3], high = [-1], interior = [0] : (tensor<4xui32>, tensor<ui32>) -> tensor<6xui32>
  %3 = stablehlo.concatenate %u, %u, dim = 0 : (tensor<4xui32>, tensor<4xui32>) -> tensor<8xui32>
  %4 = stablehlo.reverse %u, dims = [0] : tensor<4xui32>
  %5 = stablehlo.broadcast_in_dim %u, dims = [1] : (tensor<4xui32>) -> tensor<2x4xui32>
  %6 = stablehlo.reshape %u : (tensor<4xui32>) -> tensor<2x2xui32>
  %7 = stablehlo.dynamic_slice %u, %i, sizes = [3] : (tensor<4xui32>, tensor<i32>) -> tensor<3xui32>
  %8 = stablehlo.dynamic_update_slice %x, %1, %i, %i : (tensor<2x3xcomplex<f32>>, tensor<2x2xcomplex<f32>>, tensor<i32>, tensor<i32>) -> tensor<2x3xcomplex<f32>>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<3x2xcomplex<f32>>, tensor<2x2xcomplex<f32>>, tensor<6xui32>, tensor<8xui32>, tensor<4xui32>, tensor<2x4xui32>, tensor<2x2xui32>, tensor<3xui32>, tensor<2x3xcomplex<f32>>
}
