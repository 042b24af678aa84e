// Custom forms of `tensor` ops that do more than name operands and types.

/// `tensor.empty(%n) {attributes} : tensor<?xf32>`.
func parseEmpty(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let sizes = try parser.parseOperandList(.parentheses)
  try parser.parseOptionalAttributeDictionary(&state)
  state.resultTypes = [try parser.parseColonType()]
  state.operands = try parser.resolveOperands(sizes, .index)
}

/// Writes what follows `tensor.empty`.
func printEmpty(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write("(")
  printer.printOperands(of: op, in: module)
  printer.write(")")
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: module.result(of: op)), in: module)
}

/// The form of ops that make a tensor of another type: `%a {attributes} : type to type`, with the given word.
struct TensorCastSyntax: Sendable {
  /// The word between the types, `to` or `into`.
  let word: StaticString

  /// Reads the types behind a colon: those of the operand and of the result.
  func parseTypes(_ parser: inout Parser) throws(ParseFailure) -> (TypeID, TypeID) {
    let source = try parser.parseColonType()
    try parser.parseKeyword(word)
    return (source, try parser.parseType())
  }

  /// Writes the types behind a colon.
  func printTypes(
    _ source: TypeID, _ target: TypeID, _ module: borrowing Module, _ printer: inout Printer
  ) {
    printer.write(" : ")
    printer.printType(source, in: module)
    printer.write(" ")
    printer.write(word)
    printer.write(" ")
    printer.printType(target, in: module)
  }
}

/// `tensor.cast %a {attributes} : type to type`.
func parseTensorCast(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let operand = try parser.parseOperand()
  try parser.parseOptionalAttributeDictionary(&state)
  let (source, target) = try TensorCastSyntax(word: "to").parseTypes(&parser)
  state.operands = [try parser.resolveOperand(operand, source)]
  state.resultTypes = [target]
}

/// Writes what follows `tensor.cast`.
func printTensorCast(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let operand = module.operand(0, of: op)
  printer.write(" ")
  printer.printOperand(operand, in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  TensorCastSyntax(word: "to").printTypes(
    module.type(of: operand), module.type(of: module.result(of: op)), module, &printer)
}

/// `[0, %i]`: known indices and values, as unresolved operands.
struct MixedIndexSyntax {
  /// The attribute's integers.
  var constants: [Int64] = []
  /// The values in the places of `Dimension.dynamic`.
  var values: [UnresolvedOperand] = []

  /// Reads a list in square brackets.
  init(_ parser: inout Parser) throws(ParseFailure) {
    var constants: [Int64] = []
    var values: [UnresolvedOperand] = []
    try parser.parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
      if let value = try parser.parseOptionalOperand() {
        constants.append(Dimension.dynamic)
        values.append(value)
      } else {
        constants.append(try parser.parseInteger())
      }
    }
    self.constants = constants
    self.values = values
  }

  /// Writes a list in square brackets.
  static func print(
    _ indices: [MixedIndex], _ module: borrowing Module, _ printer: inout Printer
  ) {
    printer.write("[")
    printer.writeList(indices) { printer, index in
      switch index {
      case .constant(let value): printer.write(value)
      case .value(let value): printer.printOperand(value, in: module)
      }
    }
    printer.write("]")
  }
}

/// Puts `name = array<i64: ...>` into the state.
func appendIntegers(
  _ name: String, _ values: [Int64], _ parser: inout Parser, _ state: inout OperationState
) {
  let attribute = parser.module.denseArrayAttribute(values)
  state.attributes.append((parser.module.intern(name), attribute))
}

/// Puts the `operandSegmentSizes` into the state.
func appendSegmentSizes(
  _ sizes: [Int], _ parser: inout Parser, _ state: inout OperationState
) {
  let attribute = parser.module.denseArrayAttribute(sizes.map { Int32(truncatingIfNeeded: $0) })
  state.attributes.append((parser.module.intern("operandSegmentSizes"), attribute))
}
