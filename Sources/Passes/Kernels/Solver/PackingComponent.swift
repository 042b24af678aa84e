import Machine

/// A part of a packing program that shares no item, conflict or cut with the rest, solved by branch and bound.
///
/// Bounds come from prices of items and cuts: whatever the prices are, the sum of prices and of what patterns gain beyond
/// theirs is an upper bound. The linear relaxation says which prices are good. Gains are whole numbers, so that a bound is
/// rounded down.
struct PackingComponent {
  /// What identifies a component up to the numbers of its items and patterns.
  struct Key: Hashable {
    let numbers: [Int64]
  }

  /// The choice, by place in the component, what no choice is above, and whether they are the same.
  struct Answer {
    var chosen: [Int32]
    var value: Int64
    var bound: Int64
  }

  private let items: [[Int32]]
  private let gains: [Int64]
  private let rivals: [[Int32]]
  private let cuts: [[Int32]]
  private let itemCount: Int
  private var best: Answer
  private(set) var branches = 0
  private let mayGoOn: () -> Bool

  /// A component of patterns with items from 0 on; conflicts and cuts name places.
  init(
    items: [[Int32]], gains: [Int64], conflicts: [(Int32, Int32)], cuts: [[Int32]],
    mayGoOn: @escaping () -> Bool
  ) {
    self.items = items
    self.gains = gains
    self.cuts = cuts
    self.mayGoOn = mayGoOn
    itemCount = Int((items.compactMap(\.last).max() ?? -1) + 1)
    var rivals = [[Int32]](repeating: [], count: items.count)
    for (a, b) in conflicts {
      rivals[Int(a)].append(b)
      rivals[Int(b)].append(a)
    }
    self.rivals = rivals
    best = Answer(chosen: [], value: 0, bound: 0)
  }

  /// The component as numbers.
  static func key(
    items: [[Int32]], gains: [Int64], conflicts: [(Int32, Int32)], cuts: [[Int32]]
  ) -> Key {
    var numbers: [Int64] = [Int64(items.count)]
    for (pattern, gain) in zip(items, gains) {
      numbers.append(gain)
      numbers.append(Int64(pattern.count))
      for item in pattern { numbers.append(Int64(item)) }
    }
    for (a, b) in conflicts { numbers.append(Int64(a) << 32 | Int64(b)) }
    for cut in cuts {
      numbers.append(-Int64(cut.count))
      for pattern in cut { numbers.append(Int64(pattern)) }
    }
    return Key(numbers: numbers)
  }

  /// The best choice, or the best that was found, with a bound, where there is no time to go on.
  mutating func solve() -> Answer {
    takeGreedily()
    let open = live()
    best.bound = .max
    let bound = branch(open, chosen: [], value: 0)
    best.bound = max(best.value, bound)
    return best
  }

  /// The patterns that no other one makes needless: one with some of its items that gains as much, and excludes no pattern
  /// that it does not exclude itself.
  private func live() -> [Int32] {
    let words = (itemCount + 63) >> 6
    var bits = [UInt64](repeating: 0, count: words * items.count)
    var byItem = [[Int32]](repeating: [], count: itemCount)
    for (pattern, members) in items.enumerated() {
      for item in members {
        bits[pattern * words + Int(item >> 6)] |= 1 << UInt64(item & 63)
        byItem[Int(item)].append(Int32(pattern))
      }
    }
    func holds(_ large: Int, _ small: Int) -> Bool {
      for word in 0..<words where bits[small * words + word] & ~bits[large * words + word] != 0 {
        return false
      }
      return true
    }
    var isCut = [Bool](repeating: false, count: items.count)
    for cut in cuts { for pattern in cut { isCut[Int(pattern)] = true } }
    func meets(_ a: Int, _ b: Int) -> Bool {
      (0..<words).contains { bits[a * words + $0] & bits[b * words + $0] != 0 }
    }
    func excludesMore(_ other: Int, than pattern: Int) -> Bool {
      isCut[other]
        || rivals[other].contains { rival in
          Int(rival) != pattern && !rivals[pattern].contains(rival) && !meets(pattern, Int(rival))
        }
    }
    return items.indices.filter { pattern in
      guard gains[pattern] > 0 else { return false }
      for item in items[pattern] {
        for other in byItem[Int(item)] {
          let other = Int(other)
          guard other != pattern, gains[other] >= gains[pattern],
            items[other].count <= items[pattern].count, holds(pattern, other),
            !excludesMore(other, than: pattern)
          else { continue }
          let isSame = items[other].count == items[pattern].count
          if !isSame || gains[other] > gains[pattern] || other < pattern { return false }
        }
      }
      return true
    }.map { Int32($0) }
  }

  private mutating func takeGreedily() {
    var taken = [Bool](repeating: false, count: itemCount)
    var chosen: [Int32] = []
    for pattern in items.indices.sorted(by: { (-gains[$0], $0) < (-gains[$1], $1) })
    where gains[pattern] > 0 && !items[pattern].contains(where: { taken[Int($0)] }) {
      guard isAllowed(chosen + [Int32(pattern)]) else { continue }
      for item in items[pattern] { taken[Int(item)] = true }
      chosen.append(Int32(pattern))
    }
    propose(chosen)
  }

  private func isAllowed(_ chosen: [Int32]) -> Bool {
    for (index, pattern) in chosen.enumerated() {
      for rival in rivals[Int(pattern)] where chosen[..<index].contains(rival) { return false }
    }
    return !cuts.contains { $0.allSatisfy { chosen.contains($0) } }
  }

  private mutating func propose(_ chosen: [Int32]) {
    let value = chosen.reduce(0) { $0 + gains[Int($1)] }
    guard value > best.value else { return }
    best.value = value
    best.chosen = chosen.sorted()
  }

  // MARK: Branch and bound

  /// Looks at all choices of open patterns beside those chosen; an upper bound of what they reach.
  private mutating func branch(_ open: [Int32], chosen: [Int32], value: Int64) -> Int64 {
    branches += 1
    guard !open.isEmpty else {
      if isAllowed(chosen) { propose(chosen) }
      return value
    }
    var extraRows: [(columns: [Int32], limit: Double)] = []
    var seen: Set<Int64> = []
    // Which columns the cuts hold, less what is already chosen.
    for cut in cuts {
      let left = cut.filter { !chosen.contains($0) }
      let columns = left.compactMap { pattern in open.firstIndex(of: pattern).map { Int32($0) } }
      guard columns.count == left.count else { continue }
      extraRows.append((columns, Double(left.count - 1)))
    }
    while true {
      let (relaxation, bound) = relax(open, extraRows)
      let total = value + bound
      if total <= best.value { return total }
      round(relaxation.x, open, chosen)
      if total <= best.value { return total }
      if extraRows.count < 400 {
        let violated = violatedConflicts(relaxation.x, open, &seen)
        if !violated.isEmpty {
          extraRows += violated
          continue
        }
      }
      guard mayGoOn() else { return total }
      guard let pivot = fractional(relaxation.x, open) else {
        // All are whole, and allowed: proposed by rounding; what is left is the rounding of the bound.
        return branchOnAny(relaxation.x, open, chosen, value, total)
      }
      return split(pivot, open, chosen, value, total)
    }
  }

  /// Where the relaxation is whole but the bound is not tight, the bound was weakened by rounding: branch on what it takes.
  private mutating func branchOnAny(
    _ x: [Double], _ open: [Int32], _ chosen: [Int32], _ value: Int64, _ total: Int64
  ) -> Int64 {
    guard let pivot = x.indices.max(by: { x[$0] < x[$1] }) else { return total }
    return split(pivot, open, chosen, value, total)
  }

  private mutating func split(
    _ pivot: Int, _ open: [Int32], _ chosen: [Int32], _ value: Int64, _ total: Int64
  ) -> Int64 {
    let pattern = open[pivot]
    let held = items[Int(pattern)]
    let after = open.filter { other in
      other != pattern && !rivals[Int(pattern)].contains(other)
        && !items[Int(other)].contains { held.contains($0) }
    }
    let with = branch(after, chosen: chosen + [pattern], value: value + gains[Int(pattern)])
    let without = branch(open.filter { $0 != pattern }, chosen: chosen, value: value)
    return min(total, max(with, without))
  }

  /// The relaxation of the open patterns, and the bound that its prices make.
  private func relax(
    _ open: [Int32], _ extraRows: [(columns: [Int32], limit: Double)]
  ) -> (PackingRelaxation, Int64) {
    var rowOf = [Int32](repeating: -1, count: itemCount)
    var rows: [[Int32]] = []
    for (column, pattern) in open.enumerated() {
      for item in items[Int(pattern)] {
        if rowOf[Int(item)] < 0 {
          rowOf[Int(item)] = Int32(rows.count)
          rows.append([])
        }
        rows[Int(rowOf[Int(item)])].append(Int32(column))
      }
    }
    var limits = [Double](repeating: 1, count: rows.count)
    for row in extraRows {
      rows.append(row.columns)
      limits.append(row.limit)
    }
    let own = open.map { Double(gains[Int($0)]) }
    let relaxation = PackingRelaxation(gains: own, rows: rows, limits: limits)
    var beyond = own
    var bound = 0.0
    for (row, columns) in rows.enumerated() {
      let price = relaxation.prices[row]
      bound += price * limits[row]
      for column in columns { beyond[Int(column)] -= price }
    }
    for gain in beyond where gain > 0 { bound += gain }
    // Sums of up to 2^50 are exact to a hundredth.
    return (relaxation, Int64((bound + 0.01).rounded(.down)))
  }

  /// Takes patterns in the order of their values in the relaxation, as far as they go together.
  private mutating func round(_ x: [Double], _ open: [Int32], _ chosen: [Int32]) {
    var taken = [Bool](repeating: false, count: itemCount)
    var picked = chosen
    for column in x.indices.sorted(by: { (-x[$0], $0) < (-x[$1], $1) }) where x[column] > 1e-6 {
      let pattern = open[column]
      guard !items[Int(pattern)].contains(where: { taken[Int($0)] }),
        isAllowed(picked + [pattern])
      else { continue }
      for item in items[Int(pattern)] { taken[Int(item)] = true }
      picked.append(pattern)
    }
    if isAllowed(picked) { propose(picked) }
  }

  private func violatedConflicts(
    _ x: [Double], _ open: [Int32], _ seen: inout Set<Int64>
  ) -> [(columns: [Int32], limit: Double)] {
    let support = x.indices.filter { x[$0] > 1e-6 }
    var found: [(columns: [Int32], limit: Double)] = []
    for a in support {
      let rivals = rivals[Int(open[a])]
      guard !rivals.isEmpty else { continue }
      for b in support where b > a && x[a] + x[b] > 1 + 1e-6 && rivals.contains(open[b]) {
        if seen.insert(Int64(a) << 32 | Int64(b)).inserted {
          found.append(([Int32(a), Int32(b)], 1))
        }
      }
    }
    return found
  }

  private func fractional(_ x: [Double], _ open: [Int32]) -> Int? {
    var best: (column: Int, score: Double)?
    for column in x.indices where x[column] > 1e-6 && x[column] < 1 - 1e-6 {
      let score = min(x[column], 1 - x[column]) * Double(gains[Int(open[column])])
      if best.map({ score > $0.score }) ?? true { best = (column, score) }
    }
    return best?.column
  }
}
