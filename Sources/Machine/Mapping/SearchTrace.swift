/// How a search for a plan went.
public struct SearchTrace: Sendable {
  /// What was known at a moment: the best plan became better, or the bound higher.
  public struct Point: Equatable, Sendable {
    /// Seconds since the search began.
    public var seconds: Double
    /// How many plans of the whole network had been judged.
    public var evaluations: Int
    /// What the best plan takes; nil where none was judged yet.
    public var best: CostTotals?
    /// The value of the objective that no plan of the searched space is below; nil where none was proved yet.
    public var bound: Double?

    /// Creates a point.
    public init(seconds: Double, evaluations: Int, best: CostTotals?, bound: Double? = nil) {
      self.seconds = seconds
      self.evaluations = evaluations
      self.best = best
      self.bound = bound
    }
  }

  /// The function whose layers were mapped.
  public var function: String
  /// The name of the search.
  public var search: String
  /// What was to become small.
  public var objective: MappingObjective
  /// The points, in the order of time.
  public var points: [Point]

  /// Creates a trace.
  public init(function: String, search: String, objective: MappingObjective, points: [Point]) {
    self.function = function
    self.search = search
    self.objective = objective
    self.points = points
  }
}
