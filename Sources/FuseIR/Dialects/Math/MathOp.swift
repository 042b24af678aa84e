/// The ops of the `math` dialect.
public enum MathOp: UInt16, DialectOp {
  case absf, absi, acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, copysign, cos, cosh,
    ctlz, cttz, ctpop, erf, erfc, exp, exp2, expm1, floor, fma, fpowi, ipowi, isfinite, isinf,
    isnan, isnormal, log, log10, log1p, log2, powf, round, roundeven, rsqrt, sin, sinh, sqrt,
    tan, tanh, trunc, clampf, sincos

  /// `math`.
  public static var dialect: Dialect { .math }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .absf: .mathAbsf
    case .absi: .mathAbsi
    case .acos: .mathAcos
    case .acosh: .mathAcosh
    case .asin: .mathAsin
    case .asinh: .mathAsinh
    case .atan: .mathAtan
    case .atan2: .mathAtan2
    case .atanh: .mathAtanh
    case .cbrt: .mathCbrt
    case .ceil: .mathCeil
    case .copysign: .mathCopysign
    case .cos: .mathCos
    case .cosh: .mathCosh
    case .ctlz: .mathCtlz
    case .cttz: .mathCttz
    case .ctpop: .mathCtpop
    case .erf: .mathErf
    case .erfc: .mathErfc
    case .exp: .mathExp
    case .exp2: .mathExp2
    case .expm1: .mathExpm1
    case .floor: .mathFloor
    case .fma: .mathFma
    case .fpowi: .mathFpowi
    case .ipowi: .mathIpowi
    case .isfinite: .mathIsfinite
    case .isinf: .mathIsinf
    case .isnan: .mathIsnan
    case .isnormal: .mathIsnormal
    case .log: .mathLog
    case .log10: .mathLog10
    case .log1p: .mathLog1p
    case .log2: .mathLog2
    case .powf: .mathPowf
    case .round: .mathRound
    case .roundeven: .mathRoundeven
    case .rsqrt: .mathRsqrt
    case .sin: .mathSin
    case .sinh: .mathSinh
    case .sqrt: .mathSqrt
    case .tan: .mathTan
    case .tanh: .mathTanh
    case .trunc: .mathTrunc
    case .clampf: .mathClampf
    case .sincos: .mathSincos
    }
  }
}
