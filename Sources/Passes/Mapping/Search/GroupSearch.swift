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

  /// Settings, of which the one of least value comes first; of equal ones the oldest.
  private struct CandidateHeap {
    private var entries: [(candidate: Candidate, number: Int)] = []
    private var count = 0

    private func precedes(_ left: Int, _ right: Int) -> Bool {
      (entries[left].candidate.value, entries[left].number)
        < (entries[right].candidate.value, entries[right].number)
    }

    mutating func insert(_ candidate: Candidate) {
      entries.append((candidate, count))
      count += 1
      var place = entries.count - 1
      while place > 0, precedes(place, (place - 1) / 2) {
        entries.swapAt(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
    }

    mutating func popFirst() -> Candidate? {
      guard !entries.isEmpty else { return nil }
      entries.swapAt(0, entries.count - 1)
      let first = entries.removeLast().candidate
      var place = 0
      while true {
        var least = place
        for child in [2 * place + 1, 2 * place + 2]
        where child < entries.count && precedes(child, least) { least = child }
        guard least != place else { return first }
        entries.swapAt(place, least)
        place = least
      }
    }
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

  /// Looks at the most promising setting first, and grows others from it.
  private mutating func run(_ table: inout MemberTable) {
    var heap = CandidateHeap()
    add(GroupSetting(), &table, &heap)
    while let candidate = heap.popFirst() {
      guard candidate.value < best.value else { break }
      guard hasTime(table.evaluations) else {
        open = min(open, candidate.value)
        break
      }
      if candidate.setting.halo == .retained { grow(candidate.setting, &table, &heap) }
      search(candidate, &table)
    }
  }

  /// Adds the settings with one more loop inside, and those with more steps of the innermost one.
  private func grow(
    _ setting: GroupSetting, _ table: inout MemberTable, _ heap: inout CandidateHeap
  ) {
    for loop in group.classes.indices {
      if loop == setting.shared.last?.loop {
        var next = setting
        let count = next.shared.removeLast().count
        for step in group.steps[loop] where step.parent == count {
          add(next, sharing: loop, step.count, &table, &heap)
        }
      } else if !setting.shared.contains(where: { $0.loop == loop }) {
        for step in group.steps[loop] where step.parent == 1 {
          add(setting, sharing: loop, step.count, &table, &heap)
        }
      }
    }
  }

  private func add(
    _ setting: GroupSetting, sharing loop: Int, _ count: Int, _ table: inout MemberTable,
    _ heap: inout CandidateHeap
  ) {
    var setting = setting
    setting.shared.append((loop, count))
    add(setting, &table, &heap)
    guard group.hasHalo(setting.shared, in: network) else { return }
    setting.halo = .recomputed
    add(setting, &table, &heap)
  }

  /// Adds a setting unless neither it nor one grown from it can be better than what is known.
  private func add(
    _ setting: GroupSetting, _ table: inout MemberTable, _ heap: inout CandidateHeap
  ) {
    let halos = table.halos(of: group, setting)
    var options: [[Int]] = []
    var value = 0.0
    for (member, layer) in group.layers.enumerated() {
      let places = table.places(
        member, of: group, setting, halo: halos[member])
      let numbers = places.map { table.number(of: layer, in: $0) }
      value += numbers.reduce(.infinity) { min($0, table.searches[$1].bound(objective)) }
      options.append(numbers)
      if value >= best.value { return }
    }
    heap.insert(Candidate(setting: setting, options: options, value: value))
  }

  // MARK: One setting

  private mutating func search(_ candidate: Candidate, _ table: inout MemberTable) {
    // The fused operands of a member are there whatever else is.
    for (member, numbers) in candidate.options.enumerated() {
      let search = table.searches[numbers[0]]
      for role in group.links[member].operands {
        guard let memory = search.place.operands[role] else { continue }
        guard search.tileBytes[3 * memory + role.index] <= capacities[memory] else { return }
      }
    }
    // Places differ in what stays only, so that what fused tensors take is the same for all.
    let first = candidate.options.map { table.searches[$0[0]] }
    let fused = table.model.fusedBytes(
      of: group.planGroup(candidate.setting),
      first.enumerated().map { member, search in
        var terms = search.terms
        terms.shared = group.steps(of: member, candidate.setting)
        return terms
      }, footprintBytes: first.map(\.tileBytes))
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
