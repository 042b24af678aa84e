/// What nodes cost on the units of a platform.
///
/// A sum of products on an array costs what model `m1` (`OrderAwareNest`, `Roofline`) says of the core alone, its home the
/// outermost memory: the slowest of the array's steps and of what each memory reads and writes. Loops run along the sides of the
/// array as its dataflow allows, as many iterations as fit; of the orders of the others (which of weights, inputs and sums stay the
/// longest) the one with the fewest cycles is taken, then the one with the least energy. The memories inside of the core keep tiles as
/// large as fit, each tensor that a memory holds an equal share of it. Where an extent is no multiple of a side, tiles have the mean
/// size, which is exact for all that adds up over tiles.
///
/// A vector unit takes its operations on all points of the node, lanes filled as far as there are points, or as long as its operands
/// come from and its results go to the home memory, each element once; where the unit works on a memory inside of the core, each is
/// written there and read there as well. Conversions on the way out of an array cost nothing.
///
/// A node that sums only a part of the terms also reads the sums so far, and writes them as wide as sums are; that holds for the first
/// part too, because nodes of the same extents cost the same.
public struct CoreCosts: NodeCosts {
  /// Whether softmaxes and normalizations cost anything.
  public let chargesSoftmax: Bool

  private let graph: LayerGraph
  private let platform: Platform
  private var arrays: [ArrayCosts?]
  /// The first layer that is like each layer, and the first unit that is like each unit.
  private let layerClasses: [Int32]
  private let unitClasses: [Int32]
  private var known: [Key: NodeCost?] = [:]

  private struct Key: Hashable {
    var layer: Int32
    var unit: Int32
    var extents: [Int]
  }

  /// The costs of the nodes of a graph on a platform.
  ///
  /// - Parameter chargesSoftmax: whether the layers of softmaxes and normalizations take cycles and energy; the study of fused
  ///   transformers that schedules are compared with charges them nothing.
  public init(graph: LayerGraph, platform: Platform, chargesSoftmax: Bool = true) {
    self.graph = graph
    self.platform = platform
    self.chargesSoftmax = chargesSoftmax
    var classes: [Int32] = []
    var firsts: [LayerLikeness: Int32] = [:]
    for (number, layer) in graph.layers.enumerated() {
      let likeness = LayerLikeness(layer, graph.tensors)
      let first = firsts[likeness] ?? Int32(number)
      firsts[likeness] = first
      classes.append(first)
    }
    layerClasses = classes
    var alike: [Int32] = []
    for (number, unit) in platform.units.enumerated() {
      let core = platform.cores[unit.core].machine
      let first = platform.units[..<number].firstIndex { other in
        Self.isAlike(other, unit) && Self.isAlike(platform.cores[other.core].machine, core)
      }
      alike.append(Int32(first ?? number))
    }
    unitClasses = alike
    arrays = platform.units.map { unit in
      guard case .array(let array) = unit.kind else { return nil }
      return ArrayCosts(array, in: platform.cores[unit.core].machine)
    }
  }

  /// The cost of a node, nil where the unit can't compute it: sums of products run on arrays, all else on vector units whose table
  /// has all its operations.
  public mutating func cost(layer: Int, extents: [Int], unit: Int) -> NodeCost? {
    let key = Key(layer: layerClasses[layer], unit: unitClasses[unit], extents: extents)
    if let found = known[key] { return found }
    let cost = compute(graph.layers[layer], extents, unit)
    known[key] = .some(cost)
    return cost
  }

  private func compute(_ layer: LayerGraph.Layer, _ extents: [Int], _ unit: Int) -> NodeCost? {
    guard extents.count == layer.loops.count, extents.allSatisfy({ $0 >= 1 }) else { return nil }
    if layer.isRowStatistic, !chargesSoftmax {
      guard case .vector = platform.units[unit].kind else { return nil }
      return NodeCost(cycles: 0, picojoules: 0)
    }
    switch (layer.work, platform.units[unit].kind) {
    case (.multiplyAdd, .array):
      return arrays[Int(unitClasses[unit])]?.cost(of: layer, extents, graph.tensors)
    case (.elementwise(let names), .vector(let vector)):
      let memories = platform.cores[platform.units[unit].core].machine.memories
      guard let home = memories.first else { return nil }
      // Operands may pass a memory of the unit's own on their way.
      let own = memories.dropFirst().first { $0.name == vector.memory }
      return vectorCost(of: layer, extents, names, on: vector, home, own)
    default: return nil
    }
  }

  // MARK: Vector units

  private func vectorCost(
    of layer: LayerGraph.Layer, _ extents: [Int], _ names: [String], on unit: VectorUnit,
    _ home: Memory, _ own: Memory?
  ) -> NodeCost? {
    var operations = 0.0
    var picojoules = 0.0
    let each = unit.picojoulesPerOperation ?? 0
    for name in names {
      guard let known = unit.operation(named: name) else { return nil }
      operations += known.operations
      picojoules += known.picojoules ?? known.operations * each
    }
    let points = extents.reduce(1.0) { $0 * Double($1) }
    let lanes = Double(max(1, unit.lanes))
    let rounds = (points / lanes).rounded(.up)
    let computing = rounds * operations * lanes / unit.operationsPerCycle
    let box = extents.map { Interval(0, $0) }
    let isPartial = Self.isPartial(layer, extents)
    var bytesRead = 0.0
    var bytesWritten = 0.0
    for read in layer.reads {
      bytesRead +=
        Self.elements(read, box, graph.tensors) * Double(graph.tensors[read.tensor].bits) / 8
    }
    for write in layer.writes {
      let elements = Self.elements(write, box, graph.tensors)
      if isPartial {
        bytesRead += elements * Double(layer.accumulatorBits) / 8
        bytesWritten += elements * Double(layer.accumulatorBits) / 8
      } else {
        bytesWritten += elements * Double(graph.tensors[write.tensor].bits) / 8
      }
    }
    func moving(_ memory: Memory, _ read: Double, _ written: Double) -> Double {
      let reading = read / memory.readBytesPerCycle
      let writing = written / memory.writeBytesPerCycle
      return memory.sharesBandwidth ? reading + writing : max(reading, writing)
    }
    var cycles = max(computing, moving(home, bytesRead, bytesWritten))
    picojoules =
      points * picojoules + bytesRead * (home.readPicojoulesPerByte ?? 0)
      + bytesWritten * (home.writePicojoulesPerByte ?? 0)
    if let own {
      let all = bytesRead + bytesWritten
      cycles = max(cycles, moving(own, all, all))
      picojoules +=
        all * ((own.readPicojoulesPerByte ?? 0) + (own.writePicojoulesPerByte ?? 0))
    }
    return NodeCost(cycles: Self.whole(cycles), picojoules: picojoules)
  }

  /// The elements that an access touches while the loops are in `box`, at a place where no border cuts them off.
  static func elements(
    _ access: LayerGraph.Access, _ box: Box, _ tensors: [LayerGraph.Tensor]
  ) -> Double {
    let shape = tensors[access.tensor].shape
    var count = 1.0
    for (axis, extent) in zip(access.axes, shape) {
      var inner = axis
      if inner.modulus == 0 {
        // From the first element on, wherever windows of the padding would begin.
        inner.offset = inner.terms.reduce(0) { $0 - min(0, $1.step * (box[$1.loop].upper - 1)) }
      }
      count *= Double(max(1, inner.interval(box, extent: extent).count))
    }
    return count
  }

  /// Whether only some of the terms of a sum are added.
  static func isPartial(_ layer: LayerGraph.Layer, _ extents: [Int]) -> Bool {
    layer.loops.indices.contains { layer.isReduction[$0] && extents[$0] < layer.loops[$0] }
  }

  /// Cycles are whole; what rounding of quotients adds does not count.
  static func whole(_ cycles: Double) -> Int64 {
    let rounded = (cycles - 1e-6).rounded(.up)
    return rounded >= 0x1p62 ? 1 << 62 : Int64(max(0, rounded))
  }

  // MARK: Likeness

  private static func isAlike(_ a: Platform.Unit, _ b: Platform.Unit) -> Bool {
    switch (a.kind, b.kind) {
    case (.array(var x), .array(let y)):
      x.name = y.name
      return x == y
    case (.vector(var x), .vector(let y)):
      x.name = y.name
      x.memory = y.memory
      return x == y
    default: return false
    }
  }

  private static func isAlike(_ a: Accelerator, _ b: Accelerator) -> Bool {
    guard a.memories.count == b.memories.count else { return false }
    return zip(a.memories, b.memories).allSatisfy { x, y in
      var x = x
      x.name = y.name
      return x == y
    }
  }
}

/// What the cost of a layer depends on.
private struct LayerLikeness: Hashable {
  let loops: [Int]
  let isReduction: [Bool]
  let work: LayerGraph.Work
  let dimensions: [LayerDimension?]
  let inputRead: Int
  let accumulatorBits: Int
  let isRowStatistic: Bool
  let axes: [[LayerGraph.AxisAccess]]
  let shapes: [[Int]]
  let bits: [Int]

  init(_ layer: LayerGraph.Layer, _ tensors: [LayerGraph.Tensor]) {
    loops = layer.loops
    isReduction = layer.isReduction
    work = layer.work
    dimensions = layer.dimensions
    inputRead = layer.inputRead
    accumulatorBits = layer.accumulatorBits
    isRowStatistic = layer.isRowStatistic
    let accesses = layer.reads + layer.writes
    axes = accesses.map(\.axes)
    shapes = accesses.map { tensors[$0.tensor].shape }
    bits = accesses.map { tensors[$0.tensor].bits }
  }
}
