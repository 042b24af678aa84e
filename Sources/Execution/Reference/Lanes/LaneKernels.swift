import FuseIR

/// The inner loops of lane operations: each applies one function to `count` lanes.
///
/// A column is `count` values of 8 bytes: `Double` for real numbers, `Int64` for integers.
enum LaneKernels {
  typealias Reals = UnsafeMutablePointer<Double>
  typealias Integers = UnsafeMutablePointer<Int64>

  /// Rounds each lane to `format`.
  static func round(_ lanes: Reals, _ count: Int, _ format: FloatFormat) {
    switch format {
    case .f64: return
    case .f32: for lane in 0..<count { lanes[lane] = Double(Float(lanes[lane])) }
    default: for lane in 0..<count { lanes[lane] = format.rounded(lanes[lane]) }
    }
  }

  static func real(
    _ function: RealUnary, _ a: Reals, _ result: Reals, _ count: Int
  ) {
    switch function {
    case .abs: map(a, result, count) { $0.magnitude }
    case .negate: map(a, result, count) { -$0 }
    case .ceil: map(a, result, count) { $0.rounded(.up) }
    case .floor: map(a, result, count) { $0.rounded(.down) }
    case .roundNearestEven: map(a, result, count) { $0.rounded(.toNearestOrEven) }
    case .roundNearestAway: map(a, result, count) { $0.rounded(.toNearestOrAwayFromZero) }
    case .truncate: map(a, result, count) { $0.rounded(.towardZero) }
    case .sign: map(a, result, count) { RealFunctions.sign($0) }
    case .squareRoot: map(a, result, count) { $0.squareRoot() }
    case .reciprocalSquareRoot: map(a, result, count) { 1 / $0.squareRoot() }
    case .cubeRoot: map(a, result, count) { RealFunctions.cubeRoot($0) }
    case .square: map(a, result, count) { $0 * $0 }
    case .exp: map(a, result, count) { RealFunctions.exp($0) }
    case .exp2: map(a, result, count) { RealFunctions.exp2($0) }
    case .expm1: map(a, result, count) { RealFunctions.expm1($0) }
    case .log: map(a, result, count) { RealFunctions.log($0) }
    case .log2: map(a, result, count) { RealFunctions.log2($0) }
    case .log10: map(a, result, count) { RealFunctions.log10($0) }
    case .log1p: map(a, result, count) { RealFunctions.log1p($0) }
    case .logistic: map(a, result, count) { RealFunctions.logistic($0) }
    case .sin: map(a, result, count) { RealFunctions.sin($0) }
    case .cos: map(a, result, count) { RealFunctions.cos($0) }
    case .tan: map(a, result, count) { RealFunctions.tan($0) }
    case .asin: map(a, result, count) { RealFunctions.asin($0) }
    case .acos: map(a, result, count) { RealFunctions.acos($0) }
    case .atan: map(a, result, count) { RealFunctions.atan($0) }
    case .sinh: map(a, result, count) { RealFunctions.sinh($0) }
    case .cosh: map(a, result, count) { RealFunctions.cosh($0) }
    case .tanh: map(a, result, count) { RealFunctions.tanh($0) }
    case .asinh: map(a, result, count) { RealFunctions.asinh($0) }
    case .acosh: map(a, result, count) { RealFunctions.acosh($0) }
    case .atanh: map(a, result, count) { RealFunctions.atanh($0) }
    case .erf: map(a, result, count) { RealFunctions.erf($0) }
    case .erfc: map(a, result, count) { RealFunctions.erfc($0) }
    case .erfInv: map(a, result, count) { RealFunctions.erfInv($0) }
    case .lgamma: map(a, result, count) { RealFunctions.lgamma($0) }
    case .digamma: map(a, result, count) { RealFunctions.digamma($0) }
    case .besselI1e: map(a, result, count) { RealFunctions.besselI1e($0) }
    case .identity: map(a, result, count) { $0 }
    }
  }

  static func realBinary(
    _ function: RealBinary, _ a: Reals, _ b: Reals, _ result: Reals, _ count: Int,
    _ format: FloatFormat
  ) {
    switch function {
    case .add: zip(a, b, result, count) { $0 + $1 }
    case .subtract: zip(a, b, result, count) { $0 - $1 }
    case .multiply: zip(a, b, result, count) { $0 * $1 }
    case .divide: zip(a, b, result, count) { $0 / $1 }
    case .remainder: zip(a, b, result, count) { RealFunctions.remainder($0, $1) }
    case .power: zip(a, b, result, count) { RealFunctions.power($0, $1) }
    case .atan2: zip(a, b, result, count) { RealFunctions.atan2($0, $1) }
    case .maximum: zip(a, b, result, count) { RealFunctions.maximum($0, $1) }
    case .minimum: zip(a, b, result, count) { RealFunctions.minimum($0, $1) }
    case .maximumNumber:
      zip(a, b, result, count) {
        $0.isNaN ? $1 : ($1.isNaN ? $0 : RealFunctions.maximum($0, $1))
      }
    case .minimumNumber:
      zip(a, b, result, count) {
        $0.isNaN ? $1 : ($1.isNaN ? $0 : RealFunctions.minimum($0, $1))
      }
    case .nextAfter: zip(a, b, result, count) { format.next(after: $0, towards: $1) }
    case .copySign: zip(a, b, result, count) { Double(signOf: $1, magnitudeOf: $0) }
    case .polygamma: zip(a, b, result, count) { RealFunctions.polygamma($0, $1) }
    case .zeta: zip(a, b, result, count) { RealFunctions.zeta($0, $1) }
    }
  }

  static func test(_ test: RealTest, _ a: Reals, _ result: Integers, _ count: Int) {
    switch test {
    case .isFinite: map(a, result, count) { $0.isFinite ? 1 : 0 }
    case .isInfinite: map(a, result, count) { $0.isInfinite ? 1 : 0 }
    case .isPositiveInfinity: map(a, result, count) { $0 == .infinity ? 1 : 0 }
    case .isNegativeInfinity: map(a, result, count) { $0 == -.infinity ? 1 : 0 }
    case .isNaN: map(a, result, count) { $0.isNaN ? 1 : 0 }
    }
  }

  static func compare(
    _ comparison: Comparison, unordered: Bool, _ a: Reals, _ b: Reals, _ result: Integers,
    _ count: Int
  ) {
    switch comparison {
    case .equal: zip(a, b, result, count) { $0 == $1 ? 1 : 0 }
    case .notEqual: zip(a, b, result, count) { $0 < $1 || $0 > $1 ? 1 : 0 }
    case .less: zip(a, b, result, count) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: zip(a, b, result, count) { $0 <= $1 ? 1 : 0 }
    case .greater: zip(a, b, result, count) { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: zip(a, b, result, count) { $0 >= $1 ? 1 : 0 }
    }
    if unordered {
      for lane in 0..<count where a[lane].isNaN || b[lane].isNaN { result[lane] = 1 }
    }
  }

  static func compareTotalOrder(
    _ comparison: Comparison, _ a: Reals, _ b: Reals, _ result: Integers, _ count: Int
  ) {
    for lane in 0..<count {
      let holds = comparison.holds(
        RealFunctions.totalOrderKey(a[lane]), RealFunctions.totalOrderKey(b[lane]))
      result[lane] = holds ? 1 : 0
    }
  }

  @inline(__always)
  static func map<A, R>(
    _ a: UnsafeMutablePointer<A>, _ result: UnsafeMutablePointer<R>, _ count: Int,
    _ function: (A) -> R
  ) {
    for lane in 0..<count { result[lane] = function(a[lane]) }
  }

  @inline(__always)
  static func zip<A, R>(
    _ a: UnsafeMutablePointer<A>, _ b: UnsafeMutablePointer<A>,
    _ result: UnsafeMutablePointer<R>, _ count: Int, _ function: (A, A) -> R
  ) {
    for lane in 0..<count { result[lane] = function(a[lane], b[lane]) }
  }
}

extension Comparison {
  /// Whether `a` stands in this order to `b`.
  @inline(__always)
  func holds(_ a: Int64, _ b: Int64) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
