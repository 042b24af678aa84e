extension OpDefinition {
  /// `func.return`: ends a function with the values of its results.
  static let functionReturn = OpDefinition(
    "func.return", summary: "Returns from a function.", traits: [.terminator],
    operands: .any, results: .exactly(0),
    verify: { module, op, report in
      guard let parent = module.parentOp(of: op), module.opcode(of: parent).is(FuncOp.func) else {
        report.report(op, "must stand directly in a func.func")
        return
      }
      let expected = Function(parent).type(in: module).results
      let actual = module.operands(of: op).map { module.type(of: $0) }
      if actual.count != expected.count {
        report.report(
          op, "has \(actual.count) operands, but the function returns \(expected.count) values")
      } else if let index = actual.indices.first(where: { actual[$0] != expected[$0] }) {
        report.report(op, "type of operand #\(index) does not match the function's result type")
      }
    },
    parse: parseReturn, print: printReturn)
}

/// `return {attributes} %a, %b : f32, i32`.
private func parseReturn(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  try parser.parseOptionalAttributeDictionary(&state)
  let operands = try parser.parseOperandList()
  guard !operands.isEmpty else { return }
  try parser.parse(.colon)
  let place = parser.place
  let types = try parser.parseTypeList()
  state.operands = try parser.resolveOperands(operands, types, at: place)
}

private func printReturn(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.printOptionalAttributeDictionary(of: op, in: module)
  guard module.operandCount(of: op) > 0 else { return }
  printer.write(" ")
  printer.printOperands(of: op, in: module)
  printer.write(" : ")
  printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
}
