/// Interns byte strings: each distinct string gets one `StringID`.
///
/// All text lies in one buffer, so interning a token of the lexer allocates nothing.
struct StringTable {
  private var bytes: ContiguousArray<UInt8> = []
  private var ranges: ContiguousArray<(start: Int, end: Int)> = []
  private var index = HashIndex()

  /// A table that holds the fixed names.
  init() {
    for name in StringID.fixedNames {
      _ = intern(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
  }

  /// The number of distinct strings.
  var count: Int { ranges.count }

  /// The text of `id`.
  func string(_ id: StringID) -> String {
    let range = ranges[id.index]
    return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// Calls `body` with the bytes of `id`.
  @inline(__always)
  func withBytes<R>(_ id: StringID, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let range = ranges[id.index]
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[range.start..<range.end]))
    }
  }

  /// The id of the string with the given bytes, if it was interned.
  func find(_ text: UnsafeBufferPointer<UInt8>) -> StringID? {
    find(text, Self.hash(text)).map { StringID($0) }
  }

  /// The id of the string with the given bytes, made if need be.
  mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> StringID {
    let hash = Self.hash(text)
    if let known = find(text, hash) { return StringID(known) }
    let start = bytes.count
    bytes.append(contentsOf: text)
    ranges.append((start, bytes.count))
    index.append(hash)
    return StringID(ranges.count - 1)
  }

  /// The id of `text`, made if need be.
  mutating func intern(_ text: String) -> StringID {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = WordHash()
    hash.add(text)
    return hash.value
  }

  private func find(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int? {
    bytes.withUnsafeBytes { known in
      index.find(hash) { candidate in
        let range = ranges[candidate]
        return haveSameBytes(
          UnsafeRawBufferPointer(rebasing: known[range.start..<range.end]),
          UnsafeRawBufferPointer(text))
      }
    }
  }
}
