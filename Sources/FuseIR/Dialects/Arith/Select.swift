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
    },
    parse: parseSelect, print: printSelect)

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

/// `arith.select %c, %a, %b : f32`, or with the condition's type in front where it is not `i1`.
private func parseSelect(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let place = parser.place
  let operands = try parser.parseOperandList()
  guard operands.count == 3 else {
    throw parser.error("expected 3 operands, but found \(operands.count)", at: place)
  }
  try parser.parseOptionalAttributeDictionary(&state)
  let types = try parser.parseColonTypeList()
  guard types.count <= 2, let type = types.last else {
    throw parser.error("expected the type of the result, after that of a condition of many i1")
  }
  let condition = try parser.resolveOperand(operands[0], types.count == 2 ? types[0] : .i1)
  state.operands = [condition] + (try parser.resolveOperands(Array(operands[1...]), type))
  state.resultTypes = [type]
}

private func printSelect(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.printOperands(of: op, in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  let condition = module.type(of: module.operand(0, of: op))
  if condition != .i1 {
    printer.printType(condition, in: module)
    printer.write(", ")
  }
  printer.printType(module.type(of: module.result(of: op)), in: module)
}
