/// What one node costs on one unit: computing, with everything inside of the core; what comes in and goes out is not in it.
public struct NodeCost: Hashable, Sendable {
  /// Cycles from its first to its last.
  public var cycles: Int64
  /// Energy in picojoules.
  public var picojoules: Double
  /// Bytes that it needs in the core's memory beside what it reads and writes, such as sums that are kept wider.
  public var scratchBytes: Int

  /// A cost.
  public init(cycles: Int64, picojoules: Double, scratchBytes: Int = 0) {
    self.cycles = cycles
    self.picojoules = picojoules
    self.scratchBytes = scratchBytes
  }
}

/// Gives the cost of nodes. Nodes of a layer with the same extents cost the same, so a scheduler asks once for each.
public protocol NodeCosts {
  /// The cost of a node of the layer whose loops have the given extents, on the unit with the number; nil where the unit can't
  /// compute it.
  mutating func cost(layer: Int, extents: [Int], unit: Int) -> NodeCost?
}
