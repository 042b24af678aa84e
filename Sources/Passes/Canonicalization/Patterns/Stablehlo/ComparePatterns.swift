import FuseIR

/// `compare` of a value with itself, with a constant on the left, of truth values with a constant, and of an unsigned
/// number with zero.
struct CompareSimplification: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.compare)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let left = rewriter.module.operand(0, of: op)
    let right = rewriter.module.operand(1, of: op)
    guard let direction = ComparisonDirection("comparison_direction", of: op, in: rewriter.module)
    else { return false }
    if left == right {
      guard let value = ofItself(direction, op, left, rewriter.module) else { return false }
      return replace(op, by: value, &rewriter)
    }
    if rewriter.module.constantAttribute(of: left) != nil,
      rewriter.module.constantAttribute(of: right) == nil
    {
      let attribute = direction.swapped.attribute(in: &rewriter.module)
      rewriter.setAttribute("comparison_direction", attribute, of: op)
      rewriter.setOperands(of: op, to: [right, left])
      return true
    }
    guard let constant = rewriter.module.constantInteger(of: right) else { return false }
    let element = rewriter.module.elementType(of: left)
    if element == .i1 { return ofTruthValue(op, direction, left, constant, &rewriter) }
    if case .integer(_, .unsigned) = rewriter.module.type(element), constant == 0 {
      if direction == .lt { return replace(op, by: false, &rewriter) }
      if direction == .ge { return replace(op, by: true, &rewriter) }
    }
    return false
  }

  /// What comparing a value with itself gives, nil where that is not always the same: NaN does not equal itself, but is
  /// neither less nor greater either.
  private func ofItself(
    _ direction: ComparisonDirection, _ op: OpID, _ value: ValueID, _ module: borrowing Module
  ) -> Bool? {
    if direction == .lt || direction == .gt { return false }
    let isOrdered =
      module.isIntegerOrIndex(module.elementType(of: value))
      || ComparisonType("compare_type", of: op, in: module) == .totalOrder
    return isOrdered ? direction != .ne : nil
  }

  /// b == true and b != false → b; b == false and b != true → not b.
  private func ofTruthValue(
    _ op: OpID, _ direction: ComparisonDirection, _ value: ValueID, _ constant: Int64,
    _ rewriter: inout Rewriter
  ) -> Bool {
    guard direction == .eq || direction == .ne else { return false }
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard rewriter.module.type(of: value) == type else { return false }
    if (direction == .eq) == (constant != 0) {
      rewriter.replace(op, with: value)
    } else {
      let made = rewriter.build(StablehloOp.not, operands: [value], resultTypes: [type])
      rewriter.replace(op, withResultsOf: made)
    }
    return true
  }

  private func replace(_ op: OpID, by value: Bool, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let attribute = rewriter.module.uniformConstant(value ? 1 : 0, type) else { return false }
    rewriter.replace(
      op, with: rewriter.buildConstant(attribute, type, for: rewriter.module.opcode(of: op)))
    return true
  }
}

/// `not(compare)` → `compare` in the opposite direction, where the comparison has no other reader. Of floats only for
/// equality: where an operand is NaN, neither `x < y` nor `x >= y` holds.
struct NotOfCompare: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.not)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operand = rewriter.module.operand(0, of: op)
    guard let compare = rewriter.module.definingOp(of: operand),
      rewriter.module.opcode(of: compare).is(StablehloOp.compare),
      rewriter.module.hasOneUse(operand),
      let direction = ComparisonDirection(
        "comparison_direction", of: compare, in: rewriter.module)
    else { return false }
    let value = rewriter.module.operand(0, of: compare)
    let isOrdered =
      rewriter.module.isIntegerOrIndex(rewriter.module.elementType(of: value))
      || ComparisonType("compare_type", of: compare, in: rewriter.module) == .totalOrder
    guard isOrdered || direction == .eq || direction == .ne else { return false }
    var attributes = [
      ("comparison_direction", direction.opposite.attribute(in: &rewriter.module))
    ]
    if let kind = rewriter.module.attribute("compare_type", of: compare) {
      attributes.append(("compare_type", kind))
    }
    let made = rewriter.build(
      StablehloOp.compare, operands: rewriter.module.operands(of: compare),
      resultTypes: [rewriter.module.type(of: rewriter.module.result(of: op))],
      attributes: attributes)
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

extension ComparisonDirection {
  /// The direction that holds for `y, x` exactly if this one does for `x, y`.
  fileprivate var swapped: ComparisonDirection {
    switch self {
    case .eq, .ne: self
    case .ge: .le
    case .gt: .lt
    case .le: .ge
    case .lt: .gt
    }
  }

  /// The direction that holds exactly if this one does not, in a total order.
  fileprivate var opposite: ComparisonDirection {
    switch self {
    case .eq: .ne
    case .ne: .eq
    case .ge: .lt
    case .gt: .le
    case .le: .gt
    case .lt: .ge
    }
  }
}
