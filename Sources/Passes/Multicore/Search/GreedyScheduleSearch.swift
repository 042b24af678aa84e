import FuseIR
import Machine

/// Starts from good plans and takes what makes them better: other cuts and units of one layer, other slices of a chain, other
/// groups, another order.
struct GreedyScheduleSearch<Costs: NodeCosts> {
  let judge: PlanJudge<Costs>
  var random: SeededGenerator
  /// How many starts are judged.
  var mostStarts = 400
  /// Whether steps are taken from the best starts.
  var improves = true
  private let starts: ScheduleStarts

  private var space: ScheduleSpace { judge.space }

  init(_ judge: PlanJudge<Costs>, _ problem: ScheduleProblem) {
    self.judge = judge
    random = SeededGenerator(seed: problem.seed)
    starts = ScheduleStarts(space: judge.space, objective: judge.objective)
  }

  /// Searches until nothing helps or the budget is used up; the judge keeps the best plans.
  mutating func run(from given: [SchedulePlan] = []) {
    for plan in given { judge.judge(plan) }
    for plan in starts.plans().prefix(mostStarts) {
      if judge.isOver, judge.best != nil { return }
      if judge.best != nil, judge.objective != .peakMemory, isFine(plan) { continue }
      judge.judge(plan)
    }
    if judge.best == nil { mend() }
    guard improves else { return }
    var improved: Set<SchedulePlan> = []
    for _ in 0..<4 {
      guard let next = judge.leaders.first(where: { !improved.contains($0.plan) }) else { break }
      improved.insert(next.plan)
      let found = improve(next)
      improved.insert(found.plan)
      if judge.isOver { return }
    }
  }

  /// Whether a plan has so many nodes that it is worth its time only where nothing coarser fits.
  private func isFine(_ plan: SchedulePlan) -> Bool {
    let nodes = plan.layers.indices.reduce(0) { sum, layer in
      min(1 << 30, sum + space.nodeCount(plan.layers[layer].cuts, of: layer))
    }
    return nodes > 2048 + 64 * plan.layers.count
  }

  /// Takes at most so many steps, from the best plan, that change more than one layer.
  func takeWholeSteps(_ most: Int) {
    guard let best = judge.best else { return }
    for plan in wholeSteps(best.plan).prefix(most) {
      if judge.isOver { return }
      judge.judge(plan)
    }
  }

  /// Cuts what does not fit into smaller pieces until it does, or nothing can be cut.
  private mutating func mend() {
    guard var plan = judge.nearestMiss?.plan, var miss = judge.nearestMiss?.obstacle else { return }
    for _ in 0..<256 {
      guard let layer = miss.layer ?? miss.tensor.flatMap({ space.graph.tensors[$0].producer })
      else { return }
      guard let cuts = finer(plan.layers[layer].cuts, of: layer) else { return }
      plan.layers[layer].cuts = cuts
      if judge.judge(plan) != nil { return }
      guard let found = judge.obstacle, found.bytesOver > 0 else { return }
      miss = found
    }
  }

  /// The cuts with the largest piece halved; nil where all pieces are single points.
  private func finer(_ cuts: [SchedulePlan.Cut], of layer: Int) -> [SchedulePlan.Cut]? {
    let own = space.graph.layers[layer]
    var cuts = cuts
    var longest: (loop: Int, size: Int)?
    for loop in own.loops.indices
    where !own.isReduction[loop] || !cuts.contains(where: { own.isReduction[$0.loop] }) {
      let size = cuts.first { $0.loop == loop }?.size ?? own.loops[loop]
      if size > 1, size > (longest?.size ?? 1) { longest = (loop, size) }
    }
    guard let longest else { return nil }
    let half = (longest.size + 1) / 2
    if let place = cuts.firstIndex(where: { $0.loop == longest.loop }) {
      cuts[place].size = half
    } else {
      cuts.append(SchedulePlan.Cut(loop: longest.loop, size: half))
    }
    return space.nodeCount(cuts, of: layer) <= ScheduleSpace.mostNodes ? cuts : nil
  }

  // MARK: Steps

  /// Takes steps from a plan until none makes it better.
  private mutating func improve(_ start: PlanJudge<Costs>.Judged) -> PlanJudge<Costs>.Judged {
    var current = start
    func take(_ plan: SchedulePlan) -> Bool {
      guard plan != current.plan, let score = judge.judge(plan),
        score.isBetter(than: current.score, for: judge.objective)
      else { return false }
      current = PlanJudge.Judged(plan: plan, score: score)
      return true
    }
    for _ in 0..<8 {
      var isBetter = false
      for plan in wholeSteps(current.plan) {
        if judge.isOver { return current }
        if take(plan) { isBetter = true }
      }
      var order = Array(space.graph.layers.indices)
      if isBetter { order.shuffle(using: &random) }
      for layer in order {
        for choice in layerSteps(layer, current.plan) {
          if judge.isOver { return current }
          var plan = current.plan
          plan.layers[layer] = choice
          if take(plan) { isBetter = true }
        }
      }
      if !isBetter { break }
    }
    return current
  }

  /// Other cuts with the same units, other units with the same cuts.
  private func layerSteps(_ layer: Int, _ plan: SchedulePlan) -> [SchedulePlan.Layer] {
    let own = plan.layers[layer]
    let loops = space.graph.layers[layer].loops
    var steps: [SchedulePlan.Layer] = []
    let isSmall = judge.objective == .peakMemory
    var cuts: [[SchedulePlan.Cut]] = [[]]
    for loop in loops.indices where loops[loop] > 1 {
      for size in space.sizes(of: loop, layer: layer, isSmall: isSmall) {
        let cut = SchedulePlan.Cut(loop: loop, size: size)
        cuts.append([cut])
        // The same loops in the same order with another size, or one more loop inside.
        if own.cuts.contains(where: { $0.loop == loop }) {
          cuts.append(own.cuts.map { $0.loop == loop ? cut : $0 })
        } else if own.cuts.count == 1 {
          cuts.append(own.cuts + [cut])
          cuts.append([cut] + own.cuts)
        }
      }
    }
    if own.cuts.count > 1 {
      for place in own.cuts.indices {
        var fewer = own.cuts
        fewer.remove(at: place)
        cuts.append(fewer)
      }
    }
    for choice in cuts
    where choice != own.cuts && space.nodeCount(choice, of: layer) <= ScheduleSpace.mostNodes {
      steps.append(SchedulePlan.Layer(cuts: choice, units: own.units))
    }
    for units in space.unitSets(of: layer) where units != own.units {
      steps.append(SchedulePlan.Layer(cuts: own.cuts, units: units))
      if units.count > 1, own.cuts.isEmpty {
        steps.append(
          SchedulePlan.Layer(cuts: starts.shares(units.count, of: layer), units: units))
      }
    }
    return steps
  }

  /// Steps that change more than one layer.
  private func wholeSteps(_ plan: SchedulePlan) -> [SchedulePlan] {
    var steps: [SchedulePlan] = []
    for order in [SchedulePlan.Order.liveness, .criticalPath, .layers] where order != plan.order {
      var step = plan
      step.order = order
      steps.append(step)
    }
    var keeps = plan
    keeps.keepsBetweenGroups.toggle()
    if plan.groups.count > 1 { steps.append(keeps) }
    for number in plan.groups.indices.dropFirst().prefix(64) {
      var step = plan
      step.groups[number - 1] = (step.groups[number - 1] + step.groups[number]).sorted()
      step.groups.remove(at: number)
      steps.append(step)
    }
    for (number, group) in plan.groups.enumerated() where group.count > 1 {
      for place in 1..<group.count where plan.groups.count < 64 {
        var step = plan
        step.groups[number] = Array(group[..<place])
        step.groups.insert(Array(group[place...]), at: number + 1)
        steps.append(step)
      }
    }
    // All slices along one axis, finer or coarser.
    for axis in space.axes.classes.indices.prefix(3) {
      for size in starts.sizes(of: axis) {
        var step = plan
        for layer in plan.layers.indices {
          guard let cut = space.cuts([AxisCut(axis: axis, size: size)], of: layer).first else {
            continue
          }
          if let place = step.layers[layer].cuts.firstIndex(where: { $0.loop == cut.loop }) {
            step.layers[layer].cuts[place] = cut
          }
        }
        steps.append(step)
      }
    }
    return steps
  }
}
