// Sums of products of many forms: transposed operands, batches, sums over two loops, an operand that is added to, vectors, and
// convolutions in both layouts, with strides, dilation, and groups.

func.func public @main(
    %a: tensor<37x70xf32>, %b: tensor<70x45xf32>, %c: tensor<37x45xf32>, %at: tensor<70x37xf32>, %bt: tensor<45x70xf32>,
    %p: tensor<3x29x4x20xf32>, %q: tensor<3x33x4x20xf32>, %x: tensor<2x15x17x5xf32>, %w: tensor<3x3x5x40xf32>,
    %y: tensor<2x5x15x17xf32>, %v: tensor<40x5x3x3xf32>, %d: tensor<2x20x21x19xf32>, %e: tensor<3x3x19xf32>,
    %long: tensor<5x600xf32>, %tall: tensor<600x70xf32>, %row: tensor<600xf32>, %g: tensor<2x10x11x3x6xf32>,
    %h: tensor<3x3x3x6x18xf32>)
    -> (tensor<37x45xf32>, tensor<37x45xf32>, tensor<37x45xf32>, tensor<37x45xf32>, tensor<45x37xf32>, tensor<3x4x29x33xf32>,
        tensor<29x33xf32>, tensor<2x13x15x40xf32>, tensor<2x6x7x40xf32>, tensor<2x40x13x15xf32>, tensor<2x9x10x19xf32>,
        tensor<5x70xf32>, tensor<70xf32>, tensor<3x3x5x40xf32>, tensor<2x8x9x3x18xf32>) {
  %zero = arith.constant 0.000000e+00 : f32
  %e0 = tensor.empty() : tensor<37x45xf32>
  %f0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<37x45xf32>) -> tensor<37x45xf32>
  %0 = linalg.matmul ins(%a, %b : tensor<37x70xf32>, tensor<70x45xf32>) outs(%f0 : tensor<37x45xf32>) -> tensor<37x45xf32>
  %1 = linalg.matmul ins(%a, %b : tensor<37x70xf32>, tensor<70x45xf32>) outs(%c : tensor<37x45xf32>) -> tensor<37x45xf32>
  %2 = linalg.generic {indexing_maps = [affine_map<(i, j, k) -> (k, i)>, affine_map<(i, j, k) -> (k, j)>, affine_map<(i, j, k) -> (i, j)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%at, %b : tensor<70x37xf32>, tensor<70x45xf32>) outs(%f0 : tensor<37x45xf32>) {
  ^bb0(%l: f32, %r: f32, %s: f32):
    %m = arith.mulf %l, %r : f32
    %n = arith.addf %s, %m : f32
    linalg.yield %n : f32
  } -> tensor<37x45xf32>
  %3 = linalg.generic {indexing_maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (j, k)>, affine_map<(i, j, k) -> (i, j)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%a, %bt : tensor<37x70xf32>, tensor<45x70xf32>) outs(%f0 : tensor<37x45xf32>) {
  ^bb0(%l: f32, %r: f32, %s: f32):
    %m = arith.mulf %l, %r : f32
    %n = arith.addf %s, %m : f32
    linalg.yield %n : f32
  } -> tensor<37x45xf32>
  %e1 = tensor.empty() : tensor<45x37xf32>
  %f1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<45x37xf32>) -> tensor<45x37xf32>
  %4 = linalg.generic {indexing_maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (k, j)>, affine_map<(i, j, k) -> (j, i)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%a, %b : tensor<37x70xf32>, tensor<70x45xf32>) outs(%f1 : tensor<45x37xf32>) {
  ^bb0(%l: f32, %r: f32, %s: f32):
    %m = arith.mulf %r, %l : f32
    %n = arith.addf %m, %s : f32
    linalg.yield %n : f32
  } -> tensor<45x37xf32>
  %e2 = tensor.empty() : tensor<3x4x29x33xf32>
  %f2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<3x4x29x33xf32>) -> tensor<3x4x29x33xf32>
  %5 = linalg.generic {indexing_maps = [affine_map<(b, h, i, j, k) -> (b, i, h, k)>, affine_map<(b, h, i, j, k) -> (b, j, h, k)>, affine_map<(b, h, i, j, k) -> (b, h, i, j)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%p, %q : tensor<3x29x4x20xf32>, tensor<3x33x4x20xf32>) outs(%f2 : tensor<3x4x29x33xf32>) {
  ^bb0(%l: f32, %r: f32, %s: f32):
    %m = arith.mulf %l, %r : f32
    %n = arith.addf %s, %m : f32
    linalg.yield %n : f32
  } -> tensor<3x4x29x33xf32>
  %e3 = tensor.empty() : tensor<29x33xf32>
  %f3 = linalg.fill ins(%zero : f32) outs(%e3 : tensor<29x33xf32>) -> tensor<29x33xf32>
  %6 = linalg.generic {indexing_maps = [affine_map<(i, j, b, h, k) -> (b, i, h, k)>, affine_map<(i, j, b, h, k) -> (b, j, h, k)>, affine_map<(i, j, b, h, k) -> (i, j)>], iterator_types = ["parallel", "parallel", "reduction", "reduction", "reduction"]} ins(%p, %q : tensor<3x29x4x20xf32>, tensor<3x33x4x20xf32>) outs(%f3 : tensor<29x33xf32>) {
  ^bb0(%l: f32, %r: f32, %s: f32):
    %m = arith.mulf %l, %r : f32
    %n = arith.addf %s, %m : f32
    linalg.yield %n : f32
  } -> tensor<29x33xf32>
  %e4 = tensor.empty() : tensor<2x13x15x40xf32>
  %f4 = linalg.fill ins(%zero : f32) outs(%e4 : tensor<2x13x15x40xf32>) -> tensor<2x13x15x40xf32>
  %7 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%x, %w : tensor<2x15x17x5xf32>, tensor<3x3x5x40xf32>) outs(%f4 : tensor<2x13x15x40xf32>) -> tensor<2x13x15x40xf32>
  %e5 = tensor.empty() : tensor<2x6x7x40xf32>
  %f5 = linalg.fill ins(%zero : f32) outs(%e5 : tensor<2x6x7x40xf32>) -> tensor<2x6x7x40xf32>
  %8 = linalg.conv_2d_nhwc_hwcf {dilations = dense<2> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%x, %w : tensor<2x15x17x5xf32>, tensor<3x3x5x40xf32>) outs(%f5 : tensor<2x6x7x40xf32>) -> tensor<2x6x7x40xf32>
  %e6 = tensor.empty() : tensor<2x40x13x15xf32>
  %f6 = linalg.fill ins(%zero : f32) outs(%e6 : tensor<2x40x13x15xf32>) -> tensor<2x40x13x15xf32>
  %9 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%y, %v : tensor<2x5x15x17xf32>, tensor<40x5x3x3xf32>) outs(%f6 : tensor<2x40x13x15xf32>) -> tensor<2x40x13x15xf32>
  %e7 = tensor.empty() : tensor<2x9x10x19xf32>
  %f7 = linalg.fill ins(%zero : f32) outs(%e7 : tensor<2x9x10x19xf32>) -> tensor<2x9x10x19xf32>
  %10 = linalg.depthwise_conv_2d_nhwc_hwc {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%d, %e : tensor<2x20x21x19xf32>, tensor<3x3x19xf32>) outs(%f7 : tensor<2x9x10x19xf32>) -> tensor<2x9x10x19xf32>
  %e8 = tensor.empty() : tensor<5x70xf32>
  %f8 = linalg.fill ins(%zero : f32) outs(%e8 : tensor<5x70xf32>) -> tensor<5x70xf32>
  %11 = linalg.matmul ins(%long, %tall : tensor<5x600xf32>, tensor<600x70xf32>) outs(%f8 : tensor<5x70xf32>) -> tensor<5x70xf32>
  %e9 = tensor.empty() : tensor<70xf32>
  %f9 = linalg.fill ins(%zero : f32) outs(%e9 : tensor<70xf32>) -> tensor<70xf32>
  %12 = linalg.generic {indexing_maps = [affine_map<(j, k) -> (k)>, affine_map<(j, k) -> (k, j)>, affine_map<(j, k) -> (j)>], iterator_types = ["parallel", "reduction"]} ins(%row, %tall : tensor<600xf32>, tensor<600x70xf32>) outs(%f9 : tensor<70xf32>) {
  ^bb0(%l: f32, %r: f32, %s: f32):
    %m = arith.mulf %l, %r : f32
    %n = arith.addf %s, %m : f32
    linalg.yield %n : f32
  } -> tensor<70xf32>
  %e10 = tensor.empty() : tensor<3x3x5x40xf32>
  %f10 = linalg.fill ins(%zero : f32) outs(%e10 : tensor<3x3x5x40xf32>) -> tensor<3x3x5x40xf32>
  %13 = linalg.generic {indexing_maps = [affine_map<(u, v, c, o, n, y, x) -> (n, y + u, x + v, c)>, affine_map<(u, v, c, o, n, y, x) -> (n, y, x, o)>, affine_map<(u, v, c, o, n, y, x) -> (u, v, c, o)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]} ins(%x, %7 : tensor<2x15x17x5xf32>, tensor<2x13x15x40xf32>) outs(%f10 : tensor<3x3x5x40xf32>) {
  ^bb0(%l: f32, %r: f32, %s: f32):
    %m = arith.mulf %l, %r : f32
    %n = arith.addf %s, %m : f32
    linalg.yield %n : f32
  } -> tensor<3x3x5x40xf32>
  %e11 = tensor.empty() : tensor<2x8x9x3x18xf32>
  %f11 = linalg.fill ins(%zero : f32) outs(%e11 : tensor<2x8x9x3x18xf32>) -> tensor<2x8x9x3x18xf32>
  %14 = linalg.generic {indexing_maps = [affine_map<(n, y, x, g, o, u, v, c) -> (n, y + u, x + v, g, c)>, affine_map<(n, y, x, g, o, u, v, c) -> (u, v, g, c, o)>, affine_map<(n, y, x, g, o, u, v, c) -> (n, y, x, g, o)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]} ins(%g, %h : tensor<2x10x11x3x6xf32>, tensor<3x3x3x6x18xf32>) outs(%f11 : tensor<2x8x9x3x18xf32>) {
  ^bb0(%l: f32, %r: f32, %s: f32):
    %m = arith.mulf %l, %r : f32
    %n = arith.addf %s, %m : f32
    linalg.yield %n : f32
  } -> tensor<2x8x9x3x18xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14 : tensor<37x45xf32>, tensor<37x45xf32>, tensor<37x45xf32>, tensor<37x45xf32>, tensor<45x37xf32>, tensor<3x4x29x33xf32>, tensor<29x33xf32>, tensor<2x13x15x40xf32>, tensor<2x6x7x40xf32>, tensor<2x40x13x15xf32>, tensor<2x9x10x19xf32>, tensor<5x70xf32>, tensor<70xf32>, tensor<3x3x5x40xf32>, tensor<2x8x9x3x18xf32>
}
