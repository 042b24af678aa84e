// Products whose rows go on to kernels: two layers with an activation between and a normalization behind, attention by heads, a
// convolution with a scale and an activation.

func.func public @main(
    %x: tensor<1000x40xf32>, %w: tensor<40x96xf32>, %b: tensor<96xf32>, %v: tensor<96x40xf32>,
    %q: tensor<6x50x16xf32>, %k: tensor<6x50x16xf32>, %u: tensor<6x50x24xf32>,
    %image: tensor<4x18x18x8xf32>, %filter: tensor<3x3x8x20xf32>, %scale: tensor<20xf32>)
    -> (tensor<1000x40xf32>, tensor<6x50x24xf32>, tensor<4x16x16x20xf32>) {
  %0 = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<1000x40xf32>, tensor<40x96xf32>) -> tensor<1000x96xf32>
  %1 = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<96xf32>) -> tensor<1000x96xf32>
  %2 = stablehlo.add %0, %1 : tensor<1000x96xf32>
  %3 = stablehlo.tanh %2 : tensor<1000x96xf32>
  %4 = stablehlo.dot_general %3, %v, contracting_dims = [1] x [0] : (tensor<1000x96xf32>, tensor<96x40xf32>) -> tensor<1000x40xf32>
  %5 = stablehlo.add %4, %x : tensor<1000x40xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %6 = stablehlo.multiply %5, %5 : tensor<1000x40xf32>
  %7 = stablehlo.reduce(%6 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<1000x40xf32>, tensor<f32>) -> tensor<1000xf32>
  %8 = stablehlo.rsqrt %7 : tensor<1000xf32>
  %9 = stablehlo.broadcast_in_dim %8, dims = [0] : (tensor<1000xf32>) -> tensor<1000x40xf32>
  %10 = stablehlo.multiply %5, %9 : tensor<1000x40xf32>

  %11 = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [2] x [2] : (tensor<6x50x16xf32>, tensor<6x50x16xf32>) -> tensor<6x50x50xf32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %12 = stablehlo.reduce(%11 init: %low) applies stablehlo.maximum across dimensions = [2] : (tensor<6x50x50xf32>, tensor<f32>) -> tensor<6x50xf32>
  %13 = stablehlo.broadcast_in_dim %12, dims = [0, 1] : (tensor<6x50xf32>) -> tensor<6x50x50xf32>
  %14 = stablehlo.subtract %11, %13 : tensor<6x50x50xf32>
  %15 = stablehlo.exponential %14 : tensor<6x50x50xf32>
  %16 = stablehlo.reduce(%15 init: %zero) applies stablehlo.add across dimensions = [2] : (tensor<6x50x50xf32>, tensor<f32>) -> tensor<6x50xf32>
  %17 = stablehlo.broadcast_in_dim %16, dims = [0, 1] : (tensor<6x50xf32>) -> tensor<6x50x50xf32>
  %18 = stablehlo.divide %15, %17 : tensor<6x50x50xf32>
  %19 = stablehlo.dot_general %18, %u, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<6x50x50xf32>, tensor<6x50x24xf32>) -> tensor<6x50x24xf32>

  %20 = stablehlo.convolution(%image, %filter) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<4x18x18x8xf32>, tensor<3x3x8x20xf32>) -> tensor<4x16x16x20xf32>
  %21 = stablehlo.broadcast_in_dim %scale, dims = [3] : (tensor<20xf32>) -> tensor<4x16x16x20xf32>
  %22 = stablehlo.multiply %20, %21 : tensor<4x16x16x20xf32>
  %23 = stablehlo.broadcast_in_dim %zero, dims = [] : (tensor<f32>) -> tensor<4x16x16x20xf32>
  %24 = stablehlo.maximum %22, %23 : tensor<4x16x16x20xf32>
  return %10, %19, %24 : tensor<1000x40xf32>, tensor<6x50x24xf32>, tensor<4x16x16x20xf32>
}
