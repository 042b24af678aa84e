// RUN: fusec %s -split-input-file -verify-diagnostics > %t

func.func @good(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "fuse.group"(%x) ({
  ^bb0(%y: tensor<4xf32>):
    %1 = stablehlo.tanh %y : tensor<4xf32>
    "fuse_end.yield"(%1) : (tensor<4xf32>) -> ()
  }) {kind = "curve", parameters = {order = 1 : i64}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @arguments(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{must have a region whose arguments are of the types of the operands, (tensor<4xf32>), but they are (tensor<5xf32>)}}
  %0 = "fuse.group"(%x) ({
  ^bb0(%y: tensor<5xf32>):
    %1 = stablehlo.constant dense<0.0> : tensor<4xf32>
    "fuse_end.yield"(%1) : (tensor<4xf32>) -> ()
  }) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @results(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{must yield values of the types of its results, (tensor<4xf32>), but yields ()}}
  %0 = "fuse.group"(%x) ({
  ^bb0(%y: tensor<4xf32>):
    "fuse_end.yield"() : () -> ()
  }) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func private @g(tensor<4xf32>) -> tensor<4xf32>
func.func @call(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "fuse.group"(%x) ({
  ^bb0(%y: tensor<4xf32>):
    // expected-error @+1 {{cannot stand in a fuse.group: inline the call first}}
    %1 = func.call @g(%y) : (tensor<4xf32>) -> tensor<4xf32>
    "fuse_end.yield"(%1) : (tensor<4xf32>) -> ()
  }) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
