import Backends
import Execution
import FuseIR
import Machine

/// Runs a function's `sam.graph`s on the stream simulator.
struct StreamExecution {
  /// The function.
  let function: String
  /// Whether values are computed; else there are only costs.
  var computesValues = true

  /// The results, and what they cost.
  func execute(
    _ module: borrowing Module, _ arguments: [Tensor], _ accelerator: Accelerator?,
    wantsTimeline: Bool, _ options: Options, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> ExecutionOutcome {
    let machine = accelerator ?? .comal
    guard let fabric = machine.fabrics.first else {
      diagnostics.error(
        "-on=streams needs a machine with a machine.fabric, and '\(machine.name)' has none: give "
          + "-target=comal or -target=comal-strict")
      throw Driver.Stop(code: .refused)
    }
    let executor = StreamExecutor(
      fabric: fabric, recordsActivity: wantsTimeline, computesValues: computesValues,
      limits: options.executionLimits)
    do {
      let outputs = try executor.run(
        function: function, inputs: arguments, in: module, limits: options.executionLimits)
      let report = Self.report(executor, on: machine, in: module)
      return ExecutionOutcome(
        outputs: computesValues ? outputs : [], report: report,
        streams: wantsTimeline ? Self.timeline(executor, in: module) : nil,
        figures: Self.figures(executor.runs.map(\.run), report))
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

  /// The graphs and the copies between them, in the order in which they were run.
  private static func timeline(
    _ executor: StreamExecutor, in module: borrowing Module
  ) -> StreamTimeline {
    var steps: [StreamTimeline.Step] = []
    for (number, entry) in executor.runs.enumerated() {
      var tracks: [StreamTimeline.Track] = []
      for block in entry.run.blocks {
        tracks.append(
          StreamTimeline.Track(
            name: block.name, location: location(of: block.op, in: module), busy: block.busy,
            intervals: block.intervals.map {
              StreamTimeline.Interval(
                name: words($0.state), start: $0.start, end: $0.end, busy: $0.busy)
            }))
      }
      var name = "graph \(number)"
      if let symbol = module.string("sym_name", of: entry.graph) { name += " \(symbol)" }
      steps.append(
        StreamTimeline.Step(
          name: name, start: entry.start, cycles: entry.run.cycles, tracks: tracks))
    }
    for copy in executor.copies {
      let interval = StreamTimeline.Interval(
        name: words(.busy), start: 0, end: copy.cycles, busy: copy.cycles)
      let track = StreamTimeline.Track(
        name: "copy", location: location(of: copy.op, in: module), busy: copy.cycles,
        intervals: [interval])
      steps.append(
        StreamTimeline.Step(
          name: "copy", start: copy.start, cycles: copy.cycles, tracks: [track]))
    }
    // A graph and a copy may begin in the same cycle only where the first of them takes none.
    return StreamTimeline(
      steps: steps.sorted { ($0.start, $0.cycles) < ($1.start, $1.cycles) })
  }

  private static func words(_ state: StreamState) -> String {
    switch state {
    case .busy: "busy"
    case .waiting: "waiting for input"
    case .blocked: "blocked by a full queue"
    }
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
