import FuseIR
import Machine

/// Makes the edges of one function.
struct FusionEdgeBuilder {
  /// What happens to the results of an op.
  struct Fate {
    /// The ops of the same block with a result as an operand, in program order.
    let users: [OpID]
    let escapes: [FusionEscape]
  }

  private let order: OpMap<Int32>
  private var fates: OpMap<Int32>
  private var knownFates: [Fate] = []

  init(_ order: OpMap<Int32>, _ module: borrowing Module) {
    self.order = order
    fates = OpMap(module, repeating: -1)
  }

  /// A tensor that an op reads, and where it comes from.
  private struct Source {
    let producer: OpID
    let resultIndex: Int
    /// From the producer to the consumer.
    let views: [OpID]
  }

  /// The edge into an operand, nil where the operand is no computed tensor of the same block.
  mutating func edge(
    into consumer: OpID, _ operand: Int, _ nests: inout LoopNests, _ axes: AxisClasses,
    _ ways: WaysAround, machine: Accelerator?, _ widths: TileWidths, in module: borrowing Module
  ) -> FusionEdge? {
    guard !module.traits(of: consumer).contains(.terminator),
      let source = source(of: module.operand(operand, of: consumer), consumer, &nests, module)
    else { return nil }
    var reasons: [FusionReason] = []
    for op in [source.producer, consumer] where !OpFacts.shared.isPure(op, in: module) {
      guard !module.opcode(of: op).is(FuncOp.call), !module.opcode(of: op).isForeign else {
        continue
      }
      if !Self.isControlFlow(op, in: module) { reasons.append(.sideEffects(op)) }
    }
    let value = module.result(source.resultIndex, of: source.producer)
    let ends = ends(value, consumer, operand, &nests, module)
    reasons += ends.obstacles
    var alignment: LoopAlignment?
    for reader in ends.readers {
      guard let writer = ends.writer else { break }
      let found = align(writer, reader, source, &nests, module)
      reasons += found.reasons.filter { !reasons.contains($0) }
      guard let aligned = found.alignment else { continue }
      if alignment == nil { alignment = aligned }
      let more = conditions(aligned, writer, reader, axes, nests, module)
      reasons += more.filter { !reasons.contains($0) }
      if let machine, let nest = nests.known(reader.op),
        let need = FusedTile(aligned, value, nest, reader.op, widths, in: module)
          .shortage(on: machine)
      {
        switch need {
        case .shortage(let shortage): reasons.append(.memory(shortage))
        case .unknown(let loop): reasons.append(.dynamicExtent(reader.op, loop: loop))
        }
      }
    }
    if let other = ways.opBetween(source.producer, consumer) {
      reasons.append(.cycle(through: other))
    }
    for op in [source.producer] + source.views {
      let fate = fate(of: op, module)
      if fate.users.count > 1 { reasons.append(.multipleUsers(fate.users)) }
      for escape in fate.escapes { reasons.append(.escapes(escape)) }
    }
    if let change = elementTypeChange(value, consumer, module) { reasons.append(change) }
    return FusionEdge(
      producer: source.producer, resultIndex: source.resultIndex, consumer: consumer,
      operandIndex: operand, views: source.views,
      producerNest: ends.writer?.op ?? source.producer,
      consumerNest: ends.readers.first?.op ?? consumer, alignment: alignment,
      verdict: FusionVerdict(reasons))
  }

  // MARK: Where a tensor comes from

  /// The op that computes the value, looking through views; nil for what no op of the block computes.
  private func source(
    of value: ValueID, _ consumer: OpID, _ nests: inout LoopNests, _ module: borrowing Module
  ) -> Source? {
    guard module.shape(of: value) != nil || Self.isTensor(value, module),
      var producer = module.definingOp(of: value),
      let block = module.parentBlock(of: consumer), module.parentBlock(of: producer) == block,
      !Self.isConstant(producer, in: module)
    else { return nil }
    let direct = producer
    var views: [OpID] = []
    while case .success(let nest) = nests.nest(of: producer, in: module), nest.isView {
      let operand = module.operand(0, of: producer)
      guard let next = module.definingOp(of: operand), module.parentBlock(of: next) == block,
        !Self.isConstant(next, in: module)
      else {
        // A view of an argument: the nearest op that there is.
        return Source(producer: direct, resultIndex: Self.index(of: value, module), views: [])
      }
      views.append(producer)
      producer = next
    }
    let last = views.last.map { module.operand(0, of: $0) } ?? value
    return Source(
      producer: producer, resultIndex: Self.index(of: last, module), views: views.reversed())
  }

  private static func isTensor(_ value: ValueID, _ module: borrowing Module) -> Bool {
    if case .unrankedTensor = module.typeValue(of: value) { return true }
    return false
  }

  private static func index(of value: ValueID, _ module: borrowing Module) -> Int {
    if case .result(_, let index) = module.definition(of: value) { return index }
    return 0
  }

  /// Whether the op holds no computed data, so that each reader may have its own copy.
  static func isConstant(_ op: OpID, in module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    if module.traits(of: op).contains(.constant) || opcode.is(TensorOp.empty) { return true }
    guard opcode.is(LinalgOp.fill), module.operandCount(of: op) > 0 else { return false }
    return module.constantAttribute(of: module.operand(0, of: op)) != nil
  }

  private static func isControlFlow(_ op: OpID, in module: borrowing Module) -> Bool {
    switch StablehloOp(module.opcode(of: op)) {
    case .case, .if, .while: true
    default: module.opcode(of: op).dialect == .scf
    }
  }

  // MARK: Whose loops

  /// An op whose loops read or write the tensor, with the number of the operand or result.
  private struct End {
    let op: OpID
    let index: Int
  }

  /// The op that writes the value and those that read the operand, inside of groups where the ops are groups.
  private func ends(
    _ value: ValueID, _ consumer: OpID, _ operand: Int, _ nests: inout LoopNests,
    _ module: borrowing Module
  ) -> (writer: End?, readers: [End], obstacles: [FusionReason]) {
    var obstacles: [FusionReason] = []
    var writer: End?
    if let end = Self.writer(of: value, module) {
      if case .failure(let failure) = nests.nest(of: end.op, in: module) {
        obstacles.append(.unsupportedKind(end.op, failure.kind))
      } else {
        writer = end
      }
    }
    var readers: [End] = []
    for end in Self.readers(of: consumer, operand, module) {
      switch nests.nest(of: end.op, in: module) {
      case .failure(let failure):
        let reason = FusionReason.unsupportedKind(end.op, failure.kind)
        if !obstacles.contains(reason) { obstacles.append(reason) }
      case .success(let nest):
        if end.index < nest.operandMaps.count, nest.operandMaps[end.index] != nil {
          readers.append(end)
        } else if module.shape(of: module.operand(end.index, of: end.op)) == nil {
          obstacles.append(.unsupportedKind(end.op, .noLoops))
        }
      }
    }
    return (writer, readers, obstacles)
  }

  /// The op that computes a value: its op, or where that is a group the op inside.
  private static func writer(of value: ValueID, _ module: borrowing Module) -> End? {
    var value = value
    while case .result(let op, let index) = module.definition(of: value) {
      guard module.opcode(of: op).is(FuseOp.group), let body = module.body(of: op),
        let yield = module.lastOp(of: body), index < module.operandCount(of: yield)
      else { return End(op: op, index: index) }
      value = module.operand(index, of: yield)
    }
    return nil
  }

  /// The ops that read an operand: the op, or where it is a group those inside, in program order.
  private static func readers(
    of op: OpID, _ operand: Int, _ module: borrowing Module
  ) -> [End] {
    guard module.opcode(of: op).is(FuseOp.group), let body = module.body(of: op),
      operand < module.argumentCount(of: body)
    else { return [End(op: op, index: operand)] }
    var ends: [End] = []
    // Uses are newest first: those of a parsed program are in program order backwards.
    for use in module.uses(of: module.argument(operand, of: body)).reversed()
    where module.parentBlock(of: use.user) == body
      && !module.traits(of: use.user).contains(.terminator)
    {
      ends += readers(of: use.user, use.operandIndex, module)
    }
    return ends
  }

  // MARK: Loops

  private func align(
    _ writer: End, _ reader: End, _ source: Source, _ nests: inout LoopNests,
    _ module: borrowing Module
  ) -> (alignment: LoopAlignment?, reasons: [FusionReason]) {
    guard case .success(let producer) = nests.nest(of: writer.op, in: module),
      case .success(let consumer) = nests.nest(of: reader.op, in: module),
      writer.index < producer.resultMaps.count, var map = consumer.operandMaps[reader.index]
    else { return (nil, []) }
    let aligner = LoopAligner(consumer)
    for view in source.views.reversed() {
      guard case .success(let nest) = nests.nest(of: view, in: module),
        let viewed = nest.operandMaps.first ?? nil
      else { return (nil, [.unsupportedKind(view, .noLoops)]) }
      map = viewed.composed(with: map)
    }
    let value = module.result(writer.index, of: writer.op)
    let result = aligner.align(
      map, with: producer.resultMaps[writer.index], of: module.shape(of: value) ?? [],
      nest: reader.op)
    switch result {
    case .success(let alignment): return (alignment, [])
    case .failure(let failure): return (nil, [failure.reason])
    }
  }

  /// What the loops ask for.
  private func conditions(
    _ alignment: LoopAlignment, _ writer: End, _ reader: End, _ axes: AxisClasses,
    _ nests: LoopNests, _ module: borrowing Module
  ) -> [FusionReason] {
    var reasons: [FusionReason] = []
    for case .window(let window) in alignment.axes where window.overlap > 0 {
      reasons.append(.halo(window))
    }
    guard let producer = nests.known(writer.op) else { return reasons }
    let reductions = producer.bounds.indices.filter {
      producer.isReduction[$0] && producer.bounds[$0] != 1
    }
    if !reductions.isEmpty { reasons.append(.reductionBoundary(producerLoops: reductions)) }
    for row in axes.reducedRows(behind: writer.op) {
      for loop in alignment.reusingLoops where axes.axis(of: loop, of: reader.op) == row.axis {
        reasons.append(.rowBarrier(reduction: row.op, loop: row.loop, consumerLoop: loop))
      }
    }
    return reasons
  }

  private func elementTypeChange(
    _ value: ValueID, _ consumer: OpID, _ module: borrowing Module
  ) -> FusionReason? {
    let from = module.elementType(of: value)
    for result in module.results(of: consumer) where module.shape(of: result) != nil {
      let to = module.elementType(of: result)
      if to != from { return .elementTypeChange(from: from, to: to) }
    }
    return nil
  }

  // MARK: Users

  /// What happens to the results of an op, found once.
  private mutating func fate(of op: OpID, _ module: borrowing Module) -> Fate {
    if fates[op] >= 0 { return knownFates[Int(fates[op])] }
    let (users, escapes) = FusionEscape.all(of: op, in: module)
    let fate = Fate(users: users.sorted { order[$0] < order[$1] }, escapes: escapes)
    fates[op] = Int32(truncatingIfNeeded: knownFates.count)
    knownFates.append(fate)
    return fate
  }
}
