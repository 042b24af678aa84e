/// A binary floating-point format whose numbers are all exact in a `Double`: its layout, and its
/// conversion from and to `Double`.
public enum FloatFormat: UInt8, Hashable, Sendable, CaseIterable {
  /// IEEE half precision.
  case f16
  /// The upper half of an IEEE single.
  case bf16
  /// IEEE single precision.
  case f32
  /// IEEE double precision.
  case f64
  /// 5 exponent bits, 2 fraction bits, IEEE-like.
  case f8E5M2
  /// 4 exponent bits, 3 fraction bits, IEEE-like.
  case f8E4M3
  /// 4 exponent bits, 3 fraction bits, no infinity, NaN is all ones.
  case f8E4M3FN
  /// 5 exponent bits, 2 fraction bits, bias 16, no infinity, no negative zero.
  case f8E5M2FNUZ
  /// 4 exponent bits, 3 fraction bits, bias 8, no infinity, no negative zero.
  case f8E4M3FNUZ
  /// 4 exponent bits, 3 fraction bits, bias 11, no infinity, no negative zero.
  case f8E4M3B11FNUZ
  /// 3 exponent bits, 4 fraction bits, IEEE-like.
  case f8E3M4
  /// 8 exponent bits and nothing else: powers of two, no sign, no zero.
  case f8E8M0FNU
  /// 2 exponent bits, 3 fraction bits, finite numbers only.
  case f6E2M3FN
  /// 3 exponent bits, 2 fraction bits, finite numbers only.
  case f6E3M2FN
  /// 2 exponent bits, 1 fraction bit, finite numbers only.
  case f4E2M1FN
  /// 8 exponent bits, 10 fraction bits, IEEE-like.
  case tf32

  /// The format of a builtin type, or nil for one that does not fit a `Double`.
  public init?(_ kind: FloatKind) {
    switch kind {
    case .f4E2M1FN: self = .f4E2M1FN
    case .f6E2M3FN: self = .f6E2M3FN
    case .f6E3M2FN: self = .f6E3M2FN
    case .f8E5M2: self = .f8E5M2
    case .f8E4M3: self = .f8E4M3
    case .f8E4M3FN: self = .f8E4M3FN
    case .f8E5M2FNUZ: self = .f8E5M2FNUZ
    case .f8E4M3FNUZ: self = .f8E4M3FNUZ
    case .f8E4M3B11FNUZ: self = .f8E4M3B11FNUZ
    case .f8E3M4: self = .f8E3M4
    case .f8E8M0FNU: self = .f8E8M0FNU
    case .bf16: self = .bf16
    case .f16: self = .f16
    case .tf32: self = .tf32
    case .f32: self = .f32
    case .f64: self = .f64
    case .f80, .f128: return nil
    }
  }

  /// The builtin type of the format.
  public var kind: FloatKind {
    switch self {
    case .f16: .f16
    case .bf16: .bf16
    case .f32: .f32
    case .f64: .f64
    case .f8E5M2: .f8E5M2
    case .f8E4M3: .f8E4M3
    case .f8E4M3FN: .f8E4M3FN
    case .f8E5M2FNUZ: .f8E5M2FNUZ
    case .f8E4M3FNUZ: .f8E4M3FNUZ
    case .f8E4M3B11FNUZ: .f8E4M3B11FNUZ
    case .f8E3M4: .f8E3M4
    case .f8E8M0FNU: .f8E8M0FNU
    case .f6E2M3FN: .f6E2M3FN
    case .f6E3M2FN: .f6E3M2FN
    case .f4E2M1FN: .f4E2M1FN
    case .tf32: .tf32
    }
  }

  /// How a format spends its codes on infinities and NaN.
  public enum NonFinite: Sendable {
    /// The largest exponent holds infinity and NaN.
    case ieee
    /// No infinity; NaN is all ones.
    case allOnesIsNaN
    /// No infinity; NaN is the code of negative zero.
    case negativeZeroIsNaN
    /// Neither infinity nor NaN: what is too large becomes the largest number, NaN a zero.
    case absent
  }

  /// The width in bits.
  public var bitWidth: Int { kind.width }

  /// The bytes of one number in storage.
  public var byteWidth: Int { (bitWidth + 7) / 8 }

  /// The number of explicit fraction bits.
  public var fractionBits: Int {
    switch self {
    case .f16, .tf32: 10
    case .bf16: 7
    case .f32: 23
    case .f64: 52
    case .f8E5M2, .f8E5M2FNUZ, .f6E3M2FN: 2
    case .f8E4M3, .f8E4M3FN, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f6E2M3FN: 3
    case .f8E3M4: 4
    case .f4E2M1FN: 1
    case .f8E8M0FNU: 0
    }
  }

  /// The number of significant bits, the hidden one included.
  public var precision: Int { fractionBits + 1 }

  /// The exponent bias.
  public var bias: Int {
    switch self {
    case .f16, .f8E5M2: 15
    case .bf16, .f32, .tf32, .f8E8M0FNU: 127
    case .f64: 1023
    case .f8E4M3, .f8E4M3FN: 7
    case .f8E5M2FNUZ: 16
    case .f8E4M3FNUZ: 8
    case .f8E4M3B11FNUZ: 11
    case .f8E3M4, .f6E3M2FN: 3
    case .f6E2M3FN, .f4E2M1FN: 1
    }
  }

  /// How the format spends its codes on infinities and NaN.
  public var nonFinite: NonFinite {
    switch self {
    case .f16, .bf16, .f32, .f64, .tf32, .f8E5M2, .f8E4M3, .f8E3M4: .ieee
    case .f8E4M3FN, .f8E8M0FNU: .allOnesIsNaN
    case .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ: .negativeZeroIsNaN
    case .f6E2M3FN, .f6E3M2FN, .f4E2M1FN: .absent
    }
  }

  /// The name in MLIR's text, such as `f32` or `f8E4M3FN`.
  public var name: String { kind.rawValue }

  /// The code of the largest finite magnitude, sign bit clear.
  var largestFiniteCode: UInt64 {
    let magnitude = (UInt64(1) << UInt64(bitWidth - 1)) - 1
    switch nonFinite {
    case .ieee: return infinityCode - 1
    case .allOnesIsNaN: return self == .f8E8M0FNU ? 0xFE : magnitude - 1
    case .negativeZeroIsNaN, .absent: return magnitude
    }
  }

  /// The code of positive infinity in an IEEE-like format.
  private var infinityCode: UInt64 {
    let exponentBits = bitWidth - 1 - fractionBits
    return ((UInt64(1) << UInt64(exponentBits)) - 1) << UInt64(fractionBits)
  }

  /// The code of a quiet NaN.
  public var quietNaNCode: UInt64 {
    switch nonFinite {
    case .ieee: infinityCode | (UInt64(1) << UInt64(fractionBits - 1))
    case .allOnesIsNaN: self == .f8E8M0FNU ? 0xFF : 0x7F
    case .negativeZeroIsNaN: 0x80
    case .absent: UInt64(1) << UInt64(bitWidth - 1)
    }
  }

  /// The code of `value`, rounded to nearest, ties to even.
  ///
  /// A value beyond the largest finite one becomes infinity, or NaN where there is no infinity.
  public func encode(_ value: Double) -> UInt64 {
    switch self {
    case .f64: return value.bitPattern
    case .f32: return UInt64(Float(value).bitPattern)
    case .f8E8M0FNU: return encodePowerOfTwo(value)
    case .f16, .bf16, .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ,
      .f8E3M4, .f6E2M3FN, .f6E3M2FN, .f4E2M1FN, .tf32:
      return encodeSmall(value)
    }
  }

  private func encodeSmall(_ value: Double) -> UInt64 {
    let bits = value.bitPattern
    let negative = bits >> 63 == 1
    let sign = negative ? UInt64(1) << UInt64(bitWidth - 1) : 0
    if value.isNaN {
      return nonFinite == .negativeZeroIsNaN ? quietNaNCode : sign | quietNaNCode
    }
    let overflow: UInt64
    switch nonFinite {
    case .ieee: overflow = sign | infinityCode
    case .allOnesIsNaN, .negativeZeroIsNaN: overflow = sign | quietNaNCode
    case .absent: overflow = sign | largestFiniteCode
    }
    if value.isInfinite { return overflow }
    let zero = nonFinite == .negativeZeroIsNaN ? 0 : sign
    let biased = Int((bits >> 52) & 0x7FF)
    if biased == 0 { return zero }  // Below 2^-1022: under every small format's range.
    let exponent = biased - 1023
    let significand = (bits & ((1 << 52) - 1)) | (1 << 52)
    let smallestExponent = 1 - bias
    var shift = 52 - fractionBits
    if exponent < smallestExponent { shift += smallestExponent - exponent }
    if shift > 54 { return zero }
    var quotient = significand >> UInt64(shift)
    let remainder = significand & ((UInt64(1) << UInt64(shift)) - 1)
    let half = UInt64(1) << UInt64(shift - 1)
    if remainder > half || (remainder == half && quotient & 1 == 1) { quotient += 1 }
    var code = quotient
    if exponent > smallestExponent {
      code += UInt64(exponent - smallestExponent) << UInt64(fractionBits)
    }
    if code > largestFiniteCode { return overflow }
    return code == 0 ? zero : sign | code
  }

  private func encodePowerOfTwo(_ value: Double) -> UInt64 {
    if value.isNaN || value.isInfinite || value < 0 { return 0xFF }
    if value < 0x1p-127 { return 0 }
    let bits = value.bitPattern
    let exponent = Int((bits >> 52) & 0x7FF) - 1023
    let fraction = bits & ((1 << 52) - 1)
    var code = exponent + 127
    let half = UInt64(1) << 51
    // The only significant bit is odd, so that ties go up.
    if fraction >= half { code += 1 }
    return code > 0xFE ? 0xFF : UInt64(code)
  }

  /// The value of a code; bits above the format's width are ignored.
  public func decode(_ code: UInt64) -> Double {
    switch self {
    case .f64: return Double(bitPattern: code)
    case .f32: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: code)))
    case .bf16: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: code << 16)))
    case .f8E8M0FNU:
      let exponent = Int(code & 0xFF)
      return exponent == 0xFF ? .nan : Double(bitPattern: UInt64(exponent - 127 + 1023) << 52)
    case .f16, .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f8E3M4,
      .f6E2M3FN, .f6E3M2FN, .f4E2M1FN, .tf32:
      return decodeSmall(code)
    }
  }

  private func decodeSmall(_ code: UInt64) -> Double {
    let signMask = UInt64(1) << UInt64(bitWidth - 1)
    let negative = code & signMask != 0
    let magnitude = code & (signMask - 1)
    switch nonFinite {
    case .ieee:
      if magnitude > infinityCode { return negative ? -Double.nan : Double.nan }
      if magnitude == infinityCode { return negative ? -Double.infinity : Double.infinity }
    case .allOnesIsNaN:
      if magnitude == signMask - 1 { return .nan }
    case .negativeZeroIsNaN:
      if magnitude == 0 && negative { return .nan }
    case .absent: break
    }
    let fraction = magnitude & ((UInt64(1) << UInt64(fractionBits)) - 1)
    let exponent = Int(magnitude >> UInt64(fractionBits))
    let result: Double
    if exponent == 0 {
      let unit = Double(bitPattern: UInt64(1 - bias - fractionBits + 1023) << 52)
      result = Double(fraction) * unit
    } else {
      let bits = UInt64(exponent - bias + 1023) << 52 | fraction << UInt64(52 - fractionBits)
      result = Double(bitPattern: bits)
    }
    return negative ? -result : result
  }

  /// `value` rounded to this format, to nearest with ties to even.
  public func rounded(_ value: Double) -> Double {
    switch self {
    case .f64: value
    case .f32: Double(Float(value))
    case .f16, .bf16, .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ,
      .f8E3M4, .f8E8M0FNU, .f6E2M3FN, .f6E3M2FN, .f4E2M1FN, .tf32:
      decode(encode(value))
    }
  }
}
