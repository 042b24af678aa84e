import FuseIR

extension Interpreter {
  mutating func execute(
    _ kind: TensorOp, _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    switch kind {
    case .empty:
      let shape = try runtimeShape(op, sizes: operands[...], in: module)
      return [try Tensor.zeros(shape, elementType(of: op, in: module))]
    case .generate: return [try generate(op, operands, in: module)]
    case .fromElements:
      let (shape, elementType) = try layout(op, in: module)
      return [try assemble(operands, shape, elementType)]
    case .dim:
      guard operands.count == 2, let dimension = operands[1].integer(at: 0),
        operands[0].shape.indices.contains(Int(dimension))
      else { throw ExecutionError("asks for a dimension that its operand lacks") }
      return [Tensor.index(operands[0].shape[Int(dimension)])]
    case .bitcast, .cast, .collapseShape, .concat, .expandShape, .extract, .extractSlice, .insert,
      .insertSlice, .pad, .rank, .reshape, .splat:
      break
    case .gather, .scatter: throw ExecutionError.unsupported
    case .yield: throw ExecutionError("ends a region, and stands elsewhere")
    }
    guard let operand = operands.first else { throw ExecutionError("needs an operand") }
    switch kind {
    case .cast: return [operand]
    case .rank: return [Tensor.index(operand.rank)]
    case .bitcast:
      guard let result = operand.reinterpreted(as: try elementType(of: op, in: module)) else {
        throw ExecutionError("reinterprets elements of another width")
      }
      return [result]
    case .splat:
      let shape = try runtimeShape(op, sizes: operands.dropFirst(), in: module)
      return [try spread(operand, shape)]
    case .collapseShape: return [try collapse(operand, op, in: module)]
    case .expandShape:
      guard let sizes = Reassociation(op).outputShape(in: module) else {
        throw ExecutionError("needs an output shape")
      }
      return [try reshape(operand, to: resolve(sizes, op, operands, in: module))]
    case .reshape:
      guard operands.count == 2, let sizes = operands[1].integers() else {
        throw ExecutionError("needs a shape")
      }
      return [try reshape(operand, to: sizes.map { Int($0) })]
    case .concat:
      let dimension = try integer("dim", of: op, in: 0..<max(operand.rank, 1), in: module)
      return [try Movement.concatenate(operands, dimension: dimension)]
    case .extract:
      let offset = try offset(of: operands.dropFirst(), in: operand)
      let strides: [Int] = []
      return [try operand.strided([], base: offset, strides: strides)]
    case .insert:
      guard operands.count >= 2 else { throw ExecutionError("needs a tensor to insert into") }
      let offset = try offset(of: operands.dropFirst(2), in: operands[1])
      var target = operands[1]
      operands = []
      target.write(operand, base: offset, strides: [])
      return [target]
    case .extractSlice: return [try extractSlice(op, operands, in: module)]
    case .insertSlice: return [try insertSlice(op, &operands, in: module)]
    default: return [try pad(op, operands, in: module)]
    }
  }

  /// The element type of the only result.
  private func elementType(
    of op: OpID, in module: borrowing Module
  ) throws(ExecutionError) -> ElementType {
    guard let type = ElementType(module.elementType(of: module.result(of: op)), in: module) else {
      throw ExecutionError("has a result without numbers")
    }
    return type
  }

  /// The shape of the only result, with `sizes` for the sizes that its type leaves open.
  private func runtimeShape(
    _ op: OpID, sizes: ArraySlice<Tensor>, in module: borrowing Module
  ) throws(ExecutionError) -> [Int] {
    guard let shape = module.shape(of: module.result(of: op)) else {
      throw ExecutionError("has a result without a shape")
    }
    var sizes = sizes
    var result: [Int] = []
    for size in shape {
      if size != Dimension.dynamic {
        result.append(Int(size))
      } else if let value = sizes.popFirst()?.integer(at: 0), value >= 0 {
        result.append(Int(value))
      } else {
        throw ExecutionError("needs a size, 0 or more, for each dynamic dimension")
      }
    }
    return result
  }

  /// Static and dynamic indices of an op as numbers.
  private func resolve(
    _ indices: [MixedIndex], _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Int] {
    var result: [Int] = []
    for index in indices {
      switch index {
      case .constant(let value): result.append(Int(value))
      case .value(let id):
        guard let position = operands.indices.first(where: { module.operand($0, of: op) == id }),
          let value = operands[position].integer(at: 0)
        else { throw ExecutionError("has an index that is not a number") }
        result.append(Int(value))
      }
    }
    return result
  }

  private func reshape(_ operand: Tensor, to shape: [Int]) throws(ExecutionError) -> Tensor {
    guard let result = operand.reshaped(to: shape) else {
      throw ExecutionError("changes the number of elements from \(operand.shape) to \(shape)")
    }
    return result
  }

  private func collapse(
    _ operand: Tensor, _ op: OpID, in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard let groups = Reassociation(op).groups(in: module),
      groups.joined().allSatisfy({ operand.shape.indices.contains($0) })
    else { throw ExecutionError("groups dimensions that its operand lacks") }
    var shape: [Int] = []
    for group in groups {
      guard let size = Tensor.elementCount(of: group.map { operand.shape[$0] }) else {
        throw ExecutionError("collapses to a size beyond every limit")
      }
      shape.append(size)
    }
    return try reshape(operand, to: shape)
  }

  private func offset(
    of indices: ArraySlice<Tensor>, in tensor: Tensor
  ) throws(ExecutionError) -> Int {
    let strides = tensor.strides
    guard indices.count == tensor.rank else {
      throw ExecutionError("needs \(tensor.rank) indices")
    }
    var offset = 0
    for (dimension, index) in indices.enumerated() {
      guard let value = index.integer(at: 0), value >= 0, value < tensor.shape[dimension] else {
        throw ExecutionError(
          "has an index outside of dimension \(dimension) of size \(tensor.shape[dimension])")
      }
      offset += Int(value) * strides[dimension]
    }
    return offset
  }

  private func assemble(
    _ elements: [Tensor], _ shape: [Int], _ elementType: ElementType
  ) throws(ExecutionError) -> Tensor {
    var bytes: [UInt8] = []
    for element in elements { element.withBytes { bytes.append(contentsOf: $0) } }
    guard let tensor = Tensor(bytes: bytes, shape: shape, elementType) else {
      throw ExecutionError("needs \(shape) elements of \(elementType)")
    }
    return tensor
  }

  private func extractSlice(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    let slice = Slice(op)
    guard let offsets = slice.offsets(in: module), let sizes = slice.sizes(in: module),
      let steps = slice.strides(in: module)
    else { throw ExecutionError("needs offsets, sizes and strides") }
    let part = try Movement.take(
      operands[0], offsets: resolve(offsets, op, operands, in: module),
      sizes: resolve(sizes, op, operands, in: module),
      steps: resolve(steps, op, operands, in: module))
    guard let dropped = slice.droppedDimensions(in: module) else {
      throw ExecutionError("has a result that is not its slice")
    }
    return try reshape(
      part, to: part.shape.indices.filter { !dropped.contains($0) }.map { part.shape[$0] })
  }

  private func insertSlice(
    _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    let slice = Slice(op)
    guard operands.count >= 2, let offsets = slice.offsets(in: module),
      let sizes = slice.sizes(in: module), let steps = slice.strides(in: module)
    else { throw ExecutionError("needs offsets, sizes and strides") }
    let part = try reshape(operands[0], to: resolve(sizes, op, operands, in: module))
    let at = try resolve(offsets, op, operands, in: module)
    let by = try resolve(steps, op, operands, in: module)
    var target = operands[1]
    operands = []
    try Movement.insert(part, into: &target, offsets: at, steps: by)
    return target
  }

  /// `tensor.pad`; a value that depends on the position is computed for every element of the result.
  private mutating func pad(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    let view = Pad(op)
    guard let low = view.low(in: module), let high = view.high(in: module) else {
      throw ExecutionError("needs the amounts to pad with")
    }
    let operand = operands[0]
    let before = try resolve(low, op, operands, in: module)
    let after = try resolve(high, op, operands, in: module)
    guard before.count == operand.rank, after.count == operand.rank,
      (before + after).allSatisfy({ (0..<(1 << 40)).contains($0) })
    else { throw ExecutionError("needs amounts of 0 or more for each dimension") }
    let shape = operand.shape.indices.map { operand.shape[$0] + before[$0] + after[$0] }
    var result = try fill(shape, operand.elementType, by: body(of: op, in: module), in: module)
    try Movement.insert(operand, into: &result, offsets: before, steps: before.map { _ in 1 })
    return result
  }

  private mutating func generate(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    let shape = try runtimeShape(op, sizes: operands[...], in: module)
    let type = try elementType(of: op, in: module)
    return try fill(shape, type, by: body(of: op, in: module), in: module)
  }

  /// The tensor whose elements a block computes from their indices.
  private mutating func fill(
    _ shape: [Int], _ elementType: ElementType, by block: BlockID, in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    let body = try RegionBody(block, self, in: module)
    guard body.program.arguments.count == shape.count,
      body.program.arguments.allSatisfy({ $0.elementType == .index }),
      body.program.results.map(\.elementType) == [elementType]
    else { throw ExecutionError("has a body that does not fit its result") }
    var inputs: [LoopNest.Input] = []
    for (dimension, size) in shape.enumerated() {
      var strides = [Int](repeating: 0, count: shape.count)
      strides[dimension] = 1
      inputs.append(
        LoopNest.Input(
          tensor: try Movement.iota([size], .index, dimension: 0),
          access: LoopAccess(base: 0, strides: strides)))
    }
    let output = LoopNest.Output(
      tensor: try Tensor.zeros(shape, elementType),
      access: LoopAccess(base: 0, strides: Tensor.strides(of: shape)))
    let nest = LoopNest(loops: shape, inputs: inputs, outputs: [output], order: .inputsOnly)
    return try run(nest, body, in: module)[0]
  }
}

extension Tensor {
  /// A scalar index.
  static func index(_ value: Int) -> Tensor {
    guard let tensor = Tensor([Int64(value)], shape: [], .index) else {
      preconditionFailure("invariant: a scalar is below every limit")
    }
    return tensor
  }
}
