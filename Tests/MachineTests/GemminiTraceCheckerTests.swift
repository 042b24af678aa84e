import Machine
import Testing

/// Streams that break one rule each, and streams that break none.
@Suite struct GemminiTraceCheckerTests {
  static let weights = GemminiLocalAddress.scratchpad(row: 16)
  static let sums = GemminiLocalAddress.accumulator(row: 0)

  /// The configuration and loads that a 16 × 16 × 16 matmul needs.
  static let setUp: [GemminiInstruction] = [
    .flush(),
    GemminiConfigureExecute().instruction,
    GemminiConfigureLoad(channel: 0, stride: 16, blockStride: 16).instruction,
    GemminiConfigureLoad(channel: 1, stride: 16, blockStride: 16).instruction,
    GemminiConfigureLoad(channel: 2, stride: 64, blockStride: 16).instruction,
    GemminiConfigureStore(stride: 16).instruction,
    moveIn(0x1000, .scratchpad(row: 0)),
    moveIn(0x2000, weights),
  ]

  static func moveIn(
    _ address: UInt64, _ local: GemminiLocalAddress, rows: Int = 16, columns: Int = 16,
    channel: UInt8 = 0
  ) -> GemminiInstruction {
    GemminiMoveIn(
      channel: channel, dramAddress: address,
      destination: GemminiOperand(local, rows: rows, columns: columns)
    ).instruction
  }

  static func moveOut(
    _ address: UInt64, _ local: GemminiLocalAddress = sums, rows: Int = 16, columns: Int = 16
  ) -> GemminiInstruction {
    GemminiMoveOut(
      dramAddress: address, source: GemminiOperand(local, rows: rows, columns: columns)
    ).instruction
  }

  static func preload(
    _ b: GemminiLocalAddress = weights, _ c: GemminiLocalAddress = sums, rows: Int = 16,
    outputRows: Int = 16
  ) -> GemminiInstruction {
    GemminiPreload(
      stationary: GemminiOperand(b, rows: rows, columns: 16),
      destination: GemminiOperand(c, rows: outputRows, columns: 16)
    ).instruction
  }

  static func compute(
    _ a: GemminiLocalAddress = .scratchpad(row: 0), bd: GemminiLocalAddress = .garbage,
    usesPreloaded: Bool = true, rows: Int = 16
  ) -> GemminiInstruction {
    GemminiCompute(
      usesPreloaded: usesPreloaded, a: GemminiOperand(a, rows: rows, columns: 16),
      bd: GemminiOperand(bd, rows: 16, columns: 16)
    ).instruction
  }

  static func check(
    _ instructions: [GemminiInstruction], machine: String = "gemmini",
    allowsHardwareOnly: Bool = false, endsSegment: Bool = true
  ) throws -> GemminiTraceChecker {
    let description = try #require(MachineCatalog.machine(named: machine))
    var checker = GemminiTraceChecker(
      configuration: try GemminiConfiguration(description),
      allowsHardwareOnly: allowsHardwareOnly)
    for (index, instruction) in instructions.enumerated() {
      checker.check(instruction, index: index)
    }
    if endsSegment { checker.endSegment() }
    return checker
  }

  /// Expects that exactly `rule` is broken, by the last instruction.
  static func expect(
    _ rule: GemminiRule, _ instructions: [GemminiInstruction], after start: [GemminiInstruction],
    reason: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let checker = try check(start + instructions, endsSegment: false)
    #expect(checker.violationCount == 1, sourceLocation: sourceLocation)
    let violation = try #require(checker.violations.first, sourceLocation: sourceLocation)
    #expect(violation.rule == rule, sourceLocation: sourceLocation)
    #expect(
      violation.index == start.count + instructions.count - 1, sourceLocation: sourceLocation)
    #expect(violation.reason == reason, sourceLocation: sourceLocation)
  }

  static func expect(
    _ rule: GemminiRule, _ instructions: GemminiInstruction..., reason: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(
      rule, instructions, after: setUp, reason: reason, sourceLocation: sourceLocation)
  }

  @Test func `a legal matmul passes`() throws {
    let checker = try Self.check(
      Self.setUp + [
        Self.preload(), Self.compute(),
        Self.preload(.garbage, .accumulator(row: 0, accumulate: true)),
        Self.compute(usesPreloaded: false),
        Self.moveOut(0x3000), .fence, Self.moveIn(0x3000, .scratchpad(row: 32)),
      ])
    #expect(checker.violations == [])
    #expect(checker.instructionCount == Self.setUp.count + 7)
  }

  @Test func `rule 1: loads fit one request a row`() throws {
    try Self.expect(
      .moveInShape, [Self.moveIn(0x1000, Self.weights, rows: 17)],
      after: [GemminiConfigureLoad(channel: 0, stride: 16, blockStride: 32).instruction],
      reason: "17 rows are more than 16")
    try Self.expect(
      .moveInShape, Self.moveIn(0x1000, Self.weights, columns: 65),
      reason: "65 columns of 1 bytes are more than 64 bytes")
    try Self.expect(
      .moveInShape, Self.moveIn(0x1000, Self.sums, columns: 17, channel: 2),
      reason: "17 columns of 4 bytes are more than 64 bytes")
    try Self.expect(
      .moveInShape, Self.moveIn(0x1000, Self.weights, rows: 0), reason: "0x16 elements are no bytes"
    )
    try Self.expect(
      .moveInShape, [Self.moveIn(0x1000, Self.weights, columns: 32)],
      after: [GemminiConfigureLoad(channel: 0, stride: 16, blockStride: 15).instruction],
      reason: "16 rows overlap in blocks 15 rows apart")
    try Self.expect(
      .moveInShape, [Self.moveIn(0x1000, Self.weights, columns: 6)],
      after: [
        GemminiConfigureLoad(channel: 0, stride: 16, blockStride: 16, pixelRepeats: 3).instruction
      ],
      reason: "3 pixels of 6 columns do not fit a row of 16")
  }

  @Test func `rule 1 counts bytes of the element type`() throws {
    let load = GemminiConfigureLoad(channel: 0, stride: 64, blockStride: 4).instruction
    let legal = try Self.check(
      [load, Self.moveIn(0x1000, .scratchpad(row: 0), rows: 4)], machine: "gemmini-fp32")
    #expect(legal.violations == [])
    let wide = try Self.check(
      [load, Self.moveIn(0x1000, .scratchpad(row: 0), rows: 4, columns: 20)],
      machine: "gemmini-fp32")
    #expect(wide.violations.map(\.rule) == [.moveInShape])
    let shrunk = GemminiConfigureLoad(
      channel: 2, stride: 64, isShrunk: true, blockStride: 16
    ).instruction
    let narrow = try Self.check([shrunk, Self.moveIn(0x1000, Self.sums, columns: 64, channel: 2)])
    #expect(narrow.violations == [])
  }

  @Test func `rule 2: stores move one block at full width`() throws {
    try Self.expect(
      .moveOutShape, Self.moveOut(0x3000, rows: 17), reason: "17 rows are more than 16")
    try Self.expect(
      .moveOutShape, Self.moveOut(0x3000, .accumulator(row: 0, fullWidth: true), columns: 32),
      reason: "32 columns are more than one block of 16, which neither full width nor pooling "
        + "allows")
    try Self.expect(
      .moveOutShape, Self.moveOut(0x3000, .scratchpad(row: 0), columns: 80),
      reason: "80 columns are more than 64")
    try Self.expect(
      .moveOutShape, Self.moveOut(0x3000, columns: 0), reason: "16x0 elements are no bytes")
  }

  @Test func `rule 3: the array transposes one operand`() throws {
    try Self.expect(
      .transposes, GemminiConfigureExecute(transposesA: true, transposesB: true).instruction,
      reason: "weights stationary, the array cannot transpose both A and B")
    try Self.expect(
      .transposes,
      GemminiConfigureExecute(dataflow: .outputStationary, transposesB: true).instruction,
      reason: "outputs stationary, the array cannot transpose B alone")
  }

  @Test func `rule 4: each compute has its preload`() throws {
    try Self.expect(
      .preloadOrder, Self.preload(), Self.compute(), Self.compute(),
      reason: "no preload comes before this compute")
    try Self.expect(
      .preloadOrder, Self.preload(), Self.preload(),
      reason: "a second preload comes before the compute of the first")
    try Self.expect(
      .preloadOrder, Self.preload(.garbage), Self.compute(usesPreloaded: false),
      reason: "the array keeps its operand, but none was preloaded")
    let checker = try Self.check(Self.setUp + [Self.preload()])
    #expect(checker.violations.map(\.rule) == [.preloadOrder])
  }

  @Test func `rule 5: operands come from the scratchpad`() throws {
    try Self.expect(
      .operandsInScratchpad, Self.preload(.accumulator(row: 4)),
      reason: "the preloaded operand at acc[4] does not lie in the scratchpad")
    try Self.expect(
      .operandsInScratchpad, Self.preload(), Self.compute(.accumulator(row: 512)),
      reason: "A at acc[512] does not lie in the scratchpad")
    let hardware = try Self.check(
      Self.setUp + [Self.preload(), Self.compute(.accumulator(row: 512))],
      allowsHardwareOnly: true)
    #expect(hardware.violations == [])
    #expect(hardware.hardwareOnlyCount == 1)
  }

  @Test func `rule 6: results on their way are read at their base`() throws {
    let produce = [Self.preload(Self.weights, .scratchpad(row: 64)), Self.compute()]
    try Self.expect(
      .readAfterWrite,
      produce + [Self.preload(.garbage), Self.compute(.scratchpad(row: 68), usesPreloaded: false)],
      after: Self.setUp,
      reason: "sp[68] lies in the result at sp[64] that is on its way; only a read at sp[64] "
        + "waits for it")
    let same = produce + [Self.preload(.scratchpad(row: 64)), Self.compute()]
    #expect(try Self.check(Self.setUp + same).violations == [])
    let fenced =
      produce + [.fence, Self.preload(.garbage)]
      + [Self.compute(.scratchpad(row: 68), usesPreloaded: false)]
    #expect(try Self.check(Self.setUp + fenced).violations == [])
    let others = [Self.preload(), Self.compute(), Self.preload(), Self.compute()]
    let distant =
      produce + others + others + [Self.preload(.scratchpad(row: 68)), Self.compute()]
    #expect(try Self.check(Self.setUp + distant).violations == [])
  }

  @Test func `rule 7: rows of one result do not meet`() throws {
    try Self.expect(
      .accumulateDistance, [Self.preload(Self.weights, .accumulator(row: 0, accumulate: true))],
      after: [GemminiConfigureExecute(strideC: 0).instruction],
      reason: "16 rows add to one accumulator row in successive cycles (C stride 0)")
  }

  @Test func `rule 8: DRAM addresses name bytes`() throws {
    try Self.expect(.dramAddress, Self.moveOut(0), reason: "a store to address 0 goes nowhere")
    try Self.expect(
      .dramAddress, Self.moveIn(.max - 100, .scratchpad(row: 0)),
      reason: "16 rows 16 bytes apart run past the end of the address space")
    let zeros = try Self.check(Self.setUp + [Self.moveIn(0, Self.sums, channel: 2)])
    #expect(zeros.violations == [])
  }

  @Test func `rule 9: local ranges lie in their memory`() throws {
    try Self.expect(
      .localRange, Self.moveIn(0x1000, .scratchpad(row: 16384 - 15)),
      reason: "rows 16369 to 16384 leave the scratchpad of 16384 rows")
    try Self.expect(
      .localRange, Self.moveIn(0x1000, .scratchpad(row: 16384 - 32), columns: 48),
      reason: "rows 16352 to 16399 leave the scratchpad of 16384 rows")
    try Self.expect(
      .localRange, Self.preload(Self.weights, .accumulator(row: 1020)),
      reason: "rows 1020 to 1035 leave the accumulator of 1024 rows")
    try Self.expect(
      .localRange, Self.preload(outputRows: 17),
      reason: "17x16 elements exceed the array's 16x16")
    let pooled = GemminiConfigureStore(
      stride: 16,
      pooling: GemminiPooling(
        stride: 2, size: 2, outputColumnsInDRAM: 4, pooledRows: 4, pooledColumns: 4, rows: 8,
        columns: 8)
    ).instruction
    try Self.expect(
      .localRange, [Self.moveOut(0x3000, .accumulator(row: 480))], after: [pooled],
      reason: "a pooled store of 64 rows leaves the accumulator bank, to whose end alone it is "
        + "tracked")
  }

  @Test func `rule 10: a fence follows stores`() throws {
    try Self.expect(
      .storeOrder, Self.moveOut(0x3000), Self.moveIn(0x30F0, .scratchpad(row: 0), rows: 1),
      reason: "byte 0x30f0 was stored before without a fence in between")
    try Self.expect(
      .storeOrder, Self.moveOut(0x3000), .flush(),
      reason: "a flush takes effect at once; a fence must come before it")
    let open = try Self.check(Self.setUp + [Self.moveOut(0x3000)])
    #expect(open.violations.map(\.rule) == [.storeOrder])
    // The rows of a tile interleave with another tile's without touching them.
    let wide = GemminiConfigureStore(stride: 64).instruction
    let beside = GemminiConfigureLoad(channel: 0, stride: 64, blockStride: 16).instruction
    let interleaved = try Self.check(
      Self.setUp + [
        wide, beside, Self.moveOut(0x3000), Self.moveIn(0x3010, .scratchpad(row: 0)), .fence,
      ])
    #expect(interleaved.violations == [])
  }

  @Test func `rule 11: the array keeps its configuration between preload and compute`() throws {
    try Self.expect(
      .configurationOrder, Self.preload(), GemminiConfigureExecute().instruction,
      reason: "config_ex comes between a preload and its compute")
  }

  @Test func `rule 12: every configuration was set`() throws {
    try Self.expect(
      .configurationState, [Self.moveIn(0x1000, Self.weights, channel: 1)],
      after: [GemminiConfigureLoad(channel: 0, stride: 16, blockStride: 16).instruction],
      reason: "no config_ld set channel 1")
    try Self.expect(
      .configurationState, [Self.moveOut(0x3000)], after: [],
      reason: "no config_st set how to store")
    try Self.expect(
      .configurationState, [Self.preload()], after: [], reason: "no config_ex set how to compute")
    try Self.expect(
      .configurationState, [GemminiLoopMatmulRun().instruction], after: Self.setUp,
      reason: "loop_ws runs before its bounds, addresses and strides are set")
    try Self.expect(
      .configurationState, [GemminiLoopConvolutionRun().instruction], after: Self.setUp,
      reason: "loop_conv_ws runs before its six configurations are set")
  }

  @Test func `a new segment starts without configuration`() throws {
    let description = try #require(MachineCatalog.machine(named: "gemmini"))
    var checker = GemminiTraceChecker(configuration: try GemminiConfiguration(description))
    for instruction in Self.setUp { checker.check(instruction, index: 0) }
    checker.endSegment()
    checker.beginSegment()
    checker.check(Self.moveIn(0x1000, Self.weights), index: 9)
    #expect(checker.violations.map(\.rule) == [.configurationState])
  }

  @Test(arguments: [
    GemminiInstruction(funct: 77, rs1: 0, rs2: 0), GemminiInstruction(funct: 127, rs1: 0, rs2: 0),
    GemminiInstruction(funct: 23, rs1: 0, rs2: 0), GemminiInstruction(funct: 126, rs1: 0, rs2: 0),
    GemminiInstruction(funct: 0, rs1: 3, rs2: 0),
    GemminiConfigureStore(stride: 16, scale: Float(bitPattern: .max)).instruction,
    GemminiConfigureStore(stride: 16, activation: .layerNorm).instruction,
    GemminiConfigureLoad(channel: 3, stride: 16, blockStride: 16).instruction,
    GemminiConfigureExecute(shift: 32).instruction,
    moveOut(0x3000, GemminiLocalAddress(rawValue: 0x8400_0000)),
    preload(weights, GemminiLocalAddress(rawValue: 0x4000_0000)),
  ])
  func `rule 13: every command and field exists`(instruction: GemminiInstruction) throws {
    let checker = try Self.check(Self.setUp + [instruction], endsSegment: false)
    #expect(checker.violations.map(\.rule) == [.encoding])
  }

  @Test func `a matmul loop is checked through its instructions`() throws {
    var loop = GemminiLoopMatmul()
    (loop.blocksI, loop.blocksJ, loop.blocksK) = (2, 2, 2)
    (loop.addressA, loop.addressB, loop.addressC) = (0x1000, 0x2000, 0x3000)
    (loop.strideA, loop.strideB, loop.strideC) = (32, 32, 32)
    let configuration = Self.setUp + loop.configuration
    let legal = try Self.check(configuration + [GemminiLoopMatmulRun().instruction, .fence])
    #expect(legal.violations == [])
    let reread = try Self.check(
      configuration + [GemminiLoopMatmulRun().instruction, Self.moveIn(0x3000, Self.weights)],
      endsSegment: false)
    #expect(reread.violations.map(\.rule) == [.storeOrder])
    loop.blocksI = 40
    let large = try Self.check(
      Self.setUp + loop.configuration + [GemminiLoopMatmulRun().instruction])
    #expect(large.violations.map(\.rule) == [.localRange])
  }

  @Test func `violations beyond the limit are counted`() throws {
    let checker = try Self.check(
      Array(repeating: Self.compute(), count: 150), endsSegment: false)
    #expect(checker.violationCount == 150)
    #expect(checker.violations.count == GemminiTraceChecker.maximumViolations)
    #expect(
      checker.violations[0].description == "instruction 0 breaks rule 4: no preload comes before "
        + "this compute [compute_preloaded sp[0] 16x16, none 16x16]")
  }
}
