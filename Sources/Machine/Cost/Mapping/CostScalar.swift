import Glibc

/// The numbers that cost formulas are written for: doubles, batches of doubles, and values that remember how they came
/// about.
///
/// Comparisons give 0 or 1, so that each lane of a batch takes its own way.
public protocol CostScalar: BitwiseCopyable {
  /// A constant.
  init(_ constant: Double)
  /// The sum.
  static func + (left: Self, right: Self) -> Self
  /// The difference.
  static func - (left: Self, right: Self) -> Self
  /// The product.
  static func * (left: Self, right: Self) -> Self
  /// The quotient.
  static func / (left: Self, right: Self) -> Self
  /// The larger one.
  static func maximum(_ left: Self, _ right: Self) -> Self
  /// The smaller one.
  static func minimum(_ left: Self, _ right: Self) -> Self
  /// 1 where `left` is at least `right`, else 0; a constant.
  static func indicator(_ left: Self, atLeast right: Self) -> Self
  /// The next whole number up. Its derivative is taken to be 1, or 0 where `isConstant`.
  func roundedUp(isConstant: Bool) -> Self
  /// The natural logarithm.
  func logarithm() -> Self
  /// e to the power of the number.
  func exponential() -> Self
}

extension CostScalar {
  /// 1 where a loop of that count exists, that is where the count is above 1, else 0.
  @inlinable public var presence: Self { Self(1) - Self.indicator(Self(1), atLeast: self) }
}

extension Double: CostScalar {
  /// The larger one.
  @inlinable public static func maximum(_ left: Double, _ right: Double) -> Double {
    left >= right ? left : right
  }
  /// The smaller one.
  @inlinable public static func minimum(_ left: Double, _ right: Double) -> Double {
    left <= right ? left : right
  }
  /// 1 where `left` is at least `right`, else 0.
  @inlinable public static func indicator(_ left: Double, atLeast right: Double) -> Double {
    left >= right ? 1 : 0
  }
  /// The next whole number up.
  @inlinable public func roundedUp(isConstant: Bool) -> Double { rounded(.up) }
  /// The natural logarithm.
  public func logarithm() -> Double { log(self) }
  /// e to the power of the number.
  public func exponential() -> Double { exp(self) }
}

extension SIMD4<Double>: CostScalar {}
extension SIMD8<Double>: CostScalar {}

extension CostScalar where Self: SIMD, Scalar == Double {
  /// A constant.
  public init(_ constant: Double) { self.init(repeating: constant) }
  /// The larger one.
  public static func maximum(_ left: Self, _ right: Self) -> Self {
    right.replacing(with: left, where: left .>= right)
  }
  /// The smaller one.
  public static func minimum(_ left: Self, _ right: Self) -> Self {
    right.replacing(with: left, where: left .<= right)
  }
  /// 1 where `left` is at least `right`, else 0.
  public static func indicator(_ left: Self, atLeast right: Self) -> Self {
    Self.zero.replacing(with: 1, where: left .>= right)
  }
  /// The next whole number up.
  public func roundedUp(isConstant: Bool) -> Self { rounded(.up) }
  /// The natural logarithm.
  public func logarithm() -> Self {
    var result = self
    for lane in indices { result[lane] = log(self[lane]) }
    return result
  }
  /// e to the power of the number.
  public func exponential() -> Self {
    var result = self
    for lane in indices { result[lane] = exp(self[lane]) }
    return result
  }
}
