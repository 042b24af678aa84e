import Machine

extension StreamMemory {
  /// An access at the block's port: gives the cycles after `clock` at which the data are there.
  ///
  /// The port takes a request as soon as it has moved the bytes of the one before. Its time is in bytes, so that several
  /// narrow accesses share a cycle.
  func access(_ block: inout StreamBlock, at address: Int64, bytes: Int64, clock: Int64) -> Int64 {
    let width = Int64(bytesPerCycle)
    var start = max(block.portTime, clock * width)
    if rowBytes > 0 {
      let row = address / Int64(rowBytes)
      if row != block.openRow {
        if block.openRow >= 0 { start += Int64(rowMissCycles) * width }
        block.openRow = row
      }
    }
    block.portTime = start + bytes
    let ready = (block.portTime + width - 1) / width + Int64(latency)
    return max(0, ready - clock - 1)
  }
}
