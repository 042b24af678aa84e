extension OpDefinition {
  /// `math.clampf`: the nearest float that is neither below the second operand nor above the third.
  ///
  /// `%1 = math.clampf %x to [%low, %high] : f32`
  static let mathClampf = OpDefinition(
    "math.clampf", summary: "A float brought into a range.",
    traits: [.pure, .elementwise, .sameOperandsAndResultType],
    operands: .exactly(3), results: .exactly(1), attributes: [ArithFlags.fastMath.attribute],
    verify: { module, op, report in
      ScalarLike.float.check(operand: 0, of: op, in: module, &report)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      var operands = [try parser.parseOperand()]
      try parser.parseKeyword("to")
      try parser.parse(.leftSquare)
      operands.append(try parser.parseOperand())
      try parser.parse(.comma)
      operands.append(try parser.parseOperand())
      try parser.parse(.rightSquare)
      try ArithFlags.fastMath.parse(&parser, &state)
      try parser.parseOptionalAttributeDictionary(&state)
      let place = parser.place
      let type = try parser.parseColonType()
      state.operands = try parser.resolveOperands(operands, [type, type, type], at: place)
      state.resultTypes = [type]
    },
    print: { module, op, printer in
      let operands = module.operands(of: op)
      printer.write(" ")
      printer.printOperand(operands[0], in: module)
      printer.write(" to [")
      printer.printOperands(operands[1...], in: module)
      printer.write("]")
      ArithFlags.fastMath.print(module, op, &printer)
      printer.printOptionalAttributeDictionary(of: op, except: ["fastmath"], in: module)
      printer.write(" : ")
      printer.printType(module.type(of: module.result(of: op)), in: module)
    })

  /// `math.sincos`: the sine and the cosine.
  ///
  /// `%sin, %cos = math.sincos %x : f32`
  static let mathSincos = OpDefinition(
    "math.sincos", summary: "The sine and the cosine.",
    traits: [.pure, .elementwise, .sameOperandsAndResultType],
    operands: .exactly(1), results: .exactly(2), attributes: [ArithFlags.fastMath.attribute],
    verify: { module, op, report in
      ScalarLike.float.check(operand: 0, of: op, in: module, &report)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try ElementwiseSyntax(operandCount: 1, flags: .fastMath).parse(&parser, &state)
      state.resultTypes += state.resultTypes
    },
    print: ElementwiseSyntax(operandCount: 1, flags: .fastMath).print,
    resultName: { _, _ in "sin" }, laterResultNames: ["cos"])
}
