import FuseIR

/// Ops whose shapes are operands → the ops with static shapes, where the types and the constants among the operands say
/// all: `dynamic_reshape`, `dynamic_broadcast_in_dim`, `dynamic_iota`, `dynamic_pad`, `real_dynamic_slice`,
/// `dynamic_gather` and `dynamic_conv`.
struct StaticShape: RewritePattern {
  var roots: [Opcode] {
    let ops: [StablehloOp] = [
      .dynamicReshape, .dynamicBroadcastInDim, .dynamicIota, .dynamicPad, .realDynamicSlice,
      .dynamicGather, .dynamicConv,
    ]
    return ops.map { Opcode($0) }
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard rewriter.module.hasStaticShape(type) else { return false }
    let operands = rewriter.module.operands(of: op)
    switch StablehloOp(rewriter.module.opcode(of: op)) {
    case .dynamicReshape: return reshape(op, operands[0], type, &rewriter)
    case .dynamicBroadcastInDim:
      return keep(["broadcast_dimensions"], of: op, .broadcastInDim, [operands[0]], &rewriter)
    case .dynamicIota: return keep(["iota_dimension"], of: op, .iota, [], &rewriter)
    case .dynamicPad:
      return replace(
        op, by: .pad, Array(operands[..<2]), from: Array(operands[2...]),
        ["edge_padding_low", "edge_padding_high", "interior_padding"], &rewriter)
    case .realDynamicSlice:
      return replace(
        op, by: .slice, [operands[0]], from: Array(operands[1...]),
        ["start_indices", "limit_indices", "strides"], &rewriter)
    case .dynamicGather:
      guard let sizes = rewriter.module.constantIntegers(of: operands[2]) else { return false }
      let attribute = rewriter.module.denseArrayAttribute(sizes)
      return keep(
        ["dimension_numbers", "indices_are_sorted"], of: op, .gather, Array(operands[..<2]),
        &rewriter, adding: [("slice_sizes", attribute)])
    case .dynamicConv:
      guard let padding = rewriter.module.constantIntegers(of: operands[2]) else { return false }
      let attribute = rewriter.module.paddingAttribute(padding)
      return keep(
        [
          "window_strides", "lhs_dilation", "rhs_dilation", "window_reversal",
          "dimension_numbers", "feature_group_count", "batch_group_count", "precision_config",
        ], of: op, .convolution, Array(operands[..<2]), &rewriter,
        adding: [("padding", attribute)])
    default: return false
    }
  }

  private func reshape(
    _ op: OpID, _ operand: ValueID, _ type: TypeID, _ rewriter: inout Rewriter
  ) -> Bool {
    let from = rewriter.module.type(of: operand)
    guard let count = rewriter.module.elementCount(of: from),
      count == rewriter.module.elementCount(of: type)
    else { return false }
    return keep([], of: op, .reshape, [operand], &rewriter)
  }

  /// Replaces the op by `kind` with some of its attributes and others.
  private func keep(
    _ names: [String], of op: OpID, _ kind: StablehloOp, _ operands: [ValueID],
    _ rewriter: inout Rewriter, adding others: [(String, AttributeID)] = []
  ) -> Bool {
    var attributes = others
    for name in names {
      if let value = rewriter.module.attribute(name, of: op) { attributes.append((name, value)) }
    }
    let types = [rewriter.module.type(of: rewriter.module.result(of: op))]
    // Constants that ask for what no shape allows are wrong only where the op runs; the op with static shapes is always.
    let trial = rewriter.module.build(
      kind, at: .before(op), operands: operands, resultTypes: types, attributes: attributes,
      location: rewriter.module.location(of: op))
    let isValid = rewriter.module.verify(trial).isEmpty
    rewriter.module.erase(trial)
    guard isValid else { return false }
    let made = rewriter.build(
      kind, operands: operands, resultTypes: types, attributes: attributes)
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  /// Replaces the op by `kind`, the constants `values` as its attributes.
  private func replace(
    _ op: OpID, by kind: StablehloOp, _ operands: [ValueID], from values: [ValueID],
    _ names: [String], _ rewriter: inout Rewriter
  ) -> Bool {
    guard values.count == names.count,
      rewriter.module.hasStaticShape(rewriter.module.type(of: operands[0]))
    else { return false }
    var lists: [[Int64]] = []
    for value in values {
      guard let list = rewriter.module.constantIntegers(of: value) else { return false }
      lists.append(list)
    }
    var attributes: [AttributeID] = []
    for list in lists { attributes.append(rewriter.module.denseArrayAttribute(list)) }
    return keep(
      [], of: op, kind, operands, &rewriter, adding: Array(zip(names, attributes)))
  }
}

/// `get_dimension_size` of a size that the type says → a constant, and `set_dimension_size` to the size that the type
/// says → the operand.
struct KnownDimensionSize: RewritePattern {
  var roots: [Opcode] {
    [Opcode(StablehloOp.getDimensionSize), Opcode(StablehloOp.setDimensionSize)]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operand = rewriter.module.operand(0, of: op)
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let dimension = rewriter.module.integer("dimension", of: op),
      let shape = rewriter.module.shape(of: operand), shape.indices.contains(Int(dimension)),
      shape[Int(dimension)] != Dimension.dynamic
    else { return false }
    let size = shape[Int(dimension)]
    if rewriter.module.opcode(of: op).is(StablehloOp.setDimensionSize) {
      guard rewriter.module.type(of: operand) == type,
        rewriter.module.constantInteger(of: rewriter.module.operand(1, of: op)) == size
      else { return false }
      rewriter.replace(op, with: operand)
      return true
    }
    guard let value = rewriter.module.uniformConstant(size, type) else { return false }
    rewriter.replace(
      op, with: rewriter.buildConstant(value, type, for: rewriter.module.opcode(of: op)))
    return true
  }
}

extension Module {
  /// The integers of a constant of at most 64 bits per element, nil for every other value.
  func constantIntegers(of value: ValueID) -> [Int64]? {
    guard let attribute = constantAttribute(of: value), hasStaticShape(type(of: value)) else {
      return nil
    }
    return Tensor(attribute, in: self)?.integers()
  }
}
