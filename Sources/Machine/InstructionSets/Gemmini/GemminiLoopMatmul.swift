/// The registers of the matmul loop unit, as the five `loop_ws_config_*` commands set them.
///
/// The unit computes C = A · B + D on blocks of DIM × DIM: I × K blocks of A, K × J of B.
public struct GemminiLoopMatmul: Equatable, Sendable {
  /// The number of block rows of A and C.
  public var blocksI: UInt16 = 0
  /// The number of block columns of B and C.
  public var blocksJ: UInt16 = 0
  /// The number of blocks along the reduction.
  public var blocksK: UInt16 = 0
  /// How many rows of the last block row are missing.
  public var paddingI: UInt16 = 0
  /// How many columns of the last block column are missing.
  public var paddingJ: UInt16 = 0
  /// How many elements of the last reduction block are missing.
  public var paddingK: UInt16 = 0
  /// The DRAM address of A; 0 skips its load.
  public var addressA: UInt64 = 0
  /// The DRAM address of B; 0 skips its load.
  public var addressB: UInt64 = 0
  /// The DRAM address of D; 0 skips its load.
  public var addressD: UInt64 = 0
  /// The DRAM address of C; 0 skips its store.
  public var addressC: UInt64 = 0
  /// The distance between rows of A in DRAM, in elements.
  public var strideA: UInt64 = 0
  /// The distance between rows of B in DRAM, in elements.
  public var strideB: UInt64 = 0
  /// The distance between rows of D in DRAM, in elements.
  public var strideD: UInt64 = 0
  /// The distance between rows of C in DRAM, in elements.
  public var strideC: UInt64 = 0

  /// Creates registers that hold zeros.
  public init() {}

  private enum Field {
    static let i = BitField(15, 0)  // bounds: padding in rs1, blocks in rs2
    static let j = BitField(31, 16)
    static let k = BitField(47, 32)
  }

  /// The five commands that set these registers, in the order of their function codes.
  public var configuration: [GemminiInstruction] {
    [
      GemminiInstruction(
        .loopMatmulBounds,
        Field.i.word(paddingI) | Field.j.word(paddingJ) | Field.k.word(paddingK),
        Field.i.word(blocksI) | Field.j.word(blocksJ) | Field.k.word(blocksK)),
      GemminiInstruction(.loopMatmulAddressesAB, addressA, addressB),
      GemminiInstruction(.loopMatmulAddressesDC, addressD, addressC),
      GemminiInstruction(.loopMatmulStridesAB, strideA, strideB),
      GemminiInstruction(.loopMatmulStridesDC, strideD, strideC),
    ]
  }

  /// Sets the registers that `instruction` configures; false if it is none of the five commands.
  public mutating func apply(_ instruction: GemminiInstruction) -> Bool {
    let rs1 = instruction.rs1
    let rs2 = instruction.rs2
    switch instruction.command {
    case .loopMatmulBounds:
      paddingI = UInt16(truncatingIfNeeded: Field.i.value(in: rs1))
      paddingJ = UInt16(truncatingIfNeeded: Field.j.value(in: rs1))
      paddingK = UInt16(truncatingIfNeeded: Field.k.value(in: rs1))
      blocksI = UInt16(truncatingIfNeeded: Field.i.value(in: rs2))
      blocksJ = UInt16(truncatingIfNeeded: Field.j.value(in: rs2))
      blocksK = UInt16(truncatingIfNeeded: Field.k.value(in: rs2))
    case .loopMatmulAddressesAB: (addressA, addressB) = (rs1, rs2)
    case .loopMatmulAddressesDC: (addressD, addressC) = (rs1, rs2)
    case .loopMatmulStridesAB: (strideA, strideB) = (rs1, rs2)
    case .loopMatmulStridesDC: (strideD, strideC) = (rs1, rs2)
    default: return false
    }
    return true
  }
}

/// `loop_ws`: runs the matmul loop unit on its registers.
public struct GemminiLoopMatmulRun: Equatable, Sendable {
  /// Whether the first reduction block adds to what the accumulator holds.
  public var accumulates: Bool
  /// Whether C leaves at full width.
  public var storesFullWidth: Bool
  /// Whether D has the input's element type.
  public var hasNarrowD: Bool
  /// The activation code, which only normalizations use here; `config_st` holds the others.
  public var activation: UInt8
  /// Which half of the scratchpad A uses: 2 the second, 0 or 1 the first.
  public var scratchpadA: UInt8
  /// Which half of the scratchpad B uses: 2 the second, 0 or 1 the first.
  public var scratchpadB: UInt8
  /// Whether A lies transposed in DRAM.
  public var transposesA: Bool
  /// Whether B lies transposed in DRAM.
  public var transposesB: Bool
  /// Whether the loop adds A and B elementwise instead of multiplying them.
  public var isResidualAdd: Bool
  /// The bits of the second operand that only the hardware description knows (3 and up).
  public var hardwareOnlyBits: UInt64

  /// Creates the command; the defaults are the plain matmul's.
  public init(
    accumulates: Bool = false, storesFullWidth: Bool = false, hasNarrowD: Bool = false,
    activation: UInt8 = 0, scratchpadA: UInt8 = 0, scratchpadB: UInt8 = 0,
    transposesA: Bool = false, transposesB: Bool = false, isResidualAdd: Bool = false
  ) {
    self.accumulates = accumulates
    self.storesFullWidth = storesFullWidth
    self.hasNarrowD = hasNarrowD
    self.activation = activation
    self.scratchpadA = scratchpadA
    self.scratchpadB = scratchpadB
    self.transposesA = transposesA
    self.transposesB = transposesB
    self.isResidualAdd = isResidualAdd
    hardwareOnlyBits = 0
  }

  private enum Field {
    static let accumulates = BitField(0)  // rs1
    static let storesFullWidth = BitField(1)
    static let hasNarrowD = BitField(2)
    static let activation = BitField(10, 8)
    static let scratchpadB = BitField(17, 16)
    static let scratchpadA = BitField(19, 18)
    static let transposesA = BitField(0)  // rs2
    static let transposesB = BitField(1)
    static let isResidualAdd = BitField(2)
    static let hardwareOnlyBits = BitField(63, 3)
  }

  /// The command that `rs1` and `rs2` encode.
  public init(rs1: UInt64, rs2: UInt64) {
    accumulates = Field.accumulates.isSet(in: rs1)
    storesFullWidth = Field.storesFullWidth.isSet(in: rs1)
    hasNarrowD = Field.hasNarrowD.isSet(in: rs1)
    activation = UInt8(truncatingIfNeeded: Field.activation.value(in: rs1))
    scratchpadA = UInt8(truncatingIfNeeded: Field.scratchpadA.value(in: rs1))
    scratchpadB = UInt8(truncatingIfNeeded: Field.scratchpadB.value(in: rs1))
    transposesA = Field.transposesA.isSet(in: rs2)
    transposesB = Field.transposesB.isSet(in: rs2)
    isResidualAdd = Field.isResidualAdd.isSet(in: rs2)
    hardwareOnlyBits = Field.hardwareOnlyBits.value(in: rs2)
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    GemminiInstruction(
      .loopMatmul,
      Field.accumulates.word(accumulates) | Field.storesFullWidth.word(storesFullWidth)
        | Field.hasNarrowD.word(hasNarrowD) | Field.activation.word(activation)
        | Field.scratchpadA.word(scratchpadA) | Field.scratchpadB.word(scratchpadB),
      Field.transposesA.word(transposesA) | Field.transposesB.word(transposesB)
        | Field.isResidualAdd.word(isResidualAdd)
        | Field.hardwareOnlyBits.word(hardwareOnlyBits))
  }
}
