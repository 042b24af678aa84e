/// The registers of the convolution loop unit, as the six `loop_conv_ws_config_*` commands set
/// them.
///
/// The unit convolves a tile of an NHWC image with HWIO weights. "Tile" fields count what one run
/// covers, the others describe the whole tensors in DRAM.
public struct GemminiLoopConvolution: Equatable, Sendable {
  // Whole tensors.
  /// The batch size.
  public var batchSize: UInt16 = 0
  /// The input image's rows.
  public var inputRows: UInt16 = 0
  /// The input image's columns.
  public var inputColumns: UInt16 = 0
  /// The input's channels.
  public var inputChannels: UInt16 = 0
  /// The output's channels.
  public var outputChannels: UInt16 = 0
  /// The output image's rows, before pooling.
  public var outputRows: UInt16 = 0
  /// The output image's columns, before pooling.
  public var outputColumns: UInt16 = 0
  /// The output image's rows after pooling.
  public var pooledOutputRows: UInt16 = 0
  /// The output image's columns after pooling.
  public var pooledOutputColumns: UInt16 = 0
  /// The distance between windows.
  public var windowStride: UInt8 = 0
  /// The whole image's padding, for software's use.
  public var padding: UInt8 = 0
  /// The extent of the square kernel.
  public var kernelSize: UInt16 = 0
  /// The distance between kernel taps; 1 is a dense kernel.
  public var kernelDilation: UInt8 = 0
  /// The extent of the square pooling window.
  public var poolSize: UInt16 = 0
  /// The distance between pooling windows.
  public var poolStride: UInt8 = 0
  /// The whole image's pooling padding, for software's use.
  public var poolPadding: UInt8 = 0
  /// The distance between pixels of the input, in elements.
  public var inputStride: UInt16 = 0
  /// The distance between rows of weights, in elements.
  public var weightStride: UInt16 = 0
  /// The distance between pixels of the output, in elements.
  public var outputStride: UInt16 = 0
  /// The DRAM address of the input; 0 skips its load.
  public var input: UInt64 = 0
  /// The DRAM address of the weights; 0 skips their load.
  public var weights: UInt64 = 0
  /// The DRAM address of the bias; 0 skips its load, so that results add to the accumulator.
  public var bias: UInt64 = 0
  /// The DRAM address of the output; 0 skips its store.
  public var output: UInt64 = 0

  // The tile.
  /// The tile's images.
  public var tileBatches: UInt16 = 0
  /// The tile's output rows before pooling.
  public var tileRows: UInt16 = 0
  /// The tile's output columns before pooling.
  public var tileColumns: UInt16 = 0
  /// The tile's output channels.
  public var tileChannels: UInt16 = 0
  /// The tile's output rows after pooling.
  public var tilePooledRows: UInt16 = 0
  /// The tile's output columns after pooling.
  public var tilePooledColumns: UInt16 = 0
  /// The tile's kernel rows.
  public var tileKernelRows: UInt16 = 0
  /// The tile's kernel columns.
  public var tileKernelColumns: UInt16 = 0
  /// The tile's input channels.
  public var tileKernelChannels: UInt16 = 0
  /// Columns of zeros left of the tile's input.
  public var leftPadding: UInt16 = 0
  /// Columns of zeros right of the tile's input.
  public var rightPadding: UInt16 = 0
  /// Rows of zeros above the tile's input.
  public var upperPadding: UInt16 = 0
  /// Rows of zeros below the tile's input.
  public var lowerPadding: UInt8 = 0
  /// Columns of zeros left of the tile for pooling.
  public var poolLeftPadding: UInt8 = 0
  /// Columns of zeros right of the tile for pooling, for software's use.
  public var poolRightPadding: UInt16 = 0
  /// Rows of zeros above the tile for pooling.
  public var poolUpperPadding: UInt8 = 0
  /// Rows of zeros below the tile for pooling, for software's use.
  public var poolLowerPadding: UInt8 = 0

  /// Creates registers that hold zeros.
  public init() {}

  private enum Field {
    static let half0 = BitField(15, 0)
    static let half1 = BitField(31, 16)
    static let half2 = BitField(47, 32)
    static let half3 = BitField(63, 48)
    static let byte0 = BitField(7, 0)
    static let byte1 = BitField(15, 8)
    static let byte2 = BitField(23, 16)
    static let byte3 = BitField(31, 24)
    static let byte6 = BitField(55, 48)
    static let byte7 = BitField(63, 56)
    static let poolLowerPadding = BitField(17, 10)
    static let poolUpperPadding = BitField(28, 21)
  }

  /// The six commands that set these registers, in the order of their function codes.
  public var configuration: [GemminiInstruction] {
    typealias F = Field
    return [
      GemminiInstruction(
        .loopConvolution1,
        F.half0.word(batchSize) | F.half1.word(inputRows) | F.half2.word(inputChannels)
          | F.half3.word(outputChannels),
        F.half0.word(outputRows) | F.half1.word(pooledOutputRows) | F.half2.word(outputColumns)
          | F.byte6.word(windowStride) | F.byte7.word(padding)),
      GemminiInstruction(
        .loopConvolution2,
        F.byte0.word(poolPadding) | F.byte1.word(poolStride) | F.half1.word(poolSize)
          | F.half2.word(pooledOutputColumns) | F.half3.word(kernelSize),
        F.half0.word(tileChannels) | F.half1.word(tilePooledColumns)
          | F.half2.word(tilePooledRows) | F.half3.word(tileBatches)),
      GemminiInstruction(
        .loopConvolution3,
        F.half0.word(leftPadding) | F.half1.word(tileKernelChannels)
          | F.half2.word(tileKernelColumns) | F.half3.word(tileKernelRows),
        F.half0.word(inputColumns) | F.byte2.word(poolLeftPadding) | F.byte3.word(lowerPadding)
          | F.half2.word(upperPadding) | F.half3.word(rightPadding)),
      GemminiInstruction(
        .loopConvolution4,
        F.byte0.word(kernelDilation) | F.poolLowerPadding.word(poolLowerPadding)
          | F.poolUpperPadding.word(poolUpperPadding) | F.half2.word(poolRightPadding)
          | F.half3.word(tileRows),
        F.half0.word(tileColumns) | F.half1.word(outputStride) | F.half2.word(weightStride)
          | F.half3.word(inputStride)),
      GemminiInstruction(.loopConvolution5, weights, output),
      GemminiInstruction(.loopConvolution6, bias, input),
    ]
  }

  /// Sets the registers that `instruction` configures; false if it is none of the six commands.
  public mutating func apply(_ instruction: GemminiInstruction) -> Bool {
    let rs1 = instruction.rs1
    let rs2 = instruction.rs2
    func half(_ field: BitField, _ word: UInt64) -> UInt16 {
      UInt16(truncatingIfNeeded: field.value(in: word))
    }
    func byte(_ field: BitField, _ word: UInt64) -> UInt8 {
      UInt8(truncatingIfNeeded: field.value(in: word))
    }
    switch instruction.command {
    case .loopConvolution1:
      batchSize = half(Field.half0, rs1)
      inputRows = half(Field.half1, rs1)
      inputChannels = half(Field.half2, rs1)
      outputChannels = half(Field.half3, rs1)
      outputRows = half(Field.half0, rs2)
      pooledOutputRows = half(Field.half1, rs2)
      outputColumns = half(Field.half2, rs2)
      windowStride = byte(Field.byte6, rs2)
      padding = byte(Field.byte7, rs2)
    case .loopConvolution2:
      poolPadding = byte(Field.byte0, rs1)
      poolStride = byte(Field.byte1, rs1)
      poolSize = half(Field.half1, rs1)
      pooledOutputColumns = half(Field.half2, rs1)
      kernelSize = half(Field.half3, rs1)
      tileChannels = half(Field.half0, rs2)
      tilePooledColumns = half(Field.half1, rs2)
      tilePooledRows = half(Field.half2, rs2)
      tileBatches = half(Field.half3, rs2)
    case .loopConvolution3:
      leftPadding = half(Field.half0, rs1)
      tileKernelChannels = half(Field.half1, rs1)
      tileKernelColumns = half(Field.half2, rs1)
      tileKernelRows = half(Field.half3, rs1)
      inputColumns = half(Field.half0, rs2)
      poolLeftPadding = byte(Field.byte2, rs2)
      lowerPadding = byte(Field.byte3, rs2)
      upperPadding = half(Field.half2, rs2)
      rightPadding = half(Field.half3, rs2)
    case .loopConvolution4:
      kernelDilation = byte(Field.byte0, rs1)
      poolLowerPadding = byte(Field.poolLowerPadding, rs1)
      poolUpperPadding = byte(Field.poolUpperPadding, rs1)
      poolRightPadding = half(Field.half2, rs1)
      tileRows = half(Field.half3, rs1)
      tileColumns = half(Field.half0, rs2)
      outputStride = half(Field.half1, rs2)
      weightStride = half(Field.half2, rs2)
      inputStride = half(Field.half3, rs2)
    case .loopConvolution5: (weights, output) = (rs1, rs2)
    case .loopConvolution6: (bias, input) = (rs1, rs2)
    default: return false
    }
    return true
  }
}

/// `loop_conv_ws`: runs the convolution loop unit on its registers.
public struct GemminiLoopConvolutionRun: Equatable, Sendable {
  /// Whether zeros take the place of the bias.
  public var hasNoBias: Bool
  /// Whether the kernel is turned by 180 degrees.
  public var rotatesKernel: Bool
  /// Whether the output is stored as HWNC.
  public var transposesOutput1203: Bool
  /// Whether the weights lie as IHWO.
  public var transposesWeights1203: Bool
  /// Whether the weights lie as HWOI.
  public var transposesWeights0132: Bool
  /// Whether the input lies as CHWN.
  public var transposesInput3120: Bool
  /// Whether the convolution is depthwise: one channel, weights in one column.
  public var isDepthwise: Bool
  /// How many kernel columns one pass reduces over (the first-layer optimisation); 0 means 1.
  public var maximumPixelsPerRow: UInt8
  /// Which half of the scratchpad the input uses: 2 the second, 0 or 1 the first.
  public var scratchpadA: UInt8
  /// Which half of the scratchpad the weights use: 2 the second, 0 or 1 the first.
  public var scratchpadB: UInt8
  /// Whether stores do not pool.
  public var hasNoPool: Bool
  /// Whether only every second row and column of the input is loaded.
  public var downsamples: Bool
  /// Whether a zero follows each row and column of the input, as in a gradient.
  public var hasDilatedInput: Bool
  /// The activation that pooled stores apply.
  public var activation: GemminiActivation

  /// Creates the command; the defaults are a plain convolution's.
  public init(
    hasNoBias: Bool = false, rotatesKernel: Bool = false, transposesOutput1203: Bool = false,
    transposesWeights1203: Bool = false, transposesWeights0132: Bool = false,
    transposesInput3120: Bool = false, isDepthwise: Bool = false, maximumPixelsPerRow: UInt8 = 1,
    scratchpadA: UInt8 = 0, scratchpadB: UInt8 = 0, hasNoPool: Bool = true,
    downsamples: Bool = false, hasDilatedInput: Bool = false,
    activation: GemminiActivation = .none
  ) {
    self.hasNoBias = hasNoBias
    self.rotatesKernel = rotatesKernel
    self.transposesOutput1203 = transposesOutput1203
    self.transposesWeights1203 = transposesWeights1203
    self.transposesWeights0132 = transposesWeights0132
    self.transposesInput3120 = transposesInput3120
    self.isDepthwise = isDepthwise
    self.maximumPixelsPerRow = maximumPixelsPerRow
    self.scratchpadA = scratchpadA
    self.scratchpadB = scratchpadB
    self.hasNoPool = hasNoPool
    self.downsamples = downsamples
    self.hasDilatedInput = hasDilatedInput
    self.activation = activation
  }

  private enum Field {
    static let hasNoBias = BitField(0)  // rs1
    static let rotatesKernel = BitField(1)
    static let transposesOutput1203 = BitField(2)
    static let transposesWeights1203 = BitField(3)
    static let transposesWeights0132 = BitField(4)
    static let transposesInput3120 = BitField(5)
    static let isDepthwise = BitField(6)
    static let maximumPixelsPerRow = BitField(15, 8)
    static let scratchpadB = BitField(17, 16)
    static let scratchpadA = BitField(19, 18)
    static let hasNoPool = BitField(0)  // rs2
    static let downsamples = BitField(1)
    static let hasDilatedInput = BitField(2)
    static let activation = BitField(4, 3)
  }

  /// The command that `rs1` and `rs2` encode.
  public init(rs1: UInt64, rs2: UInt64) {
    hasNoBias = Field.hasNoBias.isSet(in: rs1)
    rotatesKernel = Field.rotatesKernel.isSet(in: rs1)
    transposesOutput1203 = Field.transposesOutput1203.isSet(in: rs1)
    transposesWeights1203 = Field.transposesWeights1203.isSet(in: rs1)
    transposesWeights0132 = Field.transposesWeights0132.isSet(in: rs1)
    transposesInput3120 = Field.transposesInput3120.isSet(in: rs1)
    isDepthwise = Field.isDepthwise.isSet(in: rs1)
    maximumPixelsPerRow = UInt8(truncatingIfNeeded: Field.maximumPixelsPerRow.value(in: rs1))
    scratchpadA = UInt8(truncatingIfNeeded: Field.scratchpadA.value(in: rs1))
    scratchpadB = UInt8(truncatingIfNeeded: Field.scratchpadB.value(in: rs1))
    hasNoPool = Field.hasNoPool.isSet(in: rs2)
    downsamples = Field.downsamples.isSet(in: rs2)
    hasDilatedInput = Field.hasDilatedInput.isSet(in: rs2)
    activation = GemminiActivation(field: Field.activation.value(in: rs2))
  }

  /// The command's encoding.
  public var instruction: GemminiInstruction {
    var rs1 = Field.hasNoBias.word(hasNoBias) | Field.rotatesKernel.word(rotatesKernel)
    rs1 |= Field.transposesOutput1203.word(transposesOutput1203)
    rs1 |= Field.transposesWeights1203.word(transposesWeights1203)
    rs1 |= Field.transposesWeights0132.word(transposesWeights0132)
    rs1 |= Field.transposesInput3120.word(transposesInput3120)
    rs1 |= Field.isDepthwise.word(isDepthwise)
    rs1 |= Field.maximumPixelsPerRow.word(maximumPixelsPerRow)
    rs1 |= Field.scratchpadA.word(scratchpadA) | Field.scratchpadB.word(scratchpadB)
    return GemminiInstruction(
      .loopConvolution, rs1,
      Field.hasNoPool.word(hasNoPool) | Field.downsamples.word(downsamples)
        | Field.hasDilatedInput.word(hasDilatedInput)
        | Field.activation.word(activation.rawValue))
  }
}
