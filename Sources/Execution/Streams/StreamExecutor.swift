public import FuseIR
public import Machine

/// Executes functions whose work is in `sam.graph`s, one after another on the stream simulator.
///
/// Ops that only pass values on are executed by the reference interpreter and take no time.
public struct StreamExecutor {
  private final class Recorder {
    let simulator: StreamSimulator
    var runs: [(graph: OpID, run: StreamRun)] = []

    init(_ fabric: StreamFabric) { simulator = StreamSimulator(fabric: fabric) }
  }

  /// Ops that pass values on or make constants.
  private static let structural: Set<String> = [
    "arith.constant", "func.func", "func.return", "sam.graph", "sparse_tensor.convert",
    "stablehlo.constant", "tensor.cast", "tensor.empty",
  ]

  private let recorder: Recorder

  /// An executor on a fabric.
  public init(fabric: StreamFabric) { recorder = Recorder(fabric) }

  /// The graphs that were run, in order.
  public var runs: [(graph: OpID, run: StreamRun)] { recorder.runs }

  /// Calls the function with the given name and returns its results.
  public func run(
    function name: String, inputs: [Tensor], in module: borrowing Module, limits: ExecutionLimits
  ) throws(ExecutionError) -> [Tensor] {
    guard let function = module.function(named: name), let body = module.body(of: function) else {
      throw ExecutionError("there is no function '\(name)' with a body")
    }
    for op in module.ops(of: body) where !Self.structural.contains(module.name(of: op)) {
      throw ExecutionError(
        "is no sam.graph: lower the module with -passes=lower-to-sam", isUnsupported: true
      ).located(at: op)
    }
    var interpreter = Interpreter(module, limits: limits)
    let recorder = recorder
    interpreter.foreignHandler = { (module, op, operands) throws(ExecutionError) in
      guard module.opcode(of: op).is(SamOp.graph) else { throw ExecutionError.unsupported }
      let run = try recorder.simulator.run(
        graph: op, inputs: StreamExecutor.storages(of: operands, op, in: module), in: module)
      recorder.runs.append((op, run))
      return try StreamExecutor.tensors(run.outputs)
    }
    return try interpreter.run(function: name, inputs: inputs, in: module)
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
          try SparseStorage(operand, encoding: try SparseEncoding.of(type, in: module)))
      } catch let error as SparseStorageError {
        throw ExecutionError("cannot store operand \(index): \(error.message)")
      } catch { throw ExecutionError("cannot store operand \(index): \(error)") }
    }
    return storages
  }

  static func tensors(_ storages: [SparseStorage]) throws(ExecutionError) -> [Tensor] {
    var tensors: [Tensor] = []
    for storage in storages {
      do { tensors.append(try storage.tensor()) } catch {
        throw ExecutionError("gives a result that is too large: \(error.message)")
      }
    }
    return tensors
  }
}
