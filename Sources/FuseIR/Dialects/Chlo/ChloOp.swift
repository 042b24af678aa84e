/// The ops of the `chlo` dialect.
public enum ChloOp: UInt16, DialectOp {
  case acos, acosh, asin, asinh, atan, atanh, besselI1e, broadcastAdd, broadcastAnd,
    broadcastAtan2, broadcastCompare, broadcastComplex, broadcastDivide, broadcastMaximum,
    broadcastMinimum, broadcastMultiply, broadcastNextAfter, broadcastOr, broadcastPolygamma,
    broadcastPower, broadcastRemainder, broadcastSelect, broadcastShiftLeft,
    broadcastShiftRightArithmetic, broadcastShiftRightLogical, broadcastSubtract, broadcastXor,
    broadcastZeta, conj, constant, constantLike, cosh, digamma, erf, erfInv, erfc, isInf,
    isNegInf, isPosInf, lgamma, nextAfter, polygamma, raggedDot, sinh, square, tan, topK, zeta

  /// `chlo`.
  public static var dialect: Dialect { .chlo }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .acos:
      OpDefinition(
        "chlo.acos", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .acosh:
      OpDefinition(
        "chlo.acosh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .asin:
      OpDefinition(
        "chlo.asin", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .asinh:
      OpDefinition(
        "chlo.asinh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .atan:
      OpDefinition(
        "chlo.atan", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .atanh:
      OpDefinition(
        "chlo.atanh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .besselI1e:
      OpDefinition(
        "chlo.bessel_i1e", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastAdd:
      OpDefinition(
        "chlo.broadcast_add", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastAnd:
      OpDefinition(
        "chlo.broadcast_and", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastAtan2:
      OpDefinition(
        "chlo.broadcast_atan2", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastCompare:
      OpDefinition(
        "chlo.broadcast_compare", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastComplex:
      OpDefinition(
        "chlo.broadcast_complex", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastDivide:
      OpDefinition(
        "chlo.broadcast_divide", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastMaximum:
      OpDefinition(
        "chlo.broadcast_maximum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastMinimum:
      OpDefinition(
        "chlo.broadcast_minimum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastMultiply:
      OpDefinition(
        "chlo.broadcast_multiply", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastNextAfter:
      OpDefinition(
        "chlo.broadcast_next_after", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastOr:
      OpDefinition(
        "chlo.broadcast_or", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastPolygamma:
      OpDefinition(
        "chlo.broadcast_polygamma", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastPower:
      OpDefinition(
        "chlo.broadcast_power", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastRemainder:
      OpDefinition(
        "chlo.broadcast_remainder", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastSelect:
      OpDefinition(
        "chlo.broadcast_select", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastShiftLeft:
      OpDefinition(
        "chlo.broadcast_shift_left", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastShiftRightArithmetic:
      OpDefinition(
        "chlo.broadcast_shift_right_arithmetic", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .broadcastShiftRightLogical:
      OpDefinition(
        "chlo.broadcast_shift_right_logical", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .broadcastSubtract:
      OpDefinition(
        "chlo.broadcast_subtract", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastXor:
      OpDefinition(
        "chlo.broadcast_xor", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastZeta:
      OpDefinition(
        "chlo.broadcast_zeta", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conj:
      OpDefinition(
        "chlo.conj", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .constant:
      OpDefinition(
        "chlo.constant", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .constantLike:
      OpDefinition(
        "chlo.constant_like", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .cosh:
      OpDefinition(
        "chlo.cosh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .digamma:
      OpDefinition(
        "chlo.digamma", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .erf:
      OpDefinition(
        "chlo.erf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .erfInv:
      OpDefinition(
        "chlo.erf_inv", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .erfc:
      OpDefinition(
        "chlo.erfc", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .isInf:
      OpDefinition(
        "chlo.is_inf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .isNegInf:
      OpDefinition(
        "chlo.is_neg_inf", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .isPosInf:
      OpDefinition(
        "chlo.is_pos_inf", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .lgamma:
      OpDefinition(
        "chlo.lgamma", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .nextAfter:
      OpDefinition(
        "chlo.next_after", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .polygamma:
      OpDefinition(
        "chlo.polygamma", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .raggedDot:
      OpDefinition(
        "chlo.ragged_dot", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .sinh:
      OpDefinition(
        "chlo.sinh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .square:
      OpDefinition(
        "chlo.square", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .tan:
      OpDefinition(
        "chlo.tan", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .topK:
      OpDefinition(
        "chlo.top_k", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .zeta:
      OpDefinition(
        "chlo.zeta", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    }
  }
}
