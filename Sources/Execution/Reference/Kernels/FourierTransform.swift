import FuseIR
import Glibc

/// Discrete Fourier transforms of lines of numbers.
struct FourierTransform {
  private let length: Int
  /// e^(∓2πi k / length) for each k.
  private let roots: [Complex]

  /// A transform of lines of `length` numbers; the inverse one is not divided by the length.
  init(length: Int, isInverse: Bool) {
    self.length = length
    roots = (0..<length).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(length)
      return Complex(cos(angle), isInverse ? sin(angle) : -sin(angle))
    }
  }

  /// The largest odd factor of a length: lines of that length take its square in steps.
  static func oddPart(of length: Int) -> Int {
    length == 0 ? 0 : length >> length.trailingZeroBitCount
  }

  /// The transform of a line.
  func callAsFunction(_ line: [Complex]) -> [Complex] { transform(line, step: 1) }

  /// Halves lines of even length, and sums those of odd length term by term.
  private func transform(_ line: [Complex], step: Int) -> [Complex] {
    let count = line.count
    if count <= 1 { return line }
    var result = [Complex](repeating: .zero, count: count)
    if count % 2 == 0 {
      let half = count / 2
      let even = transform((0..<half).map { line[2 * $0] }, step: 2 * step)
      let odd = transform((0..<half).map { line[2 * $0 + 1] }, step: 2 * step)
      for index in 0..<half {
        let turned = roots[index * step] * odd[index]
        result[index] = even[index] + turned
        result[index + half] = even[index] - turned
      }
      return result
    }
    for index in 0..<count {
      var sum = Complex.zero
      for (position, value) in line.enumerated() {
        sum = sum + value * roots[index * position % count * step]
      }
      result[index] = sum
    }
    return result
  }

  /// Transforms all lines of a row-major array along one dimension, and returns the new array; a line
  /// may change its length.
  static func apply(
    _ values: [Complex], _ shape: [Int], dimension: Int, newLength: Int,
    _ line: ([Complex]) -> [Complex]
  ) -> [Complex] {
    var newShape = shape
    newShape[dimension] = newLength
    let count = newShape.reduce(1, *)
    var result = [Complex](repeating: .zero, count: count)
    if count == 0 || values.isEmpty { return result }
    let inner = shape[(dimension + 1)...].reduce(1, *)
    for outer in 0..<values.count / (shape[dimension] * inner) {
      for lane in 0..<inner {
        let start = outer * shape[dimension] * inner + lane
        let transformed = line((0..<shape[dimension]).map { values[start + $0 * inner] })
        for index in 0..<newLength {
          result[(outer * newLength + index) * inner + lane] = transformed[index]
        }
      }
    }
    return result
  }
}
