import Execution
import FuseIR
import Machine

/// Runs a function's `sched.program` on the simulator of its platform.
struct MulticoreExecution {
  /// The function.
  let function: String

  /// The results, and what they cost.
  func execute(
    _ module: borrowing Module, _ arguments: [Tensor], _ options: Options,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> ExecutionOutcome {
    guard let op = module.function(named: function),
      let schedule = ScheduledProgram.inFunction(op, of: module)
    else {
      diagnostics.error(
        "@\(function) has no sched.program to run: schedule the module with -passes=multicore and "
          + "-target=<platform>")
      throw Driver.Stop(code: .refused)
    }
    let program: ScheduledProgram
    switch ScheduledProgram.of(schedule, in: module) {
    case .success(let found): program = found
    case .failure(let obstacle):
      diagnostics.error(obstacle.message, at: module.place(of: obstacle.op))
      throw Driver.Stop(code: .wrongInput)
    }
    // What breaks a rule that the simulation does not come across, such as a place that nobody uses, is an error all the same.
    let violations = ScheduleChecker.violations(of: program, in: module)
    for violation in violations {
      diagnostics.error(violation.message, at: module.place(of: violation.op))
    }
    guard violations.isEmpty else { throw Driver.Stop(code: .wrongInput) }
    do {
      let outputs = try MulticoreExecutor(limits: options.executionLimits).run(
        function: function, inputs: arguments, in: module)
      return ExecutionOutcome(
        outputs: outputs, report: CostReport(program, in: module),
        figures: Self.figures(of: program))
    } catch { throw ExecutionRequest.stop(error, module, diagnostics) }
  }

  /// Name and value of each figure of the run report, in the order of printing.
  private static func figures(
    of program: ScheduledProgram
  ) -> [(name: String, value: String)] {
    let figures = ScheduleFigures(program)
    let platform = program.platform
    let cycles = max(1, figures.cycles)
    func busy(_ busy: Int64) -> String {
      "\((Double(busy) / Double(cycles) * 1000).rounded() / 10) % busy"
    }
    var lines: [(name: String, value: String)] = []
    lines.append(
      (
        "schedule",
        "\(program.nodes.count) nodes, \(program.moves.count) moves, \(program.holds.count) places on "
          + platform.name
      ))
    let bound = program.boundCycles.map { "; at least \($0)" } ?? ""
    lines.append(("cycles", "\(program.cycles)\(bound)"))
    lines.append(("energy", energy(figures, program)))
    for (unit, use) in zip(platform.units, figures.units) where use.nodes > 0 {
      lines.append(
        (
          "\(platform.cores[unit.core].name) \(unit.name)",
          "\(use.nodes) node\(use.nodes == 1 ? "" : "s"), \(busy(use.busyCycles))"
        ))
    }
    for (channel, use) in zip(platform.channels, figures.channels) where use.bytes > 0 {
      lines.append((channel, "\(use.bytes) bytes, \(busy(use.busyCycles))"))
    }
    for (memory, use) in zip(platform.memories, figures.memories) {
      guard use.readBytes > 0 || use.writtenBytes > 0 || use.peakBytes ?? 0 > 0 else { continue }
      var text = "\(use.readBytes) bytes moved out, \(use.writtenBytes) in"
      if let peak = use.peakBytes {
        text += ", at most \(peak)\(memory.capacityBytes.map { " of \($0)" } ?? "") in use"
      }
      lines.append((memory.name, text))
    }
    lines.append(
      (
        "features",
        "at most \(figures.peakFeatureBytes) bytes on chip; "
          + "\(program.graph.layerByLayerPeakFeatureBytes) layer by layer"
      ))
    return lines
  }

  private static func energy(_ figures: ScheduleFigures, _ program: ScheduledProgram) -> String {
    guard let total = figures.picojoules else {
      return "not known: nodes do not say theirs"
    }
    let memories = figures.memories.reduce(0) { $0 + $1.picojoules }
    let bound = program.boundPicojoules.map { "; at least \(microjoules($0))" } ?? ""
    return microjoules(total) + bound
      + " (cores \(microjoules(figures.nodePicojoules ?? 0)), memories "
      + "\(microjoules(memories)), links \(microjoules(figures.linkPicojoules)))"
  }

  private static func microjoules(_ picojoules: Double) -> String {
    "\((picojoules * 1e-3).rounded() / 1000) uJ"
  }
}
