// The top level, ops in generic form, and the way into custom forms.

/// `%a` or `%a:2` in front of an op.
private struct ResultGroup {
  let name: Int
  let count: Int
  let place: Range<Int>
}

extension Parser {
  /// The whole text: ops, aliases and resources. Ops are wrapped in a module unless they are one.
  mutating func parseTopLevel() throws(ParseFailure) {
    let root = module.root
    guard let body = module.body(of: root) else {
      preconditionFailure("invariant: a new module has a body")
    }
    module.setLocation(
      of: root, to: module.addLocation(.file(fileName, line: 0, column: 0, end: nil)))
    let mark = pushScope(isolated: false)
    while token.kind != .endOfFile {
      switch token.kind {
      case .hashIdentifier: try parseAttributeAliasDefinition()
      case .exclamationIdentifier: try parseTypeAliasDefinition()
      case .metadataBegin: try parseMetadata()
      default: try parseOperation(in: body)
      }
    }
    try popScope(mark)
    try checkForwardUses(in: 0)
    if let place = firstUndefinedLocationAlias() {
      throw error("operation location alias was never defined", at: place)
    }
    if let only = module.firstOp(of: body), module.nextOp(after: only) == nil,
      module.opcode(of: only).is(BuiltinOp.module)
    {
      module.makeRoot(only)
    }
  }

  /// An op with its results and its location, appended to the block.
  mutating func parseOperation(in block: BlockID) throws(ParseFailure) {
    // Nearly all ops have one name for their results; only others need an array.
    var first: ResultGroup?
    var more: [ResultGroup] = []
    if token.kind == .percentIdentifier {
      first = try parseResultGroup()
      while parseOptional(.comma) { more.append(try parseResultGroup()) }
      guard token.kind == .equal else { throw error("expected '=' after SSA name") }
      advance()
    }
    let place = place
    try countOp()
    let op: OpID
    switch token.kind {
    case .string: op = try parseGenericOperation()
    case .bareIdentifier: op = try parseCustomOperation()
    default: throw error("expected operation name in quotes")
    }
    module.append(op, to: block)
    if let first {
      if more.isEmpty, module.resultCount(of: op) == first.count {
        try define(first.name, module.result(of: op), count: first.count, at: first.place)
      } else {
        try bind([first] + more, to: op, at: place)
      }
    }
    if token.kind == .bareIdentifier, isAt("loc"), let location = try parseOptionalLocation() {
      module.setLocation(of: op, to: location)
    }
  }

  private mutating func parseResultGroup() throws(ParseFailure) -> ResultGroup {
    guard token.kind == .percentIdentifier else { throw error("expected valid ssa identifier") }
    let place = place
    let name = valueNumber(of: token)
    advance()
    guard parseOptional(.colon) else { return ResultGroup(name: name, count: 1, place: place) }
    guard token.kind == .integer else { throw error("expected integer number of results") }
    guard let count = integer(in: token.range), count >= 1, count <= Int64(Int32.max) else {
      throw error("expected named operation to have at least 1 result")
    }
    advance()
    return ResultGroup(name: name, count: Int(count), place: place)
  }

  private mutating func bind(
    _ groups: [ResultGroup], to op: OpID, at place: Range<Int>
  ) throws(ParseFailure) {
    let count = module.resultCount(of: op)
    guard count > 0 else {
      throw error("cannot name an operation with no results", at: groups[0].place)
    }
    let named = groups.reduce(0) { $0 &+ $1.count }
    guard named == count else {
      throw error(
        "operation defines \(count) results but was provided \(named) to bind",
        at: groups[0].place)
    }
    var index = 0
    for group in groups {
      try define(
        group.name, module.result(index, of: op), count: group.count, at: group.place)
      index += group.count
    }
  }

  // MARK: Generic form

  private mutating func parseGenericOperation() throws(ParseFailure) -> OpID {
    let location = location(at: Int(token.start))
    let opcode = try parseQuotedName()
    return try parseGenericRest(opcode, location)
  }

  private mutating func parseQuotedName() throws(ParseFailure) -> Opcode {
    let number = nameNumber(of: token)
    if let known = scopes.opcode(number) {
      advance()
      return known
    }
    let place = place
    let name = try parseString()
    let text = module.string(name)
    guard !text.isEmpty else { throw error("empty operation name is invalid", at: place) }
    guard !text.utf8.contains(0) else {
      throw error("null character not allowed in operation name", at: place)
    }
    let opcode = module.opcode(named: name)
    scopes.setOpcode(opcode, number)
    return opcode
  }

  /// What follows the name of an op in generic form.
  private mutating func parseGenericRest(
    _ opcode: Opcode, _ location: LocationID
  ) throws(ParseFailure) -> OpID {
    let firstOperand = scratch.operands.count
    try parse(.leftParenthesis)
    if !parseOptional(.rightParenthesis) {
      repeat { scratch.operands.append(try parseOperand()) } while parseOptional(.comma)
      guard token.kind == .rightParenthesis else { throw error("expected ',' or ')'") }
      advance()
    }
    var successors: [BlockID] = []
    if token.kind == .leftSquare {
      try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
        successors.append(try parser.parseSuccessor())
      }
      guard !successors.isEmpty else { throw error("expected block name", at: place) }
    }
    let properties = token.kind == .less ? try parseProperties(of: opcode) : nil
    var regions: [RegionID] = []
    if token.kind == .leftParenthesis {
      guard peekIsBrace() else { throw error("expected '{' to begin a region", at: place) }
      try parseCommaSeparatedList(.parentheses) { (parser: inout Parser) throws(ParseFailure) in
        regions.append(try parser.parseRegion())
      }
    }
    let attributes = token.kind == .leftBrace ? try parseAttributeDictionary() : .emptyDictionary
    guard parseOptional(.colon) else {
      throw error("expected ':' followed by operation type")
    }
    let start = Int(token.start)
    let firstType = scratch.types.count
    let firstResult = try parseFunctionTypeOntoStack()
    let count = scratch.operands.count - firstOperand
    guard count == firstResult - firstType else {
      throw wrongTypeCount(count, firstResult - firstType, at: start..<previousEnd)
    }
    let firstValue = scratch.values.count
    for index in 0..<count {
      let value = try resolveOperand(
        scratch.operands[firstOperand + index], scratch.types[firstType + index])
      scratch.values.append(value)
    }
    let (inherent, others) = arranged(properties, attributes, of: opcode)
    let op = module.createOp(
      opcode, operands: scratch.values[firstValue...], resultTypes: scratch.types[firstResult...],
      properties: inherent, attributes: others, regions: regions, successors: successors,
      location: location)
    scratch.operands.removeLast(count)
    scratch.values.removeLast(count)
    scratch.types.removeLast(scratch.types.count - firstType)
    return op
  }

  /// `<attribute>`: for ops that we define a dictionary, of which only the inherent attributes are kept, as upstream does.
  private mutating func parseProperties(of opcode: Opcode) throws(ParseFailure) -> AttributeID {
    advance()
    let place = place
    let properties = try parseAttribute()
    let isKnown = opcode.dialect?.usesProperties ?? false
    if isKnown, !module.hasProperties(opcode) {
      throw error("'\(module.name(of: opcode))' has no properties, so no '<...>'", at: place)
    }
    guard !isKnown || module.isDictionary(properties) else {
      throw error("expected a dictionary of properties, '<{...}>'", at: place)
    }
    try parse(.greater)
    return isKnown ? module.withoutUnknown(properties, of: opcode) : properties
  }

  /// The properties and attributes of an op in generic form as the module keeps them. What a dialect's ops were completed
  /// to last is remembered, since it is mostly the same again.
  private mutating func arranged(
    _ properties: AttributeID?, _ attributes: AttributeID, of opcode: Opcode
  ) -> (properties: AttributeID, attributes: AttributeID) {
    let row = module.definitions.row(of: opcode)
    let facts = module.definitions.facts(row: row)
    guard facts.isImplemented, attributes == .emptyDictionary, facts.usesProperties else {
      return module.arranged(properties, attributes, of: opcode)
    }
    let given = properties ?? .emptyDictionary
    guard facts.hasDefaults else { return (given, attributes) }
    if scratch.completed[row].given != given {
      let complete = module.arranged(given, attributes, of: opcode).properties
      scratch.completed[row] = (given, complete)
    }
    return (scratch.completed[row].complete, attributes)
  }

  private func peekIsBrace() -> Bool {
    var ahead = lexer
    return ahead.next().kind == .leftBrace
  }

  // MARK: Custom form

  private mutating func parseCustomOperation() throws(ParseFailure) -> OpID {
    let nameToken = token
    let location = location(at: Int(token.start))
    let opcode = try customOpcode(nameToken)
    guard let definition = module.definitions.definition(of: opcode), let parse = definition.parse
    else { throw noCustomForm(nameToken) }
    advance()
    // A state that was used before has room in its arrays.
    var state = scratch.states.popLast() ?? OperationState(opcode, location: location)
    state.begin(opcode, location)
    defaultDialects.append(opcode.defaultDialectInside)
    defer { defaultDialects.removeLast() }
    try parse(&self, &state)
    let op = module.createOp(state)
    scratch.states.append(state)
    return op
  }

  /// The opcode of a bare op name; the dialect of the region may be left out.
  private mutating func customOpcode(_ nameToken: Token) throws(ParseFailure) -> Opcode {
    let number = nameNumber(of: nameToken)
    let hasDialect = lexer.bytes[nameToken.range].contains(UInt8(ascii: "."))
    if hasDialect, let known = scopes.opcode(number) { return known }
    var name = text(of: nameToken)
    if !hasDialect {
      let dialect = defaultDialects.last?.description ?? ""
      name = (dialect.isEmpty ? "builtin" : dialect) + "." + name
    }
    guard let opcode = module.definitions.opcode(named: name) else {
      throw noCustomForm(nameToken)
    }
    if hasDialect { scopes.setOpcode(opcode, number) }
    return opcode
  }

  /// Says why a bare op name can't be parsed, and what to do about it.
  private mutating func noCustomForm(_ nameToken: Token) -> ParseFailure {
    let name = text(of: nameToken)
    let parts = name.split(separator: ".", maxSplits: 1)
    let all = module.definitions.all
    if parts.count == 2, !Dialect.allCases.contains(where: { $0.name == parts[0] }) {
      let dialects = Dialect.allCases.map(\.name)
      if let nearest = NearestName.suggestion(for: String(parts[0]), among: dialects),
        all.contains(where: { $0.name == nearest + "." + parts[1] })
      {
        return error(
          "unknown op '\(name)'; did you mean '\(nearest).\(parts[1])'?", at: nameToken.range)
      }
      return error(
        "op '\(name)' is in the custom form of dialect '\(parts[0])', which is read only in generic "
          + "form; print it with 'mlir-opt --mlir-print-op-generic'", at: nameToken.range)
    }
    if all.contains(where: { $0.name == name }) {
      return error(
        "op '\(name)' has no custom form; write it as \"\(name)\"(...)", at: nameToken.range)
    }
    let dialect = defaultDialects.last?.description ?? ""
    let full = parts.count == 2 || dialect.isEmpty ? name : dialect + "." + name
    let sameName = all.first { $0.name.hasSuffix("." + name) }
    let hint =
      sameName.map { "; did you mean '\($0.name)'?" }
      ?? NearestName.hint(for: full, among: all.map(\.name))
    return error("unknown op '\(name)'\(hint)", at: nameToken.range)
  }
}

extension Opcode {
  /// The dialect whose prefix may be left out inside the regions of the op, or an empty string.
  var defaultDialectInside: StaticString {
    if self.is(BuiltinOp.module) { return "builtin" }
    if self.is(FuncOp.func) { return "func" }
    return ""
  }
}
