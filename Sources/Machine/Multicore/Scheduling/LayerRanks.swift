/// Which layer comes first where nodes of several could come next.
struct LayerRanks {
  let graph: LayerGraph
  let platform: Platform
  let plan: SchedulePlan

  /// The ranks of the order of the program.
  static func program(_ count: Int) -> [Int] { Array(0..<count) }

  /// The layer first that the longest way to the end begins with, in cycles of nodes.
  static func criticalPath(
    graph: LayerGraph, space: NodeSpace, table: NodeCostTable
  ) -> [Int] {
    var ways = [Int64](repeating: 0, count: graph.layers.count)
    for layer in graph.layers.indices.reversed() {
      var longest: Int64 = 0
      for access in graph.layers[layer].writes {
        for consumer in graph.tensors[access.tensor].consumers where consumer > layer {
          longest = max(longest, ways[consumer])
        }
      }
      var slowest: Int64 = 0
      for slot in space.unitStarts[layer]..<space.unitStarts[layer + 1] {
        slowest = max(slowest, table.cycles[table.entry(slot: slot, kind: 0)])
      }
      ways[layer] = longest + slowest
    }
    let order = graph.layers.indices.sorted { (-ways[$0], -$0) < (-ways[$1], -$1) }
    return inverse(order)
  }

  /// The ranks with which the fewest bytes are alive at a time: beginning from consumers before producers, layers change their places
  /// as long as that helps. Where a plan has many nodes, ranks are compared on a coarser plan of the same layers.
  func liveness<Costs: NodeCosts>(
    costs: inout Costs, known: KnownRanks
  ) throws(ScheduleObstacle) -> [Int] {
    let coarse = coarsened()
    if let ranks = known.ranks[coarse] { return ranks }
    let ranks = try searched(coarse, costs: &costs)
    if known.ranks.count < KnownRanks.most { known.ranks[coarse] = ranks }
    return ranks
  }

  private func searched<Costs: NodeCosts>(
    _ coarse: SchedulePlan, costs: inout Costs
  ) throws(ScheduleObstacle) -> [Int] {
    let space = try NodeSpace(graph: graph, platform: platform, plan: coarse)
    let table = try NodeCostTable(space: space, graph: graph, platform: platform, costs: &costs)
    let uses = space.groupUses()
    let isFeature = graph.tensors.map { !$0.isWeight }
    func measure(_ order: [Int]) throws(ScheduleObstacle) -> (Int, Double) {
      var builder = SequenceBuilder(
        space: space, table: table, ranks: LayerRanks.inverse(order), unitsFirst: false,
        bytes: LiveBytes(space: space, uses: uses, isFeature: isFeature))
      _ = try builder.build(groupCount: coarse.groups.count)
      return builder.livePeak
    }
    let count = graph.layers.count
    var left = 1 + 40_000_000 / max(1, 100 * space.totalNodes)
    var best = Array((0..<count).reversed())
    var value = try measure(best)
    for start in [byDistance(), Array(0..<count)] {
      let other = try measure(start)
      if other < value { (best, value) = (start, other) }
    }
    // One layer at a time is taken out and put in elsewhere among the layers of its group.
    for group in coarse.groups where group.count > 1 && left > 0 {
      var isBetter = true
      while isBetter, left > 0 {
        isBetter = false
        let places = best.indices.filter { group.contains(best[$0]) }
        for from in places.indices {
          for to in places.indices where to != from && left > 0 {
            var order = best
            var members = places.map { best[$0] }
            members.insert(members.remove(at: from), at: to)
            for (place, layer) in zip(places, members) { order[place] = layer }
            left -= 1
            let other = try measure(order)
            if other < value {
              (best, value) = (order, other)
              isBetter = true
            }
          }
        }
      }
    }
    return LayerRanks.inverse(best)
  }

  /// Layers by how many others lie between them and the end, the nearest first.
  private func byDistance() -> [Int] {
    var distances = [Int](repeating: 0, count: graph.layers.count)
    for layer in graph.layers.indices.reversed() {
      for access in graph.layers[layer].writes {
        for consumer in graph.tensors[access.tensor].consumers where consumer > layer {
          distances[layer] = max(distances[layer], distances[consumer] + 1)
        }
      }
    }
    return graph.layers.indices.sorted { (distances[$0], -$0) < (distances[$1], -$1) }
  }

  private func coarsened() -> SchedulePlan {
    var coarse = plan
    for (number, layer) in graph.layers.enumerated() {
      for index in coarse.layers[number].cuts.indices {
        let cut = coarse.layers[number].cuts[index]
        guard layer.loops.indices.contains(cut.loop), cut.size > 0 else { continue }
        let count = (max(1, layer.loops[cut.loop]) - 1) / cut.size + 1
        let factor = (count - 1) / 16 + 1
        let (size, overflow) = cut.size.multipliedReportingOverflow(by: factor)
        coarse.layers[number].cuts[index].size = overflow ? cut.size : size
      }
    }
    return coarse
  }

  private static func inverse(_ order: [Int]) -> [Int] {
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, layer) in order.enumerated() { ranks[layer] = rank }
    return ranks
  }
}

/// The ranks that have been found for coarser plans: many plans of a search have the same.
final class KnownRanks {
  static let most = 4096
  var ranks: [SchedulePlan: [Int]] = [:]
}
