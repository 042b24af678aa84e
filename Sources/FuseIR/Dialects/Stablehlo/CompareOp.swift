extension OpDefinition {
  /// `stablehlo.compare`: whether each pair of elements is in the given relation.
  ///
  /// `%2 = stablehlo.compare LT, %0, %1, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>`
  static let stablehloCompare = OpDefinition(
    "stablehlo.compare", summary: "Whether each pair of elements is in the given relation.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(2),
    results: .exactly(1),
    attributes: [
      .required("comparison_direction", .dialect("stablehlo.comparison_direction")),
      .optional("compare_type", .dialect("stablehlo.comparison_type")),
    ],
    verify: { module, op, report in
      report.expectOperand(0, of: op, .any, in: module)
      let element = module.elementType(of: module.operand(0, of: op))
      if module.elementType(of: module.operand(1, of: op)) != element {
        report.report(op, "operands must have elements of one type")
      }
      report.expectElement(ofResult: 0, of: op, .i1, in: module)
      if ComparisonDirection("comparison_direction", of: op, in: module) == nil {
        report.report(op, "comparison_direction must be one of EQ, NE, GE, GT, LE and LT")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let direction = try parser.parseEnumeration(ComparisonDirection.self)
      parser.add("comparison_direction", direction, to: &state)
      try parser.parse(.comma)
      let left = try parser.parseOperand()
      try parser.parse(.comma)
      let right = try parser.parseOperand()
      if parser.parseOptional(.comma) {
        let type = try parser.parseEnumeration(ComparisonType.self)
        parser.add("compare_type", type, to: &state)
      }
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parseFunctionalTypes([left, right], &state)
    },
    print: { module, op, printer in
      let direction = ComparisonDirection("comparison_direction", of: op, in: module)
      printer.write(" \(direction?.rawValue ?? ""), ")
      printer.printOperands(of: op, in: module)
      if let type = ComparisonType("compare_type", of: op, in: module) {
        printer.write(", \(type.rawValue)")
      }
      printer.printOptionalAttributeDictionary(
        of: op, except: ["comparison_direction", "compare_type"], in: module)
      printer.write(" : ")
      printer.printFunctionalType(of: op, in: module)
    })
}
