/// What a search makes small. Every objective grows with energy and with latency.
public enum SearchObjective: Hashable, Sendable {
  /// Energy times latency.
  case product
  /// A weighted sum of energy and latency.
  case weighted(energy: Double, latency: Double)

  /// The value of a choice.
  @inlinable public func value(of cost: EnergyLatency) -> Double {
    switch self {
    case .product: cost.energy * cost.latency
    case .weighted(let energy, let latency): energy * cost.energy + latency * cost.latency
    }
  }
}
