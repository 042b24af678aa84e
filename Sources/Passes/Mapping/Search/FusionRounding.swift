import Machine

/// Rounds how much of each tensor stays on chip, and repairs what does not fit.
///
/// Relaxed, the share σ of an edge scales what its tensor moves through the outermost memory, with the layers' tiles as
/// they are; the derivative of the objective by σ is what fusing could save at most. Edges are rounded up in the order of
/// that saving, each with tiles that `GroupDescent` finds; where none make the whole better, the edge is rounded down.
struct FusionRounding {
  /// Fuses where that helps, and has the context judge what it tries; returns each decision in words.
  ///
  /// - Parameters:
  ///   - mappings: the mappings of the layers unfused.
  ///   - costs: what those cost.
  func fuse(
    _ mappings: [LayerMapping], _ costs: [CostTotals], _ context: inout SearchContext
  ) -> [(layer: Int, text: String)] {
    let weights = Descent.weights(context.problem.objective, costs.reduce(CostTotals(), +))
    let savings = context.fusibleEdges.map {
      (edge: $0, saving: saving(of: $0, mappings, weights, context))
    }
    let candidates = savings.filter { $0.saving > 0 }.sorted {
      ($1.saving, $0.edge) < ($0.saving, $1.edge)
    }.map { [$0.edge] }
    return GroupDescent(countsPerLoop: 6, countsMembers: true)
      .fuse(candidates, mappings, costs, &context)
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
}
