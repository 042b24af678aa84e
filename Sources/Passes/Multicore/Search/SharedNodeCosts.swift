import Machine

/// The node costs of a whole graph, asked for once for each kind of node, however many plans and parts of the graph ask.
final class SharedNodeCosts<Costs: NodeCosts> {
  private struct Key: Hashable {
    var kind: Int
    var unit: Int
    var extents: [Int]
  }

  private var costs: Costs
  /// For each layer, the first one that is alike.
  private let kinds: [Int]
  private var known: [Key: NodeCost?] = [:]

  init(_ costs: Costs, kinds: [Int]) {
    self.costs = costs
    self.kinds = kinds
  }

  func cost(layer: Int, extents: [Int], unit: Int) -> NodeCost? {
    let key = Key(kind: kinds[layer], unit: unit, extents: extents)
    if let cost = known[key] { return cost }
    let cost = costs.cost(layer: kinds[layer], extents: extents, unit: unit)
    known[key] = cost
    return cost
  }
}

/// The costs of the layers of a part of a graph.
struct PartialNodeCosts<Costs: NodeCosts>: NodeCosts {
  let shared: SharedNodeCosts<Costs>
  /// The number in the graph of the part's first layer.
  let firstLayer: Int

  mutating func cost(layer: Int, extents: [Int], unit: Int) -> NodeCost? {
    shared.cost(layer: firstLayer + layer, extents: extents, unit: unit)
  }
}
