import FuseIR

/// The two columns of complex lanes.
struct ComplexColumns {
  let real: LaneKernels.Reals
  let imaginary: LaneKernels.Reals

  subscript(lane: Int) -> Complex {
    get { Complex(real[lane], imaginary[lane]) }
    nonmutating set {
      real[lane] = newValue.real
      imaginary[lane] = newValue.imaginary
    }
  }
}

extension LaneKernels {
  static func complex(
    _ function: ComplexUnary, _ a: ComplexColumns, _ result: ComplexColumns, _ count: Int,
    _ format: FloatFormat
  ) {
    for lane in 0..<count {
      let z = a[lane]
      switch function {
      case .negate: result[lane] = -z
      case .conjugate: result[lane] = z.conjugate
      case .sign: result[lane] = z.sign
      case .exp: result[lane] = z.exp
      case .expm1: result[lane] = z.expm1
      case .log: result[lane] = z.log
      case .log1p: result[lane] = z.log1p
      case .squareRoot: result[lane] = z.squareRoot
      case .reciprocalSquareRoot: result[lane] = Complex(1, 0) / z.squareRoot
      case .sin: result[lane] = z.sin
      case .cos: result[lane] = z.cos
      case .tan: result[lane] = z.tan
      case .tanh: result[lane] = z.tanh
      case .logistic: result[lane] = z.logistic
      case .square: result[lane] = z * z
      case .identity: result[lane] = z
      case .cubeRoot: result[lane] = z.power(Complex(1 / 3.0, 0))
      case .sinh: result[lane] = z.sinh
      case .cosh: result[lane] = z.cosh
      case .asin: result[lane] = z.asin
      case .acos: result[lane] = z.acos
      case .atan: result[lane] = z.atan
      case .asinh: result[lane] = z.asinh
      case .acosh: result[lane] = z.acosh
      case .atanh: result[lane] = z.atanh
      }
    }
    round(result.real, count, format)
    round(result.imaginary, count, format)
  }

  static func complexBinary(
    _ function: ComplexBinary, _ a: ComplexColumns, _ b: ComplexColumns,
    _ result: ComplexColumns, _ count: Int, _ format: FloatFormat
  ) {
    for lane in 0..<count {
      switch function {
      case .add: result[lane] = a[lane] + b[lane]
      case .subtract: result[lane] = a[lane] - b[lane]
      case .multiply: result[lane] = a[lane] * b[lane]
      case .divide: result[lane] = a[lane] / b[lane]
      case .power: result[lane] = a[lane].power(b[lane])
      case .atan2: result[lane] = Complex.atan2(a[lane], b[lane])
      case .maximum: result[lane] = a[lane].isOrdered(before: b[lane]) ? b[lane] : a[lane]
      case .minimum: result[lane] = b[lane].isOrdered(before: a[lane]) ? b[lane] : a[lane]
      }
    }
    round(result.real, count, format)
    round(result.imaginary, count, format)
  }
}
