import Machine
import Testing

@Suite struct GemminiEncodingTests {
  @Test(arguments: [
    (UInt8(2), UInt32(0x04B5_307B)), (0, 0x00B5_307B), (3, 0x06B5_307B), (4, 0x08B5_307B),
    (5, 0x0AB5_307B), (6, 0x0CB5_307B), (8, 0x10B5_307B), (14, 0x1CB5_307B),
  ])
  func `instruction words match the golden encodings`(funct: UInt8, word: UInt32) {
    #expect(GemminiInstructionWord.encode(funct: funct, rs1: 10, rs2: 11) == word)
  }

  @Test func `the fence is RISC-V's own`() {
    #expect(GemminiInstructionWord.encode(funct: 255, rs1: 10, rs2: 11) == 0x0FF0_000F)
    #expect(GemminiInstruction.fence.isFence)
  }

  @Test func `configurations match the golden encodings`() {
    let execute = GemminiConfigureExecute().instruction
    #expect(execute.funct == 0)
    #expect(execute.rs1 == 0x3F80_0000_0001_0004)
    #expect(execute.rs2 == 0x0001_0000_0000_0000)
    let load = GemminiConfigureLoad(channel: 0, stride: 16, blockStride: 16).instruction
    #expect(load.rs1 == 0x3F80_0000_0010_0101)
    #expect(load.rs2 == 0x10)
    let store = GemminiConfigureStore(stride: 16).instruction
    #expect(store.rs1 == 0x2)
    #expect(store.rs2 == 0x3F80_0000_0000_0010)
  }

  @Test func `moves and computes match the golden encodings`() {
    let moveIn = GemminiMoveIn(
      channel: 0, dramAddress: 0x9000_0000,
      destination: GemminiOperand(.scratchpad(row: 0x10), rows: 16, columns: 16)
    ).instruction
    #expect(
      moveIn
        == GemminiInstruction(funct: 2, rs1: 0x9000_0000, rs2: 0x0010_0010_0000_0010))
    let preload = GemminiPreload(
      stationary: GemminiOperand(.scratchpad(row: 0x10), rows: 16, columns: 16),
      destination: GemminiOperand(.accumulator(row: 0), rows: 16, columns: 16)
    ).instruction
    #expect(preload.rs1 == 0x0010_0010_0000_0010)
    #expect(preload.rs2 == 0x0010_0010_8000_0000)
    let compute = GemminiCompute(
      usesPreloaded: true, a: GemminiOperand(.scratchpad(row: 0), rows: 16, columns: 16),
      bd: GemminiOperand(.garbage, rows: 16, columns: 16)
    ).instruction
    #expect(compute.funct == 4)
    #expect(compute.rs1 == 0x0010_0010_0000_0000)
    #expect(compute.rs2 == 0x0010_0010_FFFF_FFFF)
    let moveOut = GemminiMoveOut(
      dramAddress: 0x9000_0000,
      source: GemminiOperand(.accumulator(row: 0), rows: 16, columns: 16)
    ).instruction
    #expect(moveOut.rs2 == 0x0010_0010_8000_0000)
  }

  @Test func `configurations decode to what was encoded`() {
    let execute = GemminiConfigureExecute(
      dataflow: .outputStationary, activation: .relu, setsOnlyStrides: true, transposesA: true,
      strideA: 3, strideC: 65535, accumulatorScale: -0.5, shift: 7)
    #expect(
      GemminiConfigureExecute(rs1: execute.instruction.rs1, rs2: execute.instruction.rs2)
        == execute)
    let load = GemminiConfigureLoad(
      channel: 2, stride: 1 << 40, scale: 0.25, isShrunk: true, blockStride: 48, pixelRepeats: 5)
    #expect(GemminiConfigureLoad(rs1: load.instruction.rs1, rs2: load.instruction.rs2) == load)
    let store = GemminiConfigureStore(
      stride: 0xFFFF_FFFF, activation: .relu, scale: 3,
      pooling: GemminiPooling(
        stride: 2, size: 3, upperPadding: 1, leftPadding: 2, outputColumnsInDRAM: 56,
        pooledRows: 4, pooledColumns: 5, rows: 9, columns: 11))
    #expect(GemminiConfigureStore(rs1: store.instruction.rs1, rs2: store.instruction.rs2) == store)
    let norm = GemminiConfigureNormalization(rs1: 0xABCD_0123_0005_0203, rs2: 0x1122_3344_5566_7788)
    #expect(norm.statisticsID == 2)
    #expect(norm.activationHighBit && !norm.setsOnlyStatisticsID && norm.constantIsInverse)
    #expect(
      norm.instruction
        == GemminiInstruction(funct: 0, rs1: 0xABCD_0123_0005_0203, rs2: 0x1122_3344_5566_7788))
  }

  @Test func `loop registers survive their commands`() {
    var loop = GemminiLoopMatmul()
    (loop.blocksI, loop.blocksJ, loop.blocksK) = (1, 2, 3)
    (loop.paddingI, loop.paddingJ, loop.paddingK) = (4, 5, 6)
    (loop.addressA, loop.addressB, loop.addressC, loop.addressD) = (7, 8, 9, 10)
    (loop.strideA, loop.strideB, loop.strideC, loop.strideD) = (11, 12, 13, 14)
    var read = GemminiLoopMatmul()
    for instruction in loop.configuration {
      let isKnown = read.apply(instruction)
      #expect(isKnown)
    }
    #expect(read == loop)
    let knowsFence = read.apply(.fence)
    #expect(!knowsFence)
    #expect(loop.configuration.map(\.funct) == [9, 10, 11, 12, 13])

    let run = GemminiLoopMatmulRun(
      accumulates: true, storesFullWidth: true, hasNarrowD: true, activation: 1, scratchpadA: 2,
      scratchpadB: 1, transposesB: true)
    #expect(run.instruction.rs1 == 0b10_01_0000_0001_0000_0111)
    #expect(run.instruction.rs2 == 0b010)
    #expect(GemminiLoopMatmulRun(rs1: run.instruction.rs1, rs2: run.instruction.rs2) == run)
  }

  @Test func `convolution registers survive their commands`() {
    var loop = GemminiLoopConvolution()
    (loop.batchSize, loop.inputRows, loop.inputColumns) = (1, 2, 3)
    (loop.inputChannels, loop.outputChannels, loop.outputRows) = (4, 5, 6)
    (loop.outputColumns, loop.pooledOutputRows, loop.pooledOutputColumns) = (7, 8, 9)
    (loop.windowStride, loop.padding, loop.kernelSize, loop.kernelDilation) = (10, 11, 12, 13)
    (loop.poolSize, loop.poolStride, loop.poolPadding) = (14, 15, 16)
    (loop.inputStride, loop.weightStride, loop.outputStride) = (17, 18, 19)
    (loop.input, loop.weights, loop.bias, loop.output) = (20, 21, 22, 23)
    (loop.tileBatches, loop.tileRows, loop.tileColumns, loop.tileChannels) = (24, 25, 26, 27)
    (loop.tilePooledRows, loop.tilePooledColumns) = (28, 29)
    (loop.tileKernelRows, loop.tileKernelColumns, loop.tileKernelChannels) = (30, 31, 32)
    (loop.leftPadding, loop.rightPadding, loop.upperPadding, loop.lowerPadding) = (33, 34, 35, 36)
    (loop.poolLeftPadding, loop.poolRightPadding) = (37, 38)
    (loop.poolUpperPadding, loop.poolLowerPadding) = (39, 40)
    var read = GemminiLoopConvolution()
    for instruction in loop.configuration {
      let isKnown = read.apply(instruction)
      #expect(isKnown)
    }
    #expect(read == loop)
    #expect(loop.configuration.map(\.funct) == [16, 17, 18, 19, 20, 21])

    let run = GemminiLoopConvolutionRun(
      hasNoBias: true, transposesWeights1203: true, isDepthwise: true, maximumPixelsPerRow: 5,
      scratchpadA: 1, scratchpadB: 2, hasNoPool: false, downsamples: true, activation: .relu)
    #expect(run.instruction.rs1 == 0b01_10_0000_0101_0100_1001)
    #expect(run.instruction.rs2 == 0b01010)
    #expect(GemminiLoopConvolutionRun(rs1: run.instruction.rs1, rs2: run.instruction.rs2) == run)
  }

  @Test func `mnemonics name operands`() {
    let moveOut = GemminiMoveOut(
      dramAddress: 0x9000_0040,
      source: GemminiOperand(.accumulator(row: 4, fullWidth: true), rows: 16, columns: 3))
    #expect(moveOut.instruction.mnemonic == "mvout acc32[4] 16x3 -> 0x90000040")
    let zeros = GemminiMoveIn(
      channel: 2, dramAddress: 0,
      destination: GemminiOperand(.accumulator(row: 4, accumulate: true), rows: 1, columns: 2))
    #expect(zeros.instruction.mnemonic == "mvin3 zeros -> acc+[4] 1x2")
    #expect(GemminiInstruction.fence.mnemonic == "fence")
    #expect(
      GemminiConfigureLoad(channel: 1, stride: 64, blockStride: 16).instruction.mnemonic
        == "config_ld 1 stride 64 block_stride 16 scale 1.0")
    #expect(GemminiInstruction(funct: 99, rs1: 0, rs2: 0).mnemonic == "unknown command 99")
  }
}
