// Ops that change the element type.

extension OpDefinition {
  /// `stablehlo.convert`: the same numbers in another element type.
  ///
  /// `%1 = stablehlo.convert %0 : (tensor<4xi32>) -> tensor<4xf32>`
  static let stablehloConvert = OpDefinition(
    "stablehlo.convert", summary: "The same numbers in another element type.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
    results: .exactly(1),
    verify: { module, op, report in report.expectOperand(0, of: op, .any, in: module) },
    fold: { module, op in
      let operand = module.operand(0, of: op)
      guard module.type(of: operand) == module.type(of: module.result(of: op)) else { return nil }
      return [.value(operand)]
    },
    parse: ClauseForm.unary.parse, print: ClauseForm.unary.print)

  /// `stablehlo.bitcast_convert`: the same bits in another element type; where the widths differ the
  /// last dimension appears or disappears.
  static let stablehloBitcastConvert = OpDefinition(
    "stablehlo.bitcast_convert", summary: "The same bits in another element type.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    verify: verifying { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      guard let from = module.bitWidth(of: module.elementType(of: module.operand(0, of: op))),
        let to = module.bitWidth(of: module.elementType(of: module.result(of: op))), from > 0,
        to > 0
      else { return nil }
      if from == to { return shape }
      if from > to {
        guard from % to == 0 else {
          throw ShapeProblem("elements of \(from) bits can't be cut into elements of \(to) bits")
        }
        return shape + [Int64(from / to)]
      }
      guard to % from == 0, let last = shape.last, extentsAgree(last, Int64(to / from)) else {
        throw ShapeProblem(
          "the last dimension of the operand must hold the \(to / from) parts of one element")
      }
      return Array(shape.dropLast())
    },
    fold: { module, op in
      let operand = module.operand(0, of: op)
      guard module.type(of: operand) == module.type(of: module.result(of: op)) else { return nil }
      return [.value(operand)]
    },
    parse: ClauseForm.unaryFunctional.parse, print: ClauseForm.unaryFunctional.print)

  /// `stablehlo.reduce_precision`: the numbers rounded to a format of fewer bits.
  ///
  /// `%1 = stablehlo.reduce_precision %0, format = e5m10 : tensor<4xf32>`
  static let stablehloReducePrecision = OpDefinition(
    "stablehlo.reduce_precision", summary: "The numbers rounded to a float format of fewer bits.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
    results: .exactly(1),
    attributes: [
      .required("exponent_bits", .integer(width: 32)),
      .required("mantissa_bits", .integer(width: 32)),
    ],
    verify: { module, op, report in
      report.expectOperand(0, of: op, .float, in: module)
      report.expectElement(
        ofResult: 0, of: op, module.elementType(of: module.operand(0, of: op)), in: module)
      if (module.integer("exponent_bits", of: op) ?? 0) < 1 {
        report.report(op, "attribute 'exponent_bits' must be at least 1")
      }
      if (module.integer("mantissa_bits", of: op) ?? 0) < 0 {
        report.report(op, "attribute 'mantissa_bits' must not be negative")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operand = try parser.parseOperand()
      try parser.parse(.comma)
      try parser.parseKeyword("format")
      try parser.parse(.equal)
      let place = parser.place
      let word = try parser.parseAnyKeyword("a format such as e5m10")
      let parts = word.dropFirst().split(separator: "m", omittingEmptySubsequences: false)
      guard word.first == "e", parts.count == 2, let exponent = Int32(parts[0]),
        let mantissa = Int32(parts[1])
      else { throw parser.error("expected a format such as e5m10", at: place) }
      parser.add(
        "exponent_bits", parser.module.integerAttribute(Int64(exponent), .i32), to: &state)
      parser.add(
        "mantissa_bits", parser.module.integerAttribute(Int64(mantissa), .i32), to: &state)
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parseSameTypes([operand], &state)
    },
    print: { module, op, printer in
      let exponent = module.integer("exponent_bits", of: op) ?? 0
      let mantissa = module.integer("mantissa_bits", of: op) ?? 0
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.write(", format = e\(exponent)m\(mantissa)")
      printer.printOptionalAttributeDictionary(
        of: op, except: ["exponent_bits", "mantissa_bits"], in: module)
      printer.write(" : ")
      printer.printSameTypes(module, op)
    })

  /// `stablehlo.uniform_quantize`, `stablehlo.uniform_dequantize`: between floats and integers with
  /// scale and zero point.
  static func stablehloQuantization(_ name: String, _ summary: String) -> OpDefinition {
    OpDefinition(
      "stablehlo.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
      results: .exactly(1), parse: ClauseForm.unary.parse, print: ClauseForm.unary.print)
  }
}
