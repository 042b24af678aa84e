public import Machine

extension GemminiSimulator {
  /// The cycle in which everything executed so far is done.
  public var cycles: Int { timing.cycles }

  /// When the units were busy, where `recordTimeline` was called before the run.
  public var timeline: ActivityTimeline? { timing.timeline }

  /// Starts to record when units are busy.
  public mutating func recordTimeline() { timing.recordTimeline() }

  /// Adds `count` cycles in which Gemmini is idle: the host works on what was stored.
  ///
  /// Acts as a fence.
  public mutating func hostWorks(cycles count: Int) {
    timing.fence()
    timing.wait(count)
  }

  /// The share of the array's peak that the multiply-adds so far used, those that tiles add at edges
  /// among them.
  public var arrayUtilization: Double {
    let peak = Double(cycles) * Double(configuration.dimension * configuration.dimension)
    return peak > 0 ? Double(activity.multiplyAdds) / peak : 0
  }

  /// What the program cost so far, with the bounds that no mapping can beat.
  ///
  /// - Parameters:
  ///   - traffic: The bytes of the program's inputs and outputs; without them the bound counts
  ///     multiply-adds only.
  ///   - multiplyAdds: The multiply-adds of the program's sums of products; without them the bound
  ///     counts those that were executed, which tiles at edges make more.
  ///   - hostShare: The share of the program's work that the host does, where it is known.
  ///   - operations: Costs per op, where they are known.
  public func report(
    traffic: CompulsoryTraffic? = nil, multiplyAdds: Int? = nil, hostShare: Double? = nil,
    operations: [CostReport.Operation] = []
  ) -> CostReport {
    let machine = configuration.accelerator
    let bounds = LowerBounds(
      multiplyAdds: multiplyAdds ?? activity.multiplyAdds, traffic: traffic, on: machine)
    let energy = picojoules
    return CostReport(
      target: machine.name, model: "gemmini-simulator",
      objective: energy == nil || bounds.picojoules == nil ? .cycles : .energyDelayProduct,
      total: CostReport.Total(cycles: Double(cycles), picojoules: energy),
      lowerBound: CostReport.Total(cycles: bounds.cycles, picojoules: bounds.picojoules),
      memories: [
        CostReport.MemoryUse(
          name: "dram", readBytes: activity.dramReadBytes,
          writtenBytes: activity.dramWrittenBytes, peakBytes: dram.mappedBytes),
        CostReport.MemoryUse(
          name: "scratchpad", readBytes: activity.scratchpadReadBytes,
          writtenBytes: activity.scratchpadWrittenBytes,
          peakBytes: activity.scratchpadRowsUsed * configuration.scratchpadRowBytes),
        CostReport.MemoryUse(
          name: "accumulator", readBytes: activity.accumulatorReadBytes,
          writtenBytes: activity.accumulatorWrittenBytes,
          peakBytes: activity.accumulatorRowsUsed * configuration.accumulatorRowBytes),
      ],
      operations: operations, counters: counters(hostShare: hostShare))
  }

  private func counters(hostShare: Double?) -> [CostReport.Counter] {
    var counters = [
      CostReport.Counter("instructions", Double(instructionCount)),
      CostReport.Counter("multiply_adds", Double(activity.multiplyAdds)),
      CostReport.Counter("array_utilization", arrayUtilization),
      CostReport.Counter("loads", Double(activity.loads)),
      CostReport.Counter("stores", Double(activity.stores)),
      CostReport.Counter("computes", Double(activity.computes)),
      CostReport.Counter("padded_computes", Double(activity.paddedComputes)),
      CostReport.Counter("load_busy_cycles", Double(timing.loadBusyCycles)),
      CostReport.Counter("store_busy_cycles", Double(timing.storeBusyCycles)),
      CostReport.Counter("array_busy_cycles", Double(timing.arrayBusyCycles)),
      CostReport.Counter(
        "scratchpad_conflict_cycles", Double(timing.scratchpadConflictCycles)),
      CostReport.Counter(
        "accumulator_conflict_cycles", Double(timing.accumulatorConflictCycles)),
      CostReport.Counter("hardware_only_computes", Double(hardwareOnlyCount)),
    ]
    if let hostShare { counters.append(CostReport.Counter("host_share", hostShare)) }
    return counters
  }

  /// The energy so far by the machine's table, or nil where it lacks a figure that is needed.
  public var picojoules: Double? {
    let machine = configuration.accelerator
    var total = 0.0
    func add(_ amount: Int, _ perUnit: Double?) -> Bool {
      guard amount > 0 else { return true }
      guard let perUnit else { return false }
      total += Double(amount) * perUnit
      return true
    }
    let uses = [
      ("dram", activity.dramReadBytes, activity.dramWrittenBytes),
      ("scratchpad", activity.scratchpadReadBytes, activity.scratchpadWrittenBytes),
      ("accumulator", activity.accumulatorReadBytes, activity.accumulatorWrittenBytes),
    ]
    for (name, readBytes, writtenBytes) in uses {
      let memory = machine.memory(named: name)
      guard add(readBytes, memory?.readPicojoulesPerByte),
        add(writtenBytes, memory?.writePicojoulesPerByte)
      else { return nil }
    }
    let array = machine.array(named: "array")
    return add(activity.multiplyAdds, array?.picojoulesPerMultiplyAdd) ? total : nil
  }
}
