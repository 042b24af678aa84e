// Punctuation, keywords, literals and lists, for the custom forms of ops.

extension Parser {
  /// A punctuation token, as in `try parser.parse(.comma)`.
  public mutating func parse(_ kind: TokenKind) throws(ParseFailure) {
    guard token.kind == kind else { throw error("expected \(kind.description)") }
    advance()
  }

  /// Takes the token if it is of the given kind.
  public mutating func parseOptional(_ kind: TokenKind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// The given word.
  public mutating func parseKeyword(_ keyword: StaticString) throws(ParseFailure) {
    guard isAt(keyword) else { throw error("expected '\(keyword)'") }
    advance()
  }

  /// Takes the given word if it is next.
  public mutating func parseOptionalKeyword(_ keyword: StaticString) -> Bool {
    guard isAt(keyword) else { return false }
    advance()
    return true
  }

  /// Any bare identifier; `what` is named in the error.
  public mutating func parseAnyKeyword(
    _ what: String = "a keyword"
  ) throws(ParseFailure) -> String {
    guard token.kind == .bareIdentifier else { throw error("expected \(what)") }
    let word = text(of: token)
    advance()
    return word
  }

  /// Any bare identifier if one is next.
  public mutating func parseOptionalAnyKeyword() -> String? {
    guard token.kind == .bareIdentifier else { return nil }
    let word = text(of: token)
    advance()
    return word
  }

  /// One of the given words if it is next.
  public mutating func parseOptionalAnyKeyword(among words: [String]) -> String? {
    guard token.kind == .bareIdentifier else { return nil }
    let word = text(of: token)
    guard words.contains(word) else { return nil }
    advance()
    return word
  }

  /// One of the given words; another one gets the nearest right one in the error.
  public mutating func parseKeyword(
    among words: [String], _ what: String
  ) throws(ParseFailure) -> String {
    guard token.kind == .bareIdentifier else { throw error("expected \(what)") }
    let word = text(of: token)
    guard words.contains(word) else {
      let hint = NearestName.hint(for: word, among: words)
      throw error("'\(word)' is no \(what)\(hint)")
    }
    advance()
    return word
  }

  // MARK: Literals

  /// An integer with an optional minus sign.
  public mutating func parseInteger() throws(ParseFailure) -> Int64 {
    guard let value = try parseOptionalInteger() else { throw error("expected integer value") }
    return value
  }

  /// An integer with an optional minus sign, if one is next.
  public mutating func parseOptionalInteger() throws(ParseFailure) -> Int64? {
    let isNegative = token.kind == .minus
    guard isNegative || token.kind == .integer else { return nil }
    if isNegative { advance() }
    guard token.kind == .integer else { throw error("expected integer value") }
    guard let value = integer(in: token.range, isNegative: isNegative) else {
      throw error("integer does not fit 64 bits")
    }
    advance()
    return value
  }

  /// `[1, -2, 3]`.
  public mutating func parseIntegerArray() throws(ParseFailure) -> [Int64] {
    var values: [Int64] = []
    try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
      values.append(try parser.parseInteger())
    }
    return values
  }

  /// A quoted string, with its escapes resolved.
  public mutating func parseString() throws(ParseFailure) -> StringID {
    guard token.kind == .string else { throw error("expected string") }
    let id = internString(token)
    advance()
    return id
  }

  /// `@name`, without the sign.
  public mutating func parseSymbolName() throws(ParseFailure) -> StringID {
    guard let name = parseOptionalSymbolName() else {
      throw error("expected valid '@'-identifier for symbol name")
    }
    return name
  }

  /// `@name`, without the sign, if one is next.
  public mutating func parseOptionalSymbolName() -> StringID? {
    guard token.kind == .atIdentifier else { return nil }
    let id = internSymbolName(token)
    advance()
    return id
  }

  /// The value of the decimal or hexadecimal digits in a range, nil where it leaves 64 bits.
  func integer(in range: Range<Int>, isNegative: Bool = false) -> Int64? {
    let bytes = lexer.bytes
    var magnitude: UInt64 = 0
    var index = range.lowerBound
    if range.count > 2, bytes[index + 1] == UInt8(ascii: "x") {
      index += 2
      while index < range.upperBound {
        guard magnitude >> 60 == 0, let digit = bytes[index].hexDigitValue else { return nil }
        magnitude = magnitude << 4 | UInt64(digit)
        index += 1
      }
    } else {
      while index < range.upperBound {
        let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(
          UInt64(bytes[index] &- UInt8(ascii: "0")))
        if overflow || carry { return nil }
        magnitude = sum
        index += 1
      }
    }
    if isNegative {
      return magnitude <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }

  /// The string that a string token means.
  mutating func internString(_ token: Token) -> StringID {
    internUnescaped(Int(token.start) + 1..<Int(token.end) - 1)
  }

  /// The name that an `@name` or `@"name"` token means.
  mutating func internSymbolName(_ token: Token) -> StringID {
    let start = Int(token.start) + 1
    if lexer.bytes[start] == UInt8(ascii: "\"") {
      return internUnescaped(start + 1..<Int(token.end) - 1)
    }
    return intern(start..<Int(token.end))
  }

  /// The string of the bytes in a range, as they stand.
  mutating func intern(_ range: Range<Int>) -> StringID {
    module.intern(UnsafeBufferPointer(rebasing: lexer.bytes[range]))
  }

  private mutating func internUnescaped(_ range: Range<Int>) -> StringID {
    guard lexer.bytes[range].contains(UInt8(ascii: "\\")) else { return intern(range) }
    let unescaped = unescaped(range)
    return unescaped.withUnsafeBufferPointer { module.intern($0) }
  }

  /// The bytes that the inside of a string literal means.
  func unescaped(_ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      var byte = lexer.bytes[index]
      index += 1
      if byte == UInt8(ascii: "\\"), index < range.upperBound {
        byte = lexer.bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): byte = UInt8(ascii: "\n")
        case UInt8(ascii: "t"): byte = UInt8(ascii: "\t")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): break
        default:
          let high = byte.hexDigitValue ?? 0
          let low = index < range.upperBound ? lexer.bytes[index].hexDigitValue ?? 0 : 0
          byte = high << 4 | low
          index += 1
        }
      }
      result.append(byte)
    }
    return result
  }

  // MARK: Lists

  /// Elements with commas between them, in the given delimiters. With delimiters the list may be
  /// empty, without them it has at least one element.
  public mutating func parseCommaSeparatedList(
    _ delimiter: Delimiter, _ element: (inout Parser) throws(ParseFailure) -> Void
  ) throws(ParseFailure) {
    if let opening = delimiter.opening { try parse(opening) }
    if let closing = delimiter.closing, parseOptional(closing) { return }
    repeat { try element(&self) } while parseOptional(.comma)
    if let closing = delimiter.closing {
      guard token.kind == closing else { throw error("expected ',' or \(closing.description)") }
      advance()
    }
  }
}
