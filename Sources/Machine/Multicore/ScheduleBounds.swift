/// What no schedule of a graph on a platform can beat, however layers are cut, placed, fused and ordered.
///
/// All of it holds for node costs that keep to three rules, which tests check: a node of `p` points takes at least `p` divided by
/// what the unit does in a cycle with as many of the layer's loops side by side as the unit allows; its energy is at least that
/// of its operations; and a larger node costs no less than a smaller one. Where the costs charge a layer less than that when they
/// are asked for all of it or for one point of it, as where a softmax is free, the layer counts with what they charge.
///
/// - *Compute.* Let `x[l,u]` be the part of layer `l` that unit `u` computes, and `t[l,u]` the least time of all of `l` on `u`.
///   Unit `u` is busy for at least the sum of `x[l,u] * t[l,u]`, all between the earliest start and the latest end of what it
///   computes. For any weights `w[u]` that add up to 1, the longest of these times is at least their weighted mean, which
///   is at least the sum over layers of the least `w[u] * t[l,u]`. Weights on one kind of unit only give the bound of that
///   kind: what only arrays can do, shared out over all arrays.
/// - *Transfers.* Each element of an operand or constant that a layer reads leaves the outermost memory at least once, and each
///   element of a result enters it, over one of the routes there are. Channels take one transfer at a time, so the same
///   argument holds with channels in the place of units.
/// - *Chain.* An element can't be read before it is computed, a sum is computed once all its terms are, and the first
///   element of all needs one of each operand of its layer.
/// - *Energy.* Operations at the least any unit takes for them, and the same transfers over the cheapest route.
/// - *Memory.* While a node runs, it holds at least one element of each feature that all its points read, and one of what it
///   writes: the cut through the graph at that node. That is little, since a schedule may take features out to the outermost
///   memory and back, as often as it likes.
public struct ScheduleBounds: Equatable, Sendable {
  /// Cycles from what units compute.
  public var computeCycles: Int64 = 0
  /// Cycles from what channels carry.
  public var transferCycles: Int64 = 0
  /// Cycles of the longest chain of elements.
  public var chainCycles: Int64 = 0
  /// Energy in picojoules.
  public var picojoules = 0.0
  /// Bytes of features on chip at some time.
  public var peakFeatureBytes = 0
  /// Bytes that leave the outermost memory at least.
  public var compulsoryLoadBytes = 0
  /// Bytes that enter it at least.
  public var compulsoryStoreBytes = 0

  /// The largest of the three.
  public var cycles: Int64 { max(computeCycles, transferCycles, chainCycles) }

  /// What the bound on cycles comes from, in words.
  public var limit: String {
    if computeCycles >= max(transferCycles, chainCycles) { return "what the units compute" }
    return transferCycles >= chainCycles ? "what the channels carry" : "the longest chain"
  }

  /// The bounds of a graph with the given node costs.
  public init<Costs: NodeCosts>(graph: LayerGraph, platform: Platform, costs: inout Costs) {
    let floors = WorkFloors(graph: graph, platform: platform, costs: &costs)
    let traffic = CompulsoryTransfers(graph: graph, platform: platform)
    compulsoryLoadBytes = traffic.loadBytes
    compulsoryStoreBytes = traffic.storeBytes
    let chain = ElementChain(graph: graph, floors: floors, traffic: traffic)
    chainCycles = chain.cycles
    computeCycles = Self.compute(graph, floors, chain)
    transferCycles = Self.transfers(graph, floors, traffic, chain, platform.channels.count)
    picojoules = traffic.picojoules + floors.picojoules
    for layer in graph.layers {
      var bytes = 0
      var seen: [Int] = []
      let writes = layer.writes.filter { !graph.tensors[$0.tensor].isWeight }
      let reads = layer.reads.filter {
        !graph.tensors[$0.tensor].isWeight
          && !$0.mayMiss(layer.loops, shape: graph.tensors[$0.tensor].shape)
      }
      for access in writes + reads where !seen.contains(access.tensor) {
        seen.append(access.tensor)
        bytes += (graph.tensors[access.tensor].bits + 7) / 8
      }
      peakFeatureBytes = max(peakFeatureBytes, bytes)
    }
  }

  // MARK: Compute

  private static func compute(
    _ graph: LayerGraph, _ floors: WorkFloors, _ chain: ElementChain
  ) -> Int64 {
    let unitCount = floors.unitCount
    // Layers that take the same times count once, with the least lead and tail among them.
    var items: [SharedWork.Item] = []
    for layer in graph.layers.indices {
      let options = floors.options(of: layer)
      guard !options.isEmpty, options.contains(where: { $0.cycles > 0 }) else { continue }
      items.append(
        SharedWork.Item(
          options: options.map { [SharedWork.Use(resource: $0.unit, cycles: $0.cycles)] },
          lead: chain.earliest[layer], tail: chain.after[layer]))
    }
    return SharedWork(items: items, resourceCount: unitCount).bound
  }

  // MARK: Transfers

  private static func transfers(
    _ graph: LayerGraph, _ floors: WorkFloors, _ traffic: CompulsoryTransfers,
    _ chain: ElementChain, _ channelCount: Int
  ) -> Int64 {
    var items: [SharedWork.Item] = []
    func add(_ bytes: Int, _ routes: [Platform.Route], lead: Int64, tail: Int64) {
      guard bytes > 0, !routes.isEmpty else { return }
      items.append(
        SharedWork.Item(
          options: routes.map { route in
            let cycles = Double(bytes) / route.bytesPerCycle
            return route.channels.map { SharedWork.Use(resource: $0, cycles: cycles) }
          }, lead: lead, tail: tail))
    }
    for (tensor, bytes) in traffic.loads.enumerated() where bytes > 0 {
      let uses = graph.tensors[tensor].consumers
      let tail = uses.map { floors.leastNode[$0] + chain.after[$0] }.min() ?? 0
      add(bytes, traffic.inward, lead: 0, tail: tail)
    }
    for (tensor, bytes) in traffic.stores.enumerated() where bytes > 0 {
      guard let producer = graph.tensors[tensor].producer else { continue }
      add(
        bytes, traffic.outward, lead: chain.earliest[producer] + chain.quickest[producer], tail: 0)
    }
    return SharedWork(items: items, resourceCount: channelCount).bound
  }
}

/// The least that each layer takes on each unit.
struct WorkFloors {
  /// A unit that can compute a layer, and the cycles and energy of all of the layer there.
  struct Option {
    var unit: Int
    var cycles: Double
    var picojoules: Double
  }

  let unitCount: Int
  private var options: [[Option]] = []
  /// For each layer, the least cycles of a node.
  private(set) var leastNode: [Int64] = []
  /// The energy of all operations.
  private(set) var picojoules = 0.0

  init<Costs: NodeCosts>(graph: LayerGraph, platform: Platform, costs: inout Costs) {
    unitCount = platform.units.count
    for (number, layer) in graph.layers.enumerated() {
      var found: [Option] = []
      var least: Int64?
      let points = layer.loops.reduce(1.0) { $0 * Double($1) }
      let ones = [Int](repeating: 1, count: layer.loops.count)
      for unit in platform.units.indices where points > 0 {
        let whole = costs.cost(layer: number, extents: layer.loops, unit: unit)
        let one = costs.cost(layer: number, extents: ones, unit: unit)
        guard whole != nil || one != nil else { continue }
        var option = Self.floor(of: layer, on: platform.units[unit].kind, unit, points)
        if let whole {
          option.cycles = min(option.cycles, Double(whole.cycles))
          option.picojoules = min(option.picojoules, whole.picojoules)
        }
        if let one {
          option.cycles = min(option.cycles, Double(one.cycles) * points)
          option.picojoules = min(option.picojoules, one.picojoules * points)
        }
        found.append(option)
        let node = min(one?.cycles ?? .max, whole?.cycles ?? .max)
        least = min(least ?? node, node)
      }
      options.append(found)
      leastNode.append(max(0, least ?? 0))
      picojoules += found.map(\.picojoules).min() ?? 0
    }
  }

  /// The units that can compute the layer.
  func options(of layer: Int) -> [Option] { options[layer] }

  private static func floor(
    of layer: LayerGraph.Layer, on kind: Platform.Unit.Kind, _ unit: Int, _ points: Double
  ) -> Option {
    switch (kind, layer.work) {
    case (.array(let array), _):
      let rate = layer.mapped.map { parallelism($0, on: array) }
      let perCycle = rate ?? Double(max(1, array.peakMultiplyAddsPerCycle))
      return Option(
        unit: unit, cycles: points / perCycle,
        picojoules: points * (array.picojoulesPerMultiplyAdd ?? 0))
    case (.vector(let vector), .multiplyAdd):
      return Option(
        unit: unit, cycles: points / max(vector.operationsPerCycle, .leastNormalMagnitude),
        picojoules: points * (vector.picojoulesPerOperation ?? 0))
    case (.vector(let vector), .elementwise(let names)):
      var operations = 0.0
      var energy = 0.0
      for name in names {
        let entry = vector.operation(named: name)
        let count = entry?.operations ?? 1
        operations += count
        energy += entry?.picojoules ?? count * (vector.picojoulesPerOperation ?? 0)
      }
      return Option(
        unit: unit,
        cycles: points * operations / max(vector.operationsPerCycle, .leastNormalMagnitude),
        picojoules: points * energy)
    }
  }

  /// Multiply-adds a cycle of an array with as many of the layer's loops along its sides as they and the sides allow.
  private static func parallelism(_ layer: Layer, on array: ComputeArray) -> Double {
    func product(_ loops: LayerDimensions) -> Int {
      loops.members.reduce(1) { product, loop in
        let (value, overflow) = product.multipliedReportingOverflow(by: max(1, layer.sizes[loop]))
        return overflow ? .max : value
      }
    }
    let rows = product(array.rowLoops)
    let columns = product(array.columnLoops)
    let diagonal = min(product(array.diagonalLoops), array.rows, array.columns)
    var best = 1
    for steps in 1...max(1, diagonal) {
      best = max(
        best,
        steps * min(max(1, array.rows / steps), rows) * min(max(1, array.columns / steps), columns))
    }
    return Double(best) * Double(max(1, array.multiplyAddsPerCycle))
  }
}

/// The earliest that elements can be there, and the least that comes after them.
struct ElementChain {
  /// For each layer, when one of its nodes can start at the earliest.
  private(set) var earliest: [Int64] = []
  /// How long one element of it takes, all terms of a sum.
  private(set) var quickest: [Int64] = []
  /// What comes at least after the end of its last node.
  private(set) var after: [Int64] = []
  /// The longest chain.
  private(set) var cycles: Int64 = 0

  init(graph: LayerGraph, floors: WorkFloors, traffic: CompulsoryTransfers) {
    for (number, layer) in graph.layers.enumerated() {
      let points = layer.loops.reduce(1.0) { $0 * Double($1) }
      let terms = zip(layer.loops, layer.isReduction).reduce(1.0) { $1.1 ? $0 * Double($1.0) : $0 }
      // All units that can compute the layer may add terms to one sum.
      let speed = floors.options(of: number).reduce(0.0) {
        $1.cycles > 0 ? $0 + points / $1.cycles : .infinity
      }
      let least = speed > 0 && speed.isFinite ? (terms / speed - 1e-6).rounded(.up) : 0
      quickest.append(max(floors.leastNode[number], least < 1e15 ? Int64(max(0, least)) : 0))
      var start: Int64 = 0
      for access in layer.reads {
        let tensor = graph.tensors[access.tensor]
        if access.mayMiss(layer.loops, shape: tensor.shape) { continue }
        if let producer = tensor.producer {
          if producer < number { start = max(start, earliest[producer] + quickest[producer]) }
        } else {
          start = max(start, traffic.firstLoad(bits: tensor.bits))
        }
      }
      earliest.append(start)
    }
    after = [Int64](repeating: 0, count: graph.layers.count)
    for number in graph.layers.indices.reversed() {
      var least: Int64?
      for access in graph.layers[number].writes {
        let tensor = graph.tensors[access.tensor]
        // Where some elements have no use, those may be the last.
        guard Self.hasUseOfAll(access.tensor, graph) else {
          least = 0
          continue
        }
        if tensor.isResult { least = min(least ?? .max, traffic.firstStore(bits: tensor.bits)) }
        for consumer in tensor.consumers where consumer > number {
          least = min(least ?? .max, floors.leastNode[consumer] + after[consumer])
        }
      }
      after[number] = least ?? 0
      cycles = max(cycles, earliest[number] + quickest[number] + after[number])
    }
  }

  /// Whether the tensor is a result, or one layer reads all of it.
  private static func hasUseOfAll(_ number: Int, _ graph: LayerGraph) -> Bool {
    let tensor = graph.tensors[number]
    if tensor.isResult { return true }
    let count = tensor.shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    for consumer in tensor.consumers {
      let layer = graph.layers[consumer]
      for access in layer.reads where access.tensor == number {
        if access.leastElements(loops: layer.loops, shape: tensor.shape) >= count { return true }
      }
    }
    return false
  }
}
