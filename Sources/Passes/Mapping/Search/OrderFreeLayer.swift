import Machine

/// Which tensors of a layer stay on chip between layers.
struct FusionState: OptionSet, Hashable {
  let rawValue: UInt8

  static let input = FusionState(rawValue: 1)
  static let weight = FusionState(rawValue: 2)
  static let output = FusionState(rawValue: 4)
  /// The output is written to the outermost memory all the same, for layers that read it there.
  static let writtenToo = FusionState(rawValue: 8)

  var roles: TensorRoles { TensorRoles(rawValue: rawValue & 7) }
}

/// The ways in which a layer can run under `m0`: what runs along the array.
///
/// By FADiff's equations 5 and 6 the size of tiles changes no traffic. So energy and latency depend on what runs along the
/// array and on which tensors are fused, and tiles only have to fit.
struct OrderFreeLayer {
  /// What runs along the array.
  struct Choice {
    var spatial: [TiledSpace.SpatialLoop]
    /// The steps of each loop that run at once: the least tile.
    var steps: LayerSizes
  }

  let layer: Int
  let space: TiledSpace
  /// None is as good as another one in every state with loops that divide the other one's.
  private(set) var choices: [Choice] = []
  /// The states that the layer can be in.
  let states: [FusionState]
  /// By state (of 16), what each choice costs.
  private(set) var costs: [[EnergyLatency]]
  /// How often the cost model was asked.
  private(set) var evaluations = 0

  /// The choices of a layer that fit by themselves.
  ///
  /// - Parameters:
  ///   - states: the states that it can be in.
  ///   - extras: what may run along the array beside input channels and output channels.
  init(
    _ layer: Int, of model: NetworkCostModel, states: [FusionState], extras: SpatialExtras
  ) {
    self.layer = layer
    self.states = states
    space = TiledSpace(
      model.network.layers[layer], on: model.machine, limitsSides: model.options.limitsSides,
      extras: extras)
    costs = [[EnergyLatency]](repeating: [], count: 16)
    var candidates: [(choice: Choice, costs: [EnergyLatency])] = []
    for spatial in space.spatialChoices {
      var steps = LayerSizes(repeating: 1)
      for loop in spatial { steps[loop.dimension] *= loop.count }
      let choice = Choice(spatial: spatial, steps: steps)
      let own = states.map { estimate(choice, tile: space.layer.sizes, $0, model) }
      evaluations += states.count
      let bytes = estimate(choice, tile: steps, [], model).footprintBytes
      let fits = zip(model.machine.memories, bytes).allSatisfy { memory, bytes in
        memory.capacityBytes.map { bytes <= Double($0) } ?? true
      }
      guard fits else { continue }
      let costs = own.map { EnergyLatency(energy: $0.picojoules, latency: $0.cycles) }
      candidates.append((choice, costs))
    }
    for (index, candidate) in candidates.enumerated() {
      let isWorse = candidates.enumerated().contains { other, better in
        other != index && Self.dominates(better, candidate)
          && (other < index || !Self.dominates(candidate, better))
      }
      if isWorse { continue }
      choices.append(candidate.choice)
      for (state, cost) in zip(states, candidate.costs) {
        costs[Int(state.rawValue)].append(cost)
      }
    }
  }

  private static func dominates(
    _ better: (choice: Choice, costs: [EnergyLatency]),
    _ worse: (choice: Choice, costs: [EnergyLatency])
  ) -> Bool {
    for index in 0..<8 where worse.choice.steps[index] % better.choice.steps[index] != 0 {
      return false
    }
    return zip(better.costs, worse.costs).allSatisfy {
      $0.energy <= $1.energy && $0.latency <= $1.latency
    }
  }

  /// What each memory between the outermost one and the registers keeps: all that it holds but what may pass it by, for a
  /// tensor that is not there takes no place. Fused tensors are there.
  func kept(_ state: FusionState) -> [TensorRoles] {
    space.levels.map { level in
      let memory = space.machine.memories[level]
      let held = TensorRoles(all: memory.holds).intersection(space.tensors)
      return held.subtracting(TensorRoles(all: memory.mayBypass).subtracting(state.roles))
    }
  }

  private func estimate(
    _ choice: Choice, tile: LayerSizes, _ state: FusionState, _ model: NetworkCostModel
  ) -> LayerEstimate<Double> {
    let point = TiledSpace.Point(
      kept: kept(state), tiles: space.levels.map { _ in tile },
      innermost: space.levels.map { _ in .reduction }, spatial: choice.spatial)
    return model.estimate(
      space.template(of: point), counts: space.counts(of: point), layer: layer,
      shares: FusedShares(
        input: state.contains(.input) ? 1 : 0, weight: state.contains(.weight) ? 1 : 0,
        output: state.contains(.output) ? 1 : 0, isWrittenToo: state.contains(.writtenToo)))
  }

  /// The bytes that a tile takes in each memory.
  func bytes(
    _ choice: Int, tile: LayerSizes, _ state: FusionState, _ model: NetworkCostModel
  ) -> [Double] {
    estimate(choices[choice], tile: tile, state, model).footprintBytes
  }

  /// The mapping with one tile on chip, in all memories that keep some.
  ///
  /// - Parameter first: loops that stand outside of all others, as the group shares them.
  func mapping(
    _ choice: Int, tile: LayerSizes, _ state: FusionState, first: [LayerDimension]
  ) -> LayerMapping {
    var nodes: [LayerMapping.Node] = []
    let homeless =
      state.contains(.writtenToo) ? state.roles.subtracting(.output) : state.roles
    let home = space.tensors.subtracting(homeless)
    if !home.isEmpty { nodes.append(.memory(0, home)) }
    let sizes = space.layer.sizes
    func loop(_ dimension: LayerDimension, _ count: Int) {
      if count > 1 { nodes.append(.loop(dimension, count)) }
    }
    let others = LayerDimension.allCases.filter { !first.contains($0) }
    for dimension in first + others { loop(dimension, sizes[dimension] / tile[dimension]) }
    for (level, roles) in zip(space.levels, kept(state)) where !roles.isEmpty {
      nodes.append(.memory(level, roles))
    }
    let steps = choices[choice].steps
    let positions = TiledSpace.Block.positions.loops
    for dimension in LayerDimension.allCases where !positions.contains(dimension) {
      loop(dimension, tile[dimension] / steps[dimension])
    }
    for loop in choices[choice].spatial {
      nodes.append(.spatial(loop.dimension, loop.count, loop.axis))
    }
    if let registers = space.registers { nodes.append(.memory(registers, .weight)) }
    for dimension in positions { loop(dimension, tile[dimension] / steps[dimension]) }
    return LayerMapping(nodes: nodes)
  }
}

extension TensorRoles {
  /// The set of some tensors.
  init(all roles: [TensorRole]) {
    self = roles.reduce(into: []) { $0.formUnion(TensorRoles($1)) }
  }
}
