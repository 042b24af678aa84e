extension OpDefinition {
  /// `stablehlo.select`: elements of the second operand where the first is true, else of the third.
  ///
  /// `%3 = stablehlo.select %0, %1, %2 : tensor<4xi1>, tensor<4xf32>`; the first operand may be a
  /// scalar, which then decides for all elements.
  static let stablehloSelect = OpDefinition(
    "stablehlo.select",
    summary: "Elements of the second operand where the first is true, else of the third.",
    traits: [.pure, .elementwise], operands: .exactly(3), results: .exactly(1),
    verify: { module, op, report in
      report.expectOperand(0, of: op, .boolean, in: module)
      report.expectOperand(1, of: op, .any, in: module)
      let element = module.elementType(of: module.operand(1, of: op))
      report.expectElement(ofResult: 0, of: op, element, in: module)
      report.expectOneElementType(ofOperands: 1..<3, of: op, in: module)
      guard let shape = module.shape(of: module.operand(1, of: op)) else { return }
      report.expectResult(0, of: op, shape: shape, in: module)
      if let other = module.shape(of: module.operand(2, of: op)), !shapesAgree(shape, other) {
        report.report(
          op,
          "operand #2 must have shape \(shapeText(shape)), as operand #1, but has shape "
            + shapeText(other))
      }
      if let predicate = module.shape(of: module.operand(0, of: op)), !predicate.isEmpty,
        !shapesAgree(predicate, shape)
      {
        report.report(
          op,
          "operand #0 must be a scalar or have shape \(shapeText(shape)), but has shape "
            + shapeText(predicate))
      }
    },
    fold: { module, op in
      let onTrue = module.operand(1, of: op)
      guard onTrue == module.operand(2, of: op),
        module.type(of: onTrue) == module.type(of: module.result(of: op))
      else { return nil }
      return [.value(onTrue)]
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operands = try parser.parseOperandList()
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parse(.colon)
      let place = parser.place
      let types = try parser.parseTypeList()
      if types.count == 1, case .function(let inputs, let results) = parser.module.type(types[0]) {
        state.operands = try parser.resolveOperands(operands, inputs, at: place)
        state.resultTypes = results
        return
      }
      guard types.count == 2 else {
        throw parser.error(
          "expected the type of the predicate and the type of the result", at: place)
      }
      state.operands = try parser.resolveOperands(
        operands, [types[0], types[1], types[1]], at: place)
      state.resultTypes = [types[1]]
    },
    print: { module, op, printer in
      ClauseForm.ternary.printOperandsAndAttributes(module, op, &printer)
      let result = module.type(of: module.result(of: op))
      printer.write(" : ")
      if module.type(of: module.operand(1, of: op)) == result,
        module.type(of: module.operand(2, of: op)) == result
      {
        printer.printType(module.type(of: module.operand(0, of: op)), in: module)
        printer.write(", ")
        printer.printType(result, in: module)
      } else {
        printer.printFunctionalType(of: op, in: module)
      }
    })
}
