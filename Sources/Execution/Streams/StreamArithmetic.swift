import FuseIR
import Glibc

/// Functions of single values.
enum StreamArithmetic {
  /// The larger value; NaN where one is.
  @inline(__always) static func maximum(_ left: Float, _ right: Float) -> Float {
    left > right || left != left ? left : right
  }

  /// The smaller value; NaN where one is.
  @inline(__always) static func minimum(_ left: Float, _ right: Float) -> Float {
    left < right || left != left ? left : right
  }

  /// A function of two values.
  @inline(__always)
  static func binary(_ function: StreamFunction, _ left: Float, _ right: Float) -> Float {
    switch function {
    case .add: left + right
    case .sub: left - right
    case .mul: left * right
    case .div: left / right
    case .max: maximum(left, right)
    case .min: minimum(left, right)
    default: .nan
    }
  }

  /// A function of one value.
  static func unary(_ function: StreamFunction, _ value: Float) -> Float {
    switch function {
    case .neg: -value
    case .abs: abs(value)
    case .exp: expf(value)
    case .log: logf(value)
    case .relu: maximum(value, 0)
    case .rsqrt: 1 / value.squareRoot()
    case .sqrt: value.squareRoot()
    case .sin: sinf(value)
    case .cos: cosf(value)
    case .tanh: tanhf(value)
    case .sigmoid: 1 / (1 + expf(-value))
    case .reciprocal: 1 / value
    default: .nan
    }
  }
}
