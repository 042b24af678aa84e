import FuseIR
import Machine

/// Reads a block into a `KernelGraph`.
struct KernelGraphBuilder {
  private let legality: FusionLegality
  private let allowsContractions: Bool
  private var graph: KernelGraph
  /// By op of the block, its node; -1 for none.
  private var nodeOf: OpMap<Int32>
  private var valueOf: ValueMap<Int32>
  private var loopDigits: [LoopDigits] = []
  private var ops: [OpID] = []
  private var kinds: [KernelGraph.Kind] = []
  private var obstacles: [FusionReason?] = []
  /// The tensors that no op of kernels computes, and how nodes read them: digits of a tensor are those of its dimensions.
  private var sources: [ValueID] = []
  private var sourceOf: ValueMap<Int32>
  private var sourceReads: [(source: Int, consumer: Int, stretch: LoopStretch)] = []
  /// By node, where its reads of such tensors begin.
  private var firstSourceRead: [Int] = []
  /// The nodes whose results a body uses from outside.
  private var capturedProducers: [Int32] = []

  /// The graph of a block of the function that was looked at.
  static func graph(
    of block: BlockID, _ legality: FusionLegality, allowsContractions: Bool,
    in module: borrowing Module
  ) -> KernelGraph {
    var builder = KernelGraphBuilder(block, legality, allowsContractions, module)
    builder.findNodes(module)
    builder.divideLoops(module)
    for node in builder.ops.indices { builder.add(node, module) }
    builder.findEscapes(module)
    builder.graph.digits = builder.loopDigits
    builder.graph.obstacles = builder.obstacles
    builder.graph.close()
    return builder.graph
  }

  private init(
    _ block: BlockID, _ legality: FusionLegality, _ allowsContractions: Bool,
    _ module: borrowing Module
  ) {
    self.legality = legality
    self.allowsContractions = allowsContractions
    graph = KernelGraph(block: block)
    nodeOf = OpMap(module, repeating: -1)
    valueOf = ValueMap(module, repeating: -1)
    sourceOf = ValueMap(module, repeating: -1)
  }

  // MARK: Nodes

  private mutating func findNodes(_ module: borrowing Module) {
    for op in module.ops(of: graph.block) {
      guard !module.traits(of: op).contains(.terminator),
        !FusionEdgeBuilder.isConstant(op, in: module)
      else { continue }
      if legality.isView(op), !isNeededAsItIs(op, module) { continue }
      nodeOf[op] = Int32(truncatingIfNeeded: ops.count)
      ops.append(op)
      let (kind, obstacle) = kind(of: op, module)
      kinds.append(kind)
      obstacles.append(obstacle)
    }
  }

  /// Whether a view's elements must be put in its order: someone reads them who can't look through it.
  private func isNeededAsItIs(_ view: OpID, _ module: borrowing Module) -> Bool {
    switch TensorOp(module.opcode(of: view)) {
    case .expandShape, .collapseShape, .reshape, .cast, .bitcast: return false
    default: break
    }
    for use in module.uses(of: module.result(of: view)) {
      if module.parentBlock(of: use.user) != graph.block
        || module.traits(of: use.user).contains(.terminator)
        || legality.loops(of: use.user) == nil
      {
        return true
      }
    }
    return false
  }

  /// What can become of an op, and why it is in no kernel with others.
  private func kind(
    of op: OpID, _ module: borrowing Module
  ) -> (KernelGraph.Kind, FusionReason?) {
    guard let nest = legality.loops(of: op) else {
      let kind = legality.unsupportedKind(of: op) ?? .noLoops
      return (.outside, .unsupportedKind(op, kind))
    }
    guard OpFacts.shared.isPure(op, in: module) else { return (.outside, .sideEffects(op)) }
    if let loop = nest.bounds.firstIndex(of: Dimension.dynamic) {
      return (.outside, .dynamicExtent(op, loop: loop))
    }
    if nest.bounds.contains(where: { $0 <= 0 }) {
      return (.outside, .notStitchable(op, .noIterations))
    }
    guard module.resultCount(of: op) > 0,
      module.results(of: op).allSatisfy({ module.shape(of: $0) != nil })
    else { return (.outside, .notStitchable(op, .noTensor)) }
    if Contraction(op, in: module) != nil {
      return allowsContractions
        ? (.contraction, nil) : (.separate, .notStitchable(op, .separateKernel))
    }
    let inputs = nest.operandMaps.indices.filter { index in
      nest.operandMaps[index] != nil && index < module.operandCount(of: op)
        && module.shape(of: module.operand(index, of: op)) != nil
    }
    let readsWindows = nest.operandMaps.contains { map in
      map?.results.contains {
        if case .dimension = $0 { return false }
        return $0.constantValue == nil
      } ?? false
    }
    if nest.isReduction.contains(true), readsWindows,
      inputs.count - nest.resultMaps.count >= 2
    {
      return (.separate, .notStitchable(op, .separateKernel))
    }
    return (.stitchable, nil)
  }

  // MARK: Loops

  private mutating func divideLoops(_ module: borrowing Module) {
    for node in ops.indices { findSources(node, module) }
    let bounds =
      ops.map { legality.loops(of: $0)?.bounds ?? [] }
      + sources.map { module.shape(of: $0) ?? [] }
    var boundaries = LoopBoundaries(bounds)
    var stretches: [(producer: Int, consumer: Int, stretch: LoopStretch)] = []
    for (node, op) in ops.enumerated() {
      for edge in legality.edges(into: op) {
        guard nodeOf[edge.producer] >= 0, let alignment = edge.alignment,
          let producer = legality.loops(of: edge.producer), let consumer = legality.loops(of: op)
        else { continue }
        for stretch in LoopStretch.all(alignment, producer: producer, consumer: consumer) {
          stretches.append((Int(nodeOf[edge.producer]), node, stretch))
        }
      }
    }
    for read in sourceReads {
      stretches.append((ops.count + read.source, read.consumer, read.stretch))
    }
    // A division reaches at most as far as there are rounds; what is left undivided is not stitched there.
    for _ in 0..<8 {
      var changed = false
      for (producer, consumer, stretch) in stretches
      where boundaries.spread(stretch, from: producer, to: consumer) {
        changed = true
      }
      if !changed { break }
    }
    for node in bounds.indices {
      var digits = LoopDigits(bounds: bounds[node], boundaries: boundaries.points[node])
      if digits.digits.count > LoopDigits.limit {
        digits = LoopDigits(bounds: bounds[node], boundaries: bounds[node].map { _ in [] })
      }
      if digits.digits.count > LoopDigits.limit {
        if node < ops.count {
          kinds[node] = .outside
          obstacles[node] = .notStitchable(ops[node], .tooManyLoops)
        }
        digits = LoopDigits(bounds: [], boundaries: [])
      }
      loopDigits.append(digits)
    }
  }

  /// Notes which tensors from outside a node reads step by step.
  private mutating func findSources(_ node: Int, _ module: borrowing Module) {
    firstSourceRead.append(sourceReads.count)
    guard kinds[node] == .stitchable || kinds[node] == .contraction,
      let nest = legality.loops(of: ops[node])
    else { return }
    for (index, map) in nest.operandMaps.enumerated() {
      guard index < module.operandCount(of: ops[node]), let map,
        let (value, composed) = source(module.operand(index, of: ops[node]), map, module),
        let shape = module.shape(of: value), !shape.isEmpty,
        !shape.contains(where: { $0 == Dimension.dynamic || $0 <= 0 })
      else { continue }
      let aligned = LoopAligner(nest).align(
        composed, with: .identity(shape.count), of: shape, nest: ops[node])
      guard case .success(let alignment) = aligned else { continue }
      if sourceOf[value] < 0 {
        sourceOf[value] = Int32(sources.count)
        sources.append(value)
      }
      let loops = LoopNest(parallel: shape, operandMaps: [])
      for stretch in LoopStretch.all(alignment, producer: loops, consumer: nest) {
        sourceReads.append((Int(sourceOf[value]), node, stretch))
      }
    }
  }

  /// The tensor that an operand shows, where no op of kernels computes it, with the map to its indices.
  private func source(
    _ operand: ValueID, _ map: AffineMap, _ module: borrowing Module
  ) -> (ValueID, AffineMap)? {
    var (value, map) = (operand, map)
    while let op = module.definingOp(of: value), module.parentBlock(of: op) == graph.block {
      if FusionEdgeBuilder.isConstant(op, in: module) { return nil }
      guard legality.isView(op), let nest = legality.loops(of: op),
        let viewed = nest.operandMaps.first, let viewed
      else {
        let node = Int(nodeOf[op])
        let isOwn = node >= 0 && (kinds[node] == .stitchable || kinds[node] == .contraction)
        return isOwn ? nil : (value, map)
      }
      map = viewed.composed(with: map)
      value = module.operand(0, of: op)
    }
    return (value, map)
  }

  /// The digits of the loops that the map's plain indices name; of others, all that they hold.
  private func digits(_ node: Int, readBy map: AffineMap?) -> UInt16 {
    guard let map else { return 0 }
    var used: Set<Int> = []
    for expression in map.results { Self.addLoops(of: expression, to: &used) }
    var bits: UInt16 = 0
    for (number, digit) in loopDigits[node].digits.enumerated() where used.contains(digit.loop) {
      bits |= 1 << UInt16(number)
    }
    return bits
  }

  private static func addLoops(of expression: AffineExpression, to loops: inout Set<Int>) {
    switch expression {
    case .dimension(let loop): loops.insert(loop)
    case .constant, .symbol: break
    case .add(let a, let b), .multiply(let a, let b), .modulo(let a, let b),
      .floorDivide(let a, let b), .ceilDivide(let a, let b):
      addLoops(of: a, to: &loops)
      addLoops(of: b, to: &loops)
    }
  }

  // MARK: Values, reads, edges

  private mutating func add(_ node: Int, _ module: borrowing Module) {
    let op = ops[node]
    let nest = kinds[node] == .outside ? nil : legality.loops(of: op)
    let digits = loopDigits[node].digits
    var extents = SIMD16<Int64>(repeating: 1)
    var reductions: UInt16 = 0
    var elements = 1.0
    for (number, digit) in digits.enumerated() {
      extents[number] = digit.extent
      elements *= Double(digit.extent)
      if let nest, nest.isReduction[digit.loop] { reductions |= 1 << UInt16(number) }
    }
    let body = KernelBody(op, in: module)
    var operations = OperationClasses.zero
    operations.add(body.operations, times: elements)
    graph.nodes.append(
      KernelGraph.Node(
        op: op, kind: kinds[node], extents: extents, digitCount: digits.count,
        reductions: reductions,
        resultDigits: nest.map { self.digits(node, readBy: $0.resultMaps.first) } ?? 0,
        elements: elements, operations: operations, isMaximum: body.isMaximum))
    for result in module.results(of: op) {
      graph.results.append(value(result, producer: Int32(node), module))
    }
    graph.firstResult.append(Int32(graph.results.count))
    addReads(node, nest, module)
    addTies(node, module)
    addEdges(node, module)
  }

  private mutating func value(
    _ id: ValueID, producer: Int32, _ module: borrowing Module
  ) -> Int32 {
    if valueOf[id] >= 0 { return valueOf[id] }
    valueOf[id] = Int32(truncatingIfNeeded: graph.values.count)
    graph.values.append(
      KernelGraph.Value(
        id: id, bytes: Self.bytes(of: id, module), producer: producer, escapes: false))
    return valueOf[id]
  }

  private static func bytes(of value: ValueID, _ module: borrowing Module) -> Double {
    guard let shape = module.shape(of: value) else { return 0 }
    var bytes = Double(module.elementByteCount(of: module.elementType(of: value)) ?? 1)
    for extent in shape { bytes *= Double(max(extent, 0)) }
    return bytes
  }

  /// The tensor that a value shows; nil for a constant without elements of its own. A view that is a node is the origin of
  /// those that can't look through it.
  private func origin(
    of value: ValueID, looksThrough: Bool, _ module: borrowing Module
  ) -> ValueID? {
    var current = value
    while let op = module.definingOp(of: current), module.parentBlock(of: op) == graph.block {
      if FusionEdgeBuilder.isConstant(op, in: module) {
        guard let attribute = module.constantAttribute(of: current),
          module.shape(of: current) != nil, module.uniformElement(attribute) == nil
        else { return nil }
        return current
      }
      guard legality.isView(op), looksThrough || nodeOf[op] < 0 else { break }
      current = module.operand(0, of: op)
    }
    return current
  }

  private mutating func addReads(_ node: Int, _ nest: LoopNest?, _ module: borrowing Module) {
    let op = ops[node]
    var needed: [Int32] = []
    let start = graph.reads.count
    func read(
      _ value: ValueID, _ digits: UInt16, isRead: Bool, looksThrough: Bool, points: Double? = nil
    ) {
      guard let source = origin(of: value, looksThrough: looksThrough, module) else { return }
      let producer = module.definingOp(of: source).map { nodeOf[$0] } ?? -1
      if producer >= 0, producer != node, !needed.contains(producer) { needed.append(producer) }
      guard isRead, module.shape(of: source) != nil else { return }
      let number = self.value(source, producer: producer, module)
      guard !graph.reads[start...].contains(where: { $0.value == number && $0.digits == digits })
      else { return }
      var bytes = min(graph.values[Int(number)].bytes, Self.bytes(of: value, module))
      if let points {
        let width = module.elementByteCount(of: module.elementType(of: value)) ?? 1
        bytes = min(bytes, points * Double(width))
      }
      graph.reads.append(KernelGraph.Read(value: number, bytes: bytes, digits: digits))
    }
    for index in 0..<module.operandCount(of: op) {
      let map = nest.map { index < $0.operandMaps.count ? $0.operandMaps[index] : nil }
      let isRead = nest == nil || (map ?? nil) != nil
      read(
        module.operand(index, of: op), digits(node, readBy: map ?? nil), isRead: isRead,
        looksThrough: nest != nil)
    }
    capturedProducers = []
    for value in Self.captured(by: op, module) {
      // At each point the body asks for an element of it.
      read(
        value, 0, isRead: true, looksThrough: false,
        points: nest == nil ? nil : graph.nodes[node].elements)
      if let source = origin(of: value, looksThrough: false, module),
        let producer = module.definingOp(of: source),
        nodeOf[producer] >= 0, !capturedProducers.contains(nodeOf[producer])
      {
        capturedProducers.append(nodeOf[producer])
      }
    }
    graph.firstRead.append(Int32(graph.reads.count))
    graph.needs += needed
    graph.firstNeed.append(Int32(graph.needs.count))
  }

  /// The values from outside that ops inside use.
  private static func captured(by op: OpID, _ module: borrowing Module) -> [ValueID] {
    guard module.regionCount(of: op) > 0 else { return [] }
    var values: [ValueID] = []
    for inner in module.opsPreOrder(in: op).dropFirst() {
      for operand in module.operands(of: inner) {
        let owner: OpID? =
          switch module.definition(of: operand) {
          case .result(let op, _): op
          case .argument(let block, _): module.parentOp(of: block)
          }
        guard let owner, owner != op, !module.isInside(owner, op), !values.contains(operand) else {
          continue
        }
        values.append(operand)
      }
    }
    return values
  }

  private mutating func addTies(_ node: Int, _ module: borrowing Module) {
    var place = firstSourceRead[node]
    while place < sourceReads.count, sourceReads[place].consumer == node {
      let source = sourceReads[place].source
      var toValue = SIMD16<Int8>(repeating: -1)
      var covered: UInt16 = 0
      var used: UInt16 = 0
      while place < sourceReads.count, sourceReads[place].consumer == node,
        sourceReads[place].source == source
      {
        pair(sourceReads[place].stretch, ops.count + source, node, &toValue, &covered, &used)
        place += 1
      }
      let value = valueOf[sources[source]]
      if value >= 0, used != 0 {
        graph.ties.append(KernelGraph.Tie(value: value, toValue: toValue))
      }
    }
    graph.firstTie.append(Int32(graph.ties.count))
  }

  private mutating func addEdges(_ node: Int, _ module: borrowing Module) {
    let op = ops[node]
    var known: [Int32] = []
    for (place, edge) in legality.edges(into: op).enumerated() {
      let producer = nodeOf[edge.producer]
      guard producer >= 0, Int(producer) < node else { continue }
      known.append(producer)
      let first = legality.edges(into: op).startIndex
      graph.edges.append(edgeOf(edge, Int(producer), node, fusion: first + place, module))
    }
    // What a body uses from outside, and what is read without loops: there is no edge of the analysis.
    let start = Int(graph.firstNeed[node])
    for producer in graph.needs[start...]
    where !known.contains(producer) || capturedProducers.contains(producer) {
      graph.edges.append(
        KernelGraph.Edge(
          producer: producer, consumer: Int32(node), value: graph.results(producer).first ?? 0,
          toProducer: SIMD16(repeating: -1), covered: 0, used: 0, fusion: -1, isObstructed: true))
    }
    graph.firstIn.append(Int32(graph.edges.count))
  }

  private func edgeOf(
    _ edge: FusionEdge, _ producer: Int, _ consumer: Int, fusion: Int, _ module: borrowing Module
  ) -> KernelGraph.Edge {
    var toProducer = SIMD16<Int8>(repeating: -1)
    var covered: UInt16 = 0
    var used: UInt16 = 0
    var isObstructed = edge.alignment == nil
    for reason in edge.verdict.reasons where reason.isObstacle {
      if case .cycle = reason { continue }
      if case .memory = reason { continue }
      isObstructed = true
    }
    for op in [producer, consumer]
    where kinds[op] != .stitchable && kinds[op] != .contraction {
      isObstructed = true
    }
    if let alignment = edge.alignment, !isObstructed,
      let from = legality.loops(of: edge.producer), let to = legality.loops(of: edge.consumer)
    {
      for stretch in LoopStretch.all(alignment, producer: from, consumer: to) {
        pair(stretch, producer, consumer, &toProducer, &covered, &used)
      }
    }
    let value = valueOf[module.result(edge.resultIndex, of: edge.producer)]
    return KernelGraph.Edge(
      producer: Int32(producer), consumer: Int32(consumer), value: value, toProducer: toProducer,
      covered: covered, used: used, fusion: Int32(fusion), isObstructed: isObstructed)
  }

  /// Ties the digits of a stretch, which are divided alike at both ends; where they are not, nothing is tied.
  private func pair(
    _ stretch: LoopStretch, _ producer: Int, _ consumer: Int, _ toProducer: inout SIMD16<Int8>,
    _ covered: inout UInt16, _ used: inout UInt16
  ) {
    for (number, digit) in loopDigits[consumer].digits.enumerated()
    where digit.loop == stretch.consumerLoop && digit.divisor >= stretch.consumerDivisor {
      let steps = digit.divisor / stretch.consumerDivisor
      guard steps < stretch.extent,
        let other = loopDigits[producer].number(
          loop: stretch.producerLoop, divisor: steps * stretch.producerDivisor,
          extent: digit.extent)
      else { continue }
      toProducer[number] = Int8(other)
      covered |= 1 << UInt16(other)
      used |= 1 << UInt16(number)
    }
  }

  // MARK: Who else needs results

  private mutating func findEscapes(_ module: borrowing Module) {
    // A value that a view shows is needed where the view is.
    for index in graph.values.indices where graph.values[index].producer >= 0 {
      graph.values[index].escapes = isNeededOutside(graph.values[index].id, module)
    }
  }

  private func isNeededOutside(_ value: ValueID, _ module: borrowing Module) -> Bool {
    for use in module.uses(of: value) {
      if module.parentBlock(of: use.user) != graph.block {
        let ancestor = module.ancestor(of: use.user, in: graph.block)
        // A body that reads it is a node that does.
        if let ancestor, nodeOf[ancestor] >= 0 { continue }
        return true
      }
      if module.traits(of: use.user).contains(.terminator) { return true }
      if nodeOf[use.user] < 0, legality.isView(use.user),
        isNeededOutside(module.result(of: use.user), module)
      {
        return true
      }
    }
    return false
  }
}
