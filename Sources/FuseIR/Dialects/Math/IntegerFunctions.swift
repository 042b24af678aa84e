// `math` functions of integers, and powers with integers.

extension OpDefinition {
  /// `math.absi`: the absolute value of a signed integer; the least integer stays as it is.
  static let mathAbsi = integerFunction("absi", "The absolute value of a signed integer.")
  /// `math.ctlz`: the number of zeros before the highest set bit.
  static let mathCtlz = integerFunction("ctlz", "The number of leading zeros.")
  /// `math.cttz`: the number of zeros after the lowest set bit.
  static let mathCttz = integerFunction("cttz", "The number of trailing zeros.")
  /// `math.ctpop`: the number of set bits.
  static let mathCtpop = integerFunction("ctpop", "The number of set bits.")
  /// `math.ipowi`: a signed integer to the power of another, modulo 2ⁿ; a negative power of a number other than 1 and -1
  /// is zero.
  static let mathIpowi = integerFunction(
    "ipowi", "An integer to the power of an integer.", operands: 2)

  /// `math.fpowi`: a float to the power of a signed integer.
  static let mathFpowi = OpDefinition(
    "math.fpowi", summary: "A float to the power of an integer.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape],
    operands: .exactly(2), results: .exactly(1), attributes: [ArithFlags.fastMath.attribute],
    verify: { module, op, report in
      guard ScalarLike.float.check(operand: 0, of: op, in: module, &report),
        ScalarLike.integer.check(operand: 1, of: op, in: module, &report)
      else { return }
      if module.type(of: module.operand(0, of: op)) != module.type(of: module.result(of: op)) {
        report.report(op, "requires the same type for the base and the result")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try ElementwiseSyntax(operandCount: 2, flags: .fastMath, types: .each)
        .parse(&parser, &state)
    },
    print: ElementwiseSyntax(operandCount: 2, flags: .fastMath, types: .each).print)

  private static func integerFunction(_ name: String, _ summary: String, operands: Int = 1)
    -> OpDefinition
  {
    let syntax = ElementwiseSyntax(operandCount: operands)
    return OpDefinition(
      "math.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultType],
      operands: .exactly(operands), results: .exactly(1),
      verify: { module, op, report in
        ScalarLike.integer.check(operand: 0, of: op, in: module, &report)
      },
      parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
        try syntax.parse(&parser, &state)
      },
      print: syntax.print)
  }
}
