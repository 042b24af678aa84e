/// Interns byte strings: each distinct string gets one `StringID`.
///
/// All text lies in one buffer; lookup is open addressing over byte hashes, so interning a token of the lexer allocates
/// nothing.
struct StringTable {
  private var bytes: ContiguousArray<UInt8> = []
  private var ranges: ContiguousArray<(start: Int, end: Int)> = []
  private var hashes: ContiguousArray<UInt32> = []
  private var slots: ContiguousArray<Int32> = ContiguousArray(repeating: -1, count: 256)

  /// The number of distinct strings.
  var count: Int { ranges.count }

  /// The text of `id`.
  func string(_ id: StringID) -> String {
    let range = ranges[id.index]
    return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// Calls `body` with the bytes of `id`.
  func withBytes<R>(_ id: StringID, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let range = ranges[id.index]
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[range.start..<range.end]))
    }
  }

  /// The id of the string with the given bytes, if it was interned.
  func find(_ text: UnsafeBufferPointer<UInt8>) -> StringID? {
    let slot = slot(for: text, hash: Self.hash(text))
    let entry = slots[slot]
    return entry < 0 ? nil : StringID(raw: entry)
  }

  /// The id of the string with the given bytes, made if need be.
  mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> StringID {
    let hash = Self.hash(text)
    let slot = slot(for: text, hash: hash)
    if slots[slot] >= 0 { return StringID(raw: slots[slot]) }
    let id = Int32(ranges.count)
    let start = bytes.count
    bytes.append(contentsOf: text)
    ranges.append((start, bytes.count))
    hashes.append(hash)
    slots[slot] = id
    if ranges.count * 2 > slots.count { grow() }
    return StringID(raw: id)
  }

  /// The id of `text`, made if need be.
  mutating func intern(_ text: String) -> StringID {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in text { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }

  private func slot(for text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] >= 0 {
      let candidate = Int(slots[slot])
      if hashes[candidate] == hash && equals(candidate, text) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func equals(_ candidate: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = ranges[candidate]
    guard range.end - range.start == text.count else { return false }
    for i in 0..<text.count where bytes[range.start + i] != text[i] { return false }
    return true
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for id in 0..<ranges.count {
      var slot = Int(hashes[id]) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(id)
    }
  }
}
