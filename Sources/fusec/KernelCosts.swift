import FuseIR
import Machine

/// The figures of a program of kernels, by the cost model that `plan-kernels` uses.
enum KernelCosts {
  /// The figures of the first function with kernels; nil where there is none, or where the machine runs no kernels. Without a
  /// machine, `cpu` is taken, as `plan-kernels` does.
  ///
  /// Cycles are those of the kernels alone: what runs outside of them, such as large products, is counted as
  /// `ops_outside_kernels`.
  static func report(_ module: borrowing Module, on machine: Accelerator?) -> CostReport? {
    let machine = machine ?? .cpu
    for function in module.functions {
      guard let program = KernelProgram(function, on: machine, in: module),
        let model = KernelCostModel(machine)
      else { continue }
      return report(program, model, machine, module)
    }
    return nil
  }

  private static func report(
    _ program: KernelProgram, _ model: KernelCostModel, _ machine: Accelerator,
    _ module: borrowing Module
  ) -> CostReport {
    let clock = Double(machine.clockHertz)
    var report = CostReport(
      target: machine.name, model: "kernel-roofline", objective: .cycles,
      total: .init(cycles: program.seconds.map { $0 * clock }, picojoules: nil),
      lowerBound: .init(
        cycles: model.leastSeconds(offChipBytes: program.lowerBoundBytes) * clock, picojoules: nil),
      kernels: .init(
        count: program.kernels.count, offChipBytes: program.offChipBytes,
        lowerBoundOffChipBytes: program.lowerBoundBytes))
    var memories: [CostReport.MemoryUse] = []
    if let outermost = machine.memories.first {
      memories.append(
        .init(
          name: outermost.name, readBytes: whole(program.kernels.reduce(0) { $0 + $1.readBytes }),
          writtenBytes: whole(program.kernels.reduce(0) { $0 + $1.writtenBytes }), peakBytes: nil))
    }
    if let scratch = machine.processors.first?.scratch {
      memories.append(
        .init(
          name: scratch,
          readBytes: whole(program.kernels.reduce(0) { $0 + $1.scratchTraffic.read }),
          writtenBytes: whole(program.kernels.reduce(0) { $0 + $1.scratchTraffic.written }),
          peakBytes: program.kernels.reduce(0) { max($0, $1.scratchBytes) }))
    }
    report.memories = memories
    for (number, kernel) in program.kernels.enumerated() {
      report.operations.append(
        CostReport.Operation(
          name: kernel.name.isEmpty ? "kernel" : kernel.name, location: place(kernel.op, module),
          cycles: kernel.seconds.map { $0 * clock }, group: number,
          outermostBytes: .init(
            readBytes: whole(kernel.readBytes), writtenBytes: whole(kernel.writtenBytes))))
    }
    report.counters.append(.init("ops_outside_kernels", Double(program.outside.count)))
    return report
  }

  private static func place(_ op: OpID, _ module: borrowing Module) -> String {
    switch module.place(of: op) {
    case .named(let file, let line, let column): "\(file):\(line):\(column)"
    default: ""
    }
  }

  private static func whole(_ bytes: Double) -> Int {
    bytes < 0x1p62 ? Int(bytes.rounded(.up)) : .max
  }
}
