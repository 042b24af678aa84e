import FuseIR

extension ChloOp {
  /// The lane operation of an elementwise op, or nil where the op is not elementwise or has no
  /// meaning for the element types. A broadcasting op has that of its plain sibling.
  func laneOperation(
    _ op: OpID, _ operands: [ElementType], _ result: ElementType, in module: borrowing Module
  ) -> LaneOperation? {
    guard let type = operands.first else { return nil }
    switch self {
    case .acos: return .unary(type, real: .acos, complex: .acos)
    case .acosh: return .unary(type, real: .acosh, complex: .acosh)
    case .asin: return .unary(type, real: .asin, complex: .asin)
    case .asinh: return .unary(type, real: .asinh, complex: .asinh)
    case .atan: return .unary(type, real: .atan, complex: .atan)
    case .atanh: return .unary(type, real: .atanh, complex: .atanh)
    case .besselI1e: return .unary(type, real: .besselI1e)
    case .conj: return .unary(type, real: .identity, complex: .conjugate)
    case .cosh: return .unary(type, real: .cosh, complex: .cosh)
    case .digamma: return .unary(type, real: .digamma)
    case .erf: return .unary(type, real: .erf)
    case .erfInv: return .unary(type, real: .erfInv)
    case .erfc: return .unary(type, real: .erfc)
    case .isInf: return type.isFloat ? .testReal(.isInfinite) : nil
    case .isNegInf: return type.isFloat ? .testReal(.isNegativeInfinity) : nil
    case .isPosInf: return type.isFloat ? .testReal(.isPositiveInfinity) : nil
    case .lgamma: return .unary(type, real: .lgamma)
    case .nextAfter, .broadcastNextAfter: return .binary(type, real: .nextAfter)
    case .polygamma, .broadcastPolygamma: return .binary(type, real: .polygamma)
    case .sinh: return .unary(type, real: .sinh, complex: .sinh)
    case .square: return .unary(type, real: .square, integer: .square, complex: .square)
    case .tan: return .unary(type, real: .tan, complex: .tan)
    case .zeta, .broadcastZeta: return .binary(type, real: .zeta)
    case .broadcastCompare:
      return Comparison(attribute: "comparison_direction", of: op, in: module).flatMap {
        .compare($0, type)
      }
    case .broadcastAdd: return StablehloOp.add.laneOperation(op, operands, result, in: module)
    case .broadcastAnd: return StablehloOp.and.laneOperation(op, operands, result, in: module)
    case .broadcastAtan2: return StablehloOp.atan2.laneOperation(op, operands, result, in: module)
    case .broadcastComplex:
      return StablehloOp.complex.laneOperation(op, operands, result, in: module)
    case .broadcastDivide:
      return StablehloOp.divide.laneOperation(op, operands, result, in: module)
    case .broadcastMaximum:
      return StablehloOp.maximum.laneOperation(op, operands, result, in: module)
    case .broadcastMinimum:
      return StablehloOp.minimum.laneOperation(op, operands, result, in: module)
    case .broadcastMultiply:
      return StablehloOp.multiply.laneOperation(op, operands, result, in: module)
    case .broadcastOr: return StablehloOp.or.laneOperation(op, operands, result, in: module)
    case .broadcastPower: return StablehloOp.power.laneOperation(op, operands, result, in: module)
    case .broadcastRemainder:
      return StablehloOp.remainder.laneOperation(op, operands, result, in: module)
    case .broadcastSelect:
      return StablehloOp.select.laneOperation(op, operands, result, in: module)
    case .broadcastShiftLeft:
      return StablehloOp.shiftLeft.laneOperation(op, operands, result, in: module)
    case .broadcastShiftRightArithmetic:
      return StablehloOp.shiftRightArithmetic.laneOperation(op, operands, result, in: module)
    case .broadcastShiftRightLogical:
      return StablehloOp.shiftRightLogical.laneOperation(op, operands, result, in: module)
    case .broadcastSubtract:
      return StablehloOp.subtract.laneOperation(op, operands, result, in: module)
    case .broadcastXor: return StablehloOp.xor.laneOperation(op, operands, result, in: module)
    default: return nil
    }
  }
}
