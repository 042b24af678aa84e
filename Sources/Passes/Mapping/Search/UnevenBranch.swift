import Machine

/// The search through all nests of one choice of what memories keep and of what runs along the array.
struct UnevenBranch {
  /// Energy in lane 0, and in the others cycles of components.
  struct Parts {
    let constants: SIMD8<Double>
    let slopes: [SIMD8<Double>]

    /// The parts of costs, without components that another one is never below. Of more than seven only seven count, which
    /// is a bound.
    init(_ costs: FillCosts) {
      let places = costs.slopes.count / costs.partCount
      func isCovered(_ part: Int, by other: Int) -> Bool {
        costs.constants[part] <= costs.constants[other]
          && (0..<places).allSatisfy {
            costs.slopes[$0 * costs.partCount + part] <= costs.slopes[$0 * costs.partCount + other]
          }
      }
      var kept: [Int] = []
      for part in 1..<costs.partCount {
        if kept.contains(where: { isCovered(part, by: $0) }) { continue }
        kept.removeAll { isCovered($0, by: part) }
        kept.append(part)
      }
      let lanes = [0] + kept.prefix(7)
      func vector(_ values: (Int) -> Double) -> SIMD8<Double> {
        var vector = SIMD8<Double>(repeating: 0)
        for (lane, part) in lanes.enumerated() { vector[lane] = values(part) }
        return vector
      }
      constants = vector { costs.constants[$0] }
      slopes = (0..<places).map { place in
        vector { costs.slopes[place * costs.partCount + $0] }
      }
    }

    /// What so many fills cost.
    func cost(_ fills: [Double]) -> EnergyLatency {
      var parts = constants
      for (slope, fills) in zip(slopes, fills) { parts += slope * fills }
      return UnevenBranch.cost(parts)
    }
  }

  /// Tiles chosen so far.
  private struct State {
    /// The innermost tile.
    var tile: SIMD8<Int>
    /// What the chosen tiles cost.
    var parts: SIMD8<Double>
    /// What is left of each memory.
    var room: SIMD8<Double>
    /// The places whose tiles are chosen, as bits.
    var chosen: Int
  }

  /// Values this close are one.
  static let tolerance = 1 - 1e-12
  /// How many tiles are looked at between two looks at the clock.
  private static let stepsPerLook = 4096

  let tables: UnevenTables
  let root: UnevenSpace.Root
  private let parts: Parts
  private let bytes: [UnevenTables.Table]
  private let fills: [UnevenTables.Table]
  private let memories: [Int]
  /// The bytes of each place's smallest tile.
  private let leastBytes: [Double]
  /// For each place the ones that come before it, as bits.
  private let before: [Int]
  /// The loops of each place's tensor.
  private let relevant: [LayerDimensions]
  private let registers: Int?
  /// The place of the innermost sums, to whose tiles addends come, and the loops that those do not depend on.
  private let sums: Int?
  private let repeated: LayerDimensions
  private let objective: SearchObjective
  private let start: State
  /// The tiles of the present nest, outermost first.
  private var nest: [(place: Int, tile: SIMD8<Int>)] = []
  /// How many tiles were looked at.
  private(set) var steps = 0
  /// How many nests were judged.
  private(set) var evaluations = 0
  /// The best nest that is better than what was known.
  private(set) var best: (nest: [(place: Int, tile: SIMD8<Int>)], cost: EnergyLatency)?
  /// The least value known.
  private(set) var bestValue: Double
  /// A value that no nest is below which is better than `bestValue`.
  private(set) var least = Double.infinity
  private var isCutShort = false

  init(
    _ layer: Layer, _ root: UnevenSpace.Root, _ tables: UnevenTables,
    _ bytes: [UnevenTables.Table], _ costs: FillCosts, machine: Accelerator, registers: Int?,
    objective: SearchObjective,
    below value: Double
  ) {
    self.root = root
    self.tables = tables
    self.bytes = bytes
    self.objective = objective
    let parts = Parts(costs)
    self.parts = parts
    let sums = root.places.lastIndex { $0.role == .output }
    self.sums = sums
    repeated = layer.addends.reduce(into: LayerDimensions()) {
      $0.formUnion(TensorRole.output.dimensions.subtracting($1.dimensions))
    }
    fills = root.places.map { tables.fills[$0.role.index] }
    memories = root.places.map(\.memory)
    leastBytes = bytes.map { $0[SIMD8(repeating: 0)] }
    before = root.places.indices.map { place in
      root.places.indices.reduce(0) { bits, other in
        other < place && root.places[other].role == root.places[place].role
          ? bits | 1 << other : bits
      }
    }
    relevant = root.places.map(\.role.dimensions)
    bestValue = value
    var room = SIMD8<Double>(repeating: .infinity)
    for (memory, description) in machine.memories.enumerated() {
      if let capacity = description.capacityBytes { room[memory] = Double(capacity) }
    }
    var tile = SIMD8<Int>(repeating: 0)
    for index in 0..<8 { tile[index] = tables.divisors[index].count - 1 }
    // Without a memory for sums nothing brings an addend again.
    var constants = parts.constants
    if sums == nil {
      for (number, table) in tables.addends.enumerated() {
        constants += parts.slopes[root.places.count + number] * table[tile]
      }
    }
    start = State(tile: tile, parts: constants, room: room, chosen: 0)
    self.registers = registers
  }

  @inline(__always) static func cost(_ parts: SIMD8<Double>) -> EnergyLatency {
    var cycles = parts
    cycles[0] = 0
    return EnergyLatency(energy: parts[0], latency: cycles.max())
  }

  /// Looks at all nests; `judge` says what one costs, or nil where it does not fit after all.
  mutating func run(
    hasTime: (Int) -> Bool, judge: ([(place: Int, extents: LayerSizes)]) -> EnergyLatency?
  ) {
    for place in root.places.indices where leastBytes[place] > start.room[memories[place]] {
      return
    }
    go(start, value(start.parts, start.tile, chosen: 0), hasTime, judge)
  }

  /// A value that no nest is below which has the chosen tiles and goes on inside `tile`.
  @inline(__always)
  private func value(_ chosenParts: SIMD8<Double>, _ tile: SIMD8<Int>, chosen: Int) -> Double {
    var parts = chosenParts
    for place in fills.indices where chosen >> place & 1 == 0 { parts += cost(of: place, tile) }
    return objective.value(of: Self.cost(parts))
  }

  /// What the fills of a place cost with a tile, and what addends do that come to it.
  @inline(__always)
  private func cost(of place: Int, _ tile: SIMD8<Int>) -> SIMD8<Double> {
    var cost = parts.slopes[place] * fills[place][tile]
    guard place == sums else { return cost }
    for (number, table) in tables.addends.enumerated() {
      cost += parts.slopes[fills.count + number] * table[tile]
    }
    return cost
  }

  /// Chooses the next tile; no nest that goes on from here is below `bound`.
  private mutating func go(
    _ state: State, _ bound: Double, _ hasTime: (Int) -> Bool,
    _ judge: ([(place: Int, extents: LayerSizes)]) -> EnergyLatency?
  ) {
    guard state.chosen != 1 << fills.count - 1 else {
      least = min(least, bound)
      evaluations += 1
      guard let cost = judge(nest.map { ($0.place, tables.extents($0.tile)) }) else { return }
      let value = objective.value(of: cost)
      if value < bestValue {
        bestValue = value
        best = (nest, cost)
      }
      return
    }
    for place in fills.indices
    where state.chosen >> place & 1 == 0 && before[place] & ~state.chosen == 0 {
      let chosen = state.chosen | 1 << place
      let own = relevant[place]
      // What tiles further in gain by.
      var useful: LayerDimensions = own == .input ? UnevenTables.windows : []
      for other in fills.indices where chosen >> other & 1 == 0 {
        useful.formUnion(LayerDimensions(rawValue: ~relevant[other].rawValue))
        if relevant[other] == .input { useful.formUnion(UnevenTables.windows) }
      }
      // What a place further in, or this one, fetches of addends.
      if let sums, place == sums || chosen >> sums & 1 == 0 { useful.formUnion(repeated) }
      if memories[place] == registers { useful = [] }
      var tile = state.tile
      for dimension in own.subtracting(useful).members { tile[dimension.rawValue] = 0 }
      let isLast = !fills.indices.contains {
        chosen >> $0 & 1 == 0 && memories[$0] == memories[place]
      }
      _ = vary(
        place, state, tile, own.intersection(useful), isLast: isLast, bound, hasTime, judge)
      if isCutShort { return }
    }
  }

  /// What came of a tile.
  private enum Outcome {
    /// It does not fit.
    case tooLarge
    /// It has been looked at.
    case done
    /// Nothing that is inside it is better than what is known.
    case hopeless
  }

  /// Chooses the extents of the given loops of a tile, large ones first.
  private mutating func vary(
    _ place: Int, _ state: State, _ tile: SIMD8<Int>, _ open: LayerDimensions, isLast: Bool,
    _ bound: Double, _ hasTime: (Int) -> Bool,
    _ judge: ([(place: Int, extents: LayerSizes)]) -> EnergyLatency?
  ) -> Outcome {
    steps += 1
    if steps % Self.stepsPerLook == 0, !hasTime(steps) { isCutShort = true }
    if isCutShort {
      least = min(least, bound)
      return .done
    }
    let here = value(state.parts, tile, chosen: state.chosen)
    if here >= bestValue * Self.tolerance { return .hopeless }
    guard open.rawValue != 0 else { return settle(place, state, tile, here, hasTime, judge) }
    let index = open.rawValue.trailingZeroBitCount
    let rest = LayerDimensions(rawValue: open.rawValue & (open.rawValue - 1))
    guard state.tile[index] > 0 else {
      return vary(place, state, tile, rest, isLast: isLast, bound, hasTime, judge)
    }
    var next = tile
    // What the other loops are at least, to see how large this one may be.
    var small = tile
    for dimension in rest.members { small[dimension.rawValue] = 0 }
    // Of what is no worse than its divisors, the latest.
    var covered = SIMD4<Int>(repeating: 0)
    var coveredCount = 0
    let parts = tables.divisors[index]
    for part in tables.inner[index][state.tile[index]] {
      next[index] = part
      small[index] = part
      guard bytes[place][small] <= state.room[memories[place]] else { continue }
      var isCovered = false
      for number in 0..<coveredCount {
        isCovered = isCovered || covered[number] % parts[part] == 0
      }
      if isCovered { continue }
      let outcome = vary(place, state, next, rest, isLast: isLast, bound, hasTime, judge)
      if isCutShort { return .done }
      // Where this is the memory's last tile, a smaller one leaves room for nothing.
      if outcome == .hopeless || (outcome == .done && isLast && rest.rawValue == 0),
        coveredCount < 4
      {
        covered[coveredCount] = parts[part]
        coveredCount += 1
      }
    }
    return .done
  }

  /// Takes a tile if it fits, and goes on inside of it.
  private mutating func settle(
    _ place: Int, _ state: State, _ tile: SIMD8<Int>, _ bound: Double, _ hasTime: (Int) -> Bool,
    _ judge: ([(place: Int, extents: LayerSizes)]) -> EnergyLatency?
  ) -> Outcome {
    var next = state
    next.room[memories[place]] -= bytes[place][tile]
    guard next.room[memories[place]] >= 0 else { return .tooLarge }
    next.chosen |= 1 << place
    for other in fills.indices
    where next.chosen >> other & 1 == 0 && memories[other] == memories[place] {
      guard leastBytes[other] <= next.room[memories[place]] else { return .tooLarge }
    }
    next.tile = tile
    next.parts += cost(of: place, tile)
    nest.append((place, tile))
    go(next, bound, hasTime, judge)
    nest.removeLast()
    return .done
  }
}
