/// How `arith.cmpi` compares; raw values as in its `predicate` attribute.
public enum IntegerPredicate: Int64, CaseIterable, Sendable {
  case eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge

  /// The name in pretty form.
  public var name: StaticString {
    switch self {
    case .eq: "eq"
    case .ne: "ne"
    case .slt: "slt"
    case .sle: "sle"
    case .sgt: "sgt"
    case .sge: "sge"
    case .ult: "ult"
    case .ule: "ule"
    case .ugt: "ugt"
    case .uge: "uge"
    }
  }

  /// The predicate of the op, which must be an `arith.cmpi`.
  public init?(of op: OpID, in module: borrowing Module) {
    guard let value = module.integer("predicate", of: op) else { return nil }
    self.init(rawValue: value)
  }

  /// True iff a value compared with itself satisfies the predicate.
  public var holdsForEqual: Bool {
    switch self {
    case .eq, .sle, .sge, .ule, .uge: true
    case .ne, .slt, .sgt, .ult, .ugt: false
    }
  }
}

/// How `arith.cmpf` compares; raw values as in its `predicate` attribute. An `o` predicate is false and a `u` predicate true
/// where an operand is NaN.
public enum FloatPredicate: Int64, CaseIterable, Sendable {
  case alwaysFalse, oeq, ogt, oge, olt, ole, one, ord, ueq, ugt, uge, ult, ule, une, uno, alwaysTrue

  /// The predicate of the op, which must be an `arith.cmpf`.
  public init?(of op: OpID, in module: borrowing Module) {
    guard let value = module.integer("predicate", of: op) else { return nil }
    self.init(rawValue: value)
  }

  /// The name in pretty form.
  public var name: String {
    switch self {
    case .alwaysFalse: "false"
    case .alwaysTrue: "true"
    default: "\(self)"
    }
  }
}

extension OpDefinition {
  /// `arith.cmpi`: whether two integers are in a relation.
  static let cmpi = OpDefinition(
    "arith.cmpi", summary: "Compares integers.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape],
    operands: .exactly(2), results: .exactly(1),
    attributes: [.required("predicate", .integer(width: 64))],
    verify: { module, op, report in
      if IntegerPredicate(of: op, in: module) == nil {
        report.report(op, "attribute 'predicate' must be between 0 and 9")
      }
      verifyComparison(module, op, .integer, &report)
    },
    fold: { module, op in
      let operand = module.operand(0, of: op)
      guard operand == module.operand(1, of: op),
        let predicate = IntegerPredicate(of: op, in: module)
      else { return nil }
      let value: Int64 = predicate.holdsForEqual ? 1 : 0
      return module.uniformConstant(value, module.type(of: module.result(of: op)))
        .map { [.constant($0)] }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parsePredicate(
        IntegerPredicate.allCases.map { ($0.name.description, $0.rawValue) }, &parser, &state)
      try ElementwiseSyntax(operandCount: 2, types: .test).parse(&parser, &state)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.write((IntegerPredicate(of: op, in: module) ?? .eq).name)
      printer.write(",")
      printComparison(ElementwiseSyntax(operandCount: 2), module, op, &printer)
    })

  /// `arith.cmpf`: whether two floats are in a relation.
  static let cmpf = OpDefinition(
    "arith.cmpf", summary: "Compares floats.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape],
    operands: .exactly(2), results: .exactly(1),
    attributes: [
      .required("predicate", .integer(width: 64)), ArithFlags.fastMath.attribute,
    ],
    verify: { module, op, report in
      if FloatPredicate(of: op, in: module) == nil {
        report.report(op, "attribute 'predicate' must be between 0 and 15")
      }
      verifyComparison(module, op, .float, &report)
    },
    fold: { module, op in
      guard let predicate = FloatPredicate(of: op, in: module) else { return nil }
      let value: Int64
      switch predicate {
      case .alwaysFalse: value = 0
      case .alwaysTrue: value = 1
      default: return nil
      }
      return module.uniformConstant(value, module.type(of: module.result(of: op)))
        .map { [.constant($0)] }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parsePredicate(FloatPredicate.allCases.map { ($0.name, $0.rawValue) }, &parser, &state)
      try ElementwiseSyntax(operandCount: 2, flags: .fastMath, types: .test)
        .parse(&parser, &state)
    },
    print: { module, op, printer in
      printer.write(" \((FloatPredicate(of: op, in: module) ?? .alwaysFalse).name),")
      printComparison(
        ElementwiseSyntax(operandCount: 2, flags: .fastMath), module, op, &printer)
    })

  private static func verifyComparison(
    _ module: borrowing Module, _ op: OpID, _ kind: ScalarLike, _ report: inout VerifierReport
  ) {
    let type = module.type(of: module.operand(0, of: op))
    let result = module.type(of: module.result(of: op))
    guard kind.check(operand: 0, of: op, in: module, &report) else { return }
    if module.type(of: module.operand(1, of: op)) != type {
      report.report(op, "requires operands of the same type")
    }
    if module.elementType(of: result) != .i1 || !module.haveSameShape(type, result) {
      report.report(op, "result must be i1 in the shape of the operands")
    }
  }

  private static func parsePredicate(
    _ names: [(name: String, value: Int64)], _ parser: inout Parser, _ state: inout OperationState
  ) throws(ParseFailure) {
    let place = parser.place
    let word =
      parser.token.kind == .string
      ? parser.module.string(try parser.parseString())
      : try parser.parseKeyword(among: names.map(\.name), "predicate")
    guard let value = names.first(where: { $0.name == word })?.value else {
      throw parser.error("'\(word)' is no predicate", at: place)
    }
    try parser.parse(.comma)
    let attribute = parser.module.integerAttribute(value)
    state.attributes.append((parser.module.intern("predicate"), attribute))
  }

  private static func printComparison(
    _ syntax: ElementwiseSyntax, _ module: borrowing Module, _ op: OpID, _ printer: inout Printer
  ) {
    printer.write(" ")
    printer.printOperands(of: op, in: module)
    syntax.flags?.print(module, op, &printer)
    printer.printOptionalAttributeDictionary(
      of: op, except: ["fastmath", "predicate"], in: module)
    printer.write(" : ")
    printer.printType(module.type(of: module.operand(0, of: op)), in: module)
  }
}
