// The loops of StableHLO ops.

extension LoopNest {
  /// Why ops of the kind have no loops, nil where they may have.
  static func obstacle(_ kind: StablehloOp?) -> UnsupportedKind? {
    switch kind {
    case .case, .if, .while, .composite, .map, .return: .controlFlow
    case .gather, .dynamicGather, .scatter, .sort, .dynamicSlice, .dynamicUpdateSlice,
      .realDynamicSlice, .torchIndexSelect, .selectAndScatter, .dynamicPad:
      .dataDependent
    default: nil
    }
  }

  static func stablehlo(_ op: OpID, in module: borrowing Module) -> LoopNest? {
    if let nest = elementwise(op, in: module) { return nest }
    guard module.resultCount(of: op) > 0, module.operandCount(of: op) > 0,
      let shape = module.shape(of: module.result(of: op))
    else { return nil }
    switch StablehloOp(module.opcode(of: op)) {
    case .dot, .dotGeneral: return dot(op, in: module)
    case .convolution: return convolution(op, shape, in: module)
    case .reduce: return reduction(op, in: module)
    case .reduceWindow: return windowReduction(op, shape, in: module)
    case .batchNormInference: return normalization(op, shape, in: module)
    case .concatenate:
      guard let dimension = module.integer("dimension", of: op) else { return nil }
      return concatenation(op, shape, along: Int(clamping: dimension), in: module)
    default: return viewMap(of: op, shape, in: module).map { view(of: op, shape, $0, in: module) }
    }
  }

  /// From the indices of the result to those of the operand, for ops that only move elements.
  private static func viewMap(
    of op: OpID, _ shape: [Int64], in module: borrowing Module
  ) -> AffineMap? {
    guard let source = module.shape(of: module.operand(0, of: op)) else { return nil }
    switch StablehloOp(module.opcode(of: op)) {
    case .reshape: return reshapeMap(from: source, to: shape)
    case .broadcastInDim:
      guard let dimensions = module.integers("broadcast_dimensions", of: op),
        dimensions.count == source.count
      else { return nil }
      var results: [AffineExpression] = []
      for (extent, dimension) in zip(source, dimensions) {
        guard dimension >= 0, dimension < shape.count else { return nil }
        let isRepeated = extent == 1 && shape[Int(dimension)] != 1
        results.append(isRepeated ? .constant(0) : .dimension(Int(dimension)))
      }
      return AffineMap(dimensionCount: shape.count, results: results)
    case .transpose:
      // What an encoding stores first is a part of what is computed.
      guard let permutation = module.integers("permutation", of: op)?.map({ Int($0) }),
        permutation.sorted().elementsEqual(shape.indices),
        module.encoding(of: module.type(of: module.operand(0, of: op))) == nil,
        module.encoding(of: module.type(of: module.result(of: op))) == nil
      else { return nil }
      var results = [AffineExpression](repeating: .constant(0), count: shape.count)
      for (dimension, source) in permutation.enumerated() {
        results[source] = .dimension(dimension)
      }
      return AffineMap(dimensionCount: shape.count, results: results)
    case .slice:
      guard let starts = module.integers("start_indices", of: op),
        let strides = module.integers("strides", of: op), starts.count == shape.count,
        strides.count == shape.count
      else { return nil }
      let results: [AffineExpression] = shape.indices.map {
        .sum(.product(.dimension($0), .constant(strides[$0])), .constant(starts[$0]))
      }
      return AffineMap(dimensionCount: shape.count, results: results)
    case .pad:
      guard let low = module.integers("edge_padding_low", of: op),
        let interior = module.integers("interior_padding", of: op), low.count == shape.count,
        interior.allSatisfy({ $0 == 0 }), low.allSatisfy({ $0 != .min })
      else { return nil }
      return shifted(by: low.map { -$0 })
    case .reverse:
      guard let dimensions = module.integers("dimensions", of: op) else { return nil }
      let results: [AffineExpression] = shape.indices.map { dimension in
        guard dimensions.contains(Int64(dimension)) else { return .dimension(dimension) }
        let last = shape[dimension] == Dimension.dynamic ? 0 : shape[dimension] - 1
        return .sum(.product(.dimension(dimension), .constant(-1)), .constant(last))
      }
      guard dimensions.allSatisfy({ $0 >= 0 && $0 < shape.count }),
        dimensions.allSatisfy({ shape[Int($0)] != Dimension.dynamic })
      else { return nil }
      return AffineMap(dimensionCount: shape.count, results: results)
    default: return nil
    }
  }

  /// Loops over batching, left, right and contracting dimensions.
  private static func dot(_ op: OpID, in module: borrowing Module) -> LoopNest? {
    guard let numbers = DotDimensionNumbers(of: op, in: module),
      let left = module.shape(of: module.operand(0, of: op)),
      let right = module.shape(of: module.operand(1, of: op)),
      (numbers.lhsBatching + numbers.lhsContracting).allSatisfy({ left.indices.contains($0) }),
      (numbers.rhsBatching + numbers.rhsContracting).allSatisfy({ right.indices.contains($0) }),
      numbers.lhsBatching.count == numbers.rhsBatching.count,
      numbers.lhsContracting.count == numbers.rhsContracting.count
    else { return nil }
    var leftLoops = [Int](repeating: 0, count: left.count)
    var rightLoops = [Int](repeating: 0, count: right.count)
    var bounds: [Int64] = []
    func add(_ leftDimension: Int?, _ rightDimension: Int?) {
      if let leftDimension { leftLoops[leftDimension] = bounds.count }
      if let rightDimension { rightLoops[rightDimension] = bounds.count }
      bounds.append(leftDimension.map { left[$0] } ?? rightDimension.map { right[$0] } ?? 1)
    }
    for (x, y) in zip(numbers.lhsBatching, numbers.rhsBatching) { add(x, y) }
    for x in numbers.lhsFree(rank: left.count) { add(x, nil) }
    for y in numbers.rhsFree(rank: right.count) { add(nil, y) }
    let parallel = bounds.count
    for (x, y) in zip(numbers.lhsContracting, numbers.rhsContracting) { add(x, y) }
    return LoopNest(
      bounds: bounds, isReduction: bounds.indices.map { $0 >= parallel },
      operandMaps: [
        .projecting(bounds.count, to: leftLoops), .projecting(bounds.count, to: rightLoops),
      ], resultMaps: [.projecting(bounds.count, to: Array(0..<parallel))])
  }

  /// Loops over the result's dimensions, the window, and the input features of a group.
  private static func convolution(
    _ op: OpID, _ shape: [Int64], in module: borrowing Module
  ) -> LoopNest? {
    guard let numbers = ConvolutionDimensionNumbers(of: op, in: module),
      let window = WindowDimension.window(of: op, in: module), window.count + 2 == shape.count,
      let kernel = module.shape(of: module.operand(1, of: op)), kernel.count == shape.count,
      module.shape(of: module.operand(0, of: op))?.count == shape.count,
      module.integer("batch_group_count", of: op) ?? 1 == 1,
      window.allSatisfy({ $0.baseDilation == 1 && !$0.isReversed })
    else { return nil }
    let groups = max(1, module.integer("feature_group_count", of: op) ?? 1)
    let rank = shape.count
    let loops = rank + window.count + 1
    let inputLoop = loops - 1
    var input = [AffineExpression](repeating: .constant(0), count: rank)
    var weights = input
    input[numbers.inputBatch] = .dimension(numbers.outputBatch)
    var channel = AffineExpression.dimension(inputLoop)
    if groups > 1 {
      guard kernel[numbers.kernelOutput] > 0, kernel[numbers.kernelInput] > 0,
        kernel[numbers.kernelOutput] % groups == 0
      else { return nil }
      let group = AffineExpression.floorQuotient(
        .dimension(numbers.outputFeature), .constant(kernel[numbers.kernelOutput] / groups))
      channel = .sum(.product(group, .constant(kernel[numbers.kernelInput])), channel)
    }
    input[numbers.inputFeature] = channel
    weights[numbers.kernelInput] = .dimension(inputLoop)
    weights[numbers.kernelOutput] = .dimension(numbers.outputFeature)
    var bounds = shape
    for (place, dimension) in window.enumerated() {
      input[numbers.inputSpatial[place]] = windowIndex(
        dimension, outer: numbers.outputSpatial[place], inner: rank + place)
      weights[numbers.kernelSpatial[place]] = .dimension(rank + place)
      bounds.append(dimension.size)
    }
    bounds.append(kernel[numbers.kernelInput])
    return LoopNest(
      bounds: bounds, isReduction: (0..<loops).map { $0 >= rank },
      operandMaps: [
        AffineMap(dimensionCount: loops, results: input),
        AffineMap(dimensionCount: loops, results: weights),
      ], resultMaps: [.projecting(loops, to: Array(0..<rank))])
  }

  /// `outer * stride + inner * dilation - padding`.
  private static func windowIndex(
    _ window: WindowDimension, outer: Int, inner: Int
  ) -> AffineExpression {
    .sum(
      .sum(
        .product(.dimension(outer), .constant(window.stride)),
        .product(.dimension(inner), .constant(window.windowDilation))),
      .constant(0 &- window.paddingLow))
  }

  private static func reduction(_ op: OpID, in module: borrowing Module) -> LoopNest? {
    let results = module.resultCount(of: op)
    guard let dimensions = module.integers("dimensions", of: op),
      module.operandCount(of: op) == 2 * results,
      let shape = module.shape(of: module.operand(0, of: op))
    else { return nil }
    let kept = shape.indices.filter { !dimensions.contains(Int64($0)) }
    let initial = AffineMap(dimensionCount: shape.count, results: [])
    return LoopNest(
      bounds: shape, isReduction: shape.indices.map { dimensions.contains(Int64($0)) },
      operandMaps: Array(repeating: .identity(shape.count), count: results)
        + Array(repeating: initial, count: results),
      resultMaps: Array(repeating: .projecting(shape.count, to: kept), count: results))
  }

  private static func windowReduction(
    _ op: OpID, _ shape: [Int64], in module: borrowing Module
  ) -> LoopNest? {
    let results = module.resultCount(of: op)
    guard module.operandCount(of: op) == 2 * results,
      let window = WindowDimension.window(of: op, in: module), window.count == shape.count,
      window.allSatisfy({ $0.baseDilation == 1 })
    else { return nil }
    let rank = shape.count
    let walked = window.indices.filter { window[$0].size != 1 }
    let loops = rank + walked.count
    let input: [AffineExpression] = window.indices.map { dimension in
      guard let place = walked.firstIndex(of: dimension) else {
        var single = window[dimension]
        single.windowDilation = 0
        return windowIndex(single, outer: dimension, inner: dimension)
      }
      return windowIndex(window[dimension], outer: dimension, inner: rank + place)
    }
    let read = AffineMap(dimensionCount: loops, results: input)
    let initial = AffineMap(dimensionCount: loops, results: [])
    return LoopNest(
      bounds: shape + walked.map { window[$0].size },
      isReduction: (0..<loops).map { $0 >= rank },
      operandMaps: Array(repeating: read, count: results)
        + Array(repeating: initial, count: results),
      resultMaps: Array(
        repeating: .projecting(loops, to: Array(0..<rank)), count: results))
  }

  /// Scale, offset, mean and variance of each feature.
  private static func normalization(
    _ op: OpID, _ shape: [Int64], in module: borrowing Module
  ) -> LoopNest? {
    guard let feature = module.integer("feature_index", of: op), feature >= 0,
      feature < shape.count
    else { return nil }
    let perFeature = AffineMap.projecting(shape.count, to: [Int(feature)])
    let count = module.operandCount(of: op)
    return LoopNest(
      parallel: shape,
      operandMaps: [.identity(shape.count)] + Array(repeating: perFeature, count: count - 1))
  }
}
