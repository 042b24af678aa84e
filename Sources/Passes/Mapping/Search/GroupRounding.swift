import Machine

/// Finds whole counts for groups that a relaxed network proposes: their shared loops, what stays on chip between the steps,
/// and a mapping of each member.
///
/// From the proposed steps it goes to better settings until none is near: a loop makes other steps, is shared no more or in
/// addition, changes its place with the next one, or halos are treated the other way. Members are judged one at a time.
/// Layers and places that are alike are looked at once.
struct GroupRounding {
  /// A group with whole counts.
  struct Plan {
    var setting: GroupSetting
    var members: [(number: Int, found: RoundedMember.Found)]

    var cost: EnergyLatency {
      members.reduce(EnergyLatency(energy: 0, latency: 0)) {
        EnergyLatency(
          energy: $0.energy + $1.found.cost.energy, latency: $0.latency + $1.found.cost.latency)
      }
    }
  }

  /// The parts of the memories that may be given to what stays.
  private static let stayingParts = [0.0, 0.5, 1.0]
  /// The most settings of a group that are looked at from one start.
  private static let settingLimit = 40

  let model: NetworkCostModel
  private var table: MemberTable
  /// By the number of their search in the table.
  private var members: [Int: RoundedMember] = [:]
  /// For each kind of layer the tiles that were found last.
  private var tiles: [Int: [LayerDimension: [Int]]] = [:]
  private let capacities: [Double]

  init(_ model: NetworkCostModel, extras: SpatialExtras) {
    self.model = model
    table = MemberTable(model, extras: extras)
    capacities = model.machine.memories.map { $0.capacityBytes.map(Double.init) ?? .infinity }
  }

  /// How often the cost model was asked.
  private(set) var evaluations = 0

  /// The mapping of a member of a plan.
  func mapping(of member: Int, _ plan: Plan, _ group: LayerGroup) -> LayerMapping? {
    let (number, found) = plan.members[member]
    return members[number].map {
      group.ordered($0.mapping(of: found.choice), of: member, plan.setting)
    }
  }

  /// The best plan near a setting, with a value below `threshold`.
  ///
  /// - Parameter seeds: for each member the tiles of a layer like it.
  mutating func best(
    of group: LayerGroup, near start: GroupSetting, _ seeds: [[LayerDimension: [Int]]],
    _ objective: SearchObjective, below threshold: Double, isSpent: (Int) -> Bool
  ) -> Plan? {
    var setting = start
    var plan = self.plan(of: group, start, seeds, objective, below: threshold)
    var value = plan.map { objective.value(of: $0.cost) } ?? threshold
    var seen: [GroupSetting] = [start]
    var looked = 1
    search: while looked < Self.settingLimit, !isSpent(evaluations) {
      var next: [(bound: Double, place: Int, setting: GroupSetting)] = []
      for (place, neighbour) in group.neighbours(of: setting, in: model.network).enumerated()
      where !seen.contains(neighbour) {
        let bound = bound(of: group, neighbour, objective)
        if bound < value { next.append((bound, place, neighbour)) }
      }
      for (bound, _, neighbour) in next.sorted(by: { ($0.bound, $0.place) < ($1.bound, $1.place) })
      where bound < value && looked < Self.settingLimit {
        guard !isSpent(evaluations) else { break search }
        seen.append(neighbour)
        looked += 1
        guard let found = self.plan(of: group, neighbour, seeds, objective, below: value) else {
          continue
        }
        (setting, plan, value) = (neighbour, found, objective.value(of: found.cost))
        continue search
      }
      break
    }
    return plan
  }

  /// For each member the number of the places that it may have; nil where one has none.
  private mutating func options(of group: LayerGroup, _ setting: GroupSetting) -> [Int]? {
    let halos = table.halos(of: group, setting)
    var options: [Int] = []
    for member in group.layers.indices {
      guard let context = table.context(member, of: group) else { return nil }
      options.append(
        table.options(
          context, group.steps(of: member, setting), halo: halos?[member] ?? MemberHalo()))
    }
    return options
  }

  /// A value that no plan with the setting is below.
  private mutating func bound(
    of group: LayerGroup, _ setting: GroupSetting, _ objective: SearchObjective
  ) -> Double {
    guard let options = options(of: group, setting) else { return .infinity }
    return options.reduce(0) { sum, option in
      sum
        + table.options[option].choices.reduce(.infinity) {
          min($0, objective.value(of: table.choices[$1].least))
        }
    }
  }

  /// The best plan that is found with a setting.
  private mutating func plan(
    of group: LayerGroup, _ setting: GroupSetting, _ seeds: [[LayerDimension: [Int]]],
    _ objective: SearchObjective, below threshold: Double
  ) -> Plan? {
    guard let options = options(of: group, setting) else { return nil }
    // Places differ in what stays only, so that what fused tensors take is the same for all.
    let fused = model.fusedBytes(
      of: group.planGroup(setting),
      options.enumerated().map { member, option in
        var terms = table.terms(option)
        terms.shared = group.steps(of: member, setting)
        return terms
      }, footprintBytes: options.map { Array(table.tileBytes($0)) })
    var best: Plan?
    var value = threshold
    var tried: [[Int]] = []
    for part in Self.stayingParts {
      let chosen = staying(options, fused.map(\.others), part, objective)
      guard !tried.contains(chosen) else { continue }
      tried.append(chosen)
      guard
        let plan = plan(
          of: group, setting, options, chosen, fused, seeds, objective, below: value)
      else { continue }
      (best, value) = (plan, objective.value(of: plan.cost))
    }
    return best
  }

  /// A choice of what stays for each member: what saves most for its bytes, as far as a part of the room goes.
  private func staying(
    _ options: [Int], _ fused: [[Double]], _ part: Double, _ objective: SearchObjective
  ) -> [Int] {
    func least(_ choice: Int) -> Double { objective.value(of: table.choices[choice].least) }
    var chosen = options.map { table.options[$0].choices.lowerBound }
    let room = capacities.indices.map { memory in
      (capacities[memory] - fused.reduce(0) { max($0, $1[memory]) }) * part
    }
    var taken = [Double](repeating: 0, count: capacities.count)
    var offers: [(saving: Double, member: Int, choice: Int)] = []
    for (member, option) in options.enumerated() {
      let nothing = table.options[option].choices.lowerBound
      for choice in table.options[option].choices.dropFirst() {
        let bytes = table.stayingBytes(option, choice).reduce(0, +)
        let saving = least(nothing) - least(choice)
        if saving > 0 { offers.append((saving / max(1, bytes), member, choice)) }
      }
    }
    for offer in offers.sorted(by: { ($1.saving, $0.choice) < ($0.saving, $1.choice) }) {
      let before = chosen[offer.member]
      guard least(offer.choice) < least(before) else { continue }
      let given = table.stayingBytes(options[offer.member], before)
      let asked = table.stayingBytes(options[offer.member], offer.choice)
      let next = taken.indices.map { taken[$0] - given[$0] + asked[$0] }
      guard zip(next, room).allSatisfy({ $0 <= $1 }) else { continue }
      taken = next
      chosen[offer.member] = offer.choice
    }
    return chosen
  }

  private mutating func plan(
    of group: LayerGroup, _ setting: GroupSetting, _ options: [Int], _ chosen: [Int],
    _ fused: [(others: [Double], output: Double)], _ seeds: [[LayerDimension: [Int]]],
    _ objective: SearchObjective, below threshold: Double
  ) -> Plan? {
    var value = chosen.reduce(0) { $0 + objective.value(of: table.choices[$1].least) }
    var plan = Plan(setting: setting, members: [])
    let stays = zip(options, chosen).map { table.stayingBytes($0, $1) }
    let staying = capacities.indices.map { memory in stays.reduce(0) { $0 + $1[memory] } }
    for (place, choice) in chosen.enumerated() {
      guard value < threshold else { return nil }
      let room = LayerSearch.Room(
        bytes: capacities.indices.map {
          capacities[$0] - fused[place].others[$0] - (staying[$0] - stays[place][$0])
        }, outputBytes: fused[place].output)
      guard room.bytes.allSatisfy({ $0 >= 0 }) else { return nil }
      let kind = table.kinds[group.layers[place]]
      let number = table.search(options[place], choice)
      let member =
        members[number]
        ?? RoundedMember(model, group.layers[place], table.place(options[place], choice))
      members[number] = member
      let before = member.evaluations
      let starts =
        [member.choice(near: seeds[place])]
        + (tiles[kind].map { [member.choice(near: $0)] } ?? []) + [member.filled]
      let found = member.minimize(objective, in: room, from: starts)
      evaluations += member.evaluations - before
      guard let found else { return nil }
      tiles[kind] = member.tiles(of: found.choice)
      value += objective.value(of: found.cost) - objective.value(of: table.choices[choice].least)
      plan.members.append((number, found))
    }
    return value < threshold ? plan : nil
  }
}

extension GroupSetting: Equatable {
  static func == (left: GroupSetting, right: GroupSetting) -> Bool {
    left.halo == right.halo
      && left.shared.elementsEqual(right.shared) { $0.loop == $1.loop && $0.count == $1.count }
  }
}

extension LayerGroup {
  /// The settings that are one step away.
  func neighbours(of setting: GroupSetting, in network: Network) -> [GroupSetting] {
    var result: [GroupSetting] = []
    func add(_ shared: [(loop: Int, count: Int)], _ halo: NetworkPlan.Halo) {
      guard halo == .retained || hasHalo(shared, in: network) else { return }
      result.append(GroupSetting(shared: shared, halo: halo))
    }
    for (place, own) in setting.shared.enumerated() {
      let counts = steps[own.loop].map(\.count)
      guard let index = counts.firstIndex(of: own.count) else { continue }
      for other in [index - 2, index - 1, index + 1, index + 2] where counts.indices.contains(other)
      {
        var next = setting.shared
        next[place].count = counts[other]
        add(next, setting.halo)
      }
      var next = setting.shared
      next.remove(at: place)
      add(next, .retained)
      if place > 0 {
        var next = setting.shared
        next.swapAt(place, place - 1)
        add(next, setting.halo)
      }
    }
    for loop in classes.indices where !setting.shared.contains(where: { $0.loop == loop }) {
      let counts = steps[loop].map(\.count)
      guard !counts.isEmpty else { continue }
      for count in Set([counts[0], counts[counts.count / 2], counts[counts.count - 1]]).sorted() {
        add(setting.shared + [(loop, count)], setting.halo)
        if !setting.shared.isEmpty { add([(loop, count)] + setting.shared, setting.halo) }
      }
    }
    add(setting.shared, setting.halo == .retained ? .recomputed : .retained)
    return result
  }
}
