import FuseIR

/// What the bodies of elementwise ops compute from one value: an expression of scalars.
indirect enum ScalarExpression: Hashable {
  /// The sum that the array leaves in the accumulator.
  case accumulator
  /// An element of another tensor, by its index in a list.
  case element(Int)
  /// A float constant.
  case float(Double)
  /// An integer constant.
  case integer(Int64)
  /// An arith op.
  case arith(ArithOp, [ScalarExpression])
  /// A comparison of floats.
  case compareFloats(FloatPredicate, ScalarExpression, ScalarExpression)
  /// A comparison of integers.
  case compareIntegers(IntegerPredicate, ScalarExpression, ScalarExpression)
  /// A math op.
  case math(MathOp, [ScalarExpression])

  /// What the body of the op yields, with `arguments` for its block arguments; nil where it computes something that has
  /// no expression, such as an index.
  static func yielded(
    by op: OpID, arguments: [ScalarExpression?], in module: borrowing Module
  ) -> ScalarExpression? {
    guard let body = module.body(of: op), let yield = module.lastOp(of: body),
      module.operandCount(of: yield) == 1
    else { return nil }
    var known: [ValueID: ScalarExpression] = [:]
    for (argument, expression) in zip(module.arguments(of: body), arguments) {
      known[argument] = expression
    }
    let ops = module.ops(of: body)
    guard ops.count <= 64 else { return nil }
    for inner in ops where inner != yield {
      guard module.resultCount(of: inner) == 1 else { return nil }
      known[module.result(of: inner)] = expression(inner, known, in: module)
    }
    let value = module.operand(0, of: yield)
    return known[value] ?? constant(value, in: module)
  }

  /// What the op computes from the values with known expressions and constants; nil where there is no expression for it.
  static func expression(
    _ op: OpID, _ known: [ValueID: ScalarExpression], in module: borrowing Module
  ) -> ScalarExpression? {
    let opcode = module.opcode(of: op)
    if opcode.is(ArithOp.constant) { return constant(module.result(of: op), in: module) }
    var operands: [ScalarExpression] = []
    for operand in module.operands(of: op) {
      guard let expression = known[operand] ?? constant(operand, in: module) else { return nil }
      operands.append(expression)
    }
    if let arith = ArithOp(opcode) {
      switch arith {
      case .cmpf:
        guard operands.count == 2, let predicate = FloatPredicate(of: op, in: module) else {
          return nil
        }
        return .compareFloats(predicate, operands[0], operands[1])
      case .cmpi:
        guard operands.count == 2, let predicate = IntegerPredicate(of: op, in: module) else {
          return nil
        }
        return .compareIntegers(predicate, operands[0], operands[1])
      default: return .arith(arith, operands)
      }
    }
    if let math = MathOp(opcode) { return .math(math, operands) }
    return nil
  }

  /// The constant that a scalar, or every element of a tensor, is.
  static func constant(_ value: ValueID, in module: borrowing Module) -> ScalarExpression? {
    guard let op = module.definingOp(of: value) else { return nil }
    switch TensorOp(module.opcode(of: op)) {
    case .collapseShape, .expandShape: return constant(module.operand(0, of: op), in: module)
    default: break
    }
    guard module.opcode(of: op).is(ArithOp.constant),
      let attribute = module.attribute("value", of: op)
    else { return nil }
    switch module.attribute(attribute) {
    case .integer(let value, let type):
      return module.isIntegerOrIndex(type) ? .integer(value) : nil
    case .float(let bits, .f32):
      return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
    case .denseElements(let dense): return splat(dense, in: module)
    default: return nil
    }
  }

  private static func splat(
    _ dense: DenseElements, in module: borrowing Module
  ) -> ScalarExpression? {
    guard dense.isSplat || module.elementCount(of: dense.type) == 1 else { return nil }
    let element = module.elementType(of: dense.type)
    var bits: UInt64 = 0
    guard dense.bytes.count <= 8 else { return nil }
    for (index, byte) in dense.bytes.enumerated() { bits |= UInt64(byte) << UInt64(8 * index) }
    switch module.type(element) {
    case .float(.f32): return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
    case .integer(let width, let signedness) where width > 1 && signedness != .unsigned:
      let shift = Int64(64 - min(64, 8 * dense.bytes.count))
      return .integer((Int64(bitPattern: bits) << shift) >> shift)
    default: return nil
    }
  }

  /// True iff the sum of the accumulator occurs in the expression.
  var usesAccumulator: Bool {
    switch self {
    case .accumulator: true
    case .element, .float, .integer: false
    case .arith(_, let operands), .math(_, let operands): operands.contains { $0.usesAccumulator }
    case .compareFloats(_, let a, let b): a.usesAccumulator || b.usesAccumulator
    case .compareIntegers(_, let a, let b): a.usesAccumulator || b.usesAccumulator
    }
  }
}
