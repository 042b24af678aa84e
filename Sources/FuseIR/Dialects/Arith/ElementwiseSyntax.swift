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

  /// Reads what follows the op's name.
  func parse(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
    let place = parser.place
    let operands = try parser.parseOperandList()
    guard operands.count == operandCount else {
      throw parser.error(
        "expected \(operandCount) operand\(operandCount == 1 ? "" : "s"), but found "
          + "\(operands.count)", at: place)
    }
    try flags?.parse(&parser, &state)
    try parser.parseOptionalAttributeDictionary(&state)
    if types == .each {
      let place = parser.place
      let types = try parser.parseColonTypeList()
      state.operands = try parser.resolveOperands(operands, types, at: place)
      state.resultTypes = [types[0]]
      return
    }
    let type = try parser.parseColonType()
    state.operands = try parser.resolveOperands(operands, type)
    state.resultTypes = [types == .test ? parser.module.type(like: type, element: .i1) : type]
  }

  /// Writes what follows the op's name.
  func print(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
    printer.write(" ")
    printer.printOperands(of: op, in: module)
    flags?.print(module, op, &printer)
    let isElided = flags != nil || ArithFlags.fastMath.isNone(module, op)
    printer.printOptionalAttributeDictionary(
      of: op, except: isElided ? ["fastmath", "overflowFlags"] : [], in: module)
    printer.write(" : ")
    if types == .each {
      printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
    } else {
      printer.printType(module.type(of: module.operand(0, of: op)), in: module)
    }
  }
}
