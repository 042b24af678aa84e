import FuseIR

/// StableHLO ops that move elements without computing on them.
extension Interpreter {
  mutating func move(
    _ kind: StablehloOp, _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    switch kind {
    case .dynamicUpdateSlice: return try updateSlice(&operands)
    case .iota, .dynamicIota:
      let shape =
        try kind == .iota ? layout(op, in: module).shape : Self.shape(operands.first)
      let elementType = try elementType(op, in: module)
      let dimension = try integer("iota_dimension", of: op, in: 0..<shape.count, in: module)
      return try Movement.iota(shape, elementType, dimension: dimension)
    case .concatenate:
      let rank = operands.first?.rank ?? 0
      let dimension = try integer("dimension", of: op, in: 0..<max(rank, 1), in: module)
      return try Movement.concatenate(operands, dimension: dimension)
    default: break
    }
    guard let operand = operands.first else { throw ExecutionError("needs an operand") }
    switch kind {
    case .bitcastConvert:
      return try bitcast(operand, op, in: module)
    case .reshape, .dynamicReshape:
      let shape =
        try kind == .reshape ? layout(op, in: module).shape : Self.shape(operands.last)
      guard let result = operand.reshaped(to: shape) else {
        throw ExecutionError("changes the number of elements")
      }
      return result
    case .broadcast:
      let shape = try layout(op, in: module).shape
      let first = shape.count - operand.rank
      return try Movement.broadcast(
        operand, to: shape, dimensions: Array(max(first, 0)..<max(shape.count, 0)))
    case .broadcastInDim, .dynamicBroadcastInDim:
      let dimensions = try integers(
        "broadcast_dimensions", of: op, count: operand.rank, in: module)
      let shape =
        try kind == .broadcastInDim ? layout(op, in: module).shape : Self.shape(operands.last)
      return try Movement.broadcast(operand, to: shape, dimensions: dimensions)
    case .transpose:
      return try Movement.transpose(
        operand, try integers("permutation", of: op, count: operand.rank, in: module))
    case .reverse:
      guard let dimensions = module.integers("dimensions", of: op),
        dimensions.allSatisfy({ (0..<operand.rank).contains(Int($0)) })
      else { throw ExecutionError("reverses dimensions that its operand lacks") }
      return try Movement.reverse(operand, dimensions.map { Int($0) })
    case .slice:
      let starts = try integers("start_indices", of: op, count: operand.rank, in: module)
      let limits = try integers("limit_indices", of: op, count: operand.rank, in: module)
      let steps = try integers("strides", of: op, count: operand.rank, fallback: 1, in: module)
      return try Movement.slice(operand, starts: starts, limits: limits, steps: steps)
    case .realDynamicSlice:
      guard operands.count == 4, let starts = operands[1].integers(),
        let limits = operands[2].integers(), let steps = operands[3].integers(),
        starts.count == operand.rank, limits.count == operand.rank, steps.count == operand.rank
      else { throw ExecutionError("needs starts, limits and strides for each dimension") }
      return try Movement.slice(
        operand, starts: starts.map { Int($0) }, limits: limits.map { Int($0) },
        steps: steps.map { Int($0) })
    case .dynamicSlice:
      let sizes = try integers("slice_sizes", of: op, count: operand.rank, in: module)
      let starts = try clampedStarts(operands.dropFirst(), operand.shape, sizes)
      return try Movement.slice(
        operand, starts: starts, limits: zip(starts, sizes).map { $0 + $1 },
        steps: sizes.map { _ in 1 })
    case .pad:
      guard operands.count == 2 else { throw ExecutionError("needs a padding value") }
      return try Movement.pad(
        operand, with: operands[1],
        low: integers("edge_padding_low", of: op, count: operand.rank, in: module),
        high: integers("edge_padding_high", of: op, count: operand.rank, in: module),
        interior: integers(
          "interior_padding", of: op, count: operand.rank, fallback: 0, in: module))
    case .dynamicPad:
      guard operands.count == 5, let low = operands[2].integers(),
        let high = operands[3].integers(), let interior = operands[4].integers(),
        low.count == operand.rank, high.count == operand.rank, interior.count == operand.rank
      else { throw ExecutionError("needs paddings for each dimension") }
      return try Movement.pad(
        operand, with: operands[1], low: low.map { Int($0) }, high: high.map { Int($0) },
        interior: interior.map { Int($0) })
    case .getDimensionSize:
      let dimension = try integer("dimension", of: op, in: 0..<operand.rank, in: module)
      let elementType = try elementType(op, in: module)
      guard let size = Tensor([Int64(operand.shape[dimension])], shape: [], elementType) else {
        throw ExecutionError("has a result that is not an integer")
      }
      return size
    case .setDimensionSize:
      let dimension = try integer("dimension", of: op, in: 0..<operand.rank, in: module)
      guard operands.count == 2, let size = operands[1].integer(at: 0),
        (0...Int64(operand.shape[dimension])).contains(size)
      else {
        throw ExecutionError(
          "needs a size between 0 and \(operand.shape[dimension]) for dimension \(dimension)")
      }
      var limits = operand.shape
      limits[dimension] = Int(size)
      return try Movement.slice(
        operand, starts: limits.map { _ in 0 }, limits: limits, steps: limits.map { _ in 1 })
    default: preconditionFailure("invariant: the caller picks the ops of this switch")
    }
  }

  /// The shape that an operand holds.
  static func shape(_ operand: Tensor?) throws(ExecutionError) -> [Int] {
    guard let sizes = operand?.integers(), operand?.rank == 1,
      sizes.allSatisfy({ (0...Int64(Int32.max)).contains($0) })
    else { throw ExecutionError("needs a shape: a list of sizes that are not negative") }
    return sizes.map { Int($0) }
  }

  /// The start of a slice of the given sizes, moved inside of the operand.
  private func clampedStarts(
    _ starts: ArraySlice<Tensor>, _ shape: [Int], _ sizes: [Int]
  ) throws(ExecutionError) -> [Int] {
    guard starts.count == shape.count, sizes.count == shape.count else {
      throw ExecutionError("needs a start for each of \(shape.count) dimensions")
    }
    var result: [Int] = []
    for (dimension, start) in starts.enumerated() {
      guard let value = start.integer(at: 0), let kind = start.elementType.integerKind else {
        throw ExecutionError("has a start that is not an integer")
      }
      guard sizes[dimension] >= 0, sizes[dimension] <= shape[dimension] else {
        throw ExecutionError("has a slice larger than its operand in dimension \(dimension)")
      }
      let largest = Int64(shape[dimension] - sizes[dimension])
      // A natural number beyond 2^63 is beyond every size.
      let isHuge = kind.isZeroExtended && value < 0
      result.append(Int(isHuge ? largest : min(max(value, 0), largest)))
    }
    return result
  }

  private func updateSlice(_ operands: inout [Tensor]) throws(ExecutionError) -> Tensor {
    guard operands.count >= 2, operands[0].elementType == operands[1].elementType else {
      throw ExecutionError("needs an operand and an update of one element type")
    }
    let starts = try clampedStarts(operands[2...], operands[0].shape, operands[1].shape)
    let update = operands[1]
    var target = operands[0]
    operands = []
    if update.count == 0 { return target }
    let strides = target.strides
    let base = zip(starts, strides).reduce(0) { $0 + $1.0 * $1.1 }
    target.write(update, base: base, strides: strides)
    return target
  }

  private func bitcast(
    _ operand: Tensor, _ op: OpID, in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    let elementType = try elementType(op, in: module)
    var shape = operand.shape
    let (from, to) = (operand.elementType.bitWidth, elementType.bitWidth)
    if from == to, let result = operand.reinterpreted(as: elementType) { return result }
    if from > to {
      shape.append(from / to)
    } else if shape.popLast() != to / from {
      throw ExecutionError(
        "needs a last dimension of \(to / from), the parts of one \(elementType)")
    }
    // Between widths the innermost dimension holds the parts, least significant first.
    let stored = operand.withBytes { [UInt8]($0) }
    let packed = BitStream(stored, of: operand.elementType)
    guard
      let result = Tensor(bytes: packed.elements(of: elementType), shape: shape, elementType)
    else {
      throw ExecutionError("can't be cut into elements of \(elementType)", isUnsupported: true)
    }
    return result
  }
}

/// The bits of elements one after the other, without those that fill bytes up.
private struct BitStream {
  private var bytes: [UInt8] = []

  /// The bits of elements as a tensor stores them.
  init(_ stored: [UInt8], of type: ElementType) {
    let (bits, width) = (type.bitWidth, type.storageByteWidth)
    guard bits < 8 * width else {
      bytes = stored
      return
    }
    bytes = [UInt8](repeating: 0, count: (stored.count / width * bits + 7) / 8)
    for element in 0..<stored.count / width {
      for bit in 0..<bits where stored[element * width + bit / 8] >> (bit % 8) & 1 == 1 {
        let place = element * bits + bit
        bytes[place / 8] |= 1 << (place % 8)
      }
    }
  }

  /// The bits as the bytes of elements.
  func elements(of type: ElementType) -> [UInt8] {
    let (bits, width) = (type.bitWidth, type.storageByteWidth)
    guard bits < 8 * width else { return bytes }
    let count = bytes.count * 8 / bits
    var stored = [UInt8](repeating: 0, count: count * width)
    for element in 0..<count {
      for bit in 0..<bits {
        let place = element * bits + bit
        if bytes[place / 8] >> (place % 8) & 1 == 1 {
          stored[element * width + bit / 8] |= 1 << (bit % 8)
        }
      }
    }
    return stored
  }
}
