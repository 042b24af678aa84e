import FuseIR

// Convolutions.

/// A convolution in the layout [batch, space..., features] x [space..., features in, features out].
private struct ChannelsLastConvolution {
  var input: ValueID
  var kernel: ValueID
  var window: [WindowDimension]
  var groups: Int64
  var batchGroups: Int64
  /// The shape of the result, in the same layout.
  var result: [Int64]
}

extension LinalgImporter {
  /// Brings operands to the layout with features last, pads them, and convolves with the named op where there is one, else
  /// with a `linalg.generic`; the result is brought back to its layout.
  mutating func lowerConvolution(_ op: OpID, in module: inout Module) -> String? {
    if let reason = typeObstacle(op, in: module) ?? mixObstacle(op, in: module) { return reason }
    guard let numbers = ConvolutionDimensionNumbers(of: op, in: module),
      let window = WindowDimension.window(of: op, in: module),
      let shape = module.shape(of: module.result(of: op))
    else { return "its shape is not static" }
    let location = module.location(of: op)
    let spatial = numbers.spatialRank
    let input = module.buildTranspose(
      tensor(module.operand(0, of: op), in: &module),
      [numbers.inputBatch] + numbers.inputSpatial + [numbers.inputFeature], at: .before(op),
      location: location)
    let kernel = module.buildTranspose(
      tensor(module.operand(1, of: op), in: &module),
      numbers.kernelSpatial + [numbers.kernelInput, numbers.kernelOutput], at: .before(op),
      location: location)
    let order = [numbers.outputBatch] + numbers.outputSpatial + [numbers.outputFeature]
    var convolution = ChannelsLastConvolution(
      input: input, kernel: kernel, window: window,
      groups: module.integer("feature_group_count", of: op) ?? 1,
      batchGroups: module.integer("batch_group_count", of: op) ?? 1,
      result: order.map { shape[$0] })
    reverse(&convolution, before: op, in: &module)
    pad(&convolution, before: op, in: &module)
    let channelsLast =
      named(convolution, op, in: &module) ?? general(convolution, op, in: &module)
    var back = [Int](repeating: 0, count: spatial + 2)
    for (place, dimension) in order.enumerated() { back[dimension] = place }
    let result = module.buildTranspose(channelsLast, back, at: .before(op), location: location)
    replace(op, with: [result], in: &module)
    return nil
  }

  /// Turns the kernel around in the dimensions in which the window is read backwards.
  private func reverse(
    _ convolution: inout ChannelsLastConvolution, before op: OpID, in module: inout Module
  ) {
    let window = convolution.window
    guard window.contains(where: { $0.isReversed && $0.size > 1 }) else { return }
    let rank = window.count + 2
    let results: [AffineExpression] = (0..<rank).map { dimension in
      guard dimension < window.count, window[dimension].isReversed else {
        return .dimension(dimension)
      }
      return .sum(
        .product(.dimension(dimension), .constant(-1)), .constant(window[dimension].size - 1))
    }
    convolution.kernel = module.buildCopy(
      of: convolution.kernel, through: AffineMap(dimensionCount: rank, results: results),
      to: module.type(of: convolution.kernel), at: .before(op), location: module.location(of: op))
  }

  /// Puts zeros around the input, and between its elements, as the window asks.
  private mutating func pad(
    _ convolution: inout ChannelsLastConvolution, before op: OpID, in module: inout Module
  ) {
    let window = convolution.window
    let low = [0] + window.map(\.paddingLow) + [0]
    let high = [0] + window.map(\.paddingHigh) + [0]
    let isSpread = window.contains { $0.baseDilation != 1 }
    guard isSpread || (low + high).contains(where: { $0 != 0 }),
      let shape = module.shape(of: convolution.input)
    else { return }
    let location = module.location(of: op)
    let element = module.elementType(of: convolution.input)
    var padded = shape
    for (index, dimension) in window.enumerated() {
      let extent = shape[index + 1]
      let spread = extent > 0 ? (extent - 1) * dimension.baseDilation + 1 : 0
      padded[index + 1] = max(spread + dimension.paddingLow + dimension.paddingHigh, 0)
    }
    let type = module.tensorType(padded, element)
    let zero = zeroNumber(element, in: &module)
    let number = module.buildConstant(zero, at: .before(op), location: location)
    convolution.input = module.buildPadding(
      of: convolution.input, low, high, interior: [0] + window.map { $0.baseDilation - 1 } + [0],
      number, type: type, at: .before(op), location: location)
  }

  /// The named op for two spatial dimensions, in one group or in a group per feature; nil for every other convolution.
  private mutating func named(
    _ convolution: ChannelsLastConvolution, _ op: OpID, in module: inout Module
  ) -> ValueID? {
    guard convolution.window.count == 2, convolution.batchGroups == 1,
      let kernelShape = module.shape(of: convolution.kernel),
      let inputShape = module.shape(of: convolution.input)
    else { return nil }
    let kind: LinalgOp
    var kernel = convolution.kernel
    let location = module.location(of: op)
    if convolution.groups == 1 {
      kind = .conv2dNhwcHwcf
    } else if convolution.groups == inputShape[3], kernelShape[2] == 1,
      kernelShape[3] == convolution.groups
    {
      kind = .depthwiseConv2dNhwcHwc
      let type = module.tensorType(
        [kernelShape[0], kernelShape[1], kernelShape[3]], module.elementType(of: kernel))
      kernel = module.buildReshape(kernel, to: type, at: .before(op), location: location)
    } else {
      return nil
    }
    let inputElement = module.elementType(of: convolution.input)
    let element = module.elementType(of: module.result(of: op))
    let isNarrow = module.isFloat(element) && (module.bitWidth(of: element) ?? 32) < 32
    let sumType = module.tensorType(convolution.result, isNarrow ? .f32 : element)
    let factors = [inputElement, module.elementType(of: kernel)]
    // The bodies of named ops have one cast per factor, and formats of one width have none.
    if factors.contains(where: { factor in
      let sum = module.elementType(of: sumType)
      return module.isFloat(factor) && module.isFloat(sum) && factor != sum
        && module.bitWidth(of: factor) == module.bitWidth(of: sum)
    }) {
      return nil
    }
    let output = zeros(sumType, before: op, in: &module)
    let attributes = [
      ("strides", module.windowAttribute(convolution.window.map(\.stride))),
      ("dilations", module.windowAttribute(convolution.window.map(\.windowDilation))),
    ]
    let made = module.buildNamed(
      kind, at: .before(op), inputs: [convolution.input, kernel], outputs: [output],
      attributes: attributes, location: location)
    return rounded(
      module.result(of: made), to: module.tensorType(convolution.result, element), before: op,
      in: &module)
  }

  /// A `linalg.generic` with window maps. The groups are a dimension of their own: in front of the features of each group,
  /// or of the batch.
  private mutating func general(
    _ convolution: ChannelsLastConvolution, _ op: OpID, in module: inout Module
  ) -> ValueID {
    let location = module.location(of: op)
    let window = convolution.window
    let spatial = window.count
    let groups = max(convolution.groups, convolution.batchGroups)
    let isGrouped = groups > 1
    let byBatch = convolution.batchGroups > 1
    // Loops: batch, space, [group], features out, window, features in.
    let group = spatial + 1
    let out = isGrouped ? spatial + 2 : spatial + 1
    let parallel = out + 1
    let loops = parallel + spatial + 1
    var inputMap: [AffineExpression] = byBatch ? [.dimension(group)] : []
    inputMap.append(.dimension(0))
    var kernelMap: [AffineExpression] = []
    for (index, dimension) in window.enumerated() {
      inputMap.append(
        .sum(
          .product(.dimension(1 + index), .constant(dimension.stride)),
          .product(.dimension(parallel + index), .constant(dimension.windowDilation))))
      kernelMap.append(.dimension(parallel + index))
    }
    if isGrouped, !byBatch { inputMap.append(.dimension(group)) }
    inputMap.append(.dimension(loops - 1))
    kernelMap.append(.dimension(loops - 1))
    if isGrouped { kernelMap.append(.dimension(group)) }
    kernelMap.append(.dimension(out))
    var input = convolution.input
    var kernel = convolution.kernel
    var result = convolution.result
    if isGrouped {
      input = split(input, byBatch ? 0 : spatial + 1, into: groups, op, in: &module)
      kernel = split(kernel, spatial + 1, into: groups, op, in: &module)
      let features = result.removeLast()
      result += [groups, features / groups]
    }
    let element = module.elementType(of: module.result(of: op))
    let sum = sumOfProducts(
      op, inputs: [input, kernel],
      maps: [
        AffineMap(dimensionCount: loops, results: inputMap),
        AffineMap(dimensionCount: loops, results: kernelMap),
      ], iterators: (0..<loops).map { $0 < parallel ? .parallel : .reduction },
      type: module.tensorType(result, element), in: &module)
    return module.buildReshape(
      sum, to: module.tensorType(convolution.result, element), at: .before(op), location: location)
  }

  /// The tensor with one dimension split into groups and what each group has.
  private func split(
    _ value: ValueID, _ dimension: Int, into groups: Int64, _ op: OpID, in module: inout Module
  ) -> ValueID {
    var shape = module.shape(of: value) ?? []
    let extent = shape[dimension]
    shape.replaceSubrange(dimension...dimension, with: [groups, extent / groups])
    let type = module.tensorType(shape, module.elementType(of: value))
    return module.buildReshape(
      value, to: type, at: .before(op), location: module.location(of: op))
  }
}

extension Module {
  /// `dense<[2, 2]> : vector<2xi64>`.
  fileprivate mutating func windowAttribute(_ values: [Int64]) -> AttributeID {
    let type = intern(
      .vector(
        shape: [Int64(values.count)], scalable: Array(repeating: false, count: values.count),
        element: .i64))
    let isSplat = values.dropFirst().allSatisfy { $0 == values[0] }
    var bytes: [UInt8] = []
    for value in isSplat ? [values[0]] : values {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return intern(.denseElements(DenseElements(type: type, isSplat: isSplat, bytes: bytes)))
  }
}
