import FuseIR

/// `arith.select` by `not p`, of another select by the same condition, of truth values with one constant, of 1 and 0, and
/// two selects that share a value.
struct ArithSelectSimplification: RewritePattern {
  var roots: [Opcode] { [Opcode(ArithOp.select)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let condition = rewriter.module.operand(0, of: op)
    let onTrue = rewriter.module.operand(1, of: op)
    let onFalse = rewriter.module.operand(2, of: op)
    if let inner = rewriter.module.definingOp(of: condition),
      rewriter.module.opcode(of: inner).is(ArithOp.xori),
      rewriter.module.constantInteger(of: rewriter.module.operand(1, of: inner)) == 1
    {
      rewriter.setOperands(of: op, to: [rewriter.module.operand(0, of: inner), onFalse, onTrue])
      return true
    }
    if let value = branch(1, of: onTrue, by: condition, rewriter.module) {
      rewriter.setOperand(1, of: op, to: value)
      return true
    }
    if let value = branch(2, of: onFalse, by: condition, rewriter.module) {
      rewriter.setOperand(2, of: op, to: value)
      return true
    }
    return ofConstants(op, condition, onTrue, onFalse, &rewriter)
      || joinConditions(op, condition, onTrue, onFalse, &rewriter)
  }

  private func branch(
    _ index: Int, of value: ValueID, by condition: ValueID, _ module: borrowing Module
  ) -> ValueID? {
    guard let inner = module.definingOp(of: value), module.opcode(of: inner).is(ArithOp.select),
      module.operand(0, of: inner) == condition
    else { return nil }
    return module.operand(index, of: inner)
  }

  /// p ? false : true → xori(p, true), and p ? 1 : 0 → extui(p).
  private func ofConstants(
    _ op: OpID, _ condition: ValueID, _ onTrue: ValueID, _ onFalse: ValueID,
    _ rewriter: inout Rewriter
  ) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    let shape = rewriter.module.type(of: condition)
    guard let first = rewriter.module.constantInteger(of: onTrue),
      let second = rewriter.module.constantInteger(of: onFalse)
    else { return false }
    if type == shape {
      guard first == 0, second == 1 else { return false }
      let made = rewriter.build(ArithOp.xori, operands: [condition, onFalse], resultTypes: [type])
      rewriter.replace(op, withResultsOf: made)
      return true
    }
    guard first == 1, second == 0,
      case .integer = rewriter.module.type(rewriter.module.elementType(of: type)),
      rewriter.module.elementType(of: type) != .i1,
      rewriter.module.shape(of: type) == rewriter.module.shape(of: shape)
    else { return false }
    let made = rewriter.build(ArithOp.extui, operands: [condition], resultTypes: [type])
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  /// p ? (q ? a : b) : b → (p and q) ? a : b, and p ? a : (q ? a : b) → (p or q) ? a : b, where the inner one has no
  /// other reader.
  private func joinConditions(
    _ op: OpID, _ condition: ValueID, _ onTrue: ValueID, _ onFalse: ValueID,
    _ rewriter: inout Rewriter
  ) -> Bool {
    let shape = rewriter.module.type(of: condition)
    func inner(_ value: ValueID, _ module: borrowing Module) -> OpID? {
      guard let op = module.definingOp(of: value), module.opcode(of: op).is(ArithOp.select),
        module.hasOneUse(value), module.type(of: module.operand(0, of: op)) == shape
      else { return nil }
      return op
    }
    if let select = inner(onTrue, rewriter.module),
      rewriter.module.operand(2, of: select) == onFalse
    {
      let both = rewriter.build(
        ArithOp.andi, operands: [condition, rewriter.module.operand(0, of: select)],
        resultTypes: [shape])
      rewriter.setOperands(
        of: op,
        to: [rewriter.module.result(of: both), rewriter.module.operand(1, of: select), onFalse])
      return true
    }
    if let select = inner(onFalse, rewriter.module),
      rewriter.module.operand(1, of: select) == onTrue
    {
      let either = rewriter.build(
        ArithOp.ori, operands: [condition, rewriter.module.operand(0, of: select)],
        resultTypes: [shape])
      rewriter.setOperands(
        of: op,
        to: [rewriter.module.result(of: either), onTrue, rewriter.module.operand(2, of: select)])
      return true
    }
    return false
  }
}
