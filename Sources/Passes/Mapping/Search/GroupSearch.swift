import Machine

/// Finds the best way to run one group: shared loops, what stays on chip between their steps, and a mapping of each member.
///
/// Given the shared loops and what stays, members only share the room in the memories, so each is searched by itself in
/// what the others leave. Settings are grown loop by loop: one more loop inside, or more steps of one, never lets a member
/// read less from the outermost memory, so that a setting that is bounded away rules out those grown from it.
struct GroupSearch {
  /// A way to run the group.
  struct Plan {
    var setting: GroupSetting
    var members: [LayerSearch.Candidate]
    var value: Double

    var cost: EnergyLatency {
      members.reduce(EnergyLatency(energy: 0, latency: 0)) {
        EnergyLatency(energy: $0.energy + $1.cost.energy, latency: $0.latency + $1.cost.latency)
      }
    }
  }

  /// A setting that is worth a search.
  private struct Candidate {
    var setting: GroupSetting
    /// For each member the searches of its places, and what stays.
    var options: [[Int]]
    var value: Double
  }

  let group: LayerGroup
  let network: Network
  let capacities: [Double]
  let objective: SearchObjective
  /// How many evaluations the search of one member may take.
  let limit: Int
  /// Whether there is time left after so many evaluations.
  let hasTime: (Int) -> Bool
  /// The least value found so far, or what it must be below.
  private var best: (plan: Plan?, value: Double)
  /// A value that no plan of the group is below which was not searched to its end.
  private var open = Double.infinity

  /// Searches for a plan of the group with a value below `threshold`.
  ///
  /// - Returns: the plan, and a value that no plan of the group is below: its own, or `threshold`, where the search came to
  ///   its end.
  static func minimize(
    _ group: LayerGroup, _ objective: SearchObjective, below threshold: Double,
    _ table: inout MemberTable, limit: Int, hasTime: @escaping (Int) -> Bool
  ) -> (plan: Plan?, bound: Double) {
    var search = GroupSearch(
      group: group, network: table.model.network,
      capacities: table.model.machine.memories.map {
        $0.capacityBytes.map(Double.init) ?? .infinity
      }, objective: objective, limit: limit, hasTime: hasTime, threshold: threshold)
    search.run(&table)
    return (search.best.plan, min(search.open, search.best.value))
  }

  private init(
    group: LayerGroup, network: Network, capacities: [Double], objective: SearchObjective,
    limit: Int, hasTime: @escaping (Int) -> Bool, threshold: Double
  ) {
    self.group = group
    self.network = network
    self.capacities = capacities
    self.objective = objective
    self.limit = limit
    self.hasTime = hasTime
    best = (nil, threshold)
  }

  private mutating func run(_ table: inout MemberTable) {
    var candidates: [Candidate] = []
    grow(GroupSetting(), &table, &candidates)
    // Of equal bounds the ones with fewer and shorter shared loops first.
    let order = candidates.indices.sorted {
      (candidates[$0].value, $0) < (candidates[$1].value, $1)
    }
    for index in order {
      guard candidates[index].value < best.value else { break }
      guard hasTime(table.evaluations) else {
        open = min(open, candidates[index].value)
        break
      }
      search(candidates[index], &table)
    }
  }

  /// Collects the settings that begin with the given loops and may be better than what is known.
  private mutating func grow(
    _ setting: GroupSetting, _ table: inout MemberTable, _ candidates: inout [Candidate]
  ) {
    guard add(setting, &table, &candidates) else { return }
    if group.hasHalo(setting.shared, in: network) {
      var other = setting
      other.halo = .recomputed
      _ = add(other, &table, &candidates)
    }
    for loop in group.classes.indices where !setting.shared.contains(where: { $0.loop == loop }) {
      for count in group.counts[loop] {
        var next = setting
        next.shared.append((loop, count))
        grow(next, &table, &candidates)
      }
    }
  }

  /// Adds a setting unless nothing grown from it can be better; returns whether something can.
  private func add(
    _ setting: GroupSetting, _ table: inout MemberTable, _ candidates: inout [Candidate]
  ) -> Bool {
    let halos = table.halos(of: group, setting)
    var options: [[Int]] = []
    var value = 0.0
    for (member, layer) in group.layers.enumerated() {
      let places = table.places(
        member, of: group, setting, halo: halos[member])
      let numbers = places.map { table.number(of: layer, in: $0) }
      let least = numbers.reduce(.infinity) { min($0, table.searches[$1].bound(objective)) }
      value += least
      options.append(numbers)
      if value >= best.value { return false }
    }
    guard value < best.value else { return false }
    candidates.append(Candidate(setting: setting, options: options, value: value))
    return true
  }

  // MARK: One setting

  private mutating func search(_ candidate: Candidate, _ table: inout MemberTable) {
    // Places differ in what stays only, so that what fused tensors take is the same for all.
    let first = candidate.options.map { table.searches[$0[0]] }
    let fused = table.model.fusedBytes(
      of: group.planGroup(candidate.setting), first.map(\.terms),
      footprintBytes: first.map(\.tileBytes))
    var options = candidate.options
    for member in options.indices {
      options[member].sort {
        let (left, right) = (
          table.searches[$0].bound(objective), table.searches[$1].bound(objective)
        )
        return (left, $0) < (right, $1)
      }
    }
    choose([], candidate.setting, options, fused, &table)
  }

  /// Chooses what stays, member by member.
  private mutating func choose(
    _ chosen: [Int], _ setting: GroupSetting, _ options: [[Int]],
    _ fused: [(others: [Double], output: Double)], _ table: inout MemberTable
  ) {
    let staying = chosen.reduce([Double](repeating: 0, count: capacities.count)) { sum, number in
      zip(sum, table.searches[number].stayingBytes).map(+)
    }
    // No member has room beside what stays and the fused tensors that are live then.
    for member in options.indices {
      for memory in capacities.indices
      where staying[memory] + fused[member].others[memory] > capacities[memory] { return }
    }
    var value = 0.0
    for member in options.indices {
      let number = member < chosen.count ? chosen[member] : options[member][0]
      value += table.searches[number].bound(objective)
    }
    guard value < best.value else { return }
    guard chosen.count < options.count else {
      evaluate(chosen, staying, value, setting, fused, &table)
      return
    }
    for number in options[chosen.count] {
      choose(chosen + [number], setting, options, fused, &table)
    }
  }

  /// Searches each member in what the others leave.
  private mutating func evaluate(
    _ chosen: [Int], _ staying: [Double], _ bound: Double, _ setting: GroupSetting,
    _ fused: [(others: [Double], output: Double)], _ table: inout MemberTable
  ) {
    // What the plan costs with the mappings that were found, and with the least that the searches leave open.
    var value = bound
    var lower = bound
    var members: [LayerSearch.Candidate] = []
    var isProved = true
    for (member, number) in chosen.enumerated() {
      let own = table.searches[number].stayingBytes
      let room = LayerSearch.Room(
        bytes: capacities.indices.map {
          capacities[$0] - fused[member].others[$0] - (staying[$0] - own[$0])
        }, outputBytes: fused[member].output)
      let least = table.searches[number].bound(objective)
      let found = table.minimize(
        number, objective, in: room, below: best.value - (value - least), limit: limit)
      isProved = isProved && found.isProved
      guard let candidate = found.candidate else {
        if !isProved { open = min(open, lower) }
        return
      }
      let more = objective.value(of: candidate.cost) - least
      value += more
      if found.isProved { lower += more }
      members.append(candidate)
    }
    if !isProved { open = min(open, lower) }
    if value < best.value {
      best = (Plan(setting: setting, members: members, value: value), value)
    }
  }
}
