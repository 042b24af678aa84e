/// An integer expression over dimensions and symbols, as in MLIR's affine maps.
public enum AffineExpression: Hashable, Sendable {
  /// `dN`.
  case dimension(Int)
  /// `sN`.
  case symbol(Int)
  /// An integer.
  case constant(Int64)
  /// `a + b`.
  indirect case add(AffineExpression, AffineExpression)
  /// `a * b`.
  indirect case multiply(AffineExpression, AffineExpression)
  /// `a mod b`: the remainder in 0..<b.
  indirect case modulo(AffineExpression, AffineExpression)
  /// `a floordiv b`: rounds toward negative infinity.
  indirect case floorDivide(AffineExpression, AffineExpression)
  /// `a ceildiv b`: rounds toward positive infinity.
  indirect case ceilDivide(AffineExpression, AffineExpression)

  /// The constant value, if the expression is one.
  public var constantValue: Int64? {
    if case .constant(let value) = self { return value }
    return nil
  }

  /// True iff neither dimensions nor anything but symbols and constants occur.
  public var isSymbolicOrConstant: Bool {
    switch self {
    case .dimension: false
    case .symbol, .constant: true
    case .add(let a, let b), .multiply(let a, let b), .modulo(let a, let b),
      .floorDivide(let a, let b), .ceilDivide(let a, let b):
      a.isSymbolicOrConstant && b.isSymbolicOrConstant
    }
  }

  /// `a + b`, simplified as MLIR simplifies it: constants folded and moved right, zeros dropped, like terms joined,
  /// plain dimensions (and plain symbols) in order, `a - (a floordiv q) * q` as `a mod q`.
  public static func sum(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression {
    if let x = a.constantValue, let y = b.constantValue {
      let (value, overflow) = x.addingReportingOverflow(y)
      return overflow ? .add(a, b) : .constant(value)
    }
    if a.constantValue != nil || (a.isSymbolicOrConstant && !b.isSymbolicOrConstant)
      || areReversed(a, b)
    {
      return sum(b, a)
    }
    if b.constantValue == 0 { return a }
    if case .add(let head, .constant(let x)) = a, let y = b.constantValue {
      let (value, overflow) = x.addingReportingOverflow(y)
      return overflow ? .add(a, b) : sum(head, .constant(value))
    }
    let (left, leftFactor) = a.scaled
    let (right, rightFactor) = b.scaled
    if left == right {
      let (factor, overflow) = leftFactor.addingReportingOverflow(rightFactor)
      if !overflow { return product(left, .constant(factor)) }
    }
    if case .add(let head, .constant(let x)) = a { return sum(sum(head, b), .constant(x)) }
    if let divisor = remainderDivisor(a, b) { return remainder(a, divisor) }
    return .add(a, b)
  }

  /// True iff both are plain dimensions, or both plain symbols, and the second has the smaller number.
  private static func areReversed(_ a: AffineExpression, _ b: AffineExpression) -> Bool {
    switch (a, b) {
    case (.dimension(let x), .dimension(let y)), (.symbol(let x), .symbol(let y)): x > y
    default: false
    }
  }

  /// The expression as another one times a constant.
  private var scaled: (AffineExpression, Int64) {
    if case .multiply(let head, .constant(let factor)) = self { return (head, factor) }
    return (self, 1)
  }

  /// The divisor `q` if `b` is `-(a floordiv q) * q`.
  private static func remainderDivisor(
    _ a: AffineExpression, _ b: AffineExpression
  ) -> AffineExpression? {
    switch b {
    case .multiply(.floorDivide(let dividend, .constant(let q)), .constant(let factor))
    where dividend == a && q != .min && factor == -q:
      .constant(q)
    case .multiply(.multiply(.floorDivide(let dividend, let q), let factor), .constant(-1))
    where dividend == a && q == factor:
      q
    default: nil
    }
  }

  /// `a * b`, simplified: constants folded and moved right, ones and zeros dropped, plain symbols in order.
  public static func product(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression {
    if let x = a.constantValue, let y = b.constantValue {
      let (value, overflow) = x.multipliedReportingOverflow(by: y)
      return overflow ? .multiply(a, b) : .constant(value)
    }
    if a.constantValue != nil || (a.isSymbolicOrConstant && !b.isSymbolicOrConstant)
      || areReversed(a, b)
    {
      return product(b, a)
    }
    if b.constantValue == 1 { return a }
    if b.constantValue == 0 { return .constant(0) }
    if case .multiply(let head, .constant(let x)) = a {
      guard let y = b.constantValue else { return product(product(head, b), .constant(x)) }
      let (value, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return product(head, .constant(value)) }
    }
    return .multiply(a, b)
  }

  /// `a mod b`, folded for a constant `b` where `a`, or a term of it, is a constant or a multiple of `b`.
  public static func remainder(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression {
    guard let y = b.constantValue, y > 0 else { return .modulo(a, b) }
    if let x = a.constantValue { return .constant(floorModulo(x, y)) }
    if a.largestKnownDivisor % y.magnitude == 0 { return .constant(0) }
    switch a {
    case .add(let left, let right):
      if left.largestKnownDivisor % y.magnitude == 0 { return remainder(right, b) }
      if right.largestKnownDivisor % y.magnitude == 0 { return remainder(left, b) }
    case .modulo(let dividend, .constant(let inner)) where inner >= 1 && inner % y == 0:
      return remainder(dividend, b)
    default: break
    }
    return .modulo(a, b)
  }

  /// `a floordiv b`, folded for a constant `b` where `a`, or a term of it, is a constant or a multiple of `b`.
  public static func floorQuotient(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression
  {
    guard let y = b.constantValue, y != 0 else { return .floorDivide(a, b) }
    if let x = a.constantValue {
      return isDivisionSafe(x, y) ? .constant(floorQuotient(x, y)) : .floorDivide(a, b)
    }
    if y == 1 { return a }
    if let quotient = exactQuotient(a, y) { return quotient }
    if case .add(let left, let right) = a,
      left.largestKnownDivisor % y.magnitude == 0 || right.largestKnownDivisor % y.magnitude == 0
    {
      return sum(floorQuotient(left, b), floorQuotient(right, b))
    }
    return .floorDivide(a, b)
  }

  /// `a ceildiv b`, folded for a constant `b` where `a` is a constant or a multiple of `b`.
  public static func ceilQuotient(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression
  {
    guard let y = b.constantValue, y != 0 else { return .ceilDivide(a, b) }
    if let x = a.constantValue {
      guard isDivisionSafe(x, y) else { return .ceilDivide(a, b) }
      return .constant(floorQuotient(x, y) + (x % y == 0 ? 0 : 1))
    }
    if y == 1 { return a }
    return exactQuotient(a, y) ?? .ceilDivide(a, b)
  }

  /// `a / y` if `a` is an expression times a multiple of `y`.
  private static func exactQuotient(_ a: AffineExpression, _ y: Int64) -> AffineExpression? {
    guard case .multiply(let head, .constant(let x)) = a, isDivisionSafe(x, y), x % y == 0 else {
      return nil
    }
    return product(head, .constant(x / y))
  }

  private static func isDivisionSafe(_ x: Int64, _ y: Int64) -> Bool { !(x == .min && y == -1) }

  /// A number that divides every value of the expression; 0 where the value is always 0.
  private var largestKnownDivisor: UInt64 {
    switch self {
    case .dimension, .symbol: return 1
    case .constant(let value): return value.magnitude
    case .multiply(let a, let b):
      let (value, overflow) = a.largestKnownDivisor.multipliedReportingOverflow(
        by: b.largestKnownDivisor)
      return overflow ? 1 : value
    case .add(let a, let b), .modulo(let a, let b):
      return Self.greatestCommonDivisor(a.largestKnownDivisor, b.largestKnownDivisor)
    case .floorDivide(let a, let b), .ceilDivide(let a, let b):
      guard let y = b.constantValue, y != 0 else { return 1 }
      let divisor = a.largestKnownDivisor
      return divisor % y.magnitude == 0 ? divisor / y.magnitude : 1
    }
  }

  private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// The value at the given dimensions and symbols, or nil on overflow, a divisor below 1 or a missing variable.
  public func evaluate(dimensions: [Int64], symbols: [Int64] = []) -> Int64? {
    func both(_ a: AffineExpression, _ b: AffineExpression) -> (Int64, Int64)? {
      guard let x = a.evaluate(dimensions: dimensions, symbols: symbols),
        let y = b.evaluate(dimensions: dimensions, symbols: symbols)
      else { return nil }
      return (x, y)
    }
    switch self {
    case .dimension(let i): return dimensions.indices.contains(i) ? dimensions[i] : nil
    case .symbol(let i): return symbols.indices.contains(i) ? symbols[i] : nil
    case .constant(let value): return value
    case .add(let a, let b):
      guard let (x, y) = both(a, b) else { return nil }
      let (value, overflow) = x.addingReportingOverflow(y)
      return overflow ? nil : value
    case .multiply(let a, let b):
      guard let (x, y) = both(a, b) else { return nil }
      let (value, overflow) = x.multipliedReportingOverflow(by: y)
      return overflow ? nil : value
    case .modulo(let a, let b):
      guard let (x, y) = both(a, b), y > 0 else { return nil }
      return Self.floorModulo(x, y)
    case .floorDivide(let a, let b):
      guard let (x, y) = both(a, b), y > 0 else { return nil }
      return Self.floorQuotient(x, y)
    case .ceilDivide(let a, let b):
      guard let (x, y) = both(a, b), y > 0 else { return nil }
      return Self.floorQuotient(x, y) + (Self.floorModulo(x, y) == 0 ? 0 : 1)
    }
  }

  /// The expression with every `dN` replaced by `dimensions[N]` and every `sN` by `symbols[N]`, simplified.
  public func substituting(
    dimensions: [AffineExpression], symbols: [AffineExpression] = []
  ) -> AffineExpression {
    func replace(_ e: AffineExpression) -> AffineExpression {
      e.substituting(dimensions: dimensions, symbols: symbols)
    }
    switch self {
    case .dimension(let i): return i < dimensions.count ? dimensions[i] : self
    case .symbol(let i): return i < symbols.count ? symbols[i] : self
    case .constant: return self
    case .add(let a, let b): return .sum(replace(a), replace(b))
    case .multiply(let a, let b): return .product(replace(a), replace(b))
    case .modulo(let a, let b): return .remainder(replace(a), replace(b))
    case .floorDivide(let a, let b): return .floorQuotient(replace(a), replace(b))
    case .ceilDivide(let a, let b): return .ceilQuotient(replace(a), replace(b))
    }
  }

  private static func floorQuotient(_ x: Int64, _ y: Int64) -> Int64 {
    let quotient = x / y
    return x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient
  }

  private static func floorModulo(_ x: Int64, _ y: Int64) -> Int64 {
    let remainder = x % y
    return remainder < 0 ? remainder + y : remainder
  }
}
