/// What is stored of a tensor, as far as the costs of streams depend on it.
///
/// Sizes are expectations: they are counted where the coordinates are known, and follow from the density where only that is.
public struct TensorStatistics: Hashable, Sendable {
  /// The extent of each dimension.
  public let extents: [Int]
  /// How many elements are stored.
  public let entries: Double
  /// By dimension, how many entries each coordinate has; empty where all have as many.
  public let counts: [[Float]]
  /// By set of dimensions (bit `d` stands for dimension `d`), how many different coordinates entries have there; empty where
  /// they follow from the density.
  private let projections: [Double]

  /// A tensor of which a share is stored, each element as likely as any other.
  public init(extents: [Int], density: Double) {
    self.extents = extents
    entries = max(0, min(1, density)) * extents.reduce(1.0) { $0 * Double($1) }
    counts = []
    projections = []
  }

  /// A tensor of which everything is stored.
  public init(dense extents: [Int]) { self.init(extents: extents, density: 1) }

  /// A tensor with entries at the given coordinates, `extents.count` numbers for each entry, no entry twice. Nil where that
  /// many dimensions (over three), or a coordinate outside of its extent, can't be counted.
  public init?(extents: [Int], coordinates: [Int32]) {
    let rank = extents.count
    guard rank > 0, rank <= 3, coordinates.count % rank == 0,
      extents.allSatisfy({ $0 >= 0 && $0 <= Int(Int32.max) })
    else { return nil }
    let count = coordinates.count / rank
    var counts: [[Float]] = extents.map { [Float](repeating: 0, count: $0) }
    for entry in 0..<count {
      for dimension in 0..<rank {
        let coordinate = Int(coordinates[entry * rank + dimension])
        guard coordinate >= 0, coordinate < extents[dimension] else { return nil }
        counts[dimension][coordinate] += 1
      }
    }
    var projections = [Double](repeating: 1, count: 1 << rank)
    for set in 1..<(1 << rank) {
      if set == (1 << rank) - 1 {
        projections[set] = Double(count)
      } else if set & (set - 1) == 0 {
        let dimension = set.trailingZeroBitCount
        projections[set] = Double(counts[dimension].reduce(0) { $0 + ($1 > 0 ? 1 : 0) })
      } else {
        projections[set] = Double(
          Self.distinct(coordinates, count, extents, (0..<rank).filter { set >> $0 & 1 == 1 }))
      }
    }
    self.extents = extents
    entries = Double(count)
    self.counts = counts
    self.projections = projections
  }

  /// How many different coordinates the entries have in the two given dimensions.
  private static func distinct(
    _ coordinates: [Int32], _ count: Int, _ extents: [Int], _ dimensions: [Int]
  ) -> Int {
    let rank = extents.count
    var keys = (0..<count).map { entry in
      Int(coordinates[entry * rank + dimensions[0]]) << 32
        | Int(coordinates[entry * rank + dimensions[1]])
    }
    keys.sort()
    var distinct = 0
    for (index, key) in keys.enumerated() where index == 0 || keys[index - 1] != key {
      distinct += 1
    }
    return distinct
  }

  /// The share of the elements that is stored.
  public var density: Double {
    let size = extents.reduce(1.0) { $0 * Double($1) }
    return size > 0 ? entries / size : 0
  }

  /// How many different coordinates the entries have in a set of dimensions: the stored fibers at a level whose outer levels
  /// are these dimensions.
  public func distinct(_ dimensions: Set<Int>) -> Double {
    var set = 0
    for dimension in dimensions { set |= 1 << dimension }
    if set < projections.count { return projections[set] }
    var inside = 1.0
    var outside = 1.0
    for (dimension, extent) in extents.enumerated() {
      if dimensions.contains(dimension) {
        inside *= Double(extent)
      } else {
        outside *= Double(extent)
      }
    }
    return inside * StreamFormulas.chanceOfAny(density, among: outside)
  }

  /// The mean number of entries at a coordinate of the dimension, of the coordinates that have any.
  public func meanFiber(_ dimension: Int) -> Double {
    let fibers = distinct([dimension])
    return fibers > 0 ? entries / fibers : 0
  }

  /// The mean of the square of the number of entries at a coordinate of the dimension.
  public func secondMoment(_ dimension: Int) -> Double {
    let extent = Double(extents[dimension])
    guard extent > 0 else { return 0 }
    guard dimension < counts.count else {
      // A sum of independent draws: its variance is n p (1 - p).
      let mean = entries / extent
      return mean * mean + mean * (1 - density)
    }
    return counts[dimension].reduce(0.0) { $0 + Double($1) * Double($1) } / extent
  }
}
