import FuseIR

/// Signs taken together: `x + -y` → `x - y`, `x - -y` → `x + y`, `-x * -y` → `x * y`, `-x / -y` → `x / y`, `x * -1` and `x / -1` →
/// `-x`, `-0.0 - x` (of integers `0 - x`) → `-x`, `-(x * c)` → `x * -c`, `|-x|` → `|x|`.
///
/// All are exact in floating point. Changing a sign never rounds, and IEEE 754 defines `x - y` as `x + -y`; the sign of a product
/// or quotient is that of the operands' signs taken together, also of zeros and infinities. `0.0 - x` stays: it is 0.0 and
/// not -0.0 where x is 0.0; so does `-(x - y)`, for the same reason. NaN stays NaN, its sign aside.
struct SignSimplification: RewritePattern {
  var roots: [Opcode] {
    let ops: [StablehloOp] = [.add, .subtract, .multiply, .divide, .abs, .negate]
    return ops.map { Opcode($0) }
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let left = rewriter.module.operand(0, of: op)
    guard let kind = StablehloOp(rewriter.module.opcode(of: op)), isPlain(left, rewriter.module)
    else { return false }
    switch kind {
    case .abs:
      guard let value = negated(left, rewriter.module) else { return false }
      return replace(op, by: .abs, [value], &rewriter)
    case .negate: return negateProduct(op, left, &rewriter)
    default: break
    }
    let right = rewriter.module.operand(1, of: op)
    switch kind {
    case .add:
      if let value = negated(right, rewriter.module) {
        return replace(op, by: .subtract, [left, value], &rewriter)
      }
      guard let value = negated(left, rewriter.module) else { return false }
      return replace(op, by: .subtract, [right, value], &rewriter)
    case .subtract:
      if let value = negated(right, rewriter.module) {
        return replace(op, by: .add, [left, value], &rewriter)
      }
      guard isNegativeZero(left, rewriter.module) else { return false }
      return replace(op, by: .negate, [right], &rewriter)
    case .multiply, .divide:
      if let x = negated(left, rewriter.module), let y = negated(right, rewriter.module) {
        return replace(op, by: kind, [x, y], &rewriter)
      }
      // The smallest integer divided by -1 is the implementation's choice.
      guard isMinusOne(right, rewriter.module),
        kind == .multiply || !isInteger(right, rewriter.module)
      else { return false }
      return replace(op, by: .negate, [left], &rewriter)
    default: return false
    }
  }

  /// `-(x * c)` → `x * -c` for a constant that is one number, where the product has no other reader.
  private func negateProduct(
    _ op: OpID, _ operand: ValueID, _ rewriter: inout Rewriter
  ) -> Bool {
    guard let product = rewriter.module.definingOp(of: operand),
      rewriter.module.opcode(of: product).is(StablehloOp.multiply),
      rewriter.module.hasOneUse(operand)
    else { return false }
    let factor = rewriter.module.operand(1, of: product)
    guard rewriter.module.constantAttribute(of: factor) != nil,
      !isInteger(factor, rewriter.module)
    else { return false }
    let type = rewriter.module.type(of: factor)
    let negative = rewriter.build(StablehloOp.negate, operands: [factor], resultTypes: [type])
    return replace(
      op, by: .multiply,
      [rewriter.module.operand(0, of: product), rewriter.module.result(of: negative)], &rewriter)
  }

  private func replace(
    _ op: OpID, by kind: StablehloOp, _ operands: [ValueID], _ rewriter: inout Rewriter
  ) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    let made = rewriter.build(kind, operands: operands, resultTypes: [type])
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  /// What the value is the negative of; the negative of a constant is about to become a constant itself.
  private func negated(_ value: ValueID, _ module: borrowing Module) -> ValueID? {
    guard let op = module.definingOp(of: value), module.opcode(of: op).is(StablehloOp.negate),
      module.constantAttribute(of: module.operand(0, of: op)) == nil
    else { return nil }
    return module.operand(0, of: op)
  }

  /// True for numbers on which the ops above work modulo 2ⁿ or by IEEE 754: not for booleans, complex or quantized ones.
  private func isPlain(_ value: ValueID, _ module: borrowing Module) -> Bool {
    let element = module.elementType(of: value)
    switch module.type(element) {
    case .integer(let width, let signedness): return width > 1 && signedness != .unsigned
    default: return module.isFloat(element)
    }
  }

  private func isInteger(_ value: ValueID, _ module: borrowing Module) -> Bool {
    module.isIntegerOrIndex(module.elementType(of: value))
  }

  private func isNegativeZero(_ value: ValueID, _ module: borrowing Module) -> Bool {
    if isInteger(value, module) { return module.constantInteger(of: value) == 0 }
    guard let number = module.constantFloat(of: value) else { return false }
    return number == 0 && number.sign == .minus
  }

  private func isMinusOne(_ value: ValueID, _ module: borrowing Module) -> Bool {
    isInteger(value, module)
      ? module.constantInteger(of: value) == -1 : module.constantFloat(of: value) == -1
  }
}
