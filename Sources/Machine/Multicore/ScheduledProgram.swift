public import FuseIR

/// A `sched.program` as checkers, executors and formats read it: the layers with their graph, and the timeline.
///
/// A schedule may come from anybody: boxes need not lie on a grid, and nothing is known to be right but that the numbers are in range:
/// layers, tensors, memories, cores and units exist, and boxes lie inside of their loops or tensors.
public struct ScheduledProgram {
  /// A node.
  public struct Node: Sendable {
    /// The op of the timeline.
    public var op: OpID
    /// The number of the layer in the graph.
    public var layer: Int
    /// The part of the loops.
    public var box: Box
    /// The number of the unit that computes it.
    public var unit: Int
    /// The cycle in which it begins.
    public var start: Int64
    /// The cycle in which it ends.
    public var end: Int64
    /// What it takes inside of the core, in picojoules; nil where the schedule does not say.
    public var picojoules: Double?
  }

  /// A transfer.
  public struct Move: Sendable {
    /// The op of the timeline.
    public var op: OpID
    /// The number of the tensor in the graph.
    public var tensor: Int
    /// The part of the tensor.
    public var box: Box
    /// The number of the memory that it is read from.
    public var source: Int
    /// The number of the memory that it is written to.
    public var destination: Int
    /// The cycle in which it begins.
    public var start: Int64
    /// The cycle in which it ends.
    public var end: Int64
  }

  /// A place.
  public struct Hold: Sendable {
    /// The op of the timeline.
    public var op: OpID
    /// The number of the tensor in the graph.
    public var tensor: Int
    /// The part of the tensor.
    public var box: Box
    /// The number of the memory.
    public var memory: Int
    /// The bytes that the place takes.
    public var bytes: Int
    /// The cycle in which it begins.
    public var start: Int64
    /// The cycle in which it ends.
    public var end: Int64
  }

  /// The `sched.program`.
  public var op: OpID
  /// The machine that it is for.
  public var machine: Accelerator
  /// The machine as schedules see it.
  public var platform: Platform
  /// The layers and the tensors between them.
  public var graph: LayerGraph
  /// The nodes, in the order in which they stand.
  public var nodes: [Node]
  /// The transfers, in the order in which they stand.
  public var moves: [Move]
  /// The places, in the order in which they stand.
  public var holds: [Hold]
  /// When the last of all ends, as the program says.
  public var cycles: Int64
  /// The energy in picojoules, as the program says; nil where it says nothing.
  public var picojoules: Double?
  /// What the program says that no schedule can beat, in cycles.
  public var boundCycles: Int64?
  /// What the program says that no schedule can beat, in picojoules.
  public var boundPicojoules: Double?
}
