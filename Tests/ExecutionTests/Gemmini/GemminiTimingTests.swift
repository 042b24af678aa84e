import Execution
import Machine
import Testing

@Suite struct GemminiTimingTests {
  static let dram: UInt64 = 0x9000_0000
  static let setUp = [
    GemminiConfigureExecute().instruction, configureLoad(0, stride: 64),
    configureLoad(2, stride: 64), configureStore(stride: 64),
  ]

  /// Runs `instructions` after `setUp`; returns the simulator's report and the cycles they took.
  static func time(
    _ instructions: [GemminiInstruction], machine: String = "gemmini"
  ) throws -> (cycles: Int, report: CostReport) {
    var simulator = GemminiSimulator(configuration: try configuration(machine))
    try simulator.map(base: dram, count: 1 << 16)
    for instruction in setUp + [.fence] { try simulator.execute(instruction) }
    let start = simulator.cycles
    for instruction in instructions { try simulator.execute(instruction) }
    return (simulator.cycles - start, simulator.report())
  }

  static func counter(_ name: String, _ report: CostReport) -> Double? {
    report.counters.first { $0.name == name }?.value
  }

  /// `count` pairs of preload and compute; A in bank 0, weights in bank 1.
  static func computes(
    _ count: Int, rows: Int = 16, newWeights: Bool, weightsRow: Int = 4096
  ) -> [GemminiInstruction] {
    (0..<count).flatMap { index in
      let isNew = newWeights || index == 0
      return [
        preload(
          isNew ? sp(weightsRow, 16, 16) : garbage(16, 16), acc(index % 32 * 16, rows, 16)),
        compute(sp(0, rows, 16), garbage(16, 16), new: isNew),
      ]
    }
  }

  /// The cycles that one of many pairs adds.
  static func perPair(
    rows: Int = 16, newWeights: Bool, weightsRow: Int = 4096
  ) throws -> Int {
    let few = try time(
      computes(20, rows: rows, newWeights: newWeights, weightsRow: weightsRow))
    let many = try time(
      computes(120, rows: rows, newWeights: newWeights, weightsRow: weightsRow))
    return (many.cycles - few.cycles) / 100
  }

  @Test func `the array takes DIM cycles a block in steady state`() throws {
    #expect(try Self.perPair(newWeights: true) == 16)
    #expect(try Self.perPair(newWeights: false) == 16)
  }

  @Test func `few rows cost DIM cycles with new weights and at least four without`() throws {
    #expect(try Self.perPair(rows: 1, newWeights: true) == 16)
    // Eight pairs fill the reservation station until their results are written.
    let short = try Self.perPair(rows: 1, newWeights: false)
    #expect(short >= 4 && short <= 7)
    #expect(try Self.perPair(rows: 10, newWeights: false) == 10)
  }

  @Test func `operands in one bank take turns`() throws {
    #expect(try Self.perPair(newWeights: true, weightsRow: 16) == 32)
  }

  @Test func `loads are bound by the bus and by requests in flight`() throws {
    func loads(_ count: Int, columns: Int) -> [GemminiInstruction] {
      (0..<count).map { moveIn(Self.dram, sp($0 % 64 * 64, 16, columns)) }
    }
    let wide =
      try Self.time(loads(40, columns: 64)).cycles
      - Self.time(loads(20, columns: 64)).cycles
    // 16 rows of 64 bytes at 16 bytes a cycle.
    #expect(wide == 20 * 16 * 4)
    let narrow =
      try Self.time(loads(40, columns: 16)).cycles
      - Self.time(loads(20, columns: 16)).cycles
    // 16 requests in 40 cycles of latency: one every three cycles.
    #expect(narrow == 20 * 16 * 3)
    let zeros = try Self.time(
      (0..<40).map { _ in moveIn(0, sp(0, 16, 16)) }
    ).cycles
    #expect(zeros < 40 * 17 + 20)
  }

  @Test func `a chain of dependent instructions takes the sum of its latencies`() throws {
    let chain = [
      moveIn(Self.dram, sp(0, 16, 16)), moveIn(Self.dram, sp(4096, 16, 16)),
      preload(sp(4096, 16, 16), acc(0, 16, 16)), compute(sp(0, 16, 16), garbage(16, 16)),
      moveOut(Self.dram + 4096, acc(0, 16, 16)), .fence,
    ]
    let cycles = try Self.time(chain).cycles
    // Two loads of 16 requests, DRAM's latency, weights, rows, the array, a store and its latency.
    let floor = 2 * 16 * 3 + 40 + 16 + 16 + 38 + 16 * 3 + 40
    #expect(cycles >= floor)
    #expect(cycles <= floor + 20)
  }

  @Test func `a load waits for the computes that read its rows`() throws {
    let start = Self.computes(8, newWeights: true)
    let independent = try Self.time(start + [moveIn(Self.dram, sp(8192, 16, 16))]).cycles
    let dependent = try Self.time(start + [moveIn(Self.dram, sp(0, 16, 16))]).cycles
    #expect(dependent > independent)
  }

  @Test func `a store of a bank that accumulates waits`() throws {
    func program(_ row: Int) -> [GemminiInstruction] {
      let sums = (0..<12).flatMap { index in
        [
          preload(index == 0 ? sp(4096, 16, 16) : garbage(16, 16), acc(0, 16, 16, adds: true)),
          compute(sp(0, 16, 16), garbage(16, 16), new: index == 0),
        ]
      }
      return sums + [moveOut(Self.dram, acc(row, 16, 16)), .fence]
    }
    let same = try Self.time(program(64)).report
    let other = try Self.time(program(512)).report
    #expect(try #require(Self.counter("accumulator_conflict_cycles", other)) == 0)
    #expect(try #require(Self.counter("accumulator_conflict_cycles", same)) >= 0)
    #expect(same.total.cycles ?? 0 >= other.total.cycles ?? 0)
  }

  @Test func `fences keep segments apart`() throws {
    let pair = [moveIn(Self.dram, sp(0, 16, 64)), moveIn(Self.dram, sp(64, 16, 64))]
    let together = try Self.time(pair).cycles
    let apart = try Self.time([pair[0], .fence, pair[1], .fence]).cycles
    #expect(apart >= together + 40)
  }

  @Test func `loads of the next loop overlap the computes of this one`() throws {
    var loop = GemminiLoopMatmul()
    (loop.blocksI, loop.blocksJ, loop.blocksK) = (4, 4, 4)
    (loop.addressA, loop.addressB, loop.addressC) = (
      Self.dram, Self.dram + 8192, Self.dram + 16384
    )
    (loop.strideA, loop.strideB, loop.strideC) = (64, 64, 64)
    func loops(_ count: Int) -> [GemminiInstruction] {
      var program: [GemminiInstruction] = []
      for index in 0..<count {
        let half = UInt8(index % 2 + 1)
        program += loop.configuration
        program.append(GemminiLoopMatmulRun(scratchpadA: half, scratchpadB: half).instruction)
      }
      return program
    }
    let setUp = [configureLoad(1, stride: 64)]
    let one = try Self.time(setUp + loops(1) + [.fence]).cycles
    let four = try Self.time(setUp + loops(4) + [.fence]).cycles
    #expect(four < 4 * one)
    #expect(four >= 4 * 64 * 16)
  }

  @Test func `the report has traffic, energy and bounds`() throws {
    let program =
      [moveIn(Self.dram, sp(0, 16, 16)), moveIn(Self.dram, sp(4096, 16, 16))]
      + Self.computes(1, newWeights: true) + [moveOut(Self.dram + 4096, acc(0, 16, 16)), .fence]
    let report = try Self.time(program).report
    #expect(report.target == "gemmini")
    #expect(report.memories.map(\.name) == ["dram", "scratchpad", "accumulator"])
    #expect(report.memories.map(\.readBytes) == [512, 512, 1024])
    #expect(report.memories.map(\.writtenBytes) == [256, 512, 1024])
    #expect(report.memories.map(\.peakBytes) == [1 << 16, 512, 1024])
    let energy = try #require(report.total.picojoules)
    let moves: Double = 768 * 64 + 1024 * 6.92328
    let expected = moves + 2048 * 2.342 / 4 + 4096 * 3.275
    #expect(abs(energy - expected) < 1e-6 * expected)
    #expect(report.lowerBound.cycles == 16)
    #expect(report.lowerBound.picojoules == 4096 * 3.275)
    #expect(Self.counter("multiply_adds", report) == 4096)
    #expect(Self.counter("instructions", report) == 11)

    let float = try Self.time([], machine: "gemmini-fp32").report
    #expect(float.total.picojoules == 0)
    let moved = try Self.time(
      [moveIn(Self.dram, sp(0, 4, 4))], machine: "gemmini-fp32"
    ).report
    #expect(moved.total.picojoules == nil)
    #expect(moved.objective == .cycles)
  }
}
