/// Checks an instruction stream for Gemmini against the rules of `GemminiRule`, one instruction at
/// a time, in constant memory.
///
/// Loop commands are checked through the single instructions they stand for. The checker knows
/// nothing of data: what the functional model executes in order it proves free of hazards that
/// hardware would have.
public struct GemminiTraceChecker {
  /// The machine that the stream is for.
  public let configuration: GemminiConfiguration
  /// Whether the stream may use what only hardware has: operands read from the accumulator.
  public var allowsHardwareOnly: Bool
  /// How many instructions were checked.
  public private(set) var instructionCount = 0
  /// How many violations were found.
  public private(set) var violationCount = 0
  /// The first violations, at most `maximumViolations`.
  public private(set) var violations: [GemminiViolation] = []
  /// How many instructions only hardware can execute.
  public internal(set) var hardwareOnlyCount = 0

  /// How many violations are kept with their reasons.
  public static let maximumViolations = 100

  // Configuration, nil where it was not set.
  var execute: GemminiConfigureExecute?
  var loads: (LoadState, LoadState, LoadState) = (LoadState(), LoadState(), LoadState())
  var store: GemminiConfigureStore?
  var matmul = GemminiLoopMatmul()
  var matmulIsSet: UInt8 = 0
  var convolution = GemminiLoopConvolution()
  var convolutionIsSet: UInt8 = 0
  var halves = GemminiConvolutionHalves()

  // Order.
  var pendingPreload: GemminiPreload?
  var arrayHoldsOperand = false
  var isIdle = true
  var stores = GemminiPendingStores()
  var results: GemminiResultsInFlight

  // The instruction being checked.
  var index = 0
  var current = GemminiInstruction.fence

  /// What `config_ld` set for one channel.
  struct LoadState {
    var isSet = false
    var stride: UInt64 = 0
    var blockStride = 0
    var pixels = 1
    var isShrunk = false
  }

  /// Creates a checker for streams for `configuration`.
  public init(configuration: GemminiConfiguration, allowsHardwareOnly: Bool = false) {
    self.configuration = configuration
    self.allowsHardwareOnly = allowsHardwareOnly
    results = GemminiResultsInFlight(configuration: configuration)
  }

  /// Starts another segment of the program, which a host region precedes and which replays alone:
  /// no configuration of the segment before remains. Call `endSegment` first.
  public mutating func beginSegment() {
    execute = nil
    loads = (LoadState(), LoadState(), LoadState())
    store = nil
    matmulIsSet = 0
    convolutionIsSet = 0
    halves = GemminiConvolutionHalves()
    pendingPreload = nil
    arrayHoldsOperand = false
    completeAll()
  }

  /// Checks that the stream may end here: no preload without its compute, no store without a fence
  /// after it.
  public mutating func endSegment() {
    index = instructionCount
    current = .fence
    if pendingPreload != nil {
      report(.preloadOrder, "the program ends after a preload without a compute")
      pendingPreload = nil
    }
    if !stores.isEmpty {
      report(.storeOrder, "the program ends with stores that no fence follows")
      stores.removeAll()
    }
  }

  /// Checks the next instruction, which messages call number `index`.
  public mutating func check(_ instruction: GemminiInstruction, index: Int) {
    instructionCount += 1
    self.index = index
    current = instruction
    guard let command = instruction.command else {
      report(.encoding, "there is no command \(instruction.funct)")
      return
    }
    switch command {
    case .loopMatmulBounds, .loopMatmulAddressesAB, .loopMatmulAddressesDC,
      .loopMatmulStridesAB, .loopMatmulStridesDC:
      _ = matmul.apply(instruction)
      matmulIsSet |= 1 << (command.rawValue - GemminiCommand.loopMatmulBounds.rawValue)
    case .loopConvolution1, .loopConvolution2, .loopConvolution3, .loopConvolution4,
      .loopConvolution5, .loopConvolution6:
      _ = convolution.apply(instruction)
      convolutionIsSet |= 1 << (command.rawValue - GemminiCommand.loopConvolution1.rawValue)
    case .loopMatmul:
      checkLoopMatmul(GemminiLoopMatmulRun(rs1: instruction.rs1, rs2: instruction.rs2))
    case .loopConvolution:
      checkLoopConvolution(GemminiLoopConvolutionRun(rs1: instruction.rs1, rs2: instruction.rs2))
    case .flush:
      if !isIdle {
        report(.storeOrder, "a flush takes effect at once; a fence must come before it")
      }
    case .fence:
      completeAll()
    case .clockGate, .moveOutToScratchpad, .loopMatmulScratchpadAB, .loopMatmulScratchpadC:
      report(.encoding, "\(command.name) exists in hardware descriptions only")
    case .counter:
      report(.encoding, "counter access is no part of a program")
    case .configure, .moveIn, .moveIn2, .moveIn3, .moveOut, .preload, .computePreloaded,
      .computeAccumulated:
      checkSingle(instruction, command)
    }
  }

  mutating func checkSingle(
    _ instruction: GemminiInstruction, _ command: GemminiCommand
  ) {
    switch command {
    case .configure: checkConfiguration(instruction)
    case .moveIn: checkMoveIn(instruction, loads.0, channel: 0)
    case .moveIn2: checkMoveIn(instruction, loads.1, channel: 1)
    case .moveIn3: checkMoveIn(instruction, loads.2, channel: 2)
    case .moveOut: checkMoveOut(instruction)
    case .preload: checkPreload(instruction)
    case .computePreloaded: checkCompute(instruction, usesPreloaded: true)
    case .computeAccumulated: checkCompute(instruction, usesPreloaded: false)
    default: break
    }
  }

  mutating func completeAll() {
    stores.removeAll()
    results.removeAll()
    isIdle = true
  }

  mutating func report(_ rule: GemminiRule, _ reason: @autoclosure () -> String) {
    violationCount += 1
    guard violations.count < Self.maximumViolations else { return }
    violations.append(
      GemminiViolation(rule: rule, index: index, instruction: current, reason: reason()))
  }
}

extension GemminiTraceChecker {
  mutating func checkLoopMatmul(_ run: GemminiLoopMatmulRun) {
    isIdle = false
    guard matmulIsSet == 0b11111 else {
      report(.configurationState, "loop_ws runs before its bounds, addresses and strides are set")
      return
    }
    if run.activation > GemminiActivation.relu.rawValue {
      report(.encoding, "activation \(run.activation) is not supported")
      return
    }
    if let reason = matmul.violation(of: run, on: configuration) {
      report(run.hardwareOnlyBits == 0 ? .localRange : .encoding, reason)
      return
    }
    let loop = matmul
    loop.expand(run, on: configuration) { checkExpanded($0) }
  }

  mutating func checkLoopConvolution(_ run: GemminiLoopConvolutionRun) {
    isIdle = false
    guard convolutionIsSet == 0b111111 else {
      report(.configurationState, "loop_conv_ws runs before its six configurations are set")
      return
    }
    if let reason = convolution.violation(of: run, on: configuration) {
      report(.localRange, reason)
      return
    }
    let loop = convolution
    var halves = self.halves
    loop.expand(run, on: configuration, halves: &halves, storeScale: store?.scale ?? 1) {
      checkExpanded($0)
    }
    self.halves = halves
  }

  mutating func checkExpanded(_ instruction: GemminiInstruction) {
    guard let command = instruction.command else { return }
    current = instruction
    checkSingle(instruction, command)
  }
}
