import FuseIR

extension Interpreter {
  func execute(
    _ kind: ChloOp, _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    switch kind {
    case .acos, .acosh, .asin, .asinh, .atan, .atanh, .besselI1e, .conj, .cosh, .digamma, .erf,
      .erfInv, .erfc, .isInf, .isNegInf, .isPosInf, .lgamma, .nextAfter, .polygamma, .sinh, .square,
      .tan, .zeta:
      return [try elementwise(op, operands, in: module)]
    case .broadcastAdd, .broadcastAnd, .broadcastAtan2, .broadcastCompare, .broadcastComplex,
      .broadcastDivide, .broadcastMaximum, .broadcastMinimum, .broadcastMultiply,
      .broadcastNextAfter, .broadcastOr, .broadcastPolygamma, .broadcastPower, .broadcastRemainder,
      .broadcastSelect, .broadcastShiftLeft, .broadcastShiftRightArithmetic,
      .broadcastShiftRightLogical, .broadcastSubtract, .broadcastXor, .broadcastZeta:
      return [try elementwise(op, alignRanks(op, operands, in: module), in: module)]
    case .constant: return [try constant(op, in: module)]
    case .constantLike:
      guard let operand = operands.first else { throw ExecutionError("needs an operand") }
      return [try spread(constant(op, in: module), operand.shape)]
    case .topK: return try topK(op, operands, in: module)
    case .raggedDot: return [try raggedDot(op, operands, in: module)]
    }
  }

  /// The operands of a broadcasting op, brought to one shape: aligned at the last dimension, or by
  /// `broadcast_dimensions` where the op has them.
  private func alignRanks(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let rank = operands.map(\.rank).max() ?? 0
    let given = module.integers("broadcast_dimensions", of: op)?.map { Int($0) }
    var dimensions: [[Int]] = []
    var shape = [Int](repeating: 1, count: rank)
    for operand in operands {
      var own = Array((rank - operand.rank)..<rank)
      if let given, operand.rank < rank, given.count == operand.rank { own = given }
      guard own.allSatisfy({ (0..<rank).contains($0) }) else {
        throw ExecutionError("broadcasts to dimensions that its result lacks")
      }
      for (position, dimension) in own.enumerated() where operand.shape[position] != 1 {
        shape[dimension] = operand.shape[position]
      }
      dimensions.append(own)
    }
    var results: [Tensor] = []
    for (operand, own) in zip(operands, dimensions) {
      results.append(
        operand.shape == shape
          ? operand : try Movement.broadcast(operand, to: shape, dimensions: own))
    }
    return results
  }
}
