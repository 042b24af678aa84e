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

  /// A setting that is worth a search, by its number among those of the group.
  private struct Candidate {
    var setting: Int
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
  let settings: GroupSettings
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
  /// - Parameter settings: those of the group, or of one whose layers are alike.
  /// - Returns: the plan, and a value that no plan of the group is below: its own, or `threshold`, where the search came to
  ///   its end.
  static func minimize(
    _ settings: GroupSettings, _ objective: SearchObjective, below threshold: Double,
    _ table: inout MemberTable, limit: Int, hasTime: @escaping (Int) -> Bool
  ) -> (plan: Plan?, bound: Double) {
    var search = GroupSearch(
      settings: settings,
      capacities: table.model.machine.memories.map {
        $0.capacityBytes.map(Double.init) ?? .infinity
      }, objective: objective, limit: limit, hasTime: hasTime, threshold: threshold)
    search.run(&table)
    return (search.best.plan, min(search.open, search.best.value))
  }

  private init(
    settings: GroupSettings, capacities: [Double], objective: SearchObjective,
    limit: Int, hasTime: @escaping (Int) -> Bool, threshold: Double
  ) {
    group = settings.group
    self.settings = settings
    self.capacities = capacities
    self.objective = objective
    self.limit = limit
    self.hasTime = hasTime
    best = (nil, threshold)
  }

  /// Looks at the most promising setting first, and grows others from it.
  private mutating func run(_ table: inout MemberTable) {
    var heap = CandidateHeap()
    add(0, &table, &heap)
    while let candidate = heap.popFirst() {
      guard candidate.value < best.value else { break }
      guard hasTime(table.evaluations) else {
        open = min(open, candidate.value)
        break
      }
      for next in settings.grown(from: candidate.setting, table.model.network) {
        add(next, &table, &heap)
      }
      search(candidate.setting, &table)
    }
  }

  /// Adds a setting unless neither it nor one grown from it can be better than what is known.
  private func add(_ setting: Int, _ table: inout MemberTable, _ heap: inout CandidateHeap) {
    var value = 0.0
    for member in group.layers.indices {
      let numbers = settings.options(of: member, setting, &table)
      value += numbers.reduce(.infinity) { min($0, table.searches[$1].bound(objective)) }
      if value >= best.value { return }
    }
    heap.insert(Candidate(setting: setting, value: value))
  }

  // MARK: One setting

  private mutating func search(_ number: Int, _ table: inout MemberTable) {
    var options = group.layers.indices.map { settings.options(of: $0, number, &table) }
    // The fused operands of a member are there whatever else is.
    for (member, numbers) in options.enumerated() {
      let search = table.searches[numbers[0]]
      for role in group.links[member].operands {
        guard let memory = search.place.operands[role] else { continue }
        guard search.tileBytes[3 * memory + role.index] <= capacities[memory] else { return }
      }
    }
    guard let fused = settings.fusedBytes(of: number, &table) else { return }
    for member in options.indices where options[member].count > 1 {
      options[member].sort {
        let (left, right) = (
          table.searches[$0].bound(objective), table.searches[$1].bound(objective)
        )
        return (left, $0) < (right, $1)
      }
    }
    var staying = [Double](repeating: 0, count: capacities.count)
    choose([], &staying, settings[number], options, fused, &table)
  }

  /// Chooses what stays, member by member.
  ///
  /// - Parameter staying: the bytes that stay in each memory.
  private mutating func choose(
    _ chosen: [Int], _ staying: inout [Double], _ setting: GroupSetting, _ options: [[Int]],
    _ fused: [(others: [Double], output: Double)], _ table: inout MemberTable
  ) {
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
    let outside = staying
    for number in options[chosen.count] {
      let own = table.searches[number]
      if own.hasStays {
        for memory in capacities.indices {
          staying[memory] = outside[memory] + own.stayingBytes[memory]
        }
      }
      choose(chosen + [number], &staying, setting, options, fused, &table)
      if own.hasStays { staying = outside }
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
