import FuseIR

/// The functions of elements that patterns are made of, whichever dialect computes them.
enum PatternFunction: Hashable {
  case add, subtract, multiply, divide, maximum, minimum, negate, absolute, square
  case exponential, logarithm, logarithmPlusOne, squareRoot, reciprocalSquareRoot, power
  case tanh, errorFunction, complementaryErrorFunction, logistic, clamp, select, isFinite

  /// The function that an op computes element by element, nil for every other op.
  init?(_ opcode: Opcode) {
    if let op = StablehloOp(opcode) {
      self.init(op)
    } else if let op = ChloOp(opcode) {
      self.init(op)
    } else if let op = ArithOp(opcode) {
      self.init(op)
    } else if let op = MathOp(opcode) {
      self.init(op)
    } else {
      return nil
    }
  }

  private init?(_ op: StablehloOp) {
    switch op {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .maximum: self = .maximum
    case .minimum: self = .minimum
    case .negate: self = .negate
    case .abs: self = .absolute
    case .exponential: self = .exponential
    case .log: self = .logarithm
    case .logPlusOne: self = .logarithmPlusOne
    case .sqrt: self = .squareRoot
    case .rsqrt: self = .reciprocalSquareRoot
    case .power: self = .power
    case .tanh: self = .tanh
    case .logistic: self = .logistic
    case .clamp: self = .clamp
    case .select: self = .select
    case .isFinite: self = .isFinite
    default: return nil
    }
  }

  private init?(_ op: ChloOp) {
    switch op {
    case .erf: self = .errorFunction
    case .erfc: self = .complementaryErrorFunction
    case .square: self = .square
    default: return nil
    }
  }

  private init?(_ op: ArithOp) {
    switch op {
    case .addf: self = .add
    case .subf: self = .subtract
    case .mulf: self = .multiply
    case .divf: self = .divide
    case .maximumf, .maxnumf: self = .maximum
    case .minimumf, .minnumf: self = .minimum
    case .negf: self = .negate
    case .select: self = .select
    default: return nil
    }
  }

  private init?(_ op: MathOp) {
    switch op {
    case .absf: self = .absolute
    case .exp: self = .exponential
    case .log: self = .logarithm
    case .log1p: self = .logarithmPlusOne
    case .sqrt: self = .squareRoot
    case .rsqrt: self = .reciprocalSquareRoot
    case .powf: self = .power
    case .tanh: self = .tanh
    case .erf: self = .errorFunction
    case .erfc: self = .complementaryErrorFunction
    case .isfinite: self = .isFinite
    default: return nil
    }
  }

  /// The function of numbers; nil where a number is missing.
  func callAsFunction(_ x: [Double]) -> Double? {
    guard let a = x.first else { return nil }
    let b = x.count > 1 ? x[1] : .nan
    switch self {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .maximum: return RealFunctions.maximum(a, b)
    case .minimum: return RealFunctions.minimum(a, b)
    case .negate: return -a
    case .absolute: return abs(a)
    case .square: return a * a
    case .exponential: return RealFunctions.exp(a)
    case .logarithm: return RealFunctions.log(a)
    case .logarithmPlusOne: return RealFunctions.log1p(a)
    case .squareRoot: return a.squareRoot()
    case .reciprocalSquareRoot: return RealFunctions.reciprocalSquareRoot(a)
    case .power: return RealFunctions.power(a, b)
    case .tanh: return RealFunctions.tanh(a)
    case .errorFunction: return RealFunctions.erf(a)
    case .complementaryErrorFunction: return RealFunctions.erfc(a)
    case .logistic: return RealFunctions.logistic(a)
    case .clamp:
      return x.count == 3 ? RealFunctions.minimum(RealFunctions.maximum(b, a), x[2]) : nil
    case .select, .isFinite: return nil
    }
  }
}
