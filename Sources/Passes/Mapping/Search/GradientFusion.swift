import FuseIR
import Machine

/// Decides which tensors stay on chip, together with all tiles: goes down the gradient of a `RelaxedNetwork`, and rounds it.
///
/// In each lane, edges with σ above 1/2 make groups. A group gets whole counts near the steps and splits that the lane has
/// (`GroupRounding`), and is kept where it costs less than its layers by themselves; where it does not, its edge of the
/// least σ is taken out. Groups whose layers are alike are one. Of all groups that lanes proposed, and of single layers, the
/// cheapest way to make up the network is a plan for the exact model to judge. Then σ of one edge after the other is turned
/// over, and what changes is rounded anew.
///
/// Under `m0`, where tiles of a group must agree along its edges whether loops are shared or not, `GroupDescent` rounds.
struct GradientFusion {
  private typealias Tiles = [LayerDimension: [Int]]

  private struct Offer {
    var group: LayerGroup
    var plan: GroupRounding.Plan
  }

  /// From how many settings a group is rounded, for one worth of energy and time.
  private static let startsPerGroup = 3
  /// How many looks at a member of a group a plan of the budget pays for, as in the exact search.
  private static let looksPerPlan = 400
  /// The part of what is left of the budget that a descent may take.
  private static let partOfDescent = 0.5
  /// The most and the fewest steps of a descent.
  private static let steps = (most: 120, fewest: 30)

  private let network: Network
  private let fusible: [Int]
  private let fusionIsGiven: Bool
  private let kinds: [Int]
  /// Which layers come after which.
  private let reach: LayerGroup.Reach
  private var relaxed: RelaxedNetwork
  private var rounding: GroupRounding
  /// The groups with whole counts, by their layers.
  private var offers: [[Int]: Offer] = [:]
  /// How often groups of a shape were rounded since the worth of energy and time changed.
  private var tries: [[Int]: Int] = [:]
  /// The greatest σ that each edge ended with, and the sum over all lanes.
  private var sigmas: [(greatest: Double, sum: Double)]
  private var counted = 0

  /// Prepares a search for groups; nil where no tensor may stay on chip.
  init?(_ context: SearchContext, _ rounded: [RoundedLayer]) {
    let problem = context.problem
    guard problem.groups != .none else { return nil }
    fusionIsGiven = problem.groups != .search
    fusible = fusionIsGiven ? context.givenEdges : context.fusibleEdges
    guard !fusible.isEmpty else { return nil }
    network = context.network
    kinds = network.firstAlike
    reach = LayerGroup.Reach(network)
    relaxed = RelaxedNetwork(
      problem.model, problem.objective, rounded, fused: fusible, fusionIsGiven: fusionIsGiven)
    rounding = GroupRounding(problem.model, extras: problem.extras)
    sigmas = fusible.map { _ in (0, 0) }
  }

  /// Restarts all lanes, and goes down.
  ///
  /// - Parameter own: the parameters of the splits of each layer that its own descent ended with.
  mutating func descend(
    from own: (_ layer: Int) -> [SIMD8<Double>]?, _ numbers: inout SeededGenerator,
    _ context: inout SearchContext
  ) {
    // In each of eight lanes, each layer by itself and in a group.
    let cost = 16
    var steps = Self.steps.most
    if case .evaluations(let count) = context.problem.budget {
      let affordable = Double(count - context.evaluations) * Self.partOfDescent / Double(cost)
      steps = max(Self.steps.fewest, min(steps, Int(affordable)))
    }
    let share = context.spentPart + (1 - context.spentPart) * Self.partOfDescent
    relaxed.restart(&numbers, from: own)
    for step in 0..<steps where step < Self.steps.fewest || !context.isSpent(part: share) {
      if context.problem.monitor.isInterrupted() { break }
      relaxed.step(part: Double(step) / Double(steps - 1))
      if step % (steps / 4) == 0 { relaxed.arrange() }
      context.spent(cost)
    }
    for edge in fusible.indices {
      let sigma = relaxed.sigma(of: edge)
      sigmas[edge].greatest = max(sigmas[edge].greatest, sigma.max())
      sigmas[edge].sum += sigma.sum()
    }
  }

  // MARK: Rounding

  /// Rounds all lanes, and has the context judge the best plan.
  ///
  /// - Parameter layers: the best mapping of each layer by itself.
  /// - Returns: each decision in words.
  mutating func round(
    _ layers: [(mapping: LayerMapping, totals: CostTotals)], _ context: inout SearchContext
  ) -> [(layer: Int, text: String)] {
    if context.problem.model.kind == .m0 { return roundTiles(layers, &context) }
    let totals = context.best?.totals ?? layers.reduce(CostTotals()) { $0 + $1.totals }
    let weights = Descent.weights(context.problem.objective, totals)
    let objective = SearchObjective.weighted(
      energy: weights.picojoules, latency: weights.cycles)
    let alone = layers.map { weights.value($0.totals) }
    tries = [:]
    if fusionIsGiven { return roundGiven(layers, objective, &context) }
    for lane in 0..<8 where lane == 0 || !context.isSpent {
      let steps = proposedSteps(lane)
      for group in proposedGroups(lane) {
        propose(group, lane, steps, objective, alone, context)
      }
      count(&context)
    }
    repeatAlike(objective, alone)
    var plan = assemble(layers, alone, objective, &context)
    let order = fusible.indices.sorted { (sigmas[$1].sum, $0) < (sigmas[$0].sum, $1) }
    var improved = true
    while improved {
      improved = false
      for edge in order where !context.isSpent {
        guard turn(edge, plan, objective, alone, context) else { continue }
        count(&context)
        repeatAlike(objective, alone)
        let next = assemble(layers, alone, objective, &context)
        improved = improved || next != plan
        plan = next
      }
      count(&context)
      if context.isSpent { break }
    }
    return decisions(context)
  }

  /// Counts what rounding has asked the cost model.
  private mutating func count(_ context: inout SearchContext) {
    let spent = (rounding.evaluations - counted) / Self.looksPerPlan
    counted += spent * Self.looksPerPlan
    context.spent(spent)
  }

  private func isSpent(_ context: SearchContext) -> (Int) -> Bool {
    let before = counted
    return { context.isSpent(after: ($0 - before) / Self.looksPerPlan) }
  }

  /// For each loop of a layer the logarithm of the steps that a lane's edges make of it.
  private func proposedSteps(_ lane: Int) -> [Int: [LayerDimension: Double]] {
    var sums: [Int: [LayerDimension: (sum: Double, weight: Double)]] = [:]
    for (number, edge) in relaxed.edges.enumerated() {
      let sigma = relaxed.sigma(of: number)[lane]
      for (interface, count) in zip(edge.interfaces, relaxed.heaviestSteps(number, lane: lane)) {
        for (layer, loop) in [
          (edge.edge.producer, interface.producer), (edge.edge.consumer, interface.consumer),
        ] {
          var known = sums[layer]?[loop] ?? (0, 0)
          known.sum += sigma * Double(count).logarithm()
          known.weight += sigma
          sums[layer, default: [:]][loop] = known
        }
      }
    }
    return sums.mapValues { $0.mapValues { $0.sum / max($0.weight, 1e-9) } }
  }

  /// The groups of a lane, by their edges; without edges of the least σ where layers between them may not be fused.
  private func proposedGroups(_ lane: Int) -> [LayerGroup] {
    var edges = fusible.indices.filter { relaxed.sigma(of: $0)[lane] > 0.5 }
    while true {
      var groups: [LayerGroup] = []
      var weakest: Int?
      for group in FusedGroup.connected(by: edges.map { fusible[$0] }, in: network) {
        if let legal = LayerGroup.closed(group.layers, by: reach) {
          if !groups.contains(where: { $0.layers == legal.layers }) { groups.append(legal) }
        } else {
          weakest = edges.filter { group.edges.contains(fusible[$0]) }.min {
            relaxed.sigma(of: $0)[lane] < relaxed.sigma(of: $1)[lane]
          }
        }
      }
      guard let weakest else { return groups }
      edges.removeAll { $0 == weakest }
    }
  }

  /// The setting whose loops make about the given steps.
  private func setting(
    of group: LayerGroup, _ steps: [Int: [LayerDimension: Double]]
  ) -> GroupSetting {
    var setting = GroupSetting()
    for loop in group.classes.indices {
      let known = zip(group.layers, group.classes[loop]).compactMap { steps[$0]?[$1] }
      guard !known.isEmpty else { continue }
      let mean = known.reduce(0, +) / Double(known.count)
      let nearest = ([1] + group.steps[loop].map(\.count)).min {
        abs(Double($0).logarithm() - mean) < abs(Double($1).logarithm() - mean)
      }
      if let nearest, nearest > 1 { setting.shared.append((loop, nearest)) }
    }
    // Loops that weights depend on outside of the others, around which weights may stay.
    let first = group.classes.map { $0[0] }
    setting.shared.sort {
      let (a, b) = (first[$0.loop], first[$1.loop])
      let (outerA, outerB) = (
        LayerDimensions.weight.contains(a) ? 0 : 1, LayerDimensions.weight.contains(b) ? 0 : 1
      )
      return (outerA, a.rawValue) < (outerB, b.rawValue)
    }
    return setting
  }

  /// Rounds a group of a lane, and parts of it where the whole is no better than its layers by themselves.
  private mutating func propose(
    _ group: LayerGroup, _ lane: Int, _ steps: [Int: [LayerDimension: Double]],
    _ objective: SearchObjective, _ alone: [Double], _ context: SearchContext
  ) {
    let own = relaxed
    let tiles = group.layers.map { layer in Self.tiles(own, layer, lane) }
    if round(group, near: setting(of: group, steps), tiles, objective, alone, context) { return }
    guard group.edges.count > 1, !isSpent(context)(rounding.evaluations) else { return }
    let weakest = group.edges.min { left, right in
      func sigma(_ edge: Int) -> Double {
        fusible.firstIndex(of: edge).map { relaxed.sigma(of: $0)[lane] } ?? 0
      }
      return sigma(left) < sigma(right)
    }
    for part in FusedGroup.connected(by: group.edges.filter { $0 != weakest }, in: network) {
      guard let legal = LayerGroup.closed(part.layers, by: reach),
        legal.layers.count < group.layers.count
      else { continue }
      propose(legal, lane, steps, objective, alone, context)
    }
  }

  /// The tiles of a layer's heaviest splits.
  private static func tiles(_ relaxed: RelaxedNetwork, _ layer: Int, _ lane: Int) -> Tiles {
    let splits = relaxed.heaviest(layer, lane: lane)
    var tiles: Tiles = [:]
    for (loop, split) in zip(relaxed.members[layer].loops, splits) {
      tiles[loop.dimension] = loop.candidates[split]
    }
    return tiles
  }

  /// Rounds a group near a setting; returns whether it is known to be better than its layers by themselves.
  private mutating func round(
    _ group: LayerGroup, near setting: GroupSetting, _ tiles: [Tiles],
    _ objective: SearchObjective, _ alone: [Double], _ context: SearchContext
  ) -> Bool {
    let parts = group.layers.reduce(0) { $0 + alone[$1] }
    let known = offers[group.layers].map { objective.value(of: $0.plan.cost) } ?? .infinity
    let key = group.shape(kinds, in: network)
    guard tries[key, default: 0] < Self.startsPerGroup else { return known < parts }
    tries[key, default: 0] += 1
    let found = rounding.best(
      of: group, near: setting, tiles, objective, below: min(parts, known),
      isSpent: isSpent(context))
    if let found { offers[group.layers] = Offer(group: group, plan: found) }
    return found != nil || known < parts
  }

  /// Offers groups that are like known ones.
  private mutating func repeatAlike(_ objective: SearchObjective, _ alone: [Double]) {
    for layers in offers.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let offer = offers[layers] else { continue }
      let value = objective.value(of: offer.plan.cost)
      let own = offer.group.shape(kinds, in: network)
      for first in network.layers.indices where kinds[first] == kinds[layers[0]] {
        let shifted = layers.map { $0 - layers[0] + first }
        guard first != layers[0], let last = shifted.last, last < network.layers.count,
          zip(shifted, layers).allSatisfy({ kinds[$0] == kinds[$1] }),
          offers[shifted].map({ value < objective.value(of: $0.plan.cost) }) ?? true,
          let alike = LayerGroup.closed(shifted, by: reach), alike.shape(kinds, in: network) == own
        else { continue }
        offers[shifted] = Offer(group: alike, plan: offer.plan)
      }
    }
  }

  /// Turns σ of one edge over, and rounds the groups that change; returns whether some became known.
  private mutating func turn(
    _ number: Int, _ plan: NetworkPlan, _ objective: SearchObjective, _ alone: [Double],
    _ context: SearchContext
  ) -> Bool {
    let edge = fusible[number]
    let fused = plan.groups.flatMap(\.fusedEdges)
    let next = fused.contains(edge) ? fused.filter { $0 != edge } : fused + [edge]
    let touched = [network.edges[edge].producer, network.edges[edge].consumer]
    var improved = false
    for part in FusedGroup.connected(by: next.sorted(), in: network)
    where part.layers.contains(where: touched.contains) {
      guard let group = LayerGroup.closed(part.layers, by: reach), offers[group.layers] == nil
      else { continue }
      let steps = steps(of: plan, group.layers)
      let tiles = group.layers.map { _ in Tiles() }
      if round(group, near: setting(of: group, steps), tiles, objective, alone, context) {
        improved = true
      }
    }
    return improved
  }

  /// For each loop of the layers the logarithm of the steps that it is shared in.
  private func steps(
    of plan: NetworkPlan, _ layers: [Int]
  ) -> [Int: [LayerDimension: Double]] {
    var result: [Int: [LayerDimension: Double]] = [:]
    for layer in layers {
      guard let group = plan.groups.first(where: { $0.layers.contains(layer) }) else { continue }
      var left = group.sharedLoops
      for case .loop(let dimension, let count) in plan.mappings[layer].nodes where left > 0 {
        result[layer, default: [:]][dimension] = Double(count).logarithm()
        left -= 1
      }
    }
    return result
  }

  /// The cheapest plan of groups and single layers, judged.
  private mutating func assemble(
    _ layers: [(mapping: LayerMapping, totals: CostTotals)], _ alone: [Double],
    _ objective: SearchObjective, _ context: inout SearchContext
  ) -> NetworkPlan {
    let known = offers.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { offers[$0] }
    let cover = Cover(
      alone,
      known.enumerated().map { number, offer in
        .init(
          number: number, layers: offer.group.layers,
          value: objective.value(of: offer.plan.cost))
      })
    let chosen = cover.least(of: Array(layers.indices)).offers.map { known[$0] }
    return judge(chosen, layers, &context)
  }

  private func judge(
    _ chosen: [Offer], _ layers: [(mapping: LayerMapping, totals: CostTotals)],
    _ context: inout SearchContext
  ) -> NetworkPlan {
    var plan = NetworkPlan(mappings: layers.map(\.mapping))
    for offer in chosen {
      for (member, layer) in offer.group.layers.enumerated() {
        guard let mapping = rounding.mapping(of: member, offer.plan, offer.group) else { continue }
        plan.mappings[layer] = mapping
      }
      plan.groups.append(offer.group.planGroup(offer.plan.setting))
    }
    if let totals = try? context.problem.model.totals(of: plan) {
      context.judged(totals) { plan }
    }
    return plan
  }

  // MARK: Given groups

  /// Rounds the groups that the problem gives, whatever they cost.
  private mutating func roundGiven(
    _ layers: [(mapping: LayerMapping, totals: CostTotals)], _ objective: SearchObjective,
    _ context: inout SearchContext
  ) -> [(layer: Int, text: String)] {
    var remarks: [(layer: Int, text: String)] = []
    var chosen: [Offer] = []
    let none = layers.map { _ in Double.infinity }
    for own in FusedGroup.connected(by: fusible, in: network) {
      let group = LayerGroup(own.layers, own.edges, in: network)
      for lane in 0..<8 {
        let relaxed = self.relaxed
        let tiles = group.layers.map { Self.tiles(relaxed, $0, lane) }
        _ = round(
          group, near: setting(of: group, proposedSteps(lane)), tiles, objective, none, context)
      }
      if offers[group.layers] == nil {
        // The steps that keep least of everything at once.
        let finest = group.finest
        if let found = rounding.best(
          of: group, near: finest, group.layers.map { _ in [:] }, objective, below: .infinity,
          isSpent: { _ in false })
        {
          offers[group.layers] = Offer(group: group, plan: found)
        }
      }
      count(&context)
      let names = group.layers.map { network.layers[$0].name }.joined(separator: ", ")
      guard let offer = offers[group.layers] else {
        remarks.append(
          (group.layers[0], "no tiles of \(names) were found that fit on chip together"))
        continue
      }
      chosen.append(offer)
    }
    _ = judge(chosen, layers, &context)
    return remarks
  }

  // MARK: m0

  /// Rounds the lanes' groups and then single edges, the likeliest first, with tiles that agree along the edges.
  private mutating func roundTiles(
    _ layers: [(mapping: LayerMapping, totals: CostTotals)], _ context: inout SearchContext
  ) -> [(layer: Int, text: String)] {
    var candidates: [[Int]] = []
    for lane in 0..<8 {
      for group in proposedGroups(lane) where !candidates.contains(group.edges) {
        candidates.append(group.edges)
      }
    }
    candidates.sort { ($1.count, $0[0]) < ($0.count, $1[0]) }
    let order = fusible.indices.sorted { (sigmas[$1].sum, $0) < (sigmas[$0].sum, $1) }
    candidates += order.map { [fusible[$0]] }
    return GroupDescent(countsPerLoop: 6, countsMembers: true)
      .fuse(candidates, layers.map(\.mapping), layers.map(\.totals), &context)
  }

  // MARK: Decisions

  /// What became of each edge.
  private func decisions(_ context: SearchContext) -> [(layer: Int, text: String)] {
    guard let best = context.best?.plan else { return [] }
    return fusible.enumerated().map { number, edge in
      let own = network.edges[edge]
      let tensor = "its \(own.operand.name) from \(network.layers[own.producer].name)"
      let sigma = (sigmas[number].greatest * 100).rounded() / 100
      if let group = best.groups.first(where: { $0.fusedEdges.contains(edge) }) {
        let names = group.layers.map { network.layers[$0].name }.joined(separator: ", ")
        return (own.consumer, "\(tensor) stays on chip, in a group of \(names)")
      }
      let text =
        sigma > 0.5
        ? "no group with it that was rounded makes the network cost less"
        : "its sigma went down to \(sigma) or less in all restarts"
      return (own.consumer, "\(tensor) is not fused: \(text)")
    }
  }
}
