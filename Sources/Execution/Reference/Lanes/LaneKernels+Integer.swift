import FuseIR

extension LaneKernels {
  static func integer(
    _ function: IntegerUnary, _ kind: IntegerKind, kept: IntegerKind, _ a: Integers,
    _ result: Integers, _ count: Int
  ) {
    switch function {
    case .abs: map(a, result, count) { kept.wrapped(kind.magnitude(kind.wrapped($0))) }
    case .negate: map(a, result, count) { kept.wrapped(0 &- $0) }
    case .not: map(a, result, count) { kept.wrapped(~$0) }
    case .populationCount: map(a, result, count) { kept.wrapped(kind.populationCount($0)) }
    case .leadingZeros: map(a, result, count) { kept.wrapped(kind.leadingZeroBitCount($0)) }
    case .trailingZeros: map(a, result, count) { kept.wrapped(kind.trailingZeroBitCount($0)) }
    case .sign: map(a, result, count) { kept.wrapped(kind.sign(kind.wrapped($0))) }
    case .square: map(a, result, count) { kept.wrapped($0 &* $0) }
    case .identity: map(a, result, count) { kept.wrapped($0) }
    }
  }

  static func integerBinary(
    _ function: IntegerBinary, _ kind: IntegerKind, kept: IntegerKind, _ a: Integers,
    _ b: Integers, _ result: Integers, _ count: Int
  ) {
    switch function {
    case .add: zip(a, b, result, count) { kept.wrapped($0 &+ $1) }
    case .subtract: zip(a, b, result, count) { kept.wrapped($0 &- $1) }
    case .multiply: zip(a, b, result, count) { kept.wrapped($0 &* $1) }
    case .and: zip(a, b, result, count) { $0 & $1 }
    case .or: zip(a, b, result, count) { $0 | $1 }
    case .xor: zip(a, b, result, count) { $0 ^ $1 }
    case .divide:
      zip(a, b, result, count) { kept.wrapped(kind.quotient(kind.wrapped($0), kind.wrapped($1))) }
    case .remainder:
      zip(a, b, result, count) { kept.wrapped(kind.remainder(kind.wrapped($0), kind.wrapped($1))) }
    case .power:
      zip(a, b, result, count) { kept.wrapped(kind.power(kind.wrapped($0), kind.wrapped($1))) }
    case .maximum:
      zip(a, b, result, count) { kind.isLess(kind.wrapped($0), kind.wrapped($1)) ? $1 : $0 }
    case .minimum:
      zip(a, b, result, count) { kind.isLess(kind.wrapped($1), kind.wrapped($0)) ? $1 : $0 }
    case .shiftLeft: zip(a, b, result, count) { kept.wrapped(kind.shiftLeft($0, $1)) }
    case .shiftRightLogical:
      zip(a, b, result, count) { kept.wrapped(kind.shiftRightLogical($0, $1)) }
    case .shiftRightArithmetic:
      zip(a, b, result, count) { kept.wrapped(kind.shiftRightArithmetic($0, $1)) }
    case .floorDivide:
      zip(a, b, result, count) { kept.wrapped(dividing($0, $1, kind, roundingUp: false)) }
    case .ceilDivide:
      zip(a, b, result, count) { kept.wrapped(dividing($0, $1, kind, roundingUp: true)) }
    }
  }

  private static func dividing(
    _ a: Int64, _ b: Int64, _ kind: IntegerKind, roundingUp: Bool
  ) -> Int64 {
    let dividend = kind.wrapped(a)
    let divisor = kind.wrapped(b)
    let quotient = kind.quotient(dividend, divisor)
    if divisor == 0 || kind.remainder(dividend, divisor) == 0 { return quotient }
    let isNegative = !kind.isZeroExtended && (dividend < 0) != (divisor < 0)
    if roundingUp { return isNegative ? quotient : quotient &+ 1 }
    return isNegative ? quotient &- 1 : quotient
  }

  static func compareInteger(
    _ comparison: Comparison, _ kind: IntegerKind, _ a: Integers, _ b: Integers,
    _ result: Integers, _ count: Int
  ) {
    // Flipping the top bit turns the order of natural numbers into that of two's complement.
    let flip = kind.isZeroExtended ? Int64.min : 0
    for lane in 0..<count {
      let holds = comparison.holds(
        kind.wrapped(a[lane]) ^ flip, kind.wrapped(b[lane]) ^ flip)
      result[lane] = holds ? 1 : 0
    }
  }

  static func convert(
    _ a: Integers, _ result: Integers, _ count: Int, from source: IntegerKind,
    to target: IntegerKind, reading: IntegerReading
  ) {
    switch reading {
    case .own: map(a, result, count) { target.wrapped($0) }
    case .signed: map(a, result, count) { target.wrapped(source.signedValue($0)) }
    case .unsigned:
      map(a, result, count) { target.wrapped(Int64(bitPattern: source.unsignedBits($0))) }
    }
  }

  static func convert(
    _ a: Integers, _ result: Reals, _ count: Int, from source: IntegerKind,
    to format: FloatFormat, reading: IntegerReading
  ) {
    let kind: IntegerKind
    switch reading {
    case .own: kind = source
    case .signed: kind = source.with(.signed)
    case .unsigned: kind = source.with(.unsigned)
    }
    map(a, result, count) { kind.floatValue(kind.wrapped($0), roundedTo: format) }
  }
}

extension IntegerKind {
  /// The kind of the same width with another signedness.
  func with(_ signedness: Signedness) -> IntegerKind {
    IntegerKind(bitWidth: Int(bitWidth), signedness: signedness) ?? self
  }
}
