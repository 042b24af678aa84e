import Machine

/// Finds the best plan under `m0`, fused where that is better, and proves it.
///
/// Under `m0` the size of tiles changes no traffic: a plan costs what its layers' choices of what runs along the array cost,
/// given which edges are fused. Tiles only have to fit, those of a group together and with tiles that agree along its
/// edges, so that the least ones decide. The space: each layer has one tile on chip, of all its tensors, whose counts divide
/// its loops; C runs along rows and K along columns, and what `extras` adds.
///
/// The least product of energy and latency is at a corner of the lower hull of all plans (`LowerHull`), where a weighted
/// sum of both is least. That is a sum over layers, found by branch and bound over the edges: without the capacities of
/// groups, dynamic programming gives a bound and the edges that reach it (`OrderFreeRelaxation`); where a group of these does
/// not fit, some of its edges are decided. What a group loses by having to fit is found exactly (`OrderFreeAssignment`).
struct OrderFreeSearch {
  /// A choice for each layer and the edges that are fused.
  struct Choices: Equatable {
    var choices: [Int]
    var fused: [Int]
  }

  let problem: MappingProblem
  let model: NetworkCostModel
  let network: Network
  private let relaxation: OrderFreeRelaxation
  let fusible: [Int]
  private let layers: [OrderFreeLayer]
  /// The most bytes of each memory that members of a group share.
  private let capacities: [Double?]
  private(set) var evaluations = 0
  /// Whether everything that was asked was answered exactly.
  private(set) var isProved = true
  /// The lines below which no plan is: energy weight, latency weight, least value.
  private var lines: [(energy: Double, latency: Double, value: Double)] = []
  /// Plans that some weighted sum led to.
  private var found: [Choices] = []
  private let isSpent: () -> Bool

  /// Nodes of the search tree that one weighted sum may take.
  private static let limit = 5_000

  /// Prepares the search; nil where edges lead over each other so much that this is not the way to go.
  ///
  /// - Throws: where a layer fits nowhere.
  init?(
    _ problem: MappingProblem, fusible: [Int], isSpent: @escaping () -> Bool
  ) throws(MappingFailure) {
    self.problem = problem
    self.fusible = fusible
    self.isSpent = isSpent
    let model = problem.model
    let network = model.network
    self.model = model
    self.network = network
    guard let relaxation = OrderFreeRelaxation(network, fusible: fusible) else { return nil }
    self.relaxation = relaxation
    var layers: [OrderFreeLayer] = []
    for layer in network.layers.indices {
      let states = relaxation.states(of: layer)
      let alike = layers.first {
        $0.states == states && network.layers[$0.layer].unnamed == network.layers[layer].unnamed
      }
      let made =
        alike
        ?? OrderFreeLayer(layer, of: model, states: states, extras: problem.extras)
      if alike == nil { evaluations += made.evaluations }
      guard !made.choices.isEmpty else {
        throw MappingFailure(
          layer: layer, "no tile of its tensors fits the machine's memories")
      }
      layers.append(made)
    }
    let registers = layers.compactMap(\.space.registers)
    self.layers = layers
    let memories = model.machine.memories
    capacities = memories.indices.map { memory in
      registers.contains(memory) ? nil : memories[memory].capacityBytes.map(Double.init)
    }
  }

  // MARK: Plans

  /// What the choices cost.
  func cost(of plan: Choices) -> EnergyLatency {
    let isFused = Set(plan.fused)
    var sum = EnergyLatency(energy: 0, latency: 0)
    for layer in layers.indices {
      let state = relaxation.state(of: layer) { isFused.contains($0) }
      let cost = layers[layer].costs[Int(state.rawValue)][plan.choices[layer]]
      sum.energy += cost.energy
      sum.latency += cost.latency
    }
    return sum
  }

  /// The plan with the least tiles.
  func plan(of found: Choices) -> NetworkPlan {
    let isFused = Set(found.fused)
    func state(_ layer: Int) -> FusionState {
      relaxation.state(of: layer) { isFused.contains($0) }
    }
    var plan = NetworkPlan(
      mappings: layers.indices.map { layer in
        let choice = found.choices[layer]
        return layers[layer].mapping(
          choice, tile: layers[layer].choices[choice].steps, state(layer), first: [])
      })
    for group in OrderFreeGroup.connected(by: found.fused, in: network) {
      func steps(_ member: Int) -> LayerSizes {
        let layer = group.layers[member]
        return layers[layer].choices[found.choices[layer]].steps
      }
      let tiles = group.layers.indices.map { group.tile(of: $0, network, steps) }
      // Loops of one step are not there.
      let shared = group.sharedLoops(in: network).filter { loops in
        network.layers[group.layers[0]].sizes[loops[0]] > tiles[0][loops[0]]
      }
      for (member, layer) in group.layers.enumerated() {
        plan.mappings[layer] = layers[layer].mapping(
          found.choices[layer], tile: tiles[member], state(layer),
          first: shared.map { $0[member] })
      }
      plan.groups.append(
        NetworkPlan.Group(
          layers: group.layers, fusedEdges: group.edges, sharedLoops: shared.count))
    }
    return plan
  }

  /// The bytes that a group takes in each memory with the choices of a plan.
  func bytes(of group: OrderFreeGroup, _ plan: Choices) -> [Double] {
    var sum = capacities.map { _ in 0.0 }
    for (member, layer) in group.layers.enumerated() {
      let tile = group.tile(of: member, network) { other in
        layers[group.layers[other]].choices[plan.choices[group.layers[other]]].steps
      }
      let bytes = layers[layer].bytes(
        plan.choices[layer], tile: tile, group.states[member], model)
      for memory in sum.indices { sum[memory] += bytes[memory] }
    }
    return sum
  }

  /// The first memory that the group does not fit.
  func shortage(
    of group: OrderFreeGroup, _ plan: Choices
  ) -> (memory: Int, bytes: Double, capacity: Double)? {
    for (memory, bytes) in bytes(of: group, plan).enumerated() {
      if let capacity = capacities[memory], bytes > capacity { return (memory, bytes, capacity) }
    }
    return nil
  }

  // MARK: The optimum

  /// What was found.
  struct Answer {
    var choices: Choices
    var cost: EnergyLatency
    /// A value of the objective below which no plan of the space is.
    var bound: Double
  }

  /// The best plan, with the given edges fused whatever they cost; nil where these do not fit.
  mutating func minimize(_ objective: SearchObjective, given: [Int] = []) -> Answer? {
    let start = decisions(given: given)
    // Something must fit before anything can be compared.
    guard let first = anyPlan(start) else { return nil }
    found = [first]
    lines = []
    let best: LowerHull<Choices>.Corner
    switch objective {
    case .product:
      best =
        LowerHull<Choices> { energy, latency in
          solve(energy, latency, start)
        }.best
    case .weighted(let energy, let latency): best = solve(energy, latency, start)
    }
    let value = objective.value(of: best.point)
    return Answer(
      choices: best.choice, cost: best.point,
      bound: isProved ? value : min(value, bound(objective)))
  }

  private func decisions(given: [Int]) -> [OrderFreeRelaxation.Decision] {
    var decisions = [OrderFreeRelaxation.Decision](
      repeating: .apart, count: network.edges.count)
    for edge in fusible { decisions[edge] = given.contains(edge) ? .fused : .open }
    return decisions
  }

  /// A plan with only those edges fused that must be.
  private mutating func anyPlan(_ start: [OrderFreeRelaxation.Decision]) -> Choices? {
    let given = start.indices.filter { start[$0] == .fused }
    var weighed = Weighed(self, energy: 1, latency: 1)
    return weighed.fit(given, limit: .infinity)?.choices
  }

  /// The least product or sum above all lines.
  private func bound(_ objective: SearchObjective) -> Double {
    guard case .product = objective else { return lines.map(\.value).min() ?? 0 }
    // The product is quasi-concave: its least value above the lines is where two of them cross.
    var best = Double.infinity
    for (number, a) in lines.enumerated() {
      for b in lines[..<number] {
        let determinant = a.energy * b.latency - a.latency * b.energy
        guard determinant != 0 else { continue }
        let point = EnergyLatency(
          energy: (a.value * b.latency - a.latency * b.value) / determinant,
          latency: (a.energy * b.value - a.value * b.energy) / determinant)
        let isAbove = lines.allSatisfy {
          $0.energy * point.energy + $0.latency * point.latency >= $0.value * (1 - 1e-9)
        }
        if isAbove { best = min(best, point.product) }
      }
    }
    return best < .infinity ? best : 0
  }

  /// The plan of least weighted sum.
  private mutating func solve(
    _ energy: Double, _ latency: Double, _ start: [OrderFreeRelaxation.Decision]
  ) -> LowerHull<Choices>.Corner {
    var weighed = Weighed(self, energy: energy, latency: latency)
    for plan in found { weighed.propose(plan) }
    let value = weighed.search(start, limit: Self.limit, isSpent)
    evaluations += weighed.nodes
    if !weighed.isProved { isProved = false }
    lines.append((energy, latency, value))
    guard let best = weighed.best?.plan else {
      preconditionFailure("invariant: a plan was proposed")
    }
    if !found.contains(best) { found.append(best) }
    return .init(point: cost(of: best), choice: best)
  }
}

extension OrderFreeSearch {
  /// The search under one weighted sum.
  private struct Weighed {
    let search: OrderFreeSearch
    /// By layer and state, the choices by growing value.
    let options: [[[OrderFreeAssignment.Option]]]
    private(set) var best: (plan: Choices, value: Double)?
    private(set) var nodes = 0
    private(set) var isProved = true
    private let energy: Double
    private let latency: Double
    /// What groups lose, and up to which loss that was looked for.
    private var losses: [GroupKey: (loss: Double?, limit: Double, choices: [Int])] = [:]
    private var bytes: [TileKey: [Double]] = [:]

    private struct GroupKey: Hashable {
      var edges: [Int]
      /// The states of the members, or none where any will do.
      var states: [FusionState]
    }

    private struct TileKey: Hashable {
      var layer: Int
      var choice: Int
      var tile: LayerSizes
      var state: FusionState
    }

    init(_ search: OrderFreeSearch, energy: Double, latency: Double) {
      self.search = search
      self.energy = energy
      self.latency = latency
      let objective = SearchObjective.weighted(energy: energy, latency: latency)
      options = search.layers.map { layer in
        layer.costs.map { costs in
          costs.enumerated()
            .map { .init(choice: $0.offset, loss: objective.value(of: $0.element)) }
            .sorted { ($0.loss, $0.choice) < ($1.loss, $1.choice) }
        }
      }
    }

    private func least(_ layer: Int, _ state: FusionState) -> Double {
      options[layer][Int(state.rawValue)].first?.loss ?? .infinity
    }

    // MARK: Plans

    /// Takes a plan that fits as one to beat.
    mutating func propose(_ plan: Choices) {
      let cost = search.cost(of: plan)
      let value = energy * cost.energy + latency * cost.latency
      if best.map({ value < $0.value }) ?? true { best = (plan, value) }
    }

    /// The best plan with exactly these edges fused, if its groups fit with no more than the given loss in all.
    mutating func fit(_ fused: [Int], limit: Double) -> (choices: Choices, loss: Double)? {
      let isFused = Set(fused)
      let states = search.layers.indices.map { layer in
        search.relaxation.state(of: layer) { isFused.contains($0) }
      }
      var choices = search.layers.indices.map { layer in
        options[layer][Int(states[layer].rawValue)].first?.choice ?? 0
      }
      let groups = OrderFreeGroup.connected(by: fused, in: search.network)
      guard search.network.firstGroupInCycle(groups.map(\.layers)) == nil else { return nil }
      var loss = 0.0
      for group in groups {
        let own = group.layers.map { states[$0] }
        guard let answer = self.loss(of: group, own, limit: limit - loss) else { return nil }
        loss += answer.loss
        for (member, layer) in group.layers.enumerated() {
          choices[layer] = answer.choices[member]
        }
      }
      return (Choices(choices: choices, fused: fused), loss)
    }

    // MARK: Groups

    /// What the members lose at least by having to fit on chip together, and the choices of least loss; nil where it is more
    /// than the limit.
    ///
    /// - Parameter states: the states of the members; where it is empty, those that the group's edges allow, of which each
    ///   member may have any.
    private mutating func loss(
      of group: OrderFreeGroup, _ states: [FusionState], limit: Double
    ) -> (loss: Double, choices: [Int])? {
      let key = GroupKey(edges: group.edges, states: states)
      if let known = losses[key] {
        if let loss = known.loss { return loss <= limit ? (loss, known.choices) : nil }
        if limit <= known.limit { return nil }
      }
      // Most groups fit with little loss, and are found soon where little is allowed.
      var answer: OrderFreeAssignment.Answer?
      var allowed = limit.isFinite ? limit / 65536 : limit
      while true {
        answer = assignment(group, states, limit: allowed)
        if answer != nil || allowed >= limit { break }
        allowed = min(limit, allowed * 4)
      }
      losses[key] = (answer?.loss, limit, answer?.choices ?? [])
      return answer.map { ($0.loss, $0.choices) }
    }

    /// The choices of members that lose least, and fit.
    private mutating func assignment(
      _ group: OrderFreeGroup, _ states: [FusionState], limit: Double
    ) -> OrderFreeAssignment.Answer? {
      let options = group.layers.indices.map { member in
        self.options(of: group, member, states.isEmpty ? nil : states[member], limit: limit)
      }
      var memory = bytes
      bytes = [:]
      defer { bytes = memory }
      let search = search
      return OrderFreeAssignment(
        group: group, network: search.network, options: options, capacities: search.capacities,
        spatial: { search.layers[group.layers[$0]].choices[$1].steps },
        bytes: { member, choice, tile in
          let layer = group.layers[member]
          let key = TileKey(
            layer: layer, choice: choice, tile: tile, state: group.states[member])
          if let known = memory[key] { return known }
          let bytes = search.layers[layer].bytes(
            choice, tile: tile, group.states[member], search.model)
          memory[key] = bytes
          return bytes
        }
      ).solve(limit: limit)
    }

    /// The choices of a member with what is lost by each, up to the limit, without those that cannot help.
    private func options(
      of group: OrderFreeGroup, _ member: Int, _ state: FusionState?, limit: Double
    ) -> [OrderFreeAssignment.Option] {
      let layer = group.layers[member]
      let states =
        state.map { [$0] }
        ?? search.layers[layer].states.filter { $0.isSuperset(of: group.states[member]) }
      var losses = [Double](repeating: .infinity, count: search.layers[layer].choices.count)
      for state in states {
        let least = least(layer, state)
        for option in options[layer][Int(state.rawValue)] {
          losses[option.choice] = min(losses[option.choice], option.loss - least)
        }
      }
      let sorted = losses.enumerated().filter { $0.element <= limit }
        .sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
      var kept: [OrderFreeAssignment.Option] = []
      for (choice, loss) in sorted {
        // Nothing is won by more steps at once where fewer lose no more.
        let steps = search.layers[layer].choices[choice].steps
        let isUseless = kept.contains { other in
          let fewer = search.layers[layer].choices[other.choice].steps
          return (0..<8).allSatisfy { steps[$0] % fewer[$0] == 0 }
        }
        if !isUseless { kept.append(.init(choice: choice, loss: loss)) }
      }
      return kept
    }

    // MARK: Branch and bound

    private struct Node {
      var decisions: [OrderFreeRelaxation.Decision]
      /// The value of the relaxation, and with what groups of decided edges lose.
      var relaxed: Double
      var bound: Double
      var fused: [Int]
    }

    private var limitOfValue: Double { best?.value ?? .infinity }

    private mutating func node(_ decisions: [OrderFreeRelaxation.Decision]) -> Node? {
      nodes += 1
      let (relaxed, fused) = search.relaxation.solve(decisions) { least($0, $1) }
      guard relaxed < limitOfValue else { return nil }
      let decided = decisions.indices.filter { decisions[$0] == .fused }
      var bound = relaxed
      for group in OrderFreeGroup.connected(by: decided, in: search.network) {
        guard let loss = loss(of: group, [], limit: limitOfValue - bound) else { return nil }
        bound += loss.loss
      }
      guard bound < limitOfValue * (1 - 1e-13) else { return nil }
      return Node(decisions: decisions, relaxed: relaxed, bound: bound, fused: fused)
    }

    /// Searches for a better plan than is known; returns a value below which no plan is.
    mutating func search(
      _ start: [OrderFreeRelaxation.Decision], limit: Int, _ isSpent: () -> Bool
    ) -> Double {
      dive(start)
      guard let root = node(start) else { return limitOfValue }
      // The least bound last.
      var open = [root]
      while let next = open.popLast() {
        guard next.bound < limitOfValue * (1 - 1e-13) else { break }
        guard nodes < limit, !isSpent() else {
          isProved = false
          return next.bound
        }
        if let plan = fit(next.fused, limit: limitOfValue - next.relaxed) {
          propose(plan.choices)
          // Nothing is lost beyond what the bound counts.
          if next.relaxed + plan.loss <= next.bound * (1 + 1e-13) { continue }
        }
        for decisions in branches(of: next) {
          guard let child = node(decisions) else { continue }
          let place = open.firstIndex { $0.bound < child.bound } ?? open.endIndex
          open.insert(child, at: place)
        }
      }
      return limitOfValue
    }

    /// Decides edges one after the other as seems best until everything fits at no loss: a good plan to beat, found soon.
    private mutating func dive(_ start: [OrderFreeRelaxation.Decision]) {
      var decisions = start
      for _ in search.fusible {
        guard let node = node(decisions) else { return }
        if let plan = fit(node.fused, limit: 1e-12 * node.relaxed) {
          propose(plan.choices)
          return
        }
        var next: Node?
        for edge in conflict(of: node) {
          var apart = decisions
          apart[edge] = .apart
          if let child = self.node(apart), next.map({ child.bound < $0.bound }) ?? true {
            next = child
          }
        }
        guard let next else { return }
        decisions = next.decisions
      }
    }

    /// Ways of deciding open edges that together leave nothing out.
    private mutating func branches(of node: Node) -> [[OrderFreeRelaxation.Decision]] {
      var branches: [[OrderFreeRelaxation.Decision]] = []
      var decisions = node.decisions
      for edge in conflict(of: node) {
        decisions[edge] = .apart
        branches.append(decisions)
        decisions[edge] = .fused
      }
      if !branches.isEmpty { branches.append(decisions) }
      return branches
    }

    /// Open edges of which some keep the node's fused edges from reaching its bound: few that lose something together,
    /// or else any.
    private mutating func conflict(of node: Node) -> [Int] {
      let groups = OrderFreeGroup.connected(by: node.fused, in: search.network)
      let threshold = 1e-12 * node.relaxed
      for group in groups {
        var edges: [Int] = []
        for edge in group.edges {
          edges.append(edge)
          if loses(edges, threshold) { break }
        }
        guard loses(edges, threshold) else { continue }
        for edge in edges where edges.count > 1 {
          let fewer = edges.filter { $0 != edge }
          if loses(fewer, threshold) { edges = fewer }
        }
        let open = edges.filter { node.decisions[$0] == .open }
        if !open.isEmpty { return open }
      }
      let open = search.fusible.filter { node.decisions[$0] == .open }
      let own = open.filter { edge in groups.contains { $0.edges.contains(edge) } }
      return Array((own.isEmpty ? open : own).prefix(1))
    }

    /// Whether groups of these edges lose more than the threshold.
    private mutating func loses(_ edges: [Int], _ threshold: Double) -> Bool {
      for group in OrderFreeGroup.connected(by: edges, in: search.network) {
        guard let answer = loss(of: group, [], limit: threshold) else { return true }
        if answer.loss > threshold { return true }
      }
      return false
    }
  }
}
