/// What turns one text into another, line by line.
///
/// Lines that occur once in both texts are lined up first (the longest increasing run of them stays), then Myers' shortest
/// edit script fills the gaps; where a gap would take too long, all of it counts as replaced. So two texts of a million
/// lines cost seconds at worst, and the result is always right, if not always shortest.
struct LineDifference {
  private enum Kind { case same, removed, added }

  private let old: [Substring]
  private let new: [Substring]
  /// Whether each line of the old text stays, and of the new text was there.
  private var oldStays: [Bool]
  private var newStayed: [Bool]

  /// Gaps whose edit script is longer count as replaced: the time grows with its square.
  private static let longestScript = 1000

  /// True iff the texts have the same lines.
  var isEmpty: Bool { oldStays.allSatisfy { $0 } && newStayed.allSatisfy { $0 } }

  /// Compares two texts.
  init(from oldText: String, to newText: String) {
    old = Self.lines(oldText)
    new = Self.lines(newText)
    oldStays = [Bool](repeating: false, count: old.count)
    newStayed = [Bool](repeating: false, count: new.count)
    var numbers: [Substring: Int32] = [:]
    func number(_ line: Substring) -> Int32 {
      if let known = numbers[line] { return known }
      let next = Int32(numbers.count)
      numbers[line] = next
      return next
    }
    let a = old.map(number)
    let b = new.map(number)
    var gaps = [(0..<a.count, 0..<b.count)]
    while let (x, y) = gaps.popLast() { match(a, b, x, y, &gaps) }
  }

  private static func lines(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private mutating func keep(_ i: Int, _ j: Int) {
    oldStays[i] = true
    newStayed[j] = true
  }

  private mutating func match(
    _ a: [Int32], _ b: [Int32], _ x: Range<Int>, _ y: Range<Int>,
    _ gaps: inout [(Range<Int>, Range<Int>)]
  ) {
    var (startA, endA) = (x.lowerBound, x.upperBound)
    var (startB, endB) = (y.lowerBound, y.upperBound)
    while startA < endA, startB < endB, a[startA] == b[startB] {
      keep(startA, startB)
      startA += 1
      startB += 1
    }
    while startA < endA, startB < endB, a[endA - 1] == b[endB - 1] {
      endA -= 1
      endB -= 1
      keep(endA, endB)
    }
    guard startA < endA, startB < endB else { return }
    let anchors = Self.anchors(a, b, startA..<endA, startB..<endB)
    guard !anchors.isEmpty else {
      for (i, j) in Self.shortestScript(a[startA..<endA], b[startB..<endB]) { keep(i, j) }
      return
    }
    for (i, j) in anchors {
      keep(i, j)
      gaps.append((startA..<i, startB..<j))
      (startA, startB) = (i + 1, j + 1)
    }
    gaps.append((startA..<endA, startB..<endB))
  }

  /// Pairs of equal lines that occur once on either side, as many as can stand in the same order.
  private static func anchors(
    _ a: [Int32], _ b: [Int32], _ x: Range<Int>, _ y: Range<Int>
  ) -> [(Int, Int)] {
    /// Where a line is, -1 for several places.
    var places: [Int32: (a: Int, b: Int?)] = [:]
    for i in x { places[a[i]] = (places[a[i]] == nil ? i : -1, nil) }
    for j in y {
      guard let place = places[b[j]] else { continue }
      places[b[j]] = (place.a, place.b == nil ? j : -1)
    }
    let unique = x.compactMap { i -> (Int, Int)? in
      guard let place = places[a[i]], place.a == i, let j = place.b, j >= 0 else { return nil }
      return (i, j)
    }
    // The longest increasing subsequence of the places in the new text.
    var tails: [Int] = []
    var previous = [Int](repeating: -1, count: unique.count)
    for index in unique.indices {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if unique[tails[middle]].1 < unique[index].1 { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[index] = tails[low - 1] }
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var result: [(Int, Int)] = []
    var next = tails.last ?? -1
    while next >= 0 {
      result.append(unique[next])
      next = previous[next]
    }
    return result.reversed()
  }

  /// The pairs of lines that stay under a shortest edit script; none where it would be too long.
  private static func shortestScript(_ a: ArraySlice<Int32>, _ b: ArraySlice<Int32>) -> [(Int, Int)]
  {
    let (n, m) = (a.count, b.count)
    let limit = min(n + m, longestScript)
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    var history: [[Int]] = []
    let middle = limit + 1
    for distance in 0...limit {
      // Only the part of the table that this round reads is kept, for the way back.
      history.append(Array(furthest[middle - distance - 1...middle + distance + 1]))
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let goesDown =
          diagonal == -distance
          || (diagonal != distance
            && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
        var i = goesDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        var j = i - diagonal
        while i < n, j < m, i >= 0, j >= 0, a[a.startIndex + i] == b[b.startIndex + j] {
          i += 1
          j += 1
        }
        furthest[middle + diagonal] = i
        guard i >= n, j >= m else { continue }
        return matches(history, n, m).map { (a.startIndex + $0.0, b.startIndex + $0.1) }
      }
    }
    return []
  }

  private static func matches(_ history: [[Int]], _ n: Int, _ m: Int) -> [(Int, Int)] {
    var result: [(Int, Int)] = []
    var (i, j) = (n, m)
    for distance in history.indices.reversed() {
      let row = history[distance]
      let middle = distance + 1
      let diagonal = i - j
      let goesDown =
        diagonal == -distance
        || (diagonal != distance && row[middle + diagonal - 1] < row[middle + diagonal + 1])
      let from = goesDown ? diagonal + 1 : diagonal - 1
      let startI = distance == 0 ? 0 : row[middle + from]
      let startJ = distance == 0 ? 0 : startI - from
      let (stopI, stopJ) =
        distance == 0 ? (0, 0) : goesDown ? (startI, startJ + 1) : (startI + 1, startJ)
      while i > stopI, j > stopJ {
        i -= 1
        j -= 1
        result.append((i, j))
      }
      (i, j) = (startI, startJ)
    }
    return result
  }

  // MARK: Text

  /// The difference as `diff -u` writes it, with three lines around each change.
  func unified(old oldTitle: String, new newTitle: String, colours: Bool) -> String {
    var lines: [(kind: Kind, i: Int, j: Int)] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, !oldStays[i] {
        lines.append((.removed, i, j))
        i += 1
      } else if j < new.count, !newStayed[j] {
        lines.append((.added, i, j))
        j += 1
      } else {
        lines.append((.same, i, j))
        i += 1
        j += 1
      }
    }
    var text = Self.paint("--- \(oldTitle)", "1", colours) + "\n"
    text += Self.paint("+++ \(newTitle)", "1", colours) + "\n"
    let context = 3
    var index = 0
    while let change = lines[index...].firstIndex(where: { $0.kind != .same }) {
      let start = max(index, change - context)
      var end = change + 1
      var last = change
      while end < lines.count, end - last <= 2 * context {
        if lines[end].kind != .same { last = end }
        end += 1
      }
      end = min(lines.count, last + context + 1)
      appendHunk(lines[start..<end], colours, &text)
      index = end
    }
    return text
  }

  private func appendHunk(
    _ lines: ArraySlice<(kind: Kind, i: Int, j: Int)>, _ colours: Bool, _ text: inout String
  ) {
    guard let first = lines.first else { return }
    let removed = lines.count { $0.kind != .added }
    let added = lines.count { $0.kind != .removed }
    func range(_ start: Int, _ count: Int) -> String {
      count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
    }
    let header = "@@ -\(range(first.i, removed)) +\(range(first.j, added)) @@"
    text += Self.paint(header, "36", colours) + "\n"
    for line in lines {
      switch line.kind {
      case .same: text += " \(old[line.i])\n"
      case .removed: text += Self.paint("-\(old[line.i])", "31", colours) + "\n"
      case .added: text += Self.paint("+\(new[line.j])", "32", colours) + "\n"
      }
    }
  }

  private static func paint(_ text: String, _ style: String, _ colours: Bool) -> String {
    colours ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }
}
