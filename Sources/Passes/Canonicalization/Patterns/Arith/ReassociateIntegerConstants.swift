import FuseIR

/// `(x op c1) op c2` → `x op (c1 op c2)` for integer ops that are associative in modular arithmetic; subtraction of a
/// constant counts as addition of its negative, and `c1 - x` as such.
///
/// Flags that promise no overflow do not carry over, since the new intermediate value is another one.
struct ReassociateIntegerConstants: RewritePattern {
  var roots: [Opcode] {
    [
      Opcode(ArithOp.addi), Opcode(ArithOp.subi), Opcode(ArithOp.muli), Opcode(ArithOp.andi),
      Opcode(ArithOp.ori), Opcode(ArithOp.xori),
    ]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    switch ArithOp(rewriter.module.opcode(of: op)) {
    case .addi, .subi: return rewriteSum(op, &rewriter)
    case .muli: return rewriteProduct(op, .muli, &rewriter) { $0 &* $1 }
    case .andi: return rewriteProduct(op, .andi, &rewriter) { $0 & $1 }
    case .ori: return rewriteProduct(op, .ori, &rewriter) { $0 | $1 }
    case .xori: return rewriteProduct(op, .xori, &rewriter) { $0 ^ $1 }
    default: return false
    }
  }

  private func rewriteProduct(
    _ op: OpID, _ kind: ArithOp, _ rewriter: inout Rewriter, _ combine: (Int64, Int64) -> Int64
  ) -> Bool {
    guard let outer = rewriter.module.constantInteger(of: rewriter.module.operand(1, of: op)),
      let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(kind),
      let known = rewriter.module.constantInteger(of: rewriter.module.operand(1, of: inner))
    else { return false }
    return replace(
      op, by: kind, rewriter.module.operand(0, of: inner), combine(known, outer), &rewriter)
  }

  /// A chain of additions and subtractions of constants: `sign * x + constant`.
  private struct Sum {
    var isNegated: Bool
    var value: ValueID
    var constant: Int64
  }

  private func sum(_ op: OpID, _ module: borrowing Module) -> Sum? {
    guard let kind = ArithOp(module.opcode(of: op)), kind == .addi || kind == .subi else {
      return nil
    }
    let left = module.operand(0, of: op)
    let right = module.operand(1, of: op)
    switch kind {
    case .addi:
      guard let constant = module.constantInteger(of: right) else { return nil }
      return Sum(isNegated: false, value: left, constant: constant)
    case .subi:
      if let constant = module.constantInteger(of: right) {
        return Sum(isNegated: false, value: left, constant: 0 &- constant)
      }
      guard let constant = module.constantInteger(of: left) else { return nil }
      return Sum(isNegated: true, value: right, constant: constant)
    default: return nil
    }
  }

  private func rewriteSum(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let outer = sum(op, rewriter.module),
      let definition = rewriter.module.definingOp(of: outer.value),
      let inner = sum(definition, rewriter.module)
    else { return false }
    let constant = outer.constant &+ (outer.isNegated ? 0 &- inner.constant : inner.constant)
    if outer.isNegated != inner.isNegated {
      return replace(op, by: .subi, inner.value, constant, &rewriter)
    }
    return replace(op, by: .addi, inner.value, constant, &rewriter)
  }

  /// Replaces the op by `value kind constant`, or by `constant - value` for a subtraction.
  private func replace(
    _ op: OpID, by kind: ArithOp, _ value: ValueID, _ constant: Int64, _ rewriter: inout Rewriter
  ) -> Bool {
    let type = rewriter.module.type(of: value)
    guard let attribute = rewriter.module.uniformConstant(constant, type) else { return false }
    let other = rewriter.buildConstant(attribute, type, for: rewriter.module.opcode(of: op))
    let operands = kind == .subi ? [other, value] : [value, other]
    let flags = rewriter.module.dialectAttribute("arith", ".overflow<none>")
    let hasFlags = kind == .addi || kind == .subi || kind == .muli
    let made = rewriter.build(
      kind, operands: operands, resultTypes: [type],
      attributes: hasFlags ? [("overflowFlags", flags)] : [])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}
