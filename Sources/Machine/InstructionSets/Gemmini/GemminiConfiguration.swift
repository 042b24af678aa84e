/// What Gemmini's lowering, checker and simulator need to know of a machine, in Gemmini's terms.
public struct GemminiConfiguration: Equatable, Sendable {
  /// Which of the two local memories.
  public enum LocalMemory: Sendable {
    case scratchpad
    case accumulator
  }

  /// The machine that this configuration was read from.
  public let accelerator: Accelerator
  /// Rows and columns of the array, and elements of a local row (DIM).
  public let dimension: Int
  /// The element type of inputs, weights and scratchpad rows: int8 or float32.
  public let input: ElementKind
  /// The element type of sums and accumulator rows: int32 or float32.
  public let accumulator: ElementKind
  /// How the array adds products.
  public let multiplyAdd: MultiplyAdd
  /// Scratchpad banks.
  public let scratchpadBanks: Int
  /// Rows of one scratchpad bank.
  public let scratchpadBankRows: Int
  /// Accumulator banks.
  public let accumulatorBanks: Int
  /// Rows of one accumulator bank.
  public let accumulatorBankRows: Int
  /// The largest DMA request, in bytes.
  public let maximumRequestBytes: Int
  /// Bytes that the DMA moves per cycle in each direction.
  public let busBytesPerCycle: Double
  /// Whether loads and stores share the bus.
  public let sharesBus: Bool
  /// DMA requests that may wait for DRAM.
  public let requestsInFlight: Int
  /// Cycles from a DRAM request until its first byte arrives.
  public let dramLatencyCycles: Int
  /// Cycles from a scratchpad read until the row reaches the array.
  public let scratchpadReadDelay: Int
  /// Cycles from the array's edge until a row is written to the accumulator.
  public let accumulatorLatency: Int
  /// Reservation station entries for loads.
  public let loadEntries: Int
  /// Reservation station entries for stores.
  public let storeEntries: Int
  /// Reservation station entries for preloads and computes.
  public let executeEntries: Int
  /// Units that scale elements on their way in; a row with a scale other than one takes
  /// `dimension / moveInScaleUnits` cycles.
  public let moveInScaleUnits = 4

  /// Reads the configuration from `accelerator`.
  ///
  /// - Throws: `MachineError` where the machine is not a Gemmini or lacks a part of one.
  public init(_ accelerator: Accelerator) throws(MachineError) {
    func missing(_ part: String) -> MachineError {
      MachineError("machine '\(accelerator.name)' is no Gemmini: it has no \(part)")
    }
    guard accelerator.instructionSet == .gemmini else {
      throw MachineError(
        "machine '\(accelerator.name)' does not have Gemmini's instruction set; "
          + "targets that do: \(GemminiConfiguration.targetNames)")
    }
    guard let array = accelerator.array(named: "array") else { throw missing("array 'array'") }
    guard let scratchpad = accelerator.memory(named: "scratchpad"),
      let scratchpadRows = scratchpad.rows
    else { throw missing("memory 'scratchpad' with a capacity") }
    guard let accumulator = accelerator.memory(named: "accumulator"),
      let accumulatorRows = accumulator.rows
    else { throw missing("memory 'accumulator' with a capacity") }
    guard let dram = accelerator.memory(named: "dram") else { throw missing("memory 'dram'") }
    guard let dma = accelerator.link(from: "dram", to: "scratchpad") else {
      throw missing("link from 'dram' to 'scratchpad'")
    }
    func entries(_ name: String) throws(MachineError) -> Int {
      guard let queue = accelerator.queue(named: name) else { throw missing("queue '\(name)'") }
      return queue.reservationEntries
    }

    self.accelerator = accelerator
    dimension = array.rows
    input = array.input
    self.accumulator = array.accumulator
    multiplyAdd = array.multiplyAdd
    scratchpadBanks = scratchpad.banks
    scratchpadBankRows = scratchpadRows / max(1, scratchpad.banks)
    accumulatorBanks = accumulator.banks
    accumulatorBankRows = accumulatorRows / max(1, accumulator.banks)
    maximumRequestBytes = dma.maximumRequestBytes ?? 64
    busBytesPerCycle = dma.bytesPerCycle
    sharesBus = dram.sharesBandwidth
    requestsInFlight = dma.requestsInFlight ?? 16
    dramLatencyCycles = dma.latencyCycles
    scratchpadReadDelay =
      accelerator.link(from: "scratchpad", to: "array")?.latencyCycles ?? 0
    accumulatorLatency =
      accelerator.link(from: "array", to: "accumulator")?.latencyCycles ?? 0
    loadEntries = try entries("load")
    storeEntries = try entries("store")
    executeEntries = try entries("execute")

    if let problem = violation(
      array: array, scratchpad: scratchpad, accumulator: accumulator)
    {
      throw MachineError("machine '\(accelerator.name)' is no Gemmini: \(problem)")
    }
  }

  private static var targetNames: String {
    MachineCatalog.all.filter { $0.instructionSet == .gemmini }.map(\.name)
      .joined(separator: ", ")
  }

  private func violation(
    array: ComputeArray, scratchpad: Memory, accumulator: Memory
  ) -> String? {
    guard array.rows == array.columns, (1...128).contains(array.rows) else {
      return "its array is \(array.rows)x\(array.columns), not square with 1 to 128 rows"
    }
    let types = (array.input, array.weight, array.accumulator)
    guard types == (.int8, .int8, .int32) || types == (.float32, .float32, .float32) else {
      return "its array takes \(array.input.rawValue) x \(array.weight.rawValue) + "
        + "\(array.accumulator.rawValue), not i8 x i8 + i32 or f32 x f32 + f32"
    }
    guard scratchpad.rowBytes == dimension * inputBytes else {
      return "its scratchpad's rows have \(scratchpad.rowBytes) bytes, not "
        + "\(dimension * inputBytes) for \(dimension) elements"
    }
    guard accumulator.rowBytes == dimension * accumulatorBytes else {
      return "its accumulator's rows have \(accumulator.rowBytes) bytes, not "
        + "\(dimension * accumulatorBytes) for \(dimension) elements"
    }
    guard scratchpadBanks > 0, accumulatorBanks > 0, scratchpadBankRows >= dimension,
      accumulatorBankRows >= dimension
    else {
      return "a bank of local memory has fewer than \(dimension) rows"
    }
    let mostBytes = 1 << 28
    guard scratchpadRows * scratchpadRowBytes <= mostBytes,
      accumulatorRows * accumulatorRowBytes <= mostBytes
    else {
      return "a local memory has more than \(mostBytes) bytes"
    }
    guard loadEntries > 0, storeEntries > 0, executeEntries > 1 else {
      return "its queues need entries: 1 for loads and stores, 2 for executes"
    }
    guard busBytesPerCycle >= 1, busBytesPerCycle <= 0x1p20, maximumRequestBytes > 0 else {
      return "its link from 'dram' moves \(busBytesPerCycle) bytes per cycle, not 1 to 2^20"
    }
    guard (1...65536).contains(requestsInFlight) else {
      return "its link from 'dram' has \(requestsInFlight) requests in flight, not 1 to 65536"
    }
    return nil
  }

  /// Bytes of an input element.
  public var inputBytes: Int { input.bytes }
  /// Bytes of an accumulator element.
  public var accumulatorBytes: Int { accumulator.bytes }
  /// Rows of the whole scratchpad.
  public var scratchpadRows: Int { scratchpadBanks * scratchpadBankRows }
  /// Rows of the whole accumulator.
  public var accumulatorRows: Int { accumulatorBanks * accumulatorBankRows }
  /// Bytes of a scratchpad row.
  public var scratchpadRowBytes: Int { dimension * inputBytes }
  /// Bytes of an accumulator row.
  public var accumulatorRowBytes: Int { dimension * accumulatorBytes }

  /// The most columns that one mvin may move to `memory`: as many as fit into one DMA request,
  /// but at least one block of DIM.
  public func maximumMoveInColumns(_ memory: LocalMemory) -> Int {
    let bytes = memory == .scratchpad ? inputBytes : accumulatorBytes
    return max(dimension, maximumRequestBytes / bytes / dimension * dimension)
  }

  /// The most columns that one mvout of input-width elements may move.
  public var maximumMoveOutColumns: Int { maximumMoveInColumns(.scratchpad) }
}
