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
  }

  let model: NetworkCostModel
  /// The layer's number in the model's network.
  let layer: Int
  let space: TiledSpace
  /// Which of the layer's tensors stay on chip between layers.
  private let shares: FusedShares<Double>
  /// How often the cost model was asked.
  public private(set) var evaluations = 0
  private let capacities: [Double]
  private let roots: [(branch: Branch, bound: EnergyLatency)]
  private var objective = SearchObjective.product
  private var best: (point: TiledSpace.Point, cost: EnergyLatency)?
  private var bestValue = Double.infinity

  /// Prepares the search of one layer of the model's network, of whose tensors the given shares stay on chip.
  ///
  /// - Parameter extras: whether columns of a kernel may run along rows, and groups along the diagonal.
  public init(
    _ model: NetworkCostModel, layer: Int, shares: FusedShares<Double> = FusedShares<Double>(),
    extras: Bool = false
  ) {
    self.model = model
    self.layer = layer
    self.shares = shares
    let space = TiledSpace(
      model.network.layers[layer], on: model.machine,
      limitsSides: model.kind == .m1 || model.options.limitsSides, extras: extras)
    self.space = space
    capacities = model.machine.memories.map { $0.capacityBytes.map(Double.init) ?? .infinity }
    var roots: [(branch: Branch, bound: EnergyLatency)] = []
    for kept in space.keptChoices {
      for spatial in space.spatialChoices {
        let branch = Branch(space, kept: kept, spatial: spatial)
        roots.append((branch, branch.cost(in: space, of: layer, model, shares).cost))
      }
    }
    evaluations = roots.count
    self.roots = roots
  }

  /// The mapping of least value, or nil where the layer fits nowhere.
  ///
  /// - Parameter known: a mapping of the space, which the answer is at least as good as.
  public mutating func minimize(
    _ objective: SearchObjective, known: Candidate? = nil
  ) -> Candidate? {
    self.objective = objective
    best = nil
    bestValue = known.map { objective.value(of: $0.cost) } ?? .infinity
    // The most promising first, so that what is found soon rules out the others.
    let order = roots.indices.sorted {
      let (left, right) = (
        objective.value(of: roots[$0].bound), objective.value(of: roots[$1].bound)
      )
      return (left, $0) < (right, $1)
    }
    for root in order where !isHopeless(roots[root].bound) { choose(roots[root].branch, level: 0) }
    guard let best else { return known }
    return Candidate(mapping: space.mapping(of: best.point), cost: best.cost)
  }

  /// Choices made so far.
  private struct Branch {
    var point: TiledSpace.Point
    var template: MappingTemplate
    /// What every tile holds at least: what runs along the array.
    var least: LayerSizes

    init(_ space: TiledSpace, kept: [TensorRoles], spatial: [TiledSpace.SpatialLoop]) {
      let sizes = space.layer.sizes
      point = TiledSpace.Point(
        kept: kept, tiles: space.levels.map { _ in sizes },
        innermost: space.levels.map { _ in .reduction }, spatial: spatial)
      template = space.template(of: point)
      least = LayerSizes(repeating: 1)
      for loop in spatial { least[loop.dimension] *= loop.count }
    }

    /// The cost with open tiles as large as can be, and the bytes that all tiles take.
    func cost(
      in space: TiledSpace, of layer: Int, _ model: NetworkCostModel,
      _ shares: FusedShares<Double>
    ) -> (cost: EnergyLatency, bytes: [Double]) {
      let estimate = model.estimate(
        template, counts: space.counts(of: point), layer: layer, shares: shares)
      return (
        EnergyLatency(energy: estimate.picojoules, latency: estimate.cycles),
        estimate.footprintBytes
      )
    }
  }

  private mutating func relaxed(_ branch: Branch) -> (cost: EnergyLatency, bytes: [Double]) {
    evaluations += 1
    return branch.cost(in: space, of: layer, model, shares)
  }

  private func isHopeless(_ bound: EnergyLatency) -> Bool {
    objective.value(of: bound) >= bestValue
  }

  private func fits(_ bytes: [Double]) -> Bool {
    for memory in bytes.indices where bytes[memory] > capacities[memory] { return false }
    return true
  }

  private mutating func keep(_ branch: Branch, _ cost: EnergyLatency) {
    best = (branch.point, cost)
    bestValue = objective.value(of: cost)
  }

  /// Goes through the orders of the loops outside the memory of `level`, and through its tiles.
  private mutating func choose(_ branch: Branch, level: Int) {
    guard level < space.levels.count else { return }
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
    return LayerDimension.allCases.filter {
      dimensions.contains($0) && outer[$0] > branch.least[$0]
    }
  }

  /// Chooses the part of the tile that the open loops have, one loop after the other.
  private mutating func choose(_ branch: Branch, level: Int, open: ArraySlice<LayerDimension>) {
    let (bound, bytes) = relaxed(branch)
    if isHopeless(bound) { return }
    if fits(bytes) {
      keep(branch, bound)
      return
    }
    let memory = space.levels[level]
    guard let dimension = open.first else {
      if bytes[memory] <= capacities[memory] { choose(branch, level: level + 1) }
      return
    }
    // The tile does not fit its memory at all, even with the open loops as small as can be.
    if smallest(branch, level: level, open: open)[memory] > capacities[memory] { return }
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
