import Machine

/// Solves packing programs exactly: part by part, with cuts against circles where they are needed.
///
/// Parts are patterns that share items, cuts, or conflicts that the program begins with; other conflicts between parts show as circles. Equal parts of at most `fewPatterns` patterns are solved once. After all
/// parts are solved, `circles` looks for patterns that need each other in a circle; each circle becomes a cut, and the parts
/// that it touches are solved again. The sum of the parts' bounds is a bound of the whole at any time.
public struct PackingSolver {
  /// How a solution was found.
  public struct Answer: Sendable {
    /// The patterns of the best choice, in increasing order.
    public var chosen: [Int32]
    /// What they gain.
    public var value: Int64
    /// What no choice gains more than.
    public var bound: Int64
    /// The parts, and those of them that were different.
    public var parts: Int
    /// The parts that were solved; equal ones count once.
    public var solvedParts: Int
    /// The conflicts that were found.
    public var conflicts: [PackingProgram.Conflict]
    /// The cuts that were needed.
    public var cuts: [[Int32]]
    /// How often a part was divided further.
    public var branches: Int

    /// How much the bound is above the value, as a part of it.
    public var gap: Double { value > 0 ? Double(bound - value) / Double(value) : 0 }
  }

  private let program: PackingProgram
  private let circles: ([Int32]) -> [[Int32]]
  private let conflicts: ([Int32]) -> [PackingProgram.Conflict]
  private let taken: ([Int32]) -> [Int32]
  private let mayGoOn: () -> Bool
  private var known: [PackingComponent.Key: PackingComponent.Answer] = [:]
  /// The last part with many patterns that was solved.
  private var lastOfMany:
    (part: [Int32], key: PackingComponent.Key, answer: PackingComponent.Answer)?
  private var branches = 0
  /// The conflicts that were asked for.
  private var found: Set<PackingProgram.Conflict> = []

  /// The most patterns of a part whose conflicts are all known from the start.
  static let fewPatterns = 2500
  /// What the patterns of a part times its branches are at most, so that the answer depends on no clock unless time is short.
  static let branchWork = 1_000_000

  /// A solver of the program.
  ///
  /// - Parameters:
  ///   - conflicts: pairs, beside those of the program, of the given patterns that need each other; a part with few patterns
  ///     is told of all, one with many of those that may be in a better choice.
  ///   - taken: of patterns in some order, those that go together; needed for parts with many patterns.
  ///   - circles: sets of the chosen patterns that need each other in a circle; empty where all can run in some order.
  ///   - mayGoOn: false when time is up: the best choice so far is the answer.
  public init(
    _ program: PackingProgram,
    conflicts: @escaping ([Int32]) -> [PackingProgram.Conflict] = { _ in [] },
    taken: @escaping ([Int32]) -> [Int32] = { _ in [] },
    circles: @escaping ([Int32]) -> [[Int32]],
    mayGoOn: @escaping () -> Bool = { true }
  ) {
    self.program = program
    self.circles = circles
    self.conflicts = conflicts
    self.taken = taken
    self.mayGoOn = mayGoOn
  }

  /// The best choice; `incumbent` is one that is allowed.
  public mutating func solve(incumbent: [Int32] = []) -> Answer {
    var cuts = program.cuts
    var best = incumbent.sorted()
    var value = program.value(of: best)
    var bound = Int64.max
    var parts = 0
    for _ in 0..<200 {
      let components = components(cuts)
      parts = components.count
      var chosen: [Int32] = []
      var total: Int64 = 0
      for component in components {
        let answer = solve(component, cuts, incumbent)
        total += answer.bound
        for place in answer.chosen { chosen.append(component[Int(place)]) }
      }
      bound = min(bound, total)
      let found = circles(chosen)
      if found.isEmpty {
        let reached = program.value(of: chosen)
        if reached > value {
          value = reached
          best = chosen.sorted()
        }
        break
      }
      let new = found.map { $0.sorted() }.filter { !cuts.contains($0) }
      cuts += new
      // A repaired choice: each circle loses its least pattern.
      let repaired = repair(chosen, found)
      let reached = program.value(of: repaired)
      if reached > value, circles(repaired).isEmpty {
        value = reached
        best = repaired.sorted()
      }
      guard !new.isEmpty, mayGoOn() else { break }
    }
    return Answer(
      chosen: best, value: value, bound: max(bound, value), parts: parts,
      solvedParts: known.count + (lastOfMany == nil ? 0 : 1),
      conflicts: found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }, cuts: cuts,
      branches: branches)
  }

  private func repair(_ chosen: [Int32], _ circles: [[Int32]]) -> [Int32] {
    var dropped: Set<Int32> = []
    for circle in circles where !circle.contains(where: { dropped.contains($0) }) {
      if let least = circle.min(by: {
        (program.gains[Int($0)], $0) < (program.gains[Int($1)], $1)
      }) {
        dropped.insert(least)
      }
    }
    return chosen.filter { !dropped.contains($0) }
  }

  // MARK: Parts

  /// The parts, by their first pattern; patterns that gain nothing are in none.
  private func components(_ cuts: [[Int32]]) -> [[Int32]] {
    let count = program.patterns.count
    var sets = DisjointSets(count: count)
    var owner = [Int32](repeating: -1, count: program.itemCount)
    for pattern in 0..<count where program.gains[pattern] > 0 {
      for item in program.patterns[pattern] {
        if owner[Int(item)] < 0 {
          owner[Int(item)] = Int32(pattern)
        } else {
          sets.join(owner[Int(item)], Int32(pattern))
        }
      }
    }
    for conflict in program.conflicts { sets.join(conflict.first, conflict.second) }
    for cut in cuts {
      for pattern in cut.dropFirst() { sets.join(cut[0], pattern) }
    }
    var places = [Int32](repeating: -1, count: count)
    var components: [[Int32]] = []
    for pattern in 0..<count where program.gains[pattern] > 0 {
      let root = Int(sets.root(Int32(pattern)))
      if places[root] < 0 {
        places[root] = Int32(components.count)
        components.append([])
      }
      components[Int(places[root])].append(Int32(pattern))
    }
    return components
  }

  private mutating func solve(
    _ component: [Int32], _ cuts: [[Int32]], _ incumbent: [Int32]
  ) -> PackingComponent.Answer {
    var items: [[Int32]] = []
    var gains: [Int64] = []
    // Items by their order, so that equal layers look alike.
    var all: Set<Int32> = []
    for pattern in component { all.formUnion(program.patterns[Int(pattern)]) }
    let order = all.sorted()
    var number: [Int32: Int32] = [:]
    for (place, item) in order.enumerated() { number[item] = Int32(place) }
    var placeOf: [Int32: Int32] = [:]
    for (place, pattern) in component.enumerated() {
      placeOf[pattern] = Int32(place)
      items.append(program.patterns[Int(pattern)].map { number[$0] ?? 0 })
      gains.append(program.gains[Int(pattern)])
    }
    func ask(_ patterns: [Int32]) -> [(Int32, Int32)] {
      let pairs = conflicts(patterns)
      found.formUnion(pairs)
      return pairs.compactMap { pair in
        guard let a = placeOf[pair.first], let b = placeOf[pair.second] else { return nil }
        return (a, b)
      }
    }
    let isSmall = component.count <= Self.fewPatterns
    var pairs: [(Int32, Int32)] = []
    for conflict in program.conflicts {
      if let a = placeOf[conflict.first], let b = placeOf[conflict.second] { pairs.append((a, b)) }
    }
    if isSmall { pairs += ask(component) }
    let inside = cuts.filter { placeOf[$0[0]] != nil }.map { $0.compactMap { placeOf[$0] } }
    let key = PackingComponent.key(items: items, gains: gains, conflicts: pairs, cuts: inside)
    // Conflicts of a part with many patterns depend on more than its numbers.
    if isSmall, let answer = known[key] { return answer }
    if !isSmall, let last = lastOfMany, last.part == component, last.key == key {
      return last.answer
    }
    let own = incumbent.compactMap { placeOf[$0] }
    var part = PackingComponent(
      items: items, gains: gains, conflicts: pairs, cuts: inside, incumbent: own,
      branchLimit: max(100, Self.branchWork / component.count), mayGoOn: mayGoOn)
    let answer =
      isSmall
      ? part.solve()
      : part.solveMany(
        taken: { order in taken(order.map { component[Int($0)] }).compactMap { placeOf[$0] } },
        conflicts: { open in ask(open.map { component[Int($0)] }) })
    branches += part.branches
    if isSmall { known[key] = answer } else { lastOfMany = (component, key, answer) }
    return answer
  }
}
