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

// -----

func.func @edges(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = stablehlo.abs %x : tensor<4xf32>
  // expected-error @+1 {{attribute 'fuse.edges' must hold #fuse.edge<operand, verdict, views, map, reasons>, but holds #fuse.edge<0 : i64, "perhaps", 0 : i64, unit, []>}}
  %1 = stablehlo.negate %0 {fuse.edges = [#fuse.edge<0 : i64, "perhaps", 0 : i64, unit, []>]} : tensor<4xf32>
  // expected-error @+1 {{attribute 'fuse.edges' names operand #3, but there are 1}}
  %2 = stablehlo.negate %0 {fuse.edges = [#fuse.edge<3, "legal", 0, unit, []>]} : tensor<4xf32>
  // expected-error @+1 {{attribute 'fuse.edges' must be an array of #fuse.edge<...>}}
  %3 = stablehlo.negate %0 {fuse.edges = 1 : i64} : tensor<4xf32>
  // expected-error @+1 {{attribute 'fuse.group_id' must be an integer of at least 0}}
  %4 = stablehlo.negate %0 {fuse.group_id = -1 : i64} : tensor<4xf32>
  %5 = stablehlo.negate %0 {fuse.edges = [#fuse.edge<0, "illegal", 2, affine_map<(d0) -> (d0)>, [{code = "memory", bytes = 3, memory = "a\22\\b", list = [1, 2]}, {code = "cycle", op = "abs.1"}]>]} : tensor<4xf32>
  return %4 : tensor<4xf32>
}
