import FuseIR
import Machine

/// How long a search may take: evaluations of whole networks, or seconds.
public enum SearchBudget: Equatable, Sendable {
  case evaluations(Int)
  case seconds(Double)

  /// Reads `10000` or `2.5s`; nil where the text is neither, or not positive.
  public init?(_ text: String) {
    if text.hasSuffix("s") {
      guard let seconds = Double(text.dropLast()), seconds > 0, seconds.isFinite else { return nil }
      self = .seconds(seconds)
    } else {
      guard let count = Int(text), count > 0 else { return nil }
      self = .evaluations(count)
    }
  }

  /// A part of the budget, and not nothing.
  func part(_ share: Double) -> SearchBudget {
    switch self {
    case .evaluations(let count): .evaluations(max(1, Int(Double(count) * share)))
    case .seconds(let limit): .seconds(limit * share)
    }
  }

  /// What is left of the budget, and not nothing.
  func rest(after evaluations: Int, _ seconds: Double) -> SearchBudget {
    switch self {
    case .evaluations(let count): .evaluations(max(1, count - evaluations))
    case .seconds(let limit): .seconds(max(1e-3, limit - seconds))
    }
  }
}

/// Which layers a search may join into groups.
public enum GroupRequest: Equatable, Sendable {
  /// Whichever it finds best.
  case search
  /// None.
  case none
  /// These: members of each group, in program order.
  case given([[Int]])
}

/// A network for which the best plan is searched.
public struct MappingProblem: Sendable {
  /// What judges plans.
  public var model: NetworkCostModel
  /// What is to become small.
  public var objective: MappingObjective
  /// What every random choice starts from.
  public var seed: UInt64
  /// From how many plans a search starts.
  public var starts: Int
  /// How long it may take.
  public var budget: SearchBudget
  /// Which layers may be joined.
  public var groups: GroupRequest
  /// What else than channels may run along the array, where the search is exact.
  public var extras: SpatialExtras
  /// How tensors of layers outside groups are tiled, where the search is exact.
  public var tiling: Tiling
  /// A plan to beat, which is judged first; nil for none.
  public var incumbent: NetworkPlan?
  /// Who may end the search early, and is told how it goes.
  public var monitor: SearchMonitor

  /// Creates a problem.
  public init(
    model: NetworkCostModel, objective: MappingObjective = .edp, seed: UInt64 = 0,
    starts: Int = 1, budget: SearchBudget = .evaluations(10_000), groups: GroupRequest = .search,
    extras: SpatialExtras = .none, tiling: Tiling = .even, incumbent: NetworkPlan? = nil,
    monitor: SearchMonitor = SearchMonitor()
  ) {
    self.model = model
    self.objective = objective
    self.seed = seed
    self.starts = starts
    self.budget = budget
    self.groups = groups
    self.extras = extras
    self.tiling = tiling
    self.incumbent = incumbent
    self.monitor = monitor
  }
}

/// What a search found.
public struct MappingAnswer: Sendable {
  /// The best plan.
  public var plan: NetworkPlan
  /// Its energy and time.
  public var totals: CostTotals
  /// A value of the objective below which no plan of the searched space is; nil where the search proves none.
  public var lowerBound: Double?
  /// How many plans of the whole network were judged.
  public var evaluations: Int
  /// How the best plan and the bound came about.
  public var trace: [SearchTrace.Point]
  /// Decisions in plain words, each about a layer.
  public var remarks: [(layer: Int, text: String)]

  /// Creates an answer.
  public init(
    plan: NetworkPlan, totals: CostTotals, lowerBound: Double? = nil, evaluations: Int,
    trace: [SearchTrace.Point] = [], remarks: [(layer: Int, text: String)] = []
  ) {
    self.plan = plan
    self.totals = totals
    self.lowerBound = lowerBound
    self.evaluations = evaluations
    self.trace = trace
    self.remarks = remarks
  }
}

/// Why a search gave no plan.
public struct MappingFailure: Error, Equatable, Sendable {
  /// The layer that has no mapping, where it is one layer's fault.
  public var layer: Int?
  /// Why, in words.
  public var message: String

  /// Creates the failure.
  public init(layer: Int? = nil, _ message: String) {
    self.layer = layer
    self.message = message
  }
}

/// A way of searching for plans.
public protocol MappingSearch: Sendable {
  /// Searches until the budget is spent or nothing better can be found.
  ///
  /// - Throws: where a layer has no mapping that fits the machine.
  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer
}

/// The searches by name.
public enum MappingSearchKind: String, CaseIterable, Sendable {
  case gradient
  case exact
  case gradientExact = "gradient+exact"
  case greedy
  case random
  case dosa
  case fadiff

  /// The search.
  public var search: any MappingSearch {
    switch self {
    case .random: RandomSearch()
    case .greedy: GreedySearch()
    case .exact: ExactSearch()
    case .gradient: GradientSearch()
    case .dosa: DOSASearch()
    case .fadiff: FADiffSearch()
    case .gradientExact: GradientExactSearch()
    }
  }
}
