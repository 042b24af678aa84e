extension OpDefinition {
  /// `arith.select`: the second operand where the first is true, else the third. The first is one `i1` for all elements, or
  /// one for each.
  static let arithSelect = OpDefinition(
    "arith.select", summary: "Chooses between two values.",
    traits: [.pure, .elementwise],
    operands: .exactly(3), results: .exactly(1),
    verify: { module, op, report in
      let condition = module.type(of: module.operand(0, of: op))
      let type = module.type(of: module.result(of: op))
      if module.type(of: module.operand(1, of: op)) != type
        || module.type(of: module.operand(2, of: op)) != type
      {
        report.report(op, "requires the values to choose from to have the type of the result")
      }
      if condition != .i1,
        module.elementType(of: condition) != .i1 || !module.haveSameShape(condition, type)
      {
        report.report(op, "condition must be i1, or i1 in the shape of the result")
      }
    },
    fold: { module, op in
      let condition = module.operand(0, of: op)
      let whenTrue = module.operand(1, of: op)
      let whenFalse = module.operand(2, of: op)
      if whenTrue == whenFalse { return [.value(whenTrue)] }
      if let constant = module.constantInteger(of: condition) {
        return [.value(constant != 0 ? whenTrue : whenFalse)]
      }
      if module.type(of: condition) == module.type(of: whenTrue),
        module.constantInteger(of: whenTrue) == 1, module.constantInteger(of: whenFalse) == 0
      {
        return [.value(condition)]
      }
      return chosenByEquality(module, condition, whenTrue, whenFalse)
    })

  /// `select(a == b, a, b)` is `b`, and `select(a != b, a, b)` is `a`.
  private static func chosenByEquality(
    _ module: borrowing Module, _ condition: ValueID, _ whenTrue: ValueID, _ whenFalse: ValueID
  ) -> [FoldedResult]? {
    guard let comparison = module.definingOp(of: condition),
      module.opcode(of: comparison).is(ArithOp.cmpi)
    else { return nil }
    let pair = [module.operand(0, of: comparison), module.operand(1, of: comparison)]
    guard pair == [whenTrue, whenFalse] || pair == [whenFalse, whenTrue] else { return nil }
    switch IntegerPredicate(of: comparison, in: module) {
    case .eq: return [.value(whenFalse)]
    case .ne: return [.value(whenTrue)]
    default: return nil
    }
  }
}
