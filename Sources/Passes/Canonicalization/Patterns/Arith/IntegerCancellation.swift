import FuseIR

/// Integer ops that undo each other: `(a - b) + b` → `a`, `(a + b) - b` → `a`, `(a ^ b) ^ b` → `a`, and
/// `(a & b) & b` → `a & b`. In modular arithmetic these hold for all values.
struct IntegerCancellation: RewritePattern {
  var roots: [Opcode] {
    [
      Opcode(ArithOp.addi), Opcode(ArithOp.subi), Opcode(ArithOp.xori), Opcode(ArithOp.andi),
    ]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let left = rewriter.module.operand(0, of: op)
    let right = rewriter.module.operand(1, of: op)
    guard let kind = ArithOp(rewriter.module.opcode(of: op)) else { return false }
    var value = cancel(kind, left, right, rewriter.module)
    if value == nil, kind != .subi { value = cancel(kind, right, left, rewriter.module) }
    guard let value else { return false }
    rewriter.replace(op, with: value)
    return true
  }

  /// What `inner kind other` is, where `inner` is an op that it cancels.
  private func cancel(
    _ kind: ArithOp, _ inner: ValueID, _ other: ValueID, _ module: borrowing Module
  ) -> ValueID? {
    guard let definition = module.definingOp(of: inner), module.operandCount(of: definition) == 2
    else { return nil }
    let a = module.operand(0, of: definition)
    let b = module.operand(1, of: definition)
    switch (ArithOp(module.opcode(of: definition)), kind) {
    case (.subi, .addi): return b == other ? a : nil
    case (.addi, .subi), (.xori, .xori):
      if a == other { return b }
      return b == other ? a : nil
    case (.andi, .andi): return a == other || b == other ? inner : nil
    default: return nil
    }
  }
}

/// `(a | b) | b` → `a | b`.
struct RepeatedOr: RewritePattern {
  var roots: [Opcode] { [Opcode(ArithOp.ori)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    for index in 0..<2 {
      let inner = rewriter.module.operand(index, of: op)
      guard let definition = rewriter.module.definingOp(of: inner),
        rewriter.module.opcode(of: definition).is(ArithOp.ori),
        rewriter.module.operands(of: definition).contains(
          rewriter.module.operand(1 - index, of: op))
      else { continue }
      rewriter.replace(op, with: inner)
      return true
    }
    return false
  }
}
