// CHLO's elementwise functions: StableHLO expresses them by formulas.

extension OpDefinition {
  /// `%1 = chlo.erf %0 : tensor<4xf32> -> tensor<4xf32>`: a function of one element.
  static func chloUnary(
    _ name: String, _ summary: String, on kinds: ElementKinds = [.float, .complex]
  ) -> OpDefinition {
    OpDefinition(
      "chlo.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
      results: .exactly(1),
      verify: { module, op, report in
        report.expectOperand(0, of: op, kinds, in: module)
        report.expectElement(
          ofResult: 0, of: op, module.elementType(of: module.operand(0, of: op)), in: module)
      },
      parse: parseArrowForm, print: printArrowForm)
  }

  /// `%1 = chlo.is_inf %0 : tensor<4xf32> -> tensor<4xi1>`: a question about one element.
  static func chloPredicate(_ name: String, _ summary: String) -> OpDefinition {
    OpDefinition(
      "chlo.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
      results: .exactly(1),
      verify: { module, op, report in
        report.expectOperand(0, of: op, .float, in: module)
        report.expectElement(ofResult: 0, of: op, .i1, in: module)
      },
      parse: parseArrowForm, print: printArrowForm)
  }

  /// `%2 = chlo.next_after %0, %1 : tensor<4xf32>, tensor<4xf32> -> tensor<4xf32>`: a function of two
  /// elements.
  static func chloBinary(_ name: String, _ summary: String) -> OpDefinition {
    OpDefinition(
      "chlo.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(2),
      results: .exactly(1),
      verify: { module, op, report in
        for index in 0..<2 { report.expectOperand(index, of: op, .float, in: module) }
        report.expectOneElementType(ofOperands: 0..<2, of: op, in: module)
        report.expectElement(
          ofResult: 0, of: op, module.elementType(of: module.operand(0, of: op)), in: module)
      },
      parse: parseArrowForm, print: printArrowForm)
  }

  private static let parseArrowForm:
    @Sendable (inout Parser, inout OperationState) throws(ParseFailure) -> Void = {
      (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operands = try parser.parseOperandList()
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parse(.colon)
      let place = parser.place
      let types = try parser.parseTypeList()
      state.operands = try parser.resolveOperands(operands, types, at: place)
      try parser.parse(.arrow)
      state.resultTypes = [try parser.parseType()]
    }

  private static let printArrowForm: @Sendable (borrowing Module, OpID, inout Printer) -> Void = {
    module, op, printer in
    printer.write(" ")
    printer.printOperands(of: op, in: module)
    printer.printOptionalAttributeDictionary(of: op, in: module)
    printer.write(" : ")
    printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
    printer.write(" -> ")
    printer.printType(module.type(of: module.result(of: op)), in: module)
  }
}
