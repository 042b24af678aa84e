/// Significant decimal digits of a non-negative number: `digits` · 10^`exponent`.
struct DecimalDigits: Equatable {
  /// Values 0 to 9, most significant first, without trailing zeros; `[0]` for zero.
  private(set) var digits: [UInt8]
  /// The power of ten of the last digit.
  private(set) var exponent: Int

  /// The power of ten of the first digit.
  var leadingExponent: Int { exponent + digits.count - 1 }

  /// Up to `precision` digits of a finite number, cut as LLVM's APFloat cuts them.
  ///
  /// The exact integer is first divided, rounding down, by a power of ten that leaves
  /// ⌈196/59 · precision⌉ bits, and then rounded half up to `precision` digits. That is not always
  /// the nearest decimal, and differing from it on purpose keeps the text equal to MLIR's.
  init(_ value: Double, precision: Int) {
    digits = [0]
    exponent = 0
    if value == 0 { return }
    var (integer, power) = BinaryExpansion(value).decimal
    let needed = (precision * 196 + 58) / 59
    let excess = integer.bitWidth - needed
    if excess > 0 {
      let tens = excess * 59 / 196
      integer.divideByPowerOfTen(tens)
      power += tens
    }
    digits = String(integer.low).utf8.map { $0 - 0x30 }
    exponent = power
    if digits.count > precision {
      exponent += digits.count - precision
      let roundsUp = digits[precision] >= 5
      digits.removeSubrange(precision...)
      if roundsUp { increment() }
    }
    dropTrailingZeros()
  }

  /// The digits of `integer` · 10^`exponent`, which has no trailing zeros.
  init(_ integer: UInt64, exponent: Int) {
    digits = []
    digits.reserveCapacity(20)
    self.exponent = exponent
    var rest = integer
    repeat {
      digits.append(UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    digits.reverse()
  }

  private mutating func increment() {
    for position in digits.indices.reversed() {
      if digits[position] < 9 {
        digits[position] += 1
        return
      }
      digits[position] = 0
    }
    digits.insert(1, at: 0)
  }

  private mutating func dropTrailingZeros() {
    while digits.count > 1 && digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
  }

  /// The digits of a decimal text such as `-12.5`, `1e-05` or `0.001`; the sign is ignored, and an
  /// exponent that does not fit is kept at a bound that no number reaches.
  init(parsing text: String) {
    digits = []
    exponent = 0
    var pointSeen = false
    var rest = Substring(text).utf8
    while let byte = rest.first {
      rest = rest.dropFirst()
      switch byte {
      case 0x30...0x39:
        if !digits.isEmpty || byte != 0x30 { digits.append(byte - 0x30) }
        if pointSeen { exponent -= 1 }
      case UInt8(ascii: "."): pointSeen = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let power = Int(Substring(rest)) ?? (rest.first == UInt8(ascii: "-") ? -(1 << 40) : 1 << 40)
        exponent += min(max(power, -(1 << 40)), 1 << 40)
        rest = rest.dropFirst(rest.count)
      default: break
      }
    }
    if digits.isEmpty {
      digits = [0]
      exponent = 0
    }
    dropTrailingZeros()
  }
}
