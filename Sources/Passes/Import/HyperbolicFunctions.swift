// Hyperbolic functions, and the inverses of those and of the circular ones.

private let logTwo = 0.69314718055994530941723212145818

extension Formula {
  /// (e^x - e^-x) / 2; through e^x - 1 where |x| < 1, so that small arguments keep their precision.
  var hyperbolicSine: Formula {
    let minusOne = exponentialMinusOne
    let small = 0.5 * (minusOne + minusOne / (minusOne + 1))
    // e^x may overflow where e^x / 2 does not.
    let large = (self - logTwo).exponential - (-self - logTwo).exponential
    return (magnitude < 1).select(small, large)
  }

  /// (e^x + e^-x) / 2.
  var hyperbolicCosine: Formula {
    (self - logTwo).exponential + (-self - logTwo).exponential
  }

  var arcSine: Formula {
    2 * .angle(self, 1 + ((1 - self) * (1 + self)).squareRoot)
  }

  var arcCosine: Formula {
    (self == -1).select(
      .number(.pi), 2 * .angle(((1 - self) * (1 + self)).squareRoot, 1 + self))
  }

  var arcTangent: Formula { .angle(self, .number(1)) }

  /// log(x + sqrt(x^2 - 1)), from the distance to 1; NaN below 1.
  func inverseHyperbolicCosine(largest: Double) -> Formula {
    let t = self - 1
    let near = (t + (t * (t + 2)).squareRoot).logarithmPlusOne
    // The square would overflow here, and the 1 does not matter.
    return (self > largest.squareRoot()).select(logarithm + logTwo, near)
  }

  /// sign(x) log(|x| + sqrt(x^2 + 1)).
  func inverseHyperbolicSine(largest: Double) -> Formula {
    let a = magnitude
    let square = a * a
    let near = (a + square / (1 + (square + 1).squareRoot)).logarithmPlusOne
    let value = (a > largest.squareRoot()).select(a.logarithm + logTwo, near)
    return apply(.sign) * value
  }

  /// (log(1 + x) - log(1 - x)) / 2.
  var inverseHyperbolicTangent: Formula {
    0.5 * (logarithmPlusOne - (-self).logarithmPlusOne)
  }

  /// The next float after this one toward `target`: its bits, as an integer, plus or minus 1.
  func next(toward target: Formula, width: Int) -> Formula {
    let signMask = Formula.bits(Int64.min >> Int64(64 - width))
    let rest = Formula.bits(~(Int64.min >> Int64(64 - width)))
    let one = Formula.bits(1)
    let zero = Formula.bits(0)
    let bits = asBits
    let targetBits = target.asBits
    let absolute = bits & rest
    let targetAbsolute = targetBits & rest
    let targetSign = targetBits & signMask
    let isOtherSign = (bits & signMask) != targetSign
    let isAway = (absolute > targetAbsolute) | isOtherSign
    let moved = bits + isAway.select(.bits(-1), one)
    let fromZero = (targetAbsolute == zero).select(targetBits, targetSign | one)
    let stepped = (absolute == zero).select(fromZero, moved)
    let result = (self == target).select(targetBits, stepped).asFloat
    let isNaN = (self != self) | (target != target)
    return isNaN.select(self + target, result)
  }
}
