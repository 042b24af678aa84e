/// Floating-point numbers as MLIR writes them, byte for byte.
///
/// First choice is an exponential form of 6 significant digits, `1.250000e-01`, where it reads back
/// as the same number; else up to as many digits as the format may need, `3.14159274`, where that
/// has a point; else the bits in hexadecimal, as for infinities and NaN.
public enum FloatText {
  /// Appends the text of a code of `format`.
  public static func append(_ code: UInt64, _ format: FloatFormat, to text: inout [UInt8]) {
    let value = format.decode(code)
    if value.isFinite && appendDecimal(value, code, format, to: &text) { return }
    appendHexadecimal(code, format, to: &text)
  }

  /// The text of a code of `format`.
  public static func text(of code: UInt64, _ format: FloatFormat) -> String {
    var bytes: [UInt8] = []
    append(code, format, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `0x` and the bits, padded to the width of `format`.
  public static func appendHexadecimal(
    _ code: UInt64, _ format: FloatFormat, to text: inout [UInt8]
  ) {
    text += "0x".utf8
    for shift in stride(from: (format.bitWidth - 1) / 4 * 4, through: 0, by: -4) {
      let digit = UInt8((code >> UInt64(shift)) & 0xF)
      text.append(digit < 10 ? 0x30 + digit : 0x41 + digit - 10)
    }
  }

  private static func appendDecimal(
    _ value: Double, _ code: UInt64, _ format: FloatFormat, to text: inout [UInt8]
  ) -> Bool {
    let isNegative = value.sign == .minus
    let magnitude = isNegative ? -value : value
    if format == .f32, let exact = ExactDecimal(magnitude) {
      return appendSingle(exact, magnitude, isNegative: isNegative, to: &text)
    }
    let start = text.count
    let shortest = shortestDigits(magnitude, format)
    // Where neighbours are closer than 6-digit decimals, only the shortest text can read back.
    if (shortest?.digits.count ?? 0) <= 6 {
      let digits = DecimalDigits(magnitude, precision: 6)
      if isNegative { text.append(UInt8(ascii: "-")) }
      appendPaddedExponential(digits, to: &text)
      let readsBack = shortest.map { $0 == digits } ?? (parse(text[start...], format) == code)
      if readsBack { return true }
      text.removeSubrange(start...)
    }
    let precision = 2 + format.precision * 59 / 196
    let digits = DecimalDigits(magnitude, precision: precision)
    if isNegative { text.append(UInt8(ascii: "-")) }
    appendShort(digits, precision: precision, to: &text)
    if text[start...].contains(UInt8(ascii: ".")) { return true }
    text.removeSubrange(start...)
    return false
  }

  /// A float of 32 bits, by the same rules with small integers only.
  private static func appendSingle(
    _ exact: ExactDecimal, _ magnitude: Double, isNegative: Bool, to text: inout [UInt8]
  ) -> Bool {
    let start = text.count
    if isNegative { text.append(UInt8(ascii: "-")) }
    let short = exact.rounded(to: 6)
    if short.reads(asSingle: Float(magnitude)) {
      appendPaddedExponential(short.digits, to: &text)
      return true
    }
    appendShort(exact.rounded(to: 9).digits, precision: 9, to: &text)
    if text[start...].contains(UInt8(ascii: ".")) { return true }
    text.removeSubrange(start...)
    return false
  }

  /// The shortest digits that read back as `magnitude`, for normal numbers of 24 significant bits or
  /// more, whose neighbours are closer than 6-digit decimals; else nil.
  private static func shortestDigits(_ magnitude: Double, _ format: FloatFormat) -> DecimalDigits? {
    switch format {
    case .f32:
      let narrow = Float(magnitude)
      return narrow.isNormal || narrow == 0 ? DecimalDigits(parsing: narrow.description) : nil
    case .f64:
      return magnitude.isNormal || magnitude == 0
        ? DecimalDigits(parsing: magnitude.description) : nil
    case .f16, .bf16, .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ,
      .f8E3M4, .f8E8M0FNU, .f6E2M3FN, .f6E3M2FN, .f4E2M1FN, .tf32:
      return nil
    }
  }

  /// `d.dddddde+XX`.
  private static func appendPaddedExponential(_ number: DecimalDigits, to text: inout [UInt8]) {
    for position in 0..<7 {
      if position == 1 { text.append(UInt8(ascii: ".")) }
      text.append(0x30 + (position < number.digits.count ? number.digits[position] : 0))
    }
    let exponent = number.leadingExponent
    text.append(UInt8(ascii: "e"))
    text.append(UInt8(ascii: exponent < 0 ? "-" : "+"))
    if abs(exponent) < 10 { text.append(UInt8(ascii: "0")) }
    text += String(abs(exponent)).utf8
  }

  /// Plain decimal, or scientific where more than three zeros would pad it.
  private static func appendShort(
    _ number: DecimalDigits, precision: Int, to text: inout [UInt8]
  ) {
    let digits = number.digits
    let exponent = number.exponent
    let leading = number.leadingExponent
    let isScientific =
      exponent >= 0
      ? exponent > 3 || digits.count + exponent > precision : leading < 0 && -leading > 3
    if isScientific {
      text.append(0x30 + digits[0])
      text.append(UInt8(ascii: "."))
      if digits.count == 1 { text.append(0x30) }
      for digit in digits.dropFirst() { text.append(0x30 + digit) }
      text.append(UInt8(ascii: "E"))
      text.append(UInt8(ascii: leading < 0 ? "-" : "+"))
      text += String(abs(leading)).utf8
      return
    }
    if exponent < 0 && digits.count + exponent <= 0 {
      text += "0.".utf8
      for _ in 0..<(-digits.count - exponent) { text.append(0x30) }
    }
    for (position, digit) in digits.enumerated() {
      if position > 0 && position == digits.count + exponent { text.append(UInt8(ascii: ".")) }
      text.append(0x30 + digit)
    }
    for _ in 0..<max(exponent, 0) { text.append(0x30) }
  }
}

// MARK: - Reading

extension FloatText {
  /// The code of `format` nearest to a decimal number such as `-1.5e-3`, ties to even, or nil where
  /// the text is not one. A number beyond the format's range becomes infinity, or NaN where there
  /// is no infinity.
  public static func parse(_ text: some Collection<UInt8>, _ format: FloatFormat) -> UInt64? {
    guard isDecimal(text) else { return nil }
    if format == .f32, let bits = exactSingle(text) { return bits }
    let string = String(decoding: text, as: UTF8.self)
    if format == .f32 {
      guard let value = Float(string) else { return nil }
      return UInt64(value.bitPattern)
    }
    guard let value = Double(string) else { return nil }
    if format == .f64 || value == 0 || value.isInfinite { return format.encode(value) }
    // Rounding twice goes wrong only where the double lies on the border of two codes and the
    // decimal does not.
    let below = format.encode(value.nextDown)
    let above = format.encode(value.nextUp)
    if below == above { return format.encode(value) }
    switch compareMagnitude(of: string, with: value.magnitude) {
    case 0: return format.encode(value)
    case 1: return value < 0 ? below : above
    default: return value < 0 ? above : below
    }
  }

  /// A decimal number as a float of 32 bits where both its digits and the power of ten are floats, so that one operation
  /// rounds correctly (the fast path of Clinger, "How to Read Floating Point Numbers Accurately", 1990); else nil.
  private static func exactSingle(_ text: some Collection<UInt8>) -> UInt64? {
    var digits: UInt32 = 0
    var exponent = 0
    var isNegative = false
    var pointSeen = false
    var index = text.startIndex
    while index != text.endIndex {
      let byte = text[index]
      index = text.index(after: index)
      switch byte {
      case 0x30...0x39:
        digits = digits * 10 + UInt32(byte - 0x30)
        guard digits < 1 << 24 else { return nil }
        if pointSeen { exponent -= 1 }
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "."): pointSeen = true
      default:
        guard let power = smallPower(text[index...]) else { return nil }
        exponent += power
        index = text.endIndex
      }
    }
    guard exponent >= -10, exponent <= 10 else { return nil }
    let power = Float(ExactDecimal.powersOfTen(exponent.magnitude))
    let magnitude = exponent < 0 ? Float(digits) / power : Float(digits) * power
    return UInt64((isNegative ? -magnitude : magnitude).bitPattern)
  }

  /// The value of an exponent such as `-05` of at most four characters.
  private static func smallPower(_ text: some Collection<UInt8>) -> Int? {
    guard text.count <= 4 else { return nil }
    var value = 0
    for byte in text where byte != UInt8(ascii: "+") && byte != UInt8(ascii: "-") {
      value = value * 10 + Int(byte - 0x30)
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }

  private static func isDecimal(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest = rest.dropFirst() }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard let first = rest.first, isDigit(first) else { return false }
    rest = rest.drop(while: isDigit)
    if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop(while: isDigit) }
    guard let letter = rest.first else { return true }
    guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  /// −1, 0 or 1 as the magnitude of the decimal `text` is below, at or above `value`.
  private static func compareMagnitude(of text: String, with value: Double) -> Int {
    let number = DecimalDigits(parsing: text)
    let exact = BinaryExpansion(value).decimal
    var digits = exact.integer.decimalDigits()
    let leading = exact.exponent + digits.count - 1
    while digits.last == 0 { digits.removeLast() }
    if number.leadingExponent != leading { return number.leadingExponent < leading ? -1 : 1 }
    for (a, b) in zip(number.digits, digits) where a != b { return a < b ? -1 : 1 }
    return (number.digits.count - digits.count).signum()
  }
}
