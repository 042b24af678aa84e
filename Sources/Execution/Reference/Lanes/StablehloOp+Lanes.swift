import FuseIR

extension StablehloOp {
  /// The lane operation of an elementwise op, or nil where the op is not elementwise or has no
  /// meaning for the element types.
  ///
  /// - Parameter operands: the element types of the operands of `op`.
  func laneOperation(
    _ op: OpID, _ operands: [ElementType], _ result: ElementType, in module: borrowing Module
  ) -> LaneOperation? {
    guard let type = operands.first else { return nil }
    switch self {
    case .abs:
      if case .complex(let format) = type { return .complexMagnitude(format) }
      return .unary(type, real: .abs, integer: .abs)
    case .add:
      return .binary(type, real: .add, integer: type == .i1 ? .or : .add, complex: .add)
    case .and: return .binary(type, integer: .and)
    case .atan2: return .binary(type, real: .atan2, complex: .atan2)
    case .bitcastConvert: return .bitcast(from: type, to: result)
    case .cbrt: return .unary(type, real: .cubeRoot, complex: .cubeRoot)
    case .ceil: return .unary(type, real: .ceil)
    case .clamp:
      switch type {
      case .float: return .clampReal
      case .integer, .index: return type.integerKind.map { .clampInteger($0) }
      case .complex: return nil
      }
    case .compare: return comparison(op, type, in: module)
    case .complex: return .makeComplex
    case .convert: return .convert(from: type, to: result)
    case .cosine: return .unary(type, real: .cos, complex: .cos)
    case .countLeadingZeros: return .unary(type, integer: .leadingZeros)
    case .divide: return .binary(type, real: .divide, integer: .divide, complex: .divide)
    case .exponential: return .unary(type, real: .exp, complex: .exp)
    case .exponentialMinusOne: return .unary(type, real: .expm1, complex: .expm1)
    case .floor: return .unary(type, real: .floor)
    case .imag: return type.isFloat ? .realZero : .imaginaryPart
    case .isFinite: return type.isFloat ? .testReal(.isFinite) : nil
    case .log: return .unary(type, real: .log, complex: .log)
    case .logPlusOne: return .unary(type, real: .log1p, complex: .log1p)
    case .logistic: return .unary(type, real: .logistic, complex: .logistic)
    case .maximum:
      return .binary(type, real: .maximum, integer: .maximum, complex: .maximum)
    case .minimum:
      return .binary(type, real: .minimum, integer: .minimum, complex: .minimum)
    case .multiply:
      return .binary(
        type, real: .multiply, integer: type == .i1 ? .and : .multiply, complex: .multiply)
    case .negate: return .unary(type, real: .negate, integer: .negate, complex: .negate)
    case .not: return .unary(type, integer: .not)
    case .or: return .binary(type, integer: .or)
    case .popcnt: return .unary(type, integer: .populationCount)
    case .power: return .binary(type, real: .power, integer: .power, complex: .power)
    case .real:
      return type.isFloat ? .unary(type, real: .identity) : .realPart
    case .reducePrecision:
      guard case .float(let format) = type,
        let exponentBits = module.integer("exponent_bits", of: op),
        let mantissaBits = module.integer("mantissa_bits", of: op),
        (1...64).contains(exponentBits), (0...64).contains(mantissaBits)
      else { return nil }
      return .reducePrecision(
        format, exponentBits: Int(exponentBits), mantissaBits: Int(mantissaBits))
    case .remainder: return .binary(type, real: .remainder, integer: .remainder)
    case .roundNearestAfz: return .unary(type, real: .roundNearestAway)
    case .roundNearestEven: return .unary(type, real: .roundNearestEven)
    case .rsqrt: return .unary(type, real: .reciprocalSquareRoot, complex: .reciprocalSquareRoot)
    case .select: return operands.count == 3 ? .select(LaneDomain(operands[1])) : nil
    case .shiftLeft: return .binary(type, integer: .shiftLeft)
    case .shiftRightArithmetic: return .binary(type, integer: .shiftRightArithmetic)
    case .shiftRightLogical: return .binary(type, integer: .shiftRightLogical)
    case .sign: return .unary(type, real: .sign, integer: .sign, complex: .sign)
    case .sine: return .unary(type, real: .sin, complex: .sin)
    case .sqrt: return .unary(type, real: .squareRoot, complex: .squareRoot)
    case .subtract:
      return .binary(type, real: .subtract, integer: .subtract, complex: .subtract)
    case .tan: return .unary(type, real: .tan, complex: .tan)
    case .tanh: return .unary(type, real: .tanh, complex: .tanh)
    case .xor: return .binary(type, integer: .xor)
    default: return nil
    }
  }

  private func comparison(
    _ op: OpID, _ type: ElementType, in module: borrowing Module
  ) -> LaneOperation? {
    guard let comparison = Comparison(attribute: "comparison_direction", of: op, in: module) else {
      return nil
    }
    let order = module.attribute("compare_type", of: op).flatMap {
      module.dialectAttributeText($0, "stablehlo")
    }
    if order?.hasSuffix(" TOTALORDER") == true && type.isFloat {
      return .compareTotalOrder(comparison)
    }
    return .compare(comparison, type)
  }
}

extension Comparison {
  /// The direction in an attribute such as `#stablehlo<comparison_direction LT>`.
  init?(attribute name: String, of op: OpID, in module: borrowing Module) {
    guard let attribute = module.attribute(name, of: op) else { return nil }
    let text =
      module.dialectAttributeText(attribute, "stablehlo")
      ?? module.dialectAttributeText(attribute, "chlo") ?? ""
    switch text.split(separator: " ").last {
    case "EQ": self = .equal
    case "NE": self = .notEqual
    case "LT": self = .less
    case "LE": self = .lessOrEqual
    case "GT": self = .greater
    case "GE": self = .greaterOrEqual
    default: return nil
    }
  }
}
