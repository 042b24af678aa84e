extension OpDefinition {
  /// `stablehlo.compare`: whether each pair of elements is in the given relation.
  ///
  /// `%2 = stablehlo.compare LT, %0, %1, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>`
  static let stablehloCompare = OpDefinition(
    "stablehlo.compare", summary: "Whether each pair of elements is in the given relation.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(2),
    results: .exactly(1),
    attributes: [
      .required("comparison_direction", .word(ComparisonDirection.self)),
      .optional("compare_type", .word(ComparisonType.self)),
    ],
    verify: { module, op, report in
      report.expectOperand(0, of: op, .any, in: module)
      report.expectOneElementType(ofOperands: 0..<2, of: op, in: module)
      report.expectElement(ofResult: 0, of: op, .i1, in: module)
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
