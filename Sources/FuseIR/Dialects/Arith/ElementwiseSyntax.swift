/// The custom form that most `arith` and `math` ops share: `%a, %b fastmath<fast> {attributes} : type`.
struct ElementwiseSyntax: Sendable {
  /// What the type at the end says.
  enum Types: Sendable {
    /// The type of all operands and of the result.
    case same
    /// The type of the operands; the result is `i1` in their shape.
    case test
    /// One type per operand; the result has that of the first.
    case each
  }

  /// How many operands the op has.
  let operandCount: Int
  /// The flags that may follow the operands; flags of an op without this clause stand in its dictionary.
  var flags: ArithFlags?
  /// What the type at the end says.
  var types = Types.same
  /// Whether `exact` may follow the operands: it promises that nothing is cut off.
  var mayBeExact = false

  /// Reads what follows the op's name.
  func parse(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
    let place = parser.place
    if types != .each {
      // The form of nearly all ops of a large program: its parts need no arrays of their own.
      let first = try parser.pushOperands()
      try check(parser.pushedOperandCount(from: first), &parser, at: place)
      try parseClauses(&parser, &state)
      let type = try parser.parseColonType()
      try parser.popOperands(from: first, type, into: &state.operands)
      state.resultTypes.append(
        types == .test ? parser.module.type(like: type, element: .i1) : type)
      return
    }
    let operands = try parser.parseOperandList()
    try check(operands.count, &parser, at: place)
    try parseClauses(&parser, &state)
    let typePlace = parser.place
    let types = try parser.parseColonTypeList()
    state.operands = try parser.resolveOperands(operands, types, at: typePlace)
    state.resultTypes = [types[0]]
  }

  private func check(
    _ count: Int, _ parser: inout Parser, at place: Range<Int>
  ) throws(ParseFailure) {
    guard count == operandCount else {
      throw parser.error(
        "expected \(operandCount) operand\(operandCount == 1 ? "" : "s"), but found \(count)",
        at: place)
    }
  }

  private func parseClauses(
    _ parser: inout Parser, _ state: inout OperationState
  ) throws(ParseFailure) {
    if parser.token.kind == .bareIdentifier {
      try flags?.parse(&parser, &state)
      if mayBeExact, parser.parseOptionalKeyword("exact") {
        state.attributes.append((parser.module.intern("isExact"), .unit))
      }
    }
    if parser.token.kind == .leftBrace { try parser.parseOptionalAttributeDictionary(&state) }
  }

  /// Writes what follows the op's name.
  func print(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
    printer.write(" ")
    printer.printOperands(of: op, in: module)
    flags?.print(module, op, &printer)
    if mayBeExact, module.attribute("isExact", of: op) != nil { printer.write(" exact") }
    if module.properties(of: op) != .emptyDictionary
      || module.attributes(of: op) != .emptyDictionary
    {
      let hidesFlags = flags != nil || ArithFlags.fastMath.isNone(module, op)
      printer.printOptionalAttributeDictionary(
        of: op,
        except: (mayBeExact ? ["isExact"] : [])
          + (hidesFlags ? ["fastmath", "overflowFlags"] : []),
        in: module)
    }
    printer.write(" : ")
    if types == .each {
      printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
    } else {
      printer.printType(module.type(of: module.operand(0, of: op)), in: module)
    }
  }
}
