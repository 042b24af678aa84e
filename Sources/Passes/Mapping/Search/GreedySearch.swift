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
    for round in 0..<Self.rounds {
      var found: [(mapping: LayerMapping, totals: CostTotals)] = []
      for layer in network.layers.indices {
        if let same = network.layers[..<layer].firstIndex(where: {
          isSame($0, network.layers[layer])
        }) {
          found.append(found[same])
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
      fuse(&context, mappings, costs, &remarks)
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
    var numbers = DrawnNumbers(seed: problem.seed &+ UInt64(layer))
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

  /// Whether two layers differ in their names only.
  private func isSame(_ a: Layer, _ b: Layer) -> Bool {
    var a = a
    a.name = b.name
    return a == b
  }

  // MARK: Groups

  /// Fuses edges one by one, in the order of the network, where the whole becomes better.
  private func fuse(
    _ context: inout SearchContext, _ mappings: [LayerMapping], _ costs: [CostTotals],
    _ remarks: inout [(layer: Int, text: String)]
  ) {
    let network = context.network
    let objective = context.problem.objective
    var fused: [Int] = []
    // What groups cost, each at its first layer.
    var plan = NetworkPlan(mappings: mappings)
    var current = costs
    let candidates =
      context.problem.groups == .search
      ? context.fusibleEdges.map { [$0] }
      : FusedGroup.connected(by: context.givenEdges, in: network).map(\.edges)
    for edges in candidates where !context.isSpent {
      guard let first = edges.first else { continue }
      let edge = network.edges[first]
      let groups = FusedGroup.connected(by: (fused + edges).sorted(), in: network)
      guard let group = groups.first(where: { $0.layers.contains(edge.producer) }) else { continue }
      let before = current.reduce(CostTotals(), +)
      guard let found = descend(group, before, &context) else {
        remarks.append(
          (
            edge.consumer,
            "its \(edge.operand.name) from \(network.layers[edge.producer].name) is not fused: "
              + "no tiles of \(names(group, network)) were found that fit on chip together"
          ))
        continue
      }
      var next = current
      for layer in group.layers { next[layer] = CostTotals() }
      next[group.layers[0]] = found.totals
      let after = next.reduce(CostTotals(), +)
      guard
        objective.value(of: after) < objective.value(of: before)
          || context.problem.groups != .search
      else {
        remarks.append(
          (
            edge.consumer,
            "its \(edge.operand.name) from \(network.layers[edge.producer].name) is not fused: "
              + "the network would cost \(percent(objective, after, before)) of what it costs now"
          ))
        continue
      }
      remarks.append(
        (
          edge.consumer,
          "its \(edge.operand.name) from \(network.layers[edge.producer].name) stays on chip: "
            + "the network costs \(percent(objective, after, before)) of what it did"
        ))
      fused = (fused + edges).sorted()
      current = next
      plan.groups.removeAll { $0.layers.contains(where: group.layers.contains) }
      plan.groups.append(group.planGroup(sharedLoops: found.sharedLoops))
      for (layer, mapping) in zip(group.layers, found.mappings) { plan.mappings[layer] = mapping }
      context.judged(after) { plan }
    }
  }

  private func names(_ group: FusedGroup, _ network: Network) -> String {
    group.layers.map { network.layers[$0].name }.joined(separator: ", ")
  }

  private func percent(
    _ objective: MappingObjective, _ changed: CostTotals, _ whole: CostTotals
  ) -> String {
    let share = objective.value(of: changed) / objective.value(of: whole)
    return "\((share * 1000).rounded() / 10) %"
  }

  private func descend(
    _ group: FusedGroup, _ before: CostTotals, _ context: inout SearchContext
  ) -> (mappings: [LayerMapping], totals: CostTotals, sharedLoops: Int)? {
    guard let (model, part) = context.model(of: group) else { return nil }
    let weights = Descent.weights(context.problem.objective, before)
    var best: (mappings: [LayerMapping], totals: CostTotals, sharedLoops: Int)?
    for sharing in choices(group, context.network) where !context.isSpent {
      let spaces = group.spaces(sharing: sharing, context)
      var own = part
      own.sharedLoops = sharing.count
      func totals(_ drafts: [LayerDraft]) -> CostTotals? {
        let mappings = zip(drafts, spaces).map { $0.mapping($1) }
        return try? model.totals(of: NetworkPlan(mappings: mappings, groups: [own]))
      }
      let descent = Descent(weights: weights)
      // Full arrays of all members together may take too much where one does not.
      let found =
        descent.descend(spaces.map { LayerDraft(filling: $0) }, spaces, totals)
        ?? descent.descend(spaces.map { LayerDraft($0) }, spaces, totals)
      guard let found else { continue }
      if best.map({ weights.value(found.totals) < weights.value($0.totals) }) ?? true {
        best = (
          zip(found.drafts, spaces).map { $0.mapping($1) }, found.totals, sharing.count
        )
      }
    }
    return best
  }

  /// The shared loops that are tried: none, one loop with each of its counts, two loops as finely as they go.
  private func choices(
    _ group: FusedGroup, _ network: Network
  ) -> [[(shared: Int, count: Int)]] {
    var choices: [[(shared: Int, count: Int)]] = [[]]
    let counts = group.classes.indices.map { group.counts(of: $0, in: network) }
    for shared in counts.indices {
      let own = counts[shared]
      let step = max(1, own.count / 8)
      for index in stride(from: own.count - 1, through: 0, by: -step) {
        choices.append([(shared, own[index])])
      }
      for other in counts.indices where other != shared {
        guard let a = own.last, let b = counts[other].last else { continue }
        choices.append([(shared, a), (other, b)])
      }
    }
    return choices
  }
}
