import FuseIR
import Machine

/// Regions of a function, each with the order of its variables.
struct StreamSchedule {
  /// A region and what it is expected to cost.
  struct Part {
    var statements: [Int]
    var region: EinsumRegion
    var order: [Int]
    var estimate: StreamEstimate
  }

  /// In the order in which they run.
  var parts: [Part] = []

  /// Of all regions, which run one after another.
  var cycles: Double { parts.reduce(0) { $0 + $1.estimate.cycles } }
}

/// Cuts a function into regions.
///
/// Units, which are never cut, stand in program order; a region is a stretch of them. The cheapest cuts are found by dynamic
/// programming over their ends, since the cost of a program is the sum of its regions' costs. A stretch ends where a
/// statement needs an earlier one by another way than a stream. Stretches that are alike are looked at once.
struct StreamCuts {
  let function: EinsumFunction
  var estimator: StreamEstimator
  /// The most units in a region.
  var limit = 24
  /// Whether loops stand in the order in which the ops have them, not the cheapest one.
  var takesWrittenOrders = false
  private var known: [[Int]: (order: [Int], estimate: StreamEstimate)?] = [:]
  /// By statement, a number that those of the same kind share, and the last statement that reads its result.
  private var marks: [Int: Int] = [:]
  private var lastReaders: [Int: Int] = [:]
  /// By op, its number.
  private var numbers: [OpID: Int] = [:]

  init(_ function: EinsumFunction, rules: StreamFabricRules) {
    self.function = function
    for (number, statement) in function.statements.enumerated() { numbers[statement.op] = number }
    estimator = StreamEstimator(function, rules: rules)
  }

  /// The statements in the units that their integer attribute says; each alone where they have none.
  static func units(
    _ function: EinsumFunction, by attribute: String, in module: borrowing Module
  ) -> [[Int]] {
    var units: [[Int]] = []
    var last: Int64?
    for (number, statement) in function.statements.enumerated() {
      let mark = module.integer(attribute, of: statement.op)
      if let mark, mark == last {
        units[units.count - 1].append(number)
      } else {
        units.append([number])
      }
      last = mark
    }
    return units
  }

  /// A part of exactly these statements; nil where they can't run at once.
  mutating func part(
    _ statements: [Int], in module: borrowing Module
  ) -> StreamSchedule.Part? {
    let inside = Set(statements)
    for statement in statements
    where !function.indirect[statement].isDisjoint(with: inside) { return nil }
    let key = key(statements, in: module)
    if let found = known[key] {
      return found.map {
        StreamSchedule.Part(
          statements: statements, region: EinsumRegion(statements, of: function, in: module),
          order: $0.order, estimate: $0.estimate)
      }
    }
    let region = EinsumRegion(statements, of: function, in: module)
    var found =
      takesWrittenOrders ? estimator.writtenOrder(of: region) : estimator.bestOrder(of: region)
    if let order = found?.order, !hasGraph(region, order, in: module) { found = nil }
    known[key] = .some(found)
    return found.map {
      StreamSchedule.Part(
        statements: statements, region: region, order: $0.order, estimate: $0.estimate)
    }
  }

  /// Whether the region has a graph of streams in the order. Where operands are copied first, that is not known before.
  private func hasGraph(
    _ region: EinsumRegion, _ order: [Int], in module: borrowing Module
  ) -> Bool {
    guard region.transposed.isEmpty else { return true }
    let ops = region.members.map { function.statements[$0.statement].op }
    let results = region.members.filter(\.leaves).map { function.statements[$0.statement].result }
    guard case .success(let streams) = StreamRegion.read(ops, results: results, in: module) else {
      return false
    }
    var places = [Int](repeating: order.count, count: streams.variables.count)
    for op in streams.ops {
      guard
        let member = region.members.first(where: { function.statements[$0.statement].op == op.id })
      else { continue }
      for (own, variable) in zip(op.variables, member.variables) {
        places[own] = min(places[own], order.firstIndex(of: variable) ?? order.count)
      }
    }
    let sorted = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    if case .success = FusionTable.build(streams, order: sorted) { return true }
    return false
  }

  /// What a stretch costs; nil where it can't run at once.
  private mutating func cycles(_ statements: [Int], in module: borrowing Module) -> Double? {
    if let found = known[key(statements, in: module)] { return found?.estimate.cycles }
    return part(statements, in: module)?.estimate.cycles
  }

  /// What the cost of a stretch follows from: each statement by itself, where its operands come from, and whether its result
  /// is read outside.
  private mutating func key(_ statements: [Int], in module: borrowing Module) -> [Int] {
    guard let first = statements.first, let last = statements.last else { return [] }
    var key = [statements.count]
    key.reserveCapacity(5 * statements.count)
    for statement in statements {
      key.append(mark(of: statement, in: module))
      for operand in function.statements[statement].operands {
        let producer = operand.producer ?? -1
        key.append(producer >= first ? statement - producer : 0)
      }
      key.append(lastReaders[statement] ?? Int.max > last ? 1 : 0)
    }
    return key
  }

  /// A number that statements of the same kind share.
  private mutating func mark(of number: Int, in module: borrowing Module) -> Int {
    if let mark = marks[number] { return mark }
    let statement = function.statements[number]
    var hasher = Hasher()
    hasher.combine(statement.extents)
    hasher.combine(statement.isReduction)
    hasher.combine(statement.resultLoops)
    hasher.combine(statement.combination)
    hasher.combine(statement.operations)
    hasher.combine(function.encodings[statement.result])
    hasher.combine(function.statistics[statement.result])
    for operand in statement.operands {
      hasher.combine(operand.loops)
      hasher.combine(function.encodings[operand.value])
      hasher.combine(function.statistics[operand.value])
    }
    marks[number] = hasher.finalize()
    let readers = module.uses(of: statement.result).map { use in numbers[use.user] ?? Int.max }
    lastReaders[number] = readers.max() ?? Int.max
    return marks[number] ?? 0
  }

  /// One region per unit.
  mutating func schedule(
    units: [[Int]], in module: borrowing Module
  ) -> StreamSchedule? {
    var schedule = StreamSchedule()
    for unit in units {
      guard let part = part(unit, in: module) else { return nil }
      schedule.parts.append(part)
    }
    return schedule
  }

  /// The cheapest cuts between units; nil where a unit can't run at all.
  mutating func best(units: [[Int]], in module: borrowing Module) -> StreamSchedule? {
    guard !units.isEmpty else { return StreamSchedule() }
    var costs = [Double](repeating: .infinity, count: units.count + 1)
    var choices = [[Int]?](repeating: nil, count: units.count + 1)
    var origins = [Int](repeating: 0, count: units.count + 1)
    costs[0] = 0
    for end in 1...units.count {
      var statements: [Int] = []
      for start in stride(from: end - 1, through: max(0, end - limit), by: -1) {
        statements = units[start] + statements
        guard costs[start] < .infinity else { continue }
        guard let cycles = cycles(statements, in: module) else {
          // What can't run together does not with more either, where one needs another by a detour.
          let inside = Set(statements)
          if statements.contains(where: { !function.indirect[$0].isDisjoint(with: inside) }) {
            break
          }
          continue
        }
        let cost = costs[start] + cycles
        // Of equal costs the one with fewer regions: the longest stretch.
        if cost <= costs[end] * (1 + 1e-9) {
          costs[end] = min(cost, costs[end])
          choices[end] = statements
          origins[end] = start
        }
      }
    }
    var schedule = StreamSchedule()
    var end = units.count
    while end > 0 {
      guard let statements = choices[end], let part = part(statements, in: module) else {
        return nil
      }
      schedule.parts.insert(part, at: 0)
      end = origins[end]
    }
    return schedule
  }
}
