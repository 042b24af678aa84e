import Execution
import Machine
import Testing

@Suite struct GemminiMoveTests {
  static let source: UInt64 = 0x9000_0000
  static let target: UInt64 = 0x9001_0000

  @Test func `blocks of columns lie a block stride apart`() throws {
    var numbers = TestNumbers(seed: 11)
    let data = numbers.int8s(3 * 80)
    let output = try run(
      [
        configureLoad(0, stride: 80, blockStride: 16), configureStore(stride: 50),
        moveIn(Self.source + 5, sp(100, 3, 50)), moveOut(Self.target, sp(100, 3, 50)), .fence,
      ],
      on: "gemmini",
      memory: [(Self.source, bytes(data)), (Self.target, [UInt8](repeating: 0, count: 150))],
      read: Self.target, count: 150)
    let expected = (0..<3).flatMap { Array(data[($0 * 80 + 5)..<($0 * 80 + 55)]) }
    #expect(int8s(output) == expected)
  }

  @Test func `loads scale, round and saturate`() throws {
    let data: [Int8] = [1, 2, 3, 5, -1, -3, -5, 7, 100, -100, 127, -128, 0, 11, 13, -13]
    for scale: Float in [0.5, 1.5, -2] {
      let output = try run(
        [
          configureLoad(0, stride: 16, scale: scale), configureStore(stride: 16),
          moveIn(Self.source, sp(0, 1, 16)), moveOut(Self.target, sp(0, 1, 16)), .fence,
        ],
        on: "gemmini",
        memory: [(Self.source, bytes(data)), (Self.target, [UInt8](repeating: 0, count: 16))],
        read: Self.target, count: 16)
      #expect(int8s(output) == data.map { requantized(Int32($0), scale: scale) })
    }
  }

  @Test func `shrunk loads to the accumulator widen, scale and add`() throws {
    let data: [Int8] = (0..<16).map { Int8($0 * 16 - 120) }
    let output = try run(
      [
        configureLoad(0, stride: 16, isShrunk: true),
        configureLoad(1, stride: 16, scale: 0.25, isShrunk: true), configureStore(stride: 64),
        moveIn(Self.source, acc(0, 1, 16)),
        moveIn(Self.source, acc(0, 1, 16, adds: true), channel: 1),
        moveOut(Self.target, acc(0, 1, 16, wide: true)), .fence,
      ],
      on: "gemmini",
      memory: [(Self.source, bytes(data)), (Self.target, [UInt8](repeating: 0, count: 64))],
      read: Self.target, count: 64)
    let expected = data.map { Int32($0) + Int32(requantized(Int32($0), scale: 0.25)) }
    #expect(int32s(output) == expected)
  }

  @Test func `address 0 loads zeros whatever the scale`() throws {
    let output = try run(
      [
        configureLoad(0, stride: 16), configureStore(stride: 16),
        moveIn(Self.source, sp(0, 2, 16)),
        configureLoad(0, stride: 16, scale: .infinity), moveIn(0, sp(0, 1, 16)),
        moveOut(Self.target, sp(0, 2, 16)), .fence,
      ],
      on: "gemmini",
      memory: [
        (Self.source, [UInt8](repeating: 7, count: 32)),
        (Self.target, [UInt8](repeating: 1, count: 32)),
      ],
      read: Self.target, count: 32)
    #expect(output == [UInt8](repeating: 0, count: 16) + [UInt8](repeating: 7, count: 16))
  }

  @Test func `pixels repeat one row up and one pixel right`() throws {
    let data: [Int8] = (1...12).map { Int8($0) }
    let output = try run(
      [
        configureLoad(0, stride: 3, pixels: 2), configureStore(stride: 16),
        moveIn(Self.source, sp(1, 4, 3)), moveOut(Self.target, sp(0, 5, 16)), .fence,
      ],
      on: "gemmini",
      memory: [(Self.source, bytes(data)), (Self.target, [UInt8](repeating: 0, count: 80))],
      read: Self.target, count: 80)
    let rows = (0..<5).map { Array(int8s(output)[($0 * 16)..<($0 * 16 + 6)]) }
    #expect(
      rows == [
        [0, 0, 0, 1, 2, 3], [1, 2, 3, 4, 5, 6], [4, 5, 6, 7, 8, 9], [7, 8, 9, 10, 11, 12],
        [10, 11, 12, 0, 0, 0],
      ])
  }

  @Test func `floating-point loads scale and accumulate`() throws {
    let data: [Float] = [1.5, -2, 3, 0.25, 5, 6, 7, 8]
    let output = try run(
      [
        configureLoad(0, stride: 16, blockStride: 4),
        configureLoad(2, stride: 16, blockStride: 4, scale: 2),
        configureStore(stride: 16), moveIn(Self.source, acc(0, 2, 4)),
        moveIn(Self.source, acc(0, 2, 4, adds: true), channel: 2),
        moveOut(Self.target, acc(0, 2, 4)), .fence,
      ],
      on: "gemmini-fp32",
      memory: [(Self.source, bytes(data)), (Self.target, [UInt8](repeating: 0, count: 32))],
      read: Self.target, count: 32)
    #expect(floats(output) == data.map { $0 + $0 * 2 })
  }

  @Test func `pooling takes the maximum, with zeros outside the image`() throws {
    var numbers = TestNumbers(seed: 12)
    let (rows, columns, channels) = (5, 6, 9)
    let image = numbers.int8s(rows * columns * channels).map { $0 / 2 - 40 }
    let pooling = GemminiPooling(
      stride: 2, size: 3, upperPadding: 1, leftPadding: 1, outputColumnsInDRAM: 4, pooledRows: 3,
      pooledColumns: 3, rows: 5, columns: 6)
    var instructions = [
      configureLoad(0, stride: channels, isShrunk: true),
      configureStore(
        stride: channels, scale: 0.5, pooling: pooling),
    ]
    for start in stride(from: 0, to: rows * columns, by: 16) {
      let count = min(16, rows * columns - start)
      instructions.append(
        moveIn(Self.source + UInt64(start * channels), acc(start, count, channels)))
    }
    instructions += [moveOut(Self.target, acc(0, 0, channels)), .fence]
    let size = 3 * 4 * channels
    let output = try run(
      instructions, on: "gemmini",
      memory: [(Self.source, bytes(image)), (Self.target, [UInt8](repeating: 99, count: size))],
      read: Self.target, count: size)
    for row in 0..<3 {
      for column in 0..<4 {
        for channel in 0..<channels {
          var expected: Int8 = column < 3 ? -128 : 99
          if column < 3 {
            for y in (row * 2 - 1)..<(row * 2 + 2) {
              for x in (column * 2 - 1)..<(column * 2 + 2) {
                let isInside = y >= 0 && x >= 0 && y < rows && x < columns
                let tap =
                  isInside
                  ? requantized(Int32(image[(y * columns + x) * channels + channel]), scale: 0.5)
                  : 0
                expected = max(expected, tap)
              }
            }
          }
          #expect(int8s(output)[(row * 4 + column) * channels + channel] == expected)
        }
      }
    }
  }

  @Test func `moves cross from one region into the next`() throws {
    let output = try run(
      [
        configureLoad(0, stride: 16), configureStore(stride: 16),
        moveIn(Self.source, sp(0, 4, 16)), moveOut(Self.target, sp(0, 4, 16)), .fence,
      ],
      on: "gemmini",
      memory: [
        (Self.source, (0..<24).map { UInt8($0) }), (Self.source + 24, (24..<64).map { UInt8($0) }),
        (Self.target, [UInt8](repeating: 0, count: 8)),
        (Self.target + 8, [UInt8](repeating: 0, count: 56)),
      ],
      read: Self.target, count: 64)
    #expect(output == (0..<64).map { UInt8($0) })
  }

  @Test func `what the functional model would abort on is an error`() throws {
    let memory: [(UInt64, [UInt8])] = [(Self.source, [UInt8](repeating: 0, count: 256))]
    let load = configureLoad(0, stride: 16)
    let execute = GemminiConfigureExecute().instruction
    func reason(_ instructions: GemminiInstruction...) throws -> String? {
      try failure(instructions, memory: memory)?.reason
    }
    #expect(
      try reason(load, moveIn(Self.source + 16, sp(0, 16, 16)))
        == "DRAM address 0x90000100 is not mapped")
    #expect(
      try reason(load, moveIn(Self.source, sp(16380, 16, 16)))
        == "rows 16380 to 16395 leave the scratchpad of 16384 rows")
    #expect(try reason(moveIn(Self.source, sp(0, 16, 16))) == "no config_ld set channel 0")
    #expect(
      try reason(configureStore(stride: 16), moveOut(0x10, sp(0, 1, 1)))
        == "DRAM address 0x10 is not mapped")
    #expect(
      try reason(execute, compute(sp(0, 16, 16), garbage(16, 16)))
        == "no preload came before this compute")
    #expect(
      try reason(
        execute, preload(sp(0, 16, 16), acc(0, 17, 16)), compute(sp(0, 16, 16), garbage(16, 16)))
        == "a result of 17x16 elements exceeds the array's 16x16")
    #expect(
      try reason(
        execute, preload(acc(0, 16, 16), acc(0, 16, 16)), compute(sp(0, 16, 16), garbage(16, 16)))
        == "the preloaded operand must lie in the scratchpad, not at acc[0]")
    #expect(
      try reason(
        execute, preload(sp(0, 16, 16), acc(1020, 16, 16)),
        compute(sp(0, 16, 16), garbage(16, 16)))
        == "rows 1020 to 1035 leave the accumulator of 1024 rows")
    #expect(
      try reason(GemminiInstruction(funct: 0, rs1: 3, rs2: 0))
        == "normalizations are not supported")
    #expect(try reason(GemminiInstruction(funct: 40, rs1: 0, rs2: 0)) == "there is no command 40")
    let error = try #require(
      try failure([load, moveIn(1, sp(0, 1, 4))], memory: memory))
    #expect(error.index == 1)
    #expect(
      error.description
        == "instruction 1: DRAM address 0x1 is not mapped [mvin 0x1 -> sp[0] 1x4]")
  }

  @Test func `regions cannot overlap`() throws {
    var simulator = GemminiSimulator(configuration: try configuration("gemmini"))
    try simulator.map(base: 0x1000, count: 0x100)
    func attempt(_ base: UInt64, _ count: Int) -> Bool {
      do {
        try simulator.map(base: base, count: count)
        return true
      } catch {
        return false
      }
    }
    #expect(!attempt(0x10FF, 1))
    #expect(!attempt(0xFFF, 2))
    #expect(!attempt(.max, 2))
    #expect(!attempt(0x2000, -1))
    #expect(attempt(0x1100, 1))
    #expect(attempt(0xFFF, 1))
  }

  @Test func `the host reads and writes between segments`() throws {
    var simulator = GemminiSimulator(configuration: try configuration("gemmini"))
    try simulator.map(base: Self.source, bytes: [1, 2, 3, 4])
    try simulator.write(base: Self.source + 1, bytes: [9, 8])
    #expect(try simulator.read(base: Self.source, count: 4) == [1, 9, 8, 4])
    let sum = try simulator.withBytes(base: Self.source, count: 4) { bytes in
      bytes[3] = 5
      return bytes.reduce(0) { $0 + Int($1) }
    }
    #expect(sum == 23)
    #expect(try simulator.read(base: Self.source + 3, count: 1) == [5])
  }
}
