// Attributes, apart from numbers, dense elements, affine maps and dialect attributes.

extension Parser {
  /// An attribute value. Where `type` is given, numbers and strings are of that type and are not
  /// followed by `: type`.
  public mutating func parseAttribute(type: TypeID? = nil) throws(ParseFailure) -> AttributeID {
    switch token.kind {
    case .atIdentifier: return try parseSymbolReference()
    case .integer, .float, .minus: return try parseNumberAttribute(type)
    case .hashIdentifier: return try parseExtendedAttribute(type)
    case .leftBrace: return try parseAttributeDictionary()
    case .leftSquare: return try parseArrayAttribute()
    case .string: return try parseStringAttribute(type)
    case .leftParenthesis, .exclamationIdentifier:
      return module.typeAttribute(try parseType())
    case .bareIdentifier:
      return try parseKeywordAttribute(type)
    default: throw error("expected attribute value")
    }
  }

  private mutating func parseKeywordAttribute(
    _ type: TypeID?
  ) throws(ParseFailure) -> AttributeID {
    switch lexer.bytes[Int(token.start)] {
    case UInt8(ascii: "a"):
      if isAt("array") { return try parseDenseArrayAttribute() }
      if isAt("affine_map") { return try parseAffineMapAttribute() }
      if isAt("affine_set") { return try parseAffineSetAttribute() }
    case UInt8(ascii: "d"):
      if isAt("dense") { return try parseDenseElementsAttribute(type) }
      if isAt("dense_resource") { return try parseDenseResourceAttribute(type) }
      if isAt("distinct") { return try parseDistinctAttribute() }
    case UInt8(ascii: "f"):
      if parseOptionalKeyword("false") { return module.boolAttribute(false) }
    case UInt8(ascii: "l"):
      if isAt("loc") {
        return module.intern(.location(try parseLocationInParentheses()))
      }
    case UInt8(ascii: "s"):
      if isAt("sparse") { return try parseSparseAttribute(type) }
      if isAt("strided") { return try parseStridedAttribute() }
    case UInt8(ascii: "t"):
      if parseOptionalKeyword("true") { return module.boolAttribute(true) }
    case UInt8(ascii: "u"):
      if parseOptionalKeyword("unit") { return .unit }
    default: break
    }
    guard let type = try parseOptionalType() else { throw error("expected attribute value") }
    return module.typeAttribute(type)
  }

  /// `@root::@nested`.
  public mutating func parseSymbolReference() throws(ParseFailure) -> AttributeID {
    let root = try parseSymbolName()
    var nested: [StringID] = []
    while parseOptional(.colonColon) { nested.append(try parseSymbolName()) }
    return module.intern(.symbol(root, nested: nested))
  }

  /// `[a, b]`.
  public mutating func parseArrayAttribute() throws(ParseFailure) -> AttributeID {
    try enter()
    defer { leave() }
    var elements: [AttributeID] = []
    try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
      elements.append(try parser.parseAttribute())
    }
    return module.intern(.array(elements))
  }

  private mutating func parseStringAttribute(
    _ type: TypeID?
  ) throws(ParseFailure) -> AttributeID {
    let text = try parseString()
    var type = type
    if type == nil, token.kind == .colon { type = try parseColonType() }
    return module.intern(.string(text, type: type == TypeID.none ? nil : type))
  }

  // MARK: Dictionaries

  /// `{a = 1, b}` as an attribute.
  public mutating func parseAttributeDictionary() throws(ParseFailure) -> AttributeID {
    let start = Int(token.start)
    if token.kind == .leftBrace,
      let (known, end, levels) = dictionaryCache.find(at: start, in: lexer.bytes)
    {
      try pass(levels: levels)
      resume(at: end)
      return AttributeID(raw: known)
    }
    let line = lexer.line
    let expansion = spending.expansion
    let deepest = startMeasuringDepth()
    let entries = try parseDictionaryEntries()
    let levels = endMeasuringDepth(deepest)
    guard !entries.isEmpty else { return .emptyDictionary }
    let dictionary = module.dictionary(distinct: entries)
    if isOnOneLine(from: start, line), spending.expansion == expansion {
      dictionaryCache.insert(dictionary.raw, depth: levels, start..<previousEnd, in: lexer.bytes)
    }
    return dictionary
  }

  /// The entries of `{a = 1, b}` in the order in which they stand.
  mutating func parseDictionaryEntries() throws(ParseFailure) -> [NamedAttribute] {
    try enter()
    defer { leave() }
    var entries: [NamedAttribute] = []
    try parse(.leftBrace)
    if parseOptional(.rightBrace) { return entries }
    var names: Set<StringID> = []
    repeat {
      let place = place
      let name = try parseAttributeName()
      let isNew =
        entries.count < 8
        ? !entries.contains { $0.name == name }
        : Self.insert(name, into: &names, after: entries)
      guard isNew else {
        throw error(
          "duplicate key '\(module.string(name))' in dictionary attribute", at: place)
      }
      let value = parseOptional(.equal) ? try parseAttribute() : .unit
      entries.append(NamedAttribute(name, value))
    } while parseOptional(.comma)
    guard token.kind == .rightBrace else { throw error("expected '}' in attribute dictionary") }
    advance()
    return entries
  }

  /// Enters a name in the set of all names of a long dictionary; false if it was there.
  private static func insert(
    _ name: StringID, into names: inout Set<StringID>, after entries: [NamedAttribute]
  ) -> Bool {
    if names.isEmpty { names.formUnion(entries.lazy.map(\.name)) }
    return names.insert(name).inserted
  }

  private mutating func parseAttributeName() throws(ParseFailure) -> StringID {
    switch token.kind {
    case .bareIdentifier:
      let name = intern(token.range)
      advance()
      return name
    case .string where token.range.count > 2: return try parseString()
    default: throw error("expected attribute name")
    }
  }

  /// `{a = 1, b}` if a brace is next; the entries go into `state`. An attribute that the state has
  /// already is reported.
  public mutating func parseOptionalAttributeDictionary(
    _ state: inout OperationState
  ) throws(ParseFailure) {
    guard token.kind == .leftBrace else { return }
    let place = place
    // The names of one dictionary differ from each other already.
    let known = state.attributes.count
    for entry in try parseDictionaryEntries() {
      guard !state.attributes[..<known].contains(where: { $0.name == entry.name }) else {
        throw error(
          "attribute '\(module.string(entry.name))' occurs more than once in the attribute list",
          at: place)
      }
      state.attributes.append((entry.name, entry.value))
    }
  }

  /// `attributes {a = 1, b}` if the word is next; the entries go into `state`.
  public mutating func parseOptionalAttributeDictionaryWithKeyword(
    _ state: inout OperationState
  ) throws(ParseFailure) {
    guard parseOptionalKeyword("attributes") else { return }
    guard token.kind == .leftBrace else { throw error("expected '{' in attribute dictionary") }
    try parseOptionalAttributeDictionary(&state)
  }

  // MARK: Small kinds

  private mutating func parseDistinctAttribute() throws(ParseFailure) -> AttributeID {
    advance()
    try parse(.leftSquare)
    guard token.kind == .integer, let number = integer(in: token.range) else {
      throw error("expected distinct ID")
    }
    advance()
    try parse(.rightSquare)
    try parse(.less)
    try enter()
    defer { leave() }
    let place = place
    let attribute = token.kind == .greater ? .unit : try parseAttribute()
    try parse(.greater)
    if let known = aliases.distinct.updateValue(attribute, forKey: number), known != attribute {
      throw error(
        "referenced attribute does not match previous definition: \(module.text(of: known))",
        at: place)
    }
    return module.intern(.distinct(number, attribute))
  }

  private mutating func parseStridedAttribute() throws(ParseFailure) -> AttributeID {
    advance()
    try parse(.less)
    var strides: [Int64] = []
    try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
      strides.append(try parser.parseStrideOrOffset())
    }
    var offset: Int64 = 0
    if parseOptional(.comma) {
      try parseKeyword("offset")
      try parse(.colon)
      offset = try parseStrideOrOffset()
    }
    try parse(.greater)
    return module.intern(.strided(strides: strides, offset: offset))
  }

  private mutating func parseStrideOrOffset() throws(ParseFailure) -> Int64 {
    parseOptional(.question) ? Dimension.dynamic : try parseInteger()
  }

  private mutating func parseDenseResourceAttribute(
    _ type: TypeID?
  ) throws(ParseFailure) -> AttributeID {
    let start = Int(token.start)
    advance()
    try parse(.less)
    let key: StringID
    if token.kind == .string {
      key = try parseString()
    } else {
      guard token.kind == .bareIdentifier else { throw error("expected a resource key") }
      key = intern(token.range)
      advance()
    }
    try parse(.greater)
    let shaped: TypeID
    if let type { shaped = type } else { shaped = try parseColonType() }
    switch module.type(shaped) {
    case .tensor, .unrankedTensor, .vector, .memref, .unrankedMemref: break
    default: throw error("elements literal must be a shaped type", at: start..<previousEnd)
    }
    return module.intern(.denseResource(key, shaped))
  }

  /// The type behind an elements attribute that begins at `start`; it has a static shape.
  mutating func parseShapedType(
    _ type: TypeID?, from start: Int
  ) throws(ParseFailure) -> TypeID {
    let shaped: TypeID
    if let type { shaped = type } else { shaped = try parseColonType() }
    let place = start..<previousEnd
    guard let shape = module.shape(of: shaped) else {
      throw error("elements literal must be a shaped type", at: place)
    }
    guard !shape.contains(Dimension.dynamic) else {
      throw error("elements literal type must have static shape", at: place)
    }
    guard module.elementCount(of: shaped) != nil else {
      throw error("elements literal type has more elements than 64 bits can count", at: place)
    }
    return shaped
  }
}
