// `arith` casts between narrow floats with a scale beside them, as in microscaling formats, and wider floats.

extension OpDefinition {
  /// `arith.scaling_extf`: the first operand, widened, times two to the power that the second stands for.
  ///
  /// `%1 = arith.scaling_extf %a, %scale : f8E5M2, f8E8M0FNU to f32`
  static let scalingExtf = scalingCast(
    "scaling_extf", "Widens a float and multiplies it by a scale.", rounds: false)
  /// `arith.scaling_truncf`: the first operand divided by two to the power that the second stands for, narrowed.
  ///
  /// `%1 = arith.scaling_truncf %a, %scale to_nearest_even : f32, f8E8M0FNU to f8E5M2`
  static let scalingTruncf = scalingCast(
    "scaling_truncf", "Divides a float by a scale and narrows it.", rounds: true)

  private static func scalingCast(
    _ name: String, _ summary: String, rounds: Bool
  ) -> OpDefinition {
    OpDefinition(
      "arith.\(name)", summary: summary, traits: [.pure, .elementwise],
      operands: .exactly(2), results: .exactly(1),
      attributes: [ArithFlags.fastMath.optionalAttribute]
        + (rounds ? [.optional("roundingmode", .integer(width: 32))] : []),
      verify: { module, op, report in
        guard ScalarLike.float.check(operand: 0, of: op, in: module, &report),
          ScalarLike.float.check(operand: 1, of: op, in: module, &report)
        else { return }
        let source = module.type(of: module.operand(0, of: op))
        let result = module.type(of: module.result(of: op))
        let from = module.bitWidth(of: module.elementType(of: source)) ?? 0
        let to = module.bitWidth(of: module.elementType(of: result)) ?? 0
        if !module.isFloatLike(result) || !module.haveSameShape(source, result)
          || !module.haveSameShape(source, module.type(of: module.operand(1, of: op)))
        {
          report.report(op, "requires floats of one shape for operands and result")
        } else if rounds ? from <= to : from >= to {
          report.report(
            op, "result must be \(rounds ? "narrower" : "wider") than the operand")
        }
      },
      parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
        let operands = try parser.parseOperandList()
        if rounds { RoundingMode.parseOptional(&parser, &state) }
        try ArithFlags.fastMath.parse(&parser, &state)
        try parser.parseOptionalAttributeDictionary(&state)
        let place = parser.place
        let types = try parser.parseColonTypeList()
        state.operands = try parser.resolveOperands(operands, types, at: place)
        try parser.parseKeyword("to")
        state.resultTypes = [try parser.parseType()]
      },
      print: { module, op, printer in
        printer.write(" ")
        printer.printOperands(of: op, in: module)
        RoundingMode.printOptional(of: op, in: module, &printer)
        ArithFlags.fastMath.print(module, op, &printer)
        printer.printOptionalAttributeDictionary(
          of: op, except: ["fastmath", "roundingmode"], in: module)
        printer.write(" : ")
        printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
        printer.write(" to ")
        printer.printType(module.type(of: module.result(of: op)), in: module)
      })
  }
}
