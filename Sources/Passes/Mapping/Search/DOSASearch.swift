import FuseIR
import Machine

/// The search of DOSA (MICRO 2023): gradient descent over factors of each layer; it fuses nothing.
///
/// As in its artifact: factors are linear, as a part of their loop's extent; layers that are alike are one; seven starts
/// (`starts` where that is more than one) of 1490 steps each, rounded after every 500 and at the end, the optimiser's
/// state carried on; a start whose value is more than ten times the best start's is drawn again; the loss is
/// EDP + |EDP| Σ max(0, 1 − f)² over all factors, those left for the outermost level included; after each rounding the
/// three orders of the outermost loops are tried layer by layer; Adam, at a rate that depends on the network and the
/// objective.
///
/// Ours: where it starts from mappings of CoSA, which needs a solver that is not free, on hardware drawn at random, starts
/// are greedy: full axes, then the largest tiles that fit, prime factor by prime factor, the best of sixteen orders drawn
/// for each layer and start, each with the best of the three orders of its outermost loops, which CoSA decides as well. As machines are given here and not derived from mappings, memories have the penalty that it has for a given
/// array, ten times the square of what is too much, as a part of what there is; rounded mappings that do not fit are made to
/// by moving factors outermost.
struct DOSASearch: MappingSearch {
  private static let starts = 7
  private static let steps = 1490
  private static let stepsPerRounding = 500
  /// How much worse than the best start another may be.
  private static let rejection = 10.0
  /// How often a start is drawn again.
  private static let redraws = 8

  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    if case .given = problem.groups {
      throw MappingFailure("search=dosa fuses no layers; use groups=none")
    }
    var context = SearchContext(problem)
    var descent = try DOSADescent(context)
    var numbers = SeededGenerator(seed: problem.seed)
    let starts = problem.starts > 1 ? problem.starts : Self.starts
    var bestStart = Double.infinity
    for start in 0..<starts where start == 0 || !context.isSpent {
      var value = descent.restart(&context, &numbers)
      for _ in 0..<Self.redraws where value > Self.rejection * bestStart && !context.isSpent {
        value = descent.restart(&context, &numbers)
      }
      bestStart = min(bestStart, value)
      var optimizer = Adam(rate: descent.rate, parameters: descent.parameters.count)
      for step in 1...Self.steps where !context.isSpent {
        let derivatives = descent.derivatives()
        context.spent(1)
        optimizer.step(&descent.parameters, against: derivatives)
        if step % Self.stepsPerRounding == 0 { descent.round(&context) }
      }
      descent.round(&context)
    }
    guard let answer = context.answer() else {
      throw MappingFailure("no plan that fits the machine was found")
    }
    return answer
  }
}

/// The relaxed layers and their factors, as parts of their loops' extents.
private struct DOSADescent {
  /// How many ways to pack the tiles of a layer a start looks at.
  private static let packings = 16
  /// The orders of the outermost loops that are tried: weights, inputs or outputs stay.
  private static let outerOrders: [[LayerDimension]] = [
    FactorNest.weightsStay,
    [
      .group, .inputChannel, .kernelRow, .kernelColumn, .batch, .outputRow, .outputColumn,
      .outputChannel,
    ],
    [
      .group, .outputChannel, .batch, .outputRow, .outputColumn, .inputChannel, .kernelRow,
      .kernelColumn,
    ],
  ]

  let model: NetworkCostModel
  let objective: MappingObjective
  /// The orders that are tried: all say the same where the model knows none.
  private var orders: [[LayerDimension]] {
    model.kind == .m1 ? Self.outerOrders : [FactorNest.weightsStay]
  }
  /// The layers that differ, how often each is there, and which one each layer is.
  private var layers: [(layer: Int, count: Double)] = []
  private var kindOfLayer: [Int] = []
  private var nests: [FactorNest] = []
  private var offsets: [Int] = [0]
  /// The extent of each factor's loop.
  private var extents: [Double] = []
  /// Adam's rate: DOSA has 7.5e-5 for convolutional networks, 1e-5 for others, 1e-4 for energy alone.
  let rate: Double
  var parameters: [Double] = []
  private let tape = GradientTape<Double>()

  init(_ context: SearchContext) throws(MappingFailure) {
    model = context.problem.model
    objective = context.problem.objective
    var hasWindows = false
    for (number, first) in model.network.firstAlike.enumerated() {
      guard first == number else {
        kindOfLayer.append(kindOfLayer[first])
        layers[kindOfLayer[first]].count += 1
        continue
      }
      let layer = model.network.layers[number]
      let space = LayerSpace(layer, on: model.machine, limitsSides: context.limitsSides)
      _ = try SmallestTiles.mapping(of: number, space, model)
      let nest = FactorNest(space)
      kindOfLayer.append(layers.count)
      layers.append((number, 1))
      nests.append(nest)
      extents += nest.factors.map { Double(layer.sizes[$0.dimension]) }
      offsets.append(extents.count)
      hasWindows = hasWindows || layer.sizes[.kernelRow] * layer.sizes[.kernelColumn] > 1
    }
    rate = objective == .energy ? 1e-4 : hasWindows ? 7.5e-5 : 1e-5
  }

  // MARK: Starts

  /// Draws a start, and gives its value.
  mutating func restart(_ context: inout SearchContext, _ numbers: inout SeededGenerator) -> Double
  {
    parameters = [Double](repeating: 0, count: extents.count)
    var drafts: [LayerDraft] = []
    var totals: [CostTotals] = []
    var judged = 0
    for kind in nests.indices {
      var nest = nests[kind]
      nest.reorder(FactorNest.weightsStay)
      func judge(_ draft: LayerDraft) -> CostTotals? {
        judged += 1
        return try? model.totals(of: draft.mapping(nest.space), layer: layers[kind].layer)
      }
      // Where only the product of the axes is limited, both get an equal part.
      let even = nest.space.arrayLimit.map { Double($0).squareRoot() } ?? .infinity
      var filled = nest.rounded(nest.factors.map { $0.limit.map { min(Double($0), even) } ?? 1 })
      guard let start = nest.fitted(filled, judge) else { continue }
      var best = start.totals
      filled = start.draft
      nests[kind] = nest
      var places = Array(Set(nest.factors.filter { $0.limit == nil }.map(\.place))).sorted(by: >)
      for packing in 0..<Self.packings {
        var packed = start
        // From the innermost memory out, so that each is as full as those inside it allow; then in other orders, too.
        if packing >= Self.packings / 2 { places.shuffle(using: &numbers) }
        for place in places {
          var primes = nest.dimensions.flatMap { dimension in
            nest.space.primes[dimension.rawValue].map { (dimension, $0) }
          }
          primes.shuffle(using: &numbers)
          for (dimension, prime) in primes {
            guard let next = nest.grown(packed.draft, by: prime, of: dimension, at: place),
              let found = judge(next)
            else { continue }
            packed = (next, found)
          }
        }
        // A mapping of CoSA says in which order its loops run.
        for order in orders {
          var reordered = nest
          reordered.reorder(order)
          let draft = reordered.ordered(packed.draft)
          guard let found = judge(draft),
            objective.value(of: found) < objective.value(of: best)
          else { continue }
          (filled, best) = (draft, found)
          nests[kind] = reordered
        }
      }
      drafts.append(filled)
      totals.append(best)
      set(nest.values(of: filled), of: kind)
    }
    guard drafts.count == nests.count else { return .infinity }
    context.spent((judged - 1) / nests.count)
    return judge(drafts, totals, &context)
  }

  private mutating func set(_ values: [Double], of kind: Int) {
    for (index, value) in values.enumerated() {
      parameters[offsets[kind] + index] = value / extents[offsets[kind] + index]
    }
  }

  private func judge(
    _ drafts: [LayerDraft], _ totals: [CostTotals], _ context: inout SearchContext
  ) -> Double {
    var sum = CostTotals()
    for kind in kindOfLayer { sum = sum + totals[kind] }
    context.judged(sum) {
      NetworkPlan(mappings: kindOfLayer.map { drafts[$0].mapping(nests[$0].space) })
    }
    return objective.value(of: sum)
  }

  // MARK: Descent

  /// The derivatives of the loss.
  func derivatives() -> [Double] {
    tape.removeAll()
    let variables = parameters.map { tape.variable($0) }
    var energy = Traced<Double>(0)
    var cycles = Traced<Double>(0)
    var penalty = Traced<Double>(0)
    func penalize(_ excess: Traced<Double>, by weight: Double) {
      guard excess.value > 0 else { return }
      penalty = penalty + excess * excess * Traced(weight)
    }
    for (kind, nest) in nests.enumerated() {
      let range = offsets[kind]..<offsets[kind + 1]
      let factors = range.map { variables[$0] * Traced(extents[$0]) }
      // Costs of factors below 1 make no sense; the penalty brings them back.
      let counts = factors.map { Traced.maximum($0, Traced(1)) }
      let rests = zip(nest.dimensions, nest.tiles(counts)).map { dimension, tile in
        Traced<Double>(Double(nest.space.sizes[dimension])) / tile
      }
      let estimate = model.estimate(
        nest.template, counts: nest.counts(counts, rests: rests), layer: layers[kind].layer)
      energy = energy + estimate.picojoules * Traced(layers[kind].count)
      cycles = cycles + estimate.cycles * Traced(layers[kind].count)
      for factor in factors + rests { penalize(Traced(1) - factor, by: 1) }
      for excess in nest.excess(counts) { penalize(excess, by: 10) }
      for (memory, description) in model.machine.memories.enumerated() {
        guard let capacity = description.capacityBytes else { continue }
        penalize(
          estimate.footprintBytes[memory] * Traced(1 / Double(capacity)) - Traced(1), by: 10)
      }
    }
    let value: Traced<Double> =
      switch objective {
      case .edp: energy * Traced(1e-6) * cycles
      case .latency: cycles
      case .energy: energy
      }
    return tape.gradient(of: value + penalty * Traced(value.value), with: variables)
  }

  /// Rounds all factors, takes the best order of each layer's outermost loops, judges the plan and goes on from it.
  mutating func round(_ context: inout SearchContext) {
    var drafts: [LayerDraft] = []
    var totals: [CostTotals] = []
    var judged = 0
    let weights = context.best.map { Descent.weights(objective, $0.totals) }
    for kind in nests.indices {
      let range = offsets[kind]..<offsets[kind + 1]
      let values = range.map { parameters[$0] * extents[$0] }
      var best: (nest: FactorNest, draft: LayerDraft, totals: CostTotals)?
      for order in orders {
        var nest = nests[kind]
        nest.reorder(order)
        let found = nest.fitted(nest.rounded(values)) { draft in
          judged += 1
          return try? model.totals(of: draft.mapping(nest.space), layer: layers[kind].layer)
        }
        guard let found, let weights else { continue }
        if best.map({ weights.value(found.totals) < weights.value($0.totals) }) ?? true {
          best = (nest, found.draft, found.totals)
        }
      }
      guard let best else { return }
      nests[kind] = best.nest
      drafts.append(best.draft)
      totals.append(best.totals)
      set(best.nest.values(of: best.draft), of: kind)
    }
    context.spent((judged - 1) / nests.count)
    _ = judge(drafts, totals, &context)
  }
}
