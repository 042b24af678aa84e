import Machine

/// Fuses edges one by one, in the order that it is given, where the whole becomes better; the mappings of a group descend
/// together from full arrays, for some choices of shared loops.
///
/// An edge that joins two groups joins all their layers. Where the problem says which groups there are, their edges are
/// fused whatever that costs.
struct GroupDescent {
  /// A group with the best mappings of its members that were found.
  struct Found {
    var mappings: [LayerMapping]
    var totals: CostTotals
    var sharedLoops: Int
  }

  /// How many counts of a shared loop are tried.
  let countsPerLoop: Int
  /// Whether the members that it judges count as parts of evaluations of the network.
  let countsMembers: Bool

  /// Fuses where that helps, and has the context judge what it tries; returns each decision in words.
  ///
  /// - Parameters:
  ///   - candidates: the edges that are to be fused together, in the order in which they are tried; unused where groups
  ///     are given.
  ///   - mappings: the mappings of the layers unfused.
  ///   - costs: what those cost.
  func fuse(
    _ candidates: [[Int]], _ mappings: [LayerMapping], _ costs: [CostTotals],
    _ context: inout SearchContext
  ) -> [(layer: Int, text: String)] {
    var remarks: [(layer: Int, text: String)] = []
    let network = context.network
    let objective = context.problem.objective
    let isGiven = context.problem.groups != .search
    let candidates =
      isGiven
      ? FusedGroup.connected(by: context.givenEdges, in: network).map(\.edges) : candidates
    var fused: [Int] = []
    // What groups cost, each at its first layer.
    var plan = NetworkPlan(mappings: mappings)
    var current = costs
    for edges in candidates where !context.isSpent || isGiven {
      guard let first = edges.first, !edges.allSatisfy(fused.contains) else { continue }
      let edge = network.edges[first]
      let groups = FusedGroup.connected(by: (fused + edges).sorted(), in: network)
      guard let group = groups.first(where: { $0.layers.contains(edge.producer) }) else { continue }
      let tensor = "its \(edge.operand.name) from \(network.layers[edge.producer].name)"
      func tell(_ text: String) { remarks.append((edge.consumer, "\(tensor) \(text)")) }
      guard network.firstGroupInCycle(groups.map(\.layers)) == nil else {
        tell("is not fused: the group would wait for a layer that waits for it")
        continue
      }
      let before = current.reduce(CostTotals(), +)
      let weights = Descent.weights(objective, before)
      guard let found = best(of: group, weights, isNeeded: isGiven, &context) else {
        let names = group.layers.map { network.layers[$0].name }.joined(separator: ", ")
        tell("is not fused: no tiles of \(names) were found that fit on chip together")
        continue
      }
      var next = current
      for layer in group.layers { next[layer] = CostTotals() }
      next[group.layers[0]] = found.totals
      let after = next.reduce(CostTotals(), +)
      let share = objective.value(of: after) / objective.value(of: before)
      let percent = "\((share * 1000).rounded() / 10) %"
      guard share < 1 || isGiven else {
        tell("is not fused: the network would cost \(percent) of what it costs now")
        continue
      }
      tell("stays on chip: the network costs \(percent) of what it did")
      fused = (fused + edges).sorted()
      current = next
      plan.groups.removeAll { $0.layers.contains(where: group.layers.contains) }
      plan.groups.append(group.planGroup(sharedLoops: found.sharedLoops))
      for (layer, mapping) in zip(group.layers, found.mappings) { plan.mappings[layer] = mapping }
      context.judged(after) { plan }
    }
    return remarks
  }

  /// The best mappings of a group for the shared loops that are tried; nil where none fit.
  ///
  /// - Parameter isNeeded: whether it goes on beyond the budget until some are found.
  private func best(
    of group: FusedGroup, _ weights: Descent.Weights, isNeeded: Bool,
    _ context: inout SearchContext
  ) -> Found? {
    guard let (model, part) = context.model(of: group) else { return nil }
    let layerCount = context.network.layers.count
    var best: Found?
    var judged = 0
    func isSpent() -> Bool {
      !(isNeeded && best == nil)
        && context.isSpent(after: countsMembers ? judged / layerCount : 0)
    }
    for (sharing, keeping) in choices(group, context) where !isSpent() {
      let spaces = group.spaces(sharing: sharing, keeping: keeping, context)
      var own = part
      own.sharedLoops = sharing.count
      func totals(_ drafts: [LayerDraft]) -> CostTotals? {
        // A descent that may judge nothing more ends.
        guard !isSpent() else { return nil }
        judged += drafts.count
        let mappings = zip(drafts, spaces).map { $0.mapping($1) }
        return try? model.totals(of: NetworkPlan(mappings: mappings, groups: [own]))
      }
      let descent = Descent(weights: weights)
      // Full arrays of all members together may take too much where one does not.
      let found =
        descent.descend(
          spaces.map { LayerDraft(filling: $0).reducedInnermost }, spaces, totals)
        ?? descent.descend(spaces.map { LayerDraft($0).reducedInnermost }, spaces, totals)
      guard let found else { continue }
      if best.map({ weights.value(found.totals) < weights.value($0.totals) }) ?? true {
        best = Found(
          mappings: zip(found.drafts, spaces).map { $0.mapping($1) }, totals: found.totals,
          sharedLoops: sharing.count)
      }
    }
    if countsMembers { context.spent(judged / layerCount) }
    return best
  }

  /// The shared loops that are tried: none, one loop with some of its counts, two loops as finely as they go; and where
  /// members keep their tensors with each.
  private func choices(
    _ group: FusedGroup, _ context: SearchContext
  ) -> [(sharing: [(shared: Int, count: Int)], keeping: FusedGroup.Keeping)] {
    var choices: [[(shared: Int, count: Int)]] = [[]]
    let counts = group.classes.indices.map { group.counts(of: $0, in: context.network) }
    for shared in counts.indices {
      let own = counts[shared]
      let step = max(1, own.count / countsPerLoop)
      for index in stride(from: own.count - 1, through: 0, by: -step) {
        choices.append([(shared, own[index])])
      }
      for other in counts.indices where other != shared {
        guard let a = own.last, let b = counts[other].last else { continue }
        choices.append([(shared, a), (other, b)])
      }
    }
    guard context.problem.model.kind == .m1 else { return choices.map { ($0, .init()) } }
    return choices.flatMap { sharing in
      sharing.isEmpty
        ? [(sharing, .init(streamsOutputs: true))]
        : [
          (sharing, .init(streamsOutputs: true, keepsWeights: true)),
          (sharing, .init(streamsOutputs: true)),
        ]
    }
  }
}
