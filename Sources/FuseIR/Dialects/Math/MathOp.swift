/// The ops of the `math` dialect.
public enum MathOp: UInt16, DialectOp {
  case absf, absi, acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, copysign, cos, cosh,
    ctlz, cttz, ctpop, erf, erfc, exp, exp2, expm1, floor, fma, fpowi, ipowi, isfinite, isinf,
    isnan, isnormal, log, log10, log1p, log2, powf, round, roundeven, rsqrt, sin, sinh, sqrt,
    tan, tanh, trunc

  /// `math`.
  public static var dialect: Dialect { .math }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .absf:
      OpDefinition(
        "math.absf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .absi:
      OpDefinition(
        "math.absi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .acos:
      OpDefinition(
        "math.acos", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .acosh:
      OpDefinition(
        "math.acosh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .asin:
      OpDefinition(
        "math.asin", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .asinh:
      OpDefinition(
        "math.asinh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .atan:
      OpDefinition(
        "math.atan", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .atan2:
      OpDefinition(
        "math.atan2", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .atanh:
      OpDefinition(
        "math.atanh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .cbrt:
      OpDefinition(
        "math.cbrt", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .ceil:
      OpDefinition(
        "math.ceil", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .copysign:
      OpDefinition(
        "math.copysign", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .cos:
      OpDefinition(
        "math.cos", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .cosh:
      OpDefinition(
        "math.cosh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .ctlz:
      OpDefinition(
        "math.ctlz", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .cttz:
      OpDefinition(
        "math.cttz", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .ctpop:
      OpDefinition(
        "math.ctpop", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .erf:
      OpDefinition(
        "math.erf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .erfc:
      OpDefinition(
        "math.erfc", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .exp:
      OpDefinition(
        "math.exp", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .exp2:
      OpDefinition(
        "math.exp2", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .expm1:
      OpDefinition(
        "math.expm1", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .floor:
      OpDefinition(
        "math.floor", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .fma:
      OpDefinition(
        "math.fma", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .fpowi:
      OpDefinition(
        "math.fpowi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .ipowi:
      OpDefinition(
        "math.ipowi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .isfinite:
      OpDefinition(
        "math.isfinite", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .isinf:
      OpDefinition(
        "math.isinf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .isnan:
      OpDefinition(
        "math.isnan", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .isnormal:
      OpDefinition(
        "math.isnormal", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .log:
      OpDefinition(
        "math.log", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .log10:
      OpDefinition(
        "math.log10", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .log1p:
      OpDefinition(
        "math.log1p", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .log2:
      OpDefinition(
        "math.log2", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .powf:
      OpDefinition(
        "math.powf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .round:
      OpDefinition(
        "math.round", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .roundeven:
      OpDefinition(
        "math.roundeven", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .rsqrt:
      OpDefinition(
        "math.rsqrt", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .sin:
      OpDefinition(
        "math.sin", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .sinh:
      OpDefinition(
        "math.sinh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .sqrt:
      OpDefinition(
        "math.sqrt", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .tan:
      OpDefinition(
        "math.tan", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .tanh:
      OpDefinition(
        "math.tanh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .trunc:
      OpDefinition(
        "math.trunc", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    }
  }
}
