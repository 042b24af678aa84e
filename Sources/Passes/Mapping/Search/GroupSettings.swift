import Machine

/// The settings of a group that were grown so far, with what does not depend on what is minimised: made once for all
/// weighted sums, and for all groups whose layers are alike.
final class GroupSettings {
  /// A setting and what is known of it.
  private struct Entry {
    var setting: GroupSetting
    /// What every plan under it takes at least, in memories of any size, once it was asked for.
    var least: EnergyLatency?
    /// Where the numbers of the members' places begin, once they are known.
    var firstOption = 0
    /// The settings that are grown from it, once they were.
    var grown: Range<Int>?
    /// Whether memories have the fused tensors, once that was asked for, and then their number.
    var fits: Bool?
    var fused = 0
  }

  /// What fused tensors take.
  struct FusedBytes {
    /// For each member, what they take in each memory while it runs, apart from its own output where readers find it.
    var members: [(others: [Double], output: Double)]
    /// The most that they take in each memory.
    var most: [Double]
  }

  let group: LayerGroup
  private var entries = [Entry(setting: GroupSetting())]
  /// What is alike of each member in all settings, once it was asked for.
  private var contexts: [Int]?
  /// The numbers of the members' places under the settings that were asked for.
  private var options: [Int] = []
  private var fused: [FusedBytes] = []

  /// Creates the settings of a group, of which the first shares no loop.
  init(_ group: LayerGroup) { self.group = group }

  subscript(number: Int) -> GroupSetting { entries[number].setting }

  /// The settings with one more loop inside, and those with more steps of the innermost one. None are grown where halos are
  /// computed again: each is grown from the one that keeps them.
  func grown(from number: Int, _ network: Network) -> Range<Int> {
    if let grown = entries[number].grown { return grown }
    let first = entries.count
    let setting = entries[number].setting
    if setting.halo == .retained {
      for loop in group.classes.indices {
        if loop == setting.shared.last?.loop {
          var next = setting
          let count = next.shared.removeLast().count
          for step in group.steps[loop] where step.parent == count {
            add(next, sharing: loop, step.count, network)
          }
        } else if !setting.shared.contains(where: { $0.loop == loop }) {
          for step in group.steps[loop] where step.parent == 1 {
            add(setting, sharing: loop, step.count, network)
          }
        }
      }
    }
    let grown = first..<entries.count
    entries[number].grown = grown
    return grown
  }

  private func add(
    _ setting: GroupSetting, sharing loop: Int, _ count: Int, _ network: Network
  ) {
    var setting = setting
    setting.shared.append((loop, count))
    entries.append(Entry(setting: setting))
    guard group.hasHalo(setting.shared, in: network) else { return }
    setting.halo = .recomputed
    entries.append(Entry(setting: setting))
  }

  /// For each member, the number of the places that it may have under a setting that was asked for its least.
  func options(of number: Int) -> ArraySlice<Int> {
    let first = entries[number].firstOption
    return options[first..<first + group.layers.count]
  }

  /// What every plan under a setting takes at least, in memories of any size.
  func least(of number: Int, _ table: inout MemberTable) -> EnergyLatency {
    if let least = entries[number].least { return least }
    var least = EnergyLatency(energy: 0, latency: 0)
    let setting = entries[number].setting
    let contexts = contexts(&table)
    if contexts.isEmpty {
      least = EnergyLatency(energy: .infinity, latency: .infinity)
    } else {
      let halos = table.halos(of: group, setting)
      entries[number].firstOption = options.count
      for (member, context) in contexts.enumerated() {
        let option = table.options(
          context, group.steps(of: member, setting), halo: halos?[member] ?? MemberHalo())
        options.append(option)
        least.energy += table.options[option].least.energy
        least.latency += table.options[option].least.latency
      }
    }
    entries[number].least = least
    return least
  }

  /// The contexts of the members; empty where one has none.
  private func contexts(_ table: inout MemberTable) -> [Int] {
    if let contexts { return contexts }
    var found: [Int] = []
    for member in group.layers.indices {
      if let context = table.context(member, of: group) { found.append(context) }
    }
    if found.count < group.layers.count { found = [] }
    contexts = found
    return found
  }

  /// What fused tensors take while each member runs, under a setting that was asked for its least; nil where that does not
  /// fit.
  func fusedBytes(
    of number: Int, _ table: borrowing MemberTable, _ capacities: [Double]
  ) -> FusedBytes? {
    if let fits = entries[number].fits { return fits ? fused[entries[number].fused] : nil }
    let found = findFusedBytes(of: number, table, capacities)
    entries[number].fits = found != nil
    if let found {
      entries[number].fused = fused.count
      fused.append(found)
    }
    return found
  }

  private func findFusedBytes(
    of number: Int, _ table: borrowing MemberTable, _ capacities: [Double]
  ) -> FusedBytes? {
    let options = options(of: number)
    // The fused operands of a member are there whatever else is.
    for (member, option) in options.enumerated() {
      for role in group.links[member].operands {
        guard let memory = table.memory(of: role, option) else { continue }
        if table.tileBytes(option, memory, role) > capacities[memory] { return nil }
      }
    }
    // Places differ in what stays only, so that what fused tensors take is the same for all.
    let setting = entries[number].setting
    var terms: [MemberTerms] = []
    for (member, option) in options.enumerated() {
      var own = table.terms(option)
      own.shared = group.steps(of: member, setting)
      terms.append(own)
    }
    let members = table.model.fusedBytes(
      of: group.planGroup(setting), terms,
      footprintBytes: options.map { Array(table.tileBytes($0)) })
    var most = [Double](repeating: 0, count: capacities.count)
    for memory in capacities.indices {
      for member in members { most[memory] = max(most[memory], member.others[memory]) }
      guard most[memory] <= capacities[memory] else { return nil }
    }
    return FusedBytes(members: members, most: most)
  }
}
