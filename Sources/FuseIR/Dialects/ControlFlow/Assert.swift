extension OpDefinition {
  /// `cf.assert`: stops the program with a message unless the operand is true.
  static let assert = OpDefinition(
    "cf.assert", summary: "Stops the program unless a condition holds.",
    operands: .exactly(1), results: .exactly(0), attributes: [.required("msg", .string)],
    verify: { module, op, report in
      if module.type(of: module.operand(0, of: op)) != .i1 {
        report.report(op, "operand must be i1")
      }
    },
    parse: parseAssert, print: printAssert)
}

/// `cf.assert %c, "message" {attributes}`.
private func parseAssert(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let operand = try parser.parseOperand()
  try parser.parse(.comma)
  let message = try parser.parseString()
  let attribute = parser.module.intern(.string(message, type: nil))
  state.attributes.append((parser.module.intern("msg"), attribute))
  try parser.parseOptionalAttributeDictionary(&state)
  state.operands = [try parser.resolveOperand(operand, .i1)]
}

private func printAssert(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.printOperands(of: op, in: module)
  printer.write(", ")
  if let message = module.attribute("msg", of: op) { printer.printAttribute(message, in: module) }
  printer.printOptionalAttributeDictionary(of: op, except: ["msg"], in: module)
}
