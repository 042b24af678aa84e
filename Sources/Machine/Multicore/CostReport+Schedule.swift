public import FuseIR

extension CostReport {
  /// The figures of a schedule: what its timeline takes, beside the bounds that its op states.
  ///
  /// Cycles of an op are those of its nodes one after another. Energies are nil where nodes do not say theirs.
  public init(_ program: borrowing ScheduledProgram, in module: borrowing Module) {
    let figures = ScheduleFigures(program)
    let platform = program.platform
    self.init(
      target: platform.name, model: "multicore-schedule", objective: .cycles,
      total: .init(cycles: Double(figures.cycles), picojoules: figures.picojoules),
      lowerBound: .init(
        cycles: program.boundCycles.map(Double.init), picojoules: program.boundPicojoules))
    peakFeatureBytes = figures.peakFeatureBytes
    layerByLayerPeakFeatureBytes = program.graph.layerByLayerPeakFeatureBytes
    for (memory, use) in zip(platform.memories, figures.memories) {
      memories.append(
        MemoryUse(
          name: memory.name, readBytes: use.readBytes, writtenBytes: use.writtenBytes,
          peakBytes: use.peakBytes))
    }
    for (layer, use) in zip(program.graph.layers, figures.layers) {
      operations.append(
        Operation(
          name: layer.name, location: module.place(of: layer.op).text,
          cycles: Double(use.busyCycles),
          picojoules: use.picojoules))
    }
    counters = [
      Counter("nodes", Double(program.nodes.count)), Counter("moves", Double(program.moves.count)),
      Counter("holds", Double(program.holds.count)),
    ]
    let cycles = Double(max(1, figures.cycles))
    for (unit, use) in zip(platform.units, figures.units) {
      counters.append(Counter("\(unit.name)_busy", Double(use.busyCycles) / cycles))
    }
    for (channel, use) in zip(platform.channels, figures.channels) {
      counters.append(Counter("\(channel)_busy", Double(use.busyCycles) / cycles))
    }
  }
}

extension DiagnosticPlace {
  /// `file:line:col`, or nothing where the place has no name.
  public var text: String {
    if case .named(let file, let line, let column) = self { return "\(file):\(line):\(column)" }
    return ""
  }
}
