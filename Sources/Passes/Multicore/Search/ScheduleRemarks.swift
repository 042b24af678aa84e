import Machine

/// Says in words what a plan does, and how good it is.
struct ScheduleRemarks {
  let problem: ScheduleProblem
  let answer: ScheduleAnswer
  let bounds: ScheduleBounds
  let layerByLayer: ScheduleScore?
  let meter: SearchMeter

  private var graph: LayerGraph { problem.graph }
  private var platform: Platform { problem.platform }

  /// Sentences, each about a layer or the whole function.
  func sentences(_ schedule: Schedule) -> [(layer: Int?, text: String)] {
    var found: [(layer: Int?, text: String)] = []
    var groupOf = [Int](repeating: 0, count: graph.layers.count)
    for (number, group) in answer.plan.groups.enumerated() {
      for layer in group { groupOf[layer] = number }
    }
    for (number, layer) in graph.layers.enumerated() {
      found.append((number, "\(layer.name): " + decision(number, groupOf)))
    }
    for (number, group) in answer.plan.groups.enumerated() where group.count > 1 {
      let names = group.map { graph.layers[$0].name }.joined(separator: ", ")
      let inner = graph.tensors.filter { tensor in
        guard let producer = tensor.producer, groupOf[producer] == number, !tensor.isResult
        else { return false }
        return tensor.consumers.allSatisfy { groupOf[$0] == number }
      }
      let bytes = inner.reduce(0) { sum, tensor in
        sum + tensor.shape.reduce(tensor.bits) {
          $0.multipliedReportingOverflow(by: $1).partialValue
        } / 8
      }
      found.append(
        (
          group[0],
          "group \(number) fuses \(names): \(inner.count) tensors of \(bytes) bytes between them need not leave the chip"
        ))
    }
    let score = answer.score
    found.append(
      (
        nil,
        "\(score.cycles) cycles, \(Self.short(score.picojoules)) pJ, \(score.peakFeatureBytes) bytes of features on chip at the most; no schedule takes fewer than \(bounds.cycles) cycles (\(bounds.limit)), \(Self.short(bounds.picojoules)) pJ and \(bounds.peakFeatureBytes) bytes: gap \(Self.percent(Double(score.cycles), Double(bounds.cycles))) in cycles, \(Self.percent(score.picojoules, bounds.picojoules)) in energy"
      ))
    if let layers = layerByLayer {
      found.append(
        (
          nil,
          "layer by layer it is \(layers.cycles) cycles, \(Self.short(layers.picojoules)) pJ and \(layers.peakFeatureBytes) bytes"
        ))
    }
    if answer.isOptimal {
      found.append((nil, "no plan of the searched space is better"))
    }
    if problem.objective == .pareto {
      for one in answer.front {
        found.append(
          (
            nil,
            "{\"cycles\":\(one.score.cycles),\"energy_pj\":\(one.score.picojoules),\"peak_feature_bytes\":\(one.score.peakFeatureBytes),\"plan\":\(SchedulePlanText.json(one.plan, graph, platform))}"
          ))
      }
    }
    found.append((nil, "\(meter.evaluations) plans judged"))
    return found
  }

  private func decision(_ number: Int, _ groupOf: [Int]) -> String {
    let layer = graph.layers[number]
    let own = answer.plan.layers[number]
    var text: String
    if own.cuts.isEmpty {
      text = "one node"
    } else {
      let cuts = own.cuts.map { cut in
        let kind = layer.isReduction[cut.loop] ? "its sum over loop" : "loop"
        return "\(kind) \(cut.loop) (\(layer.loops[cut.loop])) in pieces of \(cut.size)"
      }
      text = "cut along " + cuts.joined(separator: " and ")
    }
    let names = own.units.map {
      "\(platform.cores[platform.units[$0].core].name).\(platform.units[$0].name)"
    }
    text +=
      names.count == 1 ? ", on \(names[0])" : ", shared out over \(names.joined(separator: ", "))"
    if problem.pins[number] != nil { text += " as pinned" }
    for read in layer.reads {
      guard let producer = graph.tensors[read.tensor].producer else { continue }
      if groupOf[producer] == groupOf[number] {
        text +=
          "; takes \(graph.tensors[read.tensor].name) from \(graph.layers[producer].name) on chip"
      } else {
        text += "; waits for all of \(graph.layers[producer].name)"
      }
    }
    return text
  }

  /// A row of the table of `search=enumerate`.
  static func json<Costs>(_ row: ScheduleEnumeration<Costs>.Row) -> String {
    guard let score = row.score else { return "{\"choice\":\"\(row.choice)\",\"feasible\":false}" }
    return
      "{\"choice\":\"\(row.choice)\",\"cycles\":\(score.cycles),\"energy_pj\":\(score.picojoules),\"peak_feature_bytes\":\(score.peakFeatureBytes)}"
  }

  private static func percent(_ value: Double, _ bound: Double) -> String {
    guard bound > 0 else { return "unknown" }
    return "\(((value / bound - 1) * 1000).rounded() / 10) %"
  }

  private static func short(_ value: Double) -> String {
    value < 1e15 && value > -1e15 ? "\(Int(value.rounded()))" : "\(value)"
  }
}

/// Plans as text.
enum SchedulePlanText {
  /// A plan in JSON, as `-evaluate` reads it.
  static func json(_ plan: SchedulePlan, _ graph: LayerGraph, _ platform: Platform) -> String {
    var layers: [String] = []
    for layer in plan.layers {
      let cuts = layer.cuts.map { "{\"loop\":\($0.loop),\"size\":\($0.size)}" }
        .joined(separator: ",")
      let units = layer.units.map { unit in
        let unit = platform.units[unit]
        return "\"\(platform.cores[unit.core].name).\(unit.name)\""
      }.joined(separator: ",")
      layers.append("{\"cuts\":[\(cuts)],\"units\":[\(units)]}")
    }
    let groups = plan.groups.map { "[" + $0.map { "\($0)" }.joined(separator: ",") + "]" }
    let order: String
    switch plan.order {
    case .layers: order = "\"layers\""
    case .criticalPath: order = "\"critical-path\""
    case .liveness: order = "\"liveness\""
    case .listed(let nodes):
      order = "[" + nodes.map { "[\($0.layer),\($0.index)]" }.joined(separator: ",") + "]"
    }
    return
      "{\"layers\":[\(layers.joined(separator: ","))],\"groups\":[\(groups.joined(separator: ","))],\"keep\":\(plan.keepsBetweenGroups),\"order\":\(order)}"
  }
}
