import Machine

/// Finds the best mapping of a layer in `UnevenSpace`.
///
/// Branch and bound. Tiles are chosen from outside in: which tensor's is the next one, and its loops. What a nest costs is
/// linear in how often each tile is fetched (`FillCosts`), and a tile is fetched least often where it is as large as the one
/// outside of it, which bounds what is open.
struct UnevenSearch {
  let model: NetworkCostModel
  let layer: Int
  let space: UnevenSpace
  private let shares: FusedShares<Double>
  private let costs: [FillCosts]
  /// What each root costs at least.
  private let bounds: [EnergyLatency]
  private var tables: [Int: UnevenTables?] = [:]
  /// How many tiles were looked at.
  private(set) var steps = 0
  /// How many nests the cost model was asked about.
  private(set) var evaluations = 0
  /// A value of the last objective that no mapping of the space is below.
  private(set) var proved = 0.0

  /// Prepares the search of one contraction of the model's network, of whose tensors the given shares stay on chip.
  init(
    _ model: NetworkCostModel, layer: Int, shares: FusedShares<Double>, extras: SpatialExtras
  ) {
    self.model = model
    self.layer = layer
    self.shares = shares
    let space = UnevenSpace(
      TiledSpace(model.network.layers[layer], on: model.machine, extras: extras))
    self.space = space
    let sizes = model.network.layers[layer].sizes
    costs = space.roots.map { root in
      model.fillCosts(
        of: layer, places: root.places,
        spatial: root.spatial.map { ($0.dimension, $0.count, $0.axis) }, shares: shares)
    }
    let least = TensorRole.allCases.map { model.fills(of: $0, tile: sizes, layer: layer) }
    let addends = model.network.layers[layer].addends.indices.map {
      model.fills(ofAddend: $0, tile: sizes, layer: layer)
    }
    bounds = zip(space.roots, costs).map { root, costs in
      UnevenBranch.Parts(costs).cost(root.places.map { least[$0.role.index] } + addends)
    }
  }

  /// The least energy and the least latency of any mapping, in memories of any size.
  var leastCosts: EnergyLatency {
    bounds.reduce(into: EnergyLatency(energy: .infinity, latency: .infinity)) {
      $0.energy = min($0.energy, $1.energy)
      $0.latency = min($0.latency, $1.latency)
    }
  }

  /// The mapping of least value, or nil where none is found that is better than `known`.
  ///
  /// - Parameter hasTime: whether the search may go on after so many steps.
  mutating func minimize(
    _ objective: SearchObjective, known: LayerSearch.Candidate?, hasTime: (Int) -> Bool
  ) -> LayerSearch.Candidate? {
    var best: LayerSearch.Candidate?
    var bestValue = known.map { objective.value(of: $0.cost) } ?? .infinity
    var least = Double.infinity
    let values = bounds.map { objective.value(of: $0) }
    let order = space.roots.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    for number in order {
      guard values[number] < bestValue * UnevenBranch.tolerance else { break }
      guard steps == 0 || hasTime(steps) else {
        least = min(least, values[number])
        break
      }
      guard let branch = branch(number, objective, below: bestValue) else {
        least = min(least, values[number])
        continue
      }
      var walk = branch
      walk.run(hasTime: { hasTime(steps + $0) }) { nest in judged(nest, number) }
      steps += walk.steps
      evaluations += walk.evaluations
      least = min(least, walk.least)
      if let found = walk.best {
        let nest = space.nest(
          space.roots[number], found.nest.map { ($0.place, walk.tables.extents($0.tile)) })
        best = LayerSearch.Candidate(
          mapping: nest.template.mapping(counts: nest.counts.map { Int($0) }), cost: found.cost)
        bestValue = walk.bestValue
      }
    }
    proved = min(bestValue, least)
    return best
  }

  /// What a nest costs, or nil where it does not fit.
  private func judged(
    _ nest: [(place: Int, extents: LayerSizes)], _ root: Int
  ) -> EnergyLatency? {
    let (template, counts) = space.nest(space.roots[root], nest)
    let estimate = model.estimate(template, counts: counts, layer: layer, shares: shares)
    for (memory, bytes) in zip(model.machine.memories, estimate.footprintBytes) {
      if let capacity = memory.capacityBytes, bytes > Double(capacity) { return nil }
    }
    return EnergyLatency(energy: estimate.picojoules, latency: estimate.cycles)
  }

  /// The search of one root; nil where it has too many tiles.
  private mutating func branch(
    _ number: Int, _ objective: SearchObjective, below value: Double
  ) -> UnevenBranch? {
    let root = space.roots[number]
    if tables[root.spatialNumber] == nil {
      tables[root.spatialNumber] = .some(
        UnevenTables(model, layer: layer, spatial: root.spatial))
    }
    guard case .some(.some(var table)) = tables[root.spatialNumber],
      model.machine.memories.count <= 8
    else { return nil }
    var bytes: [UnevenTables.Table] = []
    for (index, place) in root.places.enumerated() {
      let isInnermost = !root.places[(index + 1)...].contains { $0.role == place.role }
      guard
        let own = table.bytes(of: place, isInnermost: isInnermost, model, layer: layer)
      else { return nil }
      bytes.append(own)
    }
    tables[root.spatialNumber] = .some(table)
    return UnevenBranch(
      space.layer, root, table, bytes, costs[number], machine: model.machine,
      registers: space.registers,
      objective: objective, below: value)
  }
}
