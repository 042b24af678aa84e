// Choices between regions, and the end of a region.

extension OpDefinition {
  /// `stablehlo.if`: the values of the first region where the operand is true, else of the second.
  static let stablehloIf = OpDefinition(
    "stablehlo.if", summary: "Runs one of two regions.",
    traits: [.pure, .singleBlock], operands: .exactly(1), results: .any, regions: .exactly(2),
    verify: { module, op, report in
      report.expectOperand(0, of: op, .boolean, in: module)
      verifyBranches(module, op, &report)
    })

  /// `stablehlo.case`: the values of the region that the operand numbers; a number that is out of
  /// range means the last.
  static let stablehloCase = OpDefinition(
    "stablehlo.case", summary: "Runs the region that the operand numbers.",
    traits: [.pure, .singleBlock], operands: .exactly(1), results: .any, regions: .atLeast(1),
    verify: { module, op, report in
      report.expectOperand(0, of: op, .integer, in: module)
      verifyBranches(module, op, &report)
    })

  /// `stablehlo.return`: ends a region and hands its operands to the op around it.
  static let stablehloReturn = OpDefinition(
    "stablehlo.return", summary: "Ends a region and hands its operands to the op around it.",
    traits: [.pure, .terminator], operands: .any, results: .exactly(0),
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operands = try parser.parseOperandList()
      try parser.parseOptionalAttributeDictionary(&state)
      guard parser.parseOptional(.colon) else { return }
      let place = parser.place
      state.operands = try parser.resolveOperands(
        operands, try parser.parseTypeList(), at: place)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.printOptionalAttributeDictionary(of: op, in: module)
      if module.operandCount(of: op) > 0 {
        printer.write(" : ")
        printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
      }
    })

  private static func verifyBranches(
    _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    let types = module.resultTypes(of: op)
    for region in 0..<module.regionCount(of: op) {
      guard let block = module.body(of: op, region: region) else {
        report.report(op, "region #\(region) must have a block")
        continue
      }
      if module.argumentCount(of: block) > 0 {
        report.report(op, "region #\(region) must take no arguments")
      }
      guard let end = module.terminator(of: block) else { continue }
      let returned = module.operands(of: end).map { module.type(of: $0) }
      if returned != types {
        report.report(
          op,
          "region #\(region) must return the results' types, but returns \(returned.count) values "
            + "of (\(returned.map { module.text(of: $0) }.joined(separator: ", ")))")
      }
    }
  }
}
