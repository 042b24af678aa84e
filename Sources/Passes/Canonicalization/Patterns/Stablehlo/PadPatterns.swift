import FuseIR

/// The amounts of a `stablehlo.pad`.
private struct Padding {
  var low: [Int64]
  var high: [Int64]
  var interior: [Int64]

  init?(_ op: OpID, _ module: borrowing Module) {
    guard module.opcode(of: op).is(StablehloOp.pad),
      let low = module.integers("edge_padding_low", of: op),
      let high = module.integers("edge_padding_high", of: op),
      let interior = module.integers("interior_padding", of: op),
      low.count == high.count, low.count == interior.count,
      module.hasStaticShape(module.type(of: module.operand(0, of: op)))
    else { return nil }
    self.low = low
    self.high = high
    self.interior = interior
  }

  var hasInterior: Bool { interior.contains { $0 != 0 } }
}

/// `pad` that only cuts → `slice`, and `pad(pad(x))` with the same value → one `pad`.
struct PadSimplification: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.pad)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let padding = Padding(op, rewriter.module), !padding.hasInterior else { return false }
    let operand = rewriter.module.operand(0, of: op)
    guard let shape = rewriter.module.shape(of: operand) else { return false }
    if (padding.low + padding.high).allSatisfy({ $0 <= 0 }) {
      let bounds = SliceBounds(
        starts: padding.low.map { 0 - $0 }, limits: zip(shape, padding.high).map { $0 + $1 },
        strides: shape.map { _ in 1 })
      // What is cut off both ends may be more than there is.
      guard zip(bounds.starts, bounds.limits).allSatisfy({ $0 <= $1 }) else { return false }
      let value = rewriter.buildSlice(
        of: operand, bounds, rewriter.module.type(of: rewriter.module.result(of: op)))
      rewriter.replace(op, with: value)
      return true
    }
    return merge(op, padding, &rewriter)
  }

  private func merge(_ op: OpID, _ outer: Padding, _ rewriter: inout Rewriter) -> Bool {
    guard let definition = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      let inner = Padding(definition, rewriter.module), !inner.hasInterior,
      rewriter.module.operand(1, of: definition) == rewriter.module.operand(1, of: op),
      (inner.low + inner.high + outer.low + outer.high).allSatisfy({ $0 >= 0 && $0 < 1 << 40 })
    else { return false }
    let low = rewriter.module.denseArrayAttribute(zip(inner.low, outer.low).map { $0 + $1 })
    let high = rewriter.module.denseArrayAttribute(zip(inner.high, outer.high).map { $0 + $1 })
    let interior = rewriter.module.denseArrayAttribute(outer.interior)
    let made = rewriter.build(
      StablehloOp.pad,
      operands: [
        rewriter.module.operand(0, of: definition), rewriter.module.operand(1, of: op),
      ], resultTypes: [rewriter.module.type(of: rewriter.module.result(of: op))],
      attributes: [
        ("edge_padding_low", low), ("edge_padding_high", high), ("interior_padding", interior),
      ])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

/// `slice(pad(x))` → `slice(x)` where the slice takes nothing of what was added.
struct SliceOfPad: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.slice)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard var bounds = SliceBounds(op, rewriter.module),
      let definition = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      let padding = Padding(definition, rewriter.module), !padding.hasInterior,
      let shape = rewriter.module.shape(of: rewriter.module.operand(0, of: definition)),
      shape.count == bounds.starts.count
    else { return false }
    for index in shape.indices {
      bounds.starts[index] -= padding.low[index]
      bounds.limits[index] -= padding.low[index]
      guard bounds.starts[index] >= 0, bounds.limits[index] <= shape[index] else { return false }
    }
    let value = rewriter.buildSlice(
      of: rewriter.module.operand(0, of: definition), bounds,
      rewriter.module.type(of: rewriter.module.result(of: op)))
    rewriter.replace(op, with: value)
    return true
  }
}

/// `slice(broadcast_in_dim(x))` → `broadcast_in_dim(x)` to the smaller type, where the slice keeps every dimension of `x` whole.
struct SliceOfBroadcast: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.slice)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let bounds = SliceBounds(op, rewriter.module),
      let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(StablehloOp.broadcastInDim),
      let dimensions = rewriter.module.integers("broadcast_dimensions", of: inner),
      let from = rewriter.module.shape(of: rewriter.module.operand(0, of: inner)),
      let through = rewriter.module.shape(of: rewriter.module.result(of: inner)),
      from.count == dimensions.count,
      let to = rewriter.module.shape(of: rewriter.module.result(of: op))
    else { return false }
    for (index, dimension) in dimensions.enumerated() {
      let target = Int(dimension)
      guard through.indices.contains(target) else { return false }
      // A dimension of size 1 that is repeated may be repeated less often, but not become empty.
      if from[index] == 1 ? to[target] == 0 : to[target] != through[target] { return false }
      if from[index] != 1, bounds.strides[target] != 1 { return false }
    }
    rewriter.replaceByBroadcast(op, of: rewriter.module.operand(0, of: inner), dimensions)
    return true
  }
}
