import FuseIR

/// Batch normalization as the formulas that define it, in other ops of StableHLO.
struct BatchNormExpansion {
  private let op: OpID
  private let shape: [Int64]
  private let feature: Int
  private let epsilon: Double
  private let location: LocationID
  /// The ops that were made, in order.
  private(set) var made: [OpID] = []

  /// An expansion of a `batch_norm_*` op; nil where its shapes are not static or its elements no floats.
  init?(_ op: OpID, in module: borrowing Module) {
    let operand = module.operand(0, of: op)
    guard module.hasStaticShape(module.type(of: operand)), let shape = module.shape(of: operand),
      module.isFloat(module.elementType(of: operand)),
      let feature = module.integer("feature_index", of: op), shape.indices.contains(Int(feature)),
      let attribute = module.attribute("epsilon", of: op),
      let epsilon = module.uniformFloat(attribute)
    else { return nil }
    self.op = op
    self.shape = shape
    self.feature = Int(feature)
    self.epsilon = epsilon
    location = module.location(of: op)
  }

  /// The values that take the place of the op's results.
  mutating func expand(_ kind: StablehloOp, in module: inout Module) -> [ValueID] {
    let operands = module.operands(of: op)
    switch kind {
    case .batchNormInference:
      return [normalized(operands[0], operands[1], operands[2], operands[3], operands[4], &module)]
    case .batchNormTraining:
      let (mean, variance) = moments(operands[0], &module)
      let output = normalized(operands[0], operands[1], operands[2], mean, variance, &module)
      return [output, mean, variance]
    default: return gradients(operands, &module)
    }
  }

  /// `(x - mean) / sqrt(variance + epsilon) * scale + offset`.
  private mutating func normalized(
    _ x: ValueID, _ scale: ValueID, _ offset: ValueID, _ mean: ValueID, _ variance: ValueID,
    _ module: inout Module
  ) -> ValueID {
    let centered = build(.subtract, x, spread(mean, &module), &module)
    let quotient = build(.divide, centered, deviation(variance, &module), &module)
    let scaled = build(.multiply, quotient, spread(scale, &module), &module)
    return build(.add, scaled, spread(offset, &module), &module)
  }

  /// `sqrt(variance + epsilon)`, spread over the whole shape.
  private mutating func deviation(_ variance: ValueID, _ module: inout Module) -> ValueID {
    let vector = module.type(of: variance)
    let sum = build(.add, variance, number(epsilon, vector, &module), &module)
    return spread(build(.sqrt, sum, &module), &module)
  }

  private mutating func moments(
    _ x: ValueID, _ module: inout Module
  ) -> (mean: ValueID, variance: ValueID) {
    let mean = average(x, &module)
    let centered = build(.subtract, x, spread(mean, &module), &module)
    return (mean, average(build(.multiply, centered, centered, &module), &module))
  }

  /// The gradients with respect to operand, scale and offset, as the specification writes them.
  private mutating func gradients(
    _ operands: [ValueID], _ module: inout Module
  ) -> [ValueID] {
    let (x, scale, mean, variance, gradient) = (
      operands[0], operands[1], operands[2], operands[3], operands[4]
    )
    let whole = module.type(of: x)
    let centered = build(.subtract, x, spread(mean, &module), &module)
    let deviation = deviation(variance, &module)
    // i1 = gradient · count, i2 = the sum of the gradient, i3 = the sum of gradient · centered
    let i1 = build(.multiply, gradient, number(Double(count), whole, &module), &module)
    let offsetGradient = sum(gradient, &module)
    let i2 = spread(offsetGradient, &module)
    let products = build(.multiply, gradient, centered, &module)
    let i3 = spread(sum(products, &module), &module)
    let i4 = build(.multiply, i3, centered, &module)
    let squared = build(.multiply, deviation, deviation, &module)
    let i5 = build(.divide, i4, squared, &module)
    let i6 = build(.subtract, build(.subtract, i1, i2, &module), i5, &module)
    let factor = build(.divide, spread(scale, &module), deviation, &module)
    let average = build(.divide, factor, number(Double(count), whole, &module), &module)
    let operandGradient = build(.multiply, average, i6, &module)
    let scaleGradient = sum(build(.divide, products, deviation, &module), &module)
    return [operandGradient, scaleGradient, offsetGradient]
  }

  // MARK: Ops

  /// How many elements each feature has.
  private var count: Int64 {
    shape.indices.reduce(1) { $1 == feature ? $0 : $0 &* shape[$1] }
  }

  private mutating func build(
    _ kind: StablehloOp, _ operands: ValueID..., module: inout Module
  ) -> ValueID {
    let op = module.build(
      kind, at: .before(op), operands: operands, resultTypes: [module.type(of: operands[0])],
      location: location)
    made.append(op)
    return module.result(of: op)
  }

  private mutating func build(
    _ kind: StablehloOp, _ a: ValueID, _ module: inout Module
  ) -> ValueID { build(kind, a, module: &module) }

  private mutating func build(
    _ kind: StablehloOp, _ a: ValueID, _ b: ValueID, _ module: inout Module
  ) -> ValueID { build(kind, a, b, module: &module) }

  /// A vector of features over the whole shape.
  private mutating func spread(_ vector: ValueID, _ module: inout Module) -> ValueID {
    let dimensions = module.denseArrayAttribute([Int64(feature)])
    let op = module.build(
      StablehloOp.broadcastInDim, at: .before(op), operands: [vector],
      resultTypes: [module.tensorType(shape, module.elementType(of: vector))],
      attributes: [("broadcast_dimensions", dimensions)], location: location)
    made.append(op)
    return module.result(of: op)
  }

  private mutating func number(
    _ value: Double, _ type: TypeID, _ module: inout Module
  ) -> ValueID {
    guard case .float(let kind) = module.type(module.elementType(of: type)),
      let format = FloatFormat(kind),
      let attribute = module.constantAttribute(Tensor(value, format), type)
    else { preconditionFailure("invariant: a batch normalization is of floats") }
    let result = module.buildStablehloConstant(attribute, type, before: op)
    if let constant = module.definingOp(of: result) { made.append(constant) }
    return result
  }

  private mutating func average(_ x: ValueID, _ module: inout Module) -> ValueID {
    let sum = sum(x, &module)
    return build(.divide, sum, number(Double(count), module.type(of: sum), &module), &module)
  }

  /// The sum of each feature's elements.
  private mutating func sum(_ x: ValueID, _ module: inout Module) -> ValueID {
    let element = module.elementType(of: x)
    let scalar = module.tensorType([], element)
    let zero = number(0, scalar, &module)
    let region = module.createRegion()
    let body = module.addBlock(to: region, argumentTypes: [scalar, scalar], location: location)
    let added = module.build(
      StablehloOp.add, at: .end(of: body), operands: module.arguments(of: body),
      resultTypes: [scalar], location: location)
    module.build(
      StablehloOp.return, at: .end(of: body), operands: [module.result(of: added)],
      location: location)
    let dimensions = shape.indices.filter { $0 != feature }.map { Int64($0) }
    let attribute = module.denseArrayAttribute(dimensions)
    let reduce = module.build(
      StablehloOp.reduce, at: .before(op), operands: [x, zero],
      resultTypes: [module.tensorType([shape[feature]], element)],
      attributes: [("dimensions", attribute)], regions: [region], location: location)
    made.append(reduce)
    return module.result(of: reduce)
  }
}
