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

/// Takes values out of a `while` that it only hands from turn to turn, whose place the value itself takes, and those that
/// nobody reads but to compute themselves.
struct LoopValues: RewritePattern {
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
    let operands = rewriter.module.operands(of: op)
    let results = rewriter.module.results(of: op)
    let returned = rewriter.module.operands(of: end)
    let arguments = rewriter.module.arguments(of: body)
    var invariant: Set<Int> = []
    var read: [Int] = []
    for index in 0..<count {
      let tested = rewriter.module.argument(index, of: condition)
      let types = [operands[index], results[index], arguments[index], tested].map {
        rewriter.module.type(of: $0)
      }
      if types.contains(where: { $0 != types[0] }) {
        read.append(index)
      } else if returned[index] == arguments[index] || returned[index] == operands[index] {
        invariant.insert(index)
      } else if rewriter.module.hasUses(results[index]) || rewriter.module.hasUses(tested) {
        read.append(index)
      }
    }
    let needed = LoopLiveness().needed(
      by: read, body: body, arguments: arguments, returned: returned, rewriter.module)
    let kept = (0..<count).filter { needed.contains($0) && !invariant.contains($0) }
    guard kept.count < count, !kept.isEmpty else { return false }
    for index in invariant.sorted() {
      rewriter.replaceAllUses(of: results[index], with: operands[index])
    }
    rewriter.dropCarried(
      of: end, from: [(condition, 0), (body, 0)], keeping: kept, count: count, initial: operands)
    rewriter.rebuild(op, keepingResults: kept, operands: kept.map { operands[$0] })
    return true
  }
}
