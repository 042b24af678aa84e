/// The order in which the array keeps one operand in place.
public enum GemminiDataflow: UInt8, Sendable {
  case outputStationary = 0
  case weightStationary = 1
}

/// A function applied to values on their way out of the accumulator or the array.
public enum GemminiActivation: UInt8, Sendable {
  case none = 0
  case relu = 1
  case layerNorm = 2
  case integerGELU = 3
}

/// The four kinds of `config` command, by the two low bits of its first operand.
public enum GemminiConfigurationKind: UInt8, Sendable {
  case execute = 0
  case load = 1
  case store = 2
  case normalization = 3

  /// The kind of the `config` command whose first operand is `rs1`.
  public init(rs1: UInt64) {
    switch rs1 & 0b11 {
    case 0: self = .execute
    case 1: self = .load
    case 2: self = .store
    default: self = .normalization
    }
  }
}

/// `config_ex`: how the array computes.
public struct GemminiConfigureExecute: Equatable, Sendable {
  /// The operand that stays in the array.
  public var dataflow: GemminiDataflow
  /// The activation of results written to the scratchpad, and of operands read from the
  /// accumulator.
  public var activation: GemminiActivation
  /// Whether only the two strides change.
  public var setsOnlyStrides: Bool
  /// Whether A is transposed as it enters the array.
  public var transposesA: Bool
  /// Whether B is transposed as it enters the array.
  public var transposesB: Bool
  /// The distance between A's rows, in local rows.
  public var strideA: UInt16
  /// The distance between C's rows, in local rows.
  public var strideC: UInt16
  /// The factor for operands that are read from the accumulator.
  public var accumulatorScale: Float
  /// The right shift of output-stationary results, rounding to nearest, ties to even.
  public var shift: UInt32

  /// Creates the command; the defaults are the weight-stationary matmul's.
  public init(
    dataflow: GemminiDataflow = .weightStationary, activation: GemminiActivation = .none,
    setsOnlyStrides: Bool = false, transposesA: Bool = false, transposesB: Bool = false,
    strideA: UInt16 = 1, strideC: UInt16 = 1, accumulatorScale: Float = 1, shift: UInt32 = 0
  ) {
    self.dataflow = dataflow
    self.activation = activation
    self.setsOnlyStrides = setsOnlyStrides
    self.transposesA = transposesA
    self.transposesB = transposesB
    self.strideA = strideA
    self.strideC = strideC
    self.accumulatorScale = accumulatorScale
    self.shift = shift
  }

  private enum Field {
    static let kind = BitField(1, 0)  // rs1
    static let dataflow = BitField(2)
    static let activation = BitField(4, 3)
    static let setsOnlyStrides = BitField(7)
    static let transposesA = BitField(8)
    static let transposesB = BitField(9)
    static let strideA = BitField(31, 16)
    static let accumulatorScale = BitField(63, 32)
    static let shift = BitField(31, 0)  // rs2
    static let strideC = BitField(63, 48)
  }

  /// The command that `rs1` and `rs2` encode.
  public init(rs1: UInt64, rs2: UInt64) {
    dataflow = Field.dataflow.isSet(in: rs1) ? .weightStationary : .outputStationary
    activation = GemminiActivation(field: Field.activation.value(in: rs1))
    setsOnlyStrides = Field.setsOnlyStrides.isSet(in: rs1)
    transposesA = Field.transposesA.isSet(in: rs1)
    transposesB = Field.transposesB.isSet(in: rs1)
    strideA = UInt16(truncatingIfNeeded: Field.strideA.value(in: rs1))
    accumulatorScale = Float(
      bitPattern: UInt32(truncatingIfNeeded: Field.accumulatorScale.value(in: rs1)))
    shift = UInt32(truncatingIfNeeded: Field.shift.value(in: rs2))
    strideC = UInt16(truncatingIfNeeded: Field.strideC.value(in: rs2))
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    GemminiInstruction(
      .configure,
      Field.kind.word(GemminiConfigurationKind.execute.rawValue)
        | Field.dataflow.word(dataflow.rawValue) | Field.activation.word(activation.rawValue)
        | Field.setsOnlyStrides.word(setsOnlyStrides) | Field.transposesA.word(transposesA)
        | Field.transposesB.word(transposesB) | Field.strideA.word(strideA)
        | Field.accumulatorScale.word(accumulatorScale.bitPattern),
      Field.shift.word(shift) | Field.strideC.word(strideC))
  }
}

/// `config_ld`: how one of the three load channels reads DRAM.
public struct GemminiConfigureLoad: Equatable, Sendable {
  /// The channel: 0 for mvin, 1 for mvin2, 2 for mvin3. The encoding has room for 3, which no load
  /// uses.
  public var channel: UInt8
  /// The distance between rows in DRAM, in bytes; 0 repeats the first row.
  public var stride: UInt64
  /// The factor applied to elements on their way in.
  public var scale: Float
  /// Whether a load to the accumulator reads elements of the input type and widens them.
  public var isShrunk: Bool
  /// The distance between blocks of columns, in local rows.
  public var blockStride: UInt16
  /// How many copies of a pixel a row holds, each one row and one pixel further; 0 means 1.
  public var pixelRepeats: UInt8

  /// Creates the command.
  public init(
    channel: UInt8, stride: UInt64, scale: Float = 1, isShrunk: Bool = false, blockStride: UInt16,
    pixelRepeats: UInt8 = 1
  ) {
    self.channel = channel
    self.stride = stride
    self.scale = scale
    self.isShrunk = isShrunk
    self.blockStride = blockStride
    self.pixelRepeats = pixelRepeats
  }

  private enum Field {
    static let kind = BitField(1, 0)  // rs1; rs2 is the stride
    static let isShrunk = BitField(2)
    static let channel = BitField(4, 3)
    static let pixelRepeats = BitField(15, 8)
    static let blockStride = BitField(31, 16)
    static let scale = BitField(63, 32)
  }

  /// The command that `rs1` and `rs2` encode.
  public init(rs1: UInt64, rs2: UInt64) {
    stride = rs2
    isShrunk = Field.isShrunk.isSet(in: rs1)
    channel = UInt8(truncatingIfNeeded: Field.channel.value(in: rs1))
    pixelRepeats = UInt8(truncatingIfNeeded: Field.pixelRepeats.value(in: rs1))
    blockStride = UInt16(truncatingIfNeeded: Field.blockStride.value(in: rs1))
    scale = Float(bitPattern: UInt32(truncatingIfNeeded: Field.scale.value(in: rs1)))
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    GemminiInstruction(
      .configure,
      Field.kind.word(GemminiConfigurationKind.load.rawValue) | Field.isShrunk.word(isShrunk)
        | Field.channel.word(channel) | Field.pixelRepeats.word(pixelRepeats)
        | Field.blockStride.word(blockStride) | Field.scale.word(scale.bitPattern),
      stride)
  }
}

/// The maximum pooling that `config_st` folds into stores.
public struct GemminiPooling: Equatable, Sendable {
  /// The distance between windows, 1 to 3.
  public var stride: UInt8
  /// The extent of the square window, 1 to 3.
  public var size: UInt8
  /// Rows of zeros above the image, 0 to 3.
  public var upperPadding: UInt8
  /// Columns of zeros left of the image, 0 to 3.
  public var leftPadding: UInt8
  /// The number of columns of the whole pooled image in DRAM.
  public var outputColumnsInDRAM: UInt8
  /// The number of pooled rows that one store writes.
  public var pooledRows: UInt8
  /// The number of pooled columns that one store writes.
  public var pooledColumns: UInt8
  /// The number of rows of the image in local memory.
  public var rows: UInt8
  /// The number of columns of the image in local memory.
  public var columns: UInt8

  /// Creates the description.
  public init(
    stride: UInt8, size: UInt8, upperPadding: UInt8 = 0, leftPadding: UInt8 = 0,
    outputColumnsInDRAM: UInt8, pooledRows: UInt8, pooledColumns: UInt8, rows: UInt8,
    columns: UInt8
  ) {
    self.stride = stride
    self.size = size
    self.upperPadding = upperPadding
    self.leftPadding = leftPadding
    self.outputColumnsInDRAM = outputColumnsInDRAM
    self.pooledRows = pooledRows
    self.pooledColumns = pooledColumns
    self.rows = rows
    self.columns = columns
  }
}

/// `config_st`: how stores write DRAM.
public struct GemminiConfigureStore: Equatable, Sendable {
  /// The distance between rows in DRAM, in bytes.
  public var stride: UInt32
  /// The activation of values that leave the accumulator.
  public var activation: GemminiActivation
  /// The factor applied to values that leave the accumulator.
  public var scale: Float
  /// The pooling of stores, or nil for plain ones.
  public var pooling: GemminiPooling?

  /// Creates the command.
  public init(
    stride: UInt32, activation: GemminiActivation = .none, scale: Float = 1,
    pooling: GemminiPooling? = nil
  ) {
    self.stride = stride
    self.activation = activation
    self.scale = scale
    self.pooling = pooling
  }

  private enum Field {
    static let kind = BitField(1, 0)  // rs1
    static let activation = BitField(3, 2)
    static let poolStride = BitField(5, 4)
    static let poolSize = BitField(7, 6)
    static let upperPadding = BitField(9, 8)
    static let leftPadding = BitField(11, 10)
    static let outputColumnsInDRAM = BitField(31, 24)
    static let pooledRows = BitField(39, 32)
    static let pooledColumns = BitField(47, 40)
    static let rows = BitField(55, 48)
    static let columns = BitField(63, 56)
    static let stride = BitField(31, 0)  // rs2
    static let scale = BitField(63, 32)
  }

  /// The command that `rs1` and `rs2` encode; a pool stride of 0 means no pooling.
  public init(rs1: UInt64, rs2: UInt64) {
    func byte(_ field: BitField) -> UInt8 { UInt8(truncatingIfNeeded: field.value(in: rs1)) }
    stride = UInt32(truncatingIfNeeded: Field.stride.value(in: rs2))
    activation = GemminiActivation(field: Field.activation.value(in: rs1))
    scale = Float(bitPattern: UInt32(truncatingIfNeeded: Field.scale.value(in: rs2)))
    guard Field.poolStride.isSet(in: rs1) else {
      pooling = nil
      return
    }
    pooling = GemminiPooling(
      stride: byte(Field.poolStride), size: byte(Field.poolSize),
      upperPadding: byte(Field.upperPadding), leftPadding: byte(Field.leftPadding),
      outputColumnsInDRAM: byte(Field.outputColumnsInDRAM), pooledRows: byte(Field.pooledRows),
      pooledColumns: byte(Field.pooledColumns), rows: byte(Field.rows),
      columns: byte(Field.columns))
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    var rs1 =
      Field.kind.word(GemminiConfigurationKind.store.rawValue)
      | Field.activation.word(activation.rawValue)
    if let pooling {
      rs1 |= Field.poolStride.word(pooling.stride) | Field.poolSize.word(pooling.size)
      rs1 |= Field.upperPadding.word(pooling.upperPadding)
      rs1 |= Field.leftPadding.word(pooling.leftPadding)
      rs1 |= Field.outputColumnsInDRAM.word(pooling.outputColumnsInDRAM)
      rs1 |= Field.pooledRows.word(pooling.pooledRows)
      rs1 |= Field.pooledColumns.word(pooling.pooledColumns)
      rs1 |= Field.rows.word(pooling.rows) | Field.columns.word(pooling.columns)
    }
    return GemminiInstruction(
      .configure, rs1, Field.stride.word(stride) | Field.scale.word(scale.bitPattern))
  }
}

/// `config_norm`: the constants of the integer normalizations (i-GELU, layer norm, softmax).
public struct GemminiConfigureNormalization: Equatable, Sendable {
  /// The register set for running statistics.
  public var statisticsID: UInt8
  /// The third bit of the activation: 1 selects softmax.
  public var activationHighBit: Bool
  /// Whether only `statisticsID` changes.
  public var setsOnlyStatisticsID: Bool
  /// Whether `constant` is the inverse of ln 2 rather than ln 2.
  public var constantIsInverse: Bool
  /// ln 2 or its inverse, in units of the quantization step.
  public var constant: UInt32
  /// The polynomial's constant b.
  public var b: UInt32
  /// The polynomial's constant c.
  public var c: UInt32

  private enum Field {
    static let kind = BitField(1, 0)  // rs1
    static let statisticsID = BitField(15, 8)
    static let activationHighBit = BitField(16)
    static let setsOnlyStatisticsID = BitField(17)
    static let constantIsInverse = BitField(18)
    static let constant = BitField(63, 32)
    static let b = BitField(31, 0)  // rs2
    static let c = BitField(63, 32)
  }

  /// The command that `rs1` and `rs2` encode.
  public init(rs1: UInt64, rs2: UInt64) {
    statisticsID = UInt8(truncatingIfNeeded: Field.statisticsID.value(in: rs1))
    activationHighBit = Field.activationHighBit.isSet(in: rs1)
    setsOnlyStatisticsID = Field.setsOnlyStatisticsID.isSet(in: rs1)
    constantIsInverse = Field.constantIsInverse.isSet(in: rs1)
    constant = UInt32(truncatingIfNeeded: Field.constant.value(in: rs1))
    b = UInt32(truncatingIfNeeded: Field.b.value(in: rs2))
    c = UInt32(truncatingIfNeeded: Field.c.value(in: rs2))
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    GemminiInstruction(
      .configure,
      Field.kind.word(GemminiConfigurationKind.normalization.rawValue)
        | Field.statisticsID.word(statisticsID) | Field.activationHighBit.word(activationHighBit)
        | Field.setsOnlyStatisticsID.word(setsOnlyStatisticsID)
        | Field.constantIsInverse.word(constantIsInverse) | Field.constant.word(constant),
      Field.b.word(b) | Field.c.word(c))
  }
}

extension GemminiActivation {
  /// The activation with the two-bit code `field`.
  init(field: UInt64) {
    switch field & 0b11 {
    case 0: self = .none
    case 1: self = .relu
    case 2: self = .layerNorm
    default: self = .integerGELU
    }
  }
}
