import FuseIR

/// `trunci(ext(x))` → `trunci(x)`, or `ext(x)` to the narrower type; `index_cast(extsi(x))` → `index_cast(x)`, and so for unsigned.
struct CastOfExtension: RewritePattern {
  var roots: [Opcode] {
    [Opcode(ArithOp.trunci), Opcode(ArithOp.indexCast), Opcode(ArithOp.indexCastui)]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      let kind = ArithOp(rewriter.module.opcode(of: op)),
      let widening = ArithOp(rewriter.module.opcode(of: inner)),
      widening == .extsi || widening == .extui
    else { return false }
    let source = rewriter.module.operand(0, of: inner)
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    let made: OpID
    switch (kind, widening) {
    case (.indexCast, .extsi), (.indexCastui, .extui):
      made = rewriter.build(kind, operands: [source], resultTypes: [type])
    case (.trunci, _):
      guard let from = rewriter.module.bitWidth(of: rewriter.module.elementType(of: source)),
        let to = rewriter.module.bitWidth(of: rewriter.module.elementType(of: type)), from != to
      else { return false }
      if from < to {
        made = rewriter.build(widening, operands: [source], resultTypes: [type])
      } else {
        let flags = rewriter.module.dialectAttribute("arith", ".overflow<none>")
        made = rewriter.build(
          ArithOp.trunci, operands: [source], resultTypes: [type],
          attributes: [("overflowFlags", flags)])
      }
    default: return false
    }
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

/// A bitwise op of two values extended alike → the extension of the op: `andi(extui(x), extui(y))` → `extui(andi(x, y))`.
struct BitwiseOfExtensions: RewritePattern {
  var roots: [Opcode] { [Opcode(ArithOp.andi), Opcode(ArithOp.ori), Opcode(ArithOp.xori)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let kind = ArithOp(rewriter.module.opcode(of: op)),
      let left = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      let right = rewriter.module.definingOp(of: rewriter.module.operand(1, of: op)),
      let widening = ArithOp(rewriter.module.opcode(of: left)),
      widening == .extsi || widening == .extui,
      ArithOp(rewriter.module.opcode(of: right)) == widening
    else { return false }
    let x = rewriter.module.operand(0, of: left)
    let y = rewriter.module.operand(0, of: right)
    let type = rewriter.module.type(of: x)
    guard type == rewriter.module.type(of: y) else { return false }
    let narrow = rewriter.build(kind, operands: [x, y], resultTypes: [type])
    let made = rewriter.build(
      widening, operands: [rewriter.module.result(of: narrow)],
      resultTypes: [rewriter.module.type(of: rewriter.module.result(of: op))])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}
