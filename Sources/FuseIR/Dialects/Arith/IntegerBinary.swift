// `arith` ops of two integers of one type. They work modulo 2ⁿ; the name says whether the bits are read as signed (`s`) or
// unsigned (`u`) where that matters. Division by zero and shifts by n or more have no defined result.

extension OpDefinition {
  /// `arith.addi`: the sum.
  static let addi = integerBinary(
    "addi", "Adds integers.", .commutative, hasOverflowFlags: true,
    fold: IntegerFold(rightIdentity: 0))
  /// `arith.subi`: the difference.
  static let subi = integerBinary(
    "subi", "Subtracts integers.", hasOverflowFlags: true,
    fold: IntegerFold(rightIdentity: 0, ofEqual: .constant(0)))
  /// `arith.muli`: the product.
  static let muli = integerBinary(
    "muli", "Multiplies integers.", .commutative, hasOverflowFlags: true,
    fold: IntegerFold(rightIdentity: 1, absorbing: 0))
  /// `arith.divsi`: the signed quotient, rounded toward zero.
  static let divsi = integerBinary(
    "divsi", "Divides signed integers, toward zero.", mayBeExact: true,
    fold: IntegerFold(rightIdentity: 1))
  /// `arith.divui`: the unsigned quotient, rounded toward zero.
  static let divui = integerBinary(
    "divui", "Divides unsigned integers.", mayBeExact: true, fold: IntegerFold(rightIdentity: 1))
  /// `arith.remsi`: the remainder of `divsi`, with the sign of the first operand.
  static let remsi = integerBinary("remsi", "The remainder of signed division.")
  /// `arith.remui`: the remainder of `divui`.
  static let remui = integerBinary("remui", "The remainder of unsigned division.")
  /// `arith.ceildivsi`: the signed quotient, rounded toward positive infinity.
  static let ceildivsi = integerBinary(
    "ceildivsi", "Divides signed integers, upward.", fold: IntegerFold(rightIdentity: 1))
  /// `arith.ceildivui`: the unsigned quotient, rounded upward.
  static let ceildivui = integerBinary(
    "ceildivui", "Divides unsigned integers, upward.", fold: IntegerFold(rightIdentity: 1))
  /// `arith.floordivsi`: the signed quotient, rounded toward negative infinity.
  static let floordivsi = integerBinary(
    "floordivsi", "Divides signed integers, downward.", fold: IntegerFold(rightIdentity: 1))
  /// `arith.andi`: bitwise and.
  static let andi = integerBinary(
    "andi", "Bitwise and.", .commutative,
    fold: IntegerFold(rightIdentity: -1, absorbing: 0, ofEqual: .operand))
  /// `arith.ori`: bitwise or.
  static let ori = integerBinary(
    "ori", "Bitwise or.", .commutative,
    fold: IntegerFold(rightIdentity: 0, absorbing: -1, ofEqual: .operand))
  /// `arith.xori`: bitwise exclusive or.
  static let xori = integerBinary(
    "xori", "Bitwise exclusive or.", .commutative,
    fold: IntegerFold(rightIdentity: 0, ofEqual: .constant(0)))
  /// `arith.shli`: the first operand shifted left by the second.
  static let shli = integerBinary(
    "shli", "Shifts left.", hasOverflowFlags: true, fold: IntegerFold(rightIdentity: 0))
  /// `arith.shrsi`: the first operand shifted right by the second, filled with its sign.
  static let shrsi = integerBinary(
    "shrsi", "Shifts right, filling with the sign.", mayBeExact: true,
    fold: IntegerFold(rightIdentity: 0))
  /// `arith.shrui`: the first operand shifted right by the second, filled with zeros.
  static let shrui = integerBinary(
    "shrui", "Shifts right, filling with zeros.", mayBeExact: true,
    fold: IntegerFold(rightIdentity: 0))
  /// `arith.maxsi`: the larger of two signed integers.
  static let maxsi = integerBinary(
    "maxsi", "The larger signed integer.", .commutative, fold: IntegerFold(ofEqual: .operand))
  /// `arith.maxui`: the larger of two unsigned integers.
  static let maxui = integerBinary(
    "maxui", "The larger unsigned integer.", .commutative,
    fold: IntegerFold(rightIdentity: 0, absorbing: -1, ofEqual: .operand))
  /// `arith.minsi`: the smaller of two signed integers.
  static let minsi = integerBinary(
    "minsi", "The smaller signed integer.", .commutative, fold: IntegerFold(ofEqual: .operand))
  /// `arith.minui`: the smaller of two unsigned integers.
  static let minui = integerBinary(
    "minui", "The smaller unsigned integer.", .commutative,
    fold: IntegerFold(rightIdentity: -1, absorbing: 0, ofEqual: .operand))

  private static func integerBinary(
    _ name: String, _ summary: String, _ traits: OpTraits = [], hasOverflowFlags: Bool = false,
    mayBeExact: Bool = false, fold: IntegerFold = IntegerFold()
  ) -> OpDefinition {
    let syntax = ElementwiseSyntax(
      operandCount: 2, flags: hasOverflowFlags ? ArithFlags.overflow : nil, mayBeExact: mayBeExact)
    return OpDefinition(
      "arith.\(name)", summary: summary,
      traits: traits.union([.pure, .elementwise, .sameOperandsAndResultType]),
      operands: .exactly(2), results: .exactly(1),
      attributes: hasOverflowFlags
        ? [ArithFlags.overflow.attribute] : mayBeExact ? [.optional("isExact", .unit)] : [],
      verify: { module, op, report in
        ScalarLike.integer.check(operand: 0, of: op, in: module, &report)
      },
      fold: { module, op in fold.apply(&module, op) },
      parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
        try syntax.parse(&parser, &state)
      },
      print: syntax.print)
  }
}

/// The identities of an integer op `f` with which it folds without computing.
struct IntegerFold: Sendable {
  /// What `f(x, x)` is.
  enum OfEqual: Sendable {
    case operand
    case constant(Int64)
  }

  /// The constant `e` with `f(x, e) = x`; -1 stands for all bits set.
  var rightIdentity: Int64?
  /// The constant `z` with `f(x, z) = z`; -1 stands for all bits set.
  var absorbing: Int64?
  /// What `f(x, x)` is.
  var ofEqual: OfEqual?

  /// The result of the op if one of the identities applies. Canonical ops have their constant on the right.
  func apply(_ module: inout Module, _ op: OpID) -> [FoldedResult]? {
    let left = module.operand(0, of: op)
    let right = module.operand(1, of: op)
    if left == right, let ofEqual {
      switch ofEqual {
      case .operand: return [.value(left)]
      case .constant(let value):
        return module.uniformConstant(value, module.type(of: left)).map { [.constant($0)] }
      }
    }
    guard let constant = module.constantInteger(of: right) else { return nil }
    if let rightIdentity, matches(constant, rightIdentity, right, module) { return [.value(left)] }
    if let absorbing, matches(constant, absorbing, right, module) { return [.value(right)] }
    return nil
  }

  private func matches(
    _ constant: Int64, _ expected: Int64, _ value: ValueID, _ module: borrowing Module
  ) -> Bool {
    // An i1 is kept as 0 or 1: its only set bit is all bits set.
    if module.elementType(of: value) == .i1, expected == -1 { return constant == 1 }
    return constant == expected
  }
}
