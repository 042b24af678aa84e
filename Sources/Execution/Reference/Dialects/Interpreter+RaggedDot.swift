import FuseIR

extension Interpreter {
  /// `chlo.ragged_dot`: one dot product per group of a dimension of the left operand.
  ///
  /// Where that dimension is free, each group of rows meets its own right operand; where it is summed
  /// over, the result has one product per group; where it is a batch dimension, groups change nothing
  /// but that what lies beyond the last one is zero.
  func raggedDot(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard operands.count == 3, let numbers = RaggedDotDimensionNumbers(of: op, in: module) else {
      throw ExecutionError("has malformed dimension numbers")
    }
    let (left, right) = (operands[0], operands[1])
    guard let sizes = operands[2].integers(), operands[2].rank == 1,
      left.shape.indices.contains(numbers.ragged),
      numbers.dot.lhsBatching.count == numbers.dot.rhsBatching.count,
      numbers.dot.lhsContracting.count == numbers.dot.rhsContracting.count,
      sizes.allSatisfy({ (0...Int64(left.shape[numbers.ragged])).contains($0) }),
      sizes.reduce(0, +) <= left.shape[numbers.ragged]
    else {
      throw ExecutionError(
        "needs one list of group sizes that fit the ragged dimension", isUnsupported: true)
    }
    let product = RaggedProduct(
      numbers: numbers, elementType: try elementType(op, in: module),
      isPlain: !usesBlockedProducts)
    return try product.run(left, right, sizes.map { Int($0) })
  }
}

/// The products of the groups, put together.
private struct RaggedProduct {
  let numbers: RaggedDotDimensionNumbers
  let elementType: ElementType
  let isPlain: Bool

  func run(_ left: Tensor, _ right: Tensor, _ sizes: [Int]) throws(ExecutionError) -> Tensor {
    let dot = numbers.dot
    if let position = dot.lhsContracting.firstIndex(of: numbers.ragged) {
      var parts: [Tensor] = []
      for range in ranges(sizes) {
        let part = try Contraction.dot(
          dot, cut(left, numbers.ragged, range), cut(right, dot.rhsContracting[position], range),
          elementType, isPlain: isPlain)
        guard let row = part.reshaped(to: [1] + part.shape) else {
          throw ExecutionError("has a result that is too large")
        }
        parts.append(row)
      }
      return try Movement.concatenate(parts, dimension: 0)
    }
    let batch = dot.lhsBatching.firstIndex(of: numbers.ragged)
    let row = dot.lhsFree(rank: left.rank).firstIndex(of: numbers.ragged) ?? 0
    let resultDimension = batch ?? dot.lhsBatching.count + row
    var parts: [Tensor] = []
    for (index, range) in ranges(sizes).enumerated() {
      let (other, rightDot) = try group(index, range, right, batch)
      parts.append(
        try Contraction.dot(
          rightDot, cut(left, numbers.ragged, range), other, elementType, isPlain: isPlain))
    }
    let whole = try Movement.concatenate(parts, dimension: resultDimension)
    // What lies beyond the last group is zero.
    let zero = try Tensor.zeros([], elementType)
    let none = whole.shape.map { _ in 0 }
    var missing = none
    missing[resultDimension] = left.shape[numbers.ragged] - whole.shape[resultDimension]
    return try Movement.pad(whole, with: zero, low: none, high: missing, interior: none)
  }

  /// The right operand of a group, and the numbers that pair it.
  private func group(
    _ index: Int, _ range: Range<Int>, _ right: Tensor, _ batch: Int?
  ) throws(ExecutionError) -> (Tensor, DotDimensionNumbers) {
    var dot = numbers.dot
    if let batch { return (try cut(right, dot.rhsBatching[batch], range), dot) }
    guard let dimension = numbers.group, right.shape.indices.contains(dimension),
      index < right.shape[dimension]
    else { throw ExecutionError("needs a right operand for each group") }
    var shape = right.shape
    shape.remove(at: dimension)
    guard let part = try cut(right, dimension, index..<index + 1).reshaped(to: shape) else {
      throw ExecutionError("needs a right operand for each group")
    }
    dot.rhsBatching = dot.rhsBatching.map { $0 > dimension ? $0 - 1 : $0 }
    dot.rhsContracting = dot.rhsContracting.map { $0 > dimension ? $0 - 1 : $0 }
    return (part, dot)
  }

  private func ranges(_ sizes: [Int]) -> [Range<Int>] {
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return start..<start + size
    }
  }

  private func cut(
    _ tensor: Tensor, _ dimension: Int, _ range: Range<Int>
  ) throws(ExecutionError) -> Tensor {
    guard tensor.shape.indices.contains(dimension), range.upperBound <= tensor.shape[dimension]
    else { throw ExecutionError("has groups that do not fit its operands") }
    var starts = tensor.shape.map { _ in 0 }
    var limits = tensor.shape
    starts[dimension] = range.lowerBound
    limits[dimension] = range.upperBound
    return try Movement.slice(tensor, starts: starts, limits: limits, steps: starts.map { _ in 1 })
  }
}
