import FuseIR

/// The C expression of an op that computes one number from numbers: arith and math ops, and the elementwise ops of
/// stablehlo and chlo on single elements.
struct CScalarExpression {
  let op: OpID
  /// The expressions of the operands: names or literals.
  let operands: [String]
  let result: CType
  /// The type of the first operand.
  let input: CType
  /// Names of the library functions that the expression calls.
  private(set) var functions: Set<String> = []
  /// Which C the expression is.
  var dialect = CDialect.freestanding

  init?(_ op: OpID, _ operands: [String], in module: borrowing Module) {
    guard module.resultCount(of: op) == 1, module.operandCount(of: op) > 0,
      let result = CType(module.result(of: op), in: module),
      let input = CType(module.operand(0, of: op), in: module)
    else { return nil }
    self.op = op
    self.operands = operands
    self.result = result
    self.input = input
  }

  /// The expression, or nil where the op computes something else.
  mutating func text(in module: borrowing Module) -> String? {
    let opcode = module.opcode(of: op)
    if let arith = ArithOp(opcode) { return text(arith, module) }
    if let math = MathOp(opcode) { return text(math) }
    if let stablehlo = StablehloOp(opcode) { return text(stablehlo, module) }
    if let chlo = ChloOp(opcode) { return text(chlo) }
    return nil
  }

  // MARK: Parts

  /// The first operand.
  var a: String { operands[0] }
  /// The second operand.
  var b: String { operands.count > 1 ? operands[1] : "0" }

  /// A call of a library function in double precision.
  private mutating func call(_ group: String, _ name: String, _ arguments: String...) -> String {
    if dialect == .cuda { return cudaCall(name, arguments) }
    functions.insert(group)
    let list = arguments.map { "(double)\($0)" }.joined(separator: ", ")
    return "(\(result.value))fusec_\(name)(\(list))"
  }

  /// A call of a library function on 64-bit integers.
  private mutating func integerCall(_ group: String, _ name: String, _ arguments: String...)
    -> String
  {
    functions.insert(group)
    return result.wrapped("fusec_\(name)(\(arguments.joined(separator: ", ")))")
  }

  private func float(_ sign: String) -> String { "(\(result.value))(\(a) \(sign) \(b))" }

  /// Wrapping arithmetic, done without sign because overflow of signed integers is undefined in C.
  private func wrapping(_ sign: String) -> String {
    result.wrapped("(unsigned long long)\(a) \(sign) (unsigned long long)\(b)")
  }

  /// An integer as its bits, zero-extended to 64.
  private func unsigned(_ x: String, _ type: CType) -> String {
    type.bits == 64
      ? "(unsigned long long)\(x)"
      : "((unsigned long long)\(x) & \((UInt64(1) << UInt64(type.bits)) - 1)ULL)"
  }

  /// An integer sign-extended to 64 bits; `i1` is stored as 0 or 1.
  private func signed(_ x: String, _ type: CType) -> String {
    guard type.isUnsigned else { return "(long long)\(x)" }
    let shift = 64 - type.bits
    return "((long long)((unsigned long long)\(x) << \(shift)) >> \(shift))"
  }

  private func choose(_ condition: String, _ x: String, _ y: String) -> String {
    "(\(condition) ? \(x) : \(y))"
  }

  /// The larger (`>`) or smaller (`<`) operand; NaN where one of them is.
  private func extremum(_ sign: String) -> String {
    guard input.isFloat else { return choose("\(a) \(sign) \(b)", a, b) }
    return choose("\(a) != \(a)", a, choose("\(b) != \(b)", b, choose("\(a) \(sign) \(b)", a, b)))
  }

  /// The larger or smaller operand; the other one where one is NaN.
  private func numericExtremum(_ sign: String) -> String {
    choose("\(a) != \(a)", b, choose("\(b) != \(b)", a, choose("\(a) \(sign) \(b)", a, b)))
  }

  // MARK: Conversions

  /// The operand as a number of the result type, as `stablehlo.convert` means it.
  private mutating func converted() -> String {
    if result.element == .i1 { return "(unsigned char)(\(a) != 0)" }
    guard input.isFloat, !result.isFloat else {
      return result.isFloat ? "(\(result.value))\(a)" : result.wrapped(a)
    }
    functions.insert("toint")
    return result.isUnsigned
      ? "(\(result.value))fusec_to_unsigned((double)\(a), \(result.bits))"
      : "(\(result.value))fusec_to_signed((double)\(a), \(result.bits))"
  }

  private func bitcast() -> String? {
    guard input.bytes == result.bytes, input.conversion == nil, result.conversion == nil else {
      return nil
    }
    if dialect == .cuda { return "fusec_bitcast<\(result.value)>(\(a))" }
    return "((union { \(input.value) x; \(result.value) y; }){.x = \(a)}).y"
  }

  // MARK: Dialects

  private mutating func text(_ op: ArithOp, _ module: borrowing Module) -> String? {
    switch op {
    case .constant: return nil
    case .addi: return wrapping("+")
    case .subi: return wrapping("-")
    case .muli: return wrapping("*")
    case .divsi: return integerCall("divide", "divs", signed(a, input), signed(b, input))
    case .divui: return integerCall("divide", "divu", unsigned(a, input), unsigned(b, input))
    case .remsi: return integerCall("divide", "rems", signed(a, input), signed(b, input))
    case .remui: return integerCall("divide", "remu", unsigned(a, input), unsigned(b, input))
    case .ceildivsi: return integerCall("divide", "ceildivs", signed(a, input), signed(b, input))
    case .ceildivui:
      functions.insert("divide")
      let (x, y) = (unsigned(a, input), unsigned(b, input))
      return result.wrapped("fusec_divu(\(x), \(y)) + (fusec_remu(\(x), \(y)) != 0)")
    case .floordivsi: return integerCall("divide", "floordivs", signed(a, input), signed(b, input))
    case .andi: return result.wrapped("\(a) & \(b)")
    case .ori: return result.wrapped("\(a) | \(b)")
    case .xori: return result.wrapped("\(a) ^ \(b)")
    case .shli: return shift("<<", isArithmetic: false)
    case .shrsi: return shift(">>", isArithmetic: true)
    case .shrui: return shift(">>", isArithmetic: false)
    case .addf: return float("+")
    case .subf: return float("-")
    case .mulf: return float("*")
    case .divf: return float("/")
    case .remf: return call("fmod", "fmod", a, b)
    case .negf: return "(-\(a))"
    case .maximumf: return extremum(">")
    case .minimumf: return extremum("<")
    case .maxnumf: return numericExtremum(">")
    case .minnumf: return numericExtremum("<")
    case .maxsi: return choose("\(signed(a, input)) > \(signed(b, input))", a, b)
    case .minsi: return choose("\(signed(a, input)) < \(signed(b, input))", a, b)
    case .maxui: return choose("\(unsigned(a, input)) > \(unsigned(b, input))", a, b)
    case .minui: return choose("\(unsigned(a, input)) < \(unsigned(b, input))", a, b)
    case .cmpi: return compareIntegers(module.integer("predicate", of: self.op) ?? 0)
    case .cmpf: return compareFloats(module.integer("predicate", of: self.op) ?? 0)
    case .select: return operands.count == 3 ? choose(a, b, operands[2]) : nil
    case .extf, .truncf: return "(\(result.value))\(a)"
    case .extsi, .trunci, .indexCast: return result.wrapped(signed(a, input))
    case .extui, .indexCastui: return result.wrapped(unsigned(a, input))
    case .sitofp: return "(\(result.value))(\(signed(a, input)))"
    case .uitofp: return "(\(result.value))(\(unsigned(a, input)))"
    case .fptosi:
      functions.insert("toint")
      return result.wrapped("fusec_to_signed((double)\(a), \(result.bits))")
    case .fptoui:
      functions.insert("toint")
      return result.wrapped("fusec_to_unsigned((double)\(a), \(result.bits))")
    case .bitcast: return bitcast()
    case .adduiExtended, .mulsiExtended, .muluiExtended, .scalingExtf, .scalingTruncf: return nil
    }
  }

  private func shift(_ sign: String, isArithmetic: Bool) -> String {
    let amount = unsigned(b, input)
    let isWide = "\(amount) >= \(input.bits)"
    if isArithmetic {
      let x = signed(a, input)
      return result.wrapped(choose(isWide, "(\(x) < 0 ? -1LL : 0LL)", "\(x) >> \(amount)"))
    }
    let x = unsigned(a, input)
    return result.wrapped(choose(isWide, "0ULL", "\(x) \(sign) \(amount)"))
  }

  private func compareIntegers(_ predicate: Int64) -> String {
    let signs = ["==", "!=", "<", "<=", ">", ">=", "<", "<=", ">", ">="]
    let index = Int(clamping: predicate)
    guard signs.indices.contains(index) else { return "0" }
    let isUnsigned = index >= 6
    let x = isUnsigned ? unsigned(a, input) : signed(a, input)
    let y = isUnsigned ? unsigned(b, input) : signed(b, input)
    return "(unsigned char)(\(x) \(signs[index]) \(y))"
  }

  private func compareFloats(_ predicate: Int64) -> String {
    let isUnordered = "\(a) != \(a) || \(b) != \(b)"
    let text: String
    switch predicate {
    case 0: text = "0"
    case 1: text = "\(a) == \(b)"
    case 2: text = "\(a) > \(b)"
    case 3: text = "\(a) >= \(b)"
    case 4: text = "\(a) < \(b)"
    case 5: text = "\(a) <= \(b)"
    case 6: text = "\(a) < \(b) || \(a) > \(b)"
    case 7: text = "!(\(isUnordered))"
    case 8: text = "!(\(a) < \(b) || \(a) > \(b))"
    case 9: text = "!(\(a) <= \(b))"
    case 10: text = "!(\(a) < \(b))"
    case 11: text = "!(\(a) >= \(b))"
    case 12: text = "!(\(a) > \(b))"
    case 13: text = "\(a) != \(b)"
    case 14: text = isUnordered
    default: text = "1"
    }
    return "(unsigned char)(\(text))"
  }

  private mutating func text(_ op: MathOp) -> String? {
    if dialect == .cuda, let text = cudaText(op) { return text }
    switch op {
    case .absf: return choose("\(a) < 0", "-\(a)", "\(a) + 0")
    case .absi: return result.wrapped(choose("\(signed(a, input)) < 0", "0ULL - \(a)", a))
    case .acos: return call("asin", "acos", a)
    case .acosh: return call("asin", "acosh", a)
    case .asin: return call("asin", "asin", a)
    case .asinh: return call("asin", "asinh", a)
    case .atan: return call("atan", "atan", a)
    case .atan2: return call("atan", "atan2", a, b)
    case .atanh: return call("asin", "atanh", a)
    case .cbrt: return call("cbrt", "cbrt", a)
    case .ceil: return call("floor", "ceil", a)
    case .copysign:
      functions.insert("bits")
      return "(fusec_bits(\(a)) >> 63 == fusec_bits(\(b)) >> 63 ? \(a) : -\(a))"
    case .cos: return call("sin", "cos", a)
    case .cosh: return call("sinh", "cosh", a)
    case .ctlz:
      functions.insert("bitcount")
      return result.wrapped("fusec_clz(\(unsigned(a, input)), \(input.bits))")
    case .cttz:
      functions.insert("bitcount")
      return result.wrapped("fusec_ctz(\(unsigned(a, input)), \(input.bits))")
    case .ctpop:
      functions.insert("bitcount")
      return result.wrapped("fusec_popcount(\(unsigned(a, input)))")
    case .erf: return call("erf", "erf", a)
    case .erfc: return call("erf", "erfc", a)
    case .exp: return call("exp", "exp", a)
    case .exp2:
      functions.insert("exp")
      return "(\(result.value))fusec_exp((double)\(a) * 0.69314718055994530942)"
    case .expm1: return call("expm1", "expm1", a)
    case .floor: return call("floor", "floor", a)
    case .fma:
      // The product of two floats is exact in double, so one rounding of the sum remains, as in a fused operation.
      guard operands.count == 3, result.bytes <= 4 else { return nil }
      return "(\(result.value))((double)\(a) * (double)\(b) + (double)\(operands[2]))"
    case .fpowi: return call("pow", "pow", a, b)
    case .ipowi: return integerCall("ipow", "ipow", signed(a, input), signed(b, input))
    case .isfinite: return "(unsigned char)(\(a) - \(a) == 0)"
    case .isinf: return "(unsigned char)(\(a) == \(a) && \(a) - \(a) != 0)"
    case .isnan: return "(unsigned char)(\(a) != \(a))"
    case .isnormal:
      let least =
        input.element == .f64
        ? "2.2250738585072014e-308"
        : input.element == .f16 ? "6.103515625e-05" : "1.1754943508222875e-38"
      return "(unsigned char)(\(a) - \(a) == 0 && (\(a) >= \(least) || \(a) <= -\(least)))"
    case .log: return call("log", "log", a)
    case .log10:
      functions.insert("log")
      return "(\(result.value))(fusec_log((double)\(a)) * 0.43429448190325182765)"
    case .log1p: return call("log1p", "log1p", a)
    case .log2:
      functions.insert("log")
      return "(\(result.value))(fusec_log((double)\(a)) * 1.44269504088896340736)"
    case .powf: return call("pow", "pow", a, b)
    case .round: return call("floor", "round", a)
    case .roundeven: return call("floor", "roundeven", a)
    case .rsqrt:
      functions.insert("sqrt")
      return "(\(result.value))(1.0 / fusec_sqrt((double)\(a)))"
    case .sin: return call("sin", "sin", a)
    case .sinh: return call("sinh", "sinh", a)
    case .sqrt: return call("sqrt", "sqrt", a)
    case .tan: return call("sin", "tan", a)
    case .tanh: return call("tanh", "tanh", a)
    case .trunc: return call("floor", "trunc", a)
    case .clampf, .sincos: return nil
    }
  }

  private mutating func text(_ op: StablehloOp, _ module: borrowing Module) -> String? {
    switch op {
    case .abs:
      if input.isFloat { return text(.absf) }
      return input.isUnsigned ? a : text(.absi)
    case .add:
      if result.element == .i1 { return "(unsigned char)(\(a) | \(b))" }
      return input.isFloat ? float("+") : wrapping("+")
    case .and: return result.wrapped("\(a) & \(b)")
    case .atan2: return text(.atan2)
    case .bitcastConvert: return bitcast()
    case .cbrt: return text(.cbrt)
    case .ceil: return text(.ceil)
    case .clamp:
      guard operands.count == 3 else { return nil }
      let (low, x, high) = (operands[0], operands[1], operands[2])
      return choose("\(x) < \(low)", low, choose("\(x) > \(high)", high, x))
    case .compare: return compare(module)
    case .convert: return converted()
    case .cosine: return text(.cos)
    case .countLeadingZeros: return text(.ctlz)
    case .divide:
      if input.isFloat { return float("/") }
      return input.isUnsigned ? text(ArithOp.divui, module) : text(ArithOp.divsi, module)
    case .exponential: return text(.exp)
    case .exponentialMinusOne: return text(.expm1)
    case .floor: return text(.floor)
    case .isFinite: return text(.isfinite)
    case .log: return text(MathOp.log)
    case .logPlusOne: return text(.log1p)
    case .logistic:
      if dialect == .cuda { return cudaLogistic }
      functions.insert("exp")
      return "(\(result.value))(1.0 / (1.0 + fusec_exp(-(double)\(a))))"
    case .maximum: return extremum(">")
    case .minimum: return extremum("<")
    case .multiply:
      if result.element == .i1 { return "(unsigned char)(\(a) & \(b))" }
      return input.isFloat ? float("*") : wrapping("*")
    case .negate:
      return input.isFloat ? "(-\(a))" : result.wrapped("0ULL - (unsigned long long)\(a)")
    case .not: return result.element == .i1 ? "(unsigned char)!\(a)" : result.wrapped("~\(a)")
    case .or: return result.wrapped("\(a) | \(b)")
    case .popcnt: return text(.ctpop)
    case .power: return input.isFloat ? text(.powf) : text(.ipowi)
    case .remainder:
      if input.isFloat { return call("fmod", "fmod", a, b) }
      return input.isUnsigned ? text(ArithOp.remui, module) : text(ArithOp.remsi, module)
    case .roundNearestAfz: return text(.round)
    case .roundNearestEven: return text(.roundeven)
    case .rsqrt: return text(.rsqrt)
    case .select: return operands.count == 3 ? choose(a, b, operands[2]) : nil
    case .shiftLeft: return shift("<<", isArithmetic: false)
    case .shiftRightArithmetic: return shift(">>", isArithmetic: true)
    case .shiftRightLogical: return shift(">>", isArithmetic: false)
    case .sign:
      let text = choose("\(a) > 0", "1", choose("\(a) < 0", "-1", input.isFloat ? a : "0"))
      return "(\(result.value))\(text)"
    case .sine: return text(.sin)
    case .sqrt: return text(.sqrt)
    case .subtract: return input.isFloat ? float("-") : wrapping("-")
    case .tan: return text(MathOp.tan)
    case .tanh: return text(MathOp.tanh)
    case .xor: return result.wrapped("\(a) ^ \(b)")
    default: return nil
    }
  }

  private func compare(_ module: borrowing Module) -> String? {
    guard let direction = ComparisonDirection("comparison_direction", of: op, in: module) else {
      return nil
    }
    // Total order differs from the usual one only in NaN and zeros, which few programs ask for.
    if let type = ComparisonType("compare_type", of: op, in: module), type == .totalOrder {
      return nil
    }
    let sign: String
    switch direction {
    case .eq: sign = "=="
    case .ne: sign = "!="
    case .ge: sign = ">="
    case .gt: sign = ">"
    case .le: sign = "<="
    case .lt: sign = "<"
    }
    return "(unsigned char)(\(a) \(sign) \(b))"
  }

  private mutating func text(_ op: ChloOp) -> String? {
    switch op {
    case .acos: return text(MathOp.acos)
    case .acosh: return text(MathOp.acosh)
    case .asin: return text(MathOp.asin)
    case .asinh: return text(MathOp.asinh)
    case .atan: return text(MathOp.atan)
    case .atanh: return text(MathOp.atanh)
    case .cosh: return text(MathOp.cosh)
    case .erf: return text(MathOp.erf)
    case .erfc: return text(MathOp.erfc)
    case .isInf: return text(MathOp.isinf)
    case .sinh: return text(MathOp.sinh)
    case .square: return input.isFloat ? "(\(result.value))(\(a) * \(a))" : nil
    case .tan: return text(MathOp.tan)
    default: return nil
    }
  }
}
