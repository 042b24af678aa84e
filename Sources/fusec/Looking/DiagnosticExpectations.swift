import FuseIR

/// `-verify-diagnostics`: the diagnostics that comments in a text expect, and what became of them.
///
/// ```
/// // expected-error@+1 {{has no result}}
/// // expected-note-re @below {{see line {{[0-9]+}}}}
/// ```
struct DiagnosticExpectations {
  private struct Expectation {
    let severity: Severity
    let text: String
    let pattern: PosixPattern?
    /// Where the comment stands.
    let range: Range<Int>
    /// The line on which the diagnostic must be; nil for one without a place.
    var line: Int?
    var isMet = false

    func accepts(_ message: String) -> Bool {
      pattern.map { $0.matches(message) } ?? (text.isEmpty || message.contains(text))
    }
  }

  private let source: SourceFile
  private var expectations: [Expectation] = []
  /// Comments that make no sense, and diagnostics that were not expected.
  private var problems: [Diagnostic] = []
  private let ignoresOthers: Bool

  /// Reads the comments of a text.
  init(in source: SourceFile, _ check: Options.DiagnosticCheck) {
    self.source = source
    ignoresOthers = check == .onlyExpected
    var line = source.firstLine
    var lastPlainLine: Int?
    /// Expectations of `@below` whose line has not come yet.
    var waiting: [Int] = []
    while let range = source.lineRange(line) {
      if let expectation = readExpectation(line, range, lastPlainLine, &waiting) {
        expectations.append(expectation)
      } else {
        for index in waiting { expectations[index].line = line }
        waiting = []
        lastPlainLine = line
      }
      line += 1
    }
    for index in waiting {
      problem("no line is below this comment", expectations[index].range)
    }
  }

  private mutating func readExpectation(
    _ line: Int, _ range: Range<Int>, _ lastPlainLine: Int?, _ waiting: inout [Int]
  ) -> Expectation? {
    // Most lines hold no comment: look before making a string.
    guard source.bytes[range].count >= 14,
      let start = Self.find("expected-", in: source.bytes, range)
    else { return nil }
    let place = start..<range.upperBound
    var rest = Substring(source.text(in: start + 9..<range.upperBound))
    let kinds: [Severity] = [.error, .note, .remark, .warning]
    guard let severity = kinds.first(where: { rest.hasPrefix($0.word) }) else { return nil }
    rest = rest.dropFirst(severity.word.count)
    let isPattern = rest.hasPrefix("-re")
    if isPattern { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == " " }
    // Anything else is prose.
    guard rest.hasPrefix("{") || rest.hasPrefix("@") else { return nil }
    guard let open = rest.range(of: "{{"), let close = rest.lastRange(of: "}}"),
      open.upperBound <= close.lowerBound
    else {
      problem("expected '{{' and the text of the \(severity.word), then '}}'", place)
      return nil
    }
    let text = rest[open.upperBound..<close.lowerBound]
    var target: Int? = line
    switch rest[..<open.lowerBound].filter({ $0 != " " }) {
    case "": break
    case "@unknown": target = nil
    case "@above":
      guard let lastPlainLine else {
        problem("no line is above this comment", place)
        return nil
      }
      target = lastPlainLine
    case "@below": waiting.append(expectations.count)
    case let designator:
      guard designator.hasPrefix("@+") || designator.hasPrefix("@-"),
        let offset = Int(designator.dropFirst()), offset.magnitude < 1 << 30
      else {
        problem("expected @+N, @-N, @above, @below or @unknown, not '\(designator)'", place)
        return nil
      }
      target = line + offset
    }
    do {
      return Expectation(
        severity: severity, text: String(text),
        pattern: isPattern ? try PosixPattern(Self.pattern(of: text)) : nil, range: place,
        line: target)
    } catch {
      problem("wrong regular expression: \(error.message)", place)
      return nil
    }
  }

  /// Text with regular expressions in `{{...}}` as one regular expression.
  private static func pattern(of text: Substring) -> String {
    var result = ""
    var rest = text
    while let open = rest.range(of: "{{") {
      result += PosixPattern.escaped(rest[..<open.lowerBound])
      rest = rest[open.upperBound...]
      guard let close = rest.range(of: "}}") else {
        return result + PosixPattern.escaped("{{") + PosixPattern.escaped(rest)
      }
      result += "(\(rest[..<close.lowerBound]))"
      rest = rest[close.upperBound...]
    }
    return result + PosixPattern.escaped(rest)
  }

  private static func find(_ word: StaticString, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let count = word.utf8CodeUnitCount
    var index = range.lowerBound
    while index + count <= range.upperBound {
      if bytes[index] == word.utf8Start[0],
        (1..<count).allSatisfy({ bytes[index + $0] == word.utf8Start[$0] })
      {
        return index
      }
      index += 1
    }
    return nil
  }

  private mutating func problem(_ message: String, _ range: Range<Int>) {
    problems.append(Diagnostic(.error, message, at: .range(source, range)))
  }

  // MARK: Matching

  /// Takes note of a diagnostic and of its notes.
  mutating func receive(_ diagnostic: Diagnostic) {
    match(diagnostic)
    for note in diagnostic.notes { match(note) }
  }

  private mutating func match(_ diagnostic: Diagnostic) {
    let line: Int?
    switch diagnostic.place {
    case .none: line = nil
    case .range(let file, let range):
      // What points into another text, such as a pipeline, has no line in this one.
      line = file === source ? source.position(of: range.lowerBound).line : nil
    case .named(let file, let number, _): line = file == source.name && number > 0 ? number : nil
    }
    let index = expectations.firstIndex { expectation in
      !expectation.isMet && expectation.line == line && expectation.severity == diagnostic.severity
        && expectation.accepts(diagnostic.message)
    }
    if let index {
      expectations[index].isMet = true
    } else if !ignoresOthers {
      problems.append(
        Diagnostic(
          .error, "unexpected \(diagnostic.severity.word): \(diagnostic.message)",
          at: diagnostic.place))
    }
  }

  /// What differs from what was expected; empty if nothing does.
  var result: [Diagnostic] {
    problems
      + expectations.filter { !$0.isMet }.map {
        Diagnostic(
          .error, "expected \($0.severity.word) \"\($0.text)\" was not produced",
          at: .range(source, $0.range))
      }
  }
}

extension Substring {
  fileprivate func range(of word: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(word) { return index..<self.index(index, offsetBy: word.count) }
      index = self.index(after: index)
    }
    return nil
  }

  fileprivate func lastRange(of word: String) -> Range<Index>? {
    var index = endIndex
    while index > startIndex {
      index = self.index(before: index)
      if self[index...].hasPrefix(word) { return index..<self.index(index, offsetBy: word.count) }
    }
    return nil
  }
}
