import FuseIR

/// What elementwise ops of StableHLO and CHLO do with one element, in `arith` and `math` ops.
struct ScalarLowering {
  let builder: ScalarBuilder

  /// A lowering that builds at the end of the block.
  init(at block: BlockID, location: LocationID) {
    builder = ScalarBuilder(block: block, location: location)
  }

  /// Why an elementwise op has no form on scalars, nil if it has one.
  static func obstacle(_ op: OpID, in module: borrowing Module) -> String? {
    for value in module.operandsAndResults(of: op) {
      if let reason = obstacle(elementsOf: module.type(of: value), in: module) { return reason }
    }
    let element = module.elementType(of: module.operand(0, of: op))
    let opcode = module.opcode(of: op)
    if let kind = StablehloOp(opcode) {
      switch kind {
      case .bitcastConvert:
        let result = module.elementType(of: module.result(of: op))
        if module.bitWidth(of: element) != module.bitWidth(of: result) {
          return "it changes the number of elements"
        }
      case .convert:
        let result = module.elementType(of: module.result(of: op))
        if module.isFloat(element), result == .index { return "there is no cast to index" }
        if module.isFloat(result), element == .index { return "there is no cast from index" }
      case .reducePrecision:
        guard case .float(let format) = module.type(element),
          [.f16, .bf16, .f32, .f64].contains(format)
        else { return "its bits are not those of an IEEE format" }
      case .compare:
        let type = ComparisonType("compare_type", of: op, in: module)
        if type == .totalOrder, module.isFloat(element), module.bitWidth(of: element) == nil {
          return "its bits can't be read as an integer"
        }
      case .power where element == .i1: return "booleans have no powers"
      default: break
      }
      return nil
    }
    if let kind = ChloOp(opcode), mathOp(for: kind) != nil, module.isFloat(element) { return nil }
    return "it has no form in the arith and math dialects"
  }

  /// Why elements of a tensor type can't be computed on, nil if they can.
  static func obstacle(elementsOf type: TypeID, in module: borrowing Module) -> String? {
    let element = module.elementType(of: type)
    switch module.type(element) {
    case .integer(let width, .signless) where width <= 64: return nil
    case .index: return nil
    case .float(let kind) where FloatFormat(kind) != nil: return nil
    case .integer(_, .unsigned):
      return "arith has no ops on unsigned integers (\(module.text(of: element)))"
    default: return "arith has no ops on elements of type \(module.text(of: element))"
    }
  }

  /// The op of the math dialect that computes the same function, if there is one.
  static func mathOp(for op: ChloOp) -> MathOp? {
    switch op {
    case .acos: .acos
    case .acosh: .acosh
    case .asin: .asin
    case .asinh: .asinh
    case .atan: .atan
    case .atanh: .atanh
    case .cosh: .cosh
    case .erf: .erf
    case .erfc: .erfc
    case .sinh: .sinh
    case .tan: .tan
    default: nil
    }
  }

  /// The element that the op computes from elements of its operands. There must be no obstacle.
  func emit(_ op: OpID, _ operands: [ValueID], in module: inout Module) -> ValueID {
    let opcode = module.opcode(of: op)
    if let kind = ChloOp(opcode), let math = Self.mathOp(for: kind) {
      return builder.math(math, operands[0], in: &module)
    }
    guard let kind = StablehloOp(opcode) else {
      preconditionFailure("invariant: an elementwise op of StableHLO or CHLO")
    }
    let result = module.elementType(of: module.result(of: op))
    switch kind {
    case .compare: return compare(op, operands, in: &module)
    case .convert: return convert(operands[0], to: result, in: &module)
    case .bitcastConvert:
      if module.type(of: operands[0]) == result { return operands[0] }
      return builder.arith(.bitcast, operands[0], type: result, in: &module)
    case .select: return builder.select(operands[0], operands[1], operands[2], in: &module)
    case .reducePrecision: return reducePrecision(op, operands[0], in: &module)
    case .clamp:
      let least = emitMaximum(operands[1], operands[0], in: &module)
      return emitMinimum(least, operands[2], in: &module)
    case .isFinite: return builder.math(.isfinite, operands[0], type: .i1, in: &module)
    case .maximum: return emitMaximum(operands[0], operands[1], in: &module)
    case .minimum: return emitMinimum(operands[0], operands[1], in: &module)
    case .real: return operands[0]
    default: break
    }
    return module.isFloat(module.type(of: operands[0]))
      ? emitFloat(kind, operands, in: &module) : emitInteger(kind, operands, in: &module)
  }

  private func emitMaximum(_ a: ValueID, _ b: ValueID, in module: inout Module) -> ValueID {
    let type = module.type(of: a)
    let op: ArithOp = module.isFloat(type) ? .maximumf : type == .i1 ? .ori : .maxsi
    return builder.arith(op, a, b, in: &module)
  }

  private func emitMinimum(_ a: ValueID, _ b: ValueID, in module: inout Module) -> ValueID {
    let type = module.type(of: a)
    let op: ArithOp = module.isFloat(type) ? .minimumf : type == .i1 ? .andi : .minsi
    return builder.arith(op, a, b, in: &module)
  }

  // MARK: Floats

  private func emitFloat(
    _ kind: StablehloOp, _ operands: [ValueID], in module: inout Module
  ) -> ValueID {
    let a = operands[0]
    let type = module.type(of: a)
    switch kind {
    case .abs: return builder.math(.absf, a, in: &module)
    case .add: return builder.arith(.addf, a, operands[1], in: &module)
    case .atan2: return builder.math(.atan2, a, operands[1], in: &module)
    case .cbrt: return builder.math(.cbrt, a, in: &module)
    case .ceil: return builder.math(.ceil, a, in: &module)
    case .cosine: return builder.math(.cos, a, in: &module)
    case .divide: return builder.arith(.divf, a, operands[1], in: &module)
    case .exponential: return builder.math(.exp, a, in: &module)
    case .exponentialMinusOne: return builder.math(.expm1, a, in: &module)
    case .floor: return builder.math(.floor, a, in: &module)
    case .log: return builder.math(.log, a, in: &module)
    case .logPlusOne: return builder.math(.log1p, a, in: &module)
    case .logistic:
      let one = builder.float(1, type, in: &module)
      let negated = builder.arith(.negf, a, in: &module)
      let power = builder.math(.exp, negated, in: &module)
      let sum = builder.arith(.addf, power, one, in: &module)
      return builder.arith(.divf, one, sum, in: &module)
    case .multiply: return builder.arith(.mulf, a, operands[1], in: &module)
    case .negate: return builder.arith(.negf, a, in: &module)
    case .power: return builder.math(.powf, a, operands[1], in: &module)
    case .remainder: return builder.arith(.remf, a, operands[1], in: &module)
    case .roundNearestAfz: return builder.math(.round, a, in: &module)
    case .roundNearestEven: return builder.math(.roundeven, a, in: &module)
    case .rsqrt: return builder.math(.rsqrt, a, in: &module)
    case .sign:
      // NaN and both zeros are their own signs.
      let zero = builder.float(0, type, in: &module)
      let one = builder.float(1, type, in: &module)
      let isOwnSign = builder.compare(FloatPredicate.ueq, a, zero, in: &module)
      let unit = builder.math(.copysign, one, a, in: &module)
      return builder.select(isOwnSign, a, unit, in: &module)
    case .sine: return builder.math(.sin, a, in: &module)
    case .sqrt: return builder.math(.sqrt, a, in: &module)
    case .subtract: return builder.arith(.subf, a, operands[1], in: &module)
    case .tan: return builder.math(.tan, a, in: &module)
    case .tanh: return builder.math(.tanh, a, in: &module)
    default: preconditionFailure("invariant: \(kind) is an op on floats")
    }
  }

  // MARK: Integers

  private func emitInteger(
    _ kind: StablehloOp, _ operands: [ValueID], in module: inout Module
  ) -> ValueID {
    let a = operands[0]
    let type = module.type(of: a)
    let isBoolean = type == .i1
    switch kind {
    case .abs: return builder.math(.absi, a, in: &module)
    case .add: return builder.arith(isBoolean ? .ori : .addi, a, operands[1], in: &module)
    case .and: return builder.arith(.andi, a, operands[1], in: &module)
    case .countLeadingZeros: return builder.math(.ctlz, a, in: &module)
    case .divide: return divide(a, operands[1], in: &module)
    case .multiply: return builder.arith(isBoolean ? .andi : .muli, a, operands[1], in: &module)
    case .negate:
      return builder.arith(.subi, builder.integer(0, type, in: &module), a, in: &module)
    case .not:
      return builder.arith(.xori, a, builder.integer(-1, type, in: &module), in: &module)
    case .or: return builder.arith(.ori, a, operands[1], in: &module)
    case .popcnt: return builder.math(.ctpop, a, in: &module)
    case .power: return builder.math(.ipowi, a, operands[1], in: &module)
    case .remainder: return remainder(a, operands[1], in: &module)
    case .shiftLeft: return shift(.shli, a, operands[1], in: &module)
    case .shiftRightArithmetic: return shift(.shrsi, a, operands[1], in: &module)
    case .shiftRightLogical: return shift(.shrui, a, operands[1], in: &module)
    case .sign:
      let one = builder.integer(1, type, in: &module)
      let minusOne = builder.integer(-1, type, in: &module)
      let capped = builder.arith(.minsi, a, one, in: &module)
      return builder.arith(.maxsi, capped, minusOne, in: &module)
    case .subtract: return builder.arith(.subi, a, operands[1], in: &module)
    case .xor: return builder.arith(.xori, a, operands[1], in: &module)
    default: preconditionFailure("invariant: \(kind) is an op on integers")
    }
  }

  /// The quotient: -1 for a divisor of 0, and the least integer for itself divided by -1, both of which `arith.divsi`
  /// leaves undefined.
  private func divide(_ a: ValueID, _ b: ValueID, in module: inout Module) -> ValueID {
    if isSafeDivisor(b, in: module) { return builder.arith(.divsi, a, b, in: &module) }
    let type = module.type(of: a)
    let (isZero, isOverflow, divisor) = guarded(a, b, in: &module)
    let quotient = builder.arith(.divsi, a, divisor, in: &module)
    let wrapped = builder.select(isOverflow, a, quotient, in: &module)
    let minusOne = builder.integer(-1, type, in: &module)
    return builder.select(isZero, minusOne, wrapped, in: &module)
  }

  /// The remainder: the dividend for a divisor of 0, and 0 for the least integer divided by -1.
  private func remainder(_ a: ValueID, _ b: ValueID, in module: inout Module) -> ValueID {
    if isSafeDivisor(b, in: module) { return builder.arith(.remsi, a, b, in: &module) }
    let type = module.type(of: a)
    let (isZero, isOverflow, divisor) = guarded(a, b, in: &module)
    let rest = builder.arith(.remsi, a, divisor, in: &module)
    let zero = builder.integer(0, type, in: &module)
    let wrapped = builder.select(isOverflow, zero, rest, in: &module)
    return builder.select(isZero, a, wrapped, in: &module)
  }

  /// Whether the divisor is a constant other than 0 and -1.
  private func isSafeDivisor(_ value: ValueID, in module: borrowing Module) -> Bool {
    guard let constant = module.constantInteger(of: value) else { return false }
    return constant != 0 && constant != -1
  }

  /// Whether the divisor is 0, whether the quotient overflows, and a divisor for which neither holds.
  private func guarded(
    _ a: ValueID, _ b: ValueID, in module: inout Module
  ) -> (isZero: ValueID, isOverflow: ValueID, divisor: ValueID) {
    let type = module.type(of: a)
    let width = module.bitWidth(of: type) ?? 64
    let zero = builder.integer(0, type, in: &module)
    let one = builder.integer(1, type, in: &module)
    let minusOne = builder.integer(-1, type, in: &module)
    let least = builder.integer(Int64.min >> Int64(64 - width), type, in: &module)
    let isZero = builder.compare(IntegerPredicate.eq, b, zero, in: &module)
    let isLeast = builder.compare(IntegerPredicate.eq, a, least, in: &module)
    let isMinusOne = builder.compare(IntegerPredicate.eq, b, minusOne, in: &module)
    let isOverflow = builder.arith(.andi, isLeast, isMinusOne, in: &module)
    let isBad = builder.arith(.ori, isZero, isOverflow, in: &module)
    return (isZero, isOverflow, builder.select(isBad, one, b, in: &module))
  }

  /// The shifted value, whose bits are all gone where the amount is the width or more: `arith` leaves that undefined.
  private func shift(
    _ op: ArithOp, _ a: ValueID, _ amount: ValueID, in module: inout Module
  ) -> ValueID {
    let type = module.type(of: a)
    let width = Int64(module.bitWidth(of: type) ?? 64)
    if let constant = module.constantInteger(of: amount), constant >= 0, constant < width {
      return builder.arith(op, a, amount, in: &module)
    }
    let limit = builder.integer(op == .shrsi ? width - 1 : width, type, in: &module)
    let isInside = builder.compare(IntegerPredicate.ult, amount, limit, in: &module)
    if op == .shrsi {
      let capped = builder.select(isInside, amount, limit, in: &module)
      return builder.arith(op, a, capped, in: &module)
    }
    let zero = builder.integer(0, type, in: &module)
    let inside = builder.select(isInside, amount, zero, in: &module)
    let shifted = builder.arith(op, a, inside, in: &module)
    return builder.select(isInside, shifted, zero, in: &module)
  }
}
