import FuseIR
import Machine

/// How a plan of kernels is searched.
public enum KernelSolverKind: String, CaseIterable, PassOptionValue, Sendable {
  /// As a program of zeros and ones, exactly.
  case exact
  /// By gain, what still fits.
  case greedy
  /// By three partial plans, from the first op to the last, as FusionStitching does.
  case beam
}

/// Chooses kernels from a pool of patterns.
struct KernelPlanner {
  /// The choice, and what is known about it.
  struct Plan {
    /// The numbers of the chosen patterns in the pool.
    var chosen: [Int32]
    var gain: Int64
    /// No choice from the pool gains more; nil where that was not looked for.
    var bound: Int64?
    var program: PackingProgram
    var parts = 0
    var solvedParts = 0
    var cuts = 0
    var branches = 0

    /// How much the bound is above the gain, as a part of it.
    var gap: Double? {
      bound.map { gain > 0 ? Double($0 - gain) / Double(gain) : Double($0) }
    }
  }

  /// How many partial plans the beam keeps.
  static let beamWidth = 3

  private let pool: KernelPool
  let order: KernelOrder
  /// The patterns that gain, by number in the program.
  private let useful: [Int32]
  private var program: PackingProgram

  init(_ pool: KernelPool, _ graph: KernelGraph) {
    self.pool = pool
    order = KernelOrder(graph)
    var useful: [Int32] = []
    for (number, pattern) in pool.patterns.enumerated() where pattern.gain > 0 {
      useful.append(Int32(number))
    }
    self.useful = useful
    program = PackingProgram(
      itemCount: pool.units.members.count, patterns: useful.map { pool.patterns[Int($0)].units },
      gains: useful.map { pool.patterns[Int($0)].gain })
  }

  /// The best plan that the solver finds.
  mutating func plan(_ solver: KernelSolverKind, mayGoOn: @escaping () -> Bool) -> Plan {
    switch solver {
    case .greedy: return plan(of: greedy())
    case .beam: return plan(of: beam())
    case .exact: return exact(mayGoOn)
    }
  }

  private func plan(of chosen: [Int32]) -> Plan {
    var program = program
    program.chosen = chosen
    return Plan(
      chosen: chosen.map { useful[Int($0)] }, gain: program.value(of: chosen), bound: nil,
      program: program)
  }

  private mutating func exact(_ mayGoOn: @escaping () -> Bool) -> Plan {
    let incumbent = greedy()
    let (order, pool, useful, program) = (order, pool, useful, program)
    func nodes(_ number: Int32) -> [Int32] { pool.patterns[Int(useful[Int(number)])].nodes }
    var solver = PackingSolver(
      program, conflicts: { Self.conflicts(among: $0, nodes, order) },
      taken: { Self.taken($0, program, nodes, order) },
      circles: { chosen in
        order.circles(among: chosen.map { nodes($0) })
          .map { $0.map { chosen[Int($0)] } }
      }, mayGoOn: mayGoOn)
    let answer = solver.solve(incumbent: incumbent)
    self.program.conflicts = answer.conflicts
    self.program.cuts = answer.cuts
    var plan = plan(of: answer.chosen)
    plan.bound = answer.bound
    plan.parts = answer.parts
    plan.solvedParts = answer.solvedParts
    plan.cuts = answer.cuts.count
    plan.branches = answer.branches
    return plan
  }

  private func nodes(_ number: Int32) -> [Int32] { pool.patterns[Int(useful[Int(number)])].nodes }

  /// The pairs of disjoint patterns, of those given, that need each other.
  private static func conflicts(
    among numbers: [Int32], _ nodes: (Int32) -> [Int32], _ order: KernelOrder
  ) -> [PackingProgram.Conflict] {
    let byFirst = numbers.sorted { (nodes($0)[0], $0) < (nodes($1)[0], $1) }
    var conflicts: [PackingProgram.Conflict] = []
    for (place, a) in byFirst.enumerated() {
      let own = nodes(a)
      let around = order.neighbourhood(of: own)
      for b in byFirst[(place + 1)...] {
        let other = nodes(b)
        guard other[0] < own[own.count - 1] else { break }
        guard holds(around.after, some: other), holds(around.before, some: other),
          areDisjoint(own, other)
        else { continue }
        conflicts.append(PackingProgram.Conflict(a, b))
      }
    }
    return conflicts.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  private static func holds(_ bits: [UInt64], some nodes: [Int32]) -> Bool {
    for node in nodes where bits[Int(node >> 6)] >> UInt64(node & 63) & 1 != 0 { return true }
    return false
  }

  private static func areDisjoint(_ a: [Int32], _ b: [Int32]) -> Bool {
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] { return false }
      if a[i] < b[j] { i += 1 } else { j += 1 }
    }
    return true
  }

  // MARK: Greedy and beam

  /// Takes patterns by gain, as long as they are disjoint and can run in some order.
  private func greedy() -> [Int32] {
    let sorted = program.patterns.indices.sorted {
      (-program.gains[$0], $0) < (-program.gains[$1], $1)
    }
    return taken(sorted.map { Int32($0) })
  }

  private func taken(_ numbers: [Int32]) -> [Int32] {
    Self.taken(numbers, program, nodes, order)
  }

  /// Of patterns in some order, those that are disjoint and can run in some order.
  private static func taken(
    _ numbers: [Int32], _ program: PackingProgram, _ nodes: (Int32) -> [Int32],
    _ order: KernelOrder
  ) -> [Int32] {
    var covered = [Bool](repeating: false, count: program.itemCount)
    var schedule = KernelSchedule(order)
    var chosen: [Int32] = []
    for number in numbers {
      let items = program.patterns[Int(number)]
      guard !items.contains(where: { covered[Int($0)] }), schedule.add(nodes(number)) else {
        continue
      }
      for item in items { covered[Int(item)] = true }
      chosen.append(number)
    }
    return chosen.sorted()
  }

  /// Three plans grow along the program; from the best one, patterns that close a circle are left out again, by gain.
  private func beam() -> [Int32] {
    struct Partial {
      var covered: [UInt64]
      var chosen: [Int32] = []
      var gain: Int64 = 0
    }
    var numbers = [Int32](repeating: -1, count: pool.patterns.count)
    for (number, pattern) in useful.enumerated() { numbers[Int(pattern)] = Int32(number) }
    let words = (program.itemCount + 63) >> 6
    var plans = [Partial(covered: [UInt64](repeating: 0, count: words))]
    for unit in pool.best.indices {
      let candidates = pool.best[unit].map { numbers[Int($0)] }.filter { $0 >= 0 }
      guard !candidates.isEmpty else { continue }
      var next = plans
      for plan in plans {
        for number in candidates {
          let items = program.patterns[Int(number)]
          guard
            !items.contains(where: { plan.covered[Int($0 >> 6)] >> UInt64($0 & 63) & 1 != 0 })
          else { continue }
          var grown = plan
          for item in items { grown.covered[Int(item >> 6)] |= 1 << UInt64(item & 63) }
          grown.chosen.append(number)
          grown.gain += program.gains[Int(number)]
          next.append(grown)
        }
      }
      let order = next.indices.sorted { (-next[$0].gain, $0) < (-next[$1].gain, $1) }
      plans = order.prefix(Self.beamWidth).map { next[$0] }
    }
    let best = plans.first?.chosen ?? []
    return taken(best.sorted { (-program.gains[Int($0)], $0) < (-program.gains[Int($1)], $1) })
  }
}

/// Kernels that are taken one by one, such that all can run in some order.
struct KernelSchedule {
  private let order: KernelOrder
  private var groupOf: [Int32]
  private var groups: [[Int32]] = []
  private var visited: [Int32]
  private var search: Int32 = 0

  init(_ order: KernelOrder) {
    self.order = order
    groupOf = [Int32](repeating: -1, count: order.nodeCount)
    visited = [Int32](repeating: 0, count: order.nodeCount)
  }

  /// Adds a kernel; false, with nothing added, where it would need itself.
  mutating func add(_ nodes: [Int32]) -> Bool {
    search += 1
    var pending: [Int32] = []
    var members: Set<Int32> = []
    for node in nodes {
      visited[Int(node)] = search
      members.insert(node)
    }
    for node in nodes {
      for user in order.users(of: node) where !members.contains(user) { pending.append(user) }
    }
    while let node = pending.popLast() {
      if members.contains(node) { return false }
      guard visited[Int(node)] != search else { continue }
      let group = groupOf[Int(node)]
      for other in group < 0 ? [node] : groups[Int(group)] {
        visited[Int(other)] = search
        pending += order.users(of: other)
      }
    }
    for node in nodes { groupOf[Int(node)] = Int32(groups.count) }
    groups.append(nodes)
    return true
  }
}
