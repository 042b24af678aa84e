import FuseIR

/// `(x op c1) op c2` → `x op (c1 op c2)` for sums and products of integers, which are associative in modular arithmetic;
/// subtraction of a constant counts as addition of its negative, and `c1 - x` as such.
///
/// Flags that promise no overflow do not carry over, since the new intermediate value is another one.
struct ReassociateIntegerConstants: RewritePattern {
  var roots: [Opcode] {
    [Opcode(ArithOp.addi), Opcode(ArithOp.subi), Opcode(ArithOp.muli)]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    switch ArithOp(rewriter.module.opcode(of: op)) {
    case .addi, .subi: return rewriteSum(op, &rewriter)
    case .muli:
      guard let (x, known, outer) = constantChain(op, .muli, rewriter.module) else { return false }
      return replace(op, by: .muli, x, known &* outer, &rewriter)
    default: return false
    }
  }

  /// A chain of additions and subtractions of constants: `sign * x + constant`.
  private struct Sum {
    var isNegated: Bool
    /// Whether it is written as `x - c`.
    var subtracts = false
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
        return Sum(isNegated: false, subtracts: true, value: left, constant: 0 &- constant)
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
    if outer.subtracts, inner.subtracts {
      return replace(op, by: .subi, inner.value, 0 &- constant, isRight: true, &rewriter)
    }
    return replace(op, by: .addi, inner.value, constant, &rewriter)
  }
}

/// `(x op c1) op c2` → `x op (c1 op c2)` for bitwise and, or and exclusive or, where `x op c1` has no other reader: else
/// it would stay, beside one more constant.
struct ReassociateBitwiseConstants: RewritePattern {
  var roots: [Opcode] { [Opcode(ArithOp.andi), Opcode(ArithOp.ori), Opcode(ArithOp.xori)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let kind = ArithOp(rewriter.module.opcode(of: op)),
      rewriter.module.hasOneUse(rewriter.module.operand(0, of: op)),
      let (x, known, outer) = constantChain(op, kind, rewriter.module)
    else { return false }
    switch kind {
    case .andi: return replace(op, by: .andi, x, known & outer, &rewriter)
    case .ori: return replace(op, by: .ori, x, known | outer, &rewriter)
    case .xori: return replace(op, by: .xori, x, known ^ outer, &rewriter)
    default: return false
    }
  }
}

/// `x`, `c1` and `c2` of `(x kind c1) kind c2`.
private func constantChain(
  _ op: OpID, _ kind: ArithOp, _ module: borrowing Module
) -> (ValueID, Int64, Int64)? {
  guard let outer = module.constantInteger(of: module.operand(1, of: op)),
    let inner = module.definingOp(of: module.operand(0, of: op)),
    module.opcode(of: inner).is(kind),
    let known = module.constantInteger(of: module.operand(1, of: inner))
  else { return nil }
  return (module.operand(0, of: inner), known, outer)
}

/// Replaces the op by `value kind constant`, or by `constant - value` for a subtraction that does not have its constant
/// on the right.
private func replace(
  _ op: OpID, by kind: ArithOp, _ value: ValueID, _ constant: Int64, isRight: Bool = false,
  _ rewriter: inout Rewriter
) -> Bool {
  let type = rewriter.module.type(of: value)
  guard let attribute = rewriter.module.uniformConstant(constant, type) else { return false }
  let other = rewriter.buildConstant(attribute, type, for: rewriter.module.opcode(of: op))
  let operands = kind == .subi && !isRight ? [other, value] : [value, other]
  let flags = rewriter.module.dialectAttribute("arith", ".overflow<none>")
  let hasFlags = kind == .addi || kind == .subi || kind == .muli
  let made = rewriter.build(
    kind, operands: operands, resultTypes: [type],
    attributes: hasFlags ? [("overflowFlags", flags)] : [])
  rewriter.replace(op, withResultsOf: made)
  return true
}
