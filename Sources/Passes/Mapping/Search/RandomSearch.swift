import FuseIR
import Machine

/// Draws plans and keeps the best one: for each layer a factorisation of its loops and an order of those between two
/// memories, all equally likely, and for each edge that may be fused whether it is.
///
/// What does not fit the machine is drawn again, so many times; a layer for which nothing fits keeps its best mapping so
/// far, and a group that nothing fits is dissolved. It is a baseline for the other searches.
struct RandomSearch: MappingSearch {
  /// How often a layer or a group is drawn until it fits.
  private static let layerTries = 256
  private static let groupTries = 16
  /// How many of its outermost loops a drawn group shares at most.
  private static let sharedLimit = 3

  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    var context = SearchContext(problem)
    var numbers = SeededGenerator(seed: problem.seed)
    let network = context.network
    let spaces = network.layers.map {
      LayerSpace($0, on: problem.model.machine, limitsSides: context.limitsSides)
    }
    // What is kept of each layer until something fits: all loops outermost, a tile of one element in each memory.
    var mappings: [LayerMapping] = []
    var costs: [CostTotals] = []
    for layer in network.layers.indices {
      let (mapping, cost) = try SmallestTiles.mapping(of: layer, spaces[layer], problem.model)
      mappings.append(mapping)
      costs.append(cost)
    }
    let fusible = problem.groups == .search ? context.fusibleEdges : context.givenEdges
    repeat {
      for layer in network.layers.indices {
        if let drawn = draw(layer, spaces[layer], problem.model, &numbers) {
          (mappings[layer], costs[layer]) = drawn
        }
      }
      var plan = NetworkPlan(mappings: mappings)
      var layerCosts = costs
      let fused =
        problem.groups == .search
        ? fusible.filter { _ in numbers.below(2) == 0 }
        : fusible
      for group in FusedGroup.connected(by: fused, in: network) {
        guard let drawn = draw(group, context, &numbers) else { continue }
        for (member, layer) in group.layers.enumerated() {
          plan.mappings[layer] = drawn.mappings[member]
          layerCosts[layer] = CostTotals()
        }
        layerCosts[group.layers[0]] = drawn.totals
        plan.groups.append(group.planGroup(sharedLoops: drawn.sharedLoops))
      }
      context.judged(layerCosts.reduce(CostTotals(), +)) { plan }
    } while !context.isSpent
    guard let answer = context.answer() else {
      throw MappingFailure("the budget ended before a plan was judged")
    }
    return answer
  }

  private func draw(
    _ layer: Int, _ space: LayerSpace, _ model: NetworkCostModel, _ numbers: inout SeededGenerator
  ) -> (LayerMapping, CostTotals)? {
    for _ in 0..<Self.layerTries {
      let mapping = LayerDraft.drawn(space, &numbers).mapping(space)
      if let totals = try? model.totals(of: mapping, layer: layer) { return (mapping, totals) }
    }
    return nil
  }

  private func draw(
    _ group: FusedGroup, _ context: SearchContext, _ numbers: inout SeededGenerator
  ) -> (mappings: [LayerMapping], totals: CostTotals, sharedLoops: Int)? {
    guard let (model, part) = context.model(of: group) else { return nil }
    for _ in 0..<Self.groupTries {
      var classes = Array(group.classes.indices)
      classes.shuffle(using: &numbers)
      classes = Array(classes.prefix(numbers.below(min(Self.sharedLimit, classes.count) + 1)))
      var sharing: [(shared: Int, count: Int)] = []
      for shared in classes {
        let counts = group.counts(of: shared, in: context.network)
        if !counts.isEmpty { sharing.append((shared, counts[numbers.below(counts.count)])) }
      }
      var own = part
      own.sharedLoops = sharing.count
      let mappings = group.spaces(sharing: sharing, context).map {
        LayerDraft.drawn($0, &numbers).mapping($0)
      }
      if let totals = try? model.totals(of: NetworkPlan(mappings: mappings, groups: [own])) {
        return (mappings, totals, sharing.count)
      }
    }
    return nil
  }
}

/// The mapping of a layer whose tiles are as small as can be: all loops outermost.
enum SmallestTiles {
  /// The mapping and what it costs.
  ///
  /// - Throws: where not even that fits the machine.
  static func mapping(
    of layer: Int, _ space: LayerSpace, _ model: NetworkCostModel
  ) throws(MappingFailure) -> (LayerMapping, CostTotals) {
    let mapping = LayerDraft(space).mapping(space)
    do throws(IllegalPlan) {
      return (mapping, try model.totals(of: mapping, layer: layer))
    } catch {
      throw MappingFailure(layer: layer, "no mapping fits the machine: \(error.message)")
    }
  }
}
