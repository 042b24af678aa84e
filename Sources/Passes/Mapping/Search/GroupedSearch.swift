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
    /// Whether some group was left unsearched because there was no time.
    var isCutShort: Bool
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

  private struct Shape: Hashable {
    var kinds: [Int]
    var edges: [[Int]]
    var needed: [Bool]
  }

  let model: NetworkCostModel
  let groups: [LayerGroup]
  /// Whether each of `groups` must be.
  let areForced: Bool
  /// The evaluations that one search of one member may take.
  let limit: Int
  let hasTime: (Int) -> Bool
  private let shapes: [Shape]
  private var table: MemberTable
  private var separate: LayerwiseSearch
  private var isCutShort = false

  init(
    _ model: NetworkCostModel, groups: [LayerGroup], areForced: Bool, limit: Int,
    extras: SpatialExtras = .none, hasTime: @escaping (Int) -> Bool
  ) {
    self.model = model
    self.groups = groups
    self.areForced = areForced
    self.limit = limit
    self.hasTime = hasTime
    let table = MemberTable(model)
    shapes = groups.map { group in
      Shape(
        kinds: group.layers.map { table.kinds[$0] },
        edges: zip(group.edges, group.ends).map { edge, ends in
          let operand: Int
          switch model.network.edges[edge].operand {
          case .input: operand = -2
          case .weight: operand = -1
          case .addend(let number): operand = number
          }
          return [ends.producer, ends.consumer, operand]
        }, needed: group.links.map(\.isNeeded))
    }
    self.table = table
    separate = LayerwiseSearch(model, extras: extras)
  }

  /// How often the cost model was asked.
  var evaluations: Int { table.evaluations + separate.evaluations }

  /// Finds the best plan; throws where a layer fits nowhere by itself.
  mutating func minimize(
    _ objective: SearchObjective, visit: (NetworkPlan) -> Void
  ) throws(LayerwiseSearch.Unmappable) -> Answer {
    guard case .product = objective else {
      let choice = try best(objective)
      return Answer(
        plan: plan(choice), cost: choice.cost, bound: choice.bound, isCutShort: isCutShort)
    }
    var planes = CuttingPlanes()
    var found: Choice?
    var next = [(energy: 1.0, latency: 0.0), (energy: 0.0, latency: 1.0)]
    var bound = 0.0
    while let weights = next.popLast() {
      let choice = try best(.weighted(energy: weights.energy, latency: weights.latency))
      planes.add(energy: weights.energy, latency: weights.latency, value: choice.bound)
      if found.map({ choice.cost.product < $0.cost.product }) ?? true {
        found = choice
        visit(plan(choice))
      }
      guard next.isEmpty, let found else { continue }
      let corner = planes.leastCorner
      // Cuts only take away, so that the bound cannot fall; where it stays, nothing more is to be had.
      let isStuck = corner.product <= bound * (1 + 1e-9)
      bound = max(bound, corner.product)
      guard bound < found.cost.product * (1 - 1e-9), !isStuck, hasTime(table.evaluations) else {
        break
      }
      next.append((corner.latency, corner.energy))
    }
    guard let found else { preconditionFailure("invariant: a sum was minimised") }
    return Answer(
      plan: plan(found), cost: found.cost, bound: min(bound, found.cost.product),
      isCutShort: isCutShort)
  }

  private func plan(_ choice: Choice) -> NetworkPlan {
    var plan = NetworkPlan(mappings: choice.layers.map(\.mapping))
    for (number, own) in choice.groups {
      let group = groups[number]
      for (layer, member) in zip(group.layers, own.members) {
        plan.mappings[layer] = member.mapping
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
    var results: [Shape: Result] = [:]
    var offers: [Cover.Offer] = []
    var lowerOffers: [Cover.Offer] = []
    var plans: [Int: GroupSearch.Plan] = [:]
    for (number, group) in groups.enumerated() {
      let result: Result
      if let known = results[shapes[number]] {
        result = known
      } else {
        let parts = areForced ? .infinity : Cover(alone, offers).least(of: group.layers).value
        let found = GroupSearch.minimize(
          group, objective, below: parts, &table, limit: limit, hasTime: hasTime)
        result = Result(plan: found.plan, bound: found.bound)
        results[shapes[number]] = result
        if found.bound < (found.plan?.value ?? parts) { isCutShort = true }
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
      let grouped = Set(offers.flatMap(\.layers))
      cover = Cover.Answer(
        value: 0, offers: offers.map(\.number))
      lower =
        lowerOffers.reduce(0) { $0 + ($1.value.isFinite ? $1.value : 0) }
        + all.reduce(0) { grouped.contains($1) ? $0 : $0 + alone[$1] }
    } else {
      cover = Cover(alone, offers).least(of: all)
      lower = Cover(alone, lowerOffers).least(of: all).value
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

/// The cheapest way to make layers up of groups and single layers.
private struct Cover {
  /// A group and its price.
  struct Offer {
    var number: Int
    var layers: [Int]
    var value: Double
  }

  struct Answer {
    var value: Double
    var offers: [Int]
  }

  let alone: [Double]
  /// The offers by their first layer.
  private var offers: [[Offer]]

  init(_ alone: [Double], _ offers: [Offer]) {
    self.alone = alone
    self.offers = alone.map { _ in [] }
    for offer in offers { self.offers[offer.layers[0]].append(offer) }
  }

  /// The cheapest way to make up the given layers, which are in program order.
  func least(of layers: [Int]) -> Answer {
    var known: [[Int]: Answer] = [:]
    return least(of: layers[...], without: [], &known)
  }

  /// Takes the first layer alone, or with each group that begins with it; `taken` are later layers that are taken.
  private func least(
    of layers: ArraySlice<Int>, without taken: [Int], _ known: inout [[Int]: Answer]
  ) -> Answer {
    guard let first = layers.first else { return Answer(value: 0, offers: []) }
    let rest = layers.dropFirst()
    if taken.first == first {
      return least(of: rest, without: Array(taken.dropFirst()), &known)
    }
    let key = [first] + taken
    if let answer = known[key] { return answer }
    var best = least(of: rest, without: taken, &known)
    best.value += alone[first]
    for offer in offers[first] {
      let others = offer.layers.dropFirst()
      guard others.allSatisfy({ rest.contains($0) && !taken.contains($0) }) else { continue }
      var answer = least(of: rest, without: (taken + others).sorted(), &known)
      answer.value += offer.value
      if answer.value < best.value {
        answer.offers.append(offer.number)
        best = answer
      }
    }
    known[key] = best
    return best
  }
}
