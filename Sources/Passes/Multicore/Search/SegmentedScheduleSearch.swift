import FuseIR
import Machine

/// Searches plans of long graphs: stretches of layers by themselves, those that are alike once, then the best way to put
/// stretches together.
///
/// A stretch becomes a group. What stretches take one after the other is what the dynamic program adds up; the plan that comes of it
/// is judged as a whole, beside the plan of single layers and one without groups.
struct SegmentedScheduleSearch<Costs: NodeCosts> {
  private struct Solved {
    var plan: SchedulePlan
    var score: ScheduleScore
  }

  let problem: ScheduleProblem
  let shared: SharedNodeCosts<Costs>
  let kinds: LayerKinds
  let meter: SearchMeter
  /// The most layers of a stretch.
  let longest: Int
  private var solved: [[Int]: Solved?] = [:]
  private var lastObstacle: (range: Range<Int>, obstacle: ScheduleObstacle)?

  init(
    _ problem: ScheduleProblem, _ shared: SharedNodeCosts<Costs>, _ kinds: LayerKinds,
    _ meter: SearchMeter, longest: Int
  ) {
    self.problem = problem
    self.shared = shared
    self.kinds = kinds
    self.meter = meter
    self.longest = longest
  }

  /// The plan put together from the best stretches; nil where some layer fits by no plan.
  mutating func run() throws(ScheduleFailure) -> SchedulePlan {
    let count = problem.graph.layers.count
    var singles: [Solved] = []
    for layer in 0..<count {
      guard let single = solve(layer..<layer + 1) else {
        throw Self.failure(problem, lastObstacle?.obstacle, first: layer)
      }
      singles.append(single)
    }
    let cycles = singles.reduce(1.0) { $0 + Double($1.score.cycles) }
    let energy = singles.reduce(1.0) { $0 + $1.score.picojoules }
    func value(_ score: ScheduleScore) -> Double {
      switch problem.objective {
      case .latency: Double(score.cycles)
      case .energy: score.picojoules
      // Where each of two factors changes by a small part, their product changes by the sum of these.
      case .edp, .pareto: Double(score.cycles) / cycles + score.picojoules / energy
      case .peakMemory: Double(score.peakFeatureBytes)
      }
    }
    var best: [(value: Double, start: Int)] = [(0, 0)]
    for end in 1...max(1, count) where count > 0 {
      var choice: (value: Double, start: Int)?
      for start in (max(0, end - longest)..<end).reversed() {
        let own: Double
        if start == end - 1 {
          own = value(singles[start].score)
        } else {
          // Once a long stretch is no better than its layers, a longer one seldom is.
          guard let stretch = solve(start..<end) else { break }
          own = value(stretch.score)
        }
        let sum =
          problem.objective == .peakMemory ? max(best[start].value, own) : best[start].value + own
        if choice.map({ sum < $0.value }) ?? true { choice = (sum, start) }
        if meter.isOver, start < end - 1 { break }
      }
      best.append(choice ?? (.infinity, end - 1))
    }
    var ranges: [Range<Int>] = []
    var end = count
    while end > 0 {
      ranges.append(best[end].start..<end)
      end = best[end].start
    }
    var layers: [SchedulePlan.Layer] = []
    var groups: [[Int]] = []
    for range in ranges.reversed() {
      let own =
        range.count == 1 ? singles[range.lowerBound] : solve(range) ?? singles[range.lowerBound]
      groups += own.plan.groups.map { $0.map { $0 + layers.count } }
      layers += own.plan.layers
    }
    return SchedulePlan(layers: layers, groups: groups, order: .liveness)
  }

  /// The best plan of a stretch, found once for all that are alike.
  private mutating func solve(_ range: Range<Int>) -> Solved? {
    var key = kinds.key(of: range)
    key += range.map { problem.pins[$0] ?? -1 }
    for layer in range {
      guard let cuts = problem.fixedCuts[layer] else { continue }
      key += [-3, layer - range.lowerBound] + cuts.flatMap { [$0.loop, $0.size] }
    }
    if let known = solved[key] { return known }
    if meter.isOver, range.count > 1 { return nil }
    let part = problem.part(range)
    var costs = PartialNodeCosts(shared: shared, firstLayer: range.lowerBound)
    let space = ScheduleSpace(
      graph: part.graph, platform: part.platform, pins: part.pins, costs: &costs)
    let judge = PlanJudge(part, space: space, costs: costs, meter: meter)
    var search = GreedyScheduleSearch(judge, problem)
    search.mostStarts = range.count == 1 ? 24 : 16
    search.improves = range.count == 1
    search.run()
    let found = judge.best.map { Solved(plan: $0.plan, score: $0.score) }
    if found == nil, let obstacle = judge.nearestMiss?.obstacle ?? judge.obstacle {
      lastObstacle = (range, obstacle)
    }
    solved[key] = .some(found)
    return found
  }

  /// An error about what does not fit.
  static func failure(
    _ problem: ScheduleProblem, _ obstacle: ScheduleObstacle?, first: Int,
    plan: SchedulePlan? = nil
  ) -> ScheduleFailure {
    guard let obstacle else {
      return ScheduleFailure(message: "no plan was judged within the budget", layer: first)
    }
    var message = obstacle.message
    let layer = (obstacle.layer ?? 0) + first
    if obstacle.bytesOver > 0, let plan, plan.layers.indices.contains(layer) {
      let own = problem.graph.layers[layer]
      let sizes = own.loops.indices.map { loop in
        "\(plan.layers[layer].cuts.first { $0.loop == loop }?.size ?? own.loops[loop])"
      }
      message += "; the smallest tile tried of '\(own.name)' is \(sizes.joined(separator: "x"))"
    }
    return ScheduleFailure(message: message, layer: layer)
  }
}
