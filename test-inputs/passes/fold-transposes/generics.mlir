// RUN: fusec %s -pretty -passes=stablehlo-to-linalg,fold-transposes | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg,fold-transposes -run=operands -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fold-transposes -run=result -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fold-transposes -run=chain -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fold-transposes -run=units -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fold-transposes -run=reduction -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fold-transposes -run=iota -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fold-transposes -run=network -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg,fold-transposes -run=shared -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=fold-transposes -run=stablehlo -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-DAG: #[[MK:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[NK:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[KM:.*]] = affine_map<(d0, d1, d2) -> (d2, d0)>
// CHECK-DAG: #[[MN:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[SWAP:.*]] = affine_map<(d0, d1) -> (d1, d0)>
// CHECK-DAG: #[[ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>

// CHECK-LABEL: func.func @operands
// CHECK-NOT: linalg.transpose
// CHECK: linalg.generic {indexing_maps = [#[[MK]], #[[NK]], #[[MN]]]
// CHECK-NOT: linalg.transpose
// CHECK: return
func.func @operands(%a: tensor<2x3xf32>, %b: tensor<4x3xf32>) -> tensor<2x4xf32> {
  %0 = stablehlo.transpose %b, dims = [1, 0] : (tensor<4x3xf32>) -> tensor<3x4xf32>
  %1 = stablehlo.dot %a, %0 : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// The product is written in the order that is wanted: loops are renumbered so that the output's map is the identity.
// CHECK-LABEL: func.func @result
// CHECK: linalg.fill {{.*}} tensor<4x2xf32>
// CHECK-NEXT: linalg.generic {indexing_maps = [#[[NK]], #[[KM]], #[[MN]]]
// CHECK-NOT: linalg.transpose
// CHECK: return
func.func @result(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) -> tensor<4x2xf32> {
  %0 = stablehlo.dot %a, %b : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %1 = stablehlo.transpose %0, dims = [1, 0] : (tensor<2x4xf32>) -> tensor<4x2xf32>
  return %1 : tensor<4x2xf32>
}

// Two transposes with an op between them are none.
// CHECK-LABEL: func.func @chain
// CHECK-NOT: linalg.transpose
// CHECK: linalg.generic {indexing_maps = [#[[ID]], #[[ID]]]
// CHECK-NOT: linalg.transpose
// CHECK: return
func.func @chain(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = stablehlo.transpose %a, dims = [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %1 = stablehlo.exponential %0 : tensor<3x2xf32>
  %2 = stablehlo.transpose %1, dims = [1, 0] : (tensor<3x2xf32>) -> tensor<2x3xf32>
  return %2 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @units
// CHECK-NOT: linalg.transpose
// CHECK: tensor.{{collapse|expand}}_shape
// CHECK: return
func.func @units(%a: tensor<1x1x3x1xf32>) -> tensor<1x3x1x1xf32> {
  %0 = stablehlo.transpose %a, dims = [0, 2, 1, 3] : (tensor<1x1x3x1xf32>) -> tensor<1x3x1x1xf32>
  return %0 : tensor<1x3x1x1xf32>
}

// CHECK-LABEL: func.func @reduction
// CHECK-NOT: linalg.transpose
// CHECK: return
func.func @reduction(%a: tensor<2x3x4xf32>) -> tensor<4x2xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.transpose %a, dims = [1, 0, 2] : (tensor<2x3x4xf32>) -> tensor<3x2x4xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<3x2x4xf32>, tensor<f32>) -> tensor<2x4xf32>
  %2 = stablehlo.transpose %1, dims = [1, 0] : (tensor<2x4xf32>) -> tensor<4x2xf32>
  return %2 : tensor<4x2xf32>
}

// CHECK-LABEL: func.func @iota
// CHECK: linalg.index 0
// CHECK-NOT: linalg.transpose
// CHECK: return
func.func @iota() -> tensor<3x2xi32> {
  %0 = stablehlo.iota dim = 1 : tensor<2x3xi32>
  %1 = stablehlo.transpose %0, dims = [1, 0] : (tensor<2x3xi32>) -> tensor<3x2xi32>
  return %1 : tensor<3x2xi32>
}

// Between convolutions the layout stays; only the input, the kernels and the result are transposed.
// CHECK-LABEL: func.func @network
// CHECK-COUNT-2: linalg.transpose
// CHECK: linalg.conv_2d_nhwc_hwcf
// CHECK: linalg.generic {{.*}} outs(%{{.*}} : tensor<1x6x6x3xf32>)
// CHECK: tensor.pad {{.*}} low[0, 1, 1, 0]
// CHECK: arith.maximumf
// CHECK: linalg.conv_2d_nhwc_hwcf
// CHECK: linalg.generic
// CHECK: } -> tensor<1x2xf32>
// CHECK-NOT: linalg.transpose
// CHECK: return
func.func @network(%x: tensor<1x2x8x8xf32>, %w: tensor<3x2x3x3xf32>, %b: tensor<3xf32>, %v: tensor<2x3x3x3xf32>) -> tensor<1x2xf32> {
  %inf = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x2x8x8xf32>, tensor<3x2x3x3xf32>) -> tensor<1x3x6x6xf32>
  %1 = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<3xf32>) -> tensor<1x3x6x6xf32>
  %2 = stablehlo.add %0, %1 : tensor<1x3x6x6xf32>
  %3 = "stablehlo.reduce_window"(%2, %inf) <{padding = dense<[[0, 0], [0, 0], [1, 1], [1, 1]]> : tensor<4x2xi64>, window_dimensions = array<i64: 1, 1, 3, 3>, window_strides = array<i64: 1, 1, 2, 2>}> ({
  ^bb0(%c: tensor<f32>, %d: tensor<f32>):
    %m = stablehlo.maximum %c, %d : tensor<f32>
    stablehlo.return %m : tensor<f32>
  }) : (tensor<1x3x6x6xf32>, tensor<f32>) -> tensor<1x3x3x3xf32>
  %4 = stablehlo.convolution(%3, %v) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x3x3x3xf32>, tensor<2x3x3x3xf32>) -> tensor<1x2x1x1xf32>
  %5 = stablehlo.tanh %4 : tensor<1x2x1x1xf32>
  %6 = stablehlo.reduce(%5 init: %zero) applies stablehlo.add across dimensions = [2, 3] : (tensor<1x2x1x1xf32>, tensor<f32>) -> tensor<1x2xf32>
  return %6 : tensor<1x2xf32>
}

// A transpose that is also returned stays for that.
// CHECK-LABEL: func.func @shared
// CHECK: linalg.transpose
// CHECK: linalg.generic {indexing_maps = [#[[SWAP]], #[[ID]]]
func.func @shared(%a: tensor<2x3xf32>) -> (tensor<3x2xf32>, tensor<3x2xf32>) {
  %0 = stablehlo.transpose %a, dims = [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %1 = stablehlo.exponential %0 : tensor<3x2xf32>
  return %0, %1 : tensor<3x2xf32>, tensor<3x2xf32>
}

// What stays StableHLO: of quantised elements in the first command, of any in the last.
// CHECK-LABEL: func.func @quantized
func.func @quantized(%a: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>> {
  // CHECK-NEXT: return %{{.*}} : tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>
  %0 = stablehlo.transpose %a, dims = [1, 0] : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01>>
  %1 = stablehlo.transpose %0, dims = [1, 0] : (tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>
  return %1 : tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>
}

func.func @stablehlo(%a: tensor<2x3xui8>) -> tensor<2x3xui8> {
  %0 = stablehlo.transpose %a, dims = [1, 0] : (tensor<2x3xui8>) -> tensor<3x2xui8>
  %1 = stablehlo.transpose %0, dims = [1, 0] : (tensor<3x2xui8>) -> tensor<2x3xui8>
  return %1 : tensor<2x3xui8>
}
