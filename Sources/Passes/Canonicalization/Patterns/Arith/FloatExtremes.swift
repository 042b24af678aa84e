import FuseIR

/// `negf` on both sides of a product or quotient → neither, and the maximum or minimum with an infinity that gives way.
///
/// Exact: the sign of a product is that of the operands' signs taken together, and every number, NaN included, wins over -∞ in a
/// maximum and over ∞ in a minimum. `maxnumf` of NaN and -∞ is -∞, so that one stays.
struct FloatExtremes: RewritePattern {
  var roots: [Opcode] {
    [
      Opcode(ArithOp.mulf), Opcode(ArithOp.divf), Opcode(ArithOp.maximumf),
      Opcode(ArithOp.minimumf),
    ]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let left = rewriter.module.operand(0, of: op)
    let right = rewriter.module.operand(1, of: op)
    guard let kind = ArithOp(rewriter.module.opcode(of: op)) else { return false }
    if kind == .maximumf || kind == .minimumf {
      guard let constant = rewriter.module.constantFloat(of: right), constant.isInfinite,
        (constant < 0) == (kind == .maximumf)
      else { return false }
      rewriter.replace(op, with: left)
      return true
    }
    guard let x = rewriter.module.definingOp(of: left),
      let y = rewriter.module.definingOp(of: right),
      rewriter.module.opcode(of: x).is(ArithOp.negf), rewriter.module.opcode(of: y).is(ArithOp.negf)
    else { return false }
    rewriter.setOperands(
      of: op, to: [rewriter.module.operand(0, of: x), rewriter.module.operand(0, of: y)])
    return true
  }
}

/// `arith.cmpf` with NaN → what the predicate says of unordered numbers.
struct CompareWithNaN: RewritePattern {
  var roots: [Opcode] { [Opcode(ArithOp.cmpf)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let predicate = FloatPredicate(of: op, in: rewriter.module),
      rewriter.module.operands(of: op).contains(where: {
        rewriter.module.constantFloat(of: $0)?.isNaN == true
      })
    else { return false }
    let holds: Bool
    switch predicate {
    case .ueq, .ugt, .uge, .ult, .ule, .une, .uno, .alwaysTrue: holds = true
    case .alwaysFalse, .oeq, .ogt, .oge, .olt, .ole, .one, .ord: holds = false
    }
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let value = rewriter.module.uniformConstant(holds ? 1 : 0, type) else { return false }
    rewriter.replace(op, with: rewriter.buildConstant(value, type, for: Opcode(ArithOp.cmpf)))
    return true
  }
}
