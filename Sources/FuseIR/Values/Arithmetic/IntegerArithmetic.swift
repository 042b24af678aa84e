/// Integer arithmetic of one width and signedness, on values kept in an `Int64`.
///
/// A value is canonical when it is the sign extension of its low bits, or their zero extension where
/// `isZeroExtended`. All functions take canonical values and return them; none traps. Division by
/// zero and shifts by the width or more have the results that XLA gives them.
extension IntegerKind {
  /// The low `bitWidth` bits of `value`, extended as this kind keeps them.
  @inlinable
  public func wrapped(_ value: Int64) -> Int64 {
    let unused = 64 - Int64(bitWidth)
    let shifted = value &<< unused
    return isZeroExtended
      ? Int64(bitPattern: UInt64(bitPattern: shifted) &>> UInt64(unused)) : shifted &>> unused
  }

  /// The low bits of `value` as a natural number.
  @inlinable
  public func unsignedBits(_ value: Int64) -> UInt64 {
    let unused = 64 - UInt64(bitWidth)
    return (UInt64(bitPattern: value) &<< unused) &>> unused
  }

  /// The low bits of `value` as a two's complement number.
  @inlinable
  public func signedValue(_ value: Int64) -> Int64 {
    let unused = 64 - Int64(bitWidth)
    return (value &<< unused) &>> unused
  }

  /// The smallest value, canonical.
  public var minimum: Int64 {
    isZeroExtended ? 0 : Int64.min >> (64 - Int64(bitWidth))
  }

  /// The largest value, canonical: for `ui64` the bits of 2^64 − 1.
  public var maximum: Int64 {
    let bits = isZeroExtended ? Int(bitWidth) : Int(bitWidth) - 1
    return bits == 64 ? -1 : Int64(bitPattern: (UInt64(1) << UInt64(bits)) - 1)
  }

  /// The quotient, rounded towards zero. A division by zero gives all ones, the smallest number
  /// divided by −1 itself, as XLA has it.
  public func quotient(_ a: Int64, _ b: Int64) -> Int64 {
    if b == 0 { return wrapped(-1) }
    if isZeroExtended {
      return Int64(bitPattern: UInt64(bitPattern: a) / UInt64(bitPattern: b))
    }
    return wrapped(b == -1 ? 0 &- a : a / b)
  }

  /// The remainder of `quotient`, with the sign of the dividend. A division by zero gives the
  /// dividend, as XLA has it.
  public func remainder(_ a: Int64, _ b: Int64) -> Int64 {
    if b == 0 { return a }
    if isZeroExtended {
      return Int64(bitPattern: UInt64(bitPattern: a) % UInt64(bitPattern: b))
    }
    return b == -1 ? 0 : a % b
  }

  /// `a` to the power `b`, wrapped. A negative power of 1 or −1 is exact, any other 0.
  public func power(_ a: Int64, _ b: Int64) -> Int64 {
    if !isZeroExtended && b < 0 {
      if a == 1 { return 1 }
      if a == -1 { return b & 1 == 0 ? 1 : -1 }
      return 0
    }
    var result: Int64 = 1
    var base = a
    var exponent = UInt64(bitPattern: b)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* base }
      base = base &* base
      exponent >>= 1
    }
    return wrapped(result)
  }

  /// `a` shifted to the left; 0 where the amount, read as a natural number, is the width or more.
  @inlinable
  public func shiftLeft(_ a: Int64, _ amount: Int64) -> Int64 {
    let bits = unsignedBits(amount)
    return bits >= UInt64(bitWidth) ? 0 : wrapped(a &<< Int64(bits))
  }

  /// `a` shifted to the right with zeros coming in; 0 where the amount is the width or more.
  @inlinable
  public func shiftRightLogical(_ a: Int64, _ amount: Int64) -> Int64 {
    let bits = unsignedBits(amount)
    return bits >= UInt64(bitWidth)
      ? 0 : wrapped(Int64(bitPattern: unsignedBits(a) &>> bits))
  }

  /// `a` shifted to the right with copies of the sign bit coming in; all sign where the amount is
  /// the width or more.
  @inlinable
  public func shiftRightArithmetic(_ a: Int64, _ amount: Int64) -> Int64 {
    let bits = min(unsignedBits(amount), UInt64(bitWidth) - 1)
    return wrapped(signedValue(a) &>> Int64(bits))
  }

  /// Whether `a` is less than `b`, by this kind's signedness.
  @inlinable
  public func isLess(_ a: Int64, _ b: Int64) -> Bool {
    isZeroExtended ? UInt64(bitPattern: a) < UInt64(bitPattern: b) : a < b
  }

  /// The number of zero bits above the highest one.
  public func leadingZeroBitCount(_ a: Int64) -> Int64 {
    Int64(unsignedBits(a).leadingZeroBitCount - (64 - Int(bitWidth)))
  }

  /// The number of zero bits below the lowest one; the width for zero.
  public func trailingZeroBitCount(_ a: Int64) -> Int64 {
    Int64(min(unsignedBits(a).trailingZeroBitCount, Int(bitWidth)))
  }

  /// The number of one bits.
  public func populationCount(_ a: Int64) -> Int64 {
    Int64(unsignedBits(a).nonzeroBitCount)
  }

  /// The magnitude, wrapped: the smallest signed number is its own.
  @inlinable
  public func magnitude(_ a: Int64) -> Int64 {
    isZeroExtended || a >= 0 ? a : wrapped(0 &- a)
  }

  /// −1, 0 or 1 by the sign of `a`.
  @inlinable
  public func sign(_ a: Int64) -> Int64 {
    isZeroExtended ? (a == 0 ? 0 : 1) : a.signum()
  }
}

extension IntegerKind {
  /// `value` as a floating-point number, before it is rounded to its kind.
  ///
  /// Exact up to 53 bits, rounded to nearest above.
  public func floatValue(_ value: Int64) -> Double {
    isZeroExtended ? Double(UInt64(bitPattern: value)) : Double(value)
  }

  /// `value` rounded to `kind` in one step, which matters above 53 bits.
  public func floatValue(_ value: Int64, roundedTo kind: FloatFormat) -> Double {
    if kind == .f32 {
      return isZeroExtended ? Double(Float(UInt64(bitPattern: value))) : Double(Float(value))
    }
    return kind.rounded(floatValue(value))
  }

  /// `value` rounded towards zero; the nearest representable number where it is out of range, 0 for
  /// NaN. `i1` takes whether it is not zero.
  public func truncating(_ value: Double) -> Int64 {
    if bitWidth == 1 && signedness == .signless { return value == 0 ? 0 : 1 }
    if value.isNaN { return 0 }
    if isZeroExtended {
      if value <= 0 { return 0 }
      let limit = Double(sign: .plus, exponent: Int(bitWidth), significand: 1)
      return value >= limit ? maximum : Int64(bitPattern: UInt64(value))
    }
    let limit = Double(sign: .plus, exponent: Int(bitWidth) - 1, significand: 1)
    if value >= limit { return maximum }
    return value <= -limit ? minimum : Int64(value)
  }

  /// `value`, of `source`, in this kind: wrapped, or whether it is not zero for `i1`.
  @inlinable
  public func converting(_ value: Int64, from source: IntegerKind) -> Int64 {
    bitWidth == 1 && signedness == .signless ? (value == 0 ? 0 : 1) : wrapped(value)
  }
}
