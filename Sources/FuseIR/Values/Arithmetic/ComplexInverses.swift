import Glibc

// The hyperbolic functions of complex numbers, and the inverses of the circular and hyperbolic ones.

extension Complex {
  /// The hyperbolic sine.
  public var sinh: Complex {
    let rotated = Complex(-imaginary, real).sin
    return Complex(rotated.imaginary, -rotated.real)
  }

  /// The hyperbolic cosine.
  public var cosh: Complex { Complex(-imaginary, real).cos }

  /// The principal inverse sine, with its real part between −π/2 and π/2.
  public var asin: Complex {
    let parts = InverseParts(self)
    return Complex(
      Complex.signed(parts.sineAngle, as: real), Complex.signed(parts.growth, as: imaginary))
  }

  /// The principal inverse cosine, with its real part between 0 and π.
  public var acos: Complex {
    let parts = InverseParts(self)
    let angle = real.sign == .minus ? Double.pi - parts.cosineAngle : parts.cosineAngle
    return Complex(angle, -Complex.signed(parts.growth, as: imaginary))
  }

  /// The principal inverse hyperbolic sine.
  public var asinh: Complex {
    let rotated = Complex(-imaginary, real).asin
    return Complex(rotated.imaginary, -rotated.real)
  }

  /// The principal inverse hyperbolic cosine, with a real part that is not negative.
  public var acosh: Complex {
    let angle = acos
    return Complex(
      Swift.abs(angle.imaginary), Complex.signed(angle.real, as: imaginary))
  }

  /// The principal inverse hyperbolic tangent.
  public var atanh: Complex {
    let (x, y) = (Swift.abs(real), Swift.abs(imaginary))
    if x.isNaN || y.isNaN { return Complex(x.isInfinite ? 0 : .nan, y.isInfinite ? .pi / 2 : .nan) }
    var result: Complex
    if max(x, y) > 0x1p500 {
      // Far from the poles, atanh z is 1/z, and its angle a right one.
      let inverse = Complex(1, 0) / Complex(x, y)
      result = Complex(x.isInfinite || y.isInfinite ? 0 : inverse.real, .pi / 2)
    } else {
      let distance = (1 - x) * (1 - x) + y * y
      let angle =
        x == 1 && y < 0x1p-500
        ? Double.pi / 4 : Glibc.atan2(2 * y, (1 - x) * (1 + x) - y * y) / 2
      let growth =
        x == 1 && y < 0x1p-500
        ? Glibc.log(2 / y) / 2 : Glibc.log1p(4 * x / distance) / 4
      result = Complex(growth, angle)
    }
    result.real = Complex.signed(result.real, as: real)
    result.imaginary = Complex.signed(result.imaginary, as: imaginary)
    return result
  }

  /// The principal inverse tangent.
  public var atan: Complex {
    let rotated = Complex(-imaginary, real).atanh
    return Complex(rotated.imaginary, -rotated.real)
  }

  /// A magnitude with the sign of another number.
  static func signed(_ magnitude: Double, as other: Double) -> Double {
    other.sign == .minus ? -Swift.abs(magnitude) : Swift.abs(magnitude)
  }
}

/// The parts of the inverse sine and cosine of a number in the first quadrant.
///
/// After T. E. Hull, T. F. Fairgrieve, P. T. P. Tang, "Implementing the complex arcsine and arccosine
/// functions using exception handling", ACM Transactions on Mathematical Software 23 (1997): no
/// cancellation anywhere, and sums of squares only where they neither overflow nor vanish.
private struct InverseParts {
  /// The real part of the inverse sine.
  var sineAngle: Double
  /// The real part of the inverse cosine.
  var cosineAngle: Double
  /// The imaginary part of the inverse sine.
  var growth: Double

  init(_ number: Complex) {
    let (x, y) = (Swift.abs(number.real), Swift.abs(number.imaginary))
    if x.isNaN || y.isNaN {
      (sineAngle, cosineAngle, growth) = (.nan, .nan, .nan)
      if x.isInfinite || y.isInfinite { growth = .infinity }
      if x == 0 { (sineAngle, cosineAngle) = (0, .pi / 2) }
      return
    }
    if max(x, y) > 0x1p500 {
      sineAngle = Glibc.atan2(x, y)
      cosineAngle = Glibc.atan2(y, x)
      growth = Glibc.log(2) + InverseParts.logOfLength(x, y)
      return
    }
    if y < 0x1p-500 {
      (sineAngle, cosineAngle, growth) = InverseParts.nearRealAxis(x, y)
      return
    }
    let right = hypot(x + 1, y)
    let left = hypot(x - 1, y)
    let mean = (right + left) / 2
    let ratio = x / mean
    if ratio <= 0.6417 {
      sineAngle = Glibc.asin(ratio)
      cosineAngle = Glibc.acos(ratio)
    } else {
      let opposite: Double
      if x <= 1 {
        opposite = (0.5 * (mean + x) * (y * y / (right + x + 1) + (left + (1 - x)))).squareRoot()
      } else {
        opposite =
          y * (0.5 * ((mean + x) / (right + x + 1) + (mean + x) / (left + (x - 1)))).squareRoot()
      }
      sineAngle = Glibc.atan2(x, opposite)
      cosineAngle = Glibc.atan2(opposite, x)
    }
    if mean <= 1.5 {
      let excess =
        x < 1
        ? 0.5 * (y * y / (right + (x + 1)) + y * y / (left + (1 - x)))
        : 0.5 * (y * y / (right + (x + 1)) + (left + (x - 1)))
      growth = Glibc.log1p(excess + (excess * (mean + 1)).squareRoot())
    } else {
      growth = Glibc.log(mean + (mean * mean - 1).squareRoot())
    }
  }

  private static func nearRealAxis(
    _ x: Double, _ y: Double
  ) -> (sineAngle: Double, cosineAngle: Double, growth: Double) {
    if x == 1 {
      let root = y.squareRoot()
      return (.pi / 2 - root, root, root)
    }
    let slope = ((x - 1).magnitude * (x + 1)).squareRoot()
    if x < 1 { return (Glibc.asin(x), Glibc.acos(x), y / slope) }
    return (.pi / 2, y / slope, Glibc.log1p((x - 1) + slope))
  }

  /// The logarithm of the distance from zero, for numbers whose distance may overflow.
  private static func logOfLength(_ x: Double, _ y: Double) -> Double {
    let (large, small) = (max(x, y), min(x, y))
    if large.isInfinite { return .infinity }
    let ratio = small / large
    return Glibc.log(large) + Glibc.log1p(ratio * ratio) / 2
  }
}
