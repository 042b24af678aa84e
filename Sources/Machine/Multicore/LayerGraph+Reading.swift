public import FuseIR

/// Why the ops of a block are no layers.
public struct LayerGraphObstacle: Error, Equatable, Sendable {
  /// The op.
  public let op: OpID
  /// What is wrong with it, and what would be right.
  public let message: String

  /// An obstacle.
  public init(op: OpID, message: String) {
    self.op = op
    self.message = message
  }
}

extension LayerGraph {
  /// Reads the ops of a block: of a function, or of the first region of a `sched.program`.
  ///
  /// Structured ops on tensors of static shapes are layers. Reshapes, transposes, broadcasts, slices, copies, pads with one
  /// number and concatenations are views: who reads them reads the tensors behind them. A view that the block gives back is
  /// the tensor behind it where it has the same elements, and a layer that copies where not. Fills and constants of one number
  /// are no tensors. Look-ups in tables by operands run on the host before.
  public static func of(
    _ block: BlockID, in module: borrowing Module
  ) -> Result<LayerGraph, LayerGraphObstacle> {
    var reader = LayerGraphReader(module)
    do throws(LayerGraphObstacle) {
      try reader.read(block, in: module)
    } catch {
      return .failure(error)
    }
    return .success(reader.graph)
  }
}

/// Walks over the ops of a block once.
struct LayerGraphReader {
  /// Where a value comes from.
  private enum Origin {
    /// It lies in memory, as the tensor with the number.
    case tensor(Int)
    /// All its elements are one number, or none matters: it takes no memory.
    case uniform
    /// It says where the elements of other values are: for each of those a map from its indices to theirs.
    case view([(value: ValueID, map: AffineMap)])
    /// It is no tensor.
    case scalar
  }

  /// The most reads of one layer.
  private static let mostReads = 256
  /// The most points of a layer, so that counts are exact.
  static let mostPoints = 1 << 56

  private(set) var graph = LayerGraph(layers: [], tensors: [])
  private var origins: ValueMap<Origin?>
  private var counts: [String: Int] = [:]
  private var operandReads: [OperandReads] = []

  /// How the layers read an operand.
  private struct OperandReads {
    var asWeight = 0
    var asFeature = 0
  }

  init(_ module: borrowing Module) {
    origins = ValueMap(module, repeating: nil)
  }

  mutating func read(
    _ block: BlockID, in module: borrowing Module
  ) throws(LayerGraphObstacle) {
    for (number, argument) in module.arguments(of: block).enumerated() {
      let isTensor = module.shape(of: argument) != nil
      if isTensor { try checkShape(argument, module.parentOp(of: block), in: module) }
      addTensor(argument, "arg\(number)", producer: nil, in: module)
    }
    let ops = module.ops(of: block)
    let hostOps = try HostOps(ops, in: module)
    for (index, op) in ops.enumerated() {
      if hostOps.ops.contains(op) {
        try readHostOp(op, isWeight: hostOps.weights.contains(op), in: module)
      } else if module.traits(of: op).contains(.terminator) {
        for (place, value) in module.operands(of: op).enumerated() {
          try readResult(value, place, op, in: module)
        }
      } else {
        try read(op, index, in: module)
      }
    }
    finish()
  }

  // MARK: Tensors

  private mutating func addTensor(
    _ value: ValueID, _ name: String, producer: Int?, isWeight: Bool = false,
    in module: borrowing Module
  ) {
    origins[value] = .tensor(graph.tensors.count)
    operandReads.append(OperandReads())
    graph.tensors.append(
      Tensor(
        name: name, shape: (module.shape(of: value) ?? []).map { Int($0) },
        bits: module.bitWidth(of: module.elementType(of: value)) ?? 64, producer: producer,
        consumers: [], isWeight: isWeight, isResult: false, value: value))
  }

  private typealias Tensor = LayerGraph.Tensor

  private func checkShape(
    _ value: ValueID, _ op: OpID?, in module: borrowing Module
  ) throws(LayerGraphObstacle) {
    let op = op ?? module.root
    guard module.hasStaticShape(module.type(of: value)), let shape = module.shape(of: value) else {
      throw LayerGraphObstacle(
        op: op, message: "a tensor has an extent that is not known; layers need static shapes")
    }
    var count = 1
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: Int(extent))
      guard !overflow, extent >= 0, product < 1 << 50 else {
        throw LayerGraphObstacle(op: op, message: "a tensor has more than 2^50 elements")
      }
      count = product
    }
  }

  // MARK: Ops

  private mutating func read(
    _ op: OpID, _ index: Int, in module: borrowing Module
  ) throws(LayerGraphObstacle) {
    let opcode = module.opcode(of: op)
    for value in module.results(of: op) where module.shape(of: value) != nil {
      try checkShape(value, op, in: module)
    }
    if opcode.is(TensorOp.empty) || opcode.is(LinalgOp.fill) || opcode.is(TensorOp.splat) {
      origins[module.result(of: op)] = .uniform
      return
    }
    if opcode.is(ArithOp.constant) { return readConstant(op, in: module) }
    if !module.operandsAndResults(of: op).contains(where: { module.shape(of: $0) != nil }),
      module.regionCount(of: op) == 0, opcode.dialect == .arith || opcode.dialect == .math
    {
      for value in module.results(of: op) { origins[value] = .scalar }
      return
    }
    let nest: LoopNest
    switch LoopNest.of(op, in: module) {
    case .success(let found): nest = found
    case .failure(let reason):
      throw LayerGraphObstacle(
        op: op, message: "'\(module.name(of: op))' is no layer: \(reason.kind.rawValue)")
    }
    if opcode.dialect == .stablehlo || opcode.dialect == .chlo {
      throw LayerGraphObstacle(
        op: op,
        message: "'\(module.name(of: op))' is no structured op of linalg; run 'import' first")
    }
    if let view = view(op, nest, in: module) {
      origins[module.result(of: op)] = view
      return
    }
    if takeIn(op, in: module) { return }
    try readLayer(op, index, nest, in: module)
  }

  /// A number is no tensor; what has different elements is a weight.
  private mutating func readConstant(_ op: OpID, in module: borrowing Module) {
    let value = module.result(of: op)
    guard module.shape(of: value) != nil else {
      origins[value] = .scalar
      return
    }
    if let attribute = module.attribute("value", of: op),
      case .denseElements(let dense) = module.attribute(attribute), dense.isSplat
    {
      origins[value] = .uniform
      return
    }
    addTensor(value, name("constant"), producer: nil, isWeight: true, in: module)
  }

  /// What the host computes lies in the outermost memory.
  private mutating func readHostOp(
    _ op: OpID, isWeight: Bool, in module: borrowing Module
  ) throws(LayerGraphObstacle) {
    graph.hostOps.append(op)
    for value in module.results(of: op) {
      guard module.shape(of: value) != nil else {
        origins[value] = .scalar
        continue
      }
      try checkShape(value, op, in: module)
      addTensor(value, name("host"), producer: nil, isWeight: isWeight, in: module)
    }
  }

  private mutating func name(_ label: String) -> String {
    counts[label, default: 0] += 1
    return "\(label).\(counts[label] ?? 1)"
  }

  /// The view that an op is, nil where it is none.
  private func view(_ op: OpID, _ nest: LoopNest, in module: borrowing Module) -> Origin? {
    let opcode = module.opcode(of: op)
    guard module.resultCount(of: op) == 1 else { return nil }
    if nest.isView || opcode.is(LinalgOp.copy) {
      guard let map = nest.operandMaps[0],
        module.elementType(of: module.operand(0, of: op))
          == module.elementType(of: module.result(of: op))
          || TensorOp(opcode) == .bitcast
      else { return nil }
      return .view([(module.operand(0, of: op), map)])
    }
    switch TensorOp(opcode) {
    case .concat, .insertSlice:
      var parts: [(value: ValueID, map: AffineMap)] = []
      for (operand, map) in nest.operandMaps.enumerated() {
        let value = module.operand(operand, of: op)
        guard module.shape(of: value) != nil else { continue }
        guard let map else { return nil }
        parts.append((value, map))
      }
      return .view(parts)
    default: return nil
    }
  }

  /// Takes a conversion into the product whose sums it alone reads; false where there is no such product.
  private mutating func takeIn(_ op: OpID, in module: borrowing Module) -> Bool {
    guard LayerBody.isConversion(op, in: module) else { return false }
    let sums = module.operand(0, of: op)
    guard module.hasOneUse(sums), case .tensor(let tensor) = origins[sums],
      let layer = graph.tensors[tensor].producer, case .multiplyAdd = graph.layers[layer].work
    else { return false }
    let result = module.result(of: op)
    let bits = module.bitWidth(of: module.elementType(of: result)) ?? 64
    graph.layers[layer].epilogue.append(op)
    graph.layers[layer].mapped?.widths.output = bits
    graph.tensors[tensor].value = result
    graph.tensors[tensor].bits = bits
    origins[result] = .tensor(tensor)
    return true
  }

  // MARK: Layers

  private mutating func readLayer(
    _ op: OpID, _ index: Int, _ nest: LoopNest, in module: borrowing Module
  ) throws(LayerGraphObstacle) {
    let loops = try extents(nest, op, in: module)
    let body = LayerBody(op, in: module)
    if body.readsByData {
      throw LayerGraphObstacle(
        op: op,
        message: "it reads where data that layers compute say, which can't be scheduled in parts")
    }
    var reads: [LayerGraph.Access] = []
    // Which reads are of the first and the second operand.
    var places: [Int?] = []
    for (operand, map) in nest.operandMaps.enumerated() {
      let value = module.operand(operand, of: op)
      guard module.shape(of: value) != nil, body.reads(operand) else {
        places.append(nil)
        continue
      }
      guard let map else {
        throw LayerGraphObstacle(
          op: op, message: "operand \(operand) is not read at indices of the loops")
      }
      let before = reads.count
      try addReads(of: value, map, loops, &reads, op, in: module)
      places.append(reads.count > before ? before : nil)
    }
    let number = graph.layers.count
    var layer = LayerGraph.Layer(
      name: "", op: op, opIndex: index, loops: loops, isReduction: nest.isReduction, reads: reads,
      writes: [], work: body.work, accumulatorBits: 0, mapped: nil,
      dimensions: [LayerDimension?](repeating: nil, count: loops.count))
    for (place, map) in nest.resultMaps.enumerated() {
      let access = map.results.map { expression in
        form(expression, loops)?.access(loops)
          ?? LayerGraph.AxisAccess(terms: [], isWhole: true)
      }
      guard
        access.allSatisfy({
          !$0.isWhole && $0.divisor == 1 && $0.modulus == 0 && $0.terms.count <= 1
        })
      else {
        throw LayerGraphObstacle(
          op: op, message: "result \(place) is not written at an index of one loop along each axis")
      }
      layer.writes.append(LayerGraph.Access(tensor: graph.tensors.count + place, axes: access))
    }
    var product: LayerProduct?
    if case .multiplyAdd = body.work {
      product = LayerProduct(layer, [places[0], places[1]], graph.tensors, in: module)
      if let product {
        layer.dimensions = product.dimensions
        if product.input != 0, let a = places[0], let b = places[1], a == 0, b == 1 {
          layer.inputRead = 1
        }
      }
    }
    layer.name = name(product?.label ?? body.label)
    layer.accumulatorBits = accumulatorBits(op, body, in: module)
    layer.mapped = product?.mapped(layer, graph.tensors, in: module)
    if var mapped = layer.mapped {
      mapped.name = layer.name
      mapped.widths.partialSum = layer.accumulatorBits
      mapped.widths.output =
        module.bitWidth(of: module.elementType(of: module.result(of: op))) ?? 32
      layer.mapped = mapped
    }
    for (place, value) in module.results(of: op).enumerated() {
      let name = module.resultCount(of: op) == 1 ? layer.name : "\(layer.name)#\(place)"
      addTensor(value, name, producer: number, in: module)
    }
    noteReads(layer, product)
    graph.layers.append(layer)
  }

  private func extents(
    _ nest: LoopNest, _ op: OpID, in module: borrowing Module
  ) throws(LayerGraphObstacle) -> [Int] {
    var points = 1
    for bound in nest.bounds {
      guard bound != Dimension.dynamic else {
        throw LayerGraphObstacle(
          op: op, message: "a loop has an extent that is not known; layers need static shapes")
      }
      guard bound > 0 else {
        throw LayerGraphObstacle(op: op, message: "one of its loops has no iteration")
      }
      let (product, overflow) = points.multipliedReportingOverflow(by: Int(bound))
      guard !overflow, product < Self.mostPoints else {
        throw LayerGraphObstacle(op: op, message: "its loops have more than 2^56 points")
      }
      points = product
    }
    return nest.bounds.map { Int($0) }
  }

  /// A sum of floating-point numbers is kept in 32 bits at least, one of integers as well.
  private func accumulatorBits(
    _ op: OpID, _ body: LayerBody, in module: borrowing Module
  ) -> Int {
    let own = module.bitWidth(of: module.elementType(of: module.result(of: op))) ?? 32
    return body.isSum ? max(32, own) : own
  }

  // MARK: Reads

  private func form(_ expression: AffineExpression, _ loops: [Int]) -> IndexForm? {
    try? IndexForm(expression, of: loops.indices.map { IndexForm(loop: $0) }, loops)
  }

  /// What reading the value at the map's indices reads in memory.
  private mutating func addReads(
    of value: ValueID, _ map: AffineMap, _ loops: [Int], _ reads: inout [LayerGraph.Access],
    _ op: OpID, in module: borrowing Module
  ) throws(LayerGraphObstacle) {
    var waiting: [(value: ValueID, indices: [IndexForm?])] = [
      (value, map.results.map { form($0, loops) })
    ]
    var steps = 0
    while let (value, indices) = waiting.popLast() {
      steps += 1
      guard steps <= 4096, reads.count <= Self.mostReads else {
        throw LayerGraphObstacle(op: op, message: "it reads more than \(Self.mostReads) tensors")
      }
      let shape = module.shape(of: value) ?? []
      // Where an index is always outside, nothing is read.
      let isOutside = zip(indices, shape).contains { index, extent in
        guard let range = try? index?.range(loops) else { return false }
        return range.upperBound < 0 || range.lowerBound >= Int(extent)
      }
      if isOutside { continue }
      switch origins[value] {
      case .uniform, .scalar: continue
      case .tensor(let tensor):
        let access = LayerGraph.Access(
          tensor: tensor,
          axes: indices.map {
            $0?.access(loops) ?? LayerGraph.AxisAccess(terms: [], isWhole: true)
          })
        if !reads.contains(where: { $0.tensor == tensor && $0.axes == access.axes }) {
          reads.append(access)
        }
      case .view(let parts):
        for part in parts.reversed() {
          let inner = part.map.results.map { Self.composed($0, indices, loops) }
          waiting.append((part.value, inner))
        }
      case nil:
        throw LayerGraphObstacle(op: op, message: "it reads a value from outside of the block")
      }
    }
  }

  /// An index of what a view reads; nil where it may be any.
  private static func composed(
    _ expression: AffineExpression, _ indices: [IndexForm?], _ loops: [Int]
  ) -> IndexForm? {
    var known: [IndexForm] = []
    for (number, index) in indices.enumerated() {
      guard let index else {
        if expression.uses(number) { return nil }
        known.append(IndexForm(0))
        continue
      }
      known.append(index)
    }
    return try? IndexForm(expression, of: known, loops)
  }

  /// Notes who reads what, and how the reader takes an operand.
  private mutating func noteReads(_ layer: LayerGraph.Layer, _ product: LayerProduct?) {
    let number = graph.layers.count
    for (place, read) in layer.reads.enumerated() {
      if graph.tensors[read.tensor].consumers.last != number {
        graph.tensors[read.tensor].consumers.append(number)
      }
      let isWeight: Bool
      if let product {
        isWeight = place < 2 && place != layer.inputRead && product.hasWeight
      } else {
        var used = [Bool](repeating: false, count: layer.loops.count)
        for term in read.axes.flatMap(\.terms) { used[term.loop] = true }
        // Elements that are read again and again, as of a bias.
        isWeight = zip(used, layer.loops).contains { !$0 && $1 > 1 }
      }
      if isWeight {
        operandReads[read.tensor].asWeight += 1
      } else {
        operandReads[read.tensor].asFeature += 1
      }
    }
  }

  // MARK: Results

  private mutating func readResult(
    _ value: ValueID, _ place: Int, _ op: OpID, in module: borrowing Module
  ) throws(LayerGraphObstacle) {
    guard origins[value] != nil else {
      throw LayerGraphObstacle(op: op, message: "result \(place) comes from outside of the block")
    }
    // Who takes a view finds what is behind it in the outermost memory.
    var waiting = [value]
    var steps = 0
    while let value = waiting.popLast() {
      steps += 1
      guard steps <= 4096 else {
        throw LayerGraphObstacle(op: op, message: "result \(place) is a view of too many views")
      }
      switch origins[value] {
      case .tensor(let tensor): graph.tensors[tensor].isResult = true
      case .view(let parts): waiting += parts.map(\.value)
      case .scalar, .uniform, nil: break
      }
    }
  }

  private mutating func finish() {
    for tensor in graph.tensors.indices where graph.tensors[tensor].producer == nil {
      let reads = operandReads[tensor]
      if reads.asWeight > 0 && reads.asFeature == 0 { graph.tensors[tensor].isWeight = true }
    }
    graph.markRowStatistics()
  }
}

extension AffineExpression {
  /// Whether a dimension occurs in it.
  fileprivate func uses(_ dimension: Int) -> Bool {
    switch self {
    case .dimension(let number): number == dimension
    case .symbol, .constant: false
    case .add(let a, let b), .multiply(let a, let b), .modulo(let a, let b),
      .floorDivide(let a, let b), .ceilDivide(let a, let b):
      a.uses(dimension) || b.uses(dimension)
    }
  }
}
