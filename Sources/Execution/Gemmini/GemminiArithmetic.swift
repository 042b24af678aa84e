/// The element arithmetic of Gemmini's data paths.
enum GemminiArithmetic {
  /// 1.5 · 2²³: adding it to a float of magnitude below 2²² rounds to an integer, ties to even, in
  /// the low bits.
  private static let roundingConstant: Float = 12_582_912

  /// `value` rounded to the nearest integer, ties to even.
  ///
  /// - Requires: the magnitude is below 2²².
  @inline(__always)
  static func rounded(_ value: Float) -> Int32 {
    Int32(bitPattern: (value + roundingConstant).bitPattern &- roundingConstant.bitPattern)
  }

  /// `value` rounded to the nearest integer, ties to even, and saturated to int8.
  ///
  /// NaN becomes −128, as in the functional model. Saturating first gives the same result because
  /// the limits are integers.
  @inline(__always)
  static func requantized(_ value: Float) -> Int32 {
    let upper = value > 127 ? 127 : value
    return rounded(upper >= -128 ? upper : -128)
  }

  /// `value` saturated to int8.
  @inline(__always)
  static func saturated(_ value: Int32) -> Int8 {
    Int8(truncatingIfNeeded: min(127, max(-128, value)))
  }

  /// `value · 2⁻ˢʰⁱᶠᵗ` rounded to the nearest integer, ties to even.
  ///
  /// - Requires: `shift` is at most 31.
  @inline(__always)
  static func roundingShift(_ value: Int32, by shift: Int32) -> Int32 {
    guard shift > 0 else { return value }
    let quotient = value >> shift
    let half = (value >> (shift - 1)) & 1
    let isAboveHalf = value & ((1 << (shift - 1)) &- 1) != 0
    return quotient &+ (half & ((isAboveHalf ? 1 : 0) | (quotient & 1)))
  }

  /// The rectified `value`; NaN and negative zero become zero.
  @inline(__always)
  static func rectified(_ value: Float) -> Float {
    value > 0 ? value : 0
  }
}
