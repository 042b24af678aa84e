/// The variables of one FileCheck run.
struct CheckVariables {
  /// The values of string variables by name.
  var strings: [String: [UInt8]] = [:]
  /// The names of all string variables that some directive defines.
  var stringNames: Set<String> = []
  /// The numeric variables in scope by name.
  var numbers: [String: NumericVariable] = [:]
  /// The pseudo variable `@LINE`.
  let line = NumericVariable(name: "@LINE", format: NumericFormat(kind: .unsigned))

  /// Forgets the values of variables whose names don't start with `$`.
  mutating func endScope() {
    strings = strings.filter { $0.key.hasPrefix("$") }
    for (name, variable) in numbers where !name.hasPrefix("$") { variable.value = nil }
    numbers = numbers.filter { $0.key.hasPrefix("$") }
  }
}

/// What one directive matches.
struct CheckPattern {
  /// A place of the regular expression that takes a value only known when it is matched.
  private struct Substitution {
    enum Value {
      case string(String)
      case number(NumericExpression, NumericFormat)
    }

    let offset: Int
    let value: Value
    let text: String
  }

  private enum Form {
    case endOfInput
    case fixed([UInt8])
    case regex
  }

  /// The place and length of a match.
  struct Match {
    var position: Int
    var length: Int
    /// The variables whose numbers were too large to keep.
    var overflows: [String] = []

    var end: Int { position + length }
  }

  /// Why there is no match.
  enum Failure: Error {
    case notFound
    /// Variables without values, or values out of range.
    case unresolved([String])
  }

  private var form = Form.regex
  private var regexText: [UInt8] = []
  private var compiled: PosixRegex?
  private var substitutions: [Substitution] = []
  private var stringDefinitions: [(name: String, group: Int)] = []
  private var numberDefinitions: [(variable: NumericVariable, group: Int)] = []
  private var nextGroup = 1
  private let line: Int?
  private let ignoresCase: Bool
  /// The number of bytes at the start of a match that don't belong to it.
  private var skippedBytes = 0

  /// Whether the pattern uses variables or defines string variables.
  var hasVariables: Bool { !substitutions.isEmpty || !stringDefinitions.isEmpty }

  /// The pattern at the end of the input.
  static var endOfInput: CheckPattern { CheckPattern(form: .endOfInput) }

  private init(form: Form) {
    self.form = form
    line = nil
    ignoresCase = false
  }

  /// Parses the text of a directive.
  ///
  /// - Throws: `CheckSyntaxError`, its offset counted from the start of `text`.
  init(
    _ text: [UInt8], kind: DirectiveKind, isLiteral: Bool, line: Int?,
    options: FileCheckOptions, variables: inout CheckVariables
  ) throws(CheckSyntaxError) {
    self.line = line
    ignoresCase = options.ignoresCase
    var end = text.count
    if !(options.isStrictAboutWhitespace && options.matchesFullLines) {
      while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    }
    let text = Array(text[..<end])
    if kind == .empty {
      guard text.isEmpty else {
        throw CheckSyntaxError("found non-empty check string for empty check")
      }
      regexText = Array("(\n$)".utf8)
      skippedBytes = 1
    } else if text.isEmpty {
      throw CheckSyntaxError("found empty check string")
    } else {
      let isWholeLine = options.matchesFullLines && kind != .not
      let isFixed = !text.contains(pair: "{{") && !text.contains(pair: "[[")
      if isLiteral || !isWholeLine && isFixed {
        form = .fixed(text)
        return
      }
      let space = options.isStrictAboutWhitespace ? "" : " *"
      if isWholeLine { regexText += "^\(space)".utf8 }
      try parsePieces(of: text, variables: &variables)
      if isWholeLine { regexText += "\(space)$".utf8 }
    }
    if substitutions.isEmpty {
      compiled = try? PosixRegex(regexText, ignoresCase: ignoresCase)
    }
  }

  private mutating func parsePieces(
    of text: [UInt8], variables: inout CheckVariables
  ) throws(CheckSyntaxError) {
    var position = 0
    while position < text.count {
      if text.hasPrefix("{{", at: position) {
        position = try parseRegex(of: text, at: position)
      } else if text.hasPrefix("[[", at: position), !text.hasPrefix("[[[", at: position) {
        position = try parseBlock(of: text, at: position, variables: &variables)
      } else {
        var end = position + 1
        while end < text.count, !text.hasPrefix("{{", at: end), !text.hasPrefix("[[", at: end) {
          end += 1
        }
        regexText += PosixRegex.escape(text[position..<end])
        position = end
      }
    }
  }

  /// Adds `{{...}}`, and returns the position after it.
  private mutating func parseRegex(of text: [UInt8], at start: Int) throws(CheckSyntaxError) -> Int
  {
    guard let end = text.firstIndex(of: Array("}}".utf8), in: start..<text.count) else {
      throw CheckSyntaxError("found start of regex string with no end '}}'", offset: start)
    }
    // An alternation must not reach beyond the braces.
    let needsGroup = text[start...].contains(UInt8(ascii: "|"))
    if needsGroup {
      regexText.append(UInt8(ascii: "("))
      nextGroup += 1
    }
    try addRegex(Array(text[start + 2..<max(end, start + 2)]), offset: start + 2)
    if needsGroup { regexText.append(UInt8(ascii: ")")) }
    return end + 2
  }

  private mutating func addRegex(_ regex: [UInt8], offset: Int) throws(CheckSyntaxError) {
    do {
      nextGroup += try PosixRegex(regex).groupCount
    } catch {
      throw CheckSyntaxError("invalid regex: \(error.message)", offset: offset)
    }
    regexText += regex
  }

  /// The position of the `]]` that ends the block whose content starts at `start`.
  private static func blockEnd(of text: [UInt8], from start: Int) throws(CheckSyntaxError) -> Int {
    var position = start
    var depth = 0
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "]"):
        if depth == 0, text.hasPrefix("]]", at: position) { return position }
        if depth == 0 {
          throw CheckSyntaxError("missing closing \"]\" for regex variable", offset: position)
        }
        depth -= 1
      case UInt8(ascii: "["):
        depth += 1
      case UInt8(ascii: "\\"):
        position += 1
      default:
        break
      }
      position += 1
    }
    throw CheckSyntaxError("Invalid substitution block, no ]] found", offset: start - 2)
  }

  /// Adds `[[...]]`, and returns the position after it.
  private mutating func parseBlock(
    of text: [UInt8], at start: Int, variables: inout CheckVariables
  ) throws(CheckSyntaxError) -> Int {
    let end = try Self.blockEnd(of: text, from: start + 2)
    var content = text[(start + 2)..<end]
    do {
      if content.first == UInt8(ascii: "#") {
        content.removeFirst()
        try parseNumericBlock(content, isLegacy: false, variables: &variables)
      } else if content.first == UInt8(ascii: "@"), !content.contains(UInt8(ascii: ":")) {
        try rejectWhitespace(in: content)
        try parseNumericBlock(content, isLegacy: true, variables: &variables)
      } else {
        try parseStringBlock(content, variables: &variables)
      }
    } catch {
      throw CheckSyntaxError(error.message, offset: start + 2)
    }
    return end + 2
  }

  private func rejectWhitespace(in name: ArraySlice<UInt8>) throws(CheckSyntaxError) {
    if name.contains(where: { $0 == 0x20 || $0 == 0x09 }) {
      throw CheckSyntaxError("unexpected whitespace")
    }
  }

  private mutating func parseStringBlock(
    _ content: ArraySlice<UInt8>, variables: inout CheckVariables
  ) throws(CheckSyntaxError) {
    let colon = content.firstIndex(of: UInt8(ascii: ":"))
    let head = content[..<(colon ?? content.endIndex)]
    try rejectWhitespace(in: head)
    let whole = String(bytes: head)
    var rest = whole[...]
    let name = String(try parseVariableName(&rest))
    guard let colon else {
      guard rest.isEmpty else { throw CheckSyntaxError("invalid name in string variable use") }
      if let earlier = stringDefinitions.first(where: { $0.name == name }) {
        guard earlier.group < 10 else {
          throw CheckSyntaxError("Can't back-reference more than 9 variables")
        }
        regexText += "\\\(earlier.group)".utf8
      } else {
        substitutions.append(
          Substitution(offset: regexText.count, value: .string(name), text: whole))
      }
      return
    }
    guard rest.isEmpty, !name.hasPrefix("@") else {
      throw CheckSyntaxError("invalid name in string variable definition")
    }
    if variables.numbers[name] != nil {
      throw CheckSyntaxError("numeric variable with name '\(name)' already exists")
    }
    regexText.append(UInt8(ascii: "("))
    stringDefinitions.removeAll { $0.name == name }
    stringDefinitions.append((name, nextGroup))
    variables.stringNames.insert(name)
    nextGroup += 1
    let regex = Array(content[(colon + 1)...])
    if !regex.isEmpty { try addRegex(regex, offset: 0) }
    regexText.append(UInt8(ascii: ")"))
  }

  private mutating func parseNumericBlock(
    _ content: ArraySlice<UInt8>, isLegacy: Bool, variables: inout CheckVariables
  ) throws(CheckSyntaxError) {
    let text = String(bytes: content)
    variables.numbers["@LINE"] = variables.line
    var parser = NumericBlockParser(
      variables: variables.numbers, stringNames: variables.stringNames, line: line)
    let block = try parser.parse(text[...], isLegacy: isLegacy)
    variables.numbers = parser.variables
    if let definition = block.definition {
      regexText.append(UInt8(ascii: "("))
      numberDefinitions.removeAll { $0.variable.name == definition.name }
      numberDefinitions.append((definition, nextGroup))
      variables.numbers[definition.name] = definition
      nextGroup += 1
    }
    if let expression = block.expression {
      let value = Substitution.Value.number(expression, block.format)
      substitutions.append(Substitution(offset: regexText.count, value: value, text: text))
    } else {
      try addRegex(Array(block.format.wildcard.utf8), offset: 0)
    }
    if block.definition != nil { regexText.append(UInt8(ascii: ")")) }
  }

  // MARK: Matching

  /// The first match in `input[range]`; sets the variables that the pattern defines.
  func firstMatch(
    in input: [UInt8], _ range: Range<Int>, variables: inout CheckVariables
  ) throws(Failure) -> Match {
    switch form {
    case .endOfInput:
      return Match(position: range.upperBound, length: 0)
    case .fixed(let text):
      guard let position = input.firstIndex(of: text, in: range, ignoringCase: ignoresCase)
      else { throw .notFound }
      return Match(position: position, length: text.count)
    case .regex:
      break
    }
    let regex = try substitutions.isEmpty ? compiled : substituted(variables)
    guard let regex, let found = regex.firstMatch(in: input, range) else { throw .notFound }
    for (name, group) in stringDefinitions {
      variables.strings[name] = found.groups[group].map { Array(input[$0]) } ?? []
    }
    var match = Match(
      position: found.range.lowerBound + skippedBytes, length: found.range.count - skippedBytes)
    for (variable, group) in numberDefinitions {
      guard let format = variable.format, let range = found.groups[group] else { continue }
      variable.value = format.value(of: Array(input[range]))
      if variable.value == nil { match.overflows.append(variable.name) }
      variables.numbers[variable.name] = variable
    }
    return match
  }

  private static let overflowMessage =
    "unable to substitute variable or numeric expression: overflow error"

  private func substituted(_ variables: CheckVariables) throws(Failure) -> PosixRegex? {
    variables.line.value = line.map { Int128($0) }
    var result: [UInt8] = []
    var copied = 0
    var problems: [String] = []
    for substitution in substitutions {
      result += regexText[copied..<substitution.offset]
      copied = substitution.offset
      switch substitution.value {
      case .string(let name):
        if let value = variables.strings[name] {
          result += PosixRegex.escape(value)
        } else {
          problems.append("undefined variable: \(name)")
        }
      case .number(let expression, let format):
        do {
          if let text = format.text(of: try expression.evaluate()) {
            result += text.utf8
          } else {
            problems.append(Self.overflowMessage)
          }
        } catch {
          switch error {
          case .undefined(let name): problems.append("undefined variable: \(name)")
          case .overflow: problems.append(Self.overflowMessage)
          }
        }
      }
    }
    if !problems.isEmpty { throw .unresolved(problems) }
    result += regexText[copied...]
    return try? PosixRegex(result, ignoresCase: ignoresCase)
  }

  /// What the variables that the pattern uses stand for, for a reader.
  func describeSubstitutions(_ variables: CheckVariables) -> [String] {
    substitutions.compactMap { substitution in
      switch substitution.value {
      case .string(let name):
        return variables.strings[name].map {
          "with \"\(substitution.text)\" equal to \"\(String(bytes: $0))\""
        }
      case .number(let expression, let format):
        guard let value = try? expression.evaluate(), let text = format.text(of: value)
        else { return nil }
        return "with \"\(substitution.text)\" equal to \"\(text)\""
      }
    }
  }

  /// A text like those that the pattern matches, to find a near miss.
  var example: [UInt8] {
    if case .fixed(let text) = form { return text }
    return regexText
  }
}

extension [UInt8] {
  fileprivate func contains(pair: StaticString) -> Bool {
    guard count >= 2 else { return false }
    return indices.dropLast().contains {
      self[$0] == pair.utf8Start[0] && self[$0 + 1] == pair.utf8Start[1]
    }
  }
}
