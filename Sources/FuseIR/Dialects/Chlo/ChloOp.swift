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
    case .broadcastAdd: .chloBroadcasting("add")
    case .broadcastAnd: .chloBroadcasting("and")
    case .broadcastAtan2: .chloBroadcasting("atan2")
    case .broadcastCompare: .chloBroadcasting("compare")
    case .broadcastComplex: .chloBroadcasting("complex")
    case .broadcastDivide: .chloBroadcasting("divide")
    case .broadcastMaximum: .chloBroadcasting("maximum")
    case .broadcastMinimum: .chloBroadcasting("minimum")
    case .broadcastMultiply: .chloBroadcasting("multiply")
    case .broadcastNextAfter: .chloBroadcasting("next_after")
    case .broadcastOr: .chloBroadcasting("or")
    case .broadcastPolygamma: .chloBroadcasting("polygamma")
    case .broadcastPower: .chloBroadcasting("power")
    case .broadcastRemainder: .chloBroadcasting("remainder")
    case .broadcastSelect: .chloBroadcasting("select", operands: 3)
    case .broadcastShiftLeft: .chloBroadcasting("shift_left")
    case .broadcastShiftRightArithmetic: .chloBroadcasting("shift_right_arithmetic")
    case .broadcastShiftRightLogical: .chloBroadcasting("shift_right_logical")
    case .broadcastSubtract: .chloBroadcasting("subtract")
    case .broadcastXor: .chloBroadcasting("xor")
    case .broadcastZeta: .chloBroadcasting("zeta")
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
    case .square: .chloUnary("square", "The square of each element.", on: .number)
    case .tan: .chloUnary("tan", "The tangent of each element.")
    case .topK: .chloTopK
    case .zeta: .chloBinary("zeta", "The Hurwitz zeta function of each pair of elements.")
    }
  }
}
