import Machine

/// A member of a group apart from the shared loops: what it takes from members and gives to them, and an evaluator that
/// judges one place after the other.
final class MemberContext {
  let layer: Int
  /// The place of the member under a setting without shared loops.
  let base: MemberPlace
  /// What the cost model must know of that place.
  let terms: MemberTerms
  /// The tensors that may stay while other members run, each with the outermost memory on chip that holds it.
  let staying: [(role: TensorRole, memory: Int)]
  /// What the layer takes at least apart from the outermost memory, and its least time.
  let inside: EnergyLatency
  /// How often the cost model was asked to find that.
  let evaluations: Int
  private let sizes: LayerSizes
  private let kind: Layer.Kind
  /// The memories inside the outermost one but the registers, and what each keeps of the member's own.
  private let levels: [Int]
  private let kept: [TensorRoles]
  private let registers: Int?
  private let memoryCount: Int
  private let home: TensorRoles
  private let evaluator: LayerEvaluator

  init(
    _ model: NetworkCostModel, layer: Int, base: MemberPlace,
    staying: [(role: TensorRole, memory: Int)]
  ) {
    self.layer = layer
    self.base = base
    self.staying = staying
    let space = TiledSpace(model.network.layers[layer], on: model.machine, place: base)
    let search = LayerSearch(model, layer: layer, place: base)
    inside = search.leastInside
    evaluations = search.evaluations
    kept = space.largestKept
    levels = space.levels
    registers = space.registers
    memoryCount = model.machine.memories.count
    sizes = space.layer.sizes
    kind = space.layer.kind
    home = base.home(of: space.tensors)
    terms = space.terms(keeping: kept) ?? MemberTerms(outside: [], addendHomes: [])
    evaluator = LayerEvaluator(model, layer: layer, member: terms)
  }

  /// Finds the places that the member may have inside shared loops: each choice of what stays while others run, the first
  /// one without any.
  ///
  /// - Parameters:
  ///   - choices: gets the choices.
  ///   - tileBytes: gets the bytes of the tiles that the place decides whatever stays, at `3 · memory + role`.
  /// - Returns: the least energy and the least latency of any choice.
  func options(
    _ shared: [MemberTerms.Step], halo: MemberHalo, _ choices: inout [MemberOptions.Choice],
    _ tileBytes: inout [Double]
  ) -> EnergyLatency {
    let first = choices.count
    choices.append(MemberOptions.Choice())
    judge(choices[first], shared, halo)
    for memory in 0..<memoryCount {
      for role in TensorRole.allCases {
        tileBytes.append(evaluator.footprintBytes(in: memory, of: role))
      }
    }
    for (index, tensor) in staying.enumerated() {
      let before = first..<choices.count
      for position in shared.indices where mayStay(tensor.role, shared, position) {
        for number in before {
          var next = choices[number]
          next.positions[index] = Int8(truncatingIfNeeded: position)
          choices.append(next)
        }
      }
    }
    var all = EnergyLatency(energy: .infinity, latency: .infinity)
    for number in first..<choices.count {
      // The first one was just judged.
      if number > first { judge(choices[number], shared, halo) }
      for (index, tensor) in staying.enumerated() where choices[number].positions[index] >= 0 {
        choices[number].bytes[index] = evaluator.footprintBytes(in: tensor.memory, of: tensor.role)
      }
      let outermost = evaluator.outermost
      let least = EnergyLatency(
        energy: inside.energy + outermost.picojoules,
        latency: max(inside.latency, outermost.cycles))
      choices[number].least = least
      all.energy = min(all.energy, least.energy)
      all.latency = min(all.latency, least.latency)
    }
    return all
  }

  /// The place that a choice stands for.
  func place(_ choice: MemberOptions.Choice, of options: MemberOptions) -> MemberPlace {
    var place = base
    place.shared = options.shared
    place.halo = options.halo
    for (index, tensor) in staying.enumerated() where choice.positions[index] >= 0 {
      place.stays.append(
        .init(role: tensor.role, memory: tensor.memory, position: Int(choice.positions[index])))
    }
    place.stays.sort {
      ($0.position, $0.memory, $0.role.index) < ($1.position, $1.memory, $1.role.index)
    }
    return place
  }

  /// Whether it is worth something that a tensor stays directly outside a shared loop: it does not depend on it, or its steps
  /// share some of it, and one loop further out it would not be the same tile.
  private func mayStay(
    _ role: TensorRole, _ shared: [MemberTerms.Step], _ position: Int
  ) -> Bool {
    let dimensions = kind == .contraction ? role.dimensions : TensorRole.output.dimensions
    if position > 0, !dimensions.contains(shared[position - 1].dimension) { return false }
    let dimension = shared[position].dimension
    guard dimensions.contains(dimension) else { return true }
    guard role == .input, kind == .contraction else { return false }
    switch dimension {
    case .outputRow: return sizes[.kernelRow] > 1
    case .outputColumn: return sizes[.kernelColumn] > 1
    default: return false
    }
  }

  /// Judges the place with tiles as large as can be, so that nothing is fetched again inside the shared loops.
  private func judge(
    _ choice: MemberOptions.Choice, _ shared: [MemberTerms.Step], _ halo: MemberHalo
  ) {
    var rest = sizes
    evaluator.begin(halo: halo)
    if !home.isEmpty { evaluator.keep(home, in: 0) }
    for (position, step) in shared.enumerated() {
      for (index, tensor) in staying.enumerated()
      where Int(choice.positions[index]) == position {
        evaluator.stay(tensor.role, in: tensor.memory)
      }
      evaluator.loop(step.dimension, Double(step.count))
      rest[step.dimension] /= step.count
    }
    if !shared.isEmpty { evaluator.endSharedLoops() }
    for role in TensorRole.allCases {
      if let memory = base.operands[role] { evaluator.keep(TensorRoles(role), in: memory) }
    }
    for (level, roles) in zip(levels, kept) {
      var own = roles
      for (index, tensor) in staying.enumerated()
      where choice.positions[index] >= 0 && level <= tensor.memory {
        own.remove(TensorRoles(tensor.role))
      }
      if !own.isEmpty { evaluator.keep(own, in: level) }
    }
    func loops(_ dimensions: [LayerDimension]) {
      for dimension in dimensions where rest[dimension] > 1 {
        evaluator.loop(dimension, Double(rest[dimension]))
      }
    }
    loops(TiledSpace.aroundArray)
    if let registers { evaluator.keep(.weight, in: registers) }
    loops(TiledSpace.Block.positions.loops)
    evaluator.evaluate()
  }
}

/// The places that a member of a group may have inside some shared loops.
struct MemberOptions {
  /// A choice of what stays while other members run.
  struct Choice {
    /// For each tensor that may stay, how many shared loops are outside of it; −1 where it does not stay.
    var positions = SIMD4<Int8>(repeating: -1)
    /// The bytes that each of them takes.
    var bytes = SIMD4<Double>(repeating: 0)
    /// What every mapping takes at least, in memories of any size.
    var least = EnergyLatency(energy: 0, latency: 0)
    /// The number of the search of the place, once it was needed.
    var search = -1
  }

  /// The number of the member's context.
  let context: Int
  let shared: [MemberTerms.Step]
  let halo: MemberHalo
  /// The numbers of the choices; in the first one, nothing stays.
  let choices: Range<Int>
  /// The least energy and the least latency of any choice.
  let least: EnergyLatency
}
