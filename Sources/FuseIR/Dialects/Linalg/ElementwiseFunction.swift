/// A function of scalars that a named op of `linalg` applies to each element; raw values are the names in
/// `#linalg.elementwise_kind<name>`.
enum ElementwiseFunction: String, CaseIterable, Sendable {
  case exp, log, abs, ceil, floor, negf, reciprocal, round, sqrt, rsqrt, square, tanh, erf
  case add, sub, mul, div, powf, select
  case divUnsigned = "div_unsigned"
  case maxSigned = "max_signed"
  case minSigned = "min_signed"
  case maxUnsigned = "max_unsigned"
  case minUnsigned = "min_unsigned"

  /// The function of an op that has one of its own; nil for every other op.
  init?(_ op: LinalgOp) {
    switch op {
    case .exp: self = .exp
    case .log: self = .log
    case .abs: self = .abs
    case .ceil: self = .ceil
    case .floor: self = .floor
    case .negf: self = .negf
    case .reciprocal: self = .reciprocal
    case .round: self = .round
    case .sqrt: self = .sqrt
    case .rsqrt: self = .rsqrt
    case .square: self = .square
    case .tanh: self = .tanh
    case .erf: self = .erf
    case .add: self = .add
    case .sub: self = .sub
    case .mul: self = .mul
    case .div: self = .div
    case .divUnsigned: self = .divUnsigned
    case .max: self = .maxSigned
    case .min: self = .minSigned
    case .powf: self = .powf
    case .select: self = .select
    default: return nil
    }
  }

  /// The number of inputs.
  var inputCount: Int {
    switch self {
    case .exp, .log, .abs, .ceil, .floor, .negf, .reciprocal, .round, .sqrt, .rsqrt, .square, .tanh,
      .erf:
      1
    case .add, .sub, .mul, .div, .powf, .divUnsigned, .maxSigned, .minSigned, .maxUnsigned,
      .minUnsigned:
      2
    case .select: 3
    }
  }
}

extension Module {
  /// The value of the function for the given scalars, built at the end of the block; nil where the function has none for
  /// their types.
  mutating func build(
    _ function: ElementwiseFunction, of inputs: [ValueID], in block: BlockID
  ) -> ValueID? {
    guard inputs.count == function.inputCount, let last = inputs.last else { return nil }
    let type = type(of: last)
    let isFloat = isFloat(type)
    guard isFloat || isSignlessIntegerLike(type) else { return nil }
    let opcode: Opcode
    switch function {
    case .exp: opcode = Opcode(MathOp.exp)
    case .log: opcode = Opcode(MathOp.log)
    case .abs: opcode = Opcode(MathOp.absf)
    case .ceil: opcode = Opcode(MathOp.ceil)
    case .floor: opcode = Opcode(MathOp.floor)
    case .negf: opcode = Opcode(ArithOp.negf)
    case .reciprocal, .div: opcode = Opcode(isFloat ? ArithOp.divf : .divsi)
    case .round: opcode = Opcode(MathOp.round)
    case .sqrt: opcode = Opcode(MathOp.sqrt)
    case .rsqrt: opcode = Opcode(MathOp.rsqrt)
    case .square, .mul: opcode = Opcode(isFloat ? ArithOp.mulf : type == .i1 ? .andi : .muli)
    case .tanh: opcode = Opcode(MathOp.tanh)
    case .erf: opcode = Opcode(MathOp.erf)
    case .add: opcode = Opcode(isFloat ? ArithOp.addf : type == .i1 ? .ori : .addi)
    case .sub: opcode = Opcode(isFloat ? ArithOp.subf : .subi)
    case .powf: opcode = Opcode(MathOp.powf)
    case .select: opcode = Opcode(ArithOp.select)
    case .divUnsigned: opcode = Opcode(ArithOp.divui)
    case .maxSigned: opcode = Opcode(isFloat ? ArithOp.maximumf : .maxsi)
    case .minSigned: opcode = Opcode(isFloat ? ArithOp.minimumf : .minsi)
    case .maxUnsigned: opcode = Opcode(isFloat ? ArithOp.maximumf : .maxui)
    case .minUnsigned: opcode = Opcode(isFloat ? ArithOp.minimumf : .minui)
    }
    let needsFloat = function.inputCount == 1 || function == .powf
    guard needsFloat ? isFloat : !isFloat || function != .divUnsigned,
      type != .i1 || ![.sub, .div, .divUnsigned].contains(function)
    else { return nil }
    var operands = inputs
    switch function {
    case .square: operands.append(last)
    case .reciprocal:
      guard case .float(let format)? = ElementType(type, in: self),
        let one = constantAttribute(Tensor(1.0, format), type)
      else { return nil }
      let constant = build(
        ArithOp.constant, at: .end(of: block), resultTypes: [type], attributes: [("value", one)],
        location: .unknown)
      operands.insert(result(of: constant), at: 0)
    default: break
    }
    var state = OperationState(opcode, location: .unknown)
    state.operands = operands
    state.resultTypes = [type]
    let op = createOp(state)
    insert(op, at: .end(of: block))
    return result(of: op)
  }
}
