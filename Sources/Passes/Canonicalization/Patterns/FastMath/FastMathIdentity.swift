import FuseIR

/// `x + 0` → `x`, `0 - x` → `-x`, `x - x` → `0`, `x * 0` → `0`, `0 / x` → `0`, `x / x` → `1`, `x / c` → `x * (1 / c)`, `-(x - y)` → `y - x`, for floats
/// of `stablehlo` and `arith`. They lose -0.0, NaN and infinities; the reciprocal rounds once more.
struct FastMathIdentity: RewritePattern {
  var roots: [Opcode] { FloatArithmetic.allCases.flatMap { [$0.opcode(true), $0.opcode(false)] } }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let opcode = rewriter.module.opcode(of: op)
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let kind = FloatArithmetic(opcode),
      rewriter.module.isFloat(rewriter.module.elementType(of: type)),
      rewriter.module.operands(of: op).allSatisfy({ rewriter.module.type(of: $0) == type })
    else { return false }
    let left = rewriter.module.operand(0, of: op)
    if kind == .negate { return swapDifference(op, left, &rewriter) }
    let right = rewriter.module.operand(1, of: op)
    let first = rewriter.module.constantFloat(of: left)
    let second = rewriter.module.constantFloat(of: right)
    switch kind {
    case .add where second == 0, .subtract where second == 0: rewriter.replace(op, with: left)
    case .subtract where first == 0: rewriter.replace(op, kind: .negate, [right])
    case .subtract where left == right: return replace(op, by: 0, type, &rewriter)
    case .multiply where second == 0: rewriter.replace(op, with: right)
    case .divide where first == 0: rewriter.replace(op, with: left)
    case .divide where left == right: return replace(op, by: 1, type, &rewriter)
    case .divide:
      // Two constants: the division is computed.
      guard first == nil, let second, second != 0, second.isFinite, second != 1,
        let one = rewriter.floatConstant(1, type, for: opcode)
      else { return false }
      let reciprocal = rewriter.build(
        opcode, operands: [one, right], resultTypes: [type],
        properties: rewriter.module.properties(of: op))
      rewriter.replace(op, kind: .multiply, [left, rewriter.module.result(of: reciprocal)])
    default: return false
    }
    return true
  }

  private func swapDifference(
    _ op: OpID, _ operand: ValueID, _ rewriter: inout Rewriter
  ) -> Bool {
    guard let inner = rewriter.module.definingOp(of: operand),
      FloatArithmetic(rewriter.module.opcode(of: inner)) == .subtract,
      rewriter.module.hasOneUse(operand)
    else { return false }
    rewriter.replace(op, kind: .subtract, rewriter.module.operands(of: inner).reversed())
    return true
  }

  private func replace(
    _ op: OpID, by value: Double, _ type: TypeID, _ rewriter: inout Rewriter
  ) -> Bool {
    guard
      let constant = rewriter.floatConstant(value, type, for: rewriter.module.opcode(of: op))
    else { return false }
    rewriter.replace(op, with: constant)
    return true
  }
}

/// The basic ops on floats, of `stablehlo` or `arith`.
enum FloatArithmetic: CaseIterable {
  case add, subtract, multiply, divide, negate

  /// The op of that kind.
  func opcode(_ isStablehlo: Bool) -> Opcode {
    switch self {
    case .add: isStablehlo ? Opcode(StablehloOp.add) : Opcode(ArithOp.addf)
    case .subtract: isStablehlo ? Opcode(StablehloOp.subtract) : Opcode(ArithOp.subf)
    case .multiply: isStablehlo ? Opcode(StablehloOp.multiply) : Opcode(ArithOp.mulf)
    case .divide: isStablehlo ? Opcode(StablehloOp.divide) : Opcode(ArithOp.divf)
    case .negate: isStablehlo ? Opcode(StablehloOp.negate) : Opcode(ArithOp.negf)
    }
  }

  /// What the op does, nil for every other op.
  init?(_ opcode: Opcode) {
    guard
      let kind = Self.allCases.first(where: {
        $0.opcode(true) == opcode || $0.opcode(false) == opcode
      })
    else { return nil }
    self = kind
  }
}

extension Rewriter {
  /// Replaces the op by one of another kind, of the same dialect.
  mutating func replace(_ op: OpID, kind: FloatArithmetic, _ operands: [ValueID]) {
    let type = module.type(of: module.result(of: op))
    if module.opcode(of: op).dialect == .stablehlo {
      let made = build(kind.opcode(true), operands: operands, resultTypes: [type])
      replace(op, withResultsOf: made)
      return
    }
    let properties = module.properties(of: op)
    let made = build(
      kind.opcode(false), operands: operands, resultTypes: [type], properties: properties)
    replace(op, withResultsOf: made)
  }

  /// A constant of a float type, or of a tensor of floats, whose every element is `value`.
  mutating func floatConstant(_ value: Double, _ type: TypeID, for user: Opcode) -> ValueID? {
    guard
      case .float(let format) = ElementType(module.elementType(of: type), in: module),
      let tensor = Tensor([value], shape: [], format),
      let attribute = module.constantAttribute(tensor, type)
    else { return nil }
    return buildConstant(attribute, type, for: user)
  }
}
