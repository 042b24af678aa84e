import FuseIR
import Machine
import Passes

/// A program whose layers carry mappings: the plan, and its figures by the cost model that `select-mapping` used.
struct MappedProgram {
  /// The layers, their mappings, and the machine.
  let mapped: MappedNetwork
  /// What they cost.
  let report: CostReport

  /// The first function with mappings, nil where none has any. Where they can't be read or can't run, that is reported and
  /// ends the run: a format has nothing to add.
  static func read(
    _ module: borrowing Module, on machine: Accelerator?, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> MappedProgram? {
    for function in module.functions {
      let plan = module.attribute(PlanAttributes.plan, of: function)
      guard let body = module.body(of: function),
        plan != nil || hasMapping(body, module)
      else { continue }
      guard let machine else {
        diagnostics.error("costs of mappings need a machine: name one with -target=<machine>")
        throw Driver.Stop(code: .refused)
      }
      let settings = plan.map { Settings($0, module) } ?? Settings()
      var reading = LayerReading()
      reading.model = settings.kind
      for word in settings.words { _ = reading.take(word) }
      let layered = LayeredFunction(body, of: module, on: machine, reading: reading)
      return try program(layered, settings, machine, module, diagnostics)
    }
    return nil
  }

  /// Whether an op carries a mapping that somebody wrote by hand.
  private static func hasMapping(_ body: BlockID, _ module: borrowing Module) -> Bool {
    module.ops(of: body).contains { module.attribute(MappingAttribute.name, of: $0) != nil }
  }

  /// What `fuse.plan` says about how costs were found.
  private struct Settings {
    var kind = CostModelKind.m1
    var objective = MappingObjective.edp
    var words: [String] = []
    var evaluations = 0
    var seed: UInt64 = 0

    init() {}

    init(_ plan: AttributeID, _ module: borrowing Module) {
      kind = Self.text("model", plan, module).flatMap { CostModelKind(rawValue: $0) } ?? kind
      objective =
        Self.text("objective", plan, module).flatMap { MappingObjective(rawValue: $0) } ?? objective
      words = (Self.text("options", plan, module) ?? "").split(separator: ",").map(String.init)
      evaluations = Int(Self.number("evaluations", plan, module) ?? 0)
      seed = UInt64(bitPattern: Self.number("seed", plan, module) ?? 0)
    }

    private static func text(
      _ name: String, _ plan: AttributeID, _ module: borrowing Module
    ) -> String? {
      guard let key = module.find(name), let value = module.entry(key, in: plan) else { return nil }
      return module.stringValue(value)
    }

    private static func number(
      _ name: String, _ plan: AttributeID, _ module: borrowing Module
    ) -> Int64? {
      guard let key = module.find(name), let value = module.entry(key, in: plan) else { return nil }
      return module.integerValue(value)
    }
  }

  private static func program(
    _ layered: LayeredFunction, _ settings: Settings, _ machine: Accelerator,
    _ module: borrowing Module, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> MappedProgram? {
    let plan: NetworkPlan
    do throws(PlanAttributes.Mistake) {
      guard let read = try PlanAttributes.read(of: layered, on: machine, in: module) else {
        return nil
      }
      plan = read
    } catch {
      diagnostics.error(error.message, at: module.place(of: error.op))
      throw Driver.Stop(code: .refused)
    }
    do throws(CostModelError) {
      let model = try NetworkCostModel(
        settings.kind, network: layered.network, machine: machine,
        options: CostOptions(
          limitsSides: settings.words.contains("sides"),
          addsDirections: settings.words.contains("directions"),
          pipelineTerms: settings.words.contains("pipeline")))
      do throws(IllegalPlan) {
        let mapped = try MappedNetwork(plan, acceptedBy: model)
        let cost = try model.cost(of: plan)
        return MappedProgram(
          mapped: mapped, report: report(cost, plan, model, layered, settings, module))
      } catch {
        diagnostics.error("the program's mappings cannot run: \(error.message)")
      }
    } catch {
      diagnostics.error(error.message)
    }
    throw Driver.Stop(code: .refused)
  }

  private static func report(
    _ cost: NetworkCost, _ plan: NetworkPlan, _ model: NetworkCostModel,
    _ layered: LayeredFunction, _ settings: Settings, _ module: borrowing Module
  ) -> CostReport {
    let bound = model.bound.traffic
    let objective: CostReport.Objective =
      switch settings.objective {
      case .edp: .energyDelayProduct
      case .latency: .cycles
      case .energy: .energy
      }
    var report = CostReport(
      target: model.machine.name, model: model.kind.rawValue, objective: objective,
      total: .init(cycles: cost.cycles, picojoules: cost.picojoules),
      lowerBound: .init(cycles: bound.cycles, picojoules: bound.picojoules))
    report.memories = zip(model.machine.memories, cost.memories).map { memory, traffic in
      CostReport.MemoryUse(
        name: memory.name, readBytes: whole(traffic.readBytes),
        writtenBytes: whole(traffic.writtenBytes),
        peakBytes: memory.capacityBytes.map { _ in whole(traffic.footprintBytes) })
    }
    for (index, layer) in layered.network.layers.enumerated() {
      let parts = plan.mappings[index].parts(on: model.machine)
      report.operations.append(
        CostReport.Operation(
          name: layer.name, location: place(module.place(of: layered.roots[index])),
          cycles: cost.layers[index].cycles, picojoules: cost.layers[index].picojoules,
          group: plan.groups.firstIndex { $0.layers.contains(index) },
          mapping: parts.joined(separator: ", "),
          outermostBytes: cost.layers[index].memories.first.map {
            .init(readBytes: whole($0.readBytes), writtenBytes: whole($0.writtenBytes))
          }))
    }
    report.counters.append(.init("evaluations", Double(settings.evaluations)))
    return report
  }

  private static func place(_ place: DiagnosticPlace) -> String {
    switch place {
    case .named(let file, let line, let column): "\(file):\(line):\(column)"
    default: ""
    }
  }

  private static func whole(_ bytes: Double) -> Int {
    bytes < 0x1p62 ? Int(bytes.rounded(.up)) : .max
  }
}
