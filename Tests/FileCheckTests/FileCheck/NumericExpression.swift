/// How a numeric substitution block writes and reads a value.
struct NumericFormat: Equatable {
  /// The notation.
  enum Kind {
    case unsigned
    case signed
    case lowerHex
    case upperHex

    /// The conversion letter, as in `%u`.
    var specifier: String {
      switch self {
      case .unsigned: return "%u"
      case .signed: return "%d"
      case .lowerHex: return "%x"
      case .upperHex: return "%X"
      }
    }
  }

  var kind: Kind
  /// The least number of digits, or 0.
  var precision = 0
  /// Whether hexadecimal digits follow `0x`.
  var isAlternate = false

  /// The pattern of any value in this format.
  var wildcard: String {
    let digits: String
    let leading: String
    var sign = isAlternate ? "0x" : ""
    switch kind {
    case .unsigned: (leading, digits) = ("[1-9]", "[0-9]")
    case .signed:
      (leading, digits) = ("[1-9]", "[0-9]")
      sign += "-?"
    case .lowerHex: (leading, digits) = ("[1-9a-f]", "[0-9a-f]")
    case .upperHex: (leading, digits) = ("[1-9A-F]", "[0-9A-F]")
    }
    if precision == 0 { return "\(sign)\(digits)+" }
    return "\(sign)(\(leading)\(digits)*)?\(digits){\(precision)}"
  }

  /// `value` in this format, or nil where the format has no sign for it.
  func text(of value: Int128) -> String? {
    if value < 0 && kind != .signed { return nil }
    let isHex = kind == .lowerHex || kind == .upperHex
    let digits = String(value.magnitude, radix: isHex ? 16 : 10, uppercase: kind == .upperHex)
    let zeros = String(repeating: "0", count: max(0, precision - digits.count))
    return (value < 0 ? "-" : "") + (isAlternate ? "0x" : "") + zeros + digits
  }

  /// The value that `text`, matched by the wildcard, stands for; nil where it has over 127 bits.
  func value(of text: [UInt8]) -> Int128? {
    var digits = String(bytes: text)[...]
    let isNegative = digits.first == "-"
    if isNegative { digits = digits.dropFirst() }
    if isAlternate, digits.hasPrefix("0x") { digits = digits.dropFirst(2) }
    let isHex = kind == .lowerHex || kind == .upperHex
    guard let magnitude = Int128(digits, radix: isHex ? 16 : 10) else { return nil }
    return isNegative ? -magnitude : magnitude
  }
}

/// A numeric variable; uses and the definition share the object.
final class NumericVariable {
  /// The name as written, with a `$` where it is global.
  let name: String
  /// The format that definitions give it.
  let format: NumericFormat?
  /// The line of the directive that defines it, or nil for the command line.
  let definitionLine: Int?
  /// The value of the last match.
  var value: Int128?

  init(name: String, format: NumericFormat?, definitionLine: Int? = nil) {
    self.name = name
    self.format = format
    self.definitionLine = definitionLine
  }
}

/// An expression in a numeric substitution block.
indirect enum NumericExpression {
  /// The functions of two operands; `+` and `-` are `add` and `sub`.
  enum Operator: String {
    case add, sub, mul, div, min, max
  }

  case literal(Int128)
  case variable(NumericVariable)
  case binary(Operator, NumericExpression, NumericExpression)

  /// Why there is no value.
  enum Failure: Error {
    case undefined(String)
    case overflow
  }

  /// The value under the variables' present values.
  func evaluate() throws(Failure) -> Int128 {
    switch self {
    case .literal(let value):
      return value
    case .variable(let variable):
      guard let value = variable.value else { throw .undefined(variable.name) }
      return value
    case .binary(let operation, let left, let right):
      let (left, right) = (try left.evaluate(), try right.evaluate())
      let result: (partialValue: Int128, overflow: Bool)
      switch operation {
      case .add: result = left.addingReportingOverflow(right)
      case .sub: result = left.subtractingReportingOverflow(right)
      case .mul: result = left.multipliedReportingOverflow(by: right)
      case .div: result = left.dividedReportingOverflow(by: right)
      case .min: return Swift.min(left, right)
      case .max: return Swift.max(left, right)
      }
      if result.overflow { throw .overflow }
      return result.partialValue
    }
  }

  /// The format that the variables of the expression agree on; nil where there are none.
  func implicitFormat() throws(CheckSyntaxError) -> NumericFormat? {
    switch self {
    case .literal:
      return nil
    case .variable(let variable):
      return variable.format
    case .binary(_, let left, let right):
      let (left, right) = (try left.implicitFormat(), try right.implicitFormat())
      guard let left else { return right }
      guard let right else { return left }
      if left != right {
        throw CheckSyntaxError(
          """
          implicit format conflict between \(left.kind.specifier) and \
          \(right.kind.specifier), need an explicit format specifier
          """)
      }
      return left
    }
  }
}

/// A mistake in a directive.
struct CheckSyntaxError: Error {
  let message: String
  /// The number of bytes from the start of the text at hand, where known.
  let offset: Int

  init(_ message: String, offset: Int = 0) {
    self.message = message
    self.offset = offset
  }
}
