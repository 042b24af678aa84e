import Machine

/// The searches of members in their places, each made once for layers that are alike.
struct MemberTable {
  let model: NetworkCostModel
  /// What else than channels may run along the array.
  let extras: SpatialExtras
  /// For each layer the first one that is alike but for its name.
  let kinds: [Int]
  /// The places of members inside shared loops.
  private(set) var options: [MemberOptions] = []
  /// What may stay in the places of `options`.
  private(set) var choices: [MemberOptions.Choice] = []
  private var contexts: [MemberContext] = []
  /// The bytes of the tiles that each of `options` decides, by memory and tensor.
  private var tileBytes: [Double] = []
  private var searches: [MemberSearch] = []
  private var contextNumbers: [ContextKey: Int] = [:]
  private var optionNumbers: [OptionsKey: Int] = [:]
  private var searchNumbers: [SearchKey: Int] = [:]
  /// How often the cost model was asked.
  private(set) var evaluations = 0

  private var halos: [HaloKey: [MemberHalo]] = [:]

  private struct ContextKey: Hashable {
    var kind: Int
    var base: MemberPlace
  }

  private struct OptionsKey: Hashable {
    var context: Int
    var shared: [MemberTerms.Step]
    var halo: MemberHalo

    /// Takes what differs between most places, in one number.
    func hash(into hasher: inout Hasher) {
      var mixed = context
      for step in shared {
        mixed = mixed &* 0x1_0000_01B3 &+ (step.count << 3 | step.dimension.rawValue)
      }
      hasher.combine(mixed)
    }
  }

  private struct SearchKey: Hashable {
    var context: Int
    var shared: [MemberTerms.Step]
    var stays: [MemberPlace.Stay]
    var halo: MemberHalo
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

  /// The number of what is alike of a member in all settings; nil where a fused tensor has no memory on chip.
  mutating func context(_ member: Int, of group: LayerGroup) -> Int? {
    guard let base = base(member, of: group) else { return nil }
    let layer = group.layers[member]
    let key = ContextKey(kind: kinds[layer], base: base)
    if let number = contextNumbers[key] { return number }
    let isContraction = model.network.layers[layer].kind == .contraction
    var staying: [(role: TensorRole, memory: Int)] = []
    for role in TensorRole.allCases where isContraction || role != .weight {
      guard !base.fused.contains(TensorRoles(role)), let memory = outermost(role),
        model.machine.memories[memory].capacityBytes != nil
      else { continue }
      staying.append((role, memory))
    }
    let context = MemberContext(model, layer: layer, base: base, staying: staying)
    evaluations += context.evaluations
    contextNumbers[key] = contexts.count
    contexts.append(context)
    return contexts.count - 1
  }

  /// The number of the places that a member may have inside shared loops.
  mutating func options(
    _ context: Int, _ shared: [MemberTerms.Step], halo: MemberHalo
  ) -> Int {
    let key = OptionsKey(context: context, shared: shared, halo: halo)
    if let number = optionNumbers[key] { return number }
    let first = choices.count
    let least = contexts[context].options(shared, halo: halo, &choices, &tileBytes)
    evaluations += choices.count - first
    optionNumbers[key] = options.count
    options.append(
      MemberOptions(
        context: context, shared: shared, halo: halo, choices: first..<choices.count,
        least: least))
    return options.count - 1
  }

  /// The bytes of the tiles that a place decides whatever stays, at `3 · memory + role`.
  func tileBytes(_ number: Int) -> ArraySlice<Double> {
    let count = 3 * model.machine.memories.count
    return tileBytes[number * count..<(number + 1) * count]
  }

  /// The bytes of one of these tiles.
  func tileBytes(_ number: Int, _ memory: Int, _ role: TensorRole) -> Double {
    tileBytes[3 * (number * model.machine.memories.count + memory) + role.index]
  }

  /// What the cost model must know of a member where nothing stays.
  func terms(_ number: Int) -> MemberTerms {
    var terms = contexts[options[number].context].terms
    terms.halo = options[number].halo
    return terms
  }

  /// The tensors that may stay, each with its memory.
  func staying(_ number: Int) -> [(role: TensorRole, memory: Int)] {
    contexts[options[number].context].staying
  }

  /// The memory that keeps a fused operand of a member.
  func memory(of role: TensorRole, _ number: Int) -> Int? {
    contexts[options[number].context].base.operands[role]
  }

  /// A value that no mapping is below under a choice of what stays, whatever the room.
  func bound(_ choice: Int, _ objective: SearchObjective) -> Double {
    let search = choices[choice].search
    return search < 0
      ? objective.value(of: choices[choice].least) : searches[search].bound(objective)
  }

  /// The bytes that stay in each memory under a choice of what stays.
  func stayingBytes(_ number: Int, _ choice: Int) -> [Double] {
    var bytes = [Double](repeating: 0, count: model.machine.memories.count)
    for (index, tensor) in staying(number).enumerated()
    where choices[choice].positions[index] >= 0 {
      bytes[tensor.memory] += choices[choice].bytes[index]
    }
    return bytes
  }

  /// The place that a choice of what stays stands for.
  ///
  /// Inside the last stay, and everywhere without one, everything is fetched in every step of the shared loops, so that
  /// their order there changes nothing: places that differ in it are one.
  func place(_ number: Int, _ choice: Int) -> MemberPlace {
    var place = contexts[options[number].context].place(choices[choice], of: options[number])
    let fixed = place.stays.last?.position ?? 0
    place.shared[fixed...].sort {
      ($0.dimension.rawValue, $0.count) < ($1.dimension.rawValue, $1.count)
    }
    return place
  }

  /// The number of the search of a choice of what stays. Places that are one have one search.
  mutating func search(_ number: Int, _ choice: Int) -> Int {
    if choices[choice].search >= 0 { return choices[choice].search }
    let context = contexts[options[number].context]
    let place = place(number, choice)
    let key = SearchKey(
      context: options[number].context, shared: place.shared, stays: place.stays,
      halo: place.halo)
    let found: Int
    if let before = searchNumbers[key] {
      found = before
    } else {
      found = searches.count
      searchNumbers[key] = found
      searches.append(
        MemberSearch(model, layer: context.layer, place: place, least: choices[choice].least))
    }
    choices[choice].search = found
    return found
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

  /// What the windows of a group's members ask of each under a setting; nil where none reaches beyond a step.
  mutating func halos(of group: LayerGroup, _ setting: GroupSetting) -> [MemberHalo]? {
    // The order of the shared loops does not matter, nor do those that no window moves along.
    func isAxis(_ loop: Int) -> Bool {
      let dimension = group.classes[loop][0]
      return dimension == .outputRow || dimension == .outputColumn
    }
    guard setting.shared.contains(where: { isAxis($0.loop) }) else { return nil }
    let steps = setting.shared.filter { isAxis($0.loop) }.map {
      MemberTerms.Step(dimension: group.classes[$0.loop][0], count: $0.count)
    }
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

  /// The place of a member without shared loops; nil where a fused tensor has no memory on chip.
  private func base(_ member: Int, of group: LayerGroup) -> MemberPlace? {
    let layer = model.network.layers[group.layers[member]]
    let link = group.links[member]
    var place = MemberPlace(addends: layer.addends.count)
    for role in link.operands {
      guard let memory = outermost(role) else { return nil }
      place.operands[role] = memory
    }
    place.extras = extras
    place.isFirstProducer = link.isRead && !group.links[..<member].contains { $0.isRead }
    if link.isRead {
      guard let home = outermost(.output) else { return nil }
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
        guard let memory = outermost(role) else { return nil }
        if memory != home, !place.copies.contains(memory) { place.copies.append(memory) }
      }
      place.copies.sort()
    }
    for (addend, maker) in link.addendMakers.enumerated() where maker >= 0 {
      guard let home = outermost(.output) else { return nil }
      place.addendHomes[addend] = home
    }
    return place
  }

  /// The outermost memory on chip that holds a tensor.
  private func outermost(_ role: TensorRole) -> Int? {
    model.machine.memories.indices.dropFirst().first {
      model.machine.memories[$0].holds.contains(role)
    }
  }
}
