/// `preload`: names the stationary operand and the destination of the compute that follows.
public struct GemminiPreload: Equatable, Sendable {
  /// B when weights stay in the array, D when outputs do.
  public var stationary: GemminiOperand
  /// Where C goes.
  public var destination: GemminiOperand

  /// Creates the command.
  public init(stationary: GemminiOperand, destination: GemminiOperand) {
    self.stationary = stationary
    self.destination = destination
  }

  /// The command that `instruction` encodes, or nil if it is no preload.
  public init?(_ instruction: GemminiInstruction) {
    guard instruction.command == .preload else { return nil }
    stationary = GemminiOperand(word: instruction.rs1)
    destination = GemminiOperand(word: instruction.rs2)
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    GemminiInstruction(.preload, stationary.word, destination.word)
  }
}

/// `compute_preloaded` and `compute_accumulated`: one pass of A through the array.
///
/// With weights stationary the result is D + A · W, with outputs stationary the array's state
/// grows by A · B.
public struct GemminiCompute: Equatable, Sendable {
  /// Whether the array first takes the operand that the preload named; otherwise it keeps its
  /// state.
  public var usesPreloaded: Bool
  /// A.
  public var a: GemminiOperand
  /// D when weights stay in the array, B when outputs do.
  public var bd: GemminiOperand

  /// Creates the command.
  public init(usesPreloaded: Bool, a: GemminiOperand, bd: GemminiOperand) {
    self.usesPreloaded = usesPreloaded
    self.a = a
    self.bd = bd
  }

  /// The command that `instruction` encodes, or nil if it is no compute.
  public init?(_ instruction: GemminiInstruction) {
    switch instruction.command {
    case .computePreloaded: usesPreloaded = true
    case .computeAccumulated: usesPreloaded = false
    default: return nil
    }
    a = GemminiOperand(word: instruction.rs1)
    bd = GemminiOperand(word: instruction.rs2)
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    GemminiInstruction(usesPreloaded ? .computePreloaded : .computeAccumulated, a.word, bd.word)
  }
}
