/// Numbers the spellings of names in one text, so that tables about names can be arrays.
///
/// Spellings keep their sigil (`%a`, `^a`, `#a`, `"a"`), so names of different kinds never meet. The
/// table holds byte ranges of the text, not copies.
struct NameTable {
  private var ranges: ContiguousArray<(start: Int32, end: Int32, hash: UInt32)> = []
  private var slots: ContiguousArray<Int32> = ContiguousArray(repeating: -1, count: 1024)

  /// How many different spellings there are.
  var count: Int { ranges.count }

  /// The number of the spelling that the token has.
  mutating func number(of token: Token, in bytes: [UInt8]) -> Int {
    let start = Int(token.start)
    let length = Int(token.end - token.start)
    var hash: UInt32 = 2_166_136_261
    for i in 0..<length { hash = (hash ^ UInt32(bytes[start + i])) &* 16_777_619 }
    let mask = slots.count - 1
    var slot = Int(hash ^ (hash >> 15)) & mask
    while slots[slot] >= 0 {
      let candidate = ranges[Int(slots[slot])]
      if candidate.hash == hash, Int(candidate.end - candidate.start) == length {
        var i = 0
        let other = Int(candidate.start)
        while i < length, bytes[other + i] == bytes[start + i] { i += 1 }
        if i == length { return Int(slots[slot]) }
      }
      slot = (slot + 1) & mask
    }
    let number = ranges.count
    ranges.append((token.start, token.end, hash))
    slots[slot] = Int32(number)
    if ranges.count * 2 > slots.count { grow() }
    return number
  }

  /// The byte range of the first place where the spelling with a number occurs.
  func range(of number: Int) -> Range<Int> {
    Int(ranges[number].start)..<Int(ranges[number].end)
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: -1, count: slots.count * 4)
    let mask = slots.count - 1
    for number in ranges.indices {
      let hash = ranges[number].hash
      var slot = Int(hash ^ (hash >> 15)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }
}

/// Remembers what texts stood for, by their bytes: the same type written twice is parsed once.
struct TextCache {
  private var entries: ContiguousArray<(start: Int32, end: Int32, hash: UInt32, value: Int32)> = []
  private var slots: ContiguousArray<Int32> = ContiguousArray(repeating: -1, count: 256)

  /// The value remembered for the bytes in `range`, whose hash is `hash`.
  func find(_ range: Range<Int>, hash: UInt32, in bytes: [UInt8]) -> Int32? {
    let mask = slots.count - 1
    var slot = Int(hash ^ (hash >> 15)) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, Int(entry.end - entry.start) == range.count {
        var i = 0
        while i < range.count,
          bytes[Int(entry.start) + i] == bytes[range.lowerBound + i]
        {
          i += 1
        }
        if i == range.count { return entry.value }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Remembers a value for bytes that `find` did not know.
  mutating func insert(_ range: Range<Int>, hash: UInt32, value: Int32) {
    if entries.count * 2 > slots.count { grow() }
    place(Int32(entries.count), hash)
    entries.append((Int32(range.lowerBound), Int32(range.upperBound), hash, value))
  }

  private mutating func place(_ index: Int32, _ hash: UInt32) {
    let mask = slots.count - 1
    var slot = Int(hash ^ (hash >> 15)) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = index
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: -1, count: slots.count * 4)
    for index in entries.indices { place(Int32(index), entries[index].hash) }
  }
}
