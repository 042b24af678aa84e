import FuseIR
import Machine

/// Chooses how each layer of a function runs on the machine, and which layers hand tensors over on chip.
///
/// The program should be in import form; `print-network` shows what the layers are. Each layer's op gets its mapping as
/// `fuse.mapping`, from outer to inner: which memory keeps which tensors, which loops run where. `fuse.sigma` says for each
/// tensor that the layer takes from another one whether it stays on chip; layers of one group have the same `fuse.group_id`.
/// The function gets `fuse.plan` with what the model predicts, and with the bound that no mapping can beat. Remarks tell
/// each decision in words. `-emit=cost-json` prints the costs by layer.
///
/// `search` is the way. With `gradient+exact` a search down the gradient of a relaxed choice proposes a plan, where the
/// layers are not so small that this takes longer than it saves, and an exact one refines it and proves a bound; `gradient`
/// and `exact` are the two by themselves. `greedy` takes the best single step from full arrays and small tiles until none
/// helps; `random` draws plans and keeps the best; `fadiff` and `dosa` are the searches of those papers, to compare with.
/// `budget` is a number of plans to judge, or seconds as `5s`; with a number the answer depends on the `seed` alone. ^C ends
/// the search, with the best plan so far. `-emit=search-trace` writes how it went.
///
/// `gap` in `fuse.plan` is how much the plan is above the highest bound, as a part of it: `space_bound`, which no plan of
/// the searched space beats, where the search proves one, and else that of operations and compulsory traffic.
/// `groups` is `search`, `none`, or names of layers: `conv1+conv2;conv4+conv5`. With `tiling=uneven` each tensor of a layer
/// outside groups has tiles of its own in each memory, so that `scratchpad I` and `scratchpad W` may stand apart.
///
/// ```
/// %1 = linalg.matmul ...   →   %1 = linalg.matmul {fuse.mapping = #fuse.mapping<["dram I W O", "for K 4",
///                                     "scratchpad I W", "columns K 16", "accumulator O", "rows C 16", "registers W",
///                                     "for N 64"]>} ...
/// ```
public struct SelectMapping: Pass {
  /// Whose widths of elements count.
  public enum Elements: String, CaseIterable, PassOptionValue, Sendable {
    /// Those of the program.
    case program
    /// Those of the machine's array, whatever the program's are.
    case machine
  }

  /// `select-mapping`.
  public static let name = "select-mapping"
  /// What the pass does.
  public static let summary =
    "Chooses how each layer runs on a machine, and which stay on chip together."
  /// Runs on each function.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<SelectMapping>] {
    [
      PassOption("model", \.model, "What judges mappings."),
      PassOption("objective", \.objective, "What is to become small."),
      PassOption("search", \.search, "How mappings are searched."),
      PassOption("seed", \.seed, "What random choices start from; -1 takes -seed."),
      PassOption("starts", \.starts, "From how many mappings a search starts."),
      PassOption("budget", \.budget, "How many plans to judge, or seconds: 10000, 5s."),
      PassOption("groups", \.groups, "Layers to join: 'search', 'none' or 'a+b;c+d'."),
      PassOption("extras", \.extras, "What runs along the array beside channels, when exact."),
      PassOption("tiling", \.tiling, "How tensors of layers by themselves are tiled, when exact."),
      PassOption("sides", \.sides, "Limit each side of the array in m0, as hardware does."),
      PassOption("directions", \.directions, "Add reads and writes of a memory up in m0."),
      PassOption(
        "pipeline", \.pipeline, "Count what fills the array, and on Gemmini all moves, in m1."),
      PassOption("elements", \.elements, "Whose widths of elements count."),
      PassOption(
        "partial-sum-bits", \.partialSumBits, "The width of partial sums; 0 is the machine's."),
      PassOption("row-statistics", \.rowStatistics, "Charge a softmax with all its operations."),
      PassOption("buffers", \.buffers, "How many tiles of each tensor a memory has room for."),
      PassOption("optional", \.isOptional, "Leave a function as it is where no plan is found."),
    ]
  }

  /// What judges mappings.
  public var model = CostModelKind.m1
  /// What is to become small.
  public var objective = MappingObjective.edp
  /// How mappings are searched.
  public var search = MappingSearchKind.gradientExact
  /// What random choices start from; -1 for the seed of the run.
  public var seed = -1
  /// From how many mappings a search starts.
  public var starts = 1
  /// Plans to judge, or seconds.
  public var budget = "10000"
  /// Layers to join.
  public var groups = "search"
  /// What else than channels may run along the array.
  public var extras = SpatialExtras.none
  /// How the tensors that a memory keeps are tiled in layers outside groups.
  public var tiling = Tiling.even
  /// Whether `m0` limits each side of the array.
  public var sides = false
  /// Whether `m0` adds reads and writes of a memory up.
  public var directions = false
  /// Whether `m1` counts loads of weights and filling of the array.
  public var pipeline = false
  /// Whose widths of elements count.
  public var elements = Elements.program
  /// The width of partial sums; 0 for the machine's.
  public var partialSumBits = 0
  /// Whether a softmax costs the operations of its parts, and needs whole rows.
  public var rowStatistics = false
  /// How many tiles of each tensor a memory has room for: with 2, the next one may come while one is in use.
  public var buffers = 1
  /// Whether a function for which no plan is found is left as it is, with a remark, and no error.
  public var isOptional = false

  /// The pass with default options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard let machine = context.target else {
      context.error("select-mapping needs a machine: name one with -target=<machine>")
      return .failed
    }
    guard let body = module.body(of: function) else { return .unchanged }
    let reading: LayerReading
    do throws(MappingFailure) {
      reading = try self.reading()
    } catch {
      context.error(error.message, at: function, in: module)
      return .failed
    }
    let layered = LayeredFunction(body, of: module, on: machine, reading: reading)
    for refusal in layered.refusals {
      let op = module.name(of: refusal.op)
      context.remark(
        "\(op) stays with the host: \(refusal.reason)", at: refusal.op, in: module)
    }
    guard !layered.network.layers.isEmpty else {
      if let refusal = layered.refusals.first, !isOptional {
        context.warning(
          "nothing is mapped: this \(module.name(of: refusal.op)) stays with the host, because "
            + refusal.reason, at: refusal.op, in: module)
      }
      return .unchanged
    }
    do throws(MappingFailure) {
      guard buffers > 0 else {
        throw MappingFailure("'buffers' must be at least 1, not \(buffers)")
      }
      let problem = try problem(layered, machine.sharingMemories(among: buffers), context)
      let answer = try find(problem, function, in: module, &context)
      let cost = try Self.cost(answer.plan, problem.model)
      PlanAttributes.write(answer.plan, of: layered, on: machine, to: &module)
      describe(answer, cost, problem, reading, function, &module)
      tell(answer, cost, problem, layered, context, module)
      context.count("layers mapped", by: layered.roots.count)
      context.count("groups", by: answer.plan.groups.count)
      context.count("plans judged", by: answer.evaluations)
      return .changed
    } catch {
      if isOptional {
        let op = error.layer.map { layered.roots[$0] } ?? function
        context.remark("no plan: \(error.message)", at: op, in: module)
        return .unchanged
      }
      if let layer = error.layer {
        let name = layered.network.layers[layer].name
        context.error("layer '\(name)': \(error.message)", at: layered.roots[layer], in: module)
      } else {
        context.error(error.message, at: function, in: module)
      }
      return .failed
    }
  }

  // MARK: The problem

  /// How layers are read.
  private func reading() throws(MappingFailure) -> LayerReading {
    guard (0...4096).contains(partialSumBits) else {
      throw MappingFailure("'partial-sum-bits' takes 0 to 4096, not \(partialSumBits)")
    }
    var reading = LayerReading()
    reading.chargesRowStatistics = rowStatistics
    reading.usesMachineWidths = elements == .machine
    reading.model = model
    reading.partialSumBits = partialSumBits > 0 ? partialSumBits : nil
    return reading
  }

  private func problem(
    _ layered: LayeredFunction, _ machine: Accelerator, _ context: PassContext
  ) throws(MappingFailure) -> MappingProblem {
    guard let budget = SearchBudget(budget) else {
      throw MappingFailure(
        "'budget' takes a number of plans or seconds above 0 (10000, 2.5s), not '\(budget)'")
    }
    if tiling == .uneven {
      guard model == .m1 else {
        throw MappingFailure(
          "'tiling=uneven' is for model=m1: in m0, tiles change no traffic")
      }
      guard search == .exact || search == .gradientExact else {
        throw MappingFailure(
          "'tiling=uneven' is for search=exact and gradient+exact, not \(search.rawValue)")
      }
    }
    guard starts > 0 else { throw MappingFailure("'starts' must be at least 1, not \(starts)") }
    let request = try groupRequest(layered.network)
    let options = CostOptions(
      limitsSides: sides, addsDirections: directions, pipelineTerms: pipeline)
    let judge: NetworkCostModel
    do throws(CostModelError) {
      judge = try NetworkCostModel(
        model, network: layered.network, machine: machine, options: options)
    } catch {
      throw MappingFailure(error.message)
    }
    var objective = objective
    if judge.bound.traffic.picojoules == 0 {
      // Without energies, the product of energy and time says nothing, but time does.
      guard objective != .energy else {
        throw MappingFailure(
          "machine '\(machine.name)' gives no energies: take objective=latency")
      }
      objective = .latency
    }
    return MappingProblem(
      model: judge, objective: objective, seed: seed < 0 ? context.seed : UInt64(seed),
      starts: starts, budget: budget, groups: request, extras: extras, tiling: tiling,
      monitor: context.searchMonitor)
  }

  private func groupRequest(_ network: Network) throws(MappingFailure) -> GroupRequest {
    if groups == "search" { return .search }
    if groups == "none" { return .none }
    var result: [[Int]] = []
    for part in groups.split(separator: ";", omittingEmptySubsequences: false) {
      var members: [Int] = []
      for name in part.split(separator: "+", omittingEmptySubsequences: false) {
        let text = String(name.filter { $0 != " " })
        guard let layer = network.layers.firstIndex(where: { $0.name == text }) else {
          let hint = NearestName.hint(for: text, among: network.layers.map(\.name))
          throw MappingFailure("'groups' names no layer with '\(text)'\(hint)")
        }
        guard !members.contains(layer), !result.contains(where: { $0.contains(layer) }) else {
          throw MappingFailure("'groups' names layer '\(text)' twice")
        }
        members.append(layer)
      }
      members.sort()
      for (number, edge) in network.edges.enumerated()
      where members.contains(edge.producer) && members.contains(edge.consumer) {
        guard case .impossible(let reason) = network.edges[number].fusion else { continue }
        throw MappingFailure(
          layer: edge.consumer,
          "it can't take its \(edge.operand.name) from '\(network.layers[edge.producer].name)' on "
            + "chip: \(reason)")
      }
      result.append(members)
    }
    return .given(result)
  }

  /// The answer of the search, whose trace the context gets.
  private func find(
    _ problem: MappingProblem, _ function: OpID, in module: borrowing Module,
    _ context: inout PassContext
  ) throws(MappingFailure) -> MappingAnswer {
    context.searchMonitor.isSearching(true)
    defer { context.searchMonitor.isSearching(false) }
    let answer = try search.search.search(problem)
    context.searchTraces.append(
      SearchTrace(
        function: module.string("sym_name", of: function) ?? "", search: search.rawValue,
        objective: problem.objective, points: answer.trace))
    if context.searchMonitor.isInterrupted() {
      context.warning(
        "the search was interrupted: the best plan so far is kept", at: function, in: module)
    }
    return answer
  }

  private static func cost(
    _ plan: NetworkPlan, _ model: NetworkCostModel
  ) throws(MappingFailure) -> NetworkCost {
    do throws(IllegalPlan) {
      return try model.cost(of: plan)
    } catch {
      throw MappingFailure("the plan that was found cannot run: \(error.message)")
    }
  }

  // MARK: What is told

  /// Writes the predictions onto the function.
  private func describe(
    _ answer: MappingAnswer, _ cost: NetworkCost, _ problem: MappingProblem,
    _ reading: LayerReading, _ function: OpID, _ module: inout Module
  ) {
    let bound = problem.model.bound.traffic
    var entries: [(String, AttributeID)] = []
    func add(_ name: String, _ value: Double, _ module: inout Module) {
      entries.append((name, module.intern(.float(bits: value.bitPattern, .f64))))
    }
    add("cycles", cost.cycles, &module)
    add("energy_pj", cost.picojoules, &module)
    add("edp_uj_cycles", cost.microjouleCycles, &module)
    add("bound_cycles", bound.cycles, &module)
    add("bound_energy_pj", bound.picojoules, &module)
    add("bound_edp_uj_cycles", bound.microjouleCycles, &module)
    let operations = problem.model.bound.operations
    add("operations_cycles", operations.cycles, &module)
    add("operations_energy_pj", operations.picojoules, &module)
    add("operations_edp_uj_cycles", operations.microjouleCycles, &module)
    if let lower = answer.lowerBound { add("space_bound", lower, &module) }
    add("gap", Self.gap(answer, cost, problem), &module)
    entries.append(("model", module.stringAttribute(model.rawValue)))
    entries.append(("objective", module.stringAttribute(problem.objective.rawValue)))
    entries.append(("search", module.stringAttribute(search.rawValue)))
    entries.append(("evaluations", module.integerAttribute(Int64(answer.evaluations))))
    entries.append(
      (
        "seed", module.integerAttribute(Int64(truncatingIfNeeded: problem.seed))
      ))
    let options =
      (extras == .none ? [] : ["extras=\(extras.rawValue)"])
      + (tiling == .even ? [] : ["tiling=\(tiling.rawValue)"]) + (sides ? ["sides"] : [])
      + (directions ? ["directions"] : [])
      + (pipeline ? ["pipeline"] : []) + reading.words
    if !options.isEmpty {
      entries.append(("options", module.stringAttribute(options.joined(separator: ","))))
    }
    let named = entries.map { NamedAttribute(module.intern($0.0), $0.1) }
    let dictionary = module.dictionary(named)
    module.setAttribute(PlanAttributes.plan, dictionary, of: function)
  }

  /// How much the plan is above the highest bound, as a part of it.
  private static func gap(
    _ answer: MappingAnswer, _ cost: NetworkCost, _ problem: MappingProblem
  ) -> Double {
    let objective = problem.objective
    let bound = max(objective.value(of: problem.model.bound.traffic), answer.lowerBound ?? 0)
    // A proved optimum and its bound are sums in different orders.
    let gap = objective.value(of: cost.totals) / bound - 1
    return gap > 1e-12 ? gap : 0
  }

  private func tell(
    _ answer: MappingAnswer, _ cost: NetworkCost, _ problem: MappingProblem,
    _ layered: LayeredFunction, _ context: PassContext, _ module: borrowing Module
  ) {
    let machine = problem.model.machine
    for (index, layer) in layered.network.layers.enumerated() {
      let own = cost.layers[index]
      context.remark(
        "\(layer.name): \(Self.short(own.cycles)) cycles, \(Self.short(own.picojoules)) pJ, "
          + "limited by \(Self.name(own.bottleneck, machine)); "
          + answer.plan.mappings[index].parts(on: machine).joined(separator: ", "),
        at: layered.roots[index], in: module)
    }
    for (layer, text) in answer.remarks {
      context.remark(
        "\(layered.network.layers[layer].name): \(text)", at: layered.roots[layer], in: module)
    }
    if context.wantsRemarks(Self.name) {
      for (layer, text) in FusionReasons(problem: problem, plan: answer.plan).sentences {
        context.remark(text, at: layered.roots[layer], in: module)
      }
    }
    for (number, edge) in layered.network.edges.enumerated() {
      guard case .impossible(let reason) = edge.fusion else { continue }
      let producer = layered.network.layers[edge.producer].name
      let consumer = layered.network.layers[edge.consumer].name
      context.remark(
        "\(producer) and \(consumer) stay unfused (edge \(number)): \(reason)",
        at: layered.roots[edge.consumer], in: module)
    }
    let bound = problem.model.bound.traffic
    let objective = problem.objective
    let gap = objective.value(of: cost.totals) / objective.value(of: bound)
    if let root = layered.roots.first {
      let unknown = problem.model.partsWithoutEnergy
      if !unknown.isEmpty {
        context.remark(
          "the machine gives no energy for \(unknown.joined(separator: ", ")): they count as taking "
            + "none", at: root, in: module)
      }
      context.remark(
        "the network takes \(Self.short(cost.cycles)) cycles and \(Self.short(cost.picojoules)) pJ, "
          + "an energy-delay product of \(Self.short(cost.microjouleCycles)) uJ x cycles; "
          + "its \(objective.rawValue) is \(Self.short(gap)) times what operations and compulsory "
          + "traffic alone take",
        at: root, in: module)
      if answer.lowerBound != nil {
        let percent = Self.gap(answer, cost, problem) * 100
        context.remark(
          percent == 0
            ? "that is the optimum of the searched space"
            : "that is at most \(Self.short(percent)) % above the best plan of the searched space",
          at: root, in: module)
      }
    }
  }

  /// Four significant digits.
  private static func short(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "\(value)" }
    // Powers of ten above 1 are exact, so that whole numbers stay whole.
    var large = 1.0
    var small = 1.0
    while value * small < 1000 { small *= 10 }
    while value / large >= 10000 { large *= 10 }
    let rounded = (value * small / large).rounded() * large / small
    return rounded < 1e15 && rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  private static func name(_ component: CostComponent, _ machine: Accelerator) -> String {
    switch component {
    case .compute: "its operations"
    case .reading(let memory): "reading \(machine.memories[memory].name)"
    case .writing(let memory): "writing \(machine.memories[memory].name)"
    case .moving(let memory): "reading and writing \(machine.memories[memory].name)"
    }
  }
}

extension CostModelKind: PassOptionValue {}
extension MappingObjective: PassOptionValue {}
extension MappingSearchKind: PassOptionValue {}

extension Accelerator {
  /// The machine as a tile sees it that has room for others like it in each memory, and fills whole rows as it does on a
  /// Gemmini. Registers hold what is in use alone.
  fileprivate func sharingMemories(among count: Int) -> Accelerator {
    guard count > 1 else { return self }
    var machine = self
    for index in machine.memories.indices where machine.memories[index].holds != [.weight] {
      guard let capacity = machine.memories[index].capacityBytes else { continue }
      machine.memories[index].capacityBytes = max(1, capacity / count)
      if instructionSet == .gemmini { machine.memories[index].countsRows = true }
    }
    return machine
  }
}
