// RUN: fusec %s -passes=raise-patterns | FileCheck %s
// RUN: fusec %s -passes=raise-patterns -remarks=raise-patterns 2>&1 >/dev/null | FileCheck %s --check-prefix=REMARK
// RUN: fusec %s -passes=raise-patterns,inline-groups,raise-patterns,raise-patterns | FileCheck %s
// RUN: fusec %s -check-semantics -passes=raise-patterns,inline-groups

// What is used outside is a result too, and its users stand behind the group.
// CHECK-LABEL: func.func @escaping
// CHECK: [[S:%.+]]:2 = "fuse.group"(%arg0) ({
// CHECK-NEXT: ^bb0([[X:%.+]]: tensor<4x8xf32>):
// CHECK: [[E:%.+]] = "stablehlo.exponential"
// CHECK: [[Y:%.+]] = "stablehlo.divide"([[E]],
// CHECK: "fuse_end.yield"([[Y]], [[E]])
// CHECK: kind = "softmax", parameters = {axis = array<i64: 1>, stable = false}
// CHECK: [[N:%.+]] = "stablehlo.negate"([[S]]#1)
// CHECK: return [[S]]#0, [[N]]
// REMARK: remark: {{.*}}softmax is grouped: axis 1, no stable
func.func @escaping(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %e = stablehlo.exponential %x : tensor<4x8xf32>
  %n = stablehlo.negate %e : tensor<4x8xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %b = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %y = stablehlo.divide %e, %b : tensor<4x8xf32>
  return %y, %n : tensor<4x8xf32>, tensor<4x8xf32>
}

// CHECK-LABEL: func.func @log_softmax
// CHECK: "fuse.group"(%arg0)
// CHECK: kind = "log_softmax", parameters = {axis = array<i64: 0>, stable = true}
// REMARK: remark: {{.*}}log_softmax is grouped: axis 0, stable
func.func @log_softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %least = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %least) applies stablehlo.maximum across dimensions = [0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<8xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<8xf32>) -> tensor<4x8xf32>
  %2 = stablehlo.subtract %x, %1 : tensor<4x8xf32>
  %3 = stablehlo.exponential %2 : tensor<4x8xf32>
  %4 = stablehlo.reduce(%3 init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<8xf32>
  %5 = stablehlo.log %4 : tensor<8xf32>
  %6 = stablehlo.broadcast_in_dim %5, dims = [1] : (tensor<8xf32>) -> tensor<4x8xf32>
  %7 = stablehlo.subtract %2, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// The form without differences, and the scale multiplied with the reciprocal root first.
// CHECK-LABEL: func.func @layer_norm
// CHECK: "fuse.group"(%arg0, %arg1, %arg2)
// CHECK: kind = "layer_norm", parameters = {axis = array<i64: 1>, epsilon = {{.*}}, offset = true, scale = true}
func.func @layer_norm(%x: tensor<4x8xf32>, %g: tensor<8xf32>, %b: tensor<8xf32>) -> tensor<4x8xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %zeros = stablehlo.constant dense<0.0> : tensor<4xf32>
  %count = stablehlo.constant dense<8.0> : tensor<4xf32>
  %epsilon = stablehlo.constant dense<1.0e-6> : tensor<4xf32>
  %0 = stablehlo.multiply %x, %x : tensor<4x8xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = stablehlo.divide %1, %count : tensor<4xf32>
  %3 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %4 = stablehlo.divide %3, %count : tensor<4xf32>
  %5 = stablehlo.multiply %4, %4 : tensor<4xf32>
  %6 = stablehlo.subtract %2, %5 : tensor<4xf32>
  %7 = stablehlo.maximum %zeros, %6 : tensor<4xf32>
  %8 = stablehlo.add %7, %epsilon : tensor<4xf32>
  %9 = stablehlo.rsqrt %8 : tensor<4xf32>
  %10 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %11 = stablehlo.subtract %x, %10 : tensor<4x8xf32>
  %12 = stablehlo.broadcast_in_dim %9, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %13 = stablehlo.broadcast_in_dim %g, dims = [1] : (tensor<8xf32>) -> tensor<4x8xf32>
  %14 = stablehlo.multiply %12, %13 : tensor<4x8xf32>
  %15 = stablehlo.multiply %11, %14 : tensor<4x8xf32>
  %16 = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<8xf32>) -> tensor<4x8xf32>
  %17 = stablehlo.add %15, %16 : tensor<4x8xf32>
  return %17 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @rms_norm
// CHECK: [[F:%.+]] = "stablehlo.convert"(%arg0)
// CHECK: "fuse.group"([[F]])
// CHECK: kind = "rms_norm", parameters = {axis = array<i64: 1>, epsilon = {{.*}}, offset = false, scale = false}
func.func @rms_norm(%x: tensor<4x8xbf16>) -> tensor<4x8xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %count = stablehlo.constant dense<0.125> : tensor<4xf32>
  %epsilon = stablehlo.constant dense<1.0e-6> : tensor<4xf32>
  %f = stablehlo.convert %x : (tensor<4x8xbf16>) -> tensor<4x8xf32>
  %0 = stablehlo.multiply %f, %f : tensor<4x8xf32>
  %1 = stablehlo.reduce(%0 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = stablehlo.multiply %1, %count : tensor<4xf32>
  %3 = stablehlo.add %2, %epsilon : tensor<4xf32>
  %4 = stablehlo.sqrt %3 : tensor<4xf32>
  %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<4xf32>) -> tensor<4x8xf32>
  %6 = stablehlo.divide %f, %5 : tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @gelus
// CHECK: [[A:%.+]] = "fuse.group"(%arg0)
// CHECK: kind = "gelu", parameters = {approximate = "none"}
// CHECK: [[B:%.+]] = "fuse.group"([[A]])
// CHECK: kind = "gelu", parameters = {approximate = "tanh"}
func.func @gelus(%x: tensor<8xf32>) -> tensor<8xf32> {
  %root = stablehlo.constant dense<-0.707106769> : tensor<8xf32>
  %half = stablehlo.constant dense<0.5> : tensor<8xf32>
  %0 = stablehlo.multiply %x, %root : tensor<8xf32>
  %1 = chlo.erfc %0 : tensor<8xf32> -> tensor<8xf32>
  %2 = stablehlo.multiply %half, %x : tensor<8xf32>
  %y = stablehlo.multiply %2, %1 : tensor<8xf32>
  %a = stablehlo.constant dense<0.044715> : tensor<8xf32>
  %b = stablehlo.constant dense<0.797884583> : tensor<8xf32>
  %one = stablehlo.constant dense<1.0> : tensor<8xf32>
  %3 = chlo.square %y : tensor<8xf32> -> tensor<8xf32>
  %4 = stablehlo.multiply %3, %a : tensor<8xf32>
  %5 = stablehlo.add %one, %4 : tensor<8xf32>
  %6 = stablehlo.multiply %y, %b : tensor<8xf32>
  %7 = stablehlo.multiply %5, %6 : tensor<8xf32>
  %8 = stablehlo.tanh %7 : tensor<8xf32>
  %9 = stablehlo.multiply %half, %8 : tensor<8xf32>
  %10 = stablehlo.add %half, %9 : tensor<8xf32>
  %11 = stablehlo.multiply %10, %y : tensor<8xf32>
  return %11 : tensor<8xf32>
}

// CHECK-LABEL: func.func @silus
// CHECK: [[A:%.+]] = "fuse.group"(%arg0)
// CHECK: kind = "silu", parameters = {}
// CHECK: [[B:%.+]] = "fuse.group"([[A]])
// CHECK: kind = "silu", parameters = {}
func.func @silus(%x: tensor<8xf32>) -> tensor<8xf32> {
  %one = stablehlo.constant dense<1.0> : tensor<8xf32>
  %0 = stablehlo.logistic %x : tensor<8xf32>
  %1 = stablehlo.multiply %0, %x : tensor<8xf32>
  %2 = stablehlo.negate %1 : tensor<8xf32>
  %3 = stablehlo.exponential %2 : tensor<8xf32>
  %4 = stablehlo.add %one, %3 : tensor<8xf32>
  %5 = stablehlo.divide %1, %4 : tensor<8xf32>
  return %5 : tensor<8xf32>
}

// A softmax inside an attention, with a mask; and a bias.
// CHECK-LABEL: func.func @attention
// CHECK: "fuse.group"(%arg0, %arg1, %arg2, %arg3) ({
// CHECK: "stablehlo.dot_general"
// CHECK: "stablehlo.select"
// CHECK: "fuse.group"
// CHECK: kind = "softmax"
// CHECK: "stablehlo.dot_general"
// CHECK: kind = "attention", parameters = {mask = "select", scale = 5.000000e-01 : f64}
// CHECK: kind = "bias", parameters = {dimension = array<i64: 3>}
func.func @attention(%q: tensor<2x3x5x4xf32>, %k: tensor<2x3x6x4xf32>, %v: tensor<2x3x6x4xf32>, %m: tensor<5x6xi1>, %w: tensor<4x7xf32>, %c: tensor<7xf32>) -> tensor<2x3x5x7xf32> {
  %half = stablehlo.constant dense<0.5> : tensor<2x3x5x6xf32>
  %low = stablehlo.constant dense<-1.0e9> : tensor<2x3x5x6xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %least = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %s = stablehlo.dot_general %q, %k, batching_dims = [0, 1] x [0, 1], contracting_dims = [3] x [3] : (tensor<2x3x5x4xf32>, tensor<2x3x6x4xf32>) -> tensor<2x3x5x6xf32>
  %t = stablehlo.multiply %s, %half : tensor<2x3x5x6xf32>
  %mask = stablehlo.broadcast_in_dim %m, dims = [2, 3] : (tensor<5x6xi1>) -> tensor<2x3x5x6xi1>
  %x = stablehlo.select %mask, %t, %low : tensor<2x3x5x6xi1>, tensor<2x3x5x6xf32>
  %0 = stablehlo.reduce(%x init: %least) applies stablehlo.maximum across dimensions = [3] : (tensor<2x3x5x6xf32>, tensor<f32>) -> tensor<2x3x5xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [0, 1, 2] : (tensor<2x3x5xf32>) -> tensor<2x3x5x6xf32>
  %2 = stablehlo.subtract %x, %1 : tensor<2x3x5x6xf32>
  %3 = stablehlo.exponential %2 : tensor<2x3x5x6xf32>
  %4 = stablehlo.reduce(%3 init: %zero) applies stablehlo.add across dimensions = [3] : (tensor<2x3x5x6xf32>, tensor<f32>) -> tensor<2x3x5xf32>
  %5 = stablehlo.broadcast_in_dim %4, dims = [0, 1, 2] : (tensor<2x3x5xf32>) -> tensor<2x3x5x6xf32>
  %p = stablehlo.divide %3, %5 : tensor<2x3x5x6xf32>
  %y = stablehlo.dot_general %p, %v, batching_dims = [0, 1] x [0, 1], contracting_dims = [3] x [2] : (tensor<2x3x5x6xf32>, tensor<2x3x6x4xf32>) -> tensor<2x3x5x4xf32>
  %z = stablehlo.dot_general %y, %w, contracting_dims = [3] x [0] : (tensor<2x3x5x4xf32>, tensor<4x7xf32>) -> tensor<2x3x5x7xf32>
  %b = stablehlo.broadcast_in_dim %c, dims = [3] : (tensor<7xf32>) -> tensor<2x3x5x7xf32>
  %r = stablehlo.add %b, %z : tensor<2x3x5x7xf32>
  return %r : tensor<2x3x5x7xf32>
}
