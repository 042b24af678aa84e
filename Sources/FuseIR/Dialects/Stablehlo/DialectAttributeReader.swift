/// Reads the text inside a StableHLO attribute such as
/// `#stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>`.
///
/// Dialect attributes are carried as text; the typed views read that text with this when they are
/// asked for. Every method returns nil where the text is something else.
struct DialectAttributeReader {
  private let bytes: [UInt8]
  private var position = 0

  /// A reader at the start of `text`.
  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Whether nothing but spaces is left.
  var isAtEnd: Bool {
    mutating get {
      skipSpaces()
      return position == bytes.count
    }
  }

  private mutating func skipSpaces() {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == 10 {
      position += 1
    }
  }

  /// Takes `text` if it is next, after spaces.
  mutating func take(_ text: StaticString) -> Bool {
    skipSpaces()
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    let matches = text.withUTF8Buffer { bytes[position..<position + count].elementsEqual($0) }
    if matches { position += count }
    return matches
  }

  /// A word of letters, digits and underscores.
  mutating func word() -> String? {
    skipSpaces()
    let start = position
    while position < bytes.count, bytes[position].continuesBareIdentifier { position += 1 }
    return position == start ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// An integer.
  mutating func integer() -> Int? {
    skipSpaces()
    let start = position
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    while position < bytes.count, bytes[position].isDigit { position += 1 }
    return Int(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  /// `[1, 2]`.
  mutating func integers() -> [Int]? {
    guard take("[") else { return nil }
    var values: [Int] = []
    if take("]") { return values }
    repeat {
      guard let value = integer() else { return nil }
      values.append(value)
    } while take(",")
    return take("]") ? values : nil
  }

  /// `name = [1, 2], other = 3`, up to the end; a single integer is a list of one.
  mutating func fields() -> [(name: String, values: [Int])]? {
    var fields: [(name: String, values: [Int])] = []
    if isAtEnd { return fields }
    repeat {
      guard let name = word(), take("=") else { return nil }
      if let values = integers() {
        fields.append((name, values))
      } else if let value = integer() {
        fields.append((name, [value]))
      } else {
        return nil
      }
    } while take(",")
    return isAtEnd ? fields : nil
  }
}

/// Writes `name = [1, 2], other = 3` with the names of StableHLO's attributes, leaving out what is
/// empty or zero, as StableHLO prints them.
struct DialectAttributeWriter {
  private(set) var text = ""

  /// Adds `name = [values]` unless the list is empty.
  mutating func field(_ name: String, _ values: [Int]) {
    guard !values.isEmpty else { return }
    separate()
    text += "\(name) = [\(values.map(\.description).joined(separator: ", "))]"
  }

  /// Adds `name = value` unless the value is 0.
  mutating func field(_ name: String, _ value: Int) {
    guard value != 0 else { return }
    separate()
    text += "\(name) = \(value)"
  }

  private mutating func separate() {
    if !text.isEmpty { text += ", " }
  }
}
