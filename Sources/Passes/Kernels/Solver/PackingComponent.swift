import Machine

/// A part of a packing program that shares no item or cut with the rest, solved by branch and bound.
///
/// Bounds come from prices of items and cuts: whatever the prices are, the sum of prices and of what patterns gain beyond
/// theirs is an upper bound. The linear relaxation says which prices are good. Gains are whole numbers, so that a bound is
/// rounded down.
struct PackingComponent {
  /// What identifies a component up to the numbers of its items and patterns.
  struct Key: Hashable {
    let numbers: [Int64]
  }

  /// The choice, by place in the component, what it gains, and what no choice gains more than.
  struct Answer {
    var chosen: [Int32]
    var value: Int64
    var bound: Int64
  }

  private let items: [[Int32]]
  private let gains: [Int64]
  private var rivals: [[Int32]]
  private let cuts: [[Int32]]
  private let itemCount: Int
  /// By item, prices that were good in a relaxation before.
  private var hints: [Double] = []
  private var best: Answer
  private(set) var branches = 0
  /// The branches that are made at most; then the bound is what is known.
  private let branchLimit: Int
  private let mayGoOn: () -> Bool

  /// A component of patterns with items from 0 on; conflicts and cuts name places, as does the allowed choice that is known.
  init(
    items: [[Int32]], gains: [Int64], conflicts: [(Int32, Int32)], cuts: [[Int32]],
    incumbent: [Int32], branchLimit: Int, mayGoOn: @escaping () -> Bool
  ) {
    self.items = items
    self.gains = gains
    self.cuts = cuts
    self.branchLimit = branchLimit
    self.mayGoOn = mayGoOn
    itemCount = Int((items.compactMap(\.last).max() ?? -1) + 1)
    rivals = [[Int32]](repeating: [], count: items.count)
    best = Answer(chosen: [], value: 0, bound: 0)
    add(conflicts)
    propose(incumbent)
  }

  private mutating func add(_ conflicts: [(Int32, Int32)]) {
    for (a, b) in conflicts {
      rivals[Int(a)].append(b)
      rivals[Int(b)].append(a)
    }
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
    let open = live()
    takeGreedily()
    findHints(open)
    best.bound = max(best.value, branch(open, chosen: [], value: 0))
    return best
  }

  /// The best choice of very many patterns, of which conflicts are not known from the start. Prices bound the gain, and say
  /// in what order patterns are taken; only where few patterns may be in a better choice, it is looked for.
  ///
  /// - Parameters:
  ///   - taken: of patterns in some order, those that go together.
  ///   - conflicts: the conflicts among patterns.
  mutating func solveMany(
    taken: ([Int32]) -> [Int32], conflicts: ([Int32]) -> [(Int32, Int32)]
  ) -> Answer {
    var open = items.indices.filter { gains[$0] > 0 }.map { Int32($0) }
    findHints(open)
    let own = open.map { Double(gains[Int($0)]) }
    let beyond = beyond(own, open, hints, [], [])
    var bound = hints.reduce(0, +)
    for gain in beyond where gain > 0 { bound += gain }
    best.bound = Self.whole(bound)
    let byPrices = open.indices.sorted { (-beyond[$0], $0) < (-beyond[$1], $1) }
    // By gain, first those whose price is fair.
    let fair = open.indices.filter { beyond[$0] > -0.02 * own[$0] }
    let byGain = fair.sorted { (-own[$0], $0) < (-own[$1], $1) }
    propose(taken((byGain + byPrices).map { open[$0] }))
    let relaxed = Relaxed(
      x: [], beyond: beyond, itemPrices: hints, rawBound: bound, bound: best.bound)
    open = able(open, relaxed, value: 0)
    guard open.count <= PackingSolver.fewPatterns, best.bound > best.value else { return best }
    add(conflicts(open))
    best.bound = max(best.value, min(best.bound, branch(open, chosen: [], value: 0)))
    return best
  }

  /// Finds prices to begin with, where there are many patterns.
  private mutating func findHints(_ open: [Int32]) {
    guard open.count > Self.allColumns else { return }
    var flat: [Int32] = []
    var starts: [Int32] = [0]
    for pattern in open {
      flat += items[Int(pattern)]
      starts.append(Int32(flat.count))
    }
    hints =
      PackingPrices(
        items: flat, starts: starts, gains: open.map { Double(gains[Int($0)]) },
        itemCount: itemCount, target: Double(best.value), rounds: 1000
      ).prices
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
    let sorted = items.indices.filter { gains[$0] > 0 }.sorted {
      (-gains[$0], $0) < (-gains[$1], $1)
    }
    take(sorted.map { Int32($0) }, beside: [])
  }

  /// Proposes the patterns as far as they go together, in their order, beside those that are chosen.
  private mutating func take(_ patterns: [Int32], beside chosen: [Int32]) {
    var taken = [Bool](repeating: false, count: itemCount)
    var isBlocked = [Bool](repeating: false, count: items.count)
    var isPicked = isBlocked
    var picked: [Int32] = []
    func pick(_ pattern: Int32) {
      for item in items[Int(pattern)] { taken[Int(item)] = true }
      for rival in rivals[Int(pattern)] { isBlocked[Int(rival)] = true }
      isPicked[Int(pattern)] = true
      picked.append(pattern)
    }
    for pattern in chosen { pick(pattern) }
    for pattern in patterns
    where !isBlocked[Int(pattern)] && !items[Int(pattern)].contains(where: { taken[Int($0)] }) {
      let closes = cuts.contains { cut in
        cut.contains(pattern) && cut.allSatisfy { $0 == pattern || isPicked[Int($0)] }
      }
      if !closes { pick(pattern) }
    }
    let closed = cuts.contains { cut in cut.allSatisfy { isPicked[Int($0)] } }
    if !closed { propose(picked) }
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
      let relaxed = relax(open, extraRows)
      let total = value + relaxed.bound
      if total <= best.value { return total }
      round(relaxed.x, open, chosen)
      if total <= best.value { return total }
      if extraRows.count < 400 {
        let violated = violatedConflicts(relaxed.x, open, &seen)
        if !violated.isEmpty {
          extraRows += violated
          continue
        }
      }
      guard branches < branchLimit, mayGoOn() else { return total }
      hints = relaxed.itemPrices
      // What can't be in a better choice is left out from here on.
      let able = able(open, relaxed, value: value)
      var x = [Double](repeating: 0, count: items.count)
      for (column, pattern) in open.enumerated() { x[Int(pattern)] = relaxed.x[column] }
      let own = able.map { x[Int($0)] }
      // Where the relaxation is whole but the bound is not tight, rounding weakened it.
      let pivot = fractional(own, able) ?? own.indices.max { own[$0] < own[$1] }
      guard let pivot else { return min(total, best.value) }
      return split(pivot, able, chosen, value, total)
    }
  }

  /// The patterns that a choice better than the known one may hold, as the prices say.
  private func able(_ open: [Int32], _ relaxed: Relaxed, value: Int64) -> [Int32] {
    let slack = Double(best.value - value) - relaxed.rawBound
    return open.indices.filter { relaxed.beyond[$0] >= slack - 0.01 }.map { open[$0] }
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

  /// A relaxation of some patterns.
  private struct Relaxed {
    /// By column, that is, by place among the open patterns.
    var x: [Double]
    /// What each gains beyond the prices of its rows.
    var beyond: [Double]
    var itemPrices: [Double]
    /// The bound that the prices make, as it is, and as a whole number.
    var rawBound: Double
    var bound: Int64
  }

  /// How many columns are given to the simplex method at once, and how many are added where they are missing.
  private static let allColumns = 700
  private static let addedColumns = 400

  /// The relaxation of the open patterns, and the bound that its prices make. Of many columns, some are looked at, and
  /// others join them as long as they gain beyond the prices.
  private func relax(
    _ open: [Int32], _ extraRows: [(columns: [Int32], limit: Double)]
  ) -> Relaxed {
    let own = open.map { Double(gains[Int($0)]) }
    var extraOf = [[Int32]](repeating: [], count: extraRows.isEmpty ? 0 : open.count)
    for (row, extra) in extraRows.enumerated() {
      for column in extra.columns { extraOf[Int(column)].append(Int32(row)) }
    }
    var best = Relaxed(
      x: [], beyond: [], itemPrices: [], rawBound: .infinity, bound: .max)
    var isActive = [Bool](repeating: open.count <= Self.allColumns, count: open.count)
    if open.count > Self.allColumns {
      let begin = beyond(own, open, hints, [], extraOf)
      if !hints.isEmpty {
        best.rawBound = hints.reduce(0, +)
        for gain in begin where gain > 0 { best.rawBound += gain }
        best.beyond = begin
        best.itemPrices = hints
      }
      for column in begin.indices.sorted(by: { (-begin[$0], $0) < (-begin[$1], $1) })
        .prefix(Self.allColumns)
      {
        isActive[column] = true
      }
      for pattern in self.best.chosen {
        if let column = open.firstIndex(of: pattern) { isActive[column] = true }
      }
    }
    while true {
      let active = isActive.indices.filter { isActive[$0] }
      var columnOf = [Int32](repeating: -1, count: open.count)
      for (place, column) in active.enumerated() { columnOf[column] = Int32(place) }
      var rowOf = [Int32](repeating: -1, count: itemCount)
      var rows: [[Int32]] = []
      for (place, column) in active.enumerated() {
        for item in items[Int(open[column])] {
          if rowOf[Int(item)] < 0 {
            rowOf[Int(item)] = Int32(rows.count)
            rows.append([])
          }
          rows[Int(rowOf[Int(item)])].append(Int32(place))
        }
      }
      var limits = [Double](repeating: 1, count: rows.count)
      let itemRows = rows.count
      for extra in extraRows {
        rows.append(extra.columns.map { columnOf[Int($0)] }.filter { $0 >= 0 })
        limits.append(extra.limit)
      }
      let relaxation = PackingRelaxation(
        gains: active.map { own[$0] }, rows: rows, limits: limits, mayGoOn: mayGoOn)
      var itemPrices = [Double](repeating: 0, count: itemCount)
      var bound = 0.0
      for item in 0..<itemCount where rowOf[item] >= 0 {
        itemPrices[item] = relaxation.prices[Int(rowOf[item])]
        bound += itemPrices[item]
      }
      let extraPrices = Array(relaxation.prices[itemRows...])
      for (row, extra) in extraRows.enumerated() { bound += extraPrices[row] * extra.limit }
      let beyond = beyond(own, open, itemPrices, extraPrices, extraOf)
      for gain in beyond where gain > 0 { bound += gain }
      var x = [Double](repeating: 0, count: open.count)
      for (place, column) in active.enumerated() { x[column] = relaxation.x[place] }
      if bound < best.rawBound {
        best.rawBound = bound
        best.beyond = beyond
        best.itemPrices = itemPrices
      }
      best.x = x
      let missing = open.indices.filter { !isActive[$0] && beyond[$0] > 1e-6 * own[$0] + 0.001 }
      guard !missing.isEmpty, mayGoOn() else { break }
      for column in missing.sorted(by: { (-beyond[$0], $0) < (-beyond[$1], $1) })
        .prefix(Self.addedColumns)
      {
        isActive[column] = true
      }
    }
    best.bound = Self.whole(best.rawBound)
    return best
  }

  /// The whole number that a sum of prices bounds; its rounding is less than a millionth of a millionth of it.
  private static func whole(_ bound: Double) -> Int64 {
    Int64(min(0x1p62, (bound * (1 + 1e-12) + 0.01).rounded(.down)))
  }

  /// What each open pattern gains beyond the prices of its items and further rows.
  private func beyond(
    _ own: [Double], _ open: [Int32], _ prices: [Double], _ extraPrices: [Double],
    _ extraOf: [[Int32]]
  ) -> [Double] {
    var beyond = own
    for (column, pattern) in open.enumerated() {
      if !prices.isEmpty {
        for item in items[Int(pattern)] { beyond[column] -= prices[Int(item)] }
      }
      if !extraPrices.isEmpty {
        for row in extraOf[column] { beyond[column] -= extraPrices[Int(row)] }
      }
    }
    return beyond
  }

  /// Takes patterns in the order of their values in the relaxation, as far as they go together, then by gain.
  private mutating func round(_ x: [Double], _ open: [Int32], _ chosen: [Int32]) {
    let order = x.indices.filter { x[$0] > 1e-6 }.sorted {
      (-x[$0], -gains[Int(open[$0])], $0) < (-x[$1], -gains[Int(open[$1])], $1)
    }
    take(order.map { open[$0] }, beside: chosen)
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
