// Products as index maps say, tiled products, unsigned windows, and functions of elements: run as named ops and as loops.

// RUN: fusec %s -run=main
// RUN: fusec %s -passes=generalize-linalg -run=main

func.func @main() {
  %a = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = arith.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf32>
  %z = arith.constant dense<0.0> : tensor<2x2xf32>
  %0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] ins(%a, %b : tensor<2x2xf32>, tensor<2x2xf32>) outs(%z: tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_eq_const %0, dense<[[26.0, 30.0], [38.0, 44.0]]> : tensor<2x2xf32>
  %p = tensor.expand_shape %a [[0], [1, 2, 3]] output_shape [2, 1, 1, 2] : tensor<2x2xf32> into tensor<2x1x1x2xf32>
  %q = tensor.expand_shape %b [[0], [1, 2, 3]] output_shape [2, 1, 1, 2] : tensor<2x2xf32> into tensor<2x1x1x2xf32>
  %zz = arith.constant dense<0.0> : tensor<2x2x1x1xf32>
  %m = linalg.mmt4d ins(%p, %q : tensor<2x1x1x2xf32>, tensor<2x1x1x2xf32>) outs(%zz: tensor<2x2x1x1xf32>) -> tensor<2x2x1x1xf32>
  check.expect_eq_const %m, dense<[[[[17.0]], [[23.0]]], [[[39.0]], [[53.0]]]]> : tensor<2x2x1x1xf32>
  %i = arith.constant dense<[[[-1], [3], [5]]]> : tensor<1x3x1xi8>
  %w = arith.constant dense<0> : tensor<2xi8>
  %o = arith.constant dense<0> : tensor<1x2x1xi32>
  %u = linalg.pooling_nwc_max_unsigned ins(%i, %w: tensor<1x3x1xi8>, tensor<2xi8>) outs(%o: tensor<1x2x1xi32>) -> tensor<1x2x1xi32>
  check.expect_eq_const %u, dense<[[[255], [5]]]> : tensor<1x2x1xi32>
  %c = arith.constant dense<[true, false]> : tensor<2xi1>
  %x = arith.constant dense<[1, 2]> : tensor<2xi32>
  %y = arith.constant dense<[7, 8]> : tensor<2xi32>
  %s = linalg.select ins(%c, %x, %y : tensor<2xi1>, tensor<2xi32>, tensor<2xi32>) outs(%x : tensor<2xi32>) -> tensor<2xi32>
  check.expect_eq_const %s, dense<[1, 8]> : tensor<2xi32>
  %e = linalg.elementwise kind=#linalg.elementwise_kind<mul> indexing_maps = [affine_map<(d0, d1) -> (d1, d0)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>] ins(%a, %b : tensor<2x2xf32>, tensor<2x2xf32>) outs(%z : tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_eq_const %e, dense<[[5.0, 18.0], [14.0, 32.0]]> : tensor<2x2xf32>
  return
}
