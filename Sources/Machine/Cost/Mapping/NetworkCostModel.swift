/// A cost model of a network on a machine: what mappings and plans cost, and what none can beat.
///
/// Make one per network and machine; it works out all that does not depend on the mapping.
public final class NetworkCostModel: Sendable {
  /// The formula.
  public let kind: CostModelKind
  /// The network.
  public let network: Network
  /// The machine.
  public let machine: Accelerator
  /// What the model takes into account.
  public let options: CostOptions
  /// What no plan can beat.
  public let bound: NetworkBound

  let layers: [LayerModel]
  let machineModel: MachineModel
  let levels: OrderFreeNest.Levels?
  /// The time of a layer by itself on a machine with Gemmini's instructions, where that is asked for.
  let pipeline: GemminiPipeline?

  /// Creates a model; throws where the machine or the network is none that it can judge.
  public init(
    _ kind: CostModelKind, network: Network, machine: Accelerator, options: CostOptions = .init()
  ) throws(CostModelError) {
    let machineModel = try MachineModel(machine)
    var layers: [LayerModel] = []
    for layer in network.layers {
      let model = try LayerModel(layer)
      guard !model.isContraction || machineModel.hasArray else {
        throw .noArray(machine: machine.name)
      }
      guard model.isContraction || machineModel.lanes > 0 else {
        throw .noVectorUnit(machine: machine.name, layer: layer.name)
      }
      layers.append(model)
    }
    for (number, edge) in network.edges.enumerated() {
      guard edge.producer >= 0, edge.producer < edge.consumer, edge.consumer < layers.count else {
        throw .edge(number)
      }
      switch edge.operand {
      case .input: break
      case .weight:
        guard layers[edge.consumer].isContraction else { throw .edge(number) }
      case .addend(let addend):
        guard layers[edge.consumer].addends.indices.contains(addend) else { throw .edge(number) }
      }
    }
    self.kind = kind
    self.network = network
    self.machine = machine
    self.options = options
    self.layers = layers
    self.machineModel = machineModel
    levels = kind == .m0 ? try OrderFreeNest.Levels(machineModel) : nil
    bound = NetworkBound(network, layers, machineModel, kind)
    pipeline = kind == .m1 && options.pipelineTerms ? GemminiPipeline(machine) : nil
  }

  /// Memories and arrays for which the machine gives no energy; they count as taking none.
  public var partsWithoutEnergy: [String] { machineModel.withoutEnergy }

  /// What a layer costs by itself: its tensors come from the outermost memory and go there.
  public func cost(of mapping: LayerMapping, layer: Int) throws(IllegalPlan) -> LayerCost {
    try single(mapping, layer) { evaluation in layerCost(evaluation) }
  }

  /// Energy and time of a layer by itself.
  public func totals(of mapping: LayerMapping, layer: Int) throws(IllegalPlan) -> CostTotals {
    try single(mapping, layer) { evaluation in totals(evaluation) }
  }

  /// What a network costs under a plan.
  public func cost(of plan: NetworkPlan) throws(IllegalPlan) -> NetworkCost {
    var costs = [LayerCost?](repeating: nil, count: layers.count)
    try forEachLayer(of: plan) { layer, evaluation in costs[layer] = layerCost(evaluation) }
    let all = costs.compactMap { $0 }
    var memories = [MemoryTraffic](repeating: MemoryTraffic(), count: machine.memories.count)
    for cost in all {
      for (index, traffic) in cost.memories.enumerated() {
        memories[index].readBits += traffic.readBits
        memories[index].writtenBits += traffic.writtenBits
        memories[index].footprintBytes = max(
          memories[index].footprintBytes, traffic.footprintBytes)
      }
    }
    return NetworkCost(
      totals: all.reduce(CostTotals()) { $0 + $1.totals }, layers: all, memories: memories)
  }

  /// Energy and time of a network under a plan: the same sums without the parts, for searches.
  public func totals(of plan: NetworkPlan) throws(IllegalPlan) -> CostTotals {
    var sum = CostTotals()
    try forEachLayer(of: plan) { _, evaluation in
      let each = totals(evaluation)
      sum = CostTotals(
        picojoules: sum.picojoules + each.picojoules, cycles: sum.cycles + each.cycles)
    }
    return sum
  }

  var roofline: Roofline { Roofline(kind: kind, options: options, levels: levels) }
}

extension NetworkCostModel {
  /// What a formula found for one layer.
  struct Evaluation {
    let layer: Int
    var outcome: NestOutcome<Double>
    let tallies: CostTallies<Double>
    /// The mapping, and the member of a group that the layer is; nil where the terms of `GemminiPipeline` do not count.
    var mapping: LayerMapping?
    var member: GroupMember?
  }

  /// Energy and time of what a formula found.
  @inline(__always) func totals(_ evaluation: Evaluation) -> CostTotals {
    let layer = layers[evaluation.layer]
    var cycles = roofline.cycles(
      layer, on: machineModel, evaluation.outcome, evaluation.tallies, power: nil)
    if let pipeline, let mapping = evaluation.mapping,
      let pipelined = pipeline.cycles(
        of: mapping, network.layers[evaluation.layer], as: evaluation.member)
    {
      cycles = max(cycles, pipelined)
    }
    return CostTotals(
      picojoules: roofline.picojoules(
        layer, on: machineModel, evaluation.outcome, evaluation.tallies),
      cycles: cycles)
  }

  private func layerCost(_ evaluation: Evaluation) -> LayerCost {
    let layer = layers[evaluation.layer]
    let tallies = evaluation.tallies
    var bottleneck = CostComponent.compute
    var most = -1.0
    roofline.components(layer, on: machineModel, evaluation.outcome, tallies) { part, cycles in
      if cycles > most { (bottleneck, most) = (part, cycles) }
    }
    var memories = [MemoryTraffic](repeating: MemoryTraffic(), count: tallies.memoryCount)
    for memory in memories.indices {
      for role in 0..<3 {
        memories[memory].readBits[role] = tallies.reads[3 * memory + role]
        memories[memory].writtenBits[role] = tallies.writes[3 * memory + role]
      }
      memories[memory].footprintBytes = tallies.footprint(of: memory) / 8
    }
    return LayerCost(
      totals: totals(evaluation), operations: evaluation.outcome.operations,
      bottleneck: bottleneck, memories: memories)
  }

  /// Calls `body` with what the formula finds for each layer of a plan.
  private func forEachLayer(
    of plan: NetworkPlan, _ body: (Int, Evaluation) -> Void
  ) throws(IllegalPlan) {
    guard plan.mappings.count == layers.count else {
      throw .mappings(expected: layers.count, found: plan.mappings.count)
    }
    if plan.groups.isEmpty {
      for layer in layers.indices {
        try single(plan.mappings[layer], layer) { body(layer, $0) }
      }
      return
    }
    var grouped = [Bool](repeating: false, count: layers.count)
    let legality = GroupLegality(
      network: network, layers: layers, kind: kind, memoryCount: machine.memories.count)
    try checkOrder(of: plan.groups)
    for number in plan.groups.indices {
      let members = try legality.members(of: number, in: plan)
      for member in members { grouped[member.layer] = true }
      try evaluate(members, plan.groups[number], plan, body)
    }
    for layer in layers.indices where !grouped[layer] {
      try single(plan.mappings[layer], layer) { body(layer, $0) }
    }
  }

  /// Throws where groups cannot run one after the other with the layers outside of them.
  private func checkOrder(of groups: [NetworkPlan.Group]) throws(IllegalPlan) {
    if let group = network.firstGroupInCycle(groups.map(\.layers)) { throw .cycle(group: group) }
  }

  /// Evaluates a layer without a group.
  private func single<Result>(
    _ mapping: LayerMapping, _ layer: Int, _ body: (Evaluation) -> Result
  ) throws(IllegalPlan) -> Result {
    guard layers.indices.contains(layer) else {
      throw .mappings(expected: layers.count, found: layer + 1)
    }
    return try evaluate(mapping, layer, nil) { evaluation throws(IllegalPlan) in
      try checkCapacities(layer, evaluation.tallies)
      return body(evaluation)
    }
  }

  /// Runs the formula on a mapping in temporary memory.
  private func evaluate<Result>(
    _ mapping: LayerMapping, _ layer: Int, _ member: GroupMember?,
    _ body: (inout Evaluation) throws(IllegalPlan) -> Result
  ) throws(IllegalPlan) -> Result {
    let nodes = mapping.nodes.count
    let memories = machineModel.memories.count
    let numbers = nodes + CostTallies<Double>.numbersPerMemory * memories
    var result: Swift.Result<Result, IllegalPlan>?
    withUnsafeTemporaryAllocation(of: Double.self, capacity: numbers) { memory in
      withUnsafeTemporaryAllocation(of: MappingStep.self, capacity: nodes + 1) { steps in
        guard let counts = memory.baseAddress, let first = steps.baseAddress else {
          preconditionFailure("invariant: temporary memory has a capacity")
        }
        do throws(IllegalPlan) {
          try MappingLegality(kind: kind, limitsSides: options.limitsSides).check(
            layers[layer], mapping, on: machineModel, fused: member?.fused ?? [], first, counts)
          let tallies = CostTallies(memory: counts + nodes, memoryCount: memories)
          let nest = UnsafeBufferPointer(start: first, count: nodes)
          var evaluation = Evaluation(
            layer: layer,
            outcome: measure(layer, nest, counts, member, tallies), tallies: tallies,
            mapping: mapping, member: member)
          result = .success(try body(&evaluation))
        } catch {
          result = .failure(error)
        }
      }
    }
    guard let result else { preconditionFailure("invariant: the closure has run") }
    return try result.get()
  }

  private func measure(
    _ layer: Int, _ nest: UnsafeBufferPointer<MappingStep>, _ counts: UnsafePointer<Double>,
    _ member: GroupMember?, _ tallies: CostTallies<Double>
  ) -> NestOutcome<Double> {
    if let levels {
      let fused = member?.fused ?? []
      let shares = FusedShares<Double>(
        input: fused.contains(.input) ? 1 : 0, weight: fused.contains(.weight) ? 1 : 0,
        output: fused.contains(.output) ? 1 : 0, isWrittenToo: member?.isWrittenToo ?? false)
      return OrderFreeNest(levels: levels).measure(
        layers[layer], on: machineModel, nest, counts, shares, tallies)
    }
    guard let member else {
      return OrderAwareNest().measure(
        layers[layer], on: machineModel, nest, counts, FusedShares<Double>(),
        addendHomes: UnsafeBufferPointer(start: nil, count: 0), tallies)
    }
    return member.addendHomes.withUnsafeBufferPointer { homes in
      OrderAwareNest(inside: member.inside).measure(
        layers[layer], on: machineModel, nest, counts, FusedShares<Double>(), addendHomes: homes,
        tallies)
    }
  }

  /// Throws where the tiles of a layer by itself do not fit.
  private func checkCapacities(
    _ layer: Int, _ tallies: CostTallies<Double>
  ) throws(IllegalPlan) {
    for memory in 0..<tallies.memoryCount {
      guard let capacity = machineModel.memories[memory].capacityBytes else { continue }
      let needed = tallies.footprint(of: memory) / 8
      if needed > Double(capacity) {
        throw capacityError(layer, memory, needed, capacity, tallies.footprints + 3 * memory)
      }
    }
  }

  private func capacityError(
    _ layer: Int, _ memory: Int, _ needed: Double, _ capacity: Int,
    _ footprints: UnsafePointer<Double>
  ) -> IllegalPlan {
    var most = TensorRole.input
    for role in TensorRole.allCases where footprints[role.index] > footprints[most.index] {
      most = role
    }
    return .capacity(
      layer: layers[layer].name, memory: machineModel.memoryNames[memory], tensor: most,
      needed: needed, capacity: capacity)
  }
}

extension NetworkCostModel {
  /// Evaluates the members of a group and checks that they fit together.
  private func evaluate(
    _ members: [GroupMember], _ group: NetworkPlan.Group, _ plan: NetworkPlan,
    _ body: (Int, Evaluation) -> Void
  ) throws(IllegalPlan) {
    var footprints: [Double] = []
    for member in members {
      try evaluate(plan.mappings[member.layer], member.layer, member) {
        evaluation throws(IllegalPlan) in
        if kind == .m1 { charge(member, &evaluation) }
        let all = 3 * evaluation.tallies.memoryCount
        footprints.append(
          contentsOf: UnsafeBufferPointer(start: evaluation.tallies.footprints, count: all))
        body(member.layer, evaluation)
      }
    }
    let capacity = GroupCapacity(
      network: network, members: members, footprints: footprints,
      memoryCount: machineModel.memories.count,
      identity: machineModel.identity.map { ($0.memory, $0.bits) }, group: group)
    for index in members.indices {
      for memory in machineModel.memories.indices {
        guard let limit = machineModel.memories[memory].capacityBytes else { continue }
        let isRegisters = machineModel.memories[memory].isRegisters
        let needed =
          (kind == .m0
            ? capacity.sum(memory, isRegisters: isRegisters)
            : capacity.live(memory, during: index)) / 8
        if needed > Double(limit) {
          throw footprints.withUnsafeBufferPointer { all in
            guard let start = all.baseAddress else {
              preconditionFailure("invariant: groups have members")
            }
            return capacityError(
              members[index].layer, memory, needed, limit,
              start + 3 * (index * machineModel.memories.count + memory))
          }
        }
      }
    }
  }

  /// Adds what a member does beyond its own nest: copies of its output, and what is computed again.
  func charge(_ member: GroupMember, _ evaluation: inout Evaluation) {
    let layer = layers[member.layer]
    let tallies = evaluation.tallies
    if member.recomputation > 1 {
      let more = member.recomputation
      for memory in 0..<tallies.memoryCount {
        for role in [0, 2] {
          tallies.reads[3 * memory + role] *= more
          tallies.writes[3 * memory + role] *= more
        }
        if machineModel.memories[memory].isRegisters { tallies.reads[3 * memory + 1] *= more }
      }
      evaluation.outcome.operations *= more
      evaluation.outcome.steps *= more
    }
    if member.largestTile > 1 {
      for memory in 0..<tallies.memoryCount {
        for role in TensorRole.allCases
        where role != .weight && !member.outside[memory].contains(TensorRoles(role)) {
          tallies.footprints[3 * memory + role.index] *= member.largestTile
        }
      }
    }
    let sums = layer.elements(layer.dimensions.2) * member.recomputation
    for copy in member.copies {
      let width = member.outputIsInnermost ? layer.partialSumBits : layer.bits.2
      tallies.read(member.outputMemory, 2, sums * width)
      tallies.write(copy, 2, sums * layer.bits.2)
    }
    chargeIdentity(member, &evaluation)
  }

  /// Adds the array's copies of fused tensors by an identity matrix, which comes once for the group: rows that stream, DIM
  /// columns of a tensor at a time, as products of mostly zeros. Where steps of a shared loop have other columns, their zeros
  /// count as if they had all. A matrix of zeros, for floating-point numbers, comes from no memory and streams as well.
  private func chargeIdentity(_ member: GroupMember, _ evaluation: inout Evaluation) {
    let layer = layers[member.layer]
    guard kind == .m1, let identity = machineModel.identity else { return }
    let tallies = evaluation.tallies
    if member.bringsIdentity {
      if !identity.isZero { tallies.read(0, 1, identity.bits) }
      tallies.write(identity.memory, 1, identity.bits)
    }
    guard layer.isContraction, member.identityProducts > 0 else { return }
    let side = identity.side
    var steps = 1.0
    var channels = Double(layer.sizes[.outputChannel]) * Double(layer.sizes[.group])
    var positions = layer.elements(layer.dimensions.2) / channels * member.recomputation
    let rest = channels.truncatingRemainder(dividingBy: side)
    let multiplied =
      positions * ((channels - rest) * side + rest * rest) * Double(member.identityProducts)
    for loop in member.sharedLoops {
      steps *= Double(loop.count)
      if loop.dimension == .outputChannel || loop.dimension == .group {
        channels /= Double(loop.count)
        positions *= Double(loop.count)
      }
    }
    let blocks = (channels / side).rounded(.up) * Double(member.identityProducts)
    evaluation.outcome.steps += positions * blocks * machineModel.multiplyAddsPerCycle
    evaluation.outcome.weightLoads += steps * blocks
    evaluation.outcome.waste += multiplied / max(1, evaluation.outcome.operations)
    tallies.read(identity.memory, 1, steps * blocks * identity.bits)
    if identity.isZero {
      tallies.read(identity.memory, 1, positions * blocks * identity.bits / side)
    }
  }
}
