import FuseIR

/// A bias: a vector added to the result of a product or convolution, along one of its dimensions.
///
/// Inputs: the tensor and the vector. Parameter: `dimension`.
struct BiasPattern: RaisedPattern {
  func match(_ root: OpID, _ reader: inout PatternReader, in module: borrowing Module)
    -> PatternMatch?
  {
    guard let whole = PatternReader.whole(module.result(of: root), in: module),
      case .elementwise(.add, let terms) = reader.node(whole, in: module)
    else { return nil }
    for (tensor, vector) in [(terms[0], terms[1]), (terms[1], terms[0])] {
      let core = reader.core(of: vector, in: module)
      let along = core.dimensions.filter { $0 >= 0 }
      // A tensor with one dimension of more than one element looks like a vector; a bias has fewer dimensions.
      guard along.count == 1, let rank = module.shape(of: core.value)?.count,
        rank < whole.dimensions.count || whole.dimensions.filter({ $0 >= 0 }).count > 1,
        reader.number(core.value, in: module) == nil,
        let op = module.definingOp(of: reader.core(of: tensor, in: module).value),
        isProduct(op, in: module), let input = reader.settle([tensor], in: module)
      else { continue }
      let bias = reader.peel(vector, in: module).value
      return PatternMatch(
        kind: "bias", root: root, ops: reader.ops, inputs: [input, bias],
        parameters: [("dimension", .integers([Int64(along[0])]))])
    }
    return nil
  }

  private func isProduct(_ op: OpID, in module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    if opcode.is(StablehloOp.convolution) || Contraction(op, in: module) != nil { return true }
    guard let kind = LinalgOp(opcode) else { return false }
    switch kind {
    case .conv1d, .conv2d, .conv3d, .conv1dNwcWcf, .conv1dNcwFcw, .conv2dNhwcHwcf,
      .conv2dNhwcFhwc, .conv2dNchwFchw, .conv2dNgchwFgchw, .conv2dNgchwGfchw, .conv3dNdhwcDhwcf,
      .conv3dNcdhwFcdhw, .depthwiseConv1dNwcWc, .depthwiseConv2dNchwChw, .depthwiseConv2dNhwcHwc,
      .depthwiseConv2dNhwcHwcm, .conv2dNhwgcGfhwc, .depthwiseConv1dNcwCw, .depthwiseConv1dNwcWcm,
      .depthwiseConv3dNcdhwCdhw, .depthwiseConv3dNdhwcDhwc, .depthwiseConv3dNdhwcDhwcm:
      return true
    default: return false
    }
  }
}
