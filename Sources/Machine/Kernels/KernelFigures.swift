import FuseIR

/// What one kernel of a program moves, and how long it takes by `KernelCostModel`.
///
/// A tensor that rows read in several epochs is read from memory once where its rows and the slots fit into the scratch of a
/// row tile, else once for each epoch. What one `kernel.rows` of a kernel hands to another goes through memory, and so do
/// partial results. Only a group that is not lowered yet tells what was planned for it instead.
public struct KernelFigures: Sendable {
  /// A tensor outside of the kernel, and how many bytes of it the kernel needs.
  struct Need {
    let value: ValueID
    var bytes: Double
  }

  /// The `kernel.launch` or the group.
  public let op: OpID
  /// The kernel's name; empty where it has none.
  public let name: String
  /// Bytes read from the outermost memory.
  public private(set) var readBytes = 0.0
  /// Bytes written to the outermost memory.
  public private(set) var writtenBytes = 0.0
  /// Bytes that it must read: of each operand the span that it reads, once; overlapping parts twice, up to the whole tensor.
  public var leastReadBytes: Double { needs.reduce(0) { $0 + $1.bytes } }
  /// Bytes that it must write: each result, once.
  public private(set) var leastWrittenBytes = 0.0
  /// Bytes of scratch that a row tile has.
  public private(set) var scratchBytes = 0
  /// Bytes written to and read from scratch.
  public private(set) var scratchTraffic = (read: 0.0, written: 0.0)
  /// Seconds by the cost model; nil where nobody planned the group.
  public private(set) var seconds: Double?
  /// What it needs of others.
  private(set) var needs: [Need] = []

  /// Bytes read and written.
  public var offChipBytes: Double { readBytes + writtenBytes }

  /// The figures of a kernel on a machine; nil where the op is another, or its shapes are not static.
  init?(
    _ op: OpID, _ model: KernelCostModel, _ processor: Processor, in module: borrowing Module
  ) {
    self.op = op
    name = module.string("sym_name", of: op) ?? ""
    for result in module.results(of: op) {
      guard let bytes = Self.bytes(of: result, in: module) else { return nil }
      leastWrittenBytes += bytes
    }
    if module.opcode(of: op).is(KernelOp.launch) {
      guard countLaunch(model, processor, in: module) else { return nil }
    } else {
      guard countGroup(in: module) else { return nil }
    }
  }

  /// The bytes of a tensor as it lies in memory; nil where its shape is not static.
  static func bytes(of value: ValueID, in module: borrowing Module) -> Double? {
    guard let element = module.elementByteCount(of: module.elementType(of: value)) else {
      return nil
    }
    guard module.shape(of: value) != nil else { return Double(element) }
    return module.elementCount(of: module.type(of: value)).map { Double($0) * Double(element) }
  }

  // MARK: A group

  private mutating func countGroup(in module: borrowing Module) -> Bool {
    for operand in module.operands(of: op) {
      if let source = module.definingOp(of: operand), module.opcode(of: source).is(TensorOp.empty) {
        continue
      }
      guard let bytes = Self.bytes(of: operand, in: module) else { return false }
      need(operand, bytes)
    }
    func planned(_ name: String) -> Double? {
      guard let parameters = module.attribute("parameters", of: op), let key = module.find(name),
        let value = module.entry(key, in: parameters)
      else { return nil }
      return module.integerValue(value).map { Double($0) }
    }
    writtenBytes = leastWrittenBytes
    readBytes = planned("offchip_bytes").map { max(0, $0 - writtenBytes) } ?? leastReadBytes
    scratchBytes = planned("scratch_bytes").map { Int(max(0, min(0x1p62, $0))) } ?? 0
    seconds = planned("picoseconds").map { $0 * 1e-12 }
    return true
  }

  private mutating func need(_ value: ValueID, _ bytes: Double) {
    if let known = needs.firstIndex(where: { $0.value == value }) {
      needs[known].bytes = max(needs[known].bytes, bytes)
    } else {
      needs.append(Need(value: value, bytes: bytes))
    }
  }

  // MARK: A launch

  private mutating func countLaunch(
    _ model: KernelCostModel, _ processor: Processor, in module: borrowing Module
  ) -> Bool {
    guard let body = module.body(of: op) else { return false }
    scratchBytes = Int(clamping: module.integer("scratch_bytes", of: op) ?? 0)
    let arguments = module.arguments(of: body)
    var work = KernelWork()
    work.rows = 0
    // How many kernel.rows run one after the other before a result is there.
    var depth: [ValueID: Int] = [:]
    var steps = 1
    for inner in module.ops(of: body) {
      guard let rows = KernelRows(inner, in: module) else {
        if standsOutsideOfRows(inner, in: module) {
          guard countProduct(inner, arguments, &work, in: module) else { return false }
        }
        continue
      }
      guard
        let sources = count(rows, processor, &work, in: module)
      else { return false }
      var own = 1
      for source in sources {
        if let before = depth[source.value] { own = max(own, before + 1) }
        guard let position = arguments.firstIndex(of: source.value) else { continue }
        need(module.operand(position, of: op), source.bytes)
      }
      for result in module.results(of: inner) { depth[result] = own }
      let isPartial = rows.partials > 1 && rows.combine.contains { $0 != .none }
      steps = max(steps, isPartial ? own + 1 : own)
    }
    work.combines = Double(steps - 1)
    if module.ops(of: body).contains(where: { standsOutsideOfRows($0, in: module) }) {
      keepInside(body, in: module)
      work.combines = 0
    }
    work.rows = max(1, work.rows)
    work.offChipBytes = offChipBytes
    work.scratchBytes = scratchTraffic.read + scratchTraffic.written
    seconds = model.seconds(work)
    return true
  }

  /// Whether an op of a launch is a product of matrices or a convolution.
  private func standsOutsideOfRows(_ op: OpID, in module: borrowing Module) -> Bool {
    StructuredOp(op, in: module).map { $0.kind != .fill } ?? false
  }

  /// Counts what a product reads from outside, gives to outside and computes: a multiplication and an addition are one operation.
  private mutating func countProduct(
    _ op: OpID, _ arguments: [ValueID], _ work: inout KernelWork, in module: borrowing Module
  ) -> Bool {
    guard let bounds = StructuredOp(op, in: module)?.loopBounds(in: module) else { return false }
    for operand in module.operands(of: op) {
      let source = Self.source(of: operand, in: module)
      guard let bytes = Self.bytes(of: source, in: module) else { return false }
      if let position = arguments.firstIndex(of: source) {
        need(module.operand(position, of: self.op), bytes)
        readBytes += bytes
      }
    }
    for result in module.results(of: op) {
      guard let bytes = Self.bytes(of: result, in: module) else { return false }
      writtenBytes += bytes
    }
    var operations = OperationClasses.zero
    operations.simple = 1
    work.operations.add(operations, times: bounds.reduce(1) { $0 * Double($1) })
    return true
  }

  /// What goes from part to part of a kernel with products stays near: it was counted as written and read by rows.
  private mutating func keepInside(_ body: BlockID, in module: borrowing Module) {
    for op in module.ops(of: body) {
      let isRows = module.opcode(of: op).is(KernelOp.rows)
      guard isRows || standsOutsideOfRows(op, in: module) else { continue }
      for result in module.results(of: op) {
        let users = module.uses(of: result).map(\.user)
        let bytes = Self.bytes(of: result, in: module) ?? 0
        let readers = users.filter { module.opcode(of: $0).is(KernelOp.rows) }.count
        readBytes -= bytes * Double(readers)
        scratchTraffic.read += bytes * Double(users.count)
        if !users.contains(where: { module.traits(of: $0).contains(.terminator) }) {
          writtenBytes -= bytes
          scratchTraffic.written += bytes
        }
      }
    }
  }

  /// Counts what the rows move and compute, and returns the tensors of the launch that they read.
  private mutating func count(
    _ rows: KernelRows, _ processor: Processor, _ work: inout KernelWork,
    in module: borrowing Module
  ) -> [Need]? {
    let stages = KernelStages(rows.op, in: module)
    let count = Double(rows.rowCount)
    guard let body = module.body(of: rows.op) else { return nil }
    let tiles = Array(module.arguments(of: body).dropFirst(rows.rows.count))
    guard tiles.count == rows.reads.count else { return nil }
    var slots = 0.0
    for stage in stages.stages {
      work.operations.add(KernelBody(stage.op, in: module).operations, times: stage.points * count)
      work.rowElements = max(work.rowElements, stage.points)
      for (result, place) in stage.places.enumerated() where place.scheme == .block {
        let value = module.result(result, of: stage.op)
        scratchTraffic.written += Double(place.bytes) * count
        scratchTraffic.read +=
          Double(place.bytes * stages.readers(of: value, in: module).count) * count
        slots = max(slots, Double(place.slot.upperBound))
      }
    }
    // What is read again, and whether a row of it stays near.
    var reads: [(need: Need, epochs: Int, whole: Double)] = []
    for (index, tile) in tiles.enumerated() {
      let readers = stages.readers(of: tile, in: module)
      guard !readers.isEmpty || module.hasUses(tile) else { continue }
      let source = Self.source(of: module.operand(index, of: rows.op), in: module)
      guard let whole = Self.bytes(of: source, in: module),
        let element = module.elementByteCount(of: module.elementType(of: tile)),
        let shape = module.shape(of: module.operand(index, of: rows.op)),
        let extents = module.shape(of: tile)
      else { return nil }
      let uses = module.uses(of: tile)
      let isAskedFor = uses.allSatisfy { module.opcode(of: $0.user).is(TensorOp.extract) }
      // Bodies ask for one element at each of their points, as a gather those of its table.
      let touched =
        isAskedFor
        ? readers.reduce(0) { $0 + stages.stages[$1].points * count }
        : Self.elements(rows.reads[index], over: rows.rows + extents.map { Int($0) }, of: shape)
      let bytes = Double(element) * touched
      let epochs = max(1, Set(readers.map { stages.stages[$0].epoch }).count)
      if let known = reads.firstIndex(where: { $0.need.value == source }) {
        reads[known].need.bytes = min(whole, reads[known].need.bytes + bytes)
        reads[known].epochs = max(reads[known].epochs, epochs)
      } else {
        reads.append((Need(value: source, bytes: min(whole, bytes)), epochs, whole))
      }
    }
    let again = reads.reduce(0) { $0 + ($1.epochs > 1 ? $1.need.bytes : 0) }
    let isNear = again / max(1, count) + slots <= Double(processor.scratchBytes)
    for read in reads {
      readBytes += isNear ? read.need.bytes : read.need.bytes * Double(read.epochs)
      if isNear { scratchTraffic.read += read.need.bytes * Double(read.epochs - 1) }
    }
    for (index, combination) in rows.combine.enumerated() {
      guard let bytes = Self.bytes(of: module.result(index, of: rows.op), in: module) else {
        return nil
      }
      let partials = combination != .none && rows.partials > 1 ? bytes * Double(rows.partials) : 0
      writtenBytes += bytes + partials
      readBytes += partials
    }
    work.rows = max(work.rows, count)
    work.barriers = max(work.barriers, Double(stages.barriers))
    return reads.map(\.need)
  }

  /// How many elements of a tensor the points of a box touch through a map, at most.
  static func elements(
    _ map: AffineMap, over extents: [Int], of shape: [Int64]
  ) -> Double {
    guard !extents.contains(0), map.dimensionCount == extents.count else { return 0 }
    var touched = 1.0
    for (expression, extent) in zip(map.results, shape) {
      let range = expression.range(over: extents)
      let width = range.map { Double($0.upperBound) - Double($0.lowerBound) + 1 }
      touched *= min(width ?? Double(extent), Double(extent))
    }
    return min(touched, extents.reduce(1) { $0 * Double($1) })
  }

  /// The tensor whose elements a value is, looking through reshapes.
  static func source(of value: ValueID, in module: borrowing Module) -> ValueID {
    var value = value
    while let op = module.definingOp(of: value), isView(op, in: module) {
      value = module.operand(0, of: op)
    }
    return value
  }

  /// Whether an op gives the elements of its operand another shape.
  static func isView(_ op: OpID, in module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    return opcode.is(TensorOp.expandShape) || opcode.is(TensorOp.collapseShape)
      || opcode.is(TensorOp.cast)
  }
}
