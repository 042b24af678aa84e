import Glibc

/// Elementwise functions of real numbers, in double precision.
///
/// A result is rounded once to the element's kind by the caller, so that for `f32` and below the
/// functions are correct to about half a unit in the last place, and the basic operations exactly.
/// NaN and infinities follow StableHLO.
public enum RealFunctions {
  /// The smaller number; NaN where either is, and −0 below +0.
  @inlinable
  public static func minimum(_ a: Double, _ b: Double) -> Double {
    if a < b { return a }
    if b < a { return b }
    if a == b { return a.sign == .minus ? a : b }
    return a.isNaN ? a : b
  }

  /// The larger number; NaN where either is, and +0 above −0.
  @inlinable
  public static func maximum(_ a: Double, _ b: Double) -> Double {
    if a > b { return a }
    if b > a { return b }
    if a == b { return a.sign == .minus ? b : a }
    return a.isNaN ? a : b
  }

  /// The remainder of the division rounded towards zero: it has the sign of `a`.
  public static func remainder(_ a: Double, _ b: Double) -> Double { fmod(a, b) }

  /// `a` to the power `b`.
  public static func power(_ a: Double, _ b: Double) -> Double { pow(a, b) }

  /// The angle of the point (`x`, `y`).
  public static func atan2(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }

  /// −1 or 1 by sign; zeros and NaN are returned as they are.
  @inlinable
  public static func sign(_ a: Double) -> Double {
    a > 0 ? 1 : (a < 0 ? -1 : a)
  }

  /// Rounded to an integer, ties to even.
  @inlinable
  public static func roundNearestEven(_ a: Double) -> Double { a.rounded(.toNearestOrEven) }

  /// Rounded to an integer, ties away from zero.
  @inlinable
  public static func roundNearestAway(_ a: Double) -> Double {
    a.rounded(.toNearestOrAwayFromZero)
  }

  /// 1 / (1 + e^−a).
  public static func logistic(_ a: Double) -> Double { 1 / (1 + Glibc.exp(-a)) }

  /// 1 / √a.
  public static func reciprocalSquareRoot(_ a: Double) -> Double { 1 / a.squareRoot() }

  /// e^a.
  public static func exp(_ a: Double) -> Double { Glibc.exp(a) }
  /// 2^a.
  public static func exp2(_ a: Double) -> Double { Glibc.exp2(a) }
  /// e^a − 1, exact near 0.
  public static func expm1(_ a: Double) -> Double { Glibc.expm1(a) }
  /// The natural logarithm.
  public static func log(_ a: Double) -> Double { Glibc.log(a) }
  /// The logarithm to base 2.
  public static func log2(_ a: Double) -> Double { Glibc.log2(a) }
  /// The logarithm to base 10.
  public static func log10(_ a: Double) -> Double { Glibc.log10(a) }
  /// The natural logarithm of 1 + a, exact near 0.
  public static func log1p(_ a: Double) -> Double { Glibc.log1p(a) }
  /// The cube root, of negative numbers too.
  public static func cubeRoot(_ a: Double) -> Double { Glibc.cbrt(a) }
  /// The sine.
  public static func sin(_ a: Double) -> Double { Glibc.sin(a) }
  /// The cosine.
  public static func cos(_ a: Double) -> Double { Glibc.cos(a) }
  /// The tangent.
  public static func tan(_ a: Double) -> Double { Glibc.tan(a) }
  /// The inverse sine.
  public static func asin(_ a: Double) -> Double { Glibc.asin(a) }
  /// The inverse cosine.
  public static func acos(_ a: Double) -> Double { Glibc.acos(a) }
  /// The inverse tangent.
  public static func atan(_ a: Double) -> Double { Glibc.atan(a) }
  /// The hyperbolic sine.
  public static func sinh(_ a: Double) -> Double { Glibc.sinh(a) }
  /// The hyperbolic cosine.
  public static func cosh(_ a: Double) -> Double { Glibc.cosh(a) }
  /// The hyperbolic tangent.
  public static func tanh(_ a: Double) -> Double { Glibc.tanh(a) }
  /// The inverse hyperbolic sine.
  public static func asinh(_ a: Double) -> Double { Glibc.asinh(a) }
  /// The inverse hyperbolic cosine.
  public static func acosh(_ a: Double) -> Double { Glibc.acosh(a) }
  /// The inverse hyperbolic tangent.
  public static func atanh(_ a: Double) -> Double { Glibc.atanh(a) }
  /// The error function.
  public static func erf(_ a: Double) -> Double { Glibc.erf(a) }
  /// 1 − erf(a), exact for large `a`.
  public static func erfc(_ a: Double) -> Double { Glibc.erfc(a) }

  /// A key that orders `Double` values as IEEE's totalOrder does: −NaN, −∞, …, −0, +0, …, +∞, +NaN.
  @inlinable
  public static func totalOrderKey(_ a: Double) -> Int64 {
    let bits = Int64(bitPattern: a.bitPattern)
    return bits < 0 ? Int64.max &- (bits & Int64.max) &+ Int64.min : bits
  }
}

extension FloatFormat {
  /// The number of this kind that follows `a` towards `b`.
  public func next(after a: Double, towards b: Double) -> Double {
    if a.isNaN || b.isNaN { return .nan }
    if a == b { return b }
    if self == .f8E8M0FNU {
      let code = encode(a)
      return decode(a < b ? code + 1 : (code == 0 ? 0 : code - 1))
    }
    let signMask = UInt64(1) << UInt64(bitWidth - 1)
    if a == 0 { return b < 0 ? decode(signMask | 1) : decode(1) }
    let code = encode(a)
    let magnitude = code & (signMask - 1)
    let grows = (a < b) == (a > 0)
    let next = grows ? magnitude + 1 : magnitude - 1
    if next == 0 && nonFinite == .negativeZeroIsNaN { return 0 }
    return decode(code & signMask | next)
  }

  /// `a` rounded as if it had passed through a format of the given widths and come back: ties to
  /// even, overflow to infinity, numbers below the smallest normal one to zero.
  public func reducingPrecision(
    _ a: Double, exponentBits: Int, mantissaBits: Int
  ) -> Double {
    guard nonFinite == .ieee, exponentBits >= 1, mantissaBits >= 0 else { return a }
    // Without fraction bits there is no room for NaN.
    if a.isNaN { return mantissaBits == 0 ? .infinity : a }
    let signMask = UInt64(1) << UInt64(bitWidth - 1)
    var code = encode(a)
    if mantissaBits < fractionBits {
      let dropped = UInt64(fractionBits - mantissaBits)
      let last = (code >> dropped) & 1
      let bias = last + (UInt64(1) << (dropped - 1)) - 1
      code = (code &+ bias) & ~((UInt64(1) << dropped) - 1)
    }
    let ownExponentBits = bitWidth - 1 - fractionBits
    if exponentBits < ownExponentBits {
      let sign = code & signMask
      let exponent = Int((code & (signMask - 1)) >> UInt64(fractionBits))
      let narrowBias = (1 << (exponentBits - 1)) - 1
      if exponent > bias + narrowBias {
        return sign == 0 ? .infinity : -.infinity
      }
      if exponent <= bias - narrowBias { code = sign }
    }
    return decode(code)
  }
}
