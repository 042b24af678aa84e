import FuseIR
import Machine

/// Schedules the layers of a function on the cores of a machine: cuts them into nodes, places and orders these, and says when
/// everything runs and moves.
///
/// The program should be in import form. What the cores, memories and channels are, the machine of `-target` says; one without
/// cores is one core. The body of the function becomes one `sched.program`, which `check-schedule` checks, `-on=multicore` runs and
/// `-emit=schedule-json`, `perfetto` and `memory-svg` show. Layers that are fused, so that what they hand over stays on chip, have the same
/// `sched.group`.
///
/// `objective` is what is to become small: `latency`, `energy`, `edp` (their product), `peak-memory` (bytes of features on chip at one
/// time, weights not counted), or `pareto`: remarks list the plans that no other plan is better than in all three, and the one with the
/// least product is written. `search=greedy` starts from slices along the axes that chains of layers share and takes what makes plans
/// better; long graphs it searches by stretches, those that are alike once. `layer-by-layer` fuses nothing. `exact` looks at
/// all plans of a small space that a bound does not rule out, and says whether it saw them all. `enumerate` judges the schedules of the
/// published study, each product cut along columns (K), sum (C) or rows (B), and lists them in remarks. `budget` is a number
/// of plans to judge, or seconds as `5s`; with a number the answer depends on the `seed` alone.
///
/// With `softmax=free` the parts of a softmax take neither time nor energy, as in that study; they still wait for whole
/// rows. `granularity` cuts all layers as `split-nodes` does, along `rows`, `cols` or `tiles` of `size`; `auto` leaves cuts to the search.
///
/// A layer whose op carries `sched.core = "core2"` is computed there, one with `sched.cuts`, as `split-nodes` writes it, is cut like that. What does not fit is cut smaller; only where nothing
/// fits that is an error.
///
/// ```
/// func.func @main(%x, %w) {                    func.func @main(%x, %w) {
///   %q = linalg.matmul ins(%x, %w) ...    →      %r = "sched.program"(%x, %w) ({ ... }, {
///   %r = linalg.generic ins(%q) ...                "sched.move"() {tensor = 0, ...}
///   return %r                                      "sched.node"() {layer = 2, core = "core0", start = 256, ...}
/// }                                              }) {machine = "q4", cycles = 21711, bound_cycles = 21504, ...}
///                                                return %r
///                                              }
/// ```
public struct ScheduleMulticore: Pass {
  /// Whether the parts of a softmax take time and energy.
  public enum Softmax: String, CaseIterable, PassOptionValue, Sendable {
    case counted
    case free
  }

  /// `schedule-multicore`.
  public static let name = "schedule-multicore"
  /// What the pass does.
  public static let summary = "Schedules the layers of a function on the cores of a machine."
  /// Runs on each function.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<ScheduleMulticore>] {
    [
      PassOption("objective", \.objective, "What is to become small."),
      PassOption("search", \.search, "How plans are searched."),
      PassOption("budget", \.budget, "How many plans to judge, or seconds: 2000, 5s."),
      PassOption("seed", \.seed, "What random choices start from; -1 takes -seed."),
      PassOption("softmax", \.softmax, "Whether the parts of a softmax take time and energy."),
      PassOption("granularity", \.granularity, "Along which axes layers are cut; auto: searched."),
      PassOption("size", \.size, "Iterations of a piece where granularity is not auto."),
    ]
  }

  /// What is to become small.
  public var objective = ScheduleObjective.latency
  /// How plans are searched.
  public var search = ScheduleSearchKind.greedy
  /// Plans to judge, or seconds.
  public var budget = "2000"
  /// What random choices start from; -1 for the seed of the run.
  public var seed = -1
  /// Whether the parts of a softmax take time and energy.
  public var softmax = Softmax.counted
  /// Along which axes layers are cut.
  public var granularity = LayerGranularity.auto
  /// Iterations of a piece where `granularity` is not `auto`.
  public var size = 1

  /// The name of the attribute that pins a layer to a core.
  public static let pin = "sched.core"
  /// The name of the attribute with the number of a layer's group.
  public static let group = "sched.group"

  /// The pass with default options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard let machine = context.target else {
      context.error("schedule-multicore needs a machine: name one with -target=<machine>")
      return .failed
    }
    guard let block = module.body(of: function) else { return .unchanged }
    guard let limit = SearchBudget(budget) else {
      context.error(
        "'budget' takes a number of plans or seconds above 0 (2000, 2.5s), not '\(budget)'",
        at: function, in: module)
      return .failed
    }
    guard size >= 1 else {
      context.error("'size' must be at least 1, not \(size)", at: function, in: module)
      return .failed
    }
    let platform: Platform
    switch Platform.of(machine) {
    case .failure(let obstacle):
      context.error(obstacle.message, at: function, in: module)
      return .failed
    case .success(let found): platform = found
    }
    let graph: LayerGraph
    switch LayerGraph.of(block, in: module) {
    case .failure(let obstacle):
      context.error(obstacle.message, at: obstacle.op, in: module)
      return .failed
    case .success(let found): graph = found
    }
    guard !graph.layers.isEmpty else { return .unchanged }
    do throws(ScheduleFailure) {
      let problem = ScheduleProblem(
        graph: graph, platform: platform, pins: try pins(graph, platform, module),
        objective: objective, seed: seed < 0 ? context.seed : UInt64(seed),
        fixedCuts: try cuts(graph, module))
      let monitor = context.searchMonitor
      let meter = SearchMeter(limit, isInterrupted: monitor.isInterrupted)
      var costs = CoreCosts(
        graph: graph, platform: platform, chargesSoftmax: softmax == .counted)
      var searching = ScheduleSearch(problem, search, costs, meter)
      monitor.isSearching(true)
      defer { monitor.isSearching(false) }
      let answer = try searching.run()
      let report = ScheduleRemarks(
        problem: problem, answer: answer, bounds: searching.bounds,
        layerByLayer: searching.layerByLayer(), meter: meter)
      let schedule: Schedule
      switch EventScheduler(graph: graph, platform: platform).schedule(answer.plan, costs: &costs)
      {
      case .failure(let obstacle):
        throw ScheduleFailure(message: obstacle.message, layer: obstacle.layer)
      case .success(let found): schedule = found
      }
      for line in searching.rows.map(ScheduleRemarks.json) {
        context.remark(line, at: function, in: module)
      }
      for (layer, text) in report.sentences(schedule) {
        context.remark(text, at: layer.map { graph.layers[$0].op } ?? function, in: module)
      }
      context.count("plans judged", by: meter.evaluations)
      context.count("nodes", by: schedule.nodes.count)
      for (number, group) in answer.plan.groups.enumerated() {
        let attribute = module.integerAttribute(Int64(number))
        for layer in group {
          module.setAttribute(Self.group, attribute, of: graph.layers[layer].op)
        }
      }
      let writer = ScheduleWriter(
        boundCycles: searching.bounds.cycles, boundPicojoules: searching.bounds.picojoules)
      writer.write(
        schedule, plan: answer.plan, graph: graph, platform: platform, machine: machine,
        costs: &costs, function: function, in: &module)
      return .changed
    } catch {
      context.error(
        error.message, at: error.layer.map { graph.layers[$0].op } ?? function, in: module)
      return .failed
    }
  }

  /// The cuts that ops name, or the options do.
  private func cuts(
    _ graph: LayerGraph, _ module: borrowing Module
  ) throws(ScheduleFailure) -> [[SchedulePlan.Cut]?] {
    let all = granularity == .auto ? nil : graph.cuts(granularity, size: size)
    var cuts: [[SchedulePlan.Cut]?] = []
    for layer in graph.layers.indices {
      do throws(LayerGraph.CutMistake) {
        cuts.append(try graph.cuts(writtenAt: layer, in: module) ?? all?[layer])
      } catch {
        throw ScheduleFailure(message: error.message, layer: layer)
      }
    }
    return cuts
  }

  /// The cores that ops name for their layers.
  private func pins(
    _ graph: LayerGraph, _ platform: Platform, _ module: borrowing Module
  ) throws(ScheduleFailure) -> [Int?] {
    var pins: [Int?] = []
    for (number, layer) in graph.layers.enumerated() {
      guard module.attribute(Self.pin, of: layer.op) != nil else {
        pins.append(nil)
        continue
      }
      guard let name = module.string(Self.pin, of: layer.op),
        let core = platform.cores.firstIndex(where: { $0.name == name })
      else {
        let name = module.string(Self.pin, of: layer.op) ?? ""
        let names = platform.cores.map(\.name)
        throw ScheduleFailure(
          message:
            "'\(Self.pin)' names no core of '\(platform.name)' with '\(name)'\(NearestName.hint(for: name, among: names)); it has \(names.joined(separator: ", "))",
          layer: number)
      }
      pins.append(core)
    }
    return pins
  }
}
