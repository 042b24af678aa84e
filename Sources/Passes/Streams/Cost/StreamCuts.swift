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
/// statement needs an earlier one by another way than a stream. Stretches that are alike are looked at once. The work is bounded:
/// where it does not suffice for long stretches, neighbours are joined in the end where that is cheaper.
struct StreamCuts {
  let function: EinsumFunction
  var estimator: StreamEstimator
  /// The most units in a region.
  var limit = 24
  /// The most orders of a stretch of which a graph is asked for.
  var tries = 16
  /// Whether loops stand in the order in which the ops have them, not the cheapest one.
  var takesWrittenOrders = false
  /// How many statements are looked at in graphs of stretches.
  private static let work = 2_000
  /// How many of them may still be.
  private var workLeft = StreamCuts.work
  private var known: [[Int]: StreamOrder?] = [:]
  /// By statement, a number that those of the same kind share, and the last statement that reads its result.
  private var marks: [Int: Int] = [:]
  private var kinds: [Kind: Int] = [:]
  private var lastReaders: [Int: Int] = [:]
  /// By op, its number.
  private var numbers: [OpID: Int] = [:]

  /// What statements that cost the same have in common.
  private struct Kind: Hashable {
    struct Operand: Hashable {
      var loops: [Int]
      var encoding: SparseEncoding?
      var statistics: TensorStatistics?
    }

    var extents: [Int]
    var isReduction: [Bool]
    var resultLoops: [Int]
    var combination: EinsumFunction.Combination
    /// What it computes with, which says whether it has a graph.
    var body: [Opcode]
    var result: Operand
    var operands: [Operand]

    init(
      _ statement: EinsumFunction.Statement, _ function: EinsumFunction,
      in module: borrowing Module
    ) {
      extents = statement.extents
      isReduction = statement.isReduction
      resultLoops = statement.resultLoops
      combination = statement.combination
      body = []
      for op in module.opsPreOrder(in: statement.op) { body.append(module.opcode(of: op)) }
      result = Operand(
        loops: statement.resultLoops, encoding: function.encodings[statement.result] ?? nil,
        statistics: function.statistics[statement.result] ?? nil)
      operands = statement.operands.map {
        Operand(
          loops: $0.loops, encoding: function.encodings[$0.value] ?? nil,
          statistics: function.statistics[$0.value] ?? nil)
      }
    }
  }

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
          order: $0.variables, estimate: $0.estimate)
      }
    }
    // Beyond the work that is allowed, only single statements are looked at.
    guard workLeft > 0 || statements.count == 1 else { return nil }
    let region = EinsumRegion(statements, of: function, in: module)
    let found = order(of: region, in: module)
    known[key] = .some(found)
    return found.map {
      StreamSchedule.Part(
        statements: statements, region: region, order: $0.variables, estimate: $0.estimate)
    }
  }

  /// The cheapest order that has a graph of streams, of those that were tried.
  private mutating func order(
    of region: EinsumRegion, in module: borrowing Module
  ) -> StreamOrder? {
    if takesWrittenOrders, let written = estimator.writtenOrder(of: region),
      let check = StreamGraphCheck(region, function, in: module),
      case .hasGraph = check.answer(written.variables)
    {
      return written
    }
    var left = estimator.orders(of: region)
    guard !left.isEmpty, let check = StreamGraphCheck(region, function, in: module) else {
      return nil
    }
    // What a refusal asks for, all later tries have.
    var demands: [(outer: Int, inner: Int)] = []
    var count = 0
    while count < tries, let order = left.popBest() {
      let meets = demands.allSatisfy { demand in
        order.variables.firstIndex(of: demand.outer) ?? 0
          < order.variables.firstIndex(of: demand.inner) ?? 0
      }
      guard meets else { continue }
      count += 1
      workLeft -= region.members.count
      switch check.answer(order.variables) {
      case .hasGraph: return order
      case .other(let demand): if let demand { demands.append(demand) }
      }
    }
    return nil
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
    let kind = Kind(statement, function, in: module)
    let mark = kinds[kind] ?? kinds.count
    kinds[kind] = mark
    marks[number] = mark
    let readers = module.uses(of: statement.result).map { use in numbers[use.user] ?? Int.max }
    lastReaders[number] = readers.max() ?? Int.max
    return mark
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
    // Stretches that the work did not suffice for are looked at once more, now that few are left.
    workLeft = Self.work
    merge(&schedule, in: module)
    return schedule
  }

  /// Makes one region of two neighbours where that is cheaper, until none is.
  private mutating func merge(_ schedule: inout StreamSchedule, in module: borrowing Module) {
    var number = 0
    while number + 1 < schedule.parts.count {
      let (first, second) = (schedule.parts[number], schedule.parts[number + 1])
      let statements = first.statements + second.statements
      let separate = first.estimate.cycles + second.estimate.cycles
      if let cycles = cycles(statements, in: module), cycles < separate * (1 - 1e-9),
        let part = part(statements, in: module)
      {
        schedule.parts.replaceSubrange(number...(number + 1), with: [part])
        number = max(0, number - 1)
      } else {
        number += 1
      }
    }
  }
}
