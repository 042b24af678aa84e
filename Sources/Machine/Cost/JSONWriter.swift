/// Writes JSON with indentation; members and elements appear in the order they are written.
public struct JSONWriter {
  /// What was written so far.
  public private(set) var text = ""
  private var depth = 0
  private var isFirst = true
  private var isInLine = false

  /// A writer that has written nothing.
  public init() {}

  /// Writes a value as it stands.
  public mutating func raw(_ value: String) {
    text += value
  }

  /// Writes a string, quoted.
  public mutating func string(_ value: String) {
    quoted(value)
  }

  /// Writes `null`.
  public mutating func null() {
    text += "null"
  }

  /// Writes an object, whose members the closure writes.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    nested(open: "{", close: "}", body)
  }

  /// Writes an object in one line, whose members the closure writes.
  public mutating func line(_ body: (inout JSONWriter) -> Void) {
    let outer = isInLine
    isInLine = true
    nested(open: "{", close: "}", body)
    isInLine = outer
  }

  /// Writes an array, whose elements the closure writes.
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    nested(open: "[", close: "]", body)
  }

  private mutating func nested(open: String, close: String, _ body: (inout JSONWriter) -> Void) {
    text += open
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if !isFirst, !isInLine { newLine() }
    text += close
    isFirst = false
  }

  /// Writes an element of an array, which the closure writes.
  public mutating func element(_ body: (inout JSONWriter) -> Void) {
    if !isFirst { text += isInLine ? ", " : "," }
    if !isInLine { newLine() }
    body(&self)
    isFirst = false
  }

  /// Writes a member of an object, whose value the closure writes.
  public mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
    element { writer in
      writer.quoted(name)
      writer.text += ": "
      body(&writer)
    }
  }

  /// Writes a member that is a string, or null.
  public mutating func member(_ name: String, string value: String?) {
    member(name) { writer in
      if let value { writer.quoted(value) } else { writer.null() }
    }
  }

  /// Writes a member that is a whole number, or null.
  public mutating func member(_ name: String, integer value: Int?) {
    member(name) { $0.raw(value.map(String.init) ?? "null") }
  }

  /// Writes a member that is a number, or null.
  public mutating func member(_ name: String, number value: Double?) {
    member(name) { $0.raw(value.map(Self.number) ?? "null") }
  }

  /// The shortest form that reads back; whole numbers without a fraction, null for what JSON
  /// cannot say.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    guard abs(value) < 0x1p53 else { return value.description }
    let whole = Int64(value)
    return Double(whole) == value ? String(whole) : value.description
  }

  /// Writes a member that is a list of whole numbers, in one line.
  public mutating func member(_ name: String, integers values: [Int]) {
    member(name) { $0.raw("[" + values.map(String.init).joined(separator: ", ") + "]") }
  }

  /// Writes a member that is true or false.
  public mutating func member(_ name: String, truth value: Bool) {
    member(name) { $0.raw(value ? "true" : "false") }
  }

  /// Gives what was written since the last time and forgets it, so that long texts leave in pieces.
  public mutating func take() -> String {
    defer { text = "" }
    return text
  }

  private mutating func newLine() {
    text += "\n" + String(repeating: "  ", count: depth)
  }

  private mutating func quoted(_ value: String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
