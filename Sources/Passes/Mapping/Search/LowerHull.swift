/// An energy and a latency that some choice reaches.
public struct EnergyLatency: Hashable, Sendable {
  /// Energy, in picojoules.
  public var energy: Double
  /// Latency, in cycles.
  public var latency: Double

  /// Creates a point.
  public init(energy: Double, latency: Double) {
    self.energy = energy
    self.latency = latency
  }

  /// The product of the two, in picojoules times cycles.
  public var product: Double { energy * latency }
}

/// The corners of the lower left hull of a set of choices, found by asking for the best choice under weighted sums.
///
/// The product of energy and latency is quasi-concave where both are positive, so its least value over a finite set is
/// at a corner of the set's lower left convex hull; and each corner minimises `energy + weight · latency` for some
/// weight. Where the two sums are additive over the parts of a program, a weighted sum can be minimised part by part, and
/// the product cannot. This finds the least product with one such minimisation per corner that can hold it.
public struct LowerHull<Choice> {
  /// A corner and the choice that reaches it.
  public struct Corner {
    /// The sums that the choice reaches.
    public var point: EnergyLatency
    /// The choice.
    public var choice: Choice

    /// Creates a corner.
    public init(point: EnergyLatency, choice: Choice) {
      self.point = point
      self.choice = choice
    }
  }

  /// The corners that were visited, by growing energy.
  public private(set) var corners: [Corner] = []
  /// The corner of the least product.
  public private(set) var best: Corner
  /// How many weighted sums were minimised.
  public private(set) var solves = 0

  /// Searches for the choice of least product.
  ///
  /// - Parameter minimize: the choice that minimises `energyWeight · energy + latencyWeight · latency` over the set.
  ///   Weights are not negative, and not both zero; of equally good choices, any will do.
  public init(
    minimizing minimize: (_ energyWeight: Double, _ latencyWeight: Double) -> Corner
  ) {
    let leastEnergy = minimize(1, 0)
    let leastLatency = minimize(0, 1)
    solves = 2
    best = leastEnergy.point.product <= leastLatency.point.product ? leastEnergy : leastLatency
    corners = [leastEnergy]
    refine(leastEnergy, leastLatency, minimize)
    if leastLatency.point != leastEnergy.point { corners.append(leastLatency) }
  }

  /// Searches for the choice of least product where that is likely near a point, without the corners of least energy and of
  /// least latency.
  ///
  /// - Parameters:
  ///   - near: the first weighted sum is the one whose level line touches the product's level curve there.
  ///   - least: an energy and a latency, above 0, that no choice is below.
  ///   - minimize: as above; both weights are above 0.
  public init(
    near start: EnergyLatency, above least: EnergyLatency,
    minimizing minimize: (_ energyWeight: Double, _ latencyWeight: Double) -> Corner
  ) {
    let first = minimize(start.latency, start.energy)
    solves = 1
    best = first
    // Less energy: no choice is below the line through the corner, so that none up to the least energy is better than both
    // the corner and where the line gets there. Else the next sum touches the level curve of that place.
    var corner = first
    var weights = (energy: start.latency, latency: start.energy)
    while corner.point.energy > least.energy {
      let rise = weights.energy / weights.latency * (corner.point.energy - least.energy)
      let end = EnergyLatency(energy: least.energy, latency: corner.point.latency + rise)
      guard end.product < best.point.product * (1 - 1e-13) else { break }
      weights = (end.latency, end.energy)
      guard let next = visit(from: corner, weights, minimize) else { continue }
      refine(next, corner, minimize)
      corners.append(next)
      corner = next
    }
    corners.append(first)
    corner = first
    weights = (start.latency, start.energy)
    while corner.point.latency > least.latency {
      let rise = weights.latency / weights.energy * (corner.point.latency - least.latency)
      let end = EnergyLatency(energy: corner.point.energy + rise, latency: least.latency)
      guard end.product < best.point.product * (1 - 1e-13) else { break }
      weights = (end.latency, end.energy)
      guard let next = visit(from: corner, weights, minimize) else { continue }
      refine(corner, next, minimize)
      corners.append(next)
      corner = next
    }
    corners.sort { $0.point.energy < $1.point.energy }
  }

  /// Minimises a weighted sum; nil where that is no less than at `corner`.
  private mutating func visit(
    from corner: Corner, _ weights: (energy: Double, latency: Double),
    _ minimize: (_ energyWeight: Double, _ latencyWeight: Double) -> Corner
  ) -> Corner? {
    let next = minimize(weights.energy, weights.latency)
    solves += 1
    let value = weights.energy * next.point.energy + weights.latency * next.point.latency
    let known = weights.energy * corner.point.energy + weights.latency * corner.point.latency
    guard value < known * (1 - 1e-12), next.point != corner.point else { return nil }
    if next.point.product < best.point.product { best = next }
    return next
  }

  /// Visits the corners between two, in order of energy.
  private mutating func refine(
    _ left: Corner, _ right: Corner,
    _ minimize: (_ energyWeight: Double, _ latencyWeight: Double) -> Corner
  ) {
    let energyGain = right.point.energy - left.point.energy
    let latencyGain = left.point.latency - right.point.latency
    guard energyGain > 0, latencyGain > 0 else { return }
    // Nothing between the two is left of the one or below the other.
    guard left.point.energy * right.point.latency < best.point.product else { return }
    let middle = minimize(latencyGain, energyGain)
    solves += 1
    let line = latencyGain * left.point.energy + energyGain * left.point.latency
    let value = latencyGain * middle.point.energy + energyGain * middle.point.latency
    guard value < line * (1 - 1e-12), middle.point != left.point, middle.point != right.point
    else { return }
    if middle.point.product < best.point.product { best = middle }
    refine(left, middle, minimize)
    corners.append(middle)
    refine(middle, right, minimize)
  }
}
