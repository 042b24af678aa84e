import Execution
import Machine
import Testing

@Suite struct GemminiLoopTests {
  static let a: UInt64 = 0x9000_0000
  static let b: UInt64 = 0x9010_0000
  static let d: UInt64 = 0x9020_0000
  static let c: UInt64 = 0x9030_0000

  static let configurations = [
    GemminiConfigureExecute().instruction, configureLoad(0, stride: 40),
    configureLoad(1, stride: 24), configureLoad(2, stride: 96), configureStore(stride: 24),
  ]

  /// C = A · B + D with M = 37, N = 24, K = 40.
  static func loop() -> GemminiLoopMatmul {
    var loop = GemminiLoopMatmul()
    (loop.blocksI, loop.blocksJ, loop.blocksK) = (3, 2, 3)
    (loop.paddingI, loop.paddingJ, loop.paddingK) = (11, 8, 8)
    (loop.addressA, loop.addressB, loop.addressD, loop.addressC) = (a, b, d, c)
    (loop.strideA, loop.strideB, loop.strideD, loop.strideC) = (40, 24, 24, 24)
    return loop
  }

  @Test func `a matmul loop equals its expansion and the plain loops`() throws {
    var numbers = TestNumbers(seed: 21)
    let (a, b) = (numbers.int8s(37 * 40), numbers.int8s(40 * 24))
    let d = numbers.int32s(37 * 24, below: 10000)
    let memory: [(UInt64, [UInt8])] = [
      (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.d, bytes(d)),
      (Self.c, [UInt8](repeating: 0, count: 37 * 24)),
    ]
    var start = Self.configurations
    start[4] = configureStore(stride: 24, scale: 1.0 / 400, relu: true)
    let loop = Self.loop()
    let command = GemminiLoopMatmulRun(accumulates: true)
    let looped = try run(
      start + loop.configuration + [command.instruction, .fence], on: "gemmini", memory: memory,
      read: Self.c, count: 37 * 24)

    var expansion = start
    loop.expand(command, on: try configuration("gemmini")) { expansion.append($0) }
    let explicit = try run(
      expansion + [.fence], on: "gemmini", memory: memory, read: Self.c, count: 37 * 24)
    #expect(looped == explicit)

    let sums = product(a, b, 37, 24, 40)
    let expected = sums.indices.map {
      requantized(sums[$0] + d[$0], scale: 1.0 / 400, relu: true)
    }
    #expect(int8s(looped) == expected)
  }

  @Test func `a loop takes transposed operands and stores full width`() throws {
    var numbers = TestNumbers(seed: 22)
    let (a, b) = (numbers.int8s(37 * 40), numbers.int8s(40 * 24))
    let transposedB = transposed(b, 40, 24)
    var loop = Self.loop()
    loop.addressD = 0
    loop.strideB = 40
    let output = try run(
      [
        GemminiConfigureExecute(transposesB: true).instruction, configureLoad(0, stride: 40),
        configureLoad(1, stride: 40), configureStore(stride: 96),
      ] + loop.configuration
        + [
          GemminiLoopMatmulRun(storesFullWidth: true, scratchpadA: 2, transposesB: true)
            .instruction, .fence,
        ],
      on: "gemmini",
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(transposedB)),
        (Self.c, [UInt8](repeating: 0, count: 37 * 24 * 4)),
      ],
      read: Self.c, count: 37 * 24 * 4)
    #expect(int32s(output) == product(a, b, 37, 24, 40))
  }

  @Test func `a loop adds residuals`() throws {
    var numbers = TestNumbers(seed: 23)
    let (a, b) = (numbers.int8s(20 * 24), numbers.int8s(20 * 24))
    var loop = GemminiLoopMatmul()
    (loop.blocksI, loop.blocksJ, loop.blocksK) = (2, 2, 1)
    (loop.paddingI, loop.paddingJ) = (12, 8)
    (loop.addressA, loop.addressB, loop.addressC) = (Self.a, Self.b, Self.c)
    (loop.strideA, loop.strideB, loop.strideC) = (24, 24, 24)
    let output = try run(
      [
        GemminiConfigureExecute().instruction,
        configureLoad(0, stride: 24, scale: 0.5, isShrunk: true),
        configureLoad(1, stride: 24, scale: 0.25, isShrunk: true), configureStore(stride: 24),
      ] + loop.configuration + [GemminiLoopMatmulRun(isResidualAdd: true).instruction, .fence],
      on: "gemmini",
      memory: [
        (Self.a, bytes(a)), (Self.b, bytes(b)), (Self.c, [UInt8](repeating: 0, count: 480)),
      ],
      read: Self.c, count: 480)
    let expected = a.indices.map {
      requantized(
        Int32(requantized(Int32(a[$0]), scale: 0.5))
          + Int32(requantized(Int32(b[$0]), scale: 0.25)), scale: 1)
    }
    #expect(int8s(output) == expected)
  }

  @Test func `loops that do not fit are refused`() throws {
    var loop = Self.loop()
    loop.blocksI = 30
    let error = try #require(
      try failure(
        Self.configurations + loop.configuration + [GemminiLoopMatmulRun().instruction]))
    #expect(
      error.reason == "loop_ws needs 960 accumulator rows for C; half of the accumulator has 512")
    loop.blocksI = 0
    #expect(
      try failure(
        Self.configurations + loop.configuration + [GemminiLoopMatmulRun().instruction])?.reason
        == "loop_ws needs at least one block along I, J and K, but has 0, 2, 3")
  }

  /// One convolution to check: a whole layer as one tile.
  struct Layer: Sendable, CustomTestStringConvertible {
    var batch = 1
    var size = 8
    var inputs = 5
    var outputs = 19
    var kernel = 3
    var stride = 1
    var padding = 1
    var dilation = 1
    var hasBias = true
    var pool: (size: Int, stride: Int, padding: Int)?
    var isDepthwise = false
    var pixels = 1
    var machine = "gemmini"

    var testDescription: String {
      "\(batch)x\(size)x\(size)x\(inputs) k\(kernel) s\(stride) p\(padding) d\(dilation) "
        + "-> \(outputs)\(isDepthwise ? " depthwise" : "") x\(pixels)"
        + "\(pool.map { " pool \($0)" } ?? "") \(machine)"
    }

    var outputSize: Int { (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1 }
    var pooledSize: Int {
      guard let pool else { return outputSize }
      return (outputSize + 2 * pool.padding - pool.size) / pool.stride + 1
    }

    /// The registers for the layer as one tile, at the addresses of the suite.
    func registers() -> GemminiLoopConvolution {
      var loop = GemminiLoopConvolution()
      func half(_ value: Int) -> UInt16 { UInt16(value) }
      (loop.batchSize, loop.inputRows, loop.inputColumns) = (half(batch), half(size), half(size))
      (loop.inputChannels, loop.outputChannels) = (half(inputs), half(outputs))
      (loop.outputRows, loop.outputColumns) = (half(outputSize), half(outputSize))
      (loop.pooledOutputRows, loop.pooledOutputColumns) = (half(pooledSize), half(pooledSize))
      (loop.windowStride, loop.padding) = (UInt8(stride), UInt8(padding))
      (loop.kernelSize, loop.kernelDilation) = (half(kernel), UInt8(dilation))
      (loop.inputStride, loop.weightStride, loop.outputStride) = (
        half(inputs), half(outputs), half(outputs)
      )
      (loop.input, loop.weights, loop.output) = (
        GemminiLoopTests.a, GemminiLoopTests.b, GemminiLoopTests.c
      )
      loop.bias = GemminiLoopTests.d
      (loop.tileBatches, loop.tileRows, loop.tileColumns) = (
        half(batch), half(outputSize), half(outputSize)
      )
      (loop.tilePooledRows, loop.tilePooledColumns) = (half(pooledSize), half(pooledSize))
      (loop.tileKernelRows, loop.tileKernelColumns) = (half(kernel), half(kernel))
      (loop.tileChannels, loop.tileKernelChannels) = (half(outputs), half(inputs))
      // The unit takes outputs · stride + kernel − 1 rows; what the image lacks is padding.
      let needed = outputSize * stride + dilation * (kernel - 1)
      let trailing = max(0, needed - padding - size)
      (loop.leftPadding, loop.upperPadding) = (half(padding), half(padding))
      (loop.rightPadding, loop.lowerPadding) = (half(trailing), UInt8(trailing))
      if let pool {
        (loop.poolSize, loop.poolStride) = (half(pool.size), UInt8(pool.stride))
        (loop.poolUpperPadding, loop.poolLeftPadding) = (UInt8(pool.padding), UInt8(pool.padding))
      }
      return loop
    }

    /// The layer by plain loops, before requantization.
    func sums(_ input: [Int8], _ weights: [Int8], _ bias: [Int32]) -> [Int32] {
      var result: [Int32] = []
      for image in 0..<batch {
        for row in 0..<outputSize {
          for column in 0..<outputSize {
            for output in 0..<outputs {
              var sum = hasBias ? bias[output] : 0
              for y in 0..<kernel {
                for x in 0..<kernel {
                  let inputRow = row * stride + y * dilation - padding
                  let inputColumn = column * stride + x * dilation - padding
                  guard inputRow >= 0, inputColumn >= 0, inputRow < size, inputColumn < size
                  else { continue }
                  for channel in 0..<inputs {
                    let pixel = (image * size + inputRow) * size + inputColumn
                    let weight = ((y * kernel + x) * inputs + channel) * outputs + output
                    sum += Int32(input[pixel * inputs + channel]) * Int32(weights[weight])
                  }
                }
              }
              result.append(sum)
            }
          }
        }
      }
      return result
    }

    /// The maximum over windows of requantized sums.
    func pooled(_ values: [Int8]) -> [Int8] {
      guard let pool else { return values }
      var result: [Int8] = []
      for image in 0..<batch {
        for row in 0..<pooledSize {
          for column in 0..<pooledSize {
            for output in 0..<outputs {
              var maximum = Int8.min
              for y in 0..<pool.size {
                for x in 0..<pool.size {
                  let r = row * pool.stride + y - pool.padding
                  let s = column * pool.stride + x - pool.padding
                  let isInside = r >= 0 && s >= 0 && r < outputSize && s < outputSize
                  let index = ((image * outputSize + r) * outputSize + s) * outputs + output
                  maximum = max(maximum, isInside ? values[index] : 0)
                }
              }
              result.append(maximum)
            }
          }
        }
      }
      return result
    }
  }

  static let layers = [
    Layer(), Layer(batch: 2, size: 6, inputs: 3, outputs: 4),
    Layer(size: 9, inputs: 20, outputs: 16, kernel: 3, stride: 2),
    Layer(size: 7, inputs: 8, outputs: 8, kernel: 1, stride: 2, padding: 0),
    Layer(size: 20, inputs: 4, outputs: 4, kernel: 5, padding: 2, hasBias: false),
    Layer(size: 11, inputs: 3, outputs: 6, dilation: 2),
    Layer(size: 8, inputs: 16, outputs: 32, pool: (2, 2, 0)),
    Layer(size: 9, inputs: 4, outputs: 7, pool: (3, 2, 1)),
    Layer(size: 9, inputs: 1, outputs: 1, isDepthwise: true),
    Layer(size: 9, inputs: 3, outputs: 17, stride: 1, pixels: 3),
  ]

  @Test(arguments: layers)
  func `a convolution loop equals the plain loops`(layer: Layer) throws {
    var numbers = TestNumbers(seed: 31)
    let input = numbers.int8s(layer.batch * layer.size * layer.size * layer.inputs)
    let weights = numbers.int8s(layer.kernel * layer.kernel * layer.inputs * layer.outputs)
    let bias = numbers.int32s(layer.outputs, below: 5000)
    let scale: Float = 1.0 / 300
    let count = layer.batch * layer.pooledSize * layer.pooledSize * layer.outputs
    let command = GemminiLoopConvolutionRun(
      hasNoBias: !layer.hasBias, isDepthwise: layer.isDepthwise,
      maximumPixelsPerRow: UInt8(layer.pixels), hasNoPool: layer.pool == nil, activation: .relu)
    let output = try run(
      [
        GemminiConfigureExecute(strideA: UInt16(layer.stride)).instruction,
        configureStore(stride: layer.outputs, scale: scale, relu: true),
      ] + layer.registers().configuration + [command.instruction, .fence],
      on: layer.machine,
      memory: [
        (Self.a, bytes(input)), (Self.b, bytes(weights)), (Self.d, bytes(bias)),
        (Self.c, [UInt8](repeating: 0, count: count)),
      ],
      read: Self.c, count: count)
    let sums = layer.sums(input, weights, bias)
    let expected = layer.pooled(sums.map { requantized($0, scale: scale, relu: true) })
    #expect(int8s(output) == expected)
  }

  @Test func `a downsampled pointwise convolution loads every second pixel`() throws {
    var layer = Layer(size: 8, inputs: 8, outputs: 8, kernel: 1, padding: 0)
    layer.stride = 2
    var numbers = TestNumbers(seed: 32)
    let input = numbers.int8s(8 * 8 * 8)
    let weights = numbers.int8s(8 * 8)
    let bias = numbers.int32s(8, below: 5000)
    let command = GemminiLoopConvolutionRun(downsamples: true)
    let output = try run(
      [
        GemminiConfigureExecute(strideA: 1).instruction, configureStore(stride: 8, scale: 0.01),
      ] + layer.registers().configuration + [command.instruction, .fence],
      on: "gemmini",
      memory: [
        (Self.a, bytes(input)), (Self.b, bytes(weights)), (Self.d, bytes(bias)),
        (Self.c, [UInt8](repeating: 0, count: 128)),
      ],
      read: Self.c, count: 128)
    let expected = layer.sums(input, weights, bias).map { requantized($0, scale: 0.01) }
    #expect(int8s(output) == expected)
  }

  @Test func `convolution tiles alternate between accumulator halves`() throws {
    let layer = Layer(size: 6, inputs: 2, outputs: 3)
    var halves = GemminiConvolutionHalves()
    let configuration = try configuration("gemmini")
    let loop = layer.registers()
    for isSecond in [false, true, false] {
      var rows: [Int] = []
      loop.expand(
        GemminiLoopConvolutionRun(), on: configuration, halves: &halves, storeScale: 1
      ) { instruction in
        if let move = GemminiMoveOut(instruction) { rows.append(move.source.address.moveOutRow) }
      }
      #expect(rows.first == (isSecond ? 512 : 0))
    }
  }

  @Test func `convolutions that do not fit are refused`() throws {
    var loop = Layer().registers()
    loop.tileKernelRows = 0
    #expect(
      loop.violation(of: GemminiLoopConvolutionRun(), on: try configuration("gemmini"))
        == "loop_conv_ws has no kernel rows")
    loop = Layer(size: 60).registers()
    #expect(
      loop.violation(of: GemminiLoopConvolutionRun(), on: try configuration("gemmini"))
        == "loop_conv_ws needs 7200 accumulator rows for its output; half of the accumulator has "
        + "512")
  }
}
