/// An integer expression over dimensions and symbols, as in MLIR's affine maps.
public indirect enum AffineExpression: Hashable, Sendable {
  /// `dN`.
  case dimension(Int)
  /// `sN`.
  case symbol(Int)
  /// An integer.
  case constant(Int64)
  /// `a + b`.
  case add(AffineExpression, AffineExpression)
  /// `a * b`.
  case multiply(AffineExpression, AffineExpression)
  /// `a mod b`: the remainder in 0..<b.
  case modulo(AffineExpression, AffineExpression)
  /// `a floordiv b`: rounds toward negative infinity.
  case floorDivide(AffineExpression, AffineExpression)
  /// `a ceildiv b`: rounds toward positive infinity.
  case ceilDivide(AffineExpression, AffineExpression)

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

  /// `a + b`, simplified as MLIR simplifies it: constants folded and moved right, zeros dropped.
  public static func sum(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression {
    if let x = a.constantValue, let y = b.constantValue {
      let (value, overflow) = x.addingReportingOverflow(y)
      if !overflow { return .constant(value) }
    }
    if a.constantValue != nil || (a.isSymbolicOrConstant && !b.isSymbolicOrConstant) {
      return sum(b, a)
    }
    if b.constantValue == 0 { return a }
    if case .add(let head, .constant(let x)) = a {
      if let y = b.constantValue {
        let (value, overflow) = x.addingReportingOverflow(y)
        if !overflow { return sum(head, .constant(value)) }
      } else {
        return sum(sum(head, b), .constant(x))
      }
    }
    return .add(a, b)
  }

  /// `a * b`, simplified: constants folded and moved right, ones and zeros dropped.
  public static func product(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression {
    if let x = a.constantValue, let y = b.constantValue {
      let (value, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return .constant(value) }
    }
    if a.constantValue != nil || (a.isSymbolicOrConstant && !b.isSymbolicOrConstant) {
      return product(b, a)
    }
    if b.constantValue == 1 { return a }
    if b.constantValue == 0 { return .constant(0) }
    if case .multiply(let head, .constant(let x)) = a {
      if let y = b.constantValue {
        let (value, overflow) = x.multipliedReportingOverflow(by: y)
        if !overflow { return product(head, .constant(value)) }
      } else {
        return product(product(head, b), .constant(x))
      }
    }
    return .multiply(a, b)
  }

  /// `a mod b`, folded when both are constants, or when `a` is a multiple of a constant `b`.
  public static func remainder(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression {
    guard let y = b.constantValue, y > 0 else { return .modulo(a, b) }
    if let x = a.constantValue { return .constant(floorModulo(x, y)) }
    if y == 1 { return .constant(0) }
    if case .multiply(_, .constant(let x)) = a, x % y == 0 { return .constant(0) }
    return .modulo(a, b)
  }

  /// `a floordiv b`, folded when both are constants, or when `a` is a multiple of a constant `b`.
  public static func floorQuotient(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression
  {
    guard let y = b.constantValue, y > 0 else { return .floorDivide(a, b) }
    if let x = a.constantValue { return .constant(floorQuotient(x, y)) }
    if y == 1 { return a }
    if case .multiply(let head, .constant(let x)) = a, x % y == 0 {
      return product(head, .constant(x / y))
    }
    return .floorDivide(a, b)
  }

  /// `a ceildiv b`, folded when both are constants, or when `a` is a multiple of a constant `b`.
  public static func ceilQuotient(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression
  {
    guard let y = b.constantValue, y > 0 else { return .ceilDivide(a, b) }
    if let x = a.constantValue {
      return .constant(floorQuotient(x, y) + (floorModulo(x, y) == 0 ? 0 : 1))
    }
    if y == 1 { return a }
    if case .multiply(let head, .constant(let x)) = a, x % y == 0 {
      return product(head, .constant(x / y))
    }
    return .ceilDivide(a, b)
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
    return x % y < 0 ? quotient - 1 : quotient
  }

  private static func floorModulo(_ x: Int64, _ y: Int64) -> Int64 {
    let remainder = x % y
    return remainder < 0 ? remainder + y : remainder
  }
}
