func.func public @main(%x: tensor<?x37xf32>) -> tensor<?x37xf32> {
  %n = stablehlo.get_dimension_size %x, dim = 0 : (tensor<?x37xf32>) -> tensor<i32>
  %r = call @inner(%n, %x) : (tensor<i32>, tensor<?x37xf32>) -> tensor<?x37xf32>
  return %r : tensor<?x37xf32>
}
func.func private @inner(%n: tensor<i32>, %x: tensor<?x37xf32>) -> tensor<?x37xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %k = stablehlo.constant dense<37> : tensor<1xi32>
  %n1 = stablehlo.reshape %n : (tensor<i32>) -> tensor<1xi32>
  %shape = stablehlo.concatenate %n1, %k, dim = 0 : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<?x37xf32>, tensor<f32>) -> tensor<?xf32>
  %mb = stablehlo.dynamic_broadcast_in_dim %m, %shape, dims = [0] : (tensor<?xf32>, tensor<2xi32>) -> tensor<?x37xf32>
  %d = stablehlo.subtract %x, %mb : tensor<?x37xf32>
  %e = stablehlo.exponential %d : tensor<?x37xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<?x37xf32>, tensor<f32>) -> tensor<?xf32>
  %sb = stablehlo.dynamic_broadcast_in_dim %s, %shape, dims = [0] : (tensor<?xf32>, tensor<2xi32>) -> tensor<?x37xf32>
  %r = stablehlo.divide %e, %sb : tensor<?x37xf32>
  return %r : tensor<?x37xf32>
}
