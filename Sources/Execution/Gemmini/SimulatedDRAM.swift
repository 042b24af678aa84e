import Glibc

/// The DRAM of a simulated machine: regions of bytes at the addresses that programs use.
///
/// Regions start as zeros, which the operating system hands out page by page, so a large region
/// costs only what is touched.
struct SimulatedDRAM: ~Copyable {
  private struct Region {
    var base: UInt64
    var count: UInt64
    var bytes: UnsafeMutableRawPointer
  }

  private var regions: [Region] = []
  private var latest = 0

  deinit {
    for region in regions { free(region.bytes) }
  }

  /// The size of all regions together, in bytes.
  var mappedBytes: Int {
    regions.reduce(0) { $0 + Int($1.count) }
  }

  /// Adds a region of zeros; returns what is wrong with it, or nil.
  mutating func map(base: UInt64, count: Int) -> String? {
    guard count >= 0 else { return "a region cannot have \(count) bytes" }
    guard count > 0 else { return nil }
    let (end, overflow) = base.addingReportingOverflow(UInt64(count))
    guard !overflow else {
      return "\(count) bytes at \(hexadecimal(base)) run past the end of the address space"
    }
    let position = regions.firstIndex { $0.base > base } ?? regions.count
    if position < regions.count && regions[position].base < end {
      return "\(count) bytes at \(hexadecimal(base)) overlap the region at "
        + hexadecimal(regions[position].base)
    }
    if position > 0 && regions[position - 1].base + regions[position - 1].count > base {
      return "\(count) bytes at \(hexadecimal(base)) overlap the region at "
        + hexadecimal(regions[position - 1].base)
    }
    guard let bytes = calloc(count, 1) else {
      return "there is no memory for \(count) bytes of DRAM"
    }
    regions.insert(Region(base: base, count: UInt64(count), bytes: bytes), at: position)
    return nil
  }

  /// The bytes at `address ..< address + count` if they lie in one region, else nil.
  mutating func bytes(_ address: UInt64, count: Int) -> UnsafeMutableRawPointer? {
    if latest < regions.count, let found = bytes(address, count, in: regions[latest]) {
      return found
    }
    guard let index = index(of: address) else { return nil }
    latest = index
    return bytes(address, count, in: regions[index])
  }

  /// Copies `count` bytes at `address` to `target`; returns the first unmapped address, or nil.
  mutating func copy(
    from address: UInt64, count: Int, to target: UnsafeMutableRawPointer
  ) -> UInt64? {
    forEachPiece(address, count) { bytes, offset, count in
      (target + offset).copyMemory(from: bytes, byteCount: count)
    }
  }

  /// Copies `count` bytes from `source` to `address`; returns the first unmapped address, or nil.
  mutating func copy(
    from source: UnsafeRawPointer, count: Int, to address: UInt64
  ) -> UInt64? {
    forEachPiece(address, count) { bytes, offset, count in
      bytes.copyMemory(from: source + offset, byteCount: count)
    }
  }

  private func bytes(
    _ address: UInt64, _ count: Int, in region: Region
  ) -> UnsafeMutableRawPointer? {
    guard address >= region.base else { return nil }
    let offset = address - region.base
    guard offset <= region.count, UInt64(count) <= region.count - offset else { return nil }
    return region.bytes + Int(offset)
  }

  /// The last region that starts at or before `address`.
  private func index(of address: UInt64) -> Int? {
    var (low, high) = (0, regions.count)
    while low < high {
      let middle = (low + high) / 2
      if regions[middle].base <= address { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// Visits the pieces of a range that adjacent regions hold.
  private func forEachPiece(
    _ address: UInt64, _ count: Int, _ body: (UnsafeMutableRawPointer, Int, Int) -> Void
  ) -> UInt64? {
    var done = 0
    while done < count {
      let position = address &+ UInt64(done)
      guard let index = index(of: position) else { return position }
      let region = regions[index]
      let offset = position - region.base
      guard offset < region.count else { return position }
      let piece = Int(min(UInt64(count - done), region.count - offset))
      body(region.bytes + Int(offset), done, piece)
      done += piece
    }
    return nil
  }
}

/// `value` as messages write addresses.
func hexadecimal(_ value: UInt64) -> String {
  "0x" + String(value, radix: 16)
}
