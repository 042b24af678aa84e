import FuseIR

/// `extsi(extsi(x))`, `extui(extui(x))`, `trunci(trunci(x))` and `extsi(extui(x))` → one op.
struct ExtensionChain: RewritePattern {
  var roots: [Opcode] { [Opcode(ArithOp.extsi), Opcode(ArithOp.extui), Opcode(ArithOp.trunci)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      let outerKind = ArithOp(rewriter.module.opcode(of: op)),
      let innerKind = ArithOp(rewriter.module.opcode(of: inner))
    else { return false }
    let kind: ArithOp
    switch (outerKind, innerKind) {
    case (.extsi, .extsi), (.extui, .extui), (.trunci, .trunci): kind = outerKind
    // After an extension with zeros the sign bit is zero.
    case (.extsi, .extui): kind = .extui
    default: return false
    }
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    let flags = rewriter.module.dialectAttribute("arith", ".overflow<none>")
    let made = rewriter.build(
      kind, operands: [rewriter.module.operand(0, of: inner)], resultTypes: [type],
      attributes: kind == .trunci ? [("overflowFlags", flags)] : [])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}
