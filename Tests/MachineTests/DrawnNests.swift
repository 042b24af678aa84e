import Machine

/// Draws layers of few steps and mappings of them, and the machine that they run on.
enum DrawnNests {
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var mixed = state
      mixed ^= mixed >> 33
      mixed = mixed &* 0xff51_afd7_ed55_8ccd
      return mixed ^ (mixed >> 33)
    }
  }

  /// A machine of four memories that hold everything and may all be passed by but for DRAM.
  static let machine = machine(.none, side: 64)

  /// Such a machine whose moves fill local memory row by row.
  static let rowMachine = machine(.gemmini, side: 3)

  private static func machine(_ instructionSet: InstructionSet, side: Int) -> Accelerator {
    Accelerator(
      name: "open", summary: "", clockHertz: 1, instructionSet: instructionSet,
      memories: ["dram", "far", "near", "inner"].map {
        Memory(
          name: $0, capacityBytes: nil, rowBytes: 1, readBytesPerCycle: 1, writeBytesPerCycle: 1,
          readPicojoulesPerByte: 1, writePicojoulesPerByte: 1, mayBypass: TensorRole.allCases)
      },
      arrays: [
        ComputeArray(
          name: "array", rows: side, columns: side, input: .int8, weight: .int8,
          accumulator: .int32,
          picojoulesPerMultiplyAdd: 1, rowLoops: LayerDimensions(LayerDimension.allCases),
          columnLoops: LayerDimensions(LayerDimension.allCases), diagonalLoops: .init(.group))
      ], links: [])
  }

  /// A layer whose loops make few steps, and a mapping of it with everything drawn; without padding, all tiles of a tensor
  /// are of one size.
  static func draw(
    _ generator: inout Generator, padded: Bool = true
  ) -> (Layer, LayerMapping) {
    var sizes = LayerSizes(repeating: 1)
    var points = 1
    for dimension in LayerDimension.allCases.shuffled(using: &generator) {
      let limit = dimension == .group ? 3 : [.kernelRow, .kernelColumn].contains(dimension) ? 4 : 8
      let size = Int.random(in: 1...limit, using: &generator)
      guard points * size <= 384 else { continue }
      sizes[dimension] = size
      points *= size
    }
    func window(_ outputs: LayerDimension, _ taps: LayerDimension) -> Layer.Window {
      let stride = Int.random(in: 1...4, using: &generator)
      let dilation = Int.random(in: 1...3, using: &generator)
      let padding = padded ? Int.random(in: 0...2, using: &generator) : 0
      let span = (sizes[outputs] - 1) * stride + (sizes[taps] - 1) * dilation + 1
      return .init(
        stride: stride, dilation: dilation, padding: padding,
        extent: padded
          ? max(1, span - padding - Int.random(in: 0...2, using: &generator)) : span)
    }
    let widths = [4, 8, 16, 32]
    func width() -> Int { widths.randomElement(using: &generator) ?? 8 }
    var layer = Layer(
      name: "drawn", sizes: sizes, rows: window(.outputRow, .kernelRow),
      columns: window(.outputColumn, .kernelColumn),
      widths: .init(input: width(), weight: width(), output: width(), partialSum: width()))
    if Bool.random(using: &generator) {
      layer.addends.append(.init(dimensions: .init(.outputChannel), bits: width()))
    }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      layer.addends.append(.init(dimensions: .output, bits: width()))
    }
    var inner: [LayerMapping.Node] = []
    for dimension in LayerDimension.allCases {
      var rest = sizes[dimension]
      while rest > 1 {
        let factors = (2...rest).filter { rest % $0 == 0 }
        let factor = factors.randomElement(using: &generator) ?? rest
        if Int.random(in: 0..<4, using: &generator) == 0 {
          inner.append(
            .spatial(dimension, factor, Bool.random(using: &generator) ? .rows : .columns))
        } else {
          inner.append(.loop(dimension, factor))
        }
        rest /= factor
      }
    }
    inner.shuffle(using: &generator)
    // Memories in order per tensor, between the loops.
    var nodes: [(Int, Int, TensorRoles)] = []
    for role: TensorRoles in [.input, .weight, .output] {
      var least = 0
      for memory in 1...3 where Bool.random(using: &generator) {
        let place = Int.random(in: least...inner.count, using: &generator)
        nodes.append((place, memory, role))
        least = place
      }
    }
    var result: [LayerMapping.Node] = [.memory(0, .all)]
    for place in 0...inner.count {
      for memory in 1...3 {
        for node in nodes where node.0 == place && node.1 == memory {
          result.append(.memory(memory, node.2))
        }
      }
      if place < inner.count { result.append(inner[place]) }
    }
    return (layer, LayerMapping(nodes: result))
  }
}
