import FuseIR
import Machine

/// Expects what each stream region costs, and writes it on the region.
///
/// A region is a `fuse.group` of kind `stream`, its order that of its `stream.order`; without one, the cheapest that is found. Ops
/// outside of groups are regions of their own. A region costs as many cycles as its busiest block has tokens, and what its stages
/// wait for each other; a program costs the sum of its regions. What is stored of arguments is counted from the data of `-inputs`
/// where they are given, and else follows from the declared `stream.density`.
///
/// ```
/// "fuse.group"(%a, %b) ({...}) {kind = "stream", stream.order = ["i", "k", "j"]}
///   →  ... {kind = "stream", stream.order = ["i", "k", "j"], stream.cycles = 182160 : i64}
/// ```
public struct StreamCost: StreamCosting {
  /// `stream-cost`.
  public static let name = "stream-cost"
  /// What the pass does.
  public static let summary = "Expects the cycles of each stream region from what is stored."
  /// Each function.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<StreamCost>] {
    [
      PassOption(
        "locate", \.locate, "Dense operands are looked up, not scanned beside sparse ones."),
      PassOption("strict", \.strict, "Accumulators give one entry a cycle, writers count stops."),
      PassOption("bandwidth", \.bandwidth, "Bytes a cycle to and from memory; 0 for no limit."),
    ]
  }

  /// Whether dense operands are looked up.
  public var locate = true
  /// Whether every token counts.
  public var strict = false
  /// Bytes a cycle; 0 for no limit.
  public var bandwidth = 0

  /// The pass with default options.
  public init() {}

  /// Runs on a function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let read = EinsumFunction(
      function, in: module, arguments: context.statistics(of: function, in: module))
    if let (op, reason) = read.refusal {
      context.remark(
        "no cost, since '\(module.name(of: op))' has no place in a stream: \(reason)", at: op,
        in: module)
      return .unchanged
    }
    guard !read.statements.isEmpty else { return .unchanged }
    let rules = StreamFabricRules(
      locates: locate, countsEverything: strict,
      bytesPerCycle: bandwidth > 0 ? Double(bandwidth) : nil)
    var cuts = StreamCuts(read, rules: rules)
    var total = 0.0
    var grouped: Set<Int> = []
    for group in read.groups {
      grouped.formUnion(group.statements)
      let part: StreamSchedule.Part?
      if let names = StreamNames.order(of: group.op, in: module) {
        let region = EinsumRegion(group.statements, of: read, in: module)
        let order = StreamNames.order(names, of: region, read, in: module)
        part = cuts.estimator.estimate(region, order: order).map {
          .init(statements: group.statements, region: region, order: order, estimate: $0)
        }
      } else {
        part = cuts.part(group.statements, in: module)
      }
      guard let part else {
        context.error(
          "the region can't run in its order: a loop would need a result again that is accumulated "
            + "outside of it, or storage stands in another order", at: group.op, in: module)
        return .failed
      }
      total += part.estimate.cycles
      let cycles = module.integerAttribute(StreamNames.whole(part.estimate.cycles))
      module.setAttribute("stream.cycles", cycles, of: group.op)
      tell(part, group.op, module, context)
    }
    for number in read.statements.indices where !grouped.contains(number) {
      let op = read.statements[number].op
      guard let part = cuts.part([number], in: module) else {
        context.remark(
          "no cost of this op: it has no graph of streams in any order of its loops", at: op,
          in: module)
        continue
      }
      total += part.estimate.cycles
      tell(part, op, module, context)
    }
    context.remark(
      "all regions one after another take \(StreamNames.text(total)) cycles", at: function,
      in: module)
    return read.groups.isEmpty ? .unchanged : .changed
  }

  private func tell(
    _ part: StreamSchedule.Part, _ op: OpID, _ module: borrowing Module, _ context: PassContext
  ) {
    let estimate = part.estimate
    context.remark(
      "\(StreamNames.text(estimate.cycles)) cycles: \(StreamNames.text(estimate.tokens)) tokens in the "
        + "\(estimate.bottleneck) of statement \(estimate.bottleneckMember + 1) of "
        + "\(part.statements.count), \(StreamNames.text(estimate.bytes)) bytes", at: op, in: module)
  }
}
