/// Bounds the least product of energy and latency from below by weighted sums whose least values are known or bounded.
///
/// What satisfies all `energyWeight · energy + latencyWeight · latency ≥ value` is convex, and the product is quasi-concave
/// where both are positive, so that its least value over that region is at a corner. The next sum to look at is the one
/// that touches the product's level curve in that corner.
struct CuttingPlanes {
  private var planes: [(energy: Double, latency: Double, value: Double)] = []

  /// Adds that no choice has a weighted sum below `value`.
  mutating func add(energy: Double, latency: Double, value: Double) {
    planes.append((energy, latency, value))
  }

  /// The corner of least product. The least energy and the least latency must have been added.
  var leastCorner: EnergyLatency {
    var best = EnergyLatency(energy: 0, latency: 0)
    var product = Double.infinity
    for (index, first) in planes.enumerated() {
      for second in planes[..<index] {
        let determinant = first.energy * second.latency - second.energy * first.latency
        let scale = first.energy * second.latency + second.energy * first.latency
        guard abs(determinant) > 1e-12 * scale else { continue }
        let corner = EnergyLatency(
          energy: (first.value * second.latency - second.value * first.latency) / determinant,
          latency: (first.energy * second.value - second.energy * first.value) / determinant)
        guard corner.energy > 0, corner.latency > 0, corner.product < product else { continue }
        let isInside = planes.allSatisfy {
          $0.energy * corner.energy + $0.latency * corner.latency >= $0.value * (1 - 1e-9)
        }
        if isInside { (best, product) = (corner, corner.product) }
      }
    }
    return best
  }
}
