import FuseIR

/// A formula of one number, to be found among the ops of a body.
private indirect enum ScalarFormula: Sendable {
  case variable
  case number(Double)
  case arith(ArithOp, [ScalarFormula])
  case math(MathOp, ScalarFormula)
  /// The first number is below the second.
  case below(ScalarFormula, ScalarFormula)

  static func times(_ a: ScalarFormula, _ b: ScalarFormula) -> ScalarFormula {
    .arith(.mulf, [a, b])
  }

  static func choose(
    _ condition: ScalarFormula, _ a: ScalarFormula, _ b: ScalarFormula
  ) -> ScalarFormula {
    .arith(.select, [condition, a, b])
  }

  /// Horner's scheme, the coefficient of the highest power first.
  static func polynomial(_ x: ScalarFormula, _ coefficients: [Double]) -> ScalarFormula {
    coefficients.dropFirst().reduce(.number(coefficients.first ?? 0)) { sum, coefficient in
      .arith(.addf, [.times(sum, x), .number(coefficient)])
    }
  }

  /// The complementary error function of an f32, as XLA's compilers and JAX's exports spell it out (Cephes' `erfcf`).
  static let complementaryErrorFunction: ScalarFormula = {
    let x = ScalarFormula.variable
    let size = ScalarFormula.math(.absf, x)
    let square = ScalarFormula.times(x, x)
    let opposite = ScalarFormula.arith(.negf, [square])
    let inverse = ScalarFormula.arith(.divf, [.number(1), square])
    let middle = ScalarFormula.polynomial(
      inverse,
      [
        2.326819970068386e-2, -1.387039388740657e-1, 3.687424674597105e-1, -5.824733027278666e-1,
        6.210004621745983e-1, -4.944515323274145e-1, 3.404879937665872e-1, -2.741127028184656e-1,
        5.638259427386472e-1,
      ])
    let far = ScalarFormula.polynomial(
      inverse,
      [
        -1.047766399936249e1, 1.297719955372516e1, -7.495518717768503, 2.921019019210786,
        -1.015265279202700, 4.218463358204948e-1, -2.820767439740514e-1, 5.641895067754075e-1,
      ])
    let near = ScalarFormula.polynomial(
      square,
      [
        7.853861353153693e-5, -8.010193625184903e-4, 5.188327685732524e-3,
        -2.685381193529856e-2, 1.128358514861418e-1, -3.761262582423300e-1, 1.128379165726710,
      ])
    let product = ScalarFormula.times(
      .times(.math(.exp, opposite), .arith(.divf, [.number(1), size])),
      .choose(.below(size, .number(2)), middle, far))
    let beyond = ScalarFormula.choose(
      .below(opposite, .number(-88.72283905206835)), .number(0), product)
    return .choose(
      .below(size, .number(1)), .arith(.subf, [.number(1), .times(x, near)]),
      .choose(.below(x, .number(0)), .arith(.subf, [.number(2), beyond]), beyond))
  }()
}

/// Puts `math.erfc` where a body spells the function out, so that it costs what one function of the library costs.
///
/// The whole formula must be there, with its coefficients as f32: what is replaced is the same function, rounded otherwise.
enum ErrorFunctionRecognition {
  /// Rewrites the bodies of all structured ops of a function; returns how many functions it found.
  static func run(on function: OpID, in module: inout Module) -> Int {
    var count = 0
    for op in module.opsPreOrder(in: function) {
      guard !module.isErased(op), let view = StructuredOp(op, in: module), view.kind == .generic,
        let body = view.body(in: module)
      else { continue }
      count += rewrite(body, in: &module)
    }
    return count
  }

  private static func rewrite(_ body: BlockID, in module: inout Module) -> Int {
    var count = 0
    for op in module.ops(of: body).reversed() where module.opcode(of: op).is(ArithOp.select) {
      let result = module.result(of: op)
      guard module.type(of: result) == .f32, module.hasUses(result) else { continue }
      var variable: ValueID?
      guard matches(result, .complementaryErrorFunction, &variable, in: module), let variable
      else { continue }
      let call = module.build(
        MathOp.erfc, at: .before(op), operands: [variable], resultTypes: [.f32],
        location: module.location(of: op))
      module.replaceAllUses(of: result, with: module.result(of: call))
      count += 1
    }
    guard count > 0 else { return 0 }
    for op in module.ops(of: body).reversed()
    where !module.traits(of: op).contains(.terminator)
      && module.results(of: op).allSatisfy({ !module.hasUses($0) })
    {
      module.erase(op)
    }
    return count
  }

  /// Whether a value is computed by the formula, of the variable or of whatever stands in its place for the first time.
  private static func matches(
    _ value: ValueID, _ formula: ScalarFormula, _ variable: inout ValueID?,
    in module: borrowing Module
  ) -> Bool {
    switch formula {
    case .variable:
      if let variable { return variable == value }
      variable = value
      return true
    case .number(let number):
      guard let attribute = module.constantAttribute(of: value),
        let found = module.uniformElement(attribute)?.float(at: 0)
      else { return false }
      return abs(found - number) <= 1e-6 * abs(number)
    case .math(let function, let operand):
      guard let op = module.definingOp(of: value), module.opcode(of: op).is(function) else {
        return false
      }
      return matches(module.operand(0, of: op), operand, &variable, in: module)
    case .below(let a, let b):
      // 4 is "ordered and less than".
      guard let op = module.definingOp(of: value), module.opcode(of: op).is(ArithOp.cmpf),
        module.integer("predicate", of: op) == 4
      else { return false }
      return matches(module.operand(0, of: op), a, &variable, in: module)
        && matches(module.operand(1, of: op), b, &variable, in: module)
    case .arith(let kind, let operands):
      guard let op = module.definingOp(of: value), module.opcode(of: op).is(kind),
        module.operandCount(of: op) == operands.count
      else { return false }
      let values = module.operands(of: op)
      let before = variable
      if all(values, operands, &variable, in: module) { return true }
      guard kind == .addf || kind == .mulf else { return false }
      variable = before
      return all(values.reversed(), operands, &variable, in: module)
    }
  }

  private static func all(
    _ values: [ValueID], _ formulas: [ScalarFormula], _ variable: inout ValueID?,
    in module: borrowing Module
  ) -> Bool {
    for (value, formula) in zip(values, formulas)
    where !matches(value, formula, &variable, in: module) {
      return false
    }
    return true
  }
}
