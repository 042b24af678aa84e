/// Finds stretches that occur more than once in a sequence of tokens.
///
/// Stretches of 2, 4, 8, ... tokens are numbered by what they hold, each from two of half its length; from these numbers any
/// two stretches are compared in constant time, and all stretches of one length are put into classes in linear time. The
/// work is n log n, whatever repeats.
struct RepeatFinder {
  /// A stretch that occurs at several places, none of which overlap.
  struct Repeat {
    /// The number of tokens.
    let length: Int
    /// Where it starts, ascending.
    let starts: [Int]

    /// How many tokens less there are when all but one are gone, and each place costs one.
    var savings: Int { (starts.count - 1) * (length - 1) - 1 }
  }

  /// How many lengths are tried.
  private static let lengthLimit = 48

  private let count: Int
  /// For each power of two, the class of the stretch that starts at each place.
  private var classes: [[Int32]]

  /// A finder for the tokens.
  init(_ tokens: [Int32]) {
    count = tokens.count
    classes = [tokens]
    var width = 1
    while width * 2 <= count {
      let last = classes[classes.count - 1]
      var next = [Int32](repeating: 0, count: count - 2 * width + 1)
      var numbers: [UInt64: Int32] = [:]
      numbers.reserveCapacity(next.count)
      for start in next.indices {
        let key =
          UInt64(UInt32(bitPattern: last[start])) << 32
          | UInt64(UInt32(bitPattern: last[start + width]))
        next[start] = Self.number(of: key, &numbers)
      }
      // Where no stretch occurs twice, no longer one does.
      if numbers.count == next.count { break }
      classes.append(next)
      width *= 2
    }
  }

  private static func number(of key: UInt64, _ numbers: inout [UInt64: Int32]) -> Int32 {
    let next = Int32(truncatingIfNeeded: numbers.count)
    if let known = numbers[key] { return known }
    numbers[key] = next
    return next
  }

  /// The repeats of at least `minimum` tokens, those that save most first.
  func repeats(minimum: Int) -> [Repeat] {
    var found: [Repeat] = []
    for length in candidateLengths(minimum: minimum) { found += repeats(length: length) }
    return found.sorted {
      ($0.savings, $1.starts[0], $0.length) > ($1.savings, $0.starts[0], $1.length)
    }
  }

  /// The stretches of one length that occur twice or more.
  private func repeats(length: Int) -> [Repeat] {
    guard length > 0, length <= count else { return [] }
    let level = min(length.bitWidth - 1 - length.leadingZeroBitCount, classes.count - 1)
    let width = 1 << level
    guard width * 2 >= length else { return [] }
    var numbers: [UInt64: Int32] = [:]
    var starts: [[Int]] = []
    for start in 0...(count - length) {
      let key =
        UInt64(UInt32(bitPattern: classes[level][start])) << 32
        | UInt64(UInt32(bitPattern: classes[level][start + length - width]))
      let number = Int(Self.number(of: key, &numbers))
      if number == starts.count {
        starts.append([start])
      } else if let last = starts[number].last, start >= last + length {
        starts[number].append(start)
      }
    }
    return starts.filter { $0.count > 1 }.map { Repeat(length: length, starts: $0) }
      .filter { $0.savings > 0 }
  }

  /// Lengths at which much repeats: distances at which the sequence repeats itself, and lengths of equal stretches.
  private func candidateLengths(minimum: Int) -> [Int] {
    let first = minimum.bitWidth - 1 - max(minimum, 1).leadingZeroBitCount
    guard first < classes.count else { return [] }
    var votes: [Int: Int] = [:]
    for level in first..<classes.count {
      var latest = [Int32](repeating: -1, count: count)
      for start in classes[level].indices {
        let number = Int(classes[level][start])
        // Tokens of the first level may have any number.
        guard number >= 0, number < latest.count else { continue }
        let before = Int(latest[number])
        latest[number] = Int32(truncatingIfNeeded: start)
        guard before >= 0 else { continue }
        let distance = start - before
        let common = commonLength(before, start)
        if common >= distance {
          // Shorter periods are taken several times.
          let length = (minimum + distance - 1) / distance * distance
          if common + distance >= 2 * length { votes[length, default: 0] += distance }
        } else if common >= minimum,
          before == 0 || classes[0][before - 1] != classes[0][start - 1]
        {
          votes[common, default: 0] += common
        }
      }
    }
    let sorted = votes.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
    return sorted.prefix(Self.lengthLimit).map(\.key)
  }

  /// How many tokens are equal from two places on.
  private func commonLength(_ a: Int, _ b: Int) -> Int {
    var length = 0
    for level in classes.indices.reversed() {
      let table = classes[level]
      while b + length < table.count, a + length < table.count,
        table[a + length] == table[b + length]
      {
        length += 1 << level
        // Below the highest level a second step is never equal.
        if level < classes.count - 1 { break }
      }
    }
    return length
  }
}
