public import FuseIR
public import Machine

/// What one block of a stream graph did.
public struct StreamBlockFigures: Sendable {
  /// The block.
  public let op: OpID
  /// What it is: `scan k of C`.
  public let name: String
  /// Cycles in which it worked.
  public let busy: Int
  /// The cycle in which it was done; it waited in the others.
  public let finish: Int
  /// Tokens that it gave.
  public let tokens: Int
  /// What it did when, in the order of time; empty where that was not recorded.
  public let intervals: [StreamInterval]
}

/// What a run of a stream graph gave.
public struct StreamRun: Sendable {
  /// The results, as they are stored.
  public internal(set) var outputs: [SparseStorage]
  /// The cycle in which the last block was done.
  public internal(set) var cycles: Int
  /// Tokens of all streams; one that has several readers counts once.
  public internal(set) var tokens: Int
  /// What each block did, in the order in which tokens pass.
  public internal(set) var blocks: [StreamBlockFigures]
  /// Bytes that scanners and arrays read.
  public internal(set) var bytesRead: Int
  /// Bytes that writers wrote.
  public internal(set) var bytesWritten: Int
}

/// Runs `sam.graph`s token by token, and counts their cycles.
public struct StreamSimulator {
  /// The fabric that the graph runs on.
  public let fabric: StreamFabric

  /// Whether runs record what each block does when.
  public let recordsActivity: Bool

  /// Whether the depths of queues that a graph gives count; without, only those of the fabric do.
  public var obeysQueueDepths = true

  /// How many tokens the blocks of a graph may put and take.
  public let tokenLimit: Int

  /// The tokens that each step of `ExecutionLimits` stands for.
  public static let tokensPerStep = 1000

  /// Whether runs compute values. Without them, runs on queues without bounds pass many tokens at once.
  public let computesValues: Bool

  /// A simulator of a fabric; without one, of that which published cycles assume.
  public init(
    fabric: StreamFabric = .paper, recordsActivity: Bool = false, computesValues: Bool = true,
    limits: ExecutionLimits = ExecutionLimits()
  ) {
    self.fabric = fabric
    self.recordsActivity = recordsActivity
    self.computesValues = computesValues
    let (limit, overflows) = limits.steps.multipliedReportingOverflow(by: Self.tokensPerStep)
    tokenLimit = overflows ? .max : limit
  }

  /// Runs a verified graph on the storage of its operands.
  ///
  /// - Throws: where streams do not fit each other, where bounded queues deadlock, or where a block is not simulated.
  public func run(
    graph: OpID, inputs: [SparseStorage], in module: borrowing Module
  ) throws(ExecutionError) -> StreamRun {
    let compiler = try StreamCompiler(graph, inputs, in: module)
    if !computesValues { return try runSpans(compiler, graph, inputs, in: module) }
    var engine = StreamEngine(
      compiler.program, compiler.program.blocks, fabric: fabric, recordsActivity: recordsActivity,
      queues: obeysQueueDepths ? .asGiven : .free)
    let end = engine.run(limit: tokenLimit)
    if let error = error(end, compiler, engine, in: module) { throw error }
    let outputs = try outputs(of: graph, compiler, engine.sinks, inputs, in: module)
    extendLifetime(compiler.memory)
    return figures(compiler, engine, outputs, in: module)
  }

  /// Why a run did not come to its end; nil where it did.
  func error(
    _ end: StreamEngine.End, _ compiler: StreamCompiler, _ engine: borrowing StreamEngine,
    in module: borrowing Module
  ) -> ExecutionError? {
    let report = StreamReport(compiler: compiler)
    switch end {
    case .finished: return nil
    case .fault(let block, let fault): return report.error(block, fault, in: module)
    case .stuck: return report.deadlock(engine, in: module)
    case .exhausted:
      return ExecutionError(
        "has moved \(tokenLimit) tokens, the limit; -max-steps=<n> sets another one, a step for every "
          + "\(Self.tokensPerStep)", isUnsupported: true
      ).located(at: compiler.graph)
    }
  }

  private func figures(
    _ compiler: StreamCompiler, _ engine: borrowing StreamEngine, _ outputs: [SparseStorage],
    in module: borrowing Module
  ) -> StreamRun {
    let report = StreamReport(compiler: compiler)
    var figures: [StreamBlockFigures] = []
    var cycles = 0
    var tokens = 0
    var bytesRead = 0
    var bytesWritten = 0
    for index in 0..<engine.blockCount {
      let block = engine.blocks[index]
      var given = 0
      for port in 0..<block.outputCount {
        given += engine.streams[Int(engine.outputs[block.firstOutput + port])].sent
      }
      cycles = max(cycles, Int(block.clock))
      tokens += given
      bytesRead += Int(block.bytesRead)
      bytesWritten += Int(block.bytesWritten)
      figures.append(
        StreamBlockFigures(
          op: compiler.ops[index], name: report.name(index, in: module), busy: Int(block.busy),
          finish: Int(block.clock), tokens: given,
          intervals: engine.activities?[index].intervals(until: block.clock) ?? []))
    }
    return StreamRun(
      outputs: outputs, cycles: cycles, tokens: tokens, blocks: figures, bytesRead: bytesRead,
      bytesWritten: bytesWritten)
  }

  // MARK: Results

  func outputs(
    of graph: OpID, _ compiler: StreamCompiler, _ written: UnsafeMutablePointer<StreamSink>,
    _ inputs: [SparseStorage], in module: borrowing Module
  ) throws(ExecutionError) -> [SparseStorage] {
    guard let body = module.body(of: graph), let end = module.lastOp(of: body) else { return [] }
    var outputs: [SparseStorage] = []
    for value in module.operands(of: end) {
      guard let op = module.definingOp(of: value) else { continue }
      var sinks: [StreamSink] = []
      for writer in module.operands(of: op).compactMap({ module.definingOp(of: $0) }) {
        guard let found = compiler.writers.first(where: { $0.op == writer }) else { continue }
        sinks.append(written[found.sink])
      }
      let type = module.type(of: value)
      do throws(ExecutionError) {
        guard let values = sinks.popLast() else { throw ExecutionError("has no values") }
        let encoding: SparseEncoding
        do { encoding = try SparseEncoding.of(type, in: module) } catch {
          throw ExecutionError("\(error)")
        }
        let result = StreamResult(
          shape: try shape(of: op, encoding, graph, inputs, in: module), encoding: encoding,
          levels: sinks, values: values)
        outputs.append(try result.storage())
      } catch { throw error.located(at: op) }
    }
    return outputs
  }

  /// The sizes of a result: a `?` is that of the operand's dimension that is read with the same index.
  private func shape(
    of op: OpID, _ encoding: SparseEncoding, _ graph: OpID, _ inputs: [SparseStorage],
    in module: borrowing Module
  ) throws(ExecutionError) -> [Int] {
    let type = module.type(of: module.result(of: op))
    var shape = (module.shape(of: type) ?? []).map {
      $0 == Dimension.dynamic ? -1 : Int($0)
    }
    for (number, writer) in module.operands(of: op).dropLast().enumerated() {
      guard number < encoding.levels.count else { break }
      let dimension = encoding.levels[number].dimension
      guard shape.indices.contains(dimension), shape[dimension] < 0,
        let maker = module.definingOp(of: writer), let index = module.string("index", of: maker),
        let size = size(of: index, graph, inputs, in: module)
      else { continue }
      shape[dimension] = size
    }
    guard !shape.contains(-1) else {
      throw ExecutionError(
        "has a dimension of unknown size: no scanner has the index of its writer")
    }
    return shape
  }

  private func size(
    of index: String, _ graph: OpID, _ inputs: [SparseStorage], in module: borrowing Module
  ) -> Int? {
    guard let body = module.body(of: graph) else { return nil }
    let arguments = module.arguments(of: body)
    for op in module.ops(of: body) {
      let kind = SamOp(module.opcode(of: op))
      guard kind == .scan || kind == .locate, module.string("index", of: op) == index,
        let argument = arguments.firstIndex(of: module.operand(0, of: op)),
        argument < inputs.count, let level = module.integer("level", of: op),
        inputs[argument].encoding.levels.indices.contains(Int(clamping: level))
      else { continue }
      return inputs[argument].shape[inputs[argument].encoding.levels[Int(level)].dimension]
    }
    return nil
  }
}
