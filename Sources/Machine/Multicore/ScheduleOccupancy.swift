/// How many bytes lie in each memory as a schedule goes on, by its holds.
public struct ScheduleOccupancy: Sendable {
  /// Bytes of a tensor that come or, where they are negative, go.
  public struct Change: Sendable {
    /// The cycle.
    public var time: Int64
    /// The number of the tensor.
    public var tensor: Int
    /// How many.
    public var bytes: Int
  }

  /// By memory, in the order of time; at the same time, what goes before what comes.
  public var changes: [[Change]]

  /// The changes that the holds of a schedule make.
  public init(_ program: borrowing ScheduledProgram) {
    changes = [[Change]](repeating: [], count: program.platform.memories.count)
    for hold in program.holds where hold.end > hold.start && hold.bytes > 0 {
      changes[hold.memory].append(Change(time: hold.start, tensor: hold.tensor, bytes: hold.bytes))
      changes[hold.memory].append(Change(time: hold.end, tensor: hold.tensor, bytes: -hold.bytes))
    }
    for memory in changes.indices { changes[memory] = Self.sorted(changes[memory]) }
  }

  /// The changes of tensors that are no weights, in all memories but the outermost together.
  public func features(of graph: LayerGraph) -> [Change] {
    Self.sorted(changes.dropFirst().flatMap { $0.filter { !graph.tensors[$0.tensor].isWeight } })
  }

  private static func sorted(_ changes: [Change]) -> [Change] {
    changes.sorted { ($0.time, $0.bytes, $0.tensor) < ($1.time, $1.bytes, $1.tensor) }
  }

  /// The most bytes at a time, and the first cycle in which there are so many.
  public static func peak(_ changes: [Change]) -> (bytes: Int, time: Int64?) {
    var (bytes, most) = (0, 0)
    var time: Int64?
    for change in changes {
      bytes &+= change.bytes
      if bytes > most { (most, time) = (bytes, change.time) }
    }
    return (most, time)
  }
}
