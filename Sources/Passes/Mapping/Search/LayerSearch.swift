import Machine

/// Finds the best mapping of a layer's space.
///
/// Branch and bound. Tiles are chosen memory by memory from outside in, loop by loop, large ones first. What is open is
/// bounded by the cost of the mapping in which every open tile is as large as the one outside it, whether or not it fits:
/// a larger tile is never fetched more often, so no completion costs less. Where that mapping fits, no completion is
/// better, and it is taken as it is; nor is any with a part of such a tile, or with a part of one that is bounded away.
public struct LayerSearch {
  /// A mapping of the layer.
  public struct Candidate: Sendable {
    /// The mapping.
    public var mapping: LayerMapping
    /// What the layer costs under it.
    public var cost: EnergyLatency
    /// The bytes that it needs of each memory.
    var bytes: [Double] = []
  }

  /// What a layer may take of the memories.
  struct Room: Hashable {
    /// The bytes of each memory.
    var bytes: [Double]
    /// The bytes that are taken of the memory of a fused output, whatever part of it the layer itself has there.
    var outputBytes = 0.0
  }

  /// What memories keep and what runs along the array: where the search of tiles begins.
  private struct Root {
    var kept: [TensorRoles]
    var spatial: [TiledSpace.SpatialLoop]
    /// What every tile holds at least: what runs along the array.
    var least: LayerSizes
    /// The number of the evaluator that knows what is kept.
    var evaluator: Int
    /// What no mapping is below, in memories of any size.
    var bound: EnergyLatency
    /// The energy of the outermost memory in `bound`.
    var outermostPicojoules: Double
    /// The bytes of the registers that what runs along the array takes.
    var registerBytes: Double
  }

  /// What is known of a choice after it was looked at.
  private enum Verdict {
    /// Neither it nor one with a part of its tile is better than the best that is known.
    case closed
    /// One with a part of its tile may be better.
    case open
  }

  let model: NetworkCostModel
  /// The layer's number in the model's network.
  let layer: Int
  let space: TiledSpace
  /// How often the cost model was asked.
  public private(set) var evaluations = 0
  /// A value that no mapping is below which the last search did not look at; infinite where it came to its end.
  private(set) var open = Double.infinity
  /// Whether the last search stopped before it was done.
  var isCutShort: Bool { open < .infinity }
  private var room: Room
  private var roots: [Root] = []
  /// For each choice of what memories keep, an evaluator.
  private var evaluators: [LayerEvaluator] = []
  /// The memory of a fused output, of which at least the room's bytes are taken.
  private let outputMemory: Int?
  private var objective = SearchObjective.product
  private var best: (point: TiledSpace.Point, cost: EnergyLatency, bytes: [Double])?
  private var bestValue = Double.infinity
  private var limit = Int.max
  /// Whether a search may go on after so many evaluations, where it is asked now and then.
  private var hasTime: ((Int) -> Bool)?
  /// What is chosen so far; open tiles are as large as those outside of them.
  private var point: TiledSpace.Point
  /// What every tile holds at least: what runs along the array.
  private var least = LayerSizes(repeating: 1)
  private var evaluator: LayerEvaluator
  /// The bytes that the mapping that was judged last needs of each memory.
  private var bytes: [Double]
  private let tiles: TileTable
  /// The bytes of what a group keeps outside the layer's own tiles, at `3 · memory + role`.
  private var fixedBytes: [Double] = []
  /// The innermost of the levels that keep the output.
  private var innermostOutput: Int?

  /// How many evaluations lie between two looks at the clock.
  private static let evaluationsPerLook = 512

  /// Prepares the search of one layer of the model's network, of whose tensors the given shares stay on chip.
  ///
  /// - Parameter extras: what else than channels may run along the array.
  public init(
    _ model: NetworkCostModel, layer: Int, shares: FusedShares<Double> = FusedShares<Double>(),
    extras: SpatialExtras = .none
  ) {
    self.init(
      model, layer: layer, shares: shares,
      space: TiledSpace(
        model.network.layers[layer], on: model.machine,
        limitsSides: model.kind == .m1 || model.options.limitsSides, extras: extras))
  }

  /// Prepares the search of a member of a group.
  init(_ model: NetworkCostModel, layer: Int, place: MemberPlace) {
    self.init(
      model, layer: layer, shares: FusedShares<Double>(),
      space: TiledSpace(model.network.layers[layer], on: model.machine, place: place))
  }

  private init(
    _ model: NetworkCostModel, layer: Int, shares: FusedShares<Double>, space: TiledSpace
  ) {
    self.model = model
    self.layer = layer
    self.space = space
    room = Room(
      bytes: model.machine.memories.map { $0.capacityBytes.map(Double.init) ?? .infinity })
    bytes = [Double](repeating: 0, count: model.machine.memories.count)
    outputMemory = space.place?.outputHome
    tiles = TileTable(space.sizes)
    point = TiledSpace.Point(
      kept: space.largestKept, tiles: space.levels.map { _ in space.sizes },
      innermost: space.levels.map { _ in .reduction }, spatial: [])
    evaluator = LayerEvaluator(
      model, layer: layer, shares: shares, member: space.terms(keeping: point.kept))
    let spatialChoices = space.spatialChoices
    for kept in space.keptChoices {
      evaluator = LayerEvaluator(
        model, layer: layer, shares: shares, member: space.terms(keeping: kept))
      evaluators.append(evaluator)
      for spatial in spatialChoices {
        (point.kept, point.spatial) = (kept, spatial)
        let bound = relaxed()
        var least = LayerSizes(repeating: 1)
        for loop in spatial { least[loop.dimension] *= loop.count }
        roots.append(
          Root(
            kept: kept, spatial: spatial, least: least, evaluator: evaluators.count - 1,
            bound: bound, outermostPicojoules: evaluator.outermost.picojoules,
            registerBytes: space.registers.map { bytes[$0] } ?? 0))
      }
    }
  }

  /// The mapping of least value, or nil where the layer fits nowhere.
  ///
  /// - Parameters:
  ///   - known: a mapping of the space, which the answer is at least as good as.
  ///   - hasTime: whether the search may go on after so many evaluations; nil where it has all the time. Without time it
  ///     ends, but not before it knows a mapping.
  public mutating func minimize(
    _ objective: SearchObjective, known: Candidate? = nil, hasTime: ((Int) -> Bool)? = nil
  ) -> Candidate? {
    self.hasTime = hasTime
    limit = hasTime == nil ? .max : evaluations
    defer { self.hasTime = nil }
    return search(objective, below: known.map { objective.value(of: $0.cost) } ?? .infinity)
      ?? known
  }

  /// The mapping of least value in the given room, or nil where none has a value below `threshold`; after `limit`
  /// evaluations the best so far.
  mutating func minimize(
    _ objective: SearchObjective, in room: Room, below threshold: Double, limit: Int
  ) -> Candidate? {
    self.room = room
    self.limit = evaluations + limit
    return search(objective, below: threshold)
  }

  private mutating func search(_ objective: SearchObjective, below threshold: Double) -> Candidate?
  {
    self.objective = objective
    best = nil
    bestValue = threshold
    open = .infinity
    // The most promising first, so that what is found soon rules out the others.
    let values = roots.map { objective.value(of: $0.bound) }
    let order = roots.indices.filter { values[$0] < threshold }.sorted {
      (values[$0], $0) < (values[$1], $1)
    }
    for number in order where !isHopeless(roots[number].bound) {
      let root = roots[number]
      guard !isCutShort else {
        open = min(open, values[number])
        break
      }
      // What runs along the array decides what the registers hold; tiles do not change it.
      if let registers = space.registers, root.registerBytes > room.bytes[registers] { continue }
      evaluator = evaluators[root.evaluator]
      least = root.least
      (point.kept, point.spatial) = (root.kept, root.spatial)
      for level in point.tiles.indices { point.tiles[level] = space.sizes }
      innermostOutput = root.kept.lastIndex { $0.contains(.output) }
      space.judge(point, in: evaluator)
      fixedBytes = bytes.indices.flatMap { memory in
        TensorRole.allCases.map { evaluator.footprintBytes(in: memory, of: $0) }
      }
      choose(level: 0, values[number])
    }
    return best.map {
      Candidate(mapping: space.mapping(of: $0.point), cost: $0.cost, bytes: $0.bytes)
    }
  }

  /// A value below which no mapping of the space is, in memories of any size.
  func bound(_ objective: SearchObjective) -> Double {
    roots.reduce(.infinity) { min($0, objective.value(of: $1.bound)) }
  }

  /// The least energy and the least latency of any mapping, in memories of any size.
  var leastCosts: EnergyLatency {
    roots.reduce(into: EnergyLatency(energy: .infinity, latency: .infinity)) {
      $0.energy = min($0.energy, $1.bound.energy)
      $0.latency = min($0.latency, $1.bound.latency)
    }
  }

  /// The least energy that any mapping takes apart from the outermost memory, and the least time.
  ///
  /// With shared loops outside there can only be more of either.
  var leastInside: EnergyLatency {
    roots.reduce(into: EnergyLatency(energy: .infinity, latency: .infinity)) {
      $0.energy = min($0.energy, $1.bound.energy - $1.outermostPicojoules)
      $0.latency = min($0.latency, $1.bound.latency)
    }
  }

  /// The cost with open tiles as large as can be; `bytes` is what it needs of all memories.
  private mutating func relaxed() -> EnergyLatency {
    evaluations += 1
    space.judge(point, in: evaluator)
    for memory in bytes.indices {
      var needed = evaluator.footprintBytes(in: memory)
      if memory == outputMemory {
        needed += max(0, room.outputBytes - evaluator.footprintBytes(in: memory, of: .output))
      }
      bytes[memory] = needed
    }
    return EnergyLatency(energy: evaluator.totals.picojoules, latency: evaluator.totals.cycles)
  }

  /// A number of bytes that a tile with the given extents takes at least of the memory of `level`, with what else is there.
  private func leastBytes(level: Int, _ sizes: LayerSizes) -> Double {
    let memory = space.levels[level]
    let kept = point.kept[level]
    var sum = 0.0
    for role in TensorRole.allCases {
      var bytes: Double
      if kept.contains(TensorRoles(role)) {
        bytes = evaluator.leastTileBytes(
          in: memory, of: role, sizes, isInnermost: role != .output || level == innermostOutput)
      } else {
        bytes = fixedBytes[3 * memory + role.index]
      }
      if role == .output, memory == outputMemory { bytes = max(bytes, room.outputBytes) }
      sum += bytes
    }
    return sum
  }

  /// Whether there is time for some more evaluations, which a search that knows no mapping takes in any case.
  private mutating func mayGoOn() -> Bool {
    guard let hasTime, bestValue == .infinity || hasTime(evaluations) else { return false }
    limit = evaluations + Self.evaluationsPerLook
    return true
  }

  private func isHopeless(_ bound: EnergyLatency) -> Bool {
    objective.value(of: bound) >= bestValue
  }

  /// Whether what `relaxed` saw last fits.
  private var fits: Bool {
    for memory in bytes.indices where bytes[memory] > room.bytes[memory] { return false }
    return true
  }

  private mutating func keep(_ cost: EnergyLatency) {
    best = (point, cost, bytes)
    bestValue = objective.value(of: cost)
  }

  /// Goes through the orders of the loops outside the memory of `level`, and through its tiles.
  ///
  /// - Parameter floor: a value that none of these mappings is below.
  private mutating func choose(level: Int, _ floor: Double) {
    guard level < space.levels.count else {
      // A machine without memories that have tiles leaves nothing to choose.
      if space.levels.isEmpty {
        let cost = relaxed()
        if fits, !isHopeless(cost) { keep(cost) }
      }
      return
    }
    let open = loops(of: level)
    for innermost in TiledSpace.Block.allCases where !open.isDisjoint(with: innermost.dimensions) {
      // Where no loop of a block can be outside the tile, another block is the innermost one.
      point.innermost[level] = innermost
      _ = choose(level: level, open: open, floor)
    }
    if open.isEmpty {
      point.innermost[level] = .reduction
      _ = choose(level: level, open: open, floor)
    }
  }

  /// The loops whose part in the tile is a choice: those that something kept in the memory depends on. The others are
  /// free, so the tile takes them whole.
  private func loops(of level: Int) -> LayerDimensions {
    let kept = point.kept[level]
    var dimensions: LayerDimensions = []
    if space.layer.kind == .contraction {
      if kept.contains(.input) { dimensions.formUnion(.input) }
      if kept.contains(.weight) { dimensions.formUnion(.weight) }
      if kept.contains(.output) { dimensions.formUnion(.output) }
    } else if !kept.isEmpty {
      dimensions = .output
    }
    // Around what is fetched again anyway, loops over outputs finish sums that a memory further in has no room for all of.
    if space.place != nil, kept == .weight { dimensions.formUnion(.output) }
    if let place = space.place, place.isOutputWhole, let home = place.outputHome,
      space.levels[level] <= home
    {
      dimensions.subtract(.output)
    }
    let outer = point.tiles[level]
    for index in 0..<8 where outer[index] == least[index] {
      dimensions.remove(LayerDimensions(rawValue: 1 << UInt8(index)))
    }
    return dimensions
  }

  /// Chooses the part of the tile that the open loops have, one loop after the other.
  private mutating func choose(
    level: Int, open: LayerDimensions, _ floor: Double
  ) -> Verdict {
    guard !isCutShort, evaluations < limit || mayGoOn() else {
      self.open = min(self.open, floor)
      return .open
    }
    let bound = relaxed()
    let value = objective.value(of: bound)
    if value >= bestValue { return .closed }
    if fits, space.isFinished(point) {
      keep(bound)
      return .closed
    }
    let memory = space.levels[level]
    guard !open.isEmpty else {
      if bytes[memory] <= room.bytes[memory], !isRepeated(level: level) {
        choose(level: level + 1, value)
      }
      return .open
    }
    let outer = point.tiles[level]
    let index = open.rawValue.trailingZeroBitCount
    let rest = open.subtracting(LayerDimensions(rawValue: 1 << UInt8(index)))
    // The least that the tile can be as far as it is chosen.
    var smallest = outer
    for index in 0..<8 where rest.rawValue >> UInt8(index) & 1 != 0 {
      smallest[index] = least[index]
    }
    var closed = ClosedTiles()
    for place in tiles.places(of: index) {
      let tile = tiles[place]
      guard outer[index] % tile == 0, tile % least[index] == 0, !closed.covers(tile) else {
        continue
      }
      smallest[index] = tile
      guard leastBytes(level: level, smallest) <= room.bytes[memory] else { continue }
      set(index, tile, from: level)
      if choose(level: level, open: rest, value) == .closed { closed.insert(tile) }
      if isCutShort {
        // The tiles that follow are no parts of this one, and may cost less than what it left open.
        self.open = min(self.open, value)
        break
      }
    }
    set(index, outer[index], from: level)
    return .open
  }

  /// Gives the tiles of a level and of those inside of it a part of a loop.
  private mutating func set(_ index: Int, _ tile: Int, from level: Int) {
    for inner in level..<point.tiles.count { point.tiles[inner][index] = tile }
  }

  /// Whether the loops outside a tile are in the same order with another block as the innermost one: the innermost block has
  /// none, and another one has some.
  private func isRepeated(level: Int) -> Bool {
    let outer = level == 0 ? space.sizes : point.tiles[level - 1]
    let tile = point.tiles[level]
    var walked: LayerDimensions = []
    for index in 0..<8 where outer[index] != tile[index] {
      walked.insert(LayerDimensions(rawValue: 1 << UInt8(index)))
    }
    return walked.isDisjoint(with: point.innermost[level].dimensions)
      && !walked.subtracting(LayerDimensions(.group)).isEmpty
  }
}

/// The divisors of the extents of all loops, large ones first.
private struct TileTable {
  private var divisors: [Int] = []
  private var first: [Int] = [0]

  init(_ sizes: LayerSizes) {
    for index in 0..<8 {
      divisors += Machine.divisors(of: sizes[index]).reversed()
      first.append(divisors.count)
    }
  }

  func places(of index: Int) -> Range<Int> { first[index]..<first[index + 1] }
  subscript(place: Int) -> Int { divisors[place] }
}

/// Tiles of a loop of which no part is worth a look.
private struct ClosedTiles {
  private var tiles = SIMD8<Int>(repeating: 0)
  private var count = 0

  /// Remembers a tile; one too many is forgotten, which costs time only.
  mutating func insert(_ tile: Int) {
    guard count < 8 else { return }
    tiles[count] = tile
    count += 1
  }

  func covers(_ tile: Int) -> Bool {
    for place in 0..<count where tiles[place] % tile == 0 { return true }
    return false
  }
}
