import Machine

/// Rounds how much of each tensor stays on chip, and repairs what does not fit.
///
/// Relaxed, the share σ of an edge scales what its tensor moves through the outermost memory, with the layers' tiles as
/// they are; the derivative of the objective by σ is what fusing could save at most. Edges are rounded up in the order of
/// that saving. An edge that joins two groups joins all their layers, which then share the tiles of the tensors between
/// them: loops of one class make as many steps in all of them. From the tiles that the layers have by themselves, and from
/// full arrays, the tiles inside the shared loops go to better ones that fit; where no shared loops make the whole better,
/// the edge is rounded down.
struct FusionRounding {
  /// How many counts of a shared loop are tried.
  private static let countsPerLoop = 6

  private struct Found {
    var mappings: [LayerMapping]
    var totals: CostTotals
    var sharedLoops: Int
  }

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
    var plan = NetworkPlan(mappings: mappings)
    var fused: [Int] = []
    // What groups cost, each at its first layer.
    var current = costs
    let isGiven = context.problem.groups != .search
    var candidates = FusedGroup.connected(by: context.givenEdges, in: network).map(\.edges)
    if !isGiven {
      let weights = Descent.weights(objective, costs.reduce(CostTotals(), +))
      let savings = context.fusibleEdges.map {
        (edge: $0, saving: saving(of: $0, mappings, weights, context))
      }
      candidates = savings.filter { $0.saving > 0 }.sorted {
        ($1.saving, $0.edge) < ($0.saving, $1.edge)
      }.map { [$0.edge] }
    }
    for edges in candidates where !context.isSpent || isGiven {
      guard let first = edges.first else { continue }
      let edge = network.edges[first]
      let groups = FusedGroup.connected(by: (fused + edges).sorted(), in: network)
      guard let group = groups.first(where: { $0.layers.contains(edge.producer) }) else { continue }
      let tensor = "its \(edge.operand.name) from \(network.layers[edge.producer].name)"
      let before = current.reduce(CostTotals(), +)
      guard let found = best(of: group, plan.mappings, before, &context) else {
        remarks.append(
          (
            edge.consumer,
            "\(tensor) is not fused: no tiles were found that fit on chip together"
          ))
        continue
      }
      var next = current
      for layer in group.layers { next[layer] = CostTotals() }
      next[group.layers[0]] = found.totals
      let after = next.reduce(CostTotals(), +)
      let share = objective.value(of: after) / objective.value(of: before)
      let percent = "\((share * 1000).rounded() / 10) %"
      guard share < 1 || isGiven else {
        remarks.append(
          (
            edge.consumer,
            "\(tensor) is not fused: the network would cost \(percent) of what it costs now"
          ))
        continue
      }
      remarks.append(
        (
          edge.consumer, "\(tensor) stays on chip: the network costs \(percent) of what it did"
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

  /// What the network would cost less if the edge's tensor stayed on chip for nothing.
  private func saving(
    of number: Int, _ mappings: [LayerMapping], _ weights: Descent.Weights,
    _ context: SearchContext
  ) -> Double {
    let edge = context.network.edges[number]
    func value(_ layer: Int, _ shares: FusedShares<Double>) -> Double {
      let mapping = mappings[layer]
      let estimate = context.problem.model.estimate(
        MappingTemplate(mapping), counts: MappingTemplate.counts(of: mapping).map(Double.init),
        layer: layer, shares: shares)
      return weights.value(
        CostTotals(picojoules: estimate.picojoules, cycles: estimate.cycles))
    }
    let none = FusedShares<Double>()
    var consumer = none
    switch edge.operand {
    case .input: consumer.input = 1
    case .weight: consumer.weight = 1
    case .addend: break
    }
    var producer = none
    producer.output = 1
    let saved =
      value(edge.producer, none) - value(edge.producer, producer) + value(edge.consumer, none)
      - value(edge.consumer, consumer)
    guard case .addend(let addend) = edge.operand else { return saved }
    // Addends have no share: at least their elements are read once less.
    let layer = context.network.layers[edge.consumer]
    let bits = Double(layer.addends[addend].bits)
    return saved + bits * 1e-9 * weights.value(CostTotals(picojoules: 1, cycles: 1))
  }

  /// The best mappings of a group for the shared loops that are tried; nil where none fit.
  private func best(
    of group: FusedGroup, _ mappings: [LayerMapping], _ before: CostTotals,
    _ context: inout SearchContext
  ) -> Found? {
    guard let (model, part) = context.model(of: group) else { return nil }
    let weights = Descent.weights(context.problem.objective, before)
    var best: Found?
    var judged = 0
    for sharing in choices(group, context.network)
    where !context.isSpent(after: judged / context.network.layers.count) {
      let spaces = group.spaces(sharing: sharing, context)
      var own = part
      own.sharedLoops = sharing.count
      func totals(_ drafts: [LayerDraft]) -> CostTotals? {
        judged += drafts.count
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
        best = Found(
          mappings: zip(found.drafts, spaces).map { $0.mapping($1) }, totals: found.totals,
          sharedLoops: sharing.count)
      }
    }
    context.spent(judged / context.network.layers.count)
    return best
  }

  /// The shared loops that are tried: none, one loop with some of its counts, two loops as finely as they go.
  private func choices(
    _ group: FusedGroup, _ network: Network
  ) -> [[(shared: Int, count: Int)]] {
    var choices: [[(shared: Int, count: Int)]] = [[]]
    let counts = group.classes.indices.map { group.counts(of: $0, in: network) }
    for shared in counts.indices {
      let own = counts[shared]
      let step = max(1, own.count / Self.countsPerLoop)
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
