// `math` functions of one float, computed element by element, and tests of floats. Special values are those of C's functions
// of the same names.

extension OpDefinition {
  /// `math.absf`: the absolute value of a float.
  static let mathAbsf = floatFunction("absf", "The absolute value of a float.")
  /// `math.acos`: the arc cosine.
  static let mathAcos = floatFunction("acos", "The arc cosine.")
  /// `math.acosh`: the inverse hyperbolic cosine.
  static let mathAcosh = floatFunction("acosh", "The inverse hyperbolic cosine.")
  /// `math.asin`: the arc sine.
  static let mathAsin = floatFunction("asin", "The arc sine.")
  /// `math.asinh`: the inverse hyperbolic sine.
  static let mathAsinh = floatFunction("asinh", "The inverse hyperbolic sine.")
  /// `math.atan`: the arc tangent.
  static let mathAtan = floatFunction("atan", "The arc tangent.")
  /// `math.atanh`: the inverse hyperbolic tangent.
  static let mathAtanh = floatFunction("atanh", "The inverse hyperbolic tangent.")
  /// `math.cbrt`: the cube root.
  static let mathCbrt = floatFunction("cbrt", "The cube root.")
  /// `math.ceil`: the smallest integral float that is not less.
  static let mathCeil = floatFunction("ceil", "The smallest integral float that is not less.")
  /// `math.cos`: the cosine.
  static let mathCos = floatFunction("cos", "The cosine.")
  /// `math.cosh`: the hyperbolic cosine.
  static let mathCosh = floatFunction("cosh", "The hyperbolic cosine.")
  /// `math.erf`: the error function.
  static let mathErf = floatFunction("erf", "The error function.")
  /// `math.erfc`: one less the error function.
  static let mathErfc = floatFunction("erfc", "One less the error function.")
  /// `math.exp`: the exponential, eˣ.
  static let mathExp = floatFunction("exp", "The exponential, eˣ.")
  /// `math.exp2`: two to the power, 2ˣ.
  static let mathExp2 = floatFunction("exp2", "Two to the power, 2ˣ.")
  /// `math.expm1`: the exponential less one, eˣ - 1.
  static let mathExpm1 = floatFunction("expm1", "The exponential less one, eˣ - 1.")
  /// `math.floor`: the largest integral float that is not greater.
  static let mathFloor = floatFunction("floor", "The largest integral float that is not greater.")
  /// `math.log`: the natural logarithm.
  static let mathLog = floatFunction("log", "The natural logarithm.")
  /// `math.log10`: the logarithm to base ten.
  static let mathLog10 = floatFunction("log10", "The logarithm to base ten.")
  /// `math.log1p`: the natural logarithm of one more, ln(1 + x).
  static let mathLog1p = floatFunction("log1p", "The natural logarithm of one more, ln(1 + x).")
  /// `math.log2`: the logarithm to base two.
  static let mathLog2 = floatFunction("log2", "The logarithm to base two.")
  /// `math.round`: the nearest integral float, halves away from zero.
  static let mathRound = floatFunction(
    "round", "The nearest integral float, halves away from zero.")
  /// `math.roundeven`: the nearest integral float, halves to even.
  static let mathRoundeven = floatFunction(
    "roundeven", "The nearest integral float, halves to even.")
  /// `math.rsqrt`: one over the square root.
  static let mathRsqrt = floatFunction("rsqrt", "One over the square root.")
  /// `math.sin`: the sine.
  static let mathSin = floatFunction("sin", "The sine.")
  /// `math.sinh`: the hyperbolic sine.
  static let mathSinh = floatFunction("sinh", "The hyperbolic sine.")
  /// `math.sqrt`: the square root.
  static let mathSqrt = floatFunction("sqrt", "The square root.")
  /// `math.tan`: the tangent.
  static let mathTan = floatFunction("tan", "The tangent.")
  /// `math.tanh`: the hyperbolic tangent.
  static let mathTanh = floatFunction("tanh", "The hyperbolic tangent.")
  /// `math.trunc`: the integral float nearest to zero that is not farther from it.
  static let mathTrunc = floatFunction(
    "trunc", "The integral float nearest to zero that is not farther from it.")
  /// `math.isfinite`: whether a float is neither infinite nor NaN.
  static let mathIsfinite = floatTest("isfinite", "Whether a float is neither infinite nor NaN.")
  /// `math.isinf`: whether a float is infinite.
  static let mathIsinf = floatTest("isinf", "Whether a float is infinite.")
  /// `math.isnan`: whether a float is NaN.
  static let mathIsnan = floatTest("isnan", "Whether a float is NaN.")
  /// `math.isnormal`: whether a float is neither zero, subnormal, infinite nor NaN.
  static let mathIsnormal = floatTest(
    "isnormal", "Whether a float is neither zero, subnormal, infinite nor NaN.")

  /// `math.atan2`: the angle of the point with the second operand as abscissa and the first as ordinate.
  static let mathAtan2 = floatFunction("atan2", "The arc tangent of a quotient.", operands: 2)
  /// `math.copysign`: the first operand with the sign of the second.
  static let mathCopysign = floatFunction("copysign", "A float with another's sign.", operands: 2)
  /// `math.powf`: the first operand to the power of the second.
  static let mathPowf = floatFunction("powf", "A float to the power of a float.", operands: 2)
  /// `math.fma`: the product of the first two operands plus the third, rounded once.
  static let mathFma = floatFunction("fma", "Multiplies and adds, rounding once.", operands: 3)

  private static func floatFunction(_ name: String, _ summary: String, operands: Int = 1)
    -> OpDefinition
  {
    let syntax = ElementwiseSyntax(operandCount: operands, flags: .fastMath)
    return OpDefinition(
      "math.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultType],
      operands: .exactly(operands), results: .exactly(1),
      attributes: [ArithFlags.fastMath.attribute],
      verify: { module, op, report in
        ScalarLike.float.check(operand: 0, of: op, in: module, &report)
      },
      parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
        try syntax.parse(&parser, &state)
      },
      print: syntax.print)
  }

  private static func floatTest(_ name: String, _ summary: String) -> OpDefinition {
    let syntax = ElementwiseSyntax(operandCount: 1, types: .test)
    return OpDefinition(
      "math.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultShape],
      operands: .exactly(1), results: .exactly(1), attributes: [ArithFlags.fastMath.attribute],
      verify: { module, op, report in
        let source = module.type(of: module.operand(0, of: op))
        let result = module.type(of: module.result(of: op))
        guard ScalarLike.float.check(operand: 0, of: op, in: module, &report) else { return }
        if module.elementType(of: result) != .i1 || !module.haveSameShape(source, result) {
          report.report(op, "result must be i1 in the shape of the operand")
        }
      },
      parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
        try syntax.parse(&parser, &state)
      },
      print: syntax.print)
  }
}
