import Machine

/// The best mapping of every layer of a network, none fused: the least product of the sums of energy and of latency over
/// the layers' spaces, proved.
public struct UnfusedSearch {
  /// A mapping per layer and what they cost in all.
  public struct Answer: Sendable {
    /// One mapping per layer.
    public var mappings: [LayerMapping]
    /// The sums.
    public var cost: EnergyLatency
  }

  /// Why there is no answer.
  public struct Unmappable: Error, Equatable, Sendable {
    /// The layer that fits nowhere.
    public var layer: Int
  }

  /// Layers that are alike but for their names.
  private struct Kind {
    var layer: Int
    var count: Int
    var search: LayerSearch
    /// What earlier minimisations found.
    var known: [LayerSearch.Candidate] = []
  }

  private var kinds: [Kind] = []
  /// The kind of each layer.
  private var kindOfLayer: [Int] = []

  /// Prepares a search of the model's network.
  public init(_ model: NetworkCostModel) {
    var representatives: [Layer] = []
    for (number, layer) in model.network.layers.enumerated() {
      var anonymous = layer
      anonymous.name = ""
      if let kind = representatives.firstIndex(of: anonymous) {
        kinds[kind].count += 1
        kindOfLayer.append(kind)
      } else {
        kindOfLayer.append(kinds.count)
        representatives.append(anonymous)
        kinds.append(Kind(layer: number, count: 1, search: LayerSearch(model, layer: number)))
      }
    }
  }

  /// How often the cost model was asked.
  public var evaluations: Int { kinds.reduce(0) { $0 + $1.search.evaluations } }

  /// The answer; throws where a layer fits nowhere.
  public mutating func run() throws(Unmappable) -> Answer {
    for kind in kinds.indices {
      guard let any = kinds[kind].search.minimize(.product) else {
        throw Unmappable(layer: kinds[kind].layer)
      }
      kinds[kind].known = [any]
    }
    let hull = LowerHull<[LayerSearch.Candidate]> { energyWeight, latencyWeight in
      let objective = SearchObjective.weighted(energy: energyWeight, latency: latencyWeight)
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
    return Answer(
      mappings: kindOfLayer.map { hull.best.choice[$0].mapping }, cost: hull.best.point)
  }

  private mutating func minimize(_ kind: Int, _ objective: SearchObjective) -> LayerSearch.Candidate
  {
    let known = kinds[kind].known.min {
      objective.value(of: $0.cost) < objective.value(of: $1.cost)
    }
    guard let best = kinds[kind].search.minimize(objective, known: known) else {
      preconditionFailure("invariant: a mapping is known")
    }
    if !kinds[kind].known.contains(where: { $0.cost == best.cost }) {
      kinds[kind].known.append(best)
    }
    return best
  }
}
