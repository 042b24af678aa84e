import Machine

/// The schedules of the published study: each product is cut along its columns (K), its sum (C) or its rows (B), into pieces as long as
/// the array's sides; what is no product is cut into the rows that products share.
struct ScheduleEnumeration<Costs: NodeCosts> {
  /// One of the schedules.
  struct Row {
    /// A letter for each product.
    var choice: String
    var plan: SchedulePlan
    /// Nil where it has no schedule.
    var score: ScheduleScore?
  }

  /// The most products: 3^8 schedules.
  static var mostProducts: Int { 8 }

  let judge: PlanJudge<Costs>

  /// The products of the graph.
  var products: [Int] {
    judge.space.graph.layers.indices.filter {
      let layer = judge.space.graph.layers[$0]
      return layer.work == .multiplyAdd && layer.mapped != nil
    }
  }

  /// All schedules, in the order of their letters.
  func run() -> [Row] {
    let products = products
    var rows: [Row] = []
    let count = products.reduce(1) { count, _ in count * 3 }
    let starts = ScheduleStarts(space: judge.space, objective: judge.objective)
    let base = starts.plan(
      judge.space.axes.classes.isEmpty ? [] : [AxisCut(axis: 0, size: side(products))],
      .sharedOut, groups: [Array(judge.space.graph.layers.indices)], order: .liveness)
    for number in 0..<count {
      var plan = base
      var text = ""
      var rest = number
      for layer in products.reversed() {
        let kind = rest % 3
        rest /= 3
        text = ["K", "C", "B"][kind] + text
        plan.layers[layer].cuts = cut(layer, kind)
      }
      rows.append(Row(choice: text, plan: plan, score: judge.judge(plan)))
      if judge.isOver { break }
    }
    return rows
  }

  /// The longest side of an array that products run along.
  private func side(_ products: [Int]) -> Int {
    products.map { judge.space.facts[$0].sides.max() ?? 1 }.max() ?? 1
  }

  private func cut(_ layer: Int, _ kind: Int) -> [SchedulePlan.Cut] {
    let own = judge.space.graph.layers[layer]
    func loop(_ dimension: LayerDimension) -> Int? {
      let loops = own.loops.indices.filter { own.dimensions[$0] == dimension }
      return loops.max { (own.loops[$0], $1) < (own.loops[$1], $0) }
    }
    let found: Int?
    switch kind {
    case 0: found = loop(.outputChannel)
    case 1: found = loop(.inputChannel)
    default:
      found = [LayerDimension.batch, .outputRow, .group].compactMap(loop).max {
        own.loops[$0] < own.loops[$1]
      }
    }
    guard let found, own.loops[found] > 1 else { return [] }
    let ownSide = judge.space.facts[layer].sides[found]
    let size = ownSide > 1 ? ownSide : side(products)
    return size < own.loops[found] ? [SchedulePlan.Cut(loop: found, size: size)] : []
  }
}
