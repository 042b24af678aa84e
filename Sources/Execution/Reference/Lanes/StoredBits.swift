import FuseIR

/// Whether a value that a body computes is that of a stored element.
enum StoredBit {
  /// It is in every lane: constants that are not zero, values from outside, elements of dense operands.
  case always
  /// It is in no lane: zeros.
  case never
  /// It is where the register is true.
  case lanes(LaneRegister)
}

// What is stored follows values as in upstream's sparse compiler: a product is where both factors are, a sum where one of
// its terms is, a function that keeps zero where its operand is, and every other function everywhere.
extension BodyCompiler {
  /// Whether a value is that of a stored element; a constant zero, in the body or outside of it, never is.
  func storedBit(of value: ValueID, in module: borrowing Module) -> StoredBit {
    if let known = storedBits?[value] { return known }
    guard let producer = module.definingOp(of: value),
      module.opcode(of: producer).is(ArithOp.constant),
      let attribute = module.attribute("value", of: producer),
      let number = Tensor(attribute, in: module), number.count == 1,
      StoredPattern(nonzerosOf: number).storedCount == 0
    else { return .always }
    return .never
  }

  /// Translates the body of a structured op so that its program takes and gives the elements that are stored, too: its
  /// arguments are the inputs, whether those with a pattern are stored, the outputs, and whether those with a pattern are
  /// stored; its results likewise. An absent element of an output with a pattern is zero.
  mutating func compileStored(
    _ block: BlockID, inputs: [Bool], outputs: [Bool], _ interpreter: borrowing Interpreter,
    in module: borrowing Module
  ) -> Bool {
    storedBits = [:]
    let arguments = module.arguments(of: block)
    guard arguments.count == inputs.count + outputs.count else { return false }
    for (first, hasPattern) in [(0, inputs), (inputs.count, outputs)] {
      let group = arguments[first..<first + hasPattern.count]
      for argument in group {
        guard let type = BodyCompiler.scalarType(of: argument, in: module) else { return false }
        registers[argument] = program.addArgument(type)
      }
      for (argument, isSparse) in zip(group, hasPattern) where isSparse {
        storedBits?[argument] = .lanes(program.addArgument(.i1))
      }
    }
    for op in module.ops(of: block) {
      guard module.opcode(of: op).is(LinalgOp.yield) else {
        guard compile(op, interpreter, in: module) else { return false }
        continue
      }
      return setStoredResults(op, outputs, interpreter, in: module)
    }
    return false
  }

  private mutating func setStoredResults(
    _ yield: OpID, _ hasPattern: [Bool], _ interpreter: borrowing Interpreter,
    in module: borrowing Module
  ) -> Bool {
    let values = module.operands(of: yield)
    guard values.count == hasPattern.count else { return false }
    var results: [LaneRegister] = []
    var bits: [LaneRegister] = []
    for (value, isSparse) in zip(values, hasPattern) {
      guard var register = register(of: value, interpreter) else { return false }
      if isSparse {
        let bit = storedBit(of: value, in: module)
        register = chosen(bit, register, zero(like: register))
        bits.append(copy(boolean(bit)))
      }
      results.append(copy(register))
    }
    program.setResults(results + bits)
    return true
  }

  /// A register of its own, since results are handed on as arguments one by one.
  private mutating func copy(_ register: LaneRegister) -> LaneRegister {
    program.append(.copy(register.domain), [register], register.elementType)
  }

  private mutating func zero(like register: LaneRegister) -> LaneRegister {
    program.addConstant(Tensor(zeroOf: register.elementType))
  }

  // MARK: Bits

  private mutating func boolean(_ bit: StoredBit) -> LaneRegister {
    switch bit {
    case .always: program.addConstant(Tensor(1, ElementType.boolean))
    case .never: program.addConstant(Tensor(0, ElementType.boolean))
    case .lanes(let register): register
    }
  }

  private mutating func binary(
    _ operation: IntegerBinary, _ a: LaneRegister, _ b: LaneRegister
  ) -> StoredBit {
    let kind = ElementType.boolean
    return .lanes(
      program.append(.integerBinary(operation, computed: kind, kept: kind), [a, b], .i1))
  }

  private mutating func both(_ a: StoredBit, _ b: StoredBit) -> StoredBit {
    switch (a, b) {
    case (.never, _), (_, .never): .never
    case (.always, let other), (let other, .always): other
    case (.lanes(let x), .lanes(let y)): binary(.and, x, y)
    }
  }

  private mutating func either(_ a: StoredBit, _ b: StoredBit) -> StoredBit {
    switch (a, b) {
    case (.always, _), (_, .always): .always
    case (.never, let other), (let other, .never): other
    case (.lanes(let x), .lanes(let y)): binary(.or, x, y)
    }
  }

  private mutating func negated(_ bit: StoredBit) -> StoredBit {
    switch bit {
    case .always: .never
    case .never: .always
    case .lanes(let register): binary(.xor, register, boolean(.always))
    }
  }

  private mutating func chosen(
    _ bit: StoredBit, _ value: LaneRegister, _ other: LaneRegister
  ) -> LaneRegister {
    switch bit {
    case .always: value
    case .never: other
    case .lanes(let register):
      program.append(.select(value.domain), [register, value, other], value.elementType)
    }
  }

  /// Whether the result of an operation is stored, for operands that are.
  mutating func storedBit(of operation: LaneOperation, _ bits: [StoredBit]) -> StoredBit {
    guard let first = bits.first else { return .always }
    if bits.count > 1 {
      switch operation {
      case .realBinary(.multiply, _), .integerBinary(.multiply, _, _),
        .integerBinary(.and, _, _), .complexBinary(.multiply, _):
        return both(first, bits[1])
      case .realBinary(.add, _), .realBinary(.subtract, _), .realBinary(.maximum, _),
        .realBinary(.minimum, _), .realBinary(.maximumNumber, _), .realBinary(.minimumNumber, _),
        .integerBinary(.add, _, _), .integerBinary(.subtract, _, _), .integerBinary(.or, _, _),
        .integerBinary(.xor, _, _), .integerBinary(.maximum, _, _),
        .integerBinary(.minimum, _, _), .complexBinary(.add, _), .complexBinary(.subtract, _):
        return either(first, bits[1])
      case .realBinary(.divide, _), .realBinary(.remainder, _), .integerBinary(.divide, _, _),
        .integerBinary(.remainder, _, _), .integerBinary(.floorDivide, _, _),
        .integerBinary(.ceilDivide, _, _), .integerBinary(.shiftLeft, _, _),
        .integerBinary(.shiftRightLogical, _, _), .integerBinary(.shiftRightArithmetic, _, _),
        .complexBinary(.divide, _):
        return first
      case .multiplyAdd where bits.count == 3: return either(both(first, bits[1]), bits[2])
      case .select where bits.count == 3: return either(bits[1], bits[2])
      default: return .always
      }
    }
    switch operation {
    case .real(let function, _): return function.keepsZero ? first : .always
    case .integer(.not, _, _), .integer(.leadingZeros, _, _), .integer(.trailingZeros, _, _):
      return .always
    case .integer, .copy, .integerToInteger, .integerToBoolean, .integerToReal, .realToInteger,
      .realBits, .realFromBits, .realToComplex, .integerToComplex, .complexToReal,
      .complexToInteger, .reducePrecision, .complexMagnitude, .realPart, .imaginaryPart:
      return first
    default: return .always
    }
  }

  /// The result of an operation, zero where it is absent: a product with NaN or infinity, and a quotient, may be something
  /// else.
  mutating func zeroWhereAbsent(
    _ register: LaneRegister, of operation: LaneOperation, _ bit: StoredBit
  ) -> LaneRegister {
    guard case .lanes = bit else { return register }
    switch operation {
    case .realBinary(.multiply, _), .realBinary(.divide, _), .realBinary(.remainder, _),
      .multiplyAdd, .complexBinary(.multiply, _), .complexBinary(.divide, _):
      return chosen(bit, register, zero(like: register))
    default: return register
    }
  }

  // MARK: Ops on stored elements

  /// Translates an op of `sparse_tensor` in a body; false where what is stored is not followed.
  mutating func compileStored(
    _ kind: SparseTensorOp, _ op: OpID, _ interpreter: borrowing Interpreter,
    in module: borrowing Module
  ) -> Bool {
    guard storedBits != nil, module.resultCount(of: op) == 1,
      let type = BodyCompiler.scalarType(of: module.result(of: op), in: module)
    else { return false }
    var operands: [LaneRegister] = []
    for operand in module.operands(of: op) {
      guard let register = register(of: operand, interpreter) else { return false }
      operands.append(register)
    }
    let bits = module.operands(of: op).map { storedBit(of: $0, in: module) }
    var cases: [(bit: StoredBit, value: LaneRegister)] = []
    func region(_ index: Int) -> RegionID { module.region(index, of: op) }
    func inline(
      _ compiler: inout BodyCompiler, _ index: Int, _ arguments: [LaneRegister]
    ) -> LaneRegister? {
      compiler.inline(region(index), arguments, interpreter, in: module)
    }
    func isEmpty(_ index: Int) -> Bool { module.entryBlock(of: region(index)) == nil }
    switch kind {
    case .unary:
      if !isEmpty(0) {
        guard let value = inline(&self, 0, operands) else { return false }
        cases.append((bits[0], value))
      }
      if !isEmpty(1) {
        guard let value = inline(&self, 1, []) else { return false }
        cases.append((negated(bits[0]), value))
      }
    case .binary:
      let alone = [both(bits[0], negated(bits[1])), both(negated(bits[0]), bits[1])]
      if !isEmpty(0) {
        guard let value = inline(&self, 0, operands) else { return false }
        cases.append((both(bits[0], bits[1]), value))
      }
      for (side, identity) in ["left_identity", "right_identity"].enumerated() {
        if module.attribute(identity, of: op) != nil {
          cases.append((alone[side], operands[side]))
        } else if !isEmpty(side + 1) {
          guard let value = inline(&self, side + 1, [operands[side]]) else { return false }
          cases.append((alone[side], value))
        }
      }
    case .reduce:
      // What an absent element of the result begins with is the identity.
      let accumulated = chosen(bits[1], operands[1], operands[2])
      guard let value = inline(&self, 0, [operands[0], accumulated]) else { return false }
      cases = [(both(bits[1], negated(bits[0])), operands[1]), (bits[0], value)]
    case .select:
      guard let keeps = inline(&self, 0, operands) else { return false }
      cases = [(both(bits[0], .lanes(keeps)), operands[0])]
    case .concatenate, .convert, .yield: return false
    }
    var bit = StoredBit.never
    var result = program.addConstant(Tensor(zeroOf: type))
    for one in cases {
      result = chosen(one.bit, one.value, result)
      bit = either(bit, one.bit)
    }
    registers[module.result(of: op)] = result
    storedBits?[module.result(of: op)] = bit
    return true
  }

  /// The value that a region yields for the given arguments.
  private mutating func inline(
    _ region: RegionID, _ arguments: [LaneRegister], _ interpreter: borrowing Interpreter,
    in module: borrowing Module
  ) -> LaneRegister? {
    guard let block = module.entryBlock(of: region) else { return nil }
    for (argument, register) in zip(module.arguments(of: block), arguments) {
      registers[argument] = register
    }
    for op in module.ops(of: block) {
      if module.opcode(of: op).is(SparseTensorOp.yield) {
        guard module.operandCount(of: op) == 1 else { return nil }
        return register(of: module.operand(0, of: op), interpreter)
      }
      guard compile(op, interpreter, in: module) else { return nil }
    }
    return nil
  }
}

extension ElementType {
  /// The integers of one bit.
  fileprivate static var boolean: IntegerKind {
    guard let kind = IntegerKind(bitWidth: 1) else {
      preconditionFailure("invariant: integers may have one bit")
    }
    return kind
  }
}

extension Tensor {
  /// The number zero.
  fileprivate init(zeroOf type: ElementType) {
    guard let zero = Tensor(zeros: [], type) else {
      preconditionFailure("invariant: a scalar is within the limits")
    }
    self = zero
  }
}

extension RealUnary {
  /// Whether the function of zero is zero.
  fileprivate var keepsZero: Bool {
    switch self {
    case .abs, .negate, .ceil, .floor, .roundNearestEven, .roundNearestAway, .truncate, .sign,
      .squareRoot, .cubeRoot, .square, .expm1, .log1p, .sin, .tan, .asin, .atan, .sinh, .tanh,
      .asinh, .atanh, .erf, .erfInv, .besselI1e, .identity:
      true
    case .reciprocalSquareRoot, .exp, .exp2, .log, .log2, .log10, .logistic, .cos, .acos, .cosh,
      .acosh, .erfc, .lgamma, .digamma:
      false
    }
  }
}
