import FuseIR

/// `scf.if` and `scf.index_switch` with a constant choice → the ops of the region taken, and `scf.if` with nothing in it → nothing.
struct ScfConstantBranch: RewritePattern {
  var roots: [Opcode] { [Opcode(ScfOp.if), Opcode(ScfOp.indexSwitch)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let count = rewriter.module.regionCount(of: op)
    guard
      let choice = rewriter.module.constantInteger(of: rewriter.module.operand(0, of: op)),
      count > 0
    else { return false }
    let index: Int
    if rewriter.module.opcode(of: op).is(ScfOp.if) {
      index = choice != 0 ? 0 : 1
    } else {
      let cases = rewriter.module.integers("cases", of: op) ?? []
      index = cases.firstIndex(of: choice).map { $0 + 1 } ?? 0
    }
    guard index < count else { return false }
    guard let block = rewriter.module.body(of: op, region: index) else {
      // There is no else.
      guard rewriter.module.resultCount(of: op) == 0 else { return false }
      rewriter.erase(op)
      return true
    }
    return rewriter.inlineBody(block, inPlaceOf: op, arguments: [])
  }
}

/// `scf.execute_region` of one block → its ops.
struct SingleBlockRegion: RewritePattern {
  var roots: [Opcode] { [Opcode(ScfOp.executeRegion)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard rewriter.module.attribute("no_inline", of: op) == nil,
      let block = rewriter.module.body(of: op)
    else { return false }
    return rewriter.inlineBody(block, inPlaceOf: op, arguments: [])
  }
}

extension Rewriter {
  /// Replaces the op by the ops of its region's only block, what the block yields in place of the op's results.
  mutating func inlineBody(
    _ block: BlockID, inPlaceOf op: OpID, arguments: [ValueID]
  ) -> Bool {
    guard module.nextBlock(after: block) == nil, module.argumentCount(of: block) == arguments.count,
      let end = module.lastOp(of: block), module.opcode(of: end).is(ScfOp.yield),
      module.operandCount(of: end) == module.resultCount(of: op)
    else { return false }
    for (index, argument) in module.arguments(of: block).enumerated() {
      replaceAllUses(of: argument, with: arguments[index])
    }
    let values = module.operands(of: end)
    erase(end)
    inline(block, at: .before(op), values: module.arguments(of: block))
    replace(op, with: values)
    return true
  }
}
