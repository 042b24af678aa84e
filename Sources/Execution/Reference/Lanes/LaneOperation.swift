import FuseIR

/// A function of one real number.
enum RealUnary: UInt8 {
  case abs, negate, ceil, floor, roundNearestEven, roundNearestAway, truncate, sign
  case squareRoot, reciprocalSquareRoot, cubeRoot, square
  case exp, exp2, expm1, log, log2, log10, log1p, logistic
  case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh
  case erf, erfc, erfInv, lgamma, digamma, besselI1e
  case identity
}

/// A function of two real numbers.
enum RealBinary: UInt8 {
  case add, subtract, multiply, divide, remainder, power, atan2
  case maximum, minimum
  /// As `maximum`, but a NaN loses against a number.
  case maximumNumber
  /// As `minimum`, but a NaN loses against a number.
  case minimumNumber
  case nextAfter, copySign, polygamma, zeta
}

/// A question about one real number.
enum RealTest: UInt8 {
  case isFinite, isInfinite, isPositiveInfinity, isNegativeInfinity, isNaN
}

/// A function of one integer.
enum IntegerUnary: UInt8 {
  case abs, negate, not, populationCount, leadingZeros, trailingZeros, sign, square, identity
}

/// A function of two integers.
enum IntegerBinary: UInt8 {
  case add, subtract, multiply, divide, remainder, power, maximum, minimum
  case and, or, xor, shiftLeft, shiftRightLogical, shiftRightArithmetic
  case floorDivide, ceilDivide
}

/// A function of one complex number.
enum ComplexUnary: UInt8 {
  case negate, conjugate, sign, exp, expm1, log, log1p, squareRoot, reciprocalSquareRoot
  case sin, cos, tan, tanh, logistic, square, identity
  case sinh, cosh, asin, acos, atan, asinh, acosh, atanh, cubeRoot
}

/// A function of two complex numbers.
enum ComplexBinary: UInt8 {
  case add, subtract, multiply, divide, power, atan2
  /// The larger or smaller number by real part, then by imaginary part.
  case maximum, minimum
}

/// An order between two numbers.
enum Comparison: UInt8 {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

/// How an integer is read before it is widened.
enum IntegerReading: UInt8 {
  /// As its own kind keeps it.
  case own
  /// As two's complement.
  case signed
  /// As a natural number.
  case unsigned
}

/// The domain that a value is computed in, and the columns that it takes.
enum LaneDomain: UInt8 {
  case real, integer, complex

  /// The number of columns of one value.
  var columnCount: Int { self == .complex ? 2 : 1 }

  init(_ elementType: ElementType) {
    switch elementType {
    case .integer, .index: self = .integer
    case .float: self = .real
    case .complex: self = .complex
    }
  }
}

/// One step of a `LaneProgram`: a function applied lane by lane.
///
/// Real results are rounded to the given format; integer operands are brought to the kind computed
/// in, and results to the kind kept.
enum LaneOperation {
  case real(RealUnary, FloatFormat)
  case realBinary(RealBinary, FloatFormat)
  case multiplyAdd(FloatFormat)
  case realIntegerPower(FloatFormat)
  case clampReal
  /// Zero, the imaginary part of a real number.
  case realZero
  case reducePrecision(FloatFormat, exponentBits: Int, mantissaBits: Int)
  case testReal(RealTest)
  /// Whether a number of the format is neither zero, subnormal, infinite nor NaN.
  case isNormal(FloatFormat)
  /// `unordered` is the answer where an operand is NaN.
  case compareReal(Comparison, unordered: Bool)
  case compareTotalOrder(Comparison)
  /// Whether neither operand is NaN, or the opposite.
  case areOrdered(Bool)

  case integer(IntegerUnary, computed: IntegerKind, kept: IntegerKind)
  case integerBinary(IntegerBinary, computed: IntegerKind, kept: IntegerKind)
  case clampInteger(IntegerKind)
  case compareInteger(Comparison, IntegerKind)

  case complex(ComplexUnary, FloatFormat)
  case complexBinary(ComplexBinary, FloatFormat)
  case complexMagnitude(FloatFormat)
  case makeComplex, realPart, imaginaryPart
  case compareComplex(isEqual: Bool)

  /// Operands: the predicate, the value where it holds, the other one.
  case select(LaneDomain)
  case copy(LaneDomain)

  case integerToInteger(from: IntegerKind, to: IntegerKind, reading: IntegerReading)
  /// Whether the integer is not zero.
  case integerToBoolean
  case integerToReal(from: IntegerKind, to: FloatFormat, reading: IntegerReading)
  case realToInteger(IntegerKind, kept: IntegerKind)
  case realBits(FloatFormat, IntegerKind)
  case realFromBits(FloatFormat)
  case realToComplex(FloatFormat)
  case integerToComplex(from: IntegerKind, to: FloatFormat)
  /// The real part, rounded.
  case complexToReal(FloatFormat)
  /// The real part, towards zero.
  case complexToInteger(IntegerKind)

  /// The iteration index of a dimension of the enclosing loop nest.
  case index(dimension: Int)
  /// The element of a captured tensor at the operands' positions.
  case extract(capture: Int)
  /// Fails where the operand is false.
  case assert(message: Int)
  /// A constant answer, for comparisons such as `arith.cmpf true`.
  case boolean(Bool)
}
