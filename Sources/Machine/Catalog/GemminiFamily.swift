/// The figures in which machines with Gemmini's structure differ.
///
/// Names of memories, arrays and queues are the same for all of them: `dram`, `scratchpad`,
/// `accumulator`, `registers`, `array`; `load`, `store`, `execute`.
struct GemminiFamily {
  var name: String
  var summary: String
  var dimension: Int
  var input: ElementKind
  var accumulator: ElementKind
  var scratchpadKilobytes: Int
  var scratchpadBanks: Int
  var accumulatorKilobytes: Int
  var accumulatorBanks: Int
  /// DMA bytes per cycle, in each direction.
  var busBytesPerCycle: Double
  /// Whether the two directions of the DMA share that bandwidth.
  var sharesBus = false
  var picojoulesPerMultiplyAdd: Double?
  var dramPicojoulesPerByte: Double?
  var scratchpadPicojoulesPerByte: Double?
  var accumulatorPicojoulesPerByte: Double?
  var registerPicojoulesPerByte: Double?
  /// Whether tiles fill whole rows of the local memories, as they do in hardware.
  var countsRows = true

  /// Cycles from a DRAM request until its first byte arrives.
  ///
  /// No source states it; 40 cycles is a hit in a system-level cache, and `dram-latency` changes
  /// it. The DMA hides it as long as `requestsInFlight · requestBytes / latency` exceeds the bus.
  static let dramLatencyCycles = 40

  /// The machine that these figures describe.
  ///
  /// Queue and DMA figures are the generator's defaults: reservation station 8 loads, 4 stores,
  /// 16 executes; controller queues 8, 2, 8; 64-byte requests, 16 in flight
  /// (`GemminiConfigs.scala`, `Configs.scala` of ucb-bar/gemmini). The scratchpad has one port a
  /// bank, the accumulator two. On-chip bandwidths are DOSA's: 2 · DIM elements per cycle
  /// (`latency_model.py` of ucb-bar/dosa). With weights stationary, input channels run along the rows, and kernel columns
  /// beside them where several pixels share a row of the scratchpad (`pixels_per_row`); output channels run along the
  /// columns. Channels of a depthwise convolution fit on the diagonal, with zeros beside it.
  var accelerator: Accelerator {
    let inputRowBytes = dimension * input.bytes
    let accumulatorRowBytes = dimension * accumulator.bytes
    func dma(from source: String, to destination: String) -> Link {
      Link(
        from: source, to: destination, bytesPerCycle: busBytesPerCycle,
        latencyCycles: Self.dramLatencyCycles, maximumRequestBytes: 64, requestsInFlight: 16)
    }
    return Accelerator(
      name: name, summary: summary, clockHertz: 1_000_000_000, instructionSet: .gemmini,
      memories: [
        Memory(
          name: "dram", capacityBytes: nil, rowBytes: 64, readBytesPerCycle: busBytesPerCycle,
          writeBytesPerCycle: busBytesPerCycle, sharesBandwidth: sharesBus,
          readPicojoulesPerByte: dramPicojoulesPerByte,
          writePicojoulesPerByte: dramPicojoulesPerByte),
        Memory(
          name: "scratchpad", capacityBytes: scratchpadKilobytes * 1024, rowBytes: inputRowBytes,
          banks: scratchpadBanks, ports: 1, readBytesPerCycle: Double(2 * inputRowBytes),
          writeBytesPerCycle: Double(2 * inputRowBytes),
          readPicojoulesPerByte: scratchpadPicojoulesPerByte,
          writePicojoulesPerByte: scratchpadPicojoulesPerByte, holds: [.input, .weight],
          countsRows: countsRows),
        Memory(
          name: "accumulator", capacityBytes: accumulatorKilobytes * 1024,
          rowBytes: accumulatorRowBytes, banks: accumulatorBanks, ports: 2,
          readBytesPerCycle: Double(2 * accumulatorRowBytes),
          writeBytesPerCycle: Double(2 * accumulatorRowBytes),
          readPicojoulesPerByte: accumulatorPicojoulesPerByte,
          writePicojoulesPerByte: accumulatorPicojoulesPerByte, holds: [.output],
          countsRows: countsRows),
        Memory(
          name: "registers", capacityBytes: dimension * inputRowBytes, rowBytes: inputRowBytes,
          readBytesPerCycle: Double(dimension * inputRowBytes),
          writeBytesPerCycle: Double(inputRowBytes),
          readPicojoulesPerByte: registerPicojoulesPerByte,
          writePicojoulesPerByte: registerPicojoulesPerByte, holds: [.weight]),
      ],
      arrays: [
        ComputeArray(
          name: "array", rows: dimension, columns: dimension, input: input, weight: input,
          accumulator: accumulator, picojoulesPerMultiplyAdd: picojoulesPerMultiplyAdd,
          rowLoops: LayerDimensions([.inputChannel, .kernelColumn]),
          columnLoops: LayerDimensions(.outputChannel), diagonalLoops: LayerDimensions(.group))
      ],
      links: [
        dma(from: "dram", to: "scratchpad"),
        dma(from: "dram", to: "accumulator"),
        dma(from: "scratchpad", to: "dram"),
        dma(from: "accumulator", to: "dram"),
        Link(
          from: "scratchpad", to: "array", bytesPerCycle: Double(2 * inputRowBytes),
          latencyCycles: 4),
        Link(
          from: "array", to: "accumulator", bytesPerCycle: Double(accumulatorRowBytes),
          latencyCycles: 2),
        Link(
          from: "accumulator", to: "array", bytesPerCycle: Double(inputRowBytes),
          latencyCycles: 2),
        Link(
          from: "array", to: "scratchpad", bytesPerCycle: Double(inputRowBytes),
          latencyCycles: 1),
      ],
      queues: [
        CommandQueue(name: "load", reservationEntries: 8, depth: 8),
        CommandQueue(name: "store", reservationEntries: 4, depth: 2),
        CommandQueue(name: "execute", reservationEntries: 16, depth: 8),
      ])
  }

  /// DOSA's fit of scratchpad energy: 0.49 + 0.02513 · KB picojoules per byte
  /// (`energy_model.py` of ucb-bar/dosa, a 40 nm fit).
  static func scratchpadPicojoulesPerByte(kilobytes: Int) -> Double {
    0.49 + 0.02513 * Double(kilobytes)
  }

  /// DOSA's fit of accumulator energy: 1.94 + 0.1005 · KB / DIM picojoules per 32-bit word
  /// (`energy_model.py` of ucb-bar/dosa, a 40 nm fit), here per byte.
  static func accumulatorPicojoulesPerByte(kilobytes: Int, dimension: Int) -> Double {
    (1.94 + 0.1005 * Double(kilobytes) / Double(dimension)) / 4
  }

  /// FADiff's energy of one int8 multiply-add, in picojoules (figure 2a of the paper).
  static let fadiffPicojoulesPerMultiplyAdd = 3.275

  /// FADiff's DRAM energy: 2048 pJ per 32-byte access (figure 2a of the paper).
  static let fadiffDRAMPicojoulesPerByte = 64.0
}
