import Execution
import FuseIR
import Machine

/// Runs a function's `gemmini.program` on the simulator.
struct GemminiExecution {
  /// The function.
  let function: String

  /// The results, and what they cost.
  func execute(
    _ module: borrowing Module, _ arguments: [Tensor], _ accelerator: Accelerator?,
    wantsImages: Bool, wantsTimeline: Bool, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> ExecutionOutcome {
    guard let accelerator else {
      diagnostics.error(
        "-on=gemmini needs a machine: give -target=gemmini-fp32, or another Gemmini")
      throw Driver.Stop(code: .usage)
    }
    guard let op = module.function(named: function),
      GemminiProgram.inFunction(op, of: module) != nil
    else {
      diagnostics.error(
        "@\(function) has no gemmini.program to run: lower the module with -passes=gemmini")
      throw Driver.Stop(code: .refused)
    }
    let configuration: GemminiConfiguration
    do { configuration = try GemminiConfiguration(accelerator) } catch {
      diagnostics.error(error.message)
      throw Driver.Stop(code: .refused)
    }
    var executor = GemminiExecutor(
      module, configuration: configuration, recordsImages: wantsImages,
      recordsTimeline: wantsTimeline)
    do {
      let outputs = try executor.run(function: function, inputs: arguments, in: module)
      return ExecutionOutcome(
        outputs: outputs, report: executor.report,
        images: wantsImages ? executor.images : nil, timeline: executor.timeline,
        figures: Self.figures(of: executor))
    } catch { throw ExecutionRequest.stop(error, module, diagnostics) }
  }

  /// Name and value of each figure of the run report, in the order of printing.
  private static func figures(of executor: GemminiExecutor) -> [(name: String, value: String)] {
    let report = executor.report
    var lines: [(name: String, value: String)] = [
      (
        "instructions",
        "\(executor.instructionCount) in \(count(executor.segmentCount, "segment")), "
          + "0 violations"
      ),
      (
        "host",
        "\(count(executor.hostOpCount, "op")), \(percent(counter("host_share", report))) of the "
          + "arithmetic, \(executor.hostTraffic.readBytes) bytes read, "
          + "\(executor.hostTraffic.writtenBytes) written"
      ),
    ]
    if let cycles = report.total.cycles {
      let bound = report.lowerBound.cycles ?? 0
      lines.append(
        (
          "cycles",
          "\(Int(cycles)), \(percent(executor.arrayUtilization)) of the array used; "
            + "at least \(Int(bound.rounded(.up)))"
        ))
    }
    for memory in report.memories {
      let peak = memory.peakBytes.map { ", \($0) in use" } ?? ""
      lines.append(
        (
          memory.name,
          "\(memory.readBytes) bytes read, \(memory.writtenBytes) written\(peak)"
        ))
    }
    lines.append(("energy", energy(report)))
    return lines
  }

  private static func energy(_ report: CostReport) -> String {
    guard let picojoules = report.total.picojoules else {
      return "not known: the machine's description lacks figures"
    }
    let bound = report.lowerBound.picojoules.map { "; at least \(microjoules($0))" } ?? ""
    return microjoules(picojoules) + bound
  }

  private static func microjoules(_ picojoules: Double) -> String {
    let hundredths = (picojoules * 1e-4).rounded()
    return "\(hundredths / 100) uJ"
  }

  private static func percent(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10) %"
  }

  private static func counter(_ name: String, _ report: CostReport) -> Double {
    report.counters.first { $0.name == name }?.value ?? 0
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
