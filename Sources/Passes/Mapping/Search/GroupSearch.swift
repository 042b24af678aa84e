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
  /// For each member of the setting that is searched, the number of its places, and their least values, least first.
  private var members: [Int] = []
  private var ranked: [[(value: Double, choice: Int)]] = []
  /// For each member, the least value of all from it on.
  private var rest: [Double] = []
  /// The choice of each member so far, and what stays in each memory then, member by member.
  private var chosen: [Int] = []
  private var staying: [Double] = []

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
    self.settings = settings
    self.capacities = capacities
    self.objective = objective
    self.limit = limit
    self.hasTime = hasTime
    best = (nil, threshold)
    let members = settings.group.layers.count
    ranked = [[(value: Double, choice: Int)]](repeating: [], count: members)
    rest = [Double](repeating: 0, count: members + 1)
    chosen = [Int](repeating: 0, count: members)
    staying = [Double](repeating: 0, count: (members + 1) * capacities.count)
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
    let value = objective.value(of: settings.least(of: setting, &table))
    guard value < best.value else { return }
    heap.insert(Candidate(setting: setting, value: value))
  }

  // MARK: One setting

  private mutating func search(_ setting: Int, _ table: inout MemberTable) {
    guard let fused = settings.fusedBytes(of: setting, table, capacities) else { return }
    members.removeAll(keepingCapacity: true)
    members.append(contentsOf: settings.options(of: setting))
    for member in members.indices {
      ranked[member].removeAll(keepingCapacity: true)
      for choice in table.options[members[member]].choices {
        ranked[member].append((table.bound(choice, objective), choice))
      }
      ranked[member].sort { ($0.value, $0.choice) < ($1.value, $1.choice) }
    }
    for member in members.indices.reversed() {
      rest[member] = rest[member + 1] + ranked[member][0].value
    }
    choose(0, 0, setting, fused, &table)
  }

  /// Chooses what stays, member by member.
  ///
  /// - Parameter value: the least value of what is chosen.
  private mutating func choose(
    _ member: Int, _ value: Double, _ setting: Int, _ fused: GroupSettings.FusedBytes,
    _ table: inout MemberTable
  ) {
    guard hasTime(table.evaluations) else {
      open = min(open, value + rest[member])
      return
    }
    guard member < members.count else {
      evaluate(setting, fused, &table)
      return
    }
    let count = capacities.count
    for place in ranked[member].indices {
      let (own, choice) = ranked[member][place]
      // Those that follow cost no less.
      guard value + own + rest[member + 1] < best.value else { return }
      chosen[member] = choice
      for memory in 0..<count {
        staying[(member + 1) * count + memory] = staying[member * count + memory]
      }
      for (index, tensor) in table.staying(members[member]).enumerated() {
        staying[(member + 1) * count + tensor.memory] += table.choices[choice].bytes[index]
      }
      // No member may be without room beside what stays and the fused tensors that are live then.
      var fits = true
      for memory in 0..<count
      where staying[(member + 1) * count + memory] + fused.most[memory] > capacities[memory] {
        fits = false
      }
      if fits { choose(member + 1, value + own, setting, fused, &table) }
    }
  }

  /// Searches each member in what the others leave.
  private mutating func evaluate(
    _ setting: Int, _ fused: GroupSettings.FusedBytes, _ table: inout MemberTable
  ) {
    // What the plan costs with the mappings that were found, and with the least that the searches leave open.
    var value = 0.0
    // Bounds may rise below, of members with one search together.
    var leasts: [Double] = []
    for (member, option) in members.enumerated() {
      _ = table.search(option, chosen[member])
      leasts.append(table.bound(chosen[member], objective))
      value += leasts[member]
    }
    guard value < best.value else { return }
    var lower = value
    var found: [LayerSearch.Candidate] = []
    var isProved = true
    for (member, option) in members.enumerated() {
      let least = leasts[member]
      let answer = table.minimize(
        table.search(option, chosen[member]), objective, in: room(of: member, fused, table),
        below: best.value - (value - least), limit: limit)
      isProved = isProved && answer.isProved
      guard let candidate = answer.candidate else {
        if !isProved { open = min(open, lower) }
        return
      }
      let more = objective.value(of: candidate.cost) - least
      value += more
      if answer.isProved { lower += more }
      found.append(candidate)
    }
    if !isProved { open = min(open, lower) }
    if value < best.value {
      best = (Plan(setting: settings[setting], members: found, value: value), value)
    }
  }

  /// What fused tensors, and what other members keep, leave to a member.
  private func room(
    of member: Int, _ fused: GroupSettings.FusedBytes, _ table: borrowing MemberTable
  ) -> LayerSearch.Room {
    var room = LayerSearch.Room(bytes: capacities, outputBytes: fused.members[member].output)
    for memory in capacities.indices {
      room.bytes[memory] -= fused.members[member].others[memory]
    }
    for other in members.indices where other != member {
      let bytes = table.choices[chosen[other]].bytes
      for (index, tensor) in table.staying(members[other]).enumerated() {
        room.bytes[tensor.memory] -= bytes[index]
      }
    }
    return room
  }
}
