import Machine

/// Improves the layers of a plan under all terms of the cost model.
///
/// With pipeline terms, searches see a part of the time only: a bound from below, under which many mappings look alike. From
/// the mapping of each layer outside groups, the descent takes the best single step until none helps enough: a factor of a loop goes
/// elsewhere, or factors of two loops change places. What a step is worth is what it saves of a weighted sum of energy and
/// time; where their product counts, the weights are those of the plan's own product. A saving that is small beside the
/// model's error counts for nothing.
struct PipelineDescent {
  private static let roundLimit = 60
  /// What a step saves at least, as a part of the layer's cost, and what all of them must save for the layer to change: the
  /// model's own error is 4 % in the median.
  private static let leastStep = 0.02
  private static let leastSaving = 0.06

  private let model: NetworkCostModel
  private let objective: MappingObjective
  private let monitor: SearchMonitor
  /// How many mappings of a layer were judged.
  private(set) var evaluations = 0

  init(_ problem: MappingProblem) {
    model = problem.model
    objective = problem.objective
    monitor = problem.monitor
  }

  /// The plan with better mappings; throws where the given one cannot run.
  mutating func refined(_ plan: NetworkPlan) throws(IllegalPlan) -> NetworkPlan {
    let totals = try model.totals(of: plan)
    let weights =
      switch objective {
      case .edp: SearchObjective.weighted(energy: totals.cycles, latency: totals.picojoules)
      case .energy: SearchObjective.weighted(energy: 1, latency: 0)
      case .latency: SearchObjective.weighted(energy: 0, latency: 1)
      }
    let grouped = Set(plan.groups.flatMap(\.layers))
    var plan = plan
    var known: [(layer: Layer, from: LayerMapping, to: LayerMapping)] = []
    for (number, layer) in model.network.layers.enumerated() where !grouped.contains(number) {
      let layer = layer.unnamed
      let mapping = plan.mappings[number]
      if let before = known.first(where: { $0.layer == layer && $0.from == mapping }) {
        plan.mappings[number] = before.to
        continue
      }
      let better = try refined(mapping, number, weights)
      known.append((layer, mapping, better))
      plan.mappings[number] = better
    }
    return plan
  }

  private mutating func refined(
    _ mapping: LayerMapping, _ layer: Int, _ weights: SearchObjective
  ) throws(IllegalPlan) -> LayerMapping {
    var best = mapping
    var value = weights.value(of: Self.sums(try model.totals(of: mapping, layer: layer)))
    let first = value
    for _ in 0..<Self.roundLimit where !monitor.isInterrupted() {
      let start = best
      let enough = value * (1 - Self.leastStep)
      for next in Self.neighbours(of: start) {
        evaluations += 1
        guard let totals = try? model.totals(of: next, layer: layer) else { continue }
        let cost = weights.value(of: Self.sums(totals))
        if cost < min(value, enough) { (best, value) = (next, cost) }
      }
      if best == start { break }
    }
    return value > first * (1 - Self.leastSaving) ? mapping : best
  }

  private static func sums(_ totals: CostTotals) -> EnergyLatency {
    EnergyLatency(energy: totals.picojoules, latency: totals.cycles)
  }

  // MARK: Steps

  /// The mappings that are one step away.
  private static func neighbours(of mapping: LayerMapping) -> [LayerMapping] {
    let nodes = mapping.nodes
    // The weights of the innermost memory stay in the array while it streams.
    let innermost = nodes.lastIndex { if case .memory = $0 { true } else { false } } ?? 0
    let first = (nodes.firstIndex { if case .memory = $0 { true } else { false } } ?? 0) + 1
    var result: [LayerMapping] = []
    func mayLie(_ dimension: LayerDimension, before place: Int) -> Bool {
      place >= first && (place <= innermost || !LayerDimensions.weight.contains(dimension))
    }
    for (index, node) in nodes.enumerated() {
      guard case .loop(let dimension, let count) = node else { continue }
      for factor in parts(of: count) {
        for place in first...nodes.count
        where place != index && place != index + 1 && mayLie(dimension, before: place) {
          var next = nodes
          next[index] = .loop(dimension, count / factor)
          next.insert(.loop(dimension, factor), at: place)
          result.append(LayerMapping(nodes: joined(next)))
        }
      }
      for (other, node) in nodes.enumerated() where other > index {
        guard case .loop(let second, let steps) = node, second != dimension,
          mayLie(dimension, before: other), mayLie(second, before: index)
        else { continue }
        for factor in parts(of: count) {
          for part in parts(of: steps) {
            var next = nodes
            next[other] = .loop(second, steps / part)
            next[index] = .loop(dimension, count / factor)
            next.insert(.loop(dimension, factor), at: other)
            next.insert(.loop(second, part), at: index)
            result.append(LayerMapping(nodes: joined(next)))
          }
        }
      }
    }
    return result
  }

  /// The prime factors of a count, and the count.
  private static func parts(of count: Int) -> [Int] {
    var result: [Int] = []
    var rest = count
    var prime = 2
    while rest > 1 {
      if prime * prime > rest { prime = rest }
      if rest % prime == 0 {
        result.append(prime)
        while rest % prime == 0 { rest /= prime }
      }
      prime += 1
    }
    if count > 1, result.last != count { result.append(count) }
    return result
  }

  /// The nest without loops of one step, and with neighbours over one dimension as one loop.
  private static func joined(_ nodes: [LayerMapping.Node]) -> [LayerMapping.Node] {
    var result: [LayerMapping.Node] = []
    for node in nodes {
      if case .loop(let dimension, let count) = node {
        if count == 1 { continue }
        if case .loop(dimension, let before)? = result.last {
          result[result.count - 1] = .loop(dimension, before * count)
          continue
        }
      }
      result.append(node)
    }
    return result
  }
}
