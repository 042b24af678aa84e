import FuseIR

/// Rearrangements of elements: each checks its arguments, and then is one or a few strided copies.
enum Movement {
  /// The tensor of `shape` in which dimension `dimensions[i]` runs along dimension i of `operand`;
  /// where that has size 1, its element is repeated.
  static func broadcast(
    _ operand: Tensor, to shape: [Int], dimensions: [Int]
  ) throws(ExecutionError) -> Tensor {
    guard dimensions.count == operand.rank, Set(dimensions).count == dimensions.count else {
      throw ExecutionError("needs one dimension for each of its operand's")
    }
    var strides = [Int](repeating: 0, count: shape.count)
    for (own, target) in dimensions.enumerated() {
      guard shape.indices.contains(target),
        operand.shape[own] == shape[target] || operand.shape[own] == 1
      else {
        throw ExecutionError("can't broadcast shape \(operand.shape) to \(shape)")
      }
      if operand.shape[own] != 1 { strides[target] = operand.strides[own] }
    }
    return try operand.strided(shape, base: 0, strides: strides)
  }

  /// The tensor whose dimension i is dimension `permutation[i]` of `operand`.
  static func transpose(
    _ operand: Tensor, _ permutation: [Int]
  ) throws(ExecutionError) -> Tensor {
    guard permutation.sorted() == Array(0..<operand.rank) else {
      throw ExecutionError("needs a permutation of \(operand.rank) dimensions")
    }
    let strides = operand.strides
    return try operand.strided(
      permutation.map { operand.shape[$0] }, base: 0, strides: permutation.map { strides[$0] })
  }

  /// `operand` read backwards along the given dimensions.
  static func reverse(
    _ operand: Tensor, _ dimensions: [Int]
  ) throws(ExecutionError) -> Tensor {
    var strides = operand.strides
    var base = 0
    for dimension in Set(dimensions).sorted() {
      base += max(operand.shape[dimension] - 1, 0) * strides[dimension]
      strides[dimension] = -strides[dimension]
    }
    return try operand.strided(operand.shape, base: base, strides: strides)
  }

  /// Every `steps[i]`-th element from `starts[i]` to before `limits[i]`.
  static func slice(
    _ operand: Tensor, starts: [Int], limits: [Int], steps: [Int]
  ) throws(ExecutionError) -> Tensor {
    var sizes: [Int] = []
    for dimension in operand.shape.indices {
      let (start, limit, step) = (starts[dimension], limits[dimension], steps[dimension])
      guard start >= 0, start <= limit, limit <= operand.shape[dimension], step > 0 else {
        throw ExecutionError(
          "slices [\(start):\(limit):\(step)] of \(operand.shape[dimension]) elements")
      }
      sizes.append(start == limit ? 0 : (limit - start - 1) / step + 1)
    }
    return try take(operand, offsets: starts, sizes: sizes, steps: steps)
  }

  /// `sizes[i]` elements from `offsets[i]` on, `steps[i]` apart.
  static func take(
    _ operand: Tensor, offsets: [Int], sizes: [Int], steps: [Int]
  ) throws(ExecutionError) -> Tensor {
    try checkBox(operand.shape, offsets, sizes, steps)
    let strides = operand.strides
    let isEmpty = sizes.contains(0)
    let base = isEmpty ? 0 : zip(offsets, strides).reduce(0) { $0 + $1.0 * $1.1 }
    return try operand.strided(
      sizes, base: base,
      strides: sizes.indices.map { isEmpty || sizes[$0] == 1 ? 0 : strides[$0] * steps[$0] })
  }

  /// Writes `part` into `target` at `offsets[i]`, elements `steps[i]` apart.
  static func insert(
    _ part: Tensor, into target: inout Tensor, offsets: [Int], steps: [Int]
  ) throws(ExecutionError) {
    try checkBox(target.shape, offsets, part.shape, steps)
    if part.count == 0 { return }
    let strides = target.strides
    target.write(
      part, base: zip(offsets, strides).reduce(0) { $0 + $1.0 * $1.1 },
      strides: strides.indices.map { part.shape[$0] == 1 ? 0 : strides[$0] * steps[$0] })
  }

  private static func checkBox(
    _ shape: [Int], _ offsets: [Int], _ sizes: [Int], _ steps: [Int]
  ) throws(ExecutionError) {
    guard offsets.count == shape.count, sizes.count == shape.count, steps.count == shape.count
    else { throw ExecutionError("needs an offset, size and stride for each dimension") }
    for dimension in shape.indices {
      // A step is of no account where there is only one element.
      let (reach, overflow) =
        sizes[dimension] > 1
        ? (sizes[dimension] - 1).multipliedReportingOverflow(by: steps[dimension]) : (0, false)
      let (last, carry) = offsets[dimension].addingReportingOverflow(reach)
      let isInside =
        !overflow && !carry && sizes[dimension] >= 0 && offsets[dimension] >= 0 && last >= 0
        && (sizes[dimension] == 0 || max(offsets[dimension], last) < shape[dimension])
      guard isInside else {
        throw ExecutionError(
          "takes \(sizes[dimension]) elements from \(offsets[dimension]) by \(steps[dimension]) in "
            + "dimension \(dimension) of size \(shape[dimension])")
      }
    }
  }

  /// The tensors side by side along a dimension.
  static func concatenate(
    _ operands: [Tensor], dimension: Int
  ) throws(ExecutionError) -> Tensor {
    guard let first = operands.first, dimension < first.rank else {
      throw ExecutionError("needs operands with a dimension \(dimension)")
    }
    var shape = first.shape
    shape[dimension] = 0
    for operand in operands {
      var expected = operand.shape
      guard operand.rank == first.rank, operand.elementType == first.elementType else {
        throw ExecutionError("has operands of different ranks or element types")
      }
      let (sum, overflow) = shape[dimension].addingReportingOverflow(operand.shape[dimension])
      expected[dimension] = shape[dimension]
      guard expected == shape, !overflow else {
        throw ExecutionError("has operands of shapes \(operands.map(\.shape))")
      }
      shape[dimension] = sum
    }
    var result = try Tensor.zeros(shape, first.elementType)
    let strides = result.strides
    var offset = 0
    for operand in operands {
      result.write(operand, base: offset * strides[dimension], strides: strides)
      offset += operand.shape[dimension]
    }
    return result
  }

  /// `operand` with elements of `value` before, behind and between; negative edges cut elements off.
  static func pad(
    _ operand: Tensor, with value: Tensor, low: [Int], high: [Int], interior: [Int]
  ) throws(ExecutionError) -> Tensor {
    var shape: [Int] = []
    var starts: [Int] = []
    var sizes: [Int] = []
    var targets: [Int] = []
    for dimension in operand.shape.indices {
      let size = operand.shape[dimension]
      let limit = 1 << 40
      guard (0..<limit).contains(interior[dimension]), low[dimension].magnitude < limit,
        high[dimension].magnitude < limit, size < limit / (interior[dimension] + 1)
      else { throw ExecutionError("pads dimension \(dimension) beyond every limit") }
      let step = interior[dimension] + 1
      let spread = size == 0 ? 0 : (size - 1) * step + 1
      shape.append(max(spread + low[dimension] + high[dimension], 0))
      // The first element that is not cut off, and how many follow before the end.
      let first = low[dimension] >= 0 ? 0 : (-low[dimension] + step - 1) / step
      let target = low[dimension] + first * step
      let room = shape[dimension] - target
      starts.append(min(first, size))
      sizes.append(min(max(size - first, 0), room <= 0 ? 0 : (room - 1) / step + 1))
      targets.append(target)
    }
    guard value.count == 1, value.elementType == operand.elementType else {
      throw ExecutionError("needs a scalar of its operand's element type to pad with")
    }
    var result = try value.strided(shape, base: 0, strides: shape.map { _ in 0 })
    if sizes.contains(0) || result.count == 0 { return result }
    let part = try take(operand, offsets: starts, sizes: sizes, steps: sizes.map { _ in 1 })
    try insert(part, into: &result, offsets: targets, steps: interior.map { $0 + 1 })
    return result
  }

  /// The tensor whose elements are their index along a dimension.
  static func iota(
    _ shape: [Int], _ elementType: ElementType, dimension: Int
  ) throws(ExecutionError) -> Tensor {
    let zeros = try Tensor.zeros(shape, elementType)
    if zeros.count == 0 { return zeros }
    let size = shape[dimension]
    let line: Tensor?
    switch elementType {
    case .integer, .index: line = Tensor((0..<Int64(size)).map { $0 }, shape: [size], elementType)
    case .float(let format): line = Tensor((0..<size).map { Double($0) }, shape: [size], format)
    case .complex(let format):
      let parts = (0..<2 * size).map { $0 % 2 == 0 ? Double($0 / 2) : 0 }
      line = Tensor(parts, shape: [2 * size], format).flatMap {
        $0.withBytes { Tensor(bytes: $0, shape: [size], elementType) }
      }
    }
    guard let line else { throw ExecutionError("counts beyond every limit") }
    return try broadcast(line, to: shape, dimensions: [dimension])
  }
}
