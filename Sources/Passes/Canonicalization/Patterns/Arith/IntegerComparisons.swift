import FuseIR

/// `arith.cmpi` with its constant on the left → on the right; of two extensions from one type → of what they extend; of
/// an extended truth value with zero → the truth value.
struct CompareIntegers: RewritePattern {
  var roots: [Opcode] { [Opcode(ArithOp.cmpi)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let left = rewriter.module.operand(0, of: op)
    let right = rewriter.module.operand(1, of: op)
    guard let predicate = IntegerPredicate(of: op, in: rewriter.module) else { return false }
    if rewriter.module.constantAttribute(of: left) != nil {
      guard rewriter.module.constantAttribute(of: right) == nil else { return false }
      let attribute = rewriter.module.integerAttribute(predicate.swapped.rawValue)
      rewriter.setAttribute("predicate", attribute, of: op)
      rewriter.setOperands(of: op, to: [right, left])
      return true
    }
    guard let inner = rewriter.module.definingOp(of: left) else { return false }
    let kind = ArithOp(rewriter.module.opcode(of: inner))
    guard kind == .extsi || kind == .extui else { return false }
    let source = rewriter.module.operand(0, of: inner)
    let type = rewriter.module.type(of: source)
    if predicate == .ne, rewriter.module.constantInteger(of: right) == 0,
      type == rewriter.module.type(of: rewriter.module.result(of: op))
    {
      rewriter.replace(op, with: source)
      return true
    }
    guard let other = rewriter.module.definingOp(of: right),
      ArithOp(rewriter.module.opcode(of: other)) == kind,
      rewriter.module.type(of: rewriter.module.operand(0, of: other)) == type
    else { return false }
    // Numbers extended with zeros are not negative: signed and unsigned order agree there, but not before.
    let asUnsigned = kind == .extui ? predicate.unsigned : predicate
    let attribute = rewriter.module.integerAttribute(asUnsigned.rawValue)
    let made = rewriter.build(
      ArithOp.cmpi, operands: [source, rewriter.module.operand(0, of: other)],
      resultTypes: [rewriter.module.type(of: rewriter.module.result(of: op))],
      attributes: [("predicate", attribute)])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

/// `xori(cmpi, true)` → `cmpi` with the opposite predicate.
struct NotOfIntegerComparison: RewritePattern {
  var roots: [Opcode] { [Opcode(ArithOp.xori)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let result = rewriter.module.result(of: op)
    guard rewriter.module.elementType(of: result) == .i1,
      rewriter.module.constantInteger(of: rewriter.module.operand(1, of: op)) == 1,
      let compare = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: compare).is(ArithOp.cmpi),
      let predicate = IntegerPredicate(of: compare, in: rewriter.module)
    else { return false }
    let attribute = rewriter.module.integerAttribute(predicate.opposite.rawValue)
    let made = rewriter.build(
      ArithOp.cmpi, operands: rewriter.module.operands(of: compare),
      resultTypes: [rewriter.module.type(of: result)], attributes: [("predicate", attribute)])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

extension IntegerPredicate {
  /// The predicate that holds for `y, x` exactly if this one does for `x, y`.
  fileprivate var swapped: IntegerPredicate {
    switch self {
    case .eq, .ne: self
    case .slt: .sgt
    case .sle: .sge
    case .sgt: .slt
    case .sge: .sle
    case .ult: .ugt
    case .ule: .uge
    case .ugt: .ult
    case .uge: .ule
    }
  }

  /// The predicate that holds exactly if this one does not.
  fileprivate var opposite: IntegerPredicate {
    switch self {
    case .eq: .ne
    case .ne: .eq
    case .slt: .sge
    case .sle: .sgt
    case .sgt: .sle
    case .sge: .slt
    case .ult: .uge
    case .ule: .ugt
    case .ugt: .ule
    case .uge: .ult
    }
  }

  /// The predicate that reads the bits as unsigned.
  fileprivate var unsigned: IntegerPredicate {
    switch self {
    case .eq, .ne, .ult, .ule, .ugt, .uge: self
    case .slt: .ult
    case .sle: .ule
    case .sgt: .ugt
    case .sge: .uge
    }
  }
}
