// Integer and float attributes, and arrays of them.

extension Parser {
  /// `1`, `-1 : i8`, `0xFF : i32`, `1.5 : f32`, `0x7FC00000 : f32`.
  mutating func parseNumberAttribute(_ type: TypeID?) throws(ParseFailure) -> AttributeID {
    let isNegative = parseOptional(.minus)
    let literal = token
    guard literal.kind == .integer || literal.kind == .float else {
      throw error("expected constant integer or floating point value")
    }
    advance()
    var type = type
    if type == nil, token.kind == .colon {
      type = try parseColonType()
    }
    if let known = smallNumberAttribute(literal, isNegative: isNegative, type ?? .i64) {
      return known
    }
    let typePlace = previousEnd..<previousEnd
    if literal.kind == .float {
      let type = type ?? .f64
      guard case .float(let kind) = module.type(type) else {
        throw error("floating point value not valid for specified type", at: typePlace)
      }
      return try floatAttribute(literal, isNegative: isNegative, kind, type)
    }
    return try numberAttribute(literal, isNegative: isNegative, type ?? .i64)
  }

  /// A decimal integer of a few digits of the common integer types; nil leaves a literal to the general way.
  private mutating func smallNumberAttribute(
    _ literal: Token, isNegative: Bool, _ type: TypeID
  ) -> AttributeID? {
    guard literal.kind == .integer, literal.range.count <= 9,
      type == .i64 || type == .i32 || type == .index, !isHex(literal),
      let value = integer(in: literal.range), value != 0 || !isNegative
    else { return nil }
    return module.intern(.integer(isNegative ? -value : value, type))
  }

  /// An integer literal as an attribute of the given type; for floats it holds the bits in hex.
  private mutating func numberAttribute(
    _ literal: Token, isNegative: Bool, _ type: TypeID
  ) throws(ParseFailure) -> AttributeID {
    switch module.type(type) {
    case .float(let kind):
      let words = try floatBits(literal, isNegative: isNegative, kind)
      return words.count == 1
        ? module.intern(.float(bits: words[0], type)) : module.intern(.wideFloat(words, type))
    case .index:
      let words = try integerBits(literal, isNegative: isNegative, width: 64, .signed, type)
      return module.intern(.integer(Int64(bitPattern: words[0]), type))
    case .integer(let width, let signedness):
      let words = try integerBits(literal, isNegative: isNegative, width: width, signedness, type)
      guard width <= 64 else { return module.intern(.wideInteger(words, type)) }
      return module.intern(.integer(Self.extended(words[0], width: width, signedness), type))
    default:
      throw error("integer literal not valid for specified type", at: literal.range)
    }
  }

  /// The low `width` bits of a word as they are kept in integer attributes.
  static func extended(_ word: UInt64, width: Int, _ signedness: Signedness) -> Int64 {
    guard width > 0 else { return 0 }
    let shift = UInt64(64 - width)
    if signedness == .unsigned || (width == 1 && signedness == .signless) {
      return Int64(bitPattern: (word << shift) >> shift)
    }
    return Int64(bitPattern: word << shift) >> Int64(shift)
  }

  private mutating func floatAttribute(
    _ literal: Token, isNegative: Bool, _ kind: FloatKind, _ type: TypeID
  ) throws(ParseFailure) -> AttributeID {
    let bits = try floatBits(literal, isNegative: isNegative, kind)
    return bits.count == 1
      ? module.intern(.float(bits: bits[0], type)) : module.intern(.wideFloat(bits, type))
  }

  /// The bits of a float literal, or of an integer literal that gives them in hex.
  mutating func floatBits(
    _ literal: Token, isNegative: Bool, _ kind: FloatKind
  ) throws(ParseFailure) -> [UInt64] {
    guard literal.kind == .float else {
      guard isHex(literal) else {
        throw error(
          "unexpected decimal integer literal for a floating point value", at: literal.range,
          notes: [note("add a trailing dot to make the literal a float", at: literal.range)])
      }
      guard !isNegative else {
        throw error(
          "hexadecimal float literal should not have a leading minus", at: literal.range)
      }
      let words = hexWords(literal)
      guard words.bitLength <= kind.width else {
        throw error("hexadecimal float constant out of range for type", at: literal.range)
      }
      return words.padded(to: kind.width)
    }
    guard let format = FloatFormat(kind) else {
      throw error(
        "decimal numbers of type \(kind.rawValue) are not supported: write the bits in hexadecimal",
        at: literal.range)
    }
    guard let bits = FloatText.parse(lexer.bytes[literal.range], format) else {
      throw error("expected floating point literal", at: literal.range)
    }
    if format == .f8E8M0FNU, isNegative { return [bits == 0 ? 0 : format.quietNaNCode] }
    // Such formats have neither a negative zero nor a negative NaN.
    if format.nonFinite == .negativeZeroIsNaN, bits & ~format.quietNaNCode == 0 { return [bits] }
    return [isNegative ? bits ^ (1 << UInt64(format.bitWidth - 1)) : bits]
  }

  /// The two's complement words of an integer literal, checked against the range of its type.
  mutating func integerBits(
    _ literal: Token, isNegative: Bool, width: Int, _ signedness: Signedness, _ type: TypeID
  ) throws(ParseFailure) -> [UInt64] {
    if signedness == .unsigned, isNegative {
      throw error(
        "negative integer literal not valid for unsigned integer type", at: literal.range)
    }
    if width > 64 { try spend(width / 8, at: literal.range) }
    let words = isHex(literal) ? hexWords(literal) : try decimalWords(literal)
    let bits = words.bitLength
    var isInRange = bits <= width
    if isNegative {
      // The magnitude may reach 2^(width - 1).
      let isPowerOfTwo = words.isPowerOfTwo
      // As in MLIR there is no negative zero.
      isInRange = bits > 0 && (bits < width || (bits == width && isPowerOfTwo))
    } else if signedness == .signed {
      isInRange = bits < width || bits == 0
    }
    guard isInRange else {
      throw error("integer constant out of range for attribute", at: literal.range)
    }
    var padded = words.padded(to: max(width, 1))
    if isNegative { padded.negate(width: width) }
    return padded.isEmpty ? [0] : padded
  }

  private func isHex(_ literal: Token) -> Bool {
    literal.range.count > 2 && lexer.bytes[Int(literal.start) + 1] == UInt8(ascii: "x")
  }

  private func hexWords(_ literal: Token) -> [UInt64] {
    var words: [UInt64] = []
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for index in literal.range.dropFirst(2).reversed() {
      word |= UInt64(lexer.bytes[index].hexDigitValue ?? 0) << shift
      shift += 4
      if shift == 64 {
        words.append(word)
        (word, shift) = (0, 0)
      }
    }
    words.append(word)
    return words
  }

  private mutating func decimalWords(_ literal: Token) throws(ParseFailure) -> [UInt64] {
    if literal.range.count < 19, let value = integer(in: literal.range) {
      return [UInt64(bitPattern: value)]
    }
    // The conversion takes quadratic time.
    guard literal.range.count <= 10_000 else {
      throw error("decimal integer literal has more than 10000 digits", at: literal.range)
    }
    var words: [UInt64] = [0]
    for index in literal.range {
      var carry = UInt64(lexer.bytes[index] &- UInt8(ascii: "0"))
      for i in words.indices {
        let (high, low) = words[i].multipliedFullWidth(by: 10)
        let (sum, overflow) = low.addingReportingOverflow(carry)
        words[i] = sum
        carry = high + (overflow ? 1 : 0)
      }
      if carry > 0 { words.append(carry) }
    }
    return words
  }

  // MARK: array<...>

  /// `array<i64: 1, 2>`.
  mutating func parseDenseArrayAttribute() throws(ParseFailure) -> AttributeID {
    advance()
    try parse(.less)
    let typePlace = place
    let element = try parseType()
    let byteCount: Int
    switch module.type(element) {
    case .integer(let width, _):
      guard width == 1 || width % 8 == 0 else {
        throw error("element type bitwidth must be a multiple of 8", at: typePlace)
      }
      byteCount = (width + 7) / 8
    case .float(let kind):
      byteCount = (kind.width + 7) / 8
    default: throw error("expected integer or float type", at: typePlace)
    }
    var bytes: [UInt8] = []
    if parseOptional(.greater) {
      return module.intern(.denseArray(element: element, bytes: bytes))
    }
    try parse(.colon)
    repeat {
      try appendArrayElement(element, byteCount, to: &bytes)
    } while parseOptional(.comma)
    try parse(.greater)
    return module.intern(.denseArray(element: element, bytes: bytes))
  }

  private mutating func appendArrayElement(
    _ element: TypeID, _ byteCount: Int, to bytes: inout [UInt8]
  ) throws(ParseFailure) {
    if element == .i1 {
      if parseOptionalKeyword("true") { return bytes.append(1) }
      if parseOptionalKeyword("false") { return bytes.append(0) }
      throw error("expected 'true' or 'false' values for i1 type")
    }
    let isNegative = parseOptional(.minus)
    let literal = token
    let words: [UInt64]
    switch module.type(element) {
    case .float(let kind):
      guard literal.kind == .float || literal.kind == .integer else {
        throw error("expected floating point literal")
      }
      words = try floatBits(literal, isNegative: isNegative, kind)
    case .integer(let width, let signedness):
      guard literal.kind == .integer else { throw error("expected integer literal") }
      words = try integerBits(
        literal, isNegative: isNegative, width: width, signedness, element)
    default: throw error("expected integer or float type")
    }
    advance()
    bytes.appendLittleEndian(words, byteCount: byteCount)
  }
}

extension [UInt64] {
  /// The number of bits without leading zeros, of words with the least significant first.
  fileprivate var bitLength: Int {
    guard let top = lastIndex(where: { $0 != 0 }) else { return 0 }
    return 64 * top + 64 - self[top].leadingZeroBitCount
  }

  fileprivate var isPowerOfTwo: Bool { reduce(0) { $0 + $1.nonzeroBitCount } == 1 }

  /// The words that `width` bits take.
  fileprivate func padded(to width: Int) -> [UInt64] {
    let count = (width + 63) / 64
    return Array(prefix(count)) + [UInt64](repeating: 0, count: Swift.max(0, count - self.count))
  }

  /// Negates a two's complement number, keeping only `width` bits.
  fileprivate mutating func negate(width: Int) {
    var carry: UInt64 = 1
    for i in indices {
      let (sum, overflow) = (~self[i]).addingReportingOverflow(carry)
      self[i] = sum
      carry = overflow ? 1 : 0
    }
    if width % 64 != 0, let last = indices.last { self[last] &= 1 << UInt64(width % 64) - 1 }
  }
}

extension [UInt8] {
  /// Appends the low bytes of words with the least significant first.
  mutating func appendLittleEndian(_ words: [UInt64], byteCount: Int) {
    for index in 0..<byteCount {
      let word = index / 8 < words.count ? words[index / 8] : 0
      append(UInt8(truncatingIfNeeded: word >> UInt64(8 * (index % 8))))
    }
  }
}
