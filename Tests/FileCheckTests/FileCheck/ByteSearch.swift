import Glibc

extension [UInt8] {
  /// The first place of `needle` in `self[range]`, or nil.
  func firstIndex(of needle: [UInt8], in range: Range<Int>, ignoringCase: Bool = false) -> Int? {
    if needle.isEmpty { return range.lowerBound }
    guard range.count >= needle.count else { return nil }
    if ignoringCase {
      let lowered = needle.map(\.loweredASCII)
      return (range.lowerBound...range.upperBound - needle.count).first { start in
        lowered.indices.allSatisfy { self[start + $0].loweredASCII == lowered[$0] }
      }
    }
    return withUnsafeBytes { text in
      needle.withUnsafeBytes { needle -> Int? in
        guard let base = text.baseAddress, let pattern = needle.baseAddress else { return nil }
        var position = range.lowerBound
        let last = range.upperBound - needle.count
        while position <= last,
          let found = memchr(base + position, Int32(needle[0]), last - position + 1)
        {
          position = UnsafeRawPointer(found) - base
          if memcmp(found, pattern, needle.count) == 0 { return position }
          position += 1
        }
        return nil
      }
    }
  }

  /// Whether `prefix` stands at `position`.
  func hasPrefix(_ prefix: some StringProtocol, at position: Int) -> Bool {
    self[Swift.min(position, count)...].starts(with: prefix.utf8)
  }

  /// The number of newlines in `self[range]`.
  func countNewlines(in range: Range<Int>) -> Int {
    withUnsafeBytes { text in
      var count = 0
      var position = range.lowerBound
      while position < range.upperBound, let base = text.baseAddress,
        let found = memchr(base + position, 0x0A, range.upperBound - position)
      {
        count += 1
        position = UnsafeRawPointer(found) - base + 1
      }
      return count
    }
  }

  /// The range of the line around `position`, without its newline.
  func lineRange(around position: Int) -> Range<Int> {
    var start = Swift.min(position, count)
    while start > 0, self[start - 1] != 0x0A { start -= 1 }
    var end = Swift.min(position, count)
    while end < count, self[end] != 0x0A { end += 1 }
    return start..<end
  }
}

extension String {
  /// The text that `bytes` encode in UTF-8, ill-formed parts replaced.
  init(bytes: some Sequence<UInt8>) {
    self.init(decoding: Array(bytes), as: UTF8.self)
  }
}
