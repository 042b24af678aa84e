import Execution
import FuseIR
import Machine

/// Runs a function's `sam.graph`s on the stream simulator.
struct StreamExecution {
  /// The function.
  let function: String

  /// The results, and what they cost.
  func execute(
    _ module: borrowing Module, _ arguments: [Tensor], _ accelerator: Accelerator?,
    _ options: Options, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> ExecutionOutcome {
    let machine = accelerator ?? .comal
    guard let fabric = machine.fabrics.first else {
      diagnostics.error(
        "-on=streams needs a machine with a machine.fabric, and '\(machine.name)' has none: give "
          + "-target=comal or -target=comal-strict")
      throw Driver.Stop(code: .refused)
    }
    let executor = StreamExecutor(fabric: fabric)
    do {
      let outputs = try executor.run(
        function: function, inputs: arguments, in: module, limits: options.executionLimits)
      let report = Self.report(executor, on: machine, in: module)
      return ExecutionOutcome(
        outputs: outputs, report: report, figures: Self.figures(executor.runs.map(\.run), report))
    } catch { throw ExecutionRequest.stop(error, module, diagnostics) }
  }

  private static func report(
    _ executor: StreamExecutor, on machine: Accelerator, in module: borrowing Module
  ) -> CostReport {
    let runs = executor.runs.map(\.run)
    let copies = executor.copies
    var operations: [CostReport.Operation] = []
    for (group, run) in runs.enumerated() {
      for block in run.blocks {
        operations.append(
          CostReport.Operation(
            name: block.name, location: Self.location(of: block.op, in: module),
            cycles: Double(block.busy), group: group))
      }
    }
    for copy in copies {
      operations.append(
        CostReport.Operation(
          name: "copy", location: location(of: copy.op, in: module), cycles: Double(copy.cycles)))
    }
    func sum(_ ofRun: (StreamRun) -> Int, _ ofCopy: (StreamCopy) -> Int) -> Int {
      runs.reduce(0) { $0 + ofRun($1) } + copies.reduce(0) { $0 + ofCopy($1) }
    }
    return CostReport(
      target: machine.name, model: "stream simulator", objective: .cycles,
      total: CostReport.Total(
        cycles: Double(sum(\.cycles, \.cycles)), picojoules: nil),
      lowerBound: CostReport.Total(cycles: nil, picojoules: nil),
      tokens: sum(\.tokens, \.tokens),
      memories: [
        CostReport.MemoryUse(
          name: "dram", readBytes: sum(\.bytesRead, \.bytesRead),
          writtenBytes: sum(\.bytesWritten, \.bytesWritten), peakBytes: nil)
      ], operations: operations)
  }

  /// `file:line:col`, or nothing.
  private static func location(of op: OpID, in module: borrowing Module) -> String {
    guard case .named(let file, let line, let column) = module.place(of: op) else { return "" }
    return "\(file):\(line):\(column)"
  }

  private static func figures(
    _ runs: [StreamRun], _ report: CostReport
  ) -> [(name: String, value: String)] {
    var lines: [(name: String, value: String)] = [
      ("graphs", "\(runs.count)"),
      ("cycles", "\(Int(report.total.cycles ?? 0))"),
      ("tokens", "\(report.tokens ?? 0)"),
    ]
    for run in runs {
      guard let block = run.blocks.max(by: { $0.busy < $1.busy }) else { continue }
      lines.append(("busiest", "\(block.name), \(block.busy) of \(run.cycles) cycles"))
    }
    for memory in report.memories {
      lines.append(
        (memory.name, "\(memory.readBytes) bytes read, \(memory.writtenBytes) written"))
    }
    return lines
  }
}
