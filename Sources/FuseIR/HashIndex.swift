/// The hash part of an interning table: things numbered 0, 1, 2, ... are found by their hash.
///
/// Open addressing over 32-bit numbers. The things themselves lie in an array of the table that owns the index, so that
/// nothing is stored twice and a look-up allocates nothing.
struct HashIndex {
  private var slots: ContiguousArray<Int32>
  private var hashes: ContiguousArray<UInt32> = []

  /// An empty index with room for a few things.
  init() { slots = ContiguousArray(repeating: -1, count: 64) }

  /// How many things are numbered.
  var count: Int { hashes.count }

  /// The number of the thing with the given hash for which `isSame` holds.
  @inline(__always)
  func find(_ hash: UInt64, _ isSame: (Int) -> Bool) -> Int? {
    let hash = UInt32(truncatingIfNeeded: hash)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] >= 0 {
      let candidate = Int(slots[slot])
      if hashes[candidate] == hash, isSame(candidate) { return candidate }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Gives the next number to a thing that `find` did not find.
  mutating func append(_ hash: UInt64) {
    hashes.append(UInt32(truncatingIfNeeded: hash))
    if hashes.count * 2 > slots.count {
      slots = ContiguousArray(repeating: -1, count: slots.count * 4)
      for number in hashes.indices { place(number) }
    } else {
      place(hashes.count - 1)
    }
  }

  private mutating func place(_ number: Int) {
    let mask = slots.count - 1
    var slot = Int(hashes[number]) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(number)
  }
}

/// A hash of words and bytes, by folded multiplication. It is the same in every run.
struct WordHash {
  /// The hash of what was added.
  private(set) var value: UInt64

  /// The hash of nothing; different seeds give different hashes.
  @inline(__always)
  init(_ seed: UInt64 = 0) { value = seed ^ 0x9E37_79B9_7F4A_7C15 }

  /// Adds a word.
  @inline(__always)
  mutating func add(_ word: UInt64) {
    let (high, low) = (value ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    value = high ^ low &+ 0xE703_7ED1_A0B4_28DB
  }

  /// Adds a number.
  @inline(__always)
  mutating func add(_ number: Int32) { add(UInt64(UInt32(bitPattern: number))) }

  /// Adds bytes and how many there are.
  @inline(__always)
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return add(0 as UInt64) }
    add(UnsafeRawPointer(start), bytes.count)
  }

  /// Adds `count` bytes from `start`, eight at a time; the last ones are taken twice rather than one by one.
  @inline(__always)
  mutating func add(_ start: UnsafeRawPointer, _ count: Int) {
    value ^= UInt64(truncatingIfNeeded: count) << 32
    if count >= 8 {
      var offset = 0
      while offset + 8 <= count {
        add(start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      if offset < count {
        add(start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      }
    } else if count >= 4 {
      let low = start.loadUnaligned(as: UInt32.self)
      let high = start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      add(UInt64(low) | UInt64(high) << 32)
    } else if count > 0 {
      let first = start.load(as: UInt8.self)
      let middle = start.load(fromByteOffset: count / 2, as: UInt8.self)
      let last = start.load(fromByteOffset: count - 1, as: UInt8.self)
      add(UInt64(first) | UInt64(middle) << 8 | UInt64(last) << 16)
    } else {
      add(0 as UInt64)
    }
  }
}

/// Whether both are of one length and hold the same bytes: eight at a time, the last ones taken twice rather than one by one.
@inline(__always)
func haveSameBytes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  let count = a.count
  guard count == b.count, let a = a.baseAddress, let b = b.baseAddress else {
    return count == b.count
  }
  guard count >= 8 else {
    for offset in 0..<count
    where a.load(fromByteOffset: offset, as: UInt8.self)
      != b.load(fromByteOffset: offset, as: UInt8.self)
    {
      return false
    }
    return true
  }
  func differ(_ offset: Int) -> Bool {
    a.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      != b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
  var offset = 0
  while offset + 8 <= count {
    if differ(offset) { return false }
    offset += 8
  }
  return !differ(count - 8)
}
