import Glibc

/// The optimiser of DOSA and of FADiff's precursor: steps of about equal length in each parameter, whatever the size of its
/// derivative (Kingma and Ba, with their decay rates).
struct Adam {
  let rate: Double
  private static let decay = (0.9, 0.999)
  private var first: [Double]
  private var second: [Double]
  private var steps = 0

  init(rate: Double, parameters: Int) {
    self.rate = rate
    first = [Double](repeating: 0, count: parameters)
    second = first
  }

  /// Moves the parameters against their derivatives.
  mutating func step(_ parameters: inout [Double], against derivatives: [Double]) {
    steps += 1
    let (one, two) = Self.decay
    let corrections = (1 - pow(one, Double(steps)), 1 - pow(two, Double(steps)))
    for index in parameters.indices {
      let derivative = derivatives[index].isFinite ? derivatives[index] : 0
      first[index] = one * first[index] + (1 - one) * derivative
      second[index] = two * second[index] + (1 - two) * derivative * derivative
      let size = (second[index] / corrections.1).squareRoot()
      if size > 0 { parameters[index] -= rate * (first[index] / corrections.0) / size }
    }
  }
}
