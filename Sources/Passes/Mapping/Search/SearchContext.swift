import Machine

/// What searches keep while they run: the problem, what they have spent, and the best plan so far.
struct SearchContext {
  let problem: MappingProblem
  /// Whether each side of the array has its own limit.
  let limitsSides: Bool
  /// The edges to fuse where groups are given: all that may be, between members of one group.
  let givenEdges: [Int]
  private let start = ContinuousClock.now
  private(set) var evaluations = 0
  private(set) var best: (plan: NetworkPlan, totals: CostTotals)?
  /// A value of the objective below which no plan of the searched space is.
  private(set) var bound: Double?
  private(set) var trace: [SearchTrace.Point] = []
  private var lastReport = 0.0
  /// How many of the edges that are to be fused the best plan does not fuse.
  private var missing = 0

  /// A context that has judged the problem's plan to beat.
  init(_ problem: MappingProblem) {
    self.problem = problem
    givenEdges = Self.givenEdges(of: problem)
    limitsSides = problem.model.kind == .m1 || problem.model.options.limitsSides
    if let plan = problem.incumbent, let totals = try? problem.model.totals(of: plan) {
      judged(totals) { plan }
    }
  }

  var network: Network { problem.model.network }

  var seconds: Double {
    let elapsed = (ContinuousClock.now - start).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
  }

  /// Whether the search should end: the budget is spent, or somebody interrupts.
  var isSpent: Bool {
    if problem.monitor.isInterrupted() { return true }
    return switch problem.budget {
    case .evaluations(let count): evaluations >= count
    case .seconds(let limit): seconds >= limit
    }
  }

  /// Counts a judged plan, and keeps it where it is the best one and its groups can run one after the other.
  mutating func judged(_ totals: CostTotals, _ plan: () -> NetworkPlan) {
    evaluations += 1
    let value = problem.objective.value(of: totals)
    let known = best.map { problem.objective.value(of: $0.totals) }
    // What is given is fused, also where that costs more.
    guard known.map({ value < $0 }) ?? true || !givenEdges.isEmpty else { return tell() }
    let plan = plan()
    guard network.firstGroupInCycle(plan.groups.map(\.layers)) == nil else { return tell() }
    let left = missing(plan)
    guard known.map({ (left, value) < (missing, $0) }) ?? true else { return tell() }
    best = (plan, totals)
    missing = left
    extendTrace()
  }

  /// How many of the edges that are to be fused a plan does not fuse.
  private func missing(_ plan: NetworkPlan) -> Int {
    guard !givenEdges.isEmpty else { return 0 }
    let fused = Set(plan.groups.flatMap(\.fusedEdges))
    return givenEdges.count { !fused.contains($0) }
  }

  /// Takes note of a value of the objective (for `edp`, in microjoules times cycles) below which no plan of the searched
  /// space is; a lower one than is known says nothing.
  mutating func proved(bound value: Double) {
    guard value.isFinite, bound.map({ value > $0 }) ?? true else { return }
    bound = value
    extendTrace()
  }

  /// Takes over what a search of the same problem found and proved.
  mutating func take(_ answer: MappingAnswer, startedAt seconds: Double) {
    let before = evaluations
    evaluations += answer.evaluations
    for point in answer.trace {
      var point = point
      point.seconds += seconds
      point.evaluations += before
      if let known = best?.totals, let found = point.best,
        problem.objective.value(of: known) <= problem.objective.value(of: found)
      {
        point.best = known
      }
      if let bound { point.bound = max(bound, point.bound ?? bound) }
      if point.best != trace.last?.best || point.bound != trace.last?.bound { trace.append(point) }
    }
    if let lower = answer.lowerBound { bound = max(bound ?? lower, lower) }
    let value = problem.objective.value(of: answer.totals)
    let left = missing(answer.plan)
    if best.map({ (left, value) < (missing, problem.objective.value(of: $0.totals)) }) ?? true {
      best = (answer.plan, answer.totals)
      missing = left
    }
  }

  private var moment: SearchTrace.Point {
    .init(seconds: seconds, evaluations: evaluations, best: best?.totals, bound: bound)
  }

  private mutating func extendTrace() {
    let point = moment
    trace.append(point)
    lastReport = point.seconds
    problem.monitor.progress?(point)
  }

  /// Tells whoever watches how far the search is, now and then.
  private mutating func tell() {
    guard let progress = problem.monitor.progress else { return }
    let point = moment
    guard point.seconds - lastReport > 0.1 else { return }
    lastReport = point.seconds
    progress(point)
  }

  /// Counts evaluations of the network that judged no plan.
  mutating func spent(_ count: Int) {
    evaluations += max(0, count)
    tell()
  }

  /// Whether a part of the budget is spent once so many more evaluations are counted.
  func isSpent(after more: Int = 0, part: Double = 1) -> Bool {
    if problem.monitor.isInterrupted() { return true }
    return switch problem.budget {
    case .evaluations(let count): Double(evaluations + more) >= Double(count) * part
    case .seconds(let limit): seconds >= limit * part
    }
  }

  /// How much of the budget is spent, from 0 to 1.
  var spentPart: Double {
    switch problem.budget {
    case .evaluations(let count): min(1, Double(evaluations) / Double(count))
    case .seconds(let limit): min(1, seconds / limit)
    }
  }

  /// Whether the part of the budget is spent that the given one of so many starts may take.
  func isSpent(_ start: Int, of starts: Int) -> Bool {
    if problem.monitor.isInterrupted() { return true }
    let part = Double(start + 1) / Double(starts)
    switch problem.budget {
    case .evaluations(let count): return Double(evaluations) >= Double(count) * part
    case .seconds(let limit): return seconds >= limit * part
    }
  }

  /// The edges that may be fused.
  var fusibleEdges: [Int] { Self.fusibleEdges(of: network) }

  private static func fusibleEdges(of network: Network) -> [Int] {
    network.edges.indices.filter {
      if case .possible = network.edges[$0].fusion { true } else { false }
    }
  }

  private static func givenEdges(of problem: MappingProblem) -> [Int] {
    guard case .given(let groups) = problem.groups else { return [] }
    let network = problem.model.network
    return fusibleEdges(of: network).filter { number in
      let edge = network.edges[number]
      return groups.contains { $0.contains(edge.producer) && $0.contains(edge.consumer) }
    }
  }

  /// The model of a group by itself, and its edges' numbers there.
  func model(of group: FusedGroup) -> (model: NetworkCostModel, group: NetworkPlan.Group)? {
    var edges: [Network.Edge] = []
    var fused: [Int] = []
    for (number, edge) in network.edges.enumerated() {
      guard let producer = group.layers.firstIndex(of: edge.producer),
        let consumer = group.layers.firstIndex(of: edge.consumer)
      else { continue }
      if group.edges.contains(number) { fused.append(edges.count) }
      edges.append(
        Network.Edge(
          producer: producer, consumer: consumer, operand: edge.operand, fusion: edge.fusion,
          readsPart: edge.readsPart))
    }
    let part = Network(layers: group.layers.map { network.layers[$0] }, edges: edges)
    do throws(CostModelError) {
      let model = try NetworkCostModel(
        problem.model.kind, network: part, machine: problem.model.machine,
        options: problem.model.options)
      return (
        model,
        NetworkPlan.Group(
          layers: Array(group.layers.indices), fusedEdges: fused, sharedLoops: 0)
      )
    } catch {
      return nil
    }
  }

  /// The answer; nil where no plan was judged.
  func answer(_ remarks: [(layer: Int, text: String)] = []) -> MappingAnswer? {
    best.map {
      MappingAnswer(
        plan: $0.plan, totals: $0.totals, lowerBound: bound, evaluations: evaluations,
        trace: trace, remarks: remarks)
    }
  }
}
