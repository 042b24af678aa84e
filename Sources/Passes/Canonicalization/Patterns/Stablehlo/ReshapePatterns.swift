import FuseIR

/// `reshape(reshape(x))` → `reshape(x)`.
struct ReshapeOfReshape: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.reshape)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(StablehloOp.reshape)
    else { return false }
    let made = rewriter.build(
      StablehloOp.reshape, operands: [rewriter.module.operand(0, of: inner)], resultTypes: [type])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

/// `transpose(transpose(x))` → `transpose(x)` with the permutations composed.
struct TransposeOfTranspose: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.transpose)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(StablehloOp.transpose),
      let outer = rewriter.module.integers("permutation", of: op),
      let first = rewriter.module.integers("permutation", of: inner),
      outer.allSatisfy({ first.indices.contains(Int($0)) })
    else { return false }
    let permutation = rewriter.module.denseArrayAttribute(outer.map { first[Int($0)] })
    let made = rewriter.build(
      StablehloOp.transpose, operands: [rewriter.module.operand(0, of: inner)],
      resultTypes: [type], attributes: [("permutation", permutation)])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}
