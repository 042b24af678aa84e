public import FuseIR

/// How many tokens the queues of a graph hold, and what was found out about them by running it.
public struct StreamQueuePlan: Sendable {
  /// The `sam.graph`.
  public let graph: OpID
  /// By block, the depth of the queue in front of each stream that it reads.
  public let blocks: [(op: OpID, depths: [Int])]
  /// The cycles of the graph, which are those on queues without bounds.
  public let cycles: Int
  /// The largest number of tokens that a queue has to hold where no sender is ever to wait for room.
  public let freeDepth: Int
  /// How many times the graph was run.
  public let runs: Int
  /// Whether with one token less in any one queue the graph takes more cycles, or none at all can be given.
  public let isMinimal: Bool

  /// A plan.
  public init(
    graph: OpID, blocks: [(op: OpID, depths: [Int])], cycles: Int, freeDepth: Int, runs: Int,
    isMinimal: Bool
  ) {
    self.graph = graph
    self.blocks = blocks
    self.cycles = cycles
    self.freeDepth = freeDepth
    self.runs = runs
    self.isMinimal = isMinimal
  }
}
