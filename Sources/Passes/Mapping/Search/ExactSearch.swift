import Machine

/// Finds the best plan in which no tensor stays on chip, and proves it; then fuses where a descent finds that better, and
/// says how far the result can be from the best fused plan.
///
/// The space is that of `TiledSpace` for each layer. With `groups=none` the answer is the optimum of that space, and the
/// bound is its value. Otherwise the bound is what the layers would cost if every tensor that may stay on chip did so for
/// nothing and each layer had the memories for itself: no plan of the space that fuses any of them costs less.
struct ExactSearch: MappingSearch {
  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    var context = SearchContext(problem)
    let network = context.network
    let objective = objective(of: problem)
    var separate = LayerwiseSearch(problem.model)
    let unfused = try minimize(&separate, objective, network)
    var costs: [CostTotals] = []
    for (layer, mapping) in unfused.mappings.enumerated() {
      do throws(IllegalPlan) {
        costs.append(try problem.model.totals(of: mapping, layer: layer))
      } catch {
        throw MappingFailure(
          layer: layer, "the mapping that was found cannot run: \(error.message)")
      }
    }
    context.judged(costs.reduce(CostTotals(), +)) { NetworkPlan(mappings: unfused.mappings) }
    var bound = objective.value(of: unfused.cost)
    var remarks: [(layer: Int, text: String)] = []
    let fusible = context.fusibleEdges
    if problem.groups != .none, !fusible.isEmpty {
      remarks = GroupDescent().fuse(unfused.mappings, costs, &context)
      var relaxed = LayerwiseSearch(
        try withoutAddends(fusible, problem.model), fused: fused(fusible, network))
      bound = min(
        bound, objective.value(of: try minimize(&relaxed, objective, network).cost))
    }
    // Products are in picojoules times cycles here, and in microjoules times cycles in answers.
    context.proved(bound: problem.objective == .edp ? bound * 1e-6 : bound)
    guard let answer = context.answer(remarks) else {
      throw MappingFailure("no plan was judged")
    }
    return answer
  }

  private func objective(of problem: MappingProblem) -> SearchObjective {
    switch problem.objective {
    case .edp: .product
    case .energy: .weighted(energy: 1, latency: 0)
    case .latency: .weighted(energy: 0, latency: 1)
    }
  }

  private func minimize(
    _ search: inout LayerwiseSearch, _ objective: SearchObjective, _ network: Network
  ) throws(MappingFailure) -> LayerwiseSearch.Answer {
    do throws(LayerwiseSearch.Unmappable) {
      return try search.minimize(objective)
    } catch {
      let layer = network.layers[error.layer]
      throw MappingFailure(
        layer: error.layer,
        "no tile of its \(layer.kind == .contraction ? "tensors" : "elements") fits the machine's memories"
      )
    }
  }

  /// The model of the same layers without the addends that may stay on chip.
  private func withoutAddends(
    _ edges: [Int], _ model: NetworkCostModel
  ) throws(MappingFailure) -> NetworkCostModel {
    var layers = model.network.layers
    for layer in layers.indices {
      layers[layer].addends = layers[layer].addends.enumerated().filter { number, _ in
        !edges.contains {
          model.network.edges[$0].consumer == layer
            && model.network.edges[$0].operand == .addend(number)
        }
      }.map(\.element)
    }
    do throws(CostModelError) {
      return try NetworkCostModel(
        model.kind, network: Network(layers: layers, edges: []), machine: model.machine,
        options: model.options)
    } catch {
      throw MappingFailure(error.message)
    }
  }

  /// The tensors of each layer that some fusible edge carries.
  private func fused(_ edges: [Int], _ network: Network) -> [TensorRoles] {
    var roles = [TensorRoles](repeating: [], count: network.layers.count)
    for edge in edges.map({ network.edges[$0] }) {
      roles[edge.producer].insert(.output)
      switch edge.operand {
      case .input: roles[edge.consumer].insert(.input)
      case .weight: roles[edge.consumer].insert(.weight)
      case .addend: break
      }
    }
    return roles
  }
}
