import Machine

/// Finds the best mapping of a layer's space.
///
/// Branch and bound. Tiles are chosen memory by memory from outside in, loop by loop, large ones first. What is open is
/// bounded by the cost of the mapping in which every open tile is as large as the one outside it, whether or not it fits:
/// a larger tile is never fetched more often, so no completion costs less. Where that mapping fits, no completion is
/// better, and it is taken as it is.
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

  let model: NetworkCostModel
  /// The layer's number in the model's network.
  let layer: Int
  let space: TiledSpace
  /// Which of the layer's tensors stay on chip between layers.
  private let shares: FusedShares<Double>
  /// How often the cost model was asked.
  public private(set) var evaluations = 0
  /// Whether the last search stopped before it was done.
  private(set) var isCutShort = false
  private var room: Room
  private var roots: [(branch: Branch, bound: EnergyLatency)] = []
  private var objective = SearchObjective.product
  private var best: (point: TiledSpace.Point, cost: EnergyLatency, bytes: [Double])?
  private var bestValue = Double.infinity
  private var limit = Int.max
  private var estimate = MemberEstimate()

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
    self.shares = shares
    self.space = space
    room = Room(
      bytes: model.machine.memories.map { $0.capacityBytes.map(Double.init) ?? .infinity })
    for kept in space.keptChoices {
      for spatial in space.spatialChoices {
        let branch = Branch(space, kept: kept, spatial: spatial)
        roots.append((branch, relaxed(branch).cost))
      }
    }
  }

  /// The mapping of least value, or nil where the layer fits nowhere.
  ///
  /// - Parameter known: a mapping of the space, which the answer is at least as good as.
  public mutating func minimize(
    _ objective: SearchObjective, known: Candidate? = nil
  ) -> Candidate? {
    search(objective, below: known.map { objective.value(of: $0.cost) } ?? .infinity) ?? known
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
    isCutShort = false
    // The most promising first, so that what is found soon rules out the others.
    let values = roots.map { objective.value(of: $0.bound) }
    let order = roots.indices.filter { values[$0] < threshold }.sorted {
      (values[$0], $0) < (values[$1], $1)
    }
    for root in order where !isHopeless(roots[root].bound) {
      // What runs along the array decides what the registers hold; tiles do not change it.
      if let registers = space.registers,
        relaxed(roots[root].branch).bytes[registers] > room.bytes[registers]
      {
        continue
      }
      choose(roots[root].branch, level: 0)
    }
    return best.map {
      Candidate(mapping: space.mapping(of: $0.point), cost: $0.cost, bytes: $0.bytes)
    }
  }

  /// A value below which no mapping of the space is, in memories of any size.
  func bound(_ objective: SearchObjective) -> Double {
    roots.reduce(.infinity) { min($0, objective.value(of: $1.bound)) }
  }

  /// The least energy that any mapping takes apart from the outermost memory, and the least time.
  ///
  /// With shared loops outside there can only be more of either.
  mutating func leastInside() -> EnergyLatency {
    var least = EnergyLatency(energy: .infinity, latency: .infinity)
    for root in roots {
      let cost = relaxed(root.branch).cost
      least.energy = min(least.energy, cost.energy - estimate.outermostPicojoules)
      least.latency = min(least.latency, cost.latency)
    }
    return least
  }

  /// Choices made so far.
  private struct Branch {
    var point: TiledSpace.Point
    var template: MappingTemplate
    /// What every tile holds at least: what runs along the array.
    var least: LayerSizes
    /// What a member of a group does beyond its nest.
    var terms: MemberTerms?

    init(_ space: TiledSpace, kept: [TensorRoles], spatial: [TiledSpace.SpatialLoop]) {
      let sizes = space.sizes
      point = TiledSpace.Point(
        kept: kept, tiles: space.levels.map { _ in sizes },
        innermost: space.levels.map { _ in .reduction }, spatial: spatial)
      template = space.template(of: point)
      terms = space.terms(keeping: kept)
      least = LayerSizes(repeating: 1)
      for loop in spatial { least[loop.dimension] *= loop.count }
    }
  }

  /// The cost with open tiles as large as can be, and the bytes that it needs of all memories.
  private mutating func relaxed(_ branch: Branch) -> (cost: EnergyLatency, bytes: [Double]) {
    evaluations += 1
    guard let terms = branch.terms else {
      let estimate = model.estimate(
        branch.template, counts: space.counts(of: branch.point), layer: layer, shares: shares)
      return (
        EnergyLatency(energy: estimate.picojoules, latency: estimate.cycles),
        estimate.footprintBytes
      )
    }
    model.estimate(
      branch.template, counts: space.counts(of: branch.point), layer: layer, member: terms,
      into: &estimate)
    let footprints = estimate.footprintBytes
    var bytes: [Double] = []
    bytes.reserveCapacity(room.bytes.count)
    for memory in room.bytes.indices {
      var needed =
        footprints[3 * memory] + footprints[3 * memory + 1] + footprints[3 * memory + 2]
      if memory == terms.outputMemory {
        needed += max(0, room.outputBytes - footprints[3 * memory + 2])
      }
      bytes.append(needed)
    }
    let totals = estimate.totals
    return (EnergyLatency(energy: totals.picojoules, latency: totals.cycles), bytes)
  }

  private func isHopeless(_ bound: EnergyLatency) -> Bool {
    objective.value(of: bound) >= bestValue
  }

  private func fits(_ bytes: [Double]) -> Bool {
    for memory in bytes.indices where bytes[memory] > room.bytes[memory] { return false }
    return true
  }

  private mutating func keep(_ branch: Branch, _ cost: EnergyLatency, _ bytes: [Double]) {
    best = (branch.point, cost, bytes)
    bestValue = objective.value(of: cost)
  }

  /// Goes through the orders of the loops outside the memory of `level`, and through its tiles.
  private mutating func choose(_ branch: Branch, level: Int) {
    guard level < space.levels.count else {
      // A machine without memories that have tiles leaves nothing to choose.
      if space.levels.isEmpty {
        let (cost, bytes) = relaxed(branch)
        if fits(bytes), !isHopeless(cost) { keep(branch, cost, bytes) }
      }
      return
    }
    let open = loops(of: level, in: branch)
    for innermost in TiledSpace.Block.allCases {
      // Where no loop of a block can be outside the tile, another block is the innermost one.
      guard innermost.loops.contains(where: { open.contains($0) }) else { continue }
      var next = branch
      next.point.innermost[level] = innermost
      next.template = space.template(of: next.point)
      choose(next, level: level, open: open[...])
    }
    if open.isEmpty { choose(branch, level: level, open: []) }
  }

  /// The loops whose part in the tile is a choice: those that something kept in the memory depends on. The others are
  /// free, so the tile takes them whole.
  private func loops(of level: Int, in branch: Branch) -> [LayerDimension] {
    let kept = branch.point.kept[level]
    let outer = branch.point.tiles[level]
    var dimensions: LayerDimensions = []
    for role in TensorRole.allCases where kept.contains(TensorRoles(role)) {
      dimensions.formUnion(
        space.layer.kind == .contraction ? role.dimensions : TensorRole.output.dimensions)
    }
    // Around what is fetched again anyway, loops over outputs finish sums that a memory further in has no room for all of.
    if space.place != nil, kept == .weight { dimensions.formUnion(.output) }
    if let place = space.place, place.isOutputWhole, let home = place.outputHome,
      space.levels[level] <= home
    {
      dimensions.subtract(.output)
    }
    return LayerDimension.allCases.filter {
      dimensions.contains($0) && outer[$0] > branch.least[$0]
    }
  }

  /// Chooses the part of the tile that the open loops have, one loop after the other.
  private mutating func choose(_ branch: Branch, level: Int, open: ArraySlice<LayerDimension>) {
    guard evaluations < limit else {
      isCutShort = true
      return
    }
    let (bound, bytes) = relaxed(branch)
    if isHopeless(bound) { return }
    if fits(bytes), space.isFinished(branch.point) {
      keep(branch, bound, bytes)
      return
    }
    let memory = space.levels[level]
    guard let dimension = open.first else {
      if bytes[memory] <= room.bytes[memory] { choose(branch, level: level + 1) }
      return
    }
    // The tile does not fit its memory at all, even with the open loops as small as can be.
    if smallest(branch, level: level, open: open)[memory] > room.bytes[memory] { return }
    let whole = branch.point.tiles[level][dimension]
    let least = branch.least[dimension]
    for part in divisors(of: whole / least).reversed() {
      var next = branch
      for inner in level..<space.levels.count { next.point.tiles[inner][dimension] = part * least }
      choose(next, level: level, open: open.dropFirst())
    }
  }

  /// The bytes that tiles take with the open loops as small as can be.
  private mutating func smallest(
    _ branch: Branch, level: Int, open: ArraySlice<LayerDimension>
  ) -> [Double] {
    var smallest = branch
    for dimension in open {
      for inner in level..<space.levels.count {
        smallest.point.tiles[inner][dimension] = branch.least[dimension]
      }
    }
    return relaxed(smallest).bytes
  }
}
