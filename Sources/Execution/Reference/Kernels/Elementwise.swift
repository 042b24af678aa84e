import FuseIR

/// Applies one lane operation to whole tensors.
enum Elementwise {
  /// The number of lanes computed at a time: columns of this length stay in the nearest cache.
  static let chunk = 512

  /// The result of `operation` on operands of the shape of the result, or of one element each.
  static func run(
    _ operation: LaneOperation, _ operands: [Tensor], shape: [Int], _ elementType: ElementType
  ) throws(ExecutionError) -> Tensor {
    let result = try Tensor.zeros(shape, elementType)
    let count = result.count
    if count == 0 { return result }
    for operand in operands where operand.count != count && operand.count != 1 {
      throw ExecutionError("has operands of shapes \(operands.map(\.shape)) for \(shape)")
    }
    var program = LaneProgram()
    let registers = operands.map { program.addArgument($0.elementType) }
    let output = program.append(operation, registers, elementType)
    let frame = program.makeFrame(capacity: min(chunk, count))
    let isScalar = operands.map { $0.count == 1 }
    for (index, operand) in operands.enumerated() where isScalar[index] {
      registers[index].setScalar(operand, frame, lane: 0)
      frame.spread(registers[index], count: frame.capacity)
    }
    var start = 0
    var target = result
    while start < count {
      let lanes = min(chunk, count - start)
      for (index, operand) in operands.enumerated() where !isScalar[index] {
        operand.withBytes { bytes in
          guard let base = bytes.baseAddress else { return }
          registers[index].load(
            base + start * operand.elementType.storageByteWidth, frame, count: lanes)
        }
      }
      try program.run(frame, count: lanes)
      target.withMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        output.store(base + start * elementType.storageByteWidth, frame, count: lanes)
      }
      start += lanes
    }
    return target
  }
}
