/// What a mapping search is to make small.
public enum MappingObjective: String, CaseIterable, Sendable {
  /// Energy times delay.
  case edp
  /// Cycles.
  case latency
  /// Picojoules.
  case energy

  /// The value of totals under the objective.
  public func value(of totals: CostTotals) -> Double {
    switch self {
    case .edp: totals.microjouleCycles
    case .latency: totals.cycles
    case .energy: totals.picojoules
    }
  }
}
