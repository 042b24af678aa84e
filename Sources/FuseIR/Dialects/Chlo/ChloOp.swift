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
    case .acos: .chloUnary("acos", "The arc cosine of each element.")
    case .acosh: .chloUnary("acosh", "The inverse hyperbolic cosine of each element.")
    case .asin: .chloUnary("asin", "The arc sine of each element.")
    case .asinh: .chloUnary("asinh", "The inverse hyperbolic sine of each element.")
    case .atan: .chloUnary("atan", "The arc tangent of each element.")
    case .atanh: .chloUnary("atanh", "The inverse hyperbolic tangent of each element.")
    case .besselI1e:
      .chloUnary("bessel_i1e", "The exponentially scaled Bessel function of order 1.", on: .float)
    case .broadcastAdd: .chloBroadcasting("add", on: .any)
    case .broadcastAnd: .chloBroadcasting("and", on: [.boolean, .integer])
    case .broadcastAtan2: .chloBroadcasting("atan2", on: [.float, .complex])
    case .broadcastCompare: .chloBroadcasting("compare", on: .any)
    case .broadcastComplex: .chloBroadcasting("complex", on: .float)
    case .broadcastDivide: .chloBroadcasting("divide", on: .number)
    case .broadcastMaximum: .chloBroadcasting("maximum", on: .any)
    case .broadcastMinimum: .chloBroadcasting("minimum", on: .any)
    case .broadcastMultiply: .chloBroadcasting("multiply", on: .any)
    case .broadcastNextAfter: .chloBroadcasting("next_after", on: [.float, .complex])
    case .broadcastOr: .chloBroadcasting("or", on: [.boolean, .integer])
    case .broadcastPolygamma: .chloBroadcasting("polygamma", on: [.float, .complex])
    case .broadcastPower: .chloBroadcasting("power", on: .number)
    case .broadcastRemainder: .chloBroadcasting("remainder", on: .number)
    case .broadcastSelect: .chloBroadcasting("select", on: .any, operands: 3)
    case .broadcastShiftLeft: .chloBroadcasting("shift_left", on: .integer)
    case .broadcastShiftRightArithmetic: .chloBroadcasting("shift_right_arithmetic", on: .integer)
    case .broadcastShiftRightLogical: .chloBroadcasting("shift_right_logical", on: .integer)
    case .broadcastSubtract: .chloBroadcasting("subtract", on: .number)
    case .broadcastXor: .chloBroadcasting("xor", on: [.boolean, .integer])
    case .broadcastZeta: .chloBroadcasting("zeta", on: .float)
    case .conj: .chloUnary("conj", "The complex conjugate of each element.")
    case .constant: .chloConstant
    case .constantLike: .chloConstantLike
    case .cosh: .chloUnary("cosh", "The hyperbolic cosine of each element.")
    case .digamma:
      .chloUnary("digamma", "The derivative of the logarithm of the gamma function.", on: .float)
    case .erf: .chloUnary("erf", "The error function of each element.", on: .float)
    case .erfInv: .chloUnary("erf_inv", "The inverse of the error function.", on: .float)
    case .erfc: .chloUnary("erfc", "1 minus the error function of each element.", on: .float)
    case .isInf: .chloPredicate("is_inf", "Whether each element is infinite.")
    case .isNegInf: .chloPredicate("is_neg_inf", "Whether each element is minus infinity.")
    case .isPosInf: .chloPredicate("is_pos_inf", "Whether each element is plus infinity.")
    case .lgamma: .chloUnary("lgamma", "The logarithm of the absolute gamma function.", on: .float)
    case .nextAfter:
      .chloBinary("next_after", "The next number after each first element toward the second.")
    case .polygamma: .chloBinary("polygamma", "The polygamma function of each order and point.")
    case .raggedDot: .chloRaggedDot
    case .sinh: .chloUnary("sinh", "The hyperbolic sine of each element.")
    case .square: .chloUnary("square", "The square of each element.")
    case .tan: .chloUnary("tan", "The tangent of each element.")
    case .topK: .chloTopK
    case .zeta: .chloBinary("zeta", "The Hurwitz zeta function of each pair of elements.")
    }
  }
}
