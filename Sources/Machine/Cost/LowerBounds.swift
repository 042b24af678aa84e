/// The bytes that every execution of a program must move: its inputs once in, its outputs once
/// out.
public struct CompulsoryTraffic: Equatable, Sendable {
  /// Bytes of inputs and constants.
  public var readBytes: Int
  /// Bytes of outputs.
  public var writtenBytes: Int

  /// Creates the traffic.
  public init(readBytes: Int, writtenBytes: Int) {
    self.readBytes = readBytes
    self.writtenBytes = writtenBytes
  }
}

/// What no mapping of a program onto a machine can beat.
public struct LowerBounds: Equatable, Sendable {
  /// Cycles in which the arrays could do the multiply-adds at their peak: MACs / MACs per cycle.
  public var computeCycles: Double
  /// Cycles in which the outermost memory could move the compulsory traffic; nil where the traffic
  /// is not known.
  public var trafficCycles: Double?
  /// The energy of the multiply-adds and of the compulsory traffic in picojoules; nil where a
  /// figure has no source.
  public var picojoules: Double?

  /// The bounds of a program with `multiplyAdds` multiply-adds and `traffic` bytes on `machine`.
  ///
  /// Energy counts multiply-adds, and each byte of traffic once in the outermost memory.
  public init(multiplyAdds: Int, traffic: CompulsoryTraffic?, on machine: Accelerator) {
    let peak = machine.arrays.reduce(0) { $0 + $1.peakMultiplyAddsPerCycle }
    computeCycles = peak > 0 ? Double(multiplyAdds) / Double(peak) : 0
    let perMultiplyAdd = machine.arrays.compactMap(\.picojoulesPerMultiplyAdd).min()
    let computeEnergy =
      multiplyAdds == 0 ? 0 : perMultiplyAdd.map { $0 * Double(multiplyAdds) }
    guard let traffic, let memory = machine.memories.first else {
      picojoules = computeEnergy
      return
    }
    let readCycles = Double(traffic.readBytes) / max(1e-9, memory.readBytesPerCycle)
    let writeCycles = Double(traffic.writtenBytes) / max(1e-9, memory.writeBytesPerCycle)
    trafficCycles =
      memory.sharesBandwidth ? readCycles + writeCycles : max(readCycles, writeCycles)
    if let computeEnergy, let read = memory.readPicojoulesPerByte,
      let write = memory.writePicojoulesPerByte
    {
      picojoules =
        computeEnergy + read * Double(traffic.readBytes) + write * Double(traffic.writtenBytes)
    }
  }

  /// The bound on cycles: computing and moving overlap at best.
  public var cycles: Double { max(computeCycles, trafficCycles ?? 0) }

  /// The bound on the product of energy and delay, in microjoules times cycles.
  public var microjouleCycles: Double? { picojoules.map { $0 * 1e-6 * cycles } }
}
