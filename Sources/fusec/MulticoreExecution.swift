import Execution
import FuseIR
import Machine

/// Runs a function's `sched.program` on the simulator of its platform.
struct MulticoreExecution {
  /// The function.
  let function: String

  /// The results, and what they cost.
  func execute(
    _ module: borrowing Module, _ arguments: [Tensor], _ options: Options,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> ExecutionOutcome {
    guard let op = module.function(named: function),
      let schedule = ScheduledProgram.inFunction(op, of: module)
    else {
      diagnostics.error(
        "@\(function) has no sched.program to run: schedule the module with -passes=multicore and "
          + "-target=<platform>")
      throw Driver.Stop(code: .refused)
    }
    let program: ScheduledProgram
    switch ScheduledProgram.of(schedule, in: module) {
    case .success(let found): program = found
    case .failure(let obstacle):
      diagnostics.error(obstacle.message, at: module.place(of: obstacle.op))
      throw Driver.Stop(code: .wrongInput)
    }
    // What breaks a rule that the simulation does not come across, such as a result that nobody asks for, is an error all the same.
    let violations = ScheduleChecker.violations(of: program, in: module)
    for violation in violations {
      diagnostics.error(violation.message, at: module.place(of: violation.op))
    }
    guard violations.isEmpty else { throw Driver.Stop(code: .wrongInput) }
    do {
      let outputs = try MulticoreExecutor(limits: options.executionLimits).run(
        function: function, inputs: arguments, in: module)
      return ExecutionOutcome(outputs: outputs, figures: Self.figures(of: program))
    } catch { throw ExecutionRequest.stop(error, module, diagnostics) }
  }

  /// Name and value of each figure of the run report, in the order of printing.
  private static func figures(
    of program: ScheduledProgram
  ) -> [(name: String, value: String)] {
    [("cycles", "\(program.cycles)")]
  }
}
