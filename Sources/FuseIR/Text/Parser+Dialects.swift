// `#dialect.body<...>`, `!dialect<...>` and aliases.

/// What the names of aliases stand for, by the number of the name.
struct AliasTable {
  var attributes: [Int: AttributeID] = [:]
  var types: [Int: TypeID] = [:]
  /// Where the blob of each key stands among the resources.
  var resources: [String: Int] = [:]
  /// What distinct attributes refer to, by their numbers.
  var distinct: [Int64: AttributeID] = [:]
  /// Location aliases may be used before their definition; each has one location, filled in later.
  var locations: [Int: LocationAlias] = [:]

  struct LocationAlias {
    var location: LocationID
    var isDefined: Bool
    var place: Range<Int>
  }
}

extension Parser {
  /// `#alias`, `#dialect.name<...>` or `#dialect<...>`.
  mutating func parseExtendedAttribute(_ type: TypeID?) throws(ParseFailure) -> AttributeID {
    let nameToken = token
    let start = Int(token.start)
    if let (known, end, _) = symbolCache.find(at: start, in: lexer.bytes) {
      resume(at: end)
      return AttributeID(raw: known)
    }
    let line = lexer.line
    let expansion = spending.expansion
    guard var symbol = try parseDialectSymbol() else {
      let name = nameNumber(of: nameToken)
      if let attribute = aliases.attributes[name] {
        try useAlias(name, at: nameToken.range)
        return attribute
      }
      throw error(
        "undefined symbol alias id '\(text(of: nameToken).dropFirst())'", at: nameToken.range)
    }
    let dialect = module.string(symbol.dialect)
    guard UpstreamDialects.mayHaveAttributes(dialect) else {
      throw error("dialect '\(dialect)' has no attributes", at: nameToken.range)
    }
    let typeText = try parseOptionalAttributeType(type)
    if dialect == "sparse_tensor" {
      symbol.body = try canonicalSparseBody(symbol.body, from: start, nameToken.range)
    }
    if WordAttribute.kinds.contains(where: { $0.dialect == dialect }) {
      do throws(WordAttribute.Refusal) {
        symbol.body = module.intern(
          try WordAttribute.canonicalBody(dialect, module.string(symbol.body)))
      } catch {
        throw self.error(error.message, at: nameToken.range)
      }
    } else if let text = typeText {
      return module.intern(
        .dialect(symbol.dialect, body: module.intern(module.string(symbol.body) + text)))
    }
    let attribute = module.intern(Attribute.dialect(symbol.dialect, body: symbol.body))
    if module.isSparseEncoding(attribute) { module.attributes.noteAlias() }
    // Only a text that ends with its bracket is the same whatever follows.
    if lexer.bytes[previousEnd - 1] == UInt8(ascii: ">"), isOnOneLine(from: start, line),
      spending.expansion == expansion
    {
      symbolCache.insert(attribute.raw, depth: 0, start..<previousEnd, in: lexer.bytes)
    }
    return attribute
  }

  /// ` : type` behind a dialect attribute, which becomes a part of its text; nothing where the type is given by what
  /// stands around.
  private mutating func parseOptionalAttributeType(
    _ given: TypeID?
  ) throws(ParseFailure) -> String? {
    guard given == nil, parseOptional(.colon) else { return nil }
    let type = try parseType()
    return type == .none ? nil : " : " + module.text(of: type)
  }

  /// `!alias`, `!dialect.name<...>` or `!dialect<...>`.
  mutating func parseExtendedType() throws(ParseFailure) -> TypeID {
    let nameToken = token
    guard let symbol = try parseDialectSymbol() else {
      let name = nameNumber(of: nameToken)
      if let type = aliases.types[name] {
        try useAlias(name, at: nameToken.range)
        return type
      }
      throw error(
        "undefined symbol alias id '\(text(of: nameToken).dropFirst())'", at: nameToken.range)
    }
    let dialect = module.string(symbol.dialect)
    guard UpstreamDialects.mayHaveTypes(dialect) else {
      throw error("dialect '\(dialect)' has no types", at: nameToken.range)
    }
    return module.intern(.dialect(symbol.dialect, body: bodyOfType(symbol.body)))
  }

  /// The body as types keep it: without the `.` in front.
  private mutating func bodyOfType(_ body: StringID) -> StringID {
    let bytes = module.withBytes(of: body) { Array($0) }
    guard bytes.first == UInt8(ascii: ".") else { return body }
    return bytes.withUnsafeBufferPointer {
      module.intern(UnsafeBufferPointer(rebasing: $0.dropFirst()))
    }
  }

  /// The dialect and the text behind it, with its `.` or `<`; nil for an alias.
  private mutating func parseDialectSymbol() throws(ParseFailure)
    -> (dialect: StringID, body: StringID)?
  {
    let range = Int(token.start) + 1..<Int(token.end)
    let dot = lexer.bytes[range].firstIndex(of: UInt8(ascii: "."))
    let hasBrackets =
      range.upperBound < lexer.bytes.count
      && lexer.bytes[range.upperBound] == UInt8(ascii: "<")
    guard dot != nil || hasBrackets else {
      advance()
      return nil
    }
    let dialect = intern(range.lowerBound..<(dot ?? range.upperBound))
    guard module.withBytes(of: dialect, Self.isNamespace) else {
      throw error("invalid dialect namespace '\(module.string(dialect))'", at: token.range)
    }
    var content: [UInt8] = []
    if let dot { content += lexer.bytes[dot + 1..<range.upperBound] }
    if hasBrackets {
      let end = try endOfDialectBody(from: range.upperBound)
      let isWhole = dot == nil
      try appendBody(
        isWhole ? range.upperBound + 1..<end - 1 : range.upperBound..<end, to: &content)
      lexer.skip(to: end)
      previousEnd = end
      token = lexer.next()
    } else {
      advance()
    }
    // A `-` at the end would make an arrow of the closing bracket.
    let body =
      Self.isNameWithParameters(content[...]) || content.last == UInt8(ascii: "-")
      ? [UInt8(ascii: ".")] + content : [UInt8(ascii: "<")] + content + [UInt8(ascii: ">")]
    return (dialect, body.withUnsafeBufferPointer { module.intern($0) })
  }

  /// Whether a name may be that of a dialect.
  private static func isNamespace(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = name.first, first.startsBareIdentifier else { return false }
    return name.allSatisfy { $0.continuesBareIdentifier && $0 != UInt8(ascii: ".") }
  }

  /// Whether a body is written as `#dialect.text` rather than `#dialect<text>`: it is a name, perhaps
  /// with parameters in `<...>`.
  private static func isNameWithParameters(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, (first | 0x20) &- UInt8(ascii: "a") < 26 else { return false }
    let rest = text.drop { $0.continuesBareIdentifier && $0 != UInt8(ascii: "$") }
    return rest.isEmpty || (rest.first == UInt8(ascii: "<") && rest.last == UInt8(ascii: ">"))
  }

  /// `<...>` with balanced brackets, verbatim: the body of a dialect attribute whose name the op's custom
  /// form leaves out.
  public mutating func parseDialectBody() throws(ParseFailure) -> StringID {
    guard token.kind == .less else { throw error("expected '<'") }
    let start = Int(token.start)
    let end = try endOfDialectBody(from: start)
    var body: [UInt8] = []
    try appendBody(start..<end, to: &body)
    lexer.skip(to: end)
    previousEnd = end
    token = lexer.next()
    return body.withUnsafeBufferPointer { module.intern($0) }
  }

  /// The end of a body that begins with `<`: brackets balance, strings are skipped, `->` is an arrow.
  private mutating func endOfDialectBody(from start: Int) throws(ParseFailure) -> Int {
    let bytes = lexer.bytes
    var open: [UInt8] = []
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"):
        open.append(byte)
      case UInt8(ascii: "-") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ">"):
        index += 1
      case UInt8(ascii: ">"), UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
        guard let last = open.popLast() else { return index }
        let expected: UInt8 =
          switch byte {
          case UInt8(ascii: ">"): UInt8(ascii: "<")
          case UInt8(ascii: "]"): UInt8(ascii: "[")
          case UInt8(ascii: ")"): UInt8(ascii: "(")
          default: UInt8(ascii: "{")
          }
        guard last == expected else {
          throw error(
            "unbalanced '\(UnicodeScalar(last))' character in pretty dialect name",
            at: index..<index + 1)
        }
        if open.isEmpty { return index + 1 }
      case UInt8(ascii: "\""):
        var string = lexer
        string.position = index
        let token = string.next()
        guard token.kind == .string else {
          throw error(
            string.errorMessage, at: string.errorOffset..<string.errorOffset)
        }
        index = Int(token.end) - 1
      case 0: throw error("unexpected nul or EOF in pretty dialect name", at: index..<index)
      default: break
      }
      index += 1
    }
    throw error("unexpected nul or EOF in pretty dialect name", at: index..<index)
  }

  /// Appends a body; aliases in it are replaced by what they stand for, since their definitions are
  /// not kept.
  private mutating func appendBody(
    _ range: Range<Int>, to body: inout [UInt8]
  ) throws(ParseFailure) {
    let bytes = lexer.bytes
    let sigils = bytes[range].contains { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "!") }
    guard sigils, !(aliases.attributes.isEmpty && aliases.types.isEmpty) else {
      body += bytes[range]
      return
    }
    var index = range.lowerBound
    while index < range.upperBound {
      var scan = lexer
      scan.position = index
      switch bytes[index] {
      case UInt8(ascii: "\""):
        let end = Int(scan.next().end)
        body += bytes[index..<end]
        index = end
      case UInt8(ascii: "#"), UInt8(ascii: "!"):
        let token = scan.next()
        let end = min(max(Int(token.end), index + 1), range.upperBound)
        if token.kind == .hashIdentifier, let alias = aliases.attributes[nameNumber(of: token)] {
          try useAlias(nameNumber(of: token), at: token.range)
          body += module.text(of: alias).utf8
        } else if token.kind == .exclamationIdentifier,
          let alias = aliases.types[nameNumber(of: token)]
        {
          try useAlias(nameNumber(of: token), at: token.range)
          body += module.text(of: alias).utf8
        } else {
          body += bytes[index..<end]
        }
        index = end
      default:
        body.append(bytes[index])
        index += 1
      }
    }
  }

  // MARK: Definitions

  /// `#name = attribute` at the top level.
  mutating func parseAttributeAliasDefinition() throws(ParseFailure) {
    let nameToken = token
    let name = nameNumber(of: nameToken)
    let spelled = text(of: nameToken).dropFirst()
    guard aliases.attributes[name] == nil, aliases.locations[name]?.isDefined != true else {
      throw error("redefinition of attribute alias id '\(spelled)'", at: nameToken.range)
    }
    guard !spelled.contains(".") else {
      throw error(
        "attribute names with a '.' are reserved for dialect-defined names",
        at: nameToken.range)
    }
    advance()
    try parse(.equal)
    let attribute = try defineAlias(name) { (parser: inout Parser) throws(ParseFailure) in
      try parser.parseAttribute()
    }
    aliases.attributes[name] = attribute
    if case .location(let location) = module.attribute(attribute) {
      defineLocationAlias(name, location, at: nameToken.range)
    }
  }

  /// `!name = type` at the top level.
  mutating func parseTypeAliasDefinition() throws(ParseFailure) {
    let nameToken = token
    let name = nameNumber(of: nameToken)
    let spelled = text(of: nameToken).dropFirst()
    guard aliases.types[name] == nil else {
      throw error("redefinition of type alias id '\(spelled)'", at: nameToken.range)
    }
    guard !spelled.contains(".") else {
      throw error(
        "type names with a '.' are reserved for dialect-defined names",
        at: nameToken.range)
    }
    advance()
    try parse(.equal)
    aliases.types[name] = try defineAlias(name) { (parser: inout Parser) throws(ParseFailure) in
      try parser.parseType()
    }
  }
}
