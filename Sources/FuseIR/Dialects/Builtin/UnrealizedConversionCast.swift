extension OpDefinition {
  /// `builtin.unrealized_conversion_cast`: values of some types seen as values of others. The parser also stands it in for
  /// values that are used before their definition.
  ///
  /// `%1 = builtin.unrealized_conversion_cast %0 : i32 to f32`
  static let unrealizedConversionCast = OpDefinition(
    "builtin.unrealized_conversion_cast", summary: "Sees values of some types as values of others.",
    traits: [.pure], operands: .any, results: .any, parse: parseCast, print: printCast)
}

private func parseCast(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let operands = try parser.parseOperandList()
  if !operands.isEmpty {
    try parser.parse(.colon)
    let place = parser.place
    let types = try parser.parseTypeList()
    state.operands = try parser.resolveOperands(operands, types, at: place)
  }
  try parser.parseKeyword("to")
  state.resultTypes = try parser.parseTypeList()
  try parser.parseOptionalAttributeDictionary(&state)
}

private func printCast(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  if module.operandCount(of: op) > 0 {
    printer.write(" ")
    printer.printOperands(of: op, in: module)
    printer.write(" : ")
    printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
  }
  printer.write(" to ")
  printer.printTypes(module.resultTypes(of: op), in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
}
