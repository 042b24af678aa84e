/// A formula for what a mapping costs.
public enum CostModelKind: String, CaseIterable, Sendable {
  /// FADiff's equations 4 to 19: the order of loops has no cost, so every tensor crosses each boundary once, however it is
  /// tiled; one byte per element. C, K and, where the machine allows, other loops run along the array.
  case m0
  /// Aware of the order of loops: tiles are fetched again where a loop that they do not depend on surrounds one that they
  /// do; halos, partial sums and the widths of elements count.
  case m1
}

/// What a cost model takes into account beyond its formula.
public struct CostOptions: Equatable, Sendable {
  /// Whether `m0` limits what runs along each side of the array. As published, FADiff limits only the product (its
  /// equation 23). `m1` always limits the sides.
  public var limitsSides: Bool
  /// Whether `m0` takes, as equation 16 of FADiff is written, reads and writes of a memory together, and loads of registers
  /// with them. Otherwise directions share bandwidth as the machine says and loads of registers take no time, which is how
  /// the closed forms for the reconstructed machines were computed.
  public var addsDirections: Bool
  /// Whether `m1` counts the cycles in which weights are loaded into the array and in which the array fills and drains; on
  /// machines with Gemmini's instructions also what moves and queues take beyond their bandwidth (`GemminiPipeline`), for
  /// layers outside groups. `estimate` has the former only, so that it is a bound from below.
  public var pipelineTerms: Bool

  /// Creates options.
  public init(
    limitsSides: Bool = false, addsDirections: Bool = false, pipelineTerms: Bool = false
  ) {
    self.limitsSides = limitsSides
    self.addsDirections = addsDirections
    self.pipelineTerms = pipelineTerms
  }
}
