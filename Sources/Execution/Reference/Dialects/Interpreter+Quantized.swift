import FuseIR

// Values of quantized types are carried as the integers that are stored. Ops that only move values
// work on those; the others take the numbers that they stand for, compute with them, and quantize
// their results, as StableHLO's specification says.

extension ElementType {
  /// The kind of the elements that a value of a type is carried in: that of the stored integers for
  /// a quantized type.
  init?(carrying type: TypeID, in module: borrowing Module) {
    if let plain = ElementType(type, in: module) {
      self = plain
    } else if let quantized = QuantizedType(type, in: module) {
      self = quantized.storedElement
    } else {
      return nil
    }
  }
}

extension Interpreter {
  /// Whether an op reads or makes values of quantized types.
  func isQuantized(_ op: OpID, in module: borrowing Module) -> Bool {
    func isQuantized(_ value: ValueID) -> Bool {
      let type = module.elementType(of: value)
      guard case .dialect = module.type(type) else { return false }
      return QuantizedType(type, in: module) != nil
    }
    for index in 0..<module.operandCount(of: op) where isQuantized(module.operand(index, of: op)) {
      return true
    }
    return module.results(of: op).contains { isQuantized($0) }
  }

  /// Whether an op of quantized types works on the stored integers as they are.
  func movesValues(_ kind: StablehloOp, _ op: OpID, in module: borrowing Module) -> Bool {
    switch kind {
    case .select:
      // Two scales meet in one result.
      let result = module.elementType(of: module.result(of: op))
      return [1, 2].allSatisfy { module.elementType(of: module.operand($0, of: op)) == result }
    case .bitcastConvert, .broadcast, .broadcastInDim, .case, .composite, .concatenate, .constant,
      .dynamicBroadcastInDim, .dynamicGather, .dynamicPad, .dynamicReshape, .dynamicSlice,
      .dynamicUpdateSlice, .gather, .getDimensionSize, .getTupleElement, .if, .map,
      .optimizationBarrier, .pad, .realDynamicSlice, .reduce, .reduceWindow, .reshape, .return,
      .reverse, .scatter, .selectAndScatter, .setDimensionSize, .slice, .sort, .transpose,
      .tuple, .while:
      return true
    default: return false
    }
  }

  /// Executes an op that computes with quantized numbers.
  mutating func executeQuantized(
    _ kind: StablehloOp, _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    var expressed: [Tensor] = []
    for (index, operand) in operands.enumerated() {
      let type = module.elementType(of: module.operand(index, of: op))
      guard let quantized = QuantizedType(type, in: module) else {
        expressed.append(operand)
        continue
      }
      expressed.append(try quantized.dequantize(operand))
    }
    let results: [Tensor]
    if kind == .uniformQuantize || kind == .uniformDequantize {
      results = expressed
    } else {
      let outer = expressesQuantizedTypes
      expressesQuantizedTypes = true
      defer { expressesQuantizedTypes = outer }
      results = try execute(kind, op, &expressed, in: module)
    }
    var stored: [Tensor] = []
    for (index, result) in results.enumerated() {
      let type = module.elementType(of: module.result(index, of: op))
      guard let quantized = QuantizedType(type, in: module) else {
        stored.append(result)
        continue
      }
      stored.append(try quantized.quantize(result))
    }
    return stored
  }

  /// The kind of the elements that the op which is being executed computes for a type.
  func elementType(computedFor type: TypeID, in module: borrowing Module) -> ElementType? {
    if let plain = ElementType(type, in: module) { return plain }
    guard let quantized = QuantizedType(type, in: module) else { return nil }
    return expressesQuantizedTypes ? .float(quantized.expressed) : quantized.storedElement
  }
}

extension QuantizedType {
  /// The numbers that stored integers stand for.
  func dequantize(_ tensor: Tensor) throws(ExecutionError) -> Tensor {
    let stored = tensor.integers() ?? []
    let steps = try scaleSteps(tensor)
    let values = stored.indices.map { dequantize(stored[$0], scale: steps.scale(of: $0)) }
    guard let result = Tensor(values, shape: tensor.shape, expressed) else {
      throw ExecutionError("has a quantized operand that is not carried in integers")
    }
    return result
  }

  /// The integers that stand for numbers.
  func quantize(_ tensor: Tensor) throws(ExecutionError) -> Tensor {
    let numbers = tensor.floats() ?? []
    let steps = try scaleSteps(tensor)
    let values = numbers.indices.map { quantize(numbers[$0], scale: steps.scale(of: $0)) }
    guard let result = Tensor(values, shape: tensor.shape, storedElement) else {
      throw ExecutionError("quantizes what is not a tensor of floats")
    }
    return result
  }

  /// Which scale each element of a tensor has.
  private struct ScaleSteps {
    let stride: Int
    let count: Int

    func scale(of position: Int) -> Int { position / stride % count }
  }

  private func scaleSteps(_ tensor: Tensor) throws(ExecutionError) -> ScaleSteps {
    guard let dimension else { return ScaleSteps(stride: 1, count: 1) }
    guard dimension < tensor.rank, tensor.shape[dimension] == scales.count else {
      throw ExecutionError(
        "has \(scales.count) scales for dimension \(dimension) of shape \(tensor.shape)")
    }
    return ScaleSteps(stride: tensor.strides[dimension], count: scales.count)
  }
}
