import FuseIR

/// What an op of a stream region computes for one point of its loops, from elements of its operands.
indirect enum StreamExpression: Hashable, Sendable {
  /// An element of the operand.
  case element(Int)
  /// The element of the result so far.
  case accumulator
  /// A number.
  case constant(Double)
  /// A function of values, as `sam.alu` names it.
  case apply(String, [StreamExpression])
  /// The value where the elements of `support` are stored, nothing elsewhere.
  case stored(support: StreamSupport, StreamExpression)
  /// The value where the predicate holds of the loops with these numbers.
  case masked(String, Int, Int, StreamExpression)

  /// The value where it is not 0, nothing elsewhere.
  case nonzero(StreamExpression)

  /// Where `sparse_tensor` ops give a value.
  indirect enum StreamSupport: Hashable, Sendable {
    /// Where the operand's expression has one.
    case of(StreamExpression)
    /// Where both have one.
    case both(StreamExpression, StreamExpression)
    /// Where one of them has one.
    case either(StreamExpression, StreamExpression)
    /// Where the first has one; the second must have one there as well.
    case first(StreamExpression, StreamExpression)
  }
}

extension StreamExpression {
  /// The most operations of an expression. Shared ones are copied into their readers, so that a body of a few ops may be
  /// beyond any size.
  static let greatestSize = 512

  /// Whether it has no more than the most operations, where those that it is made of have no more.
  fileprivate var isSmall: Bool {
    var left = Self.greatestSize
    return take(from: &left)
  }

  private func take(from left: inout Int) -> Bool {
    left -= 1
    guard left >= 0 else { return false }
    switch self {
    case .element, .accumulator, .constant: return true
    case .apply(_, let operands): return operands.allSatisfy { $0.take(from: &left) }
    case .masked(_, _, _, let value), .nonzero(let value): return value.take(from: &left)
    case .stored(let support, let value):
      guard value.take(from: &left) else { return false }
      switch support {
      case .of(let a): return a.take(from: &left)
      case .both(let a, let b), .either(let a, let b), .first(let a, let b):
        return a.take(from: &left) && b.take(from: &left)
      }
    }
  }
}

/// What the body of a structured op computes: an expression, and how it is combined along the reduced loops.
struct StreamBody: Hashable, Sendable {
  /// The value at one point of the loops.
  var expression: StreamExpression
  /// `add` or `max` along reduced loops; nil where nothing is reduced.
  var reduction: String?
  /// Whether a maximum is over stored elements only.
  var reducesStored = false

  /// Reads the body of an op with `inputCount` inputs, or says why it has no streams.
  static func read(
    _ op: OpID, inputCount: Int, reduces: Bool, in module: borrowing Module
  ) -> Result<StreamBody, StreamBodyMistake> {
    guard let block = module.body(of: op), let yield = module.lastOp(of: block),
      module.operandCount(of: yield) == 1
    else { return .failure(StreamBodyMistake("has no body with one value")) }
    var reader = StreamBodyReader(inputCount: inputCount)
    for (index, argument) in module.arguments(of: block).enumerated() {
      reader.known[argument] = index < inputCount ? .element(index) : .accumulator
    }
    do {
      guard reduces else {
        let value = try reader.expression(module.operand(0, of: yield), module)
        return .success(StreamBody(expression: value))
      }
      return .success(try reader.reduction(module.operand(0, of: yield), module))
    } catch {
      return .failure(error)
    }
  }
}

/// Why the body of an op can't be computed by streams.
struct StreamBodyMistake: Error, Hashable {
  /// What the op does that can't be done: "has no body with one value".
  let text: String

  init(_ text: String) { self.text = text }
}

/// Reads values of a body as expressions.
private struct StreamBodyReader {
  var known: [ValueID: StreamExpression] = [:]
  let inputCount: Int
  private var depth = 0

  init(inputCount: Int) { self.inputCount = inputCount }

  mutating func reduction(
    _ value: ValueID, _ module: borrowing Module
  ) throws(StreamBodyMistake) -> StreamBody {
    guard let op = module.definingOp(of: value) else {
      throw StreamBodyMistake("does not combine what it reduces")
    }
    let opcode = module.opcode(of: op)
    if opcode.is(SparseTensorOp.reduce) {
      let a = try expression(module.operand(0, of: op), module)
      let b = try expression(module.operand(1, of: op), module)
      guard let function = combination(of: op, module) else {
        throw StreamBodyMistake(
          "reduces by something else than a sum or a maximum, which are what reducers know")
      }
      if b == .accumulator, a != .accumulator {
        return StreamBody(expression: a, reduction: function, reducesStored: true)
      }
      if a == .accumulator, b != .accumulator {
        return StreamBody(expression: b, reduction: function, reducesStored: true)
      }
      throw StreamBodyMistake("does not combine what it reduces with the result so far")
    }
    let function: String
    switch ArithOp(opcode) {
    case .addf, .addi: function = "add"
    case .maximumf, .maxnumf, .maxsi: function = "max"
    default:
      throw StreamBodyMistake(
        "reduces by '\(module.name(of: op))'; reducers know sums and maxima")
    }
    let a = try expression(module.operand(0, of: op), module)
    let b = try expression(module.operand(1, of: op), module)
    switch (a == .accumulator, b == .accumulator) {
    case (true, false): return StreamBody(expression: b, reduction: function)
    case (false, true): return StreamBody(expression: a, reduction: function)
    default: throw StreamBodyMistake("does not combine what it reduces with the result so far")
    }
  }

  /// The function of a `sparse_tensor.reduce`.
  private func combination(of op: OpID, _ module: borrowing Module) -> String? {
    guard let block = module.body(of: op), module.argumentCount(of: block) == 2,
      let yield = module.lastOp(of: block), module.operandCount(of: yield) == 1,
      let inner = module.definingOp(of: module.operand(0, of: yield)),
      module.operandCount(of: inner) == 2,
      Set(module.operands(of: inner)) == Set(module.arguments(of: block))
    else { return nil }
    switch ArithOp(module.opcode(of: inner)) {
    case .addf, .addi: return "add"
    case .maximumf, .maxnumf, .maxsi: return "max"
    default: return nil
    }
  }

  mutating func expression(
    _ value: ValueID, _ module: borrowing Module
  ) throws(StreamBodyMistake) -> StreamExpression {
    if let known = known[value] { return known }
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else { throw StreamBodyMistake("has a body that is nested too deep") }
    let result = try read(value, module)
    guard result.isSmall else {
      throw StreamBodyMistake(
        "has a body of more than \(StreamExpression.greatestSize) operations, shared ones counted "
          + "as often as they are read")
    }
    known[value] = result
    return result
  }

  private mutating func read(
    _ value: ValueID, _ module: borrowing Module
  ) throws(StreamBodyMistake) -> StreamExpression {
    if let number = module.constantFloat(of: value) { return .constant(number) }
    if let number = module.constantInteger(of: value) { return .constant(Double(number)) }
    guard let op = module.definingOp(of: value) else {
      throw StreamBodyMistake("uses a value from outside of its body")
    }
    let opcode = module.opcode(of: op)
    if let kind = SparseTensorOp(opcode) { return try sparse(kind, op, module) }
    if opcode.is(ArithOp.select) { return try select(op, module) }
    guard let function = Self.function(opcode) else {
      throw StreamBodyMistake("computes '\(module.name(of: op))', for which there is no block")
    }
    var operands: [StreamExpression] = []
    for operand in module.operands(of: op) { operands.append(try expression(operand, module)) }
    if function == "pow" {
      guard operands.count == 2, operands[1] == .constant(2) else {
        throw StreamBodyMistake("raises to a power other than 2, for which there is no block")
      }
      return .apply("mul", [operands[0], operands[0]])
    }
    return simplified(function, operands)
  }

  /// `function(operands)`, with a constant as the second operand, and `max(x, 0)` as `relu`.
  private func simplified(_ function: String, _ operands: [StreamExpression]) -> StreamExpression {
    guard operands.count == 2 else { return .apply(function, operands) }
    var (a, b) = (operands[0], operands[1])
    if case .constant(let left) = a {
      if case .constant(let right) = b {
        switch function {
        case "add": return .constant(left + right)
        case "sub": return .constant(left - right)
        case "mul": return .constant(left * right)
        case "div": return .constant(left / right)
        default: return .constant(function == "max" ? max(left, right) : min(left, right))
        }
      }
      switch function {
      case "add", "mul", "max", "min": swap(&a, &b)
      case "sub": return .apply("add", [.apply("neg", [b]), a])
      default:
        let inverse = StreamExpression.apply("reciprocal", [b])
        return left == 1 ? inverse : .apply("mul", [inverse, a])
      }
    }
    switch (function, b) {
    case ("max", .constant(0)): return .apply("relu", [a])
    case ("sub", .constant(let number)): return .apply("add", [a, .constant(-number)])
    case ("add", .constant(0)), ("mul", .constant(1)), ("div", .constant(1)): return a
    default: return .apply(function, [a, b])
    }
  }

  private static func function(_ opcode: Opcode) -> String? {
    if let arith = ArithOp(opcode) {
      switch arith {
      case .addf: return "add"
      case .subf: return "sub"
      case .mulf: return "mul"
      case .divf: return "div"
      case .maximumf, .maxnumf: return "max"
      case .minimumf, .minnumf: return "min"
      case .negf: return "neg"
      default: return nil
      }
    }
    switch MathOp(opcode) {
    case .exp: return "exp"
    case .log: return "log"
    case .absf: return "abs"
    case .sqrt: return "sqrt"
    case .rsqrt: return "rsqrt"
    case .sin: return "sin"
    case .cos: return "cos"
    case .tanh: return "tanh"
    case .powf: return "pow"
    default: return nil
    }
  }

  /// `x > 0 ? x : 0` is a ReLU.
  private mutating func select(
    _ op: OpID, _ module: borrowing Module
  ) throws(StreamBodyMistake) -> StreamExpression {
    let mistake = StreamBodyMistake("selects by a condition, for which there is no block")
    guard let compare = module.definingOp(of: module.operand(0, of: op)),
      module.opcode(of: compare).is(ArithOp.cmpf),
      let predicate = FloatPredicate(of: compare, in: module)
    else { throw mistake }
    let left = try expression(module.operand(0, of: compare), module)
    let right = try expression(module.operand(1, of: compare), module)
    let then = try expression(module.operand(1, of: op), module)
    let otherwise = try expression(module.operand(2, of: op), module)
    switch predicate {
    case .ogt, .oge, .ugt, .uge:
      guard left == then, right == .constant(0), otherwise == .constant(0) else { throw mistake }
    case .olt, .ole, .ult, .ule:
      guard left == otherwise, right == .constant(0), then == .constant(0) else { throw mistake }
      return .apply("relu", [otherwise])
    default: throw mistake
    }
    return .apply("relu", [then])
  }

  // MARK: Stored elements

  private mutating func sparse(
    _ kind: SparseTensorOp, _ op: OpID, _ module: borrowing Module
  ) throws(StreamBodyMistake) -> StreamExpression {
    switch kind {
    case .unary:
      let operand = try expression(module.operand(0, of: op), module)
      guard try yielded(by: module.region(1, of: op), [], module) == nil else {
        throw StreamBodyMistake(
          "gives a value where its operand stores none ('absent' of sparse_tensor.unary): no "
            + "stream holds those places")
      }
      guard let value = try yielded(by: module.region(0, of: op), [operand], module) else {
        throw StreamBodyMistake("gives no value where its operand is stored")
      }
      return .stored(support: .of(operand), value)
    case .binary: return try binary(op, module)
    case .select: return try keep(op, module)
    case .reduce: throw StreamBodyMistake("reduces in the midst of its body")
    case .concatenate, .convert, .yield:
      throw StreamBodyMistake("computes '\(module.name(of: op))' in its body")
    }
  }

  private mutating func binary(
    _ op: OpID, _ module: borrowing Module
  ) throws(StreamBodyMistake) -> StreamExpression {
    let a = try expression(module.operand(0, of: op), module)
    let b = try expression(module.operand(1, of: op), module)
    let overlap = try yielded(by: module.region(0, of: op), [a, b], module)
    let left =
      module.attribute("left_identity", of: op) != nil
      ? a : try yielded(by: module.region(1, of: op), [a], module)
    let right =
      module.attribute("right_identity", of: op) != nil
      ? b : try yielded(by: module.region(2, of: op), [b], module)
    guard let overlap else {
      throw StreamBodyMistake("gives no value where both operands are stored")
    }
    switch (left, right) {
    case (nil, nil): return .stored(support: .both(a, b), overlap)
    case (let left?, let right?):
      // What stands in for the absent operand is 0.
      guard overlap.replacing(b, by: .constant(0)).folded == left.folded,
        overlap.replacing(a, by: .constant(0)).folded == right.folded
      else {
        throw StreamBodyMistake(
          "computes something else where one operand is absent than with a 0 in its place; "
            + "streams of a union hold a 0 there")
      }
      return .stored(support: .either(a, b), overlap)
    case (_?, nil): return .stored(support: .first(a, b), overlap)
    case (nil, _?): return .stored(support: .first(b, a), overlap)
    }
  }

  /// `sparse_tensor.select`: by a comparison of two loops.
  private mutating func keep(
    _ op: OpID, _ module: borrowing Module
  ) throws(StreamBodyMistake) -> StreamExpression {
    let operand = try expression(module.operand(0, of: op), module)
    let mistake = StreamBodyMistake(
      "selects elements by something else than a comparison of two loops, or of the element with 0")
    guard let block = module.body(of: op), let yield = module.lastOp(of: block),
      module.operandCount(of: yield) == 1, module.argumentCount(of: block) == 1,
      let compare = module.definingOp(of: module.operand(0, of: yield))
    else { throw mistake }
    if module.opcode(of: compare).is(ArithOp.cmpf) {
      known[module.argument(0, of: block)] = operand
      let left = try expression(module.operand(0, of: compare), module)
      let right = try expression(module.operand(1, of: compare), module)
      guard left == operand, right == .constant(0),
        let predicate = FloatPredicate(of: compare, in: module)
      else { throw mistake }
      switch predicate {
      case .ogt: return .nonzero(.apply("relu", [operand]))
      case .one, .une: return .nonzero(operand)
      default: throw mistake
      }
    }
    guard module.opcode(of: compare).is(ArithOp.cmpi),
      let predicate = IntegerPredicate(of: compare, in: module),
      let first = loop(module.operand(0, of: compare), module),
      let second = loop(module.operand(1, of: compare), module), first != second
    else { throw mistake }
    let name: String
    switch predicate {
    case .eq: name = "eq"
    case .slt, .ult: name = "lt"
    case .sle, .ule: name = "le"
    case .sgt, .ugt: name = "gt"
    case .sge, .uge: name = "ge"
    default: throw mistake
    }
    return .masked(name, first, second, operand)
  }

  /// The loop whose index the value is.
  private func loop(_ value: ValueID, _ module: borrowing Module) -> Int? {
    guard var op = module.definingOp(of: value) else { return nil }
    if ArithOp(module.opcode(of: op)) == .indexCast,
      let inner = module.definingOp(of: module.operand(0, of: op))
    {
      op = inner
    }
    guard module.opcode(of: op).is(LinalgOp.index) else { return nil }
    return module.integer("dim", of: op).map { Int($0) }
  }

  /// What a region of a `sparse_tensor` op yields; nil where it is empty or yields nothing.
  private mutating func yielded(
    by region: RegionID, _ operands: [StreamExpression], _ module: borrowing Module
  ) throws(StreamBodyMistake) -> StreamExpression? {
    guard let block = module.entryBlock(of: region), let yield = module.lastOp(of: block),
      module.operandCount(of: yield) == 1
    else { return nil }
    for (argument, operand) in zip(module.arguments(of: block), operands) {
      known[argument] = operand
    }
    return try expression(module.operand(0, of: yield), module)
  }
}

extension StreamExpression {
  /// The expression with `part` replaced.
  func replacing(_ part: StreamExpression, by other: StreamExpression) -> StreamExpression {
    if self == part { return other }
    switch self {
    case .element, .accumulator, .constant: return self
    case .apply(let function, let operands):
      return .apply(function, operands.map { $0.replacing(part, by: other) })
    case .stored(let support, let value):
      return .stored(support: support, value.replacing(part, by: other))
    case .masked(let predicate, let first, let second, let value):
      return .masked(predicate, first, second, value.replacing(part, by: other))
    case .nonzero(let value): return .nonzero(value.replacing(part, by: other))
    }
  }

  /// The expression without operations on 0.
  var folded: StreamExpression {
    guard case .apply(let function, let operands) = self else { return self }
    let parts = operands.map(\.folded)
    guard parts.count == 2 else { return .apply(function, parts) }
    switch (function, parts[0], parts[1]) {
    case ("add", let a, .constant(0)), ("add", .constant(0), let a), ("sub", let a, .constant(0)):
      return a
    case ("sub", .constant(0), let a): return .apply("neg", [a])
    case ("mul", _, .constant(0)), ("mul", .constant(0), _): return .constant(0)
    case ("max", let a, .constant(0)), ("max", .constant(0), let a): return .apply("relu", [a])
    default: return .apply(function, parts)
    }
  }

  /// Whether it keeps elements by their place or value, so that its op must be computed on its own.
  var filters: Bool {
    switch self {
    case .masked, .nonzero: true
    default: false
    }
  }

  /// Whether a function of values is 0 where its operands are.
  static func keepsZero(_ function: String) -> Bool {
    switch function {
    case "exp", "log", "cos", "rsqrt", "sigmoid", "reciprocal": false
    default: true
    }
  }
}
