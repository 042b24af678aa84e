/// A map from dimensions and symbols to a list of integers: `affine_map<(d0, d1)[s0] -> (d0 + s0, d1)>`.
public struct AffineMap: Hashable, Sendable {
  /// The number of dimensions.
  public let dimensionCount: Int
  /// The number of symbols.
  public let symbolCount: Int
  /// The results, one expression each.
  public let results: [AffineExpression]

  /// A map with the given results.
  public init(dimensionCount: Int, symbolCount: Int = 0, results: [AffineExpression]) {
    self.dimensionCount = dimensionCount
    self.symbolCount = symbolCount
    self.results = results
  }

  /// `(d0, ..., dn-1) -> (d0, ..., dn-1)`.
  public static func identity(_ count: Int) -> AffineMap {
    AffineMap(dimensionCount: count, results: (0..<count).map { .dimension($0) })
  }

  /// The map with `count` dimensions whose results are the listed dimensions.
  public static func projecting(_ count: Int, to dimensions: [Int]) -> AffineMap {
    AffineMap(dimensionCount: count, results: dimensions.map { .dimension($0) })
  }

  /// True iff the map is `identity(dimensionCount)`.
  public var isIdentity: Bool {
    guard symbolCount == 0, results.count == dimensionCount else { return false }
    for (index, result) in results.enumerated() {
      guard case .dimension(index) = result else { return false }
    }
    return true
  }

  /// The dimension of each result if all results are plain dimensions.
  public var resultDimensions: [Int]? {
    var dimensions: [Int] = []
    dimensions.reserveCapacity(results.count)
    for result in results {
      guard case .dimension(let d) = result else { return nil }
      dimensions.append(d)
    }
    return dimensions
  }

  /// True iff every result is a distinct plain dimension.
  public var isProjectedPermutation: Bool {
    for (index, result) in results.enumerated() {
      guard case .dimension(let d) = result, d < dimensionCount else { return false }
      // Maps have few results: a look back is faster than a table.
      for earlier in results[..<index] {
        if case .dimension(d) = earlier { return false }
      }
    }
    return true
  }

  /// True iff the map only reorders its dimensions.
  public var isPermutation: Bool { results.count == dimensionCount && isProjectedPermutation }

  /// The results at the given dimensions, or nil on overflow or an undefined division.
  public func evaluate(_ dimensions: [Int64], symbols: [Int64] = []) -> [Int64]? {
    var values: [Int64] = []
    for result in results {
      guard let value = result.evaluate(dimensions: dimensions, symbols: symbols) else {
        return nil
      }
      values.append(value)
    }
    return values
  }

  /// `self` after `inner`: the map x -> self(inner(x)); both without symbols.
  public func composed(with inner: AffineMap) -> AffineMap {
    AffineMap(
      dimensionCount: inner.dimensionCount,
      results: results.map { $0.substituting(dimensions: inner.results) })
  }
}

/// A set of integer points: `affine_set<(d0)[s0] : (d0 - 10 >= 0, s0 == 0)>`.
public struct AffineSet: Hashable, Sendable {
  /// The number of dimensions.
  public let dimensionCount: Int
  /// The number of symbols.
  public let symbolCount: Int
  /// The constraints: `expression == 0` where `isEquality`, else `expression >= 0`.
  public let constraints: [Constraint]

  /// One constraint of a set.
  public struct Constraint: Hashable, Sendable {
    /// The expression compared with zero.
    public let expression: AffineExpression
    /// True for `== 0`, false for `>= 0`.
    public let isEquality: Bool

    /// `expression == 0` or `expression >= 0`.
    public init(_ expression: AffineExpression, isEquality: Bool) {
      self.expression = expression
      self.isEquality = isEquality
    }
  }

  /// A set with the given constraints.
  public init(dimensionCount: Int, symbolCount: Int, constraints: [Constraint]) {
    self.dimensionCount = dimensionCount
    self.symbolCount = symbolCount
    self.constraints = constraints
  }
}
