import FuseIR

/// `scf.for` over an empty range → its initial values, and over a range of one number → its body.
struct ScfForTrips: RewritePattern {
  var roots: [Opcode] { [Opcode(ScfOp.for)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operands = rewriter.module.operands(of: op)
    guard operands.count >= 3, rewriter.module.attribute("unsignedCmp", of: op) == nil else {
      return false
    }
    let initial = Array(operands[3...])
    if operands[0] == operands[1] {
      rewriter.replace(op, with: initial)
      return true
    }
    guard let low = rewriter.module.constantInteger(of: operands[0]),
      let high = rewriter.module.constantInteger(of: operands[1])
    else { return false }
    if low >= high {
      rewriter.replace(op, with: initial)
      return true
    }
    guard let step = rewriter.module.constantInteger(of: operands[2]), step > 0,
      let body = rewriter.module.body(of: op)
    else { return false }
    let (next, overflow) = low.addingReportingOverflow(step)
    guard overflow || next >= high else { return false }
    return rewriter.inlineBody(body, inPlaceOf: op, arguments: [operands[0]] + initial)
  }
}

/// Takes values out of `scf.for` that it hands from turn to turn as they are, and those that nobody reads but
/// to compute themselves.
struct ScfForValues: RewritePattern {
  var roots: [Opcode] { [Opcode(ScfOp.for)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operands = rewriter.module.operands(of: op)
    guard operands.count > 3, let body = rewriter.module.body(of: op),
      let end = rewriter.module.lastOp(of: body),
      rewriter.module.operandCount(of: end) == operands.count - 3,
      rewriter.module.attributes(of: op) == .emptyDictionary
    else { return false }
    let initial = Array(operands[3...])
    let results = rewriter.module.results(of: op)
    let yielded = rewriter.module.operands(of: end)
    let arguments = Array(rewriter.module.arguments(of: body).dropFirst())
    var kept: [Int] = []
    let live = LoopLiveness().live(
      body: body, arguments: arguments, returned: yielded, results: results, rewriter.module)
    for index in initial.indices {
      let isInvariant = yielded[index] == arguments[index] || yielded[index] == initial[index]
      if isInvariant {
        rewriter.replaceAllUses(of: arguments[index], with: initial[index])
        rewriter.replaceAllUses(of: results[index], with: initial[index])
      } else if live[index] {
        kept.append(index)
      }
    }
    guard kept.count < initial.count else { return false }
    rewriter.dropCarried(
      of: end, from: [(body, 1)], keeping: kept, count: initial.count, initial: initial)
    rewriter.rebuild(
      op, keepingResults: kept, operands: Array(operands[..<3]) + kept.map { initial[$0] })
    return true
  }
}

/// Takes values out of `scf.while` that it hands from turn to turn as they are.
struct ScfWhileValues: RewritePattern {
  var roots: [Opcode] { [Opcode(ScfOp.while)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let before = rewriter.module.body(of: op),
      let after = rewriter.module.body(of: op, region: 1),
      let condition = rewriter.module.lastOp(of: before),
      let end = rewriter.module.lastOp(of: after),
      rewriter.module.opcode(of: condition).is(ScfOp.condition),
      rewriter.module.opcode(of: end).is(ScfOp.yield)
    else { return false }
    var changed = false
    // What the condition hands on from outside, or of its own arguments as the initial value stays, needs no carrying.
    let initial = rewriter.module.operands(of: op)
    let yielded = rewriter.module.operands(of: end)
    let arguments = rewriter.module.arguments(of: before)
    let passed = Array(rewriter.module.operands(of: condition).dropFirst())
    guard yielded.count == initial.count, arguments.count == initial.count,
      passed.count == rewriter.module.argumentCount(of: after),
      passed.count == rewriter.module.resultCount(of: op)
    else { return false }
    for index in initial.indices where rewriter.module.hasUses(arguments[index]) {
      var isInvariant = yielded[index] == initial[index] || yielded[index] == arguments[index]
      if case .argument(after, let position) = rewriter.module.definition(of: yielded[index]),
        passed[position] == arguments[index]
      {
        isInvariant = true
      }
      guard isInvariant else { continue }
      rewriter.replaceAllUses(of: arguments[index], with: initial[index])
      changed = true
    }
    for (index, value) in rewriter.module.operands(of: condition).dropFirst().enumerated()
    where isOutside(value, op, rewriter.module) {
      let inner = rewriter.module.argument(index, of: after)
      let result = rewriter.module.result(index, of: op)
      guard rewriter.module.hasUses(inner) || rewriter.module.hasUses(result) else { continue }
      rewriter.replaceAllUses(of: inner, with: value)
      rewriter.replaceAllUses(of: result, with: value)
      changed = true
    }
    if changed { return true }
    return dropUnread(op, before, after, condition, end, &rewriter)
  }

  private func isOutside(_ value: ValueID, _ op: OpID, _ module: borrowing Module) -> Bool {
    guard let block = module.block(of: value), let owner = module.parentOp(of: block) else {
      return false
    }
    return !module.isInside(owner, op)
  }

  /// Drops what the condition hands on to nobody, and arguments that nobody reads.
  private func dropUnread(
    _ op: OpID, _ before: BlockID, _ after: BlockID, _ condition: OpID, _ end: OpID,
    _ rewriter: inout Rewriter
  ) -> Bool {
    guard rewriter.module.attributes(of: op) == .emptyDictionary else { return false }
    let arguments = rewriter.module.arguments(of: before)
    let keptInputs = arguments.indices.filter { rewriter.module.hasUses(arguments[$0]) }
    let inner = rewriter.module.arguments(of: after)
    let results = rewriter.module.results(of: op)
    let keptResults = results.indices.filter {
      rewriter.module.hasUses(results[$0]) || rewriter.module.hasUses(inner[$0])
    }
    guard keptInputs.count < arguments.count || keptResults.count < results.count else {
      return false
    }
    let passed = rewriter.module.operands(of: condition)
    let yielded = rewriter.module.operands(of: end)
    rewriter.setOperands(of: condition, to: [passed[0]] + keptResults.map { passed[$0 + 1] })
    rewriter.setOperands(of: end, to: keptInputs.map { yielded[$0] })
    for index in arguments.indices.reversed() where !keptInputs.contains(index) {
      rewriter.removeArgument(index, from: before)
    }
    for index in results.indices.reversed() where !keptResults.contains(index) {
      rewriter.removeArgument(index, from: after)
    }
    let operands = rewriter.module.operands(of: op)
    rewriter.rebuild(op, keepingResults: keptResults, operands: keptInputs.map { operands[$0] })
    return true
  }
}
