/// What a writer has got: coordinates or bits of values, and where stops stood.
struct StreamSink {
  private(set) var codes: UnsafeMutablePointer<UInt32>
  private(set) var count = 0
  private var capacity: Int
  /// The number of coordinates before each stop, and the stop's level.
  var stops: [(position: Int32, level: Int32)] = []
  /// Whether the last token was a stop, or there was none.
  var isAtStop = false

  init() {
    capacity = 64
    codes = .allocate(capacity: capacity)
  }

  func deallocate() { codes.deallocate() }

  @inline(__always) mutating func append(_ code: UInt32) {
    if count == capacity { grow() }
    codes[count] = code
    count += 1
  }

  /// Notes a stop.
  mutating func addStop(_ level: Int) {
    stops.append((Int32(truncatingIfNeeded: count), Int32(truncatingIfNeeded: level)))
    isAtStop = true
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    larger.update(from: codes, count: count)
    codes.deallocate()
    codes = larger
    capacity *= 2
  }
}

/// What a sparse accumulator holds: a value for each tuple of coordinates, found by a hash of the tuple.
struct StreamAccumulator {
  struct Entry {
    var key: UInt64
    var value: Float
    var slot: Int32
  }

  /// Bits of one coordinate in a key.
  let bits: UInt64
  private(set) var entries: [Entry] = []
  private var table: [Int32]
  private var isSorted = true

  init(order: Int) {
    bits = UInt64(64 / max(order, 1))
    table = [Int32](repeating: -1, count: 64)
  }

  var count: Int { entries.count }

  mutating func add(_ key: UInt64, _ value: Float, takesMaximum: Bool) {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (table.count - 1)
    while table[slot] >= 0 {
      let index = Int(table[slot])
      if entries[index].key == key {
        entries[index].value =
          takesMaximum
          ? StreamArithmetic.maximum(entries[index].value, value) : entries[index].value + value
        return
      }
      slot = (slot + 1) & (table.count - 1)
    }
    if let last = entries.last, last.key > key { isSorted = false }
    table[slot] = Int32(entries.count)
    // A sum begins with zero, as that of the reference interpreter and of the Comal blocks.
    let first = takesMaximum ? value : 0 + value
    entries.append(Entry(key: key, value: first, slot: Int32(slot)))
    if entries.count * 2 > table.count { rehash() }
  }

  private mutating func rehash() {
    table = [Int32](repeating: -1, count: table.count * 2)
    for index in entries.indices {
      let key = entries[index].key
      var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (table.count - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = Int32(index)
      entries[index].slot = Int32(slot)
    }
  }

  /// Puts the entries in order of their coordinates; nothing may be added until `clear`.
  mutating func sort() {
    if !isSorted { entries.sort { $0.key < $1.key } }
    isSorted = true
  }

  mutating func clear() {
    for entry in entries { table[Int(entry.slot)] = -1 }
    entries.removeAll(keepingCapacity: true)
  }
}
