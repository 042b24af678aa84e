import Machine

/// Says in plain words why edges of a plan are fused, or are not.
struct FusionReasons {
  let problem: MappingProblem
  let plan: NetworkPlan

  /// A sentence about each edge that may be fused, with the layer that reads its tensor.
  var sentences: [(layer: Int, text: String)] {
    let context = SearchContext(problem)
    let network = problem.model.network
    let fused = plan.groups.flatMap(\.fusedEdges)
    return context.fusibleEdges.map { number in
      let edge = network.edges[number]
      let names = "\(network.layers[edge.producer].name) and \(network.layers[edge.consumer].name)"
      if let group = plan.groups.first(where: { $0.fusedEdges.contains(number) }) {
        let loops =
          group.sharedLoops == 0
          ? "the whole tensor" : "a tile of the tensor in each step of \(group.sharedLoops) loops"
        return (edge.consumer, "\(names) are fused: \(loops) stays on chip")
      }
      guard problem.groups != .none else {
        return (edge.consumer, "\(names) stay unfused: groups=none asks for that")
      }
      let reason =
        obstacle(to: fused + [number], at: edge, context)
        ?? "no fused plan that was found is better"
      return (edge.consumer, "\(names) stay unfused: \(reason)")
    }
  }

  /// What the smallest fused tiles need too much of; nil where some fit.
  private func obstacle(
    to edges: [Int], at edge: Network.Edge, _ context: SearchContext
  ) -> String? {
    let network = problem.model.network
    let groups = FusedGroup.connected(by: edges.sorted(), in: network)
    guard let group = groups.first(where: { $0.layers.contains(edge.producer) }),
      let (model, part) = context.model(of: group)
    else { return nil }
    var least: (needed: Double, capacity: Int, memory: String)?
    // All that can be shared, as finely as it goes, makes the smallest tiles; less of it may be what fits.
    let finest = group.classes.indices.compactMap { shared in
      group.counts(of: shared, in: network).last.map { (shared: shared, count: $0) }
    }
    for sharing in [finest] + finest.map({ [$0] }) + [[]] {
      let spaces = group.spaces(sharing: sharing, context)
      var own = part
      own.sharedLoops = sharing.count
      do throws(IllegalPlan) {
        let mappings = spaces.map { LayerDraft($0).mapping($0) }
        _ = try model.totals(of: NetworkPlan(mappings: mappings, groups: [own]))
        return nil
      } catch {
        guard case .capacity(_, let memory, _, let needed, let capacity) = error,
          least.map({ needed / Double(capacity) < $0.needed / Double($0.capacity) }) ?? true
        else { continue }
        least = (needed, capacity, memory)
      }
    }
    return least.map {
      "the fused tile needs \(Self.bytes($0.needed)) of a \(Self.bytes(Double($0.capacity))) "
        + $0.memory
    }
  }

  /// Bytes in the unit that a person would take.
  private static func bytes(_ count: Double) -> String {
    let units = ["bytes", "KB", "MB", "GB", "TB"]
    var value = count
    var unit = 0
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    let tenths = (value * 10).rounded(.up)
    let whole = tenths >= 1000 || tenths.truncatingRemainder(dividingBy: 10) == 0
    return "\(whole ? "\(Int((tenths / 10).rounded(.up)))" : "\(tenths / 10)") \(units[unit])"
  }
}
