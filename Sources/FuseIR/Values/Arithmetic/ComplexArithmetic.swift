import Glibc

/// A complex number in double precision, with the elementwise functions of StableHLO.
public struct Complex: Equatable, BitwiseCopyable, Sendable {
  /// The real part.
  public var real: Double
  /// The imaginary part.
  public var imaginary: Double

  /// A complex number.
  @inlinable
  public init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The sum.
  @inlinable
  public static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }

  /// The difference.
  @inlinable
  public static func - (a: Complex, b: Complex) -> Complex {
    Complex(a.real - b.real, a.imaginary - b.imaginary)
  }

  /// The product.
  @inlinable
  public static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  /// The quotient, by Smith's method, which does not overflow where the result does not.
  public static func / (a: Complex, b: Complex) -> Complex {
    if Swift.abs(b.real) >= Swift.abs(b.imaginary) {
      let ratio = b.imaginary / b.real
      let scale = b.real + b.imaginary * ratio
      return Complex(
        (a.real + a.imaginary * ratio) / scale, (a.imaginary - a.real * ratio) / scale)
    }
    let ratio = b.real / b.imaginary
    let scale = b.real * ratio + b.imaginary
    return Complex((a.real * ratio + a.imaginary) / scale, (a.imaginary * ratio - a.real) / scale)
  }

  /// The negated number.
  @inlinable
  public static prefix func - (a: Complex) -> Complex { Complex(-a.real, -a.imaginary) }

  /// The distance from zero.
  public var magnitude: Double { hypot(real, imaginary) }

  /// The angle from the positive real axis.
  public var phase: Double { Glibc.atan2(imaginary, real) }

  /// The number with its imaginary part negated.
  public var conjugate: Complex { Complex(real, -imaginary) }

  /// The number of magnitude 1 in the same direction; 0 for 0.
  public var sign: Complex {
    let length = magnitude
    return length == 0 ? self : Complex(real / length, imaginary / length)
  }

  /// e to this power.
  public var exp: Complex {
    let scale = Glibc.exp(real)
    return imaginary == 0
      ? Complex(scale, imaginary)
      : Complex(scale * Glibc.cos(imaginary), scale * Glibc.sin(imaginary))
  }

  /// e to this power, minus 1.
  public var expm1: Complex {
    let half = Glibc.sin(imaginary / 2)
    let grown = Glibc.expm1(real)
    return Complex(
      grown * Glibc.cos(imaginary) - 2 * half * half, (grown + 1) * Glibc.sin(imaginary))
  }

  /// The principal natural logarithm.
  public var log: Complex { Complex(Glibc.log(magnitude), phase) }

  /// The principal natural logarithm of 1 plus this number.
  public var log1p: Complex {
    let length = real * (2 + real) + imaginary * imaginary
    return Complex(0.5 * Glibc.log1p(length), Glibc.atan2(imaginary, 1 + real))
  }

  /// The principal square root.
  public var squareRoot: Complex {
    let length = magnitude
    if length == 0 { return Complex(0, imaginary) }
    let larger = ((length + Swift.abs(real)) / 2).squareRoot()
    let smaller = imaginary / (2 * larger)
    return real >= 0
      ? Complex(larger, smaller)
      : Complex(Swift.abs(smaller), imaginary.sign == .minus ? -larger : larger)
  }

  /// This number to a complex power; 0 to the power 0 is 1.
  public func power(_ exponent: Complex) -> Complex {
    if exponent == Complex(0, 0) { return Complex(1, 0) }
    if self == Complex(0, 0) { return Complex(0, 0) }
    return (exponent * log).exp
  }

  /// The angle whose tangent is y / x, for complex numbers: -i log((x + iy) / √(x² + y²)).
  public static func atan2(_ y: Complex, _ x: Complex) -> Complex {
    let direction = (x + Complex(-y.imaginary, y.real)) / (x * x + y * y).squareRoot
    let logarithm = direction.log
    return Complex(logarithm.imaginary, -logarithm.real)
  }

  /// Whether this number comes first by real part, then by imaginary part.
  public func isOrdered(before other: Complex) -> Bool {
    real < other.real || (real == other.real && imaginary < other.imaginary)
  }

  /// The sine.
  public var sin: Complex {
    Complex(
      Glibc.sin(real) * Glibc.cosh(imaginary), Glibc.cos(real) * Glibc.sinh(imaginary))
  }

  /// The cosine.
  public var cos: Complex {
    Complex(
      Glibc.cos(real) * Glibc.cosh(imaginary), -(Glibc.sin(real) * Glibc.sinh(imaginary)))
  }

  /// The hyperbolic tangent.
  public var tanh: Complex {
    if Swift.abs(real) > 20 {
      let decay = 4 * Glibc.exp(-2 * Swift.abs(real))
      return Complex(
        real < 0 ? -1 : 1, decay * Glibc.sin(imaginary) * Glibc.cos(imaginary))
    }
    let scale = Glibc.cosh(2 * real) + Glibc.cos(2 * imaginary)
    return Complex(Glibc.sinh(2 * real) / scale, Glibc.sin(2 * imaginary) / scale)
  }

  /// The tangent.
  public var tan: Complex {
    let rotated = Complex(-imaginary, real).tanh
    return Complex(rotated.imaginary, -rotated.real)
  }

  /// 1 / (1 + e^−z).
  public var logistic: Complex { Complex(1, 0) / (Complex(1, 0) + (-self).exp) }
}
