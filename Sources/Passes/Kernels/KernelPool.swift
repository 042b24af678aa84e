import FuseIR

/// The patterns that a plan chooses from.
///
/// They come from three sources. Reduction of patterns, from the last unit to the first: the best patterns that begin at a unit
/// are made of the best ones that begin at its readers, each taken or not; every pattern that is met is kept. Growth: from
/// each unit that is in no grown pattern yet, neighbours are taken in while they are legal and gain. Cuts: a grown pattern is
/// divided at each of its reductions.
struct KernelPool {
  /// A pattern: units and nodes in increasing order.
  struct Pattern {
    let units: [Int32]
    let nodes: [Int32]
    let shape: KernelShape
    let gain: Int64
  }

  private(set) var patterns: [Pattern] = []
  /// By unit, the best patterns that begin there, and what it is alone.
  private(set) var best: [[Int32]] = []
  private(set) var alone: [KernelShape] = []
  let units: KernelUnits
  private var judge: KernelJudge
  private let objective: KernelObjective
  private let width: Int
  /// Sets that were looked at, by a hash of 64 bits; the pattern, or -1 where it is illegal.
  private var seen: [UInt64: Int32] = [:]
  private(set) var judged = 0

  /// The pool of a graph; `width` is the number of patterns that are kept for each unit to build on.
  init(_ judge: KernelJudge, _ objective: KernelObjective, width: Int) {
    var judge = judge
    units = KernelUnits(&judge)
    self.judge = judge
    self.objective = objective
    self.width = max(1, width)
    for members in units.members {
      guard case .success(let shape) = self.judge.judge(members) else {
        preconditionFailure("a unit is a kernel by itself")
      }
      alone.append(shape)
    }
    best = [[Int32]](repeating: [], count: units.members.count)
    for unit in units.members.indices.reversed() { reduce(Int32(unit)) }
    grow()
  }

  // MARK: Patterns

  private static func mixed(_ unit: Int32) -> UInt64 {
    var z = (UInt64(UInt32(bitPattern: unit)) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The number of the pattern of some units, in increasing order; nil where they can't be a kernel, or gain nothing.
  private mutating func pattern(_ members: [Int32]) -> Int32? {
    var hash: UInt64 = 0
    for unit in members { hash ^= Self.mixed(unit) }
    if let known = seen[hash] { return known < 0 ? nil : known }
    judged += 1
    var nodes: [Int32] = []
    for unit in members { nodes += units.members[Int(unit)] }
    nodes.sort()
    guard case .success(let shape) = judge.judge(nodes) else {
      seen[hash] = -1
      return nil
    }
    let gain = objective.gain(of: shape, over: members.map { alone[Int($0)] })
    let number = Int32(truncatingIfNeeded: patterns.count)
    patterns.append(Pattern(units: members, nodes: nodes, shape: shape, gain: gain))
    seen[hash] = number
    return number
  }

  private static func union(_ a: [Int32], _ b: [Int32]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && a[i] < b[j]) {
        result.append(a[i])
        i += 1
      } else if i == a.count || b[j] < a[i] {
        result.append(b[j])
        j += 1
      } else {
        result.append(a[i])
        i += 1
        j += 1
      }
    }
    return result
  }

  // MARK: Reduction

  private mutating func reduce(_ unit: Int32) {
    let consumers = units.consumers[Int(unit)]
    var lists: [[Int32]] = []
    var place = 0
    while place < consumers.count {
      let group = consumers[place..<min(place + 2, consumers.count)]
      place += 2
      var found = extended(unit, by: [[]], group.first)
      if let second = group.dropFirst().first {
        let bases = found.map { patterns[Int($0)].units } + [[unit]]
        found += extended(unit, by: bases, second)
      }
      lists.append(top(found))
    }
    while lists.count > 1 {
      var merged: [[Int32]] = []
      for index in stride(from: 0, to: lists.count, by: 2) {
        guard index + 1 < lists.count else {
          merged.append(lists[index])
          break
        }
        var found = lists[index] + lists[index + 1]
        for a in lists[index] {
          for b in lists[index + 1] {
            let both = Self.union(patterns[Int(a)].units, patterns[Int(b)].units)
            if let number = pattern(both) { found.append(number) }
          }
        }
        merged.append(top(found))
      }
      lists = merged
    }
    best[Int(unit)] = lists.first ?? []
  }

  /// The unit with each base and each pattern of the consumer, or the consumer alone.
  private mutating func extended(
    _ unit: Int32, by bases: [[Int32]], _ consumer: Int32?
  ) -> [Int32] {
    guard let consumer else { return [] }
    var found: [Int32] = []
    var choices = best[Int(consumer)].map { patterns[Int($0)].units }
    choices.append([consumer])
    for base in bases {
      let begin = Self.union(base, [unit])
      for choice in choices {
        if let number = pattern(Self.union(begin, choice)) { found.append(number) }
      }
    }
    return found
  }

  /// The best of some patterns, without repetitions.
  private func top(_ numbers: [Int32]) -> [Int32] {
    var result: [Int32] = []
    let sorted = numbers.sorted {
      (-patterns[Int($0)].gain, $0) < (-patterns[Int($1)].gain, $1)
    }
    for number in sorted {
      if result.last != number { result.append(number) }
      if result.count == width { break }
    }
    return result
  }

  // MARK: Growth and cuts

  private mutating func grow() {
    var isGrown = [Bool](repeating: false, count: units.members.count)
    for unit in units.members.indices where !isGrown[unit] {
      let members = grown(from: Int32(unit))
      for other in members { isGrown[Int(other)] = true }
      if members.count > 2 { cut(members) }
    }
  }

  private mutating func grown(from unit: Int32) -> [Int32] {
    var members = best[Int(unit)].first.map { patterns[Int($0)].units } ?? [unit]
    var gain = best[Int(unit)].first.map { patterns[Int($0)].gain } ?? 0
    if gain < 0 { (members, gain) = ([unit], 0) }
    var pending = members
    var refused: Set<Int32> = []
    while let next = pending.popLast() {
      let neighbours =
        units.producers[Int(next)] + units.consumers[Int(next)] + units.siblings[Int(next)]
      for neighbour in neighbours
      where !members.contains(neighbour) && !refused.contains(neighbour) {
        var choices = [[neighbour]]
        for number in best[Int(neighbour)].prefix(2) { choices.append(patterns[Int(number)].units) }
        var isTaken = false
        for choice in choices where !isTaken {
          guard let number = pattern(Self.union(members, choice)),
            patterns[Int(number)].gain >= gain
          else { continue }
          members = patterns[Int(number)].units
          gain = patterns[Int(number)].gain
          pending += choice
          isTaken = true
        }
        if !isTaken { refused.insert(neighbour) }
      }
    }
    return members
  }

  /// Divides a pattern at each reduction: what needs its result, and the rest.
  private mutating func cut(_ members: [Int32]) {
    let graph = judge.graph
    for unit in members {
      let reduces = units.members[Int(unit)].contains { graph.nodes[Int($0)].reductions != 0 }
      guard reduces, let last = units.members[Int(unit)].last else { continue }
      let after = members.filter { other in
        units.members[Int(other)].contains { graph.reach.contains($0, in: last) }
      }
      let before = members.filter { !after.contains($0) }
      if after.count > 1 { _ = pattern(after) }
      if before.count > 1 { _ = pattern(before) }
    }
  }
}
