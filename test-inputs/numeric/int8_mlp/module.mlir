module @jit_int8_mlp attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(%arg0: tensor<12x28xi8>, %arg1: tensor<28x40xi8>, %arg2: tensor<40xi32>, %arg3: tensor<40x24xi8>, %arg4: tensor<24xi32>, %arg5: tensor<24x10xi8>, %arg6: tensor<10xi32>) -> (tensor<12x10xi8> {jax.result_info = "result"}) {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<12x28xi8>, tensor<28x40xi8>) -> tensor<12x40xi32>
    %1 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<40xi32>) -> tensor<1x40xi32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [0, 1] : (tensor<1x40xi32>) -> tensor<12x40xi32>
    %3 = stablehlo.add %0, %2 : tensor<12x40xi32>
    %4 = stablehlo.convert %3 : (tensor<12x40xi32>) -> tensor<12x40xf32>
    %cst = stablehlo.constant dense<2.012340e-03> : tensor<f32>
    %5 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<12x40xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<12x40xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<12x40xf32>
    %8 = stablehlo.maximum %6, %7 : tensor<12x40xf32>
    %9 = call @round(%8) : (tensor<12x40xf32>) -> tensor<12x40xf32>
    %c = stablehlo.constant dense<-128> : tensor<i32>
    %c_1 = stablehlo.constant dense<127> : tensor<i32>
    %10 = call @clip(%9, %c, %c_1) : (tensor<12x40xf32>, tensor<i32>, tensor<i32>) -> tensor<12x40xf32>
    %11 = stablehlo.convert %10 : (tensor<12x40xf32>) -> tensor<12x40xi8>
    %12 = stablehlo.dot_general %11, %arg3, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<12x40xi8>, tensor<40x24xi8>) -> tensor<12x24xi32>
    %13 = stablehlo.broadcast_in_dim %arg4, dims = [1] : (tensor<24xi32>) -> tensor<1x24xi32>
    %14 = stablehlo.broadcast_in_dim %13, dims = [0, 1] : (tensor<1x24xi32>) -> tensor<12x24xi32>
    %15 = stablehlo.add %12, %14 : tensor<12x24xi32>
    %16 = stablehlo.convert %15 : (tensor<12x24xi32>) -> tensor<12x24xf32>
    %cst_2 = stablehlo.constant dense<1.512340e-03> : tensor<f32>
    %17 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<12x24xf32>
    %18 = stablehlo.multiply %16, %17 : tensor<12x24xf32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<12x24xf32>
    %20 = stablehlo.maximum %18, %19 : tensor<12x24xf32>
    %21 = call @round_0(%20) : (tensor<12x24xf32>) -> tensor<12x24xf32>
    %c_4 = stablehlo.constant dense<-128> : tensor<i32>
    %c_5 = stablehlo.constant dense<127> : tensor<i32>
    %22 = call @clip_0(%21, %c_4, %c_5) : (tensor<12x24xf32>, tensor<i32>, tensor<i32>) -> tensor<12x24xf32>
    %23 = stablehlo.convert %22 : (tensor<12x24xf32>) -> tensor<12x24xi8>
    %24 = stablehlo.dot_general %23, %arg5, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<12x24xi8>, tensor<24x10xi8>) -> tensor<12x10xi32>
    %25 = stablehlo.broadcast_in_dim %arg6, dims = [1] : (tensor<10xi32>) -> tensor<1x10xi32>
    %26 = stablehlo.broadcast_in_dim %25, dims = [0, 1] : (tensor<1x10xi32>) -> tensor<12x10xi32>
    %27 = stablehlo.add %24, %26 : tensor<12x10xi32>
    %28 = stablehlo.convert %27 : (tensor<12x10xi32>) -> tensor<12x10xf32>
    %cst_6 = stablehlo.constant dense<1.712340e-03> : tensor<f32>
    %29 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<12x10xf32>
    %30 = stablehlo.multiply %28, %29 : tensor<12x10xf32>
    %31 = call @round_1(%30) : (tensor<12x10xf32>) -> tensor<12x10xf32>
    %c_7 = stablehlo.constant dense<-128> : tensor<i32>
    %c_8 = stablehlo.constant dense<127> : tensor<i32>
    %32 = call @clip_1(%31, %c_7, %c_8) : (tensor<12x10xf32>, tensor<i32>, tensor<i32>) -> tensor<12x10xf32>
    %33 = stablehlo.convert %32 : (tensor<12x10xf32>) -> tensor<12x10xi8>
    return %33 : tensor<12x10xi8>
  }
  func.func private @round(%arg0: tensor<12x40xf32>) -> tensor<12x40xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<12x40xf32>
    return %0 : tensor<12x40xf32>
  }
  func.func private @clip(%arg0: tensor<12x40xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<12x40xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<12x40xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<12x40xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<12x40xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<12x40xf32>
    return %5 : tensor<12x40xf32>
  }
  func.func private @round_0(%arg0: tensor<12x24xf32>) -> tensor<12x24xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<12x24xf32>
    return %0 : tensor<12x24xf32>
  }
  func.func private @clip_0(%arg0: tensor<12x24xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<12x24xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<12x24xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<12x24xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<12x24xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<12x24xf32>
    return %5 : tensor<12x24xf32>
  }
  func.func private @round_1(%arg0: tensor<12x10xf32>) -> tensor<12x10xf32> {
    %0 = stablehlo.round_nearest_even %arg0 : tensor<12x10xf32>
    return %0 : tensor<12x10xf32>
  }
  func.func private @clip_1(%arg0: tensor<12x10xf32>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<12x10xf32> {
    %0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<12x10xf32>
    %2 = stablehlo.maximum %1, %arg0 : tensor<12x10xf32>
    %3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> tensor<12x10xf32>
    %5 = stablehlo.minimum %4, %2 : tensor<12x10xf32>
    return %5 : tensor<12x10xf32>
  }
}
