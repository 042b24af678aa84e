/// The content of `[[#...]]`.
struct NumericBlock {
  /// The format of the text.
  var format: NumericFormat
  /// The value to match, or nil for any.
  var expression: NumericExpression?
  /// The variable that the matched value defines.
  var definition: NumericVariable?
}

/// Splits a variable's name off the front of `text`.
///
/// - Returns: The name, with `$` or `@` where it is global or a pseudo variable.
func parseVariableName(_ text: inout Substring) throws(CheckSyntaxError) -> Substring {
  guard let first = text.utf8.first else { throw CheckSyntaxError("empty variable name") }
  let isPseudo = first == UInt8(ascii: "@")
  var body = text.utf8[...]
  if isPseudo || first == UInt8(ascii: "$") { body = body.dropFirst() }
  guard let start = body.first else {
    throw CheckSyntaxError("empty \(isPseudo ? "pseudo " : "global ")variable name")
  }
  guard start == UInt8(ascii: "_") || start.isASCIIAlphanumeric && !start.isASCIIDigit else {
    throw CheckSyntaxError("invalid variable name")
  }
  let end =
    body.firstIndex { !($0 == UInt8(ascii: "_") || $0.isASCIIAlphanumeric) } ?? body.endIndex
  let name = text[text.startIndex..<end]
  text = text[end...]
  return name
}

/// Parses numeric substitution blocks, and the legacy `[[@LINE+1]]`.
struct NumericBlockParser {
  /// The variables by name; uses of undefined ones are added.
  var variables: [String: NumericVariable]
  /// The names of string variables, which can't be numeric ones too.
  let stringNames: Set<String>
  /// The line of the directive, or nil for the command line.
  let line: Int?
  private var text: Substring = ""
  private var isLegacy = false
  private var depth = 0

  /// What may stand as an operand.
  private enum Allowed {
    case any
    case lineVariable
    case decimal
  }

  init(variables: [String: NumericVariable], stringNames: Set<String>, line: Int?) {
    self.variables = variables
    self.stringNames = stringNames
    self.line = line
  }

  /// Parses the text between `[[#` and `]]`, or a legacy line expression between `[[` and `]]`.
  mutating func parse(
    _ block: Substring, isLegacy: Bool = false
  ) throws(CheckSyntaxError) -> NumericBlock {
    text = block
    self.isLegacy = isLegacy
    let (explicitFormat, precision) = try parseFormat()
    var definition: Substring?
    if let colon = text.firstIndex(of: ":") {
      definition = text[..<colon]
      text = text[text.index(after: colon)...]
    }
    skipSpace()
    let hasConstraint = consume("==")
    skipSpace()
    var expression: NumericExpression?
    if text.isEmpty {
      if hasConstraint {
        throw CheckSyntaxError("empty numeric expression should not have a constraint")
      }
    } else {
      while text.last == " " || text.last == "\t" { text.removeLast() }
      expression = try parseExpression(isConstraint: hasConstraint)
    }
    let implicitFormat = try explicitFormat == nil ? expression?.implicitFormat() : nil
    let format =
      explicitFormat ?? implicitFormat ?? NumericFormat(kind: .unsigned, precision: precision)
    var block = NumericBlock(format: format, expression: expression, definition: nil)
    if let definition { block.definition = try parseDefinition(definition, format) }
    return block
  }

  private mutating func skipSpace() {
    text = text.drop { $0 == " " || $0 == "\t" }
  }

  private mutating func consume(_ prefix: String) -> Bool {
    guard text.hasPrefix(prefix) else { return false }
    text = text.dropFirst(prefix.count)
    return true
  }

  private mutating func parseFormat() throws(CheckSyntaxError) -> (NumericFormat?, Int) {
    guard let comma = text.firstIndex(of: ","), comma < text.firstIndex(of: "(") ?? text.endIndex
    else { return (nil, 0) }
    let rest = text[text.index(after: comma)...]
    text = text[..<comma]
    defer { text = rest }
    skipSpace()
    while text.last == " " || text.last == "\t" { text.removeLast() }
    guard consume("%") else {
      throw CheckSyntaxError("invalid matching format specification in expression")
    }
    let isAlternate = consume("#")
    var precision = 0
    if consume(".") {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      guard let count = Int(digits), count <= 255 else {
        throw CheckSyntaxError("invalid precision in format specifier")
      }
      precision = count
      text = text.dropFirst(digits.count)
    }
    var format: NumericFormat?
    if let specifier = text.popFirst() {
      switch specifier {
      case "u": format = NumericFormat(kind: .unsigned, precision: precision)
      case "d": format = NumericFormat(kind: .signed, precision: precision)
      case "x":
        format = NumericFormat(kind: .lowerHex, precision: precision, isAlternate: isAlternate)
      case "X":
        format = NumericFormat(kind: .upperHex, precision: precision, isAlternate: isAlternate)
      default: throw CheckSyntaxError("invalid format specifier in expression")
      }
    }
    if isAlternate, format?.kind != .lowerHex, format?.kind != .upperHex {
      throw CheckSyntaxError("alternate form only supported for hex values")
    }
    skipSpace()
    guard text.isEmpty else {
      throw CheckSyntaxError("invalid matching format specification in expression")
    }
    return (format, precision)
  }

  private mutating func parseDefinition(
    _ definition: Substring, _ format: NumericFormat
  ) throws(CheckSyntaxError) -> NumericVariable {
    text = definition
    skipSpace()
    let name = String(try parseVariableName(&text))
    if name.hasPrefix("@") {
      throw CheckSyntaxError("definition of pseudo numeric variable unsupported")
    }
    if stringNames.contains(name) {
      throw CheckSyntaxError("string variable with name '\(name)' already exists")
    }
    skipSpace()
    guard text.isEmpty else {
      throw CheckSyntaxError("unexpected characters after numeric variable name")
    }
    if let known = variables[name] {
      if known.format != format {
        throw CheckSyntaxError("format different from previous variable definition")
      }
      return known
    }
    return NumericVariable(name: name, format: format, definitionLine: line)
  }

  private mutating func parseExpression(
    isConstraint: Bool
  ) throws(CheckSyntaxError) -> NumericExpression {
    var result = try parseOperand(isLegacy ? .lineVariable : .any, isConstraint: isConstraint)
    while !text.isEmpty {
      result = try parseOperation(after: result)
      if isLegacy, !text.isEmpty {
        throw CheckSyntaxError("unexpected characters at end of expression '\(text)'")
      }
    }
    return result
  }

  private mutating func parseOperation(
    after left: NumericExpression
  ) throws(CheckSyntaxError) -> NumericExpression {
    skipSpace()
    guard let symbol = text.popFirst() else { return left }
    guard symbol == "+" || symbol == "-" else {
      throw CheckSyntaxError("unsupported operation '\(symbol)'")
    }
    skipSpace()
    if text.isEmpty { throw CheckSyntaxError("missing operand in expression") }
    let right = try parseOperand(isLegacy ? .decimal : .any, isConstraint: true)
    return .binary(symbol == "+" ? .add : .sub, left, right)
  }

  private mutating func parseOperand(
    _ allowed: Allowed, isConstraint: Bool
  ) throws(CheckSyntaxError) -> NumericExpression {
    if text.hasPrefix("(") {
      if allowed != .any {
        throw CheckSyntaxError("parenthesized expression not permitted here")
      }
      return try parseParentheses()
    }
    if allowed != .decimal {
      var rest = text
      var name: String?
      do {
        name = String(try parseVariableName(&rest))
      } catch {
        if allowed == .lineVariable { throw error }
      }
      if let name {
        text = rest
        if text.drop(while: { $0 == " " || $0 == "\t" }).hasPrefix("(") {
          if allowed != .any { throw CheckSyntaxError("unexpected function call") }
          return try parseCall(name)
        }
        return .variable(try use(name))
      }
    }
    return try parseLiteral(allowed, isConstraint: isConstraint)
  }

  private mutating func parseLiteral(
    _ allowed: Allowed, isConstraint: Bool
  ) throws(CheckSyntaxError) -> NumericExpression {
    let isNegative = consume("-")
    var radix = 10
    if allowed == .any {
      if consume("0x") || consume("0X") {
        radix = 16
      } else if consume("0b") || consume("0B") {
        radix = 2
      } else if consume("0o") {
        radix = 8
      } else if text.hasPrefix("0"), text.dropFirst().first?.isNumber == true {
        radix = 8
      }
    }
    let digits = text.prefix { $0.isASCII && $0.hexDigitValue.map { $0 < radix } == true }
    guard let magnitude = Int128(digits, radix: radix) else {
      let expected = isConstraint ? "" : "matching constraint or "
      throw CheckSyntaxError("invalid \(expected)operand format")
    }
    text = text.dropFirst(digits.count)
    return .literal(isNegative ? -magnitude : magnitude)
  }

  private mutating func use(_ name: String) throws(CheckSyntaxError) -> NumericVariable {
    if name.hasPrefix("@"), name != "@LINE" {
      throw CheckSyntaxError("invalid pseudo numeric variable '\(name)'")
    }
    let variable =
      variables[name] ?? NumericVariable(name: name, format: NumericFormat(kind: .unsigned))
    variables[name] = variable
    if let line, variable.definitionLine == line {
      throw CheckSyntaxError(
        "numeric variable '\(name)' defined earlier in the same CHECK directive")
    }
    return variable
  }

  private mutating func enter() throws(CheckSyntaxError) {
    depth += 1
    if depth > 200 { throw CheckSyntaxError("expression nested too deeply") }
  }

  private mutating func parseParentheses() throws(CheckSyntaxError) -> NumericExpression {
    try enter()
    defer { depth -= 1 }
    _ = consume("(")
    skipSpace()
    if text.isEmpty { throw CheckSyntaxError("missing operand in expression") }
    var result = try parseOperand(.any, isConstraint: true)
    skipSpace()
    while !text.isEmpty, !text.hasPrefix(")") {
      result = try parseOperation(after: result)
      skipSpace()
    }
    guard consume(")") else {
      throw CheckSyntaxError("missing ')' at end of nested expression")
    }
    return result
  }

  private mutating func parseCall(_ name: String) throws(CheckSyntaxError) -> NumericExpression {
    try enter()
    defer { depth -= 1 }
    guard let function = NumericExpression.Operator(rawValue: name) else {
      throw CheckSyntaxError("call to undefined function '\(name)'")
    }
    skipSpace()
    _ = consume("(")
    skipSpace()
    var arguments: [NumericExpression] = []
    while !text.isEmpty, !text.hasPrefix(")") {
      if text.hasPrefix(",") { throw CheckSyntaxError("missing argument") }
      var argument = try parseOperand(.any, isConstraint: true)
      skipSpace()
      while !text.isEmpty, !text.hasPrefix(","), !text.hasPrefix(")") {
        argument = try parseOperation(after: argument)
        skipSpace()
      }
      arguments.append(argument)
      guard consume(",") else { break }
      skipSpace()
      if text.hasPrefix(")") { throw CheckSyntaxError("missing argument") }
    }
    guard consume(")") else {
      throw CheckSyntaxError("missing ')' at end of call expression")
    }
    guard arguments.count == 2 else {
      throw CheckSyntaxError(
        "function '\(name)' takes 2 arguments but \(arguments.count) given")
    }
    return .binary(function, arguments[0], arguments[1])
  }
}
