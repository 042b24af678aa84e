/// Memory in which tensors lie while something reads them, planned while the program is written: each takes the first gap that is
/// large enough.
struct StaticArena {
  /// What every tensor's place is a multiple of, in bytes.
  let alignment: Int
  /// The bytes that are in use at most.
  private(set) var bytes = 0
  private var gaps: [(offset: Int, size: Int)] = []

  /// An empty one.
  init(alignment: Int) { self.alignment = alignment }

  /// Bytes of memory, as an offset.
  mutating func take(_ size: Int) -> Int {
    let size = rounded(size)
    for index in gaps.indices where gaps[index].size >= size {
      let offset = gaps[index].offset
      gaps[index] = (offset + size, gaps[index].size - size)
      if gaps[index].size == 0 { gaps.remove(at: index) }
      return offset
    }
    let offset = bytes
    bytes += size
    return offset
  }

  /// Gives bytes back.
  mutating func give(_ offset: Int, _ size: Int) {
    let index = gaps.firstIndex { $0.offset > offset } ?? gaps.count
    gaps.insert((offset, rounded(size)), at: index)
    if index + 1 < gaps.count, gaps[index].offset + gaps[index].size == gaps[index + 1].offset {
      gaps[index].size += gaps[index + 1].size
      gaps.remove(at: index + 1)
    }
    if index > 0, gaps[index - 1].offset + gaps[index - 1].size == gaps[index].offset {
      gaps[index - 1].size += gaps[index].size
      gaps.remove(at: index)
    }
  }

  private func rounded(_ size: Int) -> Int {
    max(alignment, (size + alignment - 1) / alignment * alignment)
  }
}
