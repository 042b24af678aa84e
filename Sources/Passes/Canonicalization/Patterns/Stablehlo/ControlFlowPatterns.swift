import FuseIR

/// `if` and `case` with a constant choice → the ops of the branch taken.
struct ConstantBranch: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.if), Opcode(StablehloOp.case)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let count = rewriter.module.regionCount(of: op)
    guard let choice = rewriter.module.constantInteger(of: rewriter.module.operand(0, of: op)),
      count > 0
    else { return false }
    let index: Int
    if rewriter.module.opcode(of: op).is(StablehloOp.if) {
      index = choice != 0 ? 0 : 1
    } else {
      // An index that names no branch takes the last.
      index = choice >= 0 && choice < count ? Int(choice) : count - 1
    }
    guard index < count, let block = rewriter.module.body(of: op, region: index),
      rewriter.module.nextBlock(after: block) == nil,
      rewriter.module.argumentCount(of: block) == 0,
      let end = rewriter.module.lastOp(of: block),
      rewriter.module.opcode(of: end).is(StablehloOp.return)
    else { return false }
    let values = rewriter.module.operands(of: end)
    guard values.count == rewriter.module.resultCount(of: op) else { return false }
    rewriter.erase(end)
    rewriter.inline(block, at: .before(op), values: [])
    rewriter.replace(op, with: values)
    return true
  }
}

/// `while` whose condition is false from the start → its operands.
struct NeverRunLoop: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.while)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let condition = rewriter.module.body(of: op),
      let end = rewriter.module.lastOp(of: condition),
      rewriter.module.operandCount(of: end) == 1,
      rewriter.module.constantInteger(of: rewriter.module.operand(0, of: end)) == 0
    else { return false }
    rewriter.replace(op, with: rewriter.module.operands(of: op))
    return true
  }
}

/// Takes values that a `while` only hands from turn to turn out of its operands: the regions use the value itself.
struct InvariantLoopValues: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.while)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let count = rewriter.module.operandCount(of: op)
    guard rewriter.module.regionCount(of: op) == 2,
      let condition = rewriter.module.body(of: op),
      let body = rewriter.module.body(of: op, region: 1),
      let end = rewriter.module.lastOp(of: body),
      rewriter.module.argumentCount(of: condition) == count,
      rewriter.module.argumentCount(of: body) == count,
      rewriter.module.operandCount(of: end) == count,
      rewriter.module.resultCount(of: op) == count,
      // Such attributes as shardings have an entry per value.
      rewriter.module.attributes(of: op) == .emptyDictionary
    else { return false }
    let kept = (0..<count).filter { index in
      let handed = rewriter.module.operand(index, of: end)
      return handed != rewriter.module.argument(index, of: body)
        && handed != rewriter.module.operand(index, of: op)
    }
    guard kept.count < count, !kept.isEmpty else { return false }
    let operands = rewriter.module.operands(of: op)
    let returned = rewriter.module.operands(of: end)
    let results = rewriter.module.results(of: op)
    for index in (0..<count).reversed() where !kept.contains(index) {
      for block in [condition, body] {
        rewriter.replaceAllUses(
          of: rewriter.module.argument(index, of: block), with: operands[index])
      }
      rewriter.replaceAllUses(of: results[index], with: operands[index])
    }
    rewriter.setOperands(of: end, to: kept.map { returned[$0] })
    for index in (0..<count).reversed() where !kept.contains(index) {
      rewriter.removeArgument(index, from: condition)
      rewriter.removeArgument(index, from: body)
    }
    let regions = (0..<2).map { index in
      let region = rewriter.module.createRegion()
      rewriter.module.moveBlocks(of: rewriter.module.region(index, of: op), to: region)
      return region
    }
    let made = rewriter.build(
      rewriter.module.opcode(of: op), operands: kept.map { operands[$0] },
      resultTypes: kept.map { rewriter.module.type(of: results[$0]) },
      properties: rewriter.module.properties(of: op),
      attributes: rewriter.module.attributes(of: op), regions: regions)
    for (position, index) in kept.enumerated() {
      rewriter.replaceAllUses(of: results[index], with: rewriter.module.result(position, of: made))
    }
    rewriter.erase(op)
    return true
  }
}
