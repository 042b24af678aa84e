import FuseIR

/// A formula over tensors, element by element, from which StableHLO ops are built. Parts that occur twice are one object and
/// are built once.
final class Formula {
  /// What the elements are.
  enum Elements {
    /// Floats of the type that the formula is built for.
    case float
    /// Booleans.
    case boolean
    /// Signless integers of the floats' width.
    case bits
  }

  indirect enum Node {
    case value(ValueID)
    case number(Double)
    case integer(Int64)
    case op(StablehloOp, [Formula])
    case comparison(ComparisonDirection, Formula, Formula)
  }

  let node: Node
  let elements: Elements

  init(_ node: Node, _ elements: Elements = .float) {
    self.node = node
    self.elements = elements
  }

  /// A tensor of floats.
  convenience init(_ value: ValueID) { self.init(.value(value)) }

  /// A number, the same for all elements.
  static func number(_ value: Double) -> Formula { Formula(.number(value)) }

  /// An integer with the given bits, the same for all elements.
  static func bits(_ value: Int64) -> Formula { Formula(.integer(value), .bits) }

  // MARK: Arithmetic

  static func + (a: Formula, b: Formula) -> Formula { Formula(.op(.add, [a, b]), a.elements) }
  static func - (a: Formula, b: Formula) -> Formula { Formula(.op(.subtract, [a, b]), a.elements) }
  static func * (a: Formula, b: Formula) -> Formula { Formula(.op(.multiply, [a, b]), a.elements) }
  static func / (a: Formula, b: Formula) -> Formula { Formula(.op(.divide, [a, b]), a.elements) }
  static prefix func - (a: Formula) -> Formula { Formula(.op(.negate, [a]), a.elements) }
  static func + (a: Formula, b: Double) -> Formula { a + .number(b) }
  static func - (a: Formula, b: Double) -> Formula { a - .number(b) }
  static func * (a: Formula, b: Double) -> Formula { a * .number(b) }
  static func / (a: Formula, b: Double) -> Formula { a / .number(b) }
  static func + (a: Double, b: Formula) -> Formula { .number(a) + b }
  static func - (a: Double, b: Formula) -> Formula { .number(a) - b }
  static func * (a: Double, b: Formula) -> Formula { .number(a) * b }
  static func / (a: Double, b: Formula) -> Formula { .number(a) / b }

  // MARK: Relations and logic, also on bits

  static func < (a: Formula, b: Formula) -> Formula { Formula(.comparison(.lt, a, b), .boolean) }
  static func > (a: Formula, b: Formula) -> Formula { Formula(.comparison(.gt, a, b), .boolean) }
  static func == (a: Formula, b: Formula) -> Formula { Formula(.comparison(.eq, a, b), .boolean) }
  static func != (a: Formula, b: Formula) -> Formula { Formula(.comparison(.ne, a, b), .boolean) }
  static func < (a: Formula, b: Double) -> Formula { a < .number(b) }
  static func > (a: Formula, b: Double) -> Formula { a > .number(b) }
  static func == (a: Formula, b: Double) -> Formula { a == .number(b) }
  static func != (a: Formula, b: Double) -> Formula { a != .number(b) }
  static func & (a: Formula, b: Formula) -> Formula { Formula(.op(.and, [a, b]), a.elements) }
  static func | (a: Formula, b: Formula) -> Formula { Formula(.op(.or, [a, b]), a.elements) }

  /// `onTrue` where this holds, else `onFalse`.
  func select(_ onTrue: Formula, _ onFalse: Formula) -> Formula {
    Formula(.op(.select, [self, onTrue, onFalse]), onTrue.elements)
  }

  /// A function of one element.
  func apply(_ op: StablehloOp) -> Formula { Formula(.op(op, [self]), elements) }

  var magnitude: Formula { apply(.abs) }
  var squareRoot: Formula { apply(.sqrt) }
  var exponential: Formula { apply(.exponential) }
  var logarithm: Formula { apply(.log) }
  /// log(1 + x).
  var logarithmPlusOne: Formula { apply(.logPlusOne) }
  /// exp(x) - 1.
  var exponentialMinusOne: Formula { apply(.exponentialMinusOne) }
  var floor: Formula { apply(.floor) }
  var isFinite: Formula { Formula(.op(.isFinite, [self]), .boolean) }
  /// The bits of floats.
  var asBits: Formula { Formula(.op(.bitcastConvert, [self]), .bits) }
  /// Floats of the given bits.
  var asFloat: Formula { Formula(.op(.bitcastConvert, [self]), .float) }

  /// The angle of the point (x, y).
  static func angle(_ y: Formula, _ x: Formula) -> Formula { Formula(.op(.atan2, [y, x])) }

  /// This, but not below `least` and not above `greatest`.
  func clamped(_ least: Double, _ greatest: Double) -> Formula {
    Formula(.op(.clamp, [.number(least), self, .number(greatest)]))
  }

  /// The value of a polynomial at this point, by Horner's rule; the coefficient of the highest power comes first.
  func polynomial(_ coefficients: [Double]) -> Formula {
    guard let first = coefficients.first else { return .number(0) }
    return coefficients.dropFirst().reduce(.number(first)) { $0 * self + $1 }
  }
}

/// Builds formulas as StableHLO ops before an op.
struct FormulaBuilder {
  /// The op before which ops are built.
  let op: OpID
  /// The tensor type of the floats.
  let type: TypeID

  private var built: [ObjectIdentifier: ValueID] = [:]

  /// A builder for floats of the given tensor type.
  init(before op: OpID, _ type: TypeID) {
    self.op = op
    self.type = type
  }

  /// The tensor of the formula's elements.
  mutating func build(_ formula: Formula, in module: inout Module) -> ValueID {
    if let known = built[ObjectIdentifier(formula)] { return known }
    let value = make(formula, in: &module)
    built[ObjectIdentifier(formula)] = value
    return value
  }

  private mutating func make(_ formula: Formula, in module: inout Module) -> ValueID {
    let result = resultType(formula.elements, in: &module)
    let location = module.location(of: op)
    switch formula.node {
    case .value(let value): return value
    case .number(let number):
      guard case .float(let kind) = module.type(module.elementType(of: type)),
        let format = FloatFormat(kind),
        let attribute = module.constantAttribute(Tensor(number, format), result)
      else { preconditionFailure("invariant: formulas are built for floats") }
      return module.buildStablehloConstant(attribute, result, before: op)
    case .integer(let number):
      guard let attribute = module.uniformConstant(number, result) else {
        preconditionFailure("invariant: bits are integers")
      }
      return module.buildStablehloConstant(attribute, result, before: op)
    case .op(let kind, let operands):
      var values: [ValueID] = []
      for operand in operands { values.append(build(operand, in: &module)) }
      let made = module.build(
        kind, at: .before(op), operands: values, resultTypes: [result], location: location)
      return module.result(of: made)
    case .comparison(let direction, let a, let b):
      let values = [build(a, in: &module), build(b, in: &module)]
      let kind: ComparisonType = a.elements == .float ? .float : .signed
      let made = module.build(
        StablehloOp.compare, at: .before(op), operands: values, resultTypes: [result],
        attributes: [
          ("comparison_direction", direction.attribute(in: &module)),
          ("compare_type", kind.attribute(in: &module)),
        ], location: location)
      return module.result(of: made)
    }
  }

  private func resultType(_ elements: Formula.Elements, in module: inout Module) -> TypeID {
    let shape = module.shape(of: type) ?? []
    switch elements {
    case .float: return type
    case .boolean: return module.tensorType(shape, .i1)
    case .bits:
      let width = module.bitWidth(of: module.elementType(of: type)) ?? 32
      return module.tensorType(shape, module.intern(.integer(width: width, .signless)))
    }
  }
}

extension Module {
  /// A `stablehlo.constant` before the op.
  mutating func buildStablehloConstant(
    _ value: AttributeID, _ type: TypeID, before op: OpID
  ) -> ValueID {
    let made = build(
      StablehloOp.constant, at: .before(op), resultTypes: [type], attributes: [("value", value)],
      location: location(of: op))
    return result(of: made)
  }
}
