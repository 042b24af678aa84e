import FuseIR

/// The C expression of an op on vectors of numbers, where C or `CVectorLibrary` has one.
struct CVectorExpression {
  /// The expression; nil where the op is to be computed lane by lane.
  let text: String?

  init(
    _ op: OpID, _ vectors: [LaneVector], _ types: [CType], _ result: CType,
    in module: borrowing Module
  ) {
    let operands = vectors.map(\.text)
    let opcode = module.opcode(of: op)
    if opcode.is(ArithOp.divf), result.value == "float", Self.isPlain(result), vectors.count == 2,
      vectors[1].isUniform, !vectors[0].isUniform
    {
      text = "fusec_divide_by_one_vf(\(operands[0]), \(operands[1]))"
    } else if let arith = ArithOp(opcode) {
      text = Self.text(arith, operands, types, result, module.integer("predicate", of: op))
    } else if opcode.is(MathOp.erfc), result.value == "float", Self.isPlain(result),
      Self.isFactorOfMultiple(op, in: module)
    {
      text = "fusec_erfc_of_factor_vf(\(operands[0]))"
    } else if let math = MathOp(opcode) {
      text = Self.text(math, operands, result)
    } else {
      text = nil
    }
  }

  /// Whether vectors of the type hold the numbers as C computes with them: no rounding to 16 bits, no width between bytes.
  private static func isPlain(_ type: CType) -> Bool {
    type.conversion == nil && (type.isFloat || type.bits == type.bytes * 8)
  }

  /// Whether a function's only use is to be multiplied with a multiple of its argument, so that absolute errors of it count as
  /// much as relative ones.
  private static func isFactorOfMultiple(_ op: OpID, in module: borrowing Module) -> Bool {
    let result = module.result(of: op)
    let uses = module.uses(of: result)
    guard uses.count == 1, module.opcode(of: uses[0].user).is(ArithOp.mulf) else { return false }
    let factors = module.operands(of: uses[0].user)
    guard let other = factors.first(where: { $0 != result }) else { return false }
    return unscaled(other, in: module) == unscaled(module.operand(0, of: op), in: module)
  }

  /// What a value is a multiple of, by constants.
  private static func unscaled(_ value: ValueID, in module: borrowing Module) -> ValueID {
    var value = value
    while let op = module.definingOp(of: value) {
      if module.opcode(of: op).is(ArithOp.negf) {
        value = module.operand(0, of: op)
        continue
      }
      let operands = module.operands(of: op)
      guard module.opcode(of: op).is(ArithOp.mulf) || module.opcode(of: op).is(ArithOp.divf),
        module.constantAttribute(of: operands[1]) != nil
          || module.opcode(of: op).is(ArithOp.mulf)
            && module.constantAttribute(of: operands[0]) != nil
      else { break }
      value = module.constantAttribute(of: operands[1]) != nil ? operands[0] : operands[1]
    }
    return value
  }

  private static func text(
    _ op: ArithOp, _ operands: [String], _ types: [CType], _ result: CType, _ predicate: Int64?
  ) -> String? {
    guard let a = operands.first, let input = types.first else { return nil }
    let b = operands.count > 1 ? operands[1] : ""
    let isTruth = result.element == .i1
    let isFloat = isPlain(result) && result.isFloat
    let isInteger = isPlain(result) && !result.isFloat
    func sign(_ sign: String, _ holds: Bool) -> String? { holds ? "\(a) \(sign) \(b)" : nil }
    switch op {
    case .addf: return sign("+", isFloat)
    case .subf: return sign("-", isFloat)
    case .mulf: return sign("*", isFloat)
    case .divf: return sign("/", isFloat)
    case .negf: return isFloat ? "-(\(a))" : nil
    case .addi: return unsigned("+", a, b, result, isInteger)
    case .subi: return unsigned("-", a, b, result, isInteger)
    case .muli: return unsigned("*", a, b, result, isInteger)
    case .andi: return sign("&", isInteger || isTruth)
    case .ori: return sign("|", isInteger || isTruth)
    case .xori: return sign("^", isInteger || isTruth)
    case .maximumf: return result.value == "float" && isFloat ? "fusec_maximum_vf(\(a), \(b))" : nil
    case .minimumf: return result.value == "float" && isFloat ? "fusec_minimum_vf(\(a), \(b))" : nil
    case .maxnumf: return result.value == "float" && isFloat ? "fusec_maxnum_vf(\(a), \(b))" : nil
    case .minnumf: return result.value == "float" && isFloat ? "fusec_minnum_vf(\(a), \(b))" : nil
    case .cmpf:
      guard input.value == "float", isPlain(input) else { return nil }
      return compareFloats(a, b, predicate ?? -1)
    case .cmpi:
      guard input.bytes == 4 || input.bytes == 8, isPlain(input), input.element != .i1 else {
        return nil
      }
      return compareIntegers(a, b, input, predicate ?? -1)
    case .select:
      guard operands.count == 3, types[0].element == .i1 else { return nil }
      if result.value == "float", isPlain(result) {
        return "fusec_choose_vf(\(a), \(b), \(operands[2]))"
      }
      if isTruth || result.value == "int", isTruth || isPlain(result) {
        return "(\(a) & \(b)) | (~\(a) & \(operands[2]))"
      }
      return nil
    case .extf:
      return isPlain(input) && isPlain(result) ? convert(a, result) : nil
    case .sitofp:
      return isPlain(input) && isFloat && !input.isUnsigned ? convert(a, result) : nil
    case .uitofp:
      // The bits of 1 where the mask is.
      if input.element == .i1, isFloat, result.value == "float" {
        return "(fusec_vf)((\(a)) & 0x3f800000)"
      }
      return input.element == .i1 && isFloat ? convert("-(\(a))", result) : nil
    case .extui:
      guard input.element == .i1, isInteger else { return nil }
      return convert("-(\(a))", result)
    case .indexCast, .extsi, .trunci:
      return isPlain(input) && isInteger && input.element != .i1 && !input.isUnsigned
        ? convert(a, result) : nil
    default: return nil
    }
  }

  private static func convert(_ a: String, _ result: CType) -> String? {
    CVectorLibrary.vector(of: result.value).map { "__builtin_convertvector(\(a), \($0))" }
  }

  /// Wrapping arithmetic, done without sign because overflow of signed integers is undefined in C.
  private static func unsigned(
    _ sign: String, _ a: String, _ b: String, _ result: CType, _ holds: Bool
  ) -> String? {
    guard holds, let own = CVectorLibrary.vector(of: result.value) else { return nil }
    let name: String
    switch result.bytes {
    case 4: name = "fusec_vu32"
    case 8: name = "fusec_vu64"
    default: return nil
    }
    return "(\(own))((\(name))(\(a)) \(sign) (\(name))(\(b)))"
  }

  private static func compareFloats(_ a: String, _ b: String, _ predicate: Int64) -> String? {
    let isUnordered = "((\(a) != \(a)) | (\(b) != \(b)))"
    switch predicate {
    case 0: return "(fusec_vi){0}"
    case 1: return "\(a) == \(b)"
    case 2: return "\(a) > \(b)"
    case 3: return "\(a) >= \(b)"
    case 4: return "\(a) < \(b)"
    case 5: return "\(a) <= \(b)"
    case 6: return "(\(a) < \(b)) | (\(a) > \(b))"
    case 7: return "~\(isUnordered)"
    case 8: return "~((\(a) < \(b)) | (\(a) > \(b)))"
    case 9: return "~(\(a) <= \(b))"
    case 10: return "~(\(a) < \(b))"
    case 11: return "~(\(a) >= \(b))"
    case 12: return "~(\(a) > \(b))"
    case 13: return "\(a) != \(b)"
    case 14: return isUnordered
    case 15: return "~(fusec_vi){0}"
    default: return nil
    }
  }

  private static func compareIntegers(
    _ a: String, _ b: String, _ type: CType, _ predicate: Int64
  ) -> String? {
    let signs = ["==", "!=", "<", "<=", ">", ">=", "<", "<=", ">", ">="]
    guard let index = Int(exactly: predicate), signs.indices.contains(index) else { return nil }
    let vector = type.bytes == 4 ? ["fusec_vi", "fusec_vu32"] : ["fusec_vl", "fusec_vu64"]
    let own = vector[index >= 6 || type.isUnsigned ? 1 : 0]
    let text = "((\(own))(\(a)) \(signs[index]) (\(own))(\(b)))"
    return type.bytes == 4 ? text : "__builtin_convertvector(\(text), fusec_vi)"
  }

  private static func text(_ op: MathOp, _ operands: [String], _ result: CType) -> String? {
    guard result.value == "float", isPlain(result), let a = operands.first else { return nil }
    switch op {
    case .absf: return "fusec_abs_vf(\(a))"
    case .erf: return "fusec_erf_vf(\(a))"
    case .erfc: return "fusec_erfc_vf(\(a))"
    case .exp: return "fusec_exp_vf(\(a))"
    case .expm1: return "fusec_expm1_vf(\(a))"
    case .log: return "fusec_log_vf(\(a))"
    case .rsqrt: return "1.0f / fusec_sqrt_vf(\(a))"
    case .sqrt: return "fusec_sqrt_vf(\(a))"
    case .tanh: return "fusec_tanh_vf(\(a))"
    default: return nil
    }
  }
}
