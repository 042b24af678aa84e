import Machine

/// The settings of a group that were grown so far, with what does not depend on what is minimised: made once for all
/// weighted sums, and for all groups whose layers are alike.
final class GroupSettings {
  /// A setting and what is known of it.
  private struct Entry {
    var setting: GroupSetting
    /// For each member, as far as they were asked for, the numbers of the searches of its places.
    var options: [[Int]] = []
    /// The settings that are grown from it, once they were.
    var grown: Range<Int>?
    /// What fused tensors take while each member runs, once it was asked for.
    var fused: [(others: [Double], output: Double)]?
  }

  let group: LayerGroup
  private var entries = [Entry(setting: GroupSetting())]

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

  /// The searches of the places that a member may have under a setting. Members are asked for in their order.
  func options(of member: Int, _ number: Int, _ table: inout MemberTable) -> [Int] {
    if member < entries[number].options.count { return entries[number].options[member] }
    let setting = entries[number].setting
    let halo = table.halos(of: group, setting)[member]
    let options = table.places(member, of: group, setting, halo: halo).map {
      table.number(of: group.layers[member], in: $0)
    }
    entries[number].options.append(options)
    return options
  }

  /// What fused tensors take while each member runs, of which all places must be known; nil where a member has none.
  func fusedBytes(
    of number: Int, _ table: inout MemberTable
  ) -> [(others: [Double], output: Double)]? {
    if let fused = entries[number].fused { return fused }
    // Places differ in what stays only, so that what fused tensors take is the same for all.
    var first: [MemberSearch] = []
    for member in group.layers.indices {
      guard let place = options(of: member, number, &table).first else { return nil }
      first.append(table.searches[place])
    }
    let setting = entries[number].setting
    let fused = table.model.fusedBytes(
      of: group.planGroup(setting),
      first.enumerated().map { member, search in
        var terms = search.terms
        terms.shared = group.steps(of: member, setting)
        return terms
      }, footprintBytes: first.map(\.tileBytes))
    entries[number].fused = fused
    return fused
  }
}
