import FuseIR

/// What an order of loops costs, as the search for one asks.
public protocol StreamOrderCost: Sendable {
  /// The cost of the graph of a table.
  func cost(of table: FusionTable) -> Double

  /// No more than the cost of any order that begins with these variables of the region.
  func bound(_ prefix: [Int], of region: StreamRegion) -> Double
}

/// The tokens of the busiest block, where nothing is known of the data: a tenth of each compressed level is stored.
public struct ExpectedTokens: StreamOrderCost {
  /// The cost without data.
  public init() {}

  /// The tokens of the busiest cell.
  public func cost(of table: FusionTable) -> Double {
    var tokens: [Double] = []
    var greatest = 0.0
    for cell in table.cells {
      let inputs = cell.inputs.map { tokens[$0.cell] }
      let own: Double
      switch cell {
      case .root: own = 1
      case .scan(let tensor, let level, let input):
        own =
          tokens[input.cell] * FusionTable.expectedCount(table.tensors[tensor].levels[level])
      case .repetition(_, let signal): own = tokens[signal.cell]
      case .join(.intersect, let pairs):
        own = pairs.map { tokens[$0.coordinates.cell] }.min() ?? 0
        greatest = max(greatest, pairs.map { tokens[$0.coordinates.cell] }.max() ?? 0)
      case .join(.union, let pairs): own = pairs.map { tokens[$0.coordinates.cell] }.max() ?? 0
      case .concat(let pairs, _): own = pairs.reduce(0) { $0 + tokens[$1.coordinates.cell] }
      case .reduce(_, let input):
        let variable = table.facts(of: input).variables.last.map { table.variables[$0].size }
        own = tokens[input.cell] / max(1, Double(variable ?? 1) / 10)
      case .accumulate(_, let inner, _, _): own = tokens[inner.cell]
      default: own = inputs.max() ?? 0
      }
      tokens.append(own)
      greatest = max(greatest, own)
    }
    return greatest
  }

  /// Nothing is known before the order is complete.
  public func bound(_ prefix: [Int], of region: StreamRegion) -> Double { 0 }
}

/// Finds an order of a region's loops by branch and bound over the orders that the storage of its tensors allows.
public struct StreamOrderSearch {
  /// What the search found.
  public struct Result {
    /// The variables, outermost first.
    public var order: [Int]
    /// The table of that order.
    public var table: FusionTable
    /// What it costs.
    public var cost: Double
    /// How many orders were looked at.
    public var evaluated: Int
    /// Whether all orders were looked at, or shown to be no better.
    public var isComplete: Bool
  }

  private let region: StreamRegion
  private let partialOrder: IndexOrder
  private let cost: any StreamOrderCost
  private let limit: Int
  private var best: Result?
  private var evaluated = 0
  private var isComplete = true
  private(set) var refusal: StreamRefusal?

  /// A search that looks at no more than `limit` complete orders.
  public init(
    _ region: StreamRegion, cost: any StreamOrderCost = ExpectedTokens(), limit: Int = 2000
  ) {
    self.region = region
    self.cost = cost
    self.limit = limit
    partialOrder = IndexOrder(region)
  }

  /// An order that has a graph, or why the last one that was looked at has none: the first order that storage allows, and
  /// where a table asks for two loops the other way round, the first one with them so.
  static func first(
    _ region: StreamRegion, copies: [IndexOrder.Cause] = [], limit: Int = 64
  ) -> Swift.Result<Result, StreamRefusal> {
    var partialOrder = IndexOrder(region)
    partialOrder.removeEdges(of: copies)
    var count = 0
    while true {
      guard let order = partialOrder.first() else {
        return .failure(
          StreamRefusal(
            region.ops[0].id, .op, "is in a region whose loops contradict each other"))
      }
      count += 1
      switch FusionTable.build(region.storing(copies, in: order), order: order) {
      case .success(let table):
        let cost = ExpectedTokens().cost(of: table)
        return .success(
          Result(order: order, table: table, cost: cost, evaluated: count, isComplete: false))
      case .failure(let refusal):
        guard case .order(let outer, let inner) = refusal.kind, count < limit else {
          return .failure(refusal)
        }
        let before = partialOrder
        partialOrder.add(outer: outer, inner: inner, refusal)
        guard before.edges != partialOrder.edges, partialOrder.first() != nil else {
          return .failure(refusal)
        }
      }
    }
  }

  /// The cheapest order, or why there is none. The first one is looked at first, so that the result is never worse.
  public mutating func cheapest() -> Swift.Result<Result, StreamRefusal> {
    if case .success(let first) = Self.first(region) {
      let value = cost.cost(of: first.table)
      best = Result(
        order: first.order, table: first.table, cost: value, evaluated: 0, isComplete: true)
    }
    visit([])
    return result
  }

  private var result: Swift.Result<Result, StreamRefusal> {
    if var best {
      best.evaluated = evaluated
      best.isComplete = isComplete
      return .success(best)
    }
    return .failure(
      refusal
        ?? StreamRefusal(
          region.ops[0].id, .op,
          "is in a region whose tensors are stored in orders that contradict each other"))
  }

  private mutating func visit(_ prefix: [Int]) {
    if let best, cost.bound(prefix, of: region) >= best.cost { return }
    guard prefix.count < region.variables.count else { return evaluate(prefix) }
    for variable in partialOrder.candidates(after: prefix) {
      guard evaluated < limit else {
        isComplete = false
        return
      }
      visit(prefix + [variable])
    }
  }

  private mutating func evaluate(_ order: [Int]) {
    evaluated += 1
    switch FusionTable.build(region, order: order) {
    case .failure(let reason): refusal = refusal ?? reason
    case .success(let table):
      let value = cost.cost(of: table)
      if value < best?.cost ?? .infinity || best == nil {
        best = Result(order: order, table: table, cost: value, evaluated: 0, isComplete: true)
      }
    }
  }
}
