import FuseIR

/// `(x + c1) + c2` → `x + (c1 + c2)` and `(x * c1) * c2` → `x * (c1 * c2)` for floats, whose sums and products round otherwise then.
struct FastMathReassociation: RewritePattern {
  var roots: [Opcode] {
    [
      Opcode(StablehloOp.add), Opcode(StablehloOp.multiply), Opcode(ArithOp.addf),
      Opcode(ArithOp.mulf),
    ]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let left = rewriter.module.operand(0, of: op)
    let right = rewriter.module.operand(1, of: op)
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard rewriter.module.isFloat(rewriter.module.elementType(of: type)),
      rewriter.module.isUniformConstant(right), rewriter.module.type(of: left) == type
    else { return false }
    let opcode = rewriter.module.opcode(of: op)
    if let kind = StablehloOp(opcode) {
      return rewriter.reassociate(op, kind, left, right, type)
    }
    guard let kind = ArithOp(opcode) else { return false }
    return rewriter.reassociate(op, kind, left, right, type)
  }
}

/// Functions that undo each other, `exp(log(x))` and `log(exp(x))` → `x`, `sqrt(x) * sqrt(x)` → `x`, and `y / sqrt(x)` → `y * rsqrt(x)`.
struct FastMathRoots: RewritePattern {
  var roots: [Opcode] {
    let ops: [StablehloOp] = [.exponential, .log, .multiply, .divide]
    return ops.map { Opcode($0) }
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard rewriter.module.isFloat(rewriter.module.elementType(of: type)),
      rewriter.module.operands(of: op).allSatisfy({ rewriter.module.type(of: $0) == type })
    else { return false }
    let left = rewriter.module.operand(0, of: op)
    switch StablehloOp(rewriter.module.opcode(of: op)) {
    case .exponential:
      guard let x = operand(of: left, .log, rewriter.module) else { return false }
      rewriter.replace(op, with: x)
    case .log:
      guard let x = operand(of: left, .exponential, rewriter.module) else { return false }
      rewriter.replace(op, with: x)
    case .multiply:
      guard left == rewriter.module.operand(1, of: op),
        let x = operand(of: left, .sqrt, rewriter.module)
      else { return false }
      rewriter.replace(op, with: x)
    case .divide:
      let right = rewriter.module.operand(1, of: op)
      guard let x = operand(of: right, .sqrt, rewriter.module) else { return false }
      let root = rewriter.build(StablehloOp.rsqrt, operands: [x], resultTypes: [type])
      let made = rewriter.build(
        StablehloOp.multiply, operands: [left, rewriter.module.result(of: root)],
        resultTypes: [type])
      rewriter.replace(op, withResultsOf: made)
    default: return false
    }
    return true
  }

  private func operand(
    of value: ValueID, _ kind: StablehloOp, _ module: borrowing Module
  ) -> ValueID? {
    guard let op = module.definingOp(of: value), module.opcode(of: op).is(kind) else { return nil }
    return module.operand(0, of: op)
  }
}

/// `power(x, c)` for small numbers: 2 → `x * x`, 3 → `x * x * x`, 0.5 → `sqrt(x)`, -0.5 → `rsqrt(x)`, -1 → `1 / x`.
struct FastMathPower: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.power)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    let x = rewriter.module.operand(0, of: op)
    let opcode = rewriter.module.opcode(of: op)
    guard rewriter.module.isFloat(rewriter.module.elementType(of: type)),
      rewriter.module.type(of: x) == type,
      let exponent = rewriter.module.constantFloat(of: rewriter.module.operand(1, of: op))
    else { return false }
    let made: OpID
    switch exponent {
    case 2: made = rewriter.build(StablehloOp.multiply, operands: [x, x], resultTypes: [type])
    case 3:
      let square = rewriter.build(StablehloOp.multiply, operands: [x, x], resultTypes: [type])
      made = rewriter.build(
        StablehloOp.multiply, operands: [rewriter.module.result(of: square), x],
        resultTypes: [type])
    case 0.5: made = rewriter.build(StablehloOp.sqrt, operands: [x], resultTypes: [type])
    case -0.5: made = rewriter.build(StablehloOp.rsqrt, operands: [x], resultTypes: [type])
    case -1:
      guard let one = rewriter.floatConstant(1, type, for: opcode) else { return false }
      made = rewriter.build(StablehloOp.divide, operands: [one, x], resultTypes: [type])
    default: return false
    }
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}
