/// Finds the right name that a wrong one was probably meant to be.
public enum NearestName {
  /// The candidate with the smallest edit distance to `name`, or nil where none is close: at most
  /// a third of the letters, and at least one letter, may differ. The first of equals wins.
  public static func suggestion(for name: String, among candidates: some Sequence<String>)
    -> String?
  {
    let wanted = Array(name.utf8.prefix(longest))
    guard !wanted.isEmpty else { return nil }
    var best: String?
    var bestDistance = max(1, wanted.count / 3) + 1
    for candidate in candidates where candidate != name {
      let letters = Array(candidate.utf8.prefix(longest))
      guard abs(letters.count - wanted.count) < bestDistance else { continue }
      let distance = editDistance(wanted, letters)
      if distance < bestDistance {
        bestDistance = distance
        best = candidate
      }
    }
    return best
  }

  /// `; did you mean 'x'?` for the nearest candidate, or an empty string where none is close.
  public static func hint(for name: String, among candidates: some Sequence<String>) -> String {
    guard let suggestion = suggestion(for: name, among: candidates) else { return "" }
    return "; did you mean '\(suggestion)'?"
  }

  /// Longer names are compared by their beginnings, so that hostile names cost little.
  private static let longest = 64

  /// The number of insertions, deletions, substitutions and swaps of neighbours (optimal string
  /// alignment) that turn one text into the other; letters that differ only by case, and `-` for
  /// `_`, count as equal.
  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    let a = a.map(folded)
    let b = b.map(folded)
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = previous
    for i in 0..<a.count {
      current[0] = i + 1
      for j in 0..<b.count {
        var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        current[j + 1] = cost
      }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[b.count]
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "_"): UInt8(ascii: "-")
    default: byte
    }
  }
}
