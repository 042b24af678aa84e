func.func @softmax(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<2xf32>) -> tensor<2x3xf32>
  %d = stablehlo.subtract %x, %mb : tensor<2x3xf32>
  %e = stablehlo.exponential %d : tensor<2x3xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<2xf32>) -> tensor<2x3xf32>
  %r = stablehlo.divide %e, %sb : tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}
func.func @mask(%m: tensor<2xi1>, %x: tensor<2xf16>, %y: tensor<f16>) -> tensor<2xf16> {
  %b = stablehlo.broadcast_in_dim %y, dims = [] : (tensor<f16>) -> tensor<2xf16>
  %r = stablehlo.select %m, %x, %b : tensor<2xi1>, tensor<2xf16>
  return %r : tensor<2xf16>
}
func.func private @hidden(%x: tensor<2xf32>) -> tensor<2xf32> {
  return %x : tensor<2xf32>
}
