import FuseIR

/// Lets a loop of stream graphs run on several lanes side by side.
///
/// The points of the loop are dealt to the lanes in turn (`sam.fork`), each lane has a copy of all blocks inside of the loop, and what
/// leaves them is gathered in the order in which it was dealt (`sam.join`), so that the streams behind are the ones that they were.
/// A sum over the loop itself becomes one sum in each lane, and the sum of these; only this changes the order of additions. What
/// each lane reads in full, such as the rows of another operand, is read by all.
///
/// With `factor`, the loop `level` of every graph that has one runs on so many lanes; it is an error where that can't be. Without,
/// graphs get the lanes that `choose-stream-schedule` gave them (`stream.lanes`), and a remark says where one can't have them.
///
/// ```
/// %i, %ri = "sam.scan"(%B, %r) {index = "i"}       →   %i, %ri = "sam.scan"(%B, %r) {index = "i"}
/// %j, %rj = "sam.scan"(%B, %ri) {index = "j"}          %r0, %r1 = "sam.fork"(%ri) {index = "i"}
/// "sam.write_level"(%j)                                %j0, %s0 = "sam.scan"(%B, %r0) {index = "j"}
///                                                      %j1, %s1 = "sam.scan"(%B, %r1) {index = "j"}
///                                                      %j = "sam.join"(%j0, %j1) {index = "i"}
///                                                      "sam.write_level"(%j)
/// ```
public struct StreamParallelize: Pass {
  /// `stream-parallelize`.
  public static let name = "stream-parallelize"
  /// What the pass does.
  public static let summary = "Lets a loop of stream graphs run on several lanes."
  /// The whole program, or functions one at a time.
  public static let anchor = PassAnchor.any
  /// The options.
  public static var options: [PassOption<StreamParallelize>] {
    [
      PassOption("level", \.level, "The index of the loop."),
      PassOption(
        "factor", \.factor, "Lanes, from 2 to 64; 0 takes those that graphs have in stream.lanes."),
    ]
  }

  /// The most lanes that a join gathers.
  public static let greatestFactor = 64
  /// The most blocks that a graph may get.
  private static let greatestSize = 1 << 18

  /// The index of the loop.
  public var level = ""
  /// Lanes.
  public var factor = 0

  /// The pass with default options.
  public init() {}

  /// Rewrites the graphs inside of the op.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var graphs: [OpID] = []
    for inner in module.opsPreOrder(in: op) where module.opcode(of: inner).is(SamOp.graph) {
      graphs.append(inner)
    }
    guard factor != 0 || !level.isEmpty else { return apply(graphs, &module, &context) }
    guard (2...Self.greatestFactor).contains(factor), !level.isEmpty else {
      context.error(
        "stream-parallelize: give 'level', the index of a loop, and 'factor' from 2 to \(Self.greatestFactor) together"
      )
      return .failed
    }
    var outcome = PassOutcome.unchanged
    var others: [String] = []
    for graph in graphs {
      guard let body = module.body(of: graph) else { continue }
      let indices = StreamLaneLoop.indices(of: body, in: module)
      guard indices.contains(level) else {
        for index in indices where !others.contains(index) { others.append(index) }
        continue
      }
      if let refusal = split(graph, level, factor, &module, &context) {
        context.error(
          "stream-parallelize: \(refusal.reason)", at: refusal.op ?? graph, in: module)
        return .failed
      }
      outcome = .changed
    }
    if outcome == .unchanged, let first = graphs.first {
      context.error(
        "stream-parallelize: no graph has a loop '\(level)'; there are "
          + others.map { "'\($0)'" }.joined(separator: ", "), at: first, in: module)
      return .failed
    }
    return outcome
  }

  /// Gives graphs the lanes that they ask for.
  private func apply(
    _ graphs: [OpID], _ module: inout Module, _ context: inout PassContext
  ) -> PassOutcome {
    var outcome = PassOutcome.unchanged
    for graph in graphs {
      let lanes = StreamNames.lanes(of: graph, in: module)
      guard !lanes.isEmpty else { continue }
      for (level, factor) in lanes where factor > 1 {
        guard factor <= Self.greatestFactor else {
          context.error(
            "stream-parallelize: 'stream.lanes' gives loop '\(level)' \(factor) lanes, and "
              + "\(Self.greatestFactor) are the most", at: graph, in: module)
          return .failed
        }
        if let refusal = split(graph, level, factor, &module, &context) {
          context.remark(
            "loop '\(level)' stays on one lane: \(refusal.reason)", at: refusal.op ?? graph,
            in: module)
        }
      }
      module.removeAttribute(StreamNames.lanes, of: graph)
      outcome = .changed
    }
    return outcome
  }

  /// Why a loop can't run on lanes.
  private struct Refusal {
    let op: OpID?
    let reason: String
  }

  /// Splits the loop of a graph into lanes; gives why it can't be.
  private func split(
    _ graph: OpID, _ level: String, _ factor: Int, _ module: inout Module,
    _ context: inout PassContext
  ) -> Refusal? {
    guard let body = module.body(of: graph) else { return Refusal(op: nil, reason: "is empty") }
    let loops = StreamLaneLoop.loops(level, of: body, in: module)
    // The one with the most inside: others only read a row once more.
    guard let loop = loops.max(by: { $0.inside.count < $1.inside.count }) else {
      let indices = StreamLaneLoop.indices(of: body, in: module).map { "'\($0)'" }
      return Refusal(
        op: nil,
        reason: "the graph has no loop '\(level)', but \(indices.joined(separator: ", "))")
    }
    guard !loop.inside.isEmpty else {
      if let obstacle = loop.obstacle {
        return Refusal(
          op: obstacle,
          reason:
            "'\(module.name(of: obstacle))' in loop '\(level)' reads streams inside of the loop that "
            + "other blocks give, which cannot be dealt to lanes")
      }
      return Refusal(
        op: nil,
        reason:
          "nothing runs inside of loop '\(level)': its coordinates take as long as what is done with "
          + "them, and lanes would wait for these")
    }
    let size = module.ops(of: body).count + loop.inside.count * factor
    guard size <= Self.greatestSize else {
      return Refusal(
        op: nil,
        reason: "the graph would have \(size) blocks, and \(Self.greatestSize) are the most")
    }
    StreamLanes.split(loop, into: factor, in: &module)
    context.count("loops on lanes")
    context.count("lanes", by: factor)
    context.remark(
      "loop '\(level)' runs on \(factor) lanes, \(loop.inside.count) blocks in each", at: graph,
      in: module)
    return nil
  }
}
