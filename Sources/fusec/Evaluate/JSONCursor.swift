import Machine

/// Reads JSON from bytes in place: nothing is built that was not asked for.
struct JSONCursor {
  /// What is wrong with a line, and at which byte, counted from 1.
  struct Failure: Error {
    var message: String
    var place: Int
  }

  /// The deepest nesting of what is skipped.
  private static let depthLimit = 64

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var next = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func fail(_ message: String) -> Failure { Failure(message: message, place: next + 1) }

  /// The byte after white space, 0 at the end.
  mutating func peek() -> UInt8 {
    while next < bytes.count {
      let byte = bytes[next]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A else { return byte }
      next += 1
    }
    return 0
  }

  /// Whether nothing but white space is left.
  mutating func isAtEnd() -> Bool { peek() == 0 && next >= bytes.count }

  /// Takes the character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next < bytes.count, peek() == UInt8(truncatingIfNeeded: character.value) else {
      return false
    }
    next += 1
    return true
  }

  /// Takes the character, which must come next.
  mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
    guard take(character) else { throw fail("expects '\(character)'") }
  }

  /// The bytes between quotes; names and mappings need no escapes, so that none are read.
  mutating func string() throws(Failure) -> UnsafeBufferPointer<UInt8> {
    try expect("\"")
    let start = next
    while next < bytes.count {
      let byte = bytes[next]
      if byte == 0x22 {
        next += 1
        return UnsafeBufferPointer(rebasing: bytes[start..<next - 1])
      }
      guard byte != 0x5C, byte >= 0x20 else {
        throw fail("a text here has no escapes and no control characters")
      }
      next += 1
    }
    throw fail("a text does not end")
  }

  /// A whole number of at least 0.
  mutating func count() throws(Failure) -> Int {
    guard (0x30...0x39).contains(peek()) else { throw fail("expects a number of at least 0") }
    var value = 0
    while next < bytes.count, (0x30...0x39).contains(bytes[next]) {
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = shifted.addingReportingOverflow(Int(bytes[next] - 0x30))
      guard !overflow, !carry else { throw fail("the number is too large") }
      value = sum
      next += 1
    }
    if next < bytes.count, [0x2E, 0x65, 0x45].contains(bytes[next]) {
      throw fail("expects a whole number")
    }
    return value
  }

  /// `true` or `false`.
  mutating func truth() throws(Failure) -> Bool {
    _ = peek()
    for (word, value) in [("true", true), ("false", false)] {
      let utf8 = word.utf8
      guard next + utf8.count <= bytes.count, bytes[next..<next + utf8.count].elementsEqual(utf8)
      else { continue }
      next += utf8.count
      return value
    }
    throw fail("expects true or false")
  }

  /// The elements of an array, one call of `element` each.
  mutating func array(_ element: (inout JSONCursor) throws(Failure) -> Void) throws(Failure) {
    try expect("[")
    if take("]") { return }
    repeat { try element(&self) } while take(",")
    try expect("]")
  }

  /// The entries of an object, one call of `entry` with each key.
  mutating func object(
    _ entry: (inout JSONCursor, UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    try expect("{")
    if take("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      try entry(&self, key)
    } while take(",")
    try expect("}")
  }

  /// Passes over an array of texts and returns its bytes.
  mutating func rawArray() throws(Failure) -> UnsafeBufferPointer<UInt8> {
    guard peek() == 0x5B else { throw fail("expects '['") }
    let start = next
    var depth = 0
    while next < bytes.count {
      switch bytes[next] {
      case 0x22:
        _ = try string()
        continue
      case 0x5B:
        depth += 1
        if depth > Self.depthLimit { throw fail("nested too deep") }
      case 0x5D:
        depth -= 1
        if depth == 0 {
          next += 1
          return UnsafeBufferPointer(rebasing: bytes[start..<next])
        }
      default: break
      }
      next += 1
    }
    throw fail("an array does not end")
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are those of the text.
  func `is`(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }

  /// The bytes as text.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// A number for tables: FNV-1a over words of eight bytes.
  var tableHash: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let raw = UnsafeRawBufferPointer(self)
    var index = 0
    while index + 8 <= count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x100_0000_01b3
      hash ^= hash >> 29
      index += 8
    }
    while index < count {
      hash = (hash ^ UInt64(self[index])) &* 0x100_0000_01b3
      index += 1
    }
    return hash ^ (hash >> 32)
  }
}
