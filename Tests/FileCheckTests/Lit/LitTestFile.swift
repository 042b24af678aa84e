import Foundation

/// A test: the commands and conditions in the comments of a file.
struct LitTestFile {
  /// A `RUN:` line with its continuations, and the number of its first line.
  struct RunLine: Equatable {
    let line: Int
    let text: String
  }

  private(set) var runLines: [RunLine] = []
  /// The conditions of `REQUIRES:`, `UNSUPPORTED:` and `XFAIL:` lines.
  private(set) var requirements: [String] = []
  private(set) var unsupportedConditions: [String] = []
  private(set) var expectedFailures: [String] = []

  private static let keywords = [
    "RUN:", "REQUIRES:", "UNSUPPORTED:", "XFAIL:", "DEFINE:", "REDEFINE:", "ALLOW_RETRIES:",
    "END.",
  ]

  /// Reads the keyword lines of `text`.
  init(_ text: String) throws(ScriptError) {
    var pending: RunLine?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let (keyword, rest) = Self.keyword(in: line) else { continue }
      if pending != nil, keyword != "RUN:" {
        throw ScriptError("line \(index + 1): a RUN line that ends in '\\' lacks its continuation")
      }
      switch keyword {
      case "RUN:":
        var command = rest
        let continues = command.hasSuffix("\\")
        if continues { command.removeLast() }
        let joined = (pending?.text ?? "") + command
        let run = RunLine(line: pending?.line ?? index + 1, text: joined)
        pending = continues ? run : nil
        if !continues { runLines.append(run) }
      case "REQUIRES:": requirements += Self.list(rest)
      case "UNSUPPORTED:": unsupportedConditions += Self.list(rest)
      case "XFAIL:": expectedFailures += Self.list(rest)
      case "END.": return
      default: throw .unsupported("keyword '\(keyword)' on line \(index + 1)")
      }
    }
    if pending != nil {
      throw ScriptError("the last RUN line ends in '\\' but nothing continues it")
    }
  }

  /// The first keyword of `line` and the trimmed text behind it.
  private static func keyword(in line: Substring) -> (String, String)? {
    guard line.utf8.contains(UInt8(ascii: ":")) || line.utf8.contains(UInt8(ascii: ".")) else {
      return nil
    }
    var best: (Range<Substring.Index>, String)?
    for keyword in keywords {
      guard let range = line.range(of: keyword) else { continue }
      // `REDEFINE:` contains `DEFINE:`; the one that starts first counts.
      if best.map({ range.lowerBound < $0.0.lowerBound }) ?? true { best = (range, keyword) }
    }
    guard let (range, keyword) = best else { return nil }
    // `END.` stands alone in its line, so that prose may end in the word.
    if keyword == "END.", !line[range.upperBound...].allSatisfy(\.isWhitespace) { return nil }
    return (keyword, line[range.upperBound...].trimmingCharacters(in: .whitespaces))
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Why the test does not apply where only `features` are there, or nil where it applies.
  func reasonToSkip(features: Set<String>) throws(ScriptError) -> String? {
    for condition in requirements {
      if try !FeatureCondition.holds(condition, features: features) {
        return "requires \(condition)"
      }
    }
    for condition in unsupportedConditions {
      if try FeatureCondition.holds(condition, features: features) {
        return "unsupported with \(condition)"
      }
    }
    return nil
  }

  /// Whether the test must fail where `features` are there.
  func isExpectedToFail(features: Set<String>) throws(ScriptError) -> Bool {
    for condition in expectedFailures {
      if condition == "*" { return true }
      if try FeatureCondition.holds(condition, features: features) { return true }
    }
    return false
  }

  /// The check prefixes that the `FileCheck` commands of the test name.
  var checkPrefixes: [String] {
    var result = ["CHECK"]
    for run in runLines {
      for word in run.text.split(separator: " ") {
        let option = word.drop { $0 == "-" }
        guard word.hasPrefix("-"), option.hasPrefix("check-prefix"),
          let equals = option.firstIndex(of: "=")
        else { continue }
        result += option[option.index(after: equals)...].split(separator: ",").map(String.init)
      }
    }
    return result
  }
}

/// A condition over features: names with `!`, `&&`, `||` and parentheses.
private struct FeatureCondition {
  private var text: Substring
  private let features: Set<String>

  static func holds(_ text: String, features: Set<String>) throws(ScriptError) -> Bool {
    var condition = FeatureCondition(text: text[...], features: features)
    let result = try condition.disjunction()
    guard condition.text.isEmpty else {
      throw ScriptError("unexpected '\(condition.text)' in condition '\(text)'")
    }
    return result
  }

  private mutating func consume(_ token: String) -> Bool {
    text = text.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix(token) else { return false }
    text = text.dropFirst(token.count)
    return true
  }

  private mutating func disjunction() throws(ScriptError) -> Bool {
    var result = try conjunction()
    while consume("||") {
      let right = try conjunction()
      result = result || right
    }
    _ = consume("")
    return result
  }

  private mutating func conjunction() throws(ScriptError) -> Bool {
    var result = try negation()
    while consume("&&") {
      let right = try negation()
      result = result && right
    }
    return result
  }

  private mutating func negation() throws(ScriptError) -> Bool {
    if consume("!") { return !(try negation()) }
    if consume("(") {
      let result = try disjunction()
      guard consume(")") else { throw ScriptError("a condition lacks ')'") }
      return result
    }
    let name = text.prefix { $0.isLetter || $0.isNumber || "-_.=+".contains($0) }
    guard !name.isEmpty else { throw ScriptError("a condition lacks the name of a feature") }
    text = text.dropFirst(name.count)
    return name == "true" || features.contains(String(name))
  }
}
