/// The bytes of DRAM that were stored since the last fence.
///
/// Exact up to 512 MB of 64 KB pages, one bit per byte; beyond that, one interval around the rest.
/// A fence costs nothing: pages carry the epoch in which they were last written.
struct GemminiPendingStores {
  private static let pageShift: UInt64 = 16
  private static let wordsPerPage = 1 << (16 - 6)
  private static let maximumPages = 1 << 13

  private var bits: ContiguousArray<UInt64> = []
  private var pageEpochs: ContiguousArray<UInt32> = []
  /// Open addressing from page number + 1 to slot; zero keys are free.
  private var keys = ContiguousArray<UInt64>(repeating: 0, count: 256)
  private var slots = ContiguousArray<Int32>(repeating: 0, count: 256)
  private var epoch: UInt32 = 1
  private var lastKey: UInt64 = 0
  private var lastSlot = 0

  /// The interval around everything stored since the last fence.
  private var low = UInt64.max
  private var high: UInt64 = 0
  /// The interval around what found no page.
  private var coarseLow = UInt64.max
  private var coarseHigh: UInt64 = 0

  /// Whether nothing was stored since the last fence.
  var isEmpty: Bool { low == .max }

  /// Forgets everything that was stored.
  mutating func removeAll() {
    guard !isEmpty else { return }
    epoch &+= 1
    low = .max
    high = 0
    coarseLow = .max
    coarseHigh = 0
    if pageEpochs.count >= Self.maximumPages / 2 || epoch == 0 {
      self = GemminiPendingStores()
    }
  }

  /// Whether a byte of `address ..< end` may lie among the stored ones.
  func mayOverlap(_ address: UInt64, _ end: UInt64) -> Bool {
    address < high && end > low
  }

  /// Adds `count` bytes from `address` on.
  mutating func insert(_ address: UInt64, count: Int) {
    let end = address &+ UInt64(count)
    low = min(low, address)
    high = max(high, end)
    var position = address
    while position < end {
      let page = position >> Self.pageShift
      let pageEnd = (page + 1) << Self.pageShift
      let stop = min(end, pageEnd)
      if let slot = slot(creating: page) {
        setBits(slot, position & 0xFFFF, stop - (page << Self.pageShift))
      } else {
        coarseLow = min(coarseLow, position)
        coarseHigh = max(coarseHigh, stop)
      }
      position = stop
    }
  }

  /// The first stored byte of `count` bytes from `address` on, or nil.
  mutating func firstStored(from address: UInt64, count: Int) -> UInt64? {
    let end = address &+ UInt64(count)
    guard mayOverlap(address, end) else { return nil }
    if address < coarseHigh && end > coarseLow { return max(address, coarseLow) }
    var position = address
    while position < end {
      let page = position >> Self.pageShift
      let pageStart = page << Self.pageShift
      let stop = min(end, pageStart + (1 << Self.pageShift))
      if let slot = slot(of: page), pageEpochs[slot] == epoch,
        let bit = firstBit(slot, position - pageStart, stop - pageStart)
      {
        return pageStart + bit
      }
      position = stop
    }
    return nil
  }

  private mutating func setBits(_ slot: Int, _ first: UInt64, _ end: UInt64) {
    let base = slot * Self.wordsPerPage
    var bit = first
    while bit < end {
      let stop = min(end, (bit | 63) + 1)
      let count = stop - bit
      let mask: UInt64 = count == 64 ? .max : ((1 << count) - 1) << (bit & 63)
      bits[base + Int(bit >> 6)] |= mask
      bit = stop
    }
  }

  private func firstBit(_ slot: Int, _ first: UInt64, _ end: UInt64) -> UInt64? {
    let base = slot * Self.wordsPerPage
    var bit = first
    while bit < end {
      let stop = min(end, (bit | 63) + 1)
      let count = stop - bit
      let mask: UInt64 = count == 64 ? .max : ((1 << count) - 1) << (bit & 63)
      let found = bits[base + Int(bit >> 6)] & mask
      if found != 0 { return (bit & ~63) + UInt64(found.trailingZeroBitCount) }
      bit = stop
    }
    return nil
  }

  private func position(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var index = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[index] != key && keys[index] != 0 { index = (index + 1) & mask }
    return index
  }

  private mutating func slot(of page: UInt64) -> Int? {
    let key = page + 1
    if key == lastKey { return lastSlot }
    let index = position(of: key)
    guard keys[index] == key else { return nil }
    lastKey = key
    lastSlot = Int(slots[index])
    return lastSlot
  }

  private mutating func slot(creating page: UInt64) -> Int? {
    if let slot = slot(of: page) {
      if pageEpochs[slot] != epoch {
        let base = slot * Self.wordsPerPage
        for word in base..<(base + Self.wordsPerPage) { bits[word] = 0 }
        pageEpochs[slot] = epoch
      }
      return slot
    }
    let slot = pageEpochs.count
    guard slot < Self.maximumPages else { return nil }
    if (slot + 1) * 2 > keys.count { growTable() }
    let index = position(of: page + 1)
    keys[index] = page + 1
    slots[index] = Int32(truncatingIfNeeded: slot)
    pageEpochs.append(epoch)
    bits.append(contentsOf: repeatElement(0, count: Self.wordsPerPage))
    lastKey = page + 1
    lastSlot = slot
    return slot
  }

  private mutating func growTable() {
    let (oldKeys, oldSlots) = (keys, slots)
    keys = ContiguousArray(repeating: 0, count: oldKeys.count * 2)
    slots = ContiguousArray(repeating: 0, count: oldKeys.count * 2)
    for index in oldKeys.indices where oldKeys[index] != 0 {
      let target = position(of: oldKeys[index])
      keys[target] = oldKeys[index]
      slots[target] = oldSlots[index]
    }
  }
}
