// What the custom forms of structured ops share: `ins(%a, %b : t, t) outs(%c : t) -> t`.

/// The operands of a structured op as they are written, resolved.
struct StructuredOperands {
  /// The inputs.
  var inputs: [ValueID] = []
  /// The outputs.
  var outputs: [ValueID] = []

  /// Reads `ins(...) outs(...)`; either may be missing.
  init(_ parser: inout Parser) throws(ParseFailure) {
    if parser.parseOptionalKeyword("ins") { inputs = try Self.parseClause(&parser) }
    if parser.parseOptionalKeyword("outs") { outputs = try Self.parseClause(&parser) }
  }

  private static func parseClause(_ parser: inout Parser) throws(ParseFailure) -> [ValueID] {
    try parser.parse(.leftParenthesis)
    let operands = try parser.parseOperandList()
    try parser.parse(.colon)
    let place = parser.place
    let types = try parser.parseTypeList()
    try parser.parse(.rightParenthesis)
    return try parser.resolveOperands(operands, types, at: place)
  }

  /// The types of the results that the outputs ask for: one per tensor.
  func resultTypes(in module: borrowing Module) -> [TypeID] {
    var types: [TypeID] = []
    for output in outputs {
      if case .tensor = module.typeValue(of: output) { types.append(module.type(of: output)) }
    }
    return types
  }

  /// Writes ` ins(...) outs(...)`, without what is empty.
  static func print(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
    guard let structured = StructuredOp(op, in: module) else { return }
    printClause(" ins(", structured.inputs(in: module), module, &printer)
    printClause(" outs(", structured.outputs(in: module), module, &printer)
  }

  private static func printClause(
    _ opening: StaticString, _ values: [ValueID], _ module: borrowing Module,
    _ printer: inout Printer
  ) {
    guard !values.isEmpty else { return }
    printer.write(opening)
    printer.printOperands(values, in: module)
    printer.write(" : ")
    printer.printTypes(values.map { module.type(of: $0) }, in: module)
    printer.write(")")
  }
}

/// Reads ` -> types` and checks it against the outputs.
func parseStructuredResults(
  _ operands: StructuredOperands, _ parser: inout Parser
) throws(ParseFailure) -> [TypeID] {
  let place = parser.place
  let written = try parser.parseOptionalArrowTypeList()
  guard written.isEmpty || written.count == operands.outputs.count else {
    throw parser.error(
      "expected \(operands.outputs.count) result types, one per output, but found "
        + "\(written.count)", at: place)
  }
  return written
}

/// `linalg.generic {indexing_maps = [...], iterator_types = [...]} ins(...) outs(...) attrs = {...} { ... } -> type`.
func parseGeneric(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let place = parser.place
  try parser.parseOptionalAttributeDictionary(&state)
  try replaceIteratorNames(&parser, &state, at: place)
  let operands = try StructuredOperands(&parser)
  if parser.parseOptionalKeyword("attrs") {
    try parser.parse(.equal)
    try parser.parseOptionalAttributeDictionary(&state)
  }
  state.regions = [try parser.parseRegion()]
  state.resultTypes = try parseStructuredResults(operands, &parser)
  state.operands = operands.inputs + operands.outputs
  appendSegmentSizes([operands.inputs.count, operands.outputs.count], &parser, &state)
}

/// Iterator types are strings in custom form, `#linalg.iterator_type<...>` otherwise.
private func replaceIteratorNames(
  _ parser: inout Parser, _ state: inout OperationState, at place: Range<Int>
) throws(ParseFailure) {
  guard let index = state.attributes.firstIndex(where: { $0.name == .iteratorTypes }) else {
    return
  }
  guard let elements = parser.module.arrayElements(state.attributes[index].value) else {
    throw parser.error("iterator_types must be an array of strings", at: place)
  }
  var types: [AttributeID] = []
  for element in elements {
    guard let text = parser.module.stringValue(element) else {
      types.append(element)
      continue
    }
    guard let type = IteratorType(rawValue: text) else {
      throw parser.error("unexpected iterator_type (\(text))", at: place)
    }
    types.append(parser.module.iteratorTypeAttribute(type))
  }
  state.attributes[index].value = parser.module.arrayAttribute(types)
}

/// Writes what follows `linalg.generic`.
func printGeneric(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" {")
  var isFirst = true
  for entry in module.entries(module.properties(of: op)) {
    guard entry.name != .operandSegmentSizes else { continue }
    if !isFirst { printer.write(", ") }
    isFirst = false
    printer.writeKeywordOrQuoted(entry.name, in: module)
    printer.write(" = ")
    guard entry.name == .iteratorTypes,
      let types = StructuredOp(op, in: module)?.iteratorTypes(in: module)
    else {
      printer.printAttribute(entry.value, in: module)
      continue
    }
    printer.write("[")
    printer.writeList(types) { printer, type in
      switch type {
      case .parallel: printer.write("\"parallel\"")
      case .reduction: printer.write("\"reduction\"")
      }
    }
    printer.write("]")
  }
  printer.write("}")
  StructuredOperands.print(module, op, &printer)
  let attributes = module.attributes(of: op)
  if attributes != .emptyDictionary {
    printer.write(" attrs =  ")
    printer.printAttribute(attributes, in: module)
  }
  printer.write(" ")
  printer.printRegion(module.region(of: op), in: module)
  printer.printOptionalArrowTypeList(module.resultTypes(of: op), in: module)
}

/// `linalg.matmul indexing_maps = [...] {attributes} ins(...) outs(...) -> type`, and other named ops whose body is not written.
func parseNamed(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  guard let kind = LinalgOp(state.opcode) else { return }
  let place = parser.place
  if kind == .elementwise {
    try parser.parseKeyword("kind")
    try parser.parse(.equal)
    state.attributes.append((parser.module.intern("kind"), try parser.parseAttribute()))
  }
  if kind.hasIndexingMaps, parser.parseOptionalKeyword("indexing_maps") {
    try parser.parse(.equal)
    let maps = try parser.parseArrayAttribute()
    state.attributes.append((parser.module.intern("indexing_maps"), maps))
  }
  try parser.parseOptionalAttributeDictionary(&state)
  let operands = try StructuredOperands(&parser)
  let results = try parseStructuredResults(operands, &parser)
  try complete(&state, kind, operands, at: place, &parser)
  state.resultTypes = results
}

private func complete(
  _ state: inout OperationState, _ kind: LinalgOp, _ operands: StructuredOperands,
  at place: Range<Int>, _ parser: inout Parser
) throws(ParseFailure) {
  let count = kind.inputCount ?? operands.inputs.count
  guard operands.inputs.count == count, operands.outputs.count == 1 else {
    throw parser.error(
      "expected \(count) input\(count == 1 ? "" : "s") and 1 output", at: place)
  }
  guard
    let complete = parser.module.structuredState(
      kind, inputs: operands.inputs, outputs: operands.outputs, attributes: state.attributes,
      location: state.location)
  else { throw parser.error("no body for operands of these element types", at: place) }
  state = complete
}

/// Writes what follows the name of a named op whose body is not written.
func printNamed(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  guard let kind = LinalgOp(module.opcode(of: op)) else { return }
  if kind == .elementwise, let attribute = module.attribute("kind", of: op) {
    printer.write(" kind=")
    printer.printAttribute(attribute, in: module)
  }
  var written: [StaticString] = ["linalg.memoized_indexing_maps", "operandSegmentSizes"]
  if kind == .elementwise { written.append("kind") }
  if kind.hasIndexingMaps {
    written.append("indexing_maps")
    if let attribute = module.attribute("indexing_maps", of: op),
      module.affineMaps(attribute) != usualMaps(kind, op, module)
    {
      printer.write(" indexing_maps = ")
      printer.printAttribute(attribute, in: module)
    }
  }
  printer.printOptionalAttributeDictionary(of: op, except: written, in: module)
  StructuredOperands.print(module, op, &printer)
  printer.printOptionalArrowTypeList(module.resultTypes(of: op), in: module)
}

/// The index maps that need not be written; nil where all must be.
private func usualMaps(
  _ kind: LinalgOp, _ op: OpID, _ module: borrowing Module
) -> [AffineMap]? {
  if kind == .elementwise {
    let count = module.operandCount(of: op)
    guard count > 0, let rank = module.shape(of: module.operand(count - 1, of: op))?.count else {
      return nil
    }
    return Array(repeating: .identity(rank), count: count)
  }
  return NamedStructure(kind)?.maps(strides: [], dilations: [])
}

/// `linalg.transpose ins(...) outs(...) permutation = [1, 0] {attributes}`, and `linalg.broadcast` with `dimensions`.
func parseTranspose(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  guard let kind = LinalgOp(state.opcode) else { return }
  let place = parser.place
  let operands = try StructuredOperands(&parser)
  let name: StaticString = kind == .transpose ? "permutation" : "dimensions"
  try parser.parseKeyword(name)
  try parser.parse(.equal)
  appendIntegers("\(name)", try parser.parseIntegerArray(), &parser, &state)
  try parser.parseOptionalAttributeDictionary(&state)
  try complete(&state, kind, operands, at: place, &parser)
}

/// Writes what follows `linalg.transpose` or `linalg.broadcast`.
func printTranspose(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let name: StaticString =
    module.opcode(of: op).is(LinalgOp.transpose) ? "permutation" : "dimensions"
  StructuredOperands.print(module, op, &printer)
  printDimensions(name, module, op, &printer)
  printer.printOptionalAttributeDictionary(of: op, except: [name], in: module)
}

/// ` dimensions = [1] `, with a space behind it as MLIR writes it.
func printDimensions(
  _ name: StaticString, _ module: borrowing Module, _ op: OpID, _ printer: inout Printer
) {
  printer.write(" ")
  printer.write(name)
  printer.write(" = ")
  printer.writeIntegerArray(module.integers("\(name)", of: op) ?? [])
  printer.write(" ")
}

/// `linalg.yield {attributes} %a, %b : f32, i32`.
func parseLinalgYield(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  try parser.parseOptionalAttributeDictionary(&state)
  let operands = try parser.parseOperandList()
  try parser.parseOptionalAttributeDictionary(&state)
  guard !operands.isEmpty else { return }
  try parser.parse(.colon)
  let place = parser.place
  let types = try parser.parseTypeList()
  state.operands = try parser.resolveOperands(operands, types, at: place)
}

/// Writes what follows `linalg.yield`.
func printLinalgYield(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let operands = module.operands(of: op)
  if !operands.isEmpty {
    printer.write(" ")
    printer.printOperands(operands, in: module)
  }
  printer.printOptionalAttributeDictionary(of: op, in: module)
  guard !operands.isEmpty else { return }
  printer.write(" : ")
  printer.printTypes(operands.map { module.type(of: $0) }, in: module)
}

/// `linalg.index 1 {attributes} : index`.
func parseLinalgIndex(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let dimension = parser.module.integerAttribute(try parser.parseInteger())
  state.attributes.append((parser.module.intern("dim"), dimension))
  try parser.parseOptionalAttributeDictionary(&state)
  state.resultTypes = [try parser.parseColonType()]
}

/// Writes what follows `linalg.index`.
func printLinalgIndex(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.write(module.integer("dim", of: op) ?? 0)
  printer.printOptionalAttributeDictionary(of: op, except: ["dim"], in: module)
  printer.write(" : ")
  printer.printType(module.type(of: module.result(of: op)), in: module)
}
