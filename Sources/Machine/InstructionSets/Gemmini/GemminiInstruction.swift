/// One command as the host sends it to Gemmini: a function code and two 64-bit operands.
///
/// The typed commands of this folder (`GemminiMoveIn`, `GemminiCompute`, …) encode to and decode
/// from this value; streams of millions are passed around as plain instructions.
public struct GemminiInstruction: Equatable, Hashable, Sendable {
  /// The function code (`funct7` of the instruction word), or `GemminiCommand.fence`.
  public var funct: UInt8
  /// The first operand.
  public var rs1: UInt64
  /// The second operand.
  public var rs2: UInt64

  /// Creates the instruction with the given function code and operands.
  public init(funct: UInt8, rs1: UInt64, rs2: UInt64) {
    self.funct = funct
    self.rs1 = rs1
    self.rs2 = rs2
  }

  init(_ command: GemminiCommand, _ rs1: UInt64, _ rs2: UInt64) {
    self.init(funct: command.rawValue, rs1: rs1, rs2: rs2)
  }

  /// The host's `fence`: later instructions wait until Gemmini is idle and its DRAM writes are
  /// visible.
  public static let fence = GemminiInstruction(.fence, 0, 0)

  /// Flushes the address translation buffer; `skip` drops the request that waits for it instead.
  public static func flush(skip: Bool = false) -> GemminiInstruction {
    GemminiInstruction(.flush, skip ? 1 : 0, 0)
  }

  /// The command that the function code names, or nil for a code that no command has.
  public var command: GemminiCommand? {
    GemminiCommand(rawValue: funct)
  }

  /// Whether this is the host's `fence`.
  public var isFence: Bool {
    funct == GemminiCommand.fence.rawValue
  }
}

/// What an instruction asks for, by function code.
public enum GemminiCommand: UInt8, CaseIterable, Sendable {
  case configure = 0
  case moveIn2 = 1
  case moveIn = 2
  case moveOut = 3
  case computePreloaded = 4
  case computeAccumulated = 5
  case preload = 6
  case flush = 7
  case loopMatmul = 8
  case loopMatmulBounds = 9
  case loopMatmulAddressesAB = 10
  case loopMatmulAddressesDC = 11
  case loopMatmulStridesAB = 12
  case loopMatmulStridesDC = 13
  case moveIn3 = 14
  case loopConvolution = 15
  case loopConvolution1 = 16
  case loopConvolution2 = 17
  case loopConvolution3 = 18
  case loopConvolution4 = 19
  case loopConvolution5 = 20
  case loopConvolution6 = 21
  /// Exists in the hardware description only; the functional model refuses it.
  case clockGate = 22
  /// Exists in the hardware description only, and only with external scratchpad memory.
  case moveOutToScratchpad = 23
  /// Exists in the hardware description only.
  case loopMatmulScratchpadAB = 24
  /// A constant of the hardware description without an implementation.
  case loopMatmulScratchpadC = 25
  case counter = 126
  /// The host's own `fence` instruction. It is not a Gemmini command, so its code lies outside the
  /// seven bits of a function code.
  case fence = 255

  /// The name used in traces, comments and messages.
  public var name: String {
    switch self {
    case .configure: "config"
    case .moveIn2: "mvin2"
    case .moveIn: "mvin"
    case .moveOut: "mvout"
    case .computePreloaded: "compute_preloaded"
    case .computeAccumulated: "compute_accumulated"
    case .preload: "preload"
    case .flush: "flush"
    case .loopMatmul: "loop_ws"
    case .loopMatmulBounds: "loop_ws_config_bounds"
    case .loopMatmulAddressesAB: "loop_ws_config_addrs_ab"
    case .loopMatmulAddressesDC: "loop_ws_config_addrs_dc"
    case .loopMatmulStridesAB: "loop_ws_config_strides_ab"
    case .loopMatmulStridesDC: "loop_ws_config_strides_dc"
    case .moveIn3: "mvin3"
    case .loopConvolution: "loop_conv_ws"
    case .loopConvolution1: "loop_conv_ws_config_1"
    case .loopConvolution2: "loop_conv_ws_config_2"
    case .loopConvolution3: "loop_conv_ws_config_3"
    case .loopConvolution4: "loop_conv_ws_config_4"
    case .loopConvolution5: "loop_conv_ws_config_5"
    case .loopConvolution6: "loop_conv_ws_config_6"
    case .clockGate: "clock_gate"
    case .moveOutToScratchpad: "mvout_spad"
    case .loopMatmulScratchpadAB: "loop_ws_config_spad_ab"
    case .loopMatmulScratchpadC: "loop_ws_config_spad_c"
    case .counter: "counter"
    case .fence: "fence"
    }
  }
}

/// The RISC-V instruction words that a host program issues Gemmini's commands with.
///
/// `funct7[31:25] | rs2[24:20] | rs1[19:15] | xd[14] xs1[13] xs2[12] | rd[11:7] | opcode[6:0]`, with
/// opcode custom-3; every command but counter access reads both sources and writes no register.
public enum GemminiInstructionWord {
  /// The major opcode custom-3.
  public static let opcode: UInt32 = 0x7B

  /// RISC-V `fence iorw, iorw`.
  public static let fence: UInt32 = 0x0FF0_000F

  /// The word of the command with code `funct`, its operands in registers `rs1` and `rs2` (x0 to
  /// x31); `fence` for the fence.
  public static func encode(funct: UInt8, rs1: UInt32, rs2: UInt32) -> UInt32 {
    guard funct != GemminiCommand.fence.rawValue else { return fence }
    let readsBothSources: UInt32 = 0b011
    return (UInt32(funct) & 0x7F) << 25 | (rs2 & 0x1F) << 20 | (rs1 & 0x1F) << 15
      | readsBothSources << 12 | opcode
  }
}
