import FuseIR

/// How the blocks of a stream graph become those of Comal: which are written, which streams they take, and what Comal lacks.
struct ComalPlan {
  /// A block that Comal has nothing for.
  struct Refusal {
    let block: OpID
    let reason: String
  }

  /// The blocks that are written, in the order of the program.
  private(set) var blocks: [OpID] = []
  /// By block, the streams that its Comal block takes, in the order in which the writer writes them.
  private(set) var inputs: [OpID: [ValueID]] = [:]
  /// By stream, how many written blocks take it.
  private(set) var readers: [ValueID: Int] = [:]
  /// What is refused.
  private(set) var refusals: [Refusal] = []

  init(_ names: StreamGraphNames, _ module: borrowing Module) {
    for block in names.blocks {
      if let reason = refusal(of: block, module) {
        refusals.append(Refusal(block: block, reason: reason))
      }
    }
    guard refusals.isEmpty else { return }
    // From the writers back: what nothing of Comal takes is not written.
    var wanted: Set<OpID> = []
    var open = names.blocks.filter {
      let op = SamOp(module.opcode(of: $0))
      return op == .writeLevel || op == .writeValues
    }
    while let block = open.popLast() {
      guard wanted.insert(block).inserted else { continue }
      let inputs = inputs(of: block, module)
      self.inputs[block] = inputs
      for value in inputs {
        readers[value, default: 0] += 1
        if let maker = module.definingOp(of: value) { open.append(maker) }
      }
    }
    blocks = names.blocks.filter { wanted.contains($0) }
  }

  // MARK: Streams

  /// The streams that the Comal block for a block takes.
  private func inputs(of block: OpID, _ module: borrowing Module) -> [ValueID] {
    let operands = module.operands(of: block)
    let values: [ValueID]
    switch SamOp(module.opcode(of: block)) {
    case .scan, .array: values = [operands[1]]
    case .repeat:
      values = [operands[0]] + (driver(of: operands[1], module).map { [$0] } ?? [])
    case .locate: values = [operands[1], operands[3]]
    case .accumulate:
      // Comal's accumulator takes coordinates that are not held, and only those of the loops inside of the sum.
      let order = Int(module.integer("order", of: block) ?? 1)
      let loop = operands[operands.count - 2]
      values =
        (operands.prefix(order) + [loop]).map { unheld($0, module) } + [
          operands[operands.count - 1]
        ]
    default: values = operands
    }
    return values.map { seen($0, module) }
  }

  /// The stream that stands for another: an outer coordinate that a point accumulator passes on is the stream itself.
  private func seen(_ value: ValueID, _ module: borrowing Module) -> ValueID {
    var value = value
    var passed: Set<OpID> = []
    while case .result(let op, let index) = module.definition(of: value),
      module.opcode(of: op).is(SamOp.accumulate), passed.insert(op).inserted,
      index < module.resultCount(of: op) - 1, index >= Int(module.integer("order", of: op) ?? 1)
    { value = unheld(module.operand(index, of: op), module) }
    return value
  }

  /// The stream before it was held along another.
  private func unheld(_ value: ValueID, _ module: borrowing Module) -> ValueID {
    var value = value
    var passed: Set<OpID> = []
    while case .result(let op, let index) = module.definition(of: value),
      module.opcode(of: op).is(SamOp.hold), passed.insert(op).inserted
    { value = module.operand(index, of: op) }
    return value
  }

  /// References or values in step with the coordinates that a signal is made from; nil where there are none.
  private func driver(of signal: ValueID, _ module: borrowing Module) -> ValueID? {
    var value = signal
    var passed: Set<OpID> = []
    while let op = module.definingOp(of: value), passed.insert(op).inserted {
      switch SamOp(module.opcode(of: op)) {
      case .broadcast, .repeatSignal:
        value = module.operand(0, of: op)
        if case .coordinates? = StreamType(of: value, in: module) { continue }
        if case .signals? = StreamType(of: value, in: module) { continue }
        return value
      case .scan, .intersect, .union, .locate: return module.result(1, of: op)
      case .accumulate:
        guard value == module.result(of: op) else { return nil }
        return module.result(module.resultCount(of: op) - 1, of: op)
      case .mask: return value == module.result(1, of: op) ? module.result(2, of: op) : nil
      default: return nil
      }
    }
    return nil
  }

  // MARK: Refusals

  private func refusal(of block: OpID, _ module: borrowing Module) -> String? {
    let operands = module.operands(of: block)
    switch SamOp(module.opcode(of: block)) {
    case .scan:
      return operands.count == 3 ? "its scanners do not skip" : nil
    case .repeat:
      return driver(of: operands[1], module) == nil
        ? "its repeaters are driven by references or values, and none go in step with these coordinates"
        : nil
    case .intersect:
      if module.attribute("skip", of: block) != nil { return "its joiners do not skip" }
      return hasBits(block, module) ? "it has no streams of bits" : nil
    case .union: return hasBits(block, module) ? "it has no streams of bits" : nil
    case .locate:
      let argument = module.type(of: operands[0])
      let levels = StreamGraphNames.levels(of: argument, in: module) ?? []
      let isOutermost =
        module.integer("level", of: block) == 0 && levels.first?.isCompressed == false
      guard isOutermost, operands.count == 4 else {
        return "its locator finds coordinates in the outermost dense level, beside one other stream"
      }
      if case .references? = StreamType(of: operands[3], in: module) { return nil }
      return "the other stream of its locator is one of references"
    case .accumulate:
      let order = module.integer("order", of: block) ?? 0
      if order > 2 { return "its accumulators are of order 1 and 2, not \(order)" }
      if module.string("function", of: block) != "add" { return "its accumulators add" }
      return operands.count == module.resultCount(of: block)
        ? "its accumulators take the coordinates of the loop that they sum over" : nil
    case .alu: return arithmeticRefusal(of: block, module)
    case .drop:
      if case .coordinates? = StreamType(of: operands[1], in: module) { return nil }
      return "it drops by inner coordinates, not by values or references"
    case .mask:
      if case .references? = StreamType(of: operands[2], in: module) { return nil }
      return "its mask keeps references"
    case .hold:
      if case .coordinates? = StreamType(of: operands[1], in: module) { return nil }
      return "it holds along coordinates"
    case .fork: return hasBits(block, module) ? "it has no streams of bits" : nil
    case .join:
      if hasBits(block, module) { return "it has no streams of bits" }
      guard let dealt = module.dealtStream(of: block),
        let outer = StreamType(of: dealt, in: module)?.depth,
        let inner = StreamType(of: operands[0], in: module)?.depth, inner != outer + 1
      else { return nil }
      return "its join reads each lane to a stop, so lanes are one deeper than what was dealt"
    case .generateReferences: return "its driver generates no references"
    case .concat, .flatten, .split, .dropStops, .dropEmptyFibers,
      .bitVectorScan, .bitVectorDrop, .coordinatesToBitVector, .bitVectorToCoordinates:
      return "its schema has no \(module.name(of: block).dropFirst("sam.".count))"
    case .root, .array, .repeatSignal, .broadcast, .reduce, .writeLevel, .writeValues, .graph,
      .tensor, nil:
      return nil
    }
  }

  private func hasBits(_ block: OpID, _ module: borrowing Module) -> Bool {
    for operand in module.operands(of: block) {
      if case .bitVectors? = StreamType(of: operand, in: module) { return true }
    }
    return false
  }

  private func arithmeticRefusal(of block: OpID, _ module: borrowing Module) -> String? {
    guard let arithmetic = ComalArithmetic(block, module) else {
      let function = module.string("function", of: block) ?? ""
      return "its arithmetic has no \(function) of "
        + (module.operandCount(of: block) == 2 ? "two streams" : "one stream")
    }
    return arithmetic.scalar.isFinite ? nil : "its scalars are finite"
  }
}

/// What Comal's arithmetic block computes: the number of its operation, and the scalar.
struct ComalArithmetic {
  let operation: UInt64
  var scalar = 0.0

  /// Reads a `sam.alu`; nil for what Comal does not compute.
  init?(_ block: OpID, _ module: borrowing Module) {
    guard let word = module.string("function", of: block),
      let function = StreamFunction(rawValue: word)
    else { return nil }
    var constant: Double?
    if let attribute = module.attribute("scalar", of: block),
      case .float(let bits, let type) = module.attribute(attribute)
    {
      constant = type == .f32 ? Double(Float(bitPattern: UInt32(bits))) : Double(bitPattern: bits)
    }
    let values = StreamType(of: module.operand(0, of: block), in: module)?.element
    let isBlocked = !(values?.block.isEmpty ?? true)
    switch (function, constant) {
    case (.add, nil): operation = 0
    case (.sub, nil): operation = 1
    case (.mul, nil): operation = isBlocked ? 13 : 2
    case (.matmul, nil): operation = 2
    case (.div, nil): operation = 3
    case (.exp, _): operation = 4
    case (.sin, _): operation = 5
    case (.cos, _): operation = 6
    case (.relu, _): operation = 7
    case (.max, let constant?):
      operation = 7
      scalar = constant
    case (.add, let constant?):
      operation = 8
      scalar = constant
    case (.sub, let constant?):
      operation = 8
      scalar = -constant
    case (.mul, let constant?):
      operation = 9
      scalar = constant
    case (.neg, _):
      operation = 9
      scalar = -1
    case (.div, let constant?):
      operation = 10
      scalar = constant
    case (.rsqrt, _): operation = 11
    case (.sigmoid, _): operation = 12
    default: return nil
    }
  }
}
