import FuseIR

/// Expands CHLO ops into StableHLO ops.
///
/// Special functions become the formulas that compute them to about the precision of their type, 16-bit floats and smaller
/// ones by way of f32; broadcasting ops become `broadcast_in_dim` and the op on equal shapes; `top_k` becomes a sort and
/// slices. With `keep-math`, functions stay that the math dialect has (`erf`, `sinh`, ...) and that `stablehlo-to-linalg`
/// therefore takes as they are. What has no formula stays, with a remark.
///
/// ```
/// %1 = chlo.square %0 : tensor<4xf32> -> tensor<4xf32>    →    %1 = stablehlo.multiply %0, %0 : tensor<4xf32>
/// ```
public struct ChloToStablehlo: Pass {
  /// `chlo-to-stablehlo`.
  public static let name = "chlo-to-stablehlo"
  /// What the pass does.
  public static let summary = "Expands CHLO ops into StableHLO ops."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.any
  /// The options.
  public static var options: [PassOption<ChloToStablehlo>] {
    [
      PassOption(
        "keep-math", \.keepsMath, "Keep functions that the math dialect has, such as erf.")
    ]
  }

  /// Keep functions that the math dialect has.
  public var keepsMath = false

  /// The pass with default options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var count = 0
    for op in module.opsPreOrder(in: op) {
      guard let kind = ChloOp(module.opcode(of: op)) else { continue }
      if keepsMath, ScalarLowering.mathOp(for: kind) != nil,
        module.isFloat(module.elementType(of: module.operand(0, of: op)))
      {
        continue
      }
      if let reason = expand(kind, op, in: &module) {
        context.remark("\(module.name(of: op)) stays: \(reason)", at: op, in: module)
      } else {
        count += 1
      }
    }
    context.count("ops expanded", by: count)
    return count > 0 ? .changed : .unchanged
  }

  /// Replaces the op, or says why it stays.
  private func expand(_ kind: ChloOp, _ op: OpID, in module: inout Module) -> String? {
    switch kind {
    case .acos: return expand(op, in: &module) { x, _ in x.arcCosine }
    case .acosh:
      return expand(op, in: &module) { x, format in
        x.inverseHyperbolicCosine(largest: format.greatest)
      }
    case .asin: return expand(op, in: &module) { x, _ in x.arcSine }
    case .asinh:
      return expand(op, in: &module) { x, format in
        x.inverseHyperbolicSine(largest: format.greatest)
      }
    case .atan: return expand(op, in: &module) { x, _ in x.arcTangent }
    case .atanh: return expand(op, in: &module) { x, _ in x.inverseHyperbolicTangent }
    case .cosh: return expand(op, in: &module) { x, _ in x.hyperbolicCosine }
    case .digamma: return expand(op, in: &module) { x, _ in x.digamma }
    case .erf:
      return expand(op, in: &module) { x, format in x.errorFunction(isDouble: format.isDouble) }
    case .erfInv:
      return expand(op, in: &module) { x, format in
        x.inverseErrorFunction(isDouble: format.isDouble)
      }
    case .erfc:
      return expand(op, in: &module) { x, format in
        x.complementaryErrorFunction(isDouble: format.isDouble)
      }
    case .lgamma: return expand(op, in: &module) { x, _ in x.logarithmOfGamma }
    case .sinh: return expand(op, in: &module) { x, _ in x.hyperbolicSine }
    case .tan: return replace(op, by: .tan, in: &module)
    case .square:
      let operand = module.operand(0, of: op)
      let type = module.type(of: module.result(of: op))
      let square = module.build(
        StablehloOp.multiply, at: .before(op), operands: [operand, operand], resultTypes: [type],
        location: module.location(of: op))
      module.replace(op, with: [module.result(of: square)])
      return nil
    case .conj: return expandConjugate(op, in: &module)
    case .isInf: return expandPredicate(op, in: &module) { $0.magnitude == .infinity }
    case .isNegInf: return expandPredicate(op, in: &module) { $0 == -.infinity }
    case .isPosInf: return expandPredicate(op, in: &module) { $0 == .infinity }
    case .nextAfter: return expandNextAfter(op, in: &module)
    case .constant: return replace(op, by: .constant, in: &module)
    case .constantLike: return expandConstantLike(op, in: &module)
    case .topK: return TopKExpansion.expand(op, in: &module)
    case .broadcastAdd, .broadcastAnd, .broadcastAtan2, .broadcastCompare, .broadcastComplex,
      .broadcastDivide, .broadcastMaximum, .broadcastMinimum, .broadcastMultiply,
      .broadcastNextAfter, .broadcastOr, .broadcastPolygamma, .broadcastPower, .broadcastRemainder,
      .broadcastSelect, .broadcastShiftLeft, .broadcastShiftRightArithmetic,
      .broadcastShiftRightLogical, .broadcastSubtract, .broadcastXor, .broadcastZeta:
      return expandBroadcast(kind, op, in: &module)
    case .besselI1e, .polygamma, .zeta, .raggedDot: return "there is no formula for it"
    }
  }

  // MARK: Functions

  /// What a formula may ask about the type that it is built for.
  private struct Format {
    let isDouble: Bool
    let greatest: Double
  }

  /// Replaces a function of one float by its formula; narrow floats are computed in f32.
  private func expand(
    _ op: OpID, in module: inout Module, _ formula: (Formula, Format) -> Formula
  ) -> String? {
    let operand = module.operand(0, of: op)
    let type = module.type(of: operand)
    if let reason = floatObstacle(type, in: module) { return reason }
    let isDouble = module.elementType(of: type) == .f64
    let shape = module.shape(of: type) ?? []
    let computed = module.tensorType(shape, isDouble ? .f64 : .f32)
    let location = module.location(of: op)
    func convert(_ value: ValueID, _ target: TypeID, _ module: inout Module) -> ValueID {
      if module.type(of: value) == target { return value }
      let made = module.build(
        StablehloOp.convert, at: .before(op), operands: [value], resultTypes: [target],
        location: location)
      return module.result(of: made)
    }
    let x = convert(operand, computed, &module)
    let format = Format(
      isDouble: isDouble,
      greatest: isDouble
        ? Double.greatestFiniteMagnitude : Double(Float.greatestFiniteMagnitude))
    var builder = FormulaBuilder(before: op, computed)
    let result = builder.build(formula(Formula(x), format), in: &module)
    module.replace(op, with: [convert(result, type, &module)])
    return nil
  }

  private func floatObstacle(_ type: TypeID, in module: borrowing Module) -> String? {
    guard module.hasStaticShape(type) else { return "its shape is not static" }
    guard case .float(let kind) = module.type(module.elementType(of: type)),
      FloatFormat(kind) != nil
    else { return "there is no formula for elements of type \(module.text(of: type))" }
    return nil
  }

  private func expandPredicate(
    _ op: OpID, in module: inout Module, _ formula: (Formula) -> Formula
  ) -> String? {
    let operand = module.operand(0, of: op)
    let type = module.type(of: operand)
    if let reason = floatObstacle(type, in: module) { return reason }
    var builder = FormulaBuilder(before: op, type)
    let result = builder.build(formula(Formula(operand)), in: &module)
    module.replace(op, with: [result])
    return nil
  }

  private func expandNextAfter(_ op: OpID, in module: inout Module) -> String? {
    let type = module.type(of: module.operand(0, of: op))
    if let reason = floatObstacle(type, in: module) { return reason }
    let width = module.bitWidth(of: type) ?? module.bitWidth(of: module.elementType(of: type)) ?? 32
    var builder = FormulaBuilder(before: op, type)
    let x = Formula(module.operand(0, of: op))
    let target = Formula(module.operand(1, of: op))
    let result = builder.build(x.next(toward: target, width: width), in: &module)
    module.replace(op, with: [result])
    return nil
  }

  /// Replaces the op by the StableHLO op with the same operands, result and attributes.
  private func replace(_ op: OpID, by kind: StablehloOp, in module: inout Module) -> String? {
    let made = module.createOp(
      Opcode(kind), operands: module.operands(of: op), resultTypes: module.resultTypes(of: op),
      properties: module.properties(of: op), attributes: module.attributes(of: op),
      location: module.location(of: op))
    module.insert(made, at: .before(op))
    module.replace(op, with: module.results(of: made))
    return nil
  }

  private func expandConjugate(_ op: OpID, in module: inout Module) -> String? {
    let operand = module.operand(0, of: op)
    let type = module.type(of: operand)
    guard case .complex(let part) = module.type(module.elementType(of: type)) else {
      module.replace(op, with: [operand])
      return nil
    }
    guard let shape = module.shape(of: type) else { return "its shape is not static" }
    let partType = module.tensorType(shape, part)
    let location = module.location(of: op)
    func build(
      _ kind: StablehloOp, _ operands: [ValueID], _ type: TypeID, _ module: inout Module
    ) -> ValueID {
      module.result(
        of: module.build(
          kind, at: .before(op), operands: operands, resultTypes: [type], location: location))
    }
    let real = build(.real, [operand], partType, &module)
    let imaginary = build(.imag, [operand], partType, &module)
    let negated = build(.negate, [imaginary], partType, &module)
    let conjugate = build(.complex, [real, negated], type, &module)
    module.replace(op, with: [conjugate])
    return nil
  }

  private func expandConstantLike(_ op: OpID, in module: inout Module) -> String? {
    let type = module.type(of: module.result(of: op))
    guard module.hasStaticShape(type), let value = module.attribute("value", of: op),
      let element = module.uniformElement(value),
      let attribute = module.constantAttribute(element, type)
    else { return "its shape is not static" }
    let constant = module.buildStablehloConstant(attribute, type, before: op)
    module.replace(op, with: [constant])
    return nil
  }

  // MARK: Broadcasts

  /// The op on operands that are broadcast to the result's shape.
  private func expandBroadcast(_ kind: ChloOp, _ op: OpID, in module: inout Module) -> String? {
    let resultType = module.type(of: module.result(of: op))
    guard module.hasStaticShape(resultType), let shape = module.shape(of: resultType) else {
      return "its shape is not static"
    }
    let plainName = String(module.name(of: op).dropFirst("chlo.broadcast_".utf8.count))
    guard
      let opcode = module.definitions.opcode(named: "stablehlo.\(plainName)")
        ?? module.definitions.opcode(named: "chlo.\(plainName)")
    else { return "there is no op on equal shapes" }
    var operands: [ValueID] = []
    for operand in module.operands(of: op) {
      guard let own = module.shape(of: operand), own.count <= shape.count,
        !own.contains(Dimension.dynamic)
      else { return "its shape is not static" }
      if own == shape || (own.isEmpty && kind == .broadcastSelect && operands.isEmpty) {
        operands.append(operand)
        continue
      }
      var dimensions = Array(Int64(shape.count - own.count)..<Int64(shape.count))
      if own.count < shape.count,
        let given = module.integers("broadcast_dimensions", of: op), given.count == own.count
      {
        dimensions = given
      }
      let type = module.tensorType(shape, module.elementType(of: operand))
      let attribute = module.denseArrayAttribute(dimensions)
      let broadcast = module.build(
        StablehloOp.broadcastInDim, at: .before(op), operands: [operand], resultTypes: [type],
        attributes: [("broadcast_dimensions", attribute)], location: module.location(of: op))
      operands.append(module.result(of: broadcast))
    }
    var state = OperationState(opcode, location: module.location(of: op))
    state.operands = operands
    state.resultTypes = [resultType]
    if let direction = ComparisonDirection("comparison_direction", of: op, in: module) {
      state.attributes.append(
        (module.intern("comparison_direction"), direction.attribute(in: &module)))
    }
    if let type = ComparisonType("compare_type", of: op, in: module) {
      state.attributes.append((module.intern("compare_type"), type.attribute(in: &module)))
    }
    let made = module.createOp(state)
    module.insert(made, at: .before(op))
    module.replace(op, with: [module.result(of: made)])
    // A function of CHLO on equal shapes is expanded in turn.
    if let inner = ChloOp(opcode) { return expand(inner, made, in: &module) }
    return nil
  }
}
