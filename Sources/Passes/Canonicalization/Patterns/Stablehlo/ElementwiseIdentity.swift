import FuseIR

/// Elementwise ops that give back an operand, or a constant, whatever the other operand: only identities that hold for
/// every bit pattern, so `x + 0.0` stays (it turns -0.0 into 0.0) and `x * 0.0` stays (NaN, infinity, -0.0).
struct ElementwiseIdentity: RewritePattern {
  var roots: [Opcode] {
    let ops: [StablehloOp] = [
      .add, .subtract, .multiply, .divide, .maximum, .minimum, .and, .or, .xor, .power, .negate,
      .not, .abs, .select, .shiftLeft, .shiftRightArithmetic, .shiftRightLogical, .floor, .ceil,
      .roundNearestEven, .roundNearestAfz, .sign,
    ]
    return ops.map { Opcode($0) }
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    switch identity(op, rewriter.module) {
    case .none: return false
    case .value(let value):
      guard rewriter.module.type(of: value) == type else { return false }
      rewriter.replace(op, with: value)
    case .zero:
      guard let zero = rewriter.module.uniformConstant(0, type) else { return false }
      rewriter.replace(
        op, with: rewriter.buildConstant(zero, type, for: rewriter.module.opcode(of: op)))
    }
    return true
  }

  private enum Identity {
    case none
    case value(ValueID)
    case zero
  }

  private func identity(_ op: OpID, _ module: borrowing Module) -> Identity {
    guard let kind = StablehloOp(module.opcode(of: op)) else { return .none }
    let x = module.operand(0, of: op)
    switch kind {
    case .negate, .not:
      guard let inner = module.definingOp(of: x), module.opcode(of: inner).is(kind) else {
        return .none
      }
      return .value(module.operand(0, of: inner))
    case .abs, .floor, .ceil, .roundNearestEven, .roundNearestAfz, .sign:
      // Applying these to a real number twice is applying them once.
      if case .complex = module.type(module.elementType(of: x)) { return .none }
      guard let inner = module.definingOp(of: x), module.opcode(of: inner).is(kind) else {
        return .none
      }
      return .value(x)
    case .select: return select(op, module)
    default: return binary(kind, x, module.operand(1, of: op), module)
    }
  }

  private func select(_ op: OpID, _ module: borrowing Module) -> Identity {
    guard let predicate = module.constantInteger(of: module.operand(0, of: op)) else {
      return .none
    }
    return .value(module.operand(predicate != 0 ? 1 : 2, of: op))
  }

  private func binary(
    _ kind: StablehloOp, _ x: ValueID, _ y: ValueID, _ module: borrowing Module
  ) -> Identity {
    let isInteger = module.isIntegerOrIndex(module.elementType(of: x))
    if x == y {
      switch kind {
      case .maximum, .minimum, .and, .or: return .value(x)
      case .subtract, .xor: return isInteger ? .zero : .none
      default: break
      }
    }
    if isInteger {
      guard let c = module.constantInteger(of: y) else { return .none }
      return integer(kind, x, y, c, isBool: module.elementType(of: x) == .i1)
    }
    guard let c = module.constantFloat(of: y) else { return .none }
    switch kind {
    case .add: return c == 0 && c.sign == .minus ? .value(x) : .none
    case .subtract: return c == 0 && c.sign == .plus ? .value(x) : .none
    case .multiply, .divide, .power: return c == 1 ? .value(x) : .none
    default: return .none
    }
  }

  private func integer(
    _ kind: StablehloOp, _ x: ValueID, _ y: ValueID, _ c: Int64, isBool: Bool
  ) -> Identity {
    let allOnes: Int64 = isBool ? 1 : -1
    switch kind {
    case .add where isBool:
      // On booleans addition is "or", multiplication is "and".
      return c == 0 ? .value(x) : .none
    case .add, .subtract, .xor, .shiftLeft, .shiftRightArithmetic, .shiftRightLogical:
      return c == 0 ? .value(x) : .none
    case .multiply:
      if c == 1 { return .value(x) }
      return c == 0 ? .value(y) : .none
    case .divide, .power: return c == 1 ? .value(x) : .none
    case .and:
      if c == allOnes { return .value(x) }
      return c == 0 ? .value(y) : .none
    case .or:
      if c == 0 { return .value(x) }
      return c == allOnes ? .value(y) : .none
    default: return .none
    }
  }
}

/// `get_tuple_element(tuple(a, b))` → the element.
struct TupleElement: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.getTupleElement)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let tuple = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: tuple).is(StablehloOp.tuple),
      let index = rewriter.module.integer("index", of: op),
      (0..<Int64(rewriter.module.operandCount(of: tuple))).contains(index)
    else { return false }
    rewriter.replace(op, with: rewriter.module.operand(Int(index), of: tuple))
    return true
  }
}
