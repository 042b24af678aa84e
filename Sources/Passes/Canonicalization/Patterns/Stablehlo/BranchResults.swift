import FuseIR

/// Results of `if` and `case` (and of `scf.if`) that need no branch: one that every branch ends with the same value from
/// outside is that value; one that nobody reads goes away; and an `if` of values alone is a `select`.
struct BranchResults: RewritePattern {
  var roots: [Opcode] {
    [Opcode(StablehloOp.if), Opcode(StablehloOp.case), Opcode(ScfOp.if)]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let count = rewriter.module.resultCount(of: op)
    guard count > 0, rewriter.module.attributes(of: op) == .emptyDictionary,
      let ends = ends(of: op, count, rewriter.module)
    else { return false }
    if shareValues(op, ends, &rewriter) { return true }
    if select(op, ends, &rewriter) { return true }
    return dropUnread(op, ends, &rewriter)
  }

  /// The ops that end the branches, nil unless each branch is one block.
  private func ends(of op: OpID, _ count: Int, _ module: borrowing Module) -> [OpID]? {
    var ends: [OpID] = []
    for region in module.regions(of: op) {
      guard let block = module.entryBlock(of: region), module.nextBlock(after: block) == nil,
        let end = module.lastOp(of: block), module.operandCount(of: end) == count,
        module.traits(of: end).contains(.terminator)
      else { return nil }
      ends.append(end)
    }
    return ends.isEmpty ? nil : ends
  }

  private func shareValues(_ op: OpID, _ ends: [OpID], _ rewriter: inout Rewriter) -> Bool {
    var changed = false
    for (index, result) in rewriter.module.results(of: op).enumerated()
    where rewriter.module.hasUses(result) {
      let value = rewriter.module.operand(index, of: ends[0])
      guard ends.allSatisfy({ rewriter.module.operand(index, of: $0) == value }),
        isOutside(value, op, rewriter.module),
        rewriter.module.type(of: value) == rewriter.module.type(of: result)
      else { continue }
      rewriter.replaceAllUses(of: result, with: value)
      changed = true
    }
    return changed
  }

  private func isOutside(_ value: ValueID, _ op: OpID, _ module: borrowing Module) -> Bool {
    guard let block = module.block(of: value), let owner = module.parentOp(of: block) else {
      return false
    }
    return !module.isInside(owner, op)
  }

  /// `if p { a } else { b }` without other ops → `select(p, a, b)`.
  private func select(_ op: OpID, _ ends: [OpID], _ rewriter: inout Rewriter) -> Bool {
    guard ends.count == 2, !rewriter.module.opcode(of: op).is(StablehloOp.case) else {
      return false
    }
    let isStablehlo = rewriter.module.opcode(of: op).is(StablehloOp.if)
    for end in ends where rewriter.module.previousOp(before: end) != nil { return false }
    let condition = rewriter.module.operand(0, of: op)
    let results = rewriter.module.results(of: op)
    for (index, result) in results.enumerated() {
      let type = rewriter.module.type(of: result)
      guard
        ends.allSatisfy({
          rewriter.module.type(of: rewriter.module.operand(index, of: $0)) == type
        }),
        isStablehlo
          ? rewriter.module.elementCount(of: type) != nil
          : rewriter.module.isIntegerOrIndex(type) || rewriter.module.isFloat(type)
      else { return false }
    }
    // A predicate is a tensor without dimensions, or has the shape of what it chooses from.
    var values: [ValueID] = []
    for (index, result) in results.enumerated() {
      let operands = [condition] + ends.map { rewriter.module.operand(index, of: $0) }
      let type = rewriter.module.type(of: result)
      let made =
        isStablehlo
        ? rewriter.build(StablehloOp.select, operands: operands, resultTypes: [type])
        : rewriter.build(ArithOp.select, operands: operands, resultTypes: [type])
      values.append(rewriter.module.result(of: made))
    }
    rewriter.replace(op, with: values)
    return true
  }

  private func dropUnread(_ op: OpID, _ ends: [OpID], _ rewriter: inout Rewriter) -> Bool {
    let results = rewriter.module.results(of: op)
    let kept = results.indices.filter { rewriter.module.hasUses(results[$0]) }
    guard kept.count < results.count else { return false }
    for end in ends {
      let values = rewriter.module.operands(of: end)
      rewriter.setOperands(of: end, to: kept.map { values[$0] })
    }
    rewriter.rebuild(op, keepingResults: kept, operands: rewriter.module.operands(of: op))
    return true
  }
}

extension Rewriter {
  /// Replaces the op by one of the same kind with some of its results, its regions and the given operands.
  mutating func rebuild(_ op: OpID, keepingResults kept: [Int], operands: [ValueID]) {
    let results = module.results(of: op)
    let regions = module.regions(of: op).map { source in
      let region = module.createRegion()
      module.moveBlocks(of: source, to: region)
      return region
    }
    let made = build(
      module.opcode(of: op), operands: operands,
      resultTypes: kept.map { module.type(of: results[$0]) },
      properties: module.properties(of: op), attributes: module.attributes(of: op),
      regions: regions)
    for (position, index) in kept.enumerated() {
      replaceAllUses(of: results[index], with: module.result(position, of: made))
    }
    erase(op)
  }
}
