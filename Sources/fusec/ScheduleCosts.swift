import FuseIR
import Machine

/// The figures of a program that carries a multi-core schedule.
enum ScheduleCosts {
  /// The figures of the first schedule; nil where there is none, or where it can't be read or breaks a rule, which is reported.
  static func report(
    _ module: borrowing Module, _ diagnostics: DiagnosticEngine
  ) -> CostReport? {
    let ops = module.opsPreOrder(in: module.root)
    guard let op = ops.first(where: { module.opcode(of: $0).is(SchedOp.program) }) else {
      return nil
    }
    switch ScheduledProgram.of(op, in: module) {
    case .success(let program):
      let violations = ScheduleChecker.violations(of: program, in: module)
      for violation in violations {
        diagnostics.error(violation.message, at: module.place(of: violation.op))
      }
      return violations.isEmpty ? CostReport(program, in: module) : nil
    case .failure(let obstacle):
      diagnostics.error(
        "the schedule can't be read: \(obstacle.message)", at: module.place(of: obstacle.op))
      return nil
    }
  }
}
