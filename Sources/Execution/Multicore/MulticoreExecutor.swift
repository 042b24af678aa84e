public import FuseIR
public import Machine

/// Executes functions whose work is a `sched.program`: its values node by node, as the timeline says.
///
/// Ops around the program are executed by the reference interpreter and take no time.
public struct MulticoreExecutor {
  private let limits: ExecutionLimits

  /// An executor.
  public init(limits: ExecutionLimits = ExecutionLimits()) { self.limits = limits }

  /// Calls the function with the given name and returns its results.
  public func run(
    function name: String, inputs: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    var interpreter = Interpreter(module, limits: limits)
    let limits = limits
    interpreter.scheduleHandler = { (module, op, operands) throws(ExecutionError) -> [Tensor] in
      let program: ScheduledProgram
      switch ScheduledProgram.of(op, in: module) {
      case .success(let found): program = found
      case .failure(let obstacle):
        throw ExecutionError(obstacle.message).located(at: obstacle.op)
      }
      return try Self.run(program, operands: operands, limits: limits, in: module)
    }
    return try interpreter.run(function: name, inputs: inputs, in: module)
  }

  /// Runs a program that was read from `module` on the given operands, and returns its results.
  public static func run(
    _ program: ScheduledProgram, operands: [Tensor], limits: ExecutionLimits = ExecutionLimits(),
    in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    var simulator = try MulticoreSimulator(program, operands: operands, limits: limits, in: module)
    return try simulator.run(in: module)
  }
}
