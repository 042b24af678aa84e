extension OpDefinition {
  /// `builtin.module`: the top of a program, a symbol table of functions and other ops.
  ///
  /// `module @name attributes {a = 1 : i64} { ... }`
  static let module = OpDefinition(
    "builtin.module", summary: "Holds a program.",
    traits: [.isolatedFromAbove, .symbolTable, .singleBlock, .noTerminator, .graphRegion],
    operands: .exactly(0), results: .exactly(0), regions: .exactly(1),
    attributes: [.optional("sym_name", .string), .optional("sym_visibility", .string)],
    parse: parseModule, print: printModule)
}

private func parseModule(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  if let visibility = parser.parseOptionalAnyKeyword(among: ["public", "private", "nested"]) {
    let attribute = parser.module.stringAttribute(visibility)
    state.attributes.append((parser.module.intern("sym_visibility"), attribute))
  }
  if let name = parser.parseOptionalSymbolName() {
    let attribute = parser.module.intern(.string(name, type: nil))
    state.attributes.append((parser.module.intern("sym_name"), attribute))
  }
  try parser.parseOptionalAttributeDictionaryWithKeyword(&state)
  let region = try parser.parseRegion()
  if parser.module.entryBlock(of: region) == nil { parser.module.addBlock(to: region) }
  state.regions = [region]
}

private func printModule(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  if let visibility = module.string("sym_visibility", of: op) { printer.write(" \(visibility)") }
  if let attribute = module.attribute("sym_name", of: op),
    case .string(let name, _) = module.attribute(attribute)
  {
    printer.write(" ")
    printer.printSymbolName(name, in: module)
  }
  printer.printOptionalAttributeDictionaryWithKeyword(
    of: op, except: ["sym_name", "sym_visibility"], in: module)
  printer.write(" ")
  printer.printRegion(module.region(of: op), in: module)
}
