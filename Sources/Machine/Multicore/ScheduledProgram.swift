public import FuseIR

/// A `sched.program` as checkers, executors and formats read it: the layers with their graph, and the timeline.
///
/// A schedule may come from anybody: boxes need not lie on a grid, and nothing is known to be right but that the numbers are in range:
/// layers, tensors, memories, cores and units exist, and boxes lie inside of their loops or tensors.
public struct ScheduledProgram {
  /// A node.
  public struct Node: Sendable {
    public var op: OpID
    /// The number of the layer in the graph.
    public var layer: Int
    public var box: Box
    public var unit: Int
    public var start: Int64
    public var end: Int64
    /// What it takes inside of the core, in picojoules; nil where the schedule does not say.
    public var picojoules: Double?
  }

  /// A transfer.
  public struct Move: Sendable {
    public var op: OpID
    /// The number of the tensor in the graph.
    public var tensor: Int
    public var box: Box
    public var source: Int
    public var destination: Int
    public var start: Int64
    public var end: Int64
  }

  /// A place.
  public struct Hold: Sendable {
    public var op: OpID
    public var tensor: Int
    public var box: Box
    public var memory: Int
    public var bytes: Int
    public var start: Int64
    public var end: Int64
  }

  /// The `sched.program`.
  public var op: OpID
  /// The machine that it is for.
  public var machine: Accelerator
  public var platform: Platform
  public var graph: LayerGraph
  /// In the order in which they stand.
  public var nodes: [Node]
  public var moves: [Move]
  public var holds: [Hold]
  /// When the last of all ends, as the program says.
  public var cycles: Int64
  /// What the program says about its energy and about bounds; nil where it says nothing.
  public var picojoules: Double?
  public var boundCycles: Int64?
  public var boundPicojoules: Double?
}
