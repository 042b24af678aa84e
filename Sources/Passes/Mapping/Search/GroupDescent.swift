import Machine

/// Fuses edges one by one, in the order of the network, where the whole becomes better; the mappings of a group descend
/// together from full arrays, for some choices of shared loops.
struct GroupDescent {
  /// Fuses where that helps, and has the context judge what it tries; returns each decision in words.
  ///
  /// - Parameters:
  ///   - mappings: the mappings of the layers unfused.
  ///   - costs: what those cost.
  func fuse(
    _ mappings: [LayerMapping], _ costs: [CostTotals], _ context: inout SearchContext
  ) -> [(layer: Int, text: String)] {
    var remarks: [(layer: Int, text: String)] = []
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
      guard network.firstGroupInCycle(groups.map(\.layers)) == nil else {
        remarks.append(
          (
            edge.consumer,
            "its \(edge.operand.name) from \(network.layers[edge.producer].name) is not fused: the "
              + "group would wait for a layer that waits for it"
          ))
        continue
      }
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
    return remarks
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
