import FuseIR
import Machine
import Passes

/// `-evaluate=placements`: answers plans of multi-core schedules on standard input, a line each, with what they take.
///
/// ```
/// {"layers":[{"cuts":[{"loop":0,"size":32}],"units":["array0","array1"]}],"groups":[[0]],"keep":true,"order":"liveness"}
/// {"cycles":5840,"energy_pj":12010069.6,"peak_feature_bytes":8192}
/// ```
struct PlacementEvaluation {
  private var evaluator: PlacementEvaluator

  /// Reads the layers of the function; nil where there are none, which has then been reported.
  init?(
    _ settings: Evaluation.Settings, _ module: borrowing Module, on machine: Accelerator,
    _ diagnostics: DiagnosticEngine
  ) {
    let function = module.functions.first { function in
      guard module.body(of: function) != nil else { return false }
      return settings.function == nil
        || module.string("sym_name", of: function) == settings.function
    }
    guard let function else {
      let name = settings.function.map { " @\($0)" } ?? ""
      diagnostics.error("-evaluate: there is no function\(name)")
      return nil
    }
    do throws(PlacementEvaluator.Refusal) {
      evaluator = try PlacementEvaluator(
        function, in: module, on: machine, chargesSoftmax: settings.chargesSoftmax)
    } catch {
      if let op = error.op {
        diagnostics.error("-evaluate: \(error.message)", at: module.place(of: op))
      } else {
        diagnostics.error("-evaluate: \(error.message)")
      }
      return nil
    }
  }

  /// Answers all of standard input.
  mutating func run() throws(FileError) {
    try RequestLines.answerAll { line, output throws(FileError) in
      let text = answer(line)
      guard !text.isEmpty else { return }
      output += text.utf8
      output.append(0x0A)
    }
  }

  private mutating func answer(_ line: UnsafeBufferPointer<UInt8>?) -> String {
    guard let line else {
      return Self.refusal("the line is longer than \(RequestLines.longest >> 20) MB")
    }
    var start = JSONCursor(line)
    if start.isAtEnd() { return "" }
    let plan: SchedulePlan
    do throws(JSONCursor.Failure) {
      plan = try read(line)
    } catch {
      return Self.refusal("byte \(error.place): \(error.message)")
    }
    do throws(PlacementEvaluator.Refusal) {
      let figures = try evaluator.figures(of: plan)
      return "{\"cycles\":\(figures.cycles),\"energy_pj\":\(figures.picojoules)"
        + ",\"peak_feature_bytes\":\(figures.peakFeatureBytes)}"
    } catch {
      return Self.refusal(error.message)
    }
  }

  private static func refusal(_ message: String) -> String {
    "{\"error\":\(RemarkLine.quoted(message))}"
  }

  // MARK: Plans

  private func read(_ line: UnsafeBufferPointer<UInt8>) throws(JSONCursor.Failure) -> SchedulePlan {
    var cursor = JSONCursor(line)
    let count = evaluator.graph.layers.count
    var plan = SchedulePlan(layers: [], groups: [Array(0..<count)])
    var hasLayers = false
    try cursor.object { cursor, key throws(JSONCursor.Failure) in
      if key.is("layers") {
        hasLayers = true
        try cursor.array { cursor throws(JSONCursor.Failure) in
          plan.layers.append(try layer(&cursor))
        }
      } else if key.is("groups") {
        plan.groups = []
        try cursor.array { cursor throws(JSONCursor.Failure) in
          var group: [Int] = []
          try cursor.array { cursor throws(JSONCursor.Failure) in group.append(try cursor.count()) }
          plan.groups.append(group)
        }
      } else if key.is("keep") {
        plan.keepsBetweenGroups = try cursor.truth()
      } else if key.is("order") {
        plan.order = try order(&cursor)
      } else {
        throw cursor.fail(
          "there is no '\(key.text)'; a plan has 'layers', 'groups', 'keep' and 'order'")
      }
    }
    guard cursor.isAtEnd() else { throw cursor.fail("more follows than one plan") }
    guard hasLayers, plan.layers.count == count else {
      throw cursor.fail("a plan needs 'layers', one for each of the \(count)")
    }
    return plan
  }

  private func layer(_ cursor: inout JSONCursor) throws(JSONCursor.Failure) -> SchedulePlan.Layer {
    var layer = SchedulePlan.Layer(cuts: [], units: [])
    try cursor.object { cursor, key throws(JSONCursor.Failure) in
      if key.is("cuts") {
        try cursor.array { cursor throws(JSONCursor.Failure) in
          var cut = SchedulePlan.Cut(loop: 0, size: 0)
          try cursor.object { cursor, key throws(JSONCursor.Failure) in
            if key.is("loop") {
              cut.loop = try cursor.count()
            } else if key.is("size") {
              cut.size = try cursor.count()
            } else {
              throw cursor.fail("a cut has no '\(key.text)'; it has 'loop' and 'size'")
            }
          }
          layer.cuts.append(cut)
        }
      } else if key.is("units") {
        try cursor.array { cursor throws(JSONCursor.Failure) in
          let name = try cursor.string()
          guard let unit = evaluator.unit(named: name.text) else {
            let names = evaluator.platform.units.map(\.name)
            throw cursor.fail(
              "no one unit is named '\(name.text)'\(NearestName.hint(for: name.text, among: names))"
            )
          }
          layer.units.append(unit)
        }
      } else {
        throw cursor.fail("a layer has no '\(key.text)'; it has 'cuts' and 'units'")
      }
    }
    return layer
  }

  private func order(_ cursor: inout JSONCursor) throws(JSONCursor.Failure) -> SchedulePlan.Order {
    if cursor.peek() == 0x5B {
      var nodes: [SchedulePlan.NodeName] = []
      try cursor.array { cursor throws(JSONCursor.Failure) in
        var numbers: [Int] = []
        try cursor.array { cursor throws(JSONCursor.Failure) in numbers.append(try cursor.count()) }
        guard numbers.count == 2 else { throw cursor.fail("a node is [layer, number]") }
        nodes.append(SchedulePlan.NodeName(layer: numbers[0], index: numbers[1]))
      }
      return .listed(nodes)
    }
    let word = try cursor.string()
    if word.is("layers") { return .layers }
    if word.is("critical-path") { return .criticalPath }
    if word.is("liveness") { return .liveness }
    throw cursor.fail(
      "'order' is \"layers\", \"critical-path\", \"liveness\" or a list of nodes, not '\(word.text)'"
    )
  }
}
