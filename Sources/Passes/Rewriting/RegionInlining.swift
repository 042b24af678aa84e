import FuseIR

extension Module {
  /// Puts the ops of an op's region at a point, with its operands in place of their arguments and their yielded values in place
  /// of its results, and erases the op. The region has one block, which ends in the op that yields.
  mutating func inlineRegion(of op: OpID, to point: InsertionPoint) {
    guard let body = body(of: op), let end = lastOp(of: body) else { return }
    for (argument, operand) in zip(arguments(of: body), operands(of: op)) {
      replaceAllUses(of: argument, with: operand)
    }
    let results = operands(of: end)
    erase(end)
    moveOps(of: body, to: point)
    replace(op, with: results)
  }
}
