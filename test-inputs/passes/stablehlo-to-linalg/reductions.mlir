// RUN: fusec %s -passes=stablehlo-to-linalg -pretty | FileCheck %s
// RUN: fusec %s -passes=stablehlo-to-linalg -run=reductions -seed=1 | FileCheck %s --check-prefix=SAME
// RUN: fusec %s -passes=stablehlo-to-linalg -run=windows -seed=1 | FileCheck %s --check-prefix=SAME

// SAME: with the reference run of the module before the passes

// CHECK-LABEL: func.func @reductions
// CHECK: linalg.fill ins(%{{.*}} : f32) outs(%{{.*}} : tensor<4xf32>)
// CHECK-NEXT: linalg.generic {{.*}}["parallel", "reduction"]
// An initial value that is not known is read from its tensor.
// CHECK: tensor.extract %{{.*}}[] : tensor<f32>
// CHECK: linalg.generic {{.*}}["reduction", "reduction"]
// CHECK: %{{.*}}:2 = linalg.generic {{.*}}["parallel", "reduction"]
// CHECK: arith.cmpf ogt
// CHECK: linalg.yield %{{.*}}, %{{.*}} : f32, i32
func.func @reductions(%x: tensor<4x6xf32>, %i: tensor<4x6xi32>, %s: tensor<f32>, %p: tensor<4x6xi1>) -> (tensor<4xf32>, tensor<f32>, tensor<6xf32>, tensor<4xf32>, tensor<4xi32>, tensor<i1>, tensor<4x6xf32>, tensor<4xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %inf = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %izero = stablehlo.constant dense<0> : tensor<i32>
  %false = stablehlo.constant dense<false> : tensor<i1>
  %0 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x6xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = stablehlo.reduce(%x init: %s) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x6xf32>, tensor<f32>) -> tensor<f32>
  %2 = stablehlo.reduce(%x init: %inf) applies stablehlo.maximum across dimensions = [0] : (tensor<4x6xf32>, tensor<f32>) -> tensor<6xf32>
  %3:2 = stablehlo.reduce(%x init: %inf), (%i init: %izero) across dimensions = [1] : (tensor<4x6xf32>, tensor<4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<4xf32>, tensor<4xi32>)
   reducer(%a: tensor<f32>, %b: tensor<f32>) (%c: tensor<i32>, %d: tensor<i32>)  {
    %gt = stablehlo.compare GT, %a, %b, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %e = stablehlo.select %gt, %a, %b : tensor<i1>, tensor<f32>
    %f = stablehlo.select %gt, %c, %d : tensor<i1>, tensor<i32>
    stablehlo.return %e, %f : tensor<f32>, tensor<i32>
  }
  %5 = stablehlo.reduce(%p init: %false) applies stablehlo.or across dimensions = [0, 1] : (tensor<4x6xi1>, tensor<i1>) -> tensor<i1>
  %6 = stablehlo.reduce(%x init: %s) applies stablehlo.add across dimensions = [] : (tensor<4x6xf32>, tensor<f32>) -> tensor<4x6xf32>
  %7 = stablehlo.reduce(%x init: %zero) across dimensions = [1] : (tensor<4x6xf32>, tensor<f32>) -> tensor<4xf32>
   reducer(%a: tensor<f32>, %b: tensor<f32>)  {
    %half = stablehlo.constant dense<0.5> : tensor<f32>
    %g = stablehlo.multiply %half, %a : tensor<f32>
    %h = stablehlo.subtract %g, %b : tensor<f32>
    stablehlo.return %h : tensor<f32>
  }
  return %0, %1, %2, %3#0, %3#1, %5, %6, %7 : tensor<4xf32>, tensor<f32>, tensor<6xf32>, tensor<4xf32>, tensor<4xi32>, tensor<i1>, tensor<4x6xf32>, tensor<4xf32>
}

// CHECK-LABEL: func.func @windows
// CHECK: tensor.pad
// CHECK: %[[W:.*]] = tensor.empty() : tensor<3x2xf32>
// CHECK: linalg.generic {{.*}}["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%{{.*}}, %[[W]] :
// CHECK: arith.maximumf
func.func @windows(%x: tensor<2x9x8x3xf32>, %y: tensor<8x4xi32>) -> (tensor<2x5x3x3xf32>, tensor<8x4xi32>, tensor<2x9x4x3xf32>) {
  %inf = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %izero = stablehlo.constant dense<0> : tensor<i32>
  %0 = "stablehlo.reduce_window"(%x, %inf) <{padding = dense<[[0, 0], [1, 1], [0, 1], [0, 0]]> : tensor<4x2xi64>, window_dimensions = array<i64: 1, 3, 2, 1>, window_dilations = array<i64: 1, 1, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %m = stablehlo.maximum %a, %b : tensor<f32>
    stablehlo.return %m : tensor<f32>
  }) : (tensor<2x9x8x3xf32>, tensor<f32>) -> tensor<2x5x3x3xf32>
  %1 = "stablehlo.reduce_window"(%y, %izero) <{padding = dense<[[7, 0], [0, 0]]> : tensor<2x2xi64>, window_dimensions = array<i64: 8, 1>}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %m = stablehlo.add %a, %b : tensor<i32>
    stablehlo.return %m : tensor<i32>
  }) : (tensor<8x4xi32>, tensor<i32>) -> tensor<8x4xi32>
  %2 = "stablehlo.reduce_window"(%x, %zero) <{window_dimensions = array<i64: 1, 1, 2, 1>, window_strides = array<i64: 1, 1, 2, 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %m = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %m : tensor<f32>
  }) : (tensor<2x9x8x3xf32>, tensor<f32>) -> tensor<2x9x4x3xf32>
  return %0, %1, %2 : tensor<2x5x3x3xf32>, tensor<8x4xi32>, tensor<2x9x4x3xf32>
}
