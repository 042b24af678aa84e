import FuseIR

extension MathOp {
  /// The lane operation of an elementwise op, or nil where the op has no meaning for the element
  /// types.
  func laneOperation(_ operands: [ElementType], _ result: ElementType) -> LaneOperation? {
    guard let type = operands.first else { return nil }
    switch self {
    case .absf: return .unary(type, real: .abs)
    case .absi: return .unary(type, integer: .abs)
    case .acos: return .unary(type, real: .acos)
    case .acosh: return .unary(type, real: .acosh)
    case .asin: return .unary(type, real: .asin)
    case .asinh: return .unary(type, real: .asinh)
    case .atan: return .unary(type, real: .atan)
    case .atan2: return .binary(type, real: .atan2)
    case .atanh: return .unary(type, real: .atanh)
    case .cbrt: return .unary(type, real: .cubeRoot)
    case .ceil: return .unary(type, real: .ceil)
    case .copysign: return .binary(type, real: .copySign)
    case .cos: return .unary(type, real: .cos)
    case .cosh: return .unary(type, real: .cosh)
    case .ctlz: return .unary(type, integer: .leadingZeros)
    case .cttz: return .unary(type, integer: .trailingZeros)
    case .ctpop: return .unary(type, integer: .populationCount)
    case .erf: return .unary(type, real: .erf)
    case .erfc: return .unary(type, real: .erfc)
    case .exp: return .unary(type, real: .exp)
    case .exp2: return .unary(type, real: .exp2)
    case .expm1: return .unary(type, real: .expm1)
    case .floor: return .unary(type, real: .floor)
    case .fma:
      guard case .float(let format) = type else { return nil }
      return .multiplyAdd(format)
    case .fpowi:
      guard case .float(let format) = type else { return nil }
      return .realIntegerPower(format)
    case .ipowi: return .integerBinary(.power, type, as: .signed)
    case .isfinite: return type.isFloat ? .testReal(.isFinite) : nil
    case .isinf: return type.isFloat ? .testReal(.isInfinite) : nil
    case .isnan: return type.isFloat ? .testReal(.isNaN) : nil
    case .isnormal:
      guard case .float(let format) = type else { return nil }
      return .isNormal(format)
    case .log: return .unary(type, real: .log)
    case .log10: return .unary(type, real: .log10)
    case .log1p: return .unary(type, real: .log1p)
    case .log2: return .unary(type, real: .log2)
    case .powf: return .binary(type, real: .power)
    case .round: return .unary(type, real: .roundNearestAway)
    case .roundeven: return .unary(type, real: .roundNearestEven)
    case .rsqrt: return .unary(type, real: .reciprocalSquareRoot)
    case .sin: return .unary(type, real: .sin)
    case .sinh: return .unary(type, real: .sinh)
    case .sqrt: return .unary(type, real: .squareRoot)
    case .tan: return .unary(type, real: .tan)
    case .tanh: return .unary(type, real: .tanh)
    case .trunc: return .unary(type, real: .truncate)
    case .clampf, .sincos: return nil
    }
  }
}
