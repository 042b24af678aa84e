import Machine

/// The best plan of a network with groups: the least product of energy and latency, or the least weighted sum, with a
/// bound.
///
/// A weighted sum is additive over groups and layers, so that it is minimised by the cheapest way to make the network up
/// of them. Groups are looked at from small to large: one is worth a search only where it can be cheaper than the best way to
/// make its layers up of smaller ones. The product is bounded by planes (`CuttingPlanes`).
struct GroupedSearch {
  /// What was found.
  struct Answer {
    /// The best plan.
    var plan: NetworkPlan
    /// What it costs.
    var cost: EnergyLatency
    /// A value of the objective that no plan of the space is below.
    var bound: Double
  }

  /// A way to make up the network.
  private struct Choice {
    var groups: [(group: Int, plan: GroupSearch.Plan)]
    var layers: [LayerSearch.Candidate]
    var cost: EnergyLatency
    /// A value that no choice is below.
    var bound: Double
  }

  /// What the search of a group found; alike for groups of layers that are alike.
  private struct Result {
    var plan: GroupSearch.Plan?
    /// A value that no plan of the group is below, or above which none is worth anything.
    var bound: Double
  }

  /// How many times what its layers cost a group may cost for a remark to say how much.
  private static let dearest = 2.0
  /// The evaluations that finding a reason takes.
  private static let evaluationsPerReason = 5000

  let model: NetworkCostModel
  let groups: [LayerGroup]
  /// Whether each of `groups` must be.
  let areForced: Bool
  /// The evaluations that one search of one member may take.
  let limit: Int
  let hasTime: (Int) -> Bool
  /// For each of `groups`, the first one whose layers and edges are alike.
  private let shapes: [Int]
  /// The settings of the groups that were looked at, by their shapes.
  private var settings: [GroupSettings?]
  private var table: MemberTable
  private var separate: LayerwiseSearch

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - separate: the search of the layers by themselves.
  ///   - extras: what else than channels may run along the array.
  init(
    _ model: NetworkCostModel, separate: LayerwiseSearch, groups: [LayerGroup], areForced: Bool,
    extras: SpatialExtras, limit: Int, hasTime: @escaping (Int) -> Bool
  ) {
    self.model = model
    self.groups = groups
    self.areForced = areForced
    self.limit = limit
    self.hasTime = hasTime
    let table = MemberTable(model, extras: extras)
    var known: [[Int]: Int] = [:]
    shapes = groups.enumerated().map { number, group in
      let shape = group.shape(table.kinds, in: model.network)
      if let first = known[shape] { return first }
      known[shape] = number
      return number
    }
    settings = groups.map { _ in nil }
    self.table = table
    self.separate = separate
  }

  /// How often the cost model was asked.
  var evaluations: Int { table.evaluations + separate.evaluations }

  /// Finds the best plan; throws where a layer fits nowhere by itself.
  ///
  /// - Parameter alone: what the best plan without groups costs.
  mutating func minimize(
    _ objective: SearchObjective, from alone: EnergyLatency, visit: (NetworkPlan) -> Void
  ) throws(LayerwiseSearch.Unmappable) -> Answer {
    guard case .product = objective else {
      let choice = try best(objective)
      return Answer(plan: plan(choice), cost: choice.cost, bound: choice.bound)
    }
    // Where the best plan without groups touches the product's level curve, then in the corners of what is proved.
    var planes = CuttingPlanes()
    let least = leastCosts()
    planes.add(energy: 1, latency: 0, value: least.energy)
    planes.add(energy: 0, latency: 1, value: least.latency)
    var found: Choice?
    var next = alone
    var bound = 0.0
    while true {
      let choice = try best(.weighted(energy: next.latency, latency: next.energy))
      planes.add(energy: next.latency, latency: next.energy, value: choice.bound)
      if found.map({ choice.cost.product < $0.cost.product }) ?? true {
        found = choice
        visit(plan(choice))
      }
      let corner = planes.leastCorner
      // Cuts only take away, so that the bound cannot fall; where it stays, nothing more is to be had.
      let isStuck = corner.product <= bound * (1 + 1e-9)
      bound = max(bound, corner.product)
      let least = found?.cost.product ?? .infinity
      guard bound < least * (1 - 1e-9), !isStuck, hasTime(table.evaluations) else { break }
      next = corner
    }
    guard let found else { preconditionFailure("invariant: a sum was minimised") }
    return Answer(
      plan: plan(found), cost: found.cost, bound: min(bound, found.cost.product))
  }

  /// An energy and a latency that no plan is below: each layer takes what it does at least by itself or as a member of some
  /// group, in memories of any size.
  private mutating func leastCosts() -> EnergyLatency {
    var least = separate.leastOfLayers
    var members: [Int: EnergyLatency] = [:]
    for (number, group) in groups.enumerated() where shapes[number] == number {
      let own = settings[number] ?? GroupSettings(group)
      settings[number] = own
      // Settings with shared loops are grown from the one without, and cost no less.
      guard own.least(of: 0, &table).energy.isFinite else { continue }
      for (layer, option) in zip(group.layers, own.options(of: 0)) {
        members[table.kinds[layer], default: least[layer]].lower(to: table.options[option].least)
      }
    }
    for layer in least.indices {
      if let member = members[table.kinds[layer]] { least[layer].lower(to: member) }
    }
    return least.reduce(EnergyLatency(energy: 0, latency: 0)) {
      EnergyLatency(energy: $0.energy + $1.energy, latency: $0.latency + $1.latency)
    }
  }

  /// Why an edge that may be fused is not: the smallest group with the edge, at the weights of the plan that was found.
  mutating func reason(
    against edge: Int, at cost: EnergyLatency
  ) throws(LayerwiseSearch.Unmappable) -> String? {
    guard let group = groups.first(where: { $0.edges.contains(edge) }) else { return nil }
    let names = group.layers.map { model.network.layers[$0].name }.joined(separator: ", ")
    // The smallest tiles that the fused tensors can have.
    let finest = group.finest
    let halos = table.halos(of: group, finest)
    for member in group.layers.indices {
      guard let context = table.context(member, of: group) else { continue }
      let option = table.options(
        context, group.steps(of: member, finest), halo: halos?[member] ?? MemberHalo())
      for role in group.links[member].operands {
        guard let memory = table.memory(of: role, option),
          let capacity = model.machine.memories[memory].capacityBytes
        else { continue }
        let bytes = table.tileBytes(option, memory, role)
        guard bytes > Double(capacity) else { continue }
        return "in \(names) the smallest fused tile needs \(Int(bytes)) bytes of "
          + "\(model.machine.memories[memory].name), which has \(capacity)"
      }
    }
    let objective = SearchObjective.weighted(energy: cost.latency, latency: cost.energy)
    let layers = try separate.best(objective)
    let parts = group.layers.reduce(0) { $0 + objective.value(of: layers[$1].cost) }
    let most = table.evaluations + Self.evaluationsPerReason
    let found = GroupSearch.minimize(
      GroupSettings(group), objective, below: parts * Self.dearest, &table, limit: limit
    ) { $0 < most }
    guard let plan = found.plan else {
      return "no tiles of \(names) fit on chip together that cost less than "
        + "\(Self.dearest) times what the layers cost by themselves"
    }
    let percent = ((plan.value / parts - 1) * 1000).rounded() / 10
    guard percent > 0 else { return "other groups of these layers cost less" }
    return "\(names) together would cost \(percent) % more than by themselves"
  }

  private func plan(_ choice: Choice) -> NetworkPlan {
    var plan = NetworkPlan(mappings: choice.layers.map(\.mapping))
    for (number, own) in choice.groups {
      let group = groups[number]
      for (member, layer) in group.layers.enumerated() {
        plan.mappings[layer] = group.ordered(
          own.members[member].mapping, of: member, own.setting)
      }
      plan.groups.append(group.planGroup(own.setting))
    }
    return plan
  }

  /// The choice that minimises a weighted sum.
  private mutating func best(
    _ objective: SearchObjective
  ) throws(LayerwiseSearch.Unmappable) -> Choice {
    let layers = try separate.best(objective)
    let alone = layers.map { objective.value(of: $0.cost) }
    let aloneAtLeast = separate.provedOfLayers
    var results = [Result?](repeating: nil, count: groups.count)
    var offers: [Cover.Offer] = []
    var lowerOffers: [Cover.Offer] = []
    var plans: [Int: GroupSearch.Plan] = [:]
    for (number, group) in groups.enumerated() {
      let result: Result
      if let known = results[shapes[number]] {
        result = known
      } else {
        let parts = areForced ? .infinity : Cover(alone, offers).least(of: group.layers).value
        let own = settings[number] ?? GroupSettings(group)
        settings[number] = own
        let found = GroupSearch.minimize(
          own, objective, below: parts, &table, limit: limit, hasTime: hasTime)
        result = Result(plan: found.plan, bound: found.bound)
        results[shapes[number]] = result
      }
      if let plan = result.plan {
        plans[number] = plan
        offers.append(.init(number: number, layers: group.layers, value: plan.value))
      }
      lowerOffers.append(.init(number: number, layers: group.layers, value: result.bound))
    }
    let all = Array(layers.indices)
    let cover: Cover.Answer
    let lower: Double
    if areForced {
      // Also of groups of which only a bound is known: their layers are not alone.
      let grouped = Set(lowerOffers.filter { $0.value.isFinite }.flatMap(\.layers))
      cover = Cover.Answer(
        value: 0, offers: offers.map(\.number))
      lower =
        lowerOffers.reduce(0) { $0 + ($1.value.isFinite ? $1.value : 0) }
        + all.reduce(0) { grouped.contains($1) ? $0 : $0 + aloneAtLeast[$1] }
    } else {
      cover = Cover(alone, offers).least(of: all)
      lower = Cover(aloneAtLeast, lowerOffers).least(of: all).value
    }
    var cost = EnergyLatency(energy: 0, latency: 0)
    var chosen: [(group: Int, plan: GroupSearch.Plan)] = []
    var grouped: Set<Int> = []
    for number in cover.offers {
      guard let plan = plans[number] else { continue }
      chosen.append((number, plan))
      grouped.formUnion(groups[number].layers)
      cost.energy += plan.cost.energy
      cost.latency += plan.cost.latency
    }
    for (layer, candidate) in layers.enumerated() where !grouped.contains(layer) {
      cost.energy += candidate.cost.energy
      cost.latency += candidate.cost.latency
    }
    return Choice(groups: chosen, layers: layers, cost: cost, bound: lower)
  }
}

extension EnergyLatency {
  /// Takes the lower energy, and the lower latency.
  fileprivate mutating func lower(to other: EnergyLatency) {
    energy = min(energy, other.energy)
    latency = min(latency, other.latency)
  }
}
