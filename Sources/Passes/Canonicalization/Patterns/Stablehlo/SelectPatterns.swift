import FuseIR

/// `select` whose predicate or branches say more: by `not p`, of another `select` by the same predicate, between true
/// and false, and `x == y ? x : y` of integers.
struct SelectSimplification: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.select)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let predicate = rewriter.module.operand(0, of: op)
    let onTrue = rewriter.module.operand(1, of: op)
    let onFalse = rewriter.module.operand(2, of: op)
    // select(not p, a, b) → select(p, b, a)
    if let inner = rewriter.module.definingOp(of: predicate),
      rewriter.module.opcode(of: inner).is(StablehloOp.not)
    {
      rewriter.setOperands(
        of: op, to: [rewriter.module.operand(0, of: inner), onFalse, onTrue])
      return true
    }
    // select(p, select(p, a, _), c) → select(p, a, c), and the same on the other side.
    if let value = branch(1, of: onTrue, by: predicate, rewriter.module) {
      rewriter.setOperand(1, of: op, to: value)
      return true
    }
    if let value = branch(2, of: onFalse, by: predicate, rewriter.module) {
      rewriter.setOperand(2, of: op, to: value)
      return true
    }
    return betweenTruthValues(op, predicate, onTrue, onFalse, &rewriter)
      || ofEqual(op, predicate, onTrue, onFalse, &rewriter)
  }

  /// The operand of `value` with the given index, if that is a `select` by the predicate.
  private func branch(
    _ index: Int, of value: ValueID, by predicate: ValueID, _ module: borrowing Module
  ) -> ValueID? {
    guard let inner = module.definingOp(of: value), module.opcode(of: inner).is(StablehloOp.select),
      module.operand(0, of: inner) == predicate
    else { return nil }
    return module.operand(index, of: inner)
  }

  /// select(p, true, false) → p, and select(p, false, true) → not p.
  private func betweenTruthValues(
    _ op: OpID, _ predicate: ValueID, _ onTrue: ValueID, _ onFalse: ValueID,
    _ rewriter: inout Rewriter
  ) -> Bool {
    let type = rewriter.module.type(of: predicate)
    guard rewriter.module.elementType(of: onTrue) == .i1,
      rewriter.module.type(of: rewriter.module.result(of: op)) == type,
      let first = rewriter.module.constantInteger(of: onTrue),
      let second = rewriter.module.constantInteger(of: onFalse), first != second
    else { return false }
    if first != 0 {
      rewriter.replace(op, with: predicate)
    } else {
      let made = rewriter.build(StablehloOp.not, operands: [predicate], resultTypes: [type])
      rewriter.replace(op, withResultsOf: made)
    }
    return true
  }

  /// select(x == y, x, y) → y and select(x != y, x, y) → x. Of integers only: 0.0 equals -0.0.
  private func ofEqual(
    _ op: OpID, _ predicate: ValueID, _ onTrue: ValueID, _ onFalse: ValueID,
    _ rewriter: inout Rewriter
  ) -> Bool {
    guard let compare = rewriter.module.definingOp(of: predicate),
      rewriter.module.opcode(of: compare).is(StablehloOp.compare),
      rewriter.module.isIntegerOrIndex(rewriter.module.elementType(of: onTrue))
    else { return false }
    let pair = rewriter.module.operands(of: compare)
    guard pair == [onTrue, onFalse] || pair == [onFalse, onTrue] else { return false }
    let value: ValueID
    switch ComparisonDirection("comparison_direction", of: compare, in: rewriter.module) {
    case .eq: value = onFalse
    case .ne: value = onTrue
    default: return false
    }
    guard
      rewriter.module.type(of: value) == rewriter.module.type(of: rewriter.module.result(of: op))
    else { return false }
    rewriter.replace(op, with: value)
    return true
  }
}
