/// The costs of all nodes of a plan, one entry for each layer, unit and kind of node.
struct NodeCostTable {
  /// For each layer's unit, where its entries begin.
  private var starts: [Int] = []
  private(set) var cycles: [Int64] = []
  private(set) var picojoules: [Double] = []
  private(set) var scratch: [Int] = []

  /// Asks for each cost once.
  init<Costs: NodeCosts>(
    space: NodeSpace, graph: LayerGraph, platform: Platform, costs: inout Costs
  ) throws(ScheduleObstacle) {
    for layer in 0..<space.layerCount {
      for slot in space.unitStarts[layer]..<space.unitStarts[layer + 1] {
        starts.append(cycles.count)
        for kind in 0..<(1 << space.edgeCounts[layer]) {
          let extents = space.extents(layer: layer, kind: kind, loops: graph.layers[layer].loops)
          guard
            let cost = costs.cost(layer: layer, extents: extents, unit: space.units[slot])
          else {
            throw ScheduleObstacle(
              message:
                "unit '\(platform.units[space.units[slot]].name)' can't compute layer '\(graph.layers[layer].name)'",
              layer: layer)
          }
          guard cost.cycles >= 0, cost.cycles < 1 << 50, cost.scratchBytes >= 0,
            cost.scratchBytes < 1 << 50
          else {
            throw ScheduleObstacle(
              message:
                "a node of layer '\(graph.layers[layer].name)' takes too many cycles or bytes",
              layer: layer)
          }
          cycles.append(cost.cycles)
          picojoules.append(cost.picojoules)
          scratch.append(cost.scratchBytes)
        }
      }
    }
  }

  /// The entry of the nodes of a kind on a layer's unit, by its place in `NodeSpace.units`.
  @inline(__always)
  func entry(slot: Int, kind: Int) -> Int { starts[slot] + kind }
}
