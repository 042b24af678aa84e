/// Remembers what bracketed texts stood for, so that the same type or dictionary written twice is parsed once.
///
/// A text is found by its first bytes, up to the first closing bracket, in the one slot that they may be in; a newer text
/// takes the place of an older one. That the brackets of a text balance makes it stand for the same wherever it occurs.
struct TextCache {
  private struct Entry {
    var start: Int32 = 0
    /// How many bytes, 0 for an empty slot.
    var count: Int32 = 0
    var value: Int32 = 0
    /// How deep the text nests.
    var depth: Int32 = 0
  }

  private var entries = ContiguousArray(repeating: Entry(), count: 1 << 11)
  /// The closing bracket in every byte.
  private let closing: UInt64

  /// Texts that end with the given bracket.
  init(closedBy bracket: UInt8) { closing = UInt64(bracket) &* 0x0101_0101_0101_0101 }

  /// Longer texts are not remembered.
  private static let longest = 1 << 12

  /// What the text from `start` stood for, where it ends, and how deep it nests.
  @inline(__always)
  func find(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (value: Int32, end: Int, depth: Int)? {
    guard let text = bytes.baseAddress, let slot = slot(start, bytes) else { return nil }
    let entry = entries[slot]
    let count = Int(entry.count)
    guard count > 0, start + count <= bytes.count else { return nil }
    let a = UnsafeRawPointer(text + start)
    let b = UnsafeRawPointer(text + Int(entry.start))
    // All remembered texts have at least eight bytes; the last eight are compared last, whatever came before.
    var offset = 0
    while offset + 8 < count {
      guard
        a.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return nil }
      offset += 8
    }
    guard
      a.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        == b.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    else { return nil }
    return (entry.value, start + count, Int(entry.depth))
  }

  /// Remembers what the text in `range`, which lies on one line, stands for, and how deep it nests.
  mutating func insert(
    _ value: Int32, depth: Int, _ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    guard range.count >= 8, range.count <= Self.longest, let slot = slot(range.lowerBound, bytes)
    else { return }
    entries[slot] = Entry(
      start: Int32(range.lowerBound), count: Int32(range.count), value: value,
      depth: Int32(clamping: depth))
  }

  /// The slot of the text from `start`: by a hash of its bytes up to the first closing bracket, at most 64; nil close
  /// to the end of the bytes.
  @inline(__always)
  private func slot(_ start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress, start + 72 <= bytes.count else { return nil }
    let text = UnsafeRawPointer(base + start)
    var hash = WordHash()
    var offset = 0
    while offset < 64 {
      let word = text.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
      // The lowest byte that is a closing bracket gets its top bit; bytes above it don't matter.
      let difference = word ^ closing
      let found =
        (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      guard found == 0 else {
        let bits = UInt64(found.trailingZeroBitCount) &- 7
        hash.add(word & ((1 << bits) &- 1))
        break
      }
      hash.add(word)
      offset += 8
    }
    return Int(truncatingIfNeeded: hash.value) & (entries.count - 1)
  }
}

/// Stacks that ops being parsed share, so that the parts of an op need no arrays of their own.
struct ParserScratch {
  var operands: ContiguousArray<UnresolvedOperand> = []
  var values: ContiguousArray<ValueID> = []
  var types: ContiguousArray<TypeID> = []
  /// States of ops in custom form that are done.
  var states: [OperationState] = []
  /// By row of the definition table: properties that were completed last, and what they became.
  var completed = ContiguousArray(
    repeating: (given: AttributeID.null, complete: AttributeID.null),
    count: OpDefinitionTable.shared.rowCount)
}
