import FuseIR
import Machine

/// Our gradient search: per layer and loop one choice among all ways to split the loop over the nest, relaxed to weights of
/// them (`RelaxedLayer`); eight restarts run side by side as lanes.
///
/// What is made small is the logarithm of the objective, with a norm for the slowest component that comes near to it, and
/// augmented Lagrangians on the logarithm of how much too large tiles are. Which loops are innermost between two memories,
/// and what passes them by, is chosen anew from time to time. Afterwards each lane takes its heaviest candidates, and goes
/// to better ones near them that fit until none is better (`RoundedLayer`). Layers that are alike are one. What a picojoule
/// and a cycle are worth depends on the sums over the network, so that this is done more than once. From there all tiles go
/// down together with what stays on chip (`GradientFusion`).
struct GradientSearch: MappingSearch {
  private static let steps = 120
  private static let stepsPerArrangement = 30
  private static let roundings = 3
  /// From how many of a layer's best mappings a later rounding goes on.
  private static let kept = 3
  /// After how many batches of starts that found nothing better it ends.
  private static let patience = 3

  /// The part of the budget, of what is left, that layers by themselves may take where some may be fused.
  private static let partOfLayers = 0.7

  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    var context = SearchContext(problem)
    var numbers = SeededGenerator(seed: problem.seed)
    var pools = try LayerPools(context)
    var fusion = GradientFusion(context, pools.rounded)
    var remarks: [(layer: Int, text: String)] = []
    let batches = max(1, (problem.starts + 7) / 8)
    var batch = 0
    var failures = 0
    while batch == 0 || ((batch < batches || failures < Self.patience) && !context.isSpent) {
      let before = context.best.map { problem.objective.value(of: $0.totals) }
      let share =
        fusion == nil
        ? 1 : context.spentPart + (1 - context.spentPart) * Self.partOfLayers
      pools.descend(steps: Self.steps, every: Self.stepsPerArrangement, share, &numbers, &context)
      for round in 0..<Self.roundings where round == 0 || !context.isSpent(part: share) {
        pools.round(from: round == 0 ? nil : Self.kept, share, &context)
      }
      if let best = context.best {
        let layers = pools.best(Descent.weights(problem.objective, best.totals))
        fusion?.descend(from: pools.parameters(of:), &numbers, &context)
        remarks = fusion?.round(layers, &context) ?? []
      }
      let after = context.best.map { problem.objective.value(of: $0.totals) }
      failures = after == before ? failures + 1 : 0
      batch += 1
    }
    guard let answer = context.answer(remarks) else {
      throw MappingFailure("no plan that fits the machine was found")
    }
    return answer
  }
}

/// The mappings that were found for each kind of layer.
private struct LayerPools {
  private struct Found {
    var choice: RoundedLayer.Choice?
    var mapping: LayerMapping
    var totals: CostTotals
  }

  /// From how many lanes of a layer it goes on with whole counts: of all kinds together, and of each at least and at most.
  private static let descents = (all: 50, least: 4, most: 6)

  private var kinds: [RelaxedLayer] = []
  private var kindOfLayer: [Int] = []
  private var found: [[Found]] = []

  /// A pool for each kind of layer, with the mapping of the smallest tiles.
  init(_ context: SearchContext) throws(MappingFailure) {
    let model = context.problem.model
    for (number, first) in context.network.firstAlike.enumerated() {
      guard first == number else {
        kindOfLayer.append(kindOfLayer[first])
        kinds[kindOfLayer[first]].count += 1
        continue
      }
      let layer = context.network.layers[number]
      let space = LayerSpace(layer, on: model.machine, limitsSides: true)
      let (mapping, totals) = try SmallestTiles.mapping(of: number, space, model)
      kindOfLayer.append(kinds.count)
      kinds.append(RelaxedLayer(model, number))
      found.append([Found(choice: nil, mapping: mapping, totals: totals)])
    }
  }

  /// Restarts all lanes of all kinds, and goes down.
  mutating func descend(
    steps: Int, every period: Int, _ share: Double, _ numbers: inout SeededGenerator,
    _ context: inout SearchContext
  ) {
    let objective = context.problem.objective
    for kind in kinds.indices { kinds[kind].restart(&numbers) }
    var sums: (energy: SIMD8<Double>, cycles: SIMD8<Double>)?
    for step in 0..<steps where step == 0 || !context.isSpent(part: share / 2) {
      let part = Double(step) / Double(steps - 1)
      var next = (energy: SIMD8<Double>.zero, cycles: SIMD8<Double>.zero)
      for kind in kinds.indices {
        let cost = kinds[kind].step(part: part, objective, sums)
        next.energy += cost.energy * kinds[kind].count
        next.cycles += cost.cycles * kinds[kind].count
        if step % period == 0 { kinds[kind].arrange(objective, sums ?? next) }
      }
      sums = next
      context.spent(8)
    }
  }

  /// Rounds the lanes, or goes on from so many of the best mappings; has the context judge the best of all.
  mutating func round(from kept: Int?, _ share: Double, _ context: inout SearchContext) {
    let objective = context.problem.objective
    var weights = Descent.weights(objective, context.problem.model.bound.traffic)
    if let best = context.best { weights = Descent.weights(objective, best.totals) }
    var judged = 0
    let descents = max(
      Self.descents.least, min(Self.descents.most, Self.descents.all / kinds.count))
    for kind in kinds.indices {
      let layer = kinds[kind].rounded
      var starts = kinds[kind].heaviest
      judged += starts.count
      let values = starts.map { layer.value($0, weights) }
      let order = starts.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      starts = order.prefix(descents).map { starts[$0] }
      if let kept {
        let sorted = found[kind].sorted {
          weights.value($0.totals) < weights.value($1.totals)
        }
        starts = sorted.prefix(kept).compactMap(\.choice)
      }
      for (place, start) in starts.enumerated() {
        // Each layer has its part of what is left of the budget.
        func isSpent(_ judged: Int) -> Bool {
          context.isSpent(after: judged / (kind + 1), part: share)
        }
        if place > 0, isSpent(judged) { break }
        let end = layer.descend(
          start, weights, isThorough: kept != nil, &judged, isSpent: isSpent)
        guard !found[kind].contains(where: { $0.choice == end.choice }),
          let (mapping, totals) = layer.mapping(end.choice)
        else { continue }
        found[kind].append(Found(choice: end.choice, mapping: mapping, totals: totals))
      }
    }
    context.spent(judged / kinds.count)
    let layers = best(weights)
    context.judged(layers.reduce(CostTotals()) { $0 + $1.totals }) {
      NetworkPlan(mappings: layers.map(\.mapping))
    }
  }

  /// Each layer with whole counts.
  var rounded: [RoundedLayer] { kindOfLayer.map { kinds[$0].rounded } }

  /// The parameters of a layer's splits that its lanes ended with.
  func parameters(of layer: Int) -> [SIMD8<Double>]? { kinds[kindOfLayer[layer]].logits }

  /// The best known mapping of each layer for what energy and time are worth.
  func best(_ weights: Descent.Weights) -> [(mapping: LayerMapping, totals: CostTotals)] {
    let each = found.map { pool in
      pool.min { weights.value($0.totals) < weights.value($1.totals) } ?? pool[0]
    }
    return kindOfLayer.map { (each[$0].mapping, each[$0].totals) }
  }
}
