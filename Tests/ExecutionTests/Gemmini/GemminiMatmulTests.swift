import Execution
import Machine
import Testing

@Suite struct GemminiMatmulTests {
  static let a: UInt64 = 0x9000_0000
  static let b: UInt64 = 0x9001_0000
  static let d: UInt64 = 0x9002_0000
  static let c: UInt64 = 0x9003_0000

  @Test(arguments: [false, true])
  func `int8 matmul requantizes with ties to even`(relu: Bool) throws {
    var numbers = TestNumbers(seed: 1)
    let (a, b) = (numbers.int8s(16 * 16), numbers.int8s(16 * 16))
    let scale: Float = 1.0 / 512
    let output = try run(
      [
        GemminiConfigureExecute().instruction, configureLoad(0, stride: 16),
        configureStore(stride: 16, scale: scale, relu: relu),
        moveIn(Self.a, sp(0, 16, 16)), moveIn(Self.b, sp(16, 16, 16)),
        preload(sp(16, 16, 16), acc(0, 16, 16)), compute(sp(0, 16, 16), garbage(16, 16)),
        moveOut(Self.c, acc(0, 16, 16)), .fence,
      ],
      on: "gemmini",
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.c, [UInt8](repeating: 9, count: 256)),
      ],
      read: Self.c, count: 256)
    let expected = product(a, b, 16, 16, 16).map { requantized($0, scale: scale, relu: relu) }
    #expect(int8s(output) == expected)
  }

  @Test func `requantization covers ties, saturation and large sums`() throws {
    let sums: [Int32] = [
      0, 1, 2, 3, 5, 6, 7, -1, -2, -3, -5, -6, 253, 254, 255, -255,
      -256, -257, -258, 1000, -1000, 16_777_217, 33_554_433, .max, .min, 4, -4, 8, 9, 10, 11, 12,
    ]
    for scale: Float in [0.5, 0.25, 1.5e-6, -0.5] {
      let output = try run(
        [
          configureLoad(2, stride: 64), configureStore(stride: 16, scale: scale),
          moveIn(Self.d, acc(0, 2, 16), channel: 2), moveOut(Self.c, acc(0, 2, 16)), .fence,
        ],
        on: "gemmini",
        memory: [(Self.d, bytes(sums)), (Self.c, [UInt8](repeating: 0, count: 32))],
        read: Self.c, count: 32)
      #expect(int8s(output) == sums.map { requantized($0, scale: scale) })
    }
  }

  @Test func `reductions accumulate on a repeated bias row at full width`() throws {
    var numbers = TestNumbers(seed: 2)
    let (a, b) = (numbers.int8s(12 * 32), numbers.int8s(32 * 10))
    let bias = numbers.int32s(10, below: 1 << 20)
    let output = try run(
      [
        GemminiConfigureExecute().instruction, configureLoad(0, stride: 32),
        configureLoad(1, stride: 10), configureLoad(2, stride: 0), configureStore(stride: 40),
        moveIn(Self.a, sp(0, 12, 32)),
        moveIn(Self.b, sp(32, 16, 10), channel: 1),
        moveIn(Self.b + 160, sp(48, 16, 10), channel: 1),
        moveIn(Self.d, acc(0, 12, 10), channel: 2),
        preload(sp(32, 16, 10), acc(0, 12, 10, adds: true)),
        compute(sp(0, 12, 16), garbage(12, 10)),
        preload(sp(48, 16, 10), acc(0, 12, 10, adds: true)),
        compute(sp(16, 12, 16), garbage(12, 10)),
        moveOut(Self.c, acc(0, 12, 10, wide: true)), .fence,
      ],
      on: "gemmini",
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.d, bytes(bias)),
        (Self.c, [UInt8](repeating: 0, count: 480)),
      ],
      read: Self.c, count: 480)
    let sums = product(a, b, 12, 10, 32)
    #expect(int32s(output) == sums.indices.map { sums[$0] + bias[$0 % 10] })
  }

  @Test func `unchanged weights stay in the array and D is added`() throws {
    var numbers = TestNumbers(seed: 3)
    let (a, b, d) = (numbers.int8s(32 * 16), numbers.int8s(256), numbers.int8s(32 * 16))
    let output = try run(
      [
        GemminiConfigureExecute().instruction, configureLoad(0, stride: 16),
        configureStore(stride: 64),
        moveIn(Self.a, sp(0, 16, 16)), moveIn(Self.a + 256, sp(16, 16, 16)),
        moveIn(Self.b, sp(4096, 16, 16)),
        moveIn(Self.d, sp(8192, 16, 16)), moveIn(Self.d + 256, sp(8208, 16, 16)),
        preload(sp(4096, 16, 16), acc(0, 16, 16)), compute(sp(0, 16, 16), sp(8192, 16, 16)),
        preload(garbage(16, 16), acc(16, 16, 16)),
        compute(sp(16, 16, 16), sp(8208, 16, 16), new: false),
        moveOut(Self.c, acc(0, 16, 16, wide: true)),
        moveOut(Self.c + 1024, acc(16, 16, 16, wide: true)), .fence,
      ],
      on: "gemmini",
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.d, bytes(d)),
        (Self.c, [UInt8](repeating: 0, count: 2048)),
      ],
      read: Self.c, count: 2048)
    let sums = product(a, b, 32, 16, 16)
    #expect(int32s(output) == sums.indices.map { sums[$0] + Int32(d[$0]) })
  }

  @Test(arguments: [(true, false), (false, true)])
  func `transposed operands are transposed on their way into the array`(
    transposesA: Bool, transposesB: Bool
  ) throws {
    var numbers = TestNumbers(seed: 4)
    let (m, n, k) = (9, 7, 13)
    let (a, b) = (numbers.int8s(m * k), numbers.int8s(k * n))
    let output = try run(
      [
        GemminiConfigureExecute(transposesA: transposesA, transposesB: transposesB).instruction,
        configureLoad(0, stride: transposesA ? m : k),
        configureLoad(1, stride: transposesB ? k : n), configureStore(stride: n * 4),
        moveIn(Self.a, transposesA ? sp(0, k, m) : sp(0, m, k)),
        moveIn(Self.b, transposesB ? sp(64, n, k) : sp(64, k, n), channel: 1),
        preload(sp(64, k, n), acc(0, m, n)), compute(sp(0, m, k), garbage(m, n)),
        moveOut(Self.c, acc(0, m, n, wide: true)), .fence,
      ],
      on: "gemmini",
      memory: [
        (Self.a, bytes(transposesA ? transposed(a, m, k) : a)),
        (Self.b, bytes(transposesB ? transposed(b, k, n) : b)),
        (Self.c, [UInt8](repeating: 0, count: m * n * 4)),
      ],
      read: Self.c, count: m * n * 4)
    #expect(int32s(output) == product(a, b, m, n, k))
  }

  @Test(arguments: [("gemmini-fp32", false), ("gemmini-fp32", true), ("gemmini-fp32-16", false)])
  func `floating-point sums follow the array's order`(machine: String, fused: Bool) throws {
    var numbers = TestNumbers(seed: 5)
    let dimension = try configuration(machine).dimension
    let (a, b) = (
      numbers.floats(dimension * dimension * 2), numbers.floats(dimension * dimension * 2)
    )
    let bias = numbers.floats(dimension)
    let rowBytes = dimension * 4
    let block = dimension * rowBytes
    let output = try run(
      [
        GemminiConfigureExecute().instruction,
        configureLoad(0, stride: rowBytes, blockStride: dimension),
        configureLoad(2, stride: 0, blockStride: dimension),
        configureStore(stride: rowBytes, scale: 0.5, relu: true),
        moveIn(Self.a, sp(0, dimension, dimension)),
        moveIn(Self.a + UInt64(block), sp(dimension, dimension, dimension)),
        moveIn(Self.b, sp(64, dimension, dimension)),
        moveIn(Self.b + UInt64(block), sp(64 + dimension, dimension, dimension)),
        moveIn(Self.d, acc(0, dimension, dimension), channel: 2),
        preload(sp(64, dimension, dimension), acc(0, dimension, dimension, adds: true)),
        compute(sp(0, dimension, dimension), garbage(dimension, dimension)),
        preload(sp(64 + dimension, dimension, dimension), acc(0, dimension, dimension, adds: true)),
        compute(sp(dimension, dimension, dimension), garbage(dimension, dimension)),
        moveOut(Self.c, acc(0, dimension, dimension)), .fence,
      ],
      on: machine,
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.d, bytes(bias)),
        (Self.c, [UInt8](repeating: 0, count: block)),
      ],
      read: Self.c, count: block, fused: fused)
    let results = floats(output)
    for i in 0..<dimension {
      for j in 0..<dimension {
        var sum = bias[j]
        for part in 0..<2 {
          let start = part * dimension * dimension
          var partial: Float = 0
          for k in 0..<dimension {
            let (x, w) = (a[start + i * dimension + k], b[start + k * dimension + j])
            partial = fused ? partial.addingProduct(x, w) : partial + x * w
          }
          sum += partial
        }
        #expect(results[i * dimension + j] == max(0, sum * 0.5))
      }
    }
  }

  @Test func `outputs stay in the array and are shifted with ties to even`() throws {
    var numbers = TestNumbers(seed: 6)
    let (a, b, d) = (numbers.int8s(512), numbers.int8s(512), numbers.int8s(256))
    let output = try run(
      [
        GemminiConfigureExecute(dataflow: .outputStationary, shift: 6).instruction,
        configureLoad(0, stride: 16), configureStore(stride: 16),
        moveIn(Self.a, sp(0, 16, 16)), moveIn(Self.a + 256, sp(16, 16, 16)),
        moveIn(Self.b, sp(32, 16, 16)), moveIn(Self.b + 256, sp(48, 16, 16)),
        moveIn(Self.d, sp(64, 16, 16)),
        preload(sp(64, 16, 16), garbage(16, 16)), compute(sp(0, 16, 16), sp(32, 16, 16)),
        preload(garbage(16, 16), sp(80, 16, 16)),
        compute(sp(16, 16, 16), sp(48, 16, 16), new: false),
        moveOut(Self.c, sp(80, 16, 16)), .fence,
      ],
      on: "gemmini",
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.d, bytes(d)),
        (Self.c, [UInt8](repeating: 0, count: 256)),
      ],
      read: Self.c, count: 256)
    let first = product(Array(a[0..<256]), Array(b[0..<256]), 16, 16, 16)
    let second = product(Array(a[256...]), Array(b[256...]), 16, 16, 16)
    let expected = (0..<256).map {
      requantized(first[$0] + second[$0] + Int32(d[$0]), scale: 1.0 / 64)
    }
    #expect(int8s(output) == expected)
  }

  @Test func `hardware reads operands from the accumulator, activated and scaled`() throws {
    var numbers = TestNumbers(seed: 7)
    let (a, b) = (numbers.int8s(256), numbers.int8s(256))
    let instructions = [
      GemminiConfigureExecute(activation: .relu, accumulatorScale: 1.0 / 256).instruction,
      configureLoad(0, stride: 16), configureStore(stride: 64),
      moveIn(Self.a, sp(0, 16, 16)), moveIn(Self.b, sp(16, 16, 16)),
      preload(sp(16, 16, 16), acc(0, 16, 16)), compute(sp(0, 16, 16), garbage(16, 16)),
      .fence,
      preload(sp(16, 16, 16), acc(512, 16, 16)), compute(acc(0, 16, 16), garbage(16, 16)),
      moveOut(Self.c, acc(512, 16, 16, wide: true)), .fence,
    ]
    let output = try run(
      instructions, on: "gemmini",
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.c, [UInt8](repeating: 0, count: 1024)),
      ],
      read: Self.c, count: 1024, allowsHardwareOnly: true)
    let hidden = product(a, b, 16, 16, 16).map { requantized($0, scale: 1.0 / 256, relu: true) }
    #expect(int32s(output) == product(hidden, b, 16, 16, 16))
  }

  @Test func `results written to the scratchpad saturate`() throws {
    var numbers = TestNumbers(seed: 8)
    let (a, b) = (numbers.int8s(256), numbers.int8s(256))
    let output = try run(
      [
        GemminiConfigureExecute(activation: .relu, strideC: 2).instruction,
        configureLoad(0, stride: 16), configureStore(stride: 16),
        moveIn(Self.a, sp(0, 16, 16)), moveIn(Self.b, sp(16, 16, 16)),
        preload(sp(16, 16, 16), sp(64, 16, 16)), compute(sp(0, 16, 16), garbage(16, 16)),
        moveOut(Self.c, sp(64, 16, 16)), .fence,
      ],
      on: "gemmini",
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.c, [UInt8](repeating: 0, count: 256)),
      ],
      read: Self.c, count: 256)
    let sums = product(a, b, 16, 16, 16)
    for row in 0..<16 {
      for column in 0..<16 {
        let expected: Int8 =
          row % 2 == 0 ? requantized(sums[row / 2 * 16 + column], scale: 1, relu: true) : 0
        #expect(int8s(output)[row * 16 + column] == expected)
      }
    }
  }
}
