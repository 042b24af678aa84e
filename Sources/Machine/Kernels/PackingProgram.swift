/// A choice of kernels as a program of zeros and ones: which patterns become kernels, so that the gain is largest.
///
///     maximize    Σ gain[p] · x[p]
///     for each item v:                        Σ over patterns with v   x[p] ≤ 1
///     for each conflict {p, q}:               x[p] + x[q] ≤ 1
///     for each cut K:                         Σ over K   x[p] ≤ |K| - 1
///
/// Items are chains of ops that are always fused. Two patterns are in conflict where each needs the other's results, so that
/// neither could run first; a cut forbids a longer circle. What no pattern covers is a kernel by itself, and gains nothing.
public struct PackingProgram: Sendable {
  /// The function whose ops the items are.
  public var function: String
  /// How many items there are.
  public var itemCount: Int
  /// The items of each pattern, in increasing order.
  public var patterns: [[Int32]]
  /// What each pattern gains: picoseconds, bytes or kernels, as the objective says.
  public var gains: [Int64]
  /// Pairs of patterns that need each other, the smaller number first.
  public var conflicts: [Conflict]
  /// Sets of patterns that close a circle.
  public var cuts: [[Int32]]
  /// The patterns of the best choice that was found.
  public var chosen: [Int32]

  /// Two patterns of which at most one can be chosen.
  public struct Conflict: Hashable, Sendable {
    /// The smaller number.
    public var first: Int32
    /// The larger number.
    public var second: Int32

    /// Creates a conflict.
    public init(_ first: Int32, _ second: Int32) {
      self.first = min(first, second)
      self.second = max(first, second)
    }
  }

  /// Creates a program without cuts.
  public init(
    function: String = "", itemCount: Int, patterns: [[Int32]], gains: [Int64],
    conflicts: [Conflict] = []
  ) {
    self.function = function
    self.itemCount = itemCount
    self.patterns = patterns
    self.gains = gains
    self.conflicts = conflicts
    cuts = []
    chosen = []
  }

  /// The sum of the gains of some patterns.
  public func value(of chosen: [Int32]) -> Int64 {
    chosen.reduce(0) { $0 + gains[Int($1)] }
  }
}
