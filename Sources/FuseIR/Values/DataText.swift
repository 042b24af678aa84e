/// What is wrong with a text of numbers.
public struct DataTextError: Error, Equatable, Sendable {
  /// A sentence fragment that says what was found and what is needed.
  public let message: String
  /// Where, in bytes of the text.
  public let offset: Int
}

/// Reads a text of numbers line by line, word by word.
struct DataText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position = 0
  /// Where the line that words are taken from ends.
  private var lineEnd = 0
  /// What begins a line that says nothing.
  private let comment: UInt8

  init(_ bytes: UnsafeBufferPointer<UInt8>, comment: Unicode.Scalar) {
    self.bytes = bytes
    self.comment = UInt8(ascii: comment)
  }

  /// The number of bytes.
  var count: Int { bytes.count }

  /// Goes to the next line that is neither empty nor a comment; false at the end of the text.
  mutating func nextLine() -> Bool {
    position = lineEnd
    while position < bytes.count {
      let start = position
      lineEnd = start
      while lineEnd < bytes.count, bytes[lineEnd] != UInt8(ascii: "\n") { lineEnd += 1 }
      skipBlanks()
      if position < lineEnd, bytes[position] != comment { return true }
      lineEnd = min(lineEnd + 1, bytes.count)
      position = lineEnd
    }
    return false
  }

  private mutating func skipBlanks() {
    while position < lineEnd, bytes[position] <= 0x20 { position += 1 }
  }

  /// The next word of the line, nil at its end.
  mutating func word() -> (text: String, offset: Int)? {
    skipBlanks()
    guard position < lineEnd else { return nil }
    let start = position
    while position < lineEnd, bytes[position] > 0x20 { position += 1 }
    return (String(decoding: bytes[start..<position], as: UTF8.self), start)
  }

  func error(_ message: String, at offset: Int? = nil) -> DataTextError {
    DataTextError(message: message, offset: min(offset ?? position, max(bytes.count - 1, 0)))
  }

  /// A whole number that is at least `least`; `what` is named in errors.
  mutating func integer(
    _ what: String, atLeast least: Int = 0
  ) throws(DataTextError) -> Int {
    skipBlanks()
    let start = position
    var value = 0
    var fits = true
    while position < lineEnd, bytes[position].isDigit {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(bytes[position] - 48))
      fits = fits && !overflow && !carry
      value = fits ? sum : 0
      position += 1
    }
    guard position > start, position == lineEnd || bytes[position] <= 0x20 else {
      position = start
      let found = word().map { "'\($0.text)'" } ?? "the end of the line"
      throw error("expected \(what), a whole number, and found \(found)", at: start)
    }
    guard fits else { throw error("\(what) does not fit 64 bits", at: start) }
    guard value >= least else {
      throw error("\(what) is \(value), and counts from \(least)", at: start)
    }
    return value
  }

  /// A number.
  mutating func number(isInteger: Bool = false) throws(DataTextError) -> Double {
    skipBlanks()
    let start = position
    guard let (text, _) = word() else { throw error("expected a value", at: start) }
    if isInteger {
      guard let integer = Int64(text) else {
        throw error("expected an integer value, and found '\(text)'", at: start)
      }
      guard let value = Double(exactly: integer) else {
        throw error("the value \(text) has more than 53 bits", at: start)
      }
      return value
    }
    guard let value = Double(text) else {
      throw error("expected a value, and found '\(text)'", at: start)
    }
    return value
  }

  /// Nothing but blanks follows on the line.
  mutating func expectLineEnd() throws(DataTextError) {
    if let (text, offset) = word() {
      throw error("expected the end of the line, and found '\(text)'", at: offset)
    }
  }

  /// A size of a dimension, which 31 bits of coordinates reach.
  mutating func size(_ what: String) throws(DataTextError) -> Int {
    skipBlanks()
    let start = position
    let size = try integer(what)
    guard size <= 1 << 31 else {
      throw error(
        "\(what) is \(size): coordinates have 31 bits, so sizes go to 2147483648", at: start)
    }
    return size
  }

  /// A coordinate from 1 to `size`, counted from 0.
  mutating func coordinate(_ what: String, below size: Int) throws(DataTextError) -> Int {
    skipBlanks()
    let start = position
    let coordinate = try integer(what, atLeast: 1)
    guard coordinate <= size else {
      throw error("\(what) is \(coordinate), and there are \(size)", at: start)
    }
    return coordinate - 1
  }
}

/// Entries of a tensor as a text lists them.
struct ListedEntries {
  var list: CoordinateList
  /// Where each entry stands.
  private var offsets: [Int] = []

  init(shape: [Int]) { list = CoordinateList(shape: shape) }

  mutating func append(_ coordinates: some Collection<Int>, _ value: Double, at offset: Int) {
    list.append(coordinates, value)
    offsets.append(offset)
  }

  /// The list; an error where an entry stands there twice.
  func distinct(_ text: borrowing DataText) throws(DataTextError) -> CoordinateList {
    if let (first, second) = list.duplicate() {
      let place = list.coordinates(of: first).map { String($0 + 1) }.joined(separator: ", ")
      throw text.error(
        "the entry at \(place) stands there twice", at: max(offsets[first], offsets[second]))
    }
    return list
  }
}
