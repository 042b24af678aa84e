public import FuseIR
public import Machine

/// What a copy of a tensor in another encoding took.
public struct StreamCopy: Sendable {
  /// The `sparse_tensor.convert`.
  public let op: OpID
  /// The cycle in which it began.
  public let start: Int
  /// Its cycles.
  public let cycles: Int
  /// Tokens that were read and written.
  public let tokens: Int
  /// Bytes of the source.
  public let bytesRead: Int
  /// Bytes of the copy.
  public let bytesWritten: Int
}

/// Executes functions whose work is in `sam.graph`s, one after another on the stream simulator.
///
/// Copies in another encoding are charged by what they move. Ops that only pass values on are executed by the reference
/// interpreter and take no time.
public struct StreamExecutor {
  private final class Recorder {
    let simulator: StreamSimulator
    var runs: [(graph: OpID, start: Int, run: StreamRun)] = []
    var copies: [StreamCopy] = []
    var queues: [StreamQueuePlan] = []
    /// Cycles until now.
    var cycles = 0

    init(_ simulator: StreamSimulator) { self.simulator = simulator }
  }

  /// Ops that pass values on or make constants.
  private static let structural: Set<String> = [
    "arith.constant", "func.func", "func.return", "linalg.fill", "sam.graph",
    "sparse_tensor.convert", "stablehlo.constant", "tensor.cast", "tensor.collapse_shape",
    "tensor.empty", "tensor.expand_shape",
  ]

  private let recorder: Recorder

  private let queueRuns: Int?

  /// An executor on a fabric; it records what blocks do when where that is asked for. With `queueRuns` it finds the smallest
  /// queues of each graph in that many runs at most. Without values, results are 0 wherever the program stores something.
  public init(
    fabric: StreamFabric, recordsActivity: Bool = false, queueRuns: Int? = nil,
    computesValues: Bool = true, limits: ExecutionLimits = ExecutionLimits()
  ) {
    var simulator = StreamSimulator(
      fabric: fabric, recordsActivity: recordsActivity, computesValues: computesValues,
      limits: limits)
    simulator.obeysQueueDepths = queueRuns == nil
    recorder = Recorder(simulator)
    self.queueRuns = queueRuns
  }

  /// The queues of the graphs that were run, in order, where they were asked for.
  public var queues: [StreamQueuePlan] { recorder.queues }

  /// The graphs that were run, in order, each with the cycle in which it began.
  public var runs: [(graph: OpID, start: Int, run: StreamRun)] { recorder.runs }

  /// The copies between graphs, in order.
  public var copies: [StreamCopy] { recorder.copies }

  /// Calls the function with the given name and returns its results.
  public func run(
    function name: String, inputs: [Tensor], in module: borrowing Module, limits: ExecutionLimits
  ) throws(ExecutionError) -> [Tensor] {
    guard let function = module.function(named: name), let body = module.body(of: function) else {
      throw ExecutionError("there is no function '\(name)' with a body")
    }
    let ops = module.ops(of: body)
    for op in ops where !Self.structural.contains(module.name(of: op)) {
      throw ExecutionError(
        "is no sam.graph: lower the module with -passes=lower-to-sam", isUnsupported: true
      ).located(at: op)
    }
    let arguments = module.arguments(of: body)
    guard arguments.count == inputs.count else {
      throw ExecutionError("'\(name)' takes \(arguments.count) inputs, not \(inputs.count)")
    }
    var values: [ValueID: Tensor] = [:]
    for (argument, input) in zip(arguments, inputs) { values[argument] = input }
    var interpreter = Interpreter(module, limits: limits)
    for op in ops {
      do {
        var operands: [Tensor] = []
        for value in module.operands(of: op) {
          guard let tensor = values[value] else { throw ExecutionError("has no operand value") }
          operands.append(tensor)
        }
        if module.opcode(of: op).is(FuncOp.return) { return operands }
        let results = try execute(op, &operands, &interpreter, in: module)
        for (value, tensor) in zip(module.results(of: op), results) { values[value] = tensor }
      } catch let error as ExecutionError { throw error.located(at: op) } catch {
        throw ExecutionError("\(error)").located(at: op)
      }
    }
    return []
  }

  private func execute(
    _ op: OpID, _ operands: inout [Tensor], _ interpreter: inout Interpreter,
    in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let opcode = module.opcode(of: op)
    if opcode.is(SamOp.graph) {
      let inputs = try Self.storages(of: operands, op, in: module)
      if let queueRuns {
        let sizing = StreamQueueSizing(simulator: recorder.simulator, runLimit: queueRuns)
        recorder.queues.append(try sizing.plan(graph: op, inputs: inputs, in: module))
      }
      let run = try recorder.simulator.run(graph: op, inputs: inputs, in: module)
      recorder.runs.append((op, recorder.cycles, run))
      recorder.cycles += run.cycles
      return try Self.tensors(run.outputs)
    }
    if opcode.is(SparseTensorOp.convert) {
      try copy(op, operands, in: module)
      return operands
    }
    return try interpreter.execute(op, &operands, in: module)
  }

  /// Charges for a copy in another encoding: each stored place and each fiber of the source is a token, and on a strict fabric
  /// what was put in order leaves a token a cycle, too.
  private func copy(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) {
    let source: SparseStorage
    let target: SparseStorage
    do {
      let from = try SparseEncoding.of(module.type(of: module.operand(0, of: op)), in: module)
      let to = try SparseEncoding.of(module.type(of: module.result(of: op)), in: module)
      if from == to { return }
      guard recorder.simulator.computesValues || to.isAllDense || !from.isAllDense else {
        throw ExecutionError(
          "stores what is not zero, which is not known without values", isUnsupported: true)
      }
      source = try SparseStorage(operands[0], stored: operands[0].stored, encoding: from)
      target = try SparseStorage(operands[0], stored: operands[0].stored, encoding: to)
    } catch let error as ExecutionError { throw error } catch {
      throw ExecutionError("cannot be stored: \(error)")
    }
    var fibers = 1
    for level in source.levels.dropLast() { fibers = level.positionCount(below: fibers) }
    let read = source.values.count + fibers
    let cycles = read + (recorder.simulator.fabric.isStrict ? target.values.count : 0)
    recorder.copies.append(
      StreamCopy(
        op: op, start: recorder.cycles, cycles: cycles, tokens: read + target.values.count,
        bytesRead: Self.bytes(source), bytesWritten: Self.bytes(target)))
    recorder.cycles += cycles
  }

  private static func bytes(_ storage: SparseStorage) -> Int {
    var count = storage.values.count
    for level in storage.levels {
      switch level {
      case .dense: break
      case .compressed(let segments, let coordinates): count += segments.count + coordinates.count
      case .singleton(let coordinates): count += coordinates.count
      }
    }
    return count * 4
  }

  /// The operands of a graph as their encodings store them.
  static func storages(
    of operands: [Tensor], _ graph: OpID, in module: borrowing Module
  ) throws(ExecutionError) -> [SparseStorage] {
    var storages: [SparseStorage] = []
    for (index, operand) in operands.enumerated() {
      let type = module.type(of: module.operand(index, of: graph))
      do {
        storages.append(
          try SparseStorage(
            operand, stored: operand.stored, encoding: try SparseEncoding.of(type, in: module)))
      } catch let error as SparseStorageError {
        throw ExecutionError("cannot store operand \(index): \(error.message)")
      } catch { throw ExecutionError("cannot store operand \(index): \(error)") }
    }
    return storages
  }

  static func tensors(_ storages: [SparseStorage]) throws(ExecutionError) -> [Tensor] {
    var tensors: [Tensor] = []
    for storage in storages {
      do {
        var tensor = try storage.tensor()
        if !storage.encoding.isAllDense { tensor.stored = try storage.pattern() }
        tensors.append(tensor)
      } catch {
        throw ExecutionError("gives a result that is too large: \(error.message)")
      }
    }
    return tensors
  }
}
