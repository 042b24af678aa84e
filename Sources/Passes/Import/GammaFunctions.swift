// The logarithm of the gamma function and its derivative, by Lanczos' approximation with g = 7 and nine terms.

private let lanczosBase = 0.99999999999980993227684700473478
private let lanczosCoefficients = [
  676.520368121885098567009190444019, -1259.13921672240287047156078755283,
  771.3234287776530788486528258894, -176.61502916214059906584551354, 12.507343278686904814458936853,
  -0.13857109526572011689554707, 9.984369578019570859563e-6, 1.50563273514931155834e-7,
]
private let lanczosShift = 7.5
private let logLanczosShift = 2.0149030205422647

extension Formula {
  /// log |gamma(x)|; below 1/2 by reflection, infinite at the poles.
  var logarithmOfGamma: Formula {
    let isReflected = self < 0.5
    let z = isReflected.select(-self, self - 1)
    var sum = Formula.number(lanczosBase)
    for (index, coefficient) in lanczosCoefficients.enumerated() {
      sum = sum + coefficient / (z + Double(index + 1))
    }
    let t = z + lanczosShift
    // log(z + 7.5), exact for small z.
    let logT = logLanczosShift + (z / lanczosShift).logarithmPlusOne
    let halfLogTwoPi = 0.91893853320467274178032973640562
    let direct = halfLogTwoPi + (z + 0.5 - t / logT) * logT + sum.logarithm
    // log |sin(pi x)| depends only on the distance to the nearest integer.
    let fraction = magnitude - magnitude.floor
    let distance = (fraction > 0.5).select(1 - fraction, fraction)
    let logSine = (distance * .pi).apply(.sine).logarithm
    let logPi = 1.1447298858494001741434273513531
    let reflected = logSine.isFinite.select(logPi - logSine - direct, -logSine)
    let finite = isReflected.select(reflected, direct)
    return (magnitude == .infinity).select(.number(.infinity), finite)
  }

  /// The derivative of log gamma(x); below 1/2 by reflection, NaN at the poles.
  var digamma: Formula {
    let isReflected = self < 0.5
    let z = isReflected.select(-self, self - 1)
    var numerator = Formula.number(0)
    var denominator = Formula.number(lanczosBase)
    for (index, coefficient) in lanczosCoefficients.enumerated() {
      let term = z + Double(index + 1)
      numerator = numerator - coefficient / (term * term)
      denominator = denominator + coefficient / term
    }
    let t = z + lanczosShift
    let logT = logLanczosShift + (z / lanczosShift).logarithmPlusOne
    let direct = logT + numerator / denominator - 7 / t
    // pi cot(pi x), from the distance to the nearest integer, where it is exact.
    let distance = self + (self + 0.5).floor.magnitude
    let angle = distance * .pi
    let reflected = direct - .pi * angle.apply(.cosine) / angle.apply(.sine)
    let value = isReflected.select(reflected, direct)
    let isPole = Formula(
      .op(.and, [Formula(.comparison(.le, self, .number(0)), .boolean), self == floor]), .boolean)
    return isPole.select(.number(.nan), value)
  }
}
