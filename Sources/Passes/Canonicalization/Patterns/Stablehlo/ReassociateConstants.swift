import FuseIR

/// `(x op c1) op c2` → `x op (c1 op c2)` for constants that are one number everywhere, and `x - c` → `x + -c`.
///
/// Exact for sums, products and bitwise ops of integers, which work modulo 2ⁿ, and for the maximum and minimum of any numbers,
/// floats included: they choose one of their operands, or NaN if one is NaN, in whatever order they are taken.
struct ReassociateConstants: RewritePattern {
  var roots: [Opcode] {
    let ops: [StablehloOp] = [
      .add, .subtract, .multiply, .and, .or, .xor, .maximum, .minimum,
    ]
    return ops.map { Opcode($0) }
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let left = rewriter.module.operand(0, of: op)
    let right = rewriter.module.operand(1, of: op)
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let kind = StablehloOp(rewriter.module.opcode(of: op)),
      rewriter.module.isUniformConstant(right), rewriter.module.type(of: left) == type,
      rewriter.module.type(of: right) == type
    else { return false }
    let element = rewriter.module.elementType(of: type)
    let isInteger = rewriter.module.isIntegerOrIndex(element)
    switch kind {
    case .subtract:
      guard isInteger, element != .i1 else { return false }
      let negative = rewriter.build(StablehloOp.negate, operands: [right], resultTypes: [type])
      let made = rewriter.build(
        StablehloOp.add, operands: [left, rewriter.module.result(of: negative)],
        resultTypes: [type])
      rewriter.replace(op, withResultsOf: made)
      return true
    case .maximum, .minimum:
      guard isInteger || rewriter.module.isFloat(element) else { return false }
    default: guard isInteger else { return false }
    }
    return rewriter.reassociate(op, kind, left, right, type)
  }
}

extension Rewriter {
  /// `(x kind c1) kind c2` → `x kind (c1 kind c2)`, where `left` is such an op.
  mutating func reassociate<Kind: DialectOp>(
    _ op: OpID, _ kind: Kind, _ left: ValueID, _ right: ValueID, _ type: TypeID
  ) -> Bool {
    guard let inner = module.definingOp(of: left), module.opcode(of: inner).is(kind) else {
      return false
    }
    let first = module.operand(1, of: inner)
    guard module.isUniformConstant(first), module.type(of: first) == type,
      module.type(of: module.operand(0, of: inner)) == type
    else { return false }
    let constant = build(kind, operands: [first, right], resultTypes: [type])
    let made = build(
      kind, operands: [module.operand(0, of: inner), module.result(of: constant)],
      resultTypes: [type])
    replace(op, withResultsOf: made)
    return true
  }
}

extension Module {
  /// True iff the value is a constant that is one number everywhere.
  func isUniformConstant(_ value: ValueID) -> Bool {
    constantAttribute(of: value).map { uniformElement($0) != nil } ?? false
  }
}
