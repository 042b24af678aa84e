import FuseIR

/// The named linalg ops that slide a window: convolutions and poolings.
extension Interpreter {
  /// A named convolution, as a `Convolution` of reshaped operands.
  func convolveNamed(
    _ kind: LinalgOp, _ op: OpID, _ inputs: [Tensor], _ outputs: [Tensor],
    in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard inputs.count == 2, outputs.count == 1 else {
      throw ExecutionError("needs two inputs and an output")
    }
    if (inputs + outputs).contains(where: { $0.count == 0 }) { return outputs[0] }
    guard let form = ConvolutionForm(kind, inputs[0], inputs[1], outputs[0]) else {
      throw ExecutionError("has operands of ranks that do not fit it")
    }
    let rank = form.numbers.spatialRank
    let strides = try windowAmounts("strides", of: op, count: rank, in: module)
    let dilations = try windowAmounts("dilations", of: op, count: rank, in: module)
    var window: [WindowDimension] = []
    for dimension in 0..<rank {
      var own = WindowDimension(
        size: Int64(form.kernel.shape[form.numbers.kernelSpatial[dimension]]))
      own.stride = strides[dimension]
      own.windowDilation = dilations[dimension]
      window.append(own)
    }
    try trim(&window, form.input, form.output, form.numbers)
    let convolution = Convolution(
      numbers: form.numbers, window: window, featureGroups: form.groups)
    var result = form.output
    try convolution.run(
      form.input, form.kernel, addingTo: &result, isPlain: !usesBlockedProducts)
    guard let shaped = result.reshaped(to: outputs[0].shape) else {
      throw ExecutionError("has an output that does not fit its inputs")
    }
    return shaped
  }

  /// linalg takes the number of window places from the output, which may leave input elements unread:
  /// these are cut off.
  private func trim(
    _ window: inout [WindowDimension], _ input: Tensor, _ output: Tensor,
    _ numbers: ConvolutionDimensionNumbers
  ) throws(ExecutionError) {
    for dimension in window.indices {
      window[dimension].paddingHigh = try Self.trimming(
        window[dimension], input.shape[numbers.inputSpatial[dimension]],
        output.shape[numbers.outputSpatial[dimension]])
    }
  }

  /// The padding, 0 or less, with which a window gives `extent` results over `size` elements.
  private static func trimming(
    _ window: WindowDimension, _ size: Int, _ extent: Int
  ) throws(ExecutionError) -> Int64 {
    guard window.isReasonable, let places = window.dilatedSize, size < 1 << 40, extent < 1 << 40
    else { throw ExecutionError("has a window beyond every limit") }
    if extent == 0 { return 0 }
    let needed = Int64(extent - 1) * window.stride + places
    guard needed <= size else {
      throw ExecutionError("needs \(needed) input elements in a dimension that has \(size)")
    }
    return needed - Int64(size)
  }

  /// A `dense<...>` or `array<...>` attribute of window amounts; ones where it is absent.
  private func windowAmounts(
    _ name: String, of op: OpID, count: Int, in module: borrowing Module
  ) throws(ExecutionError) -> [Int64] {
    guard let attribute = module.attribute(name, of: op) else {
      return [Int64](repeating: 1, count: count)
    }
    guard let values = module.denseIntegers(attribute) ?? module.integers(attribute),
      values.count == count
    else { throw ExecutionError("needs \(count) integers as '\(name)'") }
    return values
  }

  /// A named pooling: its second operand gives the window's shape only.
  mutating func pool(
    _ kind: LinalgOp, _ op: OpID, _ inputs: [Tensor], _ outputs: [Tensor],
    in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard inputs.count == 2, outputs.count == 1, inputs[0].rank == 4, inputs[1].rank == 2,
      outputs[0].rank == 4
    else { throw ExecutionError("needs an image, a window and an output") }
    if (inputs + outputs).contains(where: { $0.count == 0 }) { return outputs }
    let spatial = kind == .poolingNchwSum || kind == .poolingNchwMax ? [2, 3] : [1, 2]
    let strides = try windowAmounts("strides", of: op, count: 2, in: module)
    let dilations = try windowAmounts("dilations", of: op, count: 2, in: module)
    var window = (0..<4).map { _ in WindowDimension(size: 1) }
    for (position, dimension) in spatial.enumerated() {
      window[dimension].size = Int64(inputs[1].shape[position])
      window[dimension].stride = strides[position]
      window[dimension].windowDilation = dilations[position]
      window[dimension].paddingHigh = try Self.trimming(
        window[dimension], inputs[0].shape[dimension], outputs[0].shape[dimension])
    }
    let type = outputs[0].elementType
    let operation: LaneOperation?
    switch kind {
    case .poolingNhwcSum, .poolingNchwSum: operation = .binary(type, real: .add, integer: .add)
    case .poolingNhwcMin: operation = .binary(type, real: .minimum, integer: .minimum)
    default: operation = .binary(type, real: .maximum, integer: .maximum)
    }
    guard let operation, inputs[0].elementType == type else {
      throw ExecutionError("pools elements of another type than its output's")
    }
    var program = LaneProgram()
    let element = program.addArgument(type)
    let old = program.addArgument(type)
    program.setResults([program.append(operation, [old, element], type)])
    program.widenAccumulation(result: 0, accumulator: 1)
    let access = LoopAccess(window, shape: inputs[0].shape)
    let output = LoopAccess(
      base: 0, strides: outputs[0].strides + window.map { _ in 0 })
    let nest = LoopNest(
      loops: outputs[0].shape + window.map { Int($0.size) },
      inputs: [LoopNest.Input(tensor: inputs[0], access: access)],
      outputs: [LoopNest.Output(tensor: outputs[0], access: output)])
    return try run(nest, RegionBody(program), in: module)
  }
}

/// A named linalg convolution in the terms of `Convolution`: operands reshaped so that each has a
/// batch, a feature and the spatial dimensions.
private struct ConvolutionForm {
  private(set) var input: Tensor
  private(set) var kernel: Tensor
  private(set) var output: Tensor
  private(set) var numbers: ConvolutionDimensionNumbers
  private(set) var groups = 1

  /// The form of `kind`, or nil where the ranks of the operands are not its own.
  init?(_ kind: LinalgOp, _ input: Tensor, _ kernel: Tensor, _ output: Tensor) {
    self.input = input
    self.kernel = kernel
    self.output = output
    numbers = ConvolutionDimensionNumbers.channelsLast(spatialRank: 2)
    let isShaped: Bool
    switch kind {
    case .conv1d, .conv2d, .conv3d:
      isShaped = shapePlain(kind == .conv1d ? 1 : kind == .conv2d ? 2 : 3)
    case .conv1dNwcWcf: isShaped = setLast(1, kernelOutputFirst: false)
    case .conv2dNhwcHwcf: isShaped = setLast(2, kernelOutputFirst: false)
    case .conv3dNdhwcDhwcf: isShaped = setLast(3, kernelOutputFirst: false)
    case .conv2dNhwcFhwc: isShaped = setLast(2, kernelOutputFirst: true)
    case .conv1dNcwFcw: isShaped = setFirst(1)
    case .conv2dNchwFchw: isShaped = setFirst(2)
    case .conv3dNcdhwFcdhw: isShaped = setFirst(3)
    case .conv2dNgchwFgchw: isShaped = shapeGrouped(kernelOutputFirst: true)
    case .conv2dNgchwGfchw: isShaped = shapeGrouped(kernelOutputFirst: false)
    case .depthwiseConv1dNwcWc: isShaped = shapeDepthwiseLast(1, multiplies: false)
    case .depthwiseConv2dNhwcHwc: isShaped = shapeDepthwiseLast(2, multiplies: false)
    case .depthwiseConv2dNhwcHwcm: isShaped = shapeDepthwiseLast(2, multiplies: true)
    case .depthwiseConv2dNchwChw: isShaped = shapeDepthwiseFirst()
    default: isShaped = false
    }
    if !isShaped { return nil }
  }

  private mutating func reshape(
    _ input: [Int], _ kernel: [Int], _ output: [Int]
  ) -> Bool {
    guard let a = self.input.reshaped(to: input), let b = self.kernel.reshaped(to: kernel),
      let c = self.output.reshaped(to: output)
    else { return false }
    (self.input, self.kernel, self.output) = (a, b, c)
    return true
  }

  private func haveRanks(_ a: Int, _ b: Int, _ c: Int) -> Bool {
    input.rank == a && kernel.rank == b && output.rank == c
  }

  private mutating func shapePlain(_ rank: Int) -> Bool {
    guard haveRanks(rank, rank, rank) else { return false }
    numbers = .channelsLast(spatialRank: rank)
    return reshape([1] + input.shape + [1], kernel.shape + [1, 1], [1] + output.shape + [1])
  }

  private mutating func setLast(_ rank: Int, kernelOutputFirst: Bool) -> Bool {
    numbers = .channelsLast(spatialRank: rank)
    if kernelOutputFirst {
      numbers.kernelOutput = 0
      numbers.kernelSpatial = Array(1...rank)
      numbers.kernelInput = rank + 1
    }
    return haveRanks(rank + 2, rank + 2, rank + 2)
  }

  private mutating func setFirst(_ rank: Int) -> Bool {
    let spatial = Array(2..<rank + 2)
    numbers = ConvolutionDimensionNumbers(
      inputBatch: 0, inputFeature: 1, inputSpatial: spatial, kernelInput: 1, kernelOutput: 0,
      kernelSpatial: spatial, outputBatch: 0, outputFeature: 1, outputSpatial: spatial)
    return haveRanks(rank + 2, rank + 2, rank + 2)
  }

  private mutating func shapeGrouped(kernelOutputFirst: Bool) -> Bool {
    guard haveRanks(5, 5, 5) else { return false }
    if kernelOutputFirst {
      guard let turned = try? Movement.transpose(kernel, [1, 0, 2, 3, 4]) else { return false }
      kernel = turned
    }
    let (i, k, o) = (input.shape, kernel.shape, output.shape)
    groups = i[1]
    return reshape(
      [i[0], i[1] * i[2], i[3], i[4]], [k[0] * k[1], k[2], k[3], k[4]],
      [o[0], o[1] * o[2], o[3], o[4]]) && setFirst(2)
  }

  private mutating func shapeDepthwiseLast(_ rank: Int, multiplies: Bool) -> Bool {
    let extra = multiplies ? 1 : 0
    guard haveRanks(rank + 2, rank + 1 + extra, rank + 2 + extra) else { return false }
    groups = input.shape[rank + 1]
    let features = kernel.shape[rank] * (multiplies ? kernel.shape[rank + 1] : 1)
    return reshape(
      input.shape, Array(kernel.shape[..<rank]) + [1, features],
      Array(output.shape[...rank]) + [features]) && setLast(rank, kernelOutputFirst: false)
  }

  private mutating func shapeDepthwiseFirst() -> Bool {
    guard haveRanks(4, 3, 4) else { return false }
    groups = input.shape[1]
    return reshape(
      input.shape, [kernel.shape[0], 1, kernel.shape[1], kernel.shape[2]], output.shape)
      && setFirst(2)
  }
}
