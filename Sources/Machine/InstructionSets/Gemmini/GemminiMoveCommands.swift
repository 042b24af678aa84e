/// `mvin`, `mvin2`, `mvin3`: loads a block from DRAM into the scratchpad or the accumulator.
///
/// Element (r, c) goes to local row `address + r + (c / DIM) · blockStride`, column `c mod DIM`,
/// from DRAM byte `dramAddress + r · stride + c · size`. The channel holds strides and scale.
public struct GemminiMoveIn: Equatable, Sendable {
  /// The load channel whose configuration applies: 0, 1 or 2.
  public var channel: UInt8
  /// The address of the first byte in DRAM; 0 loads zeros.
  public var dramAddress: UInt64
  /// Where the block goes, and its extents.
  public var destination: GemminiOperand

  /// Creates the command.
  public init(channel: UInt8, dramAddress: UInt64, destination: GemminiOperand) {
    self.channel = channel
    self.dramAddress = dramAddress
    self.destination = destination
  }

  /// The command that `instruction` encodes, or nil if it is none of the three loads.
  public init?(_ instruction: GemminiInstruction) {
    switch instruction.command {
    case .moveIn: channel = 0
    case .moveIn2: channel = 1
    case .moveIn3: channel = 2
    default: return nil
    }
    dramAddress = instruction.rs1
    destination = GemminiOperand(word: instruction.rs2)
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    let command: GemminiCommand =
      switch channel {
      case 0: .moveIn
      case 1: .moveIn2
      default: .moveIn3
      }
    return GemminiInstruction(command, dramAddress, destination.word)
  }
}

/// `mvout`: stores a block from the scratchpad or the accumulator to DRAM.
///
/// Values of the accumulator are scaled, rounded, saturated and activated on the way unless the
/// address asks for full width. Columns beyond DIM come from the block DIM rows further.
public struct GemminiMoveOut: Equatable, Sendable {
  /// The address of the first byte in DRAM.
  public var dramAddress: UInt64
  /// Where the block comes from, and its extents.
  public var source: GemminiOperand

  /// Creates the command.
  public init(dramAddress: UInt64, source: GemminiOperand) {
    self.dramAddress = dramAddress
    self.source = source
  }

  /// The command that `instruction` encodes, or nil if it is no mvout.
  public init?(_ instruction: GemminiInstruction) {
    guard instruction.command == .moveOut else { return nil }
    dramAddress = instruction.rs1
    source = GemminiOperand(word: instruction.rs2)
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    GemminiInstruction(.moveOut, dramAddress, source.word)
  }
}
