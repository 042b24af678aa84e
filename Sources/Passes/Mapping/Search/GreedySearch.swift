import FuseIR
import Machine

/// Starts from full arrays, once with the smallest tiles and once with the largest that fit, and takes the best single step until none helps: a prime factor moves
/// from one place of the nest to another, or a loop becomes the innermost or outermost of its place.
///
/// Layers are looked at one by one; with energy times delay, a layer's worth is what it adds to the product of the sums,
/// which the pass before has told. More starts are drawn. Then edges are fused one by one where that helps.
struct GreedySearch: MappingSearch {
  /// How often layers are looked at with the sums of the time before.
  private static let rounds = 2
  /// The most choices of bypassed memories that are looked at.
  private static let bypassLimit = 64

  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    var context = SearchContext(problem)
    let network = context.network
    let spaces = network.layers.map { choices(of: $0, context) }
    let bound = problem.model.bound.traffic
    var weights = Descent.weights(problem.objective, bound)
    var mappings: [LayerMapping] = []
    var costs: [CostTotals] = []
    let firstAlike = network.firstAlike
    for round in 0..<Self.rounds {
      var found: [(mapping: LayerMapping, totals: CostTotals)] = []
      for layer in network.layers.indices {
        guard firstAlike[layer] == layer else {
          found.append(found[firstAlike[layer]])
          continue
        }
        let smallest = try SmallestTiles.mapping(of: layer, spaces[layer][0], problem.model)
        if let best = best(of: layer, spaces[layer], weights, problem, &context) {
          found.append(best)
        } else {
          found.append((smallest.0, smallest.1))
        }
      }
      let totals = found.reduce(CostTotals()) { $0 + $1.totals }
      context.judged(totals) { NetworkPlan(mappings: found.map(\.mapping)) }
      let value = problem.objective.value(of: totals)
      if round == 0 || value < problem.objective.value(of: costs.reduce(CostTotals(), +)) {
        mappings = found.map(\.mapping)
        costs = found.map(\.totals)
      }
      weights = Descent.weights(problem.objective, totals)
      if context.isSpent { break }
    }
    var remarks: [(layer: Int, text: String)] = []
    if problem.groups != .none {
      remarks = GroupDescent(countsPerLoop: 8, countsMembers: false)
        .fuse(context.fusibleEdges.map { [$0] }, mappings, costs, &context)
    }
    guard let answer = context.answer(remarks) else {
      throw MappingFailure("the budget ended before a plan was judged")
    }
    return answer
  }

  /// The spaces of a layer: one for each choice of what passes which memory by.
  private func choices(of layer: Layer, _ context: SearchContext) -> [LayerSpace] {
    let memories = context.problem.model.machine.memories
    var choices: [[TensorRoles]] = [[]]
    for memory in memories {
      var subsets: [TensorRoles] = [[]]
      for role in memory.mayBypass { subsets += subsets.map { $0.union(TensorRoles(role)) } }
      choices = choices.flatMap { choice in subsets.map { choice + [$0] } }
      // Machines with many memories to pass by have more choices than are looked at.
      choices = Array(choices.prefix(Self.bypassLimit))
    }
    return choices.map {
      LayerSpace(
        layer, on: context.problem.model.machine, limitsSides: context.limitsSides, bypassed: $0)
    }
  }

  /// The best mapping of a layer that descents from all starts in all its spaces find.
  private func best(
    of layer: Int, _ spaces: [LayerSpace], _ weights: Descent.Weights, _ problem: MappingProblem,
    _ context: inout SearchContext
  ) -> (mapping: LayerMapping, totals: CostTotals)? {
    var numbers = SeededGenerator(seed: problem.seed &+ UInt64(layer))
    var best: (mapping: LayerMapping, totals: CostTotals)?
    for space in spaces {
      func totals(_ draft: LayerDraft) -> CostTotals? {
        try? problem.model.totals(of: draft.mapping(space), layer: layer)
      }
      let filled = LayerDraft(filling: space)
      var starts = [filled, filled.packed(space) { totals($0) != nil }]
      while starts.count <= problem.starts { starts.append(.drawn(space, &numbers)) }
      for start in starts where best == nil || !context.isSpent {
        let found = Descent(weights: weights).descend([start], [space]) { totals($0[0]) }
        guard let found else { continue }
        if best.map({ weights.value(found.totals) < weights.value($0.totals) }) ?? true {
          best = (found.drafts[0].mapping(space), found.totals)
        }
      }
    }
    return best
  }
}
