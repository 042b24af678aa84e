import Machine

/// Finds a plan for a graph on a platform.
struct ScheduleSearch<Costs: NodeCosts> {
  let problem: ScheduleProblem
  let kind: ScheduleSearchKind
  let meter: SearchMeter
  let shared: SharedNodeCosts<Costs>
  let kinds: LayerKinds
  /// What no schedule can beat.
  let bounds: ScheduleBounds
  /// The table of `enumerate`.
  private(set) var rows: [ScheduleEnumeration<Costs>.Row] = []

  /// Graphs with more layers are searched by stretches.
  private static var longestWhole: Int { 24 }
  /// The most layers of a stretch.
  private static var longestStretch: Int { 10 }

  init(_ problem: ScheduleProblem, _ kind: ScheduleSearchKind, _ costs: Costs, _ meter: SearchMeter)
  {
    self.problem = problem
    self.kind = kind
    self.meter = meter
    kinds = LayerKinds(problem.graph)
    shared = SharedNodeCosts(costs, kinds: kinds.first)
    var whole = PartialNodeCosts(shared: shared, firstLayer: 0)
    bounds = ScheduleBounds(graph: problem.graph, platform: problem.platform, costs: &whole)
  }

  /// The costs of all layers.
  var costs: PartialNodeCosts<Costs> { PartialNodeCosts(shared: shared, firstLayer: 0) }

  /// The best plan, or why there is none.
  mutating func run() throws(ScheduleFailure) -> ScheduleAnswer {
    var costs = costs
    let space = ScheduleSpace(
      graph: problem.graph, platform: problem.platform, pins: problem.pins, costs: &costs)
    if let layer = space.layerWithoutUnit { throw noUnit(for: layer) }
    guard problem.objective == .pareto else {
      let judge = PlanJudge(
        problem, space: space, costs: costs, meter: meter, floor: boundValue(problem.objective))
      return try answer(judge, problem)
    }
    var all: [(plan: SchedulePlan, score: ScheduleScore)] = []
    var failure: ScheduleFailure?
    for (number, objective) in [ScheduleObjective.latency, .energy, .peakMemory].enumerated() {
      var part = problem
      part.objective = objective
      meter.limit(to: Double(number + 1) / 3)
      let judge = PlanJudge(part, space: space, costs: costs, meter: meter)
      do throws(ScheduleFailure) {
        all += try answer(judge, part).front
      } catch {
        failure = error
      }
    }
    let front = all.filter { one in !all.contains { $0.score.dominates(one.score) } }
    var kept: [(plan: SchedulePlan, score: ScheduleScore)] = []
    for one in front.sorted(by: { $0.score.cycles < $1.score.cycles })
    where !kept.contains(where: { $0.score == one.score }) {
      kept.append(one)
    }
    var best = kept.first
    for one in kept where best.map({ one.score.isBetter(than: $0.score, for: .edp) }) ?? true {
      best = one
    }
    guard let best else {
      throw failure ?? ScheduleFailure(message: "no plan was judged within the budget", layer: nil)
    }
    return ScheduleAnswer(plan: best.plan, score: best.score, front: kept)
  }

  /// The plan of single layers, what they hand over kept on chip where it fits; nil where it has no schedule.
  func layerByLayer() -> ScheduleScore? {
    var part = problem
    part.objective = problem.objective == .pareto ? .latency : problem.objective
    var costs = costs
    let space = ScheduleSpace(
      graph: problem.graph, platform: problem.platform, pins: problem.pins, costs: &costs)
    let judge = PlanJudge(
      part, space: space, costs: costs, meter: SearchMeter(.evaluations(1 << 20)))
    return Self.layerByLayer(judge, part)
  }

  private static func layerByLayer(
    _ judge: PlanJudge<Costs>, _ problem: ScheduleProblem
  ) -> ScheduleScore? {
    let starts = ScheduleStarts(space: judge.space, objective: judge.objective)
    return judge.judge(starts.layerByLayer(keeps: true))
  }

  // MARK: Kinds of search

  private mutating func answer(
    _ judge: PlanJudge<Costs>, _ problem: ScheduleProblem
  ) throws(ScheduleFailure) -> ScheduleAnswer {
    var isOptimal = false
    switch kind {
    case .layerByLayer:
      var stretches = SegmentedScheduleSearch(problem, shared, kinds, meter, longest: 1)
      try judgeJoined(stretches.run(), judge)
    case .enumerate:
      let enumeration = ScheduleEnumeration(judge: judge)
      let count = enumeration.products.count
      guard (1...ScheduleEnumeration<Costs>.mostProducts).contains(count) else {
        throw ScheduleFailure(
          message:
            "search=enumerate is for 1 to \(ScheduleEnumeration<Costs>.mostProducts) products; here are \(count): take search=greedy",
          layer: nil)
      }
      rows = enumeration.run()
    case .greedy:
      try greedy(judge, problem)
    case .exact:
      try greedy(judge, problem, share: 0.25)
      meter.limit(to: 1)
      var costs = costs
      let exact = ExactScheduleSearch(judge, bounds, costs: &costs)
      isOptimal = exact.run()
    }
    guard let best = judge.best else {
      throw SegmentedScheduleSearch<Costs>.failure(
        problem, judge.nearestMiss?.obstacle ?? judge.obstacle, first: 0,
        plan: judge.nearestMiss?.plan)
    }
    if best.score.value(problem.objective) <= boundValue(problem.objective) { isOptimal = true }
    return ScheduleAnswer(
      plan: best.plan, score: best.score, front: judge.front.map { ($0.plan, $0.score) },
      isOptimal: isOptimal)
  }

  /// The value of the objective that no schedule is below.
  func boundValue(_ objective: ScheduleObjective) -> Double {
    ScheduleScore(
      cycles: bounds.cycles, picojoules: bounds.picojoules,
      peakFeatureBytes: bounds.peakFeatureBytes
    ).value(objective)
  }

  private func greedy(
    _ judge: PlanJudge<Costs>, _ problem: ScheduleProblem, share: Double = 1
  ) throws(ScheduleFailure) {
    meter.limit(to: share)
    guard problem.graph.layers.count > Self.longestWhole else {
      var search = GreedyScheduleSearch(judge, problem)
      search.run()
      return
    }
    meter.limit(to: share * 0.8)
    var stretches = SegmentedScheduleSearch(
      problem, shared, kinds, meter, longest: Self.longestStretch)
    let joined = try stretches.run()
    meter.limit(to: share)
    judgeJoined(joined, judge)
    var search = GreedyScheduleSearch(judge, problem)
    search.mostStarts = 12
    search.improves = false
    search.run()
    // Whole graphs take long to judge: few steps.
    search.takeWholeSteps(40)
  }

  /// Judges a plan of stretches, the same with neighbours joined, and without groups.
  private func judgeJoined(_ plan: SchedulePlan, _ judge: PlanJudge<Costs>) {
    judge.judge(plan)
    var drops = plan
    drops.keepsBetweenGroups = false
    judge.judge(drops)
    guard kind != .layerByLayer else { return }
    var joined = plan
    joined.groups = [Array(problem.graph.layers.indices)]
    for order in [SchedulePlan.Order.liveness, .criticalPath, .layers] {
      joined.order = order
      judge.judge(joined)
    }
  }

  private func noUnit(for layer: Int) -> ScheduleFailure {
    let own = problem.graph.layers[layer]
    let work: String
    switch own.work {
    case .multiplyAdd: work = "multiply-adds"
    case .elementwise(let names): work = names.joined(separator: ", ")
    }
    var able: [Int] = []
    for unit in problem.platform.units.indices {
      if shared.cost(layer: layer, extents: own.loops, unit: unit) != nil,
        !able.contains(problem.platform.units[unit].core)
      {
        able.append(problem.platform.units[unit].core)
      }
    }
    let names = able.map { "'\(problem.platform.cores[$0].name)'" }.joined(separator: ", ")
    if let pin = problem.pins[layer], !able.isEmpty {
      return ScheduleFailure(
        message:
          "layer '\(own.name)' is pinned to core '\(problem.platform.cores[pin].name)', which has no unit for it (\(work)); these have one: \(names)",
        layer: layer)
    }
    return ScheduleFailure(
      message:
        "no core of '\(problem.platform.name)' has a unit for layer '\(own.name)' (\(work)): give one a vector unit whose operators include it, or an array",
      layer: layer)
  }
}
