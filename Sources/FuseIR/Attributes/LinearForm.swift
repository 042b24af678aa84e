/// A sum of multiples of the dimensions of an index map and a constant.
public struct LinearForm: Hashable, Sendable {
  /// The value where all dimensions are 0.
  public private(set) var constant: Int
  /// What each dimension adds per step.
  public private(set) var coefficients: [Int]

  /// The linear form of an expression over `dimensionCount` dimensions, or nil where it has none (`mod`, `floordiv`,
  /// symbols) or a coefficient is out of any reasonable range.
  public init?(_ expression: AffineExpression, _ dimensionCount: Int) {
    constant = 0
    coefficients = [Int](repeating: 0, count: dimensionCount)
    guard add(expression, times: 1, depth: 0) else { return nil }
  }

  private mutating func add(_ expression: AffineExpression, times factor: Int, depth: Int) -> Bool {
    guard depth < 100, abs(factor) < 1 << 31 else { return false }
    switch expression {
    case .dimension(let loop):
      guard loop < coefficients.count else { return false }
      let (sum, overflow) = coefficients[loop].addingReportingOverflow(factor)
      coefficients[loop] = sum
      return !overflow
    case .constant(let value):
      guard value.magnitude < 1 << 31 else { return false }
      let (sum, overflow) = constant.addingReportingOverflow(factor * Int(value))
      constant = sum
      return !overflow
    case .add(let a, let b):
      return add(a, times: factor, depth: depth + 1) && add(b, times: factor, depth: depth + 1)
    case .multiply(let a, let b):
      if let value = b.constantValue, value.magnitude < 1 << 31 {
        return add(a, times: factor * Int(value), depth: depth + 1)
      }
      if let value = a.constantValue, value.magnitude < 1 << 31 {
        return add(b, times: factor * Int(value), depth: depth + 1)
      }
      return false
    case .symbol, .modulo, .floorDivide, .ceilDivide: return false
    }
  }

  /// The least and the greatest value where dimension `i` takes 0 to `extents[i]` - 1, none of the extents 0; nil on overflow.
  public func range(over extents: [Int]) -> ClosedRange<Int>? {
    var low = constant
    var high = constant
    for (loop, coefficient) in coefficients.enumerated() {
      let (reach, overflow) = coefficient.multipliedReportingOverflow(by: extents[loop] - 1)
      let (end, carry) = (reach < 0 ? low : high).addingReportingOverflow(reach)
      if overflow || carry { return nil }
      if reach < 0 { low = end } else { high = end }
    }
    return low...high
  }
}

extension AffineExpression {
  /// Numbers between which all values lie where dimension `i` takes 0 to `extents[i]` - 1, none of the extents 0: the
  /// least and the greatest value of a linear expression, a range that holds all values of others. Nil for symbols,
  /// divisors that are not positive constants, and overflow.
  public func range(over extents: [Int]) -> ClosedRange<Int>? {
    if let linear = LinearForm(self, extents.count) { return linear.range(over: extents) }
    func divided(_ a: AffineExpression, _ b: AffineExpression) -> (ClosedRange<Int>, Int)? {
      guard let range = a.range(over: extents), let divisor = b.constantValue, divisor > 0 else {
        return nil
      }
      return (range, Int(divisor))
    }
    func floorQuotient(_ x: Int, _ y: Int) -> Int { x / y - (x % y < 0 ? 1 : 0) }
    func ceilQuotient(_ x: Int, _ y: Int) -> Int { x / y + (x % y > 0 ? 1 : 0) }
    switch self {
    case .add(let a, let b):
      guard let x = a.range(over: extents), let y = b.range(over: extents) else { return nil }
      let (low, first) = x.lowerBound.addingReportingOverflow(y.lowerBound)
      let (high, second) = x.upperBound.addingReportingOverflow(y.upperBound)
      return first || second ? nil : low...high
    case .multiply(let a, let b):
      guard let x = a.range(over: extents), let y = b.range(over: extents) else { return nil }
      var products: [Int] = []
      for left in [x.lowerBound, x.upperBound] {
        for right in [y.lowerBound, y.upperBound] {
          let (product, overflow) = left.multipliedReportingOverflow(by: right)
          if overflow { return nil }
          products.append(product)
        }
      }
      guard let low = products.min(), let high = products.max() else { return nil }
      return low...high
    case .modulo(let a, let b):
      guard let (range, divisor) = divided(a, b) else { return nil }
      return range.lowerBound >= 0 && range.upperBound < divisor ? range : 0...divisor - 1
    case .floorDivide(let a, let b):
      guard let (range, divisor) = divided(a, b) else { return nil }
      return floorQuotient(range.lowerBound, divisor)...floorQuotient(range.upperBound, divisor)
    case .ceilDivide(let a, let b):
      guard let (range, divisor) = divided(a, b) else { return nil }
      return ceilQuotient(range.lowerBound, divisor)...ceilQuotient(range.upperBound, divisor)
    case .dimension, .symbol, .constant: return nil
    }
  }
}
