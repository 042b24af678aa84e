/// Judges one nest of a layer after another in memory of its own, for searches that go through many.
///
/// A nest is described from outside in, by what memories keep and by its loops; loops of one step may be left out. As with
/// `estimate`, nothing is checked: for legal mappings this is what `cost(of:layer:)` finds without the terms of
/// `GemminiPipeline`, and for a member of a group its part of `cost(of:)`.
public final class LayerEvaluator {
  /// Energy in picojoules and cycles of the nest that `evaluate` saw last.
  public private(set) var totals = CostTotals()

  private let model: NetworkCostModel
  private let layer: Int
  private let layerModel: LayerModel
  private let machine: MachineModel
  private let roofline: Roofline
  private let shares: FusedShares<Double>
  private var member: GroupMember?
  private var steps: UnsafeMutablePointer<MappingStep>
  private var counts: UnsafeMutablePointer<Double>
  private var capacity = 64
  private var depth = 0
  private let tallyMemory: UnsafeMutablePointer<Double>
  private let tallies: CostTallies<Double>
  private let extents: UnsafeMutablePointer<Double>

  /// Creates an evaluator of a layer of the model's network, of whose tensors the given shares stay on chip.
  ///
  /// - Parameter terms: what a group asks of the layer; nil for a layer by itself. Groups are those of `m1`.
  public init(
    _ model: NetworkCostModel, layer: Int, shares: FusedShares<Double> = FusedShares<Double>(),
    member terms: MemberTerms? = nil
  ) {
    self.model = model
    self.layer = layer
    layerModel = model.layers[layer]
    machine = model.machineModel
    roofline = model.roofline
    self.shares = shares
    member = terms?.member(layer)
    steps = .allocate(capacity: capacity)
    counts = .allocate(capacity: capacity)
    let memories = model.machineModel.memories.count
    tallyMemory = .allocate(capacity: CostTallies<Double>.numbersPerMemory * memories)
    tallies = CostTallies(memory: tallyMemory, memoryCount: memories)
    extents = .allocate(capacity: 8)
    extents.initialize(repeating: 1, count: 8)
  }

  deinit {
    steps.deallocate()
    counts.deallocate()
    tallyMemory.deallocate()
    extents.deallocate()
  }

  /// Begins a nest.
  public func begin() { depth = 0 }

  /// Begins a nest of the same member of a group in another place: with other shared loops, of which `endSharedLoops` tells
  /// the end, with other tensors that stay outside of them, and with another halo.
  public func begin(halo: MemberHalo) {
    begin()
    guard member != nil else { return }
    member?.inside = 0
    member?.recomputation = halo.recomputation
    member?.largestTile = halo.largestTile
    for memory in 0..<tallies.memoryCount { member?.outside[memory] = [] }
  }

  /// Adds a memory that keeps a tensor outside a shared loop.
  public func stay(_ role: TensorRole, in memory: Int) {
    keep(TensorRoles(role), in: memory)
    member?.outside[memory].formUnion(TensorRoles(role))
  }

  /// Says that what was added so far is outside and in the shared loops.
  public func endSharedLoops() { member?.inside = depth }

  /// Adds a memory that keeps some tensors.
  public func keep(_ roles: TensorRoles, in memory: Int) {
    add(MappingStep(memory: memory, roles), 1)
  }

  /// Adds a loop of steps one after the other.
  public func loop(_ dimension: LayerDimension, _ count: Double) {
    add(MappingStep(loop: dimension), count)
  }

  /// Adds a loop whose steps run at once along an axis.
  public func spatial(_ dimension: LayerDimension, _ count: Double, _ axis: LayerMapping.Axis) {
    add(MappingStep(spatial: dimension, axis), count)
  }

  /// Adds a level of a template.
  public func add(_ slot: MappingTemplate.Slot, _ count: Double) { add(MappingStep(slot), count) }

  @inline(__always) private func add(_ step: MappingStep, _ count: Double) {
    if depth == capacity { grow() }
    (steps + depth).initialize(to: step)
    (counts + depth).initialize(to: count)
    depth += 1
  }

  private func grow() {
    let (oldSteps, oldCounts) = (steps, counts)
    capacity *= 2
    steps = .allocate(capacity: capacity)
    counts = .allocate(capacity: capacity)
    steps.moveInitialize(from: oldSteps, count: depth)
    counts.moveInitialize(from: oldCounts, count: depth)
    oldSteps.deallocate()
    oldCounts.deallocate()
  }

  /// Judges the nest.
  public func evaluate() {
    let nest = UnsafeBufferPointer(start: steps, count: depth)
    let tallies = CostTallies(memory: tallyMemory, memoryCount: tallies.memoryCount)
    let outcome: NestOutcome<Double>
    if let levels = roofline.levels {
      outcome = OrderFreeNest(levels: levels).measure(
        layerModel, on: machine, nest, counts, shares, tallies)
    } else if let member {
      outcome = member.addendHomes.withUnsafeBufferPointer { homes in
        OrderAwareNest(inside: member.inside).measure(
          layerModel, on: machine, nest, counts, FusedShares<Double>(), addendHomes: homes,
          tallies)
      }
    } else {
      outcome = OrderAwareNest().measure(
        layerModel, on: machine, nest, counts, shares,
        addendHomes: UnsafeBufferPointer(start: nil, count: 0), tallies)
    }
    var evaluation = NetworkCostModel.Evaluation(
      layer: layer, outcome: outcome, tallies: tallies)
    if let member { model.charge(member, &evaluation) }
    totals = CostTotals(
      picojoules: roofline.picojoules(
        layerModel, on: machine, evaluation.outcome, tallies),
      cycles: roofline.cycles(
        layerModel, on: machine, evaluation.outcome, tallies, power: nil))
  }

  /// The bytes that the tiles of all tensors take in a memory.
  public func footprintBytes(in memory: Int) -> Double { tallies.footprint(of: memory) * 0.125 }

  /// The bytes that the tile of one tensor takes in a memory.
  public func footprintBytes(in memory: Int, of role: TensorRole) -> Double {
    tallies.footprints[3 * memory + role.index] * 0.125
  }

  /// The least bytes that a tile with the given extents takes in a memory inside the loops that a group shares, whatever loops
  /// are outside of it.
  ///
  /// - Parameter isInnermost: whether no memory further in keeps the tensor, so that sums are made there.
  public func leastTileBytes(
    in memory: Int, of role: TensorRole, _ sizes: LayerSizes, isInnermost: Bool
  ) -> Double {
    for index in 0..<8 { extents[index] = Double(sizes[index]) }
    if let levels = roofline.levels {
      return OrderFreeNest(levels: levels).tileBits(layerModel, role.index, extents) * 0.125
    }
    let width: Double
    switch role {
    case .input: width = layerModel.bits.0
    case .weight: width = layerModel.bits.1
    case .output: width = isInnermost ? layerModel.partialSumBits : layerModel.bits.2
    }
    let bytes =
      TileSize.bits(
        layerModel, role.index, width, extents, row: machine.memories[memory].rowBits) * 0.125
    guard let member, role != .weight else { return bytes }
    return bytes * member.largestTile
  }

  /// Energy in picojoules and cycles of the outermost memory, which `totals` counts too.
  public var outermost: CostTotals {
    let memory = machine.memories[0]
    let reads = tallies.reads(of: 0)
    let writes = tallies.writes(of: 0)
    let reading = reads / memory.readBits
    let writing = writes / memory.writeBits
    return CostTotals(
      picojoules: reads * memory.readPicojoules + writes * memory.writePicojoules,
      cycles: memory.sharesBandwidth ? reading + writing : max(reading, writing))
  }
}
