import FuseIR

/// Elementwise ops with two results or with operands of several formats, which lanes don't compute.
extension Interpreter {
  /// The results of such an op of `arith`; nil for every other op.
  func wideArithmetic(
    _ kind: ArithOp, _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor]? {
    switch kind {
    case .adduiExtended, .mulsiExtended, .muluiExtended:
      return try twoParts(kind, operands)
    case .scalingExtf, .scalingTruncf:
      guard operands.count == 2,
        case .float(let format) = try elementType(op, in: module)
      else { throw ExecutionError("needs a float and its scale") }
      var values: [Double] = []
      for position in 0..<operands[0].count {
        guard let value = operands[0].float(at: position),
          let scale = operands[1].float(at: position)
        else { throw ExecutionError("needs a float and its scale") }
        values.append(kind == .scalingExtf ? value * scale : value / scale)
      }
      return [try made(Tensor(values, shape: operands[0].shape, format))]
    default: return nil
    }
  }

  /// The low part of the exact result, and what is left of it: the carry of a sum, the high half of a product.
  private func twoParts(
    _ kind: ArithOp, _ operands: [Tensor]
  ) throws(ExecutionError) -> [Tensor] {
    guard operands.count == 2, let integers = operands[0].elementType.integerKind else {
      throw ExecutionError("needs two integers")
    }
    let width = UInt64(integers.bitWidth)
    let mask = width >= 64 ? UInt64.max : 1 << width - 1
    var low: [Int64] = []
    var high: [Int64] = []
    for position in 0..<operands[0].count {
      guard let a = operands[0].integer(at: position), let b = operands[1].integer(at: position)
      else { throw ExecutionError("needs two integers of the same shape") }
      let (x, y) = (UInt64(bitPattern: a) & mask, UInt64(bitPattern: b) & mask)
      switch kind {
      case .adduiExtended:
        let sum = (x &+ y) & mask
        low.append(Int64(bitPattern: sum))
        high.append(sum < x ? 1 : 0)
      case .muluiExtended:
        let product = x.multipliedFullWidth(by: y)
        low.append(Int64(bitPattern: product.low))
        high.append(
          Int64(
            bitPattern: width >= 64
              ? product.high : product.low >> width | product.high << (64 - width)))
      default:
        let signed = integers.with(.signed)
        let product = signed.wrapped(a).multipliedFullWidth(by: signed.wrapped(b))
        low.append(Int64(bitPattern: product.low))
        high.append(
          width >= 64
            ? product.high
            : Int64(bitPattern: product.low >> width) | product.high << Int64(64 - width))
      }
    }
    let type = operands[0].elementType
    let shape = operands[0].shape
    return [
      try made(Tensor(low, shape: shape, type)),
      try made(Tensor(high, shape: shape, kind == .adduiExtended ? .i1 : type)),
    ]
  }

  /// The results of an op of `math` that is no function of lanes; nil for every other op.
  func wideMath(_ kind: MathOp, _ operands: [Tensor]) throws(ExecutionError) -> [Tensor]? {
    guard let operand = operands.first else { return nil }
    let type = operand.elementType
    func run(_ operation: LaneOperation?, _ operands: [Tensor]) throws(ExecutionError) -> Tensor {
      guard let operation, type.isFloat else { throw ExecutionError("needs floats") }
      return try Elementwise.run(operation, operands, shape: operand.shape, type)
    }
    switch kind {
    case .sincos:
      return [
        try run(.unary(type, real: .sin), operands), try run(.unary(type, real: .cos), operands),
      ]
    case .clampf where operands.count == 3:
      return [try run(.clampReal, [operands[1], operand, operands[2]])]
    default: return nil
    }
  }

  private func made(_ tensor: Tensor?) throws(ExecutionError) -> Tensor {
    guard let tensor else { throw ExecutionError("has a result that is too large") }
    return tensor
  }
}
