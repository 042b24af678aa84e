// The error function and its kin.

extension Formula {
  /// The error function. For f32, a rational approximation that is exact to 3e-7; for f64, Cephes' to an ulp or two.
  func errorFunction(isDouble: Bool) -> Formula {
    if isDouble {
      return (magnitude > 1).select(1 - complementAboveOne(isDouble: true), erfBelowOne)
    }
    // Beyond this point the function is 1 in f32.
    let x = clamped(-3.832506856900711, 3.832506856900711)
    let square = x * x
    let numerator = square.polynomial([
      0.00022905065861350646, 0.0034082910107109506, 0.050955695062380861, 0.18520832239976145,
      1.128379143519084,
    ])
    let denominator = square.polynomial([
      -1.1791602954361697e-7, 0.000023547966471313185, 0.0010179625278914885,
      0.014070470171167667, 0.11098505178285362, 0.49746925110067538, 1,
    ])
    return (x * numerator / denominator).clamped(-1, 1)
  }

  /// 1 - erf(x), without cancellation where it is small.
  func complementaryErrorFunction(isDouble: Bool) -> Formula {
    let below = 1 - (isDouble ? erfBelowOne : errorFunction(isDouble: false))
    return (magnitude > 1).select(complementAboveOne(isDouble: isDouble), below)
  }

  /// erf(x) for |x| <= 1, in double precision.
  private var erfBelowOne: Formula {
    let square = self * self
    let numerator = square.polynomial([
      9.60497373987051638749, 90.0260197203842689217, 2232.00534594684319226,
      7003.32514112805075473, 55592.3013010394962768,
    ])
    let denominator = square.polynomial([
      1, 33.5617141647503099647, 521.357949780152679795, 4594.32382970980127987,
      22629.0000613890934246, 49267.3942608635921086,
    ])
    return self * numerator / denominator
  }

  /// erfc(x) for |x| > 1: exp(-x^2) times a function that varies slowly.
  private func complementAboveOne(isDouble: Bool) -> Formula {
    let x = magnitude
    let power = (-(self * self)).exponential
    let factor: Formula
    if isDouble {
      let near =
        x.polynomial([
          2.46196981473530512524e-10, 0.564189564831068821977, 7.46321056442269912687,
          48.6371970985681366614, 196.520832956077098242, 526.445194995477358631,
          934.528527171957607540, 1027.55188689515710272, 557.535335369399327526,
        ])
        / x.polynomial([
          1, 13.2281951154744992508, 86.7072140885989742329, 354.937778887819891062,
          975.708501743205489753, 1823.90916687909736289, 2246.33760818710981792,
          1656.66309194161350182, 557.535340817727675546,
        ])
      let far =
        x.polynomial([
          0.564189583547755073984, 1.27536670759978104416, 5.01905042251180477414,
          6.16021097993053585195, 7.40974269950448939160, 2.97886665372100240670,
        ])
        / x.polynomial([
          1, 2.26052863220117276590, 9.39603524938001434673, 12.0489539808096656605,
          17.0814450747565897222, 9.60896809063285878198, 3.36907645100081516050,
        ])
      factor = (x < 8).select(near, far)
    } else {
      let inverse = 1 / x
      let square = inverse * inverse
      let near = square.polynomial([
        0.02326819970068386, -0.1387039388740657, 0.3687424674597105, -0.5824733027278666,
        0.6210004621745983, -0.4944515323274145, 0.3404879937665872, -0.2741127028184656,
        0.5638259427386472,
      ])
      let far = square.polynomial([
        -10.47766399936249, 12.97719955372516, -7.495518717768503, 2.921019019210786,
        -1.015265279202700, 0.4218463358204948, -0.2820767439740514, 0.5641895067754075,
      ])
      factor = inverse * (x < 2).select(near, far)
    }
    // Where the power vanishes so does the function, whatever the polynomials are at infinity.
    let above = (power == 0).select(.number(0), power * factor)
    return (self < 0).select(2 - above, above)
  }

  /// The inverse of the error function: Giles' approximation, and in double precision three steps of Halley's method from
  /// there.
  func inverseErrorFunction(isDouble: Bool) -> Formula {
    let w = -(-(self * self)).logarithmPlusOne
    let near = (w - 2.5).polynomial([
      2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
      -0.00125372503, -0.00417768164, 0.246640727, 1.50140941,
    ])
    let far = (w.squareRoot - 3).polynomial([
      -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773,
      -0.0076224613, 0.00943887047, 1.00167406, 2.83297682,
    ])
    var x = (w < 5).select(near, far) * self
    if isDouble {
      for _ in 0..<3 {
        let difference = (magnitude < 0.5).select(
          x.errorFunction(isDouble: true) - self,
          (self < 0).select(
            (1 + self) * -1 + (-x).complementaryErrorFunction(isDouble: true),
            (1 - self) - x.complementaryErrorFunction(isDouble: true)))
        // 2 / sqrt(pi) is the slope of erf at 0.
        let step = difference / (1.1283791670955126 * (-(x * x)).exponential)
        x = x - step / (1 + x * step)
      }
    }
    return (magnitude == 1).select(self * .number(.infinity), x)
  }
}
