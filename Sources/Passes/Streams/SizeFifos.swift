import FuseIR
import Machine

/// Gives the queues of stream graphs the smallest depths with which no cycle is lost.
///
/// The graphs are run on the data of `-run` (`-inputs` or `-seed`), on the fabric of the target, with queues without bounds. That
/// says how many tokens each queue has to hold so that no sender ever waits, which is a proof that these depths neither
/// deadlock nor lose a cycle: every token leaves when it did without bounds. From there all queues go down to one bound, and
/// then each by itself, as long as the graph takes no cycle more. In the end, one token less in any queue costs cycles or
/// deadlocks. With other data, a graph may need more; without data there is no answer, and the pass says so.
///
/// ```
/// %v = "sam.alu"(%a, %b) {function = "mul"}   →   %v = "sam.alu"(%a, %b) {function = "mul", queue_depths = array<i64: 1, 4>}
/// ```
public struct SizeFifos: Pass {
  /// `size-fifos`.
  public static let name = "size-fifos"
  /// What the pass does.
  public static let summary =
    "Gives queues of stream graphs the smallest depths that lose no cycle."
  /// Each function.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<SizeFifos>] {
    [
      PassOption(
        "runs", \.runs,
        "Times that a graph is run at most; then depths suffice, but may be more than needed.")
    ]
  }

  /// The most runs of a graph.
  public var runs = 4096

  /// The pass with default options.
  public init() {}

  /// Runs on a function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard
      let first = module.opsPreOrder(in: function).first(where: {
        module.opcode(of: $0).is(SamOp.graph)
      })
    else { return .unchanged }
    guard runs >= 2 else {
      context.error("size-fifos: 'runs' is at least 2, one without bounds and one with")
      return .failed
    }
    guard let queues = context.streamQueues else {
      context.error(
        "size-fifos: how long queues get depends on the data: give -run=<function> with -inputs=<dir> or -seed=<n>",
        at: first, in: module)
      return .failed
    }
    guard queues.function == Function(function).name(in: module) else {
      context.remark(
        "the queues stay as they are: the data are those of '\(queues.function)'", at: function,
        in: module)
      return .unchanged
    }
    switch queues.plan(module, runs) {
    case .failure(let failure):
      context.error("size-fifos: \(failure.message)", at: failure.op ?? first, in: module)
      return .failed
    case .success(let plans):
      for plan in plans { write(plan, &module, &context) }
      return .changed
    }
  }

  private func write(
    _ plan: StreamQueuePlan, _ module: inout Module, _ context: inout PassContext
  ) {
    var places = 0
    var deepest = 0
    var count = 0
    for block in plan.blocks {
      let depths = module.denseArrayAttribute(block.depths.map { Int64($0) })
      module.setAttribute("queue_depths", depths, of: block.op)
      places += block.depths.reduce(0, +)
      deepest = max(deepest, block.depths.max() ?? 0)
      count += block.depths.count
    }
    context.count("queues", by: count)
    context.count("places in queues", by: places)
    context.remark(
      "\(count) queues with \(places) places, the longest with \(deepest), take \(plan.cycles) cycles as "
        + "queues without bounds do, in which up to \(plan.freeDepth) tokens wait; "
        + (plan.isMinimal
          ? "one place less anywhere costs cycles or deadlocks"
          : "some may be shorter: \(plan.runs) runs were not enough to tell"),
      at: plan.graph,
      in: module)
  }
}
