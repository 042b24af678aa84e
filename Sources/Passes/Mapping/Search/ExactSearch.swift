import Machine

/// Finds the best plan and proves it: the best mapping of every layer, which layers form groups, and how each group runs.
///
/// The space of a layer by itself is that of `TiledSpace`, or with `tiling=uneven` that of `UnevenSpace`, which holds it;
/// `groups=none` takes nothing else. Under `m1` groups are those of
/// `LayerGroup`, and the space of each is that of `GroupSearch`. Where the budget ends before everything is looked at, the
/// answer is the best plan so far, and the bound what has been proved so far.
///
/// Under `m0` the search is `OrderFreeSearch`. Where edges lead over each other too much for it, groups are made by a
/// descent, and the bound is what the layers would cost if every tensor that may stay on chip did so for nothing and each
/// layer had the memories for itself.
struct ExactSearch: MappingSearch {
  /// The most groups that are looked at.
  private static let groupLimit = 4000
  /// The most evaluations that one search of one member of a group takes.
  private static let memberLimit = 2_000_000
  /// How many evaluations of members of groups a plan of the budget pays for.
  private static let evaluationsPerPlan = 400
  /// How many tiles of layers by themselves a plan of the budget pays for.
  private static let tilesPerPlan = evaluationsPerPlan * LayerwiseSearch.tilesPerEvaluation

  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    if problem.model.kind == .m0, let answer = try OrderFreeSearch.answer(problem) {
      return answer
    }
    var context = SearchContext(problem)
    let network = context.network
    let objective = objective(of: problem)
    let clock = context
    var separate = LayerwiseSearch(
      problem.model, extras: problem.extras, tiling: problem.tiling
    ) { steps in !clock.isSpent(after: steps / Self.tilesPerPlan) }
    let unfused: LayerwiseSearch.Answer
    do throws(MappingFailure) {
      unfused = try minimize(&separate, objective, network)
    } catch {
      // The layer's smallest tiles tell which memory is how much too small.
      if let layer = error.layer {
        let space = LayerSpace(
          network.layers[layer], on: problem.model.machine, limitsSides: context.limitsSides)
        _ = try SmallestTiles.mapping(of: layer, space, problem.model)
      }
      throw error
    }
    var costs: [CostTotals] = []
    for (layer, mapping) in unfused.mappings.enumerated() {
      do throws(IllegalPlan) {
        costs.append(try problem.model.totals(of: mapping, layer: layer))
      } catch {
        throw MappingFailure(
          layer: layer, "the mapping that was found cannot run: \(error.message)")
      }
    }
    let fusible = context.fusibleEdges
    var isJoined = false
    if case .given = problem.groups { isJoined = problem.model.kind == .m1 && !fusible.isEmpty }
    // Layers that are to be joined are, also where that costs more.
    if !isJoined {
      context.judged(costs.reduce(CostTotals(), +)) { NetworkPlan(mappings: unfused.mappings) }
    }
    var bound = unfused.bound
    var remarks: [(layer: Int, text: String)] = []
    if problem.groups != .none, !fusible.isEmpty {
      switch problem.model.kind {
      case .m0:
        remarks = GroupDescent(countsPerLoop: 8, countsMembers: false)
          .fuse(fusible.map { [$0] }, unfused.mappings, costs, &context)
        var free = try free(fusible, problem, clock)
        bound = min(bound, try minimize(&free, objective, network).bound)
      case .m1:
        bound = min(bound, try grouped(objective, separate, unfused.cost, &context, &remarks))
      }
    }
    // Given groups that wait for each other cannot run.
    if context.best == nil {
      context.judged(costs.reduce(CostTotals(), +)) { NetworkPlan(mappings: unfused.mappings) }
    }
    if problem.model.kind == .m1, problem.model.options.pipelineTerms, !context.isSpent {
      refine(&context, apart: unfused.mappings)
    }
    // Products are in picojoules times cycles here, and in microjoules times cycles in answers.
    context.proved(bound: problem.objective == .edp ? bound * 1e-6 : bound)
    guard let answer = context.answer(remarks) else {
      throw MappingFailure("no plan was judged")
    }
    return answer
  }

  /// Improves the best plan under terms that the search does not see.
  ///
  /// Under these terms a group may cost more than its layers by themselves: then it is given up, unless it was asked for.
  private func refine(_ context: inout SearchContext, apart mappings: [LayerMapping]) {
    guard let plan = context.best?.plan else { return }
    var descent = PipelineDescent(context.problem)
    guard let refined = try? descent.refined(plan),
      let totals = try? context.problem.model.totals(of: refined)
    else { return }
    let looks = descent.evaluations
    context.spent(looks / max(1, context.network.layers.count))
    context.judged(totals) { refined }
    guard !refined.groups.isEmpty, context.givenEdges.isEmpty, !context.isSpent,
      let apart = try? descent.refined(NetworkPlan(mappings: mappings))
    else { return }
    context.spent((descent.evaluations - looks) / max(1, context.network.layers.count))
    var best = (plan: refined, value: context.problem.objective.value(of: totals))
    for index in refined.groups.indices.reversed() {
      var other = best.plan
      for layer in other.groups.remove(at: index).layers {
        other.mappings[layer] = apart.mappings[layer]
      }
      guard let totals = try? context.problem.model.totals(of: other) else { continue }
      context.judged(totals) { other }
      let value = context.problem.objective.value(of: totals)
      if value < best.value { best = (other, value) }
    }
  }

  /// Searches plans with groups; returns a value that none is below.
  private func grouped(
    _ objective: SearchObjective, _ separate: LayerwiseSearch, _ alone: EnergyLatency,
    _ context: inout SearchContext, _ remarks: inout [(layer: Int, text: String)]
  ) throws(MappingFailure) -> Double {
    let problem = context.problem
    let network = context.network
    var groups: [LayerGroup]
    var isComplete = true
    if case .given = problem.groups {
      groups = FusedGroup.connected(by: context.givenEdges, in: network).map {
        LayerGroup($0.layers, $0.edges, in: network)
      }
    } else {
      (groups, isComplete) = LayerGroup.all(in: network, limit: Self.groupLimit)
    }
    let clock = context
    var search = GroupedSearch(
      problem.model, separate: separate, groups: groups,
      areForced: problem.groups != .search, extras: problem.extras, limit: Self.memberLimit
    ) { evaluations in !clock.isSpent(after: evaluations / Self.evaluationsPerPlan) }
    var found: [NetworkPlan] = []
    let answer: GroupedSearch.Answer
    do throws(LayerwiseSearch.Unmappable) {
      answer = try search.minimize(objective, from: alone) { found.append($0) }
    } catch {
      throw MappingFailure(layer: error.layer, "no tile of it fits the machine's memories")
    }
    for plan in found + [answer.plan] {
      do throws(IllegalPlan) {
        context.judged(try problem.model.totals(of: plan)) { plan }
      } catch {
        if case .cycle = error { continue }
        throw MappingFailure("the plan that was found cannot run: \(error.message)")
      }
    }
    remarks = try decisions(answer, &search, context)
    guard isComplete else {
      // Groups that were not looked at move what every mapping does.
      let least = problem.model.bound.traffic
      return min(
        answer.bound,
        objective.value(of: EnergyLatency(energy: least.picojoules, latency: least.cycles)))
    }
    return answer.bound
  }

  /// Why tensors that may stay on chip do not.
  private func decisions(
    _ answer: GroupedSearch.Answer, _ search: inout GroupedSearch, _ context: SearchContext
  ) throws(MappingFailure) -> [(layer: Int, text: String)] {
    let network = context.network
    var remarks: [(layer: Int, text: String)] = []
    for edge in context.fusibleEdges {
      let (producer, consumer) = (network.edges[edge].producer, network.edges[edge].consumer)
      let tensor =
        "its \(network.edges[edge].operand.name) from \(network.layers[producer].name)"
      if answer.plan.groups.contains(where: { $0.fusedEdges.contains(edge) }) { continue }
      guard !context.isSpent else { break }
      let reason: String?
      do throws(LayerwiseSearch.Unmappable) {
        reason = try search.reason(against: edge, at: answer.cost)
      } catch {
        throw MappingFailure(layer: error.layer, "no tile of it fits the machine's memories")
      }
      if let reason { remarks.append((consumer, "\(tensor) is not fused: \(reason)")) }
    }
    return remarks
  }

  /// The layers with all that may stay on chip there for nothing.
  private func free(
    _ fusible: [Int], _ problem: MappingProblem, _ clock: SearchContext
  ) throws(MappingFailure) -> LayerwiseSearch {
    LayerwiseSearch(
      try withoutAddends(fusible, problem.model),
      fused: fused(fusible, problem.model.network), extras: problem.extras,
      tiling: problem.tiling
    ) { steps in !clock.isSpent(after: steps / Self.tilesPerPlan) }
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
