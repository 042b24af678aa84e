// Ops with results in two parts, and named ops that apply a function to each element.

// RUN: fusec %s -run=main

func.func @main() {
  %a = arith.constant dense<[100, -1, -128, 7]> : tensor<4xi8>
  %b = arith.constant dense<[100, -1, 2, -3]> : tensor<4xi8>
  %s, %o = arith.addui_extended %a, %b : tensor<4xi8>, tensor<4xi1>
  check.expect_eq_const %s, dense<[-56, -2, -126, 4]> : tensor<4xi8>
  check.expect_eq_const %o, dense<[false, true, false, true]> : tensor<4xi1>
  %l, %h = arith.mulsi_extended %a, %b : tensor<4xi8>
  check.expect_eq_const %l, dense<[16, 1, 0, -21]> : tensor<4xi8>
  check.expect_eq_const %h, dense<[39, 0, -1, -1]> : tensor<4xi8>
  %lu, %hu = arith.mului_extended %a, %b : tensor<4xi8>
  check.expect_eq_const %lu, dense<[16, 1, 0, -21]> : tensor<4xi8>
  check.expect_eq_const %hu, dense<[39, -2, 1, 6]> : tensor<4xi8>
  %wide = arith.constant dense<[-1, 3037000500]> : tensor<2xi64>
  %lw, %hw = arith.mului_extended %wide, %wide : tensor<2xi64>
  check.expect_eq_const %hw, dense<[-2, 0]> : tensor<2xi64>
  %ls, %hs = arith.mulsi_extended %wide, %wide : tensor<2xi64>
  check.expect_eq_const %hs, dense<0> : tensor<2xi64>
  %x = arith.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %si, %co = math.sincos %x : tensor<2xf32>
  check.expect_almost_eq_const %si, dense<[0.0, 0.841470957]> : tensor<2xf32>
  check.expect_almost_eq_const %co, dense<[1.0, 0.540302277]> : tensor<2xf32>
  %lo = arith.constant dense<0.25> : tensor<2xf32>
  %hi = arith.constant dense<0.75> : tensor<2xf32>
  %c = math.clampf %x to [%lo, %hi] : tensor<2xf32>
  check.expect_eq_const %c, dense<[0.25, 0.75]> : tensor<2xf32>
  %narrow = arith.constant dense<[1.5, -3.0]> : tensor<2xf8E5M2>
  %scale = arith.constant dense<[4.0, 0.5]> : tensor<2xf8E8M0FNU>
  %up = arith.scaling_extf %narrow, %scale : tensor<2xf8E5M2>, tensor<2xf8E8M0FNU> to tensor<2xf32>
  check.expect_eq_const %up, dense<[6.0, -1.5]> : tensor<2xf32>
  %down = arith.scaling_truncf %up, %scale : tensor<2xf32>, tensor<2xf8E8M0FNU> to tensor<2xf8E5M2>
  check.expect_eq_const %down, dense<[1.5, -3.0]> : tensor<2xf8E5M2>
  %e = tensor.empty() : tensor<2xf32>
  %r = linalg.add ins(%x, %lo : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %q = linalg.elementwise kind=#linalg.elementwise_kind<square> ins(%r : tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  check.expect_eq_const %q, dense<[0.0625, 1.5625]> : tensor<2xf32>
  return
}
