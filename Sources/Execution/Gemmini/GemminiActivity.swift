import Machine

/// What a simulated program moved and computed.
public struct GemminiActivity: Equatable, Sendable {
  /// Multiply-adds of operands' elements, padding not counted.
  public internal(set) var multiplyAdds = 0
  /// Bytes read from DRAM.
  public internal(set) var dramReadBytes = 0
  /// Bytes written to DRAM.
  public internal(set) var dramWrittenBytes = 0
  /// Bytes of scratchpad rows read.
  public internal(set) var scratchpadReadBytes = 0
  /// Bytes written to the scratchpad.
  public internal(set) var scratchpadWrittenBytes = 0
  /// Bytes of accumulator rows read.
  public internal(set) var accumulatorReadBytes = 0
  /// Bytes written to the accumulator.
  public internal(set) var accumulatorWrittenBytes = 0
  /// Executed loads, loops' included.
  public internal(set) var loads = 0
  /// Executed stores, loops' included.
  public internal(set) var stores = 0
  /// Executed computes, loops' included.
  public internal(set) var computes = 0
  /// Computes of fewer than four rows, which hardware pads.
  public internal(set) var paddedComputes = 0

  private var scratchpadUse: RowSet
  private var accumulatorUse: RowSet

  init(configuration: GemminiConfiguration) {
    scratchpadUse = RowSet(count: configuration.scratchpadRows)
    accumulatorUse = RowSet(count: configuration.accumulatorRows)
  }

  /// Rows of the scratchpad that were ever written.
  public var scratchpadRowsUsed: Int { scratchpadUse.members }
  /// Rows of the accumulator that were ever written.
  public var accumulatorRowsUsed: Int { accumulatorUse.members }

  mutating func useScratchpad(row: Int, count: Int) { scratchpadUse.insert(row, count: count) }
  mutating func useAccumulator(row: Int, count: Int) { accumulatorUse.insert(row, count: count) }
}

/// A set of row indices that counts its members.
private struct RowSet: Equatable, Sendable {
  private var words: [UInt64]
  private(set) var members = 0

  init(count: Int) {
    words = Array(repeating: 0, count: (count + 63) / 64)
  }

  mutating func insert(_ first: Int, count: Int) {
    var row = first
    let end = first + count
    while row < end {
      let stop = min(end, (row | 63) + 1)
      let width = stop - row
      let mask: UInt64 = width == 64 ? .max : ((1 << UInt64(width)) - 1) << UInt64(row & 63)
      let added = mask & ~words[row >> 6]
      if added != 0 {
        members += added.nonzeroBitCount
        words[row >> 6] |= added
      }
      row = stop
    }
  }
}
