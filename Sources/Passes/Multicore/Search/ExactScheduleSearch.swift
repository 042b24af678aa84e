import Machine

/// Judges all plans of a small space but those that a bound rules out: for each layer one loop cut into one of a few sizes and one
/// of a few sets of units, all layers fused, in each of three orders.
struct ExactScheduleSearch<Costs: NodeCosts> {
  private struct Option {
    var layer: SchedulePlan.Layer
    /// By unit, the cycles of its nodes.
    var busy: [(unit: Int, cycles: Int64)]
    var picojoules: Double
  }

  let judge: PlanJudge<Costs>
  let bounds: ScheduleBounds
  private var options: [[Option]] = []
  /// The least energy of the layers from each on, and of all transfers.
  private var restEnergy: [Double] = []

  /// - Parameter objective: what is to become small, as the judge has it.
  init(_ judge: PlanJudge<Costs>, _ bounds: ScheduleBounds, costs: inout PartialNodeCosts<Costs>) {
    self.judge = judge
    self.bounds = bounds
    let space = judge.space
    var floor = 0.0
    for layer in space.graph.layers.indices {
      let own = Self.options(of: layer, space, judge.objective, &costs)
      options.append(own)
      floor += own.map(\.picojoules).min() ?? 0
    }
    // What is left of the bound on energy when the options' own are taken out is for transfers.
    var rest = 0.0
    restEnergy = [0]
    for own in options.reversed() {
      rest += own.map(\.picojoules).min() ?? 0
      restEnergy.append(rest)
    }
    restEnergy.reverse()
  }

  /// The number of plans of the space.
  var planCount: Double { options.reduce(3.0) { $0 * Double($1.count) } }

  /// Searches all of the space; whether all of it was judged or ruled out.
  func run() -> Bool {
    var chosen: [SchedulePlan.Layer] = []
    var busy = [Int64](repeating: 0, count: judge.space.platform.units.count)
    return visit(&chosen, &busy, 0)
  }

  private func visit(
    _ chosen: inout [SchedulePlan.Layer], _ busy: inout [Int64], _ energy: Double
  ) -> Bool {
    if judge.isOver { return false }
    let layer = chosen.count
    if let best = judge.best {
      let floor = ScheduleScore(
        cycles: max(bounds.cycles, busy.max() ?? 0),
        picojoules: max(bounds.picojoules, energy + restEnergy[layer]),
        peakFeatureBytes: bounds.peakFeatureBytes)
      if floor.value(judge.objective) >= best.score.value(judge.objective) { return true }
    }
    guard layer < options.count else {
      let groups = [Array(options.indices)]
      for order in [SchedulePlan.Order.liveness, .criticalPath, .layers] {
        if judge.isOver { return false }
        judge.judge(SchedulePlan(layers: chosen, groups: groups, order: order))
      }
      return true
    }
    var isComplete = true
    for option in options[layer] {
      for use in option.busy { busy[use.unit] += use.cycles }
      chosen.append(option.layer)
      if !visit(&chosen, &busy, energy + option.picojoules) { isComplete = false }
      chosen.removeLast()
      for use in option.busy { busy[use.unit] -= use.cycles }
      if !isComplete, judge.isOver { return false }
    }
    return isComplete
  }

  private static func options(
    of layer: Int, _ space: ScheduleSpace, _ objective: ScheduleObjective,
    _ costs: inout PartialNodeCosts<Costs>
  ) -> [Option] {
    let loops = space.graph.layers[layer].loops
    var cuts: [[SchedulePlan.Cut]] = [[]]
    for loop in loops.indices where loops[loop] > 1 {
      for size in space.sizes(of: loop, layer: layer, isSmall: objective == .peakMemory) {
        let cut = [SchedulePlan.Cut(loop: loop, size: size)]
        if space.nodeCount(cut, of: layer) <= 1 << 10 { cuts.append(cut) }
      }
    }
    var options: [Option] = []
    for units in space.unitSets(of: layer) {
      for cut in cuts where cut.isEmpty ? units.count == 1 : true {
        let count = space.nodeCount(cut, of: layer)
        var option = Option(
          layer: SchedulePlan.Layer(cuts: cut, units: units), busy: [], picojoules: 0)
        var canRun = true
        for (slot, unit) in units.enumerated() {
          var cycles: Int64 = 0
          for node in (slot * count / units.count)..<((slot + 1) * count / units.count) {
            var extents = loops
            if let cut = cut.first {
              extents[cut.loop] = min(cut.size, loops[cut.loop] - node * cut.size)
            }
            guard let cost = costs.cost(layer: layer, extents: extents, unit: unit) else {
              canRun = false
              break
            }
            cycles += cost.cycles
            option.picojoules += cost.picojoules
          }
          if cycles > 0 { option.busy.append((unit, cycles)) }
        }
        if canRun { options.append(option) }
      }
    }
    return options
  }
}
