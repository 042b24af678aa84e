import FuseIR

/// Integer ops with one operand that settles them: remainders by 1 → 0, the maximum or minimum with the least or the
/// greatest number, `x and not x` → 0, `x or not x` → all ones, `x + y * -1` → `x - y`, `(a - b) - a` → `0 - b`.
struct IntegerExtremes: RewritePattern {
  var roots: [Opcode] {
    let ops: [ArithOp] = [
      .remsi, .remui, .maxsi, .minsi, .andi, .ori, .addi, .subi,
    ]
    return ops.map { Opcode($0) }
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let kind = ArithOp(rewriter.module.opcode(of: op)) else { return false }
    let left = rewriter.module.operand(0, of: op)
    let right = rewriter.module.operand(1, of: op)
    let constant = rewriter.module.constantInteger(of: right)
    switch kind {
    case .remsi, .remui:
      // The only bit of an i1 is its sign: as a signed number it is -1, which divides everything as well.
      return constant == 1 && replace(op, by: 0, &rewriter)
    case .maxsi, .minsi:
      guard let constant else { return false }
      return extreme(op, kind == .maxsi, constant, &rewriter)
    case .andi, .ori:
      guard isNot(left, of: right, rewriter.module) || isNot(right, of: left, rewriter.module)
      else { return false }
      return replace(op, by: kind == .andi ? 0 : -1, &rewriter)
    case .addi:
      if let y = negated(right, rewriter.module) { return subtract(op, left, y, &rewriter) }
      guard let y = negated(left, rewriter.module) else { return false }
      return subtract(op, right, y, &rewriter)
    case .subi:
      guard let inner = rewriter.module.definingOp(of: left),
        rewriter.module.opcode(of: inner).is(ArithOp.subi),
        rewriter.module.operand(0, of: inner) == right
      else { return false }
      let type = rewriter.module.type(of: left)
      guard let zero = rewriter.module.uniformConstant(0, type) else { return false }
      let constant = rewriter.buildConstant(zero, type, for: Opcode(ArithOp.subi))
      return subtract(op, constant, rewriter.module.operand(1, of: inner), &rewriter)
    default: return false
    }
  }

  private func extreme(
    _ op: OpID, _ isMaximum: Bool, _ constant: Int64, _ rewriter: inout Rewriter
  ) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard
      let kind = ElementType(rewriter.module.elementType(of: type), in: rewriter.module)?
        .integerKind
    else { return false }
    let width = Int64(kind.bitWidth)
    // An i1 is kept as 0 or 1, where 1 is its sign: -1.
    let value = width == 1 ? 0 - constant : constant
    let least = Int64.min >> (64 - width)
    let greatest = Int64.max >> (64 - width)
    guard value == least || value == greatest else { return false }
    let isSettled = (value == greatest) == isMaximum
    rewriter.replace(op, with: rewriter.module.operand(isSettled ? 1 : 0, of: op))
    return true
  }

  /// True iff `value` is `xori(other, -1)`.
  private func isNot(_ value: ValueID, of other: ValueID, _ module: borrowing Module) -> Bool {
    guard let op = module.definingOp(of: value), module.opcode(of: op).is(ArithOp.xori),
      module.operand(0, of: op) == other,
      let constant = module.constantInteger(of: module.operand(1, of: op))
    else { return false }
    return constant == (module.elementType(of: value) == .i1 ? 1 : -1)
  }

  /// `y` where the value is `y * -1`.
  private func negated(_ value: ValueID, _ module: borrowing Module) -> ValueID? {
    guard let op = module.definingOp(of: value), module.opcode(of: op).is(ArithOp.muli),
      module.constantInteger(of: module.operand(1, of: op)) == -1
    else { return nil }
    return module.operand(0, of: op)
  }

  private func subtract(
    _ op: OpID, _ x: ValueID, _ y: ValueID, _ rewriter: inout Rewriter
  ) -> Bool {
    let flags = rewriter.module.dialectAttribute("arith", ".overflow<none>")
    let made = rewriter.build(
      ArithOp.subi, operands: [x, y], resultTypes: [rewriter.module.type(of: x)],
      attributes: [("overflowFlags", flags)])
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  private func replace(_ op: OpID, by value: Int64, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let attribute = rewriter.module.uniformConstant(value, type) else { return false }
    rewriter.replace(op, with: rewriter.buildConstant(attribute, type, for: Opcode(ArithOp.addi)))
    return true
  }
}
