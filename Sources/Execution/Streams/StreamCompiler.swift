import FuseIR

/// Makes the flat tables of a `sam.graph`, on the storage of its operands.
struct StreamCompiler {
  /// What a writer keeps, and for which op.
  struct Writer {
    let op: OpID
    let sink: Int
  }

  private(set) var program = StreamProgram()
  /// The op of each block, in the order of the blocks.
  private(set) var ops: [OpID] = []
  private(set) var writers: [Writer] = []
  /// The storage that blocks point into.
  let memory = StreamMemoryImage()
  let graph: OpID
  private let inputs: [SparseStorage]
  private var streams: [ValueID: Int] = [:]
  private var deals: [ValueID: Int] = [:]

  init(_ graph: OpID, _ inputs: [SparseStorage], in module: borrowing Module) throws(ExecutionError)
  {
    self.graph = graph
    self.inputs = inputs
    guard let body = module.body(of: graph) else { return }
    let order = try Self.order(body, in: module)
    let isUsed = Self.used(order, in: module)
    for op in order where isUsed.contains(op) {
      do { try add(op, in: module) } catch { throw error.located(at: op) }
    }
  }

  // MARK: Order

  /// Blocks behind those that they read from.
  private static func order(
    _ body: BlockID, in module: borrowing Module
  ) throws(ExecutionError) -> [OpID] {
    var order: [OpID] = []
    var state: [OpID: Bool] = [:]
    for root in module.ops(of: body) {
      var stack: [(op: OpID, next: Int)] = [(root, 0)]
      if state[root] != nil { continue }
      state[root] = false
      while let top = stack.last {
        if top.next == module.operandCount(of: top.op) {
          state[top.op] = true
          order.append(top.op)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        guard let maker = module.definingOp(of: module.operand(top.next, of: top.op)) else {
          continue
        }
        switch state[maker] {
        case nil:
          state[maker] = false
          stack.append((maker, 0))
        case false:
          throw ExecutionError(
            "is part of a cycle: joiners that make scanners skip are not simulated",
            isUnsupported: true
          ).located(at: maker)
        default: break
        }
      }
    }
    return order
  }

  /// All ops but holds whose streams only accumulators read, which take the streams as they were before.
  private static func used(_ order: [OpID], in module: borrowing Module) -> Set<OpID> {
    var read: Set<ValueID> = []
    var used: Set<OpID> = []
    for op in order.reversed() {
      let kind = SamOp(module.opcode(of: op))
      if kind == .hold, !module.results(of: op).contains(where: { read.contains($0) }) { continue }
      used.insert(op)
      let isPoint = kind == .accumulate && module.attribute("point", of: op) != nil
      for value in module.operands(of: op) {
        read.insert(isPoint ? unheld(value, depth: 0, in: module) : value)
      }
    }
    return used
  }

  /// The stream that a hold was made from: of at least this depth, through all holds where it is 0.
  private static func unheld(
    _ value: ValueID, depth: Int, in module: borrowing Module
  ) -> ValueID {
    var value = value
    while let maker = module.definingOp(of: value), SamOp(module.opcode(of: maker)) == .hold {
      let outer = module.operand(0, of: maker)
      let isHeld = module.result(0, of: maker) == value
      if isHeld, let found = StreamType(module.type(of: outer), in: module)?.depth, found < depth {
        break
      }
      value = isHeld ? outer : module.operand(1, of: maker)
    }
    return value
  }

  // MARK: Blocks

  private func stream(_ value: ValueID) throws(ExecutionError) -> Int {
    guard let stream = streams[value] else {
      throw ExecutionError("reads a value that no block gives")
    }
    return stream
  }

  private mutating func newStreams(_ op: OpID, in module: borrowing Module) -> [Int] {
    module.results(of: op).map { value in
      let stream = program.addStream()
      streams[value] = stream
      return stream
    }
  }

  private func reads(
    _ op: OpID, from first: Int = 0, in module: borrowing Module
  ) throws(ExecutionError) -> [Int] {
    var reads: [Int] = []
    for value in module.operands(of: op).dropFirst(first) { reads.append(try stream(value)) }
    return reads
  }

  private mutating func add(
    _ block: StreamBlock, _ op: OpID, reads: [Int], writes: [Int], in module: borrowing Module
  ) {
    let depths = module.integers("queue_depths", of: op)?.map { Int?(Int($0)) }
    program.add(block, reads: reads, writes: writes, depths: depths ?? [])
    ops.append(op)
  }

  private mutating func add(_ op: OpID, in module: borrowing Module) throws(ExecutionError) {
    try Self.checkElements(op, in: module)
    guard let kind = SamOp(module.opcode(of: op)) else { return }
    var block = StreamBlock(kind: .root)
    switch kind {
    case .graph, .tensor: return
    case .root: block.kind = .root
    case .scan:
      if module.operandCount(of: op) > 2 {
        throw ExecutionError("skips, which is not simulated", isUnsupported: true)
      }
      try bindLevel(&block, op, .scanCompressed, .scanDense, in: module)
      add(
        block, op, reads: try reads(op, from: 1, in: module), writes: newStreams(op, in: module),
        in: module)
      return
    case .locate:
      try bindLevel(&block, op, .locateCompressed, .locateDense, in: module)
      add(
        block, op, reads: try reads(op, from: 1, in: module), writes: newStreams(op, in: module),
        in: module)
      return
    case .array:
      block.kind = .array
      let values = try input(op, in: module).values
      block.values = memory.keep(values)
      block.valueCount = values.count
      block.address = memory.place(bytes: values.count * 4)
      add(
        block, op, reads: try reads(op, from: 1, in: module), writes: newStreams(op, in: module),
        in: module)
      return
    case .generateReferences: block.kind = .generateReferences
    case .alu: try bindFunction(&block, op, in: module)
    case .reduce:
      let isMaximum = module.string("function", of: op) == "max"
      block.kind = isMaximum ? .reduceMaximum : .reduceSum
      block.sum = isMaximum ? -.infinity : 0
    case .accumulate:
      try addAccumulator(op, in: module)
      return
    case .intersect, .union:
      block.kind = kind == .intersect ? .intersect : .union
      guard module.attribute("skip", of: op) == nil else {
        throw ExecutionError("skips, which is not simulated", isUnsupported: true)
      }
    case .repeatSignal: block.kind = .repeatSignal
    case .repeat: block.kind = .repeat
    case .concat:
      block.kind = .concat
      var offsets: [Int] = []
      var sum = 0
      for size in module.integers("sizes", of: op) ?? [] {
        offsets.append(sum)
        sum += Int(clamping: size)
      }
      block.slot = program.addOffsets(offsets)
    case .hold:
      block.kind = .hold
      let outer = StreamType(module.type(of: module.operand(0, of: op)), in: module)?.depth
      let inner = StreamType(module.type(of: module.operand(1, of: op)), in: module)?.depth
      guard outer != inner else {
        throw ExecutionError("of streams of one depth is not simulated", isUnsupported: true)
      }
    case .drop:
      let outer = StreamType(module.type(of: module.operand(0, of: op)), in: module)?.depth
      let inner = StreamType(module.type(of: module.operand(1, of: op)), in: module)?.depth
      block.kind = outer == inner ? .dropZeros : .drop
    case .mask:
      block.kind = .mask
      let words = ["eq", "lt", "le", "gt", "ge", "ne"]
      block.option = module.string("predicate", of: op).flatMap { words.firstIndex(of: $0) } ?? 0
    case .dropStops: block.kind = .dropStops
    case .dropEmptyFibers: block.kind = .dropEmptyFibers
    case .flatten, .split:
      block.kind = kind == .flatten ? .flatten : .split
      block.size = Int(clamping: module.integer("size", of: op) ?? 1)
    case .broadcast:
      block.kind = .broadcast
      let shared = program.addStream()
      for value in module.results(of: op) { streams[value] = shared }
      add(block, op, reads: try reads(op, in: module), writes: [shared], in: module)
      return
    case .fork:
      block.kind = .fork
      block.slot = program.addDeal()
      for value in module.results(of: op) { deals[value] = block.slot }
    case .join:
      block.kind = .join
      guard module.operandCount(of: op) <= 64 else {
        throw ExecutionError("of more than 64 lanes is not simulated", isUnsupported: true)
      }
      let deal = deal(of: op, in: module)
      block.slot = deal?.slot ?? -1
      block.option = deal?.below ?? 0
    case .writeLevel, .writeValues:
      block.kind = kind == .writeLevel ? .writeLevel : .writeValues
      block.slot = program.addSink()
      writers.append(Writer(op: op, sink: block.slot))
      block.address = memory.place(bytes: 0)
      add(block, op, reads: try reads(op, in: module), writes: [], in: module)
      return
    case .bitVectorDrop, .bitVectorScan, .bitVectorToCoordinates, .coordinatesToBitVector:
      throw ExecutionError("is not simulated", isUnsupported: true)
    }
    add(
      block, op, reads: try reads(op, in: module), writes: newStreams(op, in: module), in: module)
  }

  private static func checkElements(
    _ op: OpID, in module: borrowing Module
  ) throws(ExecutionError) {
    for value in module.results(of: op) {
      guard case .values(_, let element)? = StreamType(module.type(of: value), in: module) else {
        continue
      }
      if element.scalar != "f32" || !element.block.isEmpty {
        throw ExecutionError(
          "gives values of type \(element.text), and the simulator computes with f32",
          isUnsupported: true)
      }
    }
  }

  // MARK: Storage

  private func input(_ op: OpID, in module: borrowing Module) throws(ExecutionError)
    -> SparseStorage
  {
    let tensor = module.operand(0, of: op)
    guard let body = module.body(of: graph),
      let index = module.arguments(of: body).firstIndex(of: tensor), index < inputs.count
    else { throw ExecutionError("reads a tensor that is no operand of its graph") }
    return inputs[index]
  }

  private func bindLevel(
    _ block: inout StreamBlock, _ op: OpID, _ compressed: StreamBlockKind,
    _ dense: StreamBlockKind, in module: borrowing Module
  ) throws(ExecutionError) {
    let storage = try input(op, in: module)
    let number = Int(clamping: module.integer("level", of: op) ?? -1)
    guard storage.levels.indices.contains(number) else {
      throw ExecutionError("reads level \(number) of \(storage.levels.count)")
    }
    switch storage.levels[number] {
    case .dense(let size):
      block.kind = dense
      block.size = size
    case .compressed(let segments, let coordinates):
      block.kind = compressed
      block.segments = memory.keep(segments)
      block.segmentCount = segments.count
      block.coordinates = memory.keep(coordinates)
      block.address = memory.place(bytes: (segments.count + coordinates.count) * 4)
    case .singleton:
      throw ExecutionError(
        "reads a singleton level, which no scanner does: store it compressed", isUnsupported: true)
    }
  }

  private func bindFunction(
    _ block: inout StreamBlock, _ op: OpID, in module: borrowing Module
  ) throws(ExecutionError) {
    guard let word = module.string("function", of: op),
      let function = StreamFunction(rawValue: word)
    else { throw ExecutionError("has no function") }
    switch function {
    case .matmul, .transpose:
      throw ExecutionError("computes with blocks, which is not simulated", isUnsupported: true)
    default: break
    }
    block.function = function
    block.kind = module.operandCount(of: op) == 2 ? .binary : .unary
    if let attribute = module.attribute("scalar", of: op) {
      guard let scalar = module.uniformFloat(attribute) else {
        throw ExecutionError("has a scalar that is no number")
      }
      block.scalar = Float(scalar)
    }
  }

  /// An accumulator reads coordinates as they are before they are held along others.
  private mutating func addAccumulator(
    _ op: OpID, in module: borrowing Module
  ) throws(ExecutionError) {
    let order = Int(clamping: module.integer("order", of: op) ?? 1)
    let operandCount = module.operandCount(of: op)
    let kept = module.resultCount(of: op) - 1
    guard operandCount == kept + 2 else {
      throw ExecutionError(
        "leaves out the coordinates of the loop that it sums over, which is not simulated",
        isUnsupported: true)
    }
    guard order <= 4 else {
      throw ExecutionError("of order \(order) is not simulated: at most 4", isUnsupported: true)
    }
    let depth = StreamType(module.type(of: module.operand(0, of: op)), in: module)?.depth ?? 0
    let isPoint = module.attribute("point", of: op) != nil
    func source(_ index: Int, _ level: Int, _ module: borrowing Module) throws(ExecutionError)
      -> Int
    {
      let value = module.operand(index, of: op)
      guard isPoint else { return try stream(value) }
      let found = Self.unheld(value, depth: depth - level, in: module)
      guard StreamType(module.type(of: found), in: module)?.depth == depth - level else {
        throw ExecutionError(
          "takes operand #\(index) held, but no sam.hold made it", isUnsupported: true)
      }
      return try stream(found)
    }
    var reads: [Int] = []
    for index in 0..<order { reads.append(try source(index, index, module)) }
    reads.append(try source(kept, order, module))
    reads.append(try stream(module.operand(operandCount - 1, of: op)))
    var writes: [Int] = []
    for (index, value) in module.results(of: op).enumerated() {
      if index >= order, index < kept {
        // Coordinates of loops outside of the sum go past the accumulator.
        streams[value] = try source(index, index + 1, module)
        continue
      }
      let stream = program.addStream()
      streams[value] = stream
      writes.append(stream)
    }
    var block = StreamBlock(kind: .accumulate)
    block.option = order
    block.slot = program.addAccumulator(order: order)
    block.function = module.string("function", of: op) == "max" ? .max : .add
    add(block, op, reads: reads, writes: writes, in: module)
  }

  /// The deal of what a join gathers, and how much deeper its lanes are than what was dealt.
  private func deal(of op: OpID, in module: borrowing Module) -> (slot: Int, below: Int)? {
    guard let value = module.dealtStream(of: op), let slot = deals[value],
      let outer = StreamType(of: value, in: module)?.depth,
      let depth = StreamType(of: module.operand(0, of: op), in: module)?.depth, depth >= outer
    else { return nil }
    return (slot, depth - outer)
  }
}

/// Copies of the arrays that blocks read, at fixed places for as long as it lives, and where memory has them.
final class StreamMemoryImage {
  private var arrays: [UnsafeMutableRawPointer] = []
  private var next: Int64 = 0

  func keep<Elements: Collection, Element>(_ elements: Elements) -> UnsafePointer<Element>
  where Elements.Element == Element {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    let buffer = UnsafeMutableBufferPointer(start: copy, count: elements.count)
    _ = buffer.initialize(from: elements)
    arrays.append(UnsafeMutableRawPointer(copy))
    return UnsafePointer(copy)
  }

  /// The address of an array: arrays stand one behind the other, from multiples of 4 KiB on; what is written lies apart.
  func place(bytes: Int) -> Int64 {
    let address = next
    next += bytes == 0 ? 1 << 40 : (Int64(bytes) + 4095) / 4096 * 4096
    return address
  }

  deinit { for array in arrays { array.deallocate() } }
}
