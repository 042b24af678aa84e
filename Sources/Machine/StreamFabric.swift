/// What a streaming fabric charges for.
public struct StreamFabric: Equatable, Sendable {
  /// The fabric's name.
  public var name: String
  /// Tokens that a queue between two blocks holds where the graph does not say; nil: no bound.
  public var queueDepth: Int?
  /// Whether accumulators give one entry a cycle and writers spend a cycle on a stop. If not, a stored fiber leaves in one cycle,
  /// as in the Comal simulator.
  public var isStrict: Bool
  /// What memory costs; nil: nothing.
  public var memory: StreamMemory?

  /// A fabric.
  public init(name: String, queueDepth: Int?, isStrict: Bool, memory: StreamMemory?) {
    self.name = name
    self.queueDepth = queueDepth
    self.isStrict = isStrict
    self.memory = memory
  }

  /// The fabric of the Comal simulator: no bounds, free accumulators, free memory.
  public static let paper = StreamFabric(
    name: "fabric", queueDepth: nil, isStrict: false, memory: nil)
}

/// The memory of a streaming fabric as a block sees it: a port of its own, behind which accesses are pipelined.
public struct StreamMemory: Equatable, Sendable {
  /// Cycles from a request to its data.
  public var latency: Int
  /// Bytes a cycle through one port.
  public var bytesPerCycle: Int
  /// Bytes of a row; 0: no rows.
  public var rowBytes: Int
  /// Cycles that a port loses where an access leaves the open row.
  public var rowMissCycles: Int

  /// A memory.
  public init(latency: Int, bytesPerCycle: Int, rowBytes: Int, rowMissCycles: Int) {
    self.latency = latency
    self.bytesPerCycle = bytesPerCycle
    self.rowBytes = rowBytes
    self.rowMissCycles = rowMissCycles
  }
}
