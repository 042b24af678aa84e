import Glibc
import FuseIR
import Machine

/// The search of FADiff (arXiv 2511.22348): gradient descent over relaxed factors and fusion variables.
///
/// Its paper gives: a factor per loop and level and one along the array for C and K; Gumbel-softmax over the divisors of the
/// loop's extent with logits by squared distance and straight-through derivatives (equations 1 to 3), annealed; a variable
/// σ per edge that scales traffic at the boundary (13 to 15); the loss EDP + λ (P_map + P_mem + P_align) (20 to 26); order
/// of loops is no variable (weights stay).
///
/// Taken from the code that came before it, because the paper does not say: α, τ and its annealing, factors as exponentials
/// not below 1 that start at 1, the start and the threshold of σ, Adam and its rate; and that every 50 steps it goes on, with
/// a new optimiser, from the best sample so far, which is judged as it was drawn beside what the parameters stand for.
///
/// Ours, because neither says, or because it does not work without: the factor of the outermost level is the quotient
/// that is left of the loop, so that a layer keeps its operations (the precursor rounds it to a divisor); λ is the present
/// EDP, as in DOSA's loss, and penalties take what is too much as a part of what may be, so that they weigh the same in
/// all networks; what a fused neighbour adds to a group's tiles in equation 24 is scaled by σ, so that σ has a derivative
/// there; P_align compares the loops that the edge aligns; decided plans that do not fit are made to, by moving factors to
/// the outermost level, and what still does not fit together is not fused. The precursor's α is 1, with which the divisors
/// of large loops are so far apart that their softmax has no slope between them; one start in five uses it, the others are
/// softer, and there are five starts at least. Soft ones see more of the divisors, and more noise.
struct FADiffSearch: MappingSearch {
  /// How sharply candidates are told apart: α of equation 1, start by start in turn.
  private static let alphas = [1.0, 0.1, 0.01, 1e-3, 1e-4]
  /// The temperature at first, what it is multiplied by after each step, and at last.
  private static let temperature = (first: 1.0, factor: 0.999, last: 0.1)
  /// The logit of σ at first, and the σ from which an edge is fused.
  fileprivate static let fusionStart = 0.7
  private static let fusionThreshold = 0.5
  private static let rate = 0.01
  private static let stepsPerDecision = 50

  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    var context = SearchContext(problem)
    var descent = try FADiffDescent(context)
    var numbers = SeededGenerator(seed: problem.seed)
    // Each sharpness has its part of the budget.
    let starts = max(Self.alphas.count, problem.starts)
    for start in 0..<starts where start == 0 || !context.isSpent {
      descent.restart()
      var optimizer = Adam(rate: Self.rate, parameters: descent.parameters.count)
      var temperature = Self.temperature.first
      var steps = 0
      var best: (loss: Double, factors: [Double], parameters: [Double])?
      repeat {
        let (loss, factors, derivatives) = descent.derivatives(
          alpha: Self.alphas[start % Self.alphas.count], temperature: temperature,
          threshold: Self.fusionThreshold, &numbers)
        context.spent(1)
        if best.map({ loss < $0.loss }) ?? true {
          best = (loss, factors, descent.parameters)
        }
        optimizer.step(&descent.parameters, against: derivatives)
        temperature = max(Self.temperature.last, temperature * Self.temperature.factor)
        steps += 1
        guard steps % Self.stepsPerDecision == 0 else { continue }
        descent.decide(descent.factors, threshold: Self.fusionThreshold, &context)
        if let best {
          descent.parameters = best.parameters
          optimizer = Adam(rate: Self.rate, parameters: descent.parameters.count)
          descent.decide(best.factors, threshold: Self.fusionThreshold, &context)
        }
      } while !context.isSpent(start, of: starts)
      descent.decide(descent.factors, threshold: Self.fusionThreshold, &context)
    }
    guard let answer = context.answer() else {
      throw MappingFailure("no plan that fits the machine was found")
    }
    return answer
  }
}

/// The relaxed network and its parameters: logarithms of factors, layer by layer, then logits of σ.
private struct FADiffDescent {
  let network: Network
  let model: NetworkCostModel
  let objective: MappingObjective
  let nests: [FactorNest]
  /// The edges that have a σ.
  let edges: [Int]
  /// Whether the edges are given, so that σ is 1 for them.
  let fusionIsGiven: Bool
  /// The divisors of each loop's extent.
  let candidates: [[[Double]]]
  /// Where each layer's factors begin among the parameters.
  let offsets: [Int]
  var parameters: [Double] = []
  private let tape = GradientTape<Double>()
  /// The memory that fused inputs are read from.
  private let copyMemory: Int?

  init(_ context: SearchContext) throws(MappingFailure) {
    let problem = context.problem
    model = problem.model
    network = model.network
    objective = problem.objective
    var nests: [FactorNest] = []
    for (number, layer) in network.layers.enumerated() {
      let space = LayerSpace(layer, on: model.machine, limitsSides: context.limitsSides)
      _ = try SmallestTiles.mapping(of: number, space, model)
      nests.append(FactorNest(space))
    }
    self.nests = nests
    fusionIsGiven = problem.groups != .search
    edges = fusionIsGiven ? context.givenEdges : context.fusibleEdges
    candidates = network.layers.map { layer in
      LayerDimension.allCases.map { divisors(of: layer.sizes[$0]).map(Double.init) }
    }
    var offsets: [Int] = []
    var count = 0
    for nest in nests {
      offsets.append(count)
      count += nest.factors.count
    }
    self.offsets = offsets + [count]
    let memories = model.machine.memories
    copyMemory = memories.indices.dropFirst().first { memories[$0].holds.contains(.input) }
  }

  private var factorCount: Int { offsets[nests.count] }

  /// All factors 1.
  mutating func restart() {
    parameters = [Double](repeating: 0, count: factorCount)
    if !fusionIsGiven {
      parameters += [Double](repeating: FADiffSearch.fusionStart, count: edges.count)
    }
  }

  private func share(of edge: Int) -> Double {
    fusionIsGiven ? 1 : 1 / (1 + exp(-parameters[factorCount + edge]))
  }

  // MARK: The relaxed network

  /// A sample of a factor, and its derivative by the parameter.
  private func sample(
    _ parameter: Double, _ candidates: [Double], alpha: Double, temperature: Double,
    _ numbers: inout SeededGenerator
  ) -> (value: Double, derivative: Double) {
    let factor = max(1, exp(parameter))
    var logits: [Double] = []
    var largest = -Double.infinity
    var chosen = 0
    for (index, candidate) in candidates.enumerated() {
      let uniform = (Double(numbers.next() >> 11) + 0.5) * 0x1p-53
      let distance = factor - candidate
      let logit = (-alpha * distance * distance - log(-log(uniform))) / temperature
      if logit > largest { (largest, chosen) = (logit, index) }
      logits.append(logit)
    }
    let weights = logits.map { exp($0 - largest) }
    let sum = weights.reduce(0, +)
    let mean = zip(weights, candidates).reduce(0) { $0 + $1.0 * $1.1 } / sum
    // Of the mean by the factor: the logits' derivatives −2 α (T − d) / τ make it a variance.
    let variance =
      zip(weights, candidates).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / sum
    let slope = 2 * alpha / temperature * variance * (parameter >= 0 ? factor : 0)
    return (candidates[chosen], slope)
  }

  /// The derivatives of the loss at the parameters.
  func derivatives(
    alpha: Double, temperature: Double, threshold: Double, _ numbers: inout SeededGenerator
  ) -> (loss: Double, factors: [Double], derivatives: [Double]) {
    tape.removeAll()
    var variables: [Traced<Double>] = []
    var slopes: [Double] = []
    for (layer, nest) in nests.enumerated() {
      for (index, factor) in nest.factors.enumerated() {
        let drawn = sample(
          parameters[offsets[layer] + index], candidates[layer][factor.dimension.rawValue],
          alpha: alpha, temperature: temperature, &numbers)
        variables.append(tape.variable(drawn.value))
        slopes.append(drawn.derivative)
      }
    }
    var shares: [Traced<Double>] = []
    for edge in edges.indices {
      let share = share(of: edge)
      if fusionIsGiven {
        shares.append(Traced(share))
      } else {
        let variable = tape.variable(share)
        shares.append(variable)
        variables.append(variable)
        slopes.append(share * (1 - share))
      }
    }
    var fused = [FusedShares<Traced<Double>>](
      repeating: FusedShares(copyMemory: copyMemory), count: nests.count)
    for (index, number) in edges.enumerated() {
      let edge = network.edges[number]
      fused[edge.producer].output = .maximum(fused[edge.producer].output, shares[index])
      switch edge.operand {
      case .input:
        fused[edge.consumer].input = .maximum(fused[edge.consumer].input, shares[index])
      case .weight:
        fused[edge.consumer].weight = .maximum(fused[edge.consumer].weight, shares[index])
      case .addend: break
      }
    }
    var energy = Traced<Double>(0)
    var cycles = Traced<Double>(0)
    var penalty = Traced<Double>(0)
    var footprints: [[Traced<Double>]] = []
    var tiles: [[Traced<Double>]] = []
    for (layer, nest) in nests.enumerated() {
      let own = Array(variables[offsets[layer]..<offsets[layer + 1]])
      let onChip = nest.tiles(own)
      let rests = rests(onChip, layer)
      let estimate = model.estimate(
        nest.template, counts: nest.counts(own, rests: rests), layer: layer, shares: fused[layer])
      energy = energy + estimate.picojoules
      cycles = cycles + estimate.cycles
      for excess in nest.excess(own) { penalty = penalty + excess * excess }
      // P_valid of equation 22: factors below 1.
      for rest in rests where rest.value < 1 {
        penalty = penalty + (Traced(1) - rest) * (Traced(1) - rest)
      }
      footprints.append(estimate.footprintBytes)
      tiles.append(onChip)
    }
    penalty = penalty + capacities(footprints, shares, threshold)
    for (index, number) in edges.enumerated() where shares[index].value >= threshold {
      penalty = penalty + misalignment(network.edges[number], tiles)
    }
    let value: Traced<Double> =
      switch objective {
      case .edp: energy * Traced(1e-6) * cycles
      case .latency: cycles
      case .energy: energy
      }
    let scale = value.value
    let loss = value + penalty * Traced(scale)
    var derivatives = tape.gradient(of: loss, with: variables)
    for index in derivatives.indices { derivatives[index] *= slopes[index] }
    // The same of the free factors, which the samples do not show.
    for index in 0..<factorCount where parameters[index] < 0 {
      let factor = exp(parameters[index])
      derivatives[index] -= 2 * scale * (1 - factor) * factor
    }
    return (loss.value, variables[..<factorCount].map(\.value), derivatives)
  }

  /// What is left of each dimension for the outermost level. It is not rounded, so that operations are the layer's.
  private func rests(_ tiles: [Traced<Double>], _ layer: Int) -> [Traced<Double>] {
    zip(nests[layer].dimensions, tiles).map { dimension, tile in
      Traced(Double(network.layers[layer].sizes[dimension])) / tile
    }
  }

  /// P_mem of equations 24 and 25.
  private func capacities(
    _ footprints: [[Traced<Double>]], _ shares: [Traced<Double>], _ threshold: Double
  ) -> Traced<Double> {
    let fused = edges.indices.filter { shares[$0].value >= threshold }
    let groups = FusedGroup.connected(by: fused.map { edges[$0] }, in: network)
    var penalty = Traced<Double>(0)
    for (memory, description) in model.machine.memories.enumerated() {
      guard let capacity = description.capacityBytes else { continue }
      func add(_ bytes: Traced<Double>) {
        guard bytes.value > Double(capacity) else { return }
        let excess = bytes * Traced(1 / Double(capacity)) - Traced(1)
        penalty = penalty + excess * excess
      }
      for footprint in footprints { add(footprint[memory]) }
      for group in groups {
        var bytes = Traced<Double>(0)
        for layer in group.layers {
          let share = fused.filter {
            let edge = network.edges[edges[$0]]
            return edge.producer == layer || edge.consumer == layer
          }.map { shares[$0] }.reduce(Traced<Double>(0)) { .maximum($0, $1) }
          bytes = bytes + footprints[layer][memory] * share
        }
        add(bytes)
      }
    }
    return penalty
  }

  /// P_align of equation 26 for a fused edge.
  private func misalignment(
    _ edge: Network.Edge, _ tiles: [[Traced<Double>]]
  ) -> Traced<Double> {
    guard case .possible(let aligned) = edge.fusion else { return Traced(0) }
    func tile(_ layer: Int, _ dimension: LayerDimension) -> Traced<Double> {
      nests[layer].dimensions.firstIndex(of: dimension).map { tiles[layer][$0] } ?? Traced(1)
    }
    var penalty = Traced<Double>(0)
    for pair in aligned {
      let read =
        (tile(edge.consumer, pair.consumer) * Traced(1 / Double(pair.share)) - Traced(1))
        * Traced(Double(pair.step))
        + Traced(Double(pair.window))
      let extent = Double(network.layers[edge.producer].sizes[pair.producer])
      let difference = (tile(edge.producer, pair.producer) - read) * Traced(1 / extent)
      penalty = penalty + difference * difference
    }
    return penalty
  }

  // MARK: Decisions

  /// The factors that the parameters stand for.
  var factors: [Double] { parameters[..<factorCount].map { max(1, exp($0)) } }

  /// Judges the plan of whole factors near the given ones, and of the edges whose σ reaches the threshold.
  func decide(_ factors: [Double], threshold: Double, _ context: inout SearchContext) {
    var drafts: [LayerDraft] = []
    var costs: [CostTotals] = []
    var judged = 0
    for (layer, nest) in nests.enumerated() {
      let values = Array(factors[offsets[layer]..<offsets[layer + 1]])
      let found = nest.fitted(nest.rounded(values)) { draft in
        judged += 1
        return try? model.totals(of: draft.mapping(nest.space), layer: layer)
      }
      guard let found else { return }
      drafts.append(found.draft)
      costs.append(found.totals)
    }
    var plan = NetworkPlan(mappings: zip(drafts, nests).map { $0.mapping($1.space) })
    var fused = edges.indices.filter { share(of: $0) >= threshold }
    while !fused.isEmpty {
      var failed: FusedGroup?
      var next = plan
      var totals = costs
      let groups = FusedGroup.connected(by: fused.map { edges[$0] }.sorted(), in: network)
      let cycle = network.firstGroupInCycle(groups.map(\.layers))
      for (number, group) in groups.enumerated() {
        guard number != cycle, let found = fuse(group, drafts, context, &judged) else {
          failed = group
          break
        }
        for (member, layer) in group.layers.enumerated() {
          next.mappings[layer] = found.mappings[member]
          totals[layer] = CostTotals()
        }
        totals[group.layers[0]] = found.totals
        next.groups.append(group.planGroup(sharedLoops: found.sharedLoops))
      }
      guard let failed else {
        (plan, costs) = (next, totals)
        break
      }
      // The edge that is fused with the least conviction goes.
      let own = fused.filter { failed.edges.contains(edges[$0]) }
      guard let least = own.min(by: { (share(of: $0), $0) < (share(of: $1), $1) }) else { break }
      fused.removeAll { $0 == least }
    }
    context.spent((judged - 1) / nests.count)
    context.judged(costs.reduce(CostTotals(), +)) { plan }
  }

  /// The group with the tiles of its members, or with the smallest tiles; nil where neither fits.
  private func fuse(
    _ group: FusedGroup, _ drafts: [LayerDraft], _ context: SearchContext, _ judged: inout Int
  ) -> (mappings: [LayerMapping], totals: CostTotals, sharedLoops: Int)? {
    guard let (part, own) = context.model(of: group) else { return nil }
    let kept = group.layers.map { drafts[$0] }
    let emptied = group.layers.map { nests[$0].emptied(drafts[$0]) }
    for drafts in [kept, emptied] {
      var sharing: [(shared: Int, count: Int)] = []
      if model.kind == .m1 {
        for (shared, loops) in group.classes.enumerated() {
          let outer = zip(group.layers, loops).enumerated().map { member, loop in
            nests[loop.0].outerCounts(drafts[member])[loop.1]
          }
          let count = group.counts(of: shared, in: network).last { count in
            outer.allSatisfy { $0 % count == 0 }
          }
          if let count { sharing.append((shared, count)) }
        }
      }
      let spaces = group.spaces(sharing: sharing, context)
      let mappings = group.layers.indices.map { member in
        drafts[member].moved(from: nests[group.layers[member]].space, to: spaces[member])
          .mapping(spaces[member])
      }
      var planGroup = own
      planGroup.sharedLoops = sharing.count
      judged += group.layers.count
      if let totals = try? part.totals(of: NetworkPlan(mappings: mappings, groups: [planGroup])) {
        return (mappings, totals, sharing.count)
      }
    }
    return nil
  }
}
