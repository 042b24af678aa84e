import FuseIR
import Machine

/// Says of each `sched.program` whether it is legal, and what breaks it.
///
/// Every iteration of every layer must be computed once; what a node or move reads must lie complete in its memory, in a place that
/// lasts, element by element; sums must grow in order on one place; memories must hold what is in them at every moment; a unit
/// computes one node at a time and a channel carries one transfer; results must be in the outermost memory at the end. Each
/// violation is an error at the op of the timeline, with a counter-example. The program is left alone. Functions without a `sched.program` are
/// passed over. With `costs`, units must be able to compute their nodes as well, and nodes must take as long as fusec's cost model says at least; schedules
/// with costs from elsewhere may differ there. `schedule-multicore` checks what it writes in the same way; this pass is for schedules from elsewhere.
///
/// ```
/// "sched.node"() {layer = 4 : i64, ..., start = 410 : i64, ...}   →   error: row 37 of matmul.1 is read at cycle 410 and written at cycle 655
/// ```
public struct CheckSchedule: Pass {
  /// `check-schedule`.
  public static let name = "check-schedule"
  /// What the pass does.
  public static let summary = "Says whether multi-core schedules are legal, with counter-examples."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.function

  /// The options.
  public static var options: [PassOption<CheckSchedule>] {
    [PassOption("costs", \.costs, "Compare the times of nodes with fusec's costs as well.")]
  }

  /// Whether the times of nodes are compared with costs.
  public var costs = false

  /// The pass with default options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard let body = module.body(of: function) else { return .unchanged }
    var isLegal = true
    for op in module.ops(of: body) where module.opcode(of: op).is(SchedOp.program) {
      let program: ScheduledProgram
      switch ScheduledProgram.of(op, in: module) {
      case .success(let found): program = found
      case .failure(let obstacle):
        context.error(
          "'\(module.name(of: obstacle.op))' \(obstacle.message)", at: obstacle.op, in: module)
        isLegal = false
        continue
      }
      let violations: [ScheduleViolation]
      if costs {
        var costs = CoreCosts(graph: program.graph, platform: program.platform)
        violations = ScheduleChecker.violations(of: program, costs: &costs, in: module)
      } else {
        violations = ScheduleChecker.violations(of: program, in: module)
      }
      for violation in violations {
        context.error(violation.message, at: violation.op, in: module)
      }
      if violations.isEmpty {
        context.count("schedules checked")
      } else {
        isLegal = false
      }
    }
    return isLegal ? .unchanged : .failed
  }
}
