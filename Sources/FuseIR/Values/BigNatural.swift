/// A natural number of any size, with the few operations that exact decimal text needs.
struct BigNatural {
  /// 32 bits each, least significant first, without leading zeros.
  private var limbs: [UInt32]

  init(_ value: UInt64) {
    limbs = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
    dropLeadingZeros()
  }

  private mutating func dropLeadingZeros() {
    while limbs.last == 0 { limbs.removeLast() }
  }

  var isZero: Bool { limbs.isEmpty }

  var bitWidth: Int {
    guard let last = limbs.last else { return 0 }
    return limbs.count * 32 - last.leadingZeroBitCount
  }

  /// The value where it fits 64 bits; its low bits where it does not.
  var low: UInt64 {
    let low = limbs.isEmpty ? 0 : UInt64(limbs[0])
    return limbs.count > 1 ? low | UInt64(limbs[1]) << 32 : low
  }

  mutating func multiply(by factor: UInt32) {
    var carry: UInt64 = 0
    for position in limbs.indices {
      let product = UInt64(limbs[position]) * UInt64(factor) + carry
      limbs[position] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry != 0 { limbs.append(UInt32(carry)) }
  }

  mutating func multiplyByPowerOfFive(_ exponent: Int) {
    var left = exponent
    while left >= 13 {
      multiply(by: 1_220_703_125)
      left -= 13
    }
    for _ in 0..<left { multiply(by: 5) }
  }

  mutating func shiftLeft(_ bits: Int) {
    guard !isZero else { return }
    let small = UInt32(bits % 32)
    if small > 0 { multiply(by: 1 << small) }
    limbs.insert(contentsOf: [UInt32](repeating: 0, count: bits / 32), at: 0)
  }

  /// Divides, rounding down, and returns the remainder.
  @discardableResult
  mutating func divide(by divisor: UInt32) -> UInt32 {
    var remainder: UInt64 = 0
    for position in limbs.indices.reversed() {
      let dividend = remainder << 32 | UInt64(limbs[position])
      limbs[position] = UInt32(truncatingIfNeeded: dividend / UInt64(divisor))
      remainder = dividend % UInt64(divisor)
    }
    dropLeadingZeros()
    return UInt32(remainder)
  }

  mutating func divideByPowerOfTen(_ exponent: Int) {
    var left = exponent
    while left >= 9 {
      divide(by: 1_000_000_000)
      left -= 9
    }
    for _ in 0..<left { divide(by: 10) }
  }

  /// The decimal digits, as values 0 to 9, most significant first; none for zero.
  func decimalDigits() -> [UInt8] {
    var rest = self
    var reversed: [UInt8] = []
    while !rest.isZero {
      var group = rest.divide(by: 1_000_000_000)
      for _ in 0..<9 {
        reversed.append(UInt8(group % 10))
        group /= 10
      }
    }
    while reversed.last == 0 { reversed.removeLast() }
    return reversed.reversed()
  }
}

/// The significand and exponent of a positive finite number: `significand` · 2^`exponent`, odd.
struct BinaryExpansion {
  private(set) var significand: UInt64
  private(set) var exponent: Int

  init(_ value: Double) {
    let bits = value.bitPattern
    let field = Int((bits >> 52) & 0x7FF)
    let fraction = bits & ((1 << 52) - 1)
    significand = field == 0 ? fraction : fraction | 1 << 52
    exponent = max(field, 1) - 1075
    let zeros = significand == 0 ? 0 : significand.trailingZeroBitCount
    significand >>= UInt64(zeros)
    exponent += zeros
  }

  /// The number as an integer times a power of ten, exactly.
  var decimal: (integer: BigNatural, exponent: Int) {
    var integer = BigNatural(significand)
    if exponent >= 0 {
      integer.shiftLeft(exponent)
      return (integer, 0)
    }
    integer.multiplyByPowerOfFive(-exponent)
    return (integer, exponent)
  }
}
