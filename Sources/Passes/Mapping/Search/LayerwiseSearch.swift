import Machine

/// The best mapping of every layer of a network, each in a space of its own: the least value of the objective over the sums
/// of energy and of latency, proved.
///
/// Where tensors are said to stay on chip, the answer is what layers would cost if each had the memories for itself and
/// loops of its own: a bound for every plan that fuses those tensors or some of them.
public struct LayerwiseSearch {
  /// A mapping per layer and what they cost in all.
  public struct Answer: Sendable {
    /// One mapping per layer.
    public var mappings: [LayerMapping]
    /// The sums.
    public var cost: EnergyLatency
    /// A value of the objective that no mappings of the space are below.
    public var bound: Double
  }

  /// Why there is no answer.
  public struct Unmappable: Error, Equatable, Sendable {
    /// The layer that fits nowhere.
    public var layer: Int
  }

  /// Layers that are alike but for their names.
  private struct Kind {
    /// The first of them.
    var layer: Int
    var count: Int
    var search: LayerSearch
    /// The search of the wider space, where it is asked for.
    var uneven: UnevenSearch?
    /// A value of the last objective that no mapping is below.
    var proved = 0.0
    /// A product of energy and latency that no mapping is below.
    var provedProduct = 0.0
    /// What earlier minimisations found; the first is the mapping of least product.
    var known: [LayerSearch.Candidate] = []
  }

  /// How many tiles of the wider space are looked at in the time of an evaluation.
  static let tilesPerEvaluation = 25

  private var kinds: [Kind] = []
  /// The kind of each layer.
  private var kindOfLayer: [Int] = []
  private let hasTime: (Int) -> Bool

  /// Prepares a search of the model's network.
  ///
  /// - Parameters:
  ///   - fused: for each layer the tensors that stay on chip; none where it is nil.
  ///   - extras: what else than channels may run along the array.
  ///   - tiling: how tensors are tiled.
  ///   - hasTime: whether searches may go on after they have looked at so many tiles of the wider space; `tilesPerEvaluation`
  ///     of them count like an evaluation.
  public init(
    _ model: NetworkCostModel, fused: [TensorRoles]? = nil, extras: SpatialExtras = .none,
    tiling: Tiling = .even, hasTime: @escaping (Int) -> Bool = { _ in true }
  ) {
    self.hasTime = hasTime
    var representatives: [(layer: Layer, fused: TensorRoles)] = []
    for (number, layer) in model.network.layers.enumerated() {
      let unnamed = layer.unnamed
      let fused = fused?[number] ?? []
      if let kind = representatives.firstIndex(where: { $0 == (unnamed, fused) }) {
        kinds[kind].count += 1
        kindOfLayer.append(kind)
        continue
      }
      let shares = FusedShares<Double>(
        input: fused.contains(.input) ? 1 : 0, weight: fused.contains(.weight) ? 1 : 0,
        output: fused.contains(.output) ? 1 : 0)
      kindOfLayer.append(kinds.count)
      representatives.append((unnamed, fused))
      kinds.append(
        Kind(
          layer: number, count: 1,
          search: LayerSearch(model, layer: number, shares: shares, extras: extras),
          uneven: tiling == .uneven && layer.kind == .contraction
            ? UnevenSearch(model, layer: number, shares: shares, extras: extras) : nil))
    }
  }

  /// How often the cost model was asked.
  public var evaluations: Int {
    kinds.reduce(0) { $0 + $1.search.evaluations + ($1.uneven?.evaluations ?? 0) }
  }

  /// The least product of energy and latency, or the least weighted sum; throws where a layer fits nowhere.
  public mutating func minimize(_ objective: SearchObjective) throws(Unmappable) -> Answer {
    try prepare()
    let best: LowerHull<[LayerSearch.Candidate]>.Corner
    var bound: Double
    switch objective {
    case .product where kinds.count == 1 && kinds[0].uneven == nil:
      // Of layers that are all alike the best mapping makes the best sums.
      best = .init(point: known, choice: [kinds[0].known[0]])
      let count = Double(kinds[0].count)
      bound = min(best.point.product, kinds[0].provedProduct * count * count)
    case .product where kinds.allSatisfy({ $0.uneven == nil }):
      var planes = CuttingPlanes()
      let least = leastCosts
      planes.add(energy: 1, latency: 0, value: least.energy)
      planes.add(energy: 0, latency: 1, value: least.latency)
      var isProved = true
      best =
        LowerHull<[LayerSearch.Candidate]>(near: known, above: least) { energy, latency in
          let corner = corner(.weighted(energy: energy, latency: latency))
          planes.add(energy: energy, latency: latency, value: proved)
          isProved = isProved && !kinds.contains { $0.search.isCutShort }
          return corner
        }.best
      bound = isProved ? best.point.product : min(best.point.product, planes.leastCorner.product)
    case .product:
      var planes = CuttingPlanes()
      var isProved = true
      best =
        LowerHull<[LayerSearch.Candidate]> { energy, latency in
          let weighted = SearchObjective.weighted(energy: energy, latency: latency)
          let corner = corner(weighted)
          planes.add(energy: energy, latency: latency, value: proved)
          isProved = isProved && proved >= weighted.value(of: corner.point) * (1 - 1e-12)
          return corner
        }.best
      bound = isProved ? best.point.product : min(best.point.product, planes.leastCorner.product)
    case .weighted:
      best = corner(objective)
      bound = min(proved, objective.value(of: best.point))
    }
    return Answer(
      mappings: kindOfLayer.map { best.choice[$0].mapping }, cost: best.point, bound: bound)
  }

  /// The sum of what was proved of each kind of layer for the last weighted sum.
  private var proved: Double { kinds.reduce(0) { $0 + Double($1.count) * $1.proved } }

  /// For each layer a value of the last weighted sum that no mapping is below.
  var provedOfLayers: [Double] { kindOfLayer.map { kinds[$0].proved } }

  /// For each layer the mapping that minimises a weighted sum; throws where a layer fits nowhere.
  mutating func best(
    _ objective: SearchObjective
  ) throws(Unmappable) -> [LayerSearch.Candidate] {
    try prepare()
    let best = kinds.indices.map { minimize($0, objective) }
    return kindOfLayer.map { best[$0] }
  }

  /// Finds some mapping of each kind of layer.
  private mutating func prepare() throws(Unmappable) {
    for kind in kinds.indices where kinds[kind].known.isEmpty {
      guard let any = find(kind, .product, known: nil) else {
        throw Unmappable(layer: kinds[kind].layer)
      }
      kinds[kind].known = [any]
      kinds[kind].provedProduct = kinds[kind].proved
    }
  }

  /// The sums of the mappings that were found first.
  private var known: EnergyLatency {
    kinds.reduce(into: EnergyLatency(energy: 0, latency: 0)) {
      $0.energy += Double($1.count) * $1.known[0].cost.energy
      $0.latency += Double($1.count) * $1.known[0].cost.latency
    }
  }

  /// Sums of energy and of latency that no mappings of the narrower space are below, in memories of any size.
  private var leastCosts: EnergyLatency {
    kinds.reduce(into: EnergyLatency(energy: 0, latency: 0)) {
      let least = $1.search.leastCosts
      $0.energy += Double($1.count) * least.energy
      $0.latency += Double($1.count) * least.latency
    }
  }

  /// For each layer an energy and a latency that no mapping is below, in memories of any size.
  var leastOfLayers: [EnergyLatency] {
    kindOfLayer.map {
      let even = kinds[$0].search.leastCosts
      guard let wider = kinds[$0].uneven?.leastCosts else { return even }
      return EnergyLatency(
        energy: min(even.energy, wider.energy), latency: min(even.latency, wider.latency))
    }
  }

  /// The mappings that minimise a weighted sum, one per kind of layer.
  private mutating func corner(
    _ objective: SearchObjective
  ) -> LowerHull<[LayerSearch.Candidate]>.Corner {
    var sum = EnergyLatency(energy: 0, latency: 0)
    var choice: [LayerSearch.Candidate] = []
    for kind in kinds.indices {
      let best = minimize(kind, objective)
      sum.energy += best.cost.energy * Double(kinds[kind].count)
      sum.latency += best.cost.latency * Double(kinds[kind].count)
      choice.append(best)
    }
    return .init(point: sum, choice: choice)
  }

  private mutating func minimize(_ kind: Int, _ objective: SearchObjective) -> LayerSearch.Candidate
  {
    let known = kinds[kind].known.min {
      objective.value(of: $0.cost) < objective.value(of: $1.cost)
    }
    guard let best = find(kind, objective, known: known) else {
      preconditionFailure("invariant: a mapping is known")
    }
    if !kinds[kind].known.contains(where: { $0.cost == best.cost }) {
      kinds[kind].known.append(best)
    }
    return best
  }

  /// The best mapping of a kind of layer, and what is proved of it.
  private mutating func find(
    _ kind: Int, _ objective: SearchObjective, known: LayerSearch.Candidate?
  ) -> LayerSearch.Candidate? {
    var best = known
    var floor = Double.infinity
    let hasTime = hasTime
    if kinds[kind].uneven != nil {
      let others = spent - (kinds[kind].uneven?.steps ?? 0)
      best = kinds[kind].uneven?.minimize(objective, known: best) { hasTime(others + $0) } ?? best
      floor = kinds[kind].uneven?.proved ?? 0
      if let best, floor >= objective.value(of: best.cost) * UnevenBranch.tolerance {
        kinds[kind].proved = objective.value(of: best.cost)
        return best
      }
    }
    // What the wider space leaves open is at least no worse than the narrower one's best.
    let others = spent - kinds[kind].search.evaluations * Self.tilesPerEvaluation
    best = kinds[kind].search.minimize(objective, known: best) {
      hasTime(others + $0 * Self.tilesPerEvaluation)
    }
    let open = min(floor, kinds[kind].search.open)
    kinds[kind].proved = min(open, best.map { objective.value(of: $0.cost) } ?? open)
    return best
  }

  /// What was looked at, in tiles of the wider space.
  private var spent: Int {
    kinds.reduce(0) {
      $0 + ($1.uneven?.steps ?? 0) + $1.search.evaluations * Self.tilesPerEvaluation
    }
  }
}
