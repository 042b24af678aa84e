import FuseIR

/// Ops that apply a region to the elements of tensors.
extension Interpreter {
  /// `stablehlo.map`: the region on the elements at each index.
  mutating func map(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let elementType = try elementType(op, in: module)
    guard let shape = operands.first?.shape, operands.allSatisfy({ $0.shape == shape }) else {
      throw ExecutionError("needs operands of one shape")
    }
    let body = try RegionBody(body(of: op, in: module), self, in: module)
    let access = LoopAccess(base: 0, strides: Tensor.strides(of: shape))
    let nest = LoopNest(
      loops: shape, inputs: operands.map { LoopNest.Input(tensor: $0, access: access) },
      outputs: [LoopNest.Output(tensor: try Tensor.zeros(shape, elementType), access: access)],
      order: .inputsOnly)
    return try run(nest, body, in: module)
  }

  /// `stablehlo.reduce`: folds dimensions with a region, starting from given values.
  mutating func reduce(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let count = operands.count / 2
    guard count > 0, operands.count == 2 * count, let shape = operands.first?.shape,
      operands[..<count].allSatisfy({ $0.shape == shape }),
      let dimensions = module.integers("dimensions", of: op)?.map({ Int($0) }),
      dimensions.allSatisfy({ shape.indices.contains($0) }),
      Set(dimensions).count == dimensions.count
    else { throw ExecutionError("needs operands of one shape and dimensions of it") }
    let kept = shape.indices.filter { !dimensions.contains($0) }
    let resultShape = kept.map { shape[$0] }
    let resultStrides = Tensor.strides(of: resultShape)
    var strides = [Int](repeating: 0, count: shape.count)
    for (position, dimension) in kept.enumerated() { strides[dimension] = resultStrides[position] }
    let input = LoopAccess(base: 0, strides: Tensor.strides(of: shape))
    let output = LoopAccess(base: 0, strides: strides)
    var nest = LoopNest(
      loops: shape, inputs: operands[..<count].map { LoopNest.Input(tensor: $0, access: input) },
      outputs: [], order: .outputsThenInputs)
    for start in operands[count...] {
      nest.outputs.append(
        LoopNest.Output(tensor: try spread(start, resultShape), access: output))
    }
    var body = try RegionBody(body(of: op, in: module), self, in: module)
    for index in 0..<count { body.widenAccumulation(result: index, accumulator: index) }
    return try run(nest, body, in: module)
  }

  /// A tensor that repeats a scalar.
  func spread(_ value: Tensor, _ shape: [Int]) throws(ExecutionError) -> Tensor {
    guard value.count == 1 else { throw ExecutionError("needs a scalar to start from") }
    return try value.strided(shape, base: 0, strides: shape.map { _ in 0 })
  }

  /// `stablehlo.reduce_window`: folds the elements that a window covers, at each place of it.
  mutating func reduceWindow(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let count = operands.count / 2
    guard count > 0, operands.count == 2 * count, let shape = operands.first?.shape,
      operands[..<count].allSatisfy({ $0.shape == shape }),
      let window = WindowDimension.window(of: op, in: module), window.count == shape.count,
      window.allSatisfy({ $0.isReasonable })
    else { throw ExecutionError("needs operands of one shape and a window of its rank") }
    var body = try RegionBody(body(of: op, in: module), self, in: module)
    for index in 0..<count { body.widenAccumulation(result: index, accumulator: index) }
    return try slide(
      window, Array(operands[..<count]), starts: Array(operands[count...]), &body,
      order: .outputsThenInputs, in: module)
  }

  /// Folds windows of tensors of one shape with a body.
  mutating func slide(
    _ window: [WindowDimension], _ operands: [Tensor], starts: [Tensor], _ body: inout RegionBody,
    order: LoopNest.ArgumentOrder, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let shape = operands[0].shape
    var resultShape: [Int] = []
    for (dimension, size) in zip(window, shape) {
      guard let extent = dimension.resultExtent(over: Int64(size)) else {
        throw ExecutionError("has a window beyond every limit")
      }
      resultShape.append(Int(extent))
    }
    let access = LoopAccess(window, shape: shape)
    let output = LoopAccess(
      base: 0, strides: Tensor.strides(of: resultShape) + window.map { _ in 0 })
    var nest = LoopNest(
      loops: resultShape + window.map { Int($0.size) }, inputs: [], outputs: [], order: order)
    for (operand, start) in zip(operands, starts) {
      nest.inputs.append(
        LoopNest.Input(
          tensor: operand, access: access,
          fill: body.addConstant(try spread(start, []))))
      nest.outputs.append(
        LoopNest.Output(tensor: try spread(start, resultShape), access: output))
    }
    return try run(nest, body, in: module)
  }
}
