import FuseIR

/// Writes a stream graph as Comal's `ComalGraph`. The numbers of fields are those of its schema.
struct ComalWriter {
  /// The depth of channels that the schema asks for; Comal's driver has one of its own.
  private static let channelSize: UInt64 = 1024

  private let names: StreamGraphNames
  private let plan: ComalPlan
  private var streamCount: UInt64 = 0
  /// By stream, a number for each reader, and how many readers have theirs.
  private var numbers: [ValueID: [UInt64]] = [:]
  private var taken: [ValueID: Int] = [:]
  /// By stream, the number that its maker gives it.
  private var made: [ValueID: UInt64] = [:]

  init(_ names: StreamGraphNames, _ module: borrowing Module) {
    self.names = names
    plan = ComalPlan(names, module)
  }

  /// The message.
  mutating func message(_ module: borrowing Module) -> [UInt8] {
    var operations = ProtobufEncoder()
    operations.string(1, names.title)
    var number: UInt64 = 0
    // Numbers first: a circle has streams that are taken before they are made.
    for block in plan.blocks {
      for value in module.results(of: block) { assign(value) }
    }
    for block in plan.blocks {
      let (name, body) = operation(block, module)
      guard let body else { continue }
      number += 1
      Self.operation(&operations, name, number, body)
      for value in module.results(of: block) {
        guard let made = made[value], (plan.readers[value] ?? 0) > 1,
          let type = StreamType(of: value, in: module),
          let copies = numbers[value]
        else { continue }
        number += 1
        let bundle = Self.bundle(type) { encoder in
          encoder.message(1) { Self.identifier(&$0, made) }
          for copy in copies { encoder.message(2) { Self.identifier(&$0, copy) } }
        }
        Self.operation(&operations, "broadcast", number, (26, bundle))
      }
    }
    var graph = ProtobufEncoder()
    graph.string(1, names.title)
    graph.integer(2, Self.channelSize)
    graph.message(3) { $0.append(operations) }
    return graph.bytes
  }

  // MARK: Streams

  private mutating func assign(_ value: ValueID) {
    let readers = plan.readers[value] ?? 0
    guard readers > 0 else { return }
    streamCount += 1
    made[value] = streamCount
    guard readers > 1 else {
      numbers[value] = [streamCount]
      return
    }
    numbers[value] = (0..<readers).map { _ in
      streamCount += 1
      return streamCount
    }
  }

  /// The number by which the next reader of a stream takes it.
  private mutating func take(_ value: ValueID) -> UInt64 {
    let place = taken[value, default: 0]
    taken[value] = place + 1
    guard let numbers = numbers[value], place < numbers.count else { return 0 }
    return numbers[place]
  }

  /// `{id {id: n}}`, which all kinds of streams are.
  private static func identifier(_ encoder: inout ProtobufEncoder, _ number: UInt64) {
    encoder.message(1) { $0.integer(1, number) }
  }

  /// A message with one of the bundles of a broadcast, a fork or a join, by the kind of its streams.
  private static func bundle(
    _ type: StreamType, _ body: (inout ProtobufEncoder) -> Void
  ) -> ProtobufEncoder {
    var encoder = ProtobufEncoder()
    switch type {
    case .coordinates: encoder.message(2, body)
    case .references: encoder.message(3, body)
    case .values: encoder.message(4, body)
    case .signals, .bitVectors, .memory: encoder.message(5, body)
    }
    return encoder
  }

  private static func operation(
    _ encoder: inout ProtobufEncoder, _ name: String, _ number: UInt64,
    _ body: (field: Int, message: ProtobufEncoder)
  ) {
    encoder.message(2) { operation in
      operation.string(1, name)
      operation.integer(2, number)
      operation.message(body.field) { $0.append(body.message) }
    }
  }

  // MARK: Blocks

  /// The name of a block's operation, its field and its message; nil where nothing is written.
  private mutating func operation(
    _ block: OpID, _ module: borrowing Module
  ) -> (String, (field: Int, message: ProtobufEncoder)?) {
    var encoder = ProtobufEncoder()
    let results = module.results(of: block)
    let values = plan.inputs[block] ?? []
    var inputs: [UInt64] = []
    for value in values { inputs.append(take(value)) }
    let index = module.string("index", of: block) ?? ""
    func output(_ field: Int, _ result: Int) {
      guard let number = made[results[result]] else { return }
      encoder.message(field) { Self.identifier(&$0, number) }
    }
    func input(_ field: Int, _ place: Int) {
      encoder.message(field) { Self.identifier(&$0, inputs[place]) }
    }
    func isValue(_ value: ValueID) -> Bool {
      StreamType(of: value, in: module)?.element != nil
    }
    func shape(_ field: Int, _ flag: Int, _ value: ValueID) {
      let block = StreamType(of: value, in: module)?.element?.block ?? []
      encoder.integer(field, UInt64(block.first ?? 0))
      encoder.bool(flag, !block.isEmpty)
    }
    switch SamOp(module.opcode(of: block)) {
    case .root:
      let reader = module.uses(of: results[0]).last?.user
      let tensor = reader.map { names.tensor(of: module.operand(0, of: $0)) } ?? ""
      encoder.string(1, "root \(tensor)")
      encoder.string(2, tensor)
      output(3, 0)
      return ("root", (11, encoder))
    case .scan:
      let (tensor, mode, format) = level(of: block, module)
      input(2, 0)
      output(3, 1)
      output(4, 0)
      encoder.string(5, index)
      encoder.string(6, tensor)
      encoder.integer(7, UInt64(mode))
      encoder.string(8, format)
      encoder.bool(9, true)
      let maker = module.definingOp(of: values[0])
      encoder.bool(10, maker.map { module.opcode(of: $0).is(SamOp.root) } ?? false)
      encoder.string(11, "FiberLookup \(index): \(tensor)\(mode)")
      return ("fiberlookup", (13, encoder))
    case .array:
      let tensor = names.tensor(of: module.operand(0, of: block))
      encoder.string(1, tensor)
      input(2, 0)
      output(3, 0)
      encoder.string(4, "Array Vals: \(tensor)")
      shape(5, 6, results[0])
      return ("arrayvals", (22, encoder))
    case .writeLevel:
      guard let (place, level) = names.writers[block] else { return ("", nil) }
      let tensor = names.outputs[place]
      let levels = StreamGraphNames.levels(of: tensor.type, in: module) ?? []
      input(2, 0)
      encoder.string(3, index)
      encoder.string(4, tensor.name)
      encoder.string(5, "\(levels[level].dimension)")
      encoder.string(6, levels[level].isCompressed ? "compressed" : "dense")
      encoder.bool(10, true)
      encoder.string(11, "FiberWrite \(index): \(tensor.name)\(levels[level].dimension)")
      return ("fiberwrite", (14, encoder))
    case .writeValues:
      let tensor = names.writers[block].map { names.outputs[$0.tensor].name } ?? ""
      input(1, 0)
      encoder.string(2, "FiberWrite Vals: \(tensor)")
      encoder.string(5, tensor)
      encoder.bool(6, true)
      return ("valwrite", (24, encoder))
    case .repeat:
      input(isValue(values[0]) ? 2 : 1, 0)
      output(isValue(values[0]) ? 4 : 3, 0)
      input(isValue(values[1]) ? 6 : 5, 1)
      encoder.string(7, "Repeat \(index)")
      encoder.string(8, index)
      let maker = module.definingOp(of: values[0])
      encoder.bool(9, maker.map { module.opcode(of: $0).is(SamOp.root) } ?? false)
      encoder.string(10, names.tensor(of: values[0]))
      return ("repeat", (15, encoder))
    case .intersect, .union:
      let isUnion = module.opcode(of: block).is(SamOp.union)
      encoder.integer(1, isUnion ? 1 : 0)
      for pair in 0..<values.count / 2 {
        encoder.message(2) { bundle in
          bundle.message(1) { Self.identifier(&$0, inputs[2 * pair]) }
          bundle.message(2) { payload in
            payload.message(isValue(values[2 * pair + 1]) ? 2 : 1) {
              Self.identifier(&$0, inputs[2 * pair + 1])
            }
          }
        }
      }
      encoder.string(3, index)
      encoder.string(4, isUnion ? "union \(index)" : "intersect \(index)")
      for result in results.dropFirst() {
        encoder.message(5) { payload in
          payload.message(isValue(result) ? 2 : 1) { Self.identifier(&$0, made[result] ?? 0) }
        }
      }
      output(6, 0)
      return ("joiner", (12, encoder))
    case .locate:
      input(1, 0)
      input(2, 1)
      output(3, 1)
      output(4, 2)
      output(5, 0)
      encoder.string(6, "Locate \(index)")
      return ("locate", (30, encoder))
    case .alu:
      guard let arithmetic = ComalArithmetic(block, module) else { return ("", nil) }
      encoder.message(1) { conn in
        for number in inputs { conn.message(1) { Self.identifier(&$0, number) } }
        conn.message(2) { Self.identifier(&$0, made[results[0]] ?? 0) }
      }
      encoder.message(3) { stage in
        stage.packed(1, (0..<UInt64(inputs.count)).map { $0 })
        stage.integer(2, UInt64(inputs.count))
        stage.integer(3, arithmetic.operation)
      }
      encoder.integer(4, UInt64(inputs.count))
      encoder.string(5, module.string("function", of: block) ?? "")
      shape(6, 7, results[0])
      encoder.double(8, arithmetic.scalar)
      return ("alu", (17, encoder))
    case .reduce:
      input(1, 0)
      output(2, 0)
      encoder.string(3, "Reduce")
      shape(4, 5, results[0])
      encoder.integer(6, module.string("function", of: block) == "max" ? 1 : 0)
      return ("reduce", (18, encoder))
    case .accumulate:
      let order = Int(module.integer("order", of: block) ?? 1)
      input(1, 0)
      output(2, 0)
      for outer in 1...order { input(3, outer) }
      input(4, order + 1)
      output(5, results.count - 1)
      encoder.integer(6, UInt64(order))
      encoder.string(7, names.index(of: values[0]))
      for outer in 1...order { encoder.string(8, names.index(of: values[outer])) }
      encoder.string(9, "SparseAccumulator \(order)")
      // The coordinates of the loops between, for each of which there must be an entry.
      for outer in 1..<max(1, order) {
        encoder.message(10) { Self.identifier(&$0, made[results[outer]] ?? 0) }
      }
      shape(11, 12, results[results.count - 1])
      return ("spacc", (23, encoder))
    case .hold, .drop:
      let isHold = module.opcode(of: block).is(SamOp.hold)
      input(1, 1)
      input(2, 0)
      output(3, 1)
      output(4, 0)
      encoder.string(5, names.index(of: values[1]))
      encoder.string(6, names.index(of: values[0]))
      encoder.string(7, isHold ? "CrdHold" : "CrdDrop")
      return (isHold ? "crdhold" : "crddrop", (isHold ? 19 : 21, encoder))
    case .mask:
      input(1, 1)
      input(2, 0)
      input(3, 2)
      output(4, 1)
      output(5, 0)
      output(6, 2)
      return ("crdmask", (20, encoder))
    case .broadcast, .fork:
      guard let type = StreamType(of: values[0], in: module) else { return ("", nil) }
      let isFork = module.opcode(of: block).is(SamOp.fork)
      let bundle = Self.bundle(type) { encoder in
        encoder.message(1) { Self.identifier(&$0, inputs[0]) }
        // Lanes are dealt to in turn, also one that nobody reads.
        for result in results where isFork || made[result] != nil {
          encoder.message(2) { Self.identifier(&$0, made[result] ?? 0) }
        }
      }
      return (isFork ? "fork" : "broadcast", (isFork ? 27 : 26, bundle))
    case .join:
      guard let type = StreamType(of: values[0], in: module) else { return ("", nil) }
      let bundle = Self.bundle(type) { encoder in
        encoder.message(1) { Self.identifier(&$0, made[results[0]] ?? 0) }
        for number in inputs { encoder.message(2) { Self.identifier(&$0, number) } }
      }
      return ("join", (28, bundle))
    case .repeatSignal, .concat, .flatten, .split, .dropStops, .dropEmptyFibers,
      .generateReferences, .bitVectorScan, .bitVectorDrop, .coordinatesToBitVector,
      .bitVectorToCoordinates, .graph, .tensor, nil:
      return ("", nil)
    }
  }

  private func level(
    of block: OpID, _ module: borrowing Module
  ) -> (tensor: String, mode: Int, format: String) {
    let argument = module.operand(0, of: block)
    let levels = StreamGraphNames.levels(of: module.type(of: argument), in: module) ?? []
    let level = Int(module.integer("level", of: block) ?? 0)
    guard levels.indices.contains(level) else {
      return (names.tensor(of: argument), level, "dense")
    }
    return (
      names.tensor(of: argument), levels[level].dimension,
      levels[level].isCompressed ? "compressed" : "dense"
    )
  }
}
