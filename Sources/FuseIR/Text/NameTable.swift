/// Numbers the spellings of names in one text, so that tables about names can be arrays.
///
/// Spellings keep their sigil (`%a`, `^a`, `#a`, `"a"`), so names of different kinds never meet. The
/// table holds byte ranges of the text, not copies.
struct NameTable {
  private var ranges: ContiguousArray<(start: Int32, end: Int32)> = []
  private var index = HashIndex()
  /// Larger numbers of values are names like others: a text has no room for all the numbers below them.
  private let largestDecimal: Int

  /// A table for a text of `byteCount` bytes.
  init(forTextOf byteCount: Int) { largestDecimal = byteCount / 8 + 1000 }

  /// The number of the spelling that the token has.
  mutating func number(of token: Token, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let text = UnsafeBufferPointer(rebasing: bytes[token.range])
    var hash = WordHash()
    hash.add(text)
    let known = index.find(hash.value) { candidate in
      let (start, end) = ranges[candidate]
      guard Int(end - start) == text.count else { return false }
      for i in 0..<text.count where bytes[Int(start) + i] != text[i] { return false }
      return true
    }
    if let known { return known }
    ranges.append((token.start, token.end))
    index.append(hash.value)
    return ranges.count - 1
  }

  /// The number `~n` of the name `%n`, which needs no look-up; nil for a name that is no decimal number, has a leading
  /// zero or is so large that it is treated like other names.
  @inline(__always)
  func decimal(of token: Token, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = Int(token.start) + 1
    let end = Int(token.end)
    guard bytes[index].isDigit, end - index < 10,
      bytes[index] != UInt8(ascii: "0") || end - index == 1
    else { return nil }
    var value = 0
    while index < end {
      value = value &* 10 &+ Int(bytes[index] &- UInt8(ascii: "0"))
      index += 1
    }
    return value <= largestDecimal ? ~value : nil
  }

  /// The byte range of the first place where the spelling with a number occurs.
  func range(of number: Int) -> Range<Int> {
    Int(ranges[number].start)..<Int(ranges[number].end)
  }
}
