extension OpDefinition {
  /// `builtin.module`: the top of a program, a symbol table of functions and other ops.
  ///
  /// `module @name attributes {a = 1 : i64} { ... }`
  static let module = OpDefinition(
    "builtin.module", summary: "Holds a program.",
    traits: [.isolatedFromAbove, .symbolTable, .singleBlock, .noTerminator, .graphRegion],
    operands: .exactly(0), results: .exactly(0), regions: .exactly(1),
    attributes: [.optional("sym_name", .string), .optional("sym_visibility", .string)],
    verify: { module, op, report in
      guard let body = module.body(of: op) else {
        report.report(op, "region must have a block")
        return
      }
      if module.argumentCount(of: body) > 0 {
        report.report(op, "region must take no arguments")
      }
      for entry in module.entries(module.attributes(of: op)) {
        let name = module.string(entry.name)
        if !name.contains("."), name != "sym_name", name != "sym_visibility" {
          report.report(
            op, "can only contain attributes with dialect-prefixed names, found: '\(name)'")
        }
      }
    },
    parse: parseModule, print: printModule)
}

private func parseModule(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
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
  if let attribute = module.attribute("sym_name", of: op),
    case .string(let name, _) = module.attribute(attribute)
  {
    printer.write(" ")
    printer.printSymbolName(name, in: module)
  }
  printer.printOptionalAttributeDictionaryWithKeyword(
    of: op, except: ["sym_name"], in: module)
  printer.write(" ")
  printer.printRegion(module.region(of: op), in: module)
}
