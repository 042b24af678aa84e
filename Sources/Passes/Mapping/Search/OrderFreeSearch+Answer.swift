import Machine

extension OrderFreeSearch {
  /// The best plan under `m0` and its proof; nil where the network's edges lead over each other too much for this search.
  static func answer(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer? {
    var context = SearchContext(problem)
    let clock = context
    let isSpent: () -> Bool = {
      if problem.monitor.isInterrupted() { return true }
      return if case .seconds = problem.budget { clock.isSpent } else { false }
    }
    let fusible: [Int] =
      switch problem.groups {
      case .search: context.fusibleEdges
      case .none: []
      case .given: context.givenEdges
      }
    guard var search = try OrderFreeSearch(problem, fusible: fusible, isSpent: isSpent) else {
      return nil
    }
    let objective: SearchObjective =
      switch problem.objective {
      case .edp: .product
      case .energy: .weighted(energy: 1, latency: 0)
      case .latency: .weighted(energy: 0, latency: 1)
      }
    var given = problem.groups == .search ? [] : fusible
    var remarks: [(layer: Int, text: String)] = []
    var found = search.minimize(objective, given: given)
    for group in OrderFreeGroup.connected(by: given, in: context.network)
    where found == nil && search.minimize(objective, given: group.edges) == nil {
      given.removeAll { group.edges.contains($0) }
      let names = group.layers.map { context.network.layers[$0].name }.joined(separator: ", ")
      remarks.append((group.layers[0], "\(names) do not fit on chip together"))
      found = search.minimize(objective, given: given)
    }
    guard let found else { throw MappingFailure("no plan that fits the machine was found") }
    let plan = search.plan(of: found.choices)
    do throws(IllegalPlan) {
      context.judged(try problem.model.totals(of: plan)) { plan }
    } catch {
      throw MappingFailure("the plan that was found cannot run: \(error.message)")
    }
    context.spent(search.evaluations)
    // Products are in picojoules times cycles here, and in microjoules times cycles in answers.
    context.proved(bound: problem.objective == .edp ? found.bound * 1e-6 : found.bound)
    return context.answer(remarks + search.remarks(about: found.choices))
  }

  /// For each edge that may be fused, why it is or is not.
  private func remarks(about plan: Choices) -> [(layer: Int, text: String)] {
    let whole = cost(of: plan)
    return fusible.map { number in
      let edge = network.edges[number]
      let names =
        "its \(edge.operand.name) from \(network.layers[edge.producer].name)"
      if plan.fused.contains(number) { return (edge.consumer, "\(names) stays on chip") }
      var changed = plan
      changed.fused = (plan.fused + [number]).sorted()
      let groups = OrderFreeGroup.connected(by: changed.fused, in: network)
      for group in groups where group.edges.contains(number) {
        let members = group.layers.map { network.layers[$0].name }.joined(separator: ", ")
        if let (memory, bytes, capacity) = shortage(of: group, changed) {
          return (
            edge.consumer,
            "\(names) is not fused: the least tiles of \(members) together need \(Int(bytes)) bytes "
              + "of \(model.machine.memories[memory].name), which has \(Int(capacity))"
          )
        }
      }
      if network.firstGroupInCycle(groups.map(\.layers)) != nil {
        return (edge.consumer, "\(names) is not fused: the group would wait for itself")
      }
      let share = cost(of: changed).product / whole.product
      return (
        edge.consumer,
        "\(names) is not fused: the network would cost \((share * 1e5).rounded() / 1e3) % of what "
          + "it costs now"
      )
    }
  }
}
