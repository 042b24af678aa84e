// `arith` ops that change the type of a value, element by element.

extension OpDefinition {
  /// `arith.extf`: the same number in a wider float type.
  static let extf = arithCast(
    "extf", "Widens a float.", from: .float, to: .float, widths: .grow,
    attributes: [ArithFlags.fastMath.optionalAttribute])
  /// `arith.truncf`: the number rounded to a narrower float type, to nearest even unless `roundingmode` says else.
  static let truncf = arithCast(
    "truncf", "Narrows a float.", from: .float, to: .float, widths: .shrink,
    attributes: [
      ArithFlags.fastMath.optionalAttribute, .optional("roundingmode", .integer(width: 32)),
    ],
    undoes: [.extf])
  /// `arith.extsi`: the integer widened with its sign bit.
  static let extsi = arithCast(
    "extsi", "Widens a signed integer.", from: .fixedWidthInteger, to: .fixedWidthInteger,
    widths: .grow)
  /// `arith.extui`: the integer widened with zeros.
  static let extui = arithCast(
    "extui", "Widens an unsigned integer.", from: .fixedWidthInteger, to: .fixedWidthInteger,
    widths: .grow)
  /// `arith.trunci`: the low bits of the integer.
  static let trunci = arithCast(
    "trunci", "Narrows an integer.", from: .fixedWidthInteger, to: .fixedWidthInteger,
    widths: .shrink, attributes: [ArithFlags.overflow.attribute], undoes: [.extsi, .extui])
  /// `arith.sitofp`: the signed integer as a float, rounded to nearest even.
  static let sitofp = arithCast(
    "sitofp", "A signed integer as a float.", from: .fixedWidthInteger, to: .float)
  /// `arith.uitofp`: the unsigned integer as a float, rounded to nearest even.
  static let uitofp = arithCast(
    "uitofp", "An unsigned integer as a float.", from: .fixedWidthInteger, to: .float)
  /// `arith.fptosi`: the float as a signed integer, rounded toward zero.
  static let fptosi = arithCast(
    "fptosi", "A float as a signed integer.", from: .float, to: .fixedWidthInteger)
  /// `arith.fptoui`: the float as an unsigned integer, rounded toward zero.
  static let fptoui = arithCast(
    "fptoui", "A float as an unsigned integer.", from: .float, to: .fixedWidthInteger)
  /// `arith.index_cast`: an integer as `index` or back, sign-extended or cut.
  static let indexCast = arithCast(
    "index_cast", "A signed integer as index, or back.", from: .integer, to: .integer,
    widths: .index, undoes: [.indexCast])
  /// `arith.index_castui`: an integer as `index` or back, zero-extended or cut.
  static let indexCastui = arithCast(
    "index_castui", "An unsigned integer as index, or back.", from: .integer, to: .integer,
    widths: .index, undoes: [.indexCastui])
  /// `arith.bitcast`: the same bits under another type of the same width.
  static let arithBitcast = arithCast(
    "bitcast", "Reads the bits under another type.", from: nil, to: nil, widths: .equal,
    undoes: [.bitcast])

  private static func arithCast(
    _ name: String, _ summary: String, from: ScalarLike?, to: ScalarLike?,
    widths: CastWidths = .any,
    attributes: [AttributeDefinition] = [], undoes: [ArithOp] = []
  ) -> OpDefinition {
    OpDefinition(
      "arith.\(name)", summary: summary, traits: [.pure, .elementwise],
      operands: .exactly(1), results: .exactly(1), attributes: attributes,
      verify: { module, op, report in
        let source = module.type(of: module.operand(0, of: op))
        let target = module.type(of: module.result(of: op))
        if let from, !from.check(operand: 0, of: op, in: module, &report) { return }
        if let to, !to.accepts(target, in: module) {
          report.report(op, "result must be \(to.description)")
        } else if !module.haveSameShape(source, target) {
          report.report(op, "requires the same shape for operand and result")
        } else if !areCompatible(source, target, widths, module) {
          report.report(
            op, "operand type \(widths.mistake) the result type: the types are cast incompatible")
        }
      },
      fold: { module, op in
        let operand = module.operand(0, of: op)
        let target = module.type(of: module.result(of: op))
        if module.type(of: operand) == target { return [.value(operand)] }
        guard let inner = module.definingOp(of: operand),
          undoes.contains(where: { module.opcode(of: inner).is($0) }),
          module.type(of: module.operand(0, of: inner)) == target, isExact(inner, module)
        else { return nil }
        return [.value(module.operand(0, of: inner))]
      },
      parse: parseCast, print: printCast)
  }

  /// True iff the cast keeps all bits of its operand, so that a cast back restores it.
  private static func isExact(_ cast: OpID, _ module: borrowing Module) -> Bool {
    guard
      module.opcode(of: cast).is(ArithOp.indexCast)
        || module.opcode(of: cast).is(ArithOp.indexCastui)
    else { return true }
    let source = module.elementType(of: module.operand(0, of: cast))
    let target = module.elementType(of: module.result(of: cast))
    return (module.bitWidth(of: source) ?? 64) <= (module.bitWidth(of: target) ?? 0)
  }

  private static func areCompatible(
    _ source: TypeID, _ target: TypeID, _ widths: CastWidths, _ module: borrowing Module
  ) -> Bool {
    let a = module.elementType(of: source)
    let b = module.elementType(of: target)
    let x = module.bitWidth(of: a) ?? 0
    let y = module.bitWidth(of: b) ?? 0
    switch widths {
    case .any: return true
    case .grow: return x < y
    case .shrink: return x > y
    case .index: return (a == .index) != (b == .index)
    case .equal: return x == y && x > 0 && a != .index && b != .index
    }
  }
}

/// How the widths of a cast's operand and result are related.
private enum CastWidths: Sendable {
  case any, grow, shrink, equal, index

  /// What is wrong where the relation does not hold.
  var mistake: String {
    switch self {
    case .any: ""
    case .index: "is index exactly as"
    case .grow: "is not narrower than"
    case .shrink: "is not wider than"
    case .equal: "is not as wide as"
    }
  }
}

/// How `arith.truncf` rounds; raw values as in its `roundingmode` attribute.
enum RoundingMode: Int64, CaseIterable {
  case toNearestEven, downward, upward, towardZero, toNearestAway

  /// The name in custom form.
  var name: String {
    switch self {
    case .toNearestEven: "to_nearest_even"
    case .downward: "downward"
    case .upward: "upward"
    case .towardZero: "toward_zero"
    case .toNearestAway: "to_nearest_away"
    }
  }

  /// Reads the name of a mode if it is next; the attribute goes into `state`.
  static func parseOptional(_ parser: inout Parser, _ state: inout OperationState) {
    guard let word = parser.parseOptionalAnyKeyword(among: allCases.map(\.name)),
      let mode = allCases.first(where: { $0.name == word })
    else { return }
    let attribute = parser.module.integerAttribute(mode.rawValue, .i32)
    state.attributes.append((parser.module.intern("roundingmode"), attribute))
  }

  /// Writes a space and the name of the op's mode, nothing where it has none.
  static func printOptional(of op: OpID, in module: borrowing Module, _ printer: inout Printer) {
    if let value = module.integer("roundingmode", of: op), let mode = RoundingMode(rawValue: value)
    {
      printer.write(" \(mode.name)")
    }
  }
}

/// `arith.trunci %a overflow<nsw> {attributes} : i64 to i32`.
private func parseCast(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let operand = try parser.parseOperand()
  if state.opcode.is(ArithOp.truncf) { RoundingMode.parseOptional(&parser, &state) }
  switch ArithOp(state.opcode) {
  case .trunci: try ArithFlags.overflow.parse(&parser, &state)
  case .truncf, .extf: try ArithFlags.fastMath.parse(&parser, &state)
  default: break
  }
  try parser.parseOptionalAttributeDictionary(&state)
  let source = try parser.parseColonType()
  try parser.parseKeyword("to")
  state.operands = [try parser.resolveOperand(operand, source)]
  state.resultTypes = [try parser.parseType()]
}

private func printCast(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.printOperands(of: op, in: module)
  RoundingMode.printOptional(of: op, in: module, &printer)
  ArithFlags.fastMath.print(module, op, &printer)
  ArithFlags.overflow.print(module, op, &printer)
  printer.printOptionalAttributeDictionary(
    of: op, except: ["fastmath", "overflowFlags", "roundingmode"], in: module)
  printer.write(" : ")
  printer.printType(module.type(of: module.operand(0, of: op)), in: module)
  printer.write(" to ")
  printer.printType(module.type(of: module.result(of: op)), in: module)
}
