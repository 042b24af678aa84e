public import FuseIR
public import Machine

/// Executes functions whose work is in `gemmini.program`s: segments on the simulator, host regions
/// on the reference interpreter, both on the same simulated DRAM.
///
/// Every instruction is checked against the machine's rules before it runs. The module is passed to
/// each call and must be the same, unchanged, that the executor was made for.
public struct GemminiExecutor {
  private let run: GemminiRun
  private var interpreter: Interpreter

  /// An executor for `module`; `recordsImages` keeps what the buffers held around each segment, `recordsTimeline` when
  /// each unit was busy.
  public init(
    _ module: borrowing Module, configuration: GemminiConfiguration, recordsImages: Bool = false,
    recordsTimeline: Bool = false
  ) {
    let run = GemminiRun(
      module, configuration: configuration, recordsImages: recordsImages,
      recordsTimeline: recordsTimeline)
    self.run = run
    interpreter = Interpreter(module)
    interpreter.foreignHandler = { (module, op, operands) throws(ExecutionError) in
      try run.execute(op, operands, in: module)
    }
  }

  /// Calls the function with the given name and returns its results.
  ///
  /// - Throws: where an instruction breaks a rule or cannot run, or an op has no execution.
  public mutating func run(
    function name: String, inputs: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    try interpreter.run(function: name, inputs: inputs, in: module)
  }

  /// What the run cost so far, one entry of `operations` per segment and host region.
  public var report: CostReport { run.report }

  /// What the buffers held around each segment, where that was asked for.
  public var images: GemminiRunImages { run.images }

  /// When each unit was busy and each step ran, where that was asked for.
  public var timeline: ActivityTimeline? { run.timeline }

  /// How many instructions were executed and checked.
  public var instructionCount: Int { run.instructionCount }

  /// How many segments ran.
  public var segmentCount: Int { run.segmentCount }

  /// How many ops the host executed.
  public var hostOpCount: Int { run.hostOpCount }

  /// The share of the array's peak that multiply-adds used.
  public var arrayUtilization: Double { run.arrayUtilization }

  /// What the accelerator moved between each buffer and its local memories, one entry per kernel and buffer, in the order of
  /// their first moves. Kernels are told apart by where their ops stand in the source.
  public var bufferTraffic: [GemminiBufferTraffic] { run.bufferTraffic }

  /// The bytes of buffers that host regions read and wrote.
  public var hostTraffic: CompulsoryTraffic { run.hostTraffic }
}

/// What a kernel moved between a buffer in DRAM and local memory.
public struct GemminiBufferTraffic: Equatable, Sendable {
  /// Where the kernel's op stands in the source, or empty.
  public var kernel: String
  /// The buffer's symbol name.
  public var buffer: String
  /// Bytes that loads read.
  public var readBytes: Int
  /// Bytes that stores wrote.
  public var writtenBytes: Int
}

/// The state of one execution, shared by the interpreters of the function and of host regions.
final class GemminiRun {
  private let configuration: GemminiConfiguration
  private let recordsImages: Bool
  private let recordsTimeline: Bool
  /// The most steps that a timeline keeps.
  private static let maximumSteps = 10_000
  private var simulator: GemminiSimulator
  private var checker: GemminiTraceChecker
  private var interpreter: Interpreter
  private var program: GemminiProgram?
  private var traffic = CompulsoryTraffic(readBytes: 0, writtenBytes: 0)
  private var operations: [CostReport.Operation] = []
  /// The multiply-adds of the segments' sums of products; nil where a segment does not say.
  private var multiplyAdds: Int? = 0
  private var work = GemminiHostWork()
  private(set) var images = GemminiRunImages()
  private(set) var segmentCount = 0

  private(set) var bufferTraffic: [GemminiBufferTraffic] = []
  private(set) var hostTraffic = CompulsoryTraffic(readBytes: 0, writtenBytes: 0)
  /// The entry of `bufferTraffic` that a move op's bytes belong to.
  private var trafficOfOp: [OpID: Int] = [:]

  private var steps: [ActivityTimeline.Step] = []

  init(
    _ module: borrowing Module, configuration: GemminiConfiguration, recordsImages: Bool,
    recordsTimeline: Bool
  ) {
    self.configuration = configuration
    self.recordsImages = recordsImages
    self.recordsTimeline = recordsTimeline
    simulator = GemminiSimulator(configuration: configuration)
    if recordsTimeline { simulator.recordTimeline() }
    checker = GemminiTraceChecker(configuration: configuration)
    interpreter = Interpreter(module)
  }

  var timeline: ActivityTimeline? {
    var timeline = simulator.timeline
    timeline?.steps = steps
    return timeline
  }

  var instructionCount: Int { simulator.instructionCount }
  var hostOpCount: Int { interpreter.executedOpCount }
  var arrayUtilization: Double { simulator.arrayUtilization }

  var report: CostReport {
    let array = 2 * Double(multiplyAdds ?? simulator.activity.multiplyAdds)
    let total = array + work.operations
    // A segment may read a part of a buffer only; what it moved bounds what it had to.
    let moved = CompulsoryTraffic(
      readBytes: min(traffic.readBytes, simulator.activity.dramReadBytes),
      writtenBytes: min(traffic.writtenBytes, simulator.activity.dramWrittenBytes))
    var report = simulator.report(
      traffic: moved, multiplyAdds: multiplyAdds,
      hostShare: total > 0 ? work.operations / total : 0,
      operations: operations + kernels)
    report.counters.append(.init("host_read_bytes", Double(hostTraffic.readBytes)))
    report.counters.append(.init("host_written_bytes", Double(hostTraffic.writtenBytes)))
    return report
  }

  /// What the DMA moved for each kernel, in the order of their first moves.
  private var kernels: [CostReport.Operation] {
    var kernels: [CostReport.Operation] = []
    for moved in bufferTraffic {
      var bytes = CompulsoryTraffic(
        readBytes: moved.readBytes, writtenBytes: moved.writtenBytes)
      if let known = kernels.firstIndex(where: { $0.location == moved.kernel }) {
        bytes.readBytes += kernels[known].outermostBytes?.readBytes ?? 0
        bytes.writtenBytes += kernels[known].outermostBytes?.writtenBytes ?? 0
        kernels[known].outermostBytes = bytes
      } else {
        kernels.append(
          .init(name: "gemmini.kernel", location: moved.kernel, outermostBytes: bytes))
      }
    }
    return kernels
  }

  /// Executes an op that the reference interpreter does not know.
  func execute(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    switch GemminiOp(module.opcode(of: op)) {
    case .program: return try runProgram(op, operands, in: module)
    default:
      throw ExecutionError("has no execution on Gemmini", isUnsupported: true)
    }
  }

  // MARK: The program

  private func runProgram(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let program = GemminiProgram(op, in: module) else {
      throw ExecutionError("is malformed")
    }
    try mapMemory(of: program, in: module)
    for buffer in program.buffers {
      switch buffer.role {
      case .input:
        guard let index = buffer.index, operands.indices.contains(index) else {
          throw ExecutionError("has no operand for buffer @\(module.string(buffer.name))")
        }
        try write(operands[index], to: buffer, in: module)
      case .constant:
        guard let value = buffer.value, let tensor = Tensor(value, in: module) else {
          throw ExecutionError("has no value for buffer @\(module.string(buffer.name))")
        }
        try write(tensor, to: buffer, in: module)
      case .output, .temporary: break
      }
    }
    countTraffic(of: program, in: module)
    self.program = program
    checker.allowsHardwareOnly = program.isHardwareOnly
    let run = self
    interpreter.foreignHandler = { (module, op, operands) throws(ExecutionError) in
      try run.executeHostOp(op, operands, in: module)
    }
    defer { interpreter.foreignHandler = nil }
    for step in program.steps {
      if module.opcode(of: step).is(GemminiOp.segment) {
        try runSegment(step, of: program, in: module)
      } else {
        try runHost(step, in: module)
      }
    }
    return try outputs(of: program, count: module.resultCount(of: op), in: module)
  }

  /// Adds what segments must move: the inputs and constants that they read, the outputs that they
  /// write, each once.
  private func countTraffic(of program: GemminiProgram, in module: borrowing Module) {
    var read: Set<StringID> = []
    var written: Set<StringID> = []
    for step in program.steps where module.opcode(of: step).is(GemminiOp.segment) {
      read.formUnion(names("reads", of: step, in: module))
      written.formUnion(names("writes", of: step, in: module))
    }
    for buffer in program.buffers {
      switch buffer.role {
      case .input, .constant:
        if read.contains(buffer.name) { traffic.readBytes += Int(buffer.byteCount) }
      case .output:
        if written.contains(buffer.name) { traffic.writtenBytes += Int(buffer.byteCount) }
      case .temporary: break
      }
    }
  }

  private func names(
    _ list: String, of step: OpID, in module: borrowing Module
  ) -> [StringID] {
    let elements = module.attribute(list, of: step).flatMap { module.arrayElements($0) } ?? []
    return elements.compactMap { module.symbolValue($0) }
  }

  private func mapMemory(
    of program: GemminiProgram, in module: borrowing Module
  ) throws(ExecutionError) {
    let base = UInt64(bitPattern: program.base)
    do { try simulator.map(base: base, count: Int(program.bytes)) } catch {
      throw ExecutionError(error.reason)
    }
    for buffer in program.buffers {
      let start = buffer.address.subtractingReportingOverflow(program.base)
      let end = start.partialValue.addingReportingOverflow(buffer.byteCount)
      guard !start.overflow, !end.overflow, start.partialValue >= 0,
        end.partialValue <= program.bytes
      else {
        throw ExecutionError(
          "buffer @\(module.string(buffer.name)) lies outside of the program's "
            + "\(program.bytes) bytes of DRAM")
      }
    }
  }

  private func outputs(
    of program: GemminiProgram, count: Int, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    var results: [Tensor] = []
    for index in 0..<count {
      guard let buffer = program.buffers.first(where: { $0.role == .output && $0.index == index })
      else { throw ExecutionError("has no buffer for result \(index)") }
      results.append(try tensor(of: buffer.type, in: buffer, module))
    }
    return results
  }

  // MARK: Steps

  private func runSegment(
    _ step: OpID, of program: GemminiProgram, in module: borrowing Module
  ) throws(ExecutionError) {
    let name = module.string("sym_name", of: step) ?? "segment"
    let before = recordsImages ? try buffers("reads", of: step, program, module) : []
    let startCycles = simulator.cycles
    let startEnergy = simulator.picojoules
    let work = module.integer("multiply_adds", of: step)
    if let sum = multiplyAdds, let work, work >= 0 {
      multiplyAdds = sum.addingReportingOverflow(Int(work)).partialValue
    } else {
      multiplyAdds = nil
    }
    if segmentCount > 0 { checker.beginSegment() }
    segmentCount += 1
    var current = step
    // Instructions of one kernel have one location.
    var kernel: (location: LocationID, start: Int)?
    do {
      let compiled = try GemminiCursorProgram(
        segment: step, of: program, in: module, dimension: configuration.dimension)
      var cursor = GemminiCursor(compiled)
      while let instruction = try cursor.next() {
        current = cursor.op
        if recordsTimeline, module.location(of: current) != kernel?.location {
          if let kernel { end(kernel, of: name, in: module) }
          kernel = (module.location(of: current), simulator.cycles)
        }
        checker.check(instruction, index: checker.instructionCount)
        let (read, written) = (
          simulator.activity.dramReadBytes, simulator.activity.dramWrittenBytes
        )
        try simulator.execute(instruction)
        let moved = (
          simulator.activity.dramReadBytes - read, simulator.activity.dramWrittenBytes - written
        )
        if moved != (0, 0) { count(moved, of: current, in: module) }
      }
    } catch let error as GemminiCursorError {
      throw ExecutionError(error.message).located(at: error.op)
    } catch let error as GemminiSimulationError {
      // A broken rule explains a failure better than the failure itself.
      let reason = checker.violations.first?.description ?? error.description
      throw ExecutionError(reason).located(at: current)
    } catch {
      throw ExecutionError("\(error)").located(at: current)
    }
    checker.endSegment()
    if let violation = checker.violations.first {
      throw ExecutionError(violation.description).located(at: step)
    }
    if recordsImages {
      let after = try buffers("writes", of: step, program, module)
      images.segments.append(GemminiRunImages.Segment(name: name, before: before, after: after))
    }
    var energy: Double?
    if let startEnergy, let endEnergy = simulator.picojoules { energy = endEnergy - startEnergy }
    if let kernel { end(kernel, of: name, in: module) }
    operations.append(
      CostReport.Operation(
        name: "gemmini.segment @\(name)", location: place(of: step, in: module),
        cycles: Double(simulator.cycles - startCycles), picojoules: energy))
  }

  /// Adds what a move op moved to what its kernel moved between the op's buffer and local memory.
  private func count(_ moved: (read: Int, written: Int), of op: OpID, in module: borrowing Module) {
    let entry: Int
    if let known = trafficOfOp[op] {
      entry = known
    } else {
      let name = module.attribute("buffer", of: op).flatMap { module.symbolValue($0) }
      let buffer = name.map { module.string($0) } ?? ""
      let kernel = place(of: op, in: module)
      let old = bufferTraffic.firstIndex { $0.buffer == buffer && $0.kernel == kernel }
      entry = old ?? bufferTraffic.count
      if old == nil {
        bufferTraffic.append(.init(kernel: kernel, buffer: buffer, readBytes: 0, writtenBytes: 0))
      }
      trafficOfOp[op] = entry
    }
    bufferTraffic[entry].readBytes += moved.read
    bufferTraffic[entry].writtenBytes += moved.written
  }

  private func end(
    _ kernel: (location: LocationID, start: Int), of segment: String, in module: borrowing Module
  ) {
    guard steps.count < Self.maximumSteps else { return }
    steps.append(
      ActivityTimeline.Step(
        name: segment, location: text(of: module.place(of: kernel.location)), start: kernel.start,
        end: simulator.cycles, isHost: false))
  }

  private func runHost(_ step: OpID, in module: borrowing Module) throws(ExecutionError) {
    let name = module.string("sym_name", of: step) ?? "host"
    let before = hostTraffic
    do {
      _ = try interpreter.runRegion(module.region(of: step), arguments: [], in: module)
    } catch {
      throw error.located(at: step)
    }
    work.add(step, in: module)
    steps.append(
      ActivityTimeline.Step(
        name: name, location: place(of: step, in: module), start: simulator.cycles,
        end: simulator.cycles, isHost: true))
    operations.append(
      CostReport.Operation(
        name: "gemmini.host @\(name)", location: place(of: step, in: module),
        outermostBytes: .init(
          readBytes: hostTraffic.readBytes - before.readBytes,
          writtenBytes: hostTraffic.writtenBytes - before.writtenBytes)))
  }

  /// `gemmini.load` and `gemmini.store` in a host region.
  private func executeHostOp(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let program, let symbol = module.attribute("buffer", of: op),
      let name = module.symbolValue(symbol), let buffer = program.buffer(named: name)
    else { throw ExecutionError("has no execution on the host", isUnsupported: true) }
    switch GemminiOp(module.opcode(of: op)) {
    case .load:
      hostTraffic.readBytes += Int(buffer.byteCount)
      return [try tensor(of: module.type(of: module.result(of: op)), in: buffer, module)]
    case .store:
      guard let value = operands.first else { throw ExecutionError("has no operand to store") }
      hostTraffic.writtenBytes += Int(buffer.byteCount)
      try write(value, to: buffer, in: module)
      return []
    default: throw ExecutionError("has no execution on the host", isUnsupported: true)
    }
  }

  // MARK: Buffers

  private func write(
    _ tensor: Tensor, to buffer: GemminiBuffer, in module: borrowing Module
  ) throws(ExecutionError) {
    let bytes = tensor.attributeBytes()
    guard bytes.count == Int(buffer.byteCount) else {
      throw ExecutionError(
        "buffer @\(module.string(buffer.name)) has \(buffer.byteCount) bytes, and its value "
          + "\(bytes.count)")
    }
    do { try simulator.write(base: UInt64(bitPattern: buffer.address), bytes: bytes) } catch {
      throw ExecutionError(error.reason)
    }
  }

  private func tensor(
    of type: TypeID, in buffer: GemminiBuffer, _ module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    let bytes = try self.bytes(of: buffer)
    guard let (shape, elementType) = Tensor.layout(of: type, in: module),
      let tensor = Tensor(
        bytes: elementType.storageBytes(fromAttribute: bytes), shape: shape, elementType)
    else { throw ExecutionError("buffer @\(module.string(buffer.name)) does not fit its tensor") }
    return tensor
  }

  private func bytes(of buffer: GemminiBuffer) throws(ExecutionError) -> [UInt8] {
    do {
      return try simulator.read(
        base: UInt64(bitPattern: buffer.address), count: Int(buffer.byteCount))
    } catch {
      throw ExecutionError(error.reason)
    }
  }

  private func buffers(
    _ list: String, of step: OpID, _ program: GemminiProgram, _ module: borrowing Module
  ) throws(ExecutionError) -> [GemminiRunImages.Buffer] {
    var images: [GemminiRunImages.Buffer] = []
    for name in names(list, of: step, in: module) {
      guard let buffer = program.buffer(named: name) else { continue }
      images.append(
        GemminiRunImages.Buffer(name: module.string(name), bytes: try bytes(of: buffer)))
    }
    return images
  }

  private func place(of op: OpID, in module: borrowing Module) -> String {
    text(of: module.place(of: op))
  }

  private func text(of place: DiagnosticPlace) -> String {
    switch place {
    case .named(let file, let line, let column): "\(file):\(line):\(column)"
    default: ""
    }
  }
}

/// The arithmetic that host regions do: one operation per op of a body and point of its loops, one
/// per element of every other result.
struct GemminiHostWork {
  private(set) var operations = 0.0

  mutating func add(_ host: OpID, in module: borrowing Module) {
    guard let body = module.body(of: host) else { return }
    for op in module.ops(of: body) where module.opcode(of: op).dialect != .gemmini {
      if let structured = StructuredOp(op, in: module),
        let bounds = structured.loopBounds(in: module)
      {
        let points = bounds.reduce(1.0) { $0 * Double($1) }
        let perPoint = structured.body(in: module).map { body in
          module.ops(of: body).count {
            let dialect = module.opcode(of: $0).dialect
            return dialect == .arith || dialect == .math
          }
        }
        operations += points * Double(max(1, perPoint ?? 1))
      } else {
        operations += module.results(of: op).reduce(0.0) {
          $0 + Double(module.elementCount(of: module.type(of: $1)) ?? 0)
        }
      }
    }
  }
}
