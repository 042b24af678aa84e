import Execution
import Machine
import Testing

/// A deterministic source of test data.
struct TestNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func int8s(_ count: Int) -> [Int8] {
    (0..<count).map { _ in Int8(truncatingIfNeeded: next() >> 20) }
  }

  mutating func floats(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float(Int64(next() >> 40)) / Float(1 << 23) - 1 }
  }

  mutating func int32s(_ count: Int, below limit: Int32) -> [Int32] {
    (0..<count).map { _ in Int32(truncatingIfNeeded: next() >> 33) % limit }
  }
}

func bytes(_ values: [Int8]) -> [UInt8] { values.map { UInt8(bitPattern: $0) } }

func bytes(_ values: [Int32]) -> [UInt8] {
  values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}

func bytes(_ values: [Float]) -> [UInt8] {
  bytes(values.map { Int32(bitPattern: $0.bitPattern) })
}

func int8s(_ bytes: [UInt8]) -> [Int8] { bytes.map { Int8(bitPattern: $0) } }

func int32s(_ bytes: [UInt8]) -> [Int32] {
  stride(from: 0, to: bytes.count, by: 4).map { start in
    (0..<4).reduce(Int32(0)) { $0 | Int32(bytes[start + $1]) << (8 * $1) }
  }
}

func floats(_ bytes: [UInt8]) -> [Float] {
  int32s(bytes).map { Float(bitPattern: UInt32(bitPattern: $0)) }
}

func configuration(_ machine: String, fused: Bool = false) throws -> GemminiConfiguration {
  var description = try #require(MachineCatalog.machine(named: machine))
  if fused { description = try description.applying(option: "fma", value: "fused") }
  return try GemminiConfiguration(description)
}

/// Checks that `instructions` are legal, executes them, and returns `count` bytes at `base`.
func run(
  _ instructions: [GemminiInstruction], on machine: String, memory: [(UInt64, [UInt8])],
  read base: UInt64, count: Int, fused: Bool = false, allowsHardwareOnly: Bool = false
) throws -> [UInt8] {
  let configuration = try configuration(machine, fused: fused)
  var checker = GemminiTraceChecker(
    configuration: configuration, allowsHardwareOnly: allowsHardwareOnly)
  var simulator = GemminiSimulator(configuration: configuration)
  for (base, bytes) in memory { try simulator.map(base: base, bytes: bytes) }
  for (index, instruction) in instructions.enumerated() {
    checker.check(instruction, index: index)
    try simulator.execute(instruction)
  }
  checker.endSegment()
  #expect(checker.violations == [])
  return try simulator.read(base: base, count: count)
}

/// The reason why executing `instructions` fails.
func failure(
  _ instructions: [GemminiInstruction], on machine: String = "gemmini",
  memory: [(UInt64, [UInt8])] = []
) throws -> GemminiSimulationError? {
  var simulator = GemminiSimulator(configuration: try configuration(machine))
  for (base, bytes) in memory { try simulator.map(base: base, bytes: bytes) }
  do {
    for instruction in instructions { try simulator.execute(instruction) }
  } catch {
    return error
  }
  return nil
}

func sp(_ row: Int, _ rows: Int, _ columns: Int) -> GemminiOperand {
  GemminiOperand(.scratchpad(row: row), rows: rows, columns: columns)
}

func acc(
  _ row: Int, _ rows: Int, _ columns: Int, adds: Bool = false, wide: Bool = false
) -> GemminiOperand {
  GemminiOperand(
    .accumulator(row: row, accumulate: adds, fullWidth: wide), rows: rows, columns: columns)
}

func garbage(_ rows: Int, _ columns: Int) -> GemminiOperand {
  GemminiOperand(.garbage, rows: rows, columns: columns)
}

func configureLoad(
  _ channel: UInt8, stride: Int, blockStride: Int = 16, scale: Float = 1, isShrunk: Bool = false,
  pixels: UInt8 = 1
) -> GemminiInstruction {
  GemminiConfigureLoad(
    channel: channel, stride: UInt64(stride), scale: scale, isShrunk: isShrunk,
    blockStride: UInt16(blockStride), pixelRepeats: pixels
  ).instruction
}

func configureStore(
  stride: Int, scale: Float = 1, relu: Bool = false, pooling: GemminiPooling? = nil
) -> GemminiInstruction {
  GemminiConfigureStore(
    stride: UInt32(stride), activation: relu ? .relu : .none, scale: scale, pooling: pooling
  ).instruction
}

func moveIn(
  _ address: UInt64, _ destination: GemminiOperand, channel: UInt8 = 0
) -> GemminiInstruction {
  GemminiMoveIn(channel: channel, dramAddress: address, destination: destination).instruction
}

func moveOut(_ address: UInt64, _ source: GemminiOperand) -> GemminiInstruction {
  GemminiMoveOut(dramAddress: address, source: source).instruction
}

func preload(_ b: GemminiOperand, _ c: GemminiOperand) -> GemminiInstruction {
  GemminiPreload(stationary: b, destination: c).instruction
}

func compute(
  _ a: GemminiOperand, _ bd: GemminiOperand, new: Bool = true
) -> GemminiInstruction {
  GemminiCompute(usesPreloaded: new, a: a, bd: bd).instruction
}

/// `value` rounded to the nearest integer, ties to even, saturated to int8.
func requantized(_ value: Int32, scale: Float, relu: Bool = false) -> Int8 {
  let scaled = (Float(value) * scale).rounded(.toNearestOrEven)
  let limited = max(-128, min(127, scaled))
  return Int8(relu ? max(0, limited) : limited)
}

/// A · B for row-major matrices.
func product(_ a: [Int8], _ b: [Int8], _ m: Int, _ n: Int, _ k: Int) -> [Int32] {
  var result = [Int32](repeating: 0, count: m * n)
  for i in 0..<m {
    for p in 0..<k {
      for j in 0..<n { result[i * n + j] += Int32(a[i * k + p]) * Int32(b[p * n + j]) }
    }
  }
  return result
}

/// The transpose of a row-major matrix.
func transposed(_ matrix: [Int8], _ rows: Int, _ columns: Int) -> [Int8] {
  var result: [Int8] = []
  for column in 0..<columns {
    for row in 0..<rows { result.append(matrix[row * columns + column]) }
  }
  return result
}
