import Glibc

/// The special functions of CHLO that the C library lacks.
extension RealFunctions {
  /// The inverse of the error function: ±∞ at ±1, NaN outside of [−1, 1].
  ///
  /// Giles' single-precision approximation ("Approximating the erfinv function", 2010), refined by
  /// three Newton-Halley steps on the complementary function near ±1.
  public static func erfInv(_ a: Double) -> Double {
    if !(a >= -1 && a <= 1) { return .nan }
    if a == 1 || a == -1 { return a * .infinity }
    if a == 0 { return a }
    let magnitude = Swift.abs(a)
    let complement = 1 - magnitude
    let w = -Glibc.log(complement * (1 + magnitude))
    var x: Double
    if w < 5 {
      x = horner(w - 2.5, centralInverseErrorFunction)
    } else {
      x = horner(w.squareRoot() - 3, outerInverseErrorFunction)
    }
    x *= magnitude
    for _ in 0..<3 {
      let error =
        magnitude < 0.5 ? Glibc.erf(x) - magnitude : complement - Glibc.erfc(x)
      let slope = 1.1283791670955126 * Glibc.exp(-x * x)
      if slope == 0 { break }
      let step = error / slope
      x -= step / (1 + x * step)
    }
    return a < 0 ? -x : x
  }

  /// Giles' coefficients where −log(1 − a²) is below 5, in powers of its distance from 2.5.
  private static let centralInverseErrorFunction = [
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
    -0.00125372503, -0.00417768164, 0.246640727, 1.50140941,
  ]

  /// Giles' coefficients further out, in powers of the distance of its square root from 3.
  private static let outerInverseErrorFunction = [
    -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773,
    -0.0076224613, 0.00943887047, 1.00167406, 2.83297682,
  ]

  /// B_2k / 2k for k = 7 ... 1 with alternating signs, and 0: the asymptotic series of `digamma` in
  /// powers of 1/x².
  private static let digammaSeries = [
    1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12, 0,
  ]

  /// A polynomial with the given coefficients, that of the highest power first.
  private static func horner(_ t: Double, _ coefficients: [Double]) -> Double {
    var sum = 0.0
    for coefficient in coefficients { sum = sum * t + coefficient }
    return sum
  }

  /// The logarithm of the magnitude of the gamma function; +∞ at its poles.
  public static func lgamma(_ a: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(a, &sign)
  }

  /// The logarithmic derivative of the gamma function; NaN at its poles.
  ///
  /// Reflection below zero, recurrence up to 10, then the asymptotic series.
  public static func digamma(_ a: Double) -> Double {
    if a.isNaN || a == -.infinity { return .nan }
    if a == .infinity { return a }
    var x = a
    var result = 0.0
    if x <= 0 {
      let fraction = x - x.rounded(.down)
      if fraction == 0 { return .nan }
      result = -Double.pi / Glibc.tan(Double.pi * fraction)
      x = 1 - x
    }
    while x < 10 {
      result -= 1 / x
      x += 1
    }
    let inverse = 1 / (x * x)
    let series = horner(inverse, digammaSeries)
    return result + Glibc.log(x) - 0.5 / x - series
  }

  /// The Hurwitz zeta function Σ (q + k)^−x, by Euler-Maclaurin summation.
  ///
  /// ∞ at x = 1 and at the poles in q, NaN for x < 1.
  public static func zeta(_ x: Double, _ q: Double) -> Double {
    if x.isNaN || q.isNaN || x < 1 { return .nan }
    if x == 1 { return .infinity }
    if q <= 0 {
      if q == q.rounded(.down) { return .infinity }
      if x != x.rounded(.down) { return .nan }
    }
    var sum = pow(q, -x)
    var a = q
    var term = 0.0
    var steps = 0
    while steps < 9 || a <= 9 {
      steps += 1
      a += 1
      term = pow(a, -x)
      sum += term
      if Swift.abs(term) < 0x1p-53 * Swift.abs(sum) { return sum }
    }
    sum += term * a / (x - 1) - 0.5 * term
    var factor = 1.0
    var k = 0.0
    for divisor in zetaDivisors {
      factor *= x + k
      term /= a
      let correction = factor * term / divisor
      sum += correction
      if Swift.abs(correction) < 0x1p-53 * Swift.abs(sum) { return sum }
      k += 1
      factor *= x + k
      term /= a
      k += 1
    }
    return sum
  }

  /// (2k)! / B_2k for k = 1 ... 12.
  private static let zetaDivisors: [Double] = [
    12, -720, 30240, -1_209_600, 47_900_160, -1.8924375803183791606e9, 7.47242496e10,
    -2.950130727918164224e12, 1.1646782814350067249e14, -4.5979787224074726105e15,
    1.8152105401943546773e17, -7.1661652561756670113e18,
  ]

  /// The derivative of order `n` of `digamma` at `x`; NaN where `n` is not a natural number.
  public static func polygamma(_ n: Double, _ x: Double) -> Double {
    if !(n >= 0) || n != n.rounded(.down) { return .nan }
    if n == 0 { return digamma(x) }
    let sign = fmod(n, 2) == 1 ? 1.0 : -1.0
    return sign * Glibc.exp(lgamma(n + 1)) * zeta(n + 1, x)
  }

  /// e^−|a| I₁(a), with the modified Bessel function of the first kind and order 1.
  ///
  /// The power series up to 30, whose terms all have one sign; the asymptotic series above.
  public static func besselI1e(_ a: Double) -> Double {
    let x = Swift.abs(a)
    if x.isNaN { return a }
    if x.isInfinite { return a < 0 ? -0.0 : 0 }
    var sum: Double
    if x <= 30 {
      let square = x * x / 4
      var term = x / 2
      sum = term
      var k = 1.0
      while term > 0x1p-54 * sum {
        term *= square / (k * (k + 1))
        sum += term
        k += 1
      }
      sum *= Glibc.exp(-x)
    } else {
      var term = 1.0
      sum = 1
      var k = 1.0
      while k < 40 {
        let odd = 2 * k - 1
        term *= (odd * odd - 4) / (8 * k * x)
        sum += term
        if Swift.abs(term) < 0x1p-54 * sum { break }
        k += 1
      }
      sum /= (2 * Double.pi * x).squareRoot()
    }
    return a < 0 ? -sum : sum
  }
}
