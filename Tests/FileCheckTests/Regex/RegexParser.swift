/// What is wrong with a regular expression, in the words of POSIX `regerror`.
struct RegexError: Error, Equatable {
  /// The sentence to report.
  let message: String

  static let emptyExpression = RegexError(message: "empty (sub)expression")
  static let unbalancedParentheses = RegexError(message: "parentheses not balanced")
  static let unbalancedBrackets = RegexError(message: "brackets ([ ]) not balanced")
  static let unbalancedBraces = RegexError(message: "braces not balanced")
  static let invalidRepetitionOperand = RegexError(
    message: "repetition-operator operand invalid")
  static let invalidRepetitionCount = RegexError(message: "invalid repetition count(s)")
  static let invalidBackreference = RegexError(message: "invalid backreference number")
  static let invalidCharacterRange = RegexError(message: "invalid character range")
  static let invalidCharacterClass = RegexError(message: "invalid character class")
  static let invalidCollatingElement = RegexError(message: "invalid collating element")
  static let trailingBackslash = RegexError(message: "trailing backslash (\\)")
  static let tooLarge = RegexError(message: "regular expression too large")
}

/// Parses POSIX extended regular expressions as LLVM's `Regex` does.
///
/// There are no Perl classes: `\d` is a plain `d`. A back-reference is `\1` to `\9`.
struct RegexParser {
  private let pattern: [UInt8]
  private var position = 0
  private let ignoresCase: Bool
  private let newlineEndsLine: Bool
  private var depth = 0
  /// The closed groups by number; a group that is still open, or not there, is nil.
  private var groups: [RegexNode?] = [nil]

  private static let largestRepetition = 255
  private static let largestSize = 200_000
  private static let deepestNesting = 200

  /// Starts on `pattern`; with `newlineEndsLine`, `.` and negated sets don't match a newline.
  init(_ pattern: [UInt8], ignoresCase: Bool, newlineEndsLine: Bool) {
    self.pattern = pattern
    self.ignoresCase = ignoresCase
    self.newlineEndsLine = newlineEndsLine
  }

  /// The tree of the whole pattern and the number of its groups.
  mutating func parse() throws(RegexError) -> (root: RegexNode, groupCount: Int) {
    let root = try parseAlternatives(inGroup: false)
    if position < pattern.count { throw .unbalancedParentheses }
    if root.size > Self.largestSize { throw .tooLarge }
    return (root, groups.count - 1)
  }

  private var current: UInt8? { position < pattern.count ? pattern[position] : nil }

  private func peek(_ offset: Int) -> UInt8? {
    position + offset < pattern.count ? pattern[position + offset] : nil
  }

  private mutating func consume(_ character: Character) -> Bool {
    guard let current, current == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func parseAlternatives(inGroup: Bool) throws(RegexError) -> RegexNode {
    var alternatives: [RegexNode] = []
    repeat {
      var parts: [RegexNode] = []
      while let byte = current, byte != UInt8(ascii: "|"), !(inGroup && byte == UInt8(ascii: ")")) {
        parts.append(try parseRepetition())
      }
      if parts.isEmpty { throw .emptyExpression }
      alternatives.append(parts.count == 1 ? parts[0] : RegexNode(.sequence(parts)))
    } while consume("|")
    return alternatives.count == 1 ? alternatives[0] : RegexNode(.alternatives(alternatives))
  }

  private var atRepetition: Bool {
    switch current {
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "{"): return isDigit(peek(1))
    default: return false
    }
  }

  private func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  private mutating func parseRepetition() throws(RegexError) -> RegexNode {
    let startsWithCaret = current == UInt8(ascii: "^")
    let atom = try parseAtom()
    guard atRepetition else { return atom }
    if startsWithCaret { throw .invalidRepetitionOperand }
    let node: RegexNode
    if consume("*") {
      node = RegexNode(.repetition(atom, minimum: 0, maximum: nil))
    } else if consume("+") {
      node = RegexNode(.repetition(atom, minimum: 1, maximum: nil))
    } else if consume("?") {
      node = RegexNode(.repetition(atom, minimum: 0, maximum: 1))
    } else {
      position += 1
      node = try parseBounds(of: atom)
    }
    if atRepetition { throw .invalidRepetitionOperand }
    if node.size > Self.largestSize { throw .tooLarge }
    return node
  }

  private mutating func parseBounds(of atom: RegexNode) throws(RegexError) -> RegexNode {
    let minimum = try parseCount()
    var maximum: Int? = minimum
    if consume(",") {
      maximum = isDigit(current) ? try parseCount() : nil
      if let maximum, maximum < minimum { throw .invalidRepetitionCount }
    }
    guard consume("}") else {
      while let byte = current, byte != UInt8(ascii: "}") { position += 1 }
      throw current == nil ? .unbalancedBraces : .invalidRepetitionCount
    }
    return RegexNode(.repetition(atom, minimum: minimum, maximum: maximum))
  }

  private mutating func parseCount() throws(RegexError) -> Int {
    guard isDigit(current) else { throw .invalidRepetitionCount }
    var count = 0
    while let byte = current, isDigit(byte) {
      count = count * 10 + Int(byte - UInt8(ascii: "0"))
      if count > Self.largestRepetition { throw .invalidRepetitionCount }
      position += 1
    }
    return count
  }

  private mutating func parseAtom() throws(RegexError) -> RegexNode {
    guard let byte = current else { throw .emptyExpression }
    position += 1
    switch byte {
    case UInt8(ascii: "("):
      return try parseGroup()
    case UInt8(ascii: ")"):
      throw .unbalancedParentheses
    case UInt8(ascii: "^"):
      return RegexNode(.assertion(.lineStart))
    case UInt8(ascii: "$"):
      return RegexNode(.assertion(.lineEnd))
    case UInt8(ascii: "."):
      let excludesNewline = newlineEndsLine
      return RegexNode(.set(ByteSet { !excludesNewline || $0 != UInt8(ascii: "\n") }))
    case UInt8(ascii: "["):
      return try parseBracket()
    case UInt8(ascii: "\\"):
      return try parseEscape()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      throw .invalidRepetitionOperand
    case UInt8(ascii: "{") where isDigit(current):
      throw .invalidRepetitionOperand
    default:
      return literal(byte)
    }
  }

  private func literal(_ byte: UInt8) -> RegexNode {
    var set = ByteSet()
    set.insert(byte)
    return RegexNode(.set(foldingCase(set)))
  }

  private func foldingCase(_ set: ByteSet) -> ByteSet {
    guard ignoresCase else { return set }
    return ByteSet { set.contains($0.loweredASCII) || set.contains($0.raisedASCII) }
  }

  private mutating func parseGroup() throws(RegexError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepestNesting { throw .tooLarge }
    let number = groups.count
    groups.append(nil)
    if current == nil { throw .unbalancedParentheses }
    let body =
      current == UInt8(ascii: ")") ? RegexNode(.empty) : try parseAlternatives(inGroup: true)
    guard consume(")") else { throw .unbalancedParentheses }
    groups[number] = body
    return RegexNode(.group(number, body))
  }

  private mutating func parseEscape() throws(RegexError) -> RegexNode {
    guard let byte = current else { throw .trailingBackslash }
    position += 1
    guard UInt8(ascii: "1")...UInt8(ascii: "9") ~= byte else { return literal(byte) }
    let number = Int(byte - UInt8(ascii: "0"))
    guard number < groups.count, let body = groups[number] else { throw .invalidBackreference }
    return RegexNode(.backreference(number, copy: body))
  }

  private mutating func parseBracket() throws(RegexError) -> RegexNode {
    if hasPrefix("[:<:]]") {
      position += 6
      return RegexNode(.assertion(.wordStart))
    }
    if hasPrefix("[:>:]]") {
      position += 6
      return RegexNode(.assertion(.wordEnd))
    }
    let isNegated = consume("^")
    var set = ByteSet()
    if consume("]") {
      set.insert(UInt8(ascii: "]"))
    } else if consume("-") {
      set.insert(UInt8(ascii: "-"))
    }
    while let byte = current, byte != UInt8(ascii: "]"),
      !(byte == UInt8(ascii: "-") && peek(1) == UInt8(ascii: "]"))
    {
      try parseBracketTerm(into: &set)
    }
    if consume("-") { set.insert(UInt8(ascii: "-")) }
    guard consume("]") else { throw .unbalancedBrackets }
    let folded = foldingCase(set)
    guard isNegated else { return RegexNode(.set(folded)) }
    let excludesNewline = newlineEndsLine
    return RegexNode(
      .set(ByteSet { !folded.contains($0) && !(excludesNewline && $0 == UInt8(ascii: "\n")) }))
  }

  private func hasPrefix(_ text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= pattern.count else { return false }
    for index in 0..<text.utf8CodeUnitCount
    where pattern[position + index] != text.utf8Start[index] {
      return false
    }
    return true
  }

  private mutating func parseBracketTerm(into set: inout ByteSet) throws(RegexError) {
    if current == UInt8(ascii: "-") { throw .invalidCharacterRange }
    if current == UInt8(ascii: "[") {
      if peek(1) == UInt8(ascii: ":") {
        position += 2
        set.formUnion(try parseCharacterClass())
        return
      }
      if peek(1) == UInt8(ascii: "=") {
        position += 2
        set.insert(try parseCollatingElement(endedBy: UInt8(ascii: "=")))
        return
      }
    }
    let first = try parseBracketByte()
    var last = first
    if current == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]") {
      position += 1
      last = consume("-") ? UInt8(ascii: "-") : try parseBracketByte()
    }
    if first > last { throw .invalidCharacterRange }
    for byte in first...last { set.insert(byte) }
  }

  private mutating func parseBracketByte() throws(RegexError) -> UInt8 {
    guard let byte = current else { throw .unbalancedBrackets }
    if byte == UInt8(ascii: "["), peek(1) == UInt8(ascii: ".") {
      position += 2
      return try parseCollatingElement(endedBy: UInt8(ascii: "."))
    }
    position += 1
    return byte
  }

  /// The one byte of `[.x.]` or `[=x=]`; names of longer elements are not known.
  private mutating func parseCollatingElement(endedBy end: UInt8) throws(RegexError) -> UInt8 {
    guard let byte = current else { throw .unbalancedBrackets }
    var scan = position
    while scan + 1 < pattern.count,
      !(pattern[scan] == end && pattern[scan + 1] == UInt8(ascii: "]"))
    {
      scan += 1
    }
    if scan + 1 >= pattern.count { throw .unbalancedBrackets }
    guard scan == position + 1 else { throw .invalidCollatingElement }
    position += 3
    return byte
  }

  private mutating func parseCharacterClass() throws(RegexError) -> ByteSet {
    if current == nil { throw .unbalancedBrackets }
    var name = ""
    while let byte = current, UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte.loweredASCII {
      name.unicodeScalars.append(Unicode.Scalar(byte))
      position += 1
    }
    guard let set = ByteSet(className: name) else { throw .invalidCharacterClass }
    if current == nil { throw .unbalancedBrackets }
    guard consume(":"), consume("]") else { throw .invalidCharacterClass }
    return set
  }
}

extension ByteSet {
  /// The POSIX class `[:className:]` of the C locale, or nil where there is none of that name.
  fileprivate init?(className: String) {
    switch className {
    case "alnum": self.init { $0.isASCIIAlphanumeric }
    case "alpha": self.init { $0.isASCIIAlphanumeric && !$0.isASCIIDigit }
    case "blank": self.init { $0 == 0x20 || $0 == 0x09 }
    case "cntrl": self.init { $0 < 0x20 || $0 == 0x7F }
    case "digit": self.init { $0.isASCIIDigit }
    case "graph": self.init { 0x21...0x7E ~= $0 }
    case "lower": self.init { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
    case "print": self.init { 0x20...0x7E ~= $0 }
    case "punct": self.init { 0x21...0x7E ~= $0 && !$0.isASCIIAlphanumeric }
    case "space": self.init { $0 == 0x20 || 0x09...0x0D ~= $0 }
    case "upper": self.init { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
    case "xdigit":
      self.init { $0.isASCIIDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0.loweredASCII }
    default: return nil
    }
  }
}

extension UInt8 {
  /// Whether the byte is `0` to `9`.
  var isASCIIDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  /// Whether the byte is an ASCII letter or digit.
  var isASCIIAlphanumeric: Bool {
    isASCIIDigit || UInt8(ascii: "a")...UInt8(ascii: "z") ~= loweredASCII
  }

  /// The lower-case form of an ASCII letter; any other byte as it is.
  var loweredASCII: UInt8 { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self }

  /// The upper-case form of an ASCII letter; any other byte as it is.
  var raisedASCII: UInt8 { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self ? self & ~0x20 : self }
}
