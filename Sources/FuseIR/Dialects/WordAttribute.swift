/// A kind of attribute `#dialect.name<word>`, whose words are checked where one is read, as mlir-opt does.
struct WordAttribute: Sendable {
  /// The dialect.
  let dialect: String
  /// The name behind it.
  let name: String
  /// The words, in the order in which several are printed.
  let words: [String]
  /// What stands between several words; nil where there is one.
  let separator: String?
  /// The word for none of them, of those that may have several.
  let none: String?
  /// The word for all of them, of those that have it.
  let all: String?

  /// The kinds of the dialects that have no other attributes.
  static let kinds: [WordAttribute] = [
    flags(.fastMath), flags(.overflow),
    one("iterator_type", IteratorType.allCases.map(\.rawValue)),
    one("type_fn", ["cast_signed", "cast_unsigned"]),
    one("unary_fn", functions(of: 1)), one("binary_fn", functions(of: 2)),
    one("ternary_fn", functions(of: 3)),
    one("elementwise_kind", ElementwiseFunction.allCases.map(\.rawValue)),
  ]

  private static func flags(_ flags: ArithFlags) -> WordAttribute {
    WordAttribute(
      dialect: "arith", name: "\(flags.kind)", words: flags.flags, separator: flags.separator,
      none: "none", all: flags.all)
  }

  private static func one(_ name: String, _ words: [String]) -> WordAttribute {
    WordAttribute(
      dialect: "linalg", name: name, words: words, separator: nil, none: nil, all: nil)
  }

  private static func functions(of inputs: Int) -> [String] {
    ElementwiseFunction.allCases.filter { $0.inputCount == inputs }.map(\.rawValue)
  }

  /// Why a text is no attribute of a dialect of such kinds.
  struct Refusal: Error {
    let message: String
  }

  /// The text behind such a dialect as attributes keep it, `.name<words>`, for one as it was written.
  static func canonicalBody(_ dialect: String, _ body: String) throws(Refusal) -> String {
    let kinds = kinds.filter { $0.dialect == dialect }
    var text = Substring(body)
    if text.first == "." {
      text = text.dropFirst()
    } else {
      text = text.dropFirst().dropLast()
    }
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let kind = kinds.first(where: { $0.name == name }) else {
      let names = kinds.map(\.name).joined(separator: ", ")
      throw Refusal(
        message: "unknown attribute '\(name)' in dialect '\(dialect)', which has \(names)")
    }
    let parameters = text.dropFirst(name.count).drop { $0.isWhitespace }
    guard parameters.first == "<", parameters.last == ">" else {
      throw Refusal(message: "expected '<' after '\(dialect).\(name)'")
    }
    return ".\(name)<\(try kind.canonicalWords(parameters.dropFirst().dropLast()))>"
  }

  private func canonicalWords(_ text: Substring) throws(Refusal) -> String {
    var given: Set<String> = []
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 1 || separator != nil else {
      throw Refusal(message: "'\(dialect).\(name)' takes one word, not \(parts.count)")
    }
    let known = [none, all].compactMap { $0 } + words
    for part in parts {
      var word = part.drop { $0.isWhitespace }
      while word.last?.isWhitespace ?? false { word.removeLast() }
      if word.count > 1, word.first == "\"", word.last == "\"" {
        word = word.dropFirst().dropLast()
      }
      guard known.contains(String(word)) else {
        throw Refusal(
          message: "'\(dialect).\(name)' takes \(known.joined(separator: ", ")), not '\(word)'")
      }
      given.insert(String(word))
    }
    guard let separator else { return given.first ?? "" }
    let present = words.filter { given.contains($0) }
    if let all, given.contains(all) || present.count == words.count { return all }
    return present.isEmpty ? none ?? "" : present.joined(separator: separator)
  }
}
