import FuseIR

/// StableHLO ops that sum products.
extension Interpreter {
  func contract(
    _ kind: StablehloOp, _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    let elementType = try elementType(op, in: module)
    switch kind {
    case .convolution, .dynamicConv: return try convolve(op, operands, elementType, in: module)
    case .einsum, .unaryEinsum:
      let equation = module.string("einsum_config", of: op) ?? ""
      return try Einsum(equation, operands.map(\.shape)).run(
        operands, elementType, isPlain: !usesBlockedProducts)
    default: break
    }
    guard operands.count == 2 else { throw ExecutionError("needs two operands") }
    guard let numbers = DotDimensionNumbers(of: op, in: module) else {
      throw ExecutionError("has malformed dimension numbers")
    }
    return try Contraction.dot(
      numbers, operands[0], operands[1], elementType, isPlain: !usesBlockedProducts)
  }

  private func convolve(
    _ op: OpID, _ operands: [Tensor], _ elementType: ElementType, in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard operands.count >= 2, let numbers = ConvolutionDimensionNumbers(of: op, in: module),
      var window = WindowDimension.window(of: op, in: module),
      numbers.fit(rank: window.count + 2), operands[0].rank == window.count + 2,
      operands[1].rank == window.count + 2
    else { throw ExecutionError("has malformed dimension numbers or window") }
    for index in window.indices {
      window[index].size = Int64(operands[1].shape[numbers.kernelSpatial[index]])
    }
    if operands.count == 3 {
      // `dynamic_conv` has its padding in an operand.
      guard let padding = operands[2].integers(), operands[2].shape == [window.count, 2] else {
        throw ExecutionError("needs a low and a high padding for each spatial dimension")
      }
      for index in window.indices {
        window[index].paddingLow = padding[2 * index]
        window[index].paddingHigh = padding[2 * index + 1]
      }
    }
    let limit = 1 << 30
    let convolution = Convolution(
      numbers: numbers, window: window,
      featureGroups: try integer("feature_group_count", of: op, in: 1..<limit, in: module),
      batchGroups: try integer("batch_group_count", of: op, in: 1..<limit, in: module))
    var shape = [Int](repeating: 0, count: window.count + 2)
    shape[numbers.outputBatch] =
      operands[0].shape[numbers.inputBatch] / convolution.batchGroups
    shape[numbers.outputFeature] = operands[1].shape[numbers.kernelOutput]
    for (index, dimension) in window.enumerated() {
      let size = Int64(operands[0].shape[numbers.inputSpatial[index]])
      guard dimension.isReasonable, let extent = dimension.resultExtent(over: size) else {
        throw ExecutionError("has a window beyond every limit", isUnsupported: true)
      }
      shape[numbers.outputSpatial[index]] = Int(extent)
    }
    var result = try Tensor.zeros(shape, elementType)
    if operands.contains(where: { $0.count == 0 }) || result.count == 0 { return result }
    try convolution.run(
      operands[0], operands[1], addingTo: &result, isPlain: !usesBlockedProducts)
    return result
  }
}

extension ConvolutionDimensionNumbers {
  /// Whether each tensor of the given rank has each of its dimensions in one role.
  func fit(rank: Int) -> Bool {
    let all = Set(0..<rank)
    return Set([inputBatch, inputFeature] + inputSpatial) == all
      && Set([kernelInput, kernelOutput] + kernelSpatial) == all
      && Set([outputBatch, outputFeature] + outputSpatial) == all
      && inputSpatial.count == rank - 2 && kernelSpatial.count == rank - 2
      && outputSpatial.count == rank - 2
  }
}

extension Contraction {
  /// The dot product of two tensors.
  static func dot(
    _ numbers: DotDimensionNumbers, _ left: Tensor, _ right: Tensor, _ elementType: ElementType,
    isPlain: Bool
  ) throws(ExecutionError) -> Tensor {
    guard let shape = numbers.resultShape(left.shape, right.shape) else {
      throw ExecutionError("has dimension numbers that do not fit its operands")
    }
    var result = try Tensor.zeros(shape, elementType)
    // A sum over nothing, or nothing to sum: sizes may then be beyond every limit.
    if left.count == 0 || right.count == 0 || result.count == 0 { return result }
    guard let contraction = Contraction(numbers, left, right, result) else {
      throw ExecutionError("has dimension numbers that do not fit its operands")
    }
    contraction.run(left, right, addingTo: &result, isPlain: isPlain)
    return result
  }
}

extension DotDimensionNumbers {
  /// The shape of the result, or nil where the numbers do not fit the operands.
  func resultShape(_ left: [Int], _ right: [Int]) -> [Int]? {
    let leftUsed = lhsBatching + lhsContracting
    let rightUsed = rhsBatching + rhsContracting
    guard leftUsed.allSatisfy({ left.indices.contains($0) }),
      rightUsed.allSatisfy({ right.indices.contains($0) })
    else { return nil }
    return lhsBatching.map { left[$0] }
      + left.indices.filter { !leftUsed.contains($0) }.map { left[$0] }
      + right.indices.filter { !rightUsed.contains($0) }.map { right[$0] }
  }
}

/// A sum of products in Einstein's notation, such as `ab,bc->ac`.
private struct Einsum {
  private let left: [Character]
  private let right: [Character]
  private let result: [Character]
  private var sizes: [Character: Int] = [:]

  /// Reads an equation for operands of the given shapes.
  init(_ equation: String, _ shapes: [[Int]]) throws(ExecutionError) {
    let text = equation.filter { $0 != " " }
    let sides = text.split(separator: ">", omittingEmptySubsequences: false)
    let inputs = (sides.first ?? "").dropLast().split(
      separator: ",", omittingEmptySubsequences: false)
    guard sides.count == 2, sides[0].last == "-", inputs.count == shapes.count,
      inputs.allSatisfy({ $0.allSatisfy(\.isLetter) }), sides[1].allSatisfy(\.isLetter),
      Set(sides[1]).count == sides[1].count
    else { throw ExecutionError("has an equation '\(equation)' that does not fit its operands") }
    left = inputs.first.map { Array($0) } ?? []
    right = inputs.count == 2 ? Array(inputs[1]) : []
    result = Array(sides[1])
    for (labels, shape) in zip([left, right], shapes) {
      guard labels.count == shape.count else {
        throw ExecutionError("has an equation '\(equation)' that does not fit its operands")
      }
      for (label, size) in zip(labels, shape) {
        guard sizes[label] == nil || sizes[label] == size else {
          throw ExecutionError("gives dimension '\(label)' two sizes")
        }
        sizes[label] = size
      }
    }
    guard result.allSatisfy({ sizes[$0] != nil }) else {
      throw ExecutionError("has a dimension in its result that no operand has")
    }
  }

  func run(
    _ operands: [Tensor], _ elementType: ElementType, isPlain: Bool
  ) throws(ExecutionError) -> Tensor {
    var tensor = try Tensor.zeros(result.map { sizes[$0] ?? 0 }, elementType)
    if tensor.count == 0 || operands.contains(where: { $0.count == 0 }) { return tensor }
    // A sum over one operand multiplies with one.
    let one = try Tensor.one(elementType)
    let other = operands.count == 2 ? operands[1] : one
    func stride(_ label: Character, _ labels: [Character], _ strides: [Int]) -> Int {
      zip(labels, strides).reduce(0) { $1.0 == label ? $0 + $1.1 : $0 }
    }
    var labels: [Character] = []
    for label in result + left + right where !labels.contains(label) { labels.append(label) }
    func chosen(_ isChosen: (Character) -> Bool) -> (sizes: [Int], labels: [Character]) {
      let picked = labels.filter(isChosen)
      return (picked.map { sizes[$0] ?? 0 }, picked)
    }
    let batch = chosen { result.contains($0) && left.contains($0) && right.contains($0) }
    let row = chosen { result.contains($0) && left.contains($0) && !right.contains($0) }
    let column = chosen { result.contains($0) && !left.contains($0) }
    let depth = chosen { !result.contains($0) }
    let (a, b, r) = (operands[0].strides, other.strides, tensor.strides)
    func offsets(
      _ role: (sizes: [Int], labels: [Character]), _ labels: [Character], _ strides: [Int]
    ) -> [Int64] {
      Contraction.offsets(
        sizes: role.sizes, strides: role.labels.map { stride($0, labels, strides) })
    }
    var contraction = Contraction()
    let resultBatches = offsets(batch, result, r)
    let leftBatches = offsets(batch, left, a)
    let rightBatches = offsets(batch, right, b)
    contraction.batches = resultBatches.indices.map {
      (Int(leftBatches[$0]), Int(rightBatches[$0]), Int(resultBatches[$0]))
    }
    contraction.rows = Array(zip(offsets(row, left, a), offsets(row, result, r)))
    contraction.columns = Array(zip(offsets(column, right, b), offsets(column, result, r)))
    contraction.depths = Array(zip(offsets(depth, left, a), offsets(depth, right, b)))
    contraction.run(operands[0], other, addingTo: &tensor, isPlain: isPlain)
    return tensor
  }
}

extension Tensor {
  /// The scalar one.
  fileprivate static func one(_ elementType: ElementType) throws(ExecutionError) -> Tensor {
    var result = try zeros([], elementType)
    result.withMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var (real, integer) = (1.0, Int64(1))
      switch elementType {
      case .float(let format), .complex(let format): format.store(&real, to: base, count: 1)
      case .integer(let kind): kind.store(&integer, to: base, count: 1)
      case .index: base.storeBytes(of: integer, as: Int64.self)
      }
    }
    return result
  }
}
