public import Machine

/// Executes Gemmini instructions: what they do to memory, bit for bit, and how long they take.
///
/// Values follow the functional model (Spike with Gemmini's extension). What the model does not
/// have but hardware does, operands read from the accumulator, is executed as hardware does and
/// counted in `hardwareOnlyCount`. Whatever would abort the model throws.
///
/// The simulator runs a program in segments: between two of them the host reads and writes DRAM.
public struct GemminiSimulator: ~Copyable {
  /// The machine.
  public let configuration: GemminiConfiguration
  /// How many instructions were executed, the single instructions of loops not among them.
  public private(set) var instructionCount = 0
  /// How many computes read operands from the accumulator, which only hardware can.
  public internal(set) var hardwareOnlyCount = 0
  /// What was moved and computed so far.
  public internal(set) var activity: GemminiActivity

  var dram = SimulatedDRAM()
  var store: GemminiLocalStore
  var timing: GemminiTiming

  var execute: GemminiConfigureExecute?
  var loads: (GemminiConfigureLoad?, GemminiConfigureLoad?, GemminiConfigureLoad?)
  var storeConfiguration: GemminiConfigureStore?
  var preload: GemminiPreload?
  /// The dataflow for which the array holds an operand.
  var heldDataflow: GemminiDataflow?
  private var matmul = GemminiLoopMatmul()
  private var convolution = GemminiLoopConvolution()
  private var halves = GemminiConvolutionHalves()
  private var current: GemminiInstruction?

  /// Creates a simulator with zeros in all local memory and no DRAM.
  public init(configuration: GemminiConfiguration) {
    self.configuration = configuration
    store = GemminiLocalStore(configuration)
    timing = GemminiTiming(configuration: configuration)
    activity = GemminiActivity(configuration: configuration)
  }

  // MARK: DRAM

  /// Adds `count` bytes of zeros at `base`.
  ///
  /// - Throws: where the region overlaps another, or there is no memory for it.
  public mutating func map(base: UInt64, count: Int) throws(GemminiSimulationError) {
    if let reason = dram.map(base: base, count: count) { throw hostFailure(reason) }
  }

  /// Adds a region at `base` that holds `bytes`.
  ///
  /// - Throws: where the region overlaps another, or there is no memory for it.
  public mutating func map(base: UInt64, bytes: [UInt8]) throws(GemminiSimulationError) {
    try map(base: base, count: bytes.count)
    try write(base: base, bytes: bytes)
  }

  /// The `count` bytes at `base`.
  ///
  /// - Throws: where a byte is not mapped.
  public mutating func read(base: UInt64, count: Int) throws(GemminiSimulationError) -> [UInt8] {
    var missing: UInt64?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, initialized in
      guard let target = buffer.baseAddress, count > 0 else { return }
      target.initialize(repeating: 0, count: count)
      initialized = count
      missing = dram.copy(from: base, count: count, to: UnsafeMutableRawPointer(target))
    }
    if let missing { throw hostFailure("DRAM address \(hexadecimal(missing)) is not mapped") }
    return bytes
  }

  /// Replaces the bytes from `base` on.
  ///
  /// - Throws: where a byte is not mapped; bytes before it are written.
  public mutating func write(
    base: UInt64, bytes: [UInt8]
  ) throws(GemminiSimulationError) {
    var missing: UInt64?
    bytes.withUnsafeBytes { buffer in
      guard let source = buffer.baseAddress else { return }
      missing = dram.copy(from: source, count: buffer.count, to: base)
    }
    if let missing { throw hostFailure("DRAM address \(hexadecimal(missing)) is not mapped") }
  }

  /// Calls `body` with the bytes at `base`, to be read and changed in place.
  ///
  /// - Throws: where they do not lie in one region.
  public mutating func withBytes<Result>(
    base: UInt64, count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Result
  ) throws(GemminiSimulationError) -> Result {
    guard let bytes = dram.bytes(base, count: count) else {
      throw hostFailure("no one region holds \(count) bytes at \(hexadecimal(base))")
    }
    return body(UnsafeMutableRawBufferPointer(start: bytes, count: count))
  }

  // MARK: Instructions

  /// Executes `instruction`.
  ///
  /// - Throws: where the functional model would abort. What was done before stays done.
  public mutating func execute(
    _ instruction: GemminiInstruction
  ) throws(GemminiSimulationError) {
    current = instruction
    guard let command = instruction.command else {
      throw failure("there is no command \(instruction.funct)")
    }
    switch command {
    case .loopMatmulBounds, .loopMatmulAddressesAB, .loopMatmulAddressesDC,
      .loopMatmulStridesAB, .loopMatmulStridesDC:
      _ = matmul.apply(instruction)
      timing.loopRegister()
    case .loopConvolution1, .loopConvolution2, .loopConvolution3, .loopConvolution4,
      .loopConvolution5, .loopConvolution6:
      _ = convolution.apply(instruction)
      timing.loopRegister()
    case .loopMatmul:
      try runLoopMatmul(GemminiLoopMatmulRun(rs1: instruction.rs1, rs2: instruction.rs2))
    case .loopConvolution:
      try runLoopConvolution(GemminiLoopConvolutionRun(rs1: instruction.rs1, rs2: instruction.rs2))
    case .flush:
      timing.flush()
    case .fence:
      timing.fence()
    case .clockGate, .moveOutToScratchpad, .loopMatmulScratchpadAB, .loopMatmulScratchpadC,
      .counter:
      throw failure("\(command.name) is not part of the functional model")
    case .configure, .moveIn, .moveIn2, .moveIn3, .moveOut, .preload, .computePreloaded,
      .computeAccumulated:
      try executeSingle(instruction, command)
    }
    instructionCount += 1
  }

  private mutating func executeSingle(
    _ instruction: GemminiInstruction, _ command: GemminiCommand
  ) throws(GemminiSimulationError) {
    switch command {
    case .configure: try configure(instruction)
    case .moveIn: try moveIn(instruction, loads.0, channel: 0)
    case .moveIn2: try moveIn(instruction, loads.1, channel: 1)
    case .moveIn3: try moveIn(instruction, loads.2, channel: 2)
    case .moveOut: try moveOut(instruction)
    case .preload: try preload(instruction)
    case .computePreloaded: try compute(instruction, usesPreloaded: true)
    case .computeAccumulated: try compute(instruction, usesPreloaded: false)
    default: break
    }
  }

  private mutating func configure(
    _ instruction: GemminiInstruction
  ) throws(GemminiSimulationError) {
    let (rs1, rs2) = (instruction.rs1, instruction.rs2)
    switch GemminiConfigurationKind(rs1: rs1) {
    case .execute:
      let config = GemminiConfigureExecute(rs1: rs1, rs2: rs2)
      try configureExecute(config)
      timing.configureExecute(config)
    case .load:
      let config = GemminiConfigureLoad(rs1: rs1, rs2: rs2)
      switch config.channel {
      case 0: loads.0 = config
      case 1: loads.1 = config
      case 2: loads.2 = config
      default: throw failure("there is no load channel \(config.channel)")
      }
      timing.configureLoad()
    case .store:
      let config = GemminiConfigureStore(rs1: rs1, rs2: rs2)
      guard config.activation == .none || config.activation == .relu else {
        throw failure("activation \(config.activation.rawValue) is not supported")
      }
      storeConfiguration = config
      timing.configureStore()
    case .normalization:
      throw failure("normalizations are not supported")
    }
  }

  private mutating func configureExecute(
    _ config: GemminiConfigureExecute
  ) throws(GemminiSimulationError) {
    guard config.shift < 32 else {
      throw failure("a result has 32 bits and cannot be shifted by \(config.shift)")
    }
    guard config.activation == .none || config.activation == .relu else {
      throw failure("activation \(config.activation.rawValue) is not supported")
    }
    let isRefused =
      config.dataflow == .weightStationary
      ? config.transposesA && config.transposesB : !config.transposesA && config.transposesB
    guard !isRefused else {
      throw failure("the dataflow does not allow these transposes")
    }
    guard config.setsOnlyStrides else {
      execute = config
      return
    }
    guard execute != nil else {
      throw failure("config_ex sets strides only, before any full config_ex")
    }
    execute?.strideA = config.strideA
    execute?.strideC = config.strideC
  }

  // MARK: Loops

  private mutating func runLoopMatmul(
    _ run: GemminiLoopMatmulRun
  ) throws(GemminiSimulationError) {
    guard run.activation <= GemminiActivation.relu.rawValue else {
      throw failure("activation \(run.activation) is not supported")
    }
    if let reason = matmul.violation(of: run, on: configuration) { throw failure(reason) }
    let loop = matmul
    let configuration = self.configuration
    timing.beginLoop()
    try loop.expand(run, on: configuration) { (instruction) throws(GemminiSimulationError) in
      try executeExpanded(instruction)
    }
    timing.endLoop()
  }

  private mutating func runLoopConvolution(
    _ run: GemminiLoopConvolutionRun
  ) throws(GemminiSimulationError) {
    if let reason = convolution.violation(of: run, on: configuration) { throw failure(reason) }
    let loop = convolution
    let configuration = self.configuration
    var halves = self.halves
    timing.beginLoop()
    try loop.expand(
      run, on: configuration, halves: &halves, storeScale: storeConfiguration?.scale ?? 1
    ) { (instruction) throws(GemminiSimulationError) in
      try executeExpanded(instruction)
    }
    timing.endLoop()
    self.halves = halves
  }

  private mutating func executeExpanded(
    _ instruction: GemminiInstruction
  ) throws(GemminiSimulationError) {
    guard let command = instruction.command else { return }
    current = instruction
    try executeSingle(instruction, command)
  }

  // MARK: Failures

  func failure(_ reason: String) -> GemminiSimulationError {
    GemminiSimulationError(index: instructionCount, instruction: current, reason: reason)
  }

  func hostFailure(_ reason: String) -> GemminiSimulationError {
    GemminiSimulationError(index: instructionCount, instruction: nil, reason: reason)
  }
}
