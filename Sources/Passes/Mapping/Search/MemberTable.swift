import Machine

/// The searches of members in their places, each made once for layers that are alike.
struct MemberTable {
  let model: NetworkCostModel
  /// What else than channels may run along the array.
  let extras: SpatialExtras
  /// For each layer the first one that is alike but for its name.
  let kinds: [Int]
  private(set) var searches: [MemberSearch] = []
  private var numbers: [Key: Int] = [:]
  private var insides: [Key: EnergyLatency] = [:]
  /// How often the cost model was asked.
  private(set) var evaluations = 0

  private var halos: [HaloKey: [MemberHalo]] = [:]

  private struct Key: Hashable {
    var kind: Int
    var place: MemberPlace

    /// Takes what differs between most places, in one number.
    func hash(into hasher: inout Hasher) {
      var mixed = kind
      for step in place.shared {
        mixed = mixed &* 0x1_0001 &+ step.count << 3 | step.dimension.rawValue
      }
      for stay in place.stays {
        mixed = mixed &* 0x1_0001 &+ (stay.position << 4 | stay.memory) << 2 | stay.role.index
      }
      hasher.combine(mixed)
    }
  }

  private struct HaloKey: Hashable {
    var layers: [Int]
    var steps: [MemberTerms.Step]
    var halo: NetworkPlan.Halo
  }

  init(_ model: NetworkCostModel, extras: SpatialExtras) {
    self.model = model
    self.extras = extras
    kinds = model.network.firstAlike
  }

  /// The number of the search of a layer in a place.
  ///
  /// Inside the last stay, and everywhere without one, everything is fetched in every step of the shared loops, so that
  /// their order there changes nothing: places that differ in it have one search.
  mutating func number(of layer: Int, in place: MemberPlace) -> Int {
    var place = place
    let fixed = place.stays.last?.position ?? 0
    place.shared[fixed...].sort {
      ($0.dimension.rawValue, $0.count) < ($1.dimension.rawValue, $1.count)
    }
    let key = Key(kind: kinds[layer], place: place)
    if let number = numbers[key] { return number }
    var base = place
    base.shared = []
    base.stays = []
    base.halo = MemberHalo()
    let baseKey = Key(kind: kinds[layer], place: base)
    let inside: EnergyLatency
    if let known = insides[baseKey] {
      inside = known
    } else {
      let search = LayerSearch(model, layer: layer, place: base)
      inside = search.leastInside
      evaluations += search.evaluations
      insides[baseKey] = inside
    }
    numbers[key] = searches.count
    searches.append(MemberSearch(model, layer: layer, place: place, inside: inside))
    evaluations += 1
    return searches.count - 1
  }

  mutating func minimize(
    _ number: Int, _ objective: SearchObjective, in room: LayerSearch.Room,
    below threshold: Double, limit: Int
  ) -> (candidate: LayerSearch.Candidate?, isProved: Bool) {
    let search = searches[number]
    evaluations -= search.evaluations
    defer { evaluations += search.evaluations }
    return search.minimize(objective, in: room, below: threshold, limit: limit)
  }

  /// What the windows of a group's members ask of each under a setting.
  mutating func halos(of group: LayerGroup, _ setting: GroupSetting) -> [MemberHalo] {
    // The order of the shared loops does not matter, nor do those that no window moves along.
    let axes: [LayerDimension] = [.outputRow, .outputColumn]
    let steps = setting.shared.map {
      MemberTerms.Step(dimension: group.classes[$0.loop][0], count: $0.count)
    }.filter { axes.contains($0.dimension) }
    guard !steps.isEmpty else { return group.layers.map { _ in MemberHalo() } }
    let key = HaloKey(
      layers: group.layers,
      steps: steps.sorted { $0.dimension.rawValue < $1.dimension.rawValue }, halo: setting.halo)
    if let known = halos[key] { return known }
    let found = model.halos(
      of: group.planGroup(setting),
      group.layers.indices.map {
        MemberTerms(shared: group.steps(of: $0, setting), outside: [], addendHomes: [])
      })
    halos[key] = found
    return found
  }

  /// The places that a member of a group may have under a setting: each choice of what stays while others run.
  func places(
    _ member: Int, of group: LayerGroup, _ setting: GroupSetting, halo: MemberHalo
  ) -> [MemberPlace] {
    let layer = model.network.layers[group.layers[member]]
    let link = group.links[member]
    var place = MemberPlace(addends: layer.addends.count)
    place.shared = group.steps(of: member, setting)
    for role in link.operands {
      guard let memory = outermost(role) else { return [] }
      place.operands[role] = memory
    }
    place.extras = extras
    place.isFirstProducer = link.isRead && !group.links[..<member].contains { $0.isRead }
    if link.isRead {
      guard let home = outermost(.output) else { return [] }
      place.outputHome = home
      place.isOutputWhole = link.isAdded
      place.isOutputNeeded = link.isNeeded
      for (edge, ends) in zip(group.edges, group.ends) where ends.producer == member {
        let role: TensorRole
        switch model.network.edges[edge].operand {
        case .addend: continue
        case .input: role = .input
        case .weight: role = .weight
        }
        guard let memory = outermost(role) else { return [] }
        if memory != home, !place.copies.contains(memory) { place.copies.append(memory) }
      }
      place.copies.sort()
    }
    for (addend, maker) in link.addendMakers.enumerated() where maker >= 0 {
      guard let home = outermost(.output) else { return [] }
      place.addendHomes[addend] = home
    }
    place.halo = halo
    var places = [place]
    for role in TensorRole.allCases {
      guard layer.kind == .contraction || role != .weight else { continue }
      guard !place.fused.contains(TensorRoles(role)) else { continue }
      places = places.flatMap { place in stays(of: role, layer, place) }
    }
    return places
  }

  /// The outermost memory on chip that holds a tensor.
  private func outermost(_ role: TensorRole) -> Int? {
    model.machine.memories.indices.dropFirst().first {
      model.machine.memories[$0].holds.contains(role)
    }
  }

  /// A place without a stay of the tensor, and with each stay that is worth something: in the outermost memory that holds
  /// the tensor, directly outside a loop that the tensor does not depend on, or whose steps share some of it.
  private func stays(
    of role: TensorRole, _ layer: Layer, _ place: MemberPlace
  ) -> [MemberPlace] {
    guard let memory = outermost(role),
      model.machine.memories[memory].capacityBytes != nil
    else { return [place] }
    let dimensions = layer.kind == .contraction ? role.dimensions : TensorRole.output.dimensions
    func depends(_ step: MemberTerms.Step) -> Bool { dimensions.contains(step.dimension) }
    func overlaps(_ step: MemberTerms.Step) -> Bool {
      guard role == .input, layer.kind == .contraction else { return false }
      switch step.dimension {
      case .outputRow: return layer.sizes[.kernelRow] > 1
      case .outputColumn: return layer.sizes[.kernelColumn] > 1
      default: return false
      }
    }
    var result = [place]
    for (position, step) in place.shared.enumerated() where !depends(step) || overlaps(step) {
      // One loop further out it would be the same tile.
      if position > 0, !depends(place.shared[position - 1]) { continue }
      var next = place
      next.stays.append(.init(role: role, memory: memory, position: position))
      next.stays.sort {
        ($0.position, $0.memory, $0.role.index) < ($1.position, $1.memory, $1.role.index)
      }
      result.append(next)
    }
    return result
  }
}
