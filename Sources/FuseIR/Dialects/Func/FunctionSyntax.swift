// The custom form of `func.func`:
// `func.func private @name(%a: type {attributes}) -> (type {attributes}) attributes {...} { ... }`. A declaration has
// types without names, and no body.

/// The arguments of a function as they are written: all with names, or none.
private struct FunctionArguments {
  var named: [RegionArgument] = []
  var types: [TypeID] = []
  var attributes: [AttributeID] = []
}

/// Reads what follows `func.func`.
func parseFunction(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  if let visibility = parser.parseOptionalAnyKeyword(among: ["public", "private", "nested"]) {
    let attribute = parser.module.stringAttribute(visibility)
    state.attributes.append((parser.module.intern("sym_visibility"), attribute))
  }
  let name = try parser.parseSymbolName()
  let arguments = try parseArguments(&parser)
  var results = FunctionArguments()
  if parser.parseOptional(.arrow) { results = try parseResults(&parser) }
  append("sym_name", parser.module.intern(.string(name, type: nil)), &parser, &state)
  let type = parser.module.intern(.function(inputs: arguments.types, results: results.types))
  append("function_type", parser.module.typeAttribute(type), &parser, &state)
  appendDictionaries("arg_attrs", arguments.attributes, &parser, &state)
  appendDictionaries("res_attrs", results.attributes, &parser, &state)
  let dictionaryPlace = parser.place
  let written = state.attributes.count
  try parser.parseOptionalAttributeDictionaryWithKeyword(&state)
  let inferred = ["sym_visibility", "sym_name", "function_type"].first { name in
    state.attributes[written...].contains { parser.module.string($0.name) == name }
  }
  if let inferred {
    throw parser.error(
      "'\(inferred)' follows from the custom form and must not stand in the dictionary",
      at: dictionaryPlace)
  }
  let hasNames = !arguments.named.isEmpty || arguments.types.isEmpty
  let place = parser.place
  guard
    let body = try parser.parseOptionalRegion(arguments: arguments.named)
  else {
    state.regions = [parser.module.createRegion()]
    return
  }
  guard hasNames else {
    throw parser.error("the arguments of a function with a body must have names", at: place)
  }
  guard parser.module.entryBlock(of: body) != nil else {
    throw parser.error("expected non-empty function body", at: place)
  }
  state.regions = [body]
}

private func append(
  _ name: String, _ value: AttributeID, _ parser: inout Parser, _ state: inout OperationState
) {
  state.attributes.append((parser.module.intern(name), value))
}

private func appendDictionaries(
  _ name: String, _ attributes: [AttributeID], _ parser: inout Parser,
  _ state: inout OperationState
) {
  guard attributes.contains(where: { $0 != .emptyDictionary }) else { return }
  append(name, parser.module.arrayAttribute(attributes), &parser, &state)
}

private func parseArguments(_ parser: inout Parser) throws(ParseFailure) -> FunctionArguments {
  var arguments = FunctionArguments()
  try parser.parseCommaSeparatedList(.parentheses) {
    (parser: inout Parser) throws(ParseFailure) in
    let isNamed = parser.token.kind == .percentIdentifier
    guard arguments.types.isEmpty || isNamed == !arguments.named.isEmpty else {
      throw parser.error(
        isNamed ? "expected type instead of SSA identifier" : "expected SSA identifier")
    }
    guard isNamed else {
      arguments.types.append(try parser.parseType())
      arguments.attributes.append(try parseAttributes(&parser))
      _ = try parser.parseOptionalLocation()
      return
    }
    let argument = try parser.parseArgument(allowAttributes: true)
    arguments.named.append(argument)
    arguments.types.append(argument.type)
    arguments.attributes.append(argument.attributes)
  }
  return arguments
}

private func parseResults(_ parser: inout Parser) throws(ParseFailure) -> FunctionArguments {
  var results = FunctionArguments()
  guard parser.token.kind == .leftParenthesis else {
    results.types = [try parser.parseType()]
    results.attributes = [.emptyDictionary]
    return results
  }
  try parser.parseCommaSeparatedList(.parentheses) {
    (parser: inout Parser) throws(ParseFailure) in
    results.types.append(try parser.parseType())
    results.attributes.append(try parseAttributes(&parser))
  }
  return results
}

private func parseAttributes(_ parser: inout Parser) throws(ParseFailure) -> AttributeID {
  parser.token.kind == .leftBrace ? try parser.parseAttributeDictionary() : .emptyDictionary
}

/// Writes what follows `func.func`.
func printFunction(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let function = Function(op)
  if let visibility = module.string("sym_visibility", of: op) { printer.write(" \(visibility)") }
  printer.write(" ")
  if let attribute = module.attribute("sym_name", of: op),
    case .string(let name, _) = module.attribute(attribute)
  {
    printer.printSymbolName(name, in: module)
  }
  let (inputs, results) = function.type(in: module)
  let attributes = function.argumentAttributes(in: module) ?? []
  let body = function.body(in: module)
  printer.write("(")
  printer.writeList(inputs.indices) { printer, index in
    let dictionary = index < attributes.count ? attributes[index] : .emptyDictionary
    if let body, index < module.argumentCount(of: body) {
      printer.printRegionArgument(
        module.argument(index, of: body), attributes: dictionary, in: module)
    } else {
      printType(inputs[index], dictionary, module, &printer)
    }
  }
  printer.write(")")
  printResults(results, function.resultAttributes(in: module) ?? [], module, &printer)
  printer.printOptionalAttributeDictionaryWithKeyword(
    of: op, except: ["sym_name", "sym_visibility", "function_type", "arg_attrs", "res_attrs"],
    in: module)
  guard body != nil else { return }
  printer.write(" ")
  printer.printRegion(module.region(of: op), in: module, entryArguments: false)
}

private func printResults(
  _ types: [TypeID], _ attributes: [AttributeID], _ module: borrowing Module,
  _ printer: inout Printer
) {
  guard !types.isEmpty else { return }
  guard attributes.contains(where: { $0 != .emptyDictionary }) else {
    printer.printOptionalArrowTypeList(types, in: module)
    return
  }
  printer.write(" -> (")
  printer.writeList(types.indices) { printer, index in
    let dictionary = index < attributes.count ? attributes[index] : .emptyDictionary
    printType(types[index], dictionary, module, &printer)
  }
  printer.write(")")
}

private func printType(
  _ type: TypeID, _ attributes: AttributeID, _ module: borrowing Module, _ printer: inout Printer
) {
  printer.printType(type, in: module)
  guard attributes != .emptyDictionary else { return }
  printer.write(" ")
  printer.printAttribute(attributes, in: module)
}
