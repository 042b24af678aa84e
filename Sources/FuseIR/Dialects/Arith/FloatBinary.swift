// `arith` ops on floats of one type, each rounded to the nearest value of the type, ties to even. Folds are those that
// keep every bit, NaN payloads aside.

extension OpDefinition {
  /// `arith.addf`: the sum.
  static let addf = floatOp("addf", "Adds floats.", .commutative, rightIdentity: -0.0)
  /// `arith.subf`: the difference.
  static let subf = floatOp("subf", "Subtracts floats.", rightIdentity: 0.0)
  /// `arith.mulf`: the product.
  static let mulf = floatOp("mulf", "Multiplies floats.", .commutative, rightIdentity: 1.0)
  /// `arith.divf`: the quotient.
  static let divf = floatOp("divf", "Divides floats.", rightIdentity: 1.0)
  /// `arith.remf`: what remains of the first operand after subtracting the second as often as it fits, as C's `fmod`.
  static let remf = floatOp("remf", "The remainder of float division, as fmod.")
  /// `arith.maximumf`: the larger operand; NaN if either is NaN, and -0.0 < 0.0.
  static let maximumf = floatOp(
    "maximumf", "The larger float; NaN wins.", .commutative, isIdempotent: true)
  /// `arith.minimumf`: the smaller operand; NaN if either is NaN, and -0.0 < 0.0.
  static let minimumf = floatOp(
    "minimumf", "The smaller float; NaN wins.", .commutative, isIdempotent: true)
  /// `arith.maxnumf`: the larger operand; the other one where one is NaN.
  static let maxnumf = floatOp(
    "maxnumf", "The larger float; numbers win over NaN.", .commutative, isIdempotent: true)
  /// `arith.minnumf`: the smaller operand; the other one where one is NaN.
  static let minnumf = floatOp(
    "minnumf", "The smaller float; numbers win over NaN.", .commutative, isIdempotent: true)

  /// `arith.negf`: the operand with its sign bit changed.
  static let negf = OpDefinition(
    "arith.negf", summary: "Negates a float.",
    traits: [.pure, .elementwise, .sameOperandsAndResultType],
    operands: .exactly(1), results: .exactly(1), attributes: [ArithFlags.fastMath.attribute],
    verify: { module, op, report in
      ScalarLike.float.check(operand: 0, of: op, in: module, &report)
    },
    fold: { module, op in
      guard let inner = module.definingOp(of: module.operand(0, of: op)),
        module.opcode(of: inner).is(ArithOp.negf)
      else { return nil }
      return [.value(module.operand(0, of: inner))]
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try ElementwiseSyntax(operandCount: 1, flags: .fastMath).parse(&parser, &state)
    },
    print: ElementwiseSyntax(operandCount: 1, flags: .fastMath).print)

  private static func floatOp(
    _ name: String, _ summary: String, _ traits: OpTraits = [], rightIdentity: Double? = nil,
    isIdempotent: Bool = false
  ) -> OpDefinition {
    let syntax = ElementwiseSyntax(operandCount: 2, flags: .fastMath)
    return OpDefinition(
      "arith.\(name)", summary: summary,
      traits: traits.union([.pure, .elementwise, .sameOperandsAndResultType]),
      operands: .exactly(2), results: .exactly(1), attributes: [ArithFlags.fastMath.attribute],
      verify: { module, op, report in
        ScalarLike.float.check(operand: 0, of: op, in: module, &report)
      },
      fold: { module, op in
        let left = module.operand(0, of: op)
        let right = module.operand(1, of: op)
        if isIdempotent, left == right { return [.value(left)] }
        guard let rightIdentity, let constant = module.constantFloat(of: right),
          constant.bitPattern == rightIdentity.bitPattern
        else { return nil }
        return [.value(left)]
      },
      parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
        try syntax.parse(&parser, &state)
      },
      print: syntax.print)
  }
}
