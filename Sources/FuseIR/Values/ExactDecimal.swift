/// A positive number of moderate size as an exact integer times a power of ten, in 128 bits.
///
/// It does for common numbers what `DecimalDigits` does with integers of any size, and gives the same digits.
struct ExactDecimal {
  private var integer: UInt128
  private var exponent: Int

  /// The number exactly; nil for zero and where 128 bits are not enough.
  init?(_ value: Double) {
    let expansion = BinaryExpansion(value)
    guard expansion.significand != 0 else { return nil }
    integer = UInt128(expansion.significand)
    exponent = min(expansion.exponent, 0)
    let width = 64 - expansion.significand.leadingZeroBitCount
    if expansion.exponent >= 0 {
      guard width + expansion.exponent <= 128 else { return nil }
      integer <<= UInt128(expansion.exponent)
      return
    }
    // 5^27 has 63 bits and 5^54 has 126.
    var fives = -expansion.exponent
    guard width * 59 + fives * 137 <= 127 * 59 else { return nil }
    while fives > 0 {
      let step = min(fives, 27)
      integer *= UInt128(Self.powerOfFive(step))
      fives -= step
    }
  }

  private init(integer: UInt128, exponent: Int) {
    self.integer = integer
    self.exponent = exponent
  }

  private static func powerOfFive(_ exponent: Int) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<exponent { power *= 5 }
    return power
  }

  /// 10^`exponent`, for exponents up to 19.
  static func powersOfTen(_ exponent: UInt) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// Up to `precision` digits, at most 9, cut as `DecimalDigits` cuts them, without trailing zeros.
  func rounded(to precision: Int) -> ExactDecimal {
    var integer = integer
    var exponent = exponent
    let needed = (precision * 196 + 58) / 59
    let excess = 128 - integer.leadingZeroBitCount - needed
    if excess > 0 {
      var tens = excess * 59 / 196
      exponent += tens
      while tens > 0 {
        let step = min(tens, 19)
        integer /= UInt128(Self.powersOfTen(UInt(step)))
        tens -= step
      }
    }
    // What is left has few bits.
    var rest = UInt64(truncatingIfNeeded: integer)
    let bound = Self.powersOfTen(UInt(precision))
    var last: UInt64 = 0
    while rest >= bound {
      last = rest % 10
      rest /= 10
      exponent += 1
    }
    if last >= 5 { rest += 1 }
    while rest > 0, rest % 10 == 0 {
      rest /= 10
      exponent += 1
    }
    return ExactDecimal(integer: UInt128(rest), exponent: exponent)
  }

  /// Whether a number of at most seven digits is read as the float of 32 bits.
  func reads(asSingle value: Float) -> Bool {
    let digits = Float(UInt64(truncatingIfNeeded: integer))
    guard exponent >= -10, exponent <= 10 else { return Float("\(integer)e\(exponent)") == value }
    let power = Float(Self.powersOfTen(exponent.magnitude))
    return (exponent < 0 ? digits / power : digits * power) == value
  }

  /// The digits one by one.
  var digits: DecimalDigits {
    DecimalDigits(UInt64(truncatingIfNeeded: integer), exponent: exponent)
  }
}
