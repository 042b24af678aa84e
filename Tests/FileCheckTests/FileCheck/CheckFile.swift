/// What a directive's suffix says.
enum DirectiveKind: Equatable {
  case plain
  case next
  case same
  case not
  case dag
  case label
  case empty
  case endOfInput

  /// The suffix after the prefix, as in `CHECK-NEXT`.
  var suffix: String {
    switch self {
    case .plain: return ""
    case .next: return "-NEXT"
    case .same: return "-SAME"
    case .not: return "-NOT"
    case .dag: return "-DAG"
    case .label: return "-LABEL"
    case .empty: return "-EMPTY"
    case .endOfInput: return ""
    }
  }
}

/// One directive of a check file.
struct Directive {
  let kind: DirectiveKind
  /// How often a plain directive must match.
  var count = 1
  /// The prefix as written.
  let prefix: String
  /// The position in the check file of the text to match, or nil for the command line.
  let position: Int?
  let pattern: CheckPattern

  /// The directive without its text, as messages show it.
  var name: String {
    if kind == .endOfInput { return "implicit EOF" }
    return prefix + (count > 1 ? "-COUNT" : kind.suffix)
  }
}

/// A positive directive, with the DAG and NOT directives before it.
struct CheckStep {
  var directive: Directive
  var before: [Directive]
}

/// Reads the directives of a check file.
struct CheckFile {
  /// Why a file can't be used; the message was reported.
  struct Rejected: Error {}

  private enum Found {
    case directive(DirectiveKind, count: Int, isLiteral: Bool)
    case comment
    case misspelled
    case badNot
    case badCount
  }

  private static let suffixes: [(String, DirectiveKind)] = [
    ("NEXT", .next), ("SAME", .same), ("NOT", .not), ("DAG", .dag), ("LABEL", .label),
    ("EMPTY", .empty),
  ]

  private let text: [UInt8]
  private let options: FileCheckOptions
  private let prefixes: [String]
  private var position = 0
  private var line = 1

  /// Starts on `text`, whose white space is canonical.
  init(_ text: [UInt8], options: FileCheckOptions) {
    self.text = text
    self.options = options
    let all = options.effectiveCheckPrefixes + options.effectiveCommentPrefixes
    // The longest of those that match at a place is the one meant.
    prefixes = all.enumerated().sorted {
      ($1.element.utf8.count, $0.offset) < ($0.element.utf8.count, $1.offset)
    }.map(\.element)
  }

  /// Reads all directives.
  mutating func read(
    variables: inout CheckVariables, diagnostics: inout CheckDiagnostics
  ) throws(Rejected) -> [CheckStep] {
    let implicitNots = try parseImplicitNots(&variables, &diagnostics)
    var steps: [CheckStep] = []
    var pending = implicitNots
    var unused = Set(options.effectiveCheckPrefixes)
    let prefixCount = unused.count
    while let (prefix, start, found) = try findDirective(&diagnostics) {
      if case .comment = found {
        skipToLineEnd()
        continue
      }
      unused.remove(prefix)
      let directive = try parse(found, prefix, start, &variables, &diagnostics)
      let needsPrevious = [.next, .same, .empty].contains(directive.kind)
      if needsPrevious, steps.isEmpty {
        diagnostics.error(
          "found '\(directive.name)' without previous '\(prefix): line", at: start)
        throw Rejected()
      }
      if directive.kind == .dag || directive.kind == .not {
        pending.append(directive)
      } else {
        steps.append(CheckStep(directive: directive, before: pending))
        pending = implicitNots
      }
    }
    let isUnexpectedlyUnused = !options.allowsUnusedPrefixes && !unused.isEmpty
    if unused.count == prefixCount || isUnexpectedlyUnused,
      implicitNots.isEmpty || !options.checkPrefixes.isEmpty
    {
      let missing = unused.sorted().map { "'\($0):'" }
      diagnostics.error(
        "no check strings found with prefix\(missing.count > 1 ? "es" : "") "
          + missing.joined(separator: ", "))
      throw Rejected()
    }
    if !pending.isEmpty {
      let end = Directive(
        kind: .endOfInput, prefix: options.effectiveCheckPrefixes.first ?? "CHECK", position: nil,
        pattern: .endOfInput)
      steps.append(CheckStep(directive: end, before: pending))
    }
    return steps
  }

  private func parseImplicitNots(
    _ variables: inout CheckVariables, _ diagnostics: inout CheckDiagnostics
  ) throws(Rejected) -> [Directive] {
    var result: [Directive] = []
    for text in options.implicitNots {
      do {
        let pattern = try CheckPattern(
          Array(text.utf8), kind: .not, isLiteral: false, line: nil, options: options,
          variables: &variables)
        result.append(
          Directive(kind: .not, prefix: "IMPLICIT-CHECK", position: nil, pattern: pattern))
      } catch {
        diagnostics.error("\(error.message) in --implicit-check-not='\(text)'")
        throw Rejected()
      }
    }
    return result
  }

  private func parse(
    text: [UInt8], at start: Int, kind: DirectiveKind, isLiteral: Bool, prefix: String,
    _ variables: inout CheckVariables, _ diagnostics: inout CheckDiagnostics
  ) throws(Rejected) -> CheckPattern {
    do {
      return try CheckPattern(
        text, kind: kind, isLiteral: isLiteral, line: line, options: options,
        variables: &variables)
    } catch {
      let names = error.message.hasPrefix("found empty") || error.message.hasPrefix("found non-e")
      let place = names ? " with prefix '\(prefix):'" : ""
      diagnostics.error(error.message + place, at: start + error.offset)
      throw Rejected()
    }
  }

  private mutating func parse(
    _ found: Found, _ prefix: String, _ start: Int, _ variables: inout CheckVariables,
    _ diagnostics: inout CheckDiagnostics
  ) throws(Rejected) -> Directive {
    switch found {
    case .comment:
      preconditionFailure("invariant: comments are skipped by the caller")
    case .misspelled:
      let written = String(bytes: text[start..<position])
      diagnostics.error("misspelled directive '\(written)'", at: start)
      throw Rejected()
    case .badNot:
      diagnostics.error("unsupported -NOT combo on prefix '\(prefix)'", at: start)
      throw Rejected()
    case .badCount:
      diagnostics.error("invalid count in -COUNT specification on prefix '\(prefix)'", at: start)
      throw Rejected()
    case .directive(let kind, let count, let isLiteral):
      if !(options.isStrictAboutWhitespace && options.matchesFullLines) {
        while position < text.count, text[position] == 0x20 || text[position] == 0x09 {
          position += 1
        }
      }
      let patternStart = position
      skipToLineEnd()
      let pattern = try parse(
        text: Array(text[patternStart..<position]), at: patternStart, kind: kind,
        isLiteral: isLiteral, prefix: prefix, &variables, &diagnostics)
      if kind == .label, pattern.hasVariables {
        diagnostics.error("found '\(prefix)-LABEL:' with variable definition or use", at: start)
        throw Rejected()
      }
      return Directive(
        kind: kind, count: count, prefix: prefix, position: patternStart, pattern: pattern)
    }
  }

  private mutating func skipToLineEnd() {
    while position < text.count, text[position] != 0x0A, text[position] != 0x0D { position += 1 }
  }

  // MARK: Finding directives

  /// Finds the next directive and moves behind its colon.
  private mutating func findDirective(
    _ diagnostics: inout CheckDiagnostics
  ) throws(Rejected) -> (prefix: String, start: Int, Found)? {
    while position < text.count {
      guard let (start, prefix) = findPrefix() else { return nil }
      let startsWord = start == position || !Self.isPartOfWord(text[start - 1])
      line += text.countNewlines(in: position..<start)
      position = start
      if startsWord, let (found, end) = directive(prefix, at: start) {
        position = end
        return (prefix, start, found)
      }
      if startsWord, options.rejectsLookAlikes { try rejectLookAlike(prefix, start, &diagnostics) }
      position = start + prefix.utf8.count
      while position < text.count, Self.isPartOfWord(text[position]) { position += 1 }
    }
    return nil
  }

  private func findPrefix() -> (Int, String)? {
    var best: (Int, String)?
    for prefix in prefixes {
      let limit = best.map { min(text.count, $0.0 + prefix.utf8.count - 1) } ?? text.count
      guard limit >= position else { continue }
      if let found = text.firstIndex(of: Array(prefix.utf8), in: position..<limit) {
        best = (found, prefix)
      }
    }
    return best
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  /// What stands after `prefix` at `start`, and where the text to match begins.
  private func directive(_ prefix: String, at start: Int) -> (Found, Int)? {
    var cursor = start + prefix.utf8.count
    guard cursor < text.count else { return nil }
    if options.effectiveCommentPrefixes.contains(prefix) {
      return consume(":", &cursor) ? (.comment, cursor) : nil
    }
    if text[cursor] == UInt8(ascii: ":") || text[cursor] == UInt8(ascii: "{") {
      return modifiers(.plain, count: 1, from: cursor)
    }
    var isMisspelled = false
    if consume("_", &cursor) {
      isMisspelled = true
    } else if !consume("-", &cursor) {
      return nil
    }
    guard let (found, end) = suffix(from: cursor) else { return nil }
    return (isMisspelled ? .misspelled : found, end)
  }

  private func suffix(from start: Int) -> (Found, Int)? {
    var cursor = start
    if consume("COUNT-", &cursor) {
      var count = 0
      let digits = cursor
      while cursor < text.count, text[cursor].isASCIIDigit, count <= Int32.max {
        count = count * 10 + Int(text[cursor] - UInt8(ascii: "0"))
        cursor += 1
      }
      guard cursor > digits, count > 0, count <= Int32.max, cursor < text.count,
        text[cursor] == UInt8(ascii: ":") || text[cursor] == UInt8(ascii: "{")
      else { return (.badCount, cursor) }
      return modifiers(.plain, count: count, from: cursor)
    }
    for other in ["DAG", "NEXT", "SAME", "EMPTY"]
    where text.hasPrefix("\(other)-NOT:", at: cursor)
      || text.hasPrefix("NOT-\(other):", at: cursor)
    {
      return (.badNot, cursor)
    }
    for (name, kind) in Self.suffixes where consume(name, &cursor) {
      return modifiers(kind, count: 1, from: cursor)
    }
    return nil
  }

  /// Reads `:` or `{LITERAL}:`.
  private func modifiers(_ kind: DirectiveKind, count: Int, from start: Int) -> (Found, Int)? {
    var cursor = start
    if consume(":", &cursor) {
      return (.directive(kind, count: count, isLiteral: false), cursor)
    }
    guard consume("{", &cursor) else { return nil }
    repeat {
      skipSpace(&cursor)
      guard consume("LITERAL", &cursor) else { return nil }
      skipSpace(&cursor)
    } while consume(",", &cursor)
    guard consume("}:", &cursor) else { return nil }
    return (.directive(kind, count: count, isLiteral: true), cursor)
  }

  private func consume(_ prefix: String, _ cursor: inout Int) -> Bool {
    guard text.hasPrefix(prefix, at: cursor) else { return false }
    cursor += prefix.utf8.count
    return true
  }

  private func skipSpace(_ cursor: inout Int) {
    while cursor < text.count, text[cursor] == 0x20 || 0x09...0x0D ~= text[cursor] { cursor += 1 }
  }

  // MARK: Look-alikes

  /// Refuses what a reader takes for a directive but FileCheck overlooks: `CHECKNEXT:`,
  /// `CHECK-FOO:`, `CHECK :`, `CHECK{FOO}:`, and a comment that begins `CHECK-NEXT` without a colon.
  private func rejectLookAlike(
    _ prefix: String, _ start: Int, _ diagnostics: inout CheckDiagnostics
  ) throws(Rejected) {
    guard !options.effectiveCommentPrefixes.contains(prefix) else { return }
    var end = start + prefix.utf8.count
    while end < text.count, Self.isPartOfWord(text[end]) { end += 1 }
    let word = String(bytes: text[start..<end])
    if belongsToOtherPrefix(word) { return }
    var cursor = end
    while cursor < text.count, text[cursor] == 0x20 || text[cursor] == 0x09 { cursor += 1 }
    if consume("{", &cursor) {
      while cursor < text.count, text[cursor] != 0x0A, text[cursor - 1] != UInt8(ascii: "}") {
        cursor += 1
      }
      while cursor < text.count, Self.isPartOfWord(text[cursor]) { cursor += 1 }
    }
    let hasColon = cursor < text.count && text[cursor] == UInt8(ascii: ":")
    let lacksColon = beginsComment(start) && Self.suffixes.contains { word == "\(prefix)-\($0.0)" }
    guard hasColon || lacksColon else { return }
    let written = String(bytes: text[start..<(hasColon ? cursor + 1 : end)])
    diagnostics.error(
      """
      '\(written)' looks like a directive but is none; directives are '\(prefix):' and \
      '\(prefix)-' with NEXT:, SAME:, NOT:, DAG:, LABEL:, EMPTY: or COUNT-n:
      """, at: start)
    throw Rejected()
  }

  private func belongsToOtherPrefix(_ word: String) -> Bool {
    options.otherPrefixes.contains { other in
      word == other || word.hasPrefix("\(other)-") || word.hasPrefix("\(other)_")
    }
  }

  private func beginsComment(_ start: Int) -> Bool {
    let lineStart = text.lineRange(around: start).lowerBound
    let lead = String(bytes: text[lineStart..<start]).filter { $0 != " " && $0 != "\t" }
    return ["//", "#", ";"].contains(lead)
  }
}
