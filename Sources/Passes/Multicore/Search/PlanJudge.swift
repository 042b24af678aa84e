import Machine

/// Judges plans of one graph by scheduling them, and keeps what is worth keeping.
final class PlanJudge<Costs: NodeCosts> {
  /// A plan with what it takes.
  struct Judged {
    var plan: SchedulePlan
    var score: ScheduleScore
  }

  let space: ScheduleSpace
  let objective: ScheduleObjective
  private let scheduler: EventScheduler
  private var costs: PartialNodeCosts<Costs>
  private var known: [SchedulePlan: ScheduleScore?] = [:]
  private let meter: SearchMeter
  /// The value of the objective that no plan is below.
  private let floor: Double
  private let fixedCuts: [[SchedulePlan.Cut]?]

  private(set) var best: Judged?
  /// The best plans, best first, unlike each other.
  private(set) var leaders: [Judged] = []
  /// What no other plan is better than in everything: by cycles.
  private(set) var front: [Judged] = []
  /// Why the last plan that has no schedule has none, and the one that misses by the fewest bytes.
  private(set) var obstacle: ScheduleObstacle?
  private(set) var nearestMiss: (obstacle: ScheduleObstacle, plan: SchedulePlan)?

  init(
    _ problem: ScheduleProblem, space: ScheduleSpace, costs: PartialNodeCosts<Costs>,
    meter: SearchMeter, floor: Double = 0
  ) {
    self.floor = floor
    self.space = space
    objective = problem.objective
    fixedCuts = problem.fixedCuts.contains { $0 != nil } ? problem.fixedCuts : []
    self.costs = costs
    self.meter = meter
    scheduler = EventScheduler(graph: space.graph, platform: space.platform)
  }

  /// Whether the budget is used up, or no plan can be better than the best one.
  var isOver: Bool { meter.isOver || (best?.score.value(objective) ?? .infinity) <= floor }

  /// What a plan takes, nil where it has no schedule.
  @discardableResult
  func judge(_ plan: SchedulePlan) -> ScheduleScore? {
    var plan = plan
    for (layer, cuts) in fixedCuts.enumerated() {
      if let cuts { plan.layers[layer].cuts = cuts }
    }
    if let score = known[plan] { return score }
    meter.count()
    switch scheduler.schedule(plan, costs: &costs) {
    case .failure(let found):
      obstacle = found
      if found.bytesOver > 0,
        nearestMiss.map({ found.bytesOver < $0.obstacle.bytesOver }) ?? true
      {
        nearestMiss = (found, plan)
      }
      known[plan] = ScheduleScore?.none
      return nil
    case .success(let schedule):
      let score = ScheduleScore(
        cycles: schedule.cycles, picojoules: schedule.energy.total,
        peakFeatureBytes: schedule.peakFeatureBytes(space.graph))
      known[plan] = score
      keep(Judged(plan: plan, score: score))
      return score
    }
  }

  /// The timeline of a plan.
  func schedule(_ plan: SchedulePlan) -> Result<Schedule, ScheduleObstacle> {
    scheduler.schedule(plan, costs: &costs)
  }

  private func keep(_ judged: Judged) {
    if best.map({ judged.score.isBetter(than: $0.score, for: objective) }) ?? true {
      best = judged
    }
    if !leaders.contains(where: { $0.score == judged.score }) {
      let place =
        leaders.firstIndex { judged.score.isBetter(than: $0.score, for: objective) }
        ?? leaders.count
      if place < 4 {
        leaders.insert(judged, at: place)
        if leaders.count > 4 { leaders.removeLast() }
      }
    }
    if !front.contains(where: { $0.score.dominates(judged.score) || $0.score == judged.score }) {
      front.removeAll { judged.score.dominates($0.score) }
      let place = front.firstIndex { $0.score.cycles > judged.score.cycles } ?? front.count
      front.insert(judged, at: place)
    }
  }
}
