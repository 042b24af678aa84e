import FuseIR

/// `reverse(reverse(x))` → `reverse(x)` along the dimensions that only one of them turns, and a dimension that a
/// broadcast fills, or that has size 1, needs no turning.
struct ReverseSimplification: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.reverse)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operand = rewriter.module.operand(0, of: op)
    guard let turned = rewriter.module.integers("dimensions", of: op),
      let shape = rewriter.module.shape(of: operand),
      turned.allSatisfy({ shape.indices.contains(Int($0)) })
    else { return false }
    var source = operand
    var wanted = turned.filter { shape[Int($0)] != 1 }
    if let inner = rewriter.module.definingOp(of: operand) {
      if rewriter.module.opcode(of: inner).is(StablehloOp.reverse),
        let first = rewriter.module.integers("dimensions", of: inner)
      {
        source = rewriter.module.operand(0, of: inner)
        wanted = Set(wanted).symmetricDifference(first).sorted()
      } else if rewriter.module.opcode(of: inner).is(StablehloOp.broadcastInDim) {
        let filled = filledDimensions(inner, shape.count, rewriter.module)
        wanted.removeAll { filled.contains($0) }
      }
    }
    guard wanted != turned else { return false }
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    if wanted.isEmpty, rewriter.module.type(of: source) == type {
      rewriter.replace(op, with: source)
      return true
    }
    let attribute = rewriter.module.denseArrayAttribute(wanted)
    let made = rewriter.build(
      StablehloOp.reverse, operands: [source], resultTypes: [type],
      attributes: [("dimensions", attribute)])
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  /// The dimensions along which all elements of the broadcast are the same.
  private func filledDimensions(
    _ broadcast: OpID, _ rank: Int, _ module: borrowing Module
  ) -> Set<Int64> {
    var filled = Set((0..<rank).map { Int64($0) })
    guard let dimensions = module.integers("broadcast_dimensions", of: broadcast),
      let shape = module.shape(of: module.operand(0, of: broadcast)),
      shape.count == dimensions.count
    else { return [] }
    for (index, dimension) in dimensions.enumerated() where shape[index] != 1 {
      filled.remove(dimension)
    }
    return filled
  }
}

/// `transpose` that only moves dimensions of size 1 → `reshape`.
struct TransposeOfUnitDimensions: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.transpose)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operand = rewriter.module.operand(0, of: op)
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let permutation = rewriter.module.integers("permutation", of: op),
      let shape = rewriter.module.shape(of: operand), rewriter.module.hasStaticShape(type),
      rewriter.module.hasStaticShape(rewriter.module.type(of: operand)),
      permutation.allSatisfy({ shape.indices.contains(Int($0)) })
    else { return false }
    let moved = permutation.filter { shape[Int($0)] != 1 }
    guard zip(moved, moved.dropFirst()).allSatisfy({ $0 < $1 }) else { return false }
    let made = rewriter.build(StablehloOp.reshape, operands: [operand], resultTypes: [type])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}
