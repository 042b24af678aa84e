// `loc(...)` behind ops and arguments, and as an attribute.

extension Parser {
  /// `loc(...)` if it is next. One that stands behind an op or an argument may be an alias that is defined later.
  public mutating func parseOptionalLocation() throws(ParseFailure) -> LocationID? {
    guard isAt("loc") else { return nil }
    advance()
    try parse(.leftParenthesis)
    // Only behind ops may an alias come before its definition.
    if token.kind == .hashIdentifier, let alias = try parseLocationAlias() {
      try parse(.rightParenthesis)
      return alias
    }
    let location = try parseLocation()
    try parse(.rightParenthesis)
    return location
  }

  /// `loc(...)` as an attribute: an alias in it must have been defined, so that none can hold itself.
  mutating func parseLocationInParentheses() throws(ParseFailure) -> LocationID {
    try parseKeyword("loc")
    try parse(.leftParenthesis)
    let location = try parseLocation()
    try parse(.rightParenthesis)
    return location
  }

  private mutating func parseLocationAlias() throws(ParseFailure) -> LocationID? {
    let nameToken = token
    guard !lexer.bytes[nameToken.range].contains(UInt8(ascii: ".")) else { return nil }
    let name = nameNumber(of: nameToken)
    advance()
    if let known = aliases.locations[name] { return known.location }
    guard aliases.attributes[name] == nil else {
      throw error(
        "expected location, but '\(text(of: nameToken))' is another attribute",
        at: nameToken.range)
    }
    let location = module.addLocation(.name(fileName, child: nil))
    aliases.locations[name] = .init(
      location: location, isDefined: false, place: nameToken.range)
    return location
  }

  /// Gives the alias its meaning, also for uses that came before.
  mutating func defineLocationAlias(_ name: Int, _ location: LocationID, at place: Range<Int>) {
    if let waiting = aliases.locations[name], waiting.location != location {
      module.setLocation(waiting.location, to: module.location(location))
      aliases.locations[name]?.isDefined = true
    } else {
      aliases.locations[name] = .init(location: location, isDefined: true, place: place)
    }
  }

  /// Reports the first location alias that was never defined.
  func firstUndefinedLocationAlias() -> Range<Int>? {
    let undefined = aliases.locations.values.filter { !$0.isDefined }
    return undefined.map(\.place).min { $0.lowerBound < $1.lowerBound }
  }

  /// What stands inside `loc(...)`.
  private mutating func parseLocation() throws(ParseFailure) -> LocationID {
    try enter()
    defer { leave() }
    switch token.kind {
    case .hashIdentifier:
      let place = place
      guard case .location(let location) = module.attribute(try parseAttribute()) else {
        throw error("expected location attribute", at: place)
      }
      return location
    case .string: return try parseNameOrFileLocation()
    case .bareIdentifier:
      if parseOptionalKeyword("unknown") { return .unknown }
      if parseOptionalKeyword("callsite") {
        try parse(.leftParenthesis)
        let callee = try parseLocation()
        try parseKeyword("at")
        let caller = try parseLocation()
        try parse(.rightParenthesis)
        return module.addLocation(.callSite(callee: callee, caller: caller))
      }
      if parseOptionalKeyword("fused") { return try parseFusedLocation() }
    default: break
    }
    throw error("expected location instance")
  }

  private mutating func parseFusedLocation() throws(ParseFailure) -> LocationID {
    var metadata: AttributeID?
    if parseOptional(.less) {
      metadata = try parseAttribute()
      try parse(.greater)
    }
    var locations: [LocationID] = []
    try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
      locations.append(try parser.parseLocation())
    }
    return fused(locations, metadata)
  }

  /// The location of several, as MLIR makes it: each one once, unknown ones left out, and those of an inner fusion with
  /// the same metadata in its place.
  private mutating func fused(_ locations: [LocationID], _ metadata: AttributeID?) -> LocationID {
    var parts: [LocationID] = []
    var equal = EqualLocations()
    var seen: Set<LocationID> = []
    func append(_ location: LocationID, _ module: borrowing Module) {
      if seen.insert(equal.first(equalTo: location, in: module)).inserted { parts.append(location) }
    }
    for location in locations {
      switch module.location(location) {
      case .unknown: continue
      case .fused(let inner, metadata): for location in inner { append(location, module) }
      default: append(location, module)
      }
    }
    if parts.count == 1, metadata == nil { return parts[0] }
    if parts.isEmpty {
      guard metadata != nil else { return .unknown }
      parts = [.unknown]
    }
    return module.addLocation(.fused(parts, metadata: metadata))
  }

  /// `"name"`, `"name"(child)`, `"file":1`, `"file":1:2`, `"file":1:2 to :5` or `... to 3:4`.
  private mutating func parseNameOrFileLocation() throws(ParseFailure) -> LocationID {
    var text = try parseString()
    if parseOptional(.colon) {
      if module.withBytes(of: text, { $0.isEmpty }) { text = module.intern("-") }
      let line = try parsePosition("line")
      guard parseOptional(.colon) else {
        return module.addLocation(.file(text, line: line, column: 0, end: nil))
      }
      let column = try parsePosition("column")
      guard parseOptionalKeyword("to") else {
        return module.addLocation(.file(text, line: line, column: column, end: nil))
      }
      let endLine = token.kind == .integer ? try parsePosition("line") : line
      try parse(.colon)
      let endColumn = try parsePosition("column")
      if endLine == line, endColumn == column {
        return module.addLocation(.file(text, line: line, column: column, end: nil))
      }
      return module.addLocation(
        .file(text, line: line, column: column, end: (line: endLine, column: endColumn)))
    }
    guard parseOptional(.leftParenthesis) else {
      return module.addLocation(.name(text, child: nil))
    }
    let child = try parseLocation()
    try parse(.rightParenthesis)
    return module.addLocation(.name(text, child: child))
  }

  private mutating func parsePosition(_ what: String) throws(ParseFailure) -> Int {
    guard token.kind == .integer, let value = integer(in: token.range),
      value <= Int64(UInt32.max)
    else { throw error("expected integer \(what) number in location") }
    advance()
    return Int(value)
  }
}
